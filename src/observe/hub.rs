//! Passes the latest status from the scan loop to any number of viewers on other threads.
//!
//! The loop's side never waits, and without viewers it does nothing.

use super::Status;
use crate::machine::Machine;
use crate::recording::Start;
use crate::sync::unpoisoned;
use std::mem;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::Duration;

/// Viewers get at most 20 statuses per second: more than an eye can follow.
const INTERVAL: Duration = Duration::from_millis(50);

/// While nothing changes, a viewer gets one status per second, which shows that the loop is alive.
const HEARTBEAT_S: f64 = 1.0;

/// Connects a scan loop and its viewers.
///
/// ```
/// use backpropd::board::Kind;
/// use backpropd::machine::{Machine, Settings};
/// use backpropd::observe::{Hub, Status};
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
///     publisher.scanned(now, &machine, || Status::of(&machine, Kind::Sim, now));
///     now += Duration::from_millis(10);
/// }
/// assert_eq!(looking.join().unwrap().unwrap().snapshot.seed, 42);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Hub(Arc<StatusSlot>);

#[derive(Debug, Default)]
struct StatusSlot {
    latest: Mutex<Latest>,
    changed: Condvar,
    /// How many viewers are waiting for a status.
    waiting: AtomicUsize,
}

#[derive(Debug, Default)]
struct Latest {
    status: Option<Arc<Status>>,
    /// How the machine goes on, as of the last status that a viewer wanted it with.
    checkpoint: Option<Arc<Start>>,
    /// Whether a viewer wants a checkpoint with the next status.
    wants_checkpoint: bool,
    /// How many statuses there were.
    number: u64,
}

impl Hub {
    /// The scan loop's side; create only one.
    pub fn publisher(&self) -> Publisher {
        Publisher {
            slot: Arc::clone(&self.0),
            published: None,
        }
    }

    /// The viewer's side.
    pub fn viewer(&self) -> Viewer {
        Viewer {
            slot: Arc::clone(&self.0),
            last: None,
        }
    }
}

impl StatusSlot {
    fn latest(&self) -> MutexGuard<'_, Latest> {
        unpoisoned(self.latest.lock())
    }
}

/// The scan loop's side. See [`Hub`].
#[derive(Debug)]
pub struct Publisher {
    slot: Arc<StatusSlot>,
    /// When the last status was published.
    published: Option<Duration>,
}

impl Publisher {
    /// A scan is done, `now` since the loop began. Hands a status over if a viewer waits for one and the last was not
    /// just now; `status` is called only then. Never waits.
    pub fn scanned(&mut self, now: Duration, machine: &Machine, status: impl FnOnce() -> Status) {
        let nobody_waits = self.slot.waiting.load(Ordering::Relaxed) == 0;
        let is_due = self
            .published
            .is_none_or(|at| now.saturating_sub(at) >= INTERVAL);
        if nobody_waits || !is_due {
            return;
        }
        // The lock is only held briefly; the next scan will do.
        if let Ok(mut latest) = self.slot.latest.try_lock() {
            latest.status = Some(Arc::new(status()));
            if mem::take(&mut latest.wants_checkpoint) {
                latest.checkpoint = Some(Arc::new(Start::of(machine)));
            }
            latest.number += 1;
            drop(latest);
            self.published = Some(now);
            self.slot.changed.notify_all();
        }
    }
}

/// The viewer's side. See [`Hub`].
#[derive(Clone, Debug)]
pub struct Viewer {
    slot: Arc<StatusSlot>,
    /// The last status that `next_change` returned.
    last: Option<Arc<Status>>,
}

impl Viewer {
    /// Waits for the next change: until anything but the time differs from the last returned status, or a second has
    /// passed. `None` as with [`next`](Self::next).
    pub fn next_change(&mut self, timeout: Duration) -> Option<Arc<Status>> {
        loop {
            let status = self.next(timeout)?;
            let has_changed = self.last.as_ref().is_none_or(|last| {
                status.uptime_s - last.uptime_s >= HEARTBEAT_S || status.differs_from(last)
            });
            if has_changed {
                self.last = Some(Arc::clone(&status));
                return Some(status);
            }
        }
    }

    /// Waits for the next status, for at most `timeout`: `None` if none came, because the loop hangs or has ended. An
    /// existing status does not count: it may be old.
    pub fn next(&self, timeout: Duration) -> Option<Arc<Status>> {
        self.latest(self.slot.latest(), timeout)?.status.clone()
    }

    /// The same for all that the next step of the machine depends on.
    pub fn checkpoint(&self, timeout: Duration) -> Option<Arc<Start>> {
        let mut latest = self.slot.latest();
        latest.wants_checkpoint = true;
        self.latest(latest, timeout)?.checkpoint.clone()
    }

    /// What the loop hands over next.
    fn latest<'slot>(
        &self,
        latest: MutexGuard<'slot, Latest>,
        timeout: Duration,
    ) -> Option<MutexGuard<'slot, Latest>> {
        let seen = latest.number;
        self.slot.waiting.fetch_add(1, Ordering::Relaxed);
        let waited = self
            .slot
            .changed
            .wait_timeout_while(latest, timeout, |latest| latest.number <= seen);
        let (latest, _) = unpoisoned(waited);
        self.slot.waiting.fetch_sub(1, Ordering::Relaxed);
        (latest.number > seen).then_some(latest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::Kind;
    use crate::machine::{Machine, Settings};
    use crate::trainer::{self, Trainer};
    use std::thread;

    #[test]
    fn a_status_that_another_viewer_got_before_is_not_new_to_one_that_comes_back() {
        let hub = Hub::default();
        let trainer = Trainer::new(trainer::Settings::default(), 42);
        let machine = Machine::new(Settings::default(), trainer);
        let mut publisher = hub.publisher();
        let mut now = Duration::ZERO;
        let mut last = |viewer: &Viewer| {
            thread::scope(|scope| {
                let looking = scope.spawn(|| viewer.next(Duration::from_secs(60)));
                while !looking.is_finished() {
                    publisher.scanned(now, &machine, || Status::of(&machine, Kind::Sim, now));
                    now += Duration::from_millis(10);
                }
                looking.join().unwrap().unwrap()
            })
        };
        let (one, other) = (hub.viewer(), hub.viewer());
        let first = last(&one);
        assert!(last(&other).uptime_s > first.uptime_s);
        // The loop has stopped.
        assert!(one.next(Duration::from_millis(1)).is_none());
    }
}
