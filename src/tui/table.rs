//! The truth table: the taught answers, the network's answers, and whether they are right.

use super::theme::{BOLD, FAINT, PLAIN, RIGHT, led, put};
use crate::glyphs::Glyphs;
use crate::snapshot::{Snapshot, Verdict};
use crate::trainer::Samples;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The columns of x, of the target and of the two outputs.
const X: [u16; 2] = [1, 4];
const TARGET: [u16; 2] = [8, 11];
const OUT: [u16; 2] = [14, 21];
const MARK: u16 = 28;
/// Its width.
const WIDTH: u16 = 30;

pub fn draw(snapshot: &Snapshot, area: Rect, glyphs: Glyphs, buffer: &mut Buffer) {
    let aside = area.width.saturating_sub(WIDTH) / 2;
    let area = Rect::new(area.x + aside, area.y, area.width - aside, area.height);
    let apart = (area.height / 4).clamp(1, 2); // rows from one to the next
    for (columns, names) in [
        (X, ["i1", "i2"]),
        (TARGET, ["t1", "t2"]),
        (OUT, ["o1", "o2"]),
    ] {
        for (x, name) in columns.into_iter().zip(names) {
            put(buffer, area, x, 0, name, FAINT);
        }
    }
    let shown = snapshot.debounced.sample().x;
    for (index, row) in snapshot.rows.iter().enumerate() {
        let y = 1 + apart * index as u16;
        let is_shown = Samples::PATTERNS[index] == shown;
        let style = if is_shown { BOLD } else { PLAIN };
        if is_shown {
            put(buffer, area, 0, y, "▸", BOLD);
        }
        for (x, digit) in X.into_iter().zip(row.x) {
            put(buffer, area, x, y, &digit.to_string(), style);
        }
        for (place, x) in TARGET.into_iter().enumerate() {
            match row.target {
                Some(target) => put(buffer, area, x, y, &target[place].to_string(), style),
                None => put(buffer, area, x, y, "·", FAINT),
            };
        }
        for (place, x) in OUT.into_iter().enumerate() {
            let (glyph, colour) = led(row.leds[place] == 1);
            put(buffer, area, x, y, glyph, colour);
            let out = format!("{:.2}", row.out[place]);
            put(buffer, area, x + 2, y, &out, style);
        }
        let (mark, style) = match row.verdict() {
            Verdict::Untaught => ("", PLAIN),
            Verdict::Right => ("✓", BOLD.fg(RIGHT)),
            Verdict::Near => ("≈", PLAIN.fg(RIGHT)),
            Verdict::Wrong => ("…", PLAIN),
        };
        put(buffer, area, MARK, y, &glyphs.show(mark), style);
    }
}
