//! Errors that other code reports only in English, in the language of the thread: those of the system, of JSON, and of
//! the core, which has no messages.
//!
//! Place: wherever such an error is shown to a person. The log prints the original text (`{error}`), which includes the
//! system's error number.

use crate::messages;
use crate::nn::NonFinite;
use crate::printable::printable;
use crate::range::Range;
use crate::truth_table::ParseError;
use std::error::Error;
use std::io::{self, ErrorKind};
use std::ops::Bound;

/// EIO, the error number of a failing disk on Unix.
const DISK_FAILS: i32 = 5;

/// The text of any error; kinds that this file does not know keep their own text.
pub fn error(error: &(dyn Error + 'static)) -> String {
    if let Some(system) = error.downcast_ref::<io::Error>() {
        io(system)
    } else if let Some(syntax) = error.downcast_ref::<serde_json::Error>() {
        json(syntax)
    } else if let Some(table) = error.downcast_ref::<ParseError>() {
        truth_table(table)
    } else if error.is::<NonFinite>() {
        messages::non_finite().into()
    } else {
        error.to_string()
    }
}

/// The text of an I/O error, which may wrap one of ours.
///
/// ```
/// use backpropd_machine::said;
/// use std::io::{Error, ErrorKind};
/// assert_eq!(said::io(&ErrorKind::NotFound.into()), "no such file or folder");
/// assert_eq!(said::io(&Error::other("this is a FIFO")), "this is a FIFO");
/// ```
pub fn io(error: &io::Error) -> String {
    if let Some(ours) = error.get_ref() {
        return self::error(ours);
    }
    kind(error.kind()).map_or_else(|| by_number(error), String::from)
}

/// The message for this kind of I/O error.
fn kind(kind: ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::NotFound => messages::io_not_found(),
        ErrorKind::PermissionDenied => messages::io_permission_denied(),
        ErrorKind::StorageFull => messages::io_disk_full(),
        ErrorKind::QuotaExceeded => messages::io_quota(),
        ErrorKind::ReadOnlyFilesystem => messages::io_read_only(),
        ErrorKind::IsADirectory => messages::io_folder(),
        ErrorKind::NotADirectory => messages::io_not_a_folder(),
        ErrorKind::AlreadyExists => messages::io_exists(),
        ErrorKind::ResourceBusy => messages::io_busy(),
        ErrorKind::InvalidFilename => messages::io_file_name(),
        ErrorKind::FileTooLarge => messages::io_file_too_large(),
        ErrorKind::UnexpectedEof => messages::io_ends_early(),
        ErrorKind::AddrInUse => messages::io_address_in_use(),
        ErrorKind::AddrNotAvailable => messages::io_no_such_address(),
        ErrorKind::ConnectionRefused => messages::io_refused(),
        ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::BrokenPipe => {
            messages::io_closed()
        }
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => {
            messages::io_unreachable()
        }
        ErrorKind::TimedOut | ErrorKind::WouldBlock => messages::io_timed_out(),
        ErrorKind::OutOfMemory => messages::io_out_of_memory(),
        _ => return None,
    })
}

/// An error whose kind Rust does not know: its number, which people search for.
fn by_number(error: &io::Error) -> String {
    match error.raw_os_error() {
        Some(DISK_FAILS) => messages::io_disk_fails().into(),
        _ => messages::io_other(error),
    }
}

/// The text of a JSON error.
///
/// ```
/// use backpropd_machine::said;
/// let of = |text| said::json(&serde_json::from_str::<[u8; 2]>(text).unwrap_err());
/// assert_eq!(of("[1, 2"), "this JSON ends too early");
/// assert_eq!(of("[1; 2]"), "not valid JSON at column 3");
/// assert_eq!(of("[1, \"two\"]"), "unexpected value at column 9");
/// ```
pub fn json(error: &serde_json::Error) -> String {
    use serde_json::error::Category;
    let (line, column) = (error.line(), error.column());
    match error.classify() {
        Category::Io => messages::io_other(error),
        Category::Eof => messages::json_ends_early().into(),
        Category::Syntax => messages::json_not_valid(place(line, column)),
        Category::Data => data(&error.to_string(), line, column),
    }
}

/// JSON with unexpected contents. serde gives the kind only as text; any other text is ours.
fn data(words: &str, line: usize, column: usize) -> String {
    let name = printable(words.split('`').nth(1).unwrap_or_default());
    let starts = |start: &str| words.starts_with(start);
    if starts("missing field") {
        messages::json_missing(name)
    } else if starts("unknown field") || starts("unknown variant") {
        messages::json_unknown(name)
    } else if starts("duplicate field") {
        messages::json_twice(name)
    } else if starts("invalid ") || starts("trailing") || starts("number out of range") {
        messages::json_unexpected(place(line, column))
    } else {
        let place = format!(" at line {line} column {column}");
        printable(words.strip_suffix(place.as_str()).unwrap_or(words))
    }
}

