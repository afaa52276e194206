//! `backpropd survey`: trains all 256 truth tables from many starts each, on all cores, and counts how many are learned.

use super::args;
use super::out::{self, Out};
use anyhow::Result;
use backpropd::messages;
use backpropd::nn::Bias;
use backpropd::said;
use backpropd::survey::{Bar, Run, Summary, histogram};
use backpropd::trainer::Settings;
use backpropd::truth_table::TruthTable;
use backpropd::view::layout::{pad, pad_left};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use std::io::Write;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// The arguments of `survey`.
#[derive(clap::Args)]
#[command(about = messages::help_survey(), after_help = messages::help_survey_more())]
pub struct Args {
    #[arg(long, value_name = "N", default_value_t = 20, allow_negative_numbers = true, value_parser = args::whole_number::<u32>(1, 10_000), help = messages::help_survey_seeds())]
    seeds: u32,
    #[arg(long, value_name = "MODE", default_value = "trained", value_parser = args::bias_parser(), help = messages::help_bias())]
    bias: Bias,
    #[arg(long, value_name = "T", default_value_t = Settings::default().tolerance, allow_negative_numbers = true, value_parser = args::number, help = messages::help_survey_tolerance())]
    tolerance: f64,
    #[arg(long, value_name = "A", allow_negative_numbers = true, value_parser = args::number, help = messages::help_survey_learning_rate())]
    learning_rate: Option<f64>,
    #[arg(long, value_name = "M", allow_negative_numbers = true, value_parser = args::number, help = messages::help_survey_momentum())]
    momentum: Option<f64>,
    #[arg(long, value_name = "R", allow_negative_numbers = true, value_parser = args::number, help = messages::help_survey_init_range())]
    init_range: Option<f64>,
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = args::whole_number::<u32>(0, 1_000_000_000), help = messages::help_survey_first_seed())]
    first_seed: u32,
    #[arg(long, help = messages::help_survey_retrain())]
    retrain: bool,
    #[arg(long, value_name = "STEPS", default_value_t = 200_000, allow_negative_numbers = true, value_parser = args::whole_number::<u64>(1, u64::MAX), help = messages::help_survey_limit())]
    limit: u64,
    #[arg(long, help = messages::help_json())]
    json: bool,
}

/// The figures, and the names of the tables that some run did not learn.
#[derive(Serialize)]
struct SurveyReport {
    #[serde(flatten)]
    summary: Summary,
    histogram_of_steps: Vec<Bar>,
    histogram_of_restarts: Vec<Bar>,
    impossible_tables: Vec<String>,
    failed_tables: Vec<String>,
}

/// Runs the subcommand.
pub fn survey(args: &Args) -> Result<ExitCode> {
    let suiting = Settings::suiting(args.bias, args.momentum.unwrap_or(0.0));
    let settings = Settings {
        tolerance: args.tolerance,
        learning_rate: args.learning_rate.unwrap_or(suiting.learning_rate),
        init_range: args.init_range.unwrap_or(suiting.init_range),
        ..suiting
    };
    for (name, number, range) in settings.numbers() {
        if !range.contains(number) {
            let name = name.replace('_', "-");
            let text = messages::option_out_of_range(name, number, said::range(&range));
            return Err(args::wrong(text));
        }
    }
    super::hangup::ends_process()?;
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
    let learned = || runs.iter().filter(|run| run.learned);
    let report = SurveyReport {
        summary: Summary::of(tables.len(), args.seeds, &runs),
        histogram_of_steps: histogram(learned().map(|run| run.steps)),
        histogram_of_restarts: histogram(learned().map(|run| run.restarts)),
        impossible_tables: names(|run| run.impossible),
        failed_tables: names(|run| !run.learned && !run.impossible),
    };
    let mut out = Out::new(args.json);
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

/// Every table with every seed. The runs of a table are together, in the order of the tables.
fn run_all(tables: &[TruthTable], args: &Args, settings: Settings) -> Vec<Run> {
    let bar = ProgressBar::new(tables.len() as u64);
    let template = format!(
        "{{wide_bar}} {}",
        messages::survey_progress("{pos}", "{len}")
    );
    if let Ok(style) = ProgressStyle::with_template(&template) {
        bar.set_style(out::style_of_bar(style));
    }
    let next = AtomicUsize::new(0);
    let run = if args.retrain {
        Run::over_another
    } else {
        Run::of
    };
    let work = || {
        let mut done = Vec::new();
        loop {
            let table = next.fetch_add(1, Ordering::Relaxed);
            let Some(truth) = tables.get(table) else {
                return done;
            };
            for seed in args.first_seed..args.first_seed + args.seeds {
                done.push((table, run(settings, truth, seed, args.limit)));
            }
            bar.inc(1);
        }
    };
    let cores = thread::available_parallelism().map_or(1, |cores| cores.get());
    let mut runs: Vec<_> = thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        // A worker that panicked has reported it. Its runs would be missing, so this thread panics too.
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

impl std::fmt::Display for SurveyReport {
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
        writeln!(f, "{}", messages::survey_runs(tables, seeds, runs))?;
        for (what, count) in [
            (messages::survey_learned(), learned),
            (messages::survey_impossible(), impossible),
            (messages::survey_failed(), failed),
        ] {
            writeln!(f, "  {}{count:6}", pad(what, 12))?;
        }
        let to_learned = messages::survey_steps_to_learned;
        let text = to_learned(steps.median, steps.p95, steps.p99, steps.max);
        writeln!(f, "{text}")?;
        let mean = format!("{:.2}", restarts.mean);
        writeln!(f, "{}", messages::survey_mean_restarts(mean, restarts.max))?;
        for (what, bars) in [
            (messages::survey_steps(), &self.histogram_of_steps),
            (messages::survey_restarts(), &self.histogram_of_restarts),
        ] {
            write_histogram(f, what, bars)?;
        }
        for (kind, tables) in [
            (messages::survey_impossible(), &self.impossible_tables),
            (messages::survey_failed(), &self.failed_tables),
        ] {
            if !tables.is_empty() {
                writeln!(f, "{kind} (o1,o2): {}", tables.join("  "))?;
            }
        }
        Ok(())
    }
}

/// One bar per line, the longest of them as long as most terminals allow.
fn write_histogram(f: &mut std::fmt::Formatter<'_>, what: &str, bars: &[Bar]) -> std::fmt::Result {
    const LONGEST: usize = 40;
    let most = bars.iter().map(|bar| bar.runs).max().unwrap_or(0);
    let [what, count] = [(what, 17), (messages::survey_number_of_runs(), 8)]
        .map(|(heading, width)| pad_left(heading, width));
    writeln!(f, "\n{what}{count}")?;
    for Bar { from, to, runs } in bars {
        let range = if from == to {
            from.to_string()
        } else {
            format!("{from}–{to}")
        };
        let bar = "#".repeat((runs * LONGEST).div_ceil(most.max(1)));
        let line = format!("{range:>17}  {runs:6}  {bar}");
        writeln!(f, "{}", line.trim_end())?;
    }
    Ok(())
}
