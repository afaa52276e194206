//! What every viewer sees: the machine at one moment, as plain numbers.
//!
//! Leaves the scan sideways (`Machine::snapshot`) and is the only thing that a demo, a log or a screen looks at; none
//! of them holds the machine or the board. Only data: it decides nothing.

use crate::nn::{Biases, Weights};
use crate::panel::{LedPattern, Levels};
use crate::trainer::State;
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
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Snapshot {
    /// How many scans there were.
    pub scan: u64,
    /// How the learning goes.
    pub state: State,
    /// Why it is impossible, if it is.
    pub reason: Option<String>,
    /// Training steps since the start.
    pub steps: u64,
    /// The pace of the training.
    pub steps_per_second: u32,
    /// How often new weights were drawn because the learning was stuck.
    pub restarts: u64,
    /// The seed of the weights.
    pub seed: u64,
    /// The mean loss over the taught rows.
    pub loss: f64,
    /// The inputs as the board read them.
    pub raw: Levels,
    /// The inputs as they are believed.
    pub debounced: Levels,
    /// The LEDs.
    pub leds: LedPattern,
    /// The truth table: input patterns 00, 01, 10, 11.
    pub rows: [Row; 4],
    /// w1…w8
    pub weights: Weights,
    /// b_h1, b_h2, b_o1, b_o2
    pub biases: Biases,
}
