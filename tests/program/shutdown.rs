//! How the daemon ends abnormally: a thread panics, or someone sends a second signal.

use backpropd::board::{Board, SimBoard};
use backpropd::daemon::shutdown::Shutdown;
use backpropd::daemon::{self, Observer, VirtualTime};
use backpropd::machine::{self, Event, Machine};
use backpropd::panel::LedPattern;
use backpropd::trainer::{self, Trainer};
use std::ops::ControlFlow;
use std::thread;
use std::time::Duration;

/// Ends the loop as the daemon does, and makes another thread panic after some scans.
struct EndWhenDue(Shutdown);

impl Observer for EndWhenDue {
    fn event(&mut self, _: Event) {}

    fn scanned(&mut self, _: Duration, machine: &Machine) -> ControlFlow<()> {
        if machine.scans() == 10 {
            let part = thread::spawn(|| panic!("as this test wants it"));
            assert!(part.join().is_err());
        }
        assert!(machine.scans() <= 10, "it went on without its part");
        if self.0.is_due() {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }
}

#[test]
fn a_panic_on_another_thread_ends_the_loop_with_leds_off() {
    let shutdown = Shutdown::listen().unwrap();
    let mut board = SimBoard::default();
    let panel = board.panel();
    let trainer = Trainer::new(trainer::Settings::default(), 1);
    let mut machine = Machine::new(machine::Settings::default(), trainer);
    let mut observer = EndWhenDue(shutdown.clone());
    let mut time = VirtualTime::new(100);
    board
        .write(LedPattern {
            status: true,
            ..LedPattern::DARK
        })
        .unwrap();
    daemon::run(&mut board, &mut machine, &mut time, &mut observer).unwrap();
    assert_eq!(machine.scans(), 10);
    assert!(shutdown.by_panic());
    assert_eq!(panel.leds(), LedPattern::DARK);
}

/// The real daemon with a disk that needs minutes for the last write: `strace` delays the call.
#[cfg(target_os = "linux")]
mod with_a_slow_disk {
    use assert_cmd::cargo::cargo_bin;
    use std::io::{BufRead, BufReader};
    use std::process::{Child, Command, Stdio};

    /// A daemon that saves when it stops, whose log is read line by line; `None` if there is no strace.
    fn daemon(folder: &std::path::Path) -> Option<(Child, impl Iterator<Item = String>)> {
        let strace = Command::new("strace").arg("-V").output();
        if !strace.is_ok_and(|output| output.status.success()) {
            return None;
        }
        let config = folder.join("backpropd.toml");
        std::fs::write(&config, "[board]\nkind = \"sim\"\n").unwrap();
        let mut command = Command::new("strace");
        // -D: the daemon is our own child, and strace watches it from outside. Each fsync takes three seconds.
        command
            .args(["-D", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync"])
            .args(["-e", "inject=fsync:delay_enter=3000000"])
            .arg(cargo_bin("backpropd"))
            .args(["run", "--config"])
            .arg(&config)
            .env("STATE_DIRECTORY", folder)
            .env("RUNTIME_DIRECTORY", folder)
            .env_remove("RUST_LOG")
            .stderr(Stdio::piped());
        let mut daemon = command.spawn().unwrap();
        let log = BufReader::new(daemon.stderr.take().unwrap());
        Some((daemon, log.lines().map_while(Result::ok)))
    }

    fn terminate(daemon: &Child) {
        let kill = format!("kill -TERM {}", daemon.id());
        let status = Command::new("sh").args(["-c", &kill]).status().unwrap();
        assert!(status.success());
    }

    #[test]
    fn a_second_signal_ends_it_at_once_with_leds_already_off() {
        let folder = tempfile::tempdir().unwrap();
        let Some((mut daemon, mut log)) = daemon(folder.path()) else {
            println!("skipped: there is no strace");
            return;
        };
        assert!(log.any(|line| line.starts_with("running")));
        terminate(&daemon);
        assert!(log.any(|line| line.contains("the LEDs are off")));
        assert!(
            daemon.try_wait().unwrap().is_none(),
            "it did not wait for the disk"
        );
        terminate(&daemon);
        assert_eq!(daemon.wait().unwrap().code(), Some(1));
    }
}
