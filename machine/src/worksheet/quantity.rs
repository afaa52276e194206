//! The numbers of a worksheet by name: those that are given, and one for each link of the chain that the pupil calculates.
//!
//! Place: below all of the worksheet. It knows names and the order of the sheet, no formulas.

use crate::nn::{BIAS_NAMES, WEIGHT_NAMES};
use crate::view::ledger::NEURON_NAMES;
use std::fmt;

/// A number of the step. Places count from 0: inputs, targets and outputs 0 to 1, weights w1…w8 0 to 7, neurons and
/// biases h1, h2, o1, o2 0 to 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quantity {
    /// i1, i2
    Input(usize),
    /// t1, t2
    Target(usize),
    Weight(usize),
    Bias(usize),
    /// α
    Alpha,
    Net(usize),
    Out(usize),
    /// L_o1, L_o2
    LossOf(usize),
    Loss,
    /// ∂L/∂out
    Global(usize),
    /// ∂out/∂net
    Slope(usize),
    /// δ = ∂L/∂net
    Delta(usize),
    /// ∂net/∂w
    Local(usize),
    /// ∂L/∂w
    Gradient(usize),
    /// w⁺
    Update(usize),
    /// ∂L/∂b
    BiasGradient(usize),
    /// b⁺
    BiasUpdate(usize),
}

use Quantity::*;

/// How many numbers are given.
const GIVEN: usize = 17;

/// How many numbers the pupil calculates.
pub(super) const BLANKS: usize = 55;

impl Quantity {
    /// Its place among [`Numbers`].
    fn slot(self) -> usize {
        match self {
            Input(i) => i,
            Target(o) => 2 + o,
            Weight(w) => 4 + w,
            Bias(n) => 12 + n,
            Alpha => 16,
            Net(n) => GIVEN + n,
            Out(n) => GIVEN + 4 + n,
            LossOf(o) => GIVEN + 8 + o,
            Loss => GIVEN + 10,
            Global(n) => GIVEN + 11 + n,
            Slope(n) => GIVEN + 15 + n,
            Delta(n) => GIVEN + 19 + n,
            Local(w) => GIVEN + 23 + w,
            Gradient(w) => GIVEN + 31 + w,
            Update(w) => GIVEN + 39 + w,
            BiasGradient(n) => GIVEN + 47 + n,
            BiasUpdate(n) => GIVEN + 51 + n,
        }
    }

    /// Whether it is printed on the sheet and not calculated.
    pub(super) fn is_given(self) -> bool {
        self.slot() < GIVEN
    }

    /// Whether it is a weight or a bias after the step.
    pub(super) fn is_update(self) -> bool {
        matches!(self, Update(_) | BiasUpdate(_))
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let neuron = |n: usize| NEURON_NAMES[n];
        match *self {
            Input(i) => write!(f, "i{}", i + 1),
            Target(o) => write!(f, "t{}", o + 1),
            Weight(w) => f.write_str(WEIGHT_NAMES[w]),
            Bias(n) => f.write_str(BIAS_NAMES[n]),
            Alpha => f.write_str("α"),
            Net(n) => write!(f, "net_{}", neuron(n)),
            Out(n) => write!(f, "out_{}", neuron(n)),
            LossOf(o) => write!(f, "L_o{}", o + 1),
            Loss => f.write_str("L"),
            Global(n) => write!(f, "∂L/∂out_{}", neuron(n)),
            Slope(n) => write!(f, "∂out_{0}/∂net_{0}", neuron(n)),
            Delta(n) => write!(f, "δ{}", neuron(n)),
            Local(w) => write!(f, "∂net_{}/∂{}", neuron(w / 2), WEIGHT_NAMES[w]),
            Gradient(w) => write!(f, "∂L/∂{}", WEIGHT_NAMES[w]),
            Update(w) => write!(f, "{}⁺", WEIGHT_NAMES[w]),
            BiasGradient(n) => write!(f, "∂L/∂{}", BIAS_NAMES[n]),
            BiasUpdate(n) => write!(f, "{}⁺", BIAS_NAMES[n]),
        }
    }
}

/// A part of the sheet, with its own heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Forward,
    Loss,
    /// Backward through o1 or o2.
    Output(usize),
    /// Backward through h1 or h2.
    Hidden(usize),
}

impl Part {
    /// In the order of the sheet.
    pub(super) const ALL: [Part; 6] = [
        Part::Forward,
        Part::Loss,
        Part::Output(2),
        Part::Output(3),
        Part::Hidden(0),
        Part::Hidden(1),
    ];

    /// What the pupil calculates in it, in this order. Each needs only what is given and what came before.
    pub(super) fn quantities(self) -> Vec<Quantity> {
        match self {
            Part::Forward => (0..4).flat_map(|n| [Net(n), Out(n)]).collect(),
            Part::Loss => vec![LossOf(0), LossOf(1), Loss],
            Part::Output(n) | Part::Hidden(n) => {
                let weight = |w: usize| [Local(w), Gradient(w), Update(w)];
                let mut all = vec![Global(n), Slope(n), Delta(n)];
                all.extend([2 * n, 2 * n + 1].into_iter().flat_map(weight));
                all.extend([BiasGradient(n), BiasUpdate(n)]);
                all
            }
        }
    }
}

/// All that the pupil calculates, in the order of the sheet.
pub(super) fn order() -> Vec<Quantity> {
    Part::ALL.into_iter().flat_map(Part::quantities).collect()
}

/// A number for each quantity.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Numbers([f64; GIVEN + BLANKS]);

impl Default for Numbers {
    fn default() -> Self {
        Self([0.0; GIVEN + BLANKS])
    }
}

impl std::ops::Index<Quantity> for Numbers {
    type Output = f64;

    fn index(&self, quantity: Quantity) -> &f64 {
        &self.0[quantity.slot()]
    }
}

impl std::ops::IndexMut<Quantity> for Numbers {
    fn index_mut(&mut self, quantity: Quantity) -> &mut f64 {
        &mut self.0[quantity.slot()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_quantity_has_a_slot_and_a_name_of_its_own() {
        let order = order();
        assert_eq!(order.len(), BLANKS);
        let mut slots: Vec<_> = order.iter().map(|it| it.slot()).collect();
        let mut names: Vec<_> = order.iter().map(Quantity::to_string).collect();
        slots.sort_unstable();
        assert_eq!(slots, (GIVEN..GIVEN + BLANKS).collect::<Vec<_>>());
        names.sort();
        names.dedup();
        assert_eq!(names.len(), BLANKS);
    }
}
