//! The machine at one moment, as plain numbers: everything a viewer sees.
//!
//! Place: it leaves the scan sideways (`Machine::snapshot`). Demo, log and screens see only the snapshot; none of them
//! holds the machine or the board. Only data: it decides nothing.

mod reason;
mod row;
mod summary;

pub use reason::reason;
pub(crate) use reason::reason_in_english;
pub use row::{Row, Verdict};
pub use summary::Summary;

use crate::loss_curve::Point;
use crate::nn::{Bias, Biases, Ledger, Weights};
use crate::panel::{LedPattern, Levels, Show};
use crate::trainer::{Impossible, Mode, State};
use serde::{Deserialize, Serialize};

/// The output of each neuron, in \[0, 1\].
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)] // the names are the documentation
pub struct Outs {
    pub h1: f64,
    pub h2: f64,
    pub o1: f64,
    pub o2: f64,
}

impl From<[f64; 4]> for Outs {
    fn from([h1, h2, o1, o2]: [f64; 4]) -> Self {
        Self { h1, h2, o1, o2 }
    }
}

/// The machine at one moment.
///
/// ```
/// use backpropd_machine::machine::{Machine, Settings};
/// use backpropd_machine::trainer::{self, State, Trainer};
/// let trainer = Trainer::new(trainer::Settings::default(), 42);
/// let snapshot = Machine::new(Settings::default(), trainer).snapshot();
/// assert_eq!(snapshot.state, State::Idle);
/// assert_eq!(snapshot.seed, 42);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The number of scans.
    pub scan: u64,
    /// The state of learning.
    pub state: State,
    /// Why it is impossible, if it is. In JSON, also in words as `reason`.
    #[serde(flatten, with = "in_words")]
    pub impossible: Option<Impossible>,
    /// Training steps since the first start.
    pub steps: u64,
    /// The pace of the training.
    pub steps_per_second: u32,
    /// Whether training is paused.
    pub paused: bool,
    /// Whether `forget` is down. If it is released within two seconds, the samples stay.
    #[serde(default)] // missing from daemons of earlier versions
    pub forgetting: bool,
    /// Which samples are trained.
    pub mode: Mode,
    /// How biases are handled.
    pub bias: Bias,
    /// α; if each layer has its own, that of w5…w8
    pub learning_rate: f64,
    /// α of w1…w4
    pub learning_rate_h: f64,
    /// μ, the share of the previous change that is added to the next one.
    #[serde(default)] // a daemon of an earlier version does not say so
    pub momentum: f64,
    /// A row is right if both outputs are this close to the target.
    pub tolerance: f64,
    /// How often new weights were drawn because training was stuck.
    pub restarts: u64,
    /// The numbers of steps after which that was, the latest 32.
    #[serde(default)]
    pub restarted_at: Vec<u64>,
    /// The seed of the weights.
    pub seed: u64,
    /// The mean loss over the taught rows.
    pub loss: f64,
    /// The loss since the start.
    pub losses: Vec<Point>,
    /// The raw inputs.
    pub raw: Levels,
    /// The debounced inputs.
    pub debounced: Levels,
    /// The LEDs that are lit at this moment. A blinking LED is lit in some snapshots and not in others.
    pub leds: LedPattern,
    /// The answer is 1 if out_o is at least this.
    pub threshold: f64,
    /// What the LEDs o1 and o2 show.
    pub show: Show,
    /// The answers of o1 and o2 to the current inputs, whatever the LEDs show.
    pub answer: [u8; 2],
    /// out_h1, out_h2, out_o1 and out_o2 for the current inputs.
    pub outs: Outs,
    /// The truth table: input patterns 00, 01, 10, 11.
    pub rows: [Row; 4],
    /// w1…w8
    pub weights: Weights,
    /// b_h1, b_h2, b_o1, b_o2
    pub biases: Biases,
    /// The latest training step with all its numbers, if the current weights have been trained.
    pub last_step: Option<Ledger>,
}

impl Snapshot {
    /// A summary of the learning.
    pub fn summary(&self) -> Summary {
        Summary::of(self.state, self.impossible, &self.rows, self.restarts)
    }
}

/// The reason in JSON: a name for programs, and words for people who read JSON.
mod in_words {
    use super::{Deserialize, Impossible, Serialize, reason_in_english};
    use serde::{Deserializer, Serializer};

    #[derive(Serialize)]
    struct Written {
        reason: Option<&'static str>,
        impossible: Option<Impossible>,
    }

    #[derive(Deserialize)]
    struct Read {
        impossible: Option<Impossible>,
    }

    pub fn serialize<S: Serializer>(
        impossible: &Option<Impossible>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let impossible = *impossible;
        let reason = impossible.map(reason_in_english);
        Written { reason, impossible }.serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Impossible>, D::Error> {
        Ok(Read::deserialize(deserializer)?.impossible)
    }
}
