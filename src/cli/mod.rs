//! The command line: one file a subcommand, and here what they share.

#[cfg(feature = "lab")]
mod bench;
mod check;
mod config_file;
mod demo;
#[cfg(feature = "lab")]
mod doctor;
#[cfg(feature = "lab")]
mod explain;
#[cfg(feature = "lab")]
mod export;
#[cfg(any(feature = "lab", feature = "tui"))]
mod language;
#[cfg(feature = "tui")]
mod panel;
#[cfg(feature = "lab")]
mod pinout;
mod replay;
mod report;
mod run;
mod safe;
#[cfg(feature = "lab")]
mod selftest;
#[cfg(feature = "lab")]
mod status;
#[cfg(feature = "lab")]
mod survey;
#[cfg(any(feature = "lab", feature = "tui", feature = "web"))]
mod viewer;
#[cfg(feature = "web")]
mod web;
#[cfg(not(all(feature = "lab", feature = "tui", feature = "web")))]
mod without_feature;
#[cfg(not(feature = "tui"))]
use self::without_feature as panel;
#[cfg(not(feature = "web"))]
use self::without_feature as web;
#[cfg(not(feature = "lab"))]
use self::{
    without_feature as bench, without_feature as doctor, without_feature as explain,
    without_feature as export, without_feature as pinout, without_feature as selftest,
    without_feature as status, without_feature as survey,
};

use anyhow::{Context, Result};
#[cfg(any(feature = "lab", feature = "tui"))]
use backpropd::language::Language;
use backpropd::lesson::Start;
use backpropd::nn::Bias;
use backpropd::record::Recorder;
use backpropd::trainer::Trainer;
use backpropd::{board, config, machine, observe, store};
use clap::builder::{PossibleValuesParser, TypedValueParser};
#[cfg(feature = "lab")]
use clap::error::ErrorKind;
use clap::{Parser, Subcommand};
use env_logger::Env;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

/// The exit code for a config that is wrong; the systemd unit does not restart on it (EX_CONFIG of sysexits.h).
const BAD_CONFIG: u8 = 78;

/// The exit code when no daemon runs, as `systemctl status` has it.
const NOT_RUNNING: u8 = 3;

/// Trains a 2-2-2 neural network by back-propagation from switches on a Raspberry Pi's pins, and shows what it has
/// learned on LEDs.
#[derive(Parser)]
#[command(version, max_term_width = 100, after_help = EXAMPLES)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  backpropd panel                      the whole machine on the screen, to be flipped and taught by keys
  backpropd demo                       watch it learn the half-adder, no Raspberry Pi needed
  backpropd web --sim                  the same in the browser, with switches to flip
  backpropd demo --lesson xnor,nor     another lesson
  backpropd check --config my.toml     what is to be wired where, or what is wrong with the file
  backpropd pinout                     the Pi's header with every part on it
  backpropd doctor                     what is wrong with the wiring, and what mends it
  backpropd run                        on the Pi: read the switches, learn, light the LEDs";

#[derive(Subcommand)]
enum Command {
    Run(run::Args),
    Demo(demo::Args),
    Panel(panel::Args),
    Replay(replay::Args),
    Explain(explain::Args),
    Status(status::Args),
    Export(export::Args),
    Check(check::Args),
    Pinout(pinout::Args),
    Doctor(doctor::Args),
    Safe(safe::Args),
    Survey(survey::Args),
    Bench(bench::Args),
    Selftest(selftest::Args),
    Web(web::Args),
}

impl Cli {
    /// Runs the subcommand.
    pub fn run(self) -> Result<ExitCode> {
        match self.command {
            Command::Run(args) => run::run(&args),
            Command::Demo(args) => demo::demo(&args),
            Command::Panel(args) => panel::panel(&args),
            Command::Replay(args) => replay::replay(&args),
            Command::Explain(args) => explain::explain(&args),
            Command::Status(args) => status::status(&args),
            Command::Export(args) => export::export(&args),
            Command::Check(args) => check::check(&args),
            Command::Pinout(args) => pinout::pinout(&args),
            Command::Doctor(args) => doctor::doctor(&args),
            Command::Safe(args) => safe::safe(&args),
            Command::Survey(args) => survey::survey(&args),
            Command::Bench(args) => bench::bench(&args),
            Command::Selftest(args) => selftest::selftest(&args),
            Command::Web(args) => web::web(&args),
        }
    }
}

