//! What the teacher says to the class: a table to teach, and one of three requests. Words for people: no message of these
//! reaches a switch, a sample or a weight.
//!
//! What arrives may come from anyone, so it is bounded and made printable.

use super::wire::{digits, json, pair};
use super::{MAX_PAYLOAD, VERSION};
use crate::printable::printable;
use crate::truth_table::TruthTable;
use serde::{Deserialize, Serialize};

/// The longest title, in characters.
pub const MAX_TITLE: usize = 40;

/// A table that the class is to teach.
///
/// ```
/// use backpropd_machine::classroom::goal::Goal;
/// use backpropd_machine::truth_table::TruthTable;
/// let goal = Goal::new("xor,and", &TruthTable::from_gates("xor,and")?);
/// assert_eq!(goal.payload(), r#"{"v":1,"title":"xor,and","goal":["00","10","10","01"]}"#);
/// assert_eq!(Goal::read(goal.payload().as_bytes()), Some(goal));
/// for wrong in [&br#"{"title":"x","goal":["00","10","10","02"]}"#[..], b"", b"{}", br#"{"title":"x","goal":["00"]}"#] {
///     assert_eq!(Goal::read(wrong), None);
/// }
/// # Ok::<(), backpropd_machine::truth_table::ParseError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    title: String,
    answers: [[u8; 2]; 4],
}

#[derive(Serialize, Deserialize)]
struct GoalPayload {
    #[serde(default)]
    v: u8,
    title: String,
    goal: [String; 4],
}

impl Goal {
    /// This table, under this title.
    pub fn new(title: &str, table: &TruthTable) -> Self {
        let answers = table.samples().map(|sample| sample.t.map(u8::from));
        let title = short(title);
        Self { title, answers }
    }

    /// Reads a payload, if it is one.
    pub fn read(payload: &[u8]) -> Option<Self> {
        if payload.len() > MAX_PAYLOAD {
            return None;
        }
        let GoalPayload { title, goal, .. } = serde_json::from_slice(payload).ok()?;
        let mut answers = [[0; 2]; 4];
        for (answer, text) in answers.iter_mut().zip(&goal) {
            *answer = pair(text)?;
        }
        let title = short(&title);
        Some(Self { title, answers })
    }

    /// The payload of `class/goal`.
    pub fn payload(&self) -> String {
        json(&GoalPayload {
            v: VERSION,
            title: self.title.clone(),
            goal: self.answers.map(digits),
        })
    }

    /// Its title: printable, at most [`MAX_TITLE`] characters.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The answers for 00, 01, 10 and 11.
    pub fn answers(&self) -> [[u8; 2]; 4] {
        self.answers
    }

    /// How many of these rows are taught as the goal has them, and how many otherwise.
    pub fn taught(&self, targets: [Option<[u8; 2]>; 4]) -> (usize, usize) {
        let taught = targets.iter().zip(self.answers);
        taught.fold((0, 0), |(right, wrong), (target, answer)| match target {
            Some(target) if *target == answer => (right + 1, wrong),
            Some(_) => (right, wrong + 1),
            None => (right, wrong),
        })
    }
}

/// What the teacher asks every desk to do, with its own hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ask {
    /// Press *forget*.
    Forget,
    /// Press *teach*.
    Teach,
    /// Let go of everything.
    HandsOff,
}

impl Ask {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Forget, Self::Teach, Self::HandsOff];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Forget => "forget",
            Self::Teach => "teach",
            Self::HandsOff => "hands-off",
        }
    }
}

/// A request, and which one it is: the same one may be made twice.
///
/// ```
/// use backpropd_machine::classroom::goal::{Ask, Asked};
/// let asked = Asked { ask: Some(Ask::HandsOff), n: 4 };
/// assert_eq!(asked.payload(), r#"{"v":1,"ask":"hands-off","n":4}"#);
/// assert_eq!(Asked::read(asked.payload().as_bytes()), Some(asked));
/// assert_eq!(Asked::read(br#"{"ask":"sing","n":4}"#), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What is asked for; `None` for nothing any more.
    pub ask: Option<Ask>,
    /// Drawn for each request.
    pub n: u32,
}

#[derive(Serialize, Deserialize)]
struct AskPayload {
    #[serde(default)]
    v: u8,
    ask: Option<Ask>,
    n: u32,
}

impl Asked {
    /// Reads a payload, if it is one.
    pub fn read(payload: &[u8]) -> Option<Self> {
        if payload.len() > MAX_PAYLOAD {
            return None;
        }
        let AskPayload { ask, n, .. } = serde_json::from_slice(payload).ok()?;
        Some(Self { ask, n })
    }

    /// The payload of `class/ask`.
    pub fn payload(&self) -> String {
        let Self { ask, n } = *self;
        json(&AskPayload { v: VERSION, ask, n })
    }
}

/// Printable, and not longer than a title may be.
fn short(text: &str) -> String {
    printable(text).chars().take(MAX_TITLE).collect()
}
