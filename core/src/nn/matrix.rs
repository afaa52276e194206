//! The few operations on matrices that nalgebra does not have, or not in place.
//!
//! The shape is known when they are compiled: for 2-2-2 no loop is left. The order of the additions is fixed, because
//! recordings must replay bit for bit; for the same reason nothing here may use `mul_add`.

use nalgebra::{SMatrix, SVector};

/// Numbers up to this are safe: a change of a weight is the product of three of them, and no finite weight overflows by
/// a change below 10²⁹¹, which is less than half the distance between the two largest numbers.
const MODERATE: f64 = 1e96;

/// How many columns [`times`] adds at once.
const COLUMNS: usize = 4;

/// W·x, the sum of the columns of W, each times its component of x.
///
/// nalgebra's own product gives the same bits. It reads and writes the sum once for each column; here, once for each
/// four.
#[inline]
pub fn times<const R: usize, const C: usize>(
    w: &SMatrix<f64, R, C>,
    x: &SVector<f64, C>,
) -> SVector<f64, R> {
    // The sum of no numbers: −0 + a is a, even where a is −0.
    let mut sum = SVector::<f64, R>::repeat(-0.0);
    let mut j = 0;
    while j + COLUMNS <= C {
        for i in 0..R {
            let [a, b, c, d] = [0, 1, 2, 3].map(|k| w[(i, j + k)] * x[j + k]);
            sum[i] = sum[i] + a + b + c + d;
        }
        j += COLUMNS;
    }
    while j < C {
        for i in 0..R {
            sum[i] += w[(i, j)] * x[j];
        }
        j += 1;
    }
    sum
}

/// W⁺ = W − α·δ·inputᵀ, in place.
#[inline]
pub fn descend<const R: usize, const C: usize>(
    w: &mut SMatrix<f64, R, C>,
    delta: &SVector<f64, R>,
    input: &SVector<f64, C>,
    alpha: f64,
) {
    for (mut column, input) in w.column_iter_mut().zip(input) {
        column.zip_apply(delta, |w, delta| *w -= delta * input * alpha);
    }
}

/// The slope of σ where its value is `out`: σ′ = out·(1 − out).
#[inline]
pub fn logistic_slope<const N: usize>(out: &SVector<f64, N>) -> SVector<f64, N> {
    out.map(|out| out * (1.0 - out))
}

/// Whether no number is infinite or NaN.
#[inline]
pub fn all_finite<const R: usize, const C: usize>(matrix: &SMatrix<f64, R, C>) -> bool {
    // Without a branch for each number.
    matrix
        .iter()
        .fold(true, |all, number| all & number.is_finite())
}

/// Whether a number is so small that a change made of it cannot let a weight overflow; NaN is not.
#[inline]
pub fn is_moderate(number: f64) -> bool {
    number.abs() <= MODERATE
}

/// Whether all numbers are.
#[inline]
pub fn are_moderate<const R: usize, const C: usize>(matrix: &SMatrix<f64, R, C>) -> bool {
    matrix
        .iter()
        .fold(true, |all, number| all & is_moderate(*number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_weight_overflows_by_a_moderate_change() {
        let change = MODERATE * MODERATE * MODERATE;
        assert_eq!(f64::MAX + change, f64::MAX);
        assert!(is_moderate(-MODERATE));
        for number in [MODERATE * 1.1, f64::INFINITY, f64::NEG_INFINITY, f64::NAN] {
            assert!(!is_moderate(number));
            assert!(!are_moderate(&SVector::from([0.0, number])));
        }
    }

    /// Same bits as nalgebra's, whatever is left over after groups of four.
    fn check<const R: usize, const C: usize>() {
        let number = |i: usize| ((i * 7919 % 1009) as f64 - 504.0) / 77.0;
        let w = SMatrix::<f64, R, C>::from_fn(|i, j| number(i * C + j));
        let x = SVector::<f64, C>::from_fn(|j, _| number(j + 13));
        let (ours, theirs) = (times(&w, &x), w * x);
        assert_eq!(ours.map(f64::to_bits), theirs.map(f64::to_bits));
        let zero = times(&w.map(|_| -0.0), &x.map(f64::abs));
        assert!(
            zero.iter().all(|zero| zero.is_sign_negative()),
            "−0 stays −0"
        );
    }

    #[test]
    fn the_product_has_the_bits_of_nalgebra() {
        check::<2, 2>();
        check::<3, 4>();
        check::<5, 7>();
        check::<16, 64>();
        check::<1, 1>();
    }
}
