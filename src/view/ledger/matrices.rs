//! The step in matrices, so that one sees that it is the same arithmetic.

use super::share_of_last_change;
use crate::nn::{Bias, Biases, Ledger, Link, Weights};
use crate::view::layout::Piece;
use crate::view::page::Page;

/// The columns of the longest left side, ∂L/∂W_o.
const LEFT: usize = 7;

/// A matrix of two rows.
type Matrix<const C: usize> = [[f64; C]; 2];

/// A layer: its matrix of weights, its vector of biases, and how its δ is called.
#[derive(Clone, Copy)]
enum Layer {
    Hidden,
    Output,
}

/// Writes the backward pass of both layers, and all updates.
pub(super) fn write(page: &mut Page, ledger: &Ledger) {
    let Ledger {
        x,
        target,
        out_h,
        out_o,
        delta_o,
        delta_h,
        global_h,
        ..
    } = *ledger;
    let slope = |out: [f64; 2]| column(out.map(|out| out * (1.0 - out)));

    let error = [out_o[0] - target[0], out_o[1] - target[1]];
    let symbols = "(out_o − t) ⊙ out_o ⊙ (1 − out_o)";
    delta(page, "δo", symbols, [column(error), slope(out_o)], delta_o);
    gradient(page, ledger, Layer::Output, "δo·out_hᵀ", delta_o, out_h);
    update_weights(page, ledger, Layer::Output);

    let [[w5, w6], [w7, w8]] = Layer::Output.of(ledger.weights_before);
    let transposed = page.matrix([[w5, w7], [w6, w8]]);
    let product = [transposed, "·".into(), page.matrix(column(delta_o))];
    let equation = (page.equation("W_oᵀ·δo", LEFT))
        .is(Piece::joined(product))
        .is(page.matrix(column(global_h)))
        .is("∂L/∂out_h");
    page.write(equation);
    page.gap();
    let symbols = "(W_oᵀ·δo) ⊙ out_h ⊙ (1 − out_h)";
    delta(
        page,
        "δh",
        symbols,
        [column(global_h), slope(out_h)],
        delta_h,
    );
    gradient(page, ledger, Layer::Hidden, "δh·xᵀ", delta_h, x);
    update_weights(page, ledger, Layer::Hidden);

    if ledger.bias == Bias::Trained {
        update_biases(page, ledger, Layer::Output);
        update_biases(page, ledger, Layer::Hidden);
    }
    // Each ends with a gap; what follows brings its own.
    page.drop_gap();
}

impl Layer {
    fn name(self) -> char {
        match self {
            Layer::Hidden => 'h',
            Layer::Output => 'o',
        }
    }

    /// Its weights as a matrix, one row for each neuron.
    fn of(self, weights: Weights) -> Matrix<2> {
        let [w1, w2, w3, w4, w5, w6, w7, w8] = weights.into();
        match self {
            Layer::Hidden => [[w1, w2], [w3, w4]],
            Layer::Output => [[w5, w6], [w7, w8]],
        }
    }

    fn of_biases(self, biases: Biases) -> Matrix<1> {
        let [b_h1, b_h2, b_o1, b_o2] = biases.into();
        column(match self {
            Layer::Hidden => [b_h1, b_h2],
            Layer::Output => [b_o1, b_o2],
        })
    }
}

fn column([first, second]: [f64; 2]) -> Matrix<1> {
    [[first], [second]]
}

fn delta(page: &mut Page, name: &str, symbols: &str, factors: [Matrix<1>; 2], delta: [f64; 2]) {
    let [global, local] = factors.map(|factor| page.matrix(factor));
    let equation = (page.equation(name, LEFT))
        .is(symbols)
        .is(vec![global, Piece::joined(["⊙ ".into(), local])])
        .is(page.matrix(column(delta)));
    page.write(equation);
    page.gap();
}

/// A gradient as the product of a column, δ, and a row, what came in.
fn gradient(
    page: &mut Page,
    ledger: &Ledger,
    layer: Layer,
    symbols: &str,
    delta: [f64; 2],
    inputs: [f64; 2],
) {
    let inputs = inputs.map(|input| page.number(input)).join("  ");
    let row = format!("·[ {inputs} ]");
    let product = Piece::joined([page.matrix(column(delta)), row.as_str().into()]);
    let equation = (page.equation(&format!("∂L/∂W_{}", layer.name()), LEFT))
        .is(symbols)
        .is(product)
        .is(page.matrix(layer.of(gradients(ledger))));
    page.write(equation);
    page.gap();
}

fn gradients(ledger: &Ledger) -> Weights {
    <[Link; 8]>::from(ledger.chain)
        .map(|link| link.product)
        .into()
}

fn update_weights(page: &mut Page, ledger: &Ledger, layer: Layer) {
    let name = format!("W_{}", layer.name());
    let [before, gradient, after] = [
        ledger.weights_before,
        gradients(ledger),
        ledger.weights_after,
    ]
    .map(|weights| layer.of(weights));
    let gradient_name = format!("∂L/∂{name}");
    update(
        page,
        ledger,
        [&name, &gradient_name],
        before,
        gradient,
        after,
    );
}

fn update_biases(page: &mut Page, ledger: &Ledger, layer: Layer) {
    let [before, gradient, after] = [
        ledger.biases_before,
        ledger.gradients.biases,
        ledger.biases_after,
    ]
    .map(|biases| layer.of_biases(biases));
    let names = [format!("b_{}", layer.name()), format!("δ{}", layer.name())];
    let [name, delta] = &names;
    update(page, ledger, [name, delta], before, gradient, after);
}

fn update<const C: usize>(
    page: &mut Page,
    ledger: &Ledger,
    [name, gradient_name]: [&str; 2],
    before: Matrix<C>,
    gradient: Matrix<C>,
    after: Matrix<C>,
) {
    let alpha = ledger.learning_rate;
    let minus = format!("− {}·", page.number(alpha));
    let mut symbols = format!("{name} − α·{gradient_name}");
    let mut numbers = vec![
        page.matrix(before),
        Piece::joined([minus.as_str().into(), page.matrix(gradient)]),
    ];
    if ledger.momentum != 0.0 {
        let share = std::array::from_fn(|r| {
            std::array::from_fn::<_, C, _>(|c| {
                share_of_last_change(before[r][c], alpha, gradient[r][c], after[r][c])
            })
        });
        symbols += &format!(" + μ·Δ{name}");
        numbers.push(Piece::joined(["+ ".into(), page.matrix(share)]));
    }
    let equation = (page.equation(&format!("{name}⁺"), LEFT))
        .is(symbols)
        .is(numbers)
        .is(page.matrix(after));
    page.write(equation);
    page.gap();
}
