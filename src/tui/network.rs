//! The network: neurons as boxes, the eight weights as lines between them. The colour and style of a line (dashed:
//! negative) show the sign of its weight, the thickness its size; the number is on the line.

use super::theme::{BOLD, FAINT, PLAIN, columns, led, put, sign, signed};
use crate::nn::{Bias, WEIGHT_NAMES};
use crate::snapshot::{Outs, Snapshot};
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::style::Style;
use ratatui::symbols::Marker;
use ratatui::widgets::Widget;
use ratatui::widgets::canvas::{Canvas, Painter, Shape};

/// The columns of the boxes of each layer: inputs, hidden neurons, outputs.
const BOXES: [u16; 3] = [6, 8, 10];

pub fn draw(snapshot: &Snapshot, area: Rect, buffer: &mut Buffer) {
    let drawing = Drawing::new(snapshot, area);
    drawing.lines(buffer);
    drawing.labels(buffer);
    drawing.inputs(buffer);
    drawing.neurons(buffer);
}

/// The drawing, and the positions within its area.
struct Drawing<'a> {
    snapshot: &'a Snapshot,
    area: Rect,
    weights: [f64; 8],
    /// The left edges of the layers.
    x: [u16; 3],
    /// The middle rows of the upper and the lower neurons.
    y: [u16; 2],
    decimals: usize,
}

impl<'a> Drawing<'a> {
    fn new(snapshot: &'a Snapshot, area: Rect) -> Self {
        // Wide screens have margins on both sides.
        let aside = (area.width.saturating_sub(60) / 8).min(8);
        let within = area.width - 2 * aside;
        let gap = within.saturating_sub(BOXES.iter().sum()) / 2;
        let hidden = aside + BOXES[0] + gap;
        let upper = (area.height / 5).max(2);
        Self {
            snapshot,
            area,
            weights: snapshot.weights.into(),
            x: [aside, hidden, aside + within - BOXES[2]],
            y: [upper, area.height.saturating_sub(1 + upper)],
            decimals: if gap >= 16 { 2 } else { 1 },
        }
    }

    /// The two ends of a weight: column and row of its source neuron and of its target neuron.
    fn ends(&self, weight: usize) -> [(u16, u16); 2] {
        let (layer, to, from) = (weight / 4, weight / 2 % 2, weight % 2);
        let right = self.x[layer] + BOXES[layer];
        [
            (right, self.y[from]),
            (self.x[layer + 1].saturating_sub(1), self.y[to]),
        ]
    }

    fn lines(&self, buffer: &mut Buffer) {
        let Size { width, height } = self.area.as_size();
        let edges = std::array::from_fn::<_, 8, _>(|weight| {
            let [from, to] = self.ends(weight);
            // A line to the other row leaves the box a little closer to that row.
            let (from_row, to_row) = (f64::from(from.1), f64::from(to.1));
            let lean = (to_row - from_row).signum() * f64::from(u8::from(from.1 != to.1));
            Edge {
                from: (2.0 * f64::from(from.0), 4.0 * from_row + 1.5 + 2.0 * lean),
                to: (2.0 * f64::from(to.0) + 1.0, 4.0 * to_row + 1.5 - 2.0 * lean),
                weight: self.weights[weight],
                dots: (2 * usize::from(width), 4 * usize::from(height)),
            }
        });
        Canvas::default()
            .marker(Marker::Braille)
            .paint(|context| {
                // A cell has only one colour: larger weights are drawn over smaller ones.
                let mut order: [usize; 8] = std::array::from_fn(|weight| weight);
                let size = |weight: &usize| self.weights[*weight].abs();
                order.sort_by(|a, b| size(a).total_cmp(&size(b)));
                order
                    .iter()
                    .for_each(|weight| context.draw(&edges[*weight]));
            })
            .render(self.area, buffer);
    }

