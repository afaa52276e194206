//! `backpropd demo`: the daemon's own loop over the simulated board, with a lesson played on its switches.
//!
//! It tells only what a person at the panel would see, from the snapshot; it never reaches into the machine.

use super::report::Report;
use anyhow::Result;
use backpropd::board::SimBoard;
use backpropd::daemon::{self, Observer, RealTime, Time, VirtualTime};
use backpropd::machine::{self, Event, Machine};
use backpropd::nn::Bias;
use backpropd::record::Recorder;
use backpropd::session::{self, Action, Session};
use backpropd::trainer::{self, State, Trainer};
use backpropd::truth_table::{GATES, TruthTable};
use clap::ValueEnum;
use std::io;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// Watch it learn on a simulated board: no Raspberry Pi needed
#[derive(clap::Args)]
#[command(after_help = after_help())]
pub struct Args {
    /// The gates that o1 and o2 are to become [default: xor,and, the half-adder]
    #[arg(long, value_name = "O1,O2", value_parser = TruthTable::from_gates)]
    lesson: Option<TruthTable>,
    /// The same by the answers for (i1, i2) = 00, 01, 10, 11, as in 0110,0001
    #[arg(long, value_name = "O1,O2", value_parser = TruthTable::from_bits, conflicts_with = "lesson")]
    table: Option<TruthTable>,
    /// Starts the generator that draws the weights: the same seed, the same run
    #[arg(long, value_name = "N", default_value_t = 8, allow_negative_numbers = true, value_parser = super::whole_number::<u64>(0, u64::MAX))]
    seed: u64,
    /// What becomes of the neurons' biases
    #[arg(long, value_name = "MODE", default_value = "trained", value_parser = super::bias_parser())]
    bias: Bias,
    /// At the pace of the panel, or as fast as this computer can
    #[arg(long, value_name = "PACE", default_value = "real")]
    speed: Speed,
    /// Give up after so many training steps
    #[arg(long, value_name = "STEPS", default_value_t = 200_000, allow_negative_numbers = true, value_parser = super::whole_number::<u64>(1, u64::MAX))]
    limit: u64,
    /// Write a lesson file, for 'backpropd replay'
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    /// One JSON object a line, the last of them the summary
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Speed {
    /// As on the panel
    Real,
    /// In virtual time
    Max,
}

fn after_help() -> String {
    let gates = GATES.map(|(name, answers)| format!("  {name:15}{answers}\n"));
    format!(
        "The gates, and their answers for (i1, i2) = 00, 01, 10, 11:\n{}\n\
         Exit code: 0 learned, 1 not learned, 2 bad arguments.\n\n\
         Examples:\n  \
         backpropd demo --lesson or,xnor\n  \
         backpropd demo --table 0110,0001 --speed max --json\n  \
         backpropd demo --bias none         the weights w1…w8 alone",
        gates.concat()
    )
}

/// Runs the subcommand.
pub fn demo(args: &Args) -> Result<ExitCode> {
    let lesson = match args.lesson.or(args.table) {
        Some(lesson) => lesson,
        None => TruthTable::from_gates("xor,and")?,
    };
    let settings = trainer::Settings {
        bias: args.bias,
        ..trainer::Settings::default()
    };
    let machine_settings = machine::Settings::default();
    let scan_hz = machine_settings.pace.scan_hz;
    let trainer = Trainer::new(settings, args.seed);
    let recorder = match &args.record {
        Some(path) => Some(super::record(path, machine_settings, &trainer)?),
        None => None,
    };
    let mut machine = Machine::new(machine_settings, trainer);
    let mut board = SimBoard::default();
    let mut time: Box<dyn Time> = match args.speed {
        Speed::Real => Box::new(RealTime::new(scan_hz)),
        Speed::Max => Box::new(VirtualTime::new(scan_hz)),
    };
    let mut viewer = Viewer {
        report: Report::new(args.json),
        recorder,
        session: Session::new(board.panel(), lesson_actions(&lesson)),
        limit: args.limit,
        time: Duration::ZERO,
        told: Duration::ZERO,
        result: Ok(()),
    };
    viewer.report.say(&format!(
        "On a simulated board, the lesson: {lesson}. Seed {}.\n",
        args.seed
    ))?;
    daemon::run(&mut board, &mut machine, time.as_mut(), &mut viewer)?;
    if let Some(recorder) = viewer.recorder {
        recorder.end(&machine);
    }
    viewer.result?;
    let snapshot = machine.snapshot();
    viewer.report.summary(&snapshot)?;
    Ok(match snapshot.state {
        State::Learned => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    })
}

/// Teaches the four rows, waits until they are learned, then shows them again one by one.
fn lesson_actions(lesson: &TruthTable) -> Vec<Action> {
    let mut actions: Vec<_> = lesson
        .samples()
        .into_iter()
        .flat_map(session::teach)
        .collect();
    actions.push(Action::WaitFor(State::Learned));
    for sample in lesson.samples() {
        actions.extend(session::show(sample.x));
        actions.push(Action::Wait(Duration::from_millis(500)));
    }
    actions
}

/// The person in front of the panel: plays the lesson and tells what is to be seen.
struct Viewer {
    report: Report,
    recorder: Option<Recorder>,
    session: Session,
    limit: u64,
    /// The machine's time, and when progress was last told.
    time: Duration,
    told: Duration,
    result: io::Result<()>,
}

impl Viewer {
    fn tell(&mut self, tell: impl FnOnce(&mut Report, Duration) -> io::Result<()>) {
        if self.result.is_ok() {
            self.result = tell(&mut self.report, self.time);
        }
    }
}

impl Observer for Viewer {
    fn event(&mut self, event: Event) {
        self.tell(|report, time| report.event(time, event));
    }

    fn scanned(&mut self, _now: Duration, machine: &Machine) -> ControlFlow<()> {
        self.time = machine.time();
        if let Some(recorder) = &mut self.recorder {
            recorder.scanned(machine);
        }
        let trainer = machine.trainer();
        if trainer.is_training() && self.time - self.told >= Duration::from_secs(1) {
            self.told = self.time;
            self.tell(|report, time| report.progress(time, &machine.snapshot()));
        }
        self.session.play(machine);
        let in_vain = trainer.state() == State::Impossible && !trainer.is_training();
        let given_up = in_vain || trainer.steps() >= self.limit;
        if self.session.is_over() || given_up || self.result.is_err() {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }
}
