//! Draws the numbers of a worksheet so that it can be judged: a right number, rounded by hand, stays within the tolerance,
//! and each modelled mistake leads further away than twice the tolerance.
//!
//! Place: above the rules; nothing is stored, a worksheet is drawn again from its seed and its pupil. A change of what
//! is drawn needs a new [`VERSION`](super::VERSION), since paper lasts.

use super::quantity::{Numbers, Part, Quantity};
use super::rounding::{TOLERANCE, round, tolerance, unit};
use super::rules::{Rule, rules};
use Quantity::{
    Alpha, Bias, BiasGradient, BiasUpdate, Delta, Global, Gradient, Input, Local, LossOf, Net, Out,
    Slope, Target, Update, Weight,
};
use oorandom::Rand64;

/// How many candidates of each output are tried with each other.
const POOL: usize = 16;

/// How many candidates are drawn for a place until others before it are drawn again.
const TRIES: usize = 50_000;

/// The numbers of a pupil's worksheet: those given, and the right ones for all that is calculated.
pub(super) fn draw(seed: u64, pupil: u32) -> Numbers {
    let random = Rand64::new((u128::from(seed) << 64) | u128::from(pupil));
    let mut draw = Draw {
        random,
        rules: rules(),
    };
    loop {
        if let Some(numbers) = draw.sheet() {
            return numbers;
        }
    }
}

/// A drawing of one worksheet.
struct Draw {
    random: Rand64,
    rules: Vec<Rule>,
}

impl Draw {
    /// One attempt, from the inputs to the outputs and back.
    fn sheet(&mut self) -> Option<Numbers> {
        let mut numbers = Numbers::default();
        numbers[Alpha] = self.one_of(&[2.0, 3.0, 4.0, 5.0]);
        numbers[Input(0)] = self.twentieths(4..=18);
        numbers[Input(1)] = self.twentieths(4..=18);
        let numbers = self.neuron(0, &numbers, 1)?.pop()?;
        let numbers = self.neuron(1, &numbers, 1)?.pop()?;
        let first = self.neuron(2, &numbers, POOL)?;
        let second = self.neuron(3, &numbers, POOL)?;
        for one in &first {
            for other in &second {
                let mut both = one.clone();
                copy(other, &mut both, 3);
                if self.fill(&mut both, |of| !is_before_meeting(of)) {
                    return Some(both);
                }
            }
        }
        None
    }

    /// `count` candidates for the weights of a neuron, judged as far as that is possible for it alone.
    fn neuron(&mut self, neuron: usize, from: &Numbers, count: usize) -> Option<Vec<Numbers>> {
        let mut found = Vec::new();
        for _ in 0..TRIES {
            let mut numbers = from.clone();
            for weight in [2 * neuron, 2 * neuron + 1] {
                numbers[Weight(weight)] = self.signed(3..=19);
            }
            numbers[Bias(neuron)] = self.signed(2..=18);
            if neuron >= 2 {
                numbers[Target(neuron - 2)] = self.one_of(&[0.1, 0.2, 0.8, 0.9]);
            }
            let is_own = |of| is_before_meeting(of) && belongs_to(of, neuron);
            if self.fill(&mut numbers, is_own) {
                found.push(numbers);
                if found.len() == count {
                    return Some(found);
                }
            }
        }
        None
    }

    /// Calculates those quantities; false where one of them cannot be judged.
    fn fill(&self, numbers: &mut Numbers, which: impl Fn(Quantity) -> bool) -> bool {
        let mut rules = self.rules.iter().filter(|rule| which(rule.of));
        rules.all(|rule| {
            numbers[rule.of] = rule.right.value(numbers);
            can_judge(rule, numbers)
        })
    }

    /// A number of twentieths.
    fn twentieths(&mut self, from: std::ops::RangeInclusive<u64>) -> f64 {
        let (low, high) = (*from.start(), *from.end());
        self.random.rand_range(low..high + 1) as f64 * 5.0 / 100.0
    }

    fn signed(&mut self, from: std::ops::RangeInclusive<u64>) -> f64 {
        let sign = self.one_of(&[-1.0, 1.0]);
        sign * self.twentieths(from)
    }

    fn one_of(&mut self, values: &[f64]) -> f64 {
        values[self.random.rand_range(0..values.len() as u64) as usize]
    }
}

/// Whether it follows from what comes in and one neuron's own numbers, before what both outputs send back meets.
fn is_before_meeting(of: Quantity) -> bool {
    match of {
        Net(_) | Out(_) | Slope(_) | LossOf(_) | Local(_) => true,
        Global(n) | Delta(n) | BiasGradient(n) | BiasUpdate(n) => n >= 2,
        // The δ of the other output is an alternative for the second one's gradients.
        Gradient(w) => (4..6).contains(&w),
        Update(w) => (4..6).contains(&w),
        _ => false,
    }
}

/// Whether it is a number of this neuron or of its weights.
fn belongs_to(of: Quantity, neuron: usize) -> bool {
    match of {
        Net(n) | Out(n) | Slope(n) | Global(n) | Delta(n) | BiasGradient(n) | BiasUpdate(n) => {
            n == neuron
        }
        LossOf(o) => o + 2 == neuron,
        Local(w) | Gradient(w) | Update(w) => w / 2 == neuron,
        _ => false,
    }
}

/// Copies what one output neuron was drawn and calculated.
fn copy(from: &Numbers, to: &mut Numbers, neuron: usize) {
    let given = [
        Weight(2 * neuron),
        Weight(2 * neuron + 1),
        Bias(neuron),
        Target(neuron - 2),
        LossOf(neuron - 2),
        Net(neuron),
        Out(neuron),
    ];
    for quantity in given.into_iter().chain(Part::Output(neuron).quantities()) {
        to[quantity] = from[quantity];
    }
}

/// Whether hand rounding cannot make the right number look wrong, nor a modelled mistake look right.
fn can_judge(rule: &Rule, numbers: &Numbers) -> bool {
    let (right, error) = rule.right.with_error(numbers);
    if !(0.001..10.0).contains(&right.abs()) || error > TOLERANCE * unit(right, 4) {
        return false;
    }
    let is_apart = |value: f64| {
        let distance = (value - right).abs();
        // The same number for another reason, such as a product that has two digits anyway, does not count as a mistake.
        distance <= 1e-9 * right.abs() || distance > 2.0 * tolerance(right)
    };
    is_apart(round(right, 2))
        && rule
            .wrong
            .iter()
            .all(|(_, wrong)| is_apart(wrong.value(numbers)))
}
