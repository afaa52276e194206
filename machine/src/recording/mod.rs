//! The recording: a run as text that can be replayed bit for bit.
//!
//! It contains the machine's start and every change of its inputs. That is enough, because the same start and the same
//! levels give the same weights everywhere. It is text, one change per line, so people can read, shorten and send it:
//!
//! ```text
//! backpropd recording 3
//! {"program":"0.1.0","machine":{…},"trainer":{…},"start":{"weights":{"w1":…},…}}
//! 31 i2 on
//! 31 t1 on
//! 46 teach on
//! 61 teach off
//! 400 pace 500
//! 520 alpha 0.5
//! end 900
//! ```
//!
//! A change is the number of a scan, a part, and its raw logical level from that scan on; before the first one every
//! part is off. `pace N` (steps a second), `alpha N`, `momentum N`, `pause on|off`, `step on` (one training step) and
//! `restart on` are done to the machine before that scan. A recording that begins in the midst of a run has a `progress`
//! beside its `start`.
//!
//! Only the text and its meaning; others read and write the files.

mod buffer;

pub use buffer::Buffer;

use crate::machine::{self, Control, Event, Machine, STEPS_PER_SECOND};
use crate::messages;
use crate::nn::NonFinite;
use crate::panel::{Input, Levels};
use crate::plain_text::{self, NotText};
use crate::printable::printable;
use crate::range::Range;
use crate::said;
use crate::trainer::{self, Checkpoint, Progress, Trainer};
use serde::{Deserialize, Serialize};
use std::fmt;
use thiserror::Error;

/// The first line of a recording, without the format's version; and that of versions with other learning rules.
const MAGIC: &str = "backpropd recording";
const OLD_MAGIC: &str = "backpropd lesson";

/// The version of the format that this program writes.
const VERSION: u32 = 3;

/// The earliest version that this program reads: since then the same levels lead to the same weights. Version 2 had no
/// `alpha`, `momentum`, `step` and `progress`.
const OLDEST: u32 = 2;

/// The start of a run: everything that determines its course, except the switches.
///
/// ```
/// use backpropd_machine::recording::Start;
/// use backpropd_machine::{machine, trainer::{self, Trainer}};
/// let trainer = Trainer::new(trainer::Settings::default(), 5);
/// let start = Start::new(machine::Settings::default(), &trainer);
/// assert_eq!(start.machine()?.trainer().network(), trainer.network());
/// # Ok::<(), backpropd_machine::nn::NonFinite>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Start {
    /// The version of the program that recorded it.
    pub program: String,
    /// The settings of the machine.
    pub machine: machine::Settings,
    /// The settings of the trainer.
    pub trainer: trainer::Settings,
    /// Weights, samples and generator at the start.
    pub start: Checkpoint,
    /// How far training had come, where it starts in the midst of a run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<Progress>,
}

impl Start {
    /// The start of a run before its first scan.
    pub fn new(machine: machine::Settings, trainer: &Trainer) -> Self {
        Self {
            program: env!("CARGO_PKG_VERSION").into(),
            machine,
            trainer: *trainer.settings(),
            start: trainer.checkpoint(),
            progress: None,
        }
    }

