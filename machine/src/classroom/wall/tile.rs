//! A desk on the wall: what was heard from it, and how it is doing at a given time.
//!
//! It knows no other desk, and not the goal: whether that is what it has learned, the wall says.

use super::State;
use crate::classroom::happening::Happening;
use crate::classroom::name::DeskId;
use crate::classroom::together::survey::Effort;
use crate::trainer;
use serde::Serialize;
use std::collections::VecDeque;
use std::time::Duration;

/// A desk that has said nothing for this long is gone: it sends its state every 30 s.
pub const SILENCE: Duration = Duration::from_secs(90);

/// A desk that comes or goes this often within [`FLAP_TIME`] flaps.
const FLAPS: usize = 3;
const FLAP_TIME: Duration = Duration::from_secs(60);

/// How long a press of *teach* is shown.
pub const FLASH: Duration = Duration::from_secs(2);

/// A desk on the wall.
#[derive(Clone, Debug)]
pub struct Tile {
    pub(super) id: DeskId,
    /// It was the n-th desk to be heard.
    pub(super) number: u64,
    pub(super) announced: Option<u16>,
    is_up: Option<bool>,
    pub(super) heard: Duration,
    pub(super) state: Option<State>,
    boot: Option<u16>,
    /// The boot before, and when both were heard alternately.
    other_boot: Option<u16>,
    doubled: Option<Duration>,
    /// When it came or went, the latest times.
    flaps: VecDeque<Duration>,
    pub(super) taught: Option<Duration>,
    pub(super) forgot: Option<Duration>,
    /// When a hand was last at it.
    pub(super) touched: Duration,
    /// The restarts before the lesson that it is learning now.
    restarts_before: u64,
    /// Its counts when it began with the goal, if this wall was there.
    began: Option<Effort>,
    /// What it has spent until it learned the goal.
    spent: Option<Effort>,
}

/// How a desk is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// It has not said yet.
    New,
    /// Nothing is taught.
    Idle,
    /// It is learning.
    Learning,
    /// Every taught row is right.
    Learned,
    /// What was taught cannot be learned.
    Impossible,
    /// It has ended, or has been silent for too long.
    Gone,
}

impl Tile {
    pub(super) fn new(id: DeskId, number: u64, now: Duration) -> Self {
        Self {
            id,
            number,
            announced: None,
            is_up: None,
            heard: now,
            state: None,
            boot: None,
            other_boot: None,
            doubled: None,
            flaps: VecDeque::new(),
            taught: None,
            forgot: None,
            touched: now,
            restarts_before: 0,
            began: None,
            spent: None,
        }
    }

    /// There is another goal, or nothing is taught: what is spent counts from here.
    pub(super) fn begin(&mut self) {
        self.began = self.state.as_ref().map(State::effort);
        self.spent = None;
    }

    /// After a state: notes what was spent when the goal is learned.
    pub(super) fn measure(&mut self, is_goal: bool) {
        let Some(state) = &self.state else { return };
        match state.state {
            trainer::State::Idle => self.begin(),
            trainer::State::Learned if is_goal && self.spent.is_none() => {
                self.spent = self.began.map(|began| state.effort().since(began));
            }
            _ => {}
        }
    }

    /// What it has spent until it learned the goal, if this wall was there all the time.
    pub fn spent(&self) -> Option<Effort> {
        self.spent
    }

    pub(super) fn hear_up(&mut self, is_up: bool, now: Duration) {
        if self.is_up.is_some_and(|was_up| was_up != is_up) {
            if self.flaps.len() == FLAPS {
                self.flaps.pop_front();
            }
            self.flaps.push_back(now);
        }
        self.is_up = Some(is_up);
    }

    /// A desk has one boot after the other; two desks have theirs in turns.
    pub(super) fn hear_boot(&mut self, boot: u16, now: Duration) {
        if self.boot == Some(boot) {
            return;
        }
        if self.other_boot == Some(boot) {
            self.doubled = Some(now);
        }
        self.other_boot = self.boot.replace(boot);
    }

    pub(super) fn hear_state(&mut self, state: State, now: Duration) {
        if let Some(before) = &self.state
            && (before.switches != state.switches || before.targets() != state.targets())
        {
            self.touched = now;
        }
        if self.state.is_none() || state.state != trainer::State::Learning {
            self.restarts_before = state.restarts;
        }
        // Erased: it counts from 0 again.
        self.restarts_before = self.restarts_before.min(state.restarts);
        self.state = Some(state);
    }

    pub(super) fn hear_event(&mut self, happening: &Happening, now: Duration) {
        match happening {
            Happening::Taught { .. } => self.taught = Some(now),
            Happening::Forgot | Happening::Erased => self.forgot = Some(now),
            _ => return,
        }
        self.touched = now;
    }

    /// Its id.
    pub fn id(&self) -> DeskId {
        self.id
    }

    /// What it last said about its machine.
    pub fn state(&self) -> Option<&State> {
        self.state.as_ref()
    }

    /// When it was last heard.
    pub fn heard(&self) -> Duration {
        self.heard
    }

    /// When *teach* was last pressed at it.
    pub fn taught(&self) -> Option<Duration> {
        self.taught
    }

    /// How it is doing.
    pub fn standing(&self, now: Duration) -> Standing {
        if self.is_up == Some(false) || now.saturating_sub(self.heard) >= SILENCE {
            return Standing::Gone;
        }
        match self.state.as_ref().map(|state| state.state) {
            None => Standing::New,
            Some(trainer::State::Idle) => Standing::Idle,
            Some(trainer::State::Learning) => Standing::Learning,
            Some(trainer::State::Learned) => Standing::Learned,
            Some(trainer::State::Impossible) => Standing::Impossible,
        }
    }

    /// Restarts in the lesson that it is learning now.
    pub fn restarts_now(&self) -> u64 {
        let restarts = self.state.as_ref().map_or(0, |state| state.restarts);
        restarts - self.restarts_before
    }

    /// Whether two desks speak under this id.
    pub fn is_doubled(&self, now: Duration) -> bool {
        let is_recent = |at| now.saturating_sub(at) < SILENCE;
        self.doubled.is_some_and(is_recent)
    }

    /// Whether it comes and goes.
    pub fn flaps(&self, now: Duration) -> bool {
        let first = self.flaps.front().filter(|_| self.flaps.len() == FLAPS);
        first.is_some_and(|first| now.saturating_sub(*first) < FLAP_TIME)
    }

    /// Whether *teach* has just been pressed.
    pub fn is_teaching(&self, now: Duration) -> bool {
        let is_recent = |at| now.saturating_sub(at) < FLASH;
        self.taught.is_some_and(is_recent)
    }
}
