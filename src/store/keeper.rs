//! The keeper: decides when the state is saved, and has it written by a thread of its own.
//!
//! The scan loop's side never waits and takes nothing from the heap, whatever the disk does; its only clock is the
//! loop's. A disk that takes nothing ends no learning: it is tried again, less and less often, and told to whoever asks.

use super::files::Files;
use super::{State, Store};
use crate::machine::Event;
use crate::nn::Bias;
use crate::range::Range;
use crate::trainer::{Checkpoint, Trainer};
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread;
use std::time::Duration;

/// How many seconds there may be between saves.
pub const SAVE_INTERVAL_S: Range = Range::from(0.0).up_to(86_400.0);

/// The wait after a save that failed: doubled each time, up to the longest.
const FIRST_WAIT: Duration = Duration::from_secs(1);
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// How long the last save may take.
const LAST_SAVE: Duration = Duration::from_secs(10);

/// Keeps the state of a running trainer.
///
/// ```
/// use backpropd::store::{Disk, Keeper, State, Store};
/// use backpropd::trainer::{Sample, Settings, Trainer};
/// use std::time::Duration;
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("state.json");
/// let mut trainer = Trainer::new(Settings::default(), 42);
///
/// let mut keeper = Keeper::start(Store::new(Disk, path.clone()), Duration::from_secs(30), None)?;
/// trainer.teach(Sample { x: [true, true], t: [true, false] });
/// keeper.scanned(Duration::from_millis(10), &trainer); // never waits
/// keeper.end(&trainer); // waits
///
/// let loaded = Store::new(Disk, path).load()?;
/// assert_eq!(loaded.state, Some(State::of(&trainer)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Keeper {
    path: PathBuf,
    interval: Duration,
    shared: Arc<Shared>,
    /// What is on the disk, and since when.
    saved: Option<(Checkpoint, Duration)>,
    /// What is being written, and since when.
    writing: Option<(Checkpoint, Duration)>,
    /// When a state was handed over last.
    handed: Option<Duration>,
    /// Whether something happened that is to be saved at once.
    urgent: bool,
    trouble: Option<Trouble>,
}

/// The disk does not take the state.
#[derive(Debug)]
struct Trouble {
    error: String,
    /// How long is waited before it is tried again, and until when.
    wait: Duration,
    until: Duration,
}

/// Where the loop and the thread meet.
#[derive(Debug, Default)]
struct Shared {
    desk: Mutex<Desk>,
    news: Condvar,
}

#[derive(Debug, Default)]
struct Desk {
    /// What is to be written.
    todo: Option<(Bias, Checkpoint)>,
    /// Whether it is being written.
    busy: bool,
    /// How it ended.
    done: Option<io::Result<()>>,
    /// Nothing more will come.
    closed: bool,
}

impl Desk {
    fn is_idle(&self) -> bool {
        self.todo.is_none() && !self.busy
    }
}

impl Shared {
    /// Plain values are whole whatever thread panicked while it held them.
    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The same for one who cannot wait: `None` while the other side has it, which is never for long.
    fn try_desk(&self) -> Option<MutexGuard<'_, Desk>> {
        match self.desk.try_lock() {
            Ok(desk) => Some(desk),
            Err(TryLockError::Poisoned(desk)) => Some(desk.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        }
    }
}

