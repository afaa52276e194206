//! The step in matrices, to show that the arithmetic is the same.

use super::{Layer, share_of_last_change};
use crate::nn::{Bias, Biases, Ledger, Weights};
use crate::view::layout::Piece;
use crate::view::sheet::Sheet;

/// The width of the longest left side, ∂L/∂W_o.
const LEFT: usize = 7;

/// A matrix of two rows.
type Matrix<const C: usize> = [[f64; C]; 2];

/// Writes the backward pass of both layers, and all updates.
pub(super) fn write(sheet: &mut Sheet, ledger: &Ledger) {
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
    delta(sheet, "δo", symbols, [column(error), slope(out_o)], delta_o);
    gradient(sheet, ledger, Layer::Output, "δo·out_hᵀ", delta_o, out_h);
    update_weights(sheet, ledger, Layer::Output);

    let [[w5, w6], [w7, w8]] = Layer::Output.of(ledger.weights_before);
    let transposed = sheet.matrix([[w5, w7], [w6, w8]]);
    let product = [transposed, "·".into(), sheet.matrix(column(delta_o))];
    let equation = (sheet.equation("W_oᵀ·δo", LEFT))
        .is(Piece::joined(product))
        .is(sheet.matrix(column(global_h)))
        .is("∂L/∂out_h");
    sheet.write(equation);
    sheet.gap();
    let symbols = "(W_oᵀ·δo) ⊙ out_h ⊙ (1 − out_h)";
    delta(
        sheet,
        "δh",
        symbols,
        [column(global_h), slope(out_h)],
        delta_h,
    );
    gradient(sheet, ledger, Layer::Hidden, "δh·xᵀ", delta_h, x);
    update_weights(sheet, ledger, Layer::Hidden);

    if ledger.bias == Bias::Trained {
        update_biases(sheet, ledger, Layer::Output);
        update_biases(sheet, ledger, Layer::Hidden);
    }
    // Each ends with a gap, and the next part starts with its own.
    sheet.drop_gap();
}

/// The names of its weight matrix, its bias vector and its δ.
impl Layer {
    fn name(self) -> char {
        match self {
            Layer::Hidden => 'h',
            Layer::Output => 'o',
        }
    }

    /// Its weights as a matrix, one row per neuron.
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

fn delta(sheet: &mut Sheet, name: &str, symbols: &str, factors: [Matrix<1>; 2], delta: [f64; 2]) {
    let [global, local] = factors.map(|factor| sheet.matrix(factor));
    let equation = (sheet.equation(name, LEFT))
        .is(symbols)
        .is(vec![global, Piece::joined(["⊙ ".into(), local])])
        .is(sheet.matrix(column(delta)));
    sheet.write(equation);
    sheet.gap();
}

/// A gradient as the product of a column, δ, and a row, the inputs.
fn gradient(
    sheet: &mut Sheet,
    ledger: &Ledger,
    layer: Layer,
    symbols: &str,
    delta: [f64; 2],
    inputs: [f64; 2],
) {
    let inputs = inputs.map(|input| sheet.number(input)).join("  ");
    let row = format!("·[ {inputs} ]");
    let product = Piece::joined([sheet.matrix(column(delta)), row.as_str().into()]);
    let equation = (sheet.equation(&format!("∂L/∂W_{}", layer.name()), LEFT))
        .is(symbols)
        .is(product)
        .is(sheet.matrix(layer.of(ledger.gradients.weights)));
    sheet.write(equation);
    sheet.gap();
}

fn update_weights(sheet: &mut Sheet, ledger: &Ledger, layer: Layer) {
    let name = format!("W_{}", layer.name());
    let [before, gradient, after] = [
        ledger.weights_before,
        ledger.gradients.weights,
        ledger.weights_after,
    ]
    .map(|weights| layer.of(weights));
    let gradient_name = format!("∂L/∂{name}");
    update(
        sheet,
        ledger,
        layer,
        [&name, &gradient_name],
        before,
        gradient,
        after,
    );
}

fn update_biases(sheet: &mut Sheet, ledger: &Ledger, layer: Layer) {
    let [before, gradient, after] = [
        ledger.biases_before,
        ledger.gradients.biases,
        ledger.biases_after,
    ]
    .map(|biases| layer.of_biases(biases));
    let names = [format!("b_{}", layer.name()), format!("δ{}", layer.name())];
    let [name, delta] = &names;
    update(sheet, ledger, layer, [name, delta], before, gradient, after);
}

fn update<const C: usize>(
    sheet: &mut Sheet,
    ledger: &Ledger,
    layer: Layer,
    [name, gradient_name]: [&str; 2],
    before: Matrix<C>,
    gradient: Matrix<C>,
    after: Matrix<C>,
) {
    let alpha = layer.learning_rate(ledger);
    let minus = format!("− {}·", sheet.number(alpha));
    let mut symbols = format!("{name} − {}·{gradient_name}", layer.alpha(ledger));
    let mut numbers = vec![
        sheet.matrix(before),
        Piece::joined([minus.as_str().into(), sheet.matrix(gradient)]),
    ];
    if ledger.momentum != 0.0 {
        let share = std::array::from_fn(|r| {
            std::array::from_fn::<_, C, _>(|c| {
                share_of_last_change(before[r][c], alpha, gradient[r][c], after[r][c])
            })
        });
        symbols += &format!(" + μ·Δ{name}");
        numbers.push(Piece::joined(["+ ".into(), sheet.matrix(share)]));
    }
    let equation = (sheet.equation(&format!("{name}⁺"), LEFT))
        .is(symbols)
        .is(numbers)
        .is(sheet.matrix(after));
    sheet.write(equation);
    sheet.gap();
}
