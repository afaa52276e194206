//! Reads worksheets that pupils filled in: which worksheet it is, and which numbers are written.
//!
//! The form is the one that `text` writes. What matters is the first line, the name before the first `=`, and the number
//! after the last. Comments, empty lines and what a pupil scribbles between two `=` do not count. Everything else is an
//! error with its line: the file comes from anybody.

use super::quantity::{BLANKS, order};
use super::{MAX_PUPIL, VERSION};
use crate::glyphs::Glyphs;
use crate::messages;
use crate::plain_text;
use crate::printable::printable;
use std::fmt;
use thiserror::Error;

/// How the first line of a worksheet begins.
const HEAD: &str = "backpropd worksheet";

/// The longest file that is read, in bytes: a class of two hundred.
pub const MAX_BYTES: u64 = 1 << 20;

/// How many worksheets a file may hold.
const MAX_SHEETS: usize = MAX_PUPIL as usize;

/// The longest number, in characters.
const MAX_CHARS: usize = 30;

/// The largest number, by its absolute value.
const MAX_VALUE: f64 = 1e6;

/// Why a file is not a worksheet, and in which line, from 1.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}", messages::worksheet_in_line(line, what))]
pub struct NotAWorksheet {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, and what is allowed.
    pub what: Fault,
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The bytes are not text.
    NotText(plain_text::Fault),
    /// The first line is not that of a worksheet.
    NoHead,
    /// A worksheet of this version.
    Version(String),
    /// The pupil or the seed cannot be read.
    Head(String),
    /// More worksheets than a file may hold.
    TooMany,
    /// Neither a comment nor `name = number`.
    NotALine(String),
    /// A name that no worksheet has.
    Name(String),
    /// A name that was there in that line.
    Twice(String, usize),
    /// Not a number.
    Number(String),
    /// A number beyond all that a worksheet can lead to.
    TooLarge(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Fault::NotText(fault) => fault.to_string(),
            Fault::NoHead => messages::worksheet_no_head(head_of(1, 1)),
            Fault::Version(version) => messages::worksheet_version(version, VERSION),
            Fault::Head(head) => messages::worksheet_bad_head(head, head_of(1, 1), MAX_PUPIL),
            Fault::TooMany => messages::worksheet_too_many(MAX_SHEETS),
            Fault::NotALine(line) => messages::worksheet_not_a_line(line),
            Fault::Name(name) => messages::worksheet_unknown_name(name),
            Fault::Twice(name, line) => messages::worksheet_twice(name, line),
            Fault::Number(number) => messages::worksheet_not_a_number(number),
            Fault::TooLarge(number) => messages::worksheet_too_large(number, MAX_VALUE),
        })
    }
}

/// The first line of a worksheet.
pub(super) fn head_of(pupil: u32, seed: u64) -> String {
    format!("{HEAD} {VERSION} pupil {pupil} seed {seed}")
}

/// A number as the pupil wrote it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Written {
    pub(super) value: f64,
    /// How many significant digits it was written with; 0 for 0.
    pub(super) digits: usize,
    /// In which line, from 1.
    pub(super) line: usize,
}

/// A worksheet, filled in.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Filled {
    pub(super) pupil: u32,
    pub(super) seed: u64,
    /// In the order of the sheet; `None` where the blank is empty.
    pub(super) written: Vec<Option<Written>>,
}

/// The worksheets of a file.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Filled>, NotAWorksheet> {
    let text = plain_text::read(bytes).map_err(|error| NotAWorksheet {
        line: error.line,
        what: Fault::NotText(error.what),
    })?;
    let mut reader = Reader::new();
    for (number, line) in text.lines().enumerate() {
        let at = |what| NotAWorksheet {
            line: number + 1,
            what,
        };
        reader.line(number + 1, line.trim()).map_err(at)?;
    }
    if reader.sheets.is_empty() {
        return Err(NotAWorksheet {
            line: 1,
            what: Fault::NoHead,
        });
    }
    Ok(reader.sheets)
}

struct Reader {
    /// The names of the blanks in ASCII, which is how a pupil may type them.
    names: Vec<String>,
    sheets: Vec<Filled>,
    /// In which line each name of the latest sheet stands.
    seen: [Option<usize>; BLANKS],
}

