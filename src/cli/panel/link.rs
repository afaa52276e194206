//! Connects the screen and the machine: actions go one way, updates the other.

use backpropd::classroom::bulletin::Bulletin;
use backpropd::language::{self, Language};
use backpropd::observe::Status;
use backpropd::panel::{FORGET_ALL_AFTER, Input};
use backpropd::tui::Notice;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, TrySendError, channel, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// How long a button is pressed.
const PRESS: Duration = Duration::from_millis(150);

/// How long `forget` is held to forget everything: a little longer than the machine asks for.
const HOLD: Duration = FORGET_ALL_AFTER.saturating_add(Duration::from_millis(200));

/// An action of the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Flips a switch.
    Flip(Input),
    Teach,
    Forget,
    ForgetAll,
    Faster,
    Slower,
    RaiseLearningRate,
    LowerLearningRate,
    RaiseMomentum,
    LowerMomentum,
    /// Pauses or continues training.
    Pause,
    Restart,
    /// Saves the recording.
    Save,
}

impl Act {
    /// The pressed button, and for how long, if this is a press.
    pub fn press(self) -> Option<(Input, Duration)> {
        match self {
            Act::Teach => Some((Input::Teach, PRESS)),
            Act::Forget => Some((Input::Forget, PRESS)),
            Act::ForgetAll => Some((Input::Forget, HOLD)),
            _ => None,
        }
    }
}

/// An update of the screen.
#[derive(Debug)]
pub enum Update {
    Status(Arc<Status>),
    /// What the teacher of a class says.
    #[cfg_attr(not(unix), allow(dead_code))] // only beside a daemon
    Class(Option<Bulletin>),
    /// The answer to an action.
    Notice(Notice),
    /// The connection to the daemon is lost; the next status shows that it is back.
    #[cfg_attr(not(unix), allow(dead_code))] // without daemons, none can be lost
    Lost,
}

/// How many updates may wait for the screen. A terminal behind a sleeping connection accepts none for hours.
const QUEUE_LEN: usize = 16;

/// The queue of updates to the screen.
pub fn updates() -> (SyncSender<Update>, Receiver<Update>) {
    sync_channel(QUEUE_LEN)
}

/// Queues a status, unless the queue is full: another comes within a second. `false` if the screen has ended.
pub fn send_status(updates: &SyncSender<Update>, status: Arc<Status>) -> bool {
    let sent = updates.try_send(Update::Status(status));
    !matches!(sent, Err(TrySendError::Disconnected(_)))
}

/// The actions that wait for the worker.
pub struct Acts(Receiver<(Act, Language)>);

impl Acts {
    /// Calls `act` for each, in the person's language, until the screen has ended.
    pub fn each(&self, mut act: impl FnMut(Act)) {
        for (to_do, language) in &self.0 {
            language::within(language, || act(to_do));
        }
    }
}

/// The screen's end.
#[derive(Debug)]
pub struct Link {
    pub updates: Receiver<Update>,
    acts: Sender<(Act, Language)>,
    /// Tells the worker to stop waiting.
    pub stop: Arc<AtomicBool>,
    pub worker: JoinHandle<()>,
}

impl Link {
    /// A link to the worker. `start` starts the worker with its queue of actions.
    pub fn new(
        updates: Receiver<Update>,
        stop: Arc<AtomicBool>,
        start: impl FnOnce(Acts) -> JoinHandle<()>,
    ) -> Self {
        let (acts, to_do) = channel();
        Self {
            updates,
            acts,
            stop,
            worker: start(Acts(to_do)),
        }
    }

    /// Queues this action after all earlier ones. The worker answers in the language of this thread.
    pub fn act(&self, act: Act) {
        // A worker that has ended has sent a notice with the reason.
        let _ = self.acts.send((act, language::current()));
    }

    /// Lets the worker finish, without waiting for the machine.
    pub fn end(self) {
        self.stop.store(true, Ordering::Relaxed);
        drop((self.updates, self.acts)); // no one needs the worker's notices any more
        let _ = self.worker.join();
    }

    /// Lets the worker finish; returns the rest of its updates.
    #[cfg(all(test, unix))]
    pub fn end_with_updates(self) -> Receiver<Update> {
        drop(self.acts);
        let _ = self.worker.join();
        self.updates
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use backpropd::board::Kind;
    use backpropd::machine::{Machine, Settings};
    use backpropd::trainer::{self, Trainer};
    use std::thread;

    fn status() -> Arc<Status> {
        let trainer = Trainer::new(trainer::Settings::default(), 8);
        let machine = Machine::new(Settings::default(), trainer);
        Arc::new(Status::of(&machine, Kind::Sim, Duration::ZERO))
    }

    #[test]
    fn a_screen_that_does_not_look_misses_statuses_and_no_more() {
        let (send, updates) = updates();
        for _ in 0..10 * QUEUE_LEN {
            assert!(send_status(&send, status()));
        }
        assert_eq!(updates.try_iter().count(), QUEUE_LEN);
        assert!(send_status(&send, status()));
        assert!(matches!(updates.try_recv(), Ok(Update::Status(_))));
        drop(updates);
        assert!(!send_status(&send, status()));
    }

    #[test]
    fn a_worker_whose_notices_nobody_reads_ends() {
        let (send, updates) = updates();
        let link = Link::new(updates, Arc::default(), |acts| {
            let answer = move |_| drop(send.send(Update::Notice(Notice::ReadOnly)));
            thread::spawn(move || acts.each(answer))
        });
        for _ in 0..2 * QUEUE_LEN {
            link.act(Act::Teach);
        }
        link.end();
    }
}
