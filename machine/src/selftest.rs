//! Checks the arithmetic of this computer against numbers from independent programs, and against a recording.
//!
//! Place: beside the flow; only arithmetic. The reference numbers are those of the tests, `machine/data/goldens` and
//! `machine/data/recordings`. They are built into the program, so it needs no files. It only reports: printing, and
//! what to do about a failure, are up to the caller.

use crate::messages;
use crate::nn::{Bias, Biases, Gradients222, Network222, Weights, logistic};
use crate::recording::Recording;
use crate::said;
use crate::snapshot::Row;
use nalgebra::{Vector1, Vector2};
use oorandom::Rand64;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::error::Error;

/// One comparison: what was compared, how many numbers, and how far apart they are and may be.
///
/// ```
/// use backpropd_machine::selftest::Check;
/// let check = Check { what: "a half".into(), numbers: 1, largest: 1e-15, allowed: 1e-14 };
/// assert!(check.passed());
/// assert!(!Check { largest: f64::NAN, ..check.clone() }.passed());
/// assert!(!Check { numbers: 0, ..check }.passed()); // nothing was compared
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Check {
    /// What was compared, in the language of the thread.
    pub what: String,
    /// How many numbers.
    pub numbers: usize,
    /// The largest difference; NaN if something could not be compared.
    pub largest: f64,
    /// The largest difference that is allowed.
    pub allowed: f64,
}

impl Check {
    /// Whether something was compared, and every difference was allowed.
    pub fn passed(&self) -> bool {
        self.numbers > 0 && self.largest <= self.allowed
    }
}

/// The numbers of an independent program, checked at 40 digits: see `machine/data/goldens`.
const MAZUR: [(Bias, &str); 3] = [
    (Bias::None, include_str!("../data/goldens/mazur_none.json")),
    (
        Bias::Fixed,
        include_str!("../data/goldens/mazur_fixed.json"),
    ),
    (
        Bias::Trained,
        include_str!("../data/goldens/mazur_trained.json"),
    ),
];
const LOGISTIC: &str = include_str!("../data/goldens/logistic.json");
const RECORDING: &str = include_str!("../data/recordings/half-adder.txt");
const RECORDING_ENDS: &str = include_str!("../data/recordings/half-adder.json");

/// Compares everything, in less than a second on most computers.
///
/// ```
/// assert!(backpropd_machine::selftest::run().iter().all(|check| check.passed()));
/// ```
pub fn run() -> Vec<Check> {
    let mut checks = Vec::new();
    for (bias, golden) in MAZUR {
        checks.extend(mazur(bias, golden));
    }
    checks.push(gradients());
    checks.push(sigma(LOGISTIC));
    checks.push(recording(RECORDING, RECORDING_ENDS));
    checks
}

/// The differences of one check.
struct Differences {
    numbers: usize,
    largest: f64,
}

impl Differences {
    const NONE: Self = Self {
        numbers: 0,
        largest: 0.0,
    };

    /// Adds one. Once NaN, it stays NaN.
    fn add(&mut self, difference: f64) {
        self.numbers += 1;
        if difference > self.largest || difference.is_nan() {
            self.largest = difference;
        }
    }

    /// Adds the relative differences of our numbers from theirs.
    fn relative(&mut self, ours: &[f64], theirs: &[f64]) {
        if ours.len() != theirs.len() {
            self.add(f64::NAN);
        }
        for (ours, theirs) in ours.iter().zip(theirs) {
            // Equal numbers may be 0, which has no relative error.
            self.add(if ours == theirs {
                0.0
            } else {
                ((ours - theirs) / theirs).abs()
            });
        }
    }

    fn check(self, what: impl Into<String>, allowed: f64) -> Check {
        Check {
            what: what.into(),
            numbers: self.numbers,
            largest: self.largest,
            allowed,
        }
    }
}

