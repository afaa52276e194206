//! Finds the first number of a worksheet that is wrong, and what probably happened.
//!
//! Each number is judged from the pupil's own earlier numbers, so a mistake is found once, where it was made. A diagnosis
//! is the formula of a mistake whose value is the pupil's; where two give the same value both are named, and a mistake
//! that would not have changed the number is not.

use super::generator;
use super::parse::{Filled, Written};
use super::quantity::{Numbers, Quantity};
use super::rounding::{DIGITS, is_close, tolerance, unit};
use super::rules::{Mistake, Rule, rules};
use crate::view::layout::number;
use serde::Serialize;

/// What is to be said about a worksheet.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Checked {
    /// Whose it is, from 1.
    pub pupil: u32,
    /// The seed of the worksheets.
    pub seed: u64,
    /// How many numbers are filled in.
    pub filled: usize,
    /// How many there are.
    pub blanks: usize,
    /// The pupil calculates with t − out in place of out − t, and adds at the end. That is right as well.
    pub turned_signs: bool,
    /// The first number that is wrong; `None` if all that is filled in is right.
    pub first_wrong: Option<Wrong>,
}

/// A number that is wrong.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Wrong {
    /// Its name, such as `∂L/∂w5`.
    pub name: String,
    /// Its line in the file, from 1.
    pub line: usize,
    /// The pupil's number.
    pub written: f64,
    /// The right one, from the pupil's own earlier numbers.
    pub right: f64,
    /// The right formula, in names.
    pub formula: String,
    /// The right formula, in the pupil's own earlier numbers.
    pub with_numbers: String,
    /// What probably happened; empty where no modelled mistake leads to this number.
    pub diagnoses: Vec<Diagnosis>,
}

/// A mistake that leads to the pupil's number.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Diagnosis {
    /// The mistake.
    pub mistake: Mistake,
    /// The formula with the mistake in it, in names.
    pub formula: String,
    /// Its value.
    pub value: f64,
}

/// Checks one worksheet.
pub(super) fn check(filled: &Filled) -> Checked {
    check_against(&generator::draw(filled.seed, filled.pupil), filled)
}

/// Checks one worksheet whose given numbers are these.
pub(super) fn check_against(given: &Numbers, filled: &Filled) -> Checked {
    let sheet = Sheet {
        rules: rules(),
        given,
        written: &filled.written,
    };
    let mut best = sheet.judge(None);
    for turned in Turned::ALL {
        let judged = sheet.judge(Some(turned));
        if judged.is_turned_back && judged.right_before > best.right_before {
            best = judged;
        }
    }
    Checked {
        pupil: filled.pupil,
        seed: filled.seed,
        filled: filled.written.iter().flatten().count(),
        blanks: filled.written.len(),
        turned_signs: best.turned.is_some(),
        first_wrong: sheet.first_wrong(&best),
    }
}

/// Which signs a pupil has turned who calculates with t − out: from ∂L/∂out or from δ on, and up to the gradients or up to
/// the updates, which add then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Turned {
    global: bool,
    gradient: bool,
}

impl Turned {
    const ALL: [Turned; 4] = {
        const fn turned(global: bool, gradient: bool) -> Turned {
            Turned { global, gradient }
        }
        [
            turned(true, true),
            turned(false, true),
            turned(true, false),
            turned(false, false),
        ]
    };

    /// Whether this number has the other sign then.
    fn turns(self, quantity: Quantity) -> bool {
        match quantity {
            Quantity::Global(2..) => self.global,
            Quantity::Global(_) | Quantity::Delta(_) => true,
            Quantity::Gradient(_) | Quantity::BiasGradient(_) => self.gradient,
            _ => false,
        }
    }

    /// Whether the sign is turned back in this number: the update adds then, or the gradient has a minus sign.
    fn turns_back(self, quantity: Quantity) -> bool {
        match quantity {
            Quantity::Gradient(_) | Quantity::BiasGradient(_) => !self.gradient,
            _ => quantity.is_update() && self.gradient,
        }
    }
}

/// A worksheet and how it is calculated.
struct Sheet<'a> {
    rules: Vec<Rule>,
    given: &'a Numbers,
    written: &'a [Option<Written>],
}

