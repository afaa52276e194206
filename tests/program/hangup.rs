//! The terminal of a waiting command goes away: the window is closed, or the SSH session drops. With or without
//! SIGHUP, the command ends; a daemon without a signal keeps running.

#![cfg(all(
    unix,
    feature = "class",
    feature = "mqtt",
    feature = "status",
    feature = "study",
    feature = "tui"
))]

use crate::at_once::at_once;
use crate::pty::Terminal;
use assert_cmd::cargo::cargo_bin;
use backpropd::observe::Client;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::{TempDir, tempdir};

/// How long a test waits before it fails; the machine may be busy.
const TIMEOUT: Duration = Duration::from_secs(120);

/// The shell line that starts the command: `$0` is the command with its arguments.
const STARTS: [(&str, &str); 4] = [
    ("with SIGHUP", "exec $0"),
    ("with SIGHUP ignored", "trap '' HUP; exec $0"),
    // The session leader gets SIGHUP and does not pass it on.
    (
        "without a signal",
        "trap : HUP; setsid -w $0; echo $? >code; exit 0",
    ),
    (
        "with its input at its end",
        "trap '' HUP; exec $0 </dev/null",
    ),
];

/// A daemon on a simulated board, and its folder.
struct Daemon(Child, TempDir);

impl Daemon {
    fn start() -> Self {
        let folder = tempdir().unwrap();
        let mut command = Command::new(cargo_bin("backpropd"));
        command
            .args(["run", "--config", "config/backpropd.toml", "--board", "sim"])
            .env("STATE_DIRECTORY", folder.path())
            .env("RUNTIME_DIRECTORY", folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let daemon = Self(command.spawn().unwrap(), folder);
        // Once it answers, it has opened all that it keeps open.
        let answers = || Client::connect(&daemon.socket())?.status();
        wait_until("a daemon", || answers().is_ok());
        daemon
    }

    fn socket(&self) -> std::path::PathBuf {
        self.1.path().join("status.sock")
    }

    /// The number of files it has open, including its viewers' connections.
    fn files(&self) -> usize {
        fs::read_dir(format!("/proc/{}/fd", self.0.id()))
            .unwrap()
            .count()
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    let begin = Instant::now();
    while !is_so() {
        assert!(begin.elapsed() < TIMEOUT, "not {what}");
        thread::sleep(Duration::from_millis(20));
    }
}

fn start(script: &str, arguments: &str, folder: &Path, size: (u16, u16)) -> Terminal {
    let command = format!("{} {arguments}", cargo_bin("backpropd").display());
    let script = script.replace("$0", &command);
    let arguments = ["-c", &*script];
    Terminal::start("/bin/sh".as_ref(), &arguments, &[], folder, size)
}

#[test]
fn waiting_commands_end_with_their_terminal() {
    let daemon = Daemon::start();
    let socket = daemon.socket().display().to_string();
    let files = daemon.files();
    let commands = [
        ("panel", "truth table"),
        (&*format!("panel --attach {socket}"), "truth table"),
        (&*format!("status --watch --socket {socket}"), "board sim"),
        ("demo --bias none --limit 18446744073709551615", "taught 11"),
        ("survey --seeds 10000", "table"),
        (
            &*format!(
                "demo --record recording.txt --bias none --limit {}",
                u64::MAX
            ),
            "taught 11",
        ),
        ("class --broker 127.0.0.1:1", "No connection"),
        (&*format!("mqtt --print --socket {socket}"), "/state {"),
    ];
    let cases = commands
        .iter()
        .flat_map(|command| STARTS.map(|start| (*command, start)));
    let cases = at_once(cases, |((arguments, shown), (how, script))| {
        let folder = tempdir().unwrap();
        let mut terminal = start(script, arguments, folder.path(), (80, 24));
        terminal.wait_for(shown);
        terminal.hang_up();
        let code = if script.contains(">code") {
            let code = folder.path().join("code");
            let read = || fs::read_to_string(&code).unwrap_or_default();
            wait_until("the end", || read().ends_with('\n'));
            read().trim().parse().ok()
        } else {
            terminal.end().code()
        };
        assert_eq!(code, Some(0), "{arguments}, {how}");
    });
    wait_until("left by its viewers", || daemon.files() <= files);
    println!("{cases} commands whose terminal went away, all ended with exit code 0");
}

/// `nohup` and a shell's `trap '' HUP` ask for this; the terminal is still there.
#[test]
fn a_sighup_that_was_ignored_at_the_start_stays_ignored() {
    let daemon = Daemon::start();
    let folder = tempdir().unwrap();
    let socket = daemon.socket().display().to_string();
    let mut cases = 0;
    for (arguments, shown) in [
        (&*format!("status --watch --socket {socket}"), "board sim"),
        ("survey --seeds 10000", "table"),
        ("bench", "measurement"),
    ] {
        // If SIGHUP were handled, the exit code would be 0.
        for (script, signals, ended_by) in [
            ("trap '' HUP; exec $0", &["-HUP", "-TERM"][..], Some(15)),
            ("exec $0", &["-HUP"], None),
        ] {
            let mut terminal = start(script, arguments, folder.path(), (80, 24));
            terminal.wait_for(shown);
            let id = terminal.id().to_string();
            for signal in signals {
                let sent = Command::new("kill").args([signal, &*id]).status().unwrap();
                assert!(
                    sent.success(),
                    "{arguments}, {script}: ended before {signal}"
                );
            }
            assert_eq!(terminal.end().signal(), ended_by, "{arguments}, {script}");
            cases += 1;
        }
    }
    println!("{cases} commands got SIGHUP at their terminal");
}

/// It cannot draw, so it cannot end by itself, and it gets no keys.
#[test]
fn a_signal_ends_a_command_whose_terminal_is_blocked() {
    let folder = tempdir().unwrap();
    let demo = format!("demo --bias none --limit {}", u64::MAX);
    for (arguments, shown) in [("panel", "truth table"), (&demo, "taught 11")] {
        let mut terminal = start("exec $0", arguments, folder.path(), (80, 24));
        terminal.wait_for(shown);
        terminal.freeze();
        if arguments != "panel" {
            terminal.types("\x13"); // Ctrl-S, an ordinary key in raw mode
        }
        // With or without enough time to fill the terminal's buffer, it ends.
        thread::sleep(Duration::from_millis(1500));
        let id = terminal.id().to_string();
        assert!(Command::new("kill").arg(&id).status().unwrap().success());
        terminal.end();
    }
}

#[test]
fn a_terminal_without_a_size_counts_as_80_columns_and_24_rows() {
    let folder = tempdir().unwrap();
    let mut terminal = start("exec $0", "panel --seed 8", folder.path(), (0, 0));
    terminal.wait_for("q quit");
    terminal.types("13t");
    terminal.wait_for("learned");
    terminal.resize(120, 40);
    terminal.wait_for("learning rate");
    terminal.types("q");
    assert_eq!(terminal.end().code(), Some(0));
}

/// A daemon started by hand and left there (`setsid`, `nohup`) must keep running.
#[test]
fn a_daemon_ends_with_its_terminal_only_on_a_signal() {
    let folder = tempdir().unwrap();
    let config = fs::canonicalize("config/backpropd.toml").unwrap();
    let run = format!("run --board sim --config {}", config.display());
    let variables = "export STATE_DIRECTORY=$PWD RUNTIME_DIRECTORY=$PWD; ";
    let socket = folder.path().join("status.sock");
    let start = |script: &str| {
        let script = format!("{variables}{script}");
        let mut terminal = start(&script, &run, folder.path(), (80, 24));
        wait_until("a daemon", || Client::connect(&socket).is_ok());
        terminal.hang_up();
        terminal
    };
    assert_eq!(start("exec $0").end().code(), Some(0));

    let mut terminal = start("trap : HUP; setsid sh -c 'echo $$ >pid; exec $0' & wait; exit 0");
    assert_eq!(terminal.end().code(), Some(0), "the shell");
    let pid = fs::read_to_string(folder.path().join("pid")).unwrap();
    let pid = pid.trim();
    let before = cpu_ticks(pid);
    let steps = || Client::connect(&socket).unwrap().status().unwrap().uptime_s;
    let (begin, uptime) = (Instant::now(), steps());
    wait_until("two seconds on", || steps() > uptime + 2.0);
    let (ticks, seconds) = (cpu_ticks(pid) - before, begin.elapsed().as_secs());
    assert!(
        ticks < 50 + 10 * seconds,
        "{ticks} hundredths of a second in {seconds} s"
    );
    assert!(Command::new("kill").arg(pid).status().unwrap().success());
    wait_until("ended", || !socket.exists());
}

/// The processor time of a process in hundredths of a second.
fn cpu_ticks(pid: &str) -> u64 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let (_, fields) = stat.rsplit_once(") ").unwrap();
    let mut fields = fields.split(' ').skip(11);
    let mut field = || fields.next().unwrap().parse::<u64>().unwrap();
    field() + field()
}
