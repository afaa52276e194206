//! The daemon's figures for Prometheus, over HTTP.
//!
//! Place in the flow: sideways, in a process of its own. It asks the status socket for one status at each scrape and keeps
//! nothing in between; what the text says is in [`prometheus`](crate::prometheus), which is pure.

mod server;

pub use server::Server;