/// A worksheet judged, where the pupil may have turned signs on purpose.
struct Judged {
    turned: Option<Turned>,
    /// The pupil's numbers with the usual signs; where a blank is empty, the right one from those before it.
    numbers: Numbers,
    /// How many blanks there are before the first that is wrong.
    right_before: usize,
    /// Whether most numbers in which a turned sign is turned back are right; also where none is filled in.
    is_turned_back: bool,
}

impl Judged {
    /// 1, or −1 for what the pupil has the other sign of on purpose.
    fn sign(&self, quantity: Quantity) -> f64 {
        sign(self.turned, quantity)
    }
}

fn sign(turned: Option<Turned>, quantity: Quantity) -> f64 {
    match turned {
        Some(turned) if turned.turns(quantity) => -1.0,
        _ => 1.0,
    }
}

impl Sheet<'_> {
    fn judge(&self, turned: Option<Turned>) -> Judged {
        let mut numbers = self.given.clone();
        let mut first_wrong = None;
        let (mut turned_back, mut are_right) = (0, 0);
        for (place, (rule, written)) in self.rules.iter().zip(self.written).enumerate() {
            let right = rule.right.value(&numbers);
            numbers[rule.of] = right;
            let Some(written) = written else { continue };
            let value = written.value * sign(turned, rule.of);
            let is_right = is_close(value, right);
            if !is_right && first_wrong.is_none() {
                first_wrong = Some(place);
            }
            if turned.is_some_and(|turned| turned.turns_back(rule.of)) {
                turned_back += 1;
                are_right += usize::from(is_right);
            }
            numbers[rule.of] = value;
        }
        Judged {
            turned,
            numbers,
            right_before: first_wrong.unwrap_or(self.rules.len()),
            is_turned_back: turned_back == 0 || 2 * are_right > turned_back,
        }
    }

    fn first_wrong(&self, judged: &Judged) -> Option<Wrong> {
        let rule = self.rules.get(judged.right_before)?;
        let written = self.written[judged.right_before]?;
        let numbers = &judged.numbers;
        let right = rule.right.value(numbers);
        let sign = judged.sign(rule.of);
        let show = |quantity: Quantity| number(numbers[quantity], DIGITS);
        let mut diagnoses = diagnoses(rule, numbers, right, written, sign);
        for diagnosis in &mut diagnoses {
            diagnosis.value *= sign;
        }
        Some(Wrong {
            name: rule.of.to_string(),
            line: written.line,
            written: written.value,
            right: sign * right,
            formula: rule.right.text(&|quantity| quantity.to_string()),
            with_numbers: rule.right.text(&show),
            diagnoses,
        })
    }
}

/// The mistakes that lead to the pupil's number, each once.
fn diagnoses(
    rule: &Rule,
    numbers: &Numbers,
    right: f64,
    written: Written,
    sign: f64,
) -> Vec<Diagnosis> {
    let value = sign * written.value;
    let mut found: Vec<Diagnosis> = Vec::new();
    let name = |quantity: Quantity| quantity.to_string();
    for (mistake, formula) in &rule.wrong {
        let wrong = formula.value(numbers);
        let changes_it = !is_close(wrong, right);
        let is_new = found.iter().all(|diagnosis| diagnosis.mistake != *mistake);
        if changes_it && is_new && is_close(value, wrong) {
            found.push(Diagnosis {
                mistake: *mistake,
                formula: formula.text(&name),
                value: wrong,
            });
        }
    }
    let is_found = |mistake| found.iter().any(|diagnosis| diagnosis.mistake == mistake);
    if is_rounded(value, written.digits, right) && !is_found(Mistake::RoundedEarly) {
        found.push(Diagnosis {
            mistake: Mistake::RoundedEarly,
            formula: rule.right.text(&name),
            value,
        });
    }
    found
}

/// Whether it is the right number, but for being written with fewer digits than four.
fn is_rounded(value: f64, digits: usize, right: f64) -> bool {
    let last = match digits {
        1..DIGITS => unit(value, digits),
        _ => return false,
    };
    (value - right).abs() <= 0.5 * last + tolerance(right)
}