    /// A run that goes on from where this machine is: all that its next step depends on. The panel starts again, with every
    /// part off until its levels are read.
    ///
    /// ```
    /// use backpropd_machine::recording::Start;
    /// use backpropd_machine::machine::{Machine, Settings};
    /// use backpropd_machine::trainer::{self, Sample, Trainer};
    /// let mut trainer = Trainer::new(trainer::Settings::default(), 5);
    /// trainer.teach(Sample { x: [true, false], t: [false, true] });
    /// trainer.step(None);
    /// let machine = Machine::new(Settings::default(), trainer);
    /// let text = serde_json::to_string(&Start::of(&machine))?;
    /// let copy = Start::parse(&text)?.machine()?;
    /// assert_eq!(copy.trainer().progress(), machine.trainer().progress());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(machine: &Machine) -> Self {
        let trainer = machine.trainer();
        Self {
            progress: Some(trainer.progress()),
            ..Self::new(*machine.settings(), trainer)
        }
    }

    /// Reads it from JSON.
    ///
    /// # Errors
    /// When it is not one, or a number is out of range: what is wrong, and what is allowed.
    pub fn parse(line: &str) -> Result<Self, String> {
        let start: Self = serde_json::from_str(line).map_err(|error| said::json(&error))?;
        let numbers = start
            .machine
            .numbers()
            .into_iter()
            .chain(start.trainer.numbers());
        for (name, number, range) in numbers {
            if !range.contains(number) {
                return Err(messages::recording_out_of_range(
                    name,
                    number,
                    said::range(&range),
                ));
            }
        }
        if start
            .progress
            .is_some_and(|progress| !progress.is_possible())
        {
            return Err(messages::recording_progress().into());
        }
        start.machine().map_err(|_| messages::non_finite())?;
        Ok(start)
    }

    /// A machine in this state.
    ///
    /// # Errors
    /// When a weight or bias is not finite.
    pub fn machine(&self) -> Result<Machine, NonFinite> {
        let trainer = match &self.progress {
            Some(progress) => Trainer::resume(self.trainer, &self.start, progress)?,
            None => Trainer::restore(self.trainer, &self.start)?,
        };
        Ok(Machine::new(self.machine, trainer))
    }
}

/// A recorded run.
///
/// ```
/// use backpropd_machine::recording::{Recording, Start, Writer};
/// use backpropd_machine::{machine, panel::{Input, Levels}, trainer::{self, Trainer}};
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
/// let recording = Recording::parse(&text)?;
/// assert!(recording.is_complete());
/// let machine = recording.replay(&mut |_, _| {})?;
/// assert_eq!(machine.scans(), 500);
/// assert!(!machine.trainer().samples().is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Recording {
    start: Start,
    changes: Vec<(u64, Change)>,
    /// The scan of its last line.
    last_scan: u64,
    complete: bool,
}

/// What happens in a recording: a line of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change {
    /// The board reads this level from then on.
    Level(Input, bool),
    /// This is done to the machine, not by its switches.
    Control(Control),
}

/// What is wrong with a recording, and where.
///
/// ```
/// use backpropd_machine::recording::Recording;
/// let error = Recording::parse("a shopping list\n").unwrap_err();
/// assert_eq!(error.to_string(), "line 1: this is not a recording; a recording starts with 'backpropd recording 3'");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}", messages::recording_line(line, what))]
pub struct Damage {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it, and what is allowed.
    pub what: String,
}

impl Recording {
    /// The size at which a recording ends by itself, in bytes: years of ordinary flipping.
    pub const MAX_BYTES: usize = 4 << 20;

    /// The longest recording, in scans: four months at the usual pace.
    pub const MAX_SCANS: u64 = 1_000_000_000;

    /// Whether a file with this beginning is a recording of any version of backpropd, complete or not: a power cut may
    /// leave only the beginning, or zeros. Only such a file may be replaced by another recording.
    ///
    /// ```
    /// use backpropd_machine::recording::Recording;
    /// assert!(Recording::is_ours(b"backpropd recording 7\n") && Recording::is_ours(b"backpr\0\0") && Recording::is_ours(b""));
    /// assert!(!Recording::is_ours(b"a thesis") && !Recording::is_ours(b"backpropd recordings"));
    /// ```
    pub fn is_ours(contents: &[u8]) -> bool {
        let contents = contents.strip_prefix(b"\xef\xbb\xbf").unwrap_or(contents); // as Notepad on Windows starts files
        let end = contents.iter().rposition(|byte| *byte != 0);
        let written = &contents[..end.map_or(0, |end| end + 1)];
        [MAGIC, OLD_MAGIC].iter().any(|magic| {
            let head = format!("{magic} ");
            written.starts_with(head.as_bytes()) || head.as_bytes().starts_with(written)
        })
    }

