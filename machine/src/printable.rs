//! Text from outside in messages: paths, file names, arguments, quoted lines, a daemon's answers.
//!
//! Such text must not move a terminal's cursor, add a line to a log, or look like something else. Wrap it wherever it is
//! printed: [`shown`] for a part of a message, [`line()`] for a whole line of the log, [`lines`] for a whole message.
//! Escaping twice changes nothing. The result is for people; it is not the file's name any more.

use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fmt::{self, Write};

/// A path, an argument or any other foreign text, to be printed on one line: unprintable characters appear as escapes,
/// bytes that are not UTF-8 as `\xNN`.
///
/// ```
/// use backpropd_machine::printable::shown;
/// use std::path::Path;
/// assert_eq!(shown(Path::new("/home/가람/xor.txt")).to_string(), "/home/가람/xor.txt");
/// assert_eq!(shown("txt.\u{202e}log\u{200b}").to_string(), r"txt.\u{202e}log\u{200b}");
/// ```
pub fn shown<T: AsRef<OsStr> + ?Sized>(text: &T) -> Shown<'_> {
    Shown(text.as_ref())
}

/// [`shown`], as a string.
///
/// ```
/// use backpropd_machine::printable::printable;
/// assert_eq!(printable("학습률 = α"), "학습률 = α");
/// assert_eq!(printable("i1\nstopped, LEDs off\u{1b}[2J"), r"i1\nstopped, LEDs off\u{1b}[2J");
/// ```
pub fn printable(text: &str) -> String {
    shown(text).to_string()
}

/// A whole line of the log; a line break within it is escaped too, so it cannot forge another line.
pub fn line(text: &fmt::Arguments) -> String {
    printable(&text.to_string())
}

/// A whole message, which may have several lines of its own; everything else is escaped as in [`shown`].
///
/// ```
/// assert_eq!(backpropd_machine::printable::lines("two\nlines\r"), "two\nlines\\r");
/// ```
pub fn lines(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(printable).collect();
    lines.join("\n")
}

/// For `#[serde(deserialize_with)]`: text from another process, escaped as in [`shown`] as soon as it is read.
///
/// # Errors
/// When it is not such text.
pub fn read<'de, T: Texts + Deserialize<'de>, D: Deserializer<'de>>(
    from: D,
) -> Result<T, D::Error> {
    T::deserialize(from).map(Texts::escaped)
}

/// One text, or several. See [`read`].
pub trait Texts {
    /// All of them escaped as in [`shown`].
    fn escaped(self) -> Self;
}

impl Texts for String {
    fn escaped(self) -> Self {
        printable(&self)
    }
}

impl Texts for Option<String> {
    fn escaped(self) -> Self {
        self.map(Texts::escaped)
    }
}

impl<T: Texts> Texts for Vec<T> {
    fn escaped(self) -> Self {
        self.into_iter().map(Texts::escaped).collect()
    }
}

impl<T: Texts> Texts for BTreeMap<String, T> {
    fn escaped(self) -> Self {
        let escaped = |(key, texts): (String, T)| (key.escaped(), texts.escaped());
        self.into_iter().map(escaped).collect()
    }
}

/// Text as [`shown`] prints it.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'a>(&'a OsStr);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        for chunk in self.0.as_encoded_bytes().utf8_chunks() {
            for char in chunk.valid().chars() {
                if is_printable(char) {
                    out.write_char(char)?;
                } else {
                    write!(out, "{}", char.escape_default())?;
                }
            }
            for byte in chunk.invalid() {
                write!(out, r"\x{byte:02x}")?;
            }
        }
        Ok(())
    }
}

/// Whether the character is visible and stays in its place. Controls (C0, DEL, C1), line and paragraph separators, marks
/// that change the direction of text, and invisible characters are not.
pub fn is_printable(char: char) -> bool {
    !char.is_control()
        && !matches!(
            char,
            '\u{ad}'                        // soft hyphen
                | '\u{34f}'                 // combining grapheme joiner
                | '\u{61c}'                 // Arabic letter mark: direction
                | '\u{115f}'..='\u{1160}'   // Hangul fillers
                | '\u{17b4}'..='\u{17b5}'   // invisible Khmer vowels
                | '\u{180b}'..='\u{180f}'   // Mongolian selectors and separator
                | '\u{200b}'..='\u{200f}'   // zero width; marks of direction
                | '\u{2028}'..='\u{202e}'   // separators; embedding and override of direction
                | '\u{2060}'..='\u{206f}'   // word joiner, invisible operators; isolation of direction
                | '\u{3164}'                // Hangul filler
                | '\u{fe00}'..='\u{fe0f}'   // variation selectors
                | '\u{feff}'                // byte order mark
                | '\u{ffa0}'                // halfwidth Hangul filler
                | '\u{fff9}'..='\u{fffb}'   // interlinear annotation
                | '\u{1d173}'..='\u{1d17a}' // musical formatting
                | '\u{e0000}'..='\u{e0fff}' // tags, more variation selectors
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a hostile file name may contain.
    const UNPRINTABLE: [char; 24] = [
        '\0',
        '\t',
        '\n',
        '\r',
        '\u{8}',
        '\u{1b}',
        '\u{7f}',
        '\u{80}',
        '\u{85}',
        '\u{9b}',
        '\u{9f}',
        '\u{ad}',
        '\u{61c}',
        '\u{200b}',
        '\u{200d}',
        '\u{200e}',
        '\u{2028}',
        '\u{2029}',
        '\u{202a}',
        '\u{202e}',
        '\u{2066}',
        '\u{2069}',
        '\u{feff}',
        '\u{e0041}',
    ];

    #[test]
    fn invisible_and_control_characters_are_escaped() {
        for char in UNPRINTABLE {
            let shown = printable(&format!("a{char}b"));
            assert!(
                shown.starts_with("a\\") && shown.ends_with('b'),
                "{char:?}: {shown:?}"
            );
            assert!(shown.chars().all(is_printable), "{char:?}: {shown:?}");
        }
    }

    #[test]
    fn any_character_is_printable_afterwards_and_text_stays_as_it_is() {
        for char in (0..=u32::from(char::MAX)).filter_map(char::from_u32) {
            let once = printable(&char.to_string());
            assert!(once.chars().all(is_printable), "{char:?}");
            assert_eq!(printable(&once), once);
        }
        for text in [
            "half-adder",
            "반가산기 ○●◐✓ σ∂ ⠋",
            "C:\\Users\\lee",
            "é́ 👩 ½",
            "العربية",
        ] {
            assert_eq!(printable(text), text);
        }
    }

    #[cfg(unix)]
    #[test]
    fn bytes_that_are_not_utf8_are_shown_in_hexadecimal() {
        use std::os::unix::ffi::OsStrExt;
        let name = OsStr::from_bytes(b"/tmp/\xff\xfe \x9b31m \xc3\xa9");
        assert_eq!(shown(name).to_string(), r"/tmp/\xff\xfe \x9b31m é");
    }

    #[test]
    fn a_line_of_the_log_stays_one_line() {
        let name = "x\nbackpropd: stopped, LEDs off";
        assert_eq!(
            line(&format_args!("{name}: gone")),
            r"x\nbackpropd: stopped, LEDs off: gone"
        );
    }
}
