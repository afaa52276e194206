//! What the check found, as a pupil reads it.

use super::check::{Checked, Diagnosis, Wrong};
use super::rounding::DIGITS;
use super::rules::Mistake;
use crate::messages;
use crate::view::layout::{Line, Role, number, pad, sentence};
use unicode_width::UnicodeWidthStr;

/// The columns of a line.
const WIDTH: usize = 100;

/// The report on one worksheet.
///
/// ```
/// use backpropd_machine::worksheet::{Worksheet, check, report};
/// let key = Worksheet::of(7, 2026).text(true);
/// let checked = check(key.as_bytes())?;
/// let lines = report(&checked[0]);
/// assert_eq!(lines[1].text, "  All 55 numbers are right.");
/// # Ok::<(), backpropd_machine::worksheet::NotAWorksheet>(())
/// ```
pub fn report(checked: &Checked) -> Vec<Line> {
    let Checked {
        pupil,
        seed,
        filled,
        blanks,
        turned_signs,
        first_wrong,
    } = checked;
    let mut lines = Lines(Vec::new());
    lines.push(Role::Heading, messages::worksheet_of_pupil(pupil, seed));
    match first_wrong {
        Some(wrong) => lines.wrong(wrong),
        None if *filled == 0 => lines.note(messages::worksheet_empty()),
        None if filled == blanks => lines.note(&messages::worksheet_all_right(blanks)),
        None => lines.note(&messages::worksheet_right_so_far(filled, blanks - filled)),
    }
    if *turned_signs {
        lines.push(Role::Note, String::new());
        lines.note(messages::worksheet_turned_signs());
    }
    lines.0
}

struct Lines(Vec<Line>);

impl Lines {
    fn push(&mut self, role: Role, text: String) {
        self.0.push(Line { role, text });
    }

    fn note(&mut self, text: &str) {
        for line in sentence(text, 2, WIDTH) {
            self.push(Role::Note, line);
        }
    }

    fn wrong(&mut self, wrong: &Wrong) {
        self.note(&messages::worksheet_first_wrong(&wrong.name, wrong.line));
        self.push(Role::Note, String::new());
        let labels = [messages::worksheet_you_wrote(), messages::worksheet_right()];
        let width = labels.map(|label| label.width()).into_iter().max();
        let label = |label: &str| format!("    {}", pad(label, width.unwrap_or(0) + 2));
        let Wrong {
            name,
            written,
            right,
            formula,
            with_numbers,
            ..
        } = wrong;
        let start = format!("{}{name} = ", label(labels[0]));
        self.push(Role::Local, format!("{start}{written}"));
        self.push(
            Role::Update,
            format!("{}{name} = {formula}", label(labels[1])),
        );
        let indent = start.width() - "= ".len();
        let right = number(*right, DIGITS);
        // A formula that only copies a number says nothing twice.
        let steps = match *with_numbers == right {
            true => format!("= {right}"),
            false => format!("= {with_numbers} = {right}"),
        };
        self.push(Role::Update, " ".repeat(indent) + &steps);
        self.push(Role::Note, String::new());
        match &wrong.diagnoses[..] {
            [] => self.note(messages::worksheet_no_diagnosis()),
            [one] => self.diagnosis(one, None),
            several => {
                self.note(&messages::worksheet_several(several.len()));
                for (number, one) in several.iter().enumerate() {
                    self.diagnosis(one, Some(number + 1));
                }
            }
        }
    }

    fn diagnosis(&mut self, diagnosis: &Diagnosis, number_in_list: Option<usize>) {
        let what = said(diagnosis.mistake);
        match number_in_list {
            Some(place) => self.note(&format!("{place}. {what}")),
            None => self.note(&messages::worksheet_probably(what)),
        }
        if diagnosis.mistake != Mistake::RoundedEarly {
            let Diagnosis { formula, value, .. } = diagnosis;
            let value = number(*value, DIGITS);
            self.push(Role::Equation, format!("    {formula} = {value}"));
        }
    }
}

/// What the pupil probably did, and what belongs there.
fn said(mistake: Mistake) -> &'static str {
    match mistake {
        Mistake::BiasForgotten => messages::mistake_bias_forgotten(),
        Mistake::SignTurned => messages::mistake_sign_turned(),
        Mistake::WrongPlace => messages::mistake_wrong_place(),
        Mistake::ActivationForgotten => messages::mistake_activation_forgotten(),
        Mistake::RoundedEarly => messages::mistake_rounded_early(),
        Mistake::SquareForgotten => messages::mistake_square_forgotten(),
        Mistake::MeanAgainstSum => messages::mistake_mean_against_sum(),
        Mistake::OutputForgotten => messages::mistake_output_forgotten(),
        Mistake::SlopeForgotten => messages::mistake_slope_forgotten(),
        Mistake::GlobalForgotten => messages::mistake_global_forgotten(),
        Mistake::LocalForgotten => messages::mistake_local_forgotten(),
        Mistake::Added => messages::mistake_added(),
        Mistake::WeightForLocal => messages::mistake_weight_for_local(),
        Mistake::AlphaForgotten => messages::mistake_alpha_forgotten(),
        Mistake::OldValueForgotten => messages::mistake_old_value_forgotten(),
        Mistake::NewWeights => messages::mistake_new_weights(),
    }
}
