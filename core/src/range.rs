//! The range of a number, with a text that error messages can use.

use std::fmt;
use std::ops::Bound;

/// A range of numbers.
///
/// ```
/// use backpropd_core::range::Range;
/// let range = Range::above(0.0).up_to(100.0);
/// assert!(range.contains(100.0) && !range.contains(0.0) && !range.contains(f64::NAN));
/// assert_eq!(range.to_string(), "above 0, up to 100");
/// assert_eq!(Range::from(10.0).up_to(1000.0).to_string(), "10 to 1000");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    low: Bound<f64>,
    high: Bound<f64>,
}

impl Range {
    /// This number or more.
    pub const fn from(low: f64) -> Self {
        Self {
            low: Bound::Included(low),
            high: Bound::Unbounded,
        }
    }

    /// More than this number.
    pub const fn above(low: f64) -> Self {
        Self {
            low: Bound::Excluded(low),
            high: Bound::Unbounded,
        }
    }

    /// This range up to and including a number.
    pub const fn up_to(self, high: f64) -> Self {
        Self {
            high: Bound::Included(high),
            ..self
        }
    }

    /// This range below a number.
    pub const fn below(self, high: f64) -> Self {
        Self {
            high: Bound::Excluded(high),
            ..self
        }
    }

    /// Its lower and its upper end.
    pub const fn bounds(&self) -> (Bound<f64>, Bound<f64>) {
        (self.low, self.high)
    }

    /// Whether the number lies in it; NaN never does.
    pub fn contains(&self, number: f64) -> bool {
        use std::ops::RangeBounds;
        (self.low, self.high).contains(&number)
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.low, self.high) {
            (Bound::Included(low), Bound::Included(high)) => return write!(f, "{low} to {high}"),
            (Bound::Included(low), _) => write!(f, "from {low}")?,
            (Bound::Excluded(low), _) => write!(f, "above {low}")?,
            (Bound::Unbounded, _) => write!(f, "any")?,
        }
        match self.high {
            Bound::Included(high) => write!(f, ", up to {high}"),
            Bound::Excluded(high) => write!(f, ", below {high}"),
            Bound::Unbounded => Ok(()),
        }
    }
}
