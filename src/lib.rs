//! # backpropd
//!
//! A 2-2-2 neural network that learns, by back-propagation, whatever truth table a person flips into its switches,
//! and shows on LEDs what it has learned. The program `backpropd` is a thin layer over this library.
//!
//! ## The flow of one scan
//!
//! ```text
//!        ┌────────────────────────── daemon::run: the only loop ──────────────────────────┐
//!        │                                                                                │
//! Board::read → Levels → panel::Panel → PanelEvent → trainer::Trainer → nn::Network → LedPattern → Board::write
//!                └──────────────────────── machine::Machine ───────────────────────┘
//!                                                 │
//!                                             Snapshot → whoever looks on
//! ```
//!
//! ## The layers
//!
//! Pure: no clock, file, thread or log; time is an argument. What is computed by the million is in a package of its own,
//! `core`, which is optimised for speed, and is to be had from here like the rest: `nn`, `trainer`, `truth_table`,
//! `range` and `claim`.
//!
//! * [`nn`]: the arithmetic, forward and backward
//! * [`trainer`]: the samples, the steps, the restarts
//! * [`claim`]: how long a step takes, and what back-propagation saves
//! * [`panel`]: from chattering contacts to what a person meant; the status LED
//! * [`machine`]: one scan through all of them
//! * [`snapshot`], [`loss_curve`]: what every viewer sees
//! * [`truth_table`], [`session`]: what a lesson teaches, and the hands that flip it in
//! * [`lesson`]: a run, written down so that it can be repeated bit for bit
//! * [`survey`]: every truth table from many starts
//! * [`pinout`]: the header with the parts on it, to wire by
//! * [`doctor`]: what is wrong with the wiring, and what would mend it
//! * [`selftest`]: the arithmetic against numbers of others
//! * [`language`]: the languages of the viewers
//! * [`view`]: what people look at, as lines of text
//! * [`printable`]: a stranger's text within a message
//! * [`log_limit`]: how much the log gets of what goes on and on
//!
//! Adapters, where the outside world begins:
//!
//! * [`board`]: the pins, real or simulated
//! * [`computer`]: what can be known of the pins without touching one
//! * [`config`]: the file that says what is wired where
//! * [`paths`]: where it keeps its files
//! * [`notify`]: what systemd is told
//! * [`store`]: keeps what was learned
//! * [`instance`]: one daemon at a time
//! * [`record`]: writes the lesson file
//! * [`observe`]: hands snapshots to viewers, through the status socket too
//! * `web`: the page in the browser
//! * [`shutdown`]: why the daemon ends
//! * [`daemon`]: the only loop, the only clock, the only sleep
//! * [`simulation`]: that loop on a simulated board, for a viewer in the same process
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

#[doc(inline)]
pub use backpropd_core::{claim, nn, range, trainer, truth_table};

pub mod board;
pub mod computer;
pub mod config;
pub mod daemon;
pub mod doctor;
pub mod instance;
pub mod language;
pub mod lesson;
pub mod log_limit;
pub mod loss_curve;
pub mod machine;
pub mod notify;
pub mod observe;
pub mod panel;
pub mod paths;
pub mod pinout;
pub mod printable;
pub mod record;
pub mod selftest;
pub mod session;
pub mod shutdown;
pub mod simulation;
pub mod snapshot;
pub mod store;
pub mod survey;
pub mod view;
#[cfg(feature = "web")]
pub mod web;
