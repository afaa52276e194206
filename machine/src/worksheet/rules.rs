//! How each number of the sheet is calculated, and what it is when a mistake is made on the way.
//!
//! Place: between the formulas and the code that draws or checks a worksheet. A new mistake is a variant here, a formula for
//! each number that it changes, and a message in `report`; the generator keeps it apart from the right number, and the
//! tests make it on two hundred worksheets.

use super::expression::Expression;
use super::quantity::{Quantity, order};
use Mistake::*;
use Quantity::{
    Alpha, Bias, BiasGradient, BiasUpdate, Delta, Global, Gradient, Input, Local, Loss, LossOf,
    Net, Out, Slope, Target, Update, Weight,
};
use serde::Serialize;

/// What a pupil may have done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mistake {
    /// The bias was not added.
    BiasForgotten,
    /// A sign is turned.
    SignTurned,
    /// A number of another weight or neuron was taken.
    WrongPlace,
    /// net was taken in place of out: σ is missing.
    ActivationForgotten,
    /// Rounded before the end, or to fewer digits than four.
    RoundedEarly,
    /// The error was not squared.
    SquareForgotten,
    /// The mean of the two outputs was mistaken for their sum.
    MeanAgainstSum,
    /// Only one of the two outputs was counted.
    OutputForgotten,
    /// σ′, or a factor of it, is missing.
    SlopeForgotten,
    /// The global gradient is missing in a product.
    GlobalForgotten,
    /// The local gradient ∂net/∂w is missing in a product.
    LocalForgotten,
    /// Added in place of multiplied.
    Added,
    /// The weight or bias was taken where ∂net/∂w or ∂net/∂b belongs.
    WeightForLocal,
    /// α is missing.
    AlphaForgotten,
    /// The change alone, without the old value.
    OldValueForgotten,
    /// A new weight was used where the old one belongs.
    NewWeights,
}

/// How a number is calculated, and the mistakes on the way to it.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) of: Quantity,
    pub(super) right: Expression,
    pub(super) wrong: Vec<(Mistake, Expression)>,
}

/// The rules of a whole sheet, in its order.
pub(super) fn rules() -> Vec<Rule> {
    order().into_iter().map(rule).collect()
}

fn rule(of: Quantity) -> Rule {
    let (right, wrong) = match of {
        Net(neuron) => net(neuron),
        Out(neuron) => out(neuron),
        LossOf(output) => loss_of(output),
        Loss => loss(),
        Global(neuron @ 2..) => global_of_output(neuron - 2),
        Global(neuron) => global_of_hidden(neuron),
        Slope(neuron) => slope(neuron),
        Delta(neuron) => delta(neuron),
        Local(weight) => local(weight),
        Gradient(weight) => gradient(weight),
        BiasGradient(neuron) => bias_gradient(neuron),
        Update(weight) => update(Weight(weight), Gradient(weight)),
        BiasUpdate(neuron) => update(Bias(neuron), BiasGradient(neuron)),
        Input(_) | Target(_) | Weight(_) | Bias(_) | Alpha => (it(of), Vec::new()), // given
    };
    Rule { of, right, wrong }
}

/// The right formula, and those of the mistakes.
type Formulas = (Expression, Vec<(Mistake, Expression)>);

fn it(quantity: Quantity) -> Expression {
    quantity.into()
}

/// What comes in through a weight: i1 or i2, out_h1 or out_h2.
fn input_of(weight: usize) -> Quantity {
    match weight {
        0..4 => Input(weight % 2),
        _ => Out(weight % 2),
    }
}

fn net(neuron: usize) -> Formulas {
    let (first, second) = (2 * neuron, 2 * neuron + 1);
    let product = |weight: usize, input: Quantity| it(Weight(weight)) * it(input);
    let a = || product(first, input_of(first));
    let b = || product(second, input_of(second));
    let bias = || it(Bias(neuron));
    let swapped = product(first, input_of(second)) + product(second, input_of(first));
    let mut wrong = vec![
        (BiasForgotten, a() + b()),
        (SignTurned, a() - b() + bias()),
        (SignTurned, -a() + b() + bias()),
        (SignTurned, a() + b() - bias()),
        (WrongPlace, swapped + bias()),
        (
            RoundedEarly,
            a().in_two_digits() + b().in_two_digits() + bias(),
        ),
    ];
    if neuron >= 2 {
        let nets = product(first, Net(0)) + product(second, Net(1));
        wrong.push((ActivationForgotten, nets + bias()));
        let inputs = product(first, Input(0)) + product(second, Input(1));
        wrong.push((WrongPlace, inputs + bias()));
    }
    (a() + b() + bias(), wrong)
}

fn out(neuron: usize) -> Formulas {
    let net = || it(Net(neuron));
    let wrong = vec![
        (SignTurned, (-net()).logistic()),
        (ActivationForgotten, net()),
    ];
    (net().logistic(), wrong)
}

