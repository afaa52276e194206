//! Faults outside the daemon, none of which may lose anything learned. RELIABILITY.md lists them.
//!
//! Each test prints how many cases it tried: `cargo test --test program faults:: -- --nocapture`.

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
#[cfg(target_os = "linux")]
mod place;
mod power_cut;
#[cfg(target_os = "linux")]
mod record;
