//! What goes wrong in the world around the daemon, and that nothing learned is lost by it. RELIABILITY.md lists it.
//!
//! Each test prints how many cases it tried: `cargo test --test faults -- --nocapture`.

mod bad_board;
mod chatter;
#[cfg(target_os = "linux")]
mod clock;
mod fault_board;
mod log_lines;
mod memory_disk;
mod power_cut;
