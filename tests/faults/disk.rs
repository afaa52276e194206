//! The disk fails the real daemon: it is full, or a system call on the state's files returns an error. The learning goes
//! on, the state that was there stays whole, and as soon as the disk takes it the new one is saved.

use crate::daemon::{Daemon, Home, skipped};
use backpropd::store::State;
use std::fs;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// A file system of 64 KiB in memory, until it is dropped.
struct SmallDisk<'a>(&'a Path);

impl<'a> SmallDisk<'a> {
    /// `None` where this user may not mount one.
    fn mount(folder: &'a Path) -> Option<Self> {
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=64k", "tmpfs"])
            .arg(folder)
            .output();
        let is_mounted = mounted.is_ok_and(|output| output.status.success());
        is_mounted.then_some(Self(folder))
    }

    /// Does this while the disk is full to the last byte. (A save that was under way gives room back when it ends, so
    /// it takes more than to fill it once.)
    fn while_full<T>(&self, act: impl FnOnce() -> T) -> T {
        let mut filler = fs::File::create(self.0.join("filler")).unwrap();
        let is_over = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    if filler.write_all(&[0; 512]).is_err() {
                        thread::sleep(Duration::from_millis(1));
                    }
                }
            });
            let done = catch_unwind(AssertUnwindSafe(act));
            is_over.store(true, Ordering::Relaxed);
            done.unwrap_or_else(|panic| resume_unwind(panic))
        })
    }

    fn make_room(&self) {
        fs::remove_file(self.0.join("filler")).unwrap();
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0).status();
    }
}

#[test]
fn on_a_full_disk_it_learns_on_and_saves_when_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    let Some(disk) = SmallDisk::mount(folder.path()) else {
        return skipped("the full disk: only root may mount one");
    };
    let home = Home::new(folder.path());
    let mut daemon = home.start(&[]);
    daemon.says("running");
    let line = disk.while_full(|| daemon.says("not saved"));
    assert!(line.contains("No space left on device"), "{line}");
    assert!(line.contains("learning goes on"), "{line}");
    let full = home.load();
    assert_eq!(full.remarks, [""; 0]);

    disk.make_room();
    daemon.says("saved again");
    let (status, _) = daemon.stop();
    assert_eq!(status.code(), Some(0));
    let [before, after] = [full, home.load()].map(|loaded| loaded.state.unwrap());
    assert!(after.learned.steps > before.learned.steps);

    // And one that stays full to the end.
    let mut daemon = home.start(&[]);
    daemon.says("running");
    let (status, rest) = disk.while_full(|| {
        daemon.says("not saved");
        daemon.stop()
    });
    assert_eq!(status.code(), Some(0));
    assert!(
        rest.contains("error: ") && rest.contains("not saved"),
        "{rest}"
    );
    assert!(rest.contains("LEDs off"), "{rest}");
    assert_eq!(home.load().remarks, [""; 0]);
}

/// A system call on one of the state's files.
#[derive(Clone, Copy, Debug)]
struct Call {
    name: &'static str,
    file: &'static str,
    /// Which of the calls fails: the first is 1.
    number: u32,
}

const RENAME: &str = "?rename,?renameat,?renameat2";

/// Those of a save, in their order.
const SAVING: [Call; 7] = [
    Call {
        name: "openat",
        file: "state.json.tmp",
        number: 1,
    },
    Call {
        name: "write",
        file: "state.json.tmp",
        number: 1,
    },
    Call {
        name: "fsync",
        file: "state.json.tmp",
        number: 1,
    },
    Call {
        name: RENAME,
        file: "state.json",
        number: 1,
    },
    Call {
        name: RENAME,
        file: "state.json",
        number: 2,
    },
    Call {
        name: "openat",
        file: ".",
        number: 1,
    },
    Call {
        name: "fsync",
        file: ".",
        number: 1,
    },
];

/// Those of loading.
const LOADING: [Call; 2] = [
    Call {
        name: "openat",
        file: "state.json",
        number: 1,
    },
    Call {
        name: "read",
        file: "state.json",
        number: 1,
    },
];

impl Call {
    /// The words that start a program whose call fails with this error, once or from then on always.
    fn failing(self, home: &Home, error: &str, always: bool) -> Vec<String> {
        let Self { name, file, number } = self;
        let path = home.file(file);
        // strace wants the folder as it is found in /proc.
        let path = path.canonicalize().unwrap_or(path);
        let when = if always {
            format!("{number}+")
        } else {
            number.to_string()
        };
        let mut words: Vec<_> = ["strace", "-D", "-f", "-qq", "-o"].map(String::from).into();
        words.push(home.file("trace").display().to_string());
        words.extend(["-P".into(), path.display().to_string()]);
        words.extend([
            "-e".into(),
            format!("trace=openat,read,write,fsync,{RENAME}"),
        ]);
        words.extend([
            "-e".into(),
            format!("inject={name}:error={error}:when={when}"),
        ]);
        words
    }
}

fn strace_works() -> bool {
    let traced = Command::new("strace")
        .args(["-qq", "-o", "/dev/null", "true"])
        .output();
    traced.is_ok_and(|output| output.status.success())
}

/// What a person reads of an error.
fn text(error: &str) -> &'static str {
    match error {
        "EIO" => "Input/output error",
        "ENOSPC" => "No space left on device",
        "EROFS" => "Read-only file system",
        _ => unreachable!(),
    }
}

