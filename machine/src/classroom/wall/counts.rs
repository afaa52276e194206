//! The class in figures.

use super::{Standing, Wall};
use serde::Serialize;
use std::time::Duration;

/// As many restarts within one lesson mean that a desk is stuck.
pub const STUCK: u64 = 3;

/// The class in figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// All desks; those of the next six add up to it.
    pub desks: usize,
    /// Not heard about yet.
    pub new: usize,
    /// Nothing is taught.
    pub idle: usize,
    /// Learning.
    pub learning: usize,
    /// Learned what was taught.
    pub learned: usize,
    /// Taught what cannot be learned.
    pub impossible: usize,
    /// Ended or silent.
    pub gone: usize,
    /// Learning, with [`STUCK`] restarts or more.
    pub stuck: usize,
    /// All four rows are taught as the goal has them.
    pub taught_right: usize,
    /// Of these, learned.
    pub learned_right: usize,
    /// Has done what was asked for.
    pub done: usize,
    /// More desks than the wall has room for.
    pub turned_away: usize,
}

impl Wall {
    /// The class in figures.
    pub fn counts(&self, now: Duration) -> Counts {
        let mut counts = Counts {
            turned_away: self.turned_away.len(),
            ..Counts::default()
        };
        for tile in self.tiles.values() {
            counts.desks += 1;
            let standing = tile.standing(now);
            *match standing {
                Standing::New => &mut counts.new,
                Standing::Idle => &mut counts.idle,
                Standing::Learning => &mut counts.learning,
                Standing::Learned => &mut counts.learned,
                Standing::Impossible => &mut counts.impossible,
                Standing::Gone => &mut counts.gone,
            } += 1;
            if standing == Standing::Gone {
                continue;
            }
            let is_stuck = standing == Standing::Learning && tile.restarts_now() >= STUCK;
            let is_right = self.taught(tile) == Some((4, 0));
            counts.stuck += usize::from(is_stuck);
            counts.taught_right += usize::from(is_right);
            counts.learned_right += usize::from(is_right && standing == Standing::Learned);
            counts.done += usize::from(self.has_done(tile, now));
        }
        counts
    }
}
