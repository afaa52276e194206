//! The lesson file: a run, written down so that it can be repeated bit for bit.
//!
//! It holds where the machine started and every change of what its board read; the machine does the rest, since the
//! same start and the same levels give the same weights everywhere. Text, one change a line, so that a person can
//! read it, cut it and send it:
//!
//! ```text
//! backpropd lesson 1
//! {"program":"0.1.0","machine":{…},"trainer":{…},"start":{"weights":{"w1":…},…}}
//! 31 i2 on
//! 31 t1 on
//! 46 teach on
//! 61 teach off
//! 400 pace 500
//! end 900
//! ```
//!
//! A change is the number of a scan, a part, and its raw logical level from that scan on; before the first one every
//! part is off. `pace N` (steps a second), `pause on|off` and `restart on` are done to the machine before that scan.
//!
//! Only text and its meaning: reading and writing files is for others.

use crate::machine::{self, Control, Event, Machine, STEPS_PER_SECOND};
use crate::nn::NonFinite;
use crate::panel::{Input, Levels};
use crate::printable::printable;
use crate::trainer::{self, Checkpoint, Trainer};
use serde::{Deserialize, Serialize};
use std::fmt;
use thiserror::Error;

/// The first line of a lesson file, without the format's version.
const MAGIC: &str = "backpropd lesson";

/// The version of the format that this program writes, and the only one that it reads.
const VERSION: u32 = 1;

const AFTER_THE_END: &str = "something follows the end";

/// Where a run started: everything that decides its course but the switches.
///
/// ```
/// use backpropd::lesson::Start;
/// use backpropd::{machine, trainer::{self, Trainer}};
/// let trainer = Trainer::new(trainer::Settings::default(), 5);
/// let start = Start::new(machine::Settings::default(), &trainer);
/// assert_eq!(start.machine()?.trainer().network(), trainer.network());
/// # Ok::<(), backpropd::nn::NonFinite>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Start {
    /// The version of the program that recorded it.
    pub program: String,
    /// How the machine was set up.
    pub machine: machine::Settings,
    /// How it trained.
    pub trainer: trainer::Settings,
    /// Weights, samples and generator at the start.
    pub start: Checkpoint,
}

impl Start {
    /// The start of a run that is about to begin.
    pub fn new(machine: machine::Settings, trainer: &Trainer) -> Self {
        Self {
            program: env!("CARGO_PKG_VERSION").into(),
            machine,
            trainer: *trainer.settings(),
            start: trainer.checkpoint(),
        }
    }

    fn parse(line: &str) -> Result<Self, String> {
        let start: Self = serde_json::from_str(line).map_err(|error| error.to_string())?;
        let numbers = (start.machine.numbers().into_iter()).chain(start.trainer.numbers());
        for (name, number, range) in numbers {
            if !range.contains(number) {
                return Err(format!(
                    "{name}: {number} is out of range; allowed: {range}"
                ));
            }
        }
        start.machine().map_err(|error| error.to_string())?;
        Ok(start)
    }

    /// The machine as it was then.
    ///
    /// # Errors
    /// When a weight or bias is not finite.
    pub fn machine(&self) -> Result<Machine, NonFinite> {
        let trainer = Trainer::restore(self.trainer, &self.start)?;
        Ok(Machine::new(self.machine, trainer))
    }
}

/// A run as it was written down.
///
/// ```
/// use backpropd::lesson::{Lesson, Start, Writer};
/// use backpropd::{machine, panel::{Input, Levels}, trainer::{self, Trainer}};
/// let trainer = Trainer::new(trainer::Settings::default(), 5);
/// let start = Start::new(machine::Settings::default(), &trainer);
///
/// let mut text = Writer::header(&start);
/// let mut writer = Writer::default();
/// let mut levels = Levels::default();
/// for scan in 0..500 {
///     levels.set(Input::Teach, (100..120).contains(&scan));
///     writer.levels(scan, levels, &mut text);
/// }
/// writer.end(500, &mut text);
///
/// let lesson = Lesson::parse(&text)?;
/// assert!(lesson.is_complete());
/// let machine = lesson.replay(&mut |_, _| {})?;
/// assert_eq!(machine.scans(), 500);
/// assert!(!machine.trainer().samples().is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Lesson {
    start: Start,
    changes: Vec<(u64, Change)>,
    /// The scan of its last line.
    last_scan: u64,
    complete: bool,
}

