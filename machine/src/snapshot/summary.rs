//! The state of learning in one line. Only this file counts the rows.

use super::{Row, Verdict, reason};
use crate::messages;
use crate::trainer::{Impossible, State};
use serde::Serialize;
use std::fmt;

/// The machine in one line, in the language of the thread; for `systemctl status`, in English.
///
/// ```
/// use backpropd_machine::{snapshot::Summary, trainer::State};
/// let summary = Summary { state: State::Learning, why: None, taught: 4, right: 3, near: 1, restarts: 1 };
/// assert_eq!(
///     summary.to_string(),
///     "learning: 3 of 4 taught rows right, 1 with the right LEDs but not within tolerance, 1 restart"
/// );
/// let summary = Summary { state: State::Learned, why: None, taught: 1, right: 1, near: 0, restarts: 0 };
/// assert_eq!(summary.to_string(), "learned: 1 of 1 taught rows right, 1 of 4 rows taught, 0 restarts");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// The state of learning.
    pub state: State,
    /// Why it is impossible, if it is.
    pub why: Option<Impossible>,
    /// How many rows of the truth table were taught.
    pub taught: usize,
    /// How many of these are right.
    pub right: usize,
    /// How many others light the right LEDs but are not within tolerance yet.
    pub near: usize,
    /// How often new weights were drawn because training was stuck.
    pub restarts: u64,
}

impl Summary {
    /// Counts the rows.
    pub(crate) fn of(
        state: State,
        why: Option<Impossible>,
        rows: &[Row; 4],
        restarts: u64,
    ) -> Self {
        let count = |verdict| rows.iter().filter(|row| row.verdict() == verdict).count();
        let right = count(Verdict::Right);
        let near = count(Verdict::Near);
        Self {
            state,
            why,
            taught: right + near + count(Verdict::Wrong),
            right,
            near,
            restarts,
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            state,
            why,
            taught,
            right,
            near,
            restarts,
        } = self;
        let mut rows = messages::rows_right(right, taught);
        if *near > 0 {
            rows = rows + ", " + &messages::rows_near(near);
        }
        if *taught < 4 {
            rows = rows + ", " + &messages::rows_taught(taught);
        }
        rows = rows + ", " + &messages::count_restarts(restarts);
        let text = match state {
            State::Idle => messages::state_idle().into(),
            State::Learning => messages::state_learning(rows),
            State::Learned => messages::state_learned(rows),
            State::Impossible => messages::state_impossible(rows),
        };
        f.write_str(&text)?;
        why.map_or(Ok(()), |why| write!(f, "; {}", reason(why)))
    }
}
