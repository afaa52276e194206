//! The wall clock of the real daemon jumps by years, and the daemon does not notice.
//!
//! `libfaketime` makes the clock jump for the daemon only; as in the kernel, the monotonic clock is not affected.

use assert_cmd::cargo::cargo_bin;
use std::fs;
use std::io::ErrorKind;
use std::os::unix::net::UnixDatagram;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// The libfaketime to preload, if it is installed.
fn libfaketime() -> Option<String> {
    let shell = ["-f", "+0", "sh", "-c", "echo $LD_PRELOAD"];
    let output = Command::new("faketime").args(shell).output().ok()?;
    Some(String::from_utf8(output.stdout).ok()?.trim().to_owned())
}

/// A command that sees the wall clock shifted by the contents of this file.
fn under_a_shifted_clock(program: &Path, library: &str, shift: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .env("LD_PRELOAD", library)
        .env("FAKETIME_TIMESTAMP_FILE", shift)
        .env("FAKETIME_NO_CACHE", "1")
        .env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
        .env("DONT_FAKE_MONOTONIC", "1");
    command
}

/// The daemon, killed at the end of the test.
struct Daemon(Child);

impl Drop for Daemon {
    fn drop(&mut self) {
        // It has usually ended already; then there is nothing to kill.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn clock_jumps_of_years_change_nothing() {
    let Some(library) = libfaketime() else {
        println!("skipped: there is no faketime");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let (shift, socket) = (folder.path().join("shift"), folder.path().join("socket"));
    fs::write(&shift, "+0").unwrap();
    let systemd = UnixDatagram::bind(&socket).unwrap();
    systemd
        .set_read_timeout(Some(Duration::from_secs(60)))
        .unwrap();
    let year = || {
        let mut date = under_a_shifted_clock("date".as_ref(), &library, &shift);
        let output = date.arg("+%Y").output().unwrap();
        String::from_utf8(output.stdout)
            .unwrap()
            .trim()
            .parse::<i32>()
            .unwrap()
    };

    let daemon = under_a_shifted_clock(&cargo_bin("backpropd"), &library, &shift)
        .args(["run", "--board", "sim", "--config", "config/backpropd.toml"])
        .env("STATE_DIRECTORY", folder.path())
        .env("RUNTIME_DIRECTORY", folder.path())
        .env("NOTIFY_SOCKET", &socket)
        .env("WATCHDOG_USEC", "100000")
        .env_remove("WATCHDOG_PID")
        .stderr(Stdio::null())
        .spawn();
    let mut daemon = Daemon(daemon.unwrap());
    let this_year = year();
    let jumps = ["+10y", "-10y", "+25y", "-1y", "+0"];
    for jump in jumps {
        fs::write(&shift, jump).unwrap();
        let years: i32 = jump.trim_end_matches('y').parse().unwrap();
        assert!(
            (year() - this_year - years).abs() <= 1,
            "the clock did not jump"
        );
        // The loop keeps scanning and feeds the watchdog: what was in the socket before the jump does not count.
        let mut fed = 0;
        while fed < 50 {
            let mut message = [0; 256];
            let length = match systemd.recv(&mut message) {
                // Another test sent this process a signal, which only interrupted the wait.
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                received => received.expect("the loop stands still"),
            };
            fed += i32::from(message[..length].starts_with(b"WATCHDOG=1"));
        }
        assert!(daemon.0.try_wait().unwrap().is_none());
    }
    let kill = format!("kill -TERM {}", daemon.0.id());
    assert!(
        Command::new("sh")
            .args(["-c", &kill])
            .status()
            .unwrap()
            .success()
    );
    assert!(daemon.0.wait().unwrap().success());
    println!("{} jumps of the clock, by up to 35 years", jumps.len());
}
