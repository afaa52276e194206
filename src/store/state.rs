//! The contents of the state file: writing them, and checking them.
//!
//! Readable JSON, with a checksum of all bytes before it as the last line. Pure: it does not access files.
//!
//! Version 2 has counters: `saves` shows which of several intact files is the newest, and `forgets` which of them
//! contain samples that were forgotten later. A file of version 1 has neither and is older than any file of version 2.
//!
//! Later versions must keep `format`, `version`, `program`, and the checksum as the last line, so that this version can
//! tell a newer file from a damaged one.

use crate::host::identity::Identity;
use crate::nn::{Bias, NonFinite};
use crate::printable::printable;
use crate::trainer::{self, Checkpoint, Trainer};
use crc::{CRC_32_ISO_HDLC, Crc, Table};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The value of `format`.
const FORMAT: &str = "backpropd state";

/// The version of the format that is written, and the latest that can be read.
const VERSION: u64 = 2;

/// How every file begins.
const HEAD: &[u8] = b"{\n  \"format\": \"backpropd state\"";

/// The text between the summed part and the checksum.
const SEAL: &str = ",\n  \"checksum\": \"";

/// The state of a daemon.
///
/// ```
/// use backpropd::store::State;
/// use backpropd::trainer::{self, Trainer};
/// let trainer = Trainer::new(trainer::Settings::default(), 42);
/// let text = State::of(&trainer).text();
/// assert!(text.starts_with("{\n  \"format\": \"backpropd state\",\n  \"version\": 2,"));
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
    /// The number of the save that wrote it, starting at 1; 0 before it is saved, and in files of version 1.
    #[serde(default)]
    pub saves: u64,
    /// How often *forget* had been used. The samples of a file with a lower number stay forgotten.
    #[serde(default)]
    pub forgets: u64,
    /// The board that it was saved on; none if unknown, and in files of version 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub board: Option<Identity>,
    /// How the biases are handled.
    pub bias: Bias,
    /// What was learned.
    pub learned: Checkpoint,
}

/// The fields that every version of the format has.
#[derive(Deserialize)]
struct Head {
    format: String,
    version: u64,
    program: String,
}

/// Why a text is not a usable state.
///
/// ```
/// use backpropd::store::{Fault, State};
/// assert!(matches!(State::read(b"{}"), Err(Fault::Damaged(_))));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Fault {
    /// It was modified or is incomplete.
    #[error("{0}")]
    Damaged(String),
    /// It is intact, but from a later version of the program.
    #[error("written by backpropd {program} in format {version}")]
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
            saves: 0,
            forgets: 0,
            board: None,
            bias,
            learned,
        }
    }

    /// Whether these are the contents of a state file, complete or not: a power cut may leave only the beginning, or
    /// zeros.
    pub fn is_ours(contents: &[u8]) -> bool {
        let end = contents.iter().rposition(|byte| *byte != 0);
        let written = &contents[..end.map_or(0, |end| end + 1)];
        written.starts_with(HEAD) || HEAD.starts_with(written)
    }

    /// The text of its file.
    ///
    /// # Panics
    /// Never: plain data can always be serialised.
    pub fn text(&self) -> String {
        let json = serde_json::to_string_pretty(self).expect("plain data");
        seal(json.trim_end_matches("\n}"))
    }

    /// Reads a file's contents.
    ///
    /// # Errors
    /// If they are damaged or from a later version.
    pub fn read(contents: &[u8]) -> Result<Self, Fault> {
        let sealed = unseal(contents)?;
        let json = format!("{sealed}\n}}");
        let head: Head = serde_json::from_str(&json).map_err(damaged)?;
        if head.format != FORMAT {
            let text = format!("not a backpropd state file, but {:?}", head.format);
            return Err(Fault::Damaged(text));
        }
        if head.version > VERSION {
            return Err(Fault::Future {
                program: head.program,
                version: head.version,
            });
        }
        if head.version == 0 {
            return Err(Fault::Damaged(
                "version 0 of the format does not exist".into(),
            ));
        }
        let state: Self = serde_json::from_str(&json).map_err(damaged)?;
        if state.learned.generator.increment.is_multiple_of(2) {
            let text = "the generator's increment is even";
            return Err(Fault::Damaged(text.into()));
        }
        Ok(state)
    }

    /// Continues on this board, if known. If it was saved on a different or unknown board, the generator is reseeded,
    /// because copies of one file must not draw the same weights. Samples and weights stay. Returns whether it was
    /// reseeded.
    pub fn move_to(&mut self, board: Option<Identity>) -> bool {
        let before = self.board;
        self.board = board.or(before);
        let Some(board) = board.filter(|board| before != Some(*board)) else {
            return false;
        };
        self.learned.generator = self.learned.generator.reseeded(board.hash());
        true
    }

    /// A trainer that continues from here. With a different bias mode it is a different network: new weights are drawn,
    /// and the samples are learned again.
    ///
    /// # Errors
    /// If a weight or bias is not finite, which is impossible in a file.
    pub fn trainer(&self, settings: trainer::Settings) -> Result<Trainer, NonFinite> {
        let mut trainer = Trainer::restore(settings, &self.learned)?;
        if settings.bias != self.bias {
            trainer.forget();
        }
        Ok(trainer)
    }
}

