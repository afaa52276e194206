//! What a process has to say to a broker, and hears from it. Pure: connecting, waiting and sending are for the adapter.

use super::Message;
use crate::language::Wording;
use std::time::Duration;

/// A request for the messages of some topics.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// The topics.
    pub filter: String,
    /// Whether each message is acknowledged (QoS 1). Not for many retained messages: of those the broker drops what
    /// does not fit its queue (1,000 messages in Mosquitto).
    pub acknowledged: bool,
}

impl Subscription {
    /// Of a topic that has one message at a time.
    pub fn acknowledged(filter: String) -> Self {
        Self {
            filter,
            acknowledged: true,
        }
    }
}

/// One who takes part in a class, through one connection at a time.
///
/// Time is since the start of the process; `random` is a number from 0 to 1.
pub trait Participant {
    /// What the broker is to say in its place when the connection breaks.
    fn will(&self) -> Option<Message>;

    /// The topics to hear about.
    fn subscriptions(&self) -> Vec<Subscription>;

    /// There is a new connection: the broker may have forgotten everything.
    fn connected(&mut self, now: Duration, random: f64);

    /// The connection is broken, for this reason.
    fn disconnected(&mut self, _why: Wording) {}

    /// The broker does not accept messages to this topic.
    fn rejected(&mut self, _topic: &str) {}

    /// The broker passed this on.
    fn heard(&mut self, topic: &str, payload: &[u8], now: Duration, random: f64);

    /// The next message that is due, which counts as sent then.
    fn take(&mut self, now: Duration) -> Option<Message>;

    /// How long it is at most until a message is due; `None` if that depends on what is seen or heard alone.
    fn wait(&self, now: Duration) -> Option<Duration>;

    /// The last messages before a clean end.
    fn farewell(&mut self) -> Vec<Message>;
}
