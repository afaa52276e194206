//! What a daemon reports to viewers: the snapshot of its machine, and its own state; also the form of it that the page
//! gets. Only data.

use crate::board::Kind;
use crate::classroom::bulletin::{self, Bulletin};
use crate::language::{self, Language};
use crate::machine::Machine;
use crate::printable;
use crate::snapshot::{Row, Snapshot, Summary, Verdict};
use serde::{Deserialize, Serialize};
#[cfg(feature = "ko")]
use std::collections::BTreeMap;
use std::fmt::Display;
use std::time::Duration;

/// What a daemon reports to viewers: its machine, and itself. In JSON one flat object.
///
/// ```
/// use backpropd_machine::board::Kind;
/// use backpropd_machine::machine::{Machine, Settings};
/// use backpropd_machine::status::Status;
/// use backpropd_machine::trainer::{self, Trainer};
/// use std::time::Duration;
/// let machine = Machine::new(Settings::default(), Trainer::new(trainer::Settings::default(), 42));
/// let status = Status::of(&machine, Kind::Sim, Duration::from_secs(3));
/// let json = serde_json::to_string(&status)?;
/// assert!(json.contains(r#""board":"sim","uptime_s":3.0,"saved_s_ago":null,"warnings":[],"scan":0"#));
/// assert_eq!(serde_json::from_str::<Status>(&json)?, status);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Status {
    /// The version of the program.
    #[serde(deserialize_with = "printable::read")]
    pub version: String,
    /// The kind of board.
    pub board: Kind,
    /// Seconds since the start.
    pub uptime_s: f64,
    /// Seconds since the state was last saved; `None` if it is not being saved, or was not saved yet.
    pub saved_s_ago: Option<f64>,
    /// Warnings in English, one sentence each, without a full stop. See [`Self::warn`].
    #[serde(deserialize_with = "printable::read")]
    pub warnings: Vec<String>,
    /// The warnings in the daemon's other languages, by the language's name; empty if there are none. A viewer cannot
    /// translate them, because they contain remarks about the config and errors of the system.
    #[cfg(feature = "ko")]
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[serde(deserialize_with = "printable::read")]
    pub warnings_in: BTreeMap<String, Vec<String>>,
    /// The machine.
    #[serde(flatten)]
    pub snapshot: Snapshot,
}

impl Status {
    /// The status of this machine on this board, at this time since the start.
    pub fn of(machine: &Machine, board: Kind, uptime: Duration) -> Self {
        let mut status = Self {
            version: env!("CARGO_PKG_VERSION").into(),
            board,
            uptime_s: uptime.as_secs_f64(),
            saved_s_ago: None,
            warnings: Vec::new(),
            #[cfg(feature = "ko")]
            warnings_in: BTreeMap::new(),
            snapshot: machine.snapshot(),
        };
        for warning in machine.warnings().iter() {
            status.warn(&warning);
        }
        status
    }

    /// Adds a warning, displayed in each language.
    ///
    /// ```
    /// use backpropd_machine::board::Kind;
    /// use backpropd_machine::language::{Language, within};
    /// use backpropd_machine::machine::{Machine, Settings};
    /// use backpropd_machine::status::Status;
    /// use backpropd_machine::panel::{Input, Warning};
    /// use backpropd_machine::trainer::{self, Trainer};
    /// let machine = Machine::new(Settings::default(), Trainer::new(trainer::Settings::default(), 42));
    /// let mut status = Status::of(&machine, Kind::Sim, std::time::Duration::ZERO);
    /// status.warn(&Warning::Chatters(Input::I1));
    /// for language in Language::ALL {
    ///     let warning = within(*language, || Warning::Chatters(Input::I1).to_string());
    ///     assert_eq!(within(*language, || status.warnings().to_vec()), [warning]);
    /// }
    /// ```
    pub fn warn(&mut self, warning: &dyn Display) {
        for language in Language::ALL {
            let text = language::within(*language, || warning.to_string());
            match language {
                Language::En => self.warnings.push(text),
                #[cfg(feature = "ko")]
                Language::Ko => self
                    .warnings_in
                    .entry(language.name().into())
                    .or_default()
                    .push(text),
            }
        }
    }

    /// The warnings in the language of the thread, or in English if the daemon does not have that language.
    pub fn warnings(&self) -> &[String] {
        match language::current() {
            Language::En => &self.warnings,
            #[cfg(feature = "ko")]
            language => self
                .warnings_in
                .get(language.name())
                .unwrap_or(&self.warnings),
        }
    }

    /// Whether anything but the time differs from `before`.
    pub fn differs_from(&self, before: &Self) -> bool {
        let mut same = self.clone();
        same.uptime_s = before.uptime_s;
        same.saved_s_ago = before.saved_s_ago;
        same.snapshot.scan = before.snapshot.scan;
        same != *before
    }
}

/// A status for the page, with derived values, so the page need not compute them.
///
/// ```
/// use backpropd_machine::board::Kind;
/// use backpropd_machine::machine::{Machine, Settings};
/// use backpropd_machine::status::{Shown, Status};
/// use backpropd_machine::trainer::{self, Trainer};
/// let machine = Machine::new(Settings::default(), Trainer::new(trainer::Settings::default(), 42));
/// let status = Status::of(&machine, Kind::Sim, std::time::Duration::ZERO);
/// let json = serde_json::to_string(&Shown::of(&status))?;
/// assert!(json.ends_with(r#""verdicts":["untaught","untaught","untaught","untaught"]}"#), "{json}");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Serialize)]
pub struct Shown<'a> {
    /// The status itself; its fields are beside the others.
    #[serde(flatten)]
    status: &'a Status,
    /// A summary of the learning.
    summary: Summary,
    /// The derived values of each row of the truth table.
    verdicts: [Verdict; 4],
    /// What the teacher of a class says.
    #[serde(skip_serializing_if = "Option::is_none")]
    class: Option<bulletin::Shown>,
}

impl<'a> Shown<'a> {
    /// This status with the derived values.
    pub fn of(status: &'a Status) -> Self {
        Self {
            status,
            summary: status.snapshot.summary(),
            verdicts: status.snapshot.rows.each_ref().map(Row::verdict),
            class: None,
        }
    }

    /// The same, and what the teacher of a class says.
    pub fn in_class(status: &'a Status, bulletin: Option<&Bulletin>) -> Self {
        Self {
            class: bulletin.map(|bulletin| bulletin.shown(&status.snapshot)),
            ..Self::of(status)
        }
    }
}
