//! Who may need help, for the teacher alone.

use super::{STUCK, Standing, Tile, Wall};
use serde::Serialize;
use std::time::Duration;

/// A desk at which nothing has happened for this long, and nothing is taught, may need help.
const UNUSED: Duration = Duration::from_secs(120);

/// Why the teacher may want to walk to a desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "reason")]
pub enum Reason {
    /// Two desks use one id.
    TwoOfOneId,
    /// It has ended, or has been silent for this many seconds.
    Gone {
        /// Since it was heard.
        seconds: u64,
    },
    /// It comes and goes.
    Flaps,
    /// What was taught cannot be learned.
    Impossible,
    /// Some rows are taught otherwise than the goal has them.
    TaughtOtherwise {
        /// How many.
        rows: usize,
    },
    /// It has drawn new weights so often in this lesson.
    Stuck {
        /// How often.
        restarts: u64,
    },
    /// Its wiring warns.
    Wiring {
        /// How many warnings.
        warnings: u64,
    },
    /// Nothing has been taught or touched for this many seconds.
    Unused {
        /// Since something happened.
        seconds: u64,
    },
}

impl Wall {
    /// Where the teacher may want to walk, in the order of the seats: the gravest reason of each desk.
    pub fn help(&self, now: Duration) -> Vec<(&Tile, Reason)> {
        let desks = self.in_order().into_iter();
        let reasons = desks.filter_map(|tile| Some((tile, self.reason(tile, now)?)));
        reasons.collect()
    }

    fn reason(&self, tile: &Tile, now: Duration) -> Option<Reason> {
        let standing = tile.standing(now);
        if tile.is_doubled(now) {
            return Some(Reason::TwoOfOneId);
        }
        if tile.flaps(now) {
            return Some(Reason::Flaps);
        }
        if standing == Standing::Gone {
            let seconds = now.saturating_sub(tile.heard).as_secs();
            return Some(Reason::Gone { seconds });
        }
        let state = tile.state.as_ref()?;
        if standing == Standing::Impossible {
            return Some(Reason::Impossible);
        }
        if let Some((_, rows)) = self.taught(tile).filter(|(_, wrong)| *wrong > 0) {
            return Some(Reason::TaughtOtherwise { rows });
        }
        let restarts = tile.restarts_now();
        if standing == Standing::Learning && restarts >= STUCK {
            return Some(Reason::Stuck { restarts });
        }
        if state.warnings > 0 {
            let warnings = state.warnings;
            return Some(Reason::Wiring { warnings });
        }
        let unused = now.saturating_sub(tile.touched);
        let is_unused = standing == Standing::Idle && unused >= UNUSED;
        let seconds = unused.as_secs();
        is_unused.then_some(Reason::Unused { seconds })
    }
}
