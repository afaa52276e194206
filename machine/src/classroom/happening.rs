//! What happened between two snapshots, for those who only see snapshots.
//!
//! A snapshot comes up to 20 times a second, so a press is seen while it lasts. Two restarts within one interval are one
//! happening, with the count of both.

use super::wire::digits;
use crate::panel::Input;
use crate::snapshot::Snapshot;
use crate::trainer::State;
use serde::{Deserialize, Serialize};

/// Something happened at a desk.
///
/// ```
/// use backpropd_machine::classroom::happening::Happening;
/// let json = serde_json::to_string(&Happening::Learned { steps: 633 })?;
/// assert_eq!(json, r#"{"event":"learned","steps":633}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "lowercase")]
pub enum Happening {
    /// A row was taught, for the first time or again.
    Taught {
        /// The input pattern, such as `01`.
        x: String,
        /// The answer.
        t: String,
    },
    /// `forget` was pressed: new weights.
    Forgot,
    /// `forget` was held: new weights, nothing taught.
    Erased,
    /// New weights, because learning was stuck.
    Restarted {
        /// How many restarts there have been.
        restarts: u64,
    },
    /// Every taught row is right.
    Learned {
        /// Steps since the start.
        steps: u64,
    },
    /// What was taught cannot be learned.
    Impossible,
    /// More events happened than could be sent.
    More {
        /// How much more.
        n: u32,
    },
}

impl Happening {
    /// The names of all of them.
    pub const NAMES: [&'static str; 7] = [
        "taught",
        "forgot",
        "erased",
        "restarted",
        "learned",
        "impossible",
        "more",
    ];
}

/// What happened between two snapshots of one machine, in the order in which it can have happened.
pub fn between(before: &Snapshot, now: &Snapshot) -> Vec<Happening> {
    let mut happened = Vec::new();
    if now.forgetting && !before.forgetting {
        happened.push(Happening::Forgot);
    }
    let was_taught = |snapshot: &Snapshot| snapshot.rows.iter().any(|row| row.target.is_some());
    let is_erased = was_taught(before) && !was_taught(now);
    if is_erased {
        happened.push(Happening::Erased);
    }
    happened.extend(taught(before, now));
    if now.restarts > before.restarts && !is_erased {
        let restarts = now.restarts;
        happened.push(Happening::Restarted { restarts });
    }
    if now.state != before.state {
        match now.state {
            State::Learned => happened.push(Happening::Learned { steps: now.steps }),
            State::Impossible => happened.push(Happening::Impossible),
            State::Idle | State::Learning => {}
        }
    }
    happened
}

/// The rows that have another answer now, and the one on the switches if *teach* went down.
fn taught(before: &Snapshot, now: &Snapshot) -> impl Iterator<Item = Happening> {
    let down = |snapshot: &Snapshot| snapshot.debounced.get(Input::Teach);
    let pressed = (down(now) && !down(before)).then(|| now.debounced.sample().x.map(u8::from));
    let rows = before.rows.iter().zip(now.rows);
    let taught = rows.filter_map(move |(before, now)| {
        let target = now.target?;
        let is_new = before.target != now.target || pressed == Some(now.x);
        is_new.then(|| Happening::Taught {
            x: digits(now.x),
            t: digits(target),
        })
    });
    taught.collect::<Vec<_>>().into_iter()
}
