//! Runs the real daemon on the simulated board through random events, whatever people and disks may do, and compares
//! it with a model.
//!
//! * After every start it has learned what the newest intact file on its disk says, and nothing else.
//! * A state that was on the disk is never followed by an older one, unless every file that held it was corrupted.
//! * It ends with 0 only if everything that was taught is on the disk, and with 1 only if the disk refused it; its
//!   LEDs are off then. It never hangs.
//!
//! Each run, called a life, comes from a seed: `BACKPROPD_LIFE_SEED=N cargo test --test program lives:: -- --nocapture` repeats
//! one, as far as timing allows. `BACKPROPD_LIFE_SECONDS=N` keeps starting new ones for that long; without it there
//! are only a few.

#![cfg(target_os = "linux")]

use crate::at_once::at_once;
use crate::live::{Daemon, run_in, wait_until};
use backpropd::observe::Request;
use backpropd::panel::Input;
use backpropd::store::State;
use backpropd::trainer::Sample;
use oorandom::Rand64;
use rustix::io::ioctl_fionbio;
use std::collections::BTreeMap;
use std::env;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{PipeReader, Write, pipe};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The number of lives without BACKPROPD_LIFE_SECONDS, and of events in each.
const LIVES: u64 = 8;
const EVENTS: u32 = 12;

/// The taught samples: an answer for each input pattern that has one.
type Table = BTreeMap<[bool; 2], [bool; 2]>;

fn table(samples: impl IntoIterator<Item = Sample>) -> Table {
    samples
        .into_iter()
        .map(|sample| (sample.x, sample.t))
        .collect()
}

/// Faults around the daemon.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    DiskFull,
    DiskBack,
    Stop,
    Kill,
    /// A recording starts with the next start of the daemon, or ends with it.
    Record,
    Rot,
    /// From the next start on, nobody reads the log, or someone reads it again.
    LogBlocked,
    /// At the next start, the state cannot be read at first.
    ReadError,
    Restart,
}

impl Fault {
    const ALL: [Self; 9] = [
        Self::DiskFull,
        Self::DiskBack,
        Self::Stop,
        Self::Kill,
        Self::Record,
        Self::Rot,
        Self::LogBlocked,
        Self::ReadError,
        Self::Restart,
    ];
}

/// A small disk for its files; without permission to mount one, a folder that never gets full.
struct SmallDisk {
    path: PathBuf,
    mounted: bool,
}

impl SmallDisk {
    fn new(path: PathBuf) -> Self {
        fs::create_dir(&path).unwrap();
        let mut mount = Command::new("mount");
        mount
            .args(["-t", "tmpfs", "-o", "size=128k", "tmpfs"])
            .arg(&path);
        let mounted = mount.output().is_ok_and(|output| output.status.success());
        Self { path, mounted }
    }

    fn fill(&self) {
        if self.mounted {
            let mut filler = File::create(self.path.join("filler")).unwrap();
            while filler.write_all(&[0; 4096]).is_ok() {}
        }
    }

    fn clear(&self) {
        let _ = fs::remove_file(self.path.join("filler"));
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        if self.mounted {
            let _ = Command::new("umount").arg("-l").arg(&self.path).status();
        }
    }
}

struct Life {
    // In this order, so that the daemon ends before its disk.
    daemon: Option<Daemon>,
    disk: SmallDisk,
    folder: TempDir,
    random: Rand64,
    /// Every table that it has ever been taught, in order; the last one is the present one.
    tables: Vec<Table>,
    /// The newest of these that was on the disk and is not corrupted.
    on_disk: usize,
    full: bool,
    record: bool,
    log_blocked: bool,
    read_error: bool,
    bias: &'static str,
    /// Kept open, never read.
    log_reader: Option<PipeReader>,
    watchers: Vec<UnixStream>,
    /// The events so far, for debugging.
    story: String,
}

