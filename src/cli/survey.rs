//! `backpropd survey`: does it really learn every truth table? All 256 of them, many starts each, on all cores.

use anyhow::Result;
use backpropd::nn::Bias;
use backpropd::range::Range;
use backpropd::survey::{Run, Summary};
use backpropd::trainer::Settings;
use backpropd::truth_table::TruthTable;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Teach all 256 truth tables from many starts, and see how many are learned
#[derive(clap::Args)]
#[command(after_help = "\
Exit code: 0 when every table was learned or is known to be impossible, 1 when not.

Examples:
  backpropd survey --seeds 100 --tolerance 0.4
  backpropd survey --bias none --seeds 20")]
pub struct Args {
    /// How many starts of each table
    #[arg(long, value_name = "N", default_value_t = 20, allow_negative_numbers = true, value_parser = super::whole_number::<u32>(1, 10_000))]
    seeds: u32,
    /// What becomes of the neurons' biases
    #[arg(long, value_name = "MODE", default_value = "trained", value_parser = super::bias_parser())]
    bias: Bias,
    /// When a row counts as learned: both outputs are this near to what is wanted
    #[arg(long, value_name = "T", default_value_t = Settings::default().tolerance, allow_negative_numbers = true, value_parser = super::number)]
    tolerance: f64,
    /// The learning rate α
    #[arg(long, value_name = "A", default_value_t = Settings::default().learning_rate, allow_negative_numbers = true, value_parser = super::number)]
    learning_rate: f64,
    /// The share of a weight's last change that goes into the next one
    #[arg(long, value_name = "M", default_value_t = Settings::default().momentum, allow_negative_numbers = true, value_parser = super::number)]
    momentum: f64,
    /// Give up a run after so many training steps
    #[arg(long, value_name = "STEPS", default_value_t = 200_000, allow_negative_numbers = true, value_parser = super::whole_number::<u64>(1, u64::MAX))]
    limit: u64,
    /// The figures as JSON
    #[arg(long)]
    json: bool,
}

/// The tables that were not learned by every run, by name.
#[derive(Serialize)]
struct Report {
    #[serde(flatten)]
    summary: Summary,
    impossible_tables: Vec<String>,
    failed_tables: Vec<String>,
}

/// Runs the subcommand.
pub fn survey(args: &Args) -> Result<ExitCode> {
    let settings = Settings {
        bias: args.bias,
        tolerance: args.tolerance,
        learning_rate: args.learning_rate,
        momentum: args.momentum,
        ..Settings::default()
    };
    for (name, number, range) in settings.numbers() {
        if !Range::contains(&range, number) {
            let name = name.replace('_', "-");
            return Err(super::wrong(format!(
                "--{name}: {number} is out of range; allowed: {range}"
            )));
        }
    }
    let tables: Vec<_> = TruthTable::all().collect();
    let runs = run_all(&tables, args, settings);
    let of_table = |table: usize| &runs[table * args.seeds as usize..][..args.seeds as usize];
    let names = |pick: fn(&Run) -> bool| -> Vec<String> {
        let picked = |table: &usize| of_table(*table).iter().any(pick);
        (0..tables.len())
            .filter(picked)
            .map(|table| tables[table].gates().join(","))
            .collect()
    };
    let report = Report {
        summary: Summary::of(tables.len(), args.seeds, &runs),
        impossible_tables: names(|run| run.impossible),
        failed_tables: names(|run| !run.learned && !run.impossible),
    };
    let mut out = io::stdout().lock();
    if args.json {
        writeln!(out, "{}", serde_json::to_string(&report)?)?;
    } else {
        write!(out, "{report}")?;
    }
    Ok(if report.summary.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Every table with every seed; the runs of a table stand together, in the order of the tables.
fn run_all(tables: &[TruthTable], args: &Args, settings: Settings) -> Vec<Run> {
    let bar = ProgressBar::new(tables.len() as u64);
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} table {pos} of {len}") {
        bar.set_style(style);
    }
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let table = next.fetch_add(1, Ordering::Relaxed);
            let Some(truth) = tables.get(table) else {
                return done;
            };
            for seed in 0..args.seeds {
                done.push((table, Run::of(settings, truth, seed, args.limit)));
            }
            bar.inc(1);
        }
    };
    let cores = thread::available_parallelism().map_or(1, |cores| cores.get());
    let mut runs: Vec<_> = thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        // A worker that panicked has said so; its runs would be missing, so the panic goes on here.
        let join = |worker: thread::ScopedJoinHandle<'_, Vec<_>>| match worker.join() {
            Ok(done) => done,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        workers.into_iter().flat_map(join).collect()
    });
    bar.finish_and_clear();
    runs.sort_by_key(|(table, _)| *table);
    runs.into_iter().map(|(_, run)| run).collect()
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Summary {
            tables,
            seeds,
            runs,
            learned,
            impossible,
            failed,
            steps,
            restarts,
        } = self.summary;
        writeln!(f, "{tables} tables × {seeds} starts = {runs} runs")?;
        writeln!(f, "  learned     {learned:6}")?;
        writeln!(f, "  impossible  {impossible:6}")?;
        writeln!(f, "  failed      {failed:6}")?;
        writeln!(
            f,
            "steps to learned: median {}, 95 % within {}, 99 % within {}, at most {}",
            steps.median, steps.p95, steps.p99, steps.max
        )?;
        writeln!(
            f,
            "restarts: {:.2} on the average, at most {}",
            restarts.mean, restarts.max
        )?;
        for (what, tables) in [
            ("impossible", &self.impossible_tables),
            ("failed", &self.failed_tables),
        ] {
            if !tables.is_empty() {
                writeln!(f, "{what} (o1,o2): {}", tables.join("  "))?;
            }
        }
        Ok(())
    }
}
