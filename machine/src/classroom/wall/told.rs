//! What the teacher has told the class, and which desks have done it.

use super::{Tile, Wall};
use crate::classroom::goal::{Ask, Asked, Goal};
use std::time::Duration;

/// A request to let go of everything is done when nothing has happened for this long.
const HANDS_OFF: Duration = Duration::from_secs(5);

impl Wall {
    /// The table that the class is to teach.
    pub fn goal(&self) -> Option<&Goal> {
        self.goal.as_ref()
    }

    /// What the teacher asks for, if anything.
    pub fn asked(&self) -> Option<Asked> {
        self.asked.map(|(asked, _)| asked)
    }

    /// How many rows of this desk are taught as the goal has them, and how many otherwise; `None` without a goal.
    pub fn taught(&self, tile: &Tile) -> Option<(usize, usize)> {
        let state = tile.state.as_ref()?;
        Some(self.goal.as_ref()?.taught(state.targets()))
    }

    /// Whether hands at this desk have done what was asked for, since it was asked for.
    pub fn has_done(&self, tile: &Tile, now: Duration) -> bool {
        let Some((asked, since)) = self.asked else {
            return false;
        };
        let is_after = |time: Option<Duration>| time.is_some_and(|time| time >= since);
        match asked.ask {
            Some(Ask::Forget) => is_after(tile.forgot),
            Some(Ask::Teach) => is_after(tile.taught),
            Some(Ask::HandsOff) => now.saturating_sub(tile.touched.max(since)) >= HANDS_OFF,
            None => false,
        }
    }
}
