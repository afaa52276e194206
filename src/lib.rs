//! # backpropd
//!
//! A 2-2-2 neural network that learns, by back-propagation, any truth table that a person sets on its switches, and
//! shows on LEDs what it has learned. The program `backpropd` is a thin layer over this library.
//!
//! The API is [`trainer`] and [`nn`], [`truth_table`], the format of recordings in [`recording`], and the client of the status
//! socket, `observe::Client`. Everything else is public for the program and its tests only, and changes without notice.
//!
//! ## The flow of one scan
//!
//! ```text
//!        ┌────────────────────────── daemon::run: the only loop ──────────────────────────┐
//!        │                                                                                │
//! Board::read → Levels → panel::Panel → PanelEvent → trainer::Trainer → nn::Network → LedPattern → Board::write
//!                └──────────────────────── machine::Machine ───────────────────────┘
//!                                                 │
//!                                             Snapshot → viewers
//! ```
//!
//! ## The layers
//!
//! Three packages depend on each other in one direction. `core`, the code that runs millions of times, and `machine`,
//! everything else without clock, file, thread or log, are pure; both are re-exported here. This package is the outside
//! world:
//!
//! * [`nn`], [`trainer`], [`truth_table`], [`range`], [`cost`]: from `core`
//! * [`panel`], [`machine`], [`time`], [`snapshot`], [`loss_curve`], [`status`], [`script`], [`recording`], [`survey`],
//!   [`pinout`], [`doctor`], [`export`], [`selftest`], [`messages`], [`language`], [`glyphs`], [`plain_text`],
//!   [`printable`], [`said`], [`sync`], [`nudge`], [`worksheet`], [`view`], [`classroom`], [`prometheus`]: from `machine`
//! * [`daemon`]: the only loop, the only clock, the only sleep; what starts and ends it
//! * [`board`]: the pins, real or simulated
//! * [`config`]: the file that describes the wiring and the training
//! * [`host`]: facts about this computer, and the folders of this program's files
//! * [`store`]: saves the state, and records runs
//! * [`observe`]: passes snapshots to viewers, also through the status socket
//! * [`sim`]: the loop on a simulated board, for a viewer in the same process
//! * `tui`: the panel in the terminal
//! * `web`: the page in the browser
//! * `mqtt`: the desk of a class, through an MQTT broker
//! * `metrics`: the figures for Prometheus
//!
//! ## The whole of it in ten lines
//!
//! ```
//! use backpropd::trainer::{Settings, State, Trainer};
//! use backpropd::truth_table::TruthTable;
//!
//! let mut trainer = Trainer::new(Settings::default(), 7);
//! for sample in TruthTable::from_gates("xor,and")?.samples() {
//!     trainer.teach(sample);
//! }
//! while trainer.state() == State::Learning {
//!     trainer.step(None);
//! }
//! let lit = trainer.answer([true, true]).map(|out| out >= 0.5);
//! assert_eq!(lit, [false, true]); // 1 + 1 = 10, in binary
//! # Ok::<(), backpropd::truth_table::ParseError>(())
//! ```

#![forbid(unsafe_code)]
#![cfg_attr(not(test), warn(clippy::unwrap_used))]
#![cfg_attr(not(test), warn(clippy::print_stdout, clippy::print_stderr))]

#[doc(inline)]
pub use backpropd_machine::{
    classroom, cost, doctor, export, glyphs, language, loss_curve, machine, messages, nn, nudge,
    panel, pinout, plain_text, printable, prometheus, range, recording, said, script, selftest,
    snapshot, status, survey, sync, time, trainer, truth_table, view, worksheet,
};

pub mod board;
pub mod config;
pub mod daemon;
pub mod host;
#[cfg(feature = "metrics")]
pub mod metrics;
#[cfg(feature = "mqtt")]
pub mod mqtt;
pub mod observe;
pub mod sim;
pub mod store;
#[cfg(feature = "tui")]
pub mod tui;
#[cfg(feature = "web")]
pub mod web;
