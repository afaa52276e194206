//! The trainer: remembers what was taught, trains the network on it one online step at a time, knows when it is
//! learned, and begins anew with other weights when it is stuck.
//!
//! Place in the flow: `PanelEvent →` **`Trainer::step`** `→ Network`. Pure: no clock (time is counted in steps), no
//! file, no log, and its randomness is a generator of a fixed algorithm (PCG XSL-RR 128/64, crate `oorandom`), so that
//! the same seed and the same calls give the same bits on every machine.

mod checkpoint;
mod epoch;
mod plateau;
mod representable;
mod samples;
mod settings;

pub use checkpoint::{Checkpoint, Generator};
pub use epoch::Epoch;
pub use plateau::Plateau;
pub use representable::{Impossible, Representable, representable};
pub use samples::{Sample, Samples, row};
pub use settings::{Mode, Settings};

use crate::nn::{Gradients, Ledger, Network222, NonFinite};
use oorandom::Rand64;
use samples::numbers;
use serde::{Deserialize, Serialize};

/// How the learning goes.
///
/// ```
/// use backpropd_core::trainer::{Settings, State, Trainer};
/// assert_eq!(Trainer::new(Settings::default(), 1).state(), State::Idle);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Nothing has been taught.
    Idle,
    /// Some taught row is not right yet.
    Learning,
    /// Every taught row is right; training rests until samples or weights change.
    Learned,
    /// No weights can make every taught row right; it learns what it can for `patience` steps.
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

/// What a step brought about.
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
    /// Every taught row has come right.
    Learned,
    /// New weights were drawn, since these rows would not come right.
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
    /// The row that is trained next, or the first taught one after it.
    next_row: usize,
    epoch: Epoch,
    plateau: Plateau,
    steps: u64,
    /// Steps since the weights or the samples last changed by other means than training.
    attempt: u64,
    restarts: u64,
    /// The latest step to the present weights: on what, and from where.
    last_step: Option<(Sample, Network222)>,
}

