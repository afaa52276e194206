//! A picture of the terminal panel as SVG.
//!
//! Lines, dots and blocks are drawn as shapes and not as text, so that the picture looks the same with any font.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use std::collections::BTreeMap;
use std::fmt::Write;

/// A cell, in pixels.
const WIDTH: f64 = 9.0;
const HEIGHT: f64 = 19.0;
/// The margin around the screen.
const MARGIN: f64 = 12.0;

const BACKGROUND: &str = "#16171d";
const FOREGROUND: &str = "#dcdde4";

fn colour(cell: &Cell) -> &'static str {
    match cell.fg {
        Color::DarkGray => "#71758a",
        Color::LightRed => "#ff7b72",
        Color::LightGreen => "#7ee08a",
        Color::LightYellow => "#ffd866",
        Color::LightCyan => "#69d2e7",
        _ => FOREGROUND,
    }
}

/// The picture of what ratatui has drawn.
pub fn of(screen: &Buffer) -> String {
    let mut drawing = Drawing::default();
    for row in 0..screen.area.height {
        for column in 0..screen.area.width {
            drawing.add(&screen[(column, row)], column, row);
        }
        drawing.end_text();
    }
    drawing.finish(
        f64::from(screen.area.width) * WIDTH + 2.0 * MARGIN,
        f64::from(screen.area.height) * HEIGHT + 2.0 * MARGIN,
    )
}

/// Adjacent letters in the same style.
struct Run {
    x: f64,
    y: f64,
    colour: &'static str,
    bold: bool,
    text: String,
}

/// The drawing so far; strokes and blocks by colour, so that each colour is one path.
#[derive(Default)]
struct Drawing {
    lines: BTreeMap<&'static str, String>,
    dots: BTreeMap<&'static str, String>,
    blocks: BTreeMap<&'static str, String>,
    texts: String,
    run: Option<Run>,
}

impl Drawing {
    fn add(&mut self, cell: &Cell, column: u16, row: u16) {
        let (x, y) = (
            MARGIN + f64::from(column) * WIDTH,
            MARGIN + f64::from(row) * HEIGHT,
        );
        let (mid_x, mid_y) = (x + WIDTH / 2.0, y + HEIGHT / 2.0);
        let colour = colour(cell);
        let Some(letter) = cell.symbol().chars().next() else {
            return self.end_text();
        };
        let lines = self.lines.entry(colour).or_default();
        let blocks = self.blocks.entry(colour).or_default();
        let drawn = match letter {
            ' ' => Ok(()),
            '─' => write!(lines, "M{x} {mid_y}h{WIDTH}"),
            '│' => write!(lines, "M{mid_x} {y}v{HEIGHT}"),
            '╭' => write!(
                lines,
                "M{mid_x} {}Q{mid_x} {mid_y} {} {mid_y}",
                y + HEIGHT,
                x + WIDTH
            ),
            '╮' => write!(lines, "M{x} {mid_y}Q{mid_x} {mid_y} {mid_x} {}", y + HEIGHT),
            '╰' => write!(lines, "M{mid_x} {y}Q{mid_x} {mid_y} {} {mid_y}", x + WIDTH),
            '╯' => write!(lines, "M{x} {mid_y}Q{mid_x} {mid_y} {mid_x} {y}"),
            '▀' => write!(blocks, "M{x} {y}h{WIDTH}v{}h-{WIDTH}z", HEIGHT / 2.0),
            '▄' => write!(blocks, "M{x} {mid_y}h{WIDTH}v{}h-{WIDTH}z", HEIGHT / 2.0),
            '●' | '○' => {
                let (path, r) = if letter == '●' {
                    (blocks, 4.3)
                } else {
                    (lines, 3.8)
                };
                write!(
                    path,
                    "M{} {mid_y}a{r} {r} 0 1 0 {} 0a{r} {r} 0 1 0 -{1} 0",
                    mid_x - r,
                    2.0 * r
                )
            }
            '\u{2800}'..='\u{28ff}' => self.braille(letter, colour, x, y),
            letter => return self.write(letter, cell, colour, x, y),
        };
        drawn.unwrap();
        self.end_text();
    }

    /// The bits of a braille character are its dots: 1 to 3 and 7 on the left, 4 to 6 and 8 on the right.
    fn braille(&mut self, letter: char, colour: &'static str, x: f64, y: f64) -> std::fmt::Result {
        const PLACES: [(u8, u8); 8] = [
            (0, 0),
            (0, 1),
            (0, 2),
            (1, 0),
            (1, 1),
            (1, 2),
            (0, 3),
            (1, 3),
        ];
        let bits = letter as u32 - 0x2800;
        let dots = self.dots.entry(colour).or_default();
        for (bit, (right, down)) in PLACES.into_iter().enumerate() {
            if bits >> bit & 1 == 1 {
                let x = x + WIDTH * (0.25 + 0.5 * f64::from(right));
                let y = y + HEIGHT * (0.125 + 0.25 * f64::from(down));
                write!(dots, "M{x:.1} {y:.1}h0")?;
            }
        }
        Ok(())
    }

    fn write(&mut self, letter: char, cell: &Cell, colour: &'static str, x: f64, y: f64) {
        let bold = cell.modifier.contains(Modifier::BOLD);
        match &mut self.run {
            Some(run) if (run.colour, run.bold) == (colour, bold) => run.text.push(letter),
            _ => {
                self.end_text();
                self.run = Some(Run {
                    x,
                    y: y + HEIGHT * 0.73,
                    colour,
                    bold,
                    text: letter.into(),
                });
            }
        }
    }

    fn end_text(&mut self) {
        if let Some(Run {
            x,
            y,
            colour,
            bold,
            text,
        }) = self.run.take()
        {
            let length = text.chars().count() as f64 * WIDTH;
            let weight = if bold { r#" font-weight="bold""# } else { "" };
            let text = text.replace('&', "&amp;").replace('<', "&lt;");
            writeln!(
                self.texts,
                r#"<text x="{x}" y="{y:.1}" fill="{colour}"{weight} textLength="{length}">{text}</text>"#
            )
            .unwrap();
        }
    }

    fn finish(self, width: f64, height: f64) -> String {
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
             font-family=\"ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace\" font-size=\"15\">\n\
             <title>backpropd panel</title>\n\
             <rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"{BACKGROUND}\"/>\n"
        );
        for (paths, look) in [
            (&self.lines, r#"fill="none" stroke-width="1.2" stroke"#),
            (
                &self.dots,
                r#"stroke-width="2.9" stroke-linecap="round" stroke"#,
            ),
            (&self.blocks, "fill"),
        ] {
            for (colour, path) in paths.iter().filter(|(_, path)| !path.is_empty()) {
                writeln!(svg, r#"<path {look}="{colour}" d="{path}"/>"#).unwrap();
            }
        }
        svg + &self.texts + "</svg>\n"
    }
}