    /// Whether anything happened in the recording with this beginning: a switch changed after the first scan, or a
    /// control was applied. `None` if it is not a recording: see [`is_ours`](Self::is_ours).
    ///
    /// ```
    /// use backpropd_machine::recording::Recording;
    /// assert_eq!(Recording::peek(b"backpropd lesson 1\n{}\n31 i2 on\n"), Some(true));
    /// assert_eq!(Recording::peek(b"backpropd recording 2\n{}\n0 i2 on\nend 900\n"), Some(false));
    /// assert_eq!(Recording::peek(b"Dear diary,\n"), None);
    /// ```
    pub fn peek(beginning: &[u8]) -> Option<bool> {
        let lines = beginning.split(|byte| *byte == b'\n').skip(2);
        let mut scans = lines.filter_map(|line| line.first());
        Self::is_ours(beginning).then(|| scans.any(|digit| (b'1'..=b'9').contains(digit)))
    }

    /// Reads the bytes of a recording, in any form that an editor may save: see [`plain_text::read`].
    ///
    /// # Errors
    /// If they are not text, and as [`Self::parse`].
    pub fn read(bytes: &[u8]) -> Result<Self, Damage> {
        let text = plain_text::read(bytes);
        Self::parse(text.map_err(|NotText { line, what, .. }| Damage {
            line,
            what: what.to_string(),
        })?)
    }

    /// Reads the text of a recording. Lines may end in CRLF, and blank lines may follow the end. A recording without
    /// `end`, or with half a last line, was cut off by a power failure and is valid up to there: see
    /// [`is_complete`](Self::is_complete).
    ///
    /// # Errors
    /// For any other damage, with its line.
    pub fn parse(text: &str) -> Result<Self, Damage> {
        let end = text.rfind('\n').map_or(0, |at| at + 1);
        let (whole_lines, cut_off) = text.split_at(end);
        let mut lines = whole_lines.lines().enumerate();
        let damage = |index: usize, what: String| Damage {
            line: index + 1,
            what,
        };
        let (index, magic) = lines.next().unwrap_or_default();
        check_magic(magic).map_err(|what| damage(index, what))?;
        let (index, start) = lines.next().unwrap_or((1, ""));
        let mut recording = Self {
            start: Start::parse(start).map_err(|what| damage(index, what))?,
            changes: Vec::new(),
            last_scan: 0,
            complete: false,
        };
        let last = whole_lines.trim_end().lines().count();
        for (index, line) in lines.take_while(|(index, _)| *index < last) {
            recording
                .read_line(line)
                .map_err(|what| damage(index, what))?;
        }
        if recording.complete && !cut_off.trim_end().is_empty() {
            let index = whole_lines.lines().count();
            return Err(damage(index, messages::recording_after_the_end().into()));
        }
        Ok(recording)
    }

    fn read_line(&mut self, line: &str) -> Result<(), String> {
        if self.complete {
            return Err(messages::recording_after_the_end().into());
        }
        let words: Vec<_> = line.trim_end().split(' ').collect();
        let (scan, change) = match words[..] {
            ["end", scan] => (scan, None),
            [scan, what, how] => (scan, Some(Change::parse(what, how)?)),
            _ => return Err(messages::recording_no_change(printable(line))),
        };
        let scan = whole(scan)?;
        if scan < self.last_scan {
            return Err(messages::recording_backwards(scan, self.last_scan));
        }
        if scan > Self::MAX_SCANS {
            return Err(messages::recording_too_long(scan, Self::MAX_SCANS));
        }
        self.last_scan = scan;
        match change {
            Some(change) => self.changes.push((scan, change)),
            None => self.complete = true,
        }
        Ok(())
    }

