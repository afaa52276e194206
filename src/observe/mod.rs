//! How viewers get snapshots: within the process from a [`Hub`], from outside through the status socket ([`Server`],
//! [`Client`]).
//!
//! Place in the flow: sideways. The scan loop publishes a [`Status`] now and then, and only if a viewer waits for one;
//! it never waits itself, whatever the viewers do. Nothing here holds the board or the machine. Requests through the
//! socket can flip the switches of a simulated board, never those of a real one.

#[cfg(unix)]
pub mod bulletin;
#[cfg(unix)]
mod client;
mod hub;
#[cfg(unix)]
mod lines;
mod press;
mod protocol;
#[cfg(unix)]
mod refusal;
#[cfg(unix)]
mod server;
#[cfg(unix)]
mod socket;

pub use crate::status::Status;
#[cfg(unix)]
pub use client::{Client, Statuses};
pub use hub::{Hub, Publisher, Viewer};
pub use press::press;
pub use protocol::{Error, Get, Request};
#[cfg(unix)]
pub use server::{MAX_CLIENTS, Server};
