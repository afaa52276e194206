//! The loss since the start, in a bounded number of points, however long training takes.
//!
//! Place in the flow: the machine adds a point after a scan that has trained; viewers draw the curve. When it is full,
//! every second point is dropped, and from then on points are added half as often, so the curve always reaches back to
//! its start. Allocates nothing.

use serde::{Deserialize, Serialize};

/// The loss after this many training steps. In a file: `[steps, loss]`.
///
/// ```
/// use backpropd_machine::loss_curve::Point;
/// assert_eq!(serde_json::to_string(&Point { steps: 4, loss: 0.25 })?, "[4,0.25]");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(into = "(u64, f64)", from = "(u64, f64)")]
pub struct Point {
    /// Training steps since the start.
    pub steps: u64,
    /// The mean loss over the taught rows.
    pub loss: f64,
}

impl From<(u64, f64)> for Point {
    fn from((steps, loss): (u64, f64)) -> Self {
        Self { steps, loss }
    }
}

impl From<Point> for (u64, f64) {
    fn from(point: Point) -> Self {
        (point.steps, point.loss)
    }
}

/// The loss curve.
///
/// ```
/// use backpropd_machine::loss_curve::{LossCurve, Point};
/// let mut curve = LossCurve::default();
/// for steps in 1..=100_000 {
///     if curve.is_due(steps) {
///         curve.push(Point { steps, loss: 1.0 / steps as f64 });
///     }
/// }
/// let points = curve.points();
/// assert!(points.len() <= LossCurve::MAX_POINTS);
/// assert_eq!(points[0].steps, 1);
/// assert!(points[points.len() - 1].steps > 99_000);
/// ```
#[derive(Clone, Debug)]
pub struct LossCurve {
    points: [Point; Self::MAX_POINTS],
    length: usize,
    /// The least number of steps between two points.
    interval: u64,
}

impl LossCurve {
    /// The largest number of points: about as many as a screen has columns.
    pub const MAX_POINTS: usize = 200;

    /// Whether it is time for another point.
    pub fn is_due(&self, steps: u64) -> bool {
        let last = self.points().last();
        last.is_none_or(|last| steps >= last.steps.saturating_add(self.interval))
    }

    /// Adds a point.
    pub fn push(&mut self, point: Point) {
        if self.length == Self::MAX_POINTS {
            self.length /= 2;
            for index in 0..self.length {
                self.points[index] = self.points[2 * index];
            }
            self.interval *= 2;
        }
        self.points[self.length] = point;
        self.length += 1;
    }

    /// Removes all points.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// The points, in order.
    pub fn points(&self) -> &[Point] {
        &self.points[..self.length]
    }
}

impl Default for LossCurve {
    fn default() -> Self {
        Self {
            points: [Point::default(); Self::MAX_POINTS],
            length: 0,
            interval: 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_curve_keeps_its_beginning_and_its_end_at_half_the_density() {
        let mut curve = LossCurve::default();
        let full = LossCurve::MAX_POINTS as u64;
        for steps in 1..=full + 1 {
            assert!(curve.is_due(steps));
            curve.push(Point { steps, loss: 0.0 });
        }
        let steps: Vec<_> = curve.points().iter().map(|point| point.steps).collect();
        let expected: Vec<_> = (0..full / 2)
            .map(|index| 2 * index + 1)
            .chain([full + 1])
            .collect();
        assert_eq!(steps, expected);
        assert!(!curve.is_due(full + 2));
        assert!(curve.is_due(full + 3));
    }
}
