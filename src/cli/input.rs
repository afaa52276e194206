//! The input of a subcommand: a file, or standard input as `-`.

use backpropd::host::regular_file;
use backpropd::messages;
use backpropd::printable::shown;
use std::io::{self, Read};
use std::path::Path;

/// The name of standard input.
const STANDARD_INPUT: &str = "-";

/// Whether this names standard input.
pub fn is_standard(path: &Path) -> bool {
    path.as_os_str() == STANDARD_INPUT
}

/// Its name in messages.
pub fn name(path: &Path) -> String {
    if is_standard(path) {
        return messages::input_standard().into();
    }
    shown(path).to_string()
}

/// Reads all of it, up to this many bytes; a file must be a regular file.
pub fn read(path: &Path, at_most: u64) -> io::Result<Vec<u8>> {
    if !is_standard(path) {
        return regular_file::read(path, at_most);
    }
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .take(at_most + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > at_most {
        let what = messages::input_too_long(at_most);
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, what));
    }
    Ok(bytes)
}
