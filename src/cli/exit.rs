//! How the program ends: the exit code for each error.

use super::hangup;
use backpropd::{config, observe, store};
use std::io;
use std::process::ExitCode;

/// The exit code for an invalid config (EX_CONFIG of sysexits.h); the systemd unit does not restart then.
const BAD_CONFIG: u8 = 78;

/// The exit code for wrong arguments, as in clap.
const BAD_ARGUMENTS: u8 = 2;

/// The exit code if no daemon runs, as in `systemctl status`.
const NOT_RUNNING: u8 = 3;

/// The exit code for an error: 78 for an invalid config or a state file that must not be touched, 3 if no daemon runs,
/// 2 for wrong arguments, else 1.
pub fn code_of(error: &anyhow::Error) -> ExitCode {
    let refusal = error.downcast_ref::<store::Refusal>();
    if error.is::<clap::Error>() {
        ExitCode::from(BAD_ARGUMENTS)
    } else if error.is::<config::Error>() || refusal.is_some_and(|it| !it.is_transient()) {
        ExitCode::from(BAD_CONFIG)
    } else if let Some(observe::Error::NotRunning { .. }) = error.downcast_ref() {
        ExitCode::from(NOT_RUNNING)
    } else {
        ExitCode::FAILURE
    }
}

/// Whether the only problem is that no one reads our output any more, as in `backpropd check | head -1`, or after the
/// terminal is gone.
pub fn is_unread(error: &anyhow::Error) -> bool {
    let error = error.downcast_ref::<io::Error>();
    hangup::hung_up() || error.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
