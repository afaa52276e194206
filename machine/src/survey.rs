//! The survey: teaches every truth table from many starts, with the real trainer.
//!
//! Pure: how one run goes, and a summary of many. The caller spreads the runs over the processor's cores and shows the
//! progress.

use crate::trainer::{Settings, State, Trainer};
use crate::truth_table::TruthTable;
use serde::Serialize;

/// The result of one run.
///
/// ```
/// use backpropd_machine::{survey::Run, trainer::Settings, truth_table::TruthTable};
/// let table = TruthTable::from_gates("and,or")?;
/// let run = Run::of(Settings::default(), &table, 0, 100_000);
/// assert!(run.learned && run.steps > 0);
/// # Ok::<(), backpropd_machine::truth_table::ParseError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Every row is right.
    pub learned: bool,
    /// The trainer reported that this table cannot be learned.
    pub impossible: bool,
    /// Training steps until then.
    pub steps: u64,
    /// How many restarts there were.
    pub restarts: u64,
}

impl Run {
    /// Teaches the whole table to a new trainer and trains until it is learned, found impossible, or `limit` steps are
    /// done. The start depends only on the table and `seed`.
    pub fn of(settings: Settings, table: &TruthTable, seed: u32, limit: u64) -> Self {
        let mut trainer = Trainer::new(settings, start(table, seed));
        Self::teach(&mut trainer, table, limit)
    }

    /// The same after a different table was learned, in at most `limit` steps too: its large weights are a bad start.
    /// Which table that is depends only on `table` and `seed`; it is one that can be learned.
    pub fn over_another(settings: Settings, table: &TruthTable, seed: u32, limit: u64) -> Self {
        let mut trainer = Trainer::new(settings, start(table, seed));
        let first = 37 * usize::from(table.number()) + 101 * seed as usize + 13;
        let others = (first..first + 256).filter_map(|number| TruthTable::all().nth(number % 256));
        for other in others {
            let run = Self::teach(&mut trainer, &other, limit);
            if run.learned {
                return Self::teach(&mut trainer, table, limit);
            }
            if !run.impossible {
                return run;
            }
        }
        unreachable!("in every bias mode some table can be learned")
    }

    fn teach(trainer: &mut Trainer, table: &TruthTable, limit: u64) -> Self {
        let (steps, restarts) = (trainer.steps(), trainer.restarts());
        for sample in table.samples() {
            trainer.teach(sample);
        }
        while trainer.state() == State::Learning && trainer.steps() - steps < limit {
            trainer.step(None);
        }
        Self {
            learned: trainer.state() == State::Learned,
            impossible: trainer.state() == State::Impossible,
            steps: trainer.steps() - steps,
            restarts: trainer.restarts() - restarts,
        }
    }
}

/// The seed of a run's random numbers.
fn start(table: &TruthTable, seed: u32) -> u64 {
    u64::from(table.number()) << 32 | u64::from(seed)
}

/// A bar of a histogram.
///
/// ```
/// use backpropd_machine::survey::histogram;
/// let bars = histogram([0, 1, 2, 3, 3, 9]);
/// let ranges: Vec<_> = bars.iter().map(|bar| (bar.from, bar.to, bar.runs)).collect();
/// assert_eq!(ranges, [(0, 0, 1), (1, 1, 1), (2, 3, 3), (4, 7, 0), (8, 15, 1)]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Bar {
    /// The smallest number in it.
    pub from: u64,
    /// The largest.
    pub to: u64,
    /// How many runs have a number in this range.
    pub runs: usize,
}

/// A histogram of numbers. Each bar reaches twice as far as the previous one; empty bars at both ends are left out.
pub fn histogram(numbers: impl IntoIterator<Item = u64>) -> Vec<Bar> {
    let mut runs = [0_usize; 65];
    for number in numbers {
        runs[(64 - number.leading_zeros()) as usize] += 1;
    }
    let bars = (0..65).map(|bits| Bar {
        from: if bits == 0 { 0 } else { 1 << (bits - 1) },
        to: u64::MAX.checked_shr(64 - bits).unwrap_or(0),
        runs: runs[bits as usize],
    });
    let used = |bar: &Bar| bar.runs > 0;
    let bars: Vec<_> = bars.collect();
    let last = bars.iter().rposition(used).map_or(0, |last| last + 1);
    let first = bars.iter().position(used).unwrap_or(0);
    bars[first..last].to_vec()
}

/// The summary of many runs.
///
/// ```
/// use backpropd_machine::survey::{Run, Summary};
/// let run = |steps, restarts| Run { learned: true, impossible: false, steps, restarts };
/// let summary = Summary::of(1, 3, &[run(10, 0), run(30, 3), run(20, 0)]);
/// assert_eq!((summary.learned, summary.steps.median, summary.steps.max), (3, 20, 30));
/// assert_eq!(summary.restarts.mean, 1.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// The number of truth tables.
    pub tables: usize,
    /// The number of starts per table.
    pub seeds: u32,
    /// The number of runs.
    pub runs: usize,
    /// How many runs learned their table.
    pub learned: usize,
    /// How many found that it cannot be learned.
    pub impossible: usize,
    /// How many runs did neither.
    pub failed: usize,
    /// Steps of the runs that learned.
    pub steps: Steps,
    /// Restarts of the runs that learned.
    pub restarts: Restarts,
}

/// Steps to learned; 0 if no run learned.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Steps {
    /// Half of the runs took at most this many.
    pub median: u64,
    /// 95 % of the runs took at most this many.
    pub p95: u64,
    /// 99 % of the runs took at most this many.
    pub p99: u64,
    /// The maximum.
    pub max: u64,
}

/// Restarts to learned; 0 if no run learned.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Restarts {
    /// The mean.
    pub mean: f64,
    /// The maximum.
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
