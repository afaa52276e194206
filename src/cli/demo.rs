//! `backpropd demo`: the daemon's own loop over the simulated board, taught a truth table by its switches.
//!
//! It prints only what a person at the panel would see, from the snapshot, and never looks into the machine.

use super::args;
use super::hangup;
use super::record;
use super::report::RunReport;
use anyhow::{Context, Result};
use backpropd::board::SimBoard;
use backpropd::daemon::shutdown::Shutdown;
use backpropd::daemon::{self, Observer, RealTime, Time, VirtualTime};
use backpropd::machine::{self, Event, Machine};
use backpropd::messages;
use backpropd::nn::Bias;
use backpropd::script::{self, Action, Script};
use backpropd::store::recorder::Recorder;
use backpropd::trainer::{self, State, Trainer};
use backpropd::truth_table::{GATES, NAMED, TruthTable};
use clap::ValueEnum;
use std::io;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// The arguments of `demo`.
#[derive(clap::Args)]
#[command(about = messages::help_demo(), after_help = after_help())]
pub struct Args {
    #[arg(value_name = "O1,O2", value_parser = TruthTable::from_gates, help = messages::help_demo_teach())]
    teach: Option<TruthTable>,
    #[arg(long, alias = "lesson", value_name = "O1,O2", value_parser = TruthTable::from_gates, conflicts_with = "teach", help = messages::help_demo_gates())]
    gates: Option<TruthTable>,
    #[arg(long, value_name = "O1,O2", value_parser = TruthTable::from_bits, conflicts_with_all = ["teach", "gates"], help = messages::help_demo_table())]
    table: Option<TruthTable>,
    #[arg(long, value_name = "N", default_value_t = 5, allow_negative_numbers = true, value_parser = args::whole_number::<u64>(0, u64::MAX), help = messages::help_demo_seed())]
    seed: u64,
    #[arg(long, value_name = "MODE", default_value = "trained", value_parser = args::bias_parser(), help = messages::help_bias())]
    bias: Bias,
    #[arg(long, value_name = "PACE", default_value = "real", help = messages::help_demo_speed())]
    speed: Speed,
    #[arg(long, value_name = "STEPS", default_value_t = 200_000, allow_negative_numbers = true, value_parser = args::whole_number::<u64>(1, u64::MAX), help = messages::help_limit())]
    limit: u64,
    #[arg(long, value_name = "FILE", help = messages::help_demo_record())]
    record: Option<PathBuf>,
    #[arg(long, help = messages::help_json_lines())]
    json: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Speed {
    Real,
    Max,
}

fn after_help() -> String {
    let list = |names: &[(&str, &str)]| -> String {
        let lines = names
            .iter()
            .map(|(name, what)| format!("  {name:17}{what}\n"));
        lines.collect()
    };
    messages::help_demo_more(list(&GATES), list(&NAMED))
}

/// Runs the subcommand.
pub fn demo(args: &Args) -> Result<ExitCode> {
    let table = match args.teach.or(args.gates).or(args.table) {
        Some(table) => table,
        None => TruthTable::from_gates("xor,and")?,
    };
    let settings = trainer::Settings::suiting(args.bias, 0.0);
    let machine_settings = machine::Settings::default();
    let scan_hz = machine_settings.pace.scan_hz;
    let trainer = Trainer::new(settings, args.seed);
    let recorder = match &args.record {
        Some(path) => Some(record::record(path, machine_settings, &trainer)?),
        None => None,
    };
    let shutdown = Shutdown::listen().context(messages::daemon_signals())?;
    hangup::makes_due(&shutdown);
    hangup::ends_in_time(&shutdown, || {});
    let mut machine = Machine::new(machine_settings, trainer);
    let mut board = SimBoard::default();
    let mut time: Box<dyn Time> = match args.speed {
        Speed::Real => Box::new(RealTime::new(scan_hz)),
        Speed::Max => Box::new(VirtualTime::new(scan_hz)),
    };
    let mut observer = DemoObserver {
        report: RunReport::new(args.json),
        recorder,
        script: Script::new(board.panel(), actions(&table)),
        limit: args.limit,
        shutdown,
        time: Duration::ZERO,
        printed: Duration::ZERO,
        result: Ok(()),
    };
    observer
        .report
        .say(&messages::demo_title(table, args.seed))?;
    observer.report.say("")?;
    daemon::run(&mut board, &mut machine, time.as_mut(), &mut observer)?;
    if let Some(recorder) = observer.recorder {
        recorder.end(&machine);
    }
    observer.result?;
    let snapshot = machine.snapshot();
    observer.report.summary(&snapshot)?;
    Ok(match snapshot.state {
        State::Learned => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    })
}

/// Teaches the four rows, waits until they are learned, then shows them again one by one.
fn actions(table: &TruthTable) -> Vec<Action> {
    let mut actions: Vec<_> = table
        .samples()
        .into_iter()
        .flat_map(script::teach)
        .collect();
    actions.push(Action::WaitFor(State::Learned));
    for sample in table.samples() {
        actions.extend(script::show(sample.x));
        actions.push(Action::Wait(Duration::from_millis(500)));
    }
    actions
}

/// The person in front of the panel: plays the script and prints what can be seen.
struct DemoObserver {
    report: RunReport,
    recorder: Option<Recorder>,
    script: Script,
    limit: u64,
    shutdown: Shutdown,
    /// The machine's time, and when progress was last printed.
    time: Duration,
    printed: Duration,
    result: io::Result<()>,
}

impl DemoObserver {
    fn print(&mut self, print: impl FnOnce(&mut RunReport, Duration) -> io::Result<()>) {
        if self.result.is_ok() {
            self.result = print(&mut self.report, self.time);
        }
    }
}

impl Observer for DemoObserver {
    fn event(&mut self, event: Event) {
        self.print(|report, time| report.event(time, event));
    }

    fn scanned(&mut self, _now: Duration, machine: &Machine) -> ControlFlow<()> {
        self.time = machine.time();
        if let Some(recorder) = &mut self.recorder {
            recorder.scanned(machine);
        }
        let trainer = machine.trainer();
        if trainer.is_training() && self.time - self.printed >= Duration::from_secs(1) {
            self.printed = self.time;
            self.print(|report, time| report.progress(time, &machine.snapshot()));
        }
        self.script.play(machine);
        let in_vain = trainer.state() == State::Impossible && !trainer.is_training();
        let given_up = in_vain || trainer.steps() >= self.limit;
        let stopped = self.shutdown.is_due() || self.result.is_err();
        if self.script.is_over() || given_up || stopped {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }
}
