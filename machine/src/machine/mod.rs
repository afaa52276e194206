//! The machine: everything that happens in one scan, from raw levels to lit LEDs.
//!
//! Place in the flow: between `Board::read` and `Board::write`; it owns the panel and the trainer. Pure: its time is
//! the number of the scan divided by `scan_hz`, so the same start and the same levels give the same weights, bit for
//! bit, however late the scans were.

mod event;
mod pace;

pub use event::Event;
pub use pace::{Pace, STEPS_PER_SECOND};

use crate::loss_curve::{LossCurve, Point};
use crate::panel::{
    self, Input, LedPattern, Levels, Panel, PanelEvent, Show, Warnings, flicker, status_lit,
};
use crate::range::Range;
use crate::snapshot::{Row, Snapshot, Summary};
use crate::trainer::{self, Mode, Sample, Samples, State, Trainer, TrainerEvent};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How many restarts a viewer can mark in the curve of the loss.
const RESTARTS_KEPT: usize = 32;

/// The settings of a machine, apart from its trainer's.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// How switches are read.
    pub panel: panel::Settings,
    /// The rates of scanning and training.
    pub pace: Pace,
    /// An output LED is lit if out_o is at least this; within \[0, 1\].
    pub threshold: f64,
    /// What the output LEDs show.
    #[serde(default)] // missing in recordings of earlier versions
    pub show: Show,
}

impl Settings {
    /// The range of `scan_hz`.
    pub const SCAN_HZ: Range = Range::from(10.0).up_to(1000.0);
    /// The range of the debounce time, in milliseconds.
    pub const DEBOUNCE_MS: Range = Range::from(0.0).up_to(1000.0);
    /// The range of the settle time, in milliseconds.
    pub const SETTLE_MS: Range = Range::from(100.0).up_to(60_000.0);
    /// The range of the threshold.
    pub const THRESHOLD: Range = Range::above(0.0).below(1.0);

    /// The numeric settings by name, with their ranges.
    pub fn numbers(&self) -> [(&'static str, f64, Range); 5] {
        let ms = |time: Duration| time.as_millis() as f64;
        let Pace {
            scan_hz,
            steps_per_second,
        } = self.pace;
        [
            ("scan_hz", f64::from(scan_hz), Self::SCAN_HZ),
            (
                "steps_per_second",
                f64::from(steps_per_second),
                STEPS_PER_SECOND,
            ),
            ("debounce_ms", ms(self.panel.debounce), Self::DEBOUNCE_MS),
            ("settle_ms", ms(self.panel.settle), Self::SETTLE_MS),
            ("threshold", self.threshold, Self::THRESHOLD),
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
            show: Show::default(),
        }
    }
}

/// A control of the machine that is not a switch: screens offer these.
///
/// ```
/// use backpropd_machine::machine::{Control, Machine, Settings};
/// use backpropd_machine::trainer::{self, Trainer};
/// let trainer = Trainer::new(trainer::Settings::default(), 1);
/// let mut machine = Machine::new(Settings::default(), trainer);
/// machine.control(Control::StepsPerSecond(500));
/// assert_eq!(machine.snapshot().steps_per_second, 500);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Control {
    /// Changes the pace.
    StepsPerSecond(u32),
    /// Pauses or continues training.
    Pause(bool),
    /// One training step in the next scan, though training is stopped.
    Step,
    /// Draws new weights; the samples stay.
    Restart,
    /// Another α.
    LearningRate(f64),
    /// Another μ.
    Momentum(f64),
}

