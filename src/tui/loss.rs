//! The loss curve, from the first step to the last.

use super::theme::{FAINT, brief, columns, count, put};
use crate::loss_curve::Point;
use crate::messages;
use crate::snapshot::Snapshot;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;
use ratatui::symbols::Marker;
use ratatui::widgets::Widget;
use ratatui::widgets::canvas::{Canvas, Line};

/// The columns of the scale at the left.
const SCALE: u16 = 5;

pub fn draw(snapshot: &Snapshot, area: Rect, buffer: &mut Buffer) {
    let points = &snapshot.losses;
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        let text = messages::tui_no_loss();
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

    let scale = if top < 10.0 {
        format!("{top:.2}")
    } else {
        format!("{top:.0e}")
    };
    put(buffer, area, 0, 0, &scale, FAINT);
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
    let mut ends = [first, last].map(|point| count(point.steps));
    if ends.iter().map(|end| columns(end)).sum::<u16>() + 1 > plot.width {
        ends = [first, last].map(|point| brief(point.steps as f64));
    }
    let [begin, end] = ends;
    put(buffer, area, SCALE, plot.height, &begin, FAINT);
    let x = area.width.saturating_sub(columns(&end));
    put(buffer, area, x, plot.height, &end, FAINT);
}
