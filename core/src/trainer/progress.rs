//! How far training has come within an attempt, as plain numbers: what a [`Checkpoint`](super::Checkpoint) leaves out.
//!
//! A state file does without it: after a power cut, an attempt begins again, with the samples and weights saved. A copy of
//! a running machine needs it to make the same steps, bit for bit, down to the restart that would come.

use super::{Epoch, Plateau, Sample, Settings, State, Trainer};
use crate::nn::{Biases, Gradients, Gradients222, Network222, NonFinite, Weights};
use serde::{Deserialize, Serialize};

/// How far training has come since the weights or the samples last changed.
///
/// ```
/// use backpropd_core::trainer::{Sample, Settings, Trainer};
/// let mut trainer = Trainer::new(Settings::suiting(Default::default(), 0.9), 3);
/// trainer.teach(Sample { x: [true, false], t: [true, true] });
/// trainer.teach(Sample { x: [true, true], t: [false, true] });
/// trainer.step(None);
/// let (settings, checkpoint, progress) = (*trainer.settings(), trainer.checkpoint(), trainer.progress());
/// let mut copy = Trainer::resume(settings, &checkpoint, &progress)?;
/// for _ in 0..100 {
///     assert_eq!(trainer.step(None), copy.step(None));
///     assert_eq!(trainer.network(), copy.network());
/// }
/// # Ok::<(), backpropd_core::nn::NonFinite>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Progress {
    /// The status of learning: rows that have just become right are judged at the end of the epoch.
    pub state: State,
    /// The row to train next (0 to 3), or the first taught row after it.
    pub next_row: usize,
    /// Steps of this attempt.
    pub attempt: u64,
    /// The velocity, for momentum.
    pub velocity: Velocity,
    /// The epoch that is under way.
    pub epoch: Epoch,
    /// Steps since the last check for a plateau.
    pub since_check: u64,
    /// The epoch at that check.
    pub checked: Option<Epoch>,
    /// The step that led here, to be read.
    pub latest: Option<LatestStep>,
}

/// A step that was made: with the weights after it, enough for its [`Ledger`](crate::nn::Ledger).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LatestStep {
    /// What it trained.
    pub sample: Sample,
    /// w1…w8 before it.
    pub weights: Weights,
    /// The biases before it.
    pub biases: Biases,
    /// The velocity before it.
    pub velocity: Velocity,
    /// α of that step.
    pub learning_rate: f64,
    /// μ of that step.
    pub momentum: f64,
}

/// v of each weight and bias: what momentum adds up.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Velocity {
    /// Of w1…w8.
    pub weights: Weights,
    /// Of the biases.
    pub biases: Biases,
}

impl From<Gradients<2, 2, 2>> for Velocity {
    fn from(velocity: Gradients<2, 2, 2>) -> Self {
        let Gradients222 { weights, biases } = velocity.into();
        Self { weights, biases }
    }
}

impl From<Velocity> for Gradients<2, 2, 2> {
    fn from(Velocity { weights, biases }: Velocity) -> Self {
        Gradients222 { weights, biases }.into()
    }
}

impl Progress {
    /// How many rows there are.
    const ROWS: usize = 4;

    pub(super) fn new(trainer: &Trainer) -> Self {
        let (since_check, checked) = trainer.plateau.parts();
        Self {
            state: trainer.state,
            next_row: trainer.next_row,
            attempt: trainer.attempt,
            velocity: trainer.velocity.into(),
            epoch: trainer.epoch,
            since_check,
            checked,
            latest: trainer.last_step.map(|(sample, before)| {
                let settings = trainer.settings_of_last_step();
                LatestStep {
                    sample,
                    weights: before.weights().into(),
                    biases: before.biases().into(),
                    velocity: trainer.velocity_before.into(),
                    learning_rate: settings.learning_rate,
                    momentum: settings.momentum,
                }
            }),
        }
    }

    /// Whether the counts are ones that a trainer can reach; a stranger's file may hold any.
    pub fn is_possible(&self) -> bool {
        let latest = self.latest.as_ref();
        self.next_row < Self::ROWS
            && latest.is_none_or(|step| {
                Settings::LEARNING_RATE.contains(step.learning_rate)
                    && Settings::MOMENTUM.contains(step.momentum)
            })
    }

