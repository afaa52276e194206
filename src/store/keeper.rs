//! The keeper: decides when the state is saved, and writes it on its own thread.
//!
//! The scan loop's side never waits and allocates nothing, whatever the disk does; its only clock is the loop's. A
//! failing disk does not stop training: the save is tried again, less and less often, and viewers get a warning. What is
//! saved is looked after: if its file is removed or damaged while nothing changes, it is saved again.

use super::files::Files;
use super::{Loaded, State, Store};
use crate::daemon::threads;
use crate::language::Wording;
use crate::machine::Event;
use crate::messages;
use crate::nn::Bias;
use crate::printable::shown;
use crate::said;
use crate::sync::unpoisoned;
use crate::trainer::{Checkpoint, Trainer};
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, TryLockError};
use std::time::Duration;

/// The delay after a failed save: doubled each time, up to the maximum.
const RETRY_DELAY: Duration = Duration::from_secs(1);
const MAX_RETRY_DELAY: Duration = Duration::from_secs(60);

/// How often the file of a state that does not change is looked at, at most.
const MIN_CHECK_INTERVAL: Duration = Duration::from_secs(1);

/// How long the last save is retried, and the pause between tries.
const LAST_SAVE_TIMEOUT: Duration = Duration::from_secs(10);
const LAST_RETRY_DELAY: Duration = Duration::from_millis(100);

/// Keeps the state of a running trainer.
///
/// ```
/// use backpropd::store::{Disk, Keeper, Store};
/// use backpropd::trainer::{Sample, Settings, Trainer};
/// use std::time::Duration;
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("state.json");
/// let mut trainer = Trainer::new(Settings::default(), 42);
///
/// let mut store = Store::new(Disk, path.clone());
/// let loaded = store.load()?;
/// let mut keeper = Keeper::start(store, Duration::from_secs(30), &loaded)?;
/// trainer.teach(Sample { x: [true, true], t: [true, false] });
/// keeper.scanned(Duration::from_millis(10), &trainer); // never waits
/// assert!(keeper.end(&trainer)); // waits
///
/// let state = Store::new(Disk, path).load()?.state.expect("it was saved");
/// assert_eq!(state.learned, trainer.checkpoint());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Keeper {
    path: PathBuf,
    interval: Duration,
    queue: Arc<SaveQueue>,
    /// What is on the disk, and since when.
    saved: Option<(Checkpoint, Duration)>,
    /// What is being written, and since when.
    writing: Option<(Checkpoint, Duration)>,
    /// When the interval ends.
    due: Duration,
    /// Whether something must be saved at once.
    urgent: bool,
    /// Limits the immediate saves.
    bucket: Bucket,
    /// How often *forget* was used, and how often in the state that is being written.
    forgets: u64,
    handed_forgets: u64,
    trouble: Option<Trouble>,
}

/// Saving fails.
#[derive(Debug)]
struct Trouble {
    error: Wording,
    /// The current delay before the next try, and when it ends.
    wait: Duration,
    until: Duration,
}

/// Limits immediate saves: a burst for the person at the panel, then one save per minute, so a button that chatters for
/// hours does not wear out an SD card.
#[derive(Debug, Default)]
struct Bucket {
    /// When it would be full again.
    full_at: Duration,
}

impl Bucket {
    /// The size of a burst, and the time after which one more save is allowed.
    const BURST: u32 = 50;
    const PERIOD: Duration = Duration::from_secs(60);

    /// Takes this many saves at `now`; if fewer are left, takes none and returns false.
    fn take(&mut self, now: Duration, saves: u32) -> bool {
        let full_at = self.full_at.max(now) + Self::PERIOD * saves;
        let fits = full_at <= now + Self::PERIOD * Self::BURST;
        if fits {
            self.full_at = full_at;
        }
        fits
    }
}

