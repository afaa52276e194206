//! Where those who look on get their snapshots: within the process from a [`Hub`], from outside through the status
//! socket ([`Server`], [`Client`]).
//!
//! Place in the flow: sideways. The scan loop hands a [`Status`] over now and then, and only when somebody waits for
//! one; it never waits itself, whatever the viewers do. Nothing here holds the board or the machine. What comes in
//! through the socket can flip the switches of a simulated board, never those of a real one.

#[cfg(unix)]
mod client;
mod hub;
mod press;
mod protocol;
#[cfg(unix)]
mod server;

#[cfg(unix)]
pub use client::{Client, Watch};
pub use hub::{Hub, Publisher, Viewer};
pub use press::press;
pub use protocol::{Error, Get, Request};
#[cfg(unix)]
pub use server::{MOST_CLIENTS, Server};

#[cfg(doc)]
use crate::snapshot::Status;
