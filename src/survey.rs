//! The survey: every truth table, many starts each, through the real trainer.
//!
//! Pure: how one run goes, and what many of them come to. Spreading the runs over the processor's cores and showing
//! progress is for the caller.

use crate::trainer::{Settings, State, Trainer};
use crate::truth_table::TruthTable;
use serde::Serialize;

/// How one run went.
///
/// ```
/// use backpropd::{survey::Run, trainer::Settings, truth_table::TruthTable};
/// let table = TruthTable::from_gates("and,or")?;
/// let run = Run::of(Settings::default(), &table, 0, 100_000);
/// assert!(run.learned && run.steps > 0);
/// # Ok::<(), backpropd::truth_table::ParseError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Every row came right.
    pub learned: bool,
    /// The trainer said that this table cannot be learned.
    pub impossible: bool,
    /// Training steps until then.
    pub steps: u64,
    /// How often new weights were drawn meanwhile.
    pub restarts: u64,
}

impl Run {
    /// Teaches the whole table to a new trainer and trains until it is learned, found impossible, or `limit` steps
    /// are over. The start follows from the table and `seed` alone.
    pub fn of(settings: Settings, table: &TruthTable, seed: u32, limit: u64) -> Self {
        let seed = u64::from(table.number()) << 32 | u64::from(seed);
        let mut trainer = Trainer::new(settings, seed);
        for sample in table.samples() {
            trainer.teach(sample);
        }
        while trainer.state() == State::Learning && trainer.steps() < limit {
            trainer.step(None);
        }
        Self {
            learned: trainer.state() == State::Learned,
            impossible: trainer.state() == State::Impossible,
            steps: trainer.steps(),
            restarts: trainer.restarts(),
        }
    }
}

/// What many runs come to.
///
/// ```
/// use backpropd::survey::{Run, Summary};
/// let run = |steps, restarts| Run { learned: true, impossible: false, steps, restarts };
/// let summary = Summary::of(1, 3, &[run(10, 0), run(30, 3), run(20, 0)]);
/// assert_eq!((summary.learned, summary.steps.median, summary.steps.max), (3, 20, 30));
/// assert_eq!(summary.restarts.mean, 1.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// How many truth tables.
    pub tables: usize,
    /// How many starts of each.
    pub seeds: u32,
    /// How many runs that makes.
    pub runs: usize,
    /// How many of them learned their table.
    pub learned: usize,
    /// How many found that it cannot be learned.
    pub impossible: usize,
    /// How many did neither.
    pub failed: usize,
    /// Steps of the runs that learned.
    pub steps: Steps,
    /// Restarts of the runs that learned.
    pub restarts: Restarts,
}

/// Steps to learned; 0 when nothing was.
///
/// ```
/// assert_eq!(backpropd::survey::Summary::of(0, 0, &[]).steps.p99, 0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Steps {
    /// Half of the runs took no more.
    pub median: u64,
    /// 95 % of the runs took no more.
    pub p95: u64,
    /// 99 % of the runs took no more.
    pub p99: u64,
    /// The longest.
    pub max: u64,
}

/// Restarts to learned; 0 when nothing was.
///
/// ```
/// assert_eq!(backpropd::survey::Summary::of(0, 0, &[]).restarts.max, 0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Restarts {
    /// On the average.
    pub mean: f64,
    /// The most.
    pub max: u64,
}

impl Summary {
    /// Sums up the runs of a survey.
    pub fn of(tables: usize, seeds: u32, runs: &[Run]) -> Self {
        let learned: Vec<_> = runs.iter().filter(|run| run.learned).collect();
        let impossible = runs.iter().filter(|run| run.impossible).count();
        let mut steps: Vec<_> = learned.iter().map(|run| run.steps).collect();
        steps.sort_unstable();
        // The smallest number of steps that this share of the runs did not exceed.
        let percentile = |share: usize| {
            let rank = (steps.len() * share).div_ceil(100);
            steps.get(rank.saturating_sub(1)).copied().unwrap_or(0)
        };
        let restarts = learned.iter().map(|run| run.restarts);
        Self {
            tables,
            seeds,
            runs: runs.len(),
            learned: learned.len(),
            impossible,
            failed: runs.len() - learned.len() - impossible,
            steps: Steps {
                median: percentile(50),
                p95: percentile(95),
                p99: percentile(99),
                max: percentile(100),
            },
            restarts: Restarts {
                mean: restarts.clone().sum::<u64>() as f64 / learned.len().max(1) as f64,
                max: restarts.max().unwrap_or(0),
            },
        }
    }
}
