//! The recording that the key `s` saves.

use backpropd::host::regular_file;
use backpropd::messages;
use backpropd::printable::shown;
use backpropd::recording::Recording;
use backpropd::said;
use backpropd::tui::Notice;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes the recording to the file `asked` for, or to a new one in the current folder. Returns the result.
pub fn write(recording: &str, asked: Option<&Path>) -> Notice {
    let written = match asked {
        Some(path) => {
            regular_file::replace(path, Recording::is_ours, messages::file_kind_recording())
                .and_then(|mut file| file.write_all(recording.as_bytes()))
                .map(|()| path.to_owned())
                .map_err(|error| (path.to_owned(), error))
        }
        None => write_new(recording),
    };
    match written {
        Ok(path) => Notice::Saved(shown(&path).to_string()),
        Err((path, error)) => Notice::NotSaved(format!("{}: {}", shown(&path), said::io(&error))),
    }
}

/// Writes to the first free name, so no recording is lost.
fn write_new(recording: &str) -> Result<PathBuf, (PathBuf, io::Error)> {
    let mut number = 1_u64;
    loop {
        let path = PathBuf::from(format!("recording-{number}.txt"));
        let file = OpenOptions::new().write(true).create_new(true).open(&path);
        match file.and_then(|mut file| file.write_all(recording.as_bytes())) {
            Ok(()) => return Ok(path),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err((path, error)),
        }
    }
}
