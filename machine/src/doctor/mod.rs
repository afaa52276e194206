//! The wiring doctor finds out what is wrong with a panel's wiring, and which config lines fix it.
//!
//! Pure, in three steps: the [`Guide`] reads the pins and asks a [`Person`], which gives [`Observations`];
//! [`diagnose`] turns them into [`Finding`]s and a config that suits the panel as it is wired. The board, the person and
//! the time are traits: the command line has the real ones, and [`rehearsal`] has simulated ones with any fault you
//! choose.
//!
//! Findings rest on electricity alone, never on the polarity that the config names: each pin is read while it is pulled
//! up and while it is pulled down. A pin that follows the pull is connected to nothing.

mod answer;
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
pub use report::{Found, PROGRAM, PartSeen, Report};