    pub(super) fn apply(&self, trainer: &mut Trainer) -> Result<(), NonFinite> {
        let finite = |velocity: Velocity| {
            let weights: [f64; 8] = velocity.weights.into();
            let biases: [f64; 4] = velocity.biases.into();
            let mut all = weights.iter().chain(&biases);
            match all.all(|number| number.is_finite()) {
                true => Ok(velocity.into()),
                false => Err(NonFinite("velocity")),
            }
        };
        trainer.state = self.state;
        trainer.next_row = self.next_row % Self::ROWS;
        trainer.attempt = self.attempt;
        trainer.velocity = finite(self.velocity)?;
        trainer.epoch = self.epoch;
        trainer.plateau = Plateau::at(trainer.settings.bias, self.since_check, self.checked);
        if let Some(step) = &self.latest {
            let (weights, biases) = (step.weights.into(), step.biases.into());
            let before = Network222::from_named(weights, biases, trainer.settings.bias)?;
            trainer.last_step = Some((step.sample, before));
            trainer.velocity_before = finite(step.velocity)?;
            let settings = Settings {
                learning_rate: step.learning_rate,
                momentum: step.momentum,
                ..trainer.settings
            };
            if settings != trainer.settings {
                trainer.tuned = Some((trainer.steps, settings));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::{Bias, Ledger};
    use crate::trainer::{Mode, Samples};

    fn taught(settings: Settings, seed: u64, targets: [[bool; 2]; 4]) -> Trainer {
        let mut trainer = Trainer::new(settings, seed);
        for (x, t) in Samples::PATTERNS.into_iter().zip(targets) {
            trainer.teach(Sample { x, t });
        }
        trainer
    }

    /// Copies `trainer` now, and holds the copy to every step, event and bit of the next thousand steps.
    fn check_copy(mut trainer: Trainer, held: Option<Sample>) {
        let (settings, checkpoint) = (*trainer.settings(), trainer.checkpoint());
        let mut copy = Trainer::resume(settings, &checkpoint, &trainer.progress()).unwrap();
        assert_eq!(copy.ledger(), trainer.ledger());
        for step in 0..1000 {
            assert_eq!(copy.state(), trainer.state(), "step {step}");
            assert_eq!(copy.step(held), trainer.step(held), "step {step}");
            assert_eq!(copy.checkpoint(), trainer.checkpoint(), "step {step}");
            assert_eq!(copy.progress(), trainer.progress(), "step {step}");
        }
    }

    /// XOR and AND from many starts, copied after every number of steps up to 60, which includes starts that get stuck,
    /// restarts, and epochs under way whose rows are all right.
    #[test]
    fn a_copy_makes_the_same_steps_wherever_it_is_taken() {
        let targets = [[0, 0], [1, 0], [1, 0], [0, 1]].map(|row| row.map(|bit| bit == 1));
        let mut restarts = 0;
        for (bias, momentum) in [
            (Bias::Trained, 0.0),
            (Bias::Trained, 0.9),
            (Bias::Fixed, 0.5),
            (Bias::None, 0.9),
        ] {
            for seed in 0..6 {
                let mut trainer = taught(Settings::suiting(bias, momentum), seed, targets);
                for _ in 0..60 {
                    check_copy(trainer.clone(), None);
                    trainer.step(None);
                }
                restarts += trainer.restarts();
            }
        }
        assert!(restarts > 0);
    }

    #[test]
    fn a_copy_in_hold_mode_makes_the_same_steps() {
        let settings = Settings {
            mode: Mode::Hold,
            ..Settings::suiting(Bias::Trained, 0.5)
        };
        let mut trainer = taught(settings, 1, [[true, false]; 4]);
        let held = Some(Sample {
            x: [true, true],
            t: [true, false],
        });
        for _ in 0..20 {
            check_copy(trainer.clone(), held);
            trainer.step(held);
        }
    }

    #[test]
    fn a_change_of_rates_is_for_the_next_step_and_not_for_the_latest_ledger() {
        let mut trainer = taught(Settings::default(), 1, [[true, false]; 4]);
        trainer.step(None);
        let before = trainer.ledger().unwrap();
        trainer.tune(0.25, 0.9);
        trainer.tune(0.5, 0.9);
        assert_eq!(trainer.ledger(), Some(before));
        check_copy(trainer.clone(), None);
        trainer.step(None);
        let after = trainer.ledger().unwrap();
        assert_eq!((after.learning_rate, after.momentum), (0.5, 0.9));
        trainer.step(None);
        trainer.tune(0.5, 0.0);
        let ledger = trainer.ledger().unwrap();
        assert_ne!(ledger.velocity_before.unwrap().weights.w5, 0.0);
        trainer.step(None);
        assert_eq!(trainer.ledger().unwrap().velocity_before, None);
    }

    /// What is shown before a step is what the step then does.
    #[test]
    fn the_next_ledger_is_the_one_of_the_step() {
        let xor = [false, true, true, false].map(|bit| [bit, !bit]);
        for momentum in [0.0, 0.9] {
            let mut trainer = taught(Settings::suiting(Bias::None, momentum), 1, xor);
            let mut velocity = Gradients222::from(Gradients::zeros());
            for step in 0..9 {
                let before = *trainer.network();
                trainer.step(None);
                let made = trainer.ledger().unwrap();
                let rates = trainer.settings().learning_rates();
                let next = Ledger::next(
                    &before,
                    made.x,
                    made.target,
                    rates,
                    momentum,
                    &velocity.into(),
                );
                assert_eq!(next, Ok(made), "step {step}");
                velocity = made.velocity_after.unwrap_or(velocity);
            }
        }
    }

    /// w⁺ = w − α·v⁺ is what the step did, bit for bit.
    #[test]
    fn the_velocity_of_the_ledger_is_the_one_that_the_weights_followed() {
        let xor = [false, true, true, false].map(|bit| [bit, !bit]);
        let mut trainer = taught(Settings::suiting(Bias::None, 0.9), 1, xor);
        for _ in 0..9 {
            trainer.step(None);
            let ledger = trainer.ledger().unwrap();
            let velocity = ledger.velocity_after.unwrap().weights;
            let (before, after) = (ledger.weights_before, ledger.weights_after);
            assert_eq!(after.w1, before.w1 - ledger.learning_rate_h * velocity.w1);
            assert_eq!(after.w6, before.w6 - ledger.learning_rate * velocity.w6);
        }
    }
}
