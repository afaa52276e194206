//! Which truth tables a 2-2-2 network can learn at all.
//!
//! With biases of its own for every neuron it can be any of the 256. Without biases it can be 224 of them: x = 00 then
//! leaves both hidden neurons at σ(0) = ½ whatever the weights, so net_o(00) = ½·(w5 + w6), and the threshold of an
//! output is not free but tied to its weights. The 32 others were found by searching all 256 for weights, at length
//! and from many starts; that they are exactly these, a test repeats in short.

use crate::nn::Bias;
use serde::{Deserialize, Serialize};

/// Whether some weights answer all the taught rows right.
///
/// ```
/// use backpropd_core::nn::Bias;
/// use backpropd_core::trainer::{Representable, representable};
/// use backpropd_core::truth_table::TruthTable;
/// let half_adder = TruthTable::from_gates("xor,and")?;
/// let rows = half_adder.samples().map(|sample| Some(sample.t));
/// assert_eq!(representable(Bias::Trained, &rows), Representable::Yes);
/// assert!(matches!(representable(Bias::None, &rows), Representable::No(_)));
/// # Ok::<(), backpropd_core::truth_table::ParseError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Representable {
    /// Some do.
    Yes,
    /// None can, and why.
    No(Impossible),
    /// Nobody knows: it depends on the biases that were drawn.
    Unknown,
}

/// Why no weights can answer all the taught rows right. Its text says what would help.
///
/// ```
/// use backpropd_core::trainer::Impossible;
/// assert!(Impossible::ExclusiveOr.to_string().contains("x = 00"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Impossible {
    /// One output is XOR or XNOR, the other one of those that do not go with it.
    ExclusiveOr,
    /// One output copies or inverts i1, the other i2.
    Copies,
}

impl std::fmt::Display for Impossible {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let what = match self {
            Impossible::ExclusiveOr => {
                "XOR or XNOR cannot be learned together with this answer of the other output"
            }
            Impossible::Copies => "one output cannot follow i1 while the other follows i2",
        };
        write!(
            f,
            "without biases {what}: x = 00 leaves both hidden neurons at ½, so that no output has a threshold of its own; \
             set bias = \"trained\""
        )
    }
}

// A column of the table: the answers of one output for 00, 01, 10, 11 as binary digits.
const XOR: u8 = 0b0110;
const XNOR: u8 = 0b1001;
const I1: u8 = 0b0011;
const NOT_I1: u8 = 0b1100;
const I2: u8 = 0b0101;
const NOT_I2: u8 = 0b1010;
const AND: u8 = 0b0001;
const NAND: u8 = 0b1110;

/// Whether some weights answer these rows right: the answers taught for 00, 01, 10, 11. Rows that were not taught
/// may be anything, so a partial table is impossible only if every whole table that it can become is.
pub fn representable(bias: Bias, rows: &[Option<[bool; 2]>; 4]) -> Representable {
    match bias {
        Bias::Trained => Representable::Yes,
        Bias::Fixed => Representable::Unknown,
        Bias::None => {
            let mut reason = None;
            for o1 in columns(rows, 0) {
                for o2 in columns(rows, 1) {
                    reason = without_biases(o1, o2);
                    if reason.is_none() {
                        return Representable::Yes;
                    }
                }
            }
            reason.map_or(Representable::Yes, Representable::No)
        }
    }
}

/// Every column that the answers taught to one output can become.
fn columns(rows: &[Option<[bool; 2]>; 4], output: usize) -> impl Iterator<Item = u8> {
    let rows = rows.map(|row| row.map(|t| t[output]));
    (0..16).filter(move |column| {
        let agrees = |row: usize| rows[row].is_none_or(|t| (column >> (3 - row) & 1 == 1) == t);
        (0..4).all(agrees)
    })
}

/// Why these two columns do not go together without biases, if they do not.
fn without_biases(o1: u8, o2: u8) -> Option<Impossible> {
    let either = |some: &[u8], others: &[u8]| {
        some.contains(&o1) && others.contains(&o2) || some.contains(&o2) && others.contains(&o1)
    };
    if either(&[XOR, XNOR], &[I1, NOT_I1, I2, NOT_I2, AND, NAND]) {
        Some(Impossible::ExclusiveOr)
    } else if either(&[I1, NOT_I1], &[I2, NOT_I2]) {
        Some(Impossible::Copies)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::truth_table::TruthTable;

    type Rows = [Option<[bool; 2]>; 4];

    fn whole(table: &TruthTable) -> Rows {
        table.samples().map(|sample| Some(sample.t))
    }

    fn is_impossible(rows: &Rows) -> bool {
        matches!(representable(Bias::None, rows), Representable::No(_))
    }

    #[test]
    fn without_biases_exactly_32_tables_are_impossible() {
        let impossible: Vec<_> = TruthTable::all()
            .filter(|table| is_impossible(&whole(table)))
            .collect();
        assert_eq!(impossible.len(), 32);
        for table in impossible {
            let [o1, o2] = table.gates();
            let swapped = TruthTable::from_gates(&format!("{o2},{o1}")).unwrap();
            assert!(is_impossible(&whole(&swapped)), "{table}");
        }
    }

    #[test]
    fn with_trained_biases_none_is_and_with_fixed_ones_nobody_knows() {
        for table in TruthTable::all() {
            assert_eq!(
                representable(Bias::Trained, &whole(&table)),
                Representable::Yes
            );
            assert_eq!(
                representable(Bias::Fixed, &whole(&table)),
                Representable::Unknown
            );
        }
    }

    /// All 5⁴ partial tables, against the definition.
    #[test]
    fn a_partial_table_is_impossible_only_if_every_completion_is() {
        let answers = [[false, false], [false, true], [true, false], [true, true]];
        for number in 0..5_usize.pow(4) {
            let digit = |row: u32| number / 5_usize.pow(row) % 5;
            let rows: Rows = [0, 1, 2, 3].map(|row| answers.get(digit(row)).copied());
            let mut completions = TruthTable::all()
                .map(|table| whole(&table))
                .filter(|table| (0..4).all(|row| rows[row].is_none() || rows[row] == table[row]));
            let all_impossible = completions.all(|table| is_impossible(&table));
            assert_eq!(is_impossible(&rows), all_impossible, "{rows:?}");
        }
    }
}
