//! How to train: only data, and what range each number may lie in.

use crate::nn::Bias;
use crate::range::Range;
use serde::{Deserialize, Serialize};

/// What is trained on.
///
/// ```
/// use backpropd_core::trainer::Mode;
/// assert_eq!(Mode::default(), Mode::Replay);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// The taught samples in turn, one online step each.
    #[default]
    Replay,
    /// Only the pattern that the switches show, only while `teach` is held: what was taught before can be forgotten.
    Hold,
}

/// How to train.
///
/// ```
/// use backpropd_core::trainer::Settings;
/// assert_eq!(Settings::default().tolerance, 0.2);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// What becomes of the biases.
    pub bias: Bias,
    /// α, the factor of each step down the gradient; > 0.
    pub learning_rate: f64,
    /// μ, the share of the last change that goes into the next; 0 (plain gradient descent) to below 1.
    pub momentum: f64,
    /// New weights are drawn uniformly from ±this; > 0.
    pub init_range: f64,
    /// What is trained on.
    pub mode: Mode,
    /// A row is right when both outputs are this near to their targets; above 0, below ½.
    pub tolerance: f64,
    /// After how many steps without success new weights are drawn in any case; a plateau is seen earlier.
    pub patience: u64,
}

impl Settings {
    /// The numbers among them, by name, and what each may be.
    pub fn numbers(&self) -> [(&'static str, f64, Range); 5] {
        [
            (
                "learning_rate",
                self.learning_rate,
                Range::above(0.0).up_to(100.0),
            ),
            ("momentum", self.momentum, Range::from(0.0).below(1.0)),
            (
                "init_range",
                self.init_range,
                Range::above(0.0).up_to(100.0),
            ),
            ("tolerance", self.tolerance, Range::above(0.0).below(0.5)),
            (
                "patience",
                self.patience as f64,
                Range::from(100.0).up_to(1e9),
            ),
        ]
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            bias: Bias::Trained,
            learning_rate: 4.0,
            momentum: 0.0,
            init_range: 2.0,
            mode: Mode::Replay,
            tolerance: 0.2,
            patience: 5_000,
        }
    }
}
