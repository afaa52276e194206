//! The loop: the only one, with the only clock and the only sleep.
//!
//! A scan cycle, like that of a programmable logic controller: read all levels at once, let the machine think, write
//! the LEDs, wait for the next deadline. It polls rather than waits for edges, because levels are the truth and an
//! interrupt can be lost. Nothing that can block (a disk, a socket, a screen) may run on its thread: an [`Observer`]
//! only looks and hands over.

use crate::board::{Board, Error};
use crate::log_limit::LogLimit;
use crate::machine::{Control, Event, Machine};
use crate::panel::{LedPattern, Levels};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Looks on while the machine runs.
///
/// ```
/// use backpropd::{board::SimBoard, daemon::{self, Observer, VirtualTime}, machine::{self, Event, Machine}, trainer::{self, Trainer}};
/// use std::{ops::ControlFlow, time::Duration};
///
/// struct ForASecond;
/// impl Observer for ForASecond {
///     fn event(&mut self, event: Event) {
///         println!("{event}");
///     }
///     fn scanned(&mut self, now: Duration, _: &Machine) -> ControlFlow<()> {
///         if now < Duration::from_secs(1) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
///     }
/// }
///
/// let trainer = Trainer::new(trainer::Settings::default(), 1);
/// let mut machine = Machine::new(machine::Settings::default(), trainer);
/// daemon::run(&mut SimBoard::default(), &mut machine, &mut VirtualTime::new(100), &mut ForASecond)?;
/// assert_eq!(machine.scans(), 101);
/// # Ok::<(), backpropd::board::Error>(())
/// ```
pub trait Observer {
    /// What somebody at a screen wants done to the machine before its next scan; asked again until there is nothing.
    /// The switches of a panel are the board's, not this.
    fn control(&mut self, _machine: &Machine) -> Option<Control> {
        None
    }

    /// Something happened in the scan that is under way.
    fn event(&mut self, event: Event);

    /// A scan is done and its LEDs are lit, at `now` since the loop began. `Break` ends the loop.
    fn scanned(&mut self, now: Duration, machine: &Machine) -> ControlFlow<()>;
}

/// What the loop takes for time.
pub trait Time {
    /// The time since the loop began.
    fn now(&self) -> Duration;

    /// Waits until the next scan is due.
    fn wait(&mut self);
}

/// Runs the machine on the board until the observer breaks the loop or the board cannot be read for a second.
///
/// Every LED is off when it returns, also by a panic. While the board cannot be read there is no scan, so the
/// observer is not called and nobody is told that the loop lives. An LED that cannot be set does not stop the learning.
///
/// # Errors
/// When the board cannot be read, or its LEDs cannot be put off, before the first scan or after the last.
pub fn run(
    board: &mut dyn Board,
    machine: &mut Machine,
    time: &mut dyn Time,
    observer: &mut dyn Observer,
) -> Result<(), Error> {
    board.safe()?;
    let mut board = Attended::new(board);
    loop {
        while let Some(control) = observer.control(machine) {
            machine.control(control);
        }
        let levels = board.read(time)?;
        let leds = machine.scan(levels, &mut |event| observer.event(event));
        board.write(leds, time.now());
        if observer.scanned(time.now(), machine).is_break() {
            return board.put_off();
        }
        time.wait();
    }
}

/// A board whose faults are borne for as long as that is honest, and logged when they begin and end.
///
/// Puts the LEDs off when it is dropped, in whatever way the loop ends.
struct Attended<'a> {
    board: &'a mut dyn Board,
    cannot_write: bool,
    limit: LogLimit,
}

impl<'a> Attended<'a> {
    /// For so long reading is tried again: less than systemd's watchdog waits, and no time in which a person would
    /// believe LEDs that do not follow the switches.
    const PATIENCE: Duration = Duration::from_secs(1);

    /// How often it is tried to put the LEDs off, and how long after one another.
    const LAST_TRIES: u32 = 10;
    const PAUSE: Duration = Duration::from_millis(10);

    fn new(board: &'a mut dyn Board) -> Self {
        Self {
            board,
            cannot_write: false,
            limit: LogLimit::default(),
        }
    }

    /// The levels; when the board does not give them, again at the times of the next scans.
    fn read(&mut self, time: &mut dyn Time) -> Result<Levels, Error> {
        let mut failing_since = None;
        loop {
            let result = self.board.read();
            let now = time.now();
            match (result, failing_since) {
                (Ok(levels), None) => return Ok(levels),
                (Ok(levels), Some(_)) => {
                    self.log(log::Level::Info, now, "the switches can be read again");
                    return Ok(levels);
                }
                (Err(error), None) => {
                    failing_since = Some(now);
                    let line = format!("the switches cannot be read, trying again: {error}");
                    self.log(log::Level::Warn, now, &line);
                }
                (Err(error), Some(since)) if now.saturating_sub(since) >= Self::PATIENCE => {
                    return Err(error);
                }
                (Err(_), Some(_)) => {}
            }
            time.wait();
        }
    }

