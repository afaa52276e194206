//! Reads files that people edit, such as a config or a recording: from bytes to text, or to what is wrong with them.
//!
//! Editors on other systems write byte order marks, carriage returns and other encodings. A byte order mark and CRLF
//! line ends are accepted. Anything that would change the meaning of the text is an error with its place and what to
//! do. Pure; it does not look at what the text says.

use crate::messages;
use std::fmt;
use thiserror::Error;

/// What is wrong with the bytes of a file, and where.
///
/// ```
/// use backpropd_machine::plain_text::read;
/// let wrong = read(b"i1 on\ni2 \xff").unwrap_err();
/// assert_eq!((wrong.line, wrong.column), (2, 4));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{what}")]
pub struct NotText {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// What is wrong.
    pub what: Fault,
}

/// What is wrong with the bytes. Its text says what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The encoding is this one, whose units are wider than a byte.
    Wide(&'static str),
    /// The encoding is CP949, used by Korean Windows: the number of the first byte that is not ASCII, from 1, and its
    /// value.
    Cp949(usize, u8),
    /// The encoding is not UTF-8: the number of the first wrong byte, from 1, and its value.
    NotUtf8(usize, u8),
    /// One byte is zero.
    Nul,
    /// A carriage return is not followed by a line feed.
    LoneReturn,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hexadecimal = |byte: u8| format!("0x{byte:02X}");
        f.write_str(&match *self {
            Self::Wide(encoding) => messages::text_wide(encoding),
            Self::Cp949(number, byte) => messages::text_cp949(number, hexadecimal(byte)),
            Self::NotUtf8(number, byte) => messages::text_not_utf8(number, hexadecimal(byte)),
            Self::Nul => messages::text_nul().into(),
            Self::LoneReturn => messages::text_lone_return().into(),
        })
    }
}

/// The text in these bytes, without a byte order mark. It has carriage returns only before a line feed or at the very
/// end.
///
/// ```
/// use backpropd_machine::plain_text::read;
/// assert_eq!(read(b"\xef\xbb\xbfend 5\r\n"), Ok("end 5\r\n"));
/// let utf_16 = [0xff, 0xfe, b'e', 0, b'n', 0];
/// assert!(read(&utf_16).unwrap_err().to_string().starts_with("the file is UTF-16"));
/// ```
///
/// # Errors
/// If it is not UTF-8, or contains a NUL or a lone carriage return.
pub fn read(bytes: &[u8]) -> Result<&str, NotText> {
    const MARK: &[u8] = b"\xef\xbb\xbf";
    if let Some(encoding) = wide_encoding(bytes) {
        return Err(NotText {
            line: 1,
            column: 1,
            what: Fault::Wide(encoding),
        });
    }
    let bytes = bytes.strip_prefix(MARK).unwrap_or(bytes);
    let text = str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to()))?;
    if let Some(at) = text.find('\0') {
        return Err(NotText::at(text, at, Fault::Nul));
    }
    if let Some(at) = lone_carriage_return(text) {
        return Err(NotText::at(text, at, Fault::LoneReturn));
    }
    Ok(text)
}

impl NotText {
    /// `what` is wrong at the end of `text[..at]`.
    fn at(text: &str, at: usize, what: Fault) -> Self {
        let (line, column) = place(text, at);
        Self { line, column, what }
    }
}

/// The line and the column (in characters) of the byte `at`, both from 1. Beyond the text, those of its end.
///
/// ```
/// use backpropd_machine::plain_text::place;
/// assert_eq!(place("α = 4\nβ = 2", 9), (2, 2));
/// ```
pub fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

/// The encoding with wide units that these bytes have: by its byte order mark, else by the positions of the zeros
/// beside ASCII letters.
fn wide_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] => return Some("UTF-32 (little-endian)"),
        [0, 0, 0xfe, 0xff, ..] => return Some("UTF-32 (big-endian)"),
        [0xff, 0xfe, ..] => return Some("UTF-16 (little-endian)"),
        [0xfe, 0xff, ..] => return Some("UTF-16 (big-endian)"),
        _ => {}
    }
    // Without a mark: most letters in our files are ASCII, and every second byte of those is zero.
    let start = &bytes[..bytes.len().min(256)];
    let zeros_at = |zero: usize| {
        let pairs = || start.chunks_exact(2);
        let zeros = pairs().filter(|pair| pair[zero] == 0).count();
        4 * zeros > pairs().count() && pairs().all(|pair| pair[1 - zero] != 0)
    };
    if zeros_at(0) {
        return Some("UTF-16 (big-endian)");
    }
    zeros_at(1).then_some("UTF-16 (little-endian)")
}