impl Keeper {
    /// Begins to keep a state, saving it at most once in `interval`. `saved` is what is on the disk already.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start<F: Files + Send + 'static>(
        mut store: Store<F>,
        interval: Duration,
        saved: Option<Checkpoint>,
    ) -> io::Result<Self> {
        let shared = Arc::new(Shared::default());
        let path = store.path().into();
        let others = Arc::clone(&shared);
        let thread = thread::Builder::new().name("keeper".into());
        thread.spawn(move || write(&others, &mut store))?;
        Ok(Self {
            path,
            interval,
            shared,
            saved: saved.map(|checkpoint| (checkpoint, Duration::ZERO)),
            writing: None,
            handed: None,
            urgent: false,
            trouble: None,
        })
    }

    /// What was taught or forgotten is saved after this scan, without waiting for the interval to pass.
    pub fn event(&mut self, event: &Event) {
        self.urgent |= event.is_by_hand();
    }

    /// A scan is done, `now` since the loop began. Hands the state over if it has changed and it is time. Never waits.
    pub fn scanned(&mut self, now: Duration, trainer: &Trainer) {
        if self.writing.is_some() {
            self.hear(now);
        }
        if self.writing.is_some() || !self.is_due(now) {
            return;
        }
        let checkpoint = trainer.checkpoint();
        // A save that failed may have moved things about; then it is to be done again in any case.
        let is_saved = self.saved.is_some_and(|(saved, _)| saved == checkpoint);
        if is_saved && self.trouble.is_none() {
            self.urgent = false;
            return;
        }
        if let Some(mut desk) = self.shared.try_desk() {
            desk.todo = Some((trainer.settings().bias, checkpoint));
            drop(desk);
            self.shared.news.notify_all();
            self.writing = Some((checkpoint, now));
            self.handed = Some(now);
            self.urgent = false;
        }
    }

    /// How long ago, at `now`, what is on the disk was what is in memory; `None` when nothing is on the disk.
    pub fn saved_ago(&self, now: Duration) -> Option<Duration> {
        self.saved.map(|(_, at)| now.saturating_sub(at))
    }

    /// What is wrong with the disk, if something is, in a line.
    pub fn warning(&self, now: Duration) -> Option<String> {
        let Trouble { error, .. } = self.trouble.as_ref()?;
        let since = match self.saved_ago(now).map(|ago| ago.as_secs()) {
            None => "the start".into(),
            Some(seconds @ 0..60) => format!("{seconds} s ago"),
            Some(seconds) => format!("{} min ago", seconds / 60),
        };
        let path = self.path.display();
        Some(format!("not saved since {since}: {path}: {error}"))
    }

    /// Saves for the last time, and waits for it, though for ten seconds at most.
    pub fn end(self, trainer: &Trainer) {
        self.end_within(LAST_SAVE, trainer);
    }

    /// Whether the last state is on the disk.
    fn end_within(self, patience: Duration, trainer: &Trainer) -> bool {
        let last = trainer.checkpoint();
        let mut desk = self.shared.desk();
        let is_saved =
            |saved: &Option<(Checkpoint, _)>| saved.is_some_and(|(saved, _)| saved == last);
        if self.writing.is_some() || !is_saved(&self.saved) {
            desk.todo = Some((trainer.settings().bias, last));
        }
        desk.closed = true;
        self.shared.news.notify_all();
        let (mut desk, _) = (self.shared.news)
            .wait_timeout_while(desk, patience, |desk| !desk.is_idle())
            .unwrap_or_else(PoisonError::into_inner);
        let path = self.path.display();
        if !desk.is_idle() {
            let seconds = patience.as_secs();
            log::error!("{path}: not saved: the disk took longer than {seconds} s");
            return false;
        }
        if let Some(Err(error)) = desk.done.take() {
            log::error!("{path}: not saved: {error}");
            return false;
        }
        true
    }

    fn is_due(&self, now: Duration) -> bool {
        match &self.trouble {
            Some(trouble) => now >= trouble.until,
            None => {
                let has_passed = |at| now.saturating_sub(at) >= self.interval;
                self.urgent || self.handed.is_none_or(has_passed)
            }
        }
    }

    /// Takes what the thread has to say, if it has.
    fn hear(&mut self, now: Duration) {
        let done = match self.shared.try_desk() {
            Some(mut desk) => desk.done.take(),
            None => return,
        };
        let path = self.path.display();
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
                let error = error.to_string();
                let before = self.trouble.take();
                if before.as_ref().is_none_or(|before| before.error != error) {
                    log::warn!(
                        "{path}: not saved: {error}; learning goes on, and it is tried again"
                    );
                }
                let wait = before.map_or(FIRST_WAIT, |before| LONGEST_WAIT.min(2 * before.wait));
                self.trouble = Some(Trouble {
                    error,
                    wait,
                    until: now + wait,
                });
            }
        }
    }
}

