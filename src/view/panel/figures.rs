//! How the learning goes, in figures, and in one sentence.

use super::theme::{BOLD, FAINT, LIT, NEGATIVE, PLAIN, RIGHT, columns, count, put};
use super::words;
use crate::language::{Language, Text};
use crate::snapshot::{Snapshot, Status};
use crate::trainer::{Impossible, Mode, State};
use crate::view::layout::number;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// How long a restart is told, in seconds.
pub const RESTART_TOLD_S: f64 = 3.0;

/// The state in a word, with a glyph of its own.
pub fn state(snapshot: &Snapshot) -> (&'static str, Text, Style) {
    match snapshot.state {
        _ if snapshot.paused => ("‖", words::PAUSED, BOLD),
        State::Idle => ("○", words::IDLE, PLAIN),
        State::Learning => ("◐", words::LEARNING, BOLD.fg(LIT)),
        State::Learned => ("✓", words::LEARNED, BOLD.fg(RIGHT)),
        State::Impossible => ("✗", words::IMPOSSIBLE, BOLD.fg(NEGATIVE)),
    }
}

/// The figures, the most telling ones first: one a row, or where there are only a few rows two.
pub fn draw(snapshot: &Snapshot, area: Rect, language: Language, buffer: &mut Buffer) {
    let said = |text: Text| text.in_language(language);
    let pace = count(snapshot.steps_per_second.into());
    let right = snapshot.rows.iter().filter(|row| row.right).count();
    let taught = taught(snapshot);
    let figures = [
        (words::STEPS, count(snapshot.steps)),
        (words::LOSS, format!("{:.4}", snapshot.loss)),
        (
            words::PACE,
            words::PER_SECOND.fill(language, &[("n", &pace)]),
        ),
        (words::RESTARTS, count(snapshot.restarts)),
        (words::RIGHT_ROWS, format!("{right}/{taught}")),
        (words::LEARNING_RATE, number(snapshot.learning_rate, 4)),
        (words::TOLERANCE, number(snapshot.tolerance, 4)),
        (words::BIAS, snapshot.bias.name().into()),
        (words::MODE, mode(snapshot.mode).into()),
    ];
    if area.height >= 5 {
        let apart = if usize::from(area.height) >= 2 * figures.len() {
            2
        } else {
            1
        };
        let rows = area.height.into();
        for (row, (name, value)) in figures.iter().take(rows).enumerate() {
            let y = apart * row as u16;
            put(buffer, area, 2, y, said(*name), FAINT);
            let x = area.width.saturating_sub(columns(value) + 2);
            put(buffer, area, x, y, value, PLAIN);
        }
        return;
    }
    let second = area.width * 9 / 16;
    for (place, (name, value)) in figures.iter().take(4).enumerate() {
        let (x, y) = (1 + second * (place as u16 % 2), place as u16 / 2);
        let x = put(buffer, area, x, y, said(*name), FAINT);
        put(buffer, area, x + 1, y, value, PLAIN);
    }
}

fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Replay => "replay",
        Mode::Hold => "hold",
    }
}

fn taught(snapshot: &Snapshot) -> usize {
    (snapshot.rows.iter())
        .filter(|row| row.target.is_some())
        .count()
}

/// What a person should know now, and whether it is something to worry about. `restarted_at` is when the latest restart
/// was seen, in the daemon's seconds.
pub fn sentence(status: &Status, restarted_at: Option<f64>, language: Language) -> (String, bool) {
    let snapshot = &status.snapshot;
    if !status.warnings.is_empty() {
        return (status.warnings.join("; "), true);
    }
    if let Some(why) = snapshot.impossible {
        let text = match why {
            Impossible::ExclusiveOr => words::EXCLUSIVE_OR,
            Impossible::Copies => words::COPIES,
        };
        return (text.in_language(language).into(), true);
    }
    if restarted_at.is_some_and(|at| status.uptime_s - at < RESTART_TOLD_S) {
        let n = count(snapshot.restarts);
        return (words::RESTARTED.fill(language, &[("n", &n)]), true);
    }
    let text = match snapshot.state {
        _ if snapshot.paused => words::IT_IS_PAUSED,
        State::Idle => words::HOW_TO_TEACH,
        State::Learned => words::IT_RESTS,
        State::Learning | State::Impossible => {
            let right = snapshot.rows.iter().filter(|row| row.right).count();
            let (right, taught) = (right.to_string(), taught(snapshot).to_string());
            let values = [("right", &*right), ("taught", &*taught)];
            return (words::IT_LEARNS.fill(language, &values), false);
        }
    };
    (text.in_language(language).into(), false)
}
