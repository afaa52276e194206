//! Trains the 2-2-2 network so many steps and does nothing else: the program whose instructions
//! `benches/instructions/count` counts.

use backpropd_core::nn::{Bias, Network222, NonFinite};
use backpropd_core::truth_table::TruthTable;
use std::hint::black_box;

fn main() -> Result<(), NonFinite> {
    let steps = std::env::args().nth(1).and_then(|steps| steps.parse().ok());
    let steps: usize = steps.expect("usage: steps NUMBER");
    let half_adder = TruthTable::from_gates("xor,and").expect("both are gates");
    let samples = half_adder.samples();
    let samples = black_box(samples.map(|sample| (sample.input(), sample.target())));
    let w = [0.62, -0.41, 0.15, 0.83, -0.57, 0.29, 0.94, -0.36];
    let b = [0.11, -0.22, 0.35, -0.08];
    let mut network = Network222::from_named(w, b, black_box(Bias::Trained))?;
    for (x, t) in samples.iter().cycle().take(steps) {
        network.step(x, t, black_box(0.5))?;
    }
    black_box(&network);
    Ok(())
}
