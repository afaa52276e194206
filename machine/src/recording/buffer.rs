//! Records a run in memory, to be saved on demand: for a machine without a file to write to.

use super::{Recording, Start, Writer};
use crate::machine::{self, Control, Machine};
use crate::trainer::Trainer;

/// The recording so far.
///
/// ```
/// use backpropd_machine::machine::{Machine, Settings};
/// use backpropd_machine::panel::{Input, Levels};
/// use backpropd_machine::recording::{Buffer, Recording};
/// use backpropd_machine::trainer::{self, Trainer};
/// let trainer = Trainer::new(trainer::Settings::default(), 5);
/// let mut buffer = Buffer::new(Settings::default(), &trainer);
/// let mut machine = Machine::new(Settings::default(), trainer);
/// let mut levels = Levels::default();
/// levels.set(Input::I1, true);
/// machine.scan(levels, &mut |_| {});
/// buffer.scanned(&machine);
/// assert!(buffer.text().ends_with("\n0 i1 on\nend 1\n"));
/// assert_eq!(Recording::parse(&buffer.text())?.scans(), 1);
/// # Ok::<(), backpropd_machine::recording::Damage>(())
/// ```
#[derive(Clone, Debug)]
pub struct Buffer {
    writer: Writer,
    text: String,
    /// Its length in scans.
    scans: u64,
}

impl Buffer {
    /// The recording of a machine before its first scan.
    pub fn new(settings: machine::Settings, trainer: &Trainer) -> Self {
        Self::of(&Start::new(settings, trainer))
    }

    /// Of a machine that goes on from this start.
    pub fn of(start: &Start) -> Self {
        Self {
            writer: Writer::default(),
            text: Writer::header(start),
            scans: 0,
        }
    }

    /// A full recording stays as it is: its contents remain valid.
    fn is_full(&self) -> bool {
        self.text.len() >= Recording::MAX_BYTES
    }

    /// Records a control that will be applied before the next scan.
    pub fn control(&mut self, machine: &Machine, control: Control) {
        if !self.is_full() {
            self.writer
                .control(machine.scans(), control, &mut self.text);
        }
    }

    /// Records a scan of the machine.
    pub fn scanned(&mut self, machine: &Machine) {
        if !self.is_full() {
            let scan = machine.scans().saturating_sub(1);
            self.writer.levels(scan, machine.raw(), &mut self.text);
            self.scans = machine.scans();
        }
    }

    /// The complete recording, with its end.
    pub fn text(&self) -> String {
        let mut text = self.text.clone();
        self.writer.clone().end(self.scans, &mut text);
        text
    }
}
