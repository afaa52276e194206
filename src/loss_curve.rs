//! The loss since the start, in a bounded number of points, however long the learning goes on.
//!
//! Place in the flow: the machine adds a point after a scan that has trained; viewers draw it. When it is full, every
//! second point goes, and from then on points come half as often: the curve always reaches back to its beginning.
//! Takes nothing from the heap.

use serde::{Deserialize, Serialize};

/// The loss after so many training steps. In a file: `[steps, loss]`.
///
/// ```
/// use backpropd::loss_curve::Point;
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

/// The curve.
///
/// ```
/// use backpropd::loss_curve::{LossCurve, Point};
/// let mut curve = LossCurve::default();
/// for steps in 1..=100_000 {
///     if curve.is_due(steps) {
///         curve.push(Point { steps, loss: 1.0 / steps as f64 });
///     }
/// }
/// let points = curve.points();
/// assert!(points.len() <= LossCurve::MOST_POINTS);
/// assert_eq!(points[0].steps, 1);
/// assert!(points[points.len() - 1].steps > 99_000);
/// ```
#[derive(Clone, Debug)]
pub struct LossCurve {
    points: [Point; Self::MOST_POINTS],
    length: usize,
    /// The least number of steps from one point to the next.
    interval: u64,
}

impl LossCurve {
    /// How many points there are at the most: about as many as a screen has columns to draw them in.
    pub const MOST_POINTS: usize = 200;

    /// Whether it is time for another point.
    pub fn is_due(&self, steps: u64) -> bool {
        let last = self.points().last();
        last.is_none_or(|last| steps >= last.steps.saturating_add(self.interval))
    }

    /// Adds a point.
    pub fn push(&mut self, point: Point) {
        if self.length == Self::MOST_POINTS {
            self.length /= 2;
            for index in 0..self.length {
                self.points[index] = self.points[2 * index];
            }
            self.interval *= 2;
        }
        self.points[self.length] = point;
        self.length += 1;
    }

    /// Begins anew.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// The points so far, in order.
    pub fn points(&self) -> &[Point] {
        &self.points[..self.length]
    }
}

impl Default for LossCurve {
    fn default() -> Self {
        Self {
            points: [Point::default(); Self::MOST_POINTS],
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
        let full = LossCurve::MOST_POINTS as u64;
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
