//! Between the screen and the machine: what is done goes one way, what is to be seen comes the other.

use backpropd::panel::{FORGET_SAMPLES_AFTER, Input};
use backpropd::snapshot::Status;
use backpropd::view::panel::Notice;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, TrySendError, sync_channel};
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

/// How much news waits for the screen at the most. A terminal at the end of a connection that sleeps takes none for hours.
const ROOM: usize = 16;

/// The way of the news to the screen.
pub fn news() -> (SyncSender<News>, Receiver<News>) {
    sync_channel(ROOM)
}

/// Tells of a status, unless the screen has many to look at: another one comes within a second. `false` when the screen
/// has gone.
pub fn tell(news: &SyncSender<News>, status: Arc<Status>) -> bool {
    let told = news.try_send(News::Status(status));
    !matches!(told, Err(TrySendError::Disconnected(_)))
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
        drop((self.news, self.acts)); // nobody looks any more: what the hands have to say need not be heard
        let _ = self.hands.join();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use backpropd::machine::{Machine, Settings};
    use backpropd::trainer::{self, Trainer};
    use std::thread;

    fn status() -> Arc<Status> {
        let trainer = Trainer::new(trainer::Settings::default(), 8);
        Arc::new(Machine::new(Settings::default(), trainer).status("sim", Duration::ZERO))
    }

    #[test]
    fn a_screen_that_does_not_look_misses_statuses_and_no_more() {
        let (send, news) = news();
        for _ in 0..10 * ROOM {
            assert!(tell(&send, status()));
        }
        assert_eq!(news.try_iter().count(), ROOM);
        assert!(tell(&send, status()));
        assert!(matches!(news.try_recv(), Ok(News::Status(_))));
        drop(news);
        assert!(!tell(&send, status()));
    }

    #[test]
    fn hands_with_more_to_say_than_is_heard_come_to_their_end() {
        let (send, news) = news();
        let (acts, to_do) = std::sync::mpsc::channel::<Act>();
        let hands = thread::spawn(move || {
            for _ in to_do {
                let _ = send.send(News::Notice(Notice::ReadOnly));
            }
        });
        let stop = Arc::default();
        let link = Link {
            news,
            acts,
            stop,
            hands,
        };
        for _ in 0..2 * ROOM {
            link.act(Act::Teach);
        }
        link.end();
    }
}
