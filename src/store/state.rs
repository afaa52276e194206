//! What stands in the state file: its text, and how a text is judged.
//!
//! JSON that a person can read, and as its last line a checksum of every byte before that line. Pure: knows no file.
//!
//! Whatever a later version of the program changes, these stay, so that this one can tell a file of the future from a
//! damaged one: `format`, `version` and `program`, and the checksum as the last line.

use crate::nn::{Bias, NonFinite};
use crate::printable::printable;
use crate::trainer::{self, Checkpoint, Trainer};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What the file says it is.
const FORMAT: &str = "backpropd state";

/// The version of the format that is written, and the latest that is understood.
const VERSION: u64 = 1;

/// Between what is summed and its checksum.
const SEAL: &str = ",\n  \"checksum\": \"";

/// The state of a daemon.
///
/// ```
/// use backpropd::store::State;
/// use backpropd::trainer::{self, Trainer};
/// let trainer = Trainer::new(trainer::Settings::default(), 42);
/// let text = State::of(&trainer).text();
/// assert!(text.starts_with("{\n  \"format\": \"backpropd state\",\n  \"version\": 1,"));
/// let again = State::read(text.as_bytes())?;
/// assert_eq!(again.learned, trainer.checkpoint());
/// # Ok::<(), backpropd::store::Fault>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    format: String,
    version: u64,
    /// The version of the program that wrote it.
    pub program: String,
    /// What became of the biases.
    pub bias: Bias,
    /// What was learned.
    pub learned: Checkpoint,
}

/// What every version of the format has.
#[derive(Deserialize)]
struct Head {
    format: String,
    version: u64,
    program: String,
}

/// Why a text is not a state to go on from.
///
/// ```
/// use backpropd::store::{Fault, State};
/// assert!(matches!(State::read(b"{}"), Err(Fault::Damaged(_))));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Fault {
    /// It is not as it was written.
    #[error("{0}")]
    Damaged(String),
    /// It is whole, and written by a later version of the program.
    #[error("version {program} of backpropd wrote it, in version {version} of the format")]
    Future {
        /// The version of the program.
        program: String,
        /// The version of the format.
        version: u64,
    },
}

impl State {
    /// The state of this trainer.
    pub fn of(trainer: &Trainer) -> Self {
        Self::new(trainer.settings().bias, trainer.checkpoint())
    }

    /// The state of a trainer with this bias mode.
    pub fn new(bias: Bias, learned: Checkpoint) -> Self {
        Self {
            format: FORMAT.into(),
            version: VERSION,
            program: env!("CARGO_PKG_VERSION").into(),
            bias,
            learned,
        }
    }

    /// The text of its file.
    ///
    /// # Panics
    /// Never: plain data can always be written.
    pub fn text(&self) -> String {
        let json = serde_json::to_string_pretty(self).expect("plain data");
        seal(json.trim_end_matches("\n}"))
    }

    /// Reads a file's contents.
    ///
    /// # Errors
    /// When they are damaged or of a later version.
    pub fn read(contents: &[u8]) -> Result<Self, Fault> {
        let sealed = unseal(contents)?;
        let json = format!("{sealed}\n}}");
        let head: Head = serde_json::from_str(&json).map_err(damaged)?;
        if head.format != FORMAT {
            let text = format!("it is no state of backpropd's, but {:?}", head.format);
            return Err(Fault::Damaged(text));
        }
        if head.version > VERSION {
            return Err(Fault::Future {
                program: head.program,
                version: head.version,
            });
        }
        if head.version == 0 {
            return Err(Fault::Damaged("there is no version 0 of the format".into()));
        }
        let state: Self = serde_json::from_str(&json).map_err(damaged)?;
        if state.learned.generator.increment.is_multiple_of(2) {
            let text = "no generator has an even increment";
            return Err(Fault::Damaged(text.into()));
        }
        Ok(state)
    }

    /// A trainer that goes on from here. With other biases than these it is another network: new weights are drawn,
    /// and what was taught is learned again.
    ///
    /// # Errors
    /// When a weight or bias is not finite, which none in a file can be.
    pub fn trainer(&self, settings: trainer::Settings) -> Result<Trainer, NonFinite> {
        let mut trainer = Trainer::restore(settings, &self.learned)?;
        if settings.bias != self.bias {
            trainer.forget();
        }
        Ok(trainer)
    }
}