impl Life {
    fn new(seed: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            daemon: None,
            disk: SmallDisk::new(folder.path().join("disk")),
            folder,
            random: Rand64::new(seed.into()),
            tables: vec![Table::new()],
            on_disk: 0,
            full: false,
            record: false,
            log_blocked: false,
            read_error: false,
            bias: "trained",
            log_reader: None,
            watchers: Vec::new(),
            story: format!("seed {seed}:"),
        }
    }

    fn below(&mut self, end: u64) -> u64 {
        self.random.rand_range(0..end)
    }

    fn flip(&mut self) -> bool {
        self.below(2) == 1
    }

    fn file(&self, name: &str) -> PathBuf {
        self.disk.path.join(name)
    }

    fn daemon(&self) -> &Daemon {
        self.daemon.as_ref().expect("it runs")
    }

    /// The newest intact file on the disk.
    fn newest(&self) -> Option<State> {
        let names = ["state.json", "state.json.bak", "state.json.tmp"];
        let whole = names
            .iter()
            .filter_map(|name| State::read(&fs::read(self.file(name)).ok()?).ok());
        whole.max_by_key(|state| state.saves)
    }

    /// Checks the disk: it holds something that was taught, and nothing older than before.
    fn look_at_disk(&mut self) -> Option<State> {
        // Between its two renames, the current state may be moving from one name to the other.
        let mut seen = None;
        for _ in 0..200 {
            seen = self.newest();
            let index = seen.as_ref().map_or(Some(0), |state| self.index_of(state));
            if index.is_some_and(|index| index >= self.on_disk) {
                self.on_disk = index.unwrap_or_default();
                return seen;
            }
            thread::sleep(Duration::from_millis(10));
        }
        let seen = seen.map(|state| table(state.learned.samples.iter()));
        panic!(
            "{}\nlost: {seen:?} is older than {:?}",
            self.story, self.tables[self.on_disk]
        );
    }

    /// The table that this state holds.
    fn index_of(&self, state: &State) -> Option<usize> {
        let saved = table(state.learned.samples.iter());
        self.tables.iter().rposition(|table| *table == saved)
    }

    fn is_saved(&self) -> bool {
        self.newest()
            .is_some_and(|state| self.index_of(&state) == Some(self.tables.len() - 1))
            || self.tables.len() == 1
    }

    fn write_config(&self) {
        let [state, recording] = ["state.json", "recording.txt"].map(|name| self.file(name));
        let mut config = format!(
            "[network]\nbias = \"{}\"\n[state]\npath = \"{}\"\nsave_interval_s = 1\n",
            self.bias,
            state.to_str().unwrap()
        );
        if self.record {
            writeln!(
                config,
                "[record]\npath = \"{}\"",
                recording.to_str().unwrap()
            )
            .unwrap();
        }
        fs::write(self.folder.path().join("backpropd.toml"), config).unwrap();
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    /// Starts the daemon; it continues from the newest intact file.
    fn start(&mut self) {
        self.write_config();
        let expected = self
            .look_at_disk()
            .map_or(Table::new(), |state| table(state.learned.samples.iter()));
        // What was not saved is lost with the process.
        self.tables.push(expected.clone());
        self.on_disk = self.tables.len() - 1;
        let mut command = run_in(self.folder.path());
        self.log_reader = None;
        if self.log_blocked {
            let (reader, mut writer) = pipe().unwrap();
            ioctl_fionbio(&writer, true).unwrap();
            while writer.write(&[b'\n'; 4096]).is_ok() {}
            ioctl_fionbio(&writer, false).unwrap();
            self.log_reader = Some(reader);
            command.stderr(writer);
        } else {
            command.stderr(File::create(self.log()).unwrap());
        }
        let (state, hidden) = (self.file("state.json"), self.folder.path().join("hidden"));
        let unreadable =
            std::mem::take(&mut self.read_error) && fs::copy(&state, &hidden).is_ok() && !self.full;
        if unreadable {
            // A link to itself: opening fails with ELOOP.
            fs::remove_file(&state).unwrap();
            std::os::unix::fs::symlink("state.json", &state).unwrap();
        }
        let mut daemon = Daemon::launch(self.folder.path(), &mut command);
        if unreadable {
            thread::sleep(Duration::from_millis(300));
            let link = fs::symlink_metadata(&state).unwrap();
            assert!(
                link.is_symlink(),
                "{}\nit has touched what it could not read",
                self.story
            );
            fs::copy(&hidden, self.file("new")).unwrap();
            fs::rename(self.file("new"), &state).unwrap();
        }
        let (story, log) = (self.story.clone(), self.log());
        wait_until("the daemon answers", || {
            if let Some(ended) = daemon.process.try_wait().unwrap() {
                let log = fs::read_to_string(&log).unwrap_or_default();
                panic!("{story}\nit ended early with {ended}:\n{log}");
            }
            daemon.ask().is_some()
        });
        let rows = daemon.status().snapshot.rows;
        let on = |bits: [u8; 2]| bits.map(|bit| bit == 1);
        let learned: Table = rows
            .iter()
            .filter_map(|row| Some((on(row.x), on(row.target?))))
            .collect();
        assert_eq!(learned, expected, "{}", self.story);
        self.daemon = Some(daemon);
    }

    /// Stops it with one of the signals for that.
    fn stop(&mut self) {
        let Some(mut daemon) = self.daemon.take() else {
            return;
        };
        let signal = ["TERM", "INT", "HUP", "USR1"][self.below(4) as usize];
        daemon.signal(signal);
        let code = daemon.end().code();
        if self.is_saved() {
            assert!(
                matches!(code, Some(0 | 1)),
                "{}\n{signal}: {code:?}",
                self.story
            );
            assert!(
                code == Some(0) || self.full,
                "{}\n{signal}: 1 on a good disk",
                self.story
            );
        } else {
            assert_eq!(code, Some(1), "{}\n{signal}: not saved", self.story);
            assert!(self.full, "{}\nnot saved on a good disk", self.story);
        }
        if self.log_reader.is_none() {
            let log = fs::read_to_string(self.log()).unwrap();
            assert!(log.contains("the LEDs are off"), "{}\n{log}", self.story);
        }
        self.watchers.clear();
        self.look_at_disk();
    }

    fn kill(&mut self) {
        if let Some(mut daemon) = self.daemon.take() {
            daemon.signal("KILL");
            assert_eq!(daemon.end().code(), None);
        }
        self.watchers.clear();
        self.look_at_disk();
    }

    fn restart(&mut self) {
        match self.flip() {
            true => self.stop(),
            false => self.kill(),
        }
        self.start();
    }

    fn teach(&mut self) {
        let (x, t) = ([self.flip(), self.flip()], [self.flip(), self.flip()]);
        let mut table = self.tables.last().unwrap().clone();
        table.insert(x, t);
        self.tables.push(table);
        self.daemon().teach(x, t);
    }

    fn forget(&mut self) {
        self.tables.push(Table::new());
        let daemon = self.daemon();
        wait_until("it has forgotten", || {
            daemon.act(&Request::Press(Input::Forget, Duration::from_millis(2500)));
            daemon
                .status()
                .snapshot
                .rows
                .iter()
                .all(|row| row.target.is_none())
        });
    }

    fn garbage(&mut self) {
        let length = self.below(2000) as usize;
        let bytes: Vec<_> = (0..length).map(|_| self.below(256) as u8).collect();
        if let Ok(mut client) = UnixStream::connect(self.folder.path().join("status.sock")) {
            let _ = client.write_all(&bytes);
        }
    }

    fn watcher(&mut self) {
        if self.watchers.len() < 4
            && let Ok(mut client) = UnixStream::connect(self.folder.path().join("status.sock"))
        {
            client.write_all(b"{\"watch\":true}\n").unwrap();
            self.watchers.push(client);
        }
    }

    /// Everything that was taught is on the disk, once there was time to save it.
    fn wait_for_save(&mut self) {
        if !self.full {
            let story = self.story.clone();
            wait_until(&format!("everything is saved: {story}"), || self.is_saved());
            self.look_at_disk();
        }
    }

    /// A byte of a file changes, or its end is lost. Never in both files: no program survives that.
    fn rot(&mut self) {
        let name = ["state.json", "state.json.bak"][self.below(2) as usize];
        let Ok(mut bytes) = fs::read(self.file(name)) else {
            return;
        };
        let whole = ["state.json", "state.json.bak"].iter().filter(|name| {
            fs::read(self.file(name)).is_ok_and(|bytes| State::read(&bytes).is_ok())
        });
        if whole.count() < 2 {
            return;
        }
        let at = self.below(bytes.len() as u64) as usize;
        match self.flip() {
            true => bytes[at] ^= 1 << self.below(8),
            false => bytes.truncate(at),
        }
        // In place, as a bad cell would do it, even on a full disk.
        if fs::write(self.file(name), bytes).is_ok() {
            // What only this file held is gone from the disk, but not from a running daemon.
            self.on_disk = self
                .newest()
                .and_then(|state| self.index_of(&state))
                .unwrap_or(0)
                .min(self.on_disk);
        }
    }

    fn fault(&mut self, fault: Fault) {
        write!(self.story, " {fault:?}").unwrap();
        match fault {
            Fault::DiskFull => {
                self.disk.fill();
                self.full = self.disk.mounted;
            }
            Fault::DiskBack => {
                self.disk.clear();
                self.full = false;
            }
            Fault::Stop => self.stop(),
            Fault::Kill => self.kill(),
            Fault::Record => self.record = !self.record,
            Fault::Rot => self.rot(),
            Fault::LogBlocked => self.log_blocked = !self.log_blocked,
            Fault::ReadError => self.read_error = true,
            Fault::Restart => self.restart(),
        }
    }

    /// One event.
    fn event(&mut self) {
        if self.daemon.is_none() {
            self.start();
        }
        let event = self.below(20);
        let _ = write!(self.story, " {event}");
        match event {
            0..=6 => self.teach(),
            7 => self.forget(),
            8 => self.garbage(),
            9 => self.watcher(),
            10 => {
                self.daemon().signal("STOP");
                self.garbage();
                self.daemon().signal("CONT");
            }
            11 => self.wait_for_save(),
            12 => {
                self.bias = ["trained", "fixed", "none"][self.below(3) as usize];
                self.restart();
            }
            13 => {
                let levels = Input::SWITCHES.map(|input| (input, self.flip()));
                self.daemon().act(&Request::Set(BTreeMap::from(levels)));
            }
            _ => {
                let number = self.below(Fault::ALL.len() as u64);
                self.fault(Fault::ALL[number as usize]);
            }
        }
        self.look_at_disk();
    }

    /// Whatever happened: on a good disk the daemon learns, saves, stops, and has everything at the next start.
    fn end_well(&mut self) {
        self.fault(Fault::DiskBack);
        if self.daemon.is_none() {
            self.start();
        }
        self.teach();
        self.wait_for_save();
        self.stop();
        self.start();
        self.kill();
    }
}

