//! The machine: everything that happens in one scan, from raw levels to lit LEDs.
//!
//! Place in the flow: between `Board::read` and `Board::write`; it owns the panel and the trainer. Pure: its time is
//! the number of the scan divided by `scan_hz`, so the same start and the same levels give the same weights, bit for
//! bit, whatever the clock on the wall did meanwhile.

use crate::loss_curve::{LossCurve, Point};
use crate::panel::{self, Input, LedPattern, Levels, Panel, PanelEvent, Warnings, status_lit};
use crate::range::Range;
use crate::snapshot::{Row, Snapshot, Status};
use crate::trainer::{Impossible, Mode, Sample, Samples, State, Trainer, TrainerEvent};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::time::Duration;

/// The paces that there are, in training steps a second.
pub const STEPS_PER_SECOND: Range = Range::from(1.0).up_to(1e6);

/// How fast the machine lives.
///
/// ```
/// use backpropd::machine::Pace;
/// let pace = Pace { scan_hz: 100, steps_per_second: 250 };
/// let a_second: u64 = (0..100).map(|scan| pace.steps_in(scan)).sum();
/// assert_eq!(a_second, 250);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pace {
    /// Scans a second; > 0.
    pub scan_hz: u32,
    /// Training steps a second.
    pub steps_per_second: u32,
}

impl Pace {
    /// The time of a scan since the start.
    ///
    /// # Panics
    /// When `scan_hz` is 0.
    pub fn time_of(&self, scan: u64) -> Duration {
        let hz = u64::from(self.scan_hz);
        let nanos = scan % hz * 1_000_000_000 / hz;
        Duration::new(scan / hz, nanos as u32)
    }

    /// How many steps are trained in a scan: scan n trains ⌊(n+1)·s/f⌋ − ⌊n·s/f⌋ of s steps a second at f scans a
    /// second, so that none is lost to rounding.
    ///
    /// # Panics
    /// When `scan_hz` is 0.
    pub fn steps_in(&self, scan: u64) -> u64 {
        let (s, f) = (u64::from(self.steps_per_second), u64::from(self.scan_hz));
        let n = scan % f; // the pattern repeats every second
        (n + 1) * s / f - n * s / f
    }
}

/// How a machine is set up, beside its trainer.
///
/// ```
/// use backpropd::machine::Settings;
/// assert_eq!(Settings::default().pace.scan_hz, 100);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// How it reads its switches.
    pub panel: panel::Settings,
    /// How fast it lives.
    pub pace: Pace,
    /// An output LED is lit from this out_o on; within \[0, 1\].
    pub threshold: f64,
}

impl Settings {
    /// The numbers among them, by name, and what each may be.
    pub fn numbers(&self) -> [(&'static str, f64, Range); 5] {
        let ms = |time: Duration| time.as_millis() as f64;
        let Pace {
            scan_hz,
            steps_per_second,
        } = self.pace;
        [
            (
                "scan_hz",
                f64::from(scan_hz),
                Range::from(10.0).up_to(1000.0),
            ),
            (
                "steps_per_second",
                f64::from(steps_per_second),
                STEPS_PER_SECOND,
            ),
            (
                "debounce_ms",
                ms(self.panel.debounce),
                Range::from(0.0).up_to(1000.0),
            ),
            (
                "settle_ms",
                ms(self.panel.settle),
                Range::from(100.0).up_to(60_000.0),
            ),
            ("threshold", self.threshold, Range::above(0.0).below(1.0)),
        ]
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            panel: panel::Settings::default(),
            pace: Pace {
                scan_hz: 100,
                steps_per_second: 100,
            },
            threshold: 0.5,
        }
    }
}

/// What can be done to a machine beside its switches, where there is a screen to do it on.
///
/// ```
/// use backpropd::machine::{Control, Machine, Settings};
/// use backpropd::trainer::{self, Trainer};
/// let trainer = Trainer::new(trainer::Settings::default(), 1);
/// let mut machine = Machine::new(Settings::default(), trainer);
/// machine.control(Control::StepsPerSecond(500));
/// assert_eq!(machine.snapshot().steps_per_second, 500);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    /// Another pace.
    StepsPerSecond(u32),
    /// Stops training, or goes on.
    Pause(bool),
    /// Draws new weights; the samples stay.
    Restart,
}

