//! The script `install` as a process: what it accepts, and what it refuses before anything runs as root. `sudo`, `apt`
//! and `dpkg` are stand-ins that record their calls; the verifiers, `wget` and the rest are real. Needs GnuPG, for
//! temporary keys. `tests/package/release` does the same with the real apt and dpkg.
#![cfg(target_os = "linux")]

mod installed;
mod interrupted;
mod pi;
mod refused;
mod release;

const SCRIPT: &str = include_str!("../../../install");

/// The lines of KEY in the script.
fn key() -> &'static str {
    let (_, key) = SCRIPT.split_once("\nKEY='\n").unwrap();
    key.split_once("\n'\n").unwrap().0
}

/// The address in the script.
fn address() -> &'static str {
    let mut lines = SCRIPT.lines();
    lines
        .find_map(|line| line.strip_prefix("RELEASE="))
        .unwrap()
}
