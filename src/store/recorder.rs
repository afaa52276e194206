//! The recorder: writes the recording while the machine runs.
//!
//! The scan loop only hands over changes and never waits: a separate thread writes them to the file. If the file cannot
//! be written, the recording ends with a warning, and training goes on.
//!
//! The last five recordings before this one are kept as FILE.old and FILE.old.2 to FILE.old.5, unless nothing happened
//! in them. Only recordings are renamed or replaced; any other file is left untouched, and is an error.

use crate::daemon::threads;
use crate::host::beside::beside;
use crate::host::regular_file;
use crate::language::Wording;
use crate::machine::{Control, Machine};
use crate::messages;
use crate::printable::shown;
use crate::recording::{Recording, Start, Writer};
use crate::store::rotation::{Slot, room};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{
    Receiver, RecvTimeoutError, SyncSender, TrySendError, channel, sync_channel,
};
use std::time::Duration;

/// How many bytes of a file are read to see whether anything happened in it.
const SCANNED_BYTES: u64 = 64 << 10;

/// How many changes may wait for a slow disk.
const QUEUE_LEN: usize = 1024;

/// How long the last writes may take. The state is saved at the same time and is more important.
const END_TIMEOUT: Duration = Duration::from_secs(2);

/// Records a run.
///
/// ```
/// use backpropd::recording::{Recording, Start};
/// use backpropd::machine::{self, Machine};
/// use backpropd::panel::Levels;
/// use backpropd::store::recorder::Recorder;
/// use backpropd::trainer::{self, Trainer};
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("recording.txt");
/// let trainer = Trainer::new(trainer::Settings::default(), 5);
/// let start = Start::new(machine::Settings::default(), &trainer);
/// let mut machine = Machine::new(machine::Settings::default(), trainer);
/// let mut recorder = Recorder::create(&path, &start)?;
/// machine.scan(Levels::default(), &mut |_| {});
/// recorder.scanned(&machine);
/// assert!(recorder.end(&machine));
/// let recording = Recording::parse(&std::fs::read_to_string(&path)?)?;
/// assert!(recording.is_complete());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Recorder {
    path: PathBuf,
    writer: Writer,
    /// The text that the last scan added.
    text: String,
    bytes: usize,
    /// The channels to and from the thread; `None` if the recording ended early.
    thread: Option<(SyncSender<String>, Receiver<()>)>,
}

impl Recorder {
    /// Starts a recording; a symbolic link is followed. An existing recording is kept as `FILE.old` if something
    /// happened in it.
    ///
    /// # Errors
    /// If something other than a recording exists there, the file cannot be created, or the system provides no thread.
    pub fn create(path: &Path, start: &Start) -> io::Result<Self> {
        let target = match path.is_symlink() {
            true => fs::canonicalize(path)?,
            false => path.into(),
        };
        make_way(&target)?;
        Self::start(path, File::create_new(&target)?, start)
    }

    /// Starts a recording in this file; the name is for messages.
    fn start(
        path: &Path,
        mut file: impl Write + Send + 'static,
        start: &Start,
    ) -> io::Result<Self> {
        let header = Writer::header(start);
        file.write_all(header.as_bytes())?;
        let (sender, receiver) = sync_channel::<String>(QUEUE_LEN);
        let (done, ended) = channel();
        let name = shown(path).to_string();
        let thread = threads::named("recorder");
        thread.spawn(move || {
            for text in receiver {
                if let Err(error) = file.write_all(text.as_bytes()) {
                    log::warn!("{name}: the recording ends here: {error}");
                    return;
                }
            }
            let _ = done.send(()); // the receiver may be gone
        })?;
        Ok(Self {
            path: path.into(),
            writer: Writer::default(),
            text: String::new(),
            bytes: header.len(),
            thread: Some((sender, ended)),
        })
    }

    /// Records a control that will be applied before the next scan. Never waits.
    pub fn control(&mut self, machine: &Machine, control: Control) {
        self.end_when_full(machine);
        self.writer
            .control(machine.scans(), control, &mut self.text);
        self.hand_over();
    }

    /// Records the levels of the latest scan. Never waits.
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
        if self.bytes > Recording::MAX_BYTES {
            let most = Recording::MAX_BYTES >> 20;
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

    /// Writes the end and waits until everything is in the file, for two seconds at most. Returns whether it is; if
    /// not, the log says why.
    pub fn end(mut self, machine: &Machine) -> bool {
        self.end_when_full(machine);
        self.writer.end(machine.scans(), &mut self.text);
        self.hand_over();
        let Some((sender, ended)) = self.thread.take() else {
            return false;
        };
        drop(sender); // the thread ends after writing everything that waits
        let written = ended.recv_timeout(END_TIMEOUT);
        if written == Err(RecvTimeoutError::Timeout) {
            let seconds = END_TIMEOUT.as_secs();
            let path = shown(&self.path);
            log::warn!("{path}: the end is missing: the disk took longer than {seconds} s");
        }
        written.is_ok()
    }

    fn end_when_full(&mut self, machine: &Machine) {
        if machine.scans() > Recording::MAX_SCANS {
            self.end_early("a recording cannot be longer");
        }
    }

    fn end_early(&mut self, why: &str) {
        if self.thread.take().is_some() {
            log::warn!("{}: the recording ends here: {why}", shown(&self.path));
        }
        self.text.clear();
    }
}

/// Clears the path for a new recording.
fn make_way(path: &Path) -> io::Result<()> {
    match slot(path)? {
        Slot::Free => Ok(()),
        Slot::Worthless => fs::remove_file(path),
        Slot::Kept => {
            let foreign = |_| Slot::Foreign;
            let room = room(&beside(path, "old"), |name| {
                slot(name).unwrap_or_else(foreign)
            });
            let room = room.ok_or_else(|| {
                io::Error::other(Wording::of(&|| messages::store_no_name_left().into()))
            })?;
            for [from, to] in &room.renames {
                fs::rename(from, to)?;
            }
            fs::rename(path, &room.name)
        }
        Slot::Foreign => Err(io::Error::other(Wording::of(&|| {
            messages::store_no_recording().into()
        }))),
    }
}

/// How the recorder treats the file at a path.
fn slot(path: &Path) -> io::Result<Slot> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_file() => {}
        Ok(_) => return Ok(Slot::Foreign),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Slot::Free),
        Err(error) => return Err(error),
    }
    let mut beginning = Vec::new();
    regular_file::open(path)?
        .take(SCANNED_BYTES)
        .read_to_end(&mut beginning)?;
    Ok(match Recording::peek(&beginning) {
        None => Slot::Foreign,
        Some(false) => Slot::Worthless,
        Some(true) => Slot::Kept,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine;
    use crate::panel::Levels;
    use crate::trainer::{self, Trainer};
    use std::thread;

    /// Takes the header, then hangs.
    struct HangingDisk {
        writes: usize,
    }

    impl Write for HangingDisk {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.writes += 1;
            if self.writes == 1 {
                return Ok(bytes.len());
            }
            loop {
                thread::park();
            }
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_disk_that_hangs_does_not_keep_a_recording_from_ending() {
        let settings = machine::Settings::default();
        let trainer = Trainer::new(trainer::Settings::default(), 1);
        let start = Start::new(settings, &trainer);
        let disk = HangingDisk { writes: 0 };
        let mut recorder = Recorder::start("recording.txt".as_ref(), disk, &start).unwrap();
        let mut machine = Machine::new(settings, trainer);
        machine.scan(Levels::default(), &mut |_| {});
        recorder.scanned(&machine);
        assert!(!recorder.end(&machine));
    }
}
