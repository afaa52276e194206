//! The logistic function σ(z) = 1/(1 + e^−z), the activation of every neuron, and the only clever file.
//!
//! The platform's `exp` differs from machine to machine in its last bits, and a recorded lesson must come out the same
//! on all of them. So this one is made of `+ − × ÷` and integer operations alone, which IEEE 754 rounds the same
//! everywhere. **Its bits may never change**: recorded lessons depend on them, and a test holds them.
//!
//! # How
//!
//! e^−z = 2^t with t = −z·log₂e, rounded to a grid, = n + r, where n is the nearest whole number and |r| ≤ ½:
//!
//! * 2^n is made by writing n into the exponent of an f64;
//! * 2^r is a polynomial of degree 11 with relative error below 2·10⁻¹⁷, interpolating (2^r − 1)/r at Chebyshev nodes
//!   (`tests/goldens/logistic.py`), evaluated in Estrin's form, which is short and wide rather than long and narrow.
//!
//! It works on lanes, one for each neuron of a layer, a stage at a time, so that the compiler can use vectors.
//!
//! # How exact
//!
//! * Relative error below 10⁻¹⁴ for |z| ≤ 30, absolute error below 10⁻¹⁴ everywhere: the largest part is that of
//!   rounding t, at most 2⁻⁴⁶·½·ln 2 ≈ 5·10⁻¹⁵ where |t| ≤ 30·log₂e.
//! * σ(0) is exactly ½, since the polynomial's constant is exactly 1.
//! * Never decreasing, not even between neighbouring numbers: from one point of t's grid to the next, at least 2⁻⁴⁹
//!   further, 2^t grows by 1.2·10⁻¹⁵, several times the error of the polynomial; the rest rounds in order.
//! * Saturates beyond |z| = 708 at 3·10⁻³⁰⁸ and 1. What is not a number stays not a number.

use nalgebra::SVector;

/// 2^r = Σ c_k·r^k for |r| ≤ ½.
const C: [f64; 12] = [
    1.0,
    std::f64::consts::LN_2,
    0.24022650695910097,
    0.0555041086648216,
    0.009618129107606888,
    0.0013333558146416936,
    0.0001540353044173605,
    1.525273382983612e-5,
    1.321544258792169e-6,
    1.0178062445845774e-7,
    7.072585949269223e-9,
    4.4549605981865186e-10,
];

/// Beyond this, 2^n would leave the range of normal numbers, and σ is 0 or 1 for all purposes.
const SATURATED: f64 = 708.0;

/// Added to t, rounds it to a grid: the spacing of numbers here is 2⁻⁴⁸.
const TO_GRID: f64 = 24.0;

/// Added to a number, leaves the nearest whole one in the lowest bits: the spacing of numbers here is 1.
const TO_WHOLE: f64 = (3u64 << 51) as f64;

/// The bits of 2⁻²⁴, which take [`TO_GRID`] back out of the exponent.
const WITHOUT_GRID: u64 = (1.0 / (1u64 << 24) as f64).to_bits();

/// σ of each element: 1/(1 + e^−z), within \[3·10⁻³⁰⁸, 1\] for any z but NaN.
///
/// ```
/// use backpropd::nn::logistic;
/// use nalgebra::vector;
/// let out = logistic(&vector![0.0, 2.0_f64.ln()]);
/// assert_eq!(out[0], 0.5);
/// assert!((out[1] - 2.0 / 3.0).abs() < 1e-15);
/// ```
#[inline]
pub fn logistic<const N: usize>(z: &SVector<f64, N>) -> SVector<f64, N> {
    let t = z.map(|z| -std::f64::consts::LOG2_E * z.clamp(-SATURATED, SATURATED));
    let on_grid = t.map(|t| t + TO_GRID);
    let whole = on_grid.map(|t| t + TO_WHOLE);
    let r = on_grid - whole.map(|whole| whole - TO_WHOLE);
    let two_to_n = whole.map(|n| f64::from_bits((n.to_bits() << 52).wrapping_add(WITHOUT_GRID)));

    let r2 = r.component_mul(&r);
    let r4 = r2.component_mul(&r2);
    let r8 = r4.component_mul(&r4);
    let pair = |k: usize| r.map(|r| C[k] + C[k + 1] * r);
    let four = |k: usize| pair(k) + pair(k + 2).component_mul(&r2);
    let two_to_r = (four(0) + four(4).component_mul(&r4)) + four(8).component_mul(&r8);

    two_to_r.zip_map(&two_to_n, |two_to_r, two_to_n| {
        1.0 / (1.0 + two_to_r * two_to_n)
    })
}
