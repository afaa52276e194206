//! Times one training step: `cargo bench`.
//!
//! Use it to compare two versions on one machine; nothing here is asserted. `benches/peers` compares with other
//! libraries.

use backpropd_core::cost::network;
use backpropd_core::trainer::Sample;
use backpropd_core::truth_table::TruthTable;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// The half-adder.
fn samples() -> [Sample; 4] {
    let table = TruthTable::from_gates("xor,and").expect("both are gates");
    table.samples()
}

/// One pass forward: four logistic functions.
#[divan::bench]
fn forward(bencher: Bencher) {
    let (network, x) = (network().expect("it is finite"), samples()[1].input());
    bencher.bench_local(|| black_box(&network).forward(black_box(&x)));
}

/// Forward, backward and update, with the four samples in rotation.
#[divan::bench]
fn step(bencher: Bencher) {
    let samples = samples().map(|sample| (sample.input(), sample.target()));
    let mut network = network().expect("it is finite");
    let mut rotation = samples.iter().cycle();
    bencher.bench_local(|| {
        let (x, t) = rotation.next()?;
        network.step(x, t, black_box(0.5)).ok()
    });
}
