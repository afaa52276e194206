//! What the panel's colours and letters mean. No meaning stands on colour alone: the glyphs say it too.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::Line;
use ratatui::widgets::{Block, BorderType, Widget};
use unicode_width::UnicodeWidthStr;

/// Of a weight. The two differ for every kind of eye, and beside them the line is solid or dashed.
pub const POSITIVE: Color = Color::LightCyan;
pub const NEGATIVE: Color = Color::LightRed;
/// Of an LED that is lit.
pub const LIT: Color = Color::LightYellow;
/// Of an answer that is right.
pub const RIGHT: Color = Color::LightGreen;

pub const PLAIN: Style = Style::new().fg(Color::Reset);
pub const BOLD: Style = PLAIN.add_modifier(Modifier::BOLD);
pub const FAINT: Style = Style::new().fg(Color::DarkGray);

/// How an LED looks.
pub fn led(lit: bool) -> (&'static str, Style) {
    if lit {
        ("●", BOLD.fg(LIT))
    } else {
        ("○", FAINT)
    }
}

/// How a weight looks.
pub fn sign(weight: f64) -> Color {
    if weight < 0.0 { NEGATIVE } else { POSITIVE }
}

/// The frame of a part, with its name; gives what is inside of it.
pub fn framed<'a>(title: impl Into<Line<'a>>, area: Rect, buffer: &mut Buffer) -> Rect {
    let block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(FAINT)
        .title(title);
    let inner = block.inner(area);
    block.render(area, buffer);
    inner
}

/// Writes `text` at column `x` and row `y` of an area, as far as it fits. Gives the column after it.
pub fn put(buffer: &mut Buffer, area: Rect, x: u16, y: u16, text: &str, style: Style) -> u16 {
    let at = Position::new(area.x.saturating_add(x), area.y.saturating_add(y));
    if area.intersection(buffer.area).contains(at) {
        let width = (area.right() - at.x).into();
        buffer.set_stringn(at.x, at.y, text, width, style);
    }
    x.saturating_add(columns(text))
}

/// How many columns `text` takes.
pub fn columns(text: &str) -> u16 {
    u16::try_from(text.width()).unwrap_or(u16::MAX)
}

/// A count with its thousands apart.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number with its sign, a real minus, and so many decimals; in short where it is huge.
pub fn signed(value: f64, decimals: usize) -> String {
    let (sign, size) = (if value < 0.0 { '−' } else { '+' }, value.abs());
    if size < 1000.0 {
        format!("{sign}{size:.decimals$}")
    } else {
        format!("{sign}{size:.0e}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_for_people() {
        assert_eq!(count(0), "0");
        assert_eq!(count(999), "999");
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(signed(-1.25, 1), "−1.2");
        assert_eq!(signed(0.5, 2), "+0.50");
        assert_eq!(signed(-1e300, 2), "−1e300");
    }
}
