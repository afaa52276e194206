//! The worksheets as pupils would do them: by hand, with every mistake that is modelled, on two hundred of them.

use super::check::{Checked, check_against};
use super::parse::{Filled, Written};
use super::quantity::{Numbers, Quantity};
use super::rounding::{is_close, round, tolerance};
use super::rules::{Mistake, Rule, rules};
use super::{Worksheet, check, generator};
use crate::nn::{Bias, Ledger, Network222};
use oorandom::Rand64;
use std::collections::BTreeSet;

const SHEETS: u32 = 200;

/// A pupil at work, who rounds each intermediate result to four digits.
#[derive(Clone)]
struct Pupil<'a> {
    rules: &'a [Rule],
    given: &'a Numbers,
    /// What the pupil has: what is given, and what was calculated.
    numbers: Numbers,
    written: Vec<Option<Written>>,
}

impl<'a> Pupil<'a> {
    fn new(rules: &'a [Rule], given: &'a Numbers) -> Self {
        let mut numbers = given.clone();
        rules.iter().for_each(|rule| numbers[rule.of] = f64::NAN);
        Self {
            rules,
            given,
            numbers,
            written: Vec::new(),
        }
    }

    fn next(&self) -> &'a Rule {
        &self.rules[self.written.len()]
    }

    fn write_down(&mut self, value: f64, digits: usize) {
        let of = self.next().of;
        self.numbers[of] = value;
        let line = self.written.len() + 1;
        self.written.push(Some(Written {
            value,
            digits,
            line,
        }));
    }

    /// Calculates on from their own numbers, up to this place.
    fn by_hand(&mut self, place: usize) {
        while self.written.len() < place {
            let by_hand = |value| round(value, 4);
            let value = self.next().right.value_by(&self.numbers, &by_hand);
            self.write_down(round(value, 4), 4);
        }
    }

    fn check(mut self) -> Checked {
        self.written.resize(self.rules.len(), None);
        let filled = Filled {
            pupil: 1,
            seed: 1,
            written: self.written,
        };
        check_against(self.given, &filled)
    }
}

#[test]
fn every_modelled_mistake_is_named_where_it_was_made() {
    let rules = rules();
    let mut made = BTreeSet::new();
    for seed in 0..u64::from(SHEETS) {
        let given = generator::draw(seed, 1);
        for (place, rule) in rules.iter().enumerate() {
            let mut begun = Pupil::new(&rules, &given);
            begun.by_hand(place);
            let right = rule.right.value(&begun.numbers);
            let wrong = rule.wrong.iter();
            let wrong =
                wrong.map(|(mistake, wrong)| (*mistake, round(wrong.value(&begun.numbers), 4), 4));
            let coarse = (Mistake::RoundedEarly, round(right, 2), 2);
            for (mistake, value, digits) in wrong.chain([coarse]) {
                if is_close(value, right) {
                    // The same number for another reason, which the generator leaves only where it is exactly so.
                    assert!((value - right).abs() <= 0.5 * tolerance(right));
                    continue;
                }
                let mut pupil = begun.clone();
                pupil.write_down(value, digits);
                pupil.by_hand(rules.len());
                let checked = pupil.check();
                let at = || format!("seed {seed}, {mistake:?} in {}: {checked:?}", rule.of);
                let found = checked
                    .first_wrong
                    .as_ref()
                    .unwrap_or_else(|| panic!("{}", at()));
                assert_eq!(found.name, rule.of.to_string(), "{}", at());
                let named = |it: &super::Diagnosis| it.mistake == mistake;
                assert!(found.diagnoses.iter().any(named), "{}", at());
                for diagnosis in &found.diagnoses {
                    assert!(is_close(value, diagnosis.value), "{}", at());
                }
                made.insert(format!("{mistake:?}"));
            }
        }
    }
    assert_eq!(made.len(), 16, "{made:?}");
}

#[test]
fn a_right_sheet_is_never_called_wrong() {
    let rules = rules();
    let mut random = Rand64::new(3);
    for seed in 0..u64::from(SHEETS) {
        let given = generator::draw(seed, 1);
        for style in 0..10 {
            let mut pupil = Pupil::new(&rules, &given);
            // What the calculator still knows of each number.
            let mut in_full = pupil.numbers.clone();
            for rule in &rules {
                let mut coin = || match style {
                    0 => true,
                    1 => false,
                    _ => random.rand_float() < 0.5,
                };
                // Calculate on with what is written down, or with what the calculator knows, and round on the way or not.
                let (from, is_rounded) = (if coin() { &pupil.numbers } else { &in_full }, coin());
                let rounding = |value| if is_rounded { round(value, 4) } else { value };
                let value = rule.right.value_by(from, &rounding);
                in_full[rule.of] = value;
                pupil.write_down(round(value, 4), 4);
            }
            let checked = pupil.check();
            assert_eq!(checked.first_wrong, None, "seed {seed}, style {style}");
            assert!(!checked.turned_signs && checked.filled == rules.len());
        }
    }
}

