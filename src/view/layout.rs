//! Lines of text that fit a width: numbers, sentences, and equations that break where one would on paper.
//!
//! Place: below the views. It knows nothing of what it lays out. Widths are columns of a terminal, in which a Korean
//! syllable takes two.

use unicode_width::UnicodeWidthStr;

/// What a line is, for whoever gives it a colour.
///
/// ```
/// use backpropd::view::layout::{Line, Role};
/// let line = Line { role: Role::Heading, text: "1. Forward".into() };
/// assert_eq!(line.to_string(), "1. Forward");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The head of a part.
    Heading,
    /// A sentence that explains.
    Note,
    /// An equation.
    Equation,
    /// A global gradient.
    Global,
    /// A local gradient.
    Local,
    /// The product of the two.
    Product,
    /// A weight's new value.
    Update,
}

/// A line of text, and what it is.
///
/// ```
/// use backpropd::view::layout::{Line, Role};
/// let line = Line { role: Role::Note, text: "역방향".into() };
/// assert_eq!(line.width(), 6);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub role: Role,
    /// What it says.
    pub text: String,
}

impl Line {
    /// How many columns of a terminal it takes.
    pub fn width(&self) -> usize {
        self.text.width()
    }
}

impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

/// The number in at most so many significant `digits` (1 to 17): as short as it is where that says it exactly,
/// rounded, with all its digits, where it does not. With 17 nothing is rounded.
///
/// ```
/// use backpropd::view::layout::number;
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
    // Without the exponent, as one writes it, where that is not too long and says no digit that was rounded away.
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

/// The number where a minus sign in front of it could be taken for another: in brackets if it has one.
pub(super) fn factor(value: f64, digits: usize) -> String {
    let number = number(value, digits);
    if number.starts_with('-') {
        format!("({number})")
    } else {
        number
    }
}

/// `text` with spaces after it, up to `width`.
pub(super) fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", spaces(width.saturating_sub(text.width())))
}

fn spaces(count: usize) -> String {
    " ".repeat(count)
}

/// A sentence, broken between its words.
pub(crate) fn sentence(text: &str, indent: usize, width: usize) -> Vec<String> {
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

/// A piece of an equation, before which it may be broken: a line, or a matrix of two.
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

    /// The pieces side by side as one, where no break may come between them.
    pub(super) fn joined(pieces: impl IntoIterator<Item = Piece>) -> Piece {
        let mut all = Piece::from("");
        pieces.into_iter().for_each(|piece| all.append(&piece));
        all
    }

    /// A matrix of two rows, its columns aligned to the right.
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

/// Text may be broken before each plus sign.
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

/// An equation: what stands before the first `=`, and the sides after each.
pub(super) struct Equation {
    pub(super) role: Role,
    start: Piece,
    sides: Vec<Vec<Piece>>,
}

impl Equation {
    /// An equation of what follows `left`.
    pub(super) fn of(role: Role, left: &str) -> Self {
        Self {
            role,
            start: left.into(),
            sides: Vec::new(),
        }
    }

    /// `= side`
    pub(super) fn is(mut self, side: impl Into<Side>) -> Self {
        let Side(pieces) = side.into();
        let pieces = pieces.into_iter().enumerate().map(|(i, piece)| {
            let before = if i == 0 { " = " } else { " " };
            Piece::joined([before.into(), piece])
        });
        self.sides.push(pieces.collect());
        self
    }

    /// The equation, broken as on paper where it is wider than `width`: one side to a line, but for the last sides that
    /// fit on one together. Each new line begins under the first `=`.
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
        assert_eq!(pad("전역", 6), "전역  ");
        assert_eq!(sentence("오차가 큽니다", 0, 7), ["오차가", "큽니다"]);
    }
}
