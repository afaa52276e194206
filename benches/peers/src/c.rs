//! The peers in C: plain C for each size, and FANN for the panel's network.

use crate::problem::{ALPHA, Problem, Trained};
use std::time::Instant;

/// FANN's `struct fann`, opaque to Rust.
#[repr(C)]
struct Fann {
    _opaque: [u8; 0],
}

/// Plain C's training: network, four samples, steps, α.
type Train = unsafe extern "C" fn(*mut f64, *const f64, usize, f64);

unsafe extern "C" {
    fn plain_train_2(network: *mut f64, samples: *const f64, steps: usize, alpha: f64);
    fn plain_train_16(network: *mut f64, samples: *const f64, steps: usize, alpha: f64);
    fn plain_train_32(network: *mut f64, samples: *const f64, steps: usize, alpha: f64);
    fn plain_train_64(network: *mut f64, samples: *const f64, steps: usize, alpha: f64);
    fn plain_train_128(network: *mut f64, samples: *const f64, steps: usize, alpha: f64);
    fn fann_new(weights: *const f64, alpha: f64) -> *mut Fann;
    fn fann_steps(fann: *mut Fann, samples: *mut f64, steps: usize);
    fn fann_answer(fann: *mut Fann, x: *mut f64, out: *mut f64);
    fn fann_destroy(fann: *mut Fann);
}

/// Plain C for `problem.n`.
///
/// # Panics
/// If it was not compiled for this size.
pub fn plain(problem: &Problem, steps: usize) -> Trained {
    let train: Train = match problem.n {
        2 => plain_train_2,
        16 => plain_train_16,
        32 => plain_train_32,
        64 => plain_train_64,
        128 => plain_train_128,
        n => panic!("plain C was not compiled for N = {n}"),
    };
    let mut network = problem.start.clone();
    let start = Instant::now();
    // SAFETY: the numbers have the layout and the lengths of C's `struct network` and `struct sample` for this N.
    unsafe { train(network.as_mut_ptr(), problem.samples.as_ptr(), steps, ALPHA) };
    Trained {
        seconds: start.elapsed().as_secs_f64(),
        network,
    }
}

/// How long FANN takes for the half-adder, and its answers to the four patterns afterwards.
pub fn fann(problem: &Problem, steps: usize) -> (f64, [[f64; 2]; 4]) {
    assert_eq!(problem.n, 2, "c/fann.c is written for 2-2-2");
    let mut samples = problem.samples.clone();
    let mut answers = [[0.0; 2]; 4];
    // SAFETY: the object is used and destroyed here; every pointer is to as many numbers as C reads for 2-2-2.
    unsafe {
        let fann = fann_new(problem.start.as_ptr(), ALPHA);
        assert!(!fann.is_null(), "FANN could not make the network");
        let start = Instant::now();
        fann_steps(fann, samples.as_mut_ptr(), steps);
        let seconds = start.elapsed().as_secs_f64();
        for (sample, answer) in samples.chunks_mut(4).zip(&mut answers) {
            fann_answer(fann, sample.as_mut_ptr(), answer.as_mut_ptr());
        }
        fann_destroy(fann);
        (seconds, answers)
    }
}