/// The whole machine, without its board.
///
/// ```
/// use backpropd_machine::machine::{Machine, Settings};
/// use backpropd_machine::panel::{Input, Levels};
/// use backpropd_machine::trainer::{self, State, Trainer};
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
    /// The steps after which new weights were drawn, the latest ones.
    restarts: Vec<u64>,
    paused: bool,
    /// Steps that were asked for one by one and are still to be made.
    asked: u64,
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
            restarts: Vec::with_capacity(RESTARTS_KEPT), // no allocation in a scan
            paused: false,
            asked: 0,
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
        // While `forget` is down, it is not known yet whether the samples stay, so the new weights wait.
        let steps = if self.paused || self.panel.is_forgetting() {
            0
        } else {
            self.settings.pace.steps_in(self.scan)
        };
        for _ in 0..steps + std::mem::take(&mut self.asked) {
            if let Some(event) = self.trainer.step(held) {
                if let TrainerEvent::Restarted { .. } = event {
                    self.restarted = Some(now);
                    self.note_restart();
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

    fn note_restart(&mut self) {
        if self.restarts.len() == RESTARTS_KEPT {
            self.restarts.remove(0);
        }
        self.restarts.push(self.trainer.steps());
    }

    fn note_loss(&mut self) {
        let steps = self.trainer.steps();
        if !self.trainer.samples().is_empty() && self.losses.is_due(steps) {
            let loss = self.trainer.loss();
            self.losses.push(Point { steps, loss });
        }
    }

    /// In hold mode the switches may be flipped while `teach` is held: the new sample is taught too.
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
            PanelEvent::ForgetAll => {
                self.trainer.forget_all();
                self.losses.clear();
                self.restarts.clear();
                self.restarted = None;
                Event::ForgotAll
            }
            PanelEvent::Teach(sample) => {
                self.trainer.teach(sample);
                Event::Taught(sample)
            }
        });
        match self.trainer.state() {
            state if state == was => {}
            // The network may already give the taught answer.
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
                taught: self.trainer.samples().iter().count(),
            },
            TrainerEvent::Restarted { wrong } => Event::Restarted {
                restarts: self.trainer.restarts(),
                wrong,
            },
        }
    }

    /// Applies this control before the next scan.
    pub fn control(&mut self, control: Control) {
        let trainer::Settings {
            learning_rate,
            momentum,
            ..
        } = *self.trainer.settings();
        match control {
            Control::StepsPerSecond(steps) => self.settings.pace.steps_per_second = steps,
            Control::Pause(paused) => self.paused = paused,
            Control::Step => self.asked += 1,
            Control::Restart => self.trainer.forget(),
            Control::LearningRate(alpha) => self.trainer.tune(alpha, momentum),
            Control::Momentum(mu) => self.trainer.tune(learning_rate, mu),
        }
    }

    /// How it is set up.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The trainer.
    pub fn trainer(&self) -> &Trainer {
        &self.trainer
    }

    /// The raw inputs of the latest scan.
    pub fn raw(&self) -> Levels {
        self.raw
    }

    /// The LEDs of the latest scan.
    pub fn leds(&self) -> LedPattern {
        self.leds
    }

    /// The number of scans so far.
    pub fn scans(&self) -> u64 {
        self.scan
    }

    /// The machine's own time, which is that of the next scan.
    pub fn time(&self) -> Duration {
        self.settings.pace.time_of(self.scan)
    }

    /// A summary of the learning.
    pub fn summary(&self) -> Summary {
        let trainer = &self.trainer;
        let why = trainer.impossible();
        Summary::of(trainer.state(), why, &self.rows(), trainer.restarts())
    }

    /// The warnings about the panel.
    pub fn warnings(&self) -> Warnings {
        let mut warnings = self.panel.warnings(self.time());
        if self.trainer.settings().mode == Mode::Hold {
            // In that mode, holding the button is how you teach.
            warnings.held_too_long.set(Input::Teach, false);
        }
        warnings
    }

    /// What every viewer sees.
    pub fn snapshot(&self) -> Snapshot {
        let network = self.trainer.network();
        let settings = self.trainer.settings();
        let x = self.panel.levels().sample().x;
        Snapshot {
            scan: self.scan,
            state: self.trainer.state(),
            impossible: self.trainer.impossible(),
            steps: self.trainer.steps(),
            steps_per_second: self.settings.pace.steps_per_second,
            paused: self.paused,
            forgetting: self.panel.is_forgetting(),
            mode: settings.mode,
            bias: settings.bias,
            learning_rate: settings.learning_rate,
            learning_rate_h: settings.learning_rates().hidden,
            momentum: settings.momentum,
            tolerance: settings.tolerance,
            restarts: self.trainer.restarts(),
            restarted_at: self.restarts.clone(),
            seed: self.trainer.seed(),
            loss: self.trainer.loss(),
            losses: self.losses.points().into(),
            raw: self.raw,
            debounced: self.panel.levels(),
            leds: self.leds,
            threshold: self.settings.threshold,
            show: self.settings.show,
            answer: self.lit(self.trainer.answer(x)).map(u8::from),
            outs: self.trainer.outs(x).into(),
            rows: self.rows(),
            weights: network.weights().into(),
            biases: network.biases().into(),
            last_step: self.trainer.ledger(),
        }
    }

    fn rows(&self) -> [Row; 4] {
        std::array::from_fn(|row| self.row(row))
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

    /// The answer: which outputs have reached the threshold.
    fn lit(&self, out: [f64; 2]) -> [bool; 2] {
        out.map(|out| out >= self.settings.threshold)
    }

    fn answer(&self, now: Duration) -> LedPattern {
        let x = self.panel.levels().sample().x;
        let Settings {
            show, threshold, ..
        } = self.settings;
        let tolerance = self.trainer.settings().tolerance;
        let lit = |out| show.lit(out, threshold, tolerance, now);
        let [o1, o2] = self.trainer.answer(x).map(lit);
        let status = if self.panel.is_forgetting() {
            flicker(now)
        } else {
            status_lit(self.trainer.state(), now, self.restarted)
        };
        LedPattern { o1, o2, status }
    }
}
