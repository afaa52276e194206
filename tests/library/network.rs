//! The network refuses NaN and infinity before they can spread, and keeps its promises for all finite numbers.

use backpropd::nn::{Bias, Gradients, Network, Network222};
use nalgebra::{SVector, Vector2, vector};
use proptest::prelude::*;
use std::thread;

const W: [f64; 8] = [0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55];
const B: [f64; 4] = [0.35, 0.35, 0.60, 0.60];
const NOT_NUMBERS: [f64; 3] = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY];

#[test]
fn a_network_with_nan_or_infinity_is_refused() {
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
fn a_step_with_nan_or_infinity_changes_nothing() {
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
        // Even if the weight that it is multiplied by is 0.
        let network = Network222::from_named([0.0; 8], B, Bias::Trained).unwrap();
        assert!(network.forward(&vector![bad, 0.0]).is_err());
    }
}

#[test]
fn huge_weights_are_refused_if_they_would_overflow() {
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
fn bias_none_has_no_biases_and_fixed_ones_stay() {
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

/// A matrix of this network takes half a megabyte; a copy on the stack of this thread would end the process.
#[test]
fn a_large_network_learns_on_a_small_stack() {
    let learn = || {
        let mut number = (0..).map(|i| f64::from(i * 7919 % 1009 - 504) / 8000.0);
        let mut next = || number.next().unwrap();
        let mut network = Network::<256, 256, 256>::boxed(Bias::Trained, &mut next).unwrap();
        let (x, t) = (SVector::from_fn(|_, _| next()), SVector::repeat(0.25));
        let (before, _) = network.step(&x, &t, 0.1).unwrap();
        let after = network.forward(&x).unwrap();
        assert!(after.loss(&t) < before.loss(&t));

        let mut gradients = Gradients::boxed();
        gradients.set(&x, &after, &network.deltas(&after, &t));
        network.update(&gradients, 0.1.into()).unwrap();
        assert!(network.forward(&x).unwrap().loss(&t) < after.loss(&t));
    };
    let small = thread::Builder::new().stack_size(256 << 10);
    small.spawn(learn).unwrap().join().unwrap();
}

/// Training by `step`, and by the gradients as the trainer does, gives the same bits.
#[test]
fn a_step_is_forward_backward_and_update() {
    for bias in Bias::ALL {
        let mut one = Network222::from_named(W, B, bias).unwrap();
        let mut other = one;
        for i in 0..1000 {
            let x = vector![f64::from(i % 2) * 0.3, f64::from(i % 3)];
            let t = vector![f64::from(i % 5) / 4.0, f64::from(i % 7) / 6.0];
            one.step(&x, &t, 0.7).unwrap();
            let gradients = other.backward(&x, &other.forward(&x).unwrap(), &t);
            other.update(&gradients, 0.7.into()).unwrap();
        }
        assert_eq!(one, other);
    }
}

/// Any finite number, the largest and smallest included.
fn finite() -> impl Strategy<Value = f64> {
    prop_oneof![-10.0..10.0, any::<f64>()].prop_filter("finite", |number: &f64| number.is_finite())
}

fn pair() -> impl Strategy<Value = Vector2<f64>> {
    [finite(), finite()].prop_map(Vector2::from)
}

proptest! {
    /// A step either fails and changes nothing, or leaves finite weights; it never panics.
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
