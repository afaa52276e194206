//! `backpropd replay`: repeats a recording, in virtual time.

use super::args;
use super::input;
use super::report::{RunReport, time};
use super::stderr;
use anyhow::{Context, Result, bail};
use backpropd::messages;
use backpropd::printable::printable;
use backpropd::recording::Recording;
use log::Level;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// The exit code for a damaged file (EX_DATAERR of sysexits.h).
const DAMAGED: u8 = 65;

/// The longest file that is read: four of the longest recordings.
const MAX_BYTES: u64 = 4 * Recording::MAX_BYTES as u64;

/// The arguments of `replay`.
#[derive(clap::Args)]
#[command(about = messages::help_replay(), after_help = messages::help_replay_more())]
pub struct Args {
    #[arg(help = messages::help_replay_file())]
    file: PathBuf,
    #[arg(long, help = messages::help_json_lines())]
    json: bool,
    #[arg(long, value_name = "STEPS", default_value_t = 10_000_000_000, allow_negative_numbers = true, value_parser = args::whole_number::<u64>(1, u64::MAX), help = messages::help_replay_limit())]
    limit: u64,
}

/// Runs the subcommand.
pub fn replay(args: &Args) -> Result<ExitCode> {
    let name = input::name(&args.file);
    let bytes = input::read(&args.file, MAX_BYTES).with_context(|| name.clone())?;
    let recording = match Recording::read(&bytes) {
        Ok(recording) => recording,
        Err(damage) => {
            let text = format!("backpropd: {name}: {damage}");
            stderr::say(Level::Error, &text);
            return Ok(ExitCode::from(DAMAGED));
        }
    };
    let most = recording.most_steps();
    if most > args.limit {
        bail!(messages::replay_too_long(name, most, args.limit));
    }
    let mut report = RunReport::new(args.json);
    let start = recording.start();
    report.say(&messages::replay_title(&name, printable(&start.program)))?;
    report.say("")?;
    if !recording.is_complete() {
        stderr::tell(Level::Warn, &messages::replay_cut_off(&name));
    }
    let mut printed = Ok(());
    let mut report_event = |scan, event| {
        if printed.is_ok() {
            printed = report.event(start.machine.pace.time_of(scan), event);
        }
    };
    let mut replay = recording.begin_replay()?;
    let mut progress = Progress::new(recording.scans());
    while replay.scan(&mut report_event) {
        progress.scanned(replay.machine().scans());
    }
    let snapshot = replay.machine().snapshot();
    printed?;
    report.summary(&snapshot)?;
    Ok(ExitCode::SUCCESS)
}

/// Reports the progress of a long replay: after two seconds, four, eight, and so on, then every minute.
struct Progress {
    begin: Instant,
    next: Duration,
    scans: u64,
}

impl Progress {
    /// The clock is read once per this many scans.
    const SCANS: u64 = 64;

    fn new(scans: u64) -> Self {
        Self {
            begin: Instant::now(),
            next: Duration::from_secs(2),
            scans,
        }
    }

    fn scanned(&mut self, done: u64) {
        if !done.is_multiple_of(Self::SCANS) {
            return;
        }
        let elapsed = self.begin.elapsed();
        if elapsed < self.next {
            return;
        }
        self.next += self.next.min(Duration::from_secs(60));
        let (done, all) = (done as f64, self.scans as f64);
        let left = elapsed.as_secs_f64() * (all - done) / done;
        let percent = (100.0 * done / all).floor();
        let elapsed = elapsed.as_secs_f64();
        let text = messages::replay_progress(percent, time(elapsed), time(left));
        stderr::tell(Level::Info, &text);
    }
}
