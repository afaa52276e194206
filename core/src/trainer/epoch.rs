//! What one pass over the taught samples has shown: the mean loss, and which rows were wrong.
//!
//! Gathered from what each step computes anyway; it decides nothing.

use crate::nn::Forward;
use nalgebra::Vector2;

/// One pass over the taught samples.
///
/// ```
/// use backpropd_core::trainer::Epoch;
/// let epoch = Epoch::default();
/// assert_eq!(epoch.mean_loss(), 0.0);
/// assert_eq!(epoch.not_right, [false; 4]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Epoch {
    /// How many steps it had.
    pub steps: u64,
    /// The sum of their losses, each before its step.
    loss: f64,
    /// The rows that were out of tolerance when the pass came by.
    pub not_right: [bool; 4],
    /// The rows with an output on the wrong side of ½: |t − out_o| ≥ ½.
    pub on_wrong_side: [bool; 4],
}

impl Epoch {
    /// Takes a step on this row: its forward pass and its target, before the weights were changed.
    pub(super) fn add(
        &mut self,
        row: usize,
        forward: &Forward<2, 2>,
        t: &Vector2<f64>,
        tolerance: f64,
    ) {
        let error = (t - forward.out_o).abs().max();
        self.steps += 1;
        self.loss += forward.loss(t);
        self.not_right[row] = error > tolerance;
        self.on_wrong_side[row] = error >= 0.5;
    }

    /// The mean loss of its steps; 0 when there were none.
    pub fn mean_loss(&self) -> f64 {
        if self.steps == 0 {
            return 0.0;
        }
        self.loss / self.steps as f64
    }
}
