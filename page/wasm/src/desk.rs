//! The requests of the page to its machine. A request is text, an answer one JSON object:
//!
//! | request | answer |
//! |---|---|
//! | `open v=1&table=0110,0001&seed=8` | a status: the machine that an address leads to, see [`Address`] |
//! | `copy`, a line break, a checkpoint of a daemon | a status: a machine that goes on from there |
//! | `undo` | a status: as before the last press, or before the last `open` or `copy` |
//! | `address` | `{"address":"…"}`, of the machine as it is |
//! | `replay`, a line break, the text of a recording | a status: the machine at its start, which `scan` then repeats |
//! | `scan 3` | a status, after this many scans |
//! | `i1 on`, `pace 500`, `pause on` … | `{"ok":true}`: what the lines of a recording say, before the next scan |
//! | `snapshot` | a status, the same object as on a daemon's `/events` |
//! | `ledger none`, a line break, a sample and a network | the ledger of the step that the network would make on it, see [`Asked`] |
//! | `recording` | `{"recording":"…"}`, so far |
//!
//! The answer to a request that cannot be done is `{"error":"…"}`, and nothing changes. Pure, like the machine: a scan
//! happens when the page requests it. All requests are bounded, because they may come from a link.

use crate::asked::Asked;
use backpropd_machine::address::Address;
use backpropd_machine::board::Kind;
use backpropd_machine::machine::{Control, Machine};
use backpropd_machine::messages;
use backpropd_machine::panel::{Input, Levels};
use backpropd_machine::printable::printable;
use backpropd_machine::recording::{Buffer, Change, Recording, Start};
use backpropd_machine::status::{Shown, Status};
use serde::Serialize;
use std::collections::VecDeque;

/// The most scans per request; the page does not respond meanwhile.
pub const MAX_SCANS: u32 = 10_000;

/// The most steps that a request may train; a recording may have ten thousand per scan.
const MAX_STEPS_PER_REQUEST: u64 = 1_000_000;

/// The most steps that a replayed recording may train: minutes of a browser's time.
pub const MAX_REPLAY_STEPS: u64 = 200_000_000;

/// The most scans of a replayed recording: two days at the usual pace.
pub const MAX_REPLAY_SCANS: u64 = 20_000_000;

/// How many presses can be undone.
const UNDOS: usize = 10;

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Answer {
    Ok(bool),
    Recording(String),
    Address(String),
    Error(String),
}

/// One machine on a simulated board, with its recording.
#[derive(Debug)]
pub struct Desk {
    machine: Machine,
    levels: Levels,
    buffer: Buffer,
    /// The rest of the recording that is being replayed.
    changes: VecDeque<(u64, Change)>,
    /// Where it ends; 0 without one.
    end: u64,
    /// As it was before each of the last presses, the latest one last.
    before: Vec<Moment>,
}

/// What is gone back to.
#[derive(Clone, Debug)]
struct Moment {
    machine: Machine,
    levels: Levels,
    buffer: Buffer,
}

impl Default for Desk {
    fn default() -> Self {
        Self::new(Address::default().machine())
    }
}

impl Desk {
    /// A machine before its first scan.
    fn new(machine: Machine) -> Self {
        Self::from(&Start::new(*machine.settings(), machine.trainer()), machine)
    }

    /// The machine that begins with this start.
    fn from(start: &Start, machine: Machine) -> Self {
        Self {
            buffer: Buffer::of(start),
            machine,
            levels: Levels::default(),
            changes: VecDeque::new(),
            end: 0,
            before: Vec::new(),
        }
    }

    /// Performs this request and answers it.
    pub fn answer(&mut self, request: &[u8]) -> String {
        let request = str::from_utf8(request).map_err(|_| "a request is text".to_owned());
        let done = request.and_then(|request| self.done(request));
        done.unwrap_or_else(|error| text(&Answer::Error(error)))
    }

