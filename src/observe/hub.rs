//! The hand-over: the latest status, from the scan loop to any number of viewers on other threads.
//!
//! The loop's side never waits and, as long as nobody looks on, does nothing at all.

use crate::snapshot::Status;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Viewers get at most 20 statuses a second: more than an eye can follow.
const INTERVAL: Duration = Duration::from_millis(50);

/// While nothing changes, a status is news once a second: whoever looks on sees that the loop lives.
const HEARTBEAT_S: f64 = 1.0;

/// Where a scan loop and its viewers meet.
///
/// ```
/// use backpropd::machine::{Machine, Settings};
/// use backpropd::observe::Hub;
/// use backpropd::trainer::{self, Trainer};
/// use std::{thread, time::Duration};
///
/// let hub = Hub::default();
/// let viewer = hub.viewer();
/// let looking = thread::spawn(move || viewer.next(Duration::from_secs(10)));
///
/// let machine = Machine::new(Settings::default(), Trainer::new(trainer::Settings::default(), 42));
/// let mut publisher = hub.publisher();
/// let mut now = Duration::ZERO;
/// while !looking.is_finished() {
///     publisher.scanned(now, || machine.status("sim", now));
///     now += Duration::from_millis(10);
/// }
/// assert_eq!(looking.join().unwrap().unwrap().snapshot.seed, 42);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Hub(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    latest: Mutex<Latest>,
    news: Condvar,
    /// How many viewers are waiting for a status.
    waiting: AtomicUsize,
}

#[derive(Debug, Default)]
struct Latest {
    status: Option<Arc<Status>>,
    /// How many statuses there were.
    number: u64,
}

impl Hub {
    /// The side of the scan loop; there is to be one.
    pub fn publisher(&self) -> Publisher {
        Publisher {
            shared: Arc::clone(&self.0),
            published: None,
        }
    }

    /// The side of somebody who looks on.
    pub fn viewer(&self) -> Viewer {
        Viewer {
            shared: Arc::clone(&self.0),
            told: None,
        }
    }
}

impl Shared {
    /// Plain values are whole whatever thread panicked while it held them.
    fn latest(&self) -> MutexGuard<'_, Latest> {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The side of the scan loop. See [`Hub`].
#[derive(Debug)]
pub struct Publisher {
    shared: Arc<Shared>,
    /// When the last status was handed over.
    published: Option<Duration>,
}

impl Publisher {
    /// A scan is done, `now` since the loop began. Hands a status over if somebody waits for one and the last was not
    /// just now; `status` is called only then. Never waits.
    pub fn scanned(&mut self, now: Duration, status: impl FnOnce() -> Status) {
        let nobody_waits = self.shared.waiting.load(Ordering::Relaxed) == 0;
        let is_due = (self.published).is_none_or(|at| now.saturating_sub(at) >= INTERVAL);
        if nobody_waits || !is_due {
            return;
        }
        // Whoever holds the lock is about to let it go; the next scan will do.
        if let Ok(mut latest) = self.shared.latest.try_lock() {
            latest.status = Some(Arc::new(status()));
            latest.number += 1;
            drop(latest);
            self.published = Some(now);
            self.shared.news.notify_all();
        }
    }
}

/// The side of somebody who looks on. See [`Hub`].
#[derive(Clone, Debug)]
pub struct Viewer {
    shared: Arc<Shared>,
    /// The last one that was news.
    told: Option<Arc<Status>>,
}

impl Viewer {
    /// Waits for the next status that is news: anything but the time has changed since the last one, or a second has
    /// passed. `None` as with [`next`](Self::next).
    pub fn news(&mut self, patience: Duration) -> Option<Arc<Status>> {
        loop {
            let status = self.next(patience)?;
            let is_news = self.told.as_ref().is_none_or(|told| {
                status.uptime_s - told.uptime_s >= HEARTBEAT_S || status.differs_from(told)
            });
            if is_news {
                self.told = Some(Arc::clone(&status));
                return Some(status);
            }
        }
    }

    /// Waits for the next status, but not for longer than `patience`: `None` when there was none, because the loop
    /// hangs or has ended. What lies there already does not count: nobody may have looked on for long.
    pub fn next(&self, patience: Duration) -> Option<Arc<Status>> {
        let latest = self.shared.latest();
        let seen = latest.number;
        self.shared.waiting.fetch_add(1, Ordering::Relaxed);
        let (latest, _) = (self.shared.news)
            .wait_timeout_while(latest, patience, |latest| latest.number <= seen)
            .unwrap_or_else(PoisonError::into_inner);
        self.shared.waiting.fetch_sub(1, Ordering::Relaxed);
        if latest.number <= seen {
            return None;
        }
        latest.status.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::{Machine, Settings};
    use crate::trainer::{self, Trainer};
    use std::thread;

    #[test]
    fn a_status_that_another_viewer_was_given_before_is_no_news_to_one_who_comes_back() {
        let hub = Hub::default();
        let trainer = Trainer::new(trainer::Settings::default(), 42);
        let machine = Machine::new(Settings::default(), trainer);
        let mut publisher = hub.publisher();
        let mut now = Duration::ZERO;
        let mut told = |viewer: &Viewer| {
            thread::scope(|scope| {
                let looking = scope.spawn(|| viewer.next(Duration::from_secs(60)));
                while !looking.is_finished() {
                    publisher.scanned(now, || machine.status("sim", now));
                    now += Duration::from_millis(10);
                }
                looking.join().unwrap().unwrap()
            })
        };
        let (one, other) = (hub.viewer(), hub.viewer());
        let first = told(&one);
        assert!(told(&other).uptime_s > first.uptime_s);
        // The loop does nothing any more.
        assert!(one.next(Duration::from_millis(1)).is_none());
    }
}
