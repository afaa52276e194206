//! The network refuses what is not a number before it can spread, and keeps its promises for all that is.

use backpropd::nn::{Bias, Network222};
use nalgebra::{Vector2, vector};
use proptest::prelude::*;

const W: [f64; 8] = [0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55];
const B: [f64; 4] = [0.35, 0.35, 0.60, 0.60];
const NOT_NUMBERS: [f64; 3] = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY];

#[test]
fn a_network_of_what_is_not_a_number_is_refused() {
    for bad in NOT_NUMBERS {
        for i in 0..8 {
            let mut w = W;
            w[i] = bad;
            assert!(
                Network222::from_named(w, B, Bias::Trained).is_err(),
                "w{}",
                i + 1
            );
        }
        for i in 0..4 {
            let mut b = B;
            b[i] = bad;
            assert!(
                Network222::from_named(W, b, Bias::Fixed).is_err(),
                "bias {i}"
            );
        }
    }
}

#[test]
fn a_step_on_what_is_not_a_number_changes_nothing() {
    for bad in NOT_NUMBERS {
        let good = (vector![0.0, 1.0], vector![1.0, 0.0], 0.5);
        for (x, t, alpha) in [
            (vector![bad, 0.0], good.1, good.2),
            (vector![0.0, bad], good.1, good.2),
            (good.0, vector![bad, 0.0], good.2),
            (good.0, vector![0.0, bad], good.2),
            (good.0, good.1, bad),
        ] {
            let before = Network222::from_named(W, B, Bias::Trained).unwrap();
            let mut network = before;
            assert!(network.step(&x, &t, alpha).is_err(), "{x} {t} {alpha}");
            assert_eq!(network, before);
        }
        // Even where the weight that would carry it is 0.
        let network = Network222::from_named([0.0; 8], B, Bias::Trained).unwrap();
        assert!(network.forward(&vector![bad, 0.0]).is_err());
    }
}

#[test]
fn weights_beyond_all_measure_are_refused_where_they_would_overflow() {
    let mut network = Network222::from_named([f64::MAX; 8], B, Bias::Trained).unwrap();
    let before = network;
    assert!(
        network
            .step(&vector![1.0, 1.0], &vector![0.0, 0.0], 0.5)
            .is_err()
    );
    assert_eq!(network, before);
}

#[test]
fn without_biases_there_are_none_and_fixed_ones_stay() {
    let (x, t) = (vector![1.0, 0.0], vector![0.0, 1.0]);
    for (bias, expected) in [(Bias::None, [0.0; 4]), (Bias::Fixed, B)] {
        let mut network = Network222::from_named(W, B, bias).unwrap();
        network.step(&x, &t, 0.5).unwrap();
        assert_eq!(network.biases(), expected);
        assert_ne!(network.weights(), W);
    }
    let mut network = Network222::from_named(W, B, Bias::Trained).unwrap();
    network.step(&x, &t, 0.5).unwrap();
    assert!(network.biases().iter().zip(B).all(|(new, old)| *new != old));
}

/// Any finite number, the largest and smallest included.
fn finite() -> impl Strategy<Value = f64> {
    prop_oneof![-10.0..10.0, any::<f64>()].prop_filter("finite", |number: &f64| number.is_finite())
}

fn pair() -> impl Strategy<Value = Vector2<f64>> {
    [finite(), finite()].prop_map(Vector2::from)
}

proptest! {
    /// A step either errs and changes nothing, or leaves finite weights; it never panics.
    #[test]
    fn a_step_leaves_finite_weights_or_none(
        w in prop::array::uniform8(finite()),
        b in prop::array::uniform4(finite()),
        x in pair(),
        t in pair(),
        alpha in finite(),
    ) {
        let before = Network222::from_named(w, b, Bias::Trained).unwrap();
        let mut network = before;
        match network.step(&x, &t, alpha) {
            Err(_) => prop_assert_eq!(network, before),
            Ok((forward, _)) => {
                prop_assert!(network.weights().iter().all(|weight| weight.is_finite()));
                prop_assert!(network.biases().iter().all(|bias| bias.is_finite()));
                prop_assert!(forward.out_o.iter().all(|out| (0.0..=1.0).contains(out)));
            }
        }
    }

    /// A small enough step goes downhill.
    #[test]
    fn a_small_step_lessens_the_loss(w in prop::array::uniform8(-3.0..3.0), b in prop::array::uniform4(-3.0..3.0)) {
        let (x, t) = (vector![1.0, 0.0], vector![0.0, 1.0]);
        let mut network = Network222::from_named(w, b, Bias::Trained).unwrap();
        let (forward, _) = network.step(&x, &t, 1e-2).unwrap();
        prop_assert!(network.forward(&x).unwrap().loss(&t) < forward.loss(&t));
    }
}
