//! The command line: its subcommands, one file per subcommand. What subcommands share has files of its own too (`args`,
//! `exit`, `out`, …); nothing in this folder uses this file.

mod args;
#[cfg(feature = "study")]
mod bench;
#[cfg(feature = "mqtt")]
mod broker;
mod check;
#[cfg(feature = "class")]
mod class;
mod config_file;
mod demo;
#[cfg(feature = "wiring")]
mod doctor;
pub mod exit;
#[cfg(feature = "study")]
mod explain;
#[cfg(feature = "status")]
mod export;
mod hangup;
mod input;
mod language;
#[cfg(all(
    test,
    feature = "class",
    feature = "metrics",
    feature = "mqtt",
    feature = "status",
    feature = "study",
    feature = "tui",
    feature = "web",
    feature = "wiring"
))]
mod manual;
#[cfg(feature = "metrics")]
mod metrics;
#[cfg(feature = "mqtt")]
mod mqtt;
mod out;
#[cfg(feature = "tui")]
mod panel;
#[cfg(feature = "wiring")]
mod pinout;
#[cfg(all(test, unix, any(feature = "tui", feature = "wiring")))]
#[allow(dead_code)] // these tests use a few parts of it
mod pty;
mod record;
#[cfg(feature = "study")]
mod replay;
mod report;
mod run;
mod safe;
#[cfg(feature = "study")]
mod selftest;
#[cfg(feature = "web")]
mod serving;
#[cfg(feature = "status")]
mod status;
pub mod stderr;
#[cfg(feature = "study")]
mod survey;
#[cfg(feature = "tui")]
mod terminal;
#[cfg(any(feature = "mqtt", feature = "web"))]
mod told;
#[cfg(feature = "tui")]
mod typed;
pub mod usage;
#[cfg(any(
    feature = "metrics",
    feature = "mqtt",
    feature = "status",
    feature = "study",
    feature = "tui",
    feature = "web"
))]
mod viewer;
#[cfg(feature = "web")]
mod web;
#[cfg(not(all(
    feature = "class",
    feature = "metrics",
    feature = "mqtt",
    feature = "status",
    feature = "study",
    feature = "tui",
    feature = "web",
    feature = "wiring"
)))]
mod without_feature;
#[cfg(not(feature = "class"))]
use self::without_feature as class;
#[cfg(not(feature = "metrics"))]
use self::without_feature as metrics;
#[cfg(not(feature = "mqtt"))]
use self::without_feature as mqtt;
#[cfg(not(feature = "tui"))]
use self::without_feature as panel;
#[cfg(not(feature = "web"))]
use self::without_feature as web;
#[cfg(not(feature = "wiring"))]
use self::{without_feature as doctor, without_feature as pinout};
#[cfg(not(feature = "status"))]
use self::{without_feature as export, without_feature as status};
#[cfg(not(feature = "study"))]
use self::{
    without_feature as bench, without_feature as explain, without_feature as replay,
    without_feature as selftest, without_feature as survey,
};

use anyhow::Result;
use backpropd::language::Language;
use backpropd::messages;
use backpropd::printable::shown;
use clap::{Parser, Subcommand};
use std::io::Write;
use std::process::ExitCode;

/// The command line.
#[derive(Parser)]
#[command(version, max_term_width = 100, about = messages::help(), after_help = messages::help_examples())]
pub struct Cli {
    #[arg(long, global = true, value_name = "LANGUAGE", value_parser = args::language_parser(), help = messages::help_lang())]
    lang: Option<Language>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Run(run::Args),
    Demo(demo::Args),
    Panel(panel::Args),
    Replay(replay::Args),
    Explain(Box<explain::Args>),
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
    Mqtt(mqtt::Args),
    Class(class::Args),
    Metrics(metrics::Args),
}

/// Parses the command line and runs the subcommand.
pub fn run() -> Result<ExitCode> {
    language::choose();
    match parse() {
        Ok(cli) => cli.run(),
        Err(error) if error.use_stderr() => Err(error.into()),
        Err(help) => {
            out::Out::new(false).write_all(usage::help(&help).as_bytes())?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// Parses the command line. Its errors quote the arguments, so they come from parsing these once more, escaped.
fn parse() -> Result<Cli, clap::Error> {
    Cli::try_parse().map_err(|error| {
        let escaped = std::env::args_os().map(|argument| shown(&argument).to_string());
        Cli::try_parse_from(escaped).err().unwrap_or(error)
    })
}

impl Cli {
    /// Runs the subcommand.
    fn run(self) -> Result<ExitCode> {
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
            Command::Mqtt(args) => mqtt::mqtt(&args),
            Command::Class(args) => class::class(&args),
            Command::Metrics(args) => metrics::metrics(&args),
        }
    }
}
