//! The wiring as a picture: the header at the top, a breadboard below it, a wire for each part.
//!
//! The parts are on the breadboard in the order of their pins, so no two wires cross, whatever the config. The picture has
//! a white background of its own, so it can be read on a dark page too. Its texts are in the current language; they fit
//! their places also in Korean, whose letters are twice as wide.

use super::{named, notes, part_on};
use crate::board::{HEADER, HeaderPin, Pull, Rail, Wiring, header_pin};
use crate::language::{self, Language};
use crate::messages;
use crate::panel::{Input, Led, Part};
use crate::view::layout::sentence;
use std::fmt::Write;

/// The distance between two holes of the breadboard.
const HOLE: f64 = 18.0;
/// The distance between two pins of the header.
const PIN: f64 = 36.0;
const MARGIN: f64 = 40.0;
/// The two rows of the header: even pins, odd pins.
const EVEN_Y: f64 = 118.0;
const ODD_Y: f64 = EVEN_Y + PIN;
/// Where the wires may start to turn, below their names.
const TURNS_Y: f64 = ODD_Y + 92.0;
/// The distance between two turns.
const TRACK: f64 = 13.0;
/// How many columns of the breadboard a part takes up.
const PART_COLUMNS: usize = 5;

/// The wiring of this config as an SVG picture.
///
/// ```
/// use backpropd_machine::{board::Wiring, pinout};
/// let picture = pinout::svg(&Wiring::default());
/// assert!(picture.starts_with("<svg ") && picture.contains("GPIO 17"));
/// ```
pub fn svg(wiring: &Wiring) -> String {
    Picture::new(wiring).draw()
}

/// What a wire leads to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Part(Part),
    Rail(Rail),
}

/// A wire from a pin of the header to a column of the breadboard.
struct Wire {
    pin: usize,
    end: End,
    column: usize,
}

/// The rows of the breadboard.
#[derive(Clone, Copy)]
enum Row {
    Rail(Rail),
    /// `a` to `j`.
    Letter(char),
    LowerRail(Rail),
}

struct Picture<'a> {
    wiring: &'a Wiring,
    wires: Vec<Wire>,
    columns: usize,
    width: f64,
    /// The top of the breadboard.
    board_y: f64,
    svg: String,
}

impl<'a> Picture<'a> {
    fn new(wiring: &'a Wiring) -> Self {
        let wires = wires(wiring);
        let columns = wires.iter().map(|wire| columns_of(wire.end)).sum::<usize>() + 3;
        let board = (columns as f64 + 2.0) * HOLE;
        let header = HEADER.len() as f64 / 2.0 * PIN;
        let mut picture = Self {
            wiring,
            wires,
            columns,
            width: board.max(header) + 2.0 * MARGIN,
            board_y: 0.0,
            svg: String::new(),
        };
        let tracks = picture.tracks().into_iter().max().unwrap_or(0) + 1;
        picture.board_y = TURNS_Y + tracks as f64 * TRACK + 8.0;
        picture
    }

    fn draw(mut self) -> String {
        let labels_y = self.y(Row::LowerRail(Rail::Ground)) + 48.0;
        let notes: Vec<_> = notes(self.wiring)
            .iter()
            .flat_map(|note| sentence(note, 0, (self.width / 7.4) as usize))
            .collect();
        let notes_y = labels_y + 84.0;
        let height = notes_y + notes.len() as f64 * 20.0 + 6.0;
        self.head(height);
        self.header();
        self.breadboard();
        self.jumpers();
        for index in 0..self.wires.len() {
            if let End::Part(part) = self.wires[index].end {
                self.part(part, self.wires[index].column);
            }
        }
        self.long_wires();
        self.labels(labels_y);
        for (line, note) in notes.iter().enumerate() {
            let y = notes_y + line as f64 * 20.0;
            let x = self.width / 2.0;
            self.line(format_args!(
                r#"<text x="{x}" y="{y}" text-anchor="middle" font-size="13.5" fill="{INK}">{note}</text>"#
            ));
        }
        self.svg += "</svg>\n";
        self.svg
    }

