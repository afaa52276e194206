//! Trains the 2-2-2 network for a given number of steps and does nothing else. `benches/instructions/count` counts the
//! instructions of this program.

#![allow(clippy::disallowed_methods)] // its argument

use backpropd_core::cost::network;
use backpropd_core::nn::NonFinite;
use backpropd_core::truth_table::TruthTable;
use std::hint::black_box;

fn main() -> Result<(), NonFinite> {
    let steps = std::env::args().nth(1).and_then(|steps| steps.parse().ok());
    let steps: usize = steps.expect("usage: steps NUMBER");
    let half_adder = TruthTable::from_gates("xor,and").expect("both are gates");
    let samples = half_adder.samples();
    let samples = black_box(samples.map(|sample| (sample.input(), sample.target())));
    let mut network = network()?;
    for (x, t) in samples.iter().cycle().take(steps) {
        network.step(x, t, black_box(0.5))?;
    }
    black_box(&network);
    Ok(())
}
