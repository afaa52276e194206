//! The events that the machine reports, and the line for each in the log and on the screen.

use crate::messages;
use crate::snapshot::{reason, reason_in_english};
use crate::trainer::{Impossible, Sample, Samples};
use serde::Serialize;
use std::fmt;

/// An event that a person would want to know about. Its text is one line, in the language of the thread.
///
/// ```
/// use backpropd_machine::{machine::Event, trainer::Sample};
/// let event = Event::Taught(Sample { x: [false, true], t: [true, false] });
/// assert_eq!(event.to_string(), "taught 01 → 10");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// A sample was stored.
    Taught(Sample),
    /// `forget` was pressed: new weights.
    Forgot,
    /// `forget` was held: new weights, no samples, all counts at 0.
    ForgotAll,
    /// Every taught row is right.
    Learned {
        /// Steps since the start.
        steps: u64,
        /// How many of the four rows are taught.
        taught: usize,
    },
    /// The taught table cannot be learned.
    Impossible {
        /// Why, and what helps.
        #[serde(serialize_with = "as_text")]
        why: Impossible,
    },
    /// Training was stuck, or the weights diverged, so new weights were drawn.
    Restarted {
        /// The number of restarts since the start.
        restarts: u64,
        /// For each row, whether it was still wrong; all false if the weights diverged.
        wrong: [bool; 4],
    },
}

impl Event {
    /// Whether a person caused it at the panel. The other events come from the trainer.
    pub fn is_by_hand(&self) -> bool {
        match self {
            Event::Taught(_) | Event::Forgot | Event::ForgotAll => true,
            Event::Learned { .. } | Event::Impossible { .. } | Event::Restarted { .. } => false,
        }
    }

    /// Whether something was forgotten.
    pub fn is_forget(&self) -> bool {
        matches!(self, Event::Forgot | Event::ForgotAll)
    }
}

fn as_text<S: serde::Serializer>(why: &Impossible, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(reason_in_english(*why))
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Event::Taught(sample) => messages::event_taught(sample),
            Event::Forgot => messages::event_forgot().into(),
            Event::ForgotAll => messages::event_forgot_all().into(),
            Event::Learned { steps, taught } => {
                let steps = messages::count_steps(steps);
                match taught {
                    4 => messages::event_learned(steps),
                    taught => messages::event_learned_in_part(taught, steps),
                }
            }
            Event::Impossible { why } => messages::event_impossible(reason(*why)),
            Event::Restarted { restarts, wrong } => {
                let rows: Vec<_> = (Samples::PATTERNS.iter().zip(wrong))
                    .filter(|(_, wrong)| **wrong)
                    .map(|([i1, i2], _)| format!("{}{}", *i1 as u8, *i2 as u8))
                    .collect();
                match rows.is_empty() {
                    true => messages::event_diverged(restarts),
                    false => messages::event_stuck(rows.join(", "), restarts),
                }
            }
        };
        f.write_str(&text)
    }
}