impl Trainer {
    /// A trainer with nothing taught and weights drawn from the generator that `seed` starts.
    ///
    /// # Panics
    /// When `init_range` is not finite.
    pub fn new(settings: Settings, seed: u64) -> Self {
        let mut generator = Rand64::new(u128::from(seed));
        let network = draw(&mut generator, &settings);
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
            plateau: Plateau::default(),
            steps: 0,
            attempt: 0,
            restarts: 0,
            last_step: None,
        }
    }

    /// A trainer that goes on from where another was.
    ///
    /// # Errors
    /// When a weight or bias of the checkpoint is not finite.
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

    /// All that the trainer needs to go on later: what was learned, and where the generator stands.
    pub fn checkpoint(&self) -> Checkpoint {
        Checkpoint::new(self)
    }

    /// Stores a sample, in place of an earlier answer for the same input pattern.
    pub fn teach(&mut self, sample: Sample) {
        self.samples.insert(sample);
        self.begin_attempt();
    }

    /// Draws new weights; the samples stay.
    pub fn forget(&mut self) {
        self.network = draw(&mut self.generator, &self.settings);
        self.velocity = Gradients::zeros();
        self.last_step = None;
        self.begin_attempt();
    }

    /// Forgets the samples; the weights stay.
    pub fn forget_samples(&mut self) {
        self.samples.clear();
        self.begin_attempt();
    }

    /// One online step, if there is something to learn. `held` is the sample on the panel while `teach` is down: only
    /// [`Mode::Hold`] looks at it, and trains on it if it was taught.
    pub fn step(&mut self, held: Option<Sample>) -> Option<TrainerEvent> {
        let sample = match self.settings.mode {
            Mode::Replay => self.next_sample()?,
            Mode::Hold => held.filter(|held| self.samples.contains(held))?,
        };
        if !self.is_training() {
            return None;
        }
        self.steps = self.steps.saturating_add(1); // a file may say that there were any number before
        self.attempt += 1;
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
        // Weights that are finite but beyond all measure can overflow a net; such a network has no opinion.
        self.network
            .forward(&numbers(x))
            .map_or([0.5; 2], |forward| forward.out_o.into())
    }

    /// Whether the network's answer to a sample is within tolerance.
    pub fn is_right(&self, sample: Sample) -> bool {
        let out: [f64; 2] = self.answer(sample.x);
        let target = sample.target();
        (0..2).all(|o| (target[o] - out[o]).abs() <= self.settings.tolerance)
    }

    /// The mean loss over the taught samples; 0 when there are none.
    pub fn loss(&self) -> f64 {
        let (mut sum, mut count) = (0.0, 0.0);
        for sample in self.samples.iter() {
            let out: [f64; 2] = self.answer(sample.x);
            let target = sample.target();
            sum += 0.5
                * ((target[0] - out[0]) * (target[0] - out[0])
                    + (target[1] - out[1]) * (target[1] - out[1]));
            count += 1.0;
        }
        if count == 0.0 { 0.0 } else { sum / count }
    }

    /// How the learning goes.
    pub fn state(&self) -> State {
        self.state
    }

    /// Why it is impossible, in [`State::Impossible`].
    pub fn impossible(&self) -> Option<Impossible> {
        match self.state {
            State::Impossible => self.why_impossible(),
            State::Idle | State::Learning | State::Learned => None,
        }
    }

    /// Whether a step would change the weights: not when everything is learned, and in vain only for so long.
    pub fn is_training(&self) -> bool {
        match self.state {
            State::Learning => true,
            State::Impossible => self.attempt < self.settings.patience,
            State::Idle | State::Learned => false,
        }
    }

    /// What was taught.
    pub fn samples(&self) -> &Samples {
        &self.samples
    }

    /// The network.
    pub fn network(&self) -> &Network222 {
        &self.network
    }

    /// How to train.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// How many steps were trained since the start.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// How often new weights were drawn because the learning was stuck.
    pub fn restarts(&self) -> u64 {
        self.restarts
    }

    /// The seed of the generator that draws the weights.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// The latest training step in all its numbers; `None` when the present weights have not been trained yet. It is
    /// worked out here, from what the step has kept, so that the step itself costs no more for it.
    pub fn ledger(&self) -> Option<Ledger> {
        let (sample, before) = self.last_step?;
        let Settings {
            learning_rate: alpha,
            momentum,
            ..
        } = self.settings;
        let (x, t) = (sample.input().into(), sample.target().into());
        Ledger::between(&before, &self.network, x, t, alpha, momentum).ok()
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
            learning_rate: alpha,
            momentum,
            tolerance,
            ..
        } = self.settings;
        let (x, t) = (sample.input(), sample.target());
        let row = row(sample.x);
        self.next_row = (row + 1) % 4;
        let forward = self.network.forward(&x)?;
        self.epoch.add(row, &forward, &t, tolerance);
        let gradients = self.network.backward(&x, &forward, &t);
        self.last_step = Some((sample, self.network));
        if momentum == 0.0 {
            return self.network.update(&gradients, alpha);
        }
        self.velocity = self.velocity.with_momentum(momentum, &gradients);
        self.network.update(&self.velocity, alpha)
    }

    /// What follows from the epoch that is over.
    fn judge(&mut self, epoch: &Epoch) -> Option<TrainerEvent> {
        // Right when the epoch came by is not enough: the later steps have changed the weights.
        if epoch.not_right == [false; 4] && self.all_right() {
            self.state = State::Learned;
            return Some(TrainerEvent::Learned);
        }
        let may_restart = self.settings.mode == Mode::Replay && self.state == State::Learning;
        let out_of_patience = self.attempt >= self.settings.patience;
        if may_restart && (self.plateau.is_stuck(epoch) || out_of_patience) {
            return Some(self.restart(epoch.not_right));
        }
        None
    }

    fn all_right(&self) -> bool {
        self.samples.iter().all(|sample| self.is_right(sample))
    }

    fn restart(&mut self, wrong: [bool; 4]) -> TrainerEvent {
        self.restarts = self.restarts.saturating_add(1);
        self.forget();
        TrainerEvent::Restarted { wrong }
    }

    fn begin_attempt(&mut self) {
        self.attempt = 0;
        self.next_row = 0;
        self.epoch = Epoch::default();
        self.plateau = Plateau::default();
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

/// Draws w1…w8, b_h1, b_h2, b_o1, b_o2, in this order whatever becomes of the biases, uniformly from ±`init_range`.
fn draw(generator: &mut Rand64, settings: &Settings) -> Network222 {
    let mut draw = || {
        let unit = (generator.rand_u64() >> 11) as f64 * (1.0 / (1u64 << 53) as f64);
        (2.0 * unit - 1.0) * settings.init_range
    };
    let w = std::array::from_fn(|_| draw());
    let b = std::array::from_fn(|_| draw());
    Network222::from_named(w, b, settings.bias).expect("a finite init_range draws finite weights")
}
