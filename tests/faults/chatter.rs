//! A contact that chatters at any rate, on any part, for hours: the log gets a line a minute, the SD card hardly more
//! saves than without, and the work stays the same.

use backpropd::board::{SimBoard, SimPanel};
use backpropd::daemon::{self, Observer, VirtualTime};
use backpropd::log_limit::LogLimit;
use backpropd::machine::{self, Event, Machine};
use backpropd::panel::{self, Input, Warnings};
use backpropd::store::{Files, Keeper, Store};
use backpropd::trainer::{self, Trainer};
use std::io;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3600);

/// The shipped one.
const SAVE_INTERVAL: Duration = Duration::from_secs(30);

/// Counts what is written.
struct Card(Arc<AtomicU64>);

impl Files for Card {
    fn read(&mut self, _: &Path, _: u64) -> io::Result<Vec<u8>> {
        Err(io::ErrorKind::NotFound.into())
    }

    fn write(&mut self, _: &Path, _: &[u8]) -> io::Result<()> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    fn rename(&mut self, _: &Path, _: &Path) -> io::Result<()> {
        Ok(())
    }

    fn sync_folder(&mut self, _: &Path) -> io::Result<()> {
        Ok(())
    }
}

/// Has a part change at every so many scans, and logs and saves as the daemon does.
struct Chattering {
    panel: SimPanel,
    input: Input,
    scans_per_change: u64,
    now: Duration,
    events: LogLimit,
    alarms: LogLimit,
    saves: LogLimit,
    warned: Warnings,
    lines: u64,
    keeper: Keeper,
}

impl Observer for Chattering {
    fn event(&mut self, event: Event) {
        self.lines += u64::from(self.events.line(self.now, &event).is_some());
        if event.is_by_hand() && self.saves.admits(self.now) {
            self.keeper.event(&event);
        }
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

#[test]
fn an_hour_of_chatter_at_any_rate_is_a_line_a_minute() {
    let (mut runs, mut warned, mut most_lines, mut most_saves) = (0, 0, 0, 0);
    for input in Input::ALL {
        for has_teach in [true, false] {
            for scans_per_change in [1, 2, 3, 5, 10, 33, 100, 300, 2000, 10_000] {
                let mut board = SimBoard::default();
                let saves = Arc::new(AtomicU64::new(0));
                let card = Store::new(Card(Arc::clone(&saves)), "state.json".into());
                let mut chattering = Chattering {
                    panel: board.panel(),
                    input,
                    scans_per_change,
                    now: Duration::ZERO,
                    events: LogLimit::default(),
                    alarms: LogLimit::default(),
                    saves: LogLimit::default(),
                    warned: Warnings::default(),
                    lines: 0,
                    keeper: Keeper::start(card, SAVE_INTERVAL, None).unwrap(),
                };
                let settings = machine::Settings {
                    panel: panel::Settings {
                        has_teach,
                        ..panel::Settings::default()
                    },
                    ..machine::Settings::default()
                };
                let mut machine =
                    Machine::new(settings, Trainer::new(trainer::Settings::default(), 1));
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
                // Beyond what a hand may do, it is named.
                assert_eq!(
                    machine.warnings().chatters.get(input),
                    scans_per_change <= 33,
                    "{what}"
                );
                // And costs no scan and no step.
                assert_eq!(machine.scans(), 360_001, "{what}");
                assert!(machine.trainer().steps() <= 360_001, "{what}");
                runs += 1;
                (most_lines, most_saves) = (lines.max(most_lines), saves.max(most_saves));
                warned += u64::from(scans_per_change <= 33);
            }
        }
    }
    println!(
        "{runs} hours of chatter, {warned} named; in an hour at most {most_lines} log lines, {most_saves} saves"
    );
}

/// The real daemon, with a button that goes up and down as fast as the status socket lets it.
#[cfg(unix)]
#[test]
fn a_chattering_button_of_the_real_daemon_is_named_and_fills_no_log() {
    use crate::daemon::Home;
    use backpropd::observe::{Client, Request};

    let folder = tempfile::tempdir().unwrap();
    let home = Home::new(folder.path());
    let config = "[daemon]\nscan_hz = 1000\n[switches]\ndebounce_ms = 0\n[pins]\nforget = 25\n";
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
