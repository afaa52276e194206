//! The chain from w5 to the loss, with the numbers of the worked example: above each arrow how much of a change gets
//! through it.

use crate::svg::{self, BLUE, FAINT, INK, ORANGE, PAPER, arrow, boxed, text};
use backpropd::nn::{Bias, Ledger, Network222};

const SIZE: [f64; 2] = [760.0, 210.0];
const Y: f64 = 95.0;
const BOXES: [(f64, &str); 4] = [
    (70.0, "w5"),
    (270.0, "net_o1"),
    (480.0, "out_o1"),
    (690.0, "L"),
];
const BOX: [f64; 2] = [84.0, 44.0];

#[test]
fn the_chain_from_w5_to_the_loss() {
    let network = Network222::from_named(
        [0.15, 0.2, 0.25, 0.3, 0.4, 0.45, 0.5, 0.55],
        [0.35, 0.35, 0.6, 0.6],
        Bias::Fixed,
    )
    .unwrap();
    let ledger = Ledger::of(&network, [0.05, 0.1], [0.01, 0.99], 0.5).unwrap();
    let out_o1 = ledger.out_o[0];
    let locals = [ledger.out_h[0], out_o1 * (1.0 - out_o1), out_o1 - 0.01];
    let product = locals.iter().product::<f64>();
    let gradient = ledger.gradients.weights.w5;
    assert!((product - gradient).abs() < 1e-15, "{product} {gradient}");

    let names = ["∂net_o1/∂w5", "∂out_o1/∂net_o1", "∂L/∂out_o1"];
    svg::hold_in_both_languages("chain", SIZE, |words| {
        let mut shapes = Vec::new();
        for ((pair, name), local) in BOXES.windows(2).zip(names).zip(locals) {
            let [from, to] = [pair[0].0 + BOX[0] / 2.0, pair[1].0 - BOX[0] / 2.0];
            let middle = f64::midpoint(from, to);
            shapes.push(arrow([from, Y - 8.0], [to, Y - 8.0], BLUE, 2.0));
            shapes.push(arrow([to, Y + 10.0], [from, Y + 10.0], ORANGE, 2.0));
            shapes.push(text([middle, Y - 20.0], format!("× {local:.4}"), INK, 15));
            shapes.push(text([middle, Y + 34.0], name, FAINT, 14));
        }
        for (x, name) in BOXES {
            shapes.push(boxed([x, Y], BOX, PAPER, INK));
            shapes.push(text([x, Y + 6.0], name, INK, 16));
        }
        shapes.push(text(
            [380.0, 30.0],
            words.say(
                "forward: a change of w5 arrives at L, each link times its local gradient",
                "순전파: w5의 변화가 고리마다 국소 기울기만큼 곱해져 L에 이릅니다",
            ),
            BLUE,
            17,
        ));
        shapes.push(text(
            [380.0, 165.0],
            words.say(
                "backward: the same product, collected from right to left",
                "역전파: 같은 곱을 오른쪽에서 왼쪽으로 모읍니다",
            ),
            ORANGE,
            17,
        ));
        let [a, b, c] = locals;
        shapes.push(text(
            [380.0, 193.0],
            format!("∂L/∂w5 = {c:.4} · {b:.4} · {a:.4} = {product:.4}"),
            INK,
            18,
        ));
        shapes
    });
}
