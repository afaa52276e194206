//! The taught samples: for each of the four input patterns, the latest answer.

use nalgebra::{SVector, vector};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// An input pattern and its target.
///
/// ```
/// use backpropd_core::trainer::Sample;
/// let sample = Sample { x: [true, true], t: [false, true] };
/// assert_eq!(sample.to_string(), "11 → 01");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    /// The input pattern (i1, i2).
    #[serde(with = "digits")]
    pub x: [bool; 2],
    /// The target (t1, t2).
    #[serde(with = "digits", rename = "target")]
    pub t: [bool; 2],
}

/// A pair of switches in a file: `[0, 1]`.
mod digits {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    pub fn serialize<S: Serializer>(pair: &[bool; 2], serializer: S) -> Result<S::Ok, S::Error> {
        pair.map(u8::from).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[bool; 2], D::Error> {
        let pair = <[u8; 2]>::deserialize(deserializer)?;
        if pair.iter().any(|digit| *digit > 1) {
            return Err(D::Error::custom("a switch is 0 or 1"));
        }
        Ok(pair.map(|digit| digit == 1))
    }
}

impl Sample {
    /// The input pattern as the network sees it: 0 or 1 each.
    pub fn input(&self) -> SVector<f64, 2> {
        numbers(self.x)
    }

    /// The target as the network sees it: 0 or 1 each.
    pub fn target(&self) -> SVector<f64, 2> {
        numbers(self.t)
    }
}

impl std::fmt::Display for Sample {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let digits = |[first, second]: [bool; 2]| format!("{}{}", first as u8, second as u8);
        write!(f, "{} → {}", digits(self.x), digits(self.t))
    }
}

/// A pair of switches as the network sees it: 0 or 1 each.
pub(crate) fn numbers([first, second]: [bool; 2]) -> SVector<f64, 2> {
    vector![f64::from(first), f64::from(second)]
}

/// The taught samples: at most one answer per input pattern; a later answer replaces an earlier one.
///
/// ```
/// use backpropd_core::trainer::{Sample, Samples};
/// let mut samples = Samples::default();
/// samples.insert(Sample { x: [false, true], t: [true, false] });
/// samples.insert(Sample { x: [false, true], t: [true, true] });
/// assert_eq!(samples.iter().count(), 1);
/// assert_eq!(samples.rows()[1], Some([true, true])); // the row of 01
/// ```
///
/// In a file, this is the list of samples.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Samples([Option<[bool; 2]>; 4]);

impl Samples {
    /// The four input patterns in the order of the rows: 00, 01, 10, 11.
    pub const PATTERNS: [[bool; 2]; 4] =
        [[false, false], [false, true], [true, false], [true, true]];

    /// Stores a sample, replacing an earlier one for the same input pattern.
    pub fn insert(&mut self, sample: Sample) {
        self.0[row(sample.x)] = Some(sample.t);
    }

    /// Whether exactly this sample is stored.
    pub fn contains(&self, sample: &Sample) -> bool {
        self.0[row(sample.x)] == Some(sample.t)
    }

    /// Forgets all samples.
    pub fn clear(&mut self) {
        self.0 = [None; 4];
    }

    /// Whether there are no samples.
    pub fn is_empty(&self) -> bool {
        self.0 == [None; 4]
    }

    /// The answer taught for each input pattern, in the order of [`PATTERNS`](Self::PATTERNS).
    pub fn rows(&self) -> &[Option<[bool; 2]>; 4] {
        &self.0
    }

    /// The taught samples in the order of their rows.
    pub fn iter(&self) -> impl Iterator<Item = Sample> {
        let rows = self.0;
        (0..4).filter_map(move |row| {
            rows[row].map(|t| Sample {
                x: Self::PATTERNS[row],
                t,
            })
        })
    }
}

impl Serialize for Samples {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for Samples {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut samples = Self::default();
        for sample in Vec::<Sample>::deserialize(deserializer)? {
            if samples.0[row(sample.x)].is_some() {
                return Err(D::Error::custom(format!(
                    "{sample}: a sample for this input pattern came before"
                )));
            }
            samples.insert(sample);
        }
        Ok(samples)
    }
}

/// The row of an input pattern: i1 is the high digit.
pub fn row([i1, i2]: [bool; 2]) -> usize {
    2 * usize::from(i1) + usize::from(i2)
}