fn number(variable: &str) -> Option<u64> {
    env::var(variable)
        .ok()
        .map(|value| value.parse().expect(variable))
}

fn note_small_disk(folder: &Path) {
    if !SmallDisk::new(folder.join("probe")).mounted {
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED: the full disk: only root may mount one"
        );
    }
}

#[test]
fn random_events_lose_nothing_saved() {
    note_small_disk(tempfile::tempdir().unwrap().path());
    let live = |seed: u64| {
        let mut life = Life::new(seed);
        for _ in 0..EVENTS {
            life.event();
        }
        life.end_well();
    };
    if let Some(seed) = number("BACKPROPD_LIFE_SEED") {
        return live(seed);
    }
    let seconds = number("BACKPROPD_LIFE_SECONDS");
    let until = seconds.map(|seconds| Instant::now() + Duration::from_secs(seconds));
    // Different lives each time, if there is time for many.
    let first = seconds.map_or(0, |_| u64::from(std::process::id()) << 20);
    let is_next = |number: &u64| until.map_or(*number < LIVES, |until| Instant::now() < until);
    let lives = at_once((0..).take_while(is_next), |number| {
        println!("BACKPROPD_LIFE_SEED={}", first + number);
        live(first + number);
    });
    println!("{lives} lives of {EVENTS} events, from seed {first} on");
}

#[test]
fn two_faults_in_a_row_lose_nothing() {
    let count = Fault::ALL.len();
    let pairs = at_once(0..count * count, |pair| {
        let mut life = Life::new(pair as u64);
        life.start();
        life.teach();
        life.wait_for_save();
        life.teach();
        for fault in [Fault::ALL[pair / count], Fault::ALL[pair % count]] {
            life.fault(fault);
            if life.daemon.is_some() {
                life.teach();
            }
        }
        life.end_well();
    });
    println!("{pairs} pairs of faults");
}
