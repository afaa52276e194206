//! The loop: the only one, with the only clock and the only sleep.
//!
//! A scan cycle, like that of a programmable logic controller: read all levels at once, run the machine, write the
//! LEDs, wait for the next deadline. It polls levels instead of waiting for edges, because an interrupt can be lost.
//! Nothing that can block (a disk, a socket, a screen) may run on its thread: an [`Observer`] only reads, and hands
//! over to other threads.
//!
//! Around the loop: the start ([`open`], [`lock`]), the end ([`shutdown`]), systemd ([`systemd`]), and a log that it never
//! waits for ([`log_limit`], [`log_queue`]).

pub mod lock;
pub mod log_limit;
pub mod log_queue;
mod open;
pub mod shutdown;
pub mod systemd;
pub mod threads;
mod time;

pub use open::{TRIES_HZ, open, patiently};
pub use time::{RealTime, Time, VirtualTime};

use crate::board::{Board, Error};
use crate::machine::{Control, Event, Machine};
use crate::panel::{LedPattern, Levels};
use log_limit::LogLimit;
use std::ops::ControlFlow;
use std::thread;
use std::time::Duration;

/// Observes the running machine.
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
    /// Returns a control for the machine before its next scan, such as from a screen; called until there is none. The
    /// switches of a panel belong to the board.
    fn control(&mut self, _machine: &Machine) -> Option<Control> {
        None
    }

    /// An event happened in the current scan.
    fn event(&mut self, event: Event);

    /// A scan is done and its LEDs are set, at `now` since the loop started. `Break` ends the loop.
    fn scanned(&mut self, now: Duration, machine: &Machine) -> ControlFlow<()>;
}

/// Runs the machine on the board until the observer breaks the loop or the board cannot be read for a second.
///
/// Every LED is off when it returns, even by a panic. While the board cannot be read there is no scan, so the observer
/// is not called and systemd is not notified. An LED that cannot be set does not stop training.
///
/// # Errors
/// If the board cannot be read, or its LEDs cannot be turned off before the first scan or after the last.
pub fn run(
    board: &mut dyn Board,
    machine: &mut Machine,
    time: &mut dyn Time,
    observer: &mut dyn Observer,
) -> Result<(), Error> {
    board.all_off()?;
    let mut board = Attended::new(board);
    loop {
        while let Some(control) = observer.control(machine) {
            machine.control(control);
        }
        let levels = board.read(time)?;
        let leds = machine.scan(levels, &mut |event| observer.event(event));
        board.write(leds, time.now());
        if observer.scanned(time.now(), machine).is_break() {
            return board.all_off();
        }
        time.wait();
    }
}

/// A board whose faults are tolerated for a short time, and logged when they start and end.
///
/// Turns the LEDs off when dropped, however the loop ends.
struct Attended<'a> {
    board: &'a mut dyn Board,
    cannot_write: bool,
    limit: LogLimit,
}

impl<'a> Attended<'a> {
    /// How long to retry a read: less than the timeout of systemd's watchdog, and too short for a person to be misled
    /// by LEDs that do not follow the switches.
    const READ_TIMEOUT: Duration = Duration::from_secs(1);

    /// How often to try to turn the LEDs off, and the pause between tries.
    const ALL_OFF_TRIES: u32 = 10;
    const RETRY_DELAY: Duration = Duration::from_millis(10);

    fn new(board: &'a mut dyn Board) -> Self {
        Self {
            board,
            cannot_write: false,
            limit: LogLimit::default(),
        }
    }

    /// Reads the levels; if that fails, tries again at the times of the next scans.
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
                (Err(error), Some(since)) if now.saturating_sub(since) >= Self::READ_TIMEOUT => {
                    return Err(error);
                }
                (Err(_), Some(_)) => {}
            }
            time.wait();
        }
    }

    /// Sets the LEDs. If one cannot be set now, the next scan tries again, because it sets all of them.
    fn write(&mut self, leds: LedPattern, now: Duration) {
        let result = self.board.write(leds);
        if self.cannot_write == result.is_err() {
            return;
        }
        self.cannot_write = result.is_err();
        match result {
            Ok(()) => self.log(log::Level::Info, now, "the LEDs can be set again"),
            Err(error) => {
                let line =
                    format!("cannot set the LEDs, which may be showing stale values: {error}");
                self.log(log::Level::Warn, now, &line);
            }
        }
    }

    /// Turns the LEDs off, in several tries.
    fn all_off(&mut self) -> Result<(), Error> {
        for _ in 1..Self::ALL_OFF_TRIES {
            match self.board.all_off() {
                Ok(()) => return Ok(()),
                Err(_) => thread::sleep(Self::RETRY_DELAY),
            }
        }
        self.board.all_off()
    }

    fn log(&mut self, level: log::Level, now: Duration, line: &str) {
        if let Some(line) = self.limit.line(now, &line) {
            log::log!(level, "{line}");
        }
    }
}

impl Drop for Attended<'_> {
    fn drop(&mut self) {
        if let Err(error) = self.all_off() {
            log::error!("the LEDs may still be lit: {error}");
        }
    }
}
