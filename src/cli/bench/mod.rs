//! `backpropd bench`: how fast this computer trains, what back-propagation saves, and how little of it the daemon uses.
//!
//! Here: what is measured, and how it is told. The only subcommand that looks at the clock itself (`stopwatch`).

mod stopwatch;

use anyhow::Result;
use backpropd::claim::{self, Size};
use backpropd::machine::{self, Machine};
use backpropd::panel::Levels;
use backpropd::trainer::{self, Trainer};
use backpropd::truth_table::TruthTable;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use std::fmt;
use std::hint::black_box;
use std::io::{self, Write};
use std::panic::resume_unwind;
use std::process::ExitCode;
use std::thread;
use stopwatch::nanoseconds;

/// Measure how fast this computer trains, and what back-propagation saves; takes a few seconds
#[derive(clap::Args)]
#[command(after_help = "\
Stop the daemon before it, or it measures both.

Examples:
  backpropd bench
  backpropd bench --json")]
pub struct Args {
    /// The figures as JSON
    #[arg(long)]
    json: bool,
}

/// All that is measured.
#[derive(Serialize)]
struct Report {
    version: &'static str,
    processor: &'static str,
    system: &'static str,
    step: Step,
    claim: Claim,
    pace: Pace,
}

/// One online step of the panel's network.
#[derive(Serialize)]
struct Step {
    ns: f64,
    per_second: f64,
}

/// Back-propagation against finite differences.
#[derive(Serialize)]
struct Claim {
    sizes: Vec<Size>,
    growth_exponent: f64,
}

/// What the daemon's default pace takes of this computer.
#[derive(Serialize)]
struct Pace {
    scan_hz: u32,
    steps_per_second: u32,
    scan_ns: f64,
    share_of_a_core: f64,
}

/// Runs the subcommand.
pub fn bench(args: &Args) -> Result<ExitCode> {
    // The matrices of the largest network need a larger stack than that of the main thread.
    let worker = thread::Builder::new()
        .stack_size(claim::STACK)
        .spawn(measure)?;
    let report = match worker.join() {
        Ok(report) => report?,
        Err(panic) => resume_unwind(panic), // it has said what it was
    };
    let mut out = io::stdout().lock();
    if args.json {
        writeln!(out, "{}", serde_json::to_string(&report)?)?;
    } else {
        write!(out, "{report}")?;
    }
    Ok(ExitCode::SUCCESS)
}

fn measure() -> Result<Report> {
    let bar = ProgressBar::new(2 + claim::SIZES.len() as u64);
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} measurement {pos} of {len}") {
        bar.set_style(style);
    }
    bar.tick();
    let step = measure_step()?;
    bar.inc(1);
    let pace = measure_pace()?;
    bar.inc(1);
    let mut sizes = Vec::new();
    for measure in claim::SIZES {
        sizes.push(measure(nanoseconds)?);
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(Report {
        version: env!("CARGO_PKG_VERSION"),
        processor: std::env::consts::ARCH,
        system: std::env::consts::OS,
        step,
        claim: Claim {
            growth_exponent: claim::growth(&sizes),
            sizes,
        },
        pace,
    })
}

/// The half-adder, in rotation.
fn measure_step() -> Result<Step> {
    let half_adder = TruthTable::from_gates("xor,and")?;
    let ns = claim::step_ns(half_adder.samples(), nanoseconds)?;
    Ok(Step {
        ns,
        per_second: 1e9 / ns,
    })
}

/// A machine that never finds its answers good enough, and so trains in every scan.
fn measure_pace() -> Result<Pace> {
    let trainer_settings = trainer::Settings {
        tolerance: 1e-9,
        ..trainer::Settings::default()
    };
    let mut trainer = Trainer::new(trainer_settings, 1);
    for sample in TruthTable::from_gates("xor,and")?.samples() {
        trainer.teach(sample);
    }
    let settings = machine::Settings::default();
    let mut machine = Machine::new(settings, trainer);
    let scan_ns = nanoseconds(&mut |times| {
        for _ in 0..times {
            black_box(machine.scan(black_box(Levels::default()), &mut |_| {}));
            black_box(machine.summary());
        }
        Ok(())
    })?;
    let machine::Pace {
        scan_hz,
        steps_per_second,
    } = settings.pace;
    Ok(Pace {
        scan_hz,
        steps_per_second,
        scan_ns,
        share_of_a_core: scan_ns * 1e-9 * f64::from(scan_hz),
    })
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            version,
            processor,
            system,
            step,
            claim,
            pace,
        } = self;
        writeln!(f, "backpropd {version} on {processor} {system}\n")?;
        writeln!(
            f,
            "The step: the 2-2-2 network learns from one sample, weights and biases."
        )?;
        writeln!(
            f,
            "  {:.2} million steps a second, {} each\n",
            step.per_second / 1e6,
            time(step.ns)
        )?;
        write!(f, "{claim}")?;
        writeln!(
            f,
            "\nThe pace: {} scans and {} steps a second, as the daemon does by default.",
            pace.scan_hz, pace.steps_per_second
        )?;
        writeln!(
            f,
            "  {} a scan: {:.4} % of a core (pins, sleeping and waking not counted)",
            time(pace.scan_ns),
            100.0 * pace.share_of_a_core
        )
    }
}

impl fmt::Display for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "The claim: the gradient of an N-N-N network by back-propagation, and one by one, with"
        )?;
        writeln!(
            f,
            "another forward pass for each parameter (weight or bias). Both were checked to agree.\n"
        )?;
        writeln!(
            f,
            "    N  parameters  back-propagation  one by one    ratio  █ for each doubling"
        )?;
        for size in &self.sizes {
            writeln!(
                f,
                "{:5}{:12}{:>18}{:>12}{:>9}  {}",
                size.n,
                size.parameters,
                time(size.back_propagation_ns),
                time(size.finite_differences_ns),
                format!("{:.*}", usize::from(size.ratio < 100.0), size.ratio),
                "█".repeat(size.ratio.log2().round() as usize)
            )?;
        }
        writeln!(
            f,
            "\nThe ratio grows about as N^{:.1}.",
            self.growth_exponent
        )
    }
}

/// A time for people, from nanoseconds.
fn time(ns: f64) -> String {
    match ns {
        ns if ns < 1e3 => format!("{ns:.1} ns"),
        ns if ns < 1e6 => format!("{:.1} µs", ns / 1e3),
        ns => format!("{:.1} ms", ns / 1e6),
    }
}