    fn line(&mut self, line: std::fmt::Arguments) {
        // Writing to a String never fails.
        let _ = writeln!(self.svg, "{line}");
    }

    /// The title, a description for readers who cannot see the picture, and the background.
    fn head(&mut self, height: f64) {
        let width = self.width;
        let language = language::current();
        let fonts = match language {
            Language::En => "",
            #[cfg(feature = "ko")]
            Language::Ko => {
                ", 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans CJK KR', NanumGothic"
            }
        };
        let language = language.name();
        self.line(format_args!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" lang="{language}" font-family="system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans'{fonts}, sans-serif" role="img" aria-labelledby="title desc">"#
        ));
        let title = messages::pinout_title();
        self.line(format_args!(r#"<title id="title">{title}</title>"#));
        let parts: Vec<_> = self
            .wiring
            .parts()
            .filter_map(|(part, bcm)| {
                let pin = header_pin(bcm)?;
                Some(messages::pinout_part_on(named(part), pin))
            })
            .collect();
        let (parts, notes) = (parts.join(", "), notes(self.wiring).join(" "));
        self.line(format_args!(r#"<desc id="desc">{parts}. {notes}</desc>"#));
        self.line(format_args!(
            "<defs>\n\
             <pattern id=\"holes\" width=\"{HOLE}\" height=\"{HOLE}\" patternUnits=\"userSpaceOnUse\" \
             x=\"{x}\" y=\"{y}\"><rect x=\"6.5\" y=\"6.5\" width=\"5\" height=\"5\" rx=\"1\" fill=\"#9aa1a9\"/></pattern>\n\
             </defs>",
            x = self.x(0) - HOLE / 2.0,
            y = self.y(Row::Letter('a')) - HOLE / 2.0,
        ));
        self.line(format_args!(
            r##"<rect x="1" y="1" width="{}" height="{}" rx="14" fill="#fff" stroke="#d0d7de"/>"##,
            width - 2.0,
            height - 2.0
        ));
        let middle = width / 2.0;
        self.line(format_args!(
            r#"<text x="{middle}" y="38" text-anchor="middle" font-size="20" font-weight="700" fill="{INK}">{title}</text>"#
        ));
        let key = [
            ("#f59f00", Rail::Power.name()),
            ("#e03131", "5 V"),
            (INK, Rail::Ground.name()),
            ("#dee2e6", messages::pinout_free()),
        ];
        let begin = middle - 150.0;
        for (index, (colour, name)) in key.iter().enumerate() {
            let x = begin + index as f64 * 84.0;
            self.line(format_args!(
                r##"<circle cx="{x}" cy="60" r="6" fill="{colour}" stroke="#868e96" stroke-width=".6"/><text x="{}" y="64.5" font-size="13" fill="{FAINT}">{name}</text>"##,
                x + 12.0
            ));
        }
    }

    /// The header on its edge of the Pi, pin 1 at the left.
    fn header(&mut self) {
        let (left, length) = (self.pin_x(1) - 28.0, 20.0 * PIN + 20.0);
        self.line(format_args!(
            r##"<rect x="{}" y="{}" width="{}" height="102" rx="9" fill="#2b8a52"/>"##,
            left - 6.0,
            EVEN_Y - 40.0,
            length + 12.0
        ));
        self.line(format_args!(
            r##"<text x="{left}" y="{y}" font-size="11.5" fill="#fff">◂ {sd_card}</text><text x="{middle}" y="{y}" font-size="11.5" fill="#fff" text-anchor="middle">{from_above}</text><text x="{right}" y="{y}" font-size="11.5" fill="#fff" text-anchor="end">USB ▸</text>"##,
            sd_card = messages::pinout_sd_card(),
            from_above = messages::pinout_from_above(),
            left = left + 6.0,
            middle = self.width / 2.0,
            right = left + length - 6.0,
            y = EVEN_Y - 24.0,
        ));
        self.line(format_args!(
            r##"<rect x="{left}" y="{}" width="{length}" height="{}" rx="5" fill="#343a40"/>"##,
            EVEN_Y - 17.0,
            PIN + 34.0
        ));
        for pin in 1..=HEADER.len() {
            let part = part_on(self.wiring, pin);
            let (fill, ink) = match (HEADER[pin - 1], part) {
                (_, Some(part)) => (colour(part), "#fff"),
                (HeaderPin::Power3V3, _) => ("#f59f00", INK),
                (HeaderPin::Power5V, _) => ("#e03131", "#fff"),
                (HeaderPin::Ground, _) => (INK, "#fff"),
                (HeaderPin::Bcm(_), None) => ("#dee2e6", "#495057"),
            };
            let used = self.wires.iter().any(|wire| wire.pin == pin);
            let (ring, thick) = if used {
                ("#fff", 2.5)
            } else {
                ("#868e96", 1.0)
            };
            let (x, y) = (self.pin_x(pin), pin_y(pin));
            let weight = if used { 700 } else { 400 };
            self.line(format_args!(
                r#"<circle cx="{x}" cy="{y}" r="11.5" fill="{fill}" stroke="{ring}" stroke-width="{thick}"/><text x="{x}" y="{}" text-anchor="middle" font-size="10.5" font-weight="{weight}" fill="{ink}">{pin}</text>"#,
                y + 3.8
            ));
        }
    }

    fn breadboard(&mut self) {
        let (x, y) = (self.x(0) - HOLE * 1.5, self.board_y);
        let width = (self.columns as f64 + 2.0) * HOLE;
        let bottom = self.y(Row::LowerRail(Rail::Ground)) + 16.0;
        self.line(format_args!(
            r##"<rect x="{x}" y="{y}" width="{width}" height="{}" rx="8" fill="#f6f4ee" stroke="#c9c5b8" stroke-width="1.5"/>"##,
            bottom - y
        ));
        let trench = self.y(Row::Letter('e')) + HOLE * 0.85;
        self.line(format_args!(
            r##"<rect x="{x}" y="{trench}" width="{width}" height="{}" fill="#e6e2d6"/>"##,
            HOLE * 1.3
        ));
        let (first, last) = (self.x(0), self.x(self.columns - 1));
        for rows in [
            [Row::Rail(Rail::Power), Row::Rail(Rail::Ground)],
            [Row::LowerRail(Rail::Power), Row::LowerRail(Rail::Ground)],
        ] {
            for (row, sign, colour, side) in
                [(rows[0], "+", RED, -0.62), (rows[1], "−", "#1864ab", 0.62)]
            {
                let y = self.y(row);
                let line_y = y + side * HOLE;
                self.line(format_args!(
                    r#"<path d="M{first} {line_y} H{last}" stroke="{colour}" stroke-width="1.6"/>"#
                ));
                for x in [first - HOLE * 0.85, last + HOLE * 0.85] {
                    self.line(format_args!(
                        r#"<text x="{x}" y="{}" text-anchor="middle" font-size="14" font-weight="700" fill="{colour}">{sign}</text>"#,
                        y + 5.0
                    ));
                }
            }
            self.holes(rows[0], 2);
        }
        self.holes(Row::Letter('a'), 5);
        self.holes(Row::Letter('f'), 5);
        for letter in 'a'..='j' {
            let y = self.y(Row::Letter(letter)) + 4.0;
            for x in [first - HOLE * 0.85, last + HOLE * 0.85] {
                self.line(format_args!(
                    r#"<text x="{x}" y="{y}" text-anchor="middle" font-size="10" fill="{FAINT}">{letter}</text>"#
                ));
            }
        }
    }

    /// Rows of holes, from this one down. The pattern is laid out from row `a`, so all rows must be whole steps off it.
    fn holes(&mut self, from: Row, rows: usize) {
        let (x, y) = (self.x(0) - HOLE / 2.0, self.y(from) - HOLE / 2.0);
        let (width, height) = (self.columns as f64 * HOLE, rows as f64 * HOLE);
        self.line(format_args!(
            r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="url(#holes)"/>"#
        ));
    }

    /// The short wires on the breadboard, under the parts.
    fn jumpers(&mut self) {
        let rail = Rail::of_switches(self.wiring.switches_active_low);
        for index in 0..self.wires.len() {
            let Wire { end, column, .. } = self.wires[index];
            let End::Part(part @ Part::Input(_)) = end else {
                continue;
            };
            let far = column + far_column(part);
            let (x, top, bottom) = (
                self.x(far),
                self.y(Row::Rail(rail)),
                self.y(Row::Letter('a')),
            );
            self.wire(&format!("M{x} {top} V{bottom}"), wire_colour(rail));
            self.dots(&[(x, top), (x, bottom)], wire_colour(rail));
        }
    }

    /// A part, whose pin's wire ends in this column, row `a`.
    fn part(&mut self, part: Part, column: usize) {
        match part {
            Part::Input(input) => {
                if self.wiring.pull == Pull::Off {
                    let rail = Rail::of_switches(self.wiring.switches_active_low).other();
                    let from = (self.x(column), self.y(Row::Letter('b')));
                    let to = (self.x(column - 1), self.y(Row::Rail(rail)));
                    self.resistor(from, to, ["#7b4a21", "#111", "#e8590c"]); // 10 kΩ
                }
                match input {
                    Input::Teach | Input::Forget => self.button(part, column),
                    _ => self.switch(part, column),
                }
            }
            Part::Led(led) => self.led(led, column),
        }
    }

    /// A slide switch of three legs in row `d`: the middle one is the pin's, the right one the rail's.
    fn switch(&mut self, part: Part, column: usize) {
        let legs = [column - 1, column, column + 1].map(|column| self.x(column));
        let y = self.y(Row::Letter('d'));
        let body = self.y(Row::Letter('b')) + 2.0;
        for x in legs {
            self.line(format_args!(
                r##"<path d="M{x} {} V{y}" stroke="#868e96" stroke-width="3" stroke-linecap="round"/>"##,
                y - 14.0
            ));
        }
        let (left, width) = (legs[0] - 10.0, legs[2] - legs[0] + 20.0);
        let colour = colour(part);
        self.line(format_args!(
            r##"<rect x="{left}" y="{body}" width="{width}" height="26" rx="3" fill="#495057" stroke="{INK}"/><rect x="{}" y="{}" width="{}" height="12" rx="2" fill="{INK}"/><rect x="{}" y="{}" width="17" height="16" rx="2" fill="{colour}" stroke="#fff"/>"##,
            left + 6.0,
            body + 7.0,
            width - 12.0,
            left + 7.0,
            body + 5.0,
        ));
        self.line(format_args!(
            r##"<text x="{}" y="{}" font-size="9" font-weight="700" text-anchor="middle" fill="#fff">{on}</text>"##,
            legs[2] - 4.0,
            body + 16.2,
            on = messages::pinout_on()
        ));
    }

    /// A button of four legs across the trench; the legs of a column are one.
    fn button(&mut self, part: Part, column: usize) {
        let (left, right) = (self.x(column), self.x(column + 2));
        let (top, bottom) = (self.y(Row::Letter('e')), self.y(Row::Letter('f')));
        for x in [left, right] {
            self.line(format_args!(
                r##"<path d="M{x} {top} V{bottom}" stroke="#868e96" stroke-width="4" stroke-linecap="round"/>"##
            ));
        }
        let (x, y) = ((left + right) / 2.0, (top + bottom) / 2.0);
        self.line(format_args!(
            r##"<rect x="{}" y="{}" width="44" height="40" rx="4" fill="#495057" stroke="{INK}"/><circle cx="{x}" cy="{y}" r="13" fill="{}" stroke="#fff" stroke-width="1.5"/>"##,
            x - 22.0,
            y - 20.0,
            colour(part)
        ));
    }

    /// An LED, its legs in row `e`, and its resistor from the far leg's column to the rail.
    fn led(&mut self, led: Led, column: usize) {
        let rail = Rail::of_leds(self.wiring.leds_active_low);
        let far = column + far_column(Part::Led(led));
        let (near_x, far_x) = (self.x(column), self.x(far));
        let (feet, neck) = (self.y(Row::Letter('e')), self.y(Row::Letter('d')) - 2.0);
        let x = (near_x + far_x) / 2.0;
        for (foot, side) in [(near_x, -5.0), (far_x, 5.0)] {
            self.line(format_args!(
                r##"<path d="M{foot} {feet} L{foot} {} L{} {neck}" fill="none" stroke="#868e96" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/>"##,
                feet - 6.0,
                x + side
            ));
        }
        let (light, edge) = match led {
            Led::O1 | Led::O2 => ("#ff6b6b", "#c92a2a"),
            Led::Status => ("#69db7c", "#2b8a3e"),
        };
        let top = self.y(Row::Letter('b')) + 4.0;
        self.line(format_args!(
            r##"<path d="M{} {top} a12 12 0 0 1 24 0 V{} h-24 z" fill="{light}" stroke="{edge}" stroke-width="1.5"/><rect x="{}" y="{}" width="29" height="6" rx="1.5" fill="{light}" stroke="{edge}" stroke-width="1.5"/><path d="M{} {} a7 7 0 0 1 5 -6" fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round"/>"##,
            x - 12.0,
            neck - 6.0,
            x - 14.5,
            neck - 8.0,
            x - 6.0,
            top + 1.0,
        ));
        let plus = match rail {
            Rail::Ground => near_x,
            Rail::Power => far_x,
        };
        let side = if plus < x { -10.0 } else { 10.0 };
        self.line(format_args!(
            r#"<text x="{}" y="{}" text-anchor="middle" font-size="15" font-weight="700" fill="{INK}">+</text>"#,
            plus + side,
            feet - 5.0
        ));
        let from = (far_x, self.y(Row::Letter('a')));
        let to = (far_x, self.y(Row::Rail(rail)));
        self.resistor(from, to, ["#e8590c", "#e8590c", "#7b4a21"]); // 330 Ω
    }

    /// A resistor with the bands of its value, first to last from `to`.
    fn resistor(&mut self, from: (f64, f64), to: (f64, f64), bands: [&str; 3]) {
        let (x, y) = ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0);
        let lean = (from.0 - to.0).atan2(to.1 - from.1).to_degrees() + 180.0;
        self.line(format_args!(
            r##"<path d="M{} {} L{} {}" stroke="#868e96" stroke-width="2.6" stroke-linecap="round"/>"##,
            from.0, from.1, to.0, to.1
        ));
        self.line(format_args!(
            r#"<g class="resistor" transform="translate({x} {y}) rotate({lean:.1})">"#
        ));
        self.line(format_args!(
            r##"<rect x="-6" y="-16" width="12" height="32" rx="4.5" fill="#e9d8a6" stroke="#a68a4f"/>"##
        ));
        for (band, y) in bands.iter().zip([-11.0, -5.5, 0.0]) {
            self.line(format_args!(
                r#"<rect x="-6" y="{y}" width="12" height="3" fill="{band}"/>"#
            ));
        }
        self.line(format_args!(
            r##"<rect x="-6" y="8.5" width="12" height="3" fill="#b8860b"/></g>"##
        ));
    }

    /// The wires from the header, which cross nothing but the edge of the breadboard.
    fn long_wires(&mut self) {
        let tracks = self.tracks();
        for (index, track) in tracks.into_iter().enumerate() {
            let Wire { pin, end, column } = self.wires[index];
            let (from, to) = (self.wire_x(pin), self.x(column));
            let turn = TURNS_Y + track as f64 * TRACK;
            let (row, colour) = match end {
                End::Part(part) => (Row::Letter('a'), colour(part)),
                End::Rail(rail) => (Row::Rail(rail), wire_colour(rail)),
            };
            let bottom = self.y(row);
            // From an even pin, a step aside and down between the odd ones.
            let begin = if pin.is_multiple_of(2) {
                format!("M{} {EVEN_Y} H{from}", self.pin_x(pin) + 11.5)
            } else {
                format!("M{from} {}", ODD_Y + 11.5)
            };
            let radius = ((to - from).abs() / 2.0).min(6.0);
            let step = radius * (to - from).signum();
            let path = if radius < 0.5 {
                format!("{begin} V{bottom}")
            } else {
                format!(
                    "{begin} V{} q0 {radius} {step} {radius} H{} q{step} 0 {step} {radius} V{bottom}",
                    turn - radius,
                    to - step
                )
            };
            self.wire(&path, colour);
            self.dots(&[(to, bottom)], colour);
            let name = match end {
                End::Part(part) => part.name(),
                End::Rail(rail) => rail.name(),
            };
            self.line(format_args!(
                r#"<text transform="translate({} {}) rotate(-90)" font-size="12.5" font-weight="700" fill="{colour}">{name}</text>"#,
                from - 4.5,
                TURNS_Y - 10.0
            ));
        }
    }

    fn wire(&mut self, path: &str, colour: &str) {
        self.line(format_args!(
            r##"<path d="{path}" fill="none" stroke="#fff" stroke-width="5.5" stroke-linecap="round"/><path d="{path}" fill="none" stroke="{colour}" stroke-width="3.2" stroke-linecap="round"/>"##
        ));
    }

    /// The ends of a wire, in their holes.
    fn dots(&mut self, places: &[(f64, f64)], colour: &str) {
        for (x, y) in places {
            self.line(format_args!(
                r##"<circle cx="{x}" cy="{y}" r="4.2" fill="{colour}" stroke="#fff" stroke-width="1"/>"##
            ));
        }
    }

    /// What each part is for, below it.
    fn labels(&mut self, y: f64) {
        for index in 0..self.wires.len() {
            let Wire { pin, end, column } = self.wires[index];
            let (End::Part(part), HeaderPin::Bcm(bcm)) = (end, HEADER[pin - 1]) else {
                continue;
            };
            let x = self.x(column) + HOLE * far_column(part) as f64 / 2.0;
            let (name, purpose, colour) = (part.name(), part.purpose(), colour(part));
            let pin = messages::pinout_pin(pin);
            self.line(format_args!(
                r##"<text text-anchor="middle" fill="{FAINT}" font-size="11.5"><tspan x="{x}" y="{y}" font-size="17" font-weight="700" fill="{colour}">{name}</tspan><tspan x="{x}" dy="17">{purpose}</tspan><tspan x="{x}" dy="15">GPIO {bcm}</tspan><tspan x="{x}" dy="15">{pin}</tspan></text>"##
            ));
        }
    }

    /// How far down each wire turns, so that none crosses another: among neighbours that go to the right, the first
    /// goes deepest; among those that go to the left, the last.
    fn tracks(&self) -> Vec<usize> {
        let to_right: Vec<_> = self
            .wires
            .iter()
            .map(|wire| self.x(wire.column) > self.wire_x(wire.pin))
            .collect();
        let mut tracks = Vec::new();
        for run in to_right.chunk_by(|one, next| one == next) {
            let deep = 0..run.len();
            if run[0] {
                tracks.extend(deep.rev());
            } else {
                tracks.extend(deep);
            }
        }
        tracks
    }

    /// The middle of a pin of the header.
    fn pin_x(&self, pin: usize) -> f64 {
        let left = (self.width - 19.5 * PIN) / 2.0;
        left + ((pin - 1) / 2) as f64 * PIN
    }

    /// Where a pin's wire leaves the header: under an odd pin, beside an even one.
    fn wire_x(&self, pin: usize) -> f64 {
        let beside = if pin.is_multiple_of(2) {
            PIN / 2.0
        } else {
            0.0
        };
        self.pin_x(pin) + beside
    }

    /// The middle of a column of the breadboard, from 0.
    fn x(&self, column: usize) -> f64 {
        let left = (self.width - (self.columns - 1) as f64 * HOLE) / 2.0;
        left + column as f64 * HOLE
    }

    fn y(&self, row: Row) -> f64 {
        let holes = match row {
            Row::Rail(Rail::Power) => 0.0,
            Row::Rail(Rail::Ground) => 1.0,
            Row::Letter(letter) => {
                let row = f64::from(u32::from(letter) - u32::from('a'));
                row + if letter > 'e' { 6.0 } else { 4.0 }
            }
            Row::LowerRail(Rail::Power) => 17.0,
            Row::LowerRail(Rail::Ground) => 18.0,
        };
        self.board_y + 26.0 + holes * HOLE
    }
}

const INK: &str = "#212529";
const FAINT: &str = "#495057";
const RED: &str = "#e03131";

fn colour(part: Part) -> &'static str {
    match part {
        Part::Input(Input::I1) => "#1971c2",
        Part::Input(Input::I2) => "#0c8599",
        Part::Input(Input::T1) => "#6741d9",
        Part::Input(Input::T2) => "#c2255c",
        Part::Input(Input::Teach) => "#2b8a3e",
        Part::Input(Input::Forget) => "#5c7a0d",
        Part::Led(Led::O1) => "#d9480f",
        Part::Led(Led::O2) => "#b06a00",
        Part::Led(Led::Status) => "#7b5a4a",
    }
}

fn wire_colour(rail: Rail) -> &'static str {
    match rail {
        Rail::Ground => INK,
        Rail::Power => RED,
    }
}

