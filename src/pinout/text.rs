//! The header as text, for a terminal of 80 columns.

use super::{notes, part_on};
use crate::board::{HEADER, HeaderPin, Wiring};
use crate::panel::Part;
use crate::view::layout::sentence;

/// Whether the text may be coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// With the control codes of a terminal.
    Colour,
    /// Letters alone.
    Plain,
}

impl Ink {
    /// Text in a colour of the terminal (SGR, as in `1;34`).
    fn paint(self, colour: &str, text: &str) -> String {
        match self {
            Ink::Colour if !text.trim().is_empty() => format!("\x1b[{colour}m{text}\x1b[0m"),
            _ => text.into(),
        }
    }
}

/// The header with the parts of this wiring on it, pin 1 at the top left.
///
/// ```
/// use backpropd::board::Wiring;
/// use backpropd::pinout::{self, Ink};
/// let text = pinout::text(&Wiring::default(), Ink::Plain);
/// assert!(text.contains("switch i1   GPIO 17  11 ● ○ 12  GPIO 18"));
/// ```
pub fn text(wiring: &Wiring, ink: Ink) -> String {
    let mut text = String::new();
    for left in (1..=HEADER.len()).step_by(2) {
        let right = left + 1;
        let (part, name, dot) = pin(wiring, left, ink);
        let line = format!(
            "{}  {}  {left:2} {dot} ",
            right_aligned(&part, 24),
            right_aligned(&name, 8)
        );
        text += &line;
        let (part, name, dot) = pin(wiring, right, ink);
        let line = format!("{dot} {right:<2}  {}  {part}", left_aligned(&name, 8));
        text += line.trim_end();
        text.push('\n');
    }
    text.push('\n');
    for note in notes(wiring) {
        for line in sentence(&note, 0, 78) {
            text += &format!("{line}\n");
        }
    }
    text
}

/// The part on a pin, the pin's name and its dot.
fn pin(wiring: &Wiring, pin: usize, ink: Ink) -> (String, String, String) {
    let kind = HEADER[pin - 1];
    let name = match kind {
        HeaderPin::Power3V3 => "3.3 V".into(),
        HeaderPin::Power5V => "5 V".into(),
        HeaderPin::Ground => "GND".into(),
        HeaderPin::Bcm(bcm) => format!("GPIO {bcm}"),
    };
    let part = part_on(wiring, pin);
    let (colour, dot) = match (kind, part) {
        (HeaderPin::Power3V3, _) => ("33", "■"),
        (HeaderPin::Power5V, _) => ("31", "■"),
        (HeaderPin::Ground, _) => ("1", "▪"),
        (_, Some(Part::Led(_))) => ("1;33", "●"),
        (_, Some(Part::Input(_))) => ("1;36", "●"),
        (_, None) => ("2", "○"),
    };
    let part = part.map_or(String::new(), |part| {
        format!("{} {}", part.kind(), part.name())
    });
    (
        ink.paint(colour, &part),
        ink.paint(colour, &name),
        ink.paint(colour, dot),
    )
}

/// How many columns a text takes on the terminal.
fn width(text: &str) -> usize {
    let mut in_code = false;
    let visible = text.chars().filter(|letter| {
        let visible = !in_code && *letter != '\x1b';
        in_code = *letter == '\x1b' || in_code && *letter != 'm';
        visible
    });
    visible.count()
}

fn right_aligned(text: &str, columns: usize) -> String {
    format!("{}{text}", " ".repeat(columns.saturating_sub(width(text))))
}

fn left_aligned(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_changes_nothing_but_the_colour() {
        let wiring = Wiring::default();
        let coloured = text(&wiring, Ink::Colour);
        let mut plain = String::new();
        for (index, piece) in coloured.split("\x1b[").enumerate() {
            plain += match index {
                0 => piece,
                _ => piece.split_once('m').unwrap().1,
            };
        }
        assert_eq!(plain, text(&wiring, Ink::Plain));
        assert_ne!(plain, coloured);
    }

    #[test]
    fn it_fits_a_terminal_whatever_is_on_the_longest_lines() {
        let mut wiring = Wiring::default();
        wiring.inputs[5] = Some(21); // the right side of the last line
        wiring.leds[2] = Some(26); // the left side of the one before
        for line in text(&wiring, Ink::Plain).lines() {
            assert!(width(line) <= 80, "{line}");
        }
    }
}