fn loss_of(output: usize) -> Formulas {
    let (t, out) = (|| it(Target(output)), || it(Out(output + 2)));
    let wrong = vec![
        (SquareForgotten, t() - out()),
        (SquareForgotten, out() - t()),
        (SignTurned, (t() + out()).squared()),
        (MeanAgainstSum, (t() - out()).squared().half()),
    ];
    ((t() - out()).squared(), wrong)
}

fn loss() -> Formulas {
    let [a, b] = [|| it(LossOf(0)), || it(LossOf(1))];
    let wrong = vec![
        (MeanAgainstSum, a() + b()),
        (OutputForgotten, a()),
        (OutputForgotten, b()),
        (OutputForgotten, a().half()),
        (OutputForgotten, b().half()),
    ];
    ((a() + b()).half(), wrong)
}

fn global_of_output(output: usize) -> Formulas {
    let (t, out) = (|| it(Target(output)), || it(Out(output + 2)));
    let wrong = vec![
        (SignTurned, t() - out()),
        (SignTurned, out() + t()),
        (MeanAgainstSum, (out() - t()).double()),
        (MeanAgainstSum, (out() - t()).half()),
    ];
    (out() - t(), wrong)
}

fn global_of_hidden(neuron: usize) -> Formulas {
    let by = |delta: Quantity, weight: Quantity| it(delta) * it(weight);
    let (first, second) = (4 + neuron, 6 + neuron);
    let a = || by(Delta(2), Weight(first));
    let b = || by(Delta(3), Weight(second));
    let row = 4 + 2 * neuron; // of W_o, where a column belongs
    let wrong = vec![
        (
            NewWeights,
            by(Delta(2), Update(first)) + by(Delta(3), Update(second)),
        ),
        (NewWeights, by(Delta(2), Update(first)) + b()),
        (NewWeights, a() + by(Delta(3), Update(second))),
        (OutputForgotten, a()),
        (OutputForgotten, b()),
        (
            SlopeForgotten,
            by(Global(2), Weight(first)) + by(Global(3), Weight(second)),
        ),
        (
            WrongPlace,
            by(Delta(2), Weight(row)) + by(Delta(3), Weight(row + 1)),
        ),
        (SignTurned, a() - b()),
        (SignTurned, -(a() + b())),
        (MeanAgainstSum, (a() + b()).half()),
        (RoundedEarly, a().in_two_digits() + b().in_two_digits()),
    ];
    (a() + b(), wrong)
}

fn slope(neuron: usize) -> Formulas {
    let (out, net) = (|| it(Out(neuron)), || it(Net(neuron)));
    let one = || Expression::One;
    let wrong = vec![
        (SlopeForgotten, out()),
        (SlopeForgotten, one() - out()),
        (ActivationForgotten, net() * (one() - net())),
        (SignTurned, out() * (one() + out())),
    ];
    (out() * (one() - out()), wrong)
}

fn delta(neuron: usize) -> Formulas {
    let (global, slope) = (|| it(Global(neuron)), || it(Slope(neuron)));
    let wrong = vec![
        (SlopeForgotten, global()),
        (SlopeForgotten, global() * it(Out(neuron))),
        (GlobalForgotten, slope()),
        (SignTurned, -(global() * slope())),
        (Added, global() + slope()),
    ];
    (global() * slope(), wrong)
}

fn local(weight: usize) -> Formulas {
    let mut wrong = vec![
        (WeightForLocal, it(Weight(weight))),
        (WrongPlace, it(input_of(weight ^ 1))),
    ];
    if weight >= 4 {
        wrong.push((ActivationForgotten, it(Net(weight % 2))));
    }
    (it(input_of(weight)), wrong)
}

fn gradient(weight: usize) -> Formulas {
    let neuron = weight / 2;
    let (delta, local) = (|| it(Delta(neuron)), || it(Local(weight)));
    let mut wrong = vec![
        (SlopeForgotten, it(Global(neuron)) * local()),
        (LocalForgotten, delta()),
        (SignTurned, -(delta() * local())),
        (Added, delta() + local()),
    ];
    if neuron % 2 == 1 {
        wrong.push((WrongPlace, it(Delta(neuron - 1)) * local()));
    }
    (delta() * local(), wrong)
}

fn bias_gradient(neuron: usize) -> Formulas {
    let delta = || it(Delta(neuron));
    let wrong = vec![
        (SlopeForgotten, it(Global(neuron))),
        (WeightForLocal, delta() * it(Bias(neuron))),
        (SignTurned, -delta()),
    ];
    (delta(), wrong)
}

fn update(old: Quantity, gradient: Quantity) -> Formulas {
    let change = || it(Alpha) * it(gradient);
    let wrong = vec![
        (AlphaForgotten, it(old) - it(gradient)),
        (SignTurned, it(old) + change()),
        (OldValueForgotten, change()),
        (OldValueForgotten, -change()),
    ];
    (it(old) - change(), wrong)
}
