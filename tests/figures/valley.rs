//! The loss along one weight: the slope where it stands, and where steps of three lengths land.

use crate::svg::{self, BLUE, FAINT, INK, ORANGE, Point, arrow, circle, curve, dashed, line, text};
use backpropd::nn::{Bias, Ledger, Network222};

const SIZE: [f64; 2] = [640.0, 370.0];
const LEFT: f64 = 60.0;
const RIGHT: f64 = 610.0;
const BOTTOM: f64 = 290.0;
const TOP: f64 = 60.0;

/// A network whose h1 is on, with w5 to choose.
fn weights(w5: f64) -> [f64; 8] {
    [3.0, 3.0, 0.25, 0.3, w5, 0.45, 0.5, 0.55]
}

fn ledger(w5: f64) -> Ledger {
    let network = Network222::from_named(weights(w5), [0.35, 0.35, 0.6, 0.6], Bias::Fixed).unwrap();
    Ledger::of(&network, [1.0, 1.0], [0.5, 0.5], 0.5).unwrap()
}

fn loss(w5: f64) -> f64 {
    ledger(w5).loss
}

/// What is drawn of w5 and of the loss.
const REACH: [f64; 2] = [-5.0, 3.0];
const LOSSES: [f64; 2] = [0.0, 0.21];

fn place(w5: f64, loss: f64) -> Point {
    [
        LEFT + (w5 - REACH[0]) / (REACH[1] - REACH[0]) * (RIGHT - LEFT),
        BOTTOM - (loss - LOSSES[0]) / (LOSSES[1] - LOSSES[0]) * (BOTTOM - TOP),
    ]
}

#[test]
fn the_loss_along_w5() {
    let start = 1.2;
    let gradient = ledger(start).gradients.weights.w5;
    let landings = [20.0, 55.0, 130.0].map(|alpha| (alpha, start - alpha * gradient));
    // Short of the floor, near it, and beyond it to a higher place than the start.
    let [short, near, beyond] = landings.map(|(_, w5)| loss(w5));
    assert!(near < short && short < loss(start) && loss(start) < beyond);
    svg::hold_in_both_languages("valley", SIZE, |words| {
        let mut shapes = vec![
            line([LEFT, BOTTOM], [RIGHT, BOTTOM], FAINT, 1.0),
            line([LEFT, BOTTOM], [LEFT, TOP - 20.0], FAINT, 1.0),
            text([LEFT, TOP - 30.0], "L", INK, 16),
            text([RIGHT + 14.0, BOTTOM + 5.0], "w5", INK, 16),
        ];
        for w5 in [-4.0, -2.0, 0.0, 2.0] {
            shapes.push(text([place(w5, 0.0)[0], BOTTOM + 20.0], w5, INK, 13));
        }
        let points = (-45..=26).map(|tenth| f64::from(tenth) / 10.0);
        shapes.push(curve(points.map(|w5| place(w5, loss(w5))), BLUE, 2.5));
        let here = place(start, loss(start));
        let [from, to] =
            [-1.2, 1.2].map(|along| place(start + along, loss(start) + along * gradient));
        shapes.push(line(from, to, ORANGE, 2.5));
        shapes.push(text(
            [to[0] - 30.0, to[1] - 14.0],
            words.say("slope ∂L/∂w5", "기울기 ∂L/∂w5"),
            ORANGE,
            14,
        ));
        for (number, (alpha, w5)) in landings.into_iter().enumerate() {
            let end = place(w5, loss(w5));
            let height = BOTTOM + 36.0 + 16.0 * f64::from(u8::try_from(number).unwrap());
            shapes.push(dashed(end, [end[0], height], FAINT));
            shapes.push(arrow([here[0], height], [end[0], height], ORANGE, 1.5));
            shapes.push(text(
                [here[0] + 40.0, height + 4.0],
                format!("α = {alpha}"),
                INK,
                12,
            ));
            shapes.push(circle(end, 5.0, ORANGE, "#ffffff"));
        }
        shapes.push(circle(here, 6.0, INK, "#ffffff"));
        shapes
    });
}
