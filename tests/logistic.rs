//! The logistic function against high-precision reference values, at its edges, and bit for bit.

use backpropd::nn::logistic;
use nalgebra::{SVector, vector};
use oorandom::Rand64;
use proptest::prelude::*;

fn sigma(z: f64) -> f64 {
    logistic(&vector![z])[0]
}

/// Made by `tests/goldens/logistic.py` with mpmath at 400 bits: σ to 25 digits, which read as the nearest f64 are
/// exact to 1.2e-16.
#[test]
fn agrees_with_the_reference() {
    let text = std::fs::read_to_string("tests/goldens/logistic.json").unwrap();
    let rows: Vec<[String; 2]> = serde_json::from_str(&text).unwrap();
    assert!(rows.len() > 500);
    let (mut relative, mut absolute) = (0.0_f64, 0.0_f64);
    for [z, expected] in rows {
        let (z, expected): (f64, f64) = (z.parse().unwrap(), expected.parse().unwrap());
        let error = (sigma(z) - expected).abs();
        absolute = absolute.max(error);
        if z.abs() <= 30.0 {
            relative = relative.max(error / expected);
        }
    }
    println!("largest relative error {relative:e}, absolute {absolute:e}");
    assert!(
        relative <= 1e-14 && absolute <= 1e-14,
        "{relative:e} {absolute:e}"
    );
}

/// The platform's own exp, good to an ulp, over a grid far denser than the reference.
#[test]
fn agrees_with_the_platform_on_a_dense_grid() {
    for i in -4_000_000..=4_000_000 {
        let z = f64::from(i) * 1e-5; // -40 to 40
        let expected = 1.0 / (1.0 + (-z).exp());
        let error = (sigma(z) - expected).abs();
        assert!(error <= 1e-14, "{z}: {error:e}");
        assert!(
            z.abs() > 30.0 || error <= 1e-14 * expected,
            "{z}: {:e}",
            error / expected
        );
    }
}

#[test]
fn is_a_half_at_zero_and_saturates_cleanly() {
    assert_eq!(sigma(0.0), 0.5);
    assert_eq!(sigma(-0.0), 0.5);
    for z in [f64::from_bits(1), f64::MIN_POSITIVE, 1e-300] {
        assert_eq!((sigma(z), sigma(-z)), (0.5, 0.5));
    }
    for z in [
        708.0,
        709.0,
        745.0,
        746.0,
        1e6,
        1e300,
        f64::MAX,
        f64::INFINITY,
    ] {
        assert_eq!(sigma(z), 1.0, "{z}");
        assert!((0.0..1e-307).contains(&sigma(-z)), "{z}");
    }
    assert!(sigma(f64::NAN).is_nan());
}

/// Neighbouring numbers around every seam of the range reduction, and a walk over neighbours elsewhere.
#[test]
fn never_decreases_between_neighbours() {
    let mut random = Rand64::new(7);
    let seams = (-1022..=1022).map(|k| (f64::from(k) + 0.5) * std::f64::consts::LN_2);
    let others = (0..2000).map(|_| 80.0 * random.rand_float() - 40.0);
    for z in seams.chain(others).chain([-708.0, 708.0, 0.0]) {
        let mut z = (0..200).fold(z, |z, _| z.next_down());
        let mut last = sigma(z);
        for _ in 0..400 {
            z = z.next_up();
            let out = sigma(z);
            assert!(out >= last, "σ decreases at {z:e}");
            last = out;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100_000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn never_decreases(a in -750.0..750.0, b in -1e-9..1e-9) {
        let (low, high) = if b < 0.0 { (a + b, a) } else { (a, a + b) };
        prop_assert!(sigma(low) <= sigma(high));
    }

    #[test]
    fn of_any_number_lies_between_0_and_1(z in any::<f64>()) {
        let out = sigma(z);
        prop_assert!(z.is_nan() || (0.0..=1.0).contains(&out));
    }

    #[test]
    fn of_both_signs_sums_to_1(z in -700.0..700.0) {
        prop_assert!((sigma(z) + sigma(-z) - 1.0).abs() <= 1e-14);
    }

    #[test]
    fn lanes_do_not_touch_each_other(z in prop::array::uniform5(-50.0..50.0)) {
        let together = logistic(&SVector::from(z));
        prop_assert_eq!(together, SVector::from(z.map(sigma)));
    }
}

/// Recorded lessons depend on every bit, so the bits may never change: not by a clever idea, not on another machine.
#[test]
fn bits_are_what_they_always_were() {
    let mut random = Rand64::new(1986);
    let mut hash = 0xcbf2_9ce4_8422_2325_u64; // FNV-1a, over words
    for i in 0..1_000_000 {
        let width = [1.0, 8.0, 40.0, 800.0][i % 4];
        let z = width * (2.0 * random.rand_float() - 1.0);
        hash = (hash ^ sigma(z).to_bits()).wrapping_mul(0x0100_0000_01b3);
    }
    assert_eq!(hash, 8_640_242_754_512_254_690);
}
