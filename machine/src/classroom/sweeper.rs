//! Takes back everything that a broker keeps of a room: the end of a class.
//!
//! The broker hands over what it keeps, then the sweeper's own probe. Each topic gets an empty message, which the broker
//! does not keep; then a second probe shows that it has worked through them. A broker drops what a busy connection cannot
//! take, so a room is swept once it has been swept again and nothing was there.

use super::Message;
use super::lectern::PROBE_INTERVAL;
use super::name::{ClassLeaf, Room, class, everything};
use super::participant::{Participant, Subscription};
use std::collections::BTreeSet;
use std::time::Duration;

/// How many topics are remembered at a time; more are swept in further rounds.
const MAX_TOPICS: usize = 100_000;

/// Sweeps a room.
#[derive(Clone, Debug)]
pub struct Sweeper {
    room: Room,
    probe: String,
    /// When it was last sent.
    probed: Duration,
    stage: Stage,
    topics: BTreeSet<String>,
    swept: usize,
    rejected: Option<String>,
}

/// How far a sweeper is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// How many topics got an empty message.
    pub swept: usize,
    /// Whether the broker keeps nothing more.
    pub is_done: bool,
    /// A topic that the broker does not accept from this user.
    pub rejected: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// The first probe is to be sent.
    Begin,
    /// The broker hands over what it keeps.
    Listening,
    /// Each topic gets an empty message.
    Sweeping,
    /// The second probe is on its way.
    Checking,
    Done,
}

impl Sweeper {
    /// Of this room.
    pub fn new(room: Room) -> Self {
        Self {
            room,
            probe: String::new(),
            probed: Duration::ZERO,
            stage: Stage::Begin,
            topics: BTreeSet::new(),
            swept: 0,
            rejected: None,
        }
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        Progress {
            swept: self.swept,
            is_done: self.stage == Stage::Done,
            rejected: self.rejected.clone(),
        }
    }

    fn message(topic: String, payload: String, retain: bool) -> Message {
        Message {
            topic,
            payload,
            retain,
            acknowledged: true,
        }
    }

    fn probe(&mut self, now: Duration) -> Message {
        self.probed = now;
        let topic = class(&self.room, ClassLeaf::Probe);
        Self::message(topic, self.probe.clone(), false)
    }
}

impl Participant for Sweeper {
    fn will(&self) -> Option<Message> {
        None
    }

    fn subscriptions(&self) -> Vec<Subscription> {
        vec![Subscription {
            filter: everything(&self.room),
            acknowledged: false,
        }]
    }

    fn connected(&mut self, _: Duration, random: f64) {
        self.probe = format!("{:016x}", random.to_bits());
        self.stage = Stage::Begin;
    }

    fn rejected(&mut self, topic: &str) {
        self.rejected = Some(topic.into());
    }

    fn heard(&mut self, topic: &str, payload: &[u8], _: Duration, _: f64) {
        if topic == class(&self.room, ClassLeaf::Probe) {
            if payload == self.probe.as_bytes() {
                self.stage = match self.stage {
                    Stage::Listening => Stage::Sweeping,
                    Stage::Checking if self.topics.is_empty() => Stage::Done,
                    Stage::Checking => Stage::Sweeping,
                    stage => stage,
                };
            }
        } else if !payload.is_empty() && self.topics.len() < MAX_TOPICS {
            self.topics.insert(topic.into());
        }
    }

    fn take(&mut self, now: Duration) -> Option<Message> {
        let is_lost = now >= self.probed + PROBE_INTERVAL;
        match self.stage {
            Stage::Begin => {
                self.stage = Stage::Listening;
                Some(self.probe(now))
            }
            Stage::Sweeping => Some(match self.topics.pop_first() {
                Some(topic) => {
                    self.swept += 1;
                    Self::message(topic, String::new(), true)
                }
                None => {
                    self.stage = Stage::Checking;
                    self.probe(now)
                }
            }),
            Stage::Listening | Stage::Checking => is_lost.then(|| self.probe(now)),
            Stage::Done => None,
        }
    }

    fn wait(&self, now: Duration) -> Option<Duration> {
        let is_waiting = matches!(self.stage, Stage::Listening | Stage::Checking);
        is_waiting.then(|| (self.probed + PROBE_INTERVAL).saturating_sub(now))
    }

    fn farewell(&mut self) -> Vec<Message> {
        Vec::new()
    }
}
