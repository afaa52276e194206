//! The machine in this process: the daemon's own loop on a simulated board, with a viewer and a worker.

use super::link::{Act, Link, Update, send_status, updates};
use super::save;
use backpropd::machine::{self, Control, Pace};
use backpropd::observe::{Status, Viewer, press};
use backpropd::panel::{Input, Levels};
use backpropd::sim::Simulation;
use backpropd::trainer::{self, Trainer};
use backpropd::tui::Notice;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::SyncSender;
use std::thread;
use std::time::Duration;

/// The machine publishes twenty statuses per second; if none comes for this long, it has ended.
const STALL_TIMEOUT: Duration = Duration::from_secs(10);

/// The paces that the keys offer, in steps per second.
const PACES: [u32; 16] = [
    1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000,
];

/// The learning rates that the keys offer: of one digit, so those that are set at the start are among them.
const LEARNING_RATES: [f64; 37] = [
    0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8,
    0.9, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0,
    80.0, 90.0, 100.0,
];

/// The momentum that the keys offer.
const MOMENTUM: [f64; 12] = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99];

/// Starts the machine.
pub fn start(trainer: Trainer, save: Option<PathBuf>) -> Link {
    let settings = machine::Settings::default();
    let training = *trainer.settings();
    let simulation = Simulation::start(settings, trainer);
    let (send, updates) = updates();
    let stop = Arc::new(AtomicBool::new(false));

    let viewer = simulation.viewer();
    let statuses = send.clone();
    thread::spawn(move || {
        while let Some(status) = viewer.next(STALL_TIMEOUT) {
            if !send_status(&statuses, status) {
                return;
            }
        }
    });
    let mut worker = Worker {
        viewer: simulation.viewer(),
        simulation,
        levels: Levels::default(),
        pace: settings.pace,
        training,
        paused: false,
        save,
        updates: send,
        stop: Arc::clone(&stop),
    };
    Link::new(updates, stop, |acts| {
        thread::spawn(move || acts.each(|act| worker.act(act)))
    })
}

/// Performs the person's actions one by one, and waits until the machine has noticed each. So however fast the typing,
/// the sample that is taught is the one that the switches showed.
struct Worker {
    simulation: Simulation,
    viewer: Viewer,
    levels: Levels,
    pace: Pace,
    training: trainer::Settings,
    paused: bool,
    save: Option<PathBuf>,
    updates: SyncSender<Update>,
    stop: Arc<AtomicBool>,
}

impl Worker {
    fn act(&mut self, act: Act) {
        if let Some((button, time)) = act.press() {
            self.press(button, time);
            return;
        }
        match act {
            Act::Flip(switch) => self.flip(switch),
            Act::Teach | Act::Forget | Act::ForgetAll => {} // pressed above
            Act::Faster => self.change_pace(above(&PACES, self.pace.steps_per_second)),
            Act::Slower => self.change_pace(below(&PACES, self.pace.steps_per_second)),
            Act::RaiseLearningRate => {
                self.change_learning_rate(above(&LEARNING_RATES, self.training.learning_rate));
            }
            Act::LowerLearningRate => {
                self.change_learning_rate(below(&LEARNING_RATES, self.training.learning_rate));
            }
            Act::RaiseMomentum => self.change_momentum(above(&MOMENTUM, self.training.momentum)),
            Act::LowerMomentum => self.change_momentum(below(&MOMENTUM, self.training.momentum)),
            Act::Pause => {
                self.paused = !self.paused;
                self.simulation.control(Control::Pause(self.paused));
            }
            Act::Restart => self.simulation.control(Control::Restart),
            Act::Save => {
                self.say(save::write(
                    &self.simulation.recording(),
                    self.save.as_deref(),
                ));
            }
        }
    }

    fn flip(&mut self, switch: Input) {
        let active = !self.levels.get(switch);
        self.levels.set(switch, active);
        self.simulation.panel().set(switch, active);
    }