/// The problem with the first byte that is not UTF-8.
fn not_utf8(bytes: &[u8], at: usize) -> NotText {
    let before = String::from_utf8_lossy(&bytes[..at]);
    let byte = bytes.get(at).copied().unwrap_or_default();
    let number = at + 1;
    let what = match looks_like_cp949(&bytes[at..]) {
        true => Fault::Cp949(number, byte),
        false => Fault::NotUtf8(number, byte),
    };
    NotText::at(&before, at, what)
}

/// Whether all bytes that are not ASCII, up to the end of the line, are Hangul of KS X 1001, two bytes per syllable.
fn looks_like_cp949(bytes: &[u8]) -> bool {
    let line = bytes
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    let mut rest = line;
    while let Some(first) = rest.iter().position(|byte| !byte.is_ascii()) {
        match rest[first..] {
            [0xa1..=0xfe, 0xa1..=0xfe, ..] => rest = &rest[first + 2..],
            _ => return false,
        }
    }
    true
}

fn lone_carriage_return(text: &str) -> Option<usize> {
    let mut returns = text.match_indices('\r').map(|(at, _)| at);
    returns.find(|at| !matches!(text.as_bytes().get(at + 1), None | Some(b'\n')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(bytes: &[u8]) -> String {
        let NotText { line, column, what } = read(bytes).unwrap_err();
        format!("{line}:{column}: {what}")
    }

    #[test]
    fn files_from_windows_editors_are_accepted_or_explained() {
        let text = "[network] # 학습률\r\nseed = 1\r\n\r\n";
        assert_eq!(read(text.as_bytes()), Ok(text));
        assert_eq!(read(format!("\u{feff}{text}").as_bytes()), Ok(text));
        assert_eq!(read(b"one\r\ntwo\nthree\r"), Ok("one\r\ntwo\nthree\r"));
        assert_eq!(read(b""), Ok(""));
        assert_eq!(read(b"\xef\xbb\xbf"), Ok(""));

        let little =
            |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
        let big =
            |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_be_bytes).collect() };
        for mark in ["\u{feff}", ""] {
            for (bytes, name) in [
                (little(&format!("{mark}{text}")), "little"),
                (big(&format!("{mark}{text}")), "big"),
            ] {
                let expected = format!("1:1: the file is UTF-16 ({name}-endian); save it as UTF-8");
                assert_eq!(wrong(&bytes), expected);
            }
        }
        for (bytes, expected) in [
            // "학습률" as Korean Windows writes it.
            (
                &b"seed = 1 # \xc7\xd0\xbd\xc0\xb7\xfc\r\n"[..],
                "1:12: the file is CP949 (EUC-KR), the encoding of Korean Windows: byte 12 is 0xC7; save it as UTF-8",
            ),
            (
                b"a\nb\nc = \"\xe9t\xe9\"\n",
                "3:6: the file is not UTF-8: byte 10 is 0xE9; save it as UTF-8",
            ),
            (
                "α\n".repeat(2).as_bytes().get(..4).unwrap(),
                "2:1: the file is not UTF-8: byte 4 is 0xCE; save it as UTF-8",
            ),
            (
                b"\xff\xfe\0\0[\0\0\0",
                "1:1: the file is UTF-32 (little-endian); save it as UTF-8",
            ),
            (
                b"end 5\n\0\0\0",
                "2:1: a NUL byte, which a power failure may leave behind; delete it, or the rest of the file from there",
            ),
            (
                b"one\rtwo\r",
                "1:4: a carriage return without a line feed; save the file with line ends LF or CRLF",
            ),
        ] {
            assert_eq!(wrong(bytes), expected);
        }
    }
}
