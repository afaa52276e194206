//! σ and its slope, one above the other.

use crate::svg::{self, BLUE, FAINT, INK, ORANGE, Point, curve, dashed, line, text, text_from};
use backpropd::nn::logistic;
use nalgebra::vector;

const SIZE: [f64; 2] = [640.0, 420.0];
const LEFT: f64 = 70.0;
const RIGHT: f64 = 600.0;
/// The heights of σ's 0 and 1, and of the slope's 0 and ¼.
const SIGMA: [f64; 2] = [230.0, 50.0];
const SLOPE: [f64; 2] = [375.0, 295.0];
/// net from −6 to 6.
const REACH: f64 = 6.0;

fn sigma(net: f64) -> f64 {
    logistic(&vector![net])[0]
}

fn x(net: f64) -> f64 {
    LEFT + (net + REACH) / (2.0 * REACH) * (RIGHT - LEFT)
}

fn point(net: f64, value: f64, [zero, one]: [f64; 2]) -> Point {
    [x(net), zero + value * (one - zero)]
}

fn nets() -> impl Iterator<Item = f64> {
    (-60..=60).map(|tenth| f64::from(tenth) / 10.0)
}

/// The tangent to σ at this net.
fn tangent(net: f64) -> String {
    let out = sigma(net);
    let slope = out * (1.0 - out);
    let reach = 1.6;
    let [from, to] = [-reach, reach].map(|along| point(net + along, out + slope * along, SIGMA));
    line(from, to, ORANGE, 2.5)
}

#[test]
fn the_logistic_function_and_its_slope() {
    svg::hold_in_both_languages("logistic", SIZE, |words| {
        let mut shapes = vec![
            text_from([LEFT, 30.0], "out = σ(net) = 1 / (1 + e⁻ⁿᵉᵗ)", BLUE, 16),
            text_from(
                [LEFT, 275.0],
                words.say("its slope: out·(1 − out)", "기울기: out·(1 − out)"),
                ORANGE,
                16,
            ),
        ];
        for (value, name, scale) in [
            (0.0, "0", SIGMA),
            (0.5, "½", SIGMA),
            (1.0, "1", SIGMA),
            (0.0, "0", SLOPE),
            (1.0, "¼", SLOPE),
        ] {
            let [from, to] = [-REACH, REACH].map(|net| point(net, value, scale));
            shapes.push(dashed(from, to, FAINT));
            shapes.push(text([LEFT - 16.0, from[1] + 5.0], name, INK, 14));
        }
        for net in [-6.0, -4.0, -2.0, 0.0, 2.0, 4.0, 6.0] {
            shapes.push(text([x(net), 400.0], net, INK, 14));
        }
        shapes.push(text([RIGHT + 22.0, 400.0], "net", INK, 14));
        for net in [0.0, 3.0] {
            let out = sigma(net);
            let top = point(net, out, SIGMA);
            let below = point(net, 4.0 * out * (1.0 - out), SLOPE);
            shapes.push(dashed(top, below, ORANGE));
            shapes.push(tangent(net));
            shapes.push(svg::circle(below, 4.0, ORANGE, ORANGE));
            shapes.push(text_from(
                [below[0] + 8.0, below[1] - 8.0],
                format!("{:.4}", out * (1.0 - out)),
                ORANGE,
                13,
            ));
        }
        shapes.push(curve(
            nets().map(|net| point(net, sigma(net), SIGMA)),
            BLUE,
            2.5,
        ));
        shapes.push(curve(
            nets().map(|net| point(net, 4.0 * sigma(net) * (1.0 - sigma(net)), SLOPE)),
            ORANGE,
            2.5,
        ));
        shapes
    });
}