/// Something happened that a person would want to hear of. Its text is one line.
///
/// ```
/// use backpropd::{machine::Event, trainer::Sample};
/// let event = Event::Taught(Sample { x: [false, true], t: [true, false] });
/// assert_eq!(event.to_string(), "taught 01 → 10");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// A sample was stored.
    Taught(Sample),
    /// `forget` was pressed: new weights.
    Forgot,
    /// `forget` was held: the samples went too.
    ForgotSamples,
    /// Every taught row has come right.
    Learned {
        /// Steps since the start.
        steps: u64,
    },
    /// What was taught cannot be learned.
    Impossible {
        /// Why, and what would help.
        #[serde(serialize_with = "as_text")]
        why: Impossible,
    },
    /// The learning was stuck, so new weights were drawn.
    Restarted {
        /// How often that has happened since the start.
        restarts: u64,
        /// For each row, whether it would not come right.
        wrong: [bool; 4],
    },
}

impl Event {
    /// Whether somebody did it at the panel; the rest the trainer finds out.
    pub fn is_by_hand(&self) -> bool {
        match self {
            Event::Taught(_) | Event::Forgot | Event::ForgotSamples => true,
            Event::Learned { .. } | Event::Impossible { .. } | Event::Restarted { .. } => false,
        }
    }
}

fn as_text<S: serde::Serializer>(why: &Impossible, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(why)
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Event::Taught(sample) => write!(f, "taught {sample}"),
            Event::Forgot => write!(f, "new weights, as asked; the samples stay"),
            Event::ForgotSamples => write!(f, "forgot the samples"),
            Event::Learned { steps } => write!(f, "learned after {steps} steps"),
            Event::Impossible { why } => write!(f, "impossible: {why}"),
            Event::Restarted { restarts, wrong } => {
                let rows: Vec<_> = (Samples::PATTERNS.iter().zip(wrong))
                    .filter(|(_, wrong)| **wrong)
                    .map(|([i1, i2], _)| format!("{}{}", *i1 as u8, *i2 as u8))
                    .collect();
                if rows.is_empty() {
                    return write!(
                        f,
                        "weights beyond all measure: restart {restarts} with new ones"
                    );
                }
                let rows = rows.join(", ");
                write!(f, "stuck on {rows}: restart {restarts} with new weights")
            }
        }
    }
}

/// The machine in one line, for `systemctl status` and the log.
///
/// ```
/// use backpropd::{machine::Summary, trainer::State};
/// let summary = Summary { state: State::Learning, why: None, taught: 4, right: 3, restarts: 1 };
/// assert_eq!(summary.to_string(), "learning: 3 of 4 taught rows right, 1 restart");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    /// How the learning goes.
    pub state: State,
    /// Why it is impossible, if it is.
    pub why: Option<Impossible>,
    /// How many rows of the truth table were taught.
    pub taught: usize,
    /// How many of them are right.
    pub right: usize,
    /// How often new weights were drawn because the learning was stuck.
    pub restarts: u64,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            state,
            why,
            taught,
            right,
            restarts,
        } = self;
        if *state == State::Idle {
            return write!(f, "idle: nothing taught yet");
        }
        let plural = if *restarts == 1 { "" } else { "s" };
        write!(
            f,
            "{state}: {right} of {taught} taught rows right, {restarts} restart{plural}"
        )?;
        why.map_or(Ok(()), |why| write!(f, "; {why}"))
    }
}