    /// Whether the file says where the recording ends. If not, it was cut off there.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// Its start.
    pub fn start(&self) -> &Start {
        &self.start
    }

    /// All that happens, each before the scan of that number.
    pub fn into_changes(self) -> Vec<(u64, Change)> {
        self.changes
    }

    /// Its length in scans. If it was cut off, it reaches at least to the scan of its last change.
    pub fn scans(&self) -> u64 {
        self.last_scan + u64::from(!self.complete)
    }

    /// An upper bound of the steps that a replay trains, to know the cost of an unknown file beforehand.
    pub fn most_steps(&self) -> u64 {
        let pace = self.start.machine.pace;
        let paces = self.changes.iter().filter_map(|(_, change)| match change {
            Change::Control(Control::StepsPerSecond(steps)) => Some(*steps),
            Change::Control(_) | Change::Level(..) => None,
        });
        let fastest = paces.fold(pace.steps_per_second, u32::max);
        let asked = |(_, change): &&(u64, Change)| *change == Change::Control(Control::Step);
        let asked = self.changes.iter().filter(asked).count() as u64;
        // A scan trains its share of a second's steps, rounded up at most.
        self.scans() * u64::from(fastest.div_ceil(pace.scan_hz)) + asked
    }

    /// Replays the run in virtual time and returns the machine in its final state. Calls `report` with each event and
    /// its scan.
    ///
    /// # Errors
    /// When a weight or bias of the start is not finite.
    pub fn replay(&self, report: &mut dyn FnMut(u64, Event)) -> Result<Machine, NonFinite> {
        let mut replay = self.begin_replay()?;
        while replay.scan(report) {}
        Ok(replay.machine)
    }

    /// The same scan by scan, for callers that show progress.
    ///
    /// # Errors
    /// When a weight or bias of the start is not finite.
    pub fn begin_replay(&self) -> Result<Replay<'_>, NonFinite> {
        Ok(Replay {
            machine: self.start.machine()?,
            levels: Levels::default(),
            changes: &self.changes,
            scans: self.scans(),
        })
    }
}

/// A run that is being replayed. See [`Recording::begin_replay`].
#[derive(Clone, Debug)]
pub struct Replay<'a> {
    machine: Machine,
    levels: Levels,
    /// The remaining changes.
    changes: &'a [(u64, Change)],
    scans: u64,
}

impl Replay<'_> {
    /// Replays the next scan; `false` at the end. Calls `report` with each event and its scan.
    pub fn scan(&mut self, report: &mut dyn FnMut(u64, Event)) -> bool {
        let scan = self.machine.scans();
        if scan >= self.scans {
            return false;
        }
        while let [(at, change), rest @ ..] = self.changes
            && *at <= scan
        {
            match change {
                Change::Level(input, active) => self.levels.set(*input, *active),
                Change::Control(control) => self.machine.control(*control),
            }
            self.changes = rest;
        }
        let levels = self.levels;
        self.machine.scan(levels, &mut |event| report(scan, event));
        true
    }

    /// The machine as it is now.
    pub fn machine(&self) -> &Machine {
        &self.machine
    }
}

/// Writes a recording during the run.
///
/// Every method appends the new lines to `text`: nothing if nothing changed, and nothing beyond
/// [`Recording::MAX_SCANS`]; the recording is valid up to there.
///
/// ```
/// use backpropd_machine::recording::Writer;
/// use backpropd_machine::panel::{Input, Levels};
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
    /// The lines at the start of every recording.
    pub fn header(start: &Start) -> String {
        let start = serde_json::to_string(start).unwrap_or_default();
        format!("{MAGIC} {VERSION}\n{start}\n")
    }

    /// Records the levels that the board read in this scan.
    pub fn levels(&mut self, scan: u64, levels: Levels, text: &mut String) {
        for input in Input::ALL {
            let active = levels.get(input);
            if active != self.last.get(input) {
                add(text, scan, &Change::Level(input, active));
            }
        }
        self.last = levels;
    }

    /// Records a control that is applied before this scan.
    pub fn control(&mut self, scan: u64, control: Control, text: &mut String) {
        add(text, scan, &Change::Control(control));
    }

    /// Records the end, after this many scans.
    pub fn end(&mut self, scans: u64, text: &mut String) {
        if scans <= Recording::MAX_SCANS {
            text.push_str(&format!("end {scans}\n"));
        }
    }
}

