//! Everything a trainer needs to continue later, as plain numbers that survive a file bit for bit.
//!
//! Only the data and its conversion: which file holds it, and how that file survives a power cut, is decided
//! elsewhere.

use super::{Samples, Trainer};
use crate::nn::{Bias, Biases, Network222, NonFinite, Weights};
use oorandom::Rand64;
use serde::{Deserialize, Serialize};

/// What the trainer has learned, and the state of the generator that draws new weights.
///
/// ```
/// use backpropd_core::trainer::{Sample, Settings, Trainer};
/// let mut trainer = Trainer::new(Settings::default(), 3);
/// trainer.teach(Sample { x: [true, false], t: [true, true] });
/// let checkpoint = trainer.checkpoint();
/// let again = Trainer::restore(Settings::default(), &checkpoint)?;
/// assert_eq!(again.network(), trainer.network());
/// assert_eq!(again.checkpoint(), checkpoint);
/// # Ok::<(), backpropd_core::nn::NonFinite>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checkpoint {
    /// w1…w8
    pub weights: Weights,
    /// b_h1, b_h2, b_o1, b_o2
    pub biases: Biases,
    /// The taught samples.
    pub samples: Samples,
    /// Training steps since the first start.
    pub steps: u64,
    /// How many times new weights were drawn because training was stuck.
    pub restarts: u64,
    /// The seed that the generator started with.
    pub seed: u64,
    /// The state of the generator.
    pub generator: Generator,
}

/// The state of the generator PCG XSL-RR 128/64: two numbers of 128 bits, in hexadecimal, because many readers of JSON
/// only keep 53 bits of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Generator {
    /// The state itself.
    #[serde(with = "hexadecimal")]
    pub state: u128,
    /// The stream.
    #[serde(with = "hexadecimal")]
    pub increment: u128,
}

impl Generator {
    /// This generator reseeded with a number: its random numbers differ from this generator's, and from those for any
    /// other number.
    pub fn reseeded(self, number: u64) -> Self {
        let number = u128::from(number);
        let (state, increment) = Rand64::new(self.state ^ (number << 64 | number)).state();
        Self { state, increment }
    }
}

mod hexadecimal {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(number: &u128, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{number:032x}"))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u128, D::Error> {
        let digits = String::deserialize(deserializer)?;
        u128::from_str_radix(&digits, 16).map_err(D::Error::custom)
    }
}

impl Checkpoint {
    pub(super) fn new(trainer: &Trainer) -> Self {
        let (state, increment) = trainer.generator.state();
        Self {
            weights: trainer.network.weights().into(),
            biases: trainer.network.biases().into(),
            samples: trainer.samples,
            steps: trainer.steps,
            restarts: trainer.restarts,
            seed: trainer.seed,
            generator: Generator { state, increment },
        }
    }

    pub(super) fn network(&self, bias: Bias) -> Result<Network222, NonFinite> {
        Network222::from_named(self.weights.into(), self.biases.into(), bias)
    }

    pub(super) fn generator(&self) -> Rand64 {
        Rand64::from_state((self.generator.state, self.generator.increment))
    }
}
