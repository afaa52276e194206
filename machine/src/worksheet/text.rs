//! A worksheet as plain text: the form that a pupil fills in and [`check`](super::check) reads. With answers, the same form
//! filled in.

use super::parse::head_of;
use super::quantity::{Part, Quantity};
use super::rounding::{DIGITS, TOLERANCE};
use super::rules::{Rule, rules};
use super::{Worksheet, heading, note};
use crate::messages;
use crate::view::layout::{number, pad, sentence};
use Quantity::{Alpha, Bias, Input, Target, Weight};

/// The columns of a line.
const WIDTH: usize = 100;

/// What is given, a row of the sheet each.
pub(super) fn given() -> [Vec<Quantity>; 4] {
    [
        vec![Input(0), Input(1), Target(0), Target(1)],
        (0..4).map(Weight).collect(),
        (4..8).map(Weight).collect(),
        (0..4).map(Bias).collect(),
    ]
}

/// The worksheet, with its answers or with blanks.
pub(super) fn text(sheet: &Worksheet, with_answers: bool) -> String {
    let mut text = head_of(sheet.pupil, sheet.seed) + "\n\n";
    comment(&mut text, messages::worksheet_title());
    if with_answers {
        comment(&mut text, messages::worksheet_is_key());
    } else {
        comment(
            &mut text,
            &format!("{} ________", messages::worksheet_name()),
        );
        text.push_str("#\n");
        comment(&mut text, &messages::worksheet_how(DIGITS, TOLERANCE));
        comment(&mut text, messages::worksheet_how_typed());
        text.push_str("# backpropd explain --check FILE\n");
    }
    text.push_str("#\n");
    let show = |quantity: Quantity| number(sheet.numbers[quantity], DIGITS);
    for row in given() {
        let cells = row
            .iter()
            .map(|it| pad(&format!("{it} = {}", show(*it)), 16));
        let row: String = cells.collect();
        text.push_str(&format!("#   {}\n", row.trim_end()));
    }
    text.push_str(&format!("#   {Alpha} = {}\n", show(Alpha)));

    let rules = rules();
    for part in Part::ALL {
        text.push_str("\n\n");
        comment(&mut text, &heading(part));
        if let Some(note) = note(part) {
            comment(&mut text, note);
        }
        text.push('\n');
        for quantity in part.quantities() {
            let rule = rules.iter().find(|rule| rule.of == quantity);
            let answer = with_answers.then(|| show(quantity));
            text.extend(rule.map(|rule| line(rule, answer.as_deref())));
        }
    }
    text
}

/// `net_h1 = w1·i1 + w2·i2 + b_h1 = `, and a blank or the answer.
fn line(rule: &Rule, answer: Option<&str>) -> String {
    let formula = rule.right.text(&|quantity| quantity.to_string());
    format!(
        "{} = {formula} = {}\n",
        rule.of,
        answer.unwrap_or("________")
    )
}

fn comment(text: &mut String, comment: &str) {
    for line in sentence(comment, 0, WIDTH - 2) {
        text.push_str(&format!("# {line}\n"));
    }
}
