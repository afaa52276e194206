//! A page of worked arithmetic: its parts, its sentences, its equations, in the style that was asked for.
//!
//! Place: between [`layout`](super::layout), which knows how wide things are, and the views, which know what to say.

use super::layout::{Equation, Line, Piece, Role, factor, number, pad, sentence};
use super::words;
use crate::language::{Language, Text};
use unicode_width::UnicodeWidthStr;

/// How a page is to be written.
///
/// ```
/// use backpropd::view::Style;
/// assert_eq!(Style::default().width, 100);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// In which language.
    pub language: Language,
    /// Significant digits, 1 to 17.
    pub digits: usize,
    /// How many columns there are. Below about 60, what cannot be broken goes beyond.
    pub width: usize,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            language: Language::En,
            digits: 9,
            width: 100,
        }
    }
}

/// How far a part's contents stand in.
const INDENT: &str = "  ";

/// The columns of the longest left side of a chain, ∂out_o1/∂net_o1.
const LEFT: usize = 15;

/// A page as it is written.
pub(super) struct Page {
    style: Style,
    lines: Vec<Line>,
    parts: usize,
}

impl Page {
    pub(super) fn new(style: Style) -> Self {
        Self {
            style,
            lines: Vec::new(),
            parts: 0,
        }
    }

    pub(super) fn lines(self) -> Vec<Line> {
        self.lines
    }

    /// A number in the digits of the page.
    pub(super) fn number(&self, value: f64) -> String {
        number(value, self.style.digits)
    }

    /// A number after a sign, in brackets if it has a sign itself.
    pub(super) fn factor(&self, value: f64) -> String {
        factor(value, self.style.digits)
    }

    pub(super) fn matrix<const C: usize>(&self, rows: [[f64; C]; 2]) -> Piece {
        Piece::matrix(rows.map(|row| row.map(|value| self.number(value))))
    }

    /// What the page is about, and how its numbers are rounded.
    pub(super) fn title(&mut self, title: Text, values: &[(&str, &str)]) {
        self.push(Role::Heading, title.fill(self.style.language, values));
        let digits = self.style.digits.to_string();
        self.note_with(words::ROUNDING, &[("digits", &digits)]);
    }

    /// Begins the next part.
    pub(super) fn part(&mut self, heading: Text, note: Text) {
        self.gap();
        self.parts += 1;
        let heading = heading.in_language(self.style.language);
        self.push(Role::Heading, format!("{}. {heading}", self.parts));
        self.note(note);
        self.gap();
    }

    /// A head within a part.
    pub(super) fn head(&mut self, head: Text, values: &[(&str, &str)]) {
        let head = head.fill(self.style.language, values);
        self.push(Role::Heading, format!("{INDENT}{head}"));
    }

    pub(super) fn note(&mut self, note: Text) {
        self.note_with(note, &[]);
    }

    fn note_with(&mut self, note: Text, values: &[(&str, &str)]) {
        let text = note.fill(self.style.language, values);
        for line in sentence(&text, INDENT.len(), self.style.width) {
            self.push(Role::Note, line);
        }
    }

    pub(super) fn gap(&mut self) {
        self.push(Role::Note, String::new());
    }

    /// Takes a gap back, where the last line is one.
    pub(super) fn drop_gap(&mut self) {
        self.lines.pop_if(|line| line.text.is_empty());
    }

    /// Names and their numbers, in columns.
    pub(super) fn values<'a>(&mut self, values: impl IntoIterator<Item = (&'a str, f64)>) {
        let values = values.into_iter();
        let cells: Vec<_> = values
            .map(|(name, value)| format!("{name} = {}", self.number(value)))
            .collect();
        let width = cells.iter().map(|cell| cell.width()).max().unwrap_or(0) + 3;
        let fits = |columns: &usize| INDENT.len() + columns * width <= self.style.width;
        let columns = [4, 2].into_iter().find(fits).unwrap_or(1);
        for row in cells.chunks(columns) {
            let row: String = row.iter().map(|cell| pad(cell, width)).collect();
            self.push(Role::Equation, format!("{INDENT}{}", row.trim_end()));
        }
    }

    /// The left side of an equation, `width` columns wide.
    pub(super) fn equation(&self, left: &str, width: usize) -> Equation {
        Equation::of(Role::Equation, &format!("{INDENT}{}", pad(left, width)))
    }

    /// The left side of an equation that has a part in a chain: what part says the label before it.
    pub(super) fn link(&self, role: Role, left: &str) -> Equation {
        let label = |role| match role {
            Role::Global => words::GLOBAL.in_language(self.style.language),
            Role::Local => words::LOCAL.in_language(self.style.language),
            Role::Product => words::PRODUCT.in_language(self.style.language),
            Role::Update => words::UPDATE.in_language(self.style.language),
            Role::Heading | Role::Note | Role::Equation => "",
        };
        let roles = [Role::Global, Role::Local, Role::Product, Role::Update];
        let width = roles.map(|role| label(role).width()).into_iter().max();
        let label = pad(label(role), width.unwrap_or(0) + 2);
        Equation::of(role, &format!("{INDENT}{INDENT}{label}{}", pad(left, LEFT)))
    }

    pub(super) fn write(&mut self, equation: Equation) {
        let role = equation.role;
        for line in equation.lines(self.style.width) {
            self.push(role, line);
        }
    }

    fn push(&mut self, role: Role, text: String) {
        self.lines.push(Line { role, text });
    }
}