    fn labels(&self, buffer: &mut Buffer) {
        for (weight, name) in WEIGHT_NAMES.into_iter().enumerate() {
            let value = self.weights[weight];
            let text = format!("{name} {}", signed(value, self.decimals));
            let [(from_x, from_y), (to_x, to_y)] = self.ends(weight);
            let half = columns(&text) / 2;
            // On horizontal lines above or below; on diagonal lines where the two of a layer are still apart.
            let (x, y) = if from_y == to_y {
                let outside = if from_y == self.y[0] {
                    from_y - 1
                } else {
                    from_y + 1
                };
                ((from_x + to_x).div_ceil(2), outside)
            } else {
                let third = |from: u16, to: u16| {
                    (f64::from(from) + (f64::from(to) - f64::from(from)) * 0.31).round() as u16
                };
                // On the row of the bias, beside it.
                let beside = from_x + 1 + half;
                (third(from_x, to_x).max(beside), third(from_y, to_y))
            };
            let style = Style::new().fg(sign(value));
            // A line right after the number must not look like part of it.
            let after = put(buffer, self.area, x.saturating_sub(half), y, &text, style);
            put(buffer, self.area, after, y, " ", PLAIN);
        }
    }

    fn inputs(&self, buffer: &mut Buffer) {
        let x = self.snapshot.debounced.sample().x;
        for (input, on) in x.into_iter().enumerate() {
            let style = if on { BOLD } else { PLAIN };
            let digit = if on { "1" } else { "0" };
            let place = self.boxed(0, input, &format!("i{}", input + 1), buffer);
            put(buffer, place, 1, 0, digit, style);
        }
    }

    fn neurons(&self, buffer: &mut Buffer) {
        let leds = self.snapshot.leds;
        let biases: [f64; 4] = self.snapshot.biases.into();
        let Outs { h1, h2, o1, o2 } = self.snapshot.outs;
        let neurons = [("h1", h1), ("h2", h2), ("o1", o1), ("o2", o2)];
        for (place, (name, out)) in neurons.into_iter().enumerate() {
            let layer = 1 + place / 2;
            let neuron = place % 2;
            let inside = self.boxed(layer, neuron, name, buffer);
            put(buffer, inside, 1, 0, &format!("{out:.2}"), PLAIN);
            if layer == 2 {
                let (glyph, style) = led([leds.o1, leds.o2][neuron]);
                put(buffer, inside, 6, 0, glyph, style);
            }
            if self.snapshot.bias != Bias::None {
                let bias = format!("b {}", signed(biases[place], self.decimals));
                let x = self.x[layer] + BOXES[layer].saturating_sub(columns(&bias)) / 2;
                put(buffer, self.area, x, self.y[neuron] + 2, &bias, FAINT);
            }
        }
    }

    /// Draws the box of a neuron; returns the area inside it.
    fn boxed(&self, layer: usize, neuron: usize, name: &str, buffer: &mut Buffer) -> Rect {
        let (x, y, width) = (self.x[layer], self.y[neuron] - 1, BOXES[layer]);
        let inside = usize::from(width) - 2;
        for (row, text) in [
            format!("╭{:─<inside$}╮", format!(" {name} ")),
            format!("│{:inside$}│", ""),
            format!("╰{:─<inside$}╯", ""),
        ]
        .iter()
        .enumerate()
        {
            put(buffer, self.area, x, y + row as u16, text, PLAIN);
        }
        Rect::new(self.area.x + x + 1, self.area.y + y + 1, width - 2, 1)
    }
}

/// A weight's line, in the dots of the canvas.
struct Edge {
    from: (f64, f64),
    to: (f64, f64),
    weight: f64,
    /// The size in dots.
    dots: (usize, usize),
}

impl Edge {
    /// The thickness in dots, from one to four.
    fn thickness(&self) -> usize {
        1 + (self.weight.abs() / 1.5).min(3.0) as usize
    }
}

impl Shape for Edge {
    fn draw(&self, painter: &mut Painter) {
        /// The length of a dash in dots, and of a dash with its gap.
        const DASH: usize = 7;
        const PERIOD: usize = 10;
        let (dx, dy) = (self.to.0 - self.from.0, self.to.1 - self.from.1);
        let steps = dx.abs().max(dy.abs()).ceil() as usize;
        let thickness = self.thickness();
        for step in 0..=steps {
            if self.weight < 0.0 && step % PERIOD >= DASH {
                continue;
            }
            let share = step as f64 / steps.max(1) as f64;
            let (x, y) = (self.from.0 + dx * share, self.from.1 + dy * share);
            let top = y - (thickness - 1) as f64 / 2.0;
            for dot in 0..thickness {
                let (x, y) = (x as usize, (top.round() as usize).saturating_add(dot));
                if x < self.dots.0 && y < self.dots.1 {
                    painter.paint(x, y, sign(self.weight));
                }
            }
        }
    }
}
