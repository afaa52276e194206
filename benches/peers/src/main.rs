//! One online step of a 2-2-2 network with trained biases: ours, plain C with libm, and FANN.
//!
//! The three are first checked to compute the same thing, then timed in turn, round after round
//! in one process, so that a machine that changes its speed changes it for all. Run with
//! `cargo run --release`.

use std::hint::black_box;
use std::time::Instant;

use backpropd_core::nn::{Bias, Network222};
use nalgebra::Vector2;

const ALPHA: f64 = 0.5;
const STEPS: usize = 200_000;
const ROUNDS: usize = 31;

/// w1…w8, b_h1, b_h2, b_o1, b_o2: a start from which the half-adder is learned.
const START: [f64; 12] = [
    0.62, -0.41, 0.15, 0.83, -0.57, 0.29, 0.94, -0.36, 0.11, -0.22, 0.35, -0.08,
];

/// The half-adder: o1 = XOR, o2 = AND.
const SAMPLES: [Sample; 4] = [
    Sample {
        x: [0.0, 0.0],
        t: [0.0, 0.0],
    },
    Sample {
        x: [0.0, 1.0],
        t: [1.0, 0.0],
    },
    Sample {
        x: [1.0, 0.0],
        t: [1.0, 0.0],
    },
    Sample {
        x: [1.0, 1.0],
        t: [0.0, 1.0],
    },
];

#[repr(C)]
#[derive(Clone, Copy)]
struct Sample {
    x: [f64; 2],
    t: [f64; 2],
}

/// FANN's `struct fann`, known only to C.
#[repr(C)]
struct Fann {
    _opaque: [u8; 0],
}

unsafe extern "C" {
    fn plain_train(network: *mut f64, samples: *const Sample, steps: usize, alpha: f64);
    fn fann_new(weights: *const f64, alpha: f64) -> *mut Fann;
    fn fann_steps(fann: *mut Fann, samples: *mut Sample, steps: usize);
    fn fann_answer(fann: *mut Fann, x: *mut f64, out: *mut f64);
    fn fann_destroy(fann: *mut Fann);
}

fn ours(steps: usize) -> Network222 {
    let [w @ .., b_h1, b_h2, b_o1, b_o2] = START;
    let mut network = Network222::from_named(w, [b_h1, b_h2, b_o1, b_o2], black_box(Bias::Trained))
        .expect("these weights are finite");
    let samples = black_box(SAMPLES).map(|s| (Vector2::from(s.x), Vector2::from(s.t)));
    for (x, t) in samples.iter().cycle().take(steps) {
        network
            .step(x, t, black_box(ALPHA))
            .expect("these weights stay finite");
    }
    network
}

fn plain_c(steps: usize) -> [f64; 12] {
    let mut weights = START;
    // SAFETY: `weights` has the layout of C's `struct network`, twelve doubles.
    unsafe { plain_train(weights.as_mut_ptr(), SAMPLES.as_ptr(), steps, ALPHA) };
    weights
}

/// The answers to the four patterns after `steps`.
fn fann(steps: usize) -> [[f64; 2]; 4] {
    let mut samples = SAMPLES;
    let mut answers = [[0.0; 2]; 4];
    // SAFETY: the object is used and destroyed here; every pointer is to arrays of the size C reads.
    unsafe {
        let fann = fann_new(START.as_ptr(), ALPHA);
        assert!(!fann.is_null(), "FANN could not make the network");
        fann_steps(fann, samples.as_mut_ptr(), steps);
        for (sample, answer) in samples.iter_mut().zip(&mut answers) {
            fann_answer(fann, sample.x.as_mut_ptr(), answer.as_mut_ptr());
        }
        fann_destroy(fann);
    }
    answers
}

fn assert_close(name: &str, ours: f64, theirs: f64, allowed: f64) {
    assert!(
        (ours - theirs).abs() <= allowed,
        "{name}: ours {ours}, theirs {theirs}"
    );
}

/// FANN keeps its learning rate in an `f32` (0.5 is exact) and clips σ to 0.01..0.99 in the
/// derivative, so it is compared early, before that matters.
fn check_that_they_agree() {
    let steps = 1_000;
    let (network, theirs) = (ours(steps), plain_c(steps));
    let numbers = network.weights().into_iter().chain(network.biases());
    for (ours, theirs) in numbers.zip(theirs) {
        assert_close("plain C", ours, theirs, 1e-10);
    }
    let steps = 100;
    let network = ours(steps);
    for (sample, answer) in SAMPLES.iter().zip(fann(steps)) {
        let out = network
            .forward(&Vector2::from(sample.x))
            .expect("finite")
            .out_o;
        assert_close("FANN", out[0], answer[0], 1e-10);
        assert_close("FANN", out[1], answer[1], 1e-10);
    }
}

/// Nanoseconds for each step.
fn time<T>(train: impl Fn(usize) -> T) -> f64 {
    let start = Instant::now();
    black_box(train(black_box(STEPS)));
    start.elapsed().as_secs_f64() * 1e9 / STEPS as f64
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn main() {
    check_that_they_agree();
    let rounds: Vec<[f64; 3]> = (0..ROUNDS)
        .map(|_| [time(ours), time(plain_c), time(fann)])
        .collect();
    let column = |f: fn(&[f64; 3]) -> f64| median(rounds.iter().map(f).collect());
    println!("one 2-2-2 step, median of {ROUNDS} rounds of {STEPS} steps");
    println!("  backpropd       {:7.1} ns", column(|r| r[0]));
    println!(
        "  plain C -O3     {:7.1} ns   backpropd / C    = {:.3}",
        column(|r| r[1]),
        column(|r| r[0] / r[1])
    );
    println!(
        "  FANN (double)   {:7.1} ns   FANN / backpropd = {:.2}",
        column(|r| r[2]),
        column(|r| r[2] / r[0])
    );
}
