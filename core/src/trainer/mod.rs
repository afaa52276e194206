//! The trainer: remembers what was taught, trains the network on it one online step at a time, notices when everything
//! is learned, and restarts with new weights when training is stuck.
//!
//! Place in the flow: `PanelEvent →` **`Trainer::step`** `→ Network`. Pure: no clock (time is counted in steps), file
//! or log. Its random numbers come from a generator with a fixed algorithm (PCG XSL-RR 128/64, crate `oorandom`), so
//! that the same seed and the same calls give the same bits on every machine.

mod checkpoint;
mod epoch;
mod plateau;
mod progress;
mod representable;
mod samples;
mod settings;
mod start;

pub use checkpoint::{Checkpoint, Generator};
pub use epoch::Epoch;
pub use plateau::Plateau;
pub use progress::{LatestStep, Progress, Velocity};
pub use representable::{Impossible, Representable, representable};
pub use samples::{Sample, Samples, row};
pub use settings::{Mode, Settings};

use crate::nn::{Forward, Gradients, Ledger, Network222, NonFinite};
use nalgebra::Vector2;
use oorandom::Rand64;
use samples::numbers;
use serde::{Deserialize, Serialize};
use start::{Why, draw};

/// The status of learning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Nothing has been taught.
    Idle,
    /// Some taught row is not right yet.
    Learning,
    /// Every taught row is right; training stops until samples or weights change.
    Learned,
    /// No weights can make every taught row right; the trainer learns what it can for `patience` steps.
    Impossible,
}

impl std::fmt::Display for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            State::Idle => "idle",
            State::Learning => "learning",
            State::Learned => "learned",
            State::Impossible => "impossible",
        })
    }
}

/// The result of a step.
///
/// ```
/// use backpropd_core::trainer::{Sample, Settings, Trainer, TrainerEvent};
/// let mut trainer = Trainer::new(Settings::default(), 1);
/// trainer.teach(Sample { x: [true, false], t: [true, false] });
/// let event = (0..1000).find_map(|_| trainer.step(None));
/// assert_eq!(event, Some(TrainerEvent::Learned));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrainerEvent {
    /// Every taught row is right now.
    Learned,
    /// New weights were drawn, because these rows stayed wrong.
    Restarted {
        /// For each row, whether it was wrong.
        wrong: [bool; 4],
    },
}

/// Trains the network of the panel.
///
/// ```
/// use backpropd_core::trainer::{Sample, Settings, State, Trainer};
/// let mut trainer = Trainer::new(Settings::default(), 7);
/// for (x, t) in [
///     ([false, false], [false, false]),
///     ([false, true], [true, false]),
///     ([true, false], [true, false]),
///     ([true, true], [false, true]),
/// ] {
///     trainer.teach(Sample { x, t });
/// }
/// while trainer.state() == State::Learning {
///     trainer.step(None);
/// }
/// let [sum, carry] = trainer.answer([true, true]);
/// assert!(sum < 0.2 && carry > 0.8);
/// ```
#[derive(Clone, Debug)]
pub struct Trainer {
    settings: Settings,
    seed: u64,
    generator: Rand64,
    network: Network222,
    velocity: Gradients<2, 2, 2>,
    samples: Samples,
    state: State,
    /// The row to train next, or the first taught row after it.
    next_row: usize,
    epoch: Epoch,
    plateau: Plateau,
    steps: u64,
    /// Steps since the weights or the samples last changed by anything but training.
    attempt: u64,
    restarts: u64,
    /// The latest step that led to the present weights: its sample, and the network before it.
    last_step: Option<(Sample, Network222)>,
    /// The velocity before that step; it is 0 without momentum.
    velocity_before: Gradients<2, 2, 2>,
    /// The settings before α or μ was last changed, and the number of steps by then. The step itself keeps none, so that
    /// it takes no longer.
    tuned: Option<(u64, Settings)>,
}

