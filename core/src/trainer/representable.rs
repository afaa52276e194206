//! Which truth tables a 2-2-2 network can learn at all.
//!
//! If every neuron has a trained bias, it can learn all 256. Without biases it can learn 224 of them, for this reason:
//!
//! An output is on where w5·out_h1 + w6·out_h2 > 0. Both out_h are above 0, so this depends only on their ratio r =
//! out_h1/out_h2: an output is on for all r on one side of some number, or for all r, or for none. Sort the four rows
//! by their r: **along that order, an output changes its answer at most once**.
//!
//! Four rows have 24 orders. x = 00 leaves both out_h at ½, so r(00) = 1. If r(01) and r(10) are below 1, then w2 < w4
//! and w1 < w3, so w1 + w2 < w3 + w4, and r(11) is also below 1. The same holds above 1. So 00 cannot lie between 11
//! on one side and both 01 and 10 on the other. That rules out 4 orders and leaves 20. Weights exist for each of
//! these; a test finds them.
//!
//! So a table is possible if both outputs change at most once along one of the 20 orders. Large w5…w8 then bring the
//! outputs as close to 0 and 1 as needed, because net_o grows with them: even without thresholds, whatever can be
//! separated can be learned within any tolerance.

use crate::nn::Bias;
use serde::{Deserialize, Serialize};

/// Whether weights exist that give the right answer for every taught row.
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
    /// They exist.
    Yes,
    /// They do not, and why.
    No(Impossible),
    /// Not known: it depends on the biases that were drawn.
    Unknown,
}

/// Why no weights give the right answer for every taught row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Impossible {
    /// One output is XOR or XNOR, the other a function that cannot be combined with it.
    ExclusiveOr,
    /// One output copies or inverts i1, the other i2.
    Copies,
}

/// Whether weights exist for these rows: the answers taught for 00, 01, 10, 11. A row that was not taught may have any
/// answer.
pub fn representable(bias: Bias, rows: &[Option<[bool; 2]>; 4]) -> Representable {
    match bias {
        Bias::Trained => Representable::Yes,
        Bias::Fixed => Representable::Unknown,
        Bias::None if orders().any(|order| [0, 1].iter().all(|o| splits(&order, rows, *o))) => {
            Representable::Yes
        }
        Bias::None => Representable::No(why(rows)),
    }
}

/// The orders in which r can put the four rows.
fn orders() -> impl Iterator<Item = [usize; 4]> {
    let all = (0..4_usize.pow(4))
        .map(|number| [number / 64, number / 16 % 4, number / 4 % 4, number % 4]);
    all.filter(|order| {
        let place = |row| order.iter().position(|other| *other == row);
        let (Some(none), Some(i2), Some(i1), Some(both)) = (place(0), place(1), place(2), place(3))
        else {
            return false; // a row is missing
        };
        let is_between = (i1 < none) == (i2 < none) && (i1 < none) != (both < none);
        !is_between
    })
}

/// Whether the answers taught to this output change at most once along the order.
fn splits(order: &[usize; 4], rows: &[Option<[bool; 2]>; 4], output: usize) -> bool {
    let taught = || order.iter().filter_map(|row| rows[*row]).map(|t| t[output]);
    taught()
        .zip(taught().skip(1))
        .filter(|(one, next)| one != next)
        .count()
        <= 1
}

/// The reason why a set of rows is impossible without biases. All four rows are taught then, as a test shows.
fn why(rows: &[Option<[bool; 2]>; 4]) -> Impossible {
    let is_on = |row: usize, output: usize| rows[row].is_some_and(|t| t[output]);
    // XOR and XNOR are on for two rows that differ in both inputs, or off for two such rows.
    let is_exclusive = |o: usize| {
        is_on(0, o) == is_on(3, o) && is_on(1, o) == is_on(2, o) && is_on(0, o) != is_on(1, o)
    };
    if is_exclusive(0) || is_exclusive(1) {
        Impossible::ExclusiveOr
    } else {
        Impossible::Copies
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::logistic;
    use crate::trainer::Samples;
    use crate::truth_table::TruthTable;
    use nalgebra::Vector2;
    use oorandom::Rand64;
    use std::collections::BTreeSet;

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
    fn with_trained_biases_no_table_is_impossible_and_with_fixed_ones_it_is_unknown() {
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

    /// All 5⁴ partial tables, checked against the definition.
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

    /// The proof says which orders r can produce; this test searches for them.
    #[test]
    fn weights_are_found_for_20_orders_and_for_no_other() {
        let mut generator = Rand64::new(1);
        let mut unit = || generator.rand_float();
        let mut found = BTreeSet::new();
        const TRIES: u32 = 200_000;
        for tried in 0..TRIES {
            // Half of the attempts use weights above 0: some orders only occur there.
            let low = if tried % 2 == 0 { -12.0 } else { 0.0 };
            let [w1, w2, w3, w4] = [(); 4].map(|()| low + (12.0 - low) * unit());
            let r = Samples::PATTERNS.map(|[i1, i2]| {
                let [i1, i2] = [i1, i2].map(f64::from);
                let out = logistic(&Vector2::new(w1 * i1 + w2 * i2, w3 * i1 + w4 * i2));
                out[0] / out[1]
            });
            let mut order = [0, 1, 2, 3];
            order.sort_by(|one, other| r[*one].total_cmp(&r[*other]));
            found.insert(order);
        }
        assert_eq!(found, orders().collect::<BTreeSet<_>>());
        assert_eq!(found.len(), 20);
    }

    /// Only whole tables can be impossible: three taught rows can always be learned.
    #[test]
    fn only_whole_tables_are_impossible() {
        let answers = [[false, false], [false, true], [true, false], [true, true]];
        for number in 0..4_usize.pow(4) {
            let digit = |row: u32| answers[number / 4_usize.pow(row) % 4];
            let whole: Rows = [0, 1, 2, 3].map(|row| Some(digit(row)));
            for left_out in 0..4 {
                let mut rows = whole;
                rows[left_out] = None;
                assert!(!is_impossible(&rows), "{rows:?}");
            }
        }
    }
}
