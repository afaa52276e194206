//! The page in the browser: a small web server that shows a machine live.
//!
//! Place in the flow: sideways, a viewer like any other. It gets its statuses from the status socket of a daemon and
//! passes them on to every browser; one connection to the daemon serves them all. It never holds a pin, and nothing that
//! a browser sends changes anything. A board to play with is in the page itself: the machine is in it, as WebAssembly.
//!
//! * [`hosts`]: which requests are meant for this page, and which come from it
//! * [`source`](Source): the shown machine
//! * `broadcast`: from one source to many browsers
//! * `connections`: the limits, and which connection makes room
//! * [`proxies`]: the client of a request
//! * `shared_text`: one recording for many browsers
//! * [`server`](Server): what is answered to which request
//! * `page`: the page itself, one file

mod broadcast;
pub(crate) mod connections; // of the port for metrics too
pub mod hosts;
mod page;
pub mod proxies;
mod server;
mod shared_text;
mod source;

pub use page::TAG as PAGE_TAG;
pub use server::{Handler, MAX_VIEWERS, MAX_VIEWERS_PER_ADDRESS, Server};
pub use source::Source;
