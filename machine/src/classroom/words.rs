//! The wall in words, for the teacher's terminal.

use super::goal::Ask;
use super::wall::{Counts, Reason, STUCK, Standing, Tile, Wall};
use crate::messages;
use std::time::Duration;

/// How a desk is doing, in one word.
pub fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::New => messages::class_new(),
        Standing::Idle => messages::class_idle(),
        Standing::Learning => messages::class_learning(),
        Standing::Learned => messages::class_learned(),
        Standing::Impossible => messages::class_impossible(),
        Standing::Gone => messages::class_gone(),
    }
}

/// What the teacher asks for.
pub fn ask(ask: Ask) -> &'static str {
    match ask {
        Ask::Forget => messages::class_ask_forget(),
        Ask::Teach => messages::class_ask_teach(),
        Ask::HandsOff => messages::class_ask_hands_off(),
    }
}

/// A time in short, such as `12 s` or `3 min`.
pub fn time(seconds: u64) -> String {
    match seconds {
        0..60 => messages::time_seconds(seconds),
        60..3600 => messages::time_minutes(seconds / 60),
        _ => messages::time_hours(seconds / 3600),
    }
}

/// A desk's seat, or its id where it has none.
pub fn seat(wall: &Wall, tile: &Tile) -> String {
    match wall.seat(tile) {
        Some(seat) => messages::class_seat(seat),
        None => tile.id().to_string(),
    }
}

/// Why the teacher may want to walk there.
pub fn reason(reason: Reason) -> String {
    match reason {
        Reason::TwoOfOneId => messages::class_two_of_one_id().into(),
        Reason::Gone { seconds } => messages::class_gone_for(time(seconds)),
        Reason::Flaps => messages::class_flaps().into(),
        Reason::Impossible => messages::class_impossible().into(),
        Reason::TaughtOtherwise { rows } => messages::class_taught_otherwise(rows),
        Reason::Stuck { restarts } => messages::class_stuck_at(restarts),
        Reason::Wiring { warnings } => messages::class_wiring(warnings),
        Reason::Unused { seconds } => messages::class_unused(time(seconds)),
    }
}

/// The class in words: first what was taught, then how far the desks are.
pub fn counts(wall: &Wall, counts: &Counts) -> String {
    let mut parts = vec![messages::class_desks(counts.desks)];
    if wall.goal().is_some() {
        parts.push(messages::class_taught_right(counts.taught_right));
        parts.push(messages::class_learned_right(counts.learned_right));
    }
    if wall.asked().is_some() {
        parts.push(messages::class_done(counts.done));
    }
    let counted = [
        (
            counts.learned,
            messages::class_n_learned as fn(usize) -> String,
        ),
        (counts.learning, messages::class_n_learning),
        (counts.idle, messages::class_n_idle),
        (counts.impossible, messages::class_n_impossible),
        (counts.new, messages::class_n_new),
        (counts.gone, messages::class_n_gone),
    ];
    let counted = counted.into_iter().filter(|(n, _)| *n > 0);
    parts.extend(counted.map(|(n, say)| say(n)));
    if counts.stuck > 0 {
        parts.push(messages::class_stuck(counts.stuck, STUCK));
    }
    if counts.turned_away > 0 {
        parts.push(messages::class_turned_away(counts.turned_away));
    }
    parts.join(", ")
}

/// One desk in a line.
pub fn desk(wall: &Wall, tile: &Tile, now: Duration) -> String {
    let seat = seat(wall, tile);
    let word = standing(tile.standing(now));
    let Some(state) = tile.state() else {
        return format!("{seat}: {word}");
    };
    let taught = state.targets().iter().flatten().count();
    let right = state.rows.iter().filter(|row| row.right).count();
    let rows = messages::rows_right(right, taught);
    let restarts = messages::count_restarts(state.restarts);
    let loss = format!("{:.4}", state.loss);
    messages::class_desk_line(seat, word, rows, restarts, loss)
}