    /// Sets the LEDs; what cannot be set now is tried again at the next scan, which sets them all anyway.
    fn write(&mut self, leds: LedPattern, now: Duration) {
        let result = self.board.write(leds);
        if self.cannot_write == result.is_err() {
            return;
        }
        self.cannot_write = result.is_err();
        match result {
            Ok(()) => self.log(log::Level::Info, now, "the LEDs can be set again"),
            Err(error) => {
                let line = format!("the LEDs cannot be set and may show what is not so: {error}");
                self.log(log::Level::Warn, now, &line);
            }
        }
    }

    /// Puts the LEDs off, trying as often as is worth it.
    fn put_off(&mut self) -> Result<(), Error> {
        for _ in 1..Self::LAST_TRIES {
            match self.board.safe() {
                Ok(()) => return Ok(()),
                Err(_) => thread::sleep(Self::PAUSE),
            }
        }
        self.board.safe()
    }

    fn log(&mut self, level: log::Level, now: Duration, line: &str) {
        if let Some(line) = self.limit.line(now, &line) {
            log::log!(level, "{line}");
        }
    }
}

impl Drop for Attended<'_> {
    fn drop(&mut self) {
        if let Err(error) = self.put_off() {
            log::error!("the LEDs may still be lit: {error}");
        }
    }
}

/// Opens the board, patiently: right after boot the system may not have set the permissions of its device yet.
///
/// Tries again for ten seconds while the error is one that may pass. `None` when `stop` was raised meanwhile.
///
/// # Errors
/// The last one, when the board cannot be opened.
pub fn open<T>(
    stop: &AtomicBool,
    mut open: impl FnMut() -> Result<T, Error>,
) -> Result<Option<T>, Error> {
    const PATIENCE: Duration = Duration::from_secs(10);
    const PAUSE: Duration = Duration::from_millis(200);
    let began = Instant::now();
    let mut told = false;
    while !stop.load(Ordering::Relaxed) {
        match open() {
            Ok(board) => return Ok(Some(board)),
            Err(error) if error.is_transient() && began.elapsed() < PATIENCE => {
                if !told {
                    log::warn!("{error}; trying again for {} s", PATIENCE.as_secs());
                    told = true;
                }
                thread::sleep(PAUSE);
            }
            Err(error) => return Err(error),
        }
    }
    Ok(None)
}

/// The monotonic clock. Deadlines are absolute, so that a scan that is a little late does not delay the next; one
/// that is late by a whole period is not made up.
///
/// ```no_run
/// use backpropd::daemon::{RealTime, Time};
/// let mut time = RealTime::new(100);
/// time.wait(); // 10 ms
/// ```
#[derive(Debug)]
pub struct RealTime {
    began: Instant,
    due: Instant,
    period: Duration,
}

impl RealTime {
    /// A clock that ticks `scan_hz` times a second.
    ///
    /// # Panics
    /// When `scan_hz` is 0.
    pub fn new(scan_hz: u32) -> Self {
        let now = Instant::now();
        Self {
            began: now,
            due: now,
            period: Duration::from_secs(1) / scan_hz,
        }
    }
}

impl Time for RealTime {
    fn now(&self) -> Duration {
        self.began.elapsed()
    }

    fn wait(&mut self) {
        self.due += self.period;
        let now = Instant::now();
        if now > self.due + self.period {
            self.due = now;
        }
        thread::sleep(self.due.saturating_duration_since(now));
    }
}

/// Time that passes only by being waited for: a lesson of minutes is over in a blink.
///
/// ```
/// use backpropd::daemon::{Time, VirtualTime};
/// use std::time::Duration;
/// let mut time = VirtualTime::new(100);
/// time.wait();
/// assert_eq!(time.now(), Duration::from_millis(10));
/// ```
#[derive(Debug)]
pub struct VirtualTime {
    now: Duration,
    period: Duration,
}

impl VirtualTime {
    /// A clock that ticks `scan_hz` times a second.
    ///
    /// # Panics
    /// When `scan_hz` is 0.
    pub fn new(scan_hz: u32) -> Self {
        Self {
            now: Duration::ZERO,
            period: Duration::from_secs(1) / scan_hz,
        }
    }
}

impl Time for VirtualTime {
    fn now(&self) -> Duration {
        self.now
    }

    fn wait(&mut self) {
        self.now += self.period;
    }
}
