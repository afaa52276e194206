//! What the figures have in common: colours, a few shapes of SVG, and a file per language.

use crate::expected;
use std::fmt::Display;

pub const INK: &str = "#24292f";
pub const FAINT: &str = "#8c959f";
pub const PAPER: &str = "#f6f8fa";
pub const BLUE: &str = "#0969da";
pub const ORANGE: &str = "#bc4c00";
pub const LIT: &str = "#ffd33d";

/// A point in pixels.
pub type Point = [f64; 2];

/// The words of a figure in one language, English or Korean.
#[derive(Clone, Copy)]
pub struct Words {
    language: usize,
}

impl Words {
    /// The one of the two texts that is in this language.
    pub fn say(self, english: &'static str, korean: &'static str) -> &'static str {
        [english, korean][self.language]
    }
}

/// Compares docs/figures/NAME.en.svg and NAME.ko.svg with what `draw` returns, the shapes of the figure.
pub fn hold_in_both_languages(name: &str, size: [f64; 2], draw: impl Fn(Words) -> Vec<String>) {
    for (language, suffix) in ["en", "ko"].into_iter().enumerate() {
        hold(&format!("{name}.{suffix}"), size, &draw(Words { language }));
    }
}

/// Compares docs/figures/NAME.svg with these shapes on white.
pub fn hold(name: &str, [width, height]: [f64; 2], shapes: &[String]) {
    let picture = [
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif">"#
        ),
        "<!-- Drawn by tests/figures. -->".into(),
        format!(r##"<rect width="{width}" height="{height}" fill="#ffffff"/>"##),
        shapes.join("\n"),
        "</svg>\n".into(),
    ];
    expected::assert_holds(format!("docs/figures/{name}.svg"), &picture.join("\n"));
}

/// Text centred on x, with its baseline at y.
pub fn text(at: Point, words: impl Display, colour: &str, size: u32) -> String {
    anchored("middle", at, words, colour, size)
}

/// Text that begins at x.
pub fn text_from(at: Point, words: impl Display, colour: &str, size: u32) -> String {
    anchored("start", at, words, colour, size)
}

fn anchored(anchor: &str, [x, y]: Point, words: impl Display, colour: &str, size: u32) -> String {
    format!(
        r#"<text x="{x:.1}" y="{y:.1}" fill="{colour}" font-size="{size}" text-anchor="{anchor}">{words}</text>"#
    )
}

pub fn line([x1, y1]: Point, [x2, y2]: Point, colour: &str, width: f64) -> String {
    format!(
        r#"<line x1="{x1:.1}" y1="{y1:.1}" x2="{x2:.1}" y2="{y2:.1}" stroke="{colour}" stroke-width="{width}"/>"#
    )
}

pub fn dashed([x1, y1]: Point, [x2, y2]: Point, colour: &str) -> String {
    format!(
        r#"<line x1="{x1:.1}" y1="{y1:.1}" x2="{x2:.1}" y2="{y2:.1}" stroke="{colour}" stroke-dasharray="4 4"/>"#
    )
}

/// A line with a head at its end.
pub fn arrow(from: Point, to: Point, colour: &str, width: f64) -> String {
    let [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    let length = dx.hypot(dy);
    let [ux, uy] = [dx / length, dy / length];
    let head = 5.0 + 2.0 * width;
    let base = [to[0] - head * ux, to[1] - head * uy];
    let half = head / 2.0;
    format!(
        r#"{}<path d="M{:.1} {:.1}L{:.1} {:.1}L{:.1} {:.1}Z" fill="{colour}"/>"#,
        line(from, base, colour, width),
        to[0],
        to[1],
        base[0] - half * uy,
        base[1] + half * ux,
        base[0] + half * uy,
        base[1] - half * ux,
    )
}

/// A curve through these points.
pub fn curve(points: impl IntoIterator<Item = Point>, colour: &str, width: f64) -> String {
    let path: String = points
        .into_iter()
        .enumerate()
        .map(|(number, [x, y])| format!("{}{x:.1} {y:.1}", if number == 0 { 'M' } else { 'L' }))
        .collect();
    format!(r#"<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}"/>"#)
}

pub fn circle([x, y]: Point, radius: f64, fill: &str, stroke: &str) -> String {
    format!(r#"<circle cx="{x:.1}" cy="{y:.1}" r="{radius}" fill="{fill}" stroke="{stroke}"/>"#)
}

/// A box with rounded corners around a centre.
pub fn boxed([x, y]: Point, [width, height]: [f64; 2], fill: &str, stroke: &str) -> String {
    format!(
        r#"<rect x="{:.1}" y="{:.1}" width="{width}" height="{height}" rx="6" fill="{fill}" stroke="{stroke}"/>"#,
        x - width / 2.0,
        y - height / 2.0
    )
}
