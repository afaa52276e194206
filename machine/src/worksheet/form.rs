//! A worksheet as a form on a screen: what is given, and what is to be filled in. Plain data: the page has the words.

use super::parse::head_of;
use super::quantity::{Part, Quantity};
use super::rules::rules;
use super::{Worksheet, text};
use serde::Serialize;

/// What is needed to draw a worksheet, and to write it down for [`check`](super::check) once it is filled in: the head,
/// then `name = number` for each blank.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Form {
    /// The first line of the filled-in worksheet.
    pub head: String,
    /// The given numbers, by name: a row each for the sample, w1…w4, w5…w8, the biases, α.
    pub given: Vec<Vec<(String, f64)>>,
    /// The blanks, by name, each with its formula: forward, the loss, backward through o1, o2, h1, h2.
    pub parts: Vec<Vec<(String, String)>>,
}

/// The form of a worksheet.
pub(super) fn form(sheet: &Worksheet) -> Form {
    let number = |it: &Quantity| (it.to_string(), sheet.numbers[*it]);
    let given = text::given().into_iter().chain([vec![Quantity::Alpha]]);
    let mut rules = rules().into_iter();
    let part = |part: Part| {
        let rules = rules.by_ref().take(part.quantities().len());
        let blank =
            |it: super::rules::Rule| (it.of.to_string(), it.right.text(&|it| it.to_string()));
        rules.map(blank).collect()
    };
    Form {
        head: head_of(sheet.pupil, sheet.seed),
        given: given.map(|row| row.iter().map(number).collect()).collect(),
        parts: Part::ALL.into_iter().map(part).collect(),
    }
}
