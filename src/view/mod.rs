//! What people look at: text made of what the pure layers computed.
//!
//! Place: at the end of the flow. A view takes a value and gives lines; it never holds a board or a machine, and
//! computes nothing that is not already in what it shows.

pub mod layout;
pub mod ledger;
pub mod neuron;
mod page;
#[cfg(feature = "tui")]
pub mod panel;
mod words;

pub use page::Style;
