//! A contact that chatters at any rate, on any part, for hours: the log gets a line a minute, the work stays the same.

use backpropd::board::{SimBoard, SimPanel};
use backpropd::daemon::{self, Observer, VirtualTime};
use backpropd::log_limit::LogLimit;
use backpropd::machine::{self, Event, Machine};
use backpropd::panel::{self, Input, Warnings};
use backpropd::trainer::{self, Trainer};
use std::ops::ControlFlow;
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3600);

/// Has a part change at every so many scans, and logs as the daemon does.
struct Chattering {
    panel: SimPanel,
    input: Input,
    scans_per_change: u64,
    now: Duration,
    limit: LogLimit,
    warned: Warnings,
    /// The minute of each line.
    lines: Vec<u64>,
}

impl Chattering {
    fn log(&mut self) {
        if self.limit.line(self.now, &"line").is_some() {
            self.lines.push(self.now.as_secs() / 60);
        }
    }
}

impl Observer for Chattering {
    fn event(&mut self, _: Event) {
        self.log();
    }

    fn scanned(&mut self, now: Duration, machine: &Machine) -> ControlFlow<()> {
        self.now = now;
        if self.warned != machine.warnings() {
            self.warned = machine.warnings();
            self.log();
        }
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
    let (mut runs, mut warned, mut most) = (0, 0, 0);
    for input in Input::ALL {
        for has_teach in [true, false] {
            for scans_per_change in [1, 2, 3, 5, 10, 33, 100, 300, 2000, 10_000] {
                let board = SimBoard::default();
                let mut chattering = Chattering {
                    panel: board.panel(),
                    input,
                    scans_per_change,
                    now: Duration::ZERO,
                    limit: LogLimit::default(),
                    warned: Warnings::default(),
                    lines: Vec::new(),
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
                let mut board = board;
                daemon::run(&mut board, &mut machine, &mut time, &mut chattering).unwrap();

                let lines = chattering.lines.len() as u64;
                let what = format!(
                    "{} every {scans_per_change} scans: {lines} lines",
                    input.name()
                );
                assert!(lines <= u64::from(LogLimit::FREE) + 60, "{what}");
                // Beyond what a hand may do, it is named.
                assert_eq!(
                    machine.warnings().chatters.get(input),
                    scans_per_change <= 33,
                    "{what}"
                );
                // And costs no scan and no step.
                assert_eq!(machine.scans(), 360_001, "{what}");
                assert!(machine.trainer().steps() <= 360_001, "{what}");
                (runs, most) = (runs + 1, most.max(lines));
                warned += u64::from(scans_per_change <= 33);
            }
        }
    }
    println!("{runs} hours of chatter, {warned} named; at most {most} log lines in an hour");
}