impl Trainer {
    /// A trainer without samples, with weights drawn by the generator that `seed` starts.
    ///
    /// # Panics
    /// If `init_range` is not finite.
    pub fn new(settings: Settings, seed: u64) -> Self {
        let mut generator = Rand64::new(u128::from(seed));
        let network = draw(&mut generator, &settings, Why::Fresh);
        Self {
            settings,
            seed,
            generator,
            network,
            velocity: Gradients::zeros(),
            samples: Samples::default(),
            state: State::Idle,
            next_row: 0,
            epoch: Epoch::default(),
            plateau: Plateau::new(settings.bias),
            steps: 0,
            attempt: 0,
            restarts: 0,
            last_step: None,
            velocity_before: Gradients::zeros(),
            tuned: None,
        }
    }

    /// A trainer that continues from a checkpoint.
    ///
    /// # Errors
    /// If a weight or bias of the checkpoint is not finite.
    pub fn restore(settings: Settings, checkpoint: &Checkpoint) -> Result<Self, NonFinite> {
        let mut trainer = Self {
            network: checkpoint.network(settings.bias)?,
            generator: checkpoint.generator(),
            steps: checkpoint.steps,
            restarts: checkpoint.restarts,
            samples: checkpoint.samples,
            ..Self::new(settings, checkpoint.seed)
        };
        trainer.begin_attempt();
        Ok(trainer)
    }

    /// Everything the trainer needs to continue later.
    pub fn checkpoint(&self) -> Checkpoint {
        Checkpoint::new(self)
    }

    /// Stores a sample, replacing an earlier answer for the same input pattern.
    pub fn teach(&mut self, sample: Sample) {
        self.samples.insert(sample);
        self.begin_attempt();
    }

    /// Draws new weights and keeps the samples.
    pub fn forget(&mut self) {
        self.draw(Why::Fresh);
    }

    fn draw(&mut self, why: Why) {
        self.network = draw(&mut self.generator, &self.settings, why);
        self.velocity = Gradients::zeros();
        self.velocity_before = Gradients::zeros();
        self.last_step = None;
        self.begin_attempt();
    }

    /// Forgets everything: new weights, no samples, all counts at 0. Only the generator continues, so that the new
    /// weights differ from the first ones.
    pub fn forget_all(&mut self) {
        self.samples.clear();
        (self.steps, self.restarts) = (0, 0);
        self.forget();
    }

    /// Changes α (> 0) and μ (0 to below 1) from the next step on; everything else stays.
    ///
    /// ```
    /// use backpropd_core::trainer::{Settings, Trainer};
    /// let mut trainer = Trainer::new(Settings::default(), 1);
    /// trainer.tune(0.5, 0.9);
    /// assert_eq!((trainer.settings().learning_rate, trainer.settings().momentum), (0.5, 0.9));
    /// ```
    pub fn tune(&mut self, learning_rate: f64, momentum: f64) {
        self.tuned = Some((self.steps, *self.settings_of_last_step()));
        self.settings.learning_rate = learning_rate;
        self.settings.momentum = momentum;
        if momentum == 0.0 {
            self.velocity = Gradients::zeros(); // what plain gradient descent does not follow must not come back later
        }
    }

    /// Makes one online step if there is something to learn. `held` is the sample on the panel while `teach` is down:
    /// only [`Mode::Hold`] uses it, and trains on it if it was taught.
    pub fn step(&mut self, held: Option<Sample>) -> Option<TrainerEvent> {
        let sample = match self.settings.mode {
            Mode::Replay => self.next_sample()?,
            Mode::Hold => held.filter(|held| self.samples.contains(held))?,
        };
        if !self.is_training() {
            return None;
        }
        self.steps = self.steps.saturating_add(1); // a file may contain any number
        self.attempt = self.attempt.saturating_add(1);
        if self.descend(sample).is_err() {
            return Some(self.restart([false; 4]));
        }
        let epoch_is_over = self.settings.mode == Mode::Hold || self.is_last_row(sample);
        if epoch_is_over {
            let epoch = std::mem::take(&mut self.epoch);
            return self.judge(&epoch);
        }
        None
    }