/// The state passed from the loop to the thread.
#[derive(Debug, Default)]
struct SaveQueue {
    slot: Mutex<SaveSlot>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct SaveSlot {
    /// The state to write.
    todo: Option<Work>,
    /// Whether it is being written.
    busy: bool,
    /// The result.
    done: Option<io::Result<()>>,
    /// Nothing more will come: the state in the slot is retried until it is saved.
    closed: bool,
    /// The caller no longer waits for it.
    abandoned: bool,
}

/// A state to be written.
#[derive(Clone, Copy, Debug)]
struct Work {
    bias: Bias,
    learned: Checkpoint,
    forgets: u64,
    /// It was saved before: write it only if its file is no longer intact.
    is_saved: bool,
}

impl Work {
    fn save<F: Files>(&self, store: &mut Store<F>) -> io::Result<()> {
        if self.is_saved {
            if store.is_intact() {
                return Ok(());
            }
            log::warn!(
                "{}: was removed or damaged; saving again",
                shown(store.path())
            );
        }
        let mut state = State::new(self.bias, self.learned);
        state.forgets = self.forgets;
        store.save(&state)
    }
}

impl SaveSlot {
    fn is_idle(&self) -> bool {
        self.todo.is_none() && !self.busy
    }
}

impl SaveQueue {
    fn slot(&self) -> MutexGuard<'_, SaveSlot> {
        unpoisoned(self.slot.lock())
    }

    /// Locks it without waiting: `None` while the other side has it, which is always brief.
    fn try_slot(&self) -> Option<MutexGuard<'_, SaveSlot>> {
        match self.slot.try_lock() {
            Ok(slot) => Some(slot),
            Err(TryLockError::Poisoned(slot)) => Some(slot.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        }
    }
}