/// A line of a lesson.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Change {
    Level(Input, bool),
    Control(Control),
}

/// What is wrong with a lesson file, and where.
///
/// ```
/// use backpropd::lesson::Lesson;
/// let error = Lesson::parse("a shopping list\n").unwrap_err();
/// assert_eq!(error.to_string(), "line 1: this is not a lesson file; it would begin with 'backpropd lesson 1'");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line}: {what}")]
pub struct Damage {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it, and what would be right.
    pub what: String,
}

impl Lesson {
    /// The longest lesson, in scans: four months at the usual pace.
    pub const MOST_SCANS: u64 = 1_000_000_000;

    /// Reads the text of a lesson file. One without its `end`, or with half a last line, was cut off by a power
    /// failure and is good up to there: see [`is_complete`](Self::is_complete).
    ///
    /// # Errors
    /// At any other damage, with its line.
    pub fn parse(text: &str) -> Result<Self, Damage> {
        let (whole_lines, cut_off) = text.rsplit_once('\n').unwrap_or_default();
        let mut lines = whole_lines.split('\n').enumerate();
        let damage = |index: usize, what: String| Damage {
            line: index + 1,
            what: printable(&what),
        };
        let (index, magic) = lines.next().unwrap_or_default();
        check_magic(magic).map_err(|what| damage(index, what))?;
        let (index, start) = lines.next().unwrap_or((1, ""));
        let mut lesson = Self {
            start: Start::parse(start).map_err(|what| damage(index, what))?,
            changes: Vec::new(),
            last_scan: 0,
            complete: false,
        };
        for (index, line) in lines {
            lesson.read_line(line).map_err(|what| damage(index, what))?;
        }
        if lesson.complete && !cut_off.is_empty() {
            let index = whole_lines.split('\n').count();
            return Err(damage(index, AFTER_THE_END.into()));
        }
        Ok(lesson)
    }

    fn read_line(&mut self, line: &str) -> Result<(), String> {
        if self.complete {
            return Err(AFTER_THE_END.into());
        }
        let words: Vec<_> = line.split(' ').collect();
        let (scan, change) = match words[..] {
            ["end", scan] => (scan, None),
            [scan, what, how] => (scan, Some(Change::parse(what, how)?)),
            _ => return Err(format!("'{line}' is neither SCAN PART on|off nor end SCAN")),
        };
        let scan = whole(scan)?;
        if scan < self.last_scan {
            return Err(format!("scan {scan} comes after scan {}", self.last_scan));
        }
        if scan > Self::MOST_SCANS {
            return Err(format!(
                "scan {scan} is beyond {}, the most there can be",
                Self::MOST_SCANS
            ));
        }
        self.last_scan = scan;
        match change {
            Some(change) => self.changes.push((scan, change)),
            None => self.complete = true,
        }
        Ok(())
    }

    /// Whether the file says where the lesson ends. If not, it was cut off there.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// Where it started.
    pub fn start(&self) -> &Start {
        &self.start
    }

    /// How many scans it is long; one that was cut off has seen at least the scan of its last change.
    pub fn scans(&self) -> u64 {
        self.last_scan + u64::from(!self.complete)
    }

    /// No replay trains more steps than this: for those who want to know beforehand what a stranger's file costs.
    pub fn most_steps(&self) -> u64 {
        let pace = self.start.machine.pace;
        let paces = self.changes.iter().filter_map(|(_, change)| match change {
            Change::Control(Control::StepsPerSecond(steps)) => Some(*steps),
            Change::Control(_) | Change::Level(..) => None,
        });
        let fastest = paces.fold(pace.steps_per_second, u32::max);
        // A scan trains its share of a second's steps, rounded up at most.
        self.scans() * u64::from(fastest.div_ceil(pace.scan_hz))
    }

    /// Repeats the run in virtual time and returns the machine as it was at the end. Calls `report` with each event
    /// and its scan.
    ///
    /// # Errors
    /// When a weight or bias of the start is not finite.
    pub fn replay(&self, report: &mut dyn FnMut(u64, Event)) -> Result<Machine, NonFinite> {
        let mut machine = self.start.machine()?;
        let mut levels = Levels::default();
        let mut changes = self.changes.iter().peekable();
        for scan in 0..self.scans() {
            while let Some((_, change)) = changes.next_if(|(at, _)| *at <= scan) {
                match change {
                    Change::Level(input, active) => levels.set(*input, *active),
                    Change::Control(control) => machine.control(*control),
                }
            }
            machine.scan(levels, &mut |event| report(scan, event));
        }
        Ok(machine)
    }
}