impl Reader {
    fn new() -> Self {
        let name = |it: super::Quantity| in_ascii(&it.to_string());
        Self {
            names: order().into_iter().map(name).collect(),
            sheets: Vec::new(),
            seen: [None; BLANKS],
        }
    }

    fn line(&mut self, number: usize, line: &str) -> Result<(), Fault> {
        if line.is_empty() || line.starts_with('#') {
            return Ok(());
        }
        if let Some(rest) = line.strip_prefix(HEAD) {
            return self.head(rest, line);
        }
        let Some(sheet) = self.sheets.last_mut() else {
            return Err(Fault::NoHead);
        };
        let Some((name, rest)) = line.split_once('=') else {
            return Err(Fault::NotALine(quoted(line)));
        };
        let name = in_ascii(name.trim());
        let Some(place) = self.names.iter().position(|known| *known == name) else {
            return Err(Fault::Name(quoted(
                line.split('=').next().unwrap_or_default().trim(),
            )));
        };
        if let Some(first) = self.seen[place].replace(number) {
            return Err(Fault::Twice(name, first));
        }
        let value = rest.rsplit('=').next().unwrap_or_default();
        sheet.written[place] = written(value, number)?;
        Ok(())
    }

    fn head(&mut self, rest: &str, line: &str) -> Result<(), Fault> {
        let words: Vec<_> = rest.split_whitespace().collect();
        if let Some(version) = words.first().filter(|it| **it != VERSION.to_string()) {
            return Err(Fault::Version(quoted(version)));
        }
        let (pupil, seed) = match words[..] {
            [_, "pupil", pupil, "seed", seed] => (pupil.parse().ok(), seed.parse().ok()),
            _ => (None, None),
        };
        let pupil = pupil.filter(|pupil| (1..=MAX_PUPIL).contains(pupil));
        let (Some(pupil), Some(seed)) = (pupil, seed) else {
            return Err(Fault::Head(quoted(line)));
        };
        if self.sheets.len() == MAX_SHEETS {
            return Err(Fault::TooMany);
        }
        self.seen = [None; BLANKS];
        self.sheets.push(Filled {
            pupil,
            seed,
            written: vec![None; BLANKS],
        });
        Ok(())
    }
}

/// The number that a pupil wrote after the last `=`; `None` where there is none yet.
fn written(text: &str, line: usize) -> Result<Option<Written>, Fault> {
    let text = text.trim().trim_matches('_').trim();
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = || Fault::Number(quoted(text));
    let plain = text.replace('−', "-");
    let is_plain = |char: char| char.is_ascii_digit() || ".eE+-".contains(char);
    if plain.chars().count() > MAX_CHARS || !plain.chars().all(is_plain) {
        return Err(wrong());
    }
    let value: f64 = plain.parse().map_err(|_| wrong())?;
    if value.abs() > MAX_VALUE {
        return Err(Fault::TooLarge(quoted(text)));
    }
    Ok(Some(Written {
        value,
        digits: significant_digits(&plain),
        line,
    }))
}

/// How many significant digits a number is written with.
fn significant_digits(number: &str) -> usize {
    let mantissa = number.split(['e', 'E']).next().unwrap_or_default();
    let digits = mantissa.chars().filter(char::is_ascii_digit);
    digits.skip_while(|digit| *digit == '0').count()
}

/// `∂L/∂w5` and `dL/dw5` are the same name, and so are `w5⁺`, `w5'` and `w5+`.
fn in_ascii(name: &str) -> String {
    let name = Glyphs::Ascii.show(name);
    match name.strip_suffix('+') {
        Some(old) => format!("{old}'"),
        None => name.into_owned(),
    }
}