    fn done(&mut self, request: &str) -> Result<String, String> {
        let (line, rest) = request.split_once('\n').unwrap_or((request, ""));
        let (verb, words) = line.split_once(' ').unwrap_or((line, ""));
        match (verb, words) {
            ("open", address) => self.start_over_as(Self::new(Address::parse(address)?.machine())),
            ("copy", "") => {
                let start = Start::parse(rest)?;
                let machine = start.machine().map_err(|_| messages::non_finite())?;
                self.start_over_as(Self::from(&start, machine));
            }
            ("undo", "") => self.undo()?,
            ("address", "") => {
                let address = Address::of(&self.machine).to_string();
                return Ok(text(&Answer::Address(address)));
            }
            ("ledger", bias) => return Ok(text(&Asked::parse(bias, rest)?.ledger()?)),
            ("replay", "") => *self = replay(rest)?,
            ("scan", scans) => self.scan(scans)?,
            ("snapshot", "") => {}
            ("recording", "") => return Ok(text(&Answer::Recording(self.buffer.text()))),
            (what, how) => {
                let change = Change::parse(what, how)?;
                // A recording is replayed to its end before a person continues from there.
                if self.machine.scans() < self.end {
                    return Err(messages::desk_replaying().into());
                }
                if is_press(change) {
                    self.remember();
                }
                self.change(change);
                return Ok(text(&Answer::Ok(true)));
            }
        }
        Ok(self.status())
    }

    /// Starts over as another desk, which can be undone.
    fn start_over_as(&mut self, other: Self) {
        self.remember();
        let before = std::mem::take(&mut self.before);
        *self = Self { before, ..other };
    }

    fn remember(&mut self) {
        if self.before.len() == UNDOS {
            self.before.remove(0);
        }
        let (machine, levels) = (self.machine.clone(), self.levels);
        self.before.push(Moment {
            machine,
            levels,
            buffer: self.buffer.clone(),
        });
    }

    fn undo(&mut self) -> Result<(), String> {
        let moment = self.before.pop().ok_or_else(messages::desk_undo)?;
        let before = std::mem::take(&mut self.before);
        *self = Self {
            machine: moment.machine,
            levels: moment.levels,
            buffer: moment.buffer,
            changes: VecDeque::new(),
            end: 0,
            before,
        };
        Ok(())
    }

    fn change(&mut self, change: Change) {
        match change {
            Change::Level(input, active) => self.levels.set(input, active),
            Change::Control(control) => {
                self.buffer.control(&self.machine, control);
                self.machine.control(control);
            }
        }
    }

    /// Scans; a replay stops at its end.
    fn scan(&mut self, scans: &str) -> Result<(), String> {
        let wrong = || messages::recording_not_whole(printable(scans));
        let scans: u32 = scans.parse().map_err(|_| wrong())?;
        if scans > MAX_SCANS {
            let allowed = messages::range_from_to(0, MAX_SCANS);
            return Err(messages::recording_out_of_range("scan", scans, allowed));
        }
        let last = self.machine.trainer().steps() + MAX_STEPS_PER_REQUEST;
        let was_over = self.machine.scans() >= self.end;
        for _ in 0..scans {
            let scan = self.machine.scans();
            let is_over = scan >= self.end;
            if (is_over && !was_over) || self.machine.trainer().steps() >= last {
                break;
            }
            while self.changes.front().is_some_and(|(at, _)| *at <= scan) {
                let Some((_, change)) = self.changes.pop_front() else {
                    break;
                };
                self.change(change);
            }
            self.machine.scan(self.levels, &mut |_| {});
            self.buffer.scanned(&self.machine);
        }
        Ok(())
    }

    fn status(&self) -> String {
        let mut status = Status::of(&self.machine, Kind::Sim, self.machine.time());
        status.warnings.clear(); // the page's board has no contacts that fail
        #[derive(Serialize)]
        struct Here<'a> {
            #[serde(flatten)]
            shown: Shown<'a>,
            /// The remaining scans of the replay.
            replaying: u64,
            /// How many presses can be undone.
            undo: usize,
        }
        let replaying = self.end.saturating_sub(self.machine.scans());
        text(&Here {
            shown: Shown::of(&status),
            replaying,
            undo: self.before.len(),
        })
    }
}

fn replay(recording: &str) -> Result<Desk, String> {
    let recording = Recording::read(recording.as_bytes()).map_err(|error| error.to_string())?;
    if recording.scans() > MAX_REPLAY_SCANS || recording.most_steps() > MAX_REPLAY_STEPS {
        return Err(messages::desk_too_long().into());
    }
    let start = recording.start();
    let machine = start.machine().map_err(|_| messages::non_finite())?;
    let mut desk = Desk::from(start, machine);
    desk.end = recording.scans();
    desk.changes = recording.into_changes().into();
    Ok(desk)
}

/// Whether this is what a person undoes.
fn is_press(change: Change) -> bool {
    matches!(
        change,
        Change::Level(Input::Teach | Input::Forget, true) | Change::Control(Control::Restart)
    )
}

/// A text without line breaks: the numbers and words in it are ours, and others' text is escaped.
fn text(answer: &impl Serialize) -> String {
    serde_json::to_string(answer).unwrap_or_default()
}
