//! Lines of text that fit a width: numbers, sentences, and equations broken the way you would on paper.
//!
//! Place: below the views. It does not know what it lays out. Widths are in columns of a terminal; a Korean syllable
//! takes two.

use crate::glyphs::Glyphs;
use unicode_width::UnicodeWidthStr;

/// The kind of a line, which decides its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The heading of a part.
    Heading,
    /// An explanation.
    Note,
    /// An equation.
    Equation,
    /// A global gradient.
    Global,
    /// A local gradient.
    Local,
    /// The product of both.
    Product,
    /// A weight's new value.
    Update,
}

/// A line of text and its kind.
///
/// ```
/// use backpropd_machine::view::layout::{Line, Role};
/// let line = Line { role: Role::Note, text: "순전파".into() };
/// assert_eq!(line.width(), 6);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its kind.
    pub role: Role,
    /// Its text.
    pub text: String,
}

impl Line {
    /// Its width in columns of a terminal.
    pub fn width(&self) -> usize {
        self.text.width()
    }
}

impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

/// The number with at most this many significant `digits` (1 to 17): in its shortest form if that is exact, otherwise
/// rounded to all these digits. With 17, nothing is rounded.
///
/// ```
/// use backpropd_machine::view::layout::number;
/// assert_eq!(number(0.05, 9), "0.05");
/// assert_eq!(number(0.2983711087600027, 9), "0.298371109");
/// assert_eq!(number(0.2983711087600027, 17), "0.2983711087600027");
/// assert_eq!(number(-0.00000012345, 3), "-1.23e-7");
/// ```
pub fn number(value: f64, digits: usize) -> String {
    let shortest = format!("{value:e}");
    let count = shortest.chars().take_while(|&c| c != 'e');
    let is_exact = count.filter(char::is_ascii_digit).count() <= digits;
    let scientific = if is_exact {
        shortest
    } else {
        format!("{value:.*e}", digits - 1)
    };
    // Without an exponent, unless that is too long or shows digits that were rounded away.
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let decimals = mantissa.split_once('.').map_or(0, |(_, after)| after.len()) as i32 - exponent;
    if value == 0.0 {
        "0".into()
    } else if (-5..9).contains(&exponent) && (is_exact || decimals >= 0) {
        format!("{value:.*}", decimals.max(0) as usize)
    } else {
        scientific
    }
}

/// The number for use after an operator: in brackets if it is negative.
pub(super) fn factor(value: f64, digits: usize) -> String {
    let number = number(value, digits);
    if number.starts_with('-') {
        format!("({number})")
    } else {
        number
    }
}

/// `text`, padded with spaces on the right to `width`.
///
/// ```
/// use backpropd_machine::view::layout::{pad, pad_left};
/// assert_eq!(pad("LED", 5), "LED  ");
/// assert_eq!(pad_left("LED", 5), "  LED");
/// ```
pub fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", missing(text, width))
}

/// `text`, padded with spaces on the left to `width`.
pub fn pad_left(text: &str, width: usize) -> String {
    format!("{}{text}", missing(text, width))
}

/// The spaces that pad `text` to `width` columns. Without Korean, every letter that the program prints takes one
/// column, and the smallest build needs no table of widths.
fn missing(text: &str, width: usize) -> String {
    #[cfg(feature = "ko")]
    let columns = text.width();
    #[cfg(not(feature = "ko"))]
    let columns = text.chars().count();
    spaces(width.saturating_sub(columns))
}

fn spaces(count: usize) -> String {
    " ".repeat(count)
}

/// A sentence, broken between its words.
pub fn sentence(text: &str, indent: usize, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.width() + 1 + word.width() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(spaces(indent) + word),
        }
    }
    lines
}

/// A piece of an equation: a line of text, or a matrix of two lines. The equation may be broken before it.
#[derive(Clone)]
pub(super) struct Piece([String; 2]);

impl Piece {
    fn width(&self) -> usize {
        self.0[0].width().max(self.0[1].width())
    }

    fn append(&mut self, other: &Piece) {
        let width = self.width();
        for (row, other) in self.0.iter_mut().zip(&other.0) {
            *row = pad(row, width) + other;
        }
    }

    /// These pieces side by side as a single piece, without breaks in between.
    pub(super) fn joined(pieces: impl IntoIterator<Item = Piece>) -> Piece {
        let mut all = Piece::from("");
        pieces.into_iter().for_each(|piece| all.append(&piece));
        all
    }

    /// A matrix of two rows, with its columns aligned to the right.
    pub(super) fn matrix<const C: usize>(rows: [[String; C]; 2]) -> Piece {
        let columns = |row: &[String; C]| {
            let cells = (0..C).map(|c| {
                let width = rows.iter().map(|row| row[c].width()).max().unwrap_or(0);
                spaces(width - row[c].width()) + &row[c]
            });
            format!("[ {} ]", cells.collect::<Vec<_>>().join("  "))
        };
        Piece([columns(&rows[0]), columns(&rows[1])])
    }
}

impl From<&str> for Piece {
    fn from(text: &str) -> Self {
        Piece([text.into(), String::new()])
    }
}

/// One side of an equation, in pieces.
pub(super) struct Side(Vec<Piece>);

