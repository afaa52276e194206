//! One row of the truth table, and how right the answer for it is.

use crate::trainer::Sample;
use serde::{Deserialize, Serialize};

/// One row of the truth table. Switches and LEDs are written as 0 and 1.
///
/// ```
/// use backpropd_machine::snapshot::Row;
/// let row = Row { x: [1, 0], target: None, out: [0.5, 0.2], leds: [1, 0], right: false };
/// assert!(serde_json::to_string(&row)?.starts_with(r#"{"x":[1,0],"target":null"#));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The input pattern (i1, i2).
    pub x: [u8; 2],
    /// The answer taught for it, if any.
    pub target: Option<[u8; 2]>,
    /// out_o1 and out_o2 for it, each in \[0, 1\].
    pub out: [f64; 2],
    /// The answers of o1 and o2: the LEDs when the switches are set to it.
    pub leds: [u8; 2],
    /// Whether it was taught and both outputs are within tolerance.
    pub right: bool,
}

/// How right the answer for a row is.
///
/// ```
/// use backpropd_machine::snapshot::{Row, Verdict};
/// let row = Row { x: [1, 0], target: Some([1, 0]), out: [0.7, 0.2], leds: [1, 0], right: false };
/// assert_eq!(row.verdict(), Verdict::Near);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Nothing was taught for it.
    Untaught,
    /// Both outputs are within tolerance.
    Right,
    /// Both LEDs are right, but an output is not within tolerance.
    Near,
    /// An LED is wrong.
    Wrong,
}

impl Row {
    /// What was taught for it, if anything.
    pub fn sample(&self) -> Option<Sample> {
        let [x, t] = [self.x, self.target?].map(|pair| pair.map(|digit| digit == 1));
        Some(Sample { x, t })
    }

    /// How right the answer is.
    pub fn verdict(&self) -> Verdict {
        match self.target {
            None => Verdict::Untaught,
            Some(_) if self.right => Verdict::Right,
            Some(target) if target == self.leds => Verdict::Near,
            Some(_) => Verdict::Wrong,
        }
    }
}