fn add(text: &mut String, scan: u64, change: &Change) {
    if scan <= Recording::MAX_SCANS {
        text.push_str(&format!("{scan} {change}\n"));
    }
}

impl Change {
    /// What the words of a line say, after its scan.
    ///
    /// # Errors
    /// When they say nothing: what is wrong, and what is allowed.
    pub fn parse(what: &str, how: &str) -> Result<Self, String> {
        if what == "pace" {
            let steps = whole(how)?;
            if !STEPS_PER_SECOND.contains(steps as f64) {
                let allowed = said::range(&STEPS_PER_SECOND);
                return Err(messages::recording_out_of_range(what, steps, allowed));
            }
            return Ok(Self::Control(Control::StepsPerSecond(steps as u32)));
        }
        if what == "alpha" {
            let alpha = number(what, how, &trainer::Settings::LEARNING_RATE)?;
            return Ok(Self::Control(Control::LearningRate(alpha)));
        }
        if what == "momentum" {
            let momentum = number(what, how, &trainer::Settings::MOMENTUM)?;
            return Ok(Self::Control(Control::Momentum(momentum)));
        }
        let on = match how {
            "on" => true,
            "off" => false,
            _ => return Err(messages::recording_on_or_off(printable(how))),
        };
        match (
            what,
            Input::ALL.into_iter().find(|input| input.name() == what),
        ) {
            ("pause", _) => Ok(Self::Control(Control::Pause(on))),
            ("restart", _) if on => Ok(Self::Control(Control::Restart)),
            ("step", _) if on => Ok(Self::Control(Control::Step)),
            (_, Some(input)) => Ok(Self::Level(input, on)),
            (_, None) => Err(messages::recording_unknown_part(
                printable(what),
                "i1, i2, t1, t2, teach, forget, pace, alpha, momentum, pause, step, restart",
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
            Change::Control(Control::Step) => write!(f, "step on"),
            Change::Control(Control::Restart) => write!(f, "restart on"),
            Change::Control(Control::LearningRate(alpha)) => write!(f, "alpha {alpha}"),
            Change::Control(Control::Momentum(momentum)) => write!(f, "momentum {momentum}"),
        }
    }
}

fn check_magic(line: &str) -> Result<(), String> {
    match line.strip_prefix(MAGIC).map(str::trim) {
        Some(version) if (OLDEST..=VERSION).any(|ours| version == ours.to_string()) => Ok(()),
        Some(version) if version.parse().is_ok_and(|old: u32| old < OLDEST) => {
            Err(messages::recording_of_earlier_version(printable(version)))
        }
        Some(version) => Err(messages::recording_of_later_version(
            printable(version),
            VERSION,
        )),
        None if line.starts_with(OLD_MAGIC) => Err(messages::recording_of_earlier_version(
            printable(line.trim_end()),
        )),
        None => Err(messages::recording_not_ours(format!("{MAGIC} {VERSION}"))),
    }
}

fn whole(word: &str) -> Result<u64, String> {
    word.parse()
        .map_err(|_| messages::recording_not_whole(printable(word)))
}

/// A number within its range, as `{}` writes an f64: read back, it is the same, bit for bit.
fn number(name: &str, word: &str, range: &Range) -> Result<f64, String> {
    match serde_json::from_str(word) {
        Ok(number) if range.contains(number) => Ok(number),
        _ => Err(messages::recording_out_of_range(
            name,
            printable(word),
            said::range(range),
        )),
    }
}
