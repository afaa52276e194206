//! Four significant digits: rounding by hand, and how far a number may be off.
//!
//! Place: beside the quantities. Only comparisons and `+ − × ÷`, so that every computer draws the same worksheets.

/// How far a number may be off, in units of its fourth significant digit: half a unit of the third.
pub(super) const TOLERANCE: f64 = 5.0;

/// The significant digits of the worksheet.
pub(super) const DIGITS: usize = 4;

/// Powers of ten, the smallest and the largest that a worksheet meets with much to spare.
const POWERS: [f64; 25] = [
    1e-12, 1e-11, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1e0, 1e1, 1e2, 1e3,
    1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12,
];

/// The unit of the last of these significant digits (1 to 4) of this number.
pub(super) fn unit(value: f64, digits: usize) -> f64 {
    let above = POWERS.partition_point(|power| *power <= value.abs());
    // The leading digit is at `above - 1`.
    POWERS[above.saturating_sub(digits)]
}

/// The number rounded to this number of significant digits.
pub(super) fn round(value: f64, digits: usize) -> f64 {
    let unit = unit(value, digits);
    (value / unit).round() * unit
}

/// How far a number may be from this one and still count as the same.
pub(super) fn tolerance(right: f64) -> f64 {
    // A little more, so that the edge itself is within.
    TOLERANCE * unit(right, DIGITS) * 1.000_001
}

/// Whether a number counts as the same as the right one.
pub(super) fn is_close(value: f64, right: f64) -> bool {
    (value - right).abs() <= tolerance(right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_digits_count_from_the_first_that_is_not_zero() {
        assert_eq!(unit(0.05933, 4), 1e-5);
        assert_eq!(unit(-1.0, 4), 1e-3);
        assert_eq!(unit(0.1, 2), 1e-2);
        assert!((round(-0.059_326, 4) + 0.05933).abs() < 1e-12);
        assert!((round(0.5962, 2) - 0.6).abs() < 1e-12);
        assert!(is_close(0.5938, 0.5933) && is_close(0.5928, 0.5933));
        assert!(!is_close(0.5939, 0.5933) && !is_close(-0.5933, 0.5933));
        for odd in [0.0, 1e-300, f64::MAX] {
            assert!(unit(odd, 4) > 0.0 && unit(odd, 1) > 0.0);
        }
    }
}