/// Begins to record a run that is about to begin.
pub fn record(path: &Path, machine: machine::Settings, trainer: &Trainer) -> Result<Recorder> {
    Recorder::create(path, &Start::new(machine, trainer))
        .with_context(|| format!("{}: cannot record there", path.display()))
}

/// Reads a bias mode by its name.
pub fn bias_parser() -> impl TypedValueParser<Value = Bias> {
    by_name(Bias::ALL, Bias::name)
}

/// Reads a kind of board by its name.
pub fn board_parser() -> impl TypedValueParser<Value = board::Kind> {
    by_name(board::Kind::ALL, board::Kind::name)
}

/// Reads a language by its name.
#[cfg(any(feature = "lab", feature = "tui"))]
pub fn language_parser() -> impl TypedValueParser<Value = Language> {
    by_name(Language::ALL, Language::name)
}

/// Reads one of a few things by its name; clap lists the names in the help and in its errors.
fn by_name<T: Copy + Send + Sync + 'static, const N: usize>(
    all: [T; N],
    name: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(all.map(name)).try_map(move |word| {
        let found = all.into_iter().find(|thing| name(*thing) == word);
        found.ok_or("not one of them")
    })
}

/// Reads a whole number from `low` to `high`.
pub fn whole_number<T: TryFrom<u64>>(
    low: u64,
    high: u64,
) -> impl Fn(&str) -> Result<T, String> + Clone {
    move |word| {
        let number = word
            .parse()
            .ok()
            .filter(|number| (low..=high).contains(number));
        let number = number.and_then(|number| T::try_from(number).ok());
        number.ok_or(format!("allowed: a whole number from {low} to {high}"))
    }
}

/// Reads a number; what range it may lie in is for others to say.
#[cfg(feature = "lab")]
pub fn number(word: &str) -> Result<f64, &'static str> {
    word.parse().map_err(|_| "allowed: a number, like 0.5")
}

/// An argument is wrong: its name, what it is, what is allowed. It ends as where clap sees it by itself.
#[cfg(feature = "lab")]
pub fn wrong(what: String) -> anyhow::Error {
    clap::Error::raw(ErrorKind::ValueValidation, what + "\n").into()
}

/// Whether colour is wanted where there is a terminal for it: unless NO_COLOR says otherwise (no-color.org).
#[cfg(any(feature = "lab", feature = "tui"))]
pub fn colour_is_wanted() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Starts the log on standard error, at level `info` unless RUST_LOG says otherwise. Under systemd each line carries
/// its priority for the journal.
pub fn start_log() {
    let mut log = env_logger::Builder::from_env(Env::default().default_filter_or("info"));
    let journal = std::env::var_os("JOURNAL_STREAM").is_some();
    log.format(move |out, record| {
        let (priority, word) = match record.level() {
            log::Level::Error => (3, "error: "),
            log::Level::Warn => (4, "warning: "),
            log::Level::Info => (6, ""),
            log::Level::Debug | log::Level::Trace => (7, ""),
        };
        if journal {
            writeln!(out, "<{priority}>{}", record.args())
        } else {
            writeln!(out, "{word}{}", record.args())
        }
    })
    .init();
}

/// The exit code for an error: 78 for a bad config or a state file that is not to be touched, 3 when there is no daemon
/// to look at, else 1.
pub fn exit_code_of(error: &anyhow::Error) -> ExitCode {
    if error.is::<config::Error>() || error.is::<store::Refusal>() {
        ExitCode::from(BAD_CONFIG)
    } else if let Some(observe::Error::NotRunning { .. }) = error.downcast_ref() {
        ExitCode::from(NOT_RUNNING)
    } else {
        ExitCode::FAILURE
    }
}

/// Whether all that happened is that nobody reads our output any more, as in `backpropd check | head -1`.
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let error = error.downcast_ref::<io::Error>();
    error.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
