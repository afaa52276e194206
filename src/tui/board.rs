//! The board: switches, buttons and LEDs.

use super::places::Parts;
use super::theme::{BOLD, FAINT, PLAIN, columns, led, put};
use crate::messages;
use crate::panel::{Input, Led};
use crate::snapshot::Snapshot;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

pub fn draw(snapshot: &Snapshot, parts: Parts, buffer: &mut Buffer) {
    for input in Input::SWITCHES {
        switch(input, snapshot.raw.get(input), parts.of(input), buffer);
    }
    for (caption, [first, second]) in [
        (messages::tui_input(), [Input::I1, Input::I2]),
        (messages::tui_target(), [Input::T1, Input::T2]),
    ] {
        let first = parts.of(first);
        let second = parts.of(second);
        let middle = (first.x + second.right()) / 2 - parts.area.x;
        let x = middle - columns(caption) / 2;
        put(buffer, parts.area, x, 4, caption, FAINT);
    }
    for input in [Input::Teach, Input::Forget] {
        let style = if snapshot.raw.get(input) {
            BOLD.add_modifier(Modifier::REVERSED)
        } else {
            BOLD
        };
        let place = parts.of(input);
        let label = format!("[{:^9}]", input.name());
        put(buffer, place, 0, 0, &label, style);
    }
    for (x, it) in [(2, Led::O1), (9, Led::O2), (19, Led::Status)] {
        let (glyph, style) = led(snapshot.leds.lit(it));
        let after = put(buffer, parts.area, x, 6, glyph, style);
        put(buffer, parts.area, after + 1, 6, it.name(), PLAIN);
    }
}

/// A slide switch; its knob is up if it is on.
fn switch(input: Input, on: bool, place: Rect, buffer: &mut Buffer) {
    let (knob, digit, style) = if on {
        ("▀▀", "1", BOLD)
    } else {
        ("▄▄", "0", PLAIN)
    };
    put(buffer, place, 0, 0, input.name(), PLAIN);
    put(buffer, place, 3, 0, digit, style);
    put(buffer, place, 0, 1, "╭──╮", FAINT);
    put(buffer, place, 0, 2, "│  │", FAINT);
    put(buffer, place, 1, 2, knob, style);
    put(buffer, place, 0, 3, "╰──╯", FAINT);
}