/// Text that may be broken before each plus sign.
impl From<&str> for Side {
    fn from(text: &str) -> Self {
        let terms = text.split(" + ").enumerate();
        let term = |(i, term): (usize, &str)| match i {
            0 => Piece::from(term),
            _ => Piece::from(format!("+ {term}").as_str()),
        };
        Side(terms.map(term).collect())
    }
}

impl From<String> for Side {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl From<Piece> for Side {
    fn from(piece: Piece) -> Self {
        Side(vec![piece])
    }
}

impl From<Vec<Piece>> for Side {
    fn from(pieces: Vec<Piece>) -> Self {
        Side(pieces)
    }
}

/// An equation: the text before the first `=`, and the sides after each `=`.
pub(super) struct Equation {
    pub(super) role: Role,
    start: Piece,
    sides: Vec<Vec<Piece>>,
}

impl Equation {
    /// An equation with this left side.
    pub(super) fn of(role: Role, left: &str) -> Self {
        Self {
            role,
            start: left.into(),
            sides: Vec::new(),
        }
    }

    /// Adds `= side`.
    pub(super) fn is(mut self, side: impl Into<Side>) -> Self {
        let Side(pieces) = side.into();
        let pieces = pieces.into_iter().enumerate().map(|(i, piece)| {
            let before = if i == 0 { " = " } else { " " };
            Piece::joined([before.into(), piece])
        });
        self.sides.push(pieces.collect());
        self
    }

    /// The equation in these glyphs. Text beside a matrix keeps its width, because each of its glyphs becomes one
    /// letter.
    pub(super) fn shown(mut self, glyphs: Glyphs) -> Self {
        for Piece(rows) in self.sides.iter_mut().flatten() {
            for row in rows {
                *row = glyphs.show(row).into_owned();
            }
        }
        self
    }

    /// The equation, broken if it is wider than `width`: one side per line, with the last sides together on one line if
    /// they fit. Each new line starts under the first `=`.
    pub(super) fn lines(self, width: usize) -> Vec<String> {
        let indent = Piece::from(spaces(self.start.width()).as_str());
        let room = width.saturating_sub(indent.width());
        let mut lines = vec![self.start];
        let mut sides = &self.sides[..];
        while let [side, rest @ ..] = sides {
            let all = Piece::joined(sides.iter().flatten().cloned());
            let (pieces, rest) = if all.width() <= room {
                (vec![all], &[][..])
            } else {
                (side.clone(), rest)
            };
            for piece in pieces {
                match lines.last_mut() {
                    Some(line) if line.width() + piece.width() <= width => line.append(&piece),
                    _ => lines.push(Piece::joined([indent.clone(), piece])),
                }
            }
            if !rest.is_empty() {
                lines.push(indent.clone());
            }
            sides = rest;
        }
        let rows = lines.into_iter().flat_map(|Piece([first, second])| {
            let second = Some(second).filter(|row| !row.trim().is_empty());
            [Some(first), second].into_iter().flatten()
        });
        rows.map(|row| row.trim_end().to_owned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_short_where_it_is_exact_and_rounded_where_not() {
        for (value, digits, expected) in [
            (0.0, 9, "0"),
            (-0.0, 9, "0"),
            (1.0, 1, "1"),
            (0.39249999999999996, 9, "0.392500000"),
            (0.39249999999999996, 17, "0.39249999999999996"),
            (0.15, 17, "0.15"),
            (99.96, 3, "100"),
            (9.996, 3, "10.0"),
            (4096.0, 9, "4096"),
            (100.0, 1, "100"),
            (123456.0, 3, "1.23e5"),
            (1e9, 9, "1e9"),
            (0.0004385677344743465, 9, "0.000438567734"),
            (9.99e-6, 9, "9.99e-6"),
            (9.9999e-6, 3, "0.0000100"),
            (-1234567.890123, 9, "-1234567.89"),
            (1234567890.0, 3, "1.23e9"),
        ] {
            assert_eq!(number(value, digits), expected);
        }
    }

    #[test]
    fn an_equation_that_is_too_long_is_broken_before_a_sign() {
        let equation = || {
            Equation::of(Role::Equation, "net  ")
                .is("a + b")
                .is("0.25 + 0.75")
                .is("1")
        };
        assert_eq!(equation().lines(80), ["net   = a + b = 0.25 + 0.75 = 1"]);
        let broken = ["net   = a + b", "      = 0.25 + 0.75 = 1"];
        assert_eq!(equation().lines(30), broken);
        let narrow = ["net   = a + b", "      = 0.25", "      + 0.75", "      = 1"];
        assert_eq!(equation().lines(14), narrow);
    }

    #[test]
    fn a_matrix_stands_in_two_lines_beside_the_rest() {
        let matrix = Piece::matrix([["1", "22"], ["333", "4"]].map(|row| row.map(String::from)));
        let lines = Equation::of(Role::Equation, "W")
            .is(matrix)
            .is("W")
            .lines(80);
        assert_eq!(lines, ["W = [   1  22 ] = W", "    [ 333   4 ]"]);
    }

    #[test]
    fn korean_takes_two_columns() {
        #[cfg(feature = "ko")]
        assert_eq!([pad("전역", 6), pad_left("전역", 6)], ["전역  ", "  전역"]);
        assert_eq!(sentence("오차가 큽니다", 0, 7), ["오차가", "큽니다"]);
    }
}
