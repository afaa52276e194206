//! What a class can do together that no desk can do alone.
//!
//! Place in the flow: behind the [`wall`](super::wall), which has heard what the desks publish. Nothing here goes back to a
//! desk, except the network that [`training`] publishes and that lives in the wall. Each file is one picture, and its head says
//! what the picture teaches.
//!
//! * [`survey`]: what a lesson cost each desk, beside what chance alone makes of it
//! * [`vote`]: the answers of all desks averaged, with their spread
//! * [`twins`]: the eight networks that answer alike, and why the average of weights knows nothing
//! * [`training`]: every desk knows one row, the class learns the table
//! * [`pictures`]: all of them at one moment, as numbers for the page
//! * [`lines`]: the same as lines of text for the terminal

pub mod lines;
pub mod pictures;
pub mod survey;
pub mod training;
pub mod twins;
pub mod vote;