/// The check whose reference numbers cannot be read.
fn unreadable(what: &str, error: &(dyn Error + 'static)) -> Check {
    Check {
        what: format!("{what}: {}", said::error(error)),
        numbers: 0,
        largest: f64::NAN,
        allowed: 0.0,
    }
}

#[derive(Deserialize)]
struct Golden {
    inputs: [f64; 2],
    targets: [f64; 2],
    learning_rate: f64,
    after_updates: BTreeMap<u64, Expected>,
}

#[derive(Deserialize)]
struct Expected {
    net_h: [f64; 2],
    out_h: [f64; 2],
    net_o: [f64; 2],
    out_o: [f64; 2],
    #[serde(rename = "E_total")]
    loss: f64,
    delta_o: [f64; 2],
    delta_h: [f64; 2],
    grad_w: [f64; 8],
    w: [f64; 8],
    b: [f64; 4],
}

/// The classic worked example (Mazur 2015): before and after one update, and after many of them.
fn mazur(bias: Bias, golden: &str) -> Vec<Check> {
    let bias_name = bias.name();
    match mazur_differences(bias, golden) {
        // The rounding errors of thousands of updates add up.
        Ok([few, many]) => vec![
            few.check(messages::selftest_few_updates(bias_name), 1e-12),
            many.check(messages::selftest_many_updates(bias_name), 1e-9),
        ],
        Err(error) => vec![unreadable(&messages::selftest_example(bias_name), &*error)],
    }
}

fn mazur_differences(bias: Bias, golden: &str) -> Result<[Differences; 2], Box<dyn Error>> {
    let golden: Golden = serde_json::from_str(golden)?;
    let (x, t) = (Vector2::from(golden.inputs), Vector2::from(golden.targets));
    let start = golden.after_updates.get(&0);
    let start = start.ok_or_else(messages::selftest_incomplete)?;
    let mut network = Network222::from_named(start.w, start.b, bias)?;
    let mut done = 0;
    let (mut few, mut many) = (Differences::NONE, Differences::NONE);
    for (&updates, expected) in &golden.after_updates {
        while done < updates {
            network.step(&x, &t, golden.learning_rate)?;
            done += 1;
        }
        let forward = network.forward(&x)?;
        let gradients = network.backward(&x, &forward, &t);
        let differences = if updates <= 1 { &mut few } else { &mut many };
        differences.relative(&network.weights(), &expected.w);
        differences.relative(&network.biases(), &expected.b);
        differences.relative(forward.net_h.as_slice(), &expected.net_h);
        differences.relative(forward.out_h.as_slice(), &expected.out_h);
        differences.relative(forward.net_o.as_slice(), &expected.net_o);
        differences.relative(forward.out_o.as_slice(), &expected.out_o);
        differences.relative(&[forward.loss(&t)], &[expected.loss]);
        differences.relative(gradients.delta_o().as_slice(), &expected.delta_o);
        differences.relative(gradients.delta_h().as_slice(), &expected.delta_h);
        let weights = Gradients222::from(gradients).weights;
        differences.relative(&<[f64; 8]>::from(weights), &expected.grad_w);
    }
    if done != 10_000 {
        return Err(messages::selftest_incomplete().into());
    }
    Ok([few, many])
}

/// Back-propagation against the slope of the loss itself, on random networks.
fn gradients() -> Check {
    /// Near the cube root of the precision of f64, where central differences are most accurate.
    const STEP: f64 = 1e-5;
    const NETWORKS: usize = 1000;

    let mut random = Rand64::new(2015);
    let mut uniform = |low: f64, high: f64| low + (high - low) * random.rand_float();
    let mut differences = Differences::NONE;
    for _ in 0..NETWORKS {
        let w = std::array::from_fn(|_| uniform(-2.0, 2.0));
        let b = std::array::from_fn(|_| uniform(-2.0, 2.0));
        let x = Vector2::from_fn(|_, _| uniform(-1.0, 1.0));
        let t = Vector2::from_fn(|_, _| uniform(0.0, 1.0));
        let pair = || -> Result<_, crate::nn::NonFinite> {
            let mut network = Network222::from_named(w, b, Bias::Trained)?;
            let forward = network.forward(&x)?;
            let (loss, ours) = (forward.loss(&t), network.backward(&x, &forward, &t));
            // The mean of the slopes to both sides is the central difference.
            let mut slope = |parameter| {
                let up = network.difference(parameter, &x, &t, STEP, loss)?;
                let down = network.difference(parameter, &x, &t, -STEP, loss)?;
                Ok((up + down) / 2.0)
            };
            let slopes: Result<Vec<_>, _> = (0..Network222::PARAMETERS).map(&mut slope).collect();
            Ok((ours, slopes?))
        };
        let Ok((ours, slopes)) = pair() else {
            differences.add(f64::NAN);
            continue;
        };
        // Relative to the whole gradient, so that a part near 0 is not measured by its own noise.
        let norm = ours
            .iter()
            .map(|number| number * number)
            .sum::<f64>()
            .sqrt();
        for (ours, slope) in ours.iter().zip(slopes) {
            differences.add((ours - slope).abs() / norm);
        }
    }
    differences.check(messages::selftest_gradients(NETWORKS), 1e-6)
}

/// σ against values with more digits than f64 has.
fn sigma(reference: &str) -> Check {
    let what = messages::selftest_logistic();
    let rows: Vec<(String, String)> = match serde_json::from_str(reference) {
        Ok(rows) => rows,
        Err(error) => return unreadable(what, &error),
    };
    let mut differences = Differences::NONE;
    for (z, expected) in &rows {
        let (Ok(z), Ok(expected)) = (z.parse::<f64>(), expected.parse::<f64>()) else {
            differences.add(f64::NAN);
            continue;
        };
        let difference = (logistic(&Vector1::new(z))[0] - expected).abs();
        let relative_to = if z.abs() <= 30.0 { expected } else { 1.0 };
        differences.add(difference / relative_to);
    }
    differences.check(what, 1e-14)
}

/// What is compared at the end of a recording.
#[derive(Deserialize)]
struct RecordingEnds {
    rows: [Row; 4],
    steps: u64,
    restarts: u64,
    loss: f64,
    weights: Weights,
    biases: Biases,
}

/// Repeats the recording: every bit must be the same.
fn recording(recorded: &str, ends: &str) -> Check {
    let what = messages::selftest_recording();
    let pair = || -> Result<_, Box<dyn Error>> {
        let machine = Recording::parse(recorded)?.replay(&mut |_, _| {})?;
        Ok((
            machine.snapshot(),
            serde_json::from_str::<RecordingEnds>(ends)?,
        ))
    };
    let (ours, theirs) = match pair() {
        Ok(pair) => pair,
        Err(error) => return unreadable(what, &*error),
    };
    let numbers = |steps: u64, restarts: u64, loss: f64, w: Weights, b: Biases, rows: &[Row; 4]| {
        let mut numbers = vec![steps as f64, restarts as f64, loss];
        numbers.extend(<[f64; 8]>::from(w));
        numbers.extend(<[f64; 4]>::from(b));
        numbers.extend(rows.iter().flat_map(|row| row.out));
        numbers
    };
    let ours = numbers(
        ours.steps,
        ours.restarts,
        ours.loss,
        ours.weights,
        ours.biases,
        &ours.rows,
    );
    let theirs = numbers(
        theirs.steps,
        theirs.restarts,
        theirs.loss,
        theirs.weights,
        theirs.biases,
        &theirs.rows,
    );
    let mut differences = Differences::NONE;
    differences.relative(&ours, &theirs);
    differences.check(what, 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_of_it_passes() {
        for check in run() {
            assert!(check.passed(), "{check:?}");
        }
    }

    /// Each check sees one wrong digit in its reference.
    #[test]
    fn each_check_can_fail() {
        let failed = |checks: &[Check]| checks.iter().any(|check| !check.passed());
        for (bias, golden) in MAZUR {
            let wrong =
                golden.replacen("\"learning_rate\": 0.5", "\"learning_rate\": 0.50000001", 1);
            assert!(wrong != golden && failed(&mazur(bias, &wrong)));
            assert!(failed(&mazur(bias, "{}")));
        }
        let wrong = LOGISTIC.replace("0.7310585786300048792511592", "0.7310585786301048792511592");
        assert!(wrong != LOGISTIC && failed(&[sigma(&wrong)]));
        assert!(failed(&[sigma("[]")]));
        // One bit of w1.
        let w1 = "-6.692086386259428";
        let next = "-6.692086386259429";
        let wrong = RECORDING_ENDS.replacen(w1, next, 1);
        assert!(wrong != RECORDING_ENDS && failed(&[recording(RECORDING, &wrong)]));
        assert!(failed(&[recording("", RECORDING_ENDS)]));
    }

    #[test]
    fn a_difference_that_is_not_a_number_fails_the_check() {
        let mut differences = Differences::NONE;
        [0.0, f64::NAN, 1.0]
            .into_iter()
            .for_each(|difference| differences.add(difference));
        assert!(!differences.check("", 10.0).passed());
    }
}
