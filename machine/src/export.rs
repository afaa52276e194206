//! The learned weights and samples as JSON, for use elsewhere: `export` prints it, the page saves it, `explain --from`
//! reads it.
//!
//! A state file holds more: everything that the trainer needs to continue, and a checksum.

use crate::nn::{Bias, Biases, Weights};
use crate::snapshot::{Row, Snapshot};
use crate::trainer::Sample;
use serde::{Deserialize, Serialize};

/// The weights and the samples, in full precision.
///
/// ```
/// use backpropd_machine::export::Export;
/// use backpropd_machine::machine::{Machine, Settings};
/// use backpropd_machine::trainer::{self, Sample, Trainer};
/// let mut trainer = Trainer::new(trainer::Settings::default(), 7);
/// let sample = Sample { x: [true, false], t: [false, true] };
/// trainer.teach(sample);
/// let machine = Machine::new(Settings::default(), trainer);
/// let text = Export::of(&machine.snapshot(), "0.1.0").text();
/// assert!(text.ends_with("}\n"));
/// let export = Export::read(text.as_bytes())?;
/// assert_eq!(export.samples, [sample]);
/// assert_eq!(export.weights, machine.snapshot().weights);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Export {
    /// The version of the program that wrote it.
    #[serde(alias = "version")] // from the page, in an earlier version
    pub program: String,
    /// How biases are handled.
    pub bias: Bias,
    /// α of the output layer; earlier exports lack this and the next three fields.
    pub learning_rate: Option<f64>,
    /// α of the hidden layer.
    pub learning_rate_h: Option<f64>,
    /// A row is right if both outputs are this close to the target.
    pub tolerance: Option<f64>,
    /// An output LED is lit if out_o is at least this.
    pub threshold: Option<f64>,
    /// w1…w8
    pub weights: Weights,
    /// b_h1, b_h2, b_o1, b_o2
    pub biases: Biases,
    /// The taught samples.
    pub samples: Vec<Sample>,
    /// Training steps since the first start.
    pub steps: u64,
    /// How often new weights were drawn because training was stuck.
    #[serde(default)]
    pub restarts: u64,
    /// The seed of the weights.
    pub seed: u64,
}

impl Export {
    /// The export of this snapshot, written by this version of the program.
    pub fn of(snapshot: &Snapshot, program: &str) -> Self {
        Self {
            program: program.into(),
            bias: snapshot.bias,
            learning_rate: Some(snapshot.learning_rate),
            learning_rate_h: Some(snapshot.learning_rate_h),
            tolerance: Some(snapshot.tolerance),
            threshold: Some(snapshot.threshold),
            weights: snapshot.weights,
            biases: snapshot.biases,
            samples: snapshot.rows.iter().filter_map(Row::sample).collect(),
            steps: snapshot.steps,
            restarts: snapshot.restarts,
            seed: snapshot.seed,
        }
    }

    /// The text of its file.
    ///
    /// # Panics
    /// Never: plain data can always be serialised.
    pub fn text(&self) -> String {
        serde_json::to_string_pretty(self).expect("plain data") + "\n"
    }

    /// Reads a file's contents.
    ///
    /// # Errors
    /// If it is not an export.
    pub fn read(contents: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(contents)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The formats that `export` and the page wrote before they shared one.
    #[test]
    fn both_earlier_exports_are_read() {
        let network = r#""weights":{"w1":1,"w2":2,"w3":3,"w4":4,"w5":5,"w6":6,"w7":7,"w8":8},
            "biases":{"b_h1":1,"b_h2":2,"b_o1":3,"b_o2":4},"samples":[{"x":[0,1],"target":[1,0]}]"#;
        let printed = format!(
            r#"{{"program":"0.1.0","bias":"trained",{network},"steps":9,"restarts":1,"seed":7}}"#
        );
        let saved = format!(
            r#"{{"version":"0.1.0","seed":7,"steps":9,"bias":"trained","learning_rate":4,"tolerance":0.2,
                "threshold":0.5,{network}}}"#
        );
        for text in [&printed, &saved] {
            let export = Export::read(text.as_bytes()).unwrap();
            let sample = Sample {
                x: [false, true],
                t: [true, false],
            };
            assert_eq!((export.weights.w8, export.biases.b_o2), (8.0, 4.0));
            assert_eq!(export.samples, [sample]);
        }
        for wrong in [printed.replace("[0,1]", "[0,2]"), "{}".into()] {
            assert!(Export::read(wrong.as_bytes()).is_err(), "{wrong}");
        }
    }
}
