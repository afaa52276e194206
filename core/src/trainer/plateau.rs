//! Stuck, or only slow? A network that starts slowly still gets better; one on a plateau does not, however long one
//! waits, and only other weights help.
//!
//! It looks back over windows of [`WINDOW`] steps. A start is stuck when, from one window to the next, the same rows
//! are on the wrong side of ½ and the loss has not fallen by a tenth. As long as some row changes its side, or the
//! loss falls, the network is given its time; and when no row is on the wrong side, what is missing comes by itself.
//!
//! Window and fall were chosen by `backpropd survey`, see DESIGN.md.

use super::Epoch;

/// How many steps lie between two looks.
const WINDOW: u64 = 100;

/// What a falling loss leaves of itself over a window, at most.
const FALLING: f64 = 0.9;

/// Watches one start for a plateau.
///
/// ```
/// use backpropd_core::trainer::{Epoch, Plateau};
/// let mut plateau = Plateau::default();
/// let stuck = (0..100).any(|_| plateau.is_stuck(&Epoch::default()));
/// assert!(!stuck); // no row is on the wrong side
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Plateau {
    /// The epoch at the last look.
    before: Option<Epoch>,
    /// Steps since then.
    steps: u64,
}

impl Plateau {
    /// Takes the next epoch and says whether this start is stuck.
    pub fn is_stuck(&mut self, epoch: &Epoch) -> bool {
        self.steps += epoch.steps;
        let Some(before) = self.before else {
            self.look(epoch);
            return false;
        };
        if self.steps < WINDOW {
            return false;
        }
        self.look(epoch);
        epoch.on_wrong_side != [false; 4]
            && epoch.on_wrong_side == before.on_wrong_side
            && epoch.mean_loss() > FALLING * before.mean_loss()
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

    /// Whether a start with these outputs, epoch by epoch, is ever found stuck.
    fn is_stuck(outs: impl IntoIterator<Item = f64>) -> bool {
        let mut plateau = Plateau::default();
        outs.into_iter().any(|out| plateau.is_stuck(&epoch(out)))
    }

    #[test]
    fn a_loss_that_stays_is_a_plateau_at_the_second_look_and_not_before() {
        let epochs = 1 + WINDOW as usize / 2;
        assert!(is_stuck(vec![0.4; epochs]));
        assert!(!is_stuck(vec![0.4; epochs - 1]));
    }

    #[test]
    fn a_slow_start_is_not() {
        // The loss falls by a little more than a tenth in each window of 50 epochs.
        let slow = (0..300).map(|epoch| 1.0 - 0.9 * 0.9975_f64.powi(epoch).sqrt());
        assert!(!is_stuck(slow));
    }

    #[test]
    fn a_row_on_the_right_side_only_needs_time() {
        assert!(!is_stuck(vec![0.51; 1000]));
    }

    #[test]
    fn a_row_that_changes_sides_from_look_to_look_is_not_stuck() {
        let window = WINDOW as usize / 2;
        let swinging = (0..20).flat_map(|look| vec![if look % 2 == 0 { 0.4 } else { 0.6 }; window]);
        assert!(!is_stuck(swinging));
    }
}
