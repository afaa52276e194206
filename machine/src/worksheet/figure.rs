//! The network of a worksheet as a picture: every weight on its line, every bias at its neuron.

use super::Worksheet;
use super::quantity::Quantity::{self, Alpha, Bias, Input, Target, Weight};
use super::rounding::DIGITS;
use super::symbols::symbols_in_svg;
use crate::view::layout::number;
use crate::view::ledger::NEURON_NAMES;
use std::fmt::Write;

/// The columns of inputs, hidden neurons and outputs, and the two rows, in pixels.
const COLUMNS: [i32; 3] = [60, 330, 600];
const ROWS: [i32; 2] = [52, 208];

/// The radius of a neuron.
const RADIUS: i32 = 26;

/// The picture as SVG, to stand within a page.
pub(super) fn network(sheet: &Worksheet) -> String {
    let named = |quantity: Quantity| {
        let value = number(sheet.numbers[quantity], DIGITS).replace('-', "−");
        format!("{quantity} = {value}")
    };
    let mut svg = String::from(
        "<svg viewBox=\"0 0 740 266\" role=\"img\" aria-label=\"i1 i2 → h1 h2 → o1 o2\">\n",
    );
    for weight in 0..8 {
        let (layer, to, from) = (weight / 4, weight / 2 % 2, weight % 2);
        line(&mut svg, layer, from, to);
    }
    for weight in 0..8 {
        let (layer, to, from) = (weight / 4, weight / 2 % 2, weight % 2);
        // Nearer to where the line ends, lines have come apart again.
        let at = |ends: [i32; 2]| ends[0] + (ends[1] - ends[0]) * 29 / 100;
        let x = at([COLUMNS[layer + 1], COLUMNS[layer]]);
        let y = at([ROWS[to], ROWS[from]]);
        label(&mut svg, [x, y + 4], "weight", &named(Weight(weight)));
    }
    for (i, y) in ROWS.into_iter().enumerate() {
        let _ = writeln!(
            svg,
            "<rect x=\"{}\" y=\"{}\" width=\"92\" height=\"34\" rx=\"6\"/>",
            COLUMNS[0] - 46,
            y - 17
        );
        label(&mut svg, [COLUMNS[0], y + 5], "name", &named(Input(i)));
    }
    for (neuron, name) in NEURON_NAMES.into_iter().enumerate() {
        let (x, y) = (COLUMNS[1 + neuron / 2], ROWS[neuron % 2]);
        let _ = writeln!(svg, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{RADIUS}\"/>");
        label(&mut svg, [x, y + 5], "name", name);
        // Outside of the lines: above the upper neuron, below the lower.
        let outside = if neuron % 2 == 0 {
            y - RADIUS - 8
        } else {
            y + RADIUS + 19
        };
        label(&mut svg, [x, outside], "bias", &named(Bias(neuron)));
    }
    for (o, y) in ROWS.into_iter().enumerate() {
        label(
            &mut svg,
            [COLUMNS[2] + 88, y + 5],
            "target",
            &named(Target(o)),
        );
    }
    label(
        &mut svg,
        [COLUMNS[2] + 88, ROWS[0] + 83],
        "target",
        &named(Alpha),
    );
    svg + "</svg>\n"
}

fn line(svg: &mut String, layer: usize, from: usize, to: usize) {
    let (x1, x2) = (COLUMNS[layer], COLUMNS[layer + 1]);
    let (y1, y2) = (ROWS[from], ROWS[to]);
    let _ = writeln!(
        svg,
        "<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"/>"
    );
}

/// Text on a white ground, so that no line runs through it.
fn label(svg: &mut String, [x, y]: [i32; 2], class: &str, text: &str) {
    if class == "weight" {
        let width = 9 * text.chars().count() as i32;
        let _ = writeln!(
            svg,
            "<rect class=\"ground\" x=\"{}\" y=\"{}\" width=\"{width}\" height=\"20\"/>",
            x - width / 2,
            y - 15
        );
    }
    let text = symbols_in_svg(text);
    let _ = writeln!(
        svg,
        "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{text}</text>"
    );
}
