//! The state of learning, in figures and in a sentence.

use super::theme::{BOLD, FAINT, LIT, NEGATIVE, PLAIN, RIGHT, brief, columns, count, put};
use crate::messages;
use crate::nn::LearningRates;
use crate::observe::Status;
use crate::snapshot::{Snapshot, Summary, reason};
use crate::trainer::State;
use crate::view::layout::number;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// How many rows the truth table has.
const ROWS: usize = 4;

/// How long a restart is shown, in seconds.
pub const RESTART_TOLD_S: f64 = 3.0;

/// The state in a few words, with its own glyph.
pub fn state(snapshot: &Snapshot) -> (&'static str, String, Style) {
    let taught = snapshot.summary().taught;
    match snapshot.state {
        _ if snapshot.forgetting => ("◌", messages::tui_forgetting().into(), BOLD),
        _ if snapshot.paused => ("‖", messages::tui_paused().into(), BOLD),
        State::Idle => ("○", messages::tui_idle().into(), PLAIN),
        State::Learning => ("◐", messages::tui_learning().into(), BOLD.fg(LIT)),
        State::Learned if taught < ROWS => {
            ("✓", messages::tui_learned_some(taught), BOLD.fg(RIGHT))
        }
        State::Learned => ("✓", messages::tui_learned().into(), BOLD.fg(RIGHT)),
        State::Impossible => ("✗", messages::tui_impossible().into(), BOLD.fg(NEGATIVE)),
    }
}

/// A figure: its name, and its value in a long and a short form.
struct Figure {
    name: &'static str,
    values: [String; 2],
}

impl Figure {
    fn columns(&self, value: usize) -> u16 {
        columns(self.name) + 1 + columns(&self.values[value])
    }

    fn put(&self, value: usize, area: Rect, x: u16, y: u16, buffer: &mut Buffer) {
        let x = put(buffer, area, x, y, self.name, FAINT);
        put(buffer, area, x + 1, y, &self.values[value], PLAIN);
    }
}

/// The figures, the most important first: one per row, or two if there are only a few rows.
pub fn draw(snapshot: &Snapshot, area: Rect, buffer: &mut Buffer) {
    let counted = |number: u64| [count(number), brief(number as f64)];
    let pace = counted(snapshot.steps_per_second.into());
    let Summary { taught, right, .. } = snapshot.summary();
    let one = |value: String| [value.clone(), value];
    let rates = LearningRates {
        hidden: snapshot.learning_rate_h,
        output: snapshot.learning_rate,
    };
    let figures = [
        (messages::tui_steps(), counted(snapshot.steps)),
        (
            messages::tui_loss(),
            [format!("{:.4}", snapshot.loss), brief(snapshot.loss)],
        ),
        (messages::tui_pace(), pace.map(messages::tui_per_second)),
        (messages::tui_restarts(), counted(snapshot.restarts)),
        (messages::tui_right_rows(), one(format!("{right}/{taught}"))),
        (messages::tui_learning_rate(), one(learning_rates(rates))),
        (messages::tui_momentum(), one(number(snapshot.momentum, 4))),
        (
            messages::tui_tolerance(),
            one(number(snapshot.tolerance, 4)),
        ),
        (messages::tui_bias(), one(snapshot.bias.name().into())),
        (messages::tui_mode(), one(snapshot.mode.name().into())),
    ]
    .map(|(name, values)| Figure { name, values });
    if area.height >= 5 {
        let apart = if usize::from(area.height) >= 2 * figures.len() {
            2
        } else {
            1
        };
        let rows = area.height.into();
        for (row, figure) in figures.iter().take(rows).enumerate() {
            let y = apart * row as u16;
            put(buffer, area, 2, y, figure.name, FAINT);
            let value = usize::from(figure.columns(0) + 4 > area.width);
            let value = &figure.values[value];
            let x = area.width.saturating_sub(columns(value) + 2);
            put(buffer, area, x, y, value, PLAIN);
        }
        return;
    }
    for (y, pair) in figures.chunks_exact(2).take(2).enumerate() {
        let (values, second) = abreast(&pair[0], &pair[1], area.width);
        pair[0].put(values[0], area, 1, y as u16, buffer);
        pair[1].put(values[1], area, second, y as u16, buffer);
    }
}

/// Two figures on a row of this width: which form of each value, and the column of the second. Values that do not fit
/// use the short form.
fn abreast(first: &Figure, second: &Figure, width: u16) -> ([usize; 2], u16) {
    let longer_first = first.columns(0) >= second.columns(0);
    let one_in_brief = if longer_first { [1, 0] } else { [0, 1] };
    let mut ways = [[0, 0], one_in_brief, [1, 1]].into_iter();
    let place = |values: [usize; 2]| {
        let after = 1 + first.columns(values[0]);
        let last = width.saturating_sub(second.columns(values[1]));
        let x = (1 + width * 9 / 16).max(after + 2).min(last);
        (x > after).then_some((values, x))
    };
    let found = ways.find_map(place);
    found.unwrap_or(([1, 1], 1 + first.columns(1) + 1))
}

/// α, or the α of each layer if they differ.
pub fn learning_rates(rates: LearningRates) -> String {
    let [hidden, output] = [rates.hidden, rates.output].map(|alpha| number(alpha, 4));
    if hidden == output {
        return output;
    }
    format!("{hidden}, {output}")
}

/// The sentence for the person, and whether it is a warning. `restarted_at` is when the latest restart was seen, in the
/// daemon's seconds.
pub fn sentence(status: &Status, restarted_at: Option<f64>) -> (String, bool) {
    let snapshot = &status.snapshot;
    if !status.warnings.is_empty() {
        return (status.warnings().join("; "), true);
    }
    let Summary {
        why,
        taught,
        right,
        near,
        ..
    } = snapshot.summary();
    if let Some(why) = why {
        return (messages::tui_it_cannot(reason(why)), true);
    }
    let learns = snapshot.state == State::Learning && !snapshot.paused && !snapshot.forgetting;
    if learns && restarted_at.is_some_and(|at| status.uptime_s - at < RESTART_TOLD_S) {
        return (messages::tui_restarted(count(snapshot.restarts)), true);
    }
    let text = match snapshot.state {
        _ if snapshot.forgetting => messages::tui_it_forgets().into(),
        _ if snapshot.paused => messages::tui_it_is_paused().into(),
        State::Idle => messages::tui_how_to_teach().into(),
        State::Learned if taught < ROWS => messages::tui_it_rests_in_part(taught),
        State::Learned => messages::tui_it_rests().into(),
        State::Learning | State::Impossible if near > 0 => {
            messages::tui_it_learns_near(right, taught, near, number(snapshot.tolerance, 4))
        }
        State::Learning | State::Impossible => messages::tui_it_learns(right, taught),
    };
    (text, false)
}
