//! The recorder: writes the lesson file while the machine runs.
//!
//! The scan loop only hands over what changed, and never waits: a thread of its own writes it to the file. A file that
//! cannot be written ends the recording with a warning, never the learning.

use crate::lesson::{Lesson, Start, Writer};
use crate::machine::{Control, Machine};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{
    Receiver, RecvTimeoutError, SyncSender, TrySendError, channel, sync_channel,
};
use std::thread;
use std::time::Duration;

/// Where a recording ends by itself, in bytes: years of ordinary flipping.
pub const MOST_BYTES: usize = 4 << 20;

/// How many changes may wait for a slow disk.
const WAITING: usize = 1024;

/// How long the last of them may take. What was learned is saved at the same time, and matters more.
const LAST_WRITES: Duration = Duration::from_secs(2);

/// Records a run.
///
/// ```
/// use backpropd::lesson::{Lesson, Start};
/// use backpropd::machine::{self, Machine};
/// use backpropd::panel::Levels;
/// use backpropd::record::Recorder;
/// use backpropd::trainer::{self, Trainer};
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("lesson.txt");
/// let trainer = Trainer::new(trainer::Settings::default(), 5);
/// let start = Start::new(machine::Settings::default(), &trainer);
/// let mut machine = Machine::new(machine::Settings::default(), trainer);
/// let mut recorder = Recorder::create(&path, &start)?;
/// machine.scan(Levels::default(), &mut |_| {});
/// recorder.scanned(&machine);
/// assert!(recorder.end(&machine));
/// let lesson = Lesson::parse(&std::fs::read_to_string(&path)?)?;
/// assert!(lesson.is_complete());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Recorder {
    path: PathBuf,
    writer: Writer,
    /// What the last scan added.
    text: String,
    bytes: usize,
    /// The way to the thread, and back when it has written everything; gone when the recording has ended early.
    thread: Option<(SyncSender<String>, Receiver<()>)>,
}

impl Recorder {
    /// Begins a recording. A file that is there already is kept, with `.old` behind its name; what is there but no plain
    /// file, a device like `/dev/null` say, stays where it is.
    ///
    /// # Errors
    /// When the file cannot be created, or the system gives no thread.
    pub fn create(path: &Path, start: &Start) -> io::Result<Self> {
        if path.is_file() {
            let mut old = path.as_os_str().to_owned();
            old.push(".old");
            fs::rename(path, old)?;
        }
        let mut file = File::create(path)?;
        let header = Writer::header(start);
        file.write_all(header.as_bytes())?;
        let (sender, receiver) = sync_channel::<String>(WAITING);
        let (done, ended) = channel();
        let shown = path.display().to_string();
        let thread = thread::Builder::new().name("recorder".into());
        thread.spawn(move || {
            for text in receiver {
                if let Err(error) = file.write_all(text.as_bytes()) {
                    log::warn!("{shown}: the recording ends here: {error}");
                    return;
                }
            }
            let _ = done.send(()); // nobody may wait any more
        })?;
        Ok(Self {
            path: path.into(),
            writer: Writer::default(),
            text: String::new(),
            bytes: header.len(),
            thread: Some((sender, ended)),
        })
    }

    /// Takes what is about to be done to the machine before its next scan. Never waits.
    pub fn control(&mut self, machine: &Machine, control: Control) {
        self.end_when_full(machine);
        (self.writer).control(machine.scans(), control, &mut self.text);
        self.hand_over();
    }

    /// Takes what the latest scan read. Never waits.
    pub fn scanned(&mut self, machine: &Machine) {
        self.end_when_full(machine);
        let scan = machine.scans().saturating_sub(1);
        self.writer.levels(scan, machine.raw(), &mut self.text);
        self.hand_over();
    }

    fn hand_over(&mut self) {
        if self.text.is_empty() {
            return;
        }
        self.bytes += self.text.len();
        if self.bytes > MOST_BYTES {
            let most = MOST_BYTES >> 20;
            return self.end_early(&format!("it has reached {most} MiB, the most there may be"));
        }
        let text = std::mem::take(&mut self.text);
        let sent = self
            .thread
            .as_ref()
            .map(|(sender, _)| sender.try_send(text));
        if let Some(Err(TrySendError::Full(_))) = sent {
            self.end_early("the disk is too slow");
        }
    }

    /// Writes the end and waits until everything is in the file, though for two seconds at most. Whether it is; if not,
    /// the log says why.
    pub fn end(mut self, machine: &Machine) -> bool {
        self.end_when_full(machine);
        self.writer.end(machine.scans(), &mut self.text);
        self.hand_over();
        let Some((sender, ended)) = self.thread.take() else {
            return false;
        };
        drop(sender); // the thread ends when it has written what waits
        let written = ended.recv_timeout(LAST_WRITES);
        if written == Err(RecvTimeoutError::Timeout) {
            let seconds = LAST_WRITES.as_secs();
            let path = self.path.display();
            log::warn!("{path}: the end is missing: the disk took longer than {seconds} s");
        }
        written.is_ok()
    }

    fn end_when_full(&mut self, machine: &Machine) {
        if machine.scans() > Lesson::MOST_SCANS {
            self.end_early("a lesson cannot be longer");
        }
    }

    fn end_early(&mut self, why: &str) {
        if self.thread.take().is_some() {
            log::warn!("{}: the recording ends here: {why}", self.path.display());
        }
        self.text.clear();
    }
}
