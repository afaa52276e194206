//! What the teacher has said, as a desk shows it: the goal, and what is asked for. `backpropd mqtt` writes it to a file, and
//! viewers of the same computer show it. The daemon never reads it.

use super::goal::{Ask, Goal};
use super::wire::json;
use crate::snapshot::Snapshot;
use serde::{Deserialize, Serialize};

/// What the teacher has said.
///
/// ```
/// use backpropd_machine::classroom::bulletin::Bulletin;
/// use backpropd_machine::classroom::goal::{Ask, Goal};
/// use backpropd_machine::truth_table::TruthTable;
/// let goal = Some(Goal::new("xor,and", &TruthTable::from_gates("xor,and")?));
/// let bulletin = Bulletin { goal, ask: Some(Ask::Forget) };
/// assert_eq!(Bulletin::read(bulletin.text().as_bytes()), Some(bulletin));
/// assert_eq!(Bulletin::read(b"{}"), None);
/// # Ok::<(), backpropd_machine::truth_table::ParseError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bulletin {
    /// The table that the class is to teach.
    pub goal: Option<Goal>,
    /// What every desk is asked for.
    pub ask: Option<Ask>,
}

#[derive(Serialize, Deserialize)]
struct File {
    goal: Option<String>,
    ask: Option<Ask>,
}

/// It for the page, beside a machine.
#[derive(Clone, Debug, Serialize)]
pub struct Shown {
    goal: Option<ShownGoal>,
    ask: Option<Ask>,
}

#[derive(Clone, Debug, Serialize)]
struct ShownGoal {
    title: String,
    /// How many rows are taught as the goal has them, and how many otherwise.
    right: usize,
    wrong: usize,
}

impl Bulletin {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.goal.is_none() && self.ask.is_none()
    }

    /// The text of its file.
    pub fn text(&self) -> String {
        json(&File {
            goal: self.goal.as_ref().map(Goal::payload),
            ask: self.ask,
        })
    }

    /// Reads the file, if it is one and says something. As strict as with a message from the broker.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let File { goal, ask } = serde_json::from_slice(bytes).ok()?;
        let goal = match goal {
            Some(payload) => Some(Goal::read(payload.as_bytes())?),
            None => None,
        };
        let bulletin = Self { goal, ask };
        (!bulletin.is_empty()).then_some(bulletin)
    }

    /// It beside this machine.
    pub fn shown(&self, snapshot: &Snapshot) -> Shown {
        let goal = self.goal.as_ref().map(|goal| {
            let (right, wrong) = goal.taught(snapshot.rows.each_ref().map(|row| row.target));
            let title = goal.title().into();
            ShownGoal {
                title,
                right,
                wrong,
            }
        });
        Shown {
            goal,
            ask: self.ask,
        }
    }
}
