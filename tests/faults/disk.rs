//! The disk of the real daemon fails: it is full, or a system call on the state's files returns an error. Learning
//! continues, the old state stays intact, and the new one is saved as soon as the disk accepts it.

use super::daemon::{Daemon, Home, skipped};
use backpropd::store::State;
use rustix::io::Errno;
use std::fs;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// A file system of 64 KiB in memory, unmounted when dropped.
struct SmallDisk<'a>(&'a Path);

impl<'a> SmallDisk<'a> {
    /// `None` if this user may not mount one.
    fn mount(folder: &'a Path) -> Option<Self> {
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=64k", "tmpfs"])
            .arg(folder)
            .output();
        let is_mounted = mounted.is_ok_and(|output| output.status.success());
        is_mounted.then_some(Self(folder))
    }

    /// Runs this while the disk is completely full. (A save that is under way frees space when it ends, so filling the
    /// disk once is not enough.)
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
fn on_a_full_disk_it_keeps_learning_and_saves_when_there_is_room() {
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

    // And a disk that stays full until the end.
    let mut daemon = home.start(&[]);
    daemon.says("running");
    let (status, rest) = disk.while_full(|| {
        daemon.says("not saved");
        daemon.stop()
    });
    assert_eq!(status.code(), Some(1));
    assert!(
        rest.contains("error: ") && rest.contains("not saved"),
        "{rest}"
    );
    assert!(rest.contains("LEDs off"), "{rest}");
    assert_eq!(home.load().remarks, [""; 0]);

    // A disk that gets room again within the last ten seconds.
    disk.make_room();
    let before = home.load().state.unwrap();
    let mut daemon = home.start(&[]);
    daemon.says("running");
    disk.while_full(|| {
        daemon.says("not saved");
        daemon.signal("TERM");
        daemon.says("LEDs are off");
    });
    disk.make_room();
    let (status, rest) = daemon.end();
    assert_eq!(status.code(), Some(0), "{rest}");
    assert!(!rest.contains("not saved"), "{rest}");
    let after = home.load().state.unwrap();
    assert!(after.learned.steps > before.learned.steps);
}

/// A system call on one of the state's files.
#[derive(Clone, Copy, Debug)]
struct Call {
    name: &'static str,
    file: &'static str,
    /// Which of the calls fails, counted from 1.
    number: u32,
}

const RENAME: &str = "?rename,?renameat,?renameat2";

/// The calls of a save, in order.
const SAVING: [Call; 7] = [
    // The saving thread checks for it first.
    Call {
        name: "openat",
        file: "state.json.tmp",
        number: 2,
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

/// The three files that may hold the state.
const FILES: [&str; 3] = ["state.json", "state.json.tmp", "state.json.bak"];

/// The calls that load one of them, the first time.
fn loading(file: &'static str) -> [Call; 2] {
    ["openat", "read"].map(|name| Call {
        name,
        file,
        number: 1,
    })
}

impl Call {
    /// The command that starts a program whose call fails with this error, once or from then on every time.
    fn failing(self, home: &Home, error: &str, always: bool) -> Vec<String> {
        let number = self.number;
        let when = if always {
            format!("{number}+")
        } else {
            number.to_string()
        };
        self.failing_when(home, error, &when)
    }

    fn failing_when(self, home: &Home, error: &str, when: &str) -> Vec<String> {
        let Self { name, file, .. } = self;
        let path = home.file(file);
        // strace needs the folder as it is in /proc.
        let path = path.canonicalize().unwrap_or(path);
        // Only the calls that are traced stop the daemon.
        let mut words: Vec<_> = ["strace", "-D", "-f", "--seccomp-bpf", "-qq", "-o"]
            .map(String::from)
            .into();
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
        .args(["-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "true"])
        .output();
    traced.is_ok_and(|output| output.status.success())
}

/// An error as a refusal words it.
fn said(error: &str) -> String {
    let number = match error {
        "EIO" => Errno::IO,
        "ENOMEM" => Errno::NOMEM,
        "EMFILE" => Errno::MFILE,
        "ENFILE" => Errno::NFILE,
        "ESTALE" => Errno::STALE,
        _ => unreachable!("{error}"),
    };
    backpropd::said::io(&number.into())
}

/// The system's message of an error, which the log has.
fn text(error: &str) -> &'static str {
    match error {
        "EIO" => "Input/output error",
        "ENOSPC" => "No space left on device",
        "EROFS" => "Read-only file system",
        "ESTALE" => "Stale file handle",
        "EMFILE" => "Too many open files",
        "ENFILE" => "Too many open files in system",
        "ENOMEM" => "Cannot allocate memory",
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
        written_again(&fs::read_to_string(home.file("trace")).unwrap());
    }
}

/// After a failed fsync, the file is written again before the next fsync.
fn written_again(trace: &str) {
    let mut calls = trace.lines().skip_while(|line| !line.contains("INJECTED"));
    assert!(calls.next().unwrap().contains("fsync("), "{trace}");
    let next: Vec<_> = calls
        .filter(|line| !line.contains("ENOENT"))
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
    assert_eq!(status.code(), Some(1), "{call:?}: {rest}");
    assert!(
        rest.contains("error: ") && rest.contains("not saved"),
        "{call:?}: {rest}"
    );
    // The old state, in its place or as the backup; or the new one, if only the last call was missing.
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

/// A home folder in which all three files hold a state.
fn home_with_all_three(folder: &Path) -> Home {
    let home = Home::new(folder);
    let mut torn = fs::read(home.file("state.json")).unwrap();
    torn.truncate(100);
    fs::write(home.file("state.json.tmp"), torn).unwrap();
    home
}

fn contents(home: &Home) -> [Vec<u8>; 3] {
    FILES.map(|file| fs::read(home.file(file)).unwrap())
}

/// One of the files cannot be read a few times, so the daemon tries again.
fn fails_to_load_for_a_while(call: Call, error: &str, when: &str) {
    let folder = tempfile::tempdir().unwrap();
    let home = home_with_all_three(folder.path());
    let state = home.load().state.unwrap();
    let mut daemon = home.start(&call.failing_when(&home, error, when));
    goes_on_from(&mut daemon, &state);
    let (status, rest) = daemon.stop();
    assert_eq!(status.code(), Some(0), "{call:?}: {rest}");
    assert!(!home.file("state.json.bad").exists(), "{call:?}");
    let trace = fs::read_to_string(home.file("trace")).unwrap();
    assert!(trace.contains("INJECTED"), "{call:?}: {trace}");
}

/// Another user's state is left alone.
fn may_not_load(call: Call) {
    let folder = tempfile::tempdir().unwrap();
    let home = home_with_all_three(folder.path());
    let before = contents(&home);
    let mut daemon = home.start(&call.failing(&home, "EACCES", true));
    let line = daemon.says("no permission to read it");
    assert!(line.contains("another [state] path"), "{line}");
    let (status, _) = daemon.end();
    assert_eq!(status.code(), Some(78), "{call:?}");
    assert_eq!(contents(&home), before);
}

/// One of the files can never be read. That does not mean that it is damaged.
fn fails_to_load(call: Call, error: &str) {
    let folder = tempfile::tempdir().unwrap();
    let home = home_with_all_three(folder.path());
    let before = contents(&home);
    let mut daemon = home.start(&call.failing(&home, error, true));
    let line = daemon.says("cannot be read");
    assert!(line.contains(&said(error)), "{line}");
    assert!(line.contains("trying again for 10 s"), "{line}");
    let (status, rest) = daemon.end();
    assert_eq!(status.code(), Some(1), "{call:?}");
    assert!(rest.contains("nothing was changed"), "{call:?}: {rest}");
    assert_eq!(contents(&home), before, "{call:?}");
    assert!(!home.file("state.json.bad").exists(), "{call:?}");
}

#[test]
fn failing_system_calls_lose_nothing_learned() {
    if !strace_works() {
        return skipped(
            "failing system calls: strace is missing or may not trace; on Debian: apt install strace",
        );
    }
    let mut faults = 0;
    // They mostly wait, so they all run at the same time.
    thread::scope(|scope| {
        for error in ["EIO", "ENOSPC", "EROFS"] {
            for call in SAVING {
                scope.spawn(move || fails_once(call, error));
                scope.spawn(move || fails_always(call, error));
                faults += 2;
            }
        }
        for call in FILES.into_iter().flat_map(loading) {
            scope.spawn(move || fails_to_load(call, "EIO"));
            scope.spawn(move || may_not_load(call));
            scope.spawn(move || fails_to_load_for_a_while(call, "EIO", "1"));
            scope.spawn(move || fails_to_load_for_a_while(call, "EINTR", "1..2"));
            faults += 4;
        }
        let [open, _] = loading("state.json");
        for error in ["ESTALE", "EMFILE", "ENFILE", "ENOMEM"] {
            scope.spawn(move || fails_to_load(open, error));
            scope.spawn(move || fails_to_load_for_a_while(open, error, "1..3"));
            faults += 2;
        }
    });
    println!("system calls that failed: {faults} kinds, lost: 0");
}