/// Writes a lesson as it happens.
///
/// Every method adds to `text` what is to be written: nothing when nothing changed, and nothing any more beyond
/// [`Lesson::MOST_SCANS`]; the lesson is good up to there.
///
/// ```
/// use backpropd::lesson::Writer;
/// use backpropd::panel::{Input, Levels};
/// let mut writer = Writer::default();
/// let mut text = String::new();
/// let mut levels = Levels::default();
/// levels.set(Input::I2, true);
/// writer.levels(31, levels, &mut text);
/// writer.levels(32, levels, &mut text);
/// writer.end(33, &mut text);
/// assert_eq!(text, "31 i2 on\nend 33\n");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Writer {
    last: Levels,
}

impl Writer {
    /// The lines that every lesson begins with.
    pub fn header(start: &Start) -> String {
        let start = serde_json::to_string(start).unwrap_or_default();
        format!("{MAGIC} {VERSION}\n{start}\n")
    }

    /// The levels that the board read in this scan.
    pub fn levels(&mut self, scan: u64, levels: Levels, text: &mut String) {
        for input in Input::ALL {
            let active = levels.get(input);
            if active != self.last.get(input) {
                add(text, scan, &Change::Level(input, active));
            }
        }
        self.last = levels;
    }

    /// Something that was done to the machine before this scan, not by its switches.
    pub fn control(&mut self, scan: u64, control: Control, text: &mut String) {
        add(text, scan, &Change::Control(control));
    }

    /// The end, after so many scans.
    pub fn end(&mut self, scans: u64, text: &mut String) {
        if scans <= Lesson::MOST_SCANS {
            text.push_str(&format!("end {scans}\n"));
        }
    }
}

fn add(text: &mut String, scan: u64, change: &Change) {
    if scan <= Lesson::MOST_SCANS {
        text.push_str(&format!("{scan} {change}\n"));
    }
}

impl Change {
    fn parse(what: &str, how: &str) -> Result<Self, String> {
        if what == "pace" {
            let steps = whole(how)?;
            if !STEPS_PER_SECOND.contains(steps as f64) {
                return Err(format!(
                    "pace: {how} is out of range; allowed: {STEPS_PER_SECOND}"
                ));
            }
            return Ok(Self::Control(Control::StepsPerSecond(steps as u32)));
        }
        let on = match how {
            "on" => true,
            "off" => false,
            _ => return Err(format!("'{how}' is neither on nor off")),
        };
        match (
            what,
            Input::ALL.into_iter().find(|input| input.name() == what),
        ) {
            ("pause", _) => Ok(Self::Control(Control::Pause(on))),
            ("restart", _) if on => Ok(Self::Control(Control::Restart)),
            (_, Some(input)) => Ok(Self::Level(input, on)),
            (_, None) => Err(format!(
                "'{what}' is no part; allowed: i1, i2, t1, t2, teach, forget, pace, pause, restart"
            )),
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let on = |on: bool| if on { "on" } else { "off" };
        match self {
            Change::Level(input, active) => write!(f, "{} {}", input.name(), on(*active)),
            Change::Control(Control::StepsPerSecond(steps)) => write!(f, "pace {steps}"),
            Change::Control(Control::Pause(paused)) => write!(f, "pause {}", on(*paused)),
            Change::Control(Control::Restart) => write!(f, "restart on"),
        }
    }
}

fn check_magic(line: &str) -> Result<(), String> {
    match line.strip_prefix(MAGIC).map(str::trim) {
        Some(version) if version == VERSION.to_string() => Ok(()),
        Some(version) => Err(format!(
            "format '{version}' is not one that this program reads; it reads {VERSION}"
        )),
        None => Err(format!(
            "this is not a lesson file; it would begin with '{MAGIC} {VERSION}'"
        )),
    }
}

fn whole(word: &str) -> Result<u64, String> {
    word.parse()
        .map_err(|_| format!("'{word}' is not a whole number"))
}
