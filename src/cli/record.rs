//! Starts a recording: for the option `--record` and the config's `record.path`.

use anyhow::{Context, Result};
use backpropd::machine;
use backpropd::messages;
use backpropd::printable::shown;
use backpropd::recording::Start;
use backpropd::store::recorder::Recorder;
use backpropd::trainer::Trainer;
use std::path::Path;

/// Starts to record a run before its first scan.
pub fn record(path: &Path, machine: machine::Settings, trainer: &Trainer) -> Result<Recorder> {
    Recorder::create(path, &Start::new(machine, trainer))
        .with_context(|| messages::record_cannot(shown(path)))
}
