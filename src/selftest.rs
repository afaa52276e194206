//! The machine proves the hand calculation: what it computes, against numbers that others have computed and against
//! what it computed itself when the lesson was recorded.
//!
//! Place: beside the flow; only arithmetic. The reference numbers are those of the tests, `tests/goldens` and
//! `tests/lessons`, built into the program, so that it can be run on any computer by itself. It must not print or
//! decide what to do about a failure: it only reports.

use crate::lesson::Lesson;
use crate::nn::{Bias, Biases, Gradients, Network222, Weights, logistic};
use crate::snapshot::Row;
use nalgebra::{Matrix2, Vector1, Vector2};
use oorandom::Rand64;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One comparison: of what, how many numbers, how far apart they may be and were.
///
/// ```
/// use backpropd::selftest::Check;
/// let check = Check { what: "a half".into(), numbers: 1, largest: 1e-15, allowed: 1e-14 };
/// assert!(check.passed());
/// assert!(!Check { largest: f64::NAN, ..check.clone() }.passed());
/// assert!(!Check { numbers: 0, ..check }.passed()); // nothing was compared
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Check {
    /// What was compared.
    pub what: String,
    /// How many numbers.
    pub numbers: usize,
    /// The largest difference that there was; not a number when something could not be compared.
    pub largest: f64,
    /// The largest difference that there may be.
    pub allowed: f64,
}

impl Check {
    /// Whether something was compared, and all of it was near enough.
    pub fn passed(&self) -> bool {
        self.numbers > 0 && self.largest <= self.allowed
    }
}

/// The numbers of an independent program, checked at 40 digits: see `tests/goldens`.
const MAZUR: [(Bias, &str); 3] = [
    (Bias::None, include_str!("../tests/goldens/mazur_none.json")),
    (
        Bias::Fixed,
        include_str!("../tests/goldens/mazur_fixed.json"),
    ),
    (
        Bias::Trained,
        include_str!("../tests/goldens/mazur_trained.json"),
    ),
];
const LOGISTIC: &str = include_str!("../tests/goldens/logistic.json");
const LESSON: &str = include_str!("../tests/lessons/half-adder.txt");
const LESSON_ENDS: &str = include_str!("../tests/lessons/half-adder.json");

/// Compares everything, in less than a second on most computers.
///
/// ```
/// assert!(backpropd::selftest::run().iter().all(|check| check.passed()));
/// ```
pub fn run() -> Vec<Check> {
    let mut checks = Vec::new();
    for (bias, golden) in MAZUR {
        checks.extend(mazur(bias, golden));
    }
    checks.push(gradients());
    checks.push(sigma(LOGISTIC));
    checks.push(lesson(LESSON, LESSON_ENDS));
    checks
}

/// The differences of one check, as they are gathered.
struct Differences {
    numbers: usize,
    largest: f64,
}

impl Differences {
    const NONE: Self = Self {
        numbers: 0,
        largest: 0.0,
    };

    /// One more. NaN stays, whatever comes after it.
    fn add(&mut self, difference: f64) {
        self.numbers += 1;
        if difference > self.largest || difference.is_nan() {
            self.largest = difference;
        }
    }

