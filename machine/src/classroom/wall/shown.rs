//! The wall for programs and for the page: what everyone may see.

use super::{Counts, Standing, Tile, Wall};
use crate::classroom::VERSION;
use crate::classroom::goal::Ask;
use serde::Serialize;
use std::time::Duration;

/// A desk for programs and for the page: what everyone may see.
#[derive(Clone, Debug, Serialize)]
pub struct ShownDesk {
    id: String,
    seat: Option<u16>,
    standing: Standing,
    /// Seconds since it was heard.
    heard_s_ago: u64,
    /// Whether *teach* has just gone down.
    teaching: bool,
    steps: Option<u64>,
    restarts: Option<u64>,
    loss: Option<f64>,
    rows: Option<[ShownRow; 4]>,
    /// How many rows are taught as the goal has them, of a goal.
    as_asked: Option<usize>,
    /// Whether it has done what was asked for.
    done: bool,
}

#[derive(Clone, Copy, Debug, Serialize)]
struct ShownRow {
    t: Option<[u8; 2]>,
    o: [f64; 2],
    right: bool,
}

/// The whole wall for programs and for the page: what everyone may see. The list of those who need help is not in it.
#[derive(Clone, Debug, Serialize)]
pub struct Shown {
    v: u8,
    room: String,
    counts: Counts,
    goal: Option<ShownGoal>,
    ask: Option<Ask>,
    desks: Vec<ShownDesk>,
}

#[derive(Clone, Debug, Serialize)]
struct ShownGoal {
    title: String,
    answers: [[u8; 2]; 4],
}

impl Wall {
    /// The wall for programs and for the page.
    pub fn shown(&self, now: Duration) -> Shown {
        let desks = self.in_order().into_iter();
        Shown {
            v: VERSION,
            room: self.room.to_string(),
            counts: self.counts(now),
            goal: self.goal.as_ref().map(|goal| ShownGoal {
                title: goal.title().into(),
                answers: goal.answers(),
            }),
            ask: self.asked.and_then(|(asked, _)| asked.ask),
            desks: desks.map(|tile| self.shown_desk(tile, now)).collect(),
        }
    }

    fn shown_desk(&self, tile: &Tile, now: Duration) -> ShownDesk {
        let state = tile.state.as_ref();
        ShownDesk {
            id: tile.id.to_string(),
            seat: self.seat(tile),
            standing: tile.standing(now),
            heard_s_ago: now.saturating_sub(tile.heard).as_secs(),
            teaching: tile.is_teaching(now),
            steps: state.map(|state| state.steps),
            restarts: state.map(|state| state.restarts),
            loss: state.map(|state| state.loss),
            rows: state.map(|state| {
                state.rows.map(|row| ShownRow {
                    t: row.target,
                    o: row.out,
                    right: row.right,
                })
            }),
            as_asked: self.taught(tile).map(|(right, _)| right),
            done: self.has_done(tile, now),
        }
    }
}