/// The whole machine but its board.
///
/// ```
/// use backpropd::machine::{Machine, Settings};
/// use backpropd::panel::{Input, Levels};
/// use backpropd::trainer::{self, State, Trainer};
/// let trainer = Trainer::new(trainer::Settings::default(), 1);
/// let mut machine = Machine::new(Settings::default(), trainer);
/// let mut levels = Levels::default();
/// for scan in 0..3000 {
///     levels.set(Input::Teach, (10..20).contains(&scan)); // teaches 00 → 00
///     machine.scan(levels, &mut |event| println!("{event}"));
/// }
/// assert_eq!(machine.trainer().state(), State::Learned);
/// assert!(!machine.leds().o1 && !machine.leds().o2 && machine.leds().status);
/// ```
#[derive(Clone, Debug)]
pub struct Machine {
    settings: Settings,
    panel: Panel,
    trainer: Trainer,
    scan: u64,
    restarted: Option<Duration>,
    paused: bool,
    raw: Levels,
    leds: LedPattern,
    losses: LossCurve,
}

impl Machine {
    /// A machine that has not scanned yet.
    pub fn new(settings: Settings, trainer: Trainer) -> Self {
        Self {
            settings,
            panel: Panel::new(settings.panel),
            trainer,
            scan: 0,
            restarted: None,
            paused: false,
            raw: Levels::default(),
            leds: LedPattern::DARK,
            losses: LossCurve::default(),
        }
    }

    /// One scan: takes the raw levels, trains this scan's steps, returns the LEDs to light. Calls `report` for each
    /// event, in order.
    pub fn scan(&mut self, raw: Levels, report: &mut dyn FnMut(Event)) -> LedPattern {
        let now = self.settings.pace.time_of(self.scan);
        for event in self.panel.update(now, raw) {
            self.act(event, report);
        }
        let held = self.panel.held(now);
        if let Some(sample) = held.filter(|held| self.is_new_while_held(held)) {
            self.act(PanelEvent::Teach(sample), report);
        }
        let steps = if self.paused {
            0
        } else {
            self.settings.pace.steps_in(self.scan)
        };
        for _ in 0..steps {
            if let Some(event) = self.trainer.step(held) {
                if let TrainerEvent::Restarted { .. } = event {
                    self.restarted = Some(now);
                }
                report(self.describe(event));
            }
        }
        self.note_loss();
        self.raw = raw;
        self.leds = self.answer(now);
        self.scan += 1;
        self.leds
    }

    fn note_loss(&mut self) {
        let steps = self.trainer.steps();
        if !self.trainer.samples().is_empty() && self.losses.is_due(steps) {
            let loss = self.trainer.loss();
            self.losses.push(Point { steps, loss });
        }
    }

    /// In hold mode the switches may be flipped while `teach` is held: what they show then is taught too.
    fn is_new_while_held(&self, held: &Sample) -> bool {
        let trainer = &self.trainer;
        trainer.settings().mode == Mode::Hold && !trainer.samples().contains(held)
    }

    fn act(&mut self, event: PanelEvent, report: &mut dyn FnMut(Event)) {
        let was = self.trainer.state();
        report(match event {
            PanelEvent::Forget => {
                self.trainer.forget();
                Event::Forgot
            }
            PanelEvent::ForgetSamples => {
                self.trainer.forget_samples();
                self.losses.clear();
                Event::ForgotSamples
            }
            PanelEvent::Teach(sample) => {
                self.trainer.teach(sample);
                Event::Taught(sample)
            }
        });
        match self.trainer.state() {
            state if state == was => {}
            // What was taught may be what the network answers already.
            State::Learned => report(self.describe(TrainerEvent::Learned)),
            State::Impossible => {
                if let Some(why) = self.trainer.impossible() {
                    report(Event::Impossible { why });
                }
            }
            State::Idle | State::Learning => {}
        }
    }

    fn describe(&self, event: TrainerEvent) -> Event {
        match event {
            TrainerEvent::Learned => Event::Learned {
                steps: self.trainer.steps(),
            },
            TrainerEvent::Restarted { wrong } => Event::Restarted {
                restarts: self.trainer.restarts(),
                wrong,
            },
        }
    }

