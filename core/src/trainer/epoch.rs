//! The results of one pass over the taught samples: the mean loss, and which rows were wrong.
//!
//! It only collects what each step computes anyway, and decides nothing.

use crate::nn::Forward;
use nalgebra::Vector2;
use serde::{Deserialize, Serialize};

/// One pass over the taught samples.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Epoch {
    /// The number of steps.
    pub steps: u64,
    /// The sum of the losses, each before its step.
    loss: f64,
    /// The rows that were out of tolerance when the pass reached them.
    pub not_right: [bool; 4],
    /// The rows with an output on the wrong side of ½: |t − out_o| ≥ ½.
    pub on_wrong_side: [bool; 4],
}

impl Epoch {
    /// Adds a step on this row: its forward pass and its target, before the weights changed.
    pub(super) fn add(
        &mut self,
        row: usize,
        forward: &Forward<2, 2>,
        t: &Vector2<f64>,
        tolerance: f64,
    ) {
        let error = (t - forward.out_o).abs().max();
        self.steps = self.steps.saturating_add(1); // a file may contain any number
        self.loss += forward.loss(t);
        self.not_right[row] = error > tolerance;
        self.on_wrong_side[row] = error >= 0.5;
    }

    /// The mean loss of its steps; 0 if there were none.
    pub fn mean_loss(&self) -> f64 {
        if self.steps == 0 {
            return 0.0;
        }
        self.loss / self.steps as f64
    }
}
