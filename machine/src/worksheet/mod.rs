//! One step of back-propagation to be done by hand: the worksheet, its answers, and what went wrong on the way.
//!
//! ```text
//! seed, pupil → generator → Worksheet → text, html, form
//! a text, filled in → parse → check → report
//! ```
//!
//! Every pupil gets numbers of their own, drawn from the seed and the pupil's number, so a filled-in worksheet needs to
//! carry only these two. The step is one of plain gradient descent with trained biases. Pure, so that the command line
//! and the page in the browser can both use it.

mod check;
mod expression;
mod figure;
mod form;
mod generator;
mod html;
mod parse;
mod quantity;
mod report;
mod rounding;
mod rules;
mod symbols;
#[cfg(test)]
mod tests;
mod text;

pub use check::{Checked, Diagnosis, Wrong};
pub use form::Form;
pub use html::html;
pub use parse::{Fault, MAX_BYTES, NotAWorksheet};
pub use report::report;
pub use rules::Mistake;

use crate::messages;
use crate::view::ledger::NEURON_NAMES;
use quantity::{Numbers, Part, Quantity};

/// The version of the worksheets: it goes up when a seed draws other numbers than before.
pub const VERSION: u32 = 1;

/// The highest number of a pupil.
pub const MAX_PUPIL: u32 = 200;

/// A pupil's worksheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Worksheet {
    pupil: u32,
    seed: u64,
    numbers: Numbers,
}

impl Worksheet {
    /// The worksheet of this pupil, from 1 to [`MAX_PUPIL`]. The same seed gives a class the same worksheets everywhere.
    ///
    /// ```
    /// use backpropd_machine::worksheet::Worksheet;
    /// assert_eq!(Worksheet::of(7, 2026), Worksheet::of(7, 2026));
    /// assert_ne!(Worksheet::of(8, 2026).text(false), Worksheet::of(7, 2026).text(false));
    /// ```
    pub fn of(pupil: u32, seed: u64) -> Self {
        Self {
            pupil,
            seed,
            numbers: generator::draw(seed, pupil),
        }
    }

    /// As a form on a screen.
    ///
    /// ```
    /// use backpropd_machine::worksheet::Worksheet;
    /// let form = Worksheet::of(7, 2026).form();
    /// assert_eq!(form.head, "backpropd worksheet 1 pupil 7 seed 2026");
    /// assert_eq!(form.given[0][0], ("i1".into(), 0.3));
    /// assert_eq!(form.parts[0][1], ("out_h1".into(), "σ(net_h1)".into()));
    /// ```
    pub fn form(&self) -> Form {
        form::form(self)
    }

    /// As plain text: the form that [`check`] reads, with blanks or with its answers.
    pub fn text(&self, with_answers: bool) -> String {
        text::text(self, with_answers)
    }
}

/// Checks the worksheets that a file holds, in the form that [`Worksheet::text`] writes.
///
/// ```
/// use backpropd_machine::worksheet::{Worksheet, check};
/// let checked = check(Worksheet::of(7, 2026).text(false).as_bytes())?;
/// assert_eq!((checked[0].filled, checked[0].blanks), (0, 55));
/// # Ok::<(), backpropd_machine::worksheet::NotAWorksheet>(())
/// ```
///
/// # Errors
/// When it holds no worksheet, or a line is neither a comment nor `name = number`.
pub fn check(file: &[u8]) -> Result<Vec<Checked>, NotAWorksheet> {
    Ok(parse::read(file)?.iter().map(check::check).collect())
}

/// The heading of a part of the sheet, with its number.
fn heading(part: Part) -> String {
    let what = match part {
        Part::Forward => messages::ledger_forward().into(),
        Part::Loss => messages::ledger_loss().into(),
        Part::Output(n) | Part::Hidden(n) => messages::worksheet_back(NEURON_NAMES[n]),
    };
    let number = Part::ALL.iter().position(|it| *it == part).unwrap_or(0) + 1;
    format!("{number}. {what}")
}

/// What the pupil must know to calculate a part of the sheet.
fn note(part: Part) -> Option<&'static str> {
    match part {
        Part::Forward => Some(messages::worksheet_forward_note()),
        Part::Output(2) => Some(messages::worksheet_output_note()),
        Part::Hidden(0) => Some(messages::worksheet_hidden_note()),
        _ => None,
    }
}