    /// out_o1 and out_o2 for this input pattern, each in \[0, 1\].
    pub fn answer(&self, x: [bool; 2]) -> [f64; 2] {
        self.forward(x).out_o.into()
    }

    /// out_h1, out_h2, out_o1, out_o2 for this input pattern, each in \[0, 1\].
    pub fn outs(&self, x: [bool; 2]) -> [f64; 4] {
        let Forward { out_h, out_o, .. } = self.forward(x);
        [out_h[0], out_h[1], out_o[0], out_o[1]]
    }

    /// Finite weights can be so large that a net overflows; then every neuron counts as ½.
    fn forward(&self, x: [bool; 2]) -> Forward<2, 2> {
        self.network.forward(&numbers(x)).unwrap_or(Forward {
            net_h: Vector2::new(0.0, 0.0),
            out_h: Vector2::new(0.5, 0.5),
            net_o: Vector2::new(0.0, 0.0),
            out_o: Vector2::new(0.5, 0.5),
        })
    }

    /// Whether the network's answer to a sample is within tolerance.
    pub fn is_right(&self, sample: Sample) -> bool {
        let out: [f64; 2] = self.answer(sample.x);
        let target = sample.target();
        (0..2).all(|o| (target[o] - out[o]).abs() <= self.settings.tolerance)
    }

    /// The mean loss over the taught samples; 0 when there are none.
    pub fn loss(&self) -> f64 {
        let samples = || self.samples.iter();
        let loss = |sample: Sample| self.forward(sample.x).loss(&sample.target());
        match samples().count() {
            0 => 0.0,
            count => samples().map(loss).sum::<f64>() / count as f64,
        }
    }

    /// The status of learning.
    pub fn state(&self) -> State {
        self.state
    }

    /// Why the table is impossible, in [`State::Impossible`].
    pub fn impossible(&self) -> Option<Impossible> {
        match self.state {
            State::Impossible => self.why_impossible(),
            State::Idle | State::Learning | State::Learned => None,
        }
    }

    /// Whether a step would change the weights: not if everything is learned, and only for `patience` steps if the
    /// table is impossible.
    pub fn is_training(&self) -> bool {
        match self.state {
            State::Learning => true,
            State::Impossible => self.attempt < self.settings.patience,
            State::Idle | State::Learned => false,
        }
    }

    /// The taught samples.
    pub fn samples(&self) -> &Samples {
        &self.samples
    }

    /// The network.
    pub fn network(&self) -> &Network222 {
        &self.network
    }

    /// The settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The number of training steps since the start.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// How many times new weights were drawn because training was stuck.
    pub fn restarts(&self) -> u64 {
        self.restarts
    }

    /// The seed of the generator that draws the weights.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// The latest training step with all its numbers; `None` if the present weights have not been trained yet. It is
    /// computed here, from what the step kept, so that the step itself takes no longer.
    pub fn ledger(&self) -> Option<Ledger> {
        let (sample, before) = self.last_step?;
        let settings = self.settings_of_last_step();
        let (rates, momentum) = (settings.learning_rates(), settings.momentum);
        let (x, t) = (sample.input().into(), sample.target().into());
        let ledger = Ledger::between(&before, &self.network, x, t, rates, momentum);
        Some(ledger.ok()?.with_velocity(&self.velocity_before))
    }

    /// α and μ may have changed since the last step.
    fn settings_of_last_step(&self) -> &Settings {
        match &self.tuned {
            Some((steps, settings)) if *steps == self.steps => settings,
            _ => &self.settings,
        }
    }

    fn next_sample(&self) -> Option<Sample> {
        let later = |sample: &Sample| row(sample.x) >= self.next_row;
        self.samples
            .iter()
            .find(later)
            .or(self.samples.iter().next())
    }

