//! The loss curve, from the first step to the last.

use super::theme::{FAINT, columns, count, put};
use super::words;
use crate::language::Language;
use crate::loss_curve::Point;
use crate::snapshot::Snapshot;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;
use ratatui::symbols::Marker;
use ratatui::widgets::Widget;
use ratatui::widgets::canvas::{Canvas, Line};

/// The columns of the scale at the left.
const SCALE: u16 = 5;

pub fn draw(snapshot: &Snapshot, area: Rect, language: Language, buffer: &mut Buffer) {
    let points = &snapshot.losses;
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        let text = words::NO_LOSS.in_language(language);
        let x = area.width.saturating_sub(columns(text)) / 2;
        put(buffer, area, x, area.height / 2, text, FAINT);
        return;
    };
    let plot = Rect::new(
        area.x + SCALE,
        area.y,
        area.width - SCALE,
        area.height.saturating_sub(1),
    );
    let highest = points.iter().map(|point| point.loss).fold(0.0, f64::max);
    let top = if highest > 0.0 { highest } else { 1.0 };
    let (from, to) = (
        first.steps as f64,
        (last.steps as f64).max(first.steps as f64 + 1.0),
    );

    put(buffer, area, 0, 0, &format!("{top:.2}"), FAINT);
    put(
        buffer,
        area,
        0,
        plot.height.saturating_sub(1),
        "   0",
        FAINT,
    );
    let at = |point: &Point| (point.steps as f64, point.loss);
    Canvas::default()
        .marker(Marker::Braille)
        .x_bounds([from, to])
        .y_bounds([0.0, top])
        .paint(|context| {
            for pair in points.windows(2) {
                let ((x1, y1), (x2, y2)) = (at(&pair[0]), at(&pair[1]));
                context.draw(&Line::new(x1, y1, x2, y2, Color::LightYellow));
            }
        })
        .render(plot, buffer);
    let (begin, end) = (count(first.steps), count(last.steps));
    put(buffer, area, SCALE, plot.height, &begin, FAINT);
    let x = area.width.saturating_sub(columns(&end));
    if x > SCALE + columns(&begin) {
        put(buffer, area, x, plot.height, &end, FAINT);
    }
}