impl Keeper {
    /// Starts to keep a state, saving it at most once per `interval`. `loaded` is what is already on the disk.
    ///
    /// # Errors
    /// If the system provides no thread.
    pub fn start<F: Files + Send + 'static>(
        mut store: Store<F>,
        interval: Duration,
        loaded: &Loaded,
    ) -> io::Result<Self> {
        let queue = Arc::new(SaveQueue::default());
        let path = store.path().into();
        let others = Arc::clone(&queue);
        let thread = threads::named("keeper");
        thread.spawn(move || write(&others, &mut store))?;
        Ok(Self {
            path,
            interval,
            queue,
            saved: loaded.saved().map(|saved| (saved, Duration::ZERO)),
            writing: None,
            due: Duration::ZERO,
            urgent: false,
            bucket: Bucket::default(),
            forgets: loaded.forgets(),
            handed_forgets: loaded.forgets(),
            trouble: None,
        })
    }

    /// Samples that were taught or forgotten are saved after this scan, without waiting for the interval; if that
    /// happens too often, as soon as the limit allows.
    pub fn event(&mut self, event: &Event) {
        self.urgent |= event.is_by_hand();
        if event.is_forget() {
            self.forgets = self.forgets.saturating_add(1);
        }
    }

    /// The saved file was removed. It is saved again after the next scan, even if nothing changed.
    pub fn lost(&mut self) {
        self.saved = None;
        self.urgent = true;
    }

    /// Call it after each scan, at `now` since the loop started. Hands the state over if it has changed and a save is
    /// due, or if its file has to be looked at. Never waits.
    pub fn scanned(&mut self, now: Duration, trainer: &Trainer) {
        if self.writing.is_some() {
            self.collect_result(now);
        }
        if self.writing.is_some() || !self.may_be_due(now) {
            return;
        }
        let checkpoint = trainer.checkpoint();
        let saved_at = self.saved_at(&checkpoint);
        if saved_at.is_some() && now < self.due {
            self.urgent = false;
            return;
        }
        let Some(mut slot) = self.queue.try_slot() else {
            return;
        };
        // A second save removes forgotten samples from the backup too.
        let saves = if self.forgets > self.handed_forgets {
            2
        } else {
            1
        };
        let is_due = self.trouble.is_some() || now >= self.due;
        if !is_due && !self.bucket.take(now, saves) {
            return;
        }
        slot.todo = Some(Work {
            bias: trainer.settings().bias,
            learned: checkpoint,
            forgets: self.forgets,
            is_saved: saved_at.is_some(),
        });
        drop(slot);
        self.queue.changed.notify_all();
        self.writing = Some((checkpoint, saved_at.unwrap_or(now)));
        self.due = now
            + match saved_at {
                Some(_) => self.interval.max(MIN_CHECK_INTERVAL),
                None => self.interval * saves,
            };
        self.handed_forgets = self.forgets;
        self.urgent = false;
    }

    /// Since when this is on the disk, as far as is known. A failed save may have moved files; it must be repeated in any
    /// case.
    fn saved_at(&self, checkpoint: &Checkpoint) -> Option<Duration> {
        let (saved, at) = self.saved?;
        (self.trouble.is_none() && saved == *checkpoint).then_some(at)
    }

    /// How old the saved state is at `now`; `None` if nothing is saved.
    pub fn saved_ago(&self, now: Duration) -> Option<Duration> {
        self.saved.map(|(_, at)| now.saturating_sub(at))
    }

    /// The problem with the disk, if any, in one line.
    pub fn warning(&self, now: Duration) -> Option<Wording> {
        let Trouble { error, .. } = self.trouble.as_ref()?;
        let path = shown(&self.path);
        let ago = self.saved_ago(now).map(|ago| ago.as_secs());
        Some(Wording::of(&|| match ago {
            None => messages::store_never_saved(path, error),
            Some(seconds @ 0..60) => messages::store_saved_seconds_ago(seconds, path, error),
            Some(seconds) => messages::store_saved_minutes_ago(seconds / 60, path, error),
        }))
    }

    /// Saves for the last time and waits for it, retrying for ten seconds. Returns whether the state is on the disk; if
    /// not, the log says why.
    pub fn end(self, trainer: &Trainer) -> bool {
        self.end_within(LAST_SAVE_TIMEOUT, trainer)
    }

    fn end_within(self, timeout: Duration, trainer: &Trainer) -> bool {
        let learned = trainer.checkpoint();
        // A look at the file of this state may be under way, but no save of another one.
        let is_other = |(writing, _): (Checkpoint, Duration)| writing != learned;
        let is_saved = !self.writing.is_some_and(is_other) && self.saved_at(&learned).is_some();
        let mut slot = self.queue.slot();
        slot.closed = true;
        slot.done = None;
        slot.todo = Some(Work {
            bias: trainer.settings().bias,
            learned,
            forgets: self.forgets,
            is_saved,
        });
        self.queue.changed.notify_all();
        let waited = self
            .queue
            .changed
            .wait_timeout_while(slot, timeout, |slot| !slot.is_idle());
        let (mut slot, _) = unpoisoned(waited);
        if slot.is_idle() {
            return true;
        }
        slot.abandoned = true;
        self.queue.changed.notify_all();
        let path = shown(&self.path);
        let seconds = timeout.as_secs();
        match slot.done.take() {
            Some(Err(error)) => log::error!("{path}: not saved, tried for {seconds} s: {error}"),
            _ => log::error!("{path}: not saved: the disk took longer than {seconds} s"),
        }
        false
    }

    /// Whether a save would be due if the state has changed.
    fn may_be_due(&self, now: Duration) -> bool {
        match &self.trouble {
            Some(trouble) => now >= trouble.until,
            None => self.urgent || now >= self.due,
        }
    }

    /// Takes the thread's result, if any.
    fn collect_result(&mut self, now: Duration) {
        let done = match self.queue.try_slot() {
            Some(mut slot) => slot.done.take(),
            None => return,
        };
        let path = shown(&self.path);
        match done {
            None => {}
            Some(Ok(())) => {
                self.saved = self.writing.take();
                if self.trouble.take().is_some() {
                    log::info!("{path}: saved again");
                }
            }
            Some(Err(error)) => {
                self.writing = None;
                let before = self.trouble.take();
                let said = Wording::of(&|| said::io(&error));
                if before.as_ref().is_none_or(|before| before.error != said) {
                    log::warn!("{path}: not saved: {error}; learning goes on; trying again");
                }
                let wait =
                    before.map_or(RETRY_DELAY, |before| MAX_RETRY_DELAY.min(2 * before.wait));
                self.trouble = Some(Trouble {
                    error: said,
                    wait,
                    until: now + wait,
                });
            }
        }
    }
}

