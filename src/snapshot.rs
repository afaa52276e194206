//! What every viewer sees: the machine at one moment, as plain numbers.
//!
//! Leaves the scan sideways (`Machine::snapshot`) and is the only thing that a demo, a log or a screen looks at; none
//! of them holds the machine or the board. Only data: it decides nothing.

use crate::loss_curve::Point;
use crate::nn::{Bias, Biases, Ledger, Weights};
use crate::panel::{LedPattern, Levels};
use crate::trainer::{Impossible, Mode, State};
use serde::{Deserialize, Serialize};

/// One row of the truth table. Switches and LEDs are written as 0 and 1.
///
/// ```
/// use backpropd::snapshot::Row;
/// let row = Row { x: [1, 0], target: None, out: [0.5, 0.2], leds: [1, 0], right: false };
/// assert!(serde_json::to_string(&row)?.starts_with(r#"{"x":[1,0],"target":null"#));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The input pattern (i1, i2).
    pub x: [u8; 2],
    /// The answer taught for it, if one was.
    pub target: Option<[u8; 2]>,
    /// out_o1 and out_o2 for it, each in \[0, 1\].
    pub out: [f64; 2],
    /// The LEDs o1 and o2 when the switches show it.
    pub leds: [u8; 2],
    /// Whether it was taught and both outputs are within tolerance.
    pub right: bool,
}

/// The machine at one moment.
///
/// ```
/// use backpropd::machine::{Machine, Settings};
/// use backpropd::trainer::{self, State, Trainer};
/// let trainer = Trainer::new(trainer::Settings::default(), 42);
/// let snapshot = Machine::new(Settings::default(), trainer).snapshot();
/// assert_eq!(snapshot.state, State::Idle);
/// assert_eq!(snapshot.seed, 42);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// How many scans there were.
    pub scan: u64,
    /// How the learning goes.
    pub state: State,
    /// Why it is impossible, if it is, in words.
    pub reason: Option<String>,
    /// The same for programs that have words of their own.
    pub impossible: Option<Impossible>,
    /// Training steps since the first start.
    pub steps: u64,
    /// The pace of the training.
    pub steps_per_second: u32,
    /// Whether training was stopped by hand.
    pub paused: bool,
    /// What is trained on.
    pub mode: Mode,
    /// What becomes of the biases.
    pub bias: Bias,
    /// α
    pub learning_rate: f64,
    /// A row is right when both outputs are this near to the target.
    pub tolerance: f64,
    /// How often new weights were drawn because the learning was stuck.
    pub restarts: u64,
    /// The seed of the weights.
    pub seed: u64,
    /// The mean loss over the taught rows.
    pub loss: f64,
    /// The loss since the start.
    pub losses: Vec<Point>,
    /// The inputs as the board read them.
    pub raw: Levels,
    /// The inputs as they are believed.
    pub debounced: Levels,
    /// The LEDs.
    pub leds: LedPattern,
    /// An output LED is lit from this out_o on.
    pub threshold: f64,
    /// The truth table: input patterns 00, 01, 10, 11.
    pub rows: [Row; 4],
    /// w1…w8
    pub weights: Weights,
    /// b_h1, b_h2, b_o1, b_o2
    pub biases: Biases,
    /// The latest training step in all its numbers, if the present weights have been trained.
    pub last_step: Option<Ledger>,
}

/// What a daemon tells those who look on: its machine, and itself. In JSON one flat object.
///
/// ```
/// use backpropd::machine::{Machine, Settings};
/// use backpropd::snapshot::Status;
/// use backpropd::trainer::{self, Trainer};
/// use std::time::Duration;
/// let machine = Machine::new(Settings::default(), Trainer::new(trainer::Settings::default(), 42));
/// let status = machine.status("sim", Duration::from_secs(3));
/// let json = serde_json::to_string(&status)?;
/// assert!(json.contains(r#""board":"sim","uptime_s":3.0,"saved_s_ago":null,"warnings":[],"scan":0"#));
/// assert_eq!(serde_json::from_str::<Status>(&json)?, status);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Status {
    /// The version of the program.
    pub version: String,
    /// The kind of board, as in the config: `sim` is a simulated one.
    pub board: String,
    /// Seconds since the start.
    pub uptime_s: f64,
    /// Seconds since what was learned was last saved; `None` when nothing is being saved, or nothing was yet.
    pub saved_s_ago: Option<f64>,
    /// What a person should know, a sentence each.
    pub warnings: Vec<String>,
    /// The machine.
    #[serde(flatten)]
    pub snapshot: Snapshot,
}

impl Status {
    /// Whether anything but the time has changed since `before`.
    pub fn differs_from(&self, before: &Self) -> bool {
        let mut same = self.clone();
        same.uptime_s = before.uptime_s;
        same.saved_s_ago = before.saved_s_ago;
        same.snapshot.scan = before.snapshot.scan;
        same != *before
    }
}
