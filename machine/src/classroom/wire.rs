//! How values are written on the wire: patterns of two switches as text, numbers rounded to what a person can use, so that
//! a payload is short.

use serde::Serialize;
use std::fmt::Display;

/// A pair of switches as text: `01`.
pub(super) fn digits<T: Display>([first, second]: [T; 2]) -> String {
    format!("{first}{second}")
}

/// The pair of switches that such a text says, if it is one.
pub(super) fn pair(text: &str) -> Option<[u8; 2]> {
    let digit = |byte: u8| match byte {
        b'0' => Some(0),
        b'1' => Some(1),
        _ => None,
    };
    match *text.as_bytes() {
        [first, second] => Some([digit(first)?, digit(second)?]),
        _ => None,
    }
}

/// To four decimals; what is huge stays as it is.
pub(super) fn decimals(number: f64) -> f64 {
    let rounded = (number * 1e4).round() / 1e4;
    if rounded.is_finite() { rounded } else { number }
}

/// To three significant digits.
pub(super) fn significant(number: f64) -> f64 {
    format!("{number:.2e}").parse().unwrap_or(number)
}

/// None of these types can fail to become JSON: their keys are text.
pub(super) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_long_as_a_person_can_use_them() {
        for (number, three_digits, four_decimals) in [
            (0.0, "0.0", "0.0"),
            (0.010_912_3, "0.0109", "0.0109"),
            (0.000_001_234_5, "0.00000123", "0.0"),
            (12.345_678, "12.3", "12.3457"),
            (-1.5, "-1.5", "-1.5"),
            (1e300, "1e300", "1e300"),
            (f64::MAX, "1.8e308", "1.7976931348623157e308"),
        ] {
            let written = |number: f64| format!("{number:?}").parse::<f64>().unwrap();
            let expected = |text: &str| text.parse::<f64>().unwrap();
            assert_eq!(written(decimals(number)), expected(four_decimals));
            if number < f64::MAX {
                assert_eq!(written(significant(number)), expected(three_digits));
            }
        }
    }
}
