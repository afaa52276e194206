//! The desk of a class: publishes what a daemon does to an MQTT broker.
//!
//! Place in the flow: sideways, in a process of its own. It watches the status socket like any viewer, and has no code that
//! flips a switch or presses a button: what the broker sends is compared with a few topics and never reaches the daemon. What is
//! published when is decided in [`classroom`](crate::classroom), which is pure; here are the connections.
//!
//! * [`address`](Broker): where the broker is
//! * [`password`](Password): the secret, and who may read it
//! * [`desk`]: which desk this is
//! * `source`: from the status socket to the outbox
//! * `shared`: the outbox between both
//! * `stream`: bytes to the broker and back
//! * `connection`: the only file that knows the crate for MQTT
//! * [`publisher`](Publisher): connects, again and again, and carries the messages

mod address;
mod connection;
pub mod desk;
mod error;
mod password;
mod publisher;
mod shared;
#[cfg(unix)]
mod source;
mod stream;

pub use address::Broker;
pub use connection::Login;
pub use error::Error;
pub use password::{MAX_PASSWORD, Password};
pub use publisher::Publisher;
pub use shared::Shared;
#[cfg(unix)]
pub use source::follow;