    fn is_last_row(&self, sample: Sample) -> bool {
        self.samples.iter().last() == Some(sample)
    }

    /// One step down the gradient of this sample's loss.
    fn descend(&mut self, sample: Sample) -> Result<(), NonFinite> {
        let Settings {
            momentum,
            tolerance,
            ..
        } = self.settings;
        let rates = self.settings.learning_rates();
        let (x, t) = (sample.input(), sample.target());
        let row = row(sample.x);
        self.next_row = (row + 1) % 4;
        let forward = self.network.forward(&x)?;
        self.epoch.add(row, &forward, &t, tolerance);
        let gradients = self.network.backward(&x, &forward, &t);
        self.last_step = Some((sample, self.network));
        if momentum == 0.0 {
            return self.network.update(&gradients, rates);
        }
        self.velocity_before = self.velocity;
        self.velocity = self.velocity.with_momentum(momentum, &gradients);
        self.network.update(&self.velocity, rates)
    }

    /// Decides what follows from the finished epoch.
    fn judge(&mut self, epoch: &Epoch) -> Option<TrainerEvent> {
        // The epoch may have found every row right, but its later steps have changed the weights.
        if epoch.not_right == [false; 4] && self.all_right() {
            self.state = State::Learned;
            return Some(TrainerEvent::Learned);
        }
        let Settings { mode, restart, .. } = self.settings;
        let may_restart = restart && mode == Mode::Replay && self.state == State::Learning;
        let is_stuck = self.plateau.is_stuck(epoch) || self.attempt >= self.settings.patience;
        if may_restart && is_stuck && self.is_wrong_somewhere() {
            let mut wrong = [false; 4];
            for sample in self.samples.iter() {
                wrong[row(sample.x)] = !self.is_right(sample);
            }
            return Some(self.restart(wrong));
        }
        None
    }

    /// Whether some output is on the wrong side of ½. If none is, training only needs more time and never restarts.
    fn is_wrong_somewhere(&self) -> bool {
        self.samples.iter().any(|sample| {
            let (out, target) = (self.answer(sample.x), sample.target());
            (0..2).any(|o| (target[o] - out[o]).abs() >= 0.5)
        })
    }

    fn all_right(&self) -> bool {
        self.samples.iter().all(|sample| self.is_right(sample))
    }

    fn restart(&mut self, wrong: [bool; 4]) -> TrainerEvent {
        self.restarts = self.restarts.saturating_add(1);
        self.draw(Why::Restart);
        TrainerEvent::Restarted { wrong }
    }

    /// How far training has come since the weights or the samples last changed: with [`checkpoint`](Self::checkpoint)
    /// all that the next step depends on.
    pub fn progress(&self) -> Progress {
        Progress::new(self)
    }

    /// Continues from exactly there: see [`Progress`]. The checkpoint must be the one taken with it.
    ///
    /// # Errors
    /// If a number is not finite.
    pub fn resume(
        settings: Settings,
        checkpoint: &Checkpoint,
        progress: &Progress,
    ) -> Result<Self, NonFinite> {
        let mut trainer = Self::restore(settings, checkpoint)?;
        progress.apply(&mut trainer)?;
        Ok(trainer)
    }

    fn begin_attempt(&mut self) {
        self.attempt = 0;
        self.next_row = 0;
        self.epoch = Epoch::default();
        self.plateau = Plateau::new(self.settings.bias);
        self.state = self.state_of_samples();
    }

    fn state_of_samples(&self) -> State {
        if self.samples.is_empty() {
            return State::Idle;
        }
        if self.all_right() {
            return State::Learned;
        }
        match self.why_impossible() {
            Some(_) if self.settings.mode == Mode::Replay => State::Impossible,
            _ => State::Learning,
        }
    }

    fn why_impossible(&self) -> Option<Impossible> {
        match representable(self.settings.bias, self.samples.rows()) {
            Representable::No(why) => Some(why),
            Representable::Yes | Representable::Unknown => None,
        }
    }
}
