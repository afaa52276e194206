//! The wiring doctor: what is wrong with a panel's wiring, and which lines of the config would mend it.
//!
//! Pure, in three steps: the [`Guide`] reads the pins and asks a [`Person`], which gives [`Observations`];
//! [`diagnose`] makes of them [`Finding`]s and a config that suits the panel as it is wired. The board, the person and
//! the time are traits: the real ones are the command line's, and [`rehearsal`] has simulated ones, with any fault one
//! likes.
//!
//! What follows is decided by electricity alone, never by the polarity that the config names: a pin is read while it
//! is pulled up and while it is pulled down. What follows the pull is connected to nothing.

mod bounces;
mod diagnosis;
mod finding;
mod guide;
mod observations;
pub mod rehearsal;
mod report;

pub use bounces::{Bounces, Chatter};
pub use diagnosis::{Diagnosis, diagnose};
pub use finding::Finding;
pub use guide::{Bench, Error, Guide, Left, Person, Question, ten_flips};
pub use observations::{Computer, Contact, DeviceFile, Flip, Observations, PinUser};
pub use report::{Found, PartSeen, Report};
