//! However the loop ends, every LED is off.

use backpropd::board::{Board, Error, SimBoard};
use backpropd::daemon::{self, Observer, Time, VirtualTime};
use backpropd::machine::{self, Event, Machine};
use backpropd::panel::{LedPattern, Levels};
use backpropd::trainer::{self, Trainer};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

const LIT: LedPattern = LedPattern {
    o1: true,
    o2: true,
    status: true,
};

fn machine() -> Machine {
    Machine::new(
        machine::Settings::default(),
        Trainer::new(trainer::Settings::default(), 1),
    )
}

/// A viewer that watches for some scans, then does something.
struct After<F>(u32, F);

impl<F: FnMut() -> ControlFlow<()>> Observer for After<F> {
    fn event(&mut self, _: Event) {}

    fn scanned(&mut self, _: Duration, _: &Machine) -> ControlFlow<()> {
        self.0 -= 1;
        if self.0 == 0 {
            (self.1)()
        } else {
            ControlFlow::Continue(())
        }
    }
}

/// A board that works for this many reads and writes, then fails. It lights every LED, whatever it is asked to set.
struct Failing {
    board: SimBoard,
    reads: u32,
    writes: u32,
}

impl Failing {
    fn count(calls: &mut u32) -> Result<(), Error> {
        *calls = calls.checked_sub(1).ok_or(Error::UnknownModel)?;
        Ok(())
    }
}

impl Board for Failing {
    fn read(&mut self) -> Result<Levels, Error> {
        Self::count(&mut self.reads)?;
        self.board.read()
    }

    fn write(&mut self, _: LedPattern) -> Result<(), Error> {
        Self::count(&mut self.writes)?;
        self.board.write(LIT)
    }

    fn all_off(&mut self) -> Result<(), Error> {
        self.board.all_off()
    }
}

#[test]
fn leds_are_off_before_the_first_scan() {
    let mut board = SimBoard::default();
    let panel = board.panel();
    board.write(LIT).unwrap();
    let mut failing = Failing {
        board,
        reads: 0,
        writes: 9,
    };
    let mut time = VirtualTime::new(100);
    let mut never = After(1, || ControlFlow::Continue(()));
    assert!(daemon::run(&mut failing, &mut machine(), &mut time, &mut never).is_err());
    assert_eq!(panel.leds(), LedPattern::DARK);
}

#[test]
fn leds_are_off_when_reading_keeps_failing_for_a_second() {
    for reads in [1, 2, 5] {
        let board = SimBoard::default();
        let panel = board.panel();
        let mut failing = Failing {
            board,
            reads,
            writes: 99,
        };
        let mut time = VirtualTime::new(100);
        let mut machine = machine();
        let mut never = After(99, || ControlFlow::Continue(()));
        assert!(daemon::run(&mut failing, &mut machine, &mut time, &mut never).is_err());
        assert_eq!(panel.leds(), LedPattern::DARK);
        assert_eq!(machine.scans(), u64::from(reads));
        let tried_for = time.now() - machine.time();
        assert_eq!(tried_for, Duration::from_secs(1));
    }
}

#[test]
fn learning_continues_when_leds_cannot_be_set() {
    let board = SimBoard::default();
    let panel = board.panel();
    let mut failing = Failing {
        board,
        reads: 500,
        writes: 5,
    };
    let mut time = VirtualTime::new(100);
    let mut machine = machine();
    let mut observer = After(400, || ControlFlow::Break(()));
    daemon::run(&mut failing, &mut machine, &mut time, &mut observer).unwrap();
    assert_eq!(machine.scans(), 400);
    assert_eq!(panel.leds(), LedPattern::DARK);
}

#[test]
fn leds_are_off_after_a_panic_and_after_the_end() {
    for panics in [true, false] {
        let board = SimBoard::default();
        let panel = board.panel();
        let mut board = Failing {
            board,
            reads: 99,
            writes: 99,
        };
        let seen = panel.clone();
        let mut observer = After(3, || {
            assert_eq!(seen.leds(), LIT);
            assert!(!panics, "as this test wants it");
            ControlFlow::Break(())
        });
        let mut time = VirtualTime::new(100);
        let mut machine = machine();
        let run = || daemon::run(&mut board, &mut machine, &mut time, &mut observer);
        assert_eq!(catch_unwind(AssertUnwindSafe(run)).is_err(), panics);
        assert_eq!(panel.leds(), LedPattern::DARK);
    }
}

/// A board whose LEDs can no longer be changed from some moment on.
struct Stuck {
    board: SimBoard,
    is_stuck: Arc<AtomicBool>,
}

impl Board for Stuck {
    fn read(&mut self) -> Result<Levels, Error> {
        self.board.read()
    }

    fn write(&mut self, leds: LedPattern) -> Result<(), Error> {
        self.board.write(leds)
    }

    fn all_off(&mut self) -> Result<(), Error> {
        if self.is_stuck.load(Ordering::Relaxed) {
            return Err(Error::UnknownModel);
        }
        self.board.all_off()
    }
}

#[test]
fn leds_that_cannot_be_turned_off_at_the_end_are_an_error() {
    let is_stuck = Arc::new(AtomicBool::new(false));
    let mut board = Stuck {
        board: SimBoard::default(),
        is_stuck: Arc::clone(&is_stuck),
    };
    let mut observer = After(3, || {
        is_stuck.store(true, Ordering::Relaxed);
        ControlFlow::Break(())
    });
    let mut time = VirtualTime::new(100);
    assert!(daemon::run(&mut board, &mut machine(), &mut time, &mut observer).is_err());
}

#[test]
fn the_daemon_waits_for_a_board_that_is_not_ready() {
    let stop = AtomicBool::new(false);
    let mut tries = 0;
    let board = daemon::open(&stop, || {
        tries += 1;
        match tries {
            1 => Err(Error::NoGpiomem {
                path: "/dev/gpiomem",
            }),
            2 => Err(Error::Permission {
                path: "/dev/gpiomem".into(),
            }),
            _ => Ok(Box::new(SimBoard::default()) as Box<dyn Board>),
        }
    });
    assert!(board.unwrap().is_some());
    assert_eq!(tries, 3);
}

#[test]
fn a_permanent_error_or_a_stop_ends_the_wait() {
    let stop = AtomicBool::new(false);
    let mut tries = 0;
    let board = daemon::open(&stop, || {
        tries += 1;
        Err::<SimBoard, _>(Error::UnknownModel)
    });
    assert!(board.is_err());
    assert_eq!(tries, 1);

    let stopped = AtomicBool::new(true);
    let board = daemon::open(&stopped, || Err::<SimBoard, _>(Error::UnknownModel));
    assert!(board.unwrap().is_none());
}
