//! The clock of a desk is wrong by decades, or jumps by more: a Pi that was off and has no network does not know the time. No
//! desk is disturbed by its own clock, and no wall by anyone's, because nothing that is sent or shown is computed from them.
//!
//! `libfaketime` makes the clock wrong for a program only; as in the kernel, the monotonic clock is not affected.
#![cfg(all(target_os = "linux", feature = "class"))]

use crate::broker::{Broker, Listener, is_installed};
use crate::live::{self, Daemon, run_in};
use crate::mqtt::Publisher;
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::SystemTime;
use tempfile::TempDir;

/// Decades ahead.
const AHEAD: &str = "+80y";

/// As right as that of this computer.
const RIGHT: &str = "+0";

/// Back to the first minutes of 1970, where the clock of a Pi begins that has never known the time.
fn back_to_1970() -> String {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    format!("-{}", now.unwrap().as_secs() - 600)
}

/// The libfaketime to preload, if it is installed.
fn libfaketime() -> Option<String> {
    let shell = ["-f", "+0", "sh", "-c", "echo $LD_PRELOAD"];
    let output = Command::new("faketime").args(shell).output().ok()?;
    Some(String::from_utf8(output.stdout).ok()?.trim().to_owned())
}

/// A wrong clock, which can jump.
struct Clock {
    folder: TempDir,
    library: String,
}

impl Clock {
    fn new(library: &str, shift: &str) -> Self {
        let clock = Self {
            folder: tempfile::tempdir().unwrap(),
            library: library.into(),
        };
        clock.jump(shift);
        clock
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("shift")
    }

    fn jump(&self, shift: &str) {
        fs::write(self.file(), shift).unwrap();
    }

    /// The command sees this clock.
    fn over<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .env("LD_PRELOAD", &self.library)
            .env("FAKETIME_TIMESTAMP_FILE", self.file())
            .env("FAKETIME_NO_CACHE", "1")
            .env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
            .env("DONT_FAKE_MONOTONIC", "1")
    }

    fn year(&self) -> i32 {
        let mut date = Command::new("date");
        let output = self.over(date.args(["-u", "+%Y"])).output().unwrap();
        let year = String::from_utf8(output.stdout).unwrap();
        year.trim().parse().unwrap()
    }
}

/// A daemon and its publisher, both with this clock.
struct Desk {
    clock: Clock,
    daemon: Daemon,
    _publisher: Publisher,
    _folder: TempDir,
}

impl Desk {
    fn start(broker: &Broker, id: &str, clock: Clock) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        fs::write(path.join("backpropd.toml"), "").unwrap();
        let daemon = Daemon::start(path, clock.over(&mut run_in(path)));
        let mut command = live::program();
        command.args([
            "mqtt",
            "--broker",
            &broker.address(),
            "--id",
            id,
            "--socket",
        ]);
        command.arg(path.join("status.sock"));
        command.env("RUNTIME_DIRECTORY", path);
        let publisher = Publisher::started(clock.over(&mut command));
        Self {
            clock,
            daemon,
            _publisher: publisher,
            _folder: folder,
        }
    }
}

/// Nothing in it can be a time of day: no number of seconds since 1970, no date in words.
fn assert_timeless(value: &Value) {
    match value {
        Value::Number(number) => assert!(number.as_f64().unwrap().abs() < 1e8, "{number}"),
        Value::String(text) => assert!(!text.contains(':'), "{text}"),
        Value::Array(values) => values.iter().for_each(assert_timeless),
        Value::Object(values) => values.values().for_each(assert_timeless),
        Value::Null | Value::Bool(_) => {}
    }
}

/// Waits until the wall shows all desks with this many learned rows.
fn wait_for_rows(wall: &Listener, seen: usize, desks: usize, rows: usize) {
    let what = format!("{rows} rows at {desks} desks");
    wall.wait_after(seen, &what, |line| {
        let wall: Value = serde_json::from_str(line).unwrap();
        let is_taught = |desk: &Value| {
            let taught = desk["rows"].as_array().into_iter().flatten();
            let taught = taught.filter(|row| !row["t"].is_null()).count();
            taught == rows && desk["standing"] == "learned"
        };
        let shown = wall["desks"].as_array().unwrap();
        let is_calm = wall["help"].as_array().unwrap().is_empty();
        shown.len() == desks && shown.iter().all(is_taught) && is_calm
    });
}

#[test]
fn desks_and_a_wall_whose_clocks_are_wrong_by_decades_and_jump_disturb_no_one() {
    if !is_installed() {
        return;
    }
    let Some(library) = libfaketime() else {
        eprintln!("SKIPPED: there is no faketime");
        return;
    };
    let broker = Broker::open();
    let heard = broker.listen(&[], "backpropd/#");
    let past = back_to_1970();
    let of_wall = Clock::new(&library, &past);
    assert_eq!(of_wall.year(), 1970);
    let mut command = live::program();
    command.args(["class", "--json", "--broker", &broker.address()]);
    command.env("STATE_DIRECTORY", of_wall.folder.path());
    of_wall.over(&mut command);
    let wall = Listener::of(command);
    let shifts = [RIGHT, &past, AHEAD];
    let desks: Vec<_> = (1..)
        .zip(shifts)
        .map(|(number, shift)| {
            let id = format!("bp-0000000{number}");
            Desk::start(&broker, &id, Clock::new(&library, shift))
        })
        .collect();
    assert!(desks[2].clock.year() > desks[0].clock.year() + 70);
    for desk in &desks {
        desk.daemon.teach([true, true], [false, true]);
    }
    wait_for_rows(&wall, 0, desks.len(), 1);
    // The network is back, and with it the time; or it never was right.
    for (desk, shift) in desks.iter().zip([&past, AHEAD, RIGHT]) {
        desk.clock.jump(shift);
    }
    of_wall.jump(AHEAD);
    let seen = wall.count();
    for desk in &desks {
        desk.daemon.teach([false, true], [true, false]);
    }
    wait_for_rows(&wall, seen, desks.len(), 2);
    for line in wall.lines() {
        let wall: Value = serde_json::from_str(&line).unwrap();
        for desk in wall["desks"].as_array().unwrap() {
            assert_ne!(desk["standing"], "gone", "{desk}");
            assert!(desk["heard_s_ago"].as_u64().unwrap() < 3600, "{desk}");
        }
    }
    let lines = heard.lines();
    assert!(lines.len() > 10, "{lines:#?}");
    for line in lines {
        let (_, payload) = line.split_once(' ').unwrap();
        if let Ok(json) = serde_json::from_str(payload) {
            assert_timeless(&json);
        }
    }
}
