//! Ends a command when its terminal goes away: an SSH session drops, a window is closed, tmux is killed.
//!
//! SIGHUP may come then, or not: not after `setsid`, not if it is ignored, not if `sudo` or a script is in between.
//! Reading returns end of file from then on, without waiting, and crossterm takes that for "try again" (its issue 793).
//! So this file neither reads nor relies on a signal: it checks that standard output, which was a terminal, still is
//! one. A command with output to a file or a pipe continues.

use backpropd::daemon::shutdown::Shutdown;
use std::io::{self, IsTerminal};
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// How often to check.
const POLL_INTERVAL: Duration = Duration::from_millis(100);

/// How long a command may take to end.
const GRACE: Duration = Duration::from_secs(1);

/// Whether this command's output is a terminal, so it ends with it.
static ENDS_WITH_TERMINAL: AtomicBool = AtomicBool::new(false);

/// Whether that terminal is gone.
pub fn hung_up() -> bool {
    ENDS_WITH_TERMINAL.load(Ordering::Relaxed) && !io::stdout().is_terminal()
}

/// Ends the process with exit code 0 when its terminal goes away: for commands that leave nothing unfinished. A SIGHUP
/// that was ignored at the start, as under `nohup`, stays ignored.
#[cfg(any(feature = "status", feature = "study"))]
pub fn ends_process() -> io::Result<()> {
    if !note_terminal() {
        return Ok(());
    }
    #[cfg(unix)]
    {
        use signal_hook::consts::SIGHUP;
        if !backpropd::daemon::shutdown::is_ignored(SIGHUP) {
            let always = std::sync::Arc::new(AtomicBool::new(true));
            signal_hook::flag::register_conditional_shutdown(SIGHUP, 0, always)?;
        }
    }
    when(hung_up, || process::exit(0));
    Ok(())
}

/// Makes `shutdown` due when the terminal goes away.
pub fn makes_due(shutdown: &Shutdown) {
    if !note_terminal() {
        return;
    }
    let (watched, shutdown) = (shutdown.clone(), shutdown.clone());
    when(
        move || watched.is_due() || hung_up(),
        move || shutdown.flag().store(true, Ordering::Relaxed),
    );
}

/// Ends the process a second after `shutdown` is due, if it is still running: it may be writing to a stopped terminal,
/// or waiting for a daemon that does not answer. Do not use it while an LED may be lit. Calls `restore` first.
pub fn ends_in_time(shutdown: &Shutdown, restore: fn()) {
    let (watched, shutdown) = (shutdown.clone(), shutdown.clone());
    when(
        move || watched.is_due(),
        move || {
            thread::park_timeout(GRACE);
            restore();
            process::exit(i32::from(shutdown.by_panic()));
        },
    );
}

/// Does this once the condition holds, on a separate thread.
fn when(holds: impl Fn() -> bool + Send + 'static, act: impl FnOnce() + Send + 'static) {
    thread::spawn(move || {
        while !holds() {
            thread::park_timeout(POLL_INTERVAL);
        }
        act();
    });
}

fn note_terminal() -> bool {
    let is_terminal = io::stdout().is_terminal();
    ENDS_WITH_TERMINAL.store(is_terminal, Ordering::Relaxed);
    is_terminal
}
