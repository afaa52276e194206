//! The step of backpropd.

use crate::problem::{ALPHA, Problem, Trained};
use backpropd_core::nn::{Bias, Network};
use nalgebra::{SMatrix, SVector};
use std::hint::black_box;
use std::time::Instant;

/// The network at its start.
fn network<const N: usize>(problem: &Problem) -> Network<N, N, N> {
    let (weights, biases) = problem.start.split_at(2 * N * N);
    let (w_h, w_o) = weights.split_at(N * N);
    let (b_h, b_o) = biases.split_at(N);
    Network::new(
        SMatrix::from_row_slice(w_h),
        SVector::from_column_slice(b_h),
        SMatrix::from_row_slice(w_o),
        SVector::from_column_slice(b_o),
        black_box(Bias::Trained),
    )
    .expect("these weights are finite")
}

/// The answer of a 2-2-2 network before any step.
pub fn answer(problem: &Problem, x: &[f64]) -> [f64; 2] {
    let forward = network::<2>(problem).forward(&SVector::from_column_slice(x));
    forward.expect("these weights are finite").out_o.into()
}

/// Trains for a number of steps.
pub fn train<const N: usize>(problem: &Problem, steps: usize) -> Trained {
    let mut network = network::<N>(problem);
    let vector = SVector::<f64, N>::from_column_slice;
    let samples = problem.samples.chunks(2 * N);
    let samples: Vec<_> = samples
        .map(|sample| (vector(&sample[..N]), vector(&sample[N..])))
        .collect();

    let start = Instant::now();
    for (x, t) in black_box(&samples).iter().cycle().take(steps) {
        network
            .step(x, t, black_box(ALPHA))
            .expect("these weights stay finite");
    }
    let seconds = start.elapsed().as_secs_f64();

    let (w_h, w_o) = (network.w_h().transpose(), network.w_o().transpose());
    let weights = w_h.iter().chain(w_o.iter());
    let numbers = weights.chain(network.b_h()).chain(network.b_o());
    Trained {
        seconds,
        network: numbers.copied().collect(),
    }
}
