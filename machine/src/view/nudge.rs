//! A nudge as a person reads it: two losses, the slope, the gradient beside it, and smaller nudges on the way to it.
//!
//! Place: a view, beside the [`ledger`](super::ledger) of the whole step. The numbers come from a [`Nudge`].

use super::layout::{Line, number};
use super::sheet::{Sheet, Style};
use crate::messages;
use crate::nudge::{Measured, Nudge, SMALLEST};

/// The nudge, worked out. `too_small` is one so small that rounding wins, to show it.
///
/// ```
/// use backpropd_machine::nn::{Bias, Ledger, Network222};
/// use backpropd_machine::nudge::Nudge;
/// use backpropd_machine::view::{Style, nudge};
/// let network = Network222::from_named([0.5; 8], [0.0; 4], Bias::Trained)?;
/// let ledger = Ledger::of(&network, [1.0, 0.0], [0.0, 1.0], 0.5)?;
/// let too_small = Nudge::measure(&ledger, 4, 1e-13)?;
/// let lines = nudge::worked(&Nudge::of(&ledger, 4, 0.01)?, too_small, Style::default());
/// assert!(lines.iter().any(|line| line.text.contains("L(w5 + Δw5) = L(0.51) = ")));
/// # Ok::<(), backpropd_machine::nn::NonFinite>(())
/// ```
pub fn worked(nudge: &Nudge, too_small: Measured, style: Style) -> Vec<Line> {
    let Nudge {
        name,
        value,
        nudge: change,
        loss,
        loss_nudged,
        slope,
        gradient,
        ref smaller,
    } = *nudge;
    let mut sheet = Sheet::new(style);
    let delta = format!("Δ{name}");
    let moved = loss_nudged - loss;
    // So that the left sides of all equations are equally wide.
    let nudged = format!("L({name} + {delta})");
    let width = nudged.chars().count();
    let show = |value: f64| number(value, style.digits);
    // 0.41 where the sum of 0.4 and 0.01 is 0.41000000000000003.
    let sum = format!("{:.14e}", value + change);
    let sum = sum.parse().unwrap_or(value + change);

    sheet.title(&messages::nudge_title(name));
    sheet.gap();
    sheet.values([(name, value), (&delta, change)]);
    sheet.part(
        messages::nudge_forward(),
        &messages::nudge_forward_note(name),
    );
    let before = sheet.equation(&format!("L({name})"), width);
    sheet.write(before.is(format!("L({})", show(value))).is(show(loss)));
    let after = sheet.equation(&nudged, width);
    let after = after.is(format!("L({})", show(sum)));
    sheet.write(after.is(show(loss_nudged)));
    let difference = sheet.equation("ΔL", width);
    let difference = difference.is(format!("{nudged} − L({name})"));
    sheet.write(difference.is(show(moved)));

    sheet.part(messages::nudge_slope(), &messages::nudge_slope_note(name));
    let quotient = sheet.equation(&format!("ΔL/{delta}"), width);
    let divisor = sheet.factor(change);
    let quotient = quotient.is(format!("{}/{divisor}", show(moved)));
    sheet.write(quotient.is(show(slope)));
    let derivative = sheet.equation(&format!("∂L/∂{name}"), width);
    sheet.write(derivative.is(show(gradient)));

    sheet.part(
        messages::nudge_smaller(),
        &messages::nudge_smaller_note(name),
    );
    let head = [
        delta.clone(),
        format!("ΔL/{delta}"),
        format!("ΔL/{delta} − ∂L/∂{name}"),
    ];
    let row = |change: f64, slope: f64| [show(change), show(slope), show(slope - gradient)];
    let rows = smaller.iter().map(|it| row(it.nudge, it.slope));
    sheet.table([head, row(change, slope)].into_iter().chain(rows).collect());
    sheet.gap();
    let (tiny, wrong) = (show(too_small.nudge), show(too_small.slope));
    sheet.note(&messages::nudge_rounding(show(SMALLEST), tiny, name, wrong));
    sheet.lines()
}
