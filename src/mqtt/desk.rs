//! Which desk this is, and random numbers.
//!
//! A desk's id comes from its board, never from a host name or a file: thirty copies of one SD card have the same of those.

use crate::classroom::name::DeskId;
use crate::host::identity::Identity;
use std::io;
use std::path::Path;

/// The id of the desk on this computer; `None` if that has neither a serial number nor a network address of its own.
pub fn id() -> Option<DeskId> {
    let identity = Identity::of_computer(Path::new("/"));
    identity.map(|identity| DeskId::of_hash(identity.hash()))
}

/// A random number that differs at each start.
///
/// # Errors
/// When the system has no randomness.
pub fn random() -> io::Result<u64> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(u64::from_ne_bytes(bytes))
}

/// A random number from 0 to 1; ½ without randomness.
pub(super) fn random_share() -> f64 {
    random().map_or(0.5, |number| number as f64 / u64::MAX as f64)
}
