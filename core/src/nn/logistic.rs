//! The logistic function σ(z) = 1/(1 + e^−z), the activation of every neuron.
//!
//! Place in the flow: `Network::forward` calls it once per layer, for the whole layer. Recordings must replay bit for
//! bit on every machine, so **its bits are frozen**: any change, even a more accurate one, breaks every recording. For
//! the same reason it must not use the platform's `exp`, `powi` or `powf`, nor `mul_add`, only + − × ÷, which IEEE 754
//! rounds the same everywhere. It does not branch on its input, so the vector registers of the processor can compute a
//! whole layer at once.
//!
//! Formula: with t = −z·log₂e, n = round(t) and r = t − n, |r| ≤ ½, and a polynomial p(r) ≈ 2^r,
//! σ(z) = 1/(1 + 2^t) = 1/(1 + 2^n·p(r)) = 2^−n/(2^−n + p(r)).
//!
//! **Monotone.** A polynomial that is accurate to a few units in the last place is not monotone between neighbouring
//! doubles. So t is first rounded to a grid, coarse enough for 2^t to grow by more than the error of p from one grid
//! point to the next (u = 2⁻⁵³):
//! - t + 32 is rounded to a double, and so, wherever |t| < 16, to a multiple of 2⁻⁴⁸ or more
//!   (t + 32 > 16). Every other t is itself a multiple of 2⁻⁴⁸ or more. Hence r is exact, and
//!   2^t grows from one grid point to the next by a factor of at least 1 + 2⁻⁴⁸·ln 2 > 1 + 22u.
//! - p is within 7u of 2^r: 2.1u from the coefficients; four additions whose sums are near 1
//!   give 4u for r ≥ 0, where the sums are above 1, and 2u/2^r < 3u for r < 0, where they are
//!   below; the small terms fit in the rest. Two errors of 7u are less than one step of 22u.
//! - n changes at t = k + ½, which lies on the grid: r is ½ on one side and −½ on the other. The minimax error is −2u
//!   at ½ and +2u at −½, so p(½) < 2·p(−½): a step in the right direction.
//! - 2^−n is exact, and the addition and the division are correctly rounded, hence monotone.
//!
//! **Error**, relative, for |z| ≤ 30 (|t| < 43.3): t is off by at most 2⁻⁴⁸ from the product,
//! 2⁻⁴⁷ from the grid and 2⁻⁵⁰ from log₂e; times ln 2, that is 8.0·10⁻¹⁵. p, the addition and
//! the division add 9u. Together at most 9.0·10⁻¹⁵ (largest seen: 8.3·10⁻¹⁵). For larger |z| the
//! absolute error is at most 2u: σ is within 10⁻¹³ of 0 or 1, and t matters that much less.

use std::f64::consts::LOG2_E;

use nalgebra::SVector;

/// 1.5·2⁵²: a double this large has no fraction bits, so adding it rounds to the nearest integer
/// (ties to even) and leaves that integer in the low bits of the sum.
const ROUND: f64 = 6_755_399_441_055_744.0;

/// Adding this rounds t to the grid of the proof above.
const GRID: f64 = 32.0;

/// From n = −1022 to 1023, 2^−n is a double. 2^−1023 is the exception: it becomes 0, and so does σ.
const T_MIN: f64 = -1022.0;
const T_MAX: f64 = 1023.0;

/// The minimax polynomial of 2^r on |r| ≤ ½ for the relative error, with c₀ = 1 so that σ(0) is
/// exactly ½; found by the Remez exchange in `machine/data/goldens/logistic.py`, then each coefficient
/// rounded to the nearest double. Relative error 2.3·10⁻¹⁶ = 2.1u.
const C: [f64; 11] = [
    1.0,
    0.6931471805599492,
    0.240226506959091,
    0.05550410866448181,
    0.009618129107983077,
    0.0013333558225800725,
    0.0001540352999431851,
    1.5252659427471577e-05,
    1.3215653559292468e-06,
    1.0208323035022504e-07,
    7.0381856341959694e-09,
];

/// σ of every component of `z` (no unit), each in 0..=1.
///
/// Relative error at most 10⁻¹⁴ for |z| ≤ 30, absolute error at most 10⁻¹⁴ everywhere; monotone;
/// exactly ½ at 0; 1 for large z and 0 for large −z, infinities included. NaN stays NaN.
///
/// ```
/// use backpropd_core::nn::logistic;
/// use nalgebra::Vector3;
///
/// let out = logistic(&Vector3::new(0.0, f64::MAX, -f64::MAX));
/// assert_eq!(out, Vector3::new(0.5, 1.0, 0.0));
/// ```
#[inline]
#[must_use]
pub fn logistic<const N: usize>(z: &SVector<f64, N>) -> SVector<f64, N> {
    z.map(sigma)
}

#[inline]
fn sigma(z: f64) -> f64 {
    let t = (-z * LOG2_E).clamp(T_MIN, T_MAX);
    let n_shifted = t + ROUND;
    // r = t − n with GRID added on both sides: the rounding to the grid costs no extra time.
    let r = (t + GRID) - (n_shifted - (ROUND - GRID));

    // The low bits of n_shifted are n; the exponent of a double starts at bit 52, with 1023 for 2^0.
    let two_to_minus_n = f64::from_bits(1023_u64.wrapping_sub(n_shifted.to_bits()) << 52);
    two_to_minus_n / (two_to_minus_n + exp2_fraction(r))
}

/// p(r) ≈ 2^r for |r| ≤ ½, by Estrin's scheme: several short chains side by side instead of the single long one of
/// Horner's scheme. The order of the additions is part of the frozen bits.
#[inline]
fn exp2_fraction(r: f64) -> f64 {
    let r2 = r * r;
    let r4 = r2 * r2;
    let r8 = r4 * r4;
    let p0 = (C[0] + C[1] * r) + (C[2] + C[3] * r) * r2;
    let p4 = (C[4] + C[5] * r) + (C[6] + C[7] * r) * r2;
    let p8 = (C[8] + C[9] * r) + C[10] * r2;
    (p0 + p8 * r8) + p4 * r4
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The property of the coefficients that the proof of monotonicity uses.
    #[test]
    fn the_coefficients_step_in_the_right_direction_at_a_seam() {
        assert!(exp2_fraction(0.5) < 2.0 * exp2_fraction(-0.5));
    }

    /// The platform's `exp2` is accurate to about 1u; p may be off by 7u.
    #[test]
    fn the_polynomial_is_within_the_error_of_the_proof() {
        let u = f64::EPSILON / 2.0;
        for i in -100_000..=100_000 {
            let r = f64::from(i) / 200_000.0;
            let error = (exp2_fraction(r) / r.exp2() - 1.0).abs();
            assert!(error <= 8.0 * u, "p({r}) is off by {} u", error / u);
        }
    }

    #[test]
    fn integers_give_exact_powers_of_two() {
        assert_eq!(exp2_fraction(0.0), 1.0);
    }
}
