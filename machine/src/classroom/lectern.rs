//! What the teacher's process says to the broker, and hears from it: the wall, and beside it the goal and the request, which
//! a broker forgets that has not saved them.
//!
//! A granted subscription may stay empty for ever, because the broker's access control list forbids it. So the lectern
//! sends itself a probe: if that comes back, an empty wall is an empty room.

use super::goal::{Asked, Goal};
use super::name::{self, ClassLeaf, DeskId, Leaf, Topic, class, everything, summary};
use super::participant::{Participant, Subscription};
use super::together::training::Training;
use super::wall::{Counts, Wall};
use super::wire::json;
use super::{Message, VERSION};
use crate::language::Wording;
use serde::Serialize;
use std::collections::BTreeMap;
use std::time::Duration;

/// A broker drops what a busy connection cannot take, perhaps the probe: then it is sent again.
pub(super) const PROBE_INTERVAL: Duration = Duration::from_secs(2);

/// How long it may take until the probe or two desks are heard.
const PROBE_TIME: Duration = Duration::from_secs(5);

/// The time between two summaries.
const SUMMARY_INTERVAL: Duration = Duration::from_secs(1);

/// How long a round of the class's network takes: the desks answer meanwhile.
pub const ROUND: Duration = Duration::from_millis(250);

/// The teacher's side.
#[derive(Clone, Debug)]
pub struct Lectern {
    wall: Wall,
    connection: Link,
    /// Messages that wait, the latest of each topic.
    waiting: BTreeMap<String, Message>,
    /// The goal and the request as they were before this connection.
    before: (Option<Goal>, Option<Asked>),
    /// Whether the broker has said one in this connection.
    is_kept: [bool; 2],
    summary: Option<(Counts, Duration)>,
    rounds: Option<Rounds>,
}

/// The class's network while it is trained.
#[derive(Clone, Debug)]
struct Rounds {
    training: Training,
    /// When the round ends that was published; `None` before the first one.
    end: Option<Duration>,
}

/// How the connection is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Link {
    /// There has been none yet.
    #[default]
    Connecting,
    /// The probe is on its way.
    Probing {
        /// What it says.
        probe: String,
        /// Since then.
        since: Duration,
        /// When it was last sent.
        sent: Option<Duration>,
        /// The first desk that has been heard.
        first: Option<DeskId>,
        /// Whether another one has been heard.
        has_heard: bool,
    },
    /// What is said here is heard here.
    Open,
    /// It is broken, and why.
    Broken(Wording),
}

/// The payload of `summary`.
#[derive(Serialize)]
struct Summary {
    v: u8,
    room: String,
    #[serde(flatten)]
    counts: Counts,
}

impl Lectern {
    /// With this wall.
    pub fn new(wall: Wall) -> Self {
        Self {
            wall,
            connection: Link::default(),
            waiting: BTreeMap::new(),
            before: (None, None),
            is_kept: [false; 2],
            summary: None,
            rounds: None,
        }
    }

    /// Trains a network of the class's own from now on, with weights and a first round drawn from this number, until
    /// [`stop_training`](Self::stop_training).
    pub fn train(&mut self, random: u64) {
        let training = Training::new(random, random as u32);
        self.rounds = Some(Rounds {
            training,
            end: None,
        });
    }

    /// Ends the training, and takes the network back from the broker.
    pub fn stop_training(&mut self) {
        if self.rounds.take().is_some() {
            self.post(self.class_message(ClassLeaf::Net, String::new()));
        }
    }

    /// The class's own network, while it is trained.
    pub fn training(&self) -> Option<&Training> {
        self.rounds.as_ref().map(|rounds| &rounds.training)
    }

    /// The wall.
    pub fn wall(&self) -> &Wall {
        &self.wall
    }

    /// The wall, to change its seats.
    pub fn wall_mut(&mut self) -> &mut Wall {
        &mut self.wall
    }

    /// How the connection is.
    pub fn link(&self) -> &Link {
        &self.connection
    }

    /// Whether the broker passes nothing on, though it has accepted the subscription.
    pub fn is_deaf(&self, now: Duration) -> bool {
        match &self.connection {
            Link::Probing {
                since, has_heard, ..
            } => !has_heard && now.saturating_sub(*since) >= PROBE_TIME,
            _ => false,
        }
    }

    /// Sends this when there is room; only the latest message of a topic waits.
    pub fn post(&mut self, message: Message) {
        self.waiting.insert(message.topic.clone(), message);
    }

    fn class_message(&self, leaf: ClassLeaf, payload: String) -> Message {
        Message {
            topic: class(self.wall.room(), leaf),
            retain: leaf != ClassLeaf::Probe,
            acknowledged: leaf != ClassLeaf::Net || payload.is_empty(),
            payload,
        }
    }

