//! The logistic function: accuracy against the platform, monotone everywhere, and bits that never change. `backpropd selftest`
//! compares it with a high-precision reference.

use std::f64::consts::LN_2;

use backpropd::nn::logistic;
use nalgebra::{SVector, Vector1};
use proptest::prelude::*;

fn sigma(z: f64) -> f64 {
    logistic(&Vector1::new(z))[0]
}

/// The promised accuracy: 1e-14 absolute, and 1e-14 relative for |z| ≤ 30.
fn assert_accurate(z: f64, expected: f64) {
    let error = (sigma(z) - expected).abs();
    let allowed = if z.abs() <= 30.0 {
        1e-14 * expected
    } else {
        1e-14
    };
    assert!(
        error <= allowed,
        "σ({z:e}) = {:e}, expected {expected:e}",
        sigma(z)
    );
}

/// The platform's `exp` is accurate to about 1e-16, enough to detect an error of 1e-14.
#[test]
fn agrees_with_the_platform_on_a_dense_grid() {
    for i in -400_000..=400_000 {
        let z = f64::from(i) * 1e-4;
        assert_accurate(z, 1.0 / (1.0 + (-z).exp()));
    }
}

#[test]
fn is_exactly_one_half_at_zero() {
    let subnormal = f64::from_bits(1);
    for z in [
        0.0,
        -0.0,
        subnormal,
        -subnormal,
        f64::MIN_POSITIVE,
        -f64::MIN_POSITIVE,
    ] {
        assert_eq!(sigma(z), 0.5, "σ({z:e})");
    }
}

#[test]
fn saturates_without_leaving_0_to_1() {
    for z in [
        37.5,
        40.0,
        708.0,
        745.0,
        746.0,
        1e10,
        f64::MAX,
        f64::INFINITY,
    ] {
        assert_eq!(sigma(z), 1.0, "σ({z:e})");
    }
    for z in [-37.5, -708.0] {
        assert!(sigma(z) > 0.0, "σ({z:e})");
    }
    for z in [-710.0, -745.0, -746.0, -1e10, -f64::MAX, f64::NEG_INFINITY] {
        assert_eq!(sigma(z), 0.0, "σ({z:e})");
    }
    assert!(sigma(f64::NAN).is_nan());
}

#[test]
fn every_component_is_treated_alike() {
    let z = SVector::<f64, 7>::from_fn(|i, _| 1.7 * i as f64 - 5.0);
    assert_eq!(logistic(&z), z.map(sigma));
}

/// Calls `check` with each pair of neighbouring doubles from 200 below `z` to 200 above.
fn for_neighbours(z: f64, check: impl Fn(f64, f64)) {
    let mut low = z;
    (0..200).for_each(|_| low = low.next_down());
    for _ in 0..400 {
        check(low, low.next_up());
        low = low.next_up();
    }
}

fn assert_rises(low: f64, high: f64) {
    let (at_low, at_high) = (sigma(low), sigma(high));
    assert!(
        at_low <= at_high,
        "σ({low:e}) = {at_low:e} > σ({high:e}) = {at_high:e}"
    );
}

/// The seams: where n changes (z·log₂e half an odd number), where the polynomial crosses 1, and
/// where the grid changes its width (both where z·log₂e is an integer).
#[test]
fn is_monotone_across_every_seam() {
    for half in -2050..=2050 {
        for_neighbours(f64::from(half) * 0.5 * LN_2, assert_rises);
    }
}

/// splitmix64: the fixed stream of inputs of the tests below.
fn stream() -> impl Iterator<Item = u64> {
    let mut state = 0_u64;
    std::iter::repeat_with(move || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = state;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    })
}

/// Uniform on −40..40, where σ is neither 0 nor 1.
fn to_range(x: u64) -> f64 {
    ((x >> 11) as f64 / (1_u64 << 53) as f64 - 0.5) * 80.0
}

/// If this fails, the function has changed and recordings no longer replay. Fix the function, never this number.
#[test]
fn bits_are_frozen() {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64; // FNV-1a, 64 bits
    for x in stream().take(100_000) {
        // Each random number twice: in the range that matters, and as the bits of any finite double.
        for z in [to_range(x), f64::from_bits(x)]
            .into_iter()
            .filter(|z| z.is_finite())
        {
            for byte in sigma(z).to_bits().to_le_bytes() {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
            }
        }
    }
    assert_eq!(hash, 0x28b8_81b3_40f0_d729, "σ changed: {hash:#018x}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn is_monotone_between_neighbours(z in -50.0..50.0) {
        for_neighbours(z, assert_rises);
    }

    #[test]
    fn is_monotone_between_any_two(a: f64, b: f64) {
        prop_assume!(a.is_finite() && b.is_finite());
        assert_rises(a.min(b), a.max(b));
    }

    #[test]
    fn mirrors_at_zero(z in -1000.0..1000.0) {
        prop_assert!((sigma(z) + sigma(-z) - 1.0).abs() <= 1e-14);
    }
}
