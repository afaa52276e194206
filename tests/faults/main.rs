//! What goes wrong in the world around the daemon, and that nothing learned is lost by it. RELIABILITY.md lists it.
//!
//! Each test prints how many cases it tried: `cargo test --test faults -- --nocapture`.

mod bad_board;
mod chatter;
#[cfg(target_os = "linux")]
mod clock;
#[cfg(unix)]
mod daemon;
#[cfg(target_os = "linux")]
mod disk;
mod fault_board;
#[cfg(unix)]
mod kill;
mod log_lines;
mod memory_disk;
mod power_cut;