/// What stands in a file, short and printable.
fn quoted(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    printable(&short)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SHEET: &str = "backpropd worksheet 1 pupil 7 seed 2026\n";

    fn fault(text: &str) -> (usize, Fault) {
        let error = read(text.as_bytes()).unwrap_err();
        (error.line, error.what)
    }

    #[test]
    fn numbers_names_and_comments_are_read_as_people_type_them() {
        let text = format!(
            "# mine\n{SHEET}\n net_h1 = w1·i1 + b_h1 = 0.5933 \r\nout_h1=-.5\ndL/dw5 = −1e-2\n∂out_o1/∂net_o1 = ____\n\
             delta_o1 = _0.50_\nw5+ = "
        );
        let sheets = read(text.as_bytes()).unwrap();
        let [sheet] = &sheets[..] else {
            panic!("{sheets:?}")
        };
        assert_eq!((sheet.pupil, sheet.seed), (7, 2026));
        let of = |name: &str| {
            let place = order().iter().position(|it| it.to_string() == name);
            sheet.written[place.unwrap()].map(|it| (it.value, it.digits, it.line))
        };
        assert_eq!(of("net_h1"), Some((0.5933, 4, 4)));
        assert_eq!(of("out_h1"), Some((-0.5, 1, 5)));
        assert_eq!(of("∂L/∂w5"), Some((-0.01, 1, 6)));
        assert_eq!(of("δo1"), Some((0.5, 2, 8)));
        assert_eq!(
            (of("w5⁺"), of("∂out_o1/∂net_o1"), of("L")),
            (None, None, None)
        );
    }

    #[test]
    fn what_is_wrong_has_its_line() {
        let with = |line: &str| fault(&format!("{SHEET}{line}\n"));
        assert_eq!(fault(""), (1, Fault::NoHead));
        assert_eq!(fault("# only\n\nL = 1\n"), (3, Fault::NoHead));
        assert_eq!(
            fault("backpropd worksheet 2 pupil 1"),
            (1, Fault::Version("2".into()))
        );
        for head in [
            "",
            "1",
            "1 pupil 0 seed 1",
            "1 pupil 201 seed 1",
            "1 pupil 1 seed -1",
            "1 pupil 1 seed 1 x",
        ] {
            let (line, what) = fault(&format!("backpropd worksheet {head}"));
            assert!(
                line == 1 && matches!(what, Fault::Head(_)),
                "{head}: {what:?}"
            );
        }
        assert_eq!(
            with("out_h1 0.5"),
            (2, Fault::NotALine("out_h1 0.5".into()))
        );
        assert_eq!(with("\nout_h3 = 0.5"), (3, Fault::Name("out_h3".into())));
        assert_eq!(with("L = 1\nL = 1"), (3, Fault::Twice("L".into(), 2)));
        for number in [
            "0,5",
            "1/2",
            "nan",
            "inf",
            "0x1",
            "1.2.3",
            "e",
            "half",
            "1 2",
            "０.５",
            &"1".repeat(31),
        ] {
            let (line, what) = with(&format!("L = {number}"));
            assert!(
                line == 2 && matches!(what, Fault::Number(_)),
                "{number}: {what:?}"
            );
        }
        assert_eq!(with("L = 1e300").1, Fault::TooLarge("1e300".into()));
        assert_eq!(with("L = 1e999").1, Fault::TooLarge("1e999".into()));
        let many = SHEET.repeat(MAX_SHEETS + 1);
        assert_eq!(fault(&many), (MAX_SHEETS + 1, Fault::TooMany));
        let (line, what) = (read(b"\xff\xfeb\0").unwrap_err().line, fault("a\0b").1);
        assert!(line == 1 && matches!(what, Fault::NotText(_)), "{what:?}");
    }

    proptest! {
        /// Nothing panics, and an error is printable and names a line that is there.
        #[test]
        fn any_text_is_read_or_refused(
            lines in prop::collection::vec(
                prop_oneof![
                    Just(SHEET.trim().to_owned()),
                    "[a-zL∂/_0-9⁺δ]{0,12} ?=? ?[-−+.0-9eE_=\u{202e}]{0,12}",
                    "(L|net_h1|out_o2|dL/dw5|w5⁺) = [-+.0-9e]{0,9}",
                    any::<String>(),
                ],
                0..12,
            )
        ) {
            let text = lines.join("\n");
            match super::super::check(text.as_bytes()) {
                Ok(checked) => prop_assert!(!checked.is_empty()),
                Err(error) => {
                    prop_assert!((1..=text.lines().count().max(1)).contains(&error.line));
                    prop_assert!(!error.to_string().contains(char::is_control), "{error}");
                }
            }
        }
    }
}
