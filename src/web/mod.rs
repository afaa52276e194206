//! The page in the browser: a small web server that shows a machine, live.
//!
//! Place in the flow: sideways, a viewer like any other. It gets its statuses from the status socket of a daemon or from
//! a simulation in this process, and hands them on to every browser; one connection to the daemon serves them all. It
//! never holds a pin. What a browser can change is the switches of a simulated board, nothing else.
//!
//! * [`hosts`]: which requests are meant for this page, and which come from it
//! * [`source`](Source): the machine that is shown
//! * `news`: from one source to many browsers
//! * `connections`: how many there may be, and who makes room
//! * [`server`](Server): what is answered to which request
//! * `page`: the files of the page

mod connections;
pub mod hosts;
mod news;
mod page;
mod server;
mod source;

pub use server::{MOST_WATCHERS, Server};
pub use source::Source;
