//! The machine in this process: the daemon's own loop over a simulated board, eyes and hands on it.

use super::link::{Act, Link, News, news, tell};
use super::save;
use backpropd::machine::{self, Control};
use backpropd::observe::Viewer;
use backpropd::panel::{Input, Levels};
use backpropd::simulation::Simulation;
use backpropd::snapshot::Status;
use backpropd::trainer::Trainer;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{SyncSender, channel};
use std::thread;
use std::time::Duration;

/// The machine hands over twenty statuses a second; one that says nothing for so long has ended.
const PATIENCE: Duration = Duration::from_secs(10);

/// The paces that the keys offer, in steps a second.
const PACES: [u32; 16] = [
    1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000,
];

/// Starts the machine.
pub fn start(trainer: Trainer, save: Option<PathBuf>) -> Link {
    let settings = machine::Settings::default();
    let simulation = Simulation::start(settings, trainer);
    let (send, news) = news();
    let (acts, to_do) = channel();
    let stop = Arc::new(AtomicBool::new(false));

    let (viewer, eyes) = (simulation.viewer(), send.clone());
    thread::spawn(move || {
        while let Some(status) = viewer.next(PATIENCE) {
            if !tell(&eyes, status) {
                return;
            }
        }
    });
    let mut hands = Hands {
        viewer: simulation.viewer(),
        simulation,
        levels: Levels::default(),
        pace: settings.pace.steps_per_second,
        paused: false,
        save,
        news: send,
        stop: Arc::clone(&stop),
    };
    let hands = thread::spawn(move || to_do.iter().for_each(|act| hands.act(act)));
    Link {
        news,
        acts,
        stop,
        hands,
    }
}

/// The person's hands. They do one thing after the other, and see to it that the machine has noticed: however fast
/// somebody types, what is taught is what the switches showed.
struct Hands {
    simulation: Simulation,
    viewer: Viewer,
    levels: Levels,
    pace: u32,
    paused: bool,
    save: Option<PathBuf>,
    news: SyncSender<News>,
    stop: Arc<AtomicBool>,
}

impl Hands {
    fn act(&mut self, act: Act) {
        if let Some((button, time)) = act.press() {
            self.press(button, time);
            return;
        }
        match act {
            Act::Flip(switch) => self.set(switch, !self.levels.get(switch)),
            Act::Teach | Act::Forget | Act::ForgetAll => {} // pressed above
            Act::Faster => self.change_pace(faster(self.pace)),
            Act::Slower => self.change_pace(slower(self.pace)),
            Act::Pause => {
                self.paused = !self.paused;
                self.simulation.control(Control::Pause(self.paused));
            }
            Act::Restart => self.simulation.control(Control::Restart),
            Act::Save => {
                let notice = save::write(&self.simulation.lesson(), self.save.as_deref());
                // A screen that has gone need not be told.
                let _ = self.news.send(News::Notice(notice));
            }
        }
    }

    fn set(&mut self, input: Input, active: bool) {
        self.levels.set(input, active);
        self.simulation.panel().set(input, active);
    }

    fn change_pace(&mut self, pace: u32) {
        self.pace = pace;
        self.simulation.control(Control::StepsPerSecond(pace));
    }

    fn press(&mut self, button: Input, time: Duration) {
        self.wait_until_noticed();
        self.set(button, true);
        if let Some(since) = self.wait_until_noticed() {
            self.wait_until(|status| status.uptime_s - since >= time.as_secs_f64());
        }
        self.set(button, false);
        self.wait_until_noticed();
    }

    /// Waits until the machine believes what the hands have set.
    fn wait_until_noticed(&mut self) -> Option<f64> {
        let levels = self.levels;
        self.wait_until(|status| status.snapshot.debounced == levels)
    }

    /// Waits; gives the machine's time. `None` when it is not worth waiting any longer.
    fn wait_until(&mut self, is_so: impl Fn(&Status) -> bool) -> Option<f64> {
        while !self.stop.load(Ordering::Relaxed) {
            let status = self.viewer.next(PATIENCE)?;
            if is_so(&status) {
                return Some(status.uptime_s);
            }
        }
        None
    }
}

fn faster(pace: u32) -> u32 {
    let mut paces = PACES.into_iter();
    paces.find(|other| *other > pace).unwrap_or(pace)
}

fn slower(pace: u32) -> u32 {
    let mut paces = PACES.into_iter().rev();
    paces.find(|other| *other < pace).unwrap_or(pace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paces_go_up_and_down_and_end() {
        assert_eq!(faster(100), 200);
        assert_eq!(slower(100), 50);
        assert_eq!(faster(123), 200);
        assert_eq!(slower(123), 100);
        assert_eq!(slower(1), 1);
        assert_eq!(faster(100_000), 100_000);
        let allowed = |pace: &u32| machine::STEPS_PER_SECOND.contains((*pace).into());
        assert!(PACES.iter().all(allowed));
    }
}