fn pin_y(pin: usize) -> f64 {
    if pin.is_multiple_of(2) { EVEN_Y } else { ODD_Y }
}

/// From the column of a part's pin to the column of its other leg.
fn far_column(part: Part) -> usize {
    match part {
        Part::Input(Input::Teach | Input::Forget) | Part::Led(_) => 2,
        Part::Input(_) => 1,
    }
}

fn columns_of(end: End) -> usize {
    match end {
        End::Part(_) => PART_COLUMNS,
        End::Rail(_) => 2,
    }
}

/// The wires from the header, from left to right, and the columns where they end.
fn wires(wiring: &Wiring) -> Vec<Wire> {
    let mut ends: Vec<(usize, End)> = wiring
        .parts()
        .filter_map(|(part, bcm)| Some((header_pin(bcm)?, End::Part(part))))
        .collect();
    let switches = Rail::of_switches(wiring.switches_active_low);
    let mut rails = vec![switches, Rail::of_leds(wiring.leds_active_low)];
    if wiring.pull == Pull::Off {
        rails.push(switches.other());
    }
    // The outermost pins of their kind: few wires begin farther out.
    for (rail, pin) in [(Rail::Power, 1), (Rail::Ground, 39)] {
        if rails.contains(&rail) {
            ends.push((pin, End::Rail(rail)));
        }
    }
    // An even pin's wire goes down right of the odd pin below it.
    ends.sort_by_key(|(pin, _)| *pin);
    let mut next = 1;
    let mut wires = Vec::new();
    for (pin, end) in ends {
        // The first column of a part stays free of its pin's wire.
        wires.push(Wire {
            pin,
            end,
            column: next + 1,
        });
        next += columns_of(end);
    }
    wires
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_width::UnicodeWidthStr;

    /// The straight pieces of each wire, in drawing order: down, across, down.
    fn pieces(picture: &Picture) -> Vec<[[f64; 4]; 3]> {
        let tracks = picture.tracks();
        let wires = picture.wires.iter().zip(tracks);
        wires
            .map(|(wire, track)| {
                let (from, to) = (picture.wire_x(wire.pin), picture.x(wire.column));
                let turn = TURNS_Y + track as f64 * TRACK;
                assert!(turn < picture.board_y, "turns above the breadboard");
                [
                    [from, ODD_Y, from, turn],
                    [from.min(to), turn, from.max(to), turn],
                    [to, turn, to, picture.board_y],
                ]
            })
            .collect()
    }

    fn touch(one: &[f64; 4], other: &[f64; 4]) -> bool {
        one[0] <= other[2] && other[0] <= one[2] && one[1] <= other[3] && other[1] <= one[3]
    }

    fn any_wiring() -> impl Strategy<Value = Wiring> {
        let pins = Just((0..=27).collect::<Vec<u8>>()).prop_shuffle();
        let pull = prop_oneof![Just(Pull::Up), Just(Pull::Down), Just(Pull::Off)];
        let flags = (any::<[bool; 5]>(), pull);
        (pins, flags).prop_map(
            |(pins, ([teach, forget, status, low, led_low], pull))| Wiring {
                inputs: [
                    Some(pins[0]),
                    Some(pins[1]),
                    Some(pins[2]),
                    Some(pins[3]),
                    teach.then_some(pins[4]),
                    forget.then_some(pins[5]),
                ],
                leds: [Some(pins[6]), Some(pins[7]), status.then_some(pins[8])],
                switches_active_low: low,
                pull,
                leds_active_low: led_low,
                ..Wiring::default()
            },
        )
    }

    #[test]
    fn texts_fit_their_places_in_every_language() {
        // A Korean letter is as wide as the font is high, a Latin one about half as wide.
        let width = |text: &str, font_size: f64| text.width() as f64 * 0.55 * font_size;
        for language in Language::ALL {
            language::within(*language, || {
                for part in Part::all() {
                    let purpose = part.purpose();
                    let room = PART_COLUMNS as f64 * HOLE;
                    assert!(width(&purpose, 11.5) < room, "{purpose}");
                }
                let on = messages::pinout_on();
                assert!(width(on, 9.0) < 20.0, "{on}");
                let free = messages::pinout_free();
                assert!(width(free, 13.0) < 60.0, "{free}");
                // Beside the middle one there are two, as wide as the wider one.
                let (middle, side) = (messages::pinout_from_above(), messages::pinout_sd_card());
                let all = width(middle, 11.5) + 2.0 * width(side, 11.5);
                assert!(all < 18.0 * PIN, "{middle}, {side}");
                let title = messages::pinout_title();
                assert!(width(title, 20.0) < 20.0 * PIN, "{title}");
            });
        }
    }

    proptest! {
        #[test]
        fn no_wires_touch_whatever_the_config(wiring in any_wiring()) {
            let picture = Picture::new(&wiring);
            let wires = pieces(&picture);
            for (index, one) in wires.iter().enumerate() {
                for other in &wires[index + 1..] {
                    for (one, other) in one.iter().flat_map(|one| other.map(|other| (one, other))) {
                        prop_assert!(!touch(one, &other), "{:?}: {:?} {:?}", wiring, one, other);
                    }
                }
            }
        }

        #[test]
        fn every_part_is_named_with_its_pin(wiring in any_wiring()) {
            let picture = svg(&wiring);
            let parts = wiring.parts().collect::<Vec<_>>();
            for (part, bcm) in &parts {
                let label = format!(">{}</tspan>", part.name());
                let pins = format!("GPIO {bcm}</tspan><tspan");
                prop_assert!(picture.contains(&label) && picture.contains(&pins), "{}", part.name());
            }
            // One resistor for each LED, and one for each switch that the chip pulls no way.
            let leds = parts.iter().filter(|(part, _)| matches!(part, Part::Led(_))).count();
            let resistors = if wiring.pull == Pull::Off { parts.len() } else { leds };
            prop_assert_eq!(picture.matches("class=\"resistor\"").count(), resistors);
        }
    }
}
