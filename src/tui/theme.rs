//! What the panel's colours and letters mean. Colour is never the only sign of something: the glyphs show it too.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::Line;
use ratatui::widgets::{Block, BorderType, Widget};
use unicode_width::UnicodeWidthStr;

/// The colours of weights. The colour-blind can tell them apart, and lines are also solid or dashed.
pub const POSITIVE: Color = Color::LightCyan;
pub const NEGATIVE: Color = Color::LightRed;
/// The colour of a lit LED.
pub const LIT: Color = Color::LightYellow;
/// The colour of a right answer.
pub const RIGHT: Color = Color::LightGreen;

pub const PLAIN: Style = Style::new().fg(Color::Reset);
pub const BOLD: Style = PLAIN.add_modifier(Modifier::BOLD);
pub const FAINT: Style = Style::new().fg(Color::DarkGray);

/// The style of an LED.
pub fn led(lit: bool) -> (&'static str, Style) {
    if lit {
        ("●", BOLD.fg(LIT))
    } else {
        ("○", FAINT)
    }
}

/// The style of a weight.
pub fn sign(weight: f64) -> Color {
    if weight < 0.0 { NEGATIVE } else { POSITIVE }
}

/// Draws the frame of a part, with its name; returns the area inside it.
pub fn framed<'a>(title: impl Into<Line<'a>>, area: Rect, buffer: &mut Buffer) -> Rect {
    let block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(FAINT)
        .title(title);
    let inner = block.inner(area);
    block.render(area, buffer);
    inner
}

/// Writes `text` at column `x` and row `y` of an area, as far as it fits. Returns the column after it.
pub fn put(buffer: &mut Buffer, area: Rect, x: u16, y: u16, text: &str, style: Style) -> u16 {
    let at = Position::new(area.x.saturating_add(x), area.y.saturating_add(y));
    if area.intersection(buffer.area).contains(at) {
        let width = (area.right() - at.x).into();
        buffer.set_stringn(at.x, at.y, text, width, style);
    }
    x.saturating_add(columns(text))
}

/// The width of `text` in columns.
pub fn columns(text: &str) -> u16 {
    u16::try_from(text.width()).unwrap_or(u16::MAX)
}

/// A count with separated thousands.
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

/// A number in at most seven columns.
pub fn brief(number: f64) -> String {
    if number.abs() < 999.5 {
        format!("{number:.2}")
    } else {
        format!("{number:.1e}")
    }
}

/// A number with a sign (a real minus) and this many decimals (at most 2), in at most six columns.
pub fn signed(value: f64, decimals: usize) -> String {
    let (sign, size) = (if value < 0.0 { '−' } else { '+' }, value.abs());
    if size < 99.5 {
        format!("{sign}{size:.decimals$}")
    } else if size < 9999.5 {
        format!("{sign}{size:.0}")
    } else {
        format!("{sign}{size:.0e}")
    }
}

/// `text`, shortened to `width` columns: an ellipsis and its end, which says more about a path than its beginning.
pub fn shortened(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.into();
    }
    let mut end = text;
    while end.width() + 1 > width && !end.is_empty() {
        let mut rest = end.chars();
        rest.next();
        end = rest.as_str();
    }
    format!("…{end}")
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
        assert_eq!(signed(-99.49, 2), "−99.49");
        assert_eq!(signed(123.4, 2), "+123");
        assert_eq!(brief(u64::MAX as f64), "1.8e19");
        assert_eq!(brief(-1e300), "-1.0e300");
        assert_eq!(shortened("/run/s", 6), "/run/s");
        assert_eq!(shortened("/run/학습/s", 6), "…습/s");
    }
}