    fn hear_own(&mut self, payload: &[u8]) {
        let Link::Probing { probe, .. } = &self.connection else {
            return;
        };
        if payload != probe.as_bytes() {
            return;
        }
        self.connection = Link::Open;
        // Whatever the broker kept has come before the probe.
        let (goal, asked) = std::mem::take(&mut self.before);
        let [has_goal, has_asked] = self.is_kept;
        if let Some(goal) = goal.filter(|_| !has_goal) {
            self.post(self.class_message(ClassLeaf::Goal, goal.payload()));
        }
        if let Some(asked) = asked.filter(|_| !has_asked) {
            self.post(self.class_message(ClassLeaf::Ask, asked.payload()));
        }
    }

    fn take_probe(&mut self, now: Duration) -> Option<Message> {
        let Link::Probing { probe, sent, .. } = &mut self.connection else {
            return None;
        };
        if sent.is_some_and(|sent| now < sent + PROBE_INTERVAL) {
            return None;
        }
        *sent = Some(now);
        let probe = probe.clone();
        Some(self.class_message(ClassLeaf::Probe, probe))
    }

    fn take_net(&mut self, now: Duration) -> Option<Message> {
        let rounds = self.rounds.as_mut()?;
        if self.connection != Link::Open || rounds.end.is_some_and(|end| now < end) {
            return None;
        }
        if rounds.end.replace(now + ROUND).is_some() {
            rounds.training.end_round();
        }
        let payload = rounds.training.payload();
        Some(self.class_message(ClassLeaf::Net, payload))
    }

    fn take_summary(&mut self, now: Duration) -> Option<Message> {
        if self.connection != Link::Open || now < self.summary_due() {
            return None;
        }
        let counts = self.wall.counts(now);
        let is_same = self.summary.is_some_and(|(sent, _)| sent == counts);
        self.summary = Some((counts, now));
        (!is_same).then(|| Message {
            topic: summary(self.wall.room()),
            payload: json(&Summary {
                v: VERSION,
                room: self.wall.room().to_string(),
                counts,
            }),
            retain: true,
            acknowledged: false,
        })
    }

    fn summary_due(&self) -> Duration {
        let at = self.summary.map(|(_, at)| at + SUMMARY_INTERVAL);
        at.unwrap_or_default()
    }
}

impl Participant for Lectern {
    fn will(&self) -> Option<Message> {
        None
    }

    fn subscriptions(&self) -> Vec<Subscription> {
        vec![Subscription {
            filter: everything(self.wall.room()),
            acknowledged: false,
        }]
    }

    fn connected(&mut self, now: Duration, random: f64) {
        self.connection = Link::Probing {
            probe: format!("{:016x}", random.to_bits()),
            since: now,
            sent: None,
            first: None,
            has_heard: false,
        };
        self.before = (self.wall.goal().cloned(), self.wall.asked());
        self.is_kept = [false; 2];
        self.summary = None;
    }

    fn disconnected(&mut self, why: Wording) {
        self.connection = Link::Broken(why);
    }

    fn heard(&mut self, topic: &str, payload: &[u8], now: Duration, _: f64) {
        let about = name::topic(self.wall.room(), topic);
        match about {
            Some(Topic::Class(ClassLeaf::Probe)) => return self.hear_own(payload),
            Some(Topic::Class(ClassLeaf::Goal)) => self.is_kept[0] = true,
            Some(Topic::Class(ClassLeaf::Ask)) => self.is_kept[1] = true,
            Some(Topic::Desk(id, Leaf::Grad)) => {
                if let Some(rounds) = &mut self.rounds {
                    rounds.training.hear(id, payload);
                }
            }
            _ => {}
        }
        if let Link::Probing {
            first, has_heard, ..
        } = &mut self.connection
            && let Some(Topic::Desk(id, _)) = about
        {
            // A desk, too, may hear itself and the class's topics.
            *has_heard |= *first.get_or_insert(id) != id;
        }
        self.wall.hear(topic, payload, now);
    }

    fn take(&mut self, now: Duration) -> Option<Message> {
        self.take_probe(now)
            .or_else(|| self.waiting.pop_first().map(|(_, message)| message))
            .or_else(|| self.take_net(now))
            .or_else(|| self.take_summary(now))
    }

    fn wait(&self, now: Duration) -> Option<Duration> {
        let due = match &self.connection {
            Link::Open => {
                let round = (self.rounds.as_ref()).map(|rounds| rounds.end.unwrap_or_default());
                round.map_or(self.summary_due(), |end| end.min(self.summary_due()))
            }
            Link::Probing { sent, .. } => sent.map_or(now, |sent| sent + PROBE_INTERVAL),
            Link::Connecting | Link::Broken(_) => return None,
        };
        Some(due.saturating_sub(now))
    }

    fn farewell(&mut self) -> Vec<Message> {
        self.stop_training();
        let net = self
            .waiting
            .remove(&class(self.wall.room(), ClassLeaf::Net));
        net.into_iter().collect()
    }
}