    /// Each of ours against each of theirs, relative to theirs.
    fn relative(&mut self, ours: &[f64], theirs: &[f64]) {
        if ours.len() != theirs.len() {
            self.add(f64::NAN);
        }
        for (ours, theirs) in ours.iter().zip(theirs) {
            // What is 0 has no relative error.
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

/// What could not even be read.
fn unreadable(what: &str, error: &dyn std::fmt::Display) -> Check {
    Check {
        what: format!("{what}: {error}"),
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

/// The classic hand-worked example (Mazur 2015): before and after one update, and after many of them.
fn mazur(bias: Bias, golden: &str) -> Vec<Check> {
    let what = format!("classic example, biases {}", bias.name());
    match mazur_differences(bias, golden) {
        // The rounding of thousands of updates adds up.
        Ok([few, many]) => vec![
            few.check(format!("{what}, after 0 and 1 updates"), 1e-12),
            many.check(format!("{what}, after 2 to 10,000"), 1e-9),
        ],
        Err(error) => vec![unreadable(&what, &error)],
    }
}

fn mazur_differences(
    bias: Bias,
    golden: &str,
) -> Result<[Differences; 2], Box<dyn std::error::Error>> {
    let golden: Golden = serde_json::from_str(golden)?;
    let (x, t) = (Vector2::from(golden.inputs), Vector2::from(golden.targets));
    let start = golden.after_updates.get(&0).ok_or("it has no start")?;
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
        // Rows of a matrix, as w1…w8 are numbered: nalgebra keeps columns.
        let (h, o) = (gradients.w_h.transpose(), gradients.w_o.transpose());
        differences.relative(h.as_slice(), &expected.grad_w[..4]);
        differences.relative(o.as_slice(), &expected.grad_w[4..]);
    }
    if done != 10_000 {
        return Err("it does not go to 10,000 updates".into());
    }
    Ok([few, many])
}

/// Back-propagation against the slope of the loss itself, on random networks.
fn gradients() -> Check {
    /// Near the cube root of the precision of f64, where the error of central differences is least.
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
            let network = Network222::from_named(w, b, Bias::Trained)?;
            let forward = network.forward(&x)?;
            let ours = list(&network.backward(&x, &forward, &t));
            // The mean of the slopes to both sides is the central difference.
            let up = list(&network.finite_differences(&x, &t, STEP)?);
            let down = list(&network.finite_differences(&x, &t, -STEP)?);
            Ok((ours, up, down))
        };
        let Ok((ours, up, down)) = pair() else {
            differences.add(f64::NAN);
            continue;
        };
        // Relative to the whole gradient, so that a part near 0 is not measured by its own noise.
        let norm = ours
            .iter()
            .map(|number| number * number)
            .sum::<f64>()
            .sqrt();
        for ((ours, up), down) in ours.into_iter().zip(up).zip(down) {
            differences.add((ours - (up + down) / 2.0).abs() / norm);
        }
    }
    differences.check(
        format!("gradients of {NETWORKS} random networks, by central differences"),
        1e-6,
    )
}

/// All the numbers of a gradient.
fn list(gradients: &Gradients<2, 2, 2>) -> Vec<f64> {
    let matrices: [&Matrix2<f64>; 2] = [&gradients.w_h, &gradients.w_o];
    let vectors: [&Vector2<f64>; 2] = [&gradients.b_h, &gradients.b_o];
    let matrices = matrices.into_iter().flat_map(|matrix| matrix.iter());
    let vectors = vectors.into_iter().flat_map(|vector| vector.iter());
    matrices.chain(vectors).copied().collect()
}

/// σ against values of more digits than f64 has.
fn sigma(reference: &str) -> Check {
    const WHAT: &str = "the logistic function";
    let rows: Vec<(String, String)> = match serde_json::from_str(reference) {
        Ok(rows) => rows,
        Err(error) => return unreadable(WHAT, &error),
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
    differences.check(WHAT, 1e-14)
}

/// What is compared at the end of a lesson.
#[derive(Deserialize)]
struct LessonEnds {
    rows: [Row; 4],
    steps: u64,
    restarts: u64,
    loss: f64,
    weights: Weights,
    biases: Biases,
}

/// The recorded lesson once more: every bit the same.
fn lesson(recorded: &str, ends: &str) -> Check {
    const WHAT: &str = "recorded lesson, every bit";
    let pair = || -> Result<_, Box<dyn std::error::Error>> {
        let machine = Lesson::parse(recorded)?.replay(&mut |_, _| {})?;
        Ok((
            machine.snapshot(),
            serde_json::from_str::<LessonEnds>(ends)?,
        ))
    };
    let (ours, theirs) = match pair() {
        Ok(pair) => pair,
        Err(error) => return unreadable(WHAT, &error),
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
    differences.check(WHAT, 0.0)
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
        let (w1, next) = ("-4.4945935315112395", "-4.49459353151124");
        let wrong = LESSON_ENDS.replacen(w1, next, 1);
        assert!(wrong != LESSON_ENDS && failed(&[lesson(LESSON, &wrong)]));
        assert!(failed(&[lesson("", LESSON_ENDS)]));
    }

    #[test]
    fn what_is_not_a_number_is_never_passed_over() {
        let mut differences = Differences::NONE;
        [0.0, f64::NAN, 1.0]
            .into_iter()
            .for_each(|difference| differences.add(difference));
        assert!(!differences.check("", 10.0).passed());
    }
}
