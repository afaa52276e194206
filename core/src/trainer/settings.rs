//! Training settings, and the range of each number. Only data.

use crate::nn::{Bias, LearningRates};
use crate::range::Range;
use serde::{Deserialize, Serialize};

/// Which samples to train on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// All taught samples in turn, one online step each.
    #[default]
    Replay,
    /// Only the pattern that the switches show, and only while `teach` is held. The network may forget what it learned
    /// before.
    Hold,
}

impl Mode {
    /// Its name in the config and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Mode::Replay => "replay",
            Mode::Hold => "hold",
        }
    }
}

/// Training settings.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// How biases are handled.
    pub bias: Bias,
    /// α, the factor of each step down the gradient; > 0. Without biases it applies to w5…w8, see
    /// [`learning_rates`](Self::learning_rates).
    pub learning_rate: f64,
    /// μ, the share of the previous change that is added to the next one; 0 (plain gradient descent) to below 1.
    pub momentum: f64,
    /// The half-width of the range that new weights w5…w8 are drawn from; w1…w4 scale with it; > 0.
    pub init_range: f64,
    /// Which samples to train on.
    pub mode: Mode,
    /// A row is right if both outputs are this close to their targets; above 0, below ½.
    pub tolerance: f64,
    /// After this many steps new weights are drawn if a row is on the wrong side of ½; a plateau is noticed earlier.
    pub patience: u64,
    /// Whether new weights are drawn when training is stuck. Without, it stays stuck, to be looked at.
    // Recordings of earlier versions do not say so.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub restart: bool,
}

fn yes() -> bool {
    true
}

fn is_yes(it: &bool) -> bool {
    *it
}

impl Settings {
    /// The defaults for this bias mode and momentum (0 to below 1), with replay and a tolerance of 0.2. Found with
    /// `backpropd survey`; see DESIGN.md.
    pub fn suiting(bias: Bias, momentum: f64) -> Self {
        let (learning_rate, init_range) = match bias {
            Bias::None => (8.0, 10.0),
            Bias::Fixed => (6.0, 5.0),
            Bias::Trained => (6.0, 2.0),
        };
        let share = match momentum {
            0.0..1.0 => (2.5 * (1.0 - momentum)).clamp(1e-3, 1.0),
            _ => 1.0, // out of range; the config reports it
        };
        Self {
            bias,
            // Momentum adds up steps in one direction, up to 1/(1 − μ) of them. Rounded, to be readable.
            learning_rate: (learning_rate * share * 1e6).round() / 1e6,
            momentum,
            init_range,
            mode: Mode::Replay,
            tolerance: 0.2,
            patience: 5_000,
            restart: true,
        }
    }

    /// α of each layer. Without biases, the output weights have about ten times as far to go as the hidden ones, so
    /// w1…w4 take steps one eighth as large.
    pub fn learning_rates(&self) -> LearningRates {
        let hidden = match self.bias {
            Bias::None => self.learning_rate / 8.0,
            Bias::Fixed | Bias::Trained => self.learning_rate,
        };
        LearningRates {
            hidden,
            output: self.learning_rate,
        }
    }

    /// About how many steps a whole table takes from a fresh start until it is within tolerance: half of the tables
    /// need no more than the first number, 99 in 100 no more than the second. `None` with fixed biases, where some
    /// tables are never learned. Fitted to `backpropd survey`: steps get shorter as the outputs get closer, so the
    /// number grows with 1/tolerance².
    pub fn expected_steps(&self) -> Option<[f64; 2]> {
        let [median, most] = match self.bias {
            Bias::None => [(250.0, 5.4), (24_000.0, 102.0)],
            Bias::Trained => [(60.0, 1.1), (1_200.0, 5.5)],
            Bias::Fixed => return None,
        };
        let suiting = Self::suiting(self.bias, self.momentum).learning_rate;
        let slower = (suiting / self.learning_rate).max(1.0);
        let square = self.tolerance * self.tolerance;
        Some([median, most].map(|(start, rest)| slower * (start + rest / square)))
    }

    /// The numeric settings by name, with their ranges.
    pub fn numbers(&self) -> [(&'static str, f64, Range); 5] {
        [
            ("learning_rate", self.learning_rate, Self::LEARNING_RATE),
            ("momentum", self.momentum, Self::MOMENTUM),
            ("init_range", self.init_range, Self::INIT_RANGE),
            ("tolerance", self.tolerance, Self::TOLERANCE),
            ("patience", self.patience as f64, Self::PATIENCE),
        ]
    }

    /// The range of `learning_rate`.
    pub const LEARNING_RATE: Range = Range::above(0.0).up_to(100.0);
    /// The range of `momentum`.
    pub const MOMENTUM: Range = Range::from(0.0).below(1.0);
    /// The range of `init_range`.
    pub const INIT_RANGE: Range = Range::above(0.0).up_to(100.0);
    /// The range of `tolerance`.
    pub const TOLERANCE: Range = Range::above(0.0).below(0.5);
    /// The range of `patience`.
    pub const PATIENCE: Range = Range::from(100.0).up_to(1e9);
}

impl Default for Settings {
    fn default() -> Self {
        Self::suiting(Bias::default(), 0.0)
    }
}
