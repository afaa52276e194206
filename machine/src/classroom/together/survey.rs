//! The class as a survey: what a lesson cost each desk, beside what chance alone makes of it.
//!
//! A pupil whose network is stuck sees bad luck. The class sees a distribution, and that it is the one which the initial
//! weights cause: computed pupils, who teach the same table by the same rules, are distributed in the same way. The
//! band is not a formula: classes are drawn from the computed pupils, as many as can be read off.

use crate::survey::{Bar, histogram};
use crate::trainer::{Settings, State, Trainer};
use crate::truth_table::TruthTable;
use oorandom::Rand32;
use serde::Serialize;

/// How many classes are drawn for a band.
const CLASSES: usize = 200;

/// This share of the classes, in percent, lies below the band, and the same share above it.
const OUTSIDE: usize = 5;

/// A computed pupil pauses for this many steps after each row: at the panel's pace, a second.
const PAUSE: u32 = 100;

/// A computed pupil stops after this many steps. Only fixed biases need more.
const LIMIT: u64 = 200_000;

/// What a desk spent on a lesson.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Effort {
    /// Restarts because learning was stuck.
    pub restarts: u64,
    /// Training steps.
    pub steps: u64,
}

impl Effort {
    /// From the counts when the lesson began to those of now. Where they are smaller now, the desk was erased, and
    /// counts from there.
    ///
    /// ```
    /// use backpropd_machine::classroom::together::survey::Effort;
    /// let began = Effort { restarts: 2, steps: 900 };
    /// let learned = Effort { restarts: 5, steps: 1_500 };
    /// assert_eq!(learned.since(began), Effort { restarts: 3, steps: 600 });
    /// assert_eq!(began.since(learned), began);
    /// ```
    #[must_use]
    pub fn since(self, began: Self) -> Self {
        match (
            self.restarts.checked_sub(began.restarts),
            self.steps.checked_sub(began.steps),
        ) {
            (Some(restarts), Some(steps)) => Self { restarts, steps },
            _ => self,
        }
    }
}

/// What many computed pupils spent on one lesson: what a class should see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected(Vec<Effort>);

impl Expected {
    /// This many pupils, each with weights of their own, who teach this table row by row with a second between two rows.
    /// Those who never learn it are left out.
    ///
    /// # Panics
    /// If `init_range` is not finite.
    pub fn of(table: &TruthTable, settings: Settings, pupils: u32) -> Self {
        Self(
            (0..pupils)
                .filter_map(|pupil| learn(table, settings, pupil))
                .collect(),
        )
    }

    /// How many pupils learned it.
    pub fn pupils(&self) -> usize {
        self.0.len()
    }

    /// How many of the pupils needed no restart.
    pub fn without_restart(&self) -> usize {
        self.0.iter().filter(|effort| effort.restarts == 0).count()
    }

    /// A tenth of the pupils took at most the first number of steps, half of them the second, nine tenths the third;
    /// 0 without pupils.
    pub fn steps(&self) -> [u64; 3] {
        let mut steps: Vec<_> = self.0.iter().map(|effort| effort.steps).collect();
        steps.sort_unstable();
        let rank = |share: usize| (steps.len() * share / 10).saturating_sub(1);
        [1, 5, 9].map(|share| steps.get(rank(share)).copied().unwrap_or(0))
    }
}

fn learn(table: &TruthTable, settings: Settings, pupil: u32) -> Option<Effort> {
    let mut trainer = Trainer::new(settings, pupil.into());
    for sample in table.samples() {
        trainer.teach(sample);
        for _ in 0..PAUSE {
            trainer.step(None);
        }
    }
    while trainer.state() == State::Learning && trainer.steps() < LIMIT {
        trainer.step(None);
    }
    let (restarts, steps) = (trainer.restarts(), trainer.steps());
    (trainer.state() == State::Learned).then_some(Effort { restarts, steps })
}

/// One column of the picture: the desks in a range, beside the expected number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Column {
    /// The smallest number of it.
    pub from: u64,
    /// The largest.
    pub to: u64,
    /// How many desks have a number in this range.
    pub desks: usize,
    /// Nine in ten classes have at least this many there,
    pub least: usize,
    /// and at most this many.
    pub most: usize,
}

/// The picture of one number of each desk, such as its restarts. No column without desks that are expected none.
///
/// ```
/// use backpropd_machine::classroom::together::survey::{Effort, Expected, columns};
/// use backpropd_machine::{trainer::Settings, truth_table::TruthTable};
/// let table = TruthTable::from_gates("xor,and")?;
/// let expected = Expected::of(&table, Settings::default(), 200);
/// let class = [0, 0, 1, 5].map(|restarts| Effort { restarts, steps: 400 });
/// let columns = columns(&class, &expected, |effort| effort.restarts);
/// assert_eq!((columns[0].from, columns[0].to, columns[0].desks), (0, 0, 2));
/// assert_eq!(columns.iter().map(|column| column.desks).sum::<usize>(), 4);
/// # Ok::<(), backpropd_machine::truth_table::ParseError>(())
/// ```
pub fn columns(
    class: &[Effort],
    expected: &Expected,
    number: impl Fn(&Effort) -> u64,
) -> Vec<Column> {
    let pupils: Vec<_> = expected.0.iter().map(&number).collect();
    let desks: Vec<_> = class.iter().map(&number).collect();
    let mut generator = Rand32::new(1);
    let drawn: Vec<Vec<u64>> = (0..CLASSES)
        .map(|_| {
            desks
                .iter()
                .filter_map(|_| draw(&pupils, &mut generator))
                .collect()
        })
        .collect();
    histogram(pupils.iter().chain(&desks).copied())
        .into_iter()
        .map(|Bar { from, to, .. }| {
            let count = |numbers: &[u64]| {
                numbers
                    .iter()
                    .filter(|it| (from..=to).contains(*it))
                    .count()
            };
            let mut counts: Vec<_> = drawn.iter().map(|class| count(class)).collect();
            counts.sort_unstable();
            let cut = CLASSES * OUTSIDE / 100;
            let (least, most) = (counts[cut], counts[CLASSES - 1 - cut]);
            let desks = count(&desks);
            Column {
                from,
                to,
                desks,
                least,
                most,
            }
        })
        .filter(|column| column.desks > 0 || column.most > 0)
        .collect()
}

fn draw(pupils: &[u64], generator: &mut Rand32) -> Option<u64> {
    let end = u32::try_from(pupils.len()).ok().filter(|end| *end > 0)?;
    pupils.get(generator.rand_range(0..end) as usize).copied()
}