/// The place in a JSON text. If the text is a single line, only the column: it may be one line of something larger.
fn place(line: usize, column: usize) -> String {
    match line {
        0 | 1 => messages::json_column(column),
        _ => messages::json_line_and_column(line, column),
    }
}

/// What is wrong with the name of a truth table.
pub fn truth_table(error: &ParseError) -> String {
    match error {
        ParseError::Gate(name) => messages::table_unknown_gate(name, error.allowed()),
        ParseError::Table(name) => messages::table_unknown(name, error.allowed()),
        ParseError::Bits(bits) => messages::table_not_bits(bits),
        ParseError::Two(example) => messages::table_not_two(example),
    }
}

/// The text of a range of numbers.
///
/// ```
/// use backpropd_machine::{range::Range, said};
/// assert_eq!(said::range(&Range::above(0.0).up_to(100.0)), "above 0, up to 100");
/// ```
pub fn range(range: &Range) -> String {
    use Bound::{Excluded, Included, Unbounded};
    match range.bounds() {
        (Included(low), Included(high)) => messages::range_from_to(low, high),
        (Included(low), Excluded(high)) => messages::range_from_below(low, high),
        (Excluded(low), Included(high)) => messages::range_above_up_to(low, high),
        (Excluded(low), Excluded(high)) => messages::range_above_below(low, high),
        (Included(low), Unbounded) => messages::range_from(low),
        (Excluded(low), Unbounded) => messages::range_above(low),
        (Unbounded, _) => messages::range_any().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::truth_table::TruthTable;

    #[test]
    fn in_english_the_core_and_the_messages_say_the_same() {
        let from = Range::from(0.5);
        let above = Range::above(0.5);
        let ranges = [
            from,
            above,
            from.up_to(3.0),
            from.below(3.0),
            above.up_to(3.0),
            above.below(3.0),
        ];
        for range in ranges {
            assert_eq!(self::range(&range), range.to_string());
        }
        for names in ["xor,foo", "foo", "xor"] {
            let error = TruthTable::from_gates(names).unwrap_err();
            assert_eq!(truth_table(&error), error.to_string());
        }
        for bits in ["0110", "0110,012"] {
            let error = TruthTable::from_bits(bits).unwrap_err();
            assert_eq!(truth_table(&error), error.to_string());
        }
    }

    /// A quoted name may be English; the rest must not be.
    #[cfg(feature = "ko")]
    #[test]
    fn in_korean_every_error_is_said_in_korean() {
        use crate::language::{Language, within};
        let io_errors = [
            ErrorKind::NotFound,
            ErrorKind::PermissionDenied,
            ErrorKind::StorageFull,
            ErrorKind::QuotaExceeded,
            ErrorKind::ReadOnlyFilesystem,
            ErrorKind::IsADirectory,
            ErrorKind::NotADirectory,
            ErrorKind::AlreadyExists,
            ErrorKind::ResourceBusy,
            ErrorKind::InvalidFilename,
            ErrorKind::FileTooLarge,
            ErrorKind::UnexpectedEof,
            ErrorKind::AddrInUse,
            ErrorKind::AddrNotAvailable,
            ErrorKind::ConnectionRefused,
            ErrorKind::ConnectionReset,
            ErrorKind::BrokenPipe,
            ErrorKind::HostUnreachable,
            ErrorKind::TimedOut,
            ErrorKind::OutOfMemory,
        ]
        .map(io::Error::from);
        let raw = [1, 2, 5, 11, 13, 17, 20, 21, 28, 30, 32].map(io::Error::from_raw_os_error);
        let json = ["[1", "[1;", "[\"a\"]", "{}"]
            .map(|text| serde_json::from_str::<Vec<u8>>(text).unwrap_err());
        let mut said: Vec<String> = Vec::new();
        within(Language::Ko, || {
            said.extend(io_errors.iter().chain(&raw).map(io));
            said.extend(json.iter().map(self::json));
            said.push(error(&NonFinite("a weight or bias")));
        });
        for text in &said {
            let is_latin = |char: char| char.is_ascii_alphabetic();
            let words = text.split(|char: char| !is_latin(char));
            let english: Vec<_> = words
                .filter(|word| !word.is_empty() && !["JSON", "NaN", "SD"].contains(word))
                .collect();
            assert!(english.is_empty(), "{text}");
        }
        assert_eq!(said.len(), 36);
    }
}
