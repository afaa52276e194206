//! `backpropd replay`: a recorded lesson once more, in virtual time.

use super::report::Report;
use anyhow::{Context, Result};
use backpropd::lesson::Lesson;
use backpropd::printable::printable;
use std::path::PathBuf;
use std::process::ExitCode;

/// The exit code for a file that is damaged (EX_DATAERR of sysexits.h).
const DAMAGED: u8 = 65;

/// Repeat a recorded lesson, bit for bit
#[derive(clap::Args)]
#[command(after_help = "\
A lesson is recorded by 'backpropd demo --record FILE', or by the daemon with [record] path in its config.
Exit code: 0 replayed, 65 the file is damaged, 1 it cannot be read.")]
pub struct Args {
    /// The lesson file
    file: PathBuf,
    /// One JSON object a line, the last of them the summary
    #[arg(long)]
    json: bool,
}

/// Runs the subcommand.
pub fn replay(args: &Args) -> Result<ExitCode> {
    let name = args.file.display();
    let bytes = std::fs::read(&args.file).with_context(|| name.to_string())?;
    let lesson = match Lesson::parse(&String::from_utf8_lossy(&bytes)) {
        Ok(lesson) => lesson,
        Err(damage) => {
            eprintln!("backpropd: {name}: {damage}");
            return Ok(ExitCode::from(DAMAGED));
        }
    };
    let mut report = Report::new(args.json);
    let start = lesson.start();
    report.say(&format!(
        "{name}, recorded by backpropd {}\n",
        printable(&start.program)
    ))?;
    if !lesson.is_complete() {
        log::warn!("{name}: the file was cut off; replaying what there is");
    }
    let mut told = Ok(());
    let machine = lesson.replay(&mut |scan, event| {
        if told.is_ok() {
            told = report.event(start.machine.pace.time_of(scan), event);
        }
    })?;
    told?;
    report.summary(&machine.snapshot())?;
    Ok(ExitCode::SUCCESS)
}
