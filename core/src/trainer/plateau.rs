//! Detects a plateau. A network that learns slowly still improves; on a plateau it does not, however long you wait,
//! and only new weights help.
//!
//! The check compares windows of steps. Training is stuck if, from one window to the next, the same rows are on the
//! wrong side of ½ and the loss has hardly fallen. As long as some row changes sides, or the loss falls, training
//! continues. If no row is on the wrong side, it only needs more time.
//!
//! With biases, the loss of a good start falls fast, so five epochs are enough to tell. Without biases, the output
//! weights have far to grow, by a percent or two per epoch. The windows and the falls were chosen with `backpropd
//! survey`; see DESIGN.md.

use super::Epoch;
use crate::nn::Bias;

/// Watches the training from one set of initial weights for a plateau.
///
/// ```
/// use backpropd_core::nn::Bias;
/// use backpropd_core::trainer::{Epoch, Plateau};
/// let mut plateau = Plateau::new(Bias::Trained);
/// let stuck = (0..100).any(|_| plateau.is_stuck(&Epoch::default()));
/// assert!(!stuck); // no row is on the wrong side
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plateau {
    /// The number of steps between two checks.
    window: u64,
    /// The share of the loss that may be left after a window in which it still counts as falling.
    falling: f64,
    /// The epoch at the last check.
    before: Option<Epoch>,
    /// Steps since then.
    steps: u64,
}

impl Plateau {
    /// A start with this bias mode, before its first step.
    pub fn new(bias: Bias) -> Self {
        let (window, falling) = match bias {
            Bias::None => (400, 0.95),
            Bias::Fixed | Bias::Trained => (20, 0.97),
        };
        Self {
            window,
            falling,
            before: None,
            steps: 0,
        }
    }

    /// Takes the next epoch and returns whether training is stuck.
    pub fn is_stuck(&mut self, epoch: &Epoch) -> bool {
        self.steps = self.steps.saturating_add(epoch.steps); // a file may contain any number
        let Some(before) = self.before else {
            self.look(epoch);
            return false;
        };
        if self.steps < self.window {
            return false;
        }
        self.look(epoch);
        epoch.on_wrong_side != [false; 4]
            && epoch.on_wrong_side == before.on_wrong_side
            && epoch.mean_loss() > self.falling * before.mean_loss()
    }

    /// The plateau's watch, this many steps after a check that found this epoch.
    pub(super) fn at(bias: Bias, since_check: u64, checked: Option<Epoch>) -> Self {
        Self {
            before: checked,
            steps: since_check,
            ..Self::new(bias)
        }
    }

    /// The steps since the last check, and the epoch that it found.
    pub(super) fn parts(&self) -> (u64, Option<Epoch>) {
        (self.steps, self.before)
    }

    fn look(&mut self, epoch: &Epoch) {
        self.before = Some(*epoch);
        self.steps = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::Forward;
    use nalgebra::{Vector2, vector};

    /// An epoch of two steps, whose second row has this output for a target of 1.
    fn epoch(out: f64) -> Epoch {
        let forward = |out_o| Forward {
            net_h: Vector2::zeros(),
            out_h: Vector2::zeros(),
            net_o: Vector2::zeros(),
            out_o,
        };
        let mut epoch = Epoch::default();
        epoch.add(0, &forward(vector![0.0, 0.0]), &vector![0.0, 0.0], 0.2);
        epoch.add(1, &forward(vector![out, 0.0]), &vector![1.0, 0.0], 0.2);
        epoch
    }

    const WINDOW: usize = 20;

    /// Whether training with these outputs, epoch by epoch, is ever found stuck.
    fn is_stuck(outs: impl IntoIterator<Item = f64>) -> bool {
        let mut plateau = Plateau::new(Bias::Trained);
        outs.into_iter().any(|out| plateau.is_stuck(&epoch(out)))
    }

    #[test]
    fn a_constant_loss_is_a_plateau_at_the_second_check_and_not_before() {
        let epochs = 1 + WINDOW / 2;
        assert!(is_stuck(vec![0.4; epochs]));
        assert!(!is_stuck(vec![0.4; epochs - 1]));
    }

    #[test]
    fn a_slow_start_is_not_a_plateau() {
        // The loss falls by a little more than three percent in each window of 10 epochs.
        let slow = (0..300).map(|epoch| 1.0 - 0.9 * 0.9965_f64.powi(epoch).sqrt());
        assert!(!is_stuck(slow));
    }

    #[test]
    fn rows_on_the_right_side_are_never_a_plateau() {
        assert!(!is_stuck(vec![0.51; 1000]));
    }

    #[test]
    fn a_row_that_changes_sides_is_not_stuck() {
        let window = WINDOW / 2;
        let swinging = (0..20).flat_map(|look| vec![if look % 2 == 0 { 0.4 } else { 0.6 }; window]);
        assert!(!is_stuck(swinging));
    }
}
