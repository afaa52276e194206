//! Which message of a desk is due when.
//!
//! No queue: only the latest message of each topic waits, and at most [`MAX_EVENTS`] events. Time and received messages
//! are arguments. The process around it connects, sends what [`Outbox::take`] returns, and sleeps for as long as
//! [`Outbox::wait`] says.

use super::bulletin::Bulletin;
use super::goal::{Asked, Goal};
use super::happening::{Happening, between};
use super::name::{self, ClassLeaf, HOME_ASSISTANT_STATUS, Leaf};
use super::participant::{Participant, Subscription};
use super::round::Net;
use super::{Desk, Message, discovery, payload};
use crate::language::Wording;
use crate::status::Status;
use std::collections::VecDeque;
use std::time::Duration;

/// How many events wait at most; of further ones only the count.
pub const MAX_EVENTS: usize = 16;

/// A state is sent this often even if nothing changes.
const HEARTBEAT: Duration = Duration::from_secs(30);

/// How soon a false `offline` is corrected again.
const REPAIR_INTERVAL: Duration = Duration::from_secs(1);

/// Within this time after its start Home Assistant is told about the desk again.
const BIRTH_JITTER: Duration = Duration::from_secs(10);

/// What a desk is to send.
#[derive(Clone, Debug)]
pub struct Outbox {
    desk: Desk,
    /// Between two states.
    interval: Duration,
    home_assistant: bool,
    /// The daemon's latest status, while it answers.
    seen: Option<Status>,
    /// Whether it is known if the daemon answers.
    is_known: bool,
    up: Sent<&'static str>,
    /// A correction of `up` waits until then.
    up_due: Duration,
    about: Sent<String>,
    discovery: Sent<String>,
    /// When the discovery is to be sent again, whatever was sent before.
    birth: Option<Duration>,
    state: Sent<String>,
    events: VecDeque<Happening>,
    /// How many more events there were.
    dropped: u32,
    grad: Option<String>,
    round: Option<u32>,
    is_connected: bool,
    goal: Option<Goal>,
    asked: Option<Asked>,
}

/// What was sent last on a topic, and when; nothing since the connection began.
#[derive(Clone, Debug, Default)]
struct Sent<T>(Option<(T, Duration)>);

impl<T: PartialEq> Sent<T> {
    fn is(&self, text: &T) -> bool {
        self.0.as_ref().is_some_and(|(sent, _)| sent == text)
    }

    fn at(&self) -> Option<Duration> {
        self.0.as_ref().map(|(_, at)| *at)
    }
}

impl Participant for Outbox {
    fn will(&self) -> Option<Message> {
        Some(self.offline())
    }

    fn farewell(&mut self) -> Vec<Message> {
        vec![self.offline()]
    }

    fn connected(&mut self, _: Duration, _: f64) {
        self.up = Sent(None);
        self.up_due = Duration::ZERO;
        self.about = Sent(None);
        self.discovery = Sent(None);
        self.state = Sent(None);
        self.birth = None;
        self.events.clear();
        self.dropped = 0;
        self.grad = None;
        self.round = None;
        self.is_connected = true;
        // What the teacher still says comes at once.
        self.goal = None;
        self.asked = None;
    }

    fn disconnected(&mut self, _: Wording) {
        self.is_connected = false;
    }

    fn subscriptions(&self) -> Vec<Subscription> {
        let Desk { room, id, .. } = &self.desk;
        let mut topics = vec![name::desk(room, *id, Leaf::Up)];
        let leaves = [ClassLeaf::Net, ClassLeaf::Goal, ClassLeaf::Ask];
        topics.extend(leaves.map(|leaf| name::class(room, leaf)));
        if self.home_assistant {
            topics.push(HOME_ASSISTANT_STATUS.into());
        }
        topics.into_iter().map(Subscription::acknowledged).collect()
    }

    fn heard(&mut self, topic: &str, payload: &[u8], now: Duration, random: f64) {
        let Desk { room, id, .. } = &self.desk;
        if topic == HOME_ASSISTANT_STATUS && self.home_assistant {
            if payload == payload::ONLINE.as_bytes() {
                self.birth = Some(now + BIRTH_JITTER.mul_f64(random.clamp(0.0, 1.0)));
            }
        } else if topic == name::desk(room, *id, Leaf::Up) {
            // An older connection's last will, or that of a second desk under this id.
            if self.seen.is_some() && payload == payload::OFFLINE.as_bytes() {
                self.up_due = self.up.at().map_or(now, |at| at + REPAIR_INTERVAL);
                self.up = Sent(None);
            }
        } else if topic == name::class(room, ClassLeaf::Goal) {
            self.goal = Goal::read(payload);
        } else if topic == name::class(room, ClassLeaf::Ask) {
            self.asked = Asked::read(payload);
        } else if topic == name::class(room, ClassLeaf::Net)
            && let Some(net) = Net::read(payload)
            && self.round != Some(net.round())
            && let Some(seen) = &self.seen
        {
            self.round = Some(net.round());
            self.grad = net.grad(&self.desk, &seen.snapshot);
        }
    }

    fn take(&mut self, now: Duration) -> Option<Message> {
        self.take_up(now)
            .or_else(|| self.take_about(now))
            .or_else(|| self.take_discovery(now))
            .or_else(|| self.take_event())
            .or_else(|| self.take_grad())
            .or_else(|| self.take_state(now))
    }

