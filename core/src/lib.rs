//! # The core of backpropd: what is computed by the million
//!
//! The network and its trainer, and nothing else: pure arithmetic without clock, file, thread or log. A package of its
//! own for one reason, that the compiler optimises by the package: this one for speed, the program around it for size
//! (`Cargo.toml`). What is generic is compiled where it is used, so whatever must be fast is called from here.
//!
//! * [`nn`]: the arithmetic, forward and backward
//! * [`trainer`]: the samples, the steps, the restarts
//! * [`truth_table`]: what a lesson teaches
//! * [`range`]: which numbers a setting may be
//! * [`claim`]: how long a step takes, and what back-propagation saves

#![forbid(unsafe_code)]
#![cfg_attr(not(test), warn(clippy::unwrap_used))]

pub mod claim;
pub mod nn;
pub mod range;
pub mod trainer;
pub mod truth_table;
