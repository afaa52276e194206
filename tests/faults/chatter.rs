//! A contact bounces at any rate, on any part, for hours: the log gets one line per minute, the SD card hardly more
//! saves than without it, and training stays the same.

#[path = "../../src/store/disturbed.rs"]
mod disturbed;

use super::memory_disk::MemoryDisk;
use backpropd::board::{SimBoard, SimPanel};
use backpropd::daemon::log_limit::LogLimit;
use backpropd::daemon::{self, Observer, VirtualTime};
use backpropd::machine::{self, Event, Machine};
use backpropd::panel::{self, Input, Warnings};
use backpropd::store::{Files, Keeper, Loaded, Store};
use backpropd::trainer::{self, Trainer};
use disturbed::{Disturbed, Operation};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3600);

/// The shipped setting.
const SAVE_INTERVAL: Duration = Duration::from_secs(30);

/// The scans from change to change up to which a part is faster than a hand, among those tried here.
const FASTER_THAN_A_HAND: u64 = 33;

/// Lets a part change once in the given number of scans, and logs and saves as the daemon does.
struct Chattering {
    panel: SimPanel,
    input: Input,
    scans_per_change: u64,
    now: Duration,
    events: LogLimit,
    alarms: LogLimit,
    warned: Warnings,
    lines: u64,
    keeper: Keeper,
}

impl Observer for Chattering {
    fn event(&mut self, event: Event) {
        self.lines += u64::from(self.events.line(self.now, &event).is_some());
        self.keeper.event(&event);
    }

    fn scanned(&mut self, now: Duration, machine: &Machine) -> ControlFlow<()> {
        self.now = now;
        if self.warned != machine.warnings() {
            self.warned = machine.warnings();
            self.lines += u64::from(self.alarms.line(now, &"a warning").is_some());
        }
        self.keeper.scanned(now, machine.trainer());
        let active = machine.scans() / self.scans_per_change % 2 == 1;
        self.panel.set(self.input, active);
        if now >= HOUR {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }
}

/// An hour of an input that changes once in `scans_per_change` scans; returns the number of log lines and of saves.
fn an_hour(input: Input, has_teach: bool, scans_per_change: u64) -> (u64, u64) {
    let mut board = SimBoard::default();
    let saves = Arc::new(AtomicU64::new(0));
    let counted = Arc::clone(&saves);
    let card = Disturbed(MemoryDisk::default(), move |operation, _: &Path| {
        counted.fetch_add(u64::from(operation == Operation::Write), Ordering::Relaxed);
        Ok(())
    });
    let card = Store::new(card, "state.json".into());
    let mut chattering = Chattering {
        panel: board.panel(),
        input,
        scans_per_change,
        now: Duration::ZERO,
        events: LogLimit::default(),
        alarms: LogLimit::default(),
        warned: Warnings::default(),
        lines: 0,
        keeper: Keeper::start(card, SAVE_INTERVAL, &Loaded::default()).unwrap(),
    };
    let settings = machine::Settings {
        panel: panel::Settings {
            has_teach,
            ..panel::Settings::default()
        },
        ..machine::Settings::default()
    };
    let mut machine = Machine::new(settings, Trainer::new(trainer::Settings::default(), 1));
    let mut time = VirtualTime::new(settings.pace.scan_hz);
    daemon::run(&mut board, &mut machine, &mut time, &mut chattering).unwrap();

    chattering.keeper.end(machine.trainer());

    let (lines, saves) = (chattering.lines, saves.load(Ordering::Relaxed));
    let what = format!(
        "{} every {scans_per_change} scans: {lines} lines, {saves} saves",
        input.name()
    );
    let most = u64::from(LogLimit::FREE) + 60;
    assert!(lines <= most + 1, "{what}"); // and the warning
    let by_interval = HOUR.as_secs() / SAVE_INTERVAL.as_secs();
    assert!(saves <= most + by_interval + 2, "{what}");
    // A warning names whatever is faster than a hand.
    assert_eq!(
        machine.warnings().chatters.get(input),
        scans_per_change <= FASTER_THAN_A_HAND,
        "{what}"
    );
    // And it costs no scan and no step.
    assert_eq!(machine.scans(), 360_001, "{what}");
    assert!(machine.trainer().steps() <= 360_001, "{what}");
    (lines, saves)
}

#[test]
fn an_hour_of_bouncing_at_any_rate_logs_one_line_a_minute() {
    const RATES: [u64; 10] = [1, 2, 3, 5, 10, 33, 100, 300, 2000, 10_000];
    // Each input on a thread of its own: it is a hundred hours of scans.
    let (mut runs, mut most_lines, mut most_saves) = (0, 0, 0);
    thread::scope(|scope| {
        let hours = Input::ALL.map(|input| {
            scope.spawn(move || {
                let rates = [true, false].map(|has_teach| {
                    RATES.map(|scans_per_change| an_hour(input, has_teach, scans_per_change))
                });
                rates.concat()
            })
        });
        for (lines, saves) in hours.into_iter().flat_map(|hour| hour.join().unwrap()) {
            runs += 1;
            (most_lines, most_saves) = (lines.max(most_lines), saves.max(most_saves));
        }
    });
    let named = RATES.iter().filter(|rate| **rate <= FASTER_THAN_A_HAND);
    println!(
        "{runs} hours of chatter, {} named; in an hour at most {most_lines} log lines, {most_saves} saves",
        2 * Input::ALL.len() * named.count()
    );
}

/// The real daemon, with a button that goes up and down as fast as the status socket allows.
#[cfg(unix)]
#[test]
fn a_bouncing_button_is_reported_and_does_not_fill_the_log() {
    use super::daemon::Home;
    use backpropd::observe::{Client, Request};

    let folder = tempfile::tempdir().unwrap();
    let home = Home::new(folder.path());
    let config = "[daemon]\nscan_hz = 1000\n[switches]\ndebounce_ms = 0\n";
    std::fs::write(home.file("backpropd.toml"), config).unwrap();
    let mut daemon = home.start(&[]);
    daemon.says("running");
    let mut client = Client::connect(&home.file("status.sock")).unwrap();
    let mut presses = 0;
    let is_named = |text: &String| text.starts_with("forget chatters: ");
    while !client.status().unwrap().warnings.iter().any(is_named) {
        for active in [true, false].repeat(50) {
            let set = Request::Set([(Input::Forget, active)].into());
            client.act(&set).unwrap();
        }
        presses += 50;
        assert!(presses < 20_000, "it is not noticed");
    }
    let (status, log) = daemon.stop();
    assert!(status.success());
    let named = log
        .lines()
        .filter(|line| line.contains("forget chatters: "));
    assert_eq!(named.count(), 1, "{log}");
    let lines = log.lines().count() as u32;
    assert!(lines <= LogLimit::FREE + 5, "{lines} lines:\n{log}");
    println!("{presses} presses, {lines} log lines");
}