    fn wait(&self, now: Duration) -> Option<Duration> {
        let is_false = self.is_known && !self.up.is(&self.is_up());
        let repair = is_false.then_some(self.up_due);
        let seen = self.seen.as_ref();
        let state = seen.map(|seen| self.state_due(&payload::state(&self.desk, seen)));
        let birth = self.birth.filter(|_| seen.is_some());
        let due = [repair, state, birth].into_iter().flatten().min();
        due.map(|due| due.saturating_sub(now))
    }
}

impl Outbox {
    /// Of a desk whose daemon has not answered yet. `interval` is the time between two states.
    pub fn new(desk: Desk, interval: Duration, home_assistant: bool) -> Self {
        Self {
            desk,
            interval,
            home_assistant,
            seen: None,
            is_known: false,
            up: Sent(None),
            up_due: Duration::ZERO,
            about: Sent(None),
            discovery: Sent(None),
            birth: None,
            state: Sent(None),
            events: VecDeque::new(),
            dropped: 0,
            grad: None,
            round: None,
            is_connected: false,
            goal: None,
            asked: None,
        }
    }

    /// The daemon has said this.
    pub fn see(&mut self, seen: Status) {
        let happened = match &self.seen {
            Some(before) => between(&before.snapshot, &seen.snapshot),
            None => Vec::new(),
        };
        for happening in happened {
            if self.events.len() < MAX_EVENTS {
                self.events.push_back(happening);
            } else {
                self.dropped = self.dropped.saturating_add(1);
            }
        }
        self.seen = Some(seen);
        self.is_known = true;
    }

    /// The daemon does not answer any more.
    pub fn lose(&mut self) {
        self.seen = None;
        self.is_known = true;
    }

    /// The messages that take back everything that the broker keeps of this desk.
    pub fn removal(&self) -> Vec<Message> {
        let mut removal: Vec<_> = self.room_removal().into();
        removal.push(self.discovery_message(String::new()));
        removal
    }

    /// The same without what Home Assistant reads, where the desk may not be allowed to write.
    pub(super) fn room_removal(&self) -> [Message; 3] {
        [Leaf::Up, Leaf::About, Leaf::State].map(|leaf| Message {
            acknowledged: true,
            ..self.message(leaf, String::new())
        })
    }

    /// The state is due again, though nothing has changed.
    pub fn repeat_state(&mut self) {
        self.state = Sent(None);
    }

    /// What the teacher says; `None` without a connection, when nobody knows.
    pub fn bulletin(&self) -> Option<Bulletin> {
        self.is_connected.then(|| Bulletin {
            goal: self.goal.clone(),
            ask: self.asked.and_then(|asked| asked.ask),
        })
    }

    /// What the broker is to say in the place of this desk when it is gone.
    fn offline(&self) -> Message {
        self.message(Leaf::Up, payload::OFFLINE.into())
    }

    fn is_up(&self) -> &'static str {
        match self.seen {
            Some(_) => payload::ONLINE,
            None => payload::OFFLINE,
        }
    }

    fn take_up(&mut self, now: Duration) -> Option<Message> {
        let up = self.is_up();
        if !self.is_known || self.up.is(&up) || now < self.up_due {
            return None;
        }
        self.up = Sent(Some((up, now)));
        Some(self.message(Leaf::Up, up.into()))
    }

    fn take_about(&mut self, now: Duration) -> Option<Message> {
        let about = payload::about(&self.desk, self.seen.as_ref()?);
        if self.about.is(&about) {
            return None;
        }
        self.about = Sent(Some((about.clone(), now)));
        Some(self.message(Leaf::About, about))
    }

    fn take_discovery(&mut self, now: Duration) -> Option<Message> {
        let seen = self.seen.as_ref().filter(|_| self.home_assistant)?;
        let config = discovery::config(&self.desk, seen);
        let is_birth_due = self.birth.is_some_and(|due| due <= now);
        if self.discovery.is(&config) && !is_birth_due {
            return None;
        }
        if is_birth_due {
            self.birth = None;
            // And then whatever Home Assistant shows.
            self.state = Sent(None);
        }
        self.discovery = Sent(Some((config.clone(), now)));
        Some(self.discovery_message(config))
    }

    fn take_event(&mut self) -> Option<Message> {
        let happening = self.events.pop_front().or_else(|| {
            let n = std::mem::take(&mut self.dropped);
            (n > 0).then_some(Happening::More { n })
        })?;
        Some(self.message(Leaf::Event, payload::event(&self.desk, happening)))
    }

    fn take_grad(&mut self) -> Option<Message> {
        let grad = self.grad.take()?;
        Some(self.message(Leaf::Grad, grad))
    }

    fn take_state(&mut self, now: Duration) -> Option<Message> {
        let state = payload::state(&self.desk, self.seen.as_ref()?);
        if now < self.state_due(&state) {
            return None;
        }
        self.state = Sent(Some((state.clone(), now)));
        Some(self.message(Leaf::State, state))
    }

    fn state_due(&self, state: &String) -> Duration {
        let rest = match self.state.is(state) {
            true => HEARTBEAT,
            false => self.interval,
        };
        self.state.at().map_or(Duration::ZERO, |at| at + rest)
    }

    fn message(&self, leaf: Leaf, payload: String) -> Message {
        let (retain, acknowledged) = match leaf {
            Leaf::Up | Leaf::About => (true, true),
            Leaf::State => (true, false),
            Leaf::Event => (false, true),
            Leaf::Grad => (false, false),
        };
        Message {
            topic: name::desk(&self.desk.room, self.desk.id, leaf),
            payload,
            retain,
            acknowledged,
        }
    }

    fn discovery_message(&self, payload: String) -> Message {
        Message {
            topic: name::discovery(self.desk.id),
            payload,
            retain: true,
            acknowledged: true,
        }
    }
}
