//! # The core of backpropd: the network and its trainer
//!
//! Pure arithmetic, without clock, file, thread or log. It is a package of its own because optimisation is set per
//! package: this one is compiled for speed, the program around it for size (`Cargo.toml`). Generic code is compiled
//! where it is used, so everything that must be fast is called from here.
//!
//! * [`nn`]: the arithmetic, forward and backward
//! * [`trainer`]: the samples, the steps, the restarts
//! * [`truth_table`]: what a network can be taught
//! * [`range`]: the values that a setting may have
//! * [`cost`]: how long a step takes, and what back-propagation saves

#![forbid(unsafe_code)]
#![cfg_attr(not(test), warn(clippy::unwrap_used))]

pub mod cost;
pub mod nn;
pub mod range;
pub mod trainer;
pub mod truth_table;
