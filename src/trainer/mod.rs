//! The trainer: remembers what was taught, trains the network on it one online step at a time, knows when it is
//! learned, and begins anew with other weights when it is stuck.
//!
//! Place in the flow: `PanelEvent →` **`Trainer::step`** `→ Network`. Pure: no clock (time is counted in steps), no
//! file, no log, and its randomness is a generator of a fixed algorithm (PCG XSL-RR 128/64, crate `oorandom`), so that
//! the same seed and the same calls give the same bits on every machine.

mod checkpoint;
mod samples;

pub use checkpoint::{Checkpoint, Generator};
pub use samples::{Sample, Samples, row};

use crate::nn::{Bias, Gradients, Network222, NonFinite};
use crate::range::Range;
use oorandom::Rand64;
use samples::numbers;
use serde::{Deserialize, Serialize};

/// What is trained on.
///
/// ```
/// use backpropd::trainer::Mode;
/// assert_eq!(Mode::default(), Mode::Replay);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// The taught samples in turn, one online step each.
    #[default]
    Replay,
    /// Only the pattern that the switches show, only while `teach` is held: what was taught before can be forgotten.
    Hold,
}

/// How to train.
///
/// ```
/// use backpropd::trainer::Settings;
/// assert_eq!(Settings::default().tolerance, 0.2);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// What becomes of the biases.
    pub bias: Bias,
    /// α, the factor of each step down the gradient; > 0.
    pub learning_rate: f64,
    /// μ, the share of the last change that goes into the next; 0 (plain gradient descent) to below 1.
    pub momentum: f64,
    /// New weights are drawn uniformly from ±this; > 0.
    pub init_range: f64,
    /// What is trained on.
    pub mode: Mode,
    /// A row is right when both outputs are this near to their targets; above 0, below ½.
    pub tolerance: f64,
    /// After how many steps without success new weights are drawn.
    pub patience: u64,
}

impl Settings {
    /// The numbers among them, by name, and what each may be.
    pub fn numbers(&self) -> [(&'static str, f64, Range); 5] {
        [
            (
                "learning_rate",
                self.learning_rate,
                Range::above(0.0).up_to(100.0),
            ),
            ("momentum", self.momentum, Range::from(0.0).below(1.0)),
            (
                "init_range",
                self.init_range,
                Range::above(0.0).up_to(100.0),
            ),
            ("tolerance", self.tolerance, Range::above(0.0).below(0.5)),
            (
                "patience",
                self.patience as f64,
                Range::from(100.0).up_to(1e9),
            ),
        ]
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            bias: Bias::Trained,
            learning_rate: 4.0,
            momentum: 0.0,
            init_range: 1.0,
            mode: Mode::Replay,
            tolerance: 0.2,
            patience: 2_000,
        }
    }
}

/// How the learning goes.
///
/// ```
/// use backpropd::trainer::{Settings, State, Trainer};
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
    /// No weights can make every taught row right.
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
/// use backpropd::trainer::{Sample, Settings, Trainer, TrainerEvent};
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
/// use backpropd::trainer::{Sample, Settings, State, Trainer};
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
    /// Whether a row was wrong when this epoch came by it.
    wrong: [bool; 4],
    steps: u64,
    /// Steps since the weights or the samples last changed by other means than training.
    attempt: u64,
    restarts: u64,
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
            wrong: [false; 4],
            steps: 0,
            attempt: 0,
            restarts: 0,
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
            ..Self::new(settings, checkpoint.seed)
        };
        for sample in &checkpoint.samples {
            trainer.samples.insert(*sample);
        }
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
        self.begin_attempt();
    }

    /// Forgets the samples; the weights stay.
    pub fn forget_samples(&mut self) {
        self.samples.clear();
        self.begin_attempt();
    }

    /// One online step, if there is something to learn. `held` is the sample on the panel while `teach` is down,
    /// which only [`Mode::Hold`] looks at.
    pub fn step(&mut self, held: Option<Sample>) -> Option<TrainerEvent> {
        let sample = match self.settings.mode {
            Mode::Replay => self.next_sample()?,
            Mode::Hold => held?,
        };
        if self.samples.rows()[row(sample.x)] != Some(sample.t) {
            self.teach(sample); // the switches were flipped while teach was held
        }
        if self.state != State::Learning {
            return None;
        }
        self.steps += 1;
        self.attempt += 1;
        match self.descend(sample) {
            Ok(is_wrong) => self.wrong[row(sample.x)] = is_wrong,
            Err(NonFinite(_)) => return Some(self.restart()),
        }
        match self.settings.mode {
            Mode::Hold => {
                let learned = self.learned();
                self.wrong = [false; 4]; // every step is an epoch
                learned
            }
            Mode::Replay if !self.is_last_row(sample) => None,
            Mode::Replay => self
                .learned()
                .or_else(|| (self.attempt >= self.settings.patience).then(|| self.restart())),
        }
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

    /// Trains one step and says whether the sample's row was wrong before it.
    fn descend(&mut self, sample: Sample) -> Result<bool, NonFinite> {
        let Settings {
            learning_rate: alpha,
            momentum,
            tolerance,
            ..
        } = self.settings;
        let (x, t) = (sample.input(), sample.target());
        self.next_row = (row(sample.x) + 1) % 4;
        let forward = self.network.forward(&x)?;
        let gradients = self.network.backward(&x, &forward, &t);
        if momentum == 0.0 {
            self.network.update(&gradients, alpha)?;
        } else {
            self.velocity = self.velocity.with_momentum(momentum, &gradients);
            self.network.update(&self.velocity, alpha)?;
        }
        Ok((t - forward.out_o)
            .iter()
            .any(|error| error.abs() > tolerance))
    }

    /// When no row was wrong as this epoch came by it, looks whether that holds for the weights of now.
    fn learned(&mut self) -> Option<TrainerEvent> {
        if self.wrong != [false; 4] || !self.all_right() {
            return None;
        }
        self.state = State::Learned;
        Some(TrainerEvent::Learned)
    }

    fn all_right(&self) -> bool {
        self.samples.iter().all(|sample| self.is_right(sample))
    }

    fn restart(&mut self) -> TrainerEvent {
        let wrong = self.wrong;
        self.restarts += 1;
        self.forget();
        TrainerEvent::Restarted { wrong }
    }

    fn begin_attempt(&mut self) {
        self.attempt = 0;
        self.wrong = [false; 4];
        self.next_row = 0;
        self.state = match () {
            () if self.samples.is_empty() => State::Idle,
            () if self.all_right() => State::Learned,
            () => State::Learning,
        };
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
