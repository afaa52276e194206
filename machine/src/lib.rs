//! # The machine of backpropd: everything that is pure, beside its core
//!
//! From raw levels to lit LEDs and to the texts that people read, with time as an argument. No clock, file, thread,
//! log, socket or process: this package's `clippy.toml` lists what it must not call, and the package builds for
//! `wasm32-unknown-unknown`, which has none of them. It is optimised for size; code that must be fast is in
//! `backpropd-core`.
//!
//! It is public for the program and its tests, not as an API. The documentation of the package `backpropd` names the
//! API.
//!
//! * [`board`]: the port to the pins, the wiring, the simulated board
//! * [`panel`]: from chattering contacts to the person's intent; the status LED
//! * [`machine`]: one scan through everything
//! * [`time`]: the loop's clock, as a trait
//! * [`snapshot`], [`loss_curve`], [`status`]: what every viewer sees
//! * [`classroom`]: what a desk reports to a class, through a broker
//! * [`prometheus`]: what a daemon reports to Prometheus
//! * [`address`]: the state of a board in a link
//! * [`export`]: the learned weights and samples, for use elsewhere
//! * [`script`]: a script of actions at a simulated panel
//! * [`recording`]: a run as text that can be replayed bit for bit
//! * [`survey`]: teaching every truth table from many starts
//! * [`pinout`]: the header with the parts on it, as a guide for wiring
//! * [`doctor`]: what is wrong with the wiring, and how to fix it
//! * [`selftest`]: the arithmetic against numbers from independent programs
//! * [`nudge`]: how far the loss moves with one weight
//! * [`worksheet`]: a step to calculate by hand, and what went wrong in it
//! * [`plain_text`]: reading files that people edit
//! * [`glyphs`]: which glyphs a terminal can show
//! * [`messages`], [`language`]: every text for people, in the language of the thread
//! * [`printable`]: untrusted text in a message
//! * [`said`]: errors of the system, the parsers and the core, in the language of the thread
//! * [`sync`]: locks that survive a panic
//! * [`view`]: results as lines of text

#![forbid(unsafe_code)]
#![cfg_attr(not(test), warn(clippy::unwrap_used))]

#[doc(inline)]
pub use backpropd_core::{cost, nn, range, trainer, truth_table};

pub mod address;
pub mod board;
pub mod classroom;
pub mod doctor;
pub mod export;
pub mod glyphs;
pub mod language;
pub mod loss_curve;
pub mod machine;
pub mod messages;
pub mod nudge;
pub mod panel;
pub mod pinout;
pub mod plain_text;
pub mod printable;
pub mod prometheus;
pub mod recording;
pub mod said;
pub mod script;
pub mod selftest;
pub mod snapshot;
pub mod status;
pub mod survey;
pub mod sync;
pub mod time;
pub mod view;
pub mod worksheet;
