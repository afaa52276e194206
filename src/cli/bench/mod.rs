//! `backpropd bench`: how fast this computer trains, what back-propagation and matrices save, and how little of this
//! computer the daemon uses.
//!
//! This file: what is measured. `claim` prints the comparison of the ways; `stopwatch` reads the clock.

mod claim;
mod stopwatch;

use super::args;
use super::out::{self, Out};
use anyhow::Result;
use backpropd::cost::{self, Size, Work};
use backpropd::machine::{self, Machine};
use backpropd::messages;
use backpropd::panel::Levels;
use backpropd::trainer::{self, Trainer};
use backpropd::truth_table::TruthTable;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use std::fmt;
use std::hint::black_box;
use std::io::Write;
use std::process::ExitCode;
use stopwatch::nanoseconds;

/// The arguments of `bench`.
#[derive(clap::Args)]
#[command(about = messages::help_bench(), after_help = messages::help_bench_more())]
pub struct Args {
    #[arg(long, value_name = "N", default_value_t = 256, value_parser = args::whole_number::<usize>(2, 256), help = messages::help_bench_up_to())]
    up_to: usize,
    #[arg(long, help = messages::help_json())]
    json: bool,
}

/// All measurements.
#[derive(Serialize)]
struct BenchReport {
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

/// The gradient by matrices against other ways to compute it.
#[derive(Serialize)]
struct Claim {
    sizes: Vec<Size>,
    growth: Growth,
}

/// The exponents p of (time of a way) / (time by matrices) ≈ c·N^p; `null` in JSON for fewer than two sizes.
#[derive(Serialize)]
struct Growth {
    differences: f64,
    chains: f64,
    chains_with_kept_delta: f64,
}

impl Claim {
    fn of(sizes: Vec<Size>) -> Self {
        let growth = |ns: fn(&Size) -> f64| {
            cost::growth(
                sizes
                    .iter()
                    .map(|size| (size.n, ns(size) / size.matrices_ns)),
            )
        };
        Self {
            growth: Growth {
                differences: growth(|size| size.differences_ns),
                chains: growth(|size| size.chains_ns),
                chains_with_kept_delta: growth(|size| size.chains_with_kept_delta_ns),
            },
            sizes,
        }
    }
}

/// How much of this computer the daemon's default pace uses.
#[derive(Serialize)]
struct Pace {
    scan_hz: u32,
    steps_per_second: u32,
    scan_ns: f64,
    share_of_a_core: f64,
}

/// Runs the subcommand.
pub fn bench(args: &Args) -> Result<ExitCode> {
    super::hangup::ends_process()?;
    let report = measure(args.up_to)?;
    let mut out = Out::new(args.json);
    if args.json {
        writeln!(out, "{}", serde_json::to_string(&report)?)?;
    } else {
        write!(out, "{report}")?;
    }
    Ok(ExitCode::SUCCESS)
}

fn measure(up_to: usize) -> Result<BenchReport> {
    let sizes = cost::SIZES.iter().filter(|(n, _)| *n <= up_to);
    let timings = 2 + cost::TIMINGS * sizes.clone().count();
    let bar = ProgressBar::new(timings as u64);
    let template = format!(
        "{{wide_bar}} {}",
        messages::bench_progress("{pos}", "{len}")
    );
    if let Ok(style) = ProgressStyle::with_template(&template) {
        bar.set_style(out::style_of_bar(style));
    }
    bar.tick();
    let step = measure_step()?;
    bar.inc(1);
    let pace = measure_pace()?;
    bar.inc(1);
    let mut stopwatch = |work: &mut Work| {
        let ns = nanoseconds(work);
        bar.inc(1);
        ns
    };
    let sizes: Result<_, _> = sizes.map(|(_, measure)| measure(&mut stopwatch)).collect();
    bar.finish_and_clear();
    Ok(BenchReport {
        version: env!("CARGO_PKG_VERSION"),
        processor: std::env::consts::ARCH,
        system: std::env::consts::OS,
        step,
        claim: Claim::of(sizes?),
        pace,
    })
}

/// The half-adder, in rotation.
fn measure_step() -> Result<Step> {
    let half_adder = TruthTable::from_gates("xor,and")?;
    let ns = cost::step_ns(half_adder.samples(), &mut nanoseconds)?;
    Ok(Step {
        ns,
        per_second: 1e9 / ns,
    })
}

/// A machine that trains in every scan, because its answers are never within tolerance.
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

impl fmt::Display for BenchReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            version,
            processor,
            system,
            step,
            claim,
            pace,
        } = self;
        let title = messages::bench_title(version, processor, system);
        writeln!(f, "{title}\n\n{}", messages::bench_step())?;
        let millions = format!("{:.2}", step.per_second / 1e6);
        writeln!(f, "  {}\n", messages::bench_steps(millions, time(step.ns)))?;
        write!(f, "{claim}")?;
        let text = messages::bench_pace(pace.scan_hz, pace.steps_per_second);
        writeln!(f, "\n{text}")?;
        let percent = format!("{:.4}", 100.0 * pace.share_of_a_core);
        writeln!(
            f,
            "  {}",
            messages::bench_share(time(pace.scan_ns), percent)
        )
    }
}

/// A time for people, from nanoseconds.
fn time(ns: f64) -> String {
    match ns {
        ns if ns < 1e3 => format!("{ns:.1} ns"),
        ns if ns < 1e6 => format!("{:.1} µs", ns / 1e3),
        ns if ns < 1e9 => format!("{:.1} ms", ns / 1e6),
        ns => format!("{:.1} s", ns / 1e9),
    }
}
