//! The header as text, for a terminal of 80 columns.

use super::{named, notes, part_on};
use crate::board::{HEADER, HeaderPin, Rail, Wiring};
use crate::panel::Part;
use crate::view::layout::{pad, pad_left, sentence};

/// Whether the text may be coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// With the control codes of a terminal.
    Colour,
    /// Letters alone.
    Plain,
}

impl Ink {
    /// Text in a colour of the terminal (SGR, such as `1;34`). The spaces before it stay as they are.
    fn paint(self, colour: &str, text: &str) -> String {
        let visible = text.trim_start();
        match self {
            Ink::Colour if !visible.is_empty() => {
                let spaces = &text[..text.len() - visible.len()];
                format!("{spaces}\x1b[{colour}m{visible}\x1b[0m")
            }
            _ => text.into(),
        }
    }
}

/// The header with the parts of this wiring on it, pin 1 at the top left.
///
/// ```
/// use backpropd_machine::board::Wiring;
/// use backpropd_machine::pinout::{self, Ink};
/// let text = pinout::text(&Wiring::default(), Ink::Plain);
/// assert!(text.contains("switch i1   GPIO 17  11 ● ○ 12  GPIO 18"));
/// ```
pub fn text(wiring: &Wiring, ink: Ink) -> String {
    let mut text = String::new();
    for left in (1..=HEADER.len()).step_by(2) {
        let right = left + 1;
        let Pin {
            part,
            name,
            dot,
            colour,
        } = pin(wiring, left);
        text += &format!(
            "{}  {}  {left:2} {} ",
            ink.paint(colour, &pad_left(&part, 24)),
            ink.paint(colour, &pad_left(&name, 8)),
            ink.paint(colour, dot)
        );
        let Pin {
            part,
            name,
            dot,
            colour,
        } = pin(wiring, right);
        let name = match part.is_empty() {
            true => name,
            false => pad(&name, 8),
        };
        let dot = ink.paint(colour, dot);
        let line = format!(
            "{dot} {right:<2}  {}  {}",
            ink.paint(colour, &name),
            ink.paint(colour, &part)
        );
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

/// A pin of the header, as it is shown.
struct Pin {
    /// The part on it; empty if there is none.
    part: String,
    name: String,
    dot: &'static str,
    /// The colour of all three (SGR).
    colour: &'static str,
}

fn pin(wiring: &Wiring, pin: usize) -> Pin {
    let kind = HEADER[pin - 1];
    let name = match kind {
        HeaderPin::Power3V3 => Rail::Power.name().into(),
        HeaderPin::Power5V => "5 V".into(),
        HeaderPin::Ground => Rail::Ground.name().into(),
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
    Pin {
        part: part.map_or(String::new(), named),
        name,
        dot,
        colour,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{self, Language};
    use unicode_width::UnicodeWidthStr;

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
    fn it_fits_a_terminal_even_with_parts_on_the_longest_lines() {
        let mut wiring = Wiring::default();
        wiring.inputs[5] = Some(21); // the right side of the last line
        wiring.leds[2] = Some(26); // the left side of the one before
        for language in Language::ALL {
            let text = language::within(*language, || text(&wiring, Ink::Plain));
            for line in text.lines() {
                assert!(line.width() <= 80, "{line}");
            }
        }
    }
}