/// δ = (t − out)·σ′, with the update that adds, or with a minus sign on the way.
#[test]
fn turned_signs_are_right_when_the_updates_agree() {
    let rules = rules();
    for seed in 0..u64::from(SHEETS) {
        let given = generator::draw(seed, 1);
        for (from_global, gradients_too) in
            [(true, true), (false, true), (true, false), (false, false)]
        {
            let turns = |quantity: Quantity| match quantity {
                Quantity::Global(2..) => from_global,
                Quantity::Global(_) | Quantity::Delta(_) => true,
                Quantity::Gradient(_) | Quantity::BiasGradient(_) => gradients_too,
                _ => false,
            };
            let turned = |broken: Option<usize>, subtracts: bool| {
                let mut pupil = Pupil::new(&rules, &given);
                pupil.by_hand(rules.len());
                let (numbers, written) = (&pupil.numbers, &mut pupil.written);
                for (place, (rule, written)) in rules.iter().zip(written).enumerate() {
                    let Some(written) = written else { continue };
                    if turns(rule.of) {
                        written.value = -written.value;
                    }
                    let old = match rule.of {
                        Quantity::Update(w) => numbers[Quantity::Weight(w)],
                        Quantity::BiasUpdate(n) => numbers[Quantity::Bias(n)],
                        _ => continue,
                    };
                    if subtracts {
                        written.value = 2.0 * old - written.value;
                    }
                    if broken == Some(place) {
                        written.value = old;
                    }
                }
                pupil.check()
            };
            let accepted = turned(None, false);
            assert!(
                accepted.turned_signs && accepted.first_wrong.is_none(),
                "{accepted:?}"
            );
            // A mistake on top is found all the same.
            let place = rules.iter().position(|rule| rule.of == Quantity::Update(6));
            let broken = turned(place, false);
            assert_eq!(broken.first_wrong.unwrap().name, "w7⁺");
            if gradients_too {
                let refused = turned(None, true);
                let wrong = refused.first_wrong.unwrap();
                assert_eq!(wrong.diagnoses[0].mistake, Mistake::SignTurned);
                assert_eq!(
                    wrong.name,
                    if from_global {
                        "∂L/∂out_o1"
                    } else {
                        "δo1"
                    }
                );
            }
        }
    }
}

#[test]
fn a_number_that_no_mistake_explains_is_not_explained() {
    let rules = rules();
    let given = generator::draw(7, 1);
    for place in 0..rules.len() {
        let mut pupil = Pupil::new(&rules, &given);
        pupil.by_hand(place);
        pupil.write_down(7.777, 4);
        let checked = pupil.check();
        let wrong = checked.first_wrong.unwrap();
        assert_eq!(
            (&wrong.name, wrong.written),
            (&rules[place].of.to_string(), 7.777)
        );
        assert!(wrong.diagnoses.is_empty(), "{wrong:?}");
        assert_eq!((checked.filled, checked.blanks), (place + 1, rules.len()));
    }
}

/// What a blank leaves out is calculated from what stands before it.
#[test]
fn a_number_after_a_blank_is_judged_all_the_same() {
    let sheet = Worksheet::of(3, 5);
    let key = sheet.text(true);
    let only_updates: String = key
        .lines()
        .filter(|line| line.starts_with("backpropd") || line.contains("⁺ ="))
        .map(|line| format!("{line}\n"))
        .collect();
    let checked = check(only_updates.as_bytes()).unwrap();
    assert_eq!((checked[0].filled, &checked[0].first_wrong), (12, &None));
    assert!(!checked[0].turned_signs);
}

/// The numbers are those of the network itself, and the steps are worth doing: the loss goes down.
#[test]
fn the_answers_are_those_of_the_ledger() {
    for seed in 0..u64::from(SHEETS) {
        let numbers = generator::draw(seed, 9);
        let x = [0, 1].map(|i| numbers[Quantity::Input(i)]);
        let t = [0, 1].map(|o| numbers[Quantity::Target(o)]);
        let w = std::array::from_fn(|w| numbers[Quantity::Weight(w)]);
        let b = std::array::from_fn(|n| numbers[Quantity::Bias(n)]);
        let network = Network222::from_named(w, b, Bias::Trained).unwrap();
        let ledger = Ledger::of(&network, x, t, numbers[Quantity::Alpha]).unwrap();
        assert!(ledger.loss_after < ledger.loss, "seed {seed}");
        let after: [f64; 8] = ledger.weights_after.into();
        let biases: [f64; 4] = ledger.biases_after.into();
        let expected = (0..8).map(|w| (Quantity::Update(w), after[w]));
        let expected = expected.chain((0..4).map(|n| (Quantity::BiasUpdate(n), biases[n])));
        for (quantity, expected) in expected.chain([(Quantity::Loss, ledger.loss)]) {
            assert!((numbers[quantity] - expected).abs() < 1e-12, "{quantity}");
        }
    }
}

#[test]
fn every_pupil_of_a_class_has_another_worksheet_and_its_key_is_right() {
    let mut texts = Vec::new();
    for seed in [0, 1, 2026, u64::MAX] {
        for pupil in 1..=30 {
            let sheet = Worksheet::of(pupil, seed);
            let checked = check(sheet.text(true).as_bytes()).unwrap();
            assert_eq!((checked[0].pupil, checked[0].seed), (pupil, seed));
            assert_eq!((checked[0].filled, &checked[0].first_wrong), (55, &None));
            texts.push(format!("{:?}", sheet.numbers));
        }
    }
    let all = texts.len();
    texts.sort();
    texts.dedup();
    assert_eq!(texts.len(), all);
}