/// The thread: writes the state in the slot until the slot is closed and empty.
fn write<F: Files>(queue: &SaveQueue, store: &mut Store<F>) {
    let mut slot = queue.slot();
    loop {
        if let Some(work) = slot.todo.take() {
            slot.busy = true;
            drop(slot);
            let done = work.save(store);
            slot = queue.slot();
            slot.busy = false;
            // Only the last save is retried here; before that, the loop decides when to retry.
            let is_last = slot.closed && slot.todo.is_none() && done.is_err();
            if is_last {
                slot.todo = Some(work);
            }
            slot.done = Some(done);
            queue.changed.notify_all();
            if is_last {
                let waited = queue
                    .changed
                    .wait_timeout_while(slot, LAST_RETRY_DELAY, |slot| !slot.abandoned);
                (slot, _) = unpoisoned(waited);
            }
        } else if slot.closed {
            return;
        } else {
            slot = unpoisoned(queue.changed.wait(slot));
        }
        if slot.abandoned {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::disturbed::{Disturbed, Operation};
    use crate::store::files::Disk;
    use crate::trainer::{Sample, Settings};
    use std::path::Path;
    use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
    use std::thread;

    /// A disk that counts writes, and can be full.
    #[derive(Clone, Default)]
    struct Counting(Arc<(AtomicU64, AtomicBool)>);

    impl Counting {
        fn files(&self) -> impl Files + Send + use<> {
            let disk = self.clone();
            Disturbed(Disk, move |operation, _: &Path| {
                if operation != Operation::Write {
                    return Ok(());
                }
                disk.0.0.fetch_add(1, Ordering::SeqCst);
                match disk.0.1.load(Ordering::SeqCst) {
                    true => Err(io::ErrorKind::StorageFull.into()),
                    false => Ok(()),
                }
            })
        }

        fn tries(&self) -> u64 {
            self.0.0.load(Ordering::SeqCst)
        }

        fn set_full(&self, full: bool) {
            self.0.1.store(full, Ordering::SeqCst);
        }
    }

    const TAUGHT: Sample = Sample {
        x: [true, false],
        t: [true, true],
    };

    /// A keeper in virtual time: ten scans per second, and each save is done before the next scan.
    struct Life {
        keeper: Keeper,
        disk: Counting,
        trainer: Trainer,
        now: Duration,
        _folder: tempfile::TempDir,
    }

    impl Life {
        fn new(interval_s: u64) -> Self {
            let folder = tempfile::tempdir().unwrap();
            let disk = Counting::default();
            let store = Store::new(disk.files(), folder.path().join("state.json"));
            Self {
                keeper: Keeper::start(store, Duration::from_secs(interval_s), &Loaded::default())
                    .unwrap(),
                disk,
                trainer: Trainer::new(Settings::default(), 1),
                now: Duration::ZERO,
                _folder: folder,
            }
        }

        /// How many saves are tried in this many seconds, while the state changes in every scan or not at all.
        fn tries_in(&mut self, seconds: u64, changes: bool) -> u64 {
            let before = self.disk.tries();
            for _ in 0..10 * seconds {
                if changes {
                    self.trainer.forget();
                }
                self.keeper.scanned(self.now, &self.trainer);
                while self.keeper.writing.is_some() {
                    let queue = &self.keeper.queue;
                    let is_pending = |slot: &mut SaveSlot| slot.done.is_none();
                    drop(queue.changed.wait_while(queue.slot(), is_pending).unwrap());
                    self.keeper.collect_result(self.now);
                }
                self.now += Duration::from_millis(100);
            }
            self.disk.tries() - before
        }
    }

    #[test]
    fn changes_are_saved_once_per_interval_and_nothing_else_is() {
        let mut life = Life::new(30);
        assert_eq!(life.tries_in(30, true), 1);
        assert_eq!(life.tries_in(300, true), 10);
        assert_eq!(life.tries_in(30, false), 1); // what changed in the last interval
        assert_eq!(life.tries_in(300, false), 0);
        assert_eq!(Life::new(0).tries_in(30, true), 300);
        assert_eq!(Life::new(0).tries_in(30, false), 1);
    }

    #[test]
    fn what_is_taught_or_forgotten_is_saved_at_once() {
        let mut life = Life::new(30);
        assert_eq!(life.tries_in(1, false), 1);
        for (event, writes) in [
            (Event::Taught(TAUGHT), 1),
            // The backup forgets too.
            (Event::Forgot, 2),
            (Event::ForgotAll, 2),
        ] {
            life.trainer.forget();
            life.keeper.event(&event);
            assert_eq!(life.tries_in(5, true), writes, "{event}");
        }
        life.keeper.event(&Event::Learned {
            steps: 1,
            taught: 4,
        });
        assert_eq!(life.tries_in(5, true), 0);
        // Taught as it was before: nothing to save.
        assert_eq!(life.tries_in(60, false), 1);
        life.keeper.event(&Event::Taught(TAUGHT));
        assert_eq!(life.tries_in(60, false), 0);
    }

    /// One press per second, without a quiet minute, at any interval: each is on the disk within a minute, and the
    /// number of saves per hour is bounded.
    #[test]
    fn a_delayed_save_happens_as_soon_as_allowed() {
        // They wait for the disk, so at the same time.
        thread::scope(|scope| {
            for interval_s in [30, 600, 86_400] {
                for event in [Event::Taught(TAUGHT), Event::Forgot] {
                    scope.spawn(move || an_hour_of_presses(interval_s, &event));
                }
            }
        });
    }

    fn an_hour_of_presses(interval_s: u64, event: &Event) {
        const HOUR: u64 = 3600;
        let mut life = Life::new(interval_s);
        let before = life.disk.tries();
        let mut longest = Duration::ZERO;
        for _ in 0..HOUR {
            life.trainer.forget();
            life.keeper.event(event);
            life.tries_in(1, false);
            longest = longest.max(life.keeper.saved_ago(life.now).unwrap());
        }
        let writes = life.disk.tries() - before;
        let most = u64::from(Bucket::BURST) + 60 + HOUR / interval_s + 3;
        assert!(
            writes <= most,
            "{event}, {interval_s} s: {writes} of {most}"
        );
        // A forget is two writes.
        assert!(longest <= 2 * Bucket::PERIOD, "{event}: {longest:?}");
        // And the last one without another press.
        assert!(life.keeper.urgent, "{event}: nothing was held back");
        life.tries_in(120, false);
        let last = life.trainer.checkpoint();
        assert!(life.keeper.saved.is_some_and(|(saved, _)| saved == last));
        assert!(!life.keeper.urgent);
    }

    #[test]
    fn a_failing_disk_is_tried_less_and_less_often_and_reported() {
        let mut life = Life::new(0);
        assert_eq!(life.keeper.saved_ago(life.now), None);
        life.tries_in(1, true);
        let saved = life.now;
        assert!(life.keeper.saved_ago(saved) < Some(Duration::from_secs(1)));
        assert_eq!(life.keeper.warning(saved), None);

        life.disk.set_full(true);
        assert_eq!(life.tries_in(64, true), 7); // after 0, 1, 3, 7, 15, 31, 63 s
        let warning = life.keeper.warning(life.now).unwrap().to_string();
        assert!(warning.starts_with("not saved for 1 min: "), "{warning}");
        assert!(warning.contains("state.json: "), "{warning}");
        assert_eq!(life.tries_in(3600, true), 60);
        // Whatever is taught meanwhile.
        life.keeper.event(&Event::Taught(TAUGHT));
        assert_eq!(life.tries_in(10, true), 0);

        life.disk.set_full(false);
        assert_eq!(life.tries_in(60, false), 1);
        assert_eq!(life.keeper.warning(life.now), None);
    }

    #[test]
    fn a_disk_that_hangs_delays_neither_the_loop_nor_the_end_for_long() {
        let hanging = Disturbed(Disk, |operation, _: &Path| match operation {
            Operation::Write => loop {
                thread::park();
            },
            Operation::Read | Operation::Rename => Ok(()),
        });
        let store = Store::new(hanging, "never.json".into());
        let mut trainer = Trainer::new(Settings::default(), 1);
        let mut keeper = Keeper::start(store, Duration::ZERO, &Loaded::default()).unwrap();
        for scan in 0..1000 {
            trainer.forget();
            keeper.event(&Event::Taught(TAUGHT));
            keeper.scanned(Duration::from_millis(scan), &trainer);
        }
        assert_eq!(keeper.saved_ago(Duration::from_secs(1)), None);
        assert!(!keeper.end_within(Duration::from_millis(50), &trainer));

        let life = Life::new(30);
        assert!(life.keeper.end_within(LAST_SAVE_TIMEOUT, &life.trainer));
        assert_eq!(life.disk.tries(), 1);
    }

    #[test]
    fn the_last_save_is_tried_until_the_disk_accepts_it() {
        let life = Life::new(30);
        let disk = life.disk.clone();
        let path = life.keeper.path.clone();
        disk.set_full(true);
        thread::scope(|scope| {
            scope.spawn(|| {
                while disk.tries() < 3 {
                    thread::yield_now();
                }
                disk.set_full(false);
            });
            assert!(life.keeper.end(&life.trainer));
        });
        let state = Store::new(Disk, path).load().unwrap().state.unwrap();
        assert_eq!(state.learned, life.trainer.checkpoint());
        assert_eq!(disk.tries(), 4);

        let life = Life::new(30);
        life.disk.set_full(true);
        let timeout = 3 * LAST_RETRY_DELAY;
        assert!(!life.keeper.end_within(timeout, &life.trainer));
    }

    #[test]
    fn what_the_disk_lost_is_saved_again_while_it_runs_and_at_the_end() {
        let losses: [fn(&Path); 2] = [
            |path| std::fs::remove_file(path).unwrap(),
            |path| std::fs::write(path, "backpropd").unwrap(),
        ];
        for lose in losses {
            let mut life = Life::new(30);
            let path = life.keeper.path.clone();
            let mut again = Store::new(Disk, path.clone());
            assert_eq!(life.tries_in(40, false), 1);

            lose(&path);
            assert_eq!(life.tries_in(30, false), 1, "while nothing changes");
            let state = again.load().unwrap().state.unwrap();
            assert_eq!(state.learned, life.trainer.checkpoint());
            assert_eq!(life.tries_in(100, false), 0, "intact");

            lose(&path);
            assert!(life.keeper.end(&life.trainer));
            let state = again.load().unwrap().state.unwrap();
            assert_eq!(state.learned, life.trainer.checkpoint());
        }
    }

    #[test]
    fn an_end_while_the_file_is_looked_at_saves_nothing_again() {
        let mut life = Life::new(30);
        assert_eq!(life.tries_in(1, false), 1);
        life.now += Duration::from_secs(60);
        life.keeper.scanned(life.now, &life.trainer);
        assert!(life.keeper.writing.is_some());
        assert!(life.keeper.end(&life.trainer));
        assert_eq!(life.disk.tries(), 1);
    }

    /// The new file is in its place then, but nobody knows whether it would be there after a power cut.
    #[test]
    fn a_last_save_that_failed_is_repeated_even_if_its_file_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.json");
        let (writes, renames) = (Arc::new(AtomicU64::new(0)), AtomicU64::new(0));
        let counted = Arc::clone(&writes);
        let disk = Disturbed(Disk, move |operation, _: &Path| match operation {
            Operation::Write => {
                counted.fetch_add(1, Ordering::SeqCst);
                Ok(())
            }
            Operation::Rename if renames.fetch_add(1, Ordering::SeqCst) == 1 => {
                Err(io::Error::other("the second renaming"))
            }
            _ => Ok(()),
        });
        let trainer = Trainer::new(Settings::default(), 1);
        let store = Store::new(disk, path.clone());
        let mut keeper = Keeper::start(store, Duration::from_secs(30), &Loaded::default()).unwrap();
        while keeper.saved.is_none() {
            keeper.scanned(Duration::ZERO, &trainer);
            thread::yield_now();
        }
        std::fs::remove_file(&path).unwrap();
        assert!(keeper.end(&trainer));
        assert_eq!(writes.load(Ordering::SeqCst), 3);
    }

    /// A person who puts a saved table in place of the present one before restarting gets it.
    #[test]
    fn another_state_in_its_place_is_left_alone() {
        let mut life = Life::new(30);
        let path = life.keeper.path.clone();
        life.tries_in(1, false);
        let other = State::of(&Trainer::new(Settings::default(), 2));
        std::fs::write(&path, other.text()).unwrap();
        assert_eq!(life.tries_in(100, false), 0);
        assert!(life.keeper.end(&life.trainer));
        let state = Store::new(Disk, path).load().unwrap().state.unwrap();
        assert_eq!(state.learned, other.learned);
    }

    #[test]
    fn nothing_saved_since_the_start_is_told_so() {
        let mut life = Life::new(30);
        life.disk.set_full(true);
        life.tries_in(1, false);
        let warning = life.keeper.warning(life.now).unwrap().to_string();
        assert!(
            warning.starts_with("not saved since the start: "),
            "{warning}"
        );
    }
}