/// Ends a file's text, which lacks only its last line and brace, with its checksum: the CRC-32 (that of zlib) of all
/// that is before it.
///
/// ```
/// use backpropd::store::seal;
/// assert_eq!(seal("{\n  \"w1\": 1"), "{\n  \"w1\": 1,\n  \"checksum\": \"eff8b3f6\"\n}\n");
/// ```
pub fn seal(text: &str) -> String {
    format!("{text}{SEAL}{}", checksum_line(text))
}

/// What stands before the seal, if it is what was sealed.
fn unseal(contents: &[u8]) -> Result<&str, Fault> {
    let damaged = |text: &str| Fault::Damaged(text.into());
    let text = std::str::from_utf8(contents).map_err(|_| damaged("it is not text"))?;
    let (sealed, line) = (text.rsplit_once(SEAL))
        .ok_or_else(|| damaged("it does not end in a checksum, so it is not whole"))?;
    if line != checksum_line(sealed) {
        return Err(damaged(
            "its checksum is another than it says, so it was changed",
        ));
    }
    Ok(sealed)
}

/// What is after the seal.
fn checksum_line(sealed: &str) -> String {
    format!("{:08x}\"\n}}\n", crc32fast::hash(sealed.as_bytes()))
}

fn damaged(error: serde_json::Error) -> Fault {
    Fault::Damaged(printable(&error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::{Biases, Network222, Weights};
    use crate::trainer::{Sample, Settings};
    use oorandom::Rand64;

    fn trained() -> Trainer {
        let mut trainer = Trainer::new(Settings::default(), 5);
        for (x, t) in [
            ([false, false], [false, true]),
            ([true, true], [true, false]),
        ] {
            trainer.teach(Sample { x, t });
        }
        for _ in 0..100 {
            trainer.step(None);
        }
        trainer
    }

    #[test]
    fn a_million_numbers_come_back_bit_for_bit() {
        let mut generator = Rand64::new(1);
        let mut number = || loop {
            let number = f64::from_bits(generator.rand_u64());
            if number.is_finite() {
                return number;
            }
        };
        let learned = trained().checkpoint();
        let mut count = 0;
        while count < 1_000_000 {
            let weights = [(); 8].map(|()| number());
            let biases = [(); 4].map(|()| number());
            let learned = Checkpoint {
                weights: Weights::from(weights),
                biases: Biases::from(biases),
                ..learned
            };
            let text = State::new(Bias::Trained, learned).text();
            let again = State::read(text.as_bytes()).unwrap();
            let network: Network222 = *again.trainer(Settings::default()).unwrap().network();
            assert_eq!(
                network.weights().map(f64::to_bits),
                weights.map(f64::to_bits)
            );
            assert_eq!(network.biases().map(f64::to_bits), biases.map(f64::to_bits));
            count += weights.len() + biases.len();
        }
    }

    #[test]
    fn every_flipped_bit_and_every_lost_end_is_found() {
        let text = State::of(&trained()).text();
        let mut contents = text.clone().into_bytes();
        for bit in 0..8 * contents.len() {
            contents[bit / 8] ^= 1 << (bit % 8);
            let fault = State::read(&contents).unwrap_err();
            assert!(matches!(fault, Fault::Damaged(_)), "bit {bit}: {fault}");
            contents[bit / 8] ^= 1 << (bit % 8);
        }
        for length in 0..contents.len() {
            let fault = State::read(&contents[..length]).unwrap_err();
            assert!(
                matches!(fault, Fault::Damaged(_)),
                "length {length}: {fault}"
            );
        }
        assert!(State::read(&contents).is_ok());
        let bytes = contents.len();
        println!(
            "bits flipped: {}, ends lost: {bytes}, not found: 0",
            8 * bytes
        );
    }

    #[test]
    fn with_other_biases_the_samples_stay_and_new_weights_are_drawn() {
        let trained = trained();
        let state = State::of(&trained);
        let same = state.trainer(*trained.settings()).unwrap();
        assert_eq!(same.network(), trained.network());
        for bias in [Bias::None, Bias::Fixed] {
            let settings = Settings {
                bias,
                ..*trained.settings()
            };
            let other = state.trainer(settings).unwrap();
            assert_eq!(other.samples(), trained.samples());
            assert_ne!(other.network().weights(), trained.network().weights());
            assert_ne!(other.network().biases(), trained.network().biases());
            assert_eq!(other.steps(), trained.steps());
        }
    }
}
