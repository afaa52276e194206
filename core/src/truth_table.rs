//! Truth tables by name: what a network can be taught.
//!
//! Each of the two outputs is one of the 16 Boolean functions of (i1, i2). Only names and bits.

use crate::trainer::{Sample, Samples};
use std::fmt;
use thiserror::Error;

/// The 16 Boolean functions of (i1, i2): their names, and their answers for 00, 01, 10, 11.
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

/// Tables with a name of their own, and their gates for o1 and o2.
pub const NAMED: [(&str, &str); 4] = [
    ("half-adder", "xor,and"),
    ("half-subtractor", "xor,i2-and-not-i1"),
    ("comparator", "i1-and-not-i2,i2-and-not-i1"),
    ("swap", "i2,i1"),
];

/// The targets of o1 and o2 for each of the four input patterns.
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

/// What is wrong with the text for a truth table, and what is allowed.
///
/// ```
/// use backpropd_core::truth_table::TruthTable;
/// let error = TruthTable::from_bits("0110").unwrap_err();
/// assert!(error.to_string().contains("0110,0001"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ParseError {
    /// No such function. [`ParseError::allowed`] lists those there are.
    #[error("unknown gate '{0}'; allowed: {names}", names = self.allowed())]
    Gate(String),
    /// Not four digits of 0 and 1.
    #[error("'{0}' is not four digits 0 or 1: the answers for (i1, i2) = 00, 01, 10, 11")]
    Bits(String),
    /// No such table.
    #[error("unknown truth table '{0}'; allowed: {names}, or two gates such as xor,and", names = self.allowed())]
    Table(String),
    /// Not one for o1 and one for o2.
    #[error("give one for o1 and one for o2, separated by a comma, such as {0}")]
    Two(&'static str),
}

impl ParseError {
    /// The names that are allowed instead, separated by commas: of gates or of tables; none where it is about something
    /// else.
    pub fn allowed(&self) -> String {
        match self {
            Self::Gate(_) => names_of(&GATES),
            Self::Table(_) => names_of(&NAMED),
            Self::Bits(_) | Self::Two(_) => String::new(),
        }
    }
}

impl TruthTable {
    /// Parses a name in [`NAMED`], like `half-adder`, or the names of the gates for o1 and o2, like `xor,and`. Case is
    /// ignored, and spaces and underscores count as hyphens.
    ///
    /// # Errors
    /// If it is neither, or one of the two gates is not in [`GATES`].
    pub fn from_gates(names: &str) -> Result<Self, ParseError> {
        let names = names.trim().to_ascii_lowercase().replace([' ', '_'], "-");
        let table = NAMED.iter().find(|(table, _)| *table == names);
        let names = table.map_or(names.as_str(), |(_, gates)| gates);
        let gate = |name: &str| {
            let known = GATES.iter().find(|(gate, _)| *gate == name);
            known
                .and_then(|(_, bits)| answers(bits))
                .ok_or_else(|| ParseError::Gate(name.into()))
        };
        let Some((o1, o2)) = names.split_once(',') else {
            // A single gate lacks the other one.
            gate(names).map_err(|_| ParseError::Table(names.into()))?;
            return Err(ParseError::Two("xor,and"));
        };
        let trimmed = |name: &str| name.trim_matches('-').to_owned();
        Ok(Self([gate(&trimmed(o1))?, gate(&trimmed(o2))?]))
    }

    /// Parses the answers of o1 and o2 for 00, 01, 10, 11, like `0110,0001`.
    ///
    /// # Errors
    /// If there are not two, or one is not four digits of 0 and 1.
    pub fn from_bits(bits: &str) -> Result<Self, ParseError> {
        let answers = |bits: &str| answers(bits).ok_or_else(|| ParseError::Bits(bits.into()));
        let (o1, o2) = bits.split_once(',').ok_or(ParseError::Two("0110,0001"))?;
        Ok(Self([answers(o1.trim())?, answers(o2.trim())?]))
    }

    /// All 256 tables, in the order of [`GATES`].
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

    /// Its number, from 0 to 255: the answers of o1, then those of o2, read as binary digits.
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

fn names_of(table: &[(&str, &str)]) -> String {
    let names: Vec<_> = table.iter().map(|(name, _)| *name).collect();
    names.join(", ")
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
    fn tables_have_names_in_any_spelling() {
        for (name, gates) in NAMED {
            let table = TruthTable::from_gates(gates);
            assert!(table.is_ok(), "{name}");
            for spelling in [
                name,
                &name.to_uppercase(),
                &name.replace('-', "_"),
                &name.replace('-', " "),
            ] {
                assert_eq!(TruthTable::from_gates(spelling), table, "{spelling}");
            }
        }
        let half_adder = TruthTable::from_gates("half-adder");
        for spelling in ["xor,and", "XOR, And", " xor , and "] {
            assert_eq!(TruthTable::from_gates(spelling), half_adder, "{spelling}");
        }
        assert_eq!(
            TruthTable::from_gates("xor"),
            Err(ParseError::Two("xor,and"))
        );
        assert_eq!(
            TruthTable::from_gates("adder"),
            Err(ParseError::Table("adder".into()))
        );
    }

    #[test]
    fn names_read_back_as_the_same_table() {
        for table in TruthTable::all() {
            assert_eq!(TruthTable::from_gates(&table.gates().join(",")), Ok(table));
        }
    }
}