/// A save fails once.
fn fails_once(call: Call, error: &str) {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::new(folder.path());
    let before = home.load().state.unwrap();
    let mut daemon = home.start(&call.failing(&home, error, false));
    let line = daemon.says("not saved");
    assert!(line.contains(text(error)), "{call:?}: {line}");
    daemon.says("saved again");
    let (status, _) = daemon.stop();
    assert_eq!(status.code(), Some(0), "{call:?}");
    let after = home.load();
    assert_eq!(after.remarks, [""; 0], "{call:?}");
    assert!(after.state.unwrap().learned.steps > before.learned.steps);
    if call.name == "fsync" && call.file == "state.json.tmp" {
        written_anew(&fs::read_to_string(home.file("trace")).unwrap());
    }
}

/// After the fsync that failed, the file is written before it is fsynced again.
fn written_anew(trace: &str) {
    let mut calls = trace.lines().skip_while(|line| !line.contains("INJECTED"));
    assert!(calls.next().unwrap().contains("fsync("), "{trace}");
    let next: Vec<_> = calls
        .filter_map(|line| line.split_once(' ')?.1.trim_start().split_once('('))
        .map(|(name, _)| name)
        .take(3)
        .collect();
    assert_eq!(next, ["openat", "write", "fsync"], "{trace}");
}

/// Every save fails.
fn fails_always(call: Call, error: &str) {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::new(folder.path());
    let before = home.load().state.unwrap();
    let mut daemon = home.start(&call.failing(&home, error, true));
    daemon.says("not saved");
    let (status, rest) = daemon.stop();
    assert_eq!(status.code(), Some(0), "{call:?}: {rest}");
    assert!(
        rest.contains("error: ") && rest.contains("not saved"),
        "{call:?}: {rest}"
    );
    // The old state, in its place or as the backup; or the new one, if only the last word was missing.
    let left = home.load().state.unwrap();
    assert!(left.learned.steps >= before.learned.steps, "{call:?}");
    assert_eq!(left.learned.samples, before.learned.samples, "{call:?}");
    assert!(!home.file("state.json.bad").exists(), "{call:?}");
}

fn goes_on_from(daemon: &mut Daemon, state: &State) {
    let line = daemon.says("going on");
    assert!(
        line.contains(&format!("steps {},", state.learned.steps)),
        "{line}"
    );
}

/// The state cannot be read, once: it is read again.
fn fails_to_load_once(call: Call, error: &str) {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::new(folder.path());
    let state = home.load().state.unwrap();
    let mut daemon = home.start(&call.failing(&home, error, false));
    goes_on_from(&mut daemon, &state);
    let (status, rest) = daemon.stop();
    assert_eq!(status.code(), Some(0), "{call:?}");
    assert!(!rest.contains("cannot be read"), "{call:?}: {rest}");
    assert!(!home.file("state.json.bad").exists(), "{call:?}");
    let trace = fs::read_to_string(home.file("trace")).unwrap();
    assert!(trace.contains("INJECTED"), "{call:?}: {trace}");
}

/// Somebody else's state is left alone.
fn is_not_allowed_to_load(call: Call) {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::new(folder.path());
    let [state, backup] = ["state.json", "state.json.bak"].map(|file| home.file(file));
    let before = [&state, &backup].map(|file| fs::read(file).unwrap());
    let mut daemon = home.start(&call.failing(&home, "EACCES", true));
    let line = daemon.says("no permission to read it");
    assert!(line.contains("another [state] path"), "{line}");
    let (status, _) = daemon.end();
    assert_eq!(status.code(), Some(78), "{call:?}");
    assert_eq!(
        [&state, &backup].map(|file| fs::read(file).unwrap()),
        before
    );
}

/// The state cannot be read, however often it is tried.
fn fails_to_load(call: Call, error: &str) {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::new(folder.path());
    let backup = fs::read(home.file("state.json.bak")).unwrap();
    let backup = State::read(&backup).unwrap();
    let mut daemon = home.start(&call.failing(&home, error, true));
    let line = daemon.says("cannot be read");
    assert!(
        line.contains(text(error)) && line.contains("kept as"),
        "{line}"
    );
    daemon.says("state.json.bak: used instead");
    goes_on_from(&mut daemon, &backup);
    let (status, _) = daemon.stop();
    assert_eq!(status.code(), Some(0), "{call:?}");
    assert_eq!(home.load().remarks, [""; 0], "{call:?}");
    assert!(home.file("state.json.bad").exists(), "{call:?}");
}

#[test]
fn a_system_call_that_fails_costs_nothing_that_was_learned() {
    if !strace_works() {
        return skipped(
            "failing system calls: strace is missing or may not trace; on Debian: apt install strace",
        );
    }
    let mut faults = 0;
    // Most of the time they wait, so they may all do so at once.
    thread::scope(|scope| {
        for error in ["EIO", "ENOSPC", "EROFS"] {
            for call in SAVING {
                scope.spawn(move || fails_once(call, error));
                scope.spawn(move || fails_always(call, error));
                faults += 2;
            }
        }
        for call in LOADING {
            scope.spawn(move || fails_to_load(call, "EIO"));
            scope.spawn(move || fails_to_load_once(call, "EIO"));
            scope.spawn(move || is_not_allowed_to_load(call));
            faults += 3;
        }
    });
    println!("system calls that failed: {faults} kinds, lost: 0");
}
