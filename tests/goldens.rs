//! The classic hand-worked example (Mazur 2015), step by step, against the numbers of an independent program that
//! was checked at 40 digits. Index = number of simultaneous updates applied.

use backpropd::nn::{Bias, Network222};
use nalgebra::{SVector, vector};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Golden {
    inputs: [f64; 2],
    targets: [f64; 2],
    learning_rate: f64,
    after_updates: BTreeMap<u64, Expected>,
}

#[derive(Deserialize)]
#[allow(non_snake_case)] // the names of the file
struct Expected {
    net_h: [f64; 2],
    out_h: [f64; 2],
    net_o: [f64; 2],
    out_o: [f64; 2],
    E_total: f64,
    delta_o: [f64; 2],
    delta_h: [f64; 2],
    grad_w: [f64; 8],
    w: [f64; 8],
    b: [f64; 4],
}

fn check(file: &str, bias: Bias) {
    let text = std::fs::read_to_string(format!("tests/goldens/{file}")).unwrap();
    let golden: Golden = serde_json::from_str(&text).unwrap();
    let (x, t) = (vector_of(golden.inputs), vector_of(golden.targets));
    let start = &golden.after_updates[&0];
    let mut network = Network222::from_named(start.w, start.b, bias).unwrap();
    let mut updates = 0;
    for (&at, expected) in &golden.after_updates {
        while updates < at {
            network.step(&x, &t, golden.learning_rate).unwrap();
            updates += 1;
        }
        let tolerance = if at <= 1 { 1e-12 } else { 1e-9 };
        let close = |name: &str, ours: &[f64], theirs: &[f64]| {
            assert_eq!(ours.len(), theirs.len());
            for (ours, theirs) in ours.iter().zip(theirs) {
                let difference = (ours - theirs).abs() / theirs.abs().max(f64::MIN_POSITIVE);
                // A number that is 0 has no relative error.
                let same = ours == theirs || difference <= tolerance;
                assert!(same, "{file} after {at}: {name} {ours} is not {theirs}");
            }
        };
        let forward = network.forward(&x).unwrap();
        let gradients = network.backward(&x, &forward, &t);
        close("w", &network.weights(), &expected.w);
        close("b", &network.biases(), &expected.b);
        close("net_h", forward.net_h.as_slice(), &expected.net_h);
        close("out_h", forward.out_h.as_slice(), &expected.out_h);
        close("net_o", forward.net_o.as_slice(), &expected.net_o);
        close("out_o", forward.out_o.as_slice(), &expected.out_o);
        close("loss", &[forward.loss(&t)], &[expected.E_total]);
        close("delta_o", gradients.delta_o().as_slice(), &expected.delta_o);
        close("delta_h", gradients.delta_h().as_slice(), &expected.delta_h);
        // Rows of a matrix, as w1…w8 are numbered: nalgebra keeps columns.
        let (h, o) = (gradients.w_h.transpose(), gradients.w_o.transpose());
        close(
            "grad_w",
            &[h.as_slice(), o.as_slice()].concat(),
            &expected.grad_w,
        );
    }
    assert_eq!(updates, 10_000);
}

fn vector_of([first, second]: [f64; 2]) -> SVector<f64, 2> {
    vector![first, second]
}

#[test]
fn without_biases() {
    check("mazur_none.json", Bias::None);
}

#[test]
fn with_fixed_biases() {
    check("mazur_fixed.json", Bias::Fixed);
}

#[test]
fn with_trained_biases() {
    check("mazur_trained.json", Bias::Trained);
}