    fn change_pace(&mut self, steps_per_second: u32) {
        self.pace.steps_per_second = steps_per_second;
        self.simulation
            .control(Control::StepsPerSecond(steps_per_second));
    }

    fn change_learning_rate(&mut self, alpha: f64) {
        self.training.learning_rate = alpha;
        self.simulation.control(Control::LearningRate(alpha));
        self.say(Notice::LearningRate(self.training.learning_rates()));
    }

    fn change_momentum(&mut self, momentum: f64) {
        self.training.momentum = momentum;
        self.simulation.control(Control::Momentum(momentum));
        self.say(Notice::Momentum(momentum));
    }

    fn say(&self, notice: Notice) {
        // Without a screen, no one needs the notice.
        let _ = self.updates.send(Update::Notice(notice));
    }

    /// Waits for the flips before it: what is taught is what the switches showed.
    fn press(&self, button: Input, time: Duration) {
        let next = || self.next();
        while next().is_some_and(|status| status.snapshot.debounced != self.levels) {}
        press(self.simulation.panel(), self.pace, button, time, next);
    }

    /// The next status; `None` when it is time to end.
    fn next(&self) -> Option<Arc<Status>> {
        let is_over = self.stop.load(Ordering::Relaxed);
        (!is_over).then(|| self.viewer.next(STALL_TIMEOUT))?
    }
}

/// The next larger one of these, or the same number where there is none.
fn above<T: Copy + PartialOrd>(these: &[T], number: T) -> T {
    let mut these = these.iter().copied();
    these.find(|other| *other > number).unwrap_or(number)
}

/// The next smaller one of these, or the same number where there is none.
fn below<T: Copy + PartialOrd>(these: &[T], number: T) -> T {
    let mut these = these.iter().copied().rev();
    these.find(|other| *other < number).unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use backpropd::nn::Bias;

    #[test]
    fn numbers_go_up_and_down_and_end() {
        assert_eq!(above(&PACES, 100), 200);
        assert_eq!(below(&PACES, 100), 50);
        assert_eq!(above(&PACES, 123), 200);
        assert_eq!(below(&PACES, 123), 100);
        assert_eq!(below(&PACES, 1), 1);
        assert_eq!(above(&PACES, 100_000), 100_000);
        assert_eq!(below(&MOMENTUM, 0.0), 0.0);
        assert_eq!(above(&LEARNING_RATES, 8.0), 9.0);
    }

    /// Its keys are those of this panel.
    #[test]
    fn the_page_in_the_browser_offers_the_same_learning_rates_and_momentum() {
        let page = std::fs::read_to_string("page/controls.js").unwrap();
        let numbers = |name: &str| -> Vec<f64> {
            let (_, list) = page
                .split_once(&format!("export const {name} = ["))
                .unwrap();
            let (list, _) = list.split_once(']').unwrap();
            list.trim_end_matches([',', '\n'])
                .split(',')
                .map(|number| number.trim().parse().unwrap())
                .collect()
        };
        assert_eq!(numbers("ALPHAS"), LEARNING_RATES);
        assert_eq!(numbers("MOMENTA"), MOMENTUM);
    }

    #[test]
    fn every_number_is_allowed_and_the_first_settings_are_among_them() {
        let allowed = |pace: &u32| machine::STEPS_PER_SECOND.contains((*pace).into());
        assert!(PACES.iter().all(allowed));
        let allowed = |alpha: &f64| trainer::Settings::LEARNING_RATE.contains(*alpha);
        assert!(LEARNING_RATES.iter().all(allowed) && LEARNING_RATES.is_sorted());
        let allowed = |momentum: &f64| trainer::Settings::MOMENTUM.contains(*momentum);
        assert!(MOMENTUM.iter().all(allowed) && MOMENTUM.is_sorted());
        for bias in Bias::ALL {
            let settings = trainer::Settings::suiting(bias, 0.0);
            assert!(LEARNING_RATES.contains(&settings.learning_rate), "{bias:?}");
        }
    }
}
