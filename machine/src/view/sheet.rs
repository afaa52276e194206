//! A sheet of worked arithmetic: its parts, sentences and equations, in a given style.
//!
//! Place: between [`layout`](super::layout), which knows widths, and the views, which know the contents.

use super::layout::{Equation, Line, Piece, Role, factor, number, pad, sentence};
use crate::glyphs::Glyphs;
use crate::messages;
use unicode_width::UnicodeWidthStr;

/// The style of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// The glyphs to use.
    pub glyphs: Glyphs,
    /// Significant digits, 1 to 17.
    pub digits: usize,
    /// The width in columns. Below about 60, pieces that cannot be broken stick out.
    pub width: usize,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            glyphs: Glyphs::All,
            digits: 9,
            width: 100,
        }
    }
}

/// The indentation of a part's contents.
const INDENT: &str = "  ";

/// The width of the longest left side of a chain, ∂out_o1/∂net_o1.
const LEFT: usize = 15;

/// A sheet that is being written.
pub(super) struct Sheet {
    style: Style,
    lines: Vec<Line>,
    parts: usize,
}

impl Sheet {
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

    /// A number with the digits of the sheet.
    pub(super) fn number(&self, value: f64) -> String {
        number(value, self.style.digits)
    }

    /// A number after a sign: in brackets if it is negative.
    pub(super) fn factor(&self, value: f64) -> String {
        factor(value, self.style.digits)
    }

    pub(super) fn matrix<const C: usize>(&self, rows: [[f64; C]; 2]) -> Piece {
        Piece::matrix(rows.map(|row| row.map(|value| self.number(value))))
    }

    /// Writes the title, and how numbers are rounded.
    pub(super) fn title(&mut self, title: &str) {
        self.push(Role::Heading, title.into());
        self.note(&messages::ledger_rounding(self.style.digits));
    }

    /// Starts the next part.
    pub(super) fn part(&mut self, heading: &str, note: &str) {
        self.gap();
        self.parts += 1;
        self.push(Role::Heading, format!("{}. {heading}", self.parts));
        self.note(note);
        self.gap();
    }

    /// A heading within a part.
    pub(super) fn head(&mut self, head: &str) {
        self.push(Role::Heading, format!("{INDENT}{head}"));
    }

    pub(super) fn note(&mut self, note: &str) {
        let text = self.style.glyphs.show(note);
        for line in sentence(&text, INDENT.len(), self.style.width) {
            self.push(Role::Note, line);
        }
    }

    pub(super) fn gap(&mut self) {
        self.push(Role::Note, String::new());
    }

    /// Removes the last line if it is a gap.
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

    /// Rows of cells, each column as wide as its widest cell.
    pub(super) fn table<const C: usize>(&mut self, rows: Vec<[String; C]>) {
        let rows: Vec<_> = (rows.into_iter())
            .map(|row| row.map(|cell| self.style.glyphs.show(&cell).into_owned()))
            .collect();
        let width = |column: usize| rows.iter().map(|row| row[column].width()).max();
        let widths: [usize; C] = std::array::from_fn(|column| width(column).unwrap_or(0) + 3);
        for row in &rows {
            let cells = row.iter().zip(widths);
            let line: String = cells.map(|(cell, width)| pad(cell, width)).collect();
            self.push(Role::Equation, format!("{INDENT}{}", line.trim_end()));
        }
    }

    /// The left side of an equation, `width` columns wide.
    pub(super) fn equation(&self, left: &str, width: usize) -> Equation {
        let left = self.style.glyphs.show(left);
        Equation::of(Role::Equation, &format!("{INDENT}{}", pad(&left, width)))
    }

    /// The left side of an equation in a chain, after a label with its part in the chain.
    pub(super) fn link(&self, role: Role, left: &str) -> Equation {
        let label = |role: Role| match role {
            Role::Global => messages::ledger_global(),
            Role::Local => messages::ledger_local(),
            Role::Product => messages::ledger_product(),
            Role::Update => messages::ledger_update(),
            Role::Heading | Role::Note | Role::Equation => "",
        };
        let roles = [Role::Global, Role::Local, Role::Product, Role::Update];
        let width = roles.map(|role| label(role).width()).into_iter().max();
        let left = self.style.glyphs.show(left);
        let label = pad(label(role), width.unwrap_or(0) + 2);
        Equation::of(
            role,
            &format!("{INDENT}{INDENT}{label}{}", pad(&left, LEFT)),
        )
    }

    pub(super) fn write(&mut self, equation: Equation) {
        let role = equation.role;
        for line in equation.shown(self.style.glyphs).lines(self.style.width) {
            self.push(role, line);
        }
    }

    fn push(&mut self, role: Role, text: String) {
        let text = self.style.glyphs.show(&text).into_owned();
        self.lines.push(Line { role, text });
    }
}
