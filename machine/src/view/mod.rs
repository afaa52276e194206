//! Results for people: text made from what the pure layers computed.
//!
//! Place: at the end of the flow. A view takes a value and returns lines. It never holds a board or a machine, and
//! computes no new results.

pub mod layout;
pub mod ledger;
pub mod neuron;
pub mod nudge;
mod sheet;

pub use sheet::Style;