/// The thread: writes what is on the desk until the desk is closed and empty.
fn write<F: Files>(shared: &Shared, store: &mut Store<F>) {
    let mut desk = shared.desk();
    loop {
        if let Some((bias, checkpoint)) = desk.todo.take() {
            desk.busy = true;
            drop(desk);
            let done = store.save(&State::new(bias, checkpoint));
            desk = shared.desk();
            desk.busy = false;
            desk.done = Some(done);
            shared.news.notify_all();
        } else if desk.closed {
            return;
        } else {
            desk = shared
                .news
                .wait(desk)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::files::Disk;
    use crate::trainer::{Sample, Settings};
    use std::path::Path;
    use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

    /// A disk that counts what is written, and may be full.
    #[derive(Clone, Default)]
    struct Counting(Arc<(AtomicU64, AtomicBool)>);

    impl Counting {
        fn tries(&self) -> u64 {
            self.0.0.load(Ordering::SeqCst)
        }

        fn set_full(&self, full: bool) {
            self.0.1.store(full, Ordering::SeqCst);
        }
    }

    impl Files for Counting {
        fn read(&mut self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
            Disk.read(path, most)
        }

        fn write(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
            self.0.0.fetch_add(1, Ordering::SeqCst);
            if self.0.1.load(Ordering::SeqCst) {
                return Err(io::ErrorKind::StorageFull.into());
            }
            Disk.write(path, bytes)
        }

        fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
            Disk.rename(from, to)
        }

        fn sync_folder(&mut self, folder: &Path) -> io::Result<()> {
            Disk.sync_folder(folder)
        }
    }

    const TAUGHT: Sample = Sample {
        x: [true, false],
        t: [true, true],
    };

    /// A keeper in a time of its own: ten scans a second, and each save is over before the next scan.
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
            let store = Store::new(disk.clone(), folder.path().join("state.json"));
            Self {
                keeper: Keeper::start(store, Duration::from_secs(interval_s), None).unwrap(),
                disk,
                trainer: Trainer::new(Settings::default(), 1),
                now: Duration::ZERO,
                _folder: folder,
            }
        }

        /// How many saves are tried in so many seconds, in which the state changes at every scan or not at all.
        fn tries_in(&mut self, seconds: u64, changes: bool) -> u64 {
            let before = self.disk.tries();
            for _ in 0..10 * seconds {
                if changes {
                    self.trainer.forget();
                }
                self.keeper.scanned(self.now, &self.trainer);
                while self.keeper.writing.is_some() {
                    thread::yield_now();
                    self.keeper.hear(self.now);
                }
                self.now += Duration::from_millis(100);
            }
            self.disk.tries() - before
        }
    }

    #[test]
    fn saves_what_changes_once_in_an_interval_and_nothing_else() {
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
        for event in [Event::Taught(TAUGHT), Event::Forgot, Event::ForgotSamples] {
            life.trainer.forget();
            life.keeper.event(&event);
            assert_eq!(life.tries_in(5, true), 1, "{event}");
        }
        life.keeper.event(&Event::Learned { steps: 1 });
        assert_eq!(life.tries_in(5, true), 0);
        // Taught as it was before: nothing to save.
        assert_eq!(life.tries_in(60, false), 1);
        life.keeper.event(&Event::Taught(TAUGHT));
        assert_eq!(life.tries_in(60, false), 0);
    }

    #[test]
    fn a_disk_that_takes_nothing_is_tried_less_and_less_often_and_told() {
        let mut life = Life::new(0);
        assert_eq!(life.keeper.saved_ago(life.now), None);
        life.tries_in(1, true);
        let saved = life.now;
        assert!(life.keeper.saved_ago(saved) < Some(Duration::from_secs(1)));
        assert_eq!(life.keeper.warning(saved), None);

        life.disk.set_full(true);
        assert_eq!(life.tries_in(64, true), 7); // after 0, 1, 3, 7, 15, 31, 63 s
        let warning = life.keeper.warning(life.now).unwrap();
        assert!(
            warning.starts_with("not saved since 1 min ago: "),
            "{warning}"
        );
        assert!(warning.contains("state.json: "), "{warning}");
        assert_eq!(life.tries_in(3600, true), 60);
        // Whatever is taught meanwhile.
        life.keeper.event(&Event::Taught(TAUGHT));
        assert_eq!(life.tries_in(10, true), 0);

        life.disk.set_full(false);
        assert_eq!(life.tries_in(60, false), 1);
        assert_eq!(life.keeper.warning(life.now), None);
    }

    /// A disk on which every write takes for ever.
    struct Hanging;

    impl Files for Hanging {
        fn read(&mut self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
            Disk.read(path, most)
        }

        fn write(&mut self, _: &Path, _: &[u8]) -> io::Result<()> {
            loop {
                thread::park();
            }
        }

        fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
            Disk.rename(from, to)
        }

        fn sync_folder(&mut self, folder: &Path) -> io::Result<()> {
            Disk.sync_folder(folder)
        }
    }

    #[test]
    fn a_disk_that_hangs_holds_up_neither_the_loop_nor_the_end_for_long() {
        let store = Store::new(Hanging, "never.json".into());
        let mut trainer = Trainer::new(Settings::default(), 1);
        let mut keeper = Keeper::start(store, Duration::ZERO, None).unwrap();
        for scan in 0..1000 {
            trainer.forget();
            keeper.event(&Event::Taught(TAUGHT));
            keeper.scanned(Duration::from_millis(scan), &trainer);
        }
        assert_eq!(keeper.saved_ago(Duration::from_secs(1)), None);
        assert!(!keeper.end_within(Duration::from_millis(50), &trainer));

        let life = Life::new(30);
        assert!(life.keeper.end_within(LAST_SAVE, &life.trainer));
        assert_eq!(life.disk.tries(), 1);
    }

    #[test]
    fn nothing_saved_since_the_start_is_told_so() {
        let mut life = Life::new(30);
        life.disk.set_full(true);
        life.tries_in(1, false);
        let warning = life.keeper.warning(life.now).unwrap();
        assert!(
            warning.starts_with("not saved since the start: "),
            "{warning}"
        );
    }
}
