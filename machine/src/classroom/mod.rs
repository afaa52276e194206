//! A class of desks: what a machine publishes through a broker, and which messages from there it understands.
//!
//! Place in the flow: sideways, behind a [`Status`](crate::status::Status). The process `backpropd mqtt` passes
//! statuses in and messages out; this module decides which message is due, and its contents. A desk publishes and obeys
//! no one: no message affects a switch, a sample or a weight of a machine. A desk's messages contain numbers and fixed
//! words, never text that a person typed.
//!
//! On the other side of the broker is the teacher's wall, `backpropd class`: it hears every desk, and says only what the
//! class is to teach.
//!
//! * [`name`]: rooms, desks and their topics
//! * [`payload`]: about, state and event, as JSON
//! * [`happening`]: what happened between two snapshots
//! * `heard`: the same, as a stranger may have sent it
//! * [`goal`]: what the teacher says: a table to teach, and one of three requests
//! * [`bulletin`]: the same as a desk shows it
//! * [`round`]: one gradient of a network that the class trains together
//! * [`together`]: what a class can do that no desk can do alone
//! * [`discovery`]: what Home Assistant needs to show a desk
//! * [`participant`]: what a process has to say to a broker, and hears from it
//! * [`outbox`]: the participant of a desk: which message is due when
//! * [`lectern`]: the participant of the teacher
//! * [`wall`]: all desks of a room, as heard
//! * [`seats`]: which desk is where, by the teacher's file
//! * [`rehearsal`]: simulated desks
//! * [`sweeper`]: the end of a class
//! * [`words`]: the wall in words
//! * [`retry`]: how long to wait before connecting again

pub mod bulletin;
pub mod discovery;
pub mod goal;
pub mod happening;
mod heard;
pub mod lectern;
pub mod name;
pub mod outbox;
pub mod participant;
pub mod payload;
pub mod rehearsal;
pub mod retry;
pub mod round;
pub mod seats;
pub mod sweeper;
pub mod together;
pub mod wall;
mod wire;
pub mod words;

/// The version of the payloads, in each as `v`.
pub const VERSION: u8 = 1;

/// The longest payload that anyone here reads, in bytes.
pub const MAX_PAYLOAD: usize = 4 << 10;

/// The identity of a desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// The room.
    pub room: name::Room,
    /// Its name there.
    pub id: name::DeskId,
    /// Drawn at each start: two boots under one id are two desks.
    pub boot: u16,
    /// Its position, from 1.
    pub seat: Option<u16>,
}

/// A message to the broker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its topic.
    pub topic: String,
    /// What it says; empty where a retained message is taken back.
    pub payload: String,
    /// Whether the broker keeps it for later subscribers.
    pub retain: bool,
    /// Whether the broker must acknowledge it (QoS 1).
    pub acknowledged: bool,
}
