//! A board with every fault that a board can have, chosen by a seed, and counters for them.
//!
//! It wraps any other board. Only its seed and the calls decide what it does, so a run that fails can be repeated.

use backpropd::board::{Board, Error};
use backpropd::daemon::Time;
use backpropd::panel::{Input, LedPattern, Levels};
use oorandom::Rand32;
use std::cell::Cell;
use std::fmt;
use std::io;
use std::ops::AddAssign;
use std::panic;
use std::rc::Rc;
use std::time::Duration;

/// How often each fault starts, per scan.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rates {
    /// Reading fails for several scans in a row.
    pub read_errors: f32,
    /// Setting the LEDs fails for several scans in a row.
    pub write_errors: f32,
    /// A line is stuck at a level.
    pub stuck: f32,
    /// A contact bounces.
    pub chatter: f32,
    /// A call takes up to three seconds.
    pub slow: f32,
    /// The code beneath panics.
    pub panics: f32,
}

/// The faults so far. Failed reads and writes are counted one by one, the others when they start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Injected {
    pub read_errors: u64,
    pub write_errors: u64,
    pub stuck: u64,
    pub chatter: u64,
    pub slow: u64,
    pub panics: u64,
    /// How many times turning the LEDs off failed.
    pub safe_errors: u64,
}

impl AddAssign for Injected {
    fn add_assign(&mut self, other: Self) {
        self.read_errors += other.read_errors;
        self.write_errors += other.write_errors;
        self.stuck += other.stuck;
        self.chatter += other.chatter;
        self.slow += other.slow;
        self.panics += other.panics;
        self.safe_errors += other.safe_errors;
    }
}

impl fmt::Display for Injected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} reads failed, {} writes, {} times all-off; {} stuck lines, {} chattering contacts, {} slow calls, {} panics",
            self.read_errors,
            self.write_errors,
            self.safe_errors,
            self.stuck,
            self.chatter,
            self.slow,
            self.panics
        )
    }
}

/// Virtual time, which slow calls of the board also advance. Like the real clock, it does not make up for late scans.
#[derive(Clone, Debug)]
pub struct Clock {
    now: Rc<Cell<Duration>>,
    due: Duration,
    period: Duration,
}

impl Clock {
    pub fn new(scan_hz: u32) -> Self {
        Self {
            now: Rc::default(),
            due: Duration::ZERO,
            period: Duration::from_secs(1) / scan_hz,
        }
    }
}

impl Time for Clock {
    fn now(&self) -> Duration {
        self.now.get()
    }

    fn wait(&mut self) {
        self.due += self.period;
        if self.now() > self.due + self.period {
            self.due = self.now();
        }
        self.now.set(self.now().max(self.due));
    }
}

/// The faulty board.
pub struct FaultBoard<B> {
    board: B,
    rates: Rates,
    random: Rand32,
    clock: Clock,
    /// How many more reads fail.
    failing_reads: u32,
    /// How many more writes fail.
    failing_writes: u32,
    /// A stuck line, its level, and for how many more reads it stays stuck.
    stuck: Option<(Input, bool, u32)>,
    /// A bouncing contact, and for how many more reads it bounces.
    chatter: Option<(Input, u32)>,
    /// Since when all reads have failed.
    outage_began: Option<Duration>,
    /// The longest time for which all reads failed.
    outage: Duration,
    injected: Injected,
}

impl<B: Board> FaultBoard<B> {
    pub fn new(board: B, rates: Rates, seed: u64, clock: &Clock) -> Self {
        Self {
            board,
            rates,
            random: Rand32::new(seed),
            clock: clock.clone(),
            failing_reads: 0,
            failing_writes: 0,
            stuck: None,
            chatter: None,
            outage_began: None,
            outage: Duration::ZERO,
            injected: Injected::default(),
        }
    }

    pub fn injected(&self) -> Injected {
        self.injected
    }

    /// The longest time for which all reads failed.
    pub fn outage(&self) -> Duration {
        self.outage
    }

    fn happens(&mut self, rate: f32) -> bool {
        self.random.rand_float() < rate
    }

    fn up_to(&mut self, most: u32) -> u32 {
        self.random.rand_range(1..most + 1)
    }

    fn input(&mut self) -> Input {
        Input::ALL[self.random.rand_range(0..Input::ALL.len() as u32) as usize]
    }

    /// The faults that a call may have before it does anything.
    fn call(&mut self) {
        if self.happens(self.rates.slow) {
            self.injected.slow += 1;
            let time = Duration::from_millis(self.up_to(3000).into());
            self.clock.now.set(self.clock.now() + time);
        }
        if self.happens(self.rates.panics) {
            self.injected.panics += 1;
            panic::resume_unwind(Box::new("injected")); // a panic that prints no message
        }
    }

    fn error() -> Error {
        Error::Io {
            path: "/dev/gpiomem",
            error: io::Error::other("injected"),
        }
    }
}

impl<B: Board> Board for FaultBoard<B> {
    fn read(&mut self) -> Result<Levels, Error> {
        self.call();
        if self.failing_reads == 0 && self.happens(self.rates.read_errors) {
            // Mostly a short glitch, sometimes long enough for the loop to give up.
            let most = if self.happens(0.05) { 2000 } else { 5 };
            self.failing_reads = self.up_to(most);
        }
        if self.failing_reads > 0 {
            self.failing_reads -= 1;
            self.injected.read_errors += 1;
            let now = self.clock.now();
            let began = *self.outage_began.get_or_insert(now);
            self.outage = self.outage.max(now - began);
            return Err(Self::error());
        }
        self.outage_began = None;

        let mut levels = self.board.read()?;
        if self.chatter.is_none() && self.happens(self.rates.chatter) {
            self.injected.chatter += 1;
            self.chatter = Some((self.input(), self.up_to(3000)));
        }
        if let Some((input, reads)) = self.chatter {
            levels.set(input, self.happens(0.5));
            self.chatter = (reads > 1).then_some((input, reads - 1));
        }
        if self.stuck.is_none() && self.happens(self.rates.stuck) {
            self.injected.stuck += 1;
            self.stuck = Some((self.input(), self.happens(0.5), self.up_to(10_000)));
        }
        if let Some((input, active, reads)) = self.stuck {
            levels.set(input, active);
            self.stuck = (reads > 1).then_some((input, active, reads - 1));
        }
        Ok(levels)
    }

    fn write(&mut self, leds: LedPattern) -> Result<(), Error> {
        self.call();
        if self.failing_writes == 0 && self.happens(self.rates.write_errors) {
            self.failing_writes = self.up_to(300);
        }
        if self.failing_writes > 0 {
            self.failing_writes -= 1;
            self.injected.write_errors += 1;
            if self.happens(0.5) {
                self.board.write(leds)?; // some of the LEDs were set before it failed
            }
            return Err(Self::error());
        }
        self.board.write(leds)
    }

    /// Fails like a write, but not for as long: LEDs that always fail cannot be turned off.
    fn all_off(&mut self) -> Result<(), Error> {
        if self.happens(self.rates.write_errors.min(0.5)) {
            self.injected.safe_errors += 1;
            return Err(Self::error());
        }
        self.board.all_off()
    }
}