    /// Does this to the machine before its next scan.
    pub fn control(&mut self, control: Control) {
        match control {
            Control::StepsPerSecond(steps) => self.settings.pace.steps_per_second = steps,
            Control::Pause(paused) => self.paused = paused,
            Control::Restart => self.trainer.forget(),
        }
    }

    /// The trainer.
    pub fn trainer(&self) -> &Trainer {
        &self.trainer
    }

    /// The inputs as the latest scan read them.
    pub fn raw(&self) -> Levels {
        self.raw
    }

    /// The LEDs as the latest scan lit them.
    pub fn leds(&self) -> LedPattern {
        self.leds
    }

    /// How many scans there were.
    pub fn scans(&self) -> u64 {
        self.scan
    }

    /// The machine's own time: that of the next scan.
    pub fn time(&self) -> Duration {
        self.settings.pace.time_of(self.scan)
    }

    /// How the learning goes, in short.
    pub fn summary(&self) -> Summary {
        let samples = self.trainer.samples();
        Summary {
            state: self.trainer.state(),
            why: self.trainer.impossible(),
            taught: samples.iter().count(),
            right: samples
                .iter()
                .filter(|sample| self.trainer.is_right(*sample))
                .count(),
            restarts: self.trainer.restarts(),
        }
    }

    /// What a person should know about the panel.
    pub fn warnings(&self) -> Warnings {
        let mut warnings = self.panel.warnings(self.time());
        if self.trainer.settings().mode == Mode::Hold {
            // There it is how one learns.
            warnings.held_too_long.set(Input::Teach, false);
        }
        warnings
    }

    /// What a daemon tells of itself: its kind of board, how long it has been up, and its machine.
    pub fn status(&self, board: &str, uptime: Duration) -> Status {
        Status {
            version: env!("CARGO_PKG_VERSION").into(),
            board: board.into(),
            uptime_s: uptime.as_secs_f64(),
            saved_s_ago: None,
            warnings: (self.warnings().iter())
                .map(|warning| warning.to_string())
                .collect(),
            snapshot: self.snapshot(),
        }
    }

    /// What every viewer sees.
    pub fn snapshot(&self) -> Snapshot {
        let (network, settings) = (self.trainer.network(), self.trainer.settings());
        Snapshot {
            scan: self.scan,
            state: self.trainer.state(),
            reason: self.trainer.impossible().map(|why| why.to_string()),
            impossible: self.trainer.impossible(),
            steps: self.trainer.steps(),
            steps_per_second: self.settings.pace.steps_per_second,
            paused: self.paused,
            mode: settings.mode,
            bias: settings.bias,
            learning_rate: settings.learning_rate,
            tolerance: settings.tolerance,
            restarts: self.trainer.restarts(),
            seed: self.trainer.seed(),
            loss: self.trainer.loss(),
            losses: self.losses.points().into(),
            raw: self.raw,
            debounced: self.panel.levels(),
            leds: self.leds,
            threshold: self.settings.threshold,
            rows: std::array::from_fn(|row| self.row(row)),
            weights: network.weights().into(),
            biases: network.biases().into(),
            last_step: self.trainer.ledger(),
        }
    }

    fn row(&self, row: usize) -> Row {
        let x = Samples::PATTERNS[row];
        let t = self.trainer.samples().rows()[row];
        let out = self.trainer.answer(x);
        Row {
            x: x.map(u8::from),
            target: t.map(|t| t.map(u8::from)),
            out,
            leds: self.lit(out).map(u8::from),
            right: t.is_some_and(|t| self.trainer.is_right(Sample { x, t })),
        }
    }

    /// Which of the LEDs o1 and o2 these outputs light.
    fn lit(&self, out: [f64; 2]) -> [bool; 2] {
        out.map(|out| out >= self.settings.threshold)
    }

    fn answer(&self, now: Duration) -> LedPattern {
        let x = self.panel.levels().sample().x;
        let [o1, o2] = self.lit(self.trainer.answer(x));
        LedPattern {
            o1,
            o2,
            status: status_lit(self.trainer.state(), now, self.restarted),
        }
    }
}