/// Completes a file's text, which lacks only its last line and brace, with the checksum: the CRC-32 (as in zlib) of
/// everything before it.
///
/// ```
/// use backpropd::store::seal;
/// assert_eq!(seal("{\n  \"w1\": 1"), "{\n  \"w1\": 1,\n  \"checksum\": \"eff8b3f6\"\n}\n");
/// ```
pub fn seal(text: &str) -> String {
    format!("{text}{SEAL}{}", checksum_line(text))
}

/// The text before the checksum, if the checksum is right.
fn unseal(contents: &[u8]) -> Result<&str, Fault> {
    let damaged = |text: &str| Fault::Damaged(text.into());
    let text = std::str::from_utf8(contents).map_err(|_| damaged("not text"))?;
    let (sealed, line) = text
        .rsplit_once(SEAL)
        .ok_or_else(|| damaged("not complete: the checksum at its end is missing"))?;
    if line != checksum_line(sealed) {
        return Err(damaged(
            "checksum mismatch: the file was modified or corrupted",
        ));
    }
    Ok(sealed)
}

/// As in zlib, computed byte by byte with a table of 1 KiB.
static CRC: Crc<u32, Table<1>> = Crc::<u32, Table<1>>::new(&CRC_32_ISO_HDLC);

/// The text after the checksum.
fn checksum_line(sealed: &str) -> String {
    format!("{:08x}\"\n}}\n", CRC.checksum(sealed.as_bytes()))
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
    fn a_million_numbers_survive_bit_for_bit() {
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
    fn every_flipped_bit_and_every_lost_end_is_detected() {
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
    fn what_a_power_cut_leaves_of_a_file_is_still_known_as_its_own() {
        let text = State::of(&trained()).text().into_bytes();
        for length in 0..=text.len() {
            assert!(State::is_ours(&text[..length]), "{length}");
            let mut zeros = text[..length].to_vec();
            zeros.resize(text.len(), 0);
            assert!(State::is_ours(&zeros), "{length}, then zeros");
        }
        for other in [
            "thesis",
            "{}",
            "{\n  \"format\": \"recording\"",
            " ",
            "[daemon]\n",
        ] {
            assert!(!State::is_ours(other.as_bytes()), "{other}");
        }
    }

    #[test]
    fn a_file_of_version_1_is_read_and_is_older_than_any_other() {
        let text = State::of(&trained()).text();
        let (sealed, _) = text.rsplit_once(SEAL).unwrap();
        let first = sealed
            .replace("\"version\": 2", "\"version\": 1")
            .replace("  \"saves\": 0,\n  \"forgets\": 0,\n", "");
        assert!(!first.contains("saves"));
        let state = State::read(seal(&first).as_bytes()).unwrap();
        assert_eq!((state.saves, state.forgets), (0, 0));
        assert_eq!(state.learned, trained().checkpoint());
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
