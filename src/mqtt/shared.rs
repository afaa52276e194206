//! What takes part in a class, between those who tell it something and the one who carries its messages.

use crate::classroom::Message;
use crate::classroom::outbox::Outbox;
use crate::classroom::participant::Participant;
use crate::status::Status;
use crate::sync::unpoisoned;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::Instant;

/// A participant that several tasks use. None holds it while waiting.
#[derive(Debug)]
pub struct Shared<P>(Arc<Inner<P>>);

#[derive(Debug)]
struct Inner<P> {
    participant: Mutex<P>,
    news: Notify,
    is_ending: AtomicBool,
    start: Instant,
}

impl<P> Clone for Shared<P> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<P> Shared<P> {
    /// This participant, from now on shared.
    pub fn new(participant: P) -> Self {
        Self(Arc::new(Inner {
            participant: Mutex::new(participant),
            news: Notify::new(),
            is_ending: AtomicBool::new(false),
            start: Instant::now(),
        }))
    }

    /// The participant. Not to be held while waiting.
    pub fn lock(&self) -> MutexGuard<'_, P> {
        unpoisoned(self.0.participant.lock())
    }

    /// Time since the start.
    pub fn now(&self) -> Duration {
        self.0.start.elapsed()
    }

    /// The participant may have something to say.
    pub fn tell(&self) {
        self.0.news.notify_one();
    }

    /// It is time to end.
    pub fn end(&self) {
        self.0.is_ending.store(true, Ordering::Relaxed);
        self.tell();
    }

    /// Whether it is time to end.
    pub fn is_ending(&self) -> bool {
        self.0.is_ending.load(Ordering::Relaxed)
    }

    /// Waits until something of this has happened since the last time.
    pub async fn news(&self) {
        self.0.news.notified().await;
    }
}

impl<P: Participant> Shared<P> {
    /// Everything that is due now, which counts as sent then.
    pub fn due(&self) -> Vec<Message> {
        let now = self.now();
        let mut participant = self.lock();
        std::iter::from_fn(|| participant.take(now)).collect()
    }
}

impl Shared<Outbox> {
    /// The daemon has said this.
    pub fn see(&self, status: Status) {
        self.lock().see(status);
        self.tell();
    }

    /// The daemon does not answer any more.
    pub fn lose(&self) {
        self.lock().lose();
        self.tell();
    }
}
