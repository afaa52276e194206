//! The network with its weights by name, the way forward and the way back.

use crate::svg::{self, BLUE, FAINT, INK, ORANGE, PAPER, Point, arrow, circle, line, text};

const SIZE: [f64; 2] = [640.0, 345.0];

/// Inputs, hidden neurons, outputs.
const LAYERS: [(f64, [&str; 2]); 3] = [
    (90.0, ["i1", "i2"]),
    (320.0, ["h1", "h2"]),
    (550.0, ["o1", "o2"]),
];
const ROWS: [f64; 2] = [110.0, 230.0];
const RADIUS: f64 = 26.0;

/// The weight from neuron `from` of a layer to neuron `to` of the next, numbered as in the source.
fn weight(layer: usize, from: usize, to: usize) -> String {
    format!("w{}", 4 * layer + 2 * to + from + 1)
}

/// A point of the way from one centre to another.
fn along(from: Point, to: Point, share: f64) -> Point {
    [
        from[0] + share * (to[0] - from[0]),
        from[1] + share * (to[1] - from[1]),
    ]
}

#[test]
fn the_network_with_its_weights() {
    svg::hold_in_both_languages("network", SIZE, |words| {
        let mut shapes = Vec::new();
        for (layer, pair) in LAYERS.windows(2).enumerate() {
            for (from, y) in ROWS.into_iter().enumerate() {
                for (to, end_y) in ROWS.into_iter().enumerate() {
                    let [begin, end] = [[pair[0].0, y], [pair[1].0, end_y]];
                    shapes.push(line(begin, end, FAINT, 1.5));
                    // Beside its line, nearer to where the lines have parted.
                    let [x, y] = along(begin, end, if from == to { 0.5 } else { 0.3 });
                    shapes.push(svg::boxed([x, y], [34.0, 20.0], "#ffffff", "none"));
                    shapes.push(text([x, y + 5.0], weight(layer, from, to), INK, 15));
                }
            }
        }
        let names = [
            words.say("inputs", "입력"),
            words.say("hidden layer", "은닉층"),
            words.say("outputs", "출력"),
        ];
        for ((x, neurons), name) in LAYERS.into_iter().zip(names) {
            for (neuron, y) in neurons.into_iter().zip(ROWS) {
                shapes.push(circle([x, y], RADIUS, PAPER, INK));
                shapes.push(text([x, y + 6.0], neuron, INK, 17));
            }
            shapes.push(text([x, 285.0], name, FAINT, 14));
        }
        shapes.extend([
            arrow([200.0, 40.0], [440.0, 40.0], BLUE, 2.0),
            text(
                [320.0, 30.0],
                words.say("forward: the answer", "순전파: 답을 구함"),
                BLUE,
                16,
            ),
            arrow([440.0, 308.0], [200.0, 308.0], ORANGE, 2.0),
            text(
                [320.0, 332.0],
                words.say(
                    "backward: how much each weight is to blame",
                    "역전파: 가중치마다 책임이 얼마인지 구함",
                ),
                ORANGE,
                16,
            ),
        ]);
        shapes
    });
}

#[test]
fn weights_are_numbered_as_in_the_source() {
    let numbered: Vec<_> = [
        (0, 0, 0),
        (0, 1, 0),
        (0, 0, 1),
        (0, 1, 1),
        (1, 0, 0),
        (1, 1, 1),
    ]
    .map(|(layer, from, to)| weight(layer, from, to))
    .into();
    assert_eq!(numbered, ["w1", "w2", "w3", "w4", "w5", "w8"]);
}
