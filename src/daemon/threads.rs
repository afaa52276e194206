//! How the threads beside the scan loop are created. The modules that start them define what they do.

use std::thread::Builder;

/// The stack size, enough for their work. The usual 2 MiB may become a huge page, and then a single touched byte costs
/// all of it.
const STACK_BYTES: usize = 256 << 10;

/// The builder of a thread with this name.
pub fn named(name: &str) -> Builder {
    Builder::new().name(name.into()).stack_size(STACK_BYTES)
}
