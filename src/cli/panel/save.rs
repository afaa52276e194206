//! The lesson file that the key `s` saves.

use backpropd::view::panel::Notice;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes the lesson to the file that was asked for, or to a new one in the current folder; says how that went.
pub fn write(lesson: &str, asked: Option<&Path>) -> Notice {
    let written = match asked {
        Some(path) => fs::write(path, lesson)
            .map(|()| path.to_owned())
            .map_err(|error| (path.to_owned(), error)),
        None => write_new(lesson),
    };
    match written {
        Ok(path) => Notice::Saved(path.display().to_string()),
        Err((path, error)) => Notice::NotSaved(format!("{}: {error}", path.display())),
    }
}

/// Writes to the first name that is free: nobody's lesson is lost.
fn write_new(lesson: &str) -> Result<PathBuf, (PathBuf, io::Error)> {
    let mut number = 1_u64;
    loop {
        let path = PathBuf::from(format!("lesson-{number}.txt"));
        let file = OpenOptions::new().write(true).create_new(true).open(&path);
        match file.and_then(|mut file| file.write_all(lesson.as_bytes())) {
            Ok(()) => return Ok(path),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err((path, error)),
        }
    }
}
