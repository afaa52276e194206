//! Truth tables by name: what a lesson teaches.
//!
//! Each of the two outputs is one of the 16 Boolean functions of (i1, i2). Pure words and bits.

use crate::trainer::{Sample, Samples};
use std::fmt;
use thiserror::Error;

/// The 16 Boolean functions of (i1, i2): their names and their answers for 00, 01, 10, 11.
pub const GATES: [(&str, &str); 16] = [
    ("and", "0001"),
    ("or", "0111"),
    ("xor", "0110"),
    ("nand", "1110"),
    ("nor", "1000"),
    ("xnor", "1001"),
    ("i1", "0011"),
    ("i2", "0101"),
    ("not-i1", "1100"),
    ("not-i2", "1010"),
    ("i1-and-not-i2", "0010"),
    ("i2-and-not-i1", "0100"),
    ("i1-or-not-i2", "1011"),
    ("i2-or-not-i1", "1101"),
    ("false", "0000"),
    ("true", "1111"),
];

/// The answers wanted of o1 and o2 for each of the four input patterns.
///
/// ```
/// use backpropd_core::truth_table::TruthTable;
/// let half_adder = TruthTable::from_gates("xor,and")?;
/// assert_eq!(half_adder, TruthTable::from_bits("0110,0001")?);
/// assert_eq!(half_adder.to_string(), "o1 = xor, o2 = and");
/// assert_eq!(half_adder.samples()[3].to_string(), "11 → 01");
/// # Ok::<(), backpropd_core::truth_table::ParseError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TruthTable([[bool; 4]; 2]);

/// What is wrong with the words for a truth table, and what is allowed.
///
/// ```
/// use backpropd_core::truth_table::TruthTable;
/// let error = TruthTable::from_bits("0110").unwrap_err();
/// assert!(error.to_string().contains("0110,0001"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ParseError {
    /// No such function.
    #[error("there is no gate '{0}'; allowed: {names}", names = gate_names())]
    Gate(String),
    /// Not four digits of 0 and 1.
    #[error("'{0}' is not four digits 0 or 1: the answers for (i1, i2) = 00, 01, 10, 11")]
    Bits(String),
    /// Not one for o1 and one for o2.
    #[error("one for o1 and one for o2, with a comma between, is what is needed: like {0}")]
    Two(&'static str),
}

impl TruthTable {
    /// From the names of the gates for o1 and o2, like `xor,and`.
    ///
    /// # Errors
    /// When there are not two, or one is not a name in [`GATES`].
    pub fn from_gates(names: &str) -> Result<Self, ParseError> {
        let gate = |name: &str| {
            let known = GATES.iter().find(|(gate, _)| *gate == name);
            known
                .and_then(|(_, bits)| answers(bits))
                .ok_or_else(|| ParseError::Gate(name.into()))
        };
        let (o1, o2) = names.split_once(',').ok_or(ParseError::Two("xor,and"))?;
        Ok(Self([gate(o1.trim())?, gate(o2.trim())?]))
    }

    /// From the answers of o1 and o2 for 00, 01, 10, 11, like `0110,0001`.
    ///
    /// # Errors
    /// When there are not two, or one is not four digits of 0 and 1.
    pub fn from_bits(bits: &str) -> Result<Self, ParseError> {
        let answers = |bits: &str| answers(bits).ok_or_else(|| ParseError::Bits(bits.into()));
        let (o1, o2) = bits.split_once(',').ok_or(ParseError::Two("0110,0001"))?;
        Ok(Self([answers(o1.trim())?, answers(o2.trim())?]))
    }

    /// All 256 of them, in the order of [`GATES`].
    pub fn all() -> impl Iterator<Item = Self> {
        let gates = || GATES.iter().filter_map(|(_, bits)| answers(bits));
        gates().flat_map(move |o1| gates().map(move |o2| Self([o1, o2])))
    }

    /// The four samples that teach it.
    pub fn samples(&self) -> [Sample; 4] {
        let [o1, o2] = self.0;
        std::array::from_fn(|row| Sample {
            x: Samples::PATTERNS[row],
            t: [o1[row], o2[row]],
        })
    }

    /// Its number, from 0 to 255: the answers of o1 and then of o2, read as binary digits.
    pub fn number(&self) -> u8 {
        let answers = self.0.as_flattened().iter();
        answers.fold(0, |number, answer| number << 1 | u8::from(*answer))
    }

    /// The names of the gates for o1 and o2.
    pub fn gates(&self) -> [&'static str; 2] {
        self.0.map(|column| {
            let gate = GATES.iter().find(|(_, bits)| answers(bits) == Some(column));
            gate.map_or("", |(name, _)| name)
        })
    }
}

impl fmt::Display for TruthTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [o1, o2] = self.gates();
        write!(f, "o1 = {o1}, o2 = {o2}")
    }
}

fn answers(bits: &str) -> Option<[bool; 4]> {
    let mut answers = [false; 4];
    if bits.len() != answers.len() {
        return None;
    }
    for (answer, bit) in answers.iter_mut().zip(bits.bytes()) {
        *answer = match bit {
            b'0' => false,
            b'1' => true,
            _ => return None,
        };
    }
    Some(answers)
}

fn gate_names() -> String {
    GATES.map(|(name, _)| name).join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_function_has_a_name_and_no_two_are_the_same() {
        let functions: BTreeSet<_> = GATES
            .iter()
            .map(|(_, bits)| answers(bits).unwrap())
            .collect();
        let names: BTreeSet<_> = GATES.iter().map(|(name, _)| name).collect();
        assert_eq!((functions.len(), names.len()), (16, 16));
        assert_eq!(TruthTable::all().count(), 256);
    }

    #[test]
    fn names_read_back_as_the_same_table() {
        for table in TruthTable::all() {
            assert_eq!(TruthTable::from_gates(&table.gates().join(",")), Ok(table));
        }
    }
}
