//! Between the screen and the machine: what is done goes one way, what is to be seen comes the other.

use backpropd::panel::{FORGET_SAMPLES_AFTER, Input};
use backpropd::snapshot::Status;
use backpropd::view::panel::Notice;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

/// How long a button is pressed.
const PRESS: Duration = Duration::from_millis(150);

/// How long `forget` is held for the samples to go: a bit longer than the machine asks for.
const HOLD: Duration = FORGET_SAMPLES_AFTER.saturating_add(Duration::from_millis(200));

/// What a person does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Flips a switch.
    Flip(Input),
    Teach,
    Forget,
    ForgetAll,
    Faster,
    Slower,
    /// Pauses the training, or goes on.
    Pause,
    Restart,
    /// Saves the lesson file.
    Save,
}

impl Act {
    /// The button that is pressed, and for how long, if that is what it is.
    pub fn press(self) -> Option<(Input, Duration)> {
        match self {
            Act::Teach => Some((Input::Teach, PRESS)),
            Act::Forget => Some((Input::Forget, PRESS)),
            Act::ForgetAll => Some((Input::Forget, HOLD)),
            _ => None,
        }
    }
}

/// What there is to be seen.
#[derive(Debug)]
pub enum News {
    Status(Arc<Status>),
    /// An answer to what was done.
    Notice(Notice),
    /// The daemon has gone; a status says that it is back.
    #[cfg_attr(not(unix), allow(dead_code))] // where there are no daemons, none goes
    Lost,
}

/// The screen's end.
#[derive(Debug)]
pub struct Link {
    pub news: Receiver<News>,
    pub acts: Sender<Act>,
    /// Tells the hands not to wait any longer.
    pub stop: Arc<AtomicBool>,
    pub hands: JoinHandle<()>,
}

impl Link {
    /// Does this, after what was asked for before.
    pub fn act(&self, act: Act) {
        // Hands that have ended have told why.
        let _ = self.acts.send(act);
    }

    /// Lets the hands finish what they do, as far as it need not wait.
    pub fn end(self) {
        self.stop.store(true, Ordering::Relaxed);
        drop(self.acts);
        let _ = self.hands.join();
    }
}
