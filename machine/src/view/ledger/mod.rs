//! The ledger for people: one step worked the way you would on paper, from a [`Ledger`].
//!
//! Place: a view. `backpropd explain` prints these lines, and the terminal panel can show them for the latest step.
//! Nothing is computed here: all results come from the ledger.

mod matrices;

use super::layout::{Line, Role};
use super::sheet::{Sheet, Style};
use crate::messages;
use crate::nn::{BIAS_NAMES, Bias, Ledger, Link, WEIGHT_NAMES};

/// What the sheet shows besides the ledger itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// The number of the step, from 1, if there were several.
    pub step: Option<u64>,
    /// Whether to compare the loss with that of Mazur's example.
    pub mazur: bool,
}

/// The whole step: forward, the loss, backward with the chain of every weight, the same in matrices, and the loss after
/// the step.
///
/// ```
/// use backpropd_machine::nn::{Bias, Ledger, Network222};
/// use backpropd_machine::view::Style;
/// use backpropd_machine::view::ledger::{Context, step};
/// let w = [0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55];
/// let network = Network222::from_named(w, [0.35, 0.35, 0.60, 0.60], Bias::Fixed)?;
/// let ledger = Ledger::of(&network, [0.05, 0.10], [0.01, 0.99], 0.5)?;
/// let lines = step(&ledger, Context::default(), Style::default());
/// assert!(lines.iter().any(|line| line.text.ends_with("w5 − α·∂L/∂w5 = 0.4 − 0.5·0.0821670406 = 0.358916480")));
/// # Ok::<(), backpropd_machine::nn::NonFinite>(())
/// ```
pub fn step(ledger: &Ledger, context: Context, style: Style) -> Vec<Line> {
    let mut derivation = Derivation::new(ledger, style);
    derivation.title(context.step);
    derivation
        .sheet
        .part(messages::ledger_forward(), messages::ledger_forward_note());
    derivation.forward();
    derivation
        .sheet
        .part(messages::ledger_loss(), messages::ledger_loss_note());
    derivation.loss(context.mazur);
    derivation
        .sheet
        .part(messages::ledger_output(), messages::ledger_output_note());
    if ledger.momentum != 0.0 {
        derivation.sheet.note(messages::ledger_momentum());
        derivation.sheet.gap();
    }
    derivation.layer([O1, O2]);
    derivation
        .sheet
        .part(messages::ledger_hidden(), messages::ledger_hidden_note());
    derivation.layer([H1, H2]);
    if ledger.bias == Bias::Fixed {
        derivation.sheet.gap();
        derivation.sheet.note(messages::ledger_biases_fixed());
    }
    derivation.sheet.part(
        messages::ledger_matrices(),
        messages::ledger_matrices_note(),
    );
    matrices::write(&mut derivation.sheet, ledger);
    derivation
        .sheet
        .part(messages::ledger_after(), messages::ledger_after_note());
    derivation.after();
    derivation.sheet.lines()
}

/// Only the chain of one weight: the start of the step, then global, local, product and update. `weight` is its index
/// in [`WEIGHT_NAMES`]. The comparison in `context` is ignored.
///
/// ```
/// use backpropd_machine::nn::{Bias, Ledger, Network222};
/// use backpropd_machine::view::Style;
/// use backpropd_machine::view::ledger::{Context, chain};
/// let network = Network222::from_named([0.5; 8], [0.0; 4], Bias::Trained)?;
/// let ledger = Ledger::of(&network, [1.0, 0.0], [0.0, 1.0], 0.5)?;
/// let lines = chain(&ledger, 4, Context::default(), Style::default());
/// assert!(lines.iter().any(|line| line.text == "  w5, from h1 to o1"));
/// # Ok::<(), backpropd_machine::nn::NonFinite>(())
/// ```
///
/// # Panics
/// If `weight` is not below 8.
pub fn chain(ledger: &Ledger, weight: usize, context: Context, style: Style) -> Vec<Line> {
    assert!(weight < WEIGHT_NAMES.len(), "there is no weight {weight}");
    let neuron = [H1, H2, O1, O2][weight / 2];
    let mut derivation = Derivation::new(ledger, style);
    derivation.title(context.step);
    derivation.sheet.gap();
    derivation.head_of_weight(neuron, weight % 2);
    derivation.delta(neuron);
    derivation.weight(neuron, weight % 2);
    derivation.sheet.lines()
}

/// Only one neuron: the start of the step, then its δ, the chains of its two weights, and its bias. `neuron` is its
/// index in [`NEURON_NAMES`]. The comparison in `context` is ignored.
///
/// ```
/// use backpropd_machine::nn::{Bias, Ledger, Network222};
/// use backpropd_machine::view::Style;
/// use backpropd_machine::view::ledger::{Context, neuron};
/// let network = Network222::from_named([0.5; 8], [0.0; 4], Bias::Trained)?;
/// let ledger = Ledger::of(&network, [1.0, 0.0], [0.0, 1.0], 0.5)?;
/// let lines = neuron(&ledger, 2, Context::default(), Style::default());
/// assert!(lines.iter().any(|line| line.text == "  w6, from h2 to o1"));
/// # Ok::<(), backpropd_machine::nn::NonFinite>(())
/// ```
///
/// # Panics
/// If `neuron` is not below 4.
pub fn neuron(ledger: &Ledger, neuron: usize, context: Context, style: Style) -> Vec<Line> {
    let mut derivation = Derivation::new(ledger, style);
    derivation.title(context.step);
    derivation.sheet.gap();
    derivation.neuron([H1, H2, O1, O2][neuron]);
    derivation.sheet.lines()
}

/// Only the chain of one bias: where the step began, then its neuron's δ, and its update. `bias` is its place in
/// [`BIAS_NAMES`]; the `context`'s comparison has no part in it.
///
/// ```
/// use backpropd_machine::nn::{Bias, Ledger, Network222};
/// use backpropd_machine::view::Style;
/// use backpropd_machine::view::ledger::{Context, bias};
/// let network = Network222::from_named([0.5; 8], [0.0; 4], Bias::Trained)?;
/// let ledger = Ledger::of(&network, [1.0, 0.0], [0.0, 1.0], 0.5)?;
/// let lines = bias(&ledger, 2, Context::default(), Style::default());
/// assert!(lines.iter().any(|line| line.text == "  b_o1, the bias of o1"));
/// # Ok::<(), backpropd_machine::nn::NonFinite>(())
/// ```
///
/// # Panics
/// When `bias` is not below 4.
pub fn bias(ledger: &Ledger, bias: usize, context: Context, style: Style) -> Vec<Line> {
    let neuron = [H1, H2, O1, O2][bias];
    let mut derivation = Derivation::new(ledger, style);
    derivation.title(context.step);
    derivation.sheet.gap();
    let head = messages::ledger_of_neuron(neuron.name());
    derivation.sheet.head(&head);
    derivation.delta(neuron);
    derivation.sheet.gap();
    derivation.bias(neuron);
    derivation.sheet.lines()
}

/// The names of the neurons.
pub const NEURON_NAMES: [&str; 4] = ["h1", "h2", "o1", "o2"];

/// A neuron, with the names and indices of everything that belongs to it.
#[derive(Clone, Copy)]
enum Neuron {
    Hidden(usize),
    Output(usize),
}

const H1: Neuron = Neuron::Hidden(0);
const H2: Neuron = Neuron::Hidden(1);
const O1: Neuron = Neuron::Output(0);
const O2: Neuron = Neuron::Output(1);

impl Neuron {
    fn name(self) -> &'static str {
        NEURON_NAMES[self.place()]
    }

    /// Its index among the four, which is also that of its bias in [`BIAS_NAMES`].
    fn place(self) -> usize {
        match self {
            Neuron::Hidden(index) => index,
            Neuron::Output(index) => index + 2,
        }
    }

    fn layer(self) -> Layer {
        match self {
            Neuron::Hidden(_) => Layer::Hidden,
            Neuron::Output(_) => Layer::Output,
        }
    }

    /// The indices of its two weights in [`WEIGHT_NAMES`].
    fn weights(self) -> [usize; 2] {
        [2 * self.place(), 2 * self.place() + 1]
    }

    /// Where its two inputs come from.
    fn from(self) -> [&'static str; 2] {
        match self {
            Neuron::Hidden(_) => ["i1", "i2"],
            Neuron::Output(_) => ["h1", "h2"],
        }
    }

    /// The names of its two inputs in a formula.
    fn inputs(self) -> [&'static str; 2] {
        match self {
            Neuron::Hidden(_) => ["i1", "i2"],
            Neuron::Output(_) => ["out_h1", "out_h2"],
        }
    }
}

/// A layer of neurons.
#[derive(Clone, Copy)]
enum Layer {
    Hidden,
    Output,
}

impl Layer {
    const ALL: [Layer; 2] = [Layer::Hidden, Layer::Output];

    fn learning_rate(self, ledger: &Ledger) -> f64 {
        match self {
            Layer::Hidden => ledger.learning_rate_h,
            Layer::Output => ledger.learning_rate,
        }
    }

    /// The name of its learning rate: α, unless each layer has its own.
    fn alpha(self, ledger: &Ledger) -> &'static str {
        match self {
            _ if ledger.learning_rate_h == ledger.learning_rate => "α",
            Layer::Hidden => "α_h",
            Layer::Output => "α_o",
        }
    }
}

/// A step and the sheet that it is written on.
struct Derivation<'a> {
    ledger: &'a Ledger,
    before: [f64; 8],
    after: [f64; 8],
    links: [Link; 8],
    sheet: Sheet,
}

impl<'a> Derivation<'a> {
    fn new(ledger: &'a Ledger, style: Style) -> Self {
        Self {
            ledger,
            before: ledger.weights_before.into(),
            after: ledger.weights_after.into(),
            links: ledger.chain.weights(),
            sheet: Sheet::new(style),
        }
    }

    fn number(&self, value: f64) -> String {
        self.sheet.number(value)
    }

    fn factor(&self, value: f64) -> String {
        self.sheet.factor(value)
    }

    /// The start of the step.
    fn title(&mut self, step: Option<u64>) {
        match step {
            Some(step) => self.sheet.title(&messages::ledger_title_of_step(step)),
            None => self.sheet.title(messages::ledger_title()),
        }
        let Ledger { x, target, .. } = *self.ledger;
        let mut values = vec![
            ("i1", x[0]),
            ("i2", x[1]),
            ("t1", target[0]),
            ("t2", target[1]),
        ];
        values.extend(WEIGHT_NAMES.into_iter().zip(self.before));
        if self.ledger.bias != Bias::None {
            let biases: [f64; 4] = self.ledger.biases_before.into();
            values.extend(BIAS_NAMES.into_iter().zip(biases));
        }
        for layer in Layer::ALL {
            values.push((layer.alpha(self.ledger), layer.learning_rate(self.ledger)));
        }
        values.dedup_by_key(|(name, _)| *name);
        if self.ledger.momentum != 0.0 {
            values.push(("μ", self.ledger.momentum));
        }
        self.sheet.gap();
        self.sheet.values(values);
    }

    fn forward(&mut self) {
        let Ledger {
            x,
            net_h,
            out_h,
            net_o,
            out_o,
            ..
        } = *self.ledger;
        self.forward_of(H1, x, net_h[0], out_h[0]);
        self.forward_of(H2, x, net_h[1], out_h[1]);
        self.forward_of(O1, out_h, net_o[0], out_o[0]);
        self.forward_of(O2, out_h, net_o[1], out_o[1]);
    }

    fn forward_of(&mut self, neuron: Neuron, inputs: [f64; 2], net: f64, out: f64) {
        let (name, place) = (neuron.name(), neuron.place());
        let [w, w2] = neuron.weights().map(|weight| WEIGHT_NAMES[weight]);
        let [i, i2] = neuron.inputs();
        let mut symbols = format!("{w}·{i} + {w2}·{i2}");
        let [w, w2] = neuron.weights().map(|weight| self.before[weight]);
        let (w, w2) = (self.number(w), self.factor(w2));
        let [i, i2] = inputs.map(|input| self.factor(input));
        let mut numbers = format!("{w}·{i} + {w2}·{i2}");
        if self.ledger.bias != Bias::None {
            let bias = <[f64; 4]>::from(self.ledger.biases_before)[place];
            symbols += &format!(" + {}", BIAS_NAMES[place]);
            numbers += &format!(" + {}", self.factor(bias));
        }
        let (net, out) = (self.number(net), self.number(out));
        let equation = self.sheet.equation(&format!("net_{name}"), 0);
        self.sheet.write(equation.is(symbols).is(numbers).is(&*net));
        let equation = self.sheet.equation(&format!("out_{name}"), 0);
        let equation = equation.is(format!("σ(net_{name})"));
        self.sheet.write(equation.is(format!("σ({net})")).is(out));
    }

    fn loss(&mut self, mazur: bool) {
        let Ledger {
            target,
            out_o,
            loss_o,
            loss,
            ..
        } = *self.ledger;
        for (o, name) in ["1", "2"].into_iter().enumerate() {
            let (t, out) = (self.number(target[o]), self.number(out_o[o]));
            let equation = self.sheet.equation(&format!("L_o{name}"), 4);
            let equation = equation
                .is(format!("(t{name} − out_o{name})²"))
                .is(format!("({t} − {out})²"))
                .is(self.number(loss_o[o]));
            self.sheet.write(equation);
        }
        let [l_o1, l_o2] = loss_o.map(|loss| self.number(loss));
        let loss = self.number(loss);
        let equation = self.sheet.equation("L", 4).is("(L_o1 + L_o2)/2");
        let equation = equation.is(format!("({l_o1} + {l_o2})/2")).is(&*loss);
        self.sheet.write(equation);
        if mazur {
            self.sheet.gap();
            self.sheet.note(messages::ledger_loss_of_mazur());
            self.sheet.gap();
            let [e_o1, e_o2] = loss_o.map(|loss| self.number(loss / 2.0));
            let equation = self.sheet.equation("E_o1", 7).is("L_o1/2");
            self.sheet
                .write(equation.is(format!("{l_o1}/2")).is(&*e_o1));
            let equation = self.sheet.equation("E_o2", 7).is("L_o2/2");
            self.sheet
                .write(equation.is(format!("{l_o2}/2")).is(&*e_o2));
            let equation = self.sheet.equation("E_total", 7).is("E_o1 + E_o2");
            let equation = equation.is(format!("{e_o1} + {e_o2}"));
            self.sheet.write(equation.is(loss).is("L"));
        }
    }

    /// Backward through the two neurons of a layer.
    fn layer(&mut self, [first, second]: [Neuron; 2]) {
        self.neuron(first);
        self.sheet.gap();
        self.neuron(second);
    }

    fn neuron(&mut self, neuron: Neuron) {
        self.sheet.head(&messages::ledger_of_neuron(neuron.name()));
        self.delta(neuron);
        for input in [0, 1] {
            self.sheet.gap();
            self.head_of_weight(neuron, input);
            self.weight(neuron, input);
        }
        if self.ledger.bias == Bias::Trained {
            self.sheet.gap();
            self.bias(neuron);
        }
    }

    fn head_of_weight(&mut self, neuron: Neuron, input: usize) {
        let weight = WEIGHT_NAMES[neuron.weights()[input]];
        let (from, to) = (neuron.from()[input], neuron.name());
        self.sheet
            .head(&messages::ledger_of_weight(weight, from, to));
    }

    /// From L back to the neuron's net: δ.
    fn delta(&mut self, neuron: Neuron) {
        let name = neuron.name();
        let Ledger {
            target,
            out_h,
            out_o,
            delta_h,
            delta_o,
            ..
        } = *self.ledger;
        let [first, _] = neuron.weights();
        let Link {
            global, local_out, ..
        } = self.links[first];
        let [global, local_out] = [global, local_out].map(|value| self.number(value));

        let equation = self.sheet.link(Role::Global, &format!("∂L/∂out_{name}"));
        let (equation, out, delta) = match neuron {
            Neuron::Output(o) => {
                let (out, t) = (self.number(out_o[o]), self.number(target[o]));
                let equation = equation.is(format!("out_{name} − t{}", o + 1));
                (equation.is(format!("{out} − {t}")), out_o[o], delta_o[o])
            }
            Neuron::Hidden(h) => {
                let [w, w2] = [4 + h, 6 + h].map(|weight| WEIGHT_NAMES[weight]);
                let equation = equation.is(format!("δo1·{w} + δo2·{w2}"));
                let [w, w2] = [4 + h, 6 + h].map(|weight| self.factor(self.before[weight]));
                let (o1, o2) = (self.number(delta_o[0]), self.factor(delta_o[1]));
                let equation = equation.is(format!("{o1}·{w} + {o2}·{w2}"));
                (equation, out_h[h], delta_h[h])
            }
        };
        self.sheet.write(equation.is(&*global));

        let local = format!("∂out_{name}/∂net_{name}");
        let out = self.number(out);
        let equation = self.sheet.link(Role::Local, &local);
        let equation = equation
            .is(format!("out_{name}·(1 − out_{name})"))
            .is(format!("{out}·(1 − {out})"))
            .is(&*local_out);
        self.sheet.write(equation);

        let equation = self.sheet.link(Role::Product, &format!("δ{name}"));
        let equation = equation
            .is(format!("∂L/∂out_{name}·{local}"))
            .is(format!("{global}·{local_out}"))
            .is(self.number(delta));
        self.sheet.write(equation);
    }

    /// From the neuron's net back to one of its weights.
    fn weight(&mut self, neuron: Neuron, input: usize) {
        let (name, place) = (neuron.name(), neuron.weights()[input]);
        let (weight, link) = (WEIGHT_NAMES[place], self.links[place]);
        let local = format!("∂net_{name}/∂{weight}");
        let equation = self.sheet.link(Role::Local, &local);
        let equation = equation.is(neuron.inputs()[input]);
        self.sheet.write(equation.is(self.number(link.local_net)));

        let global = self.number(link.global);
        let [local_out, local_net] = [link.local_out, link.local_net].map(|link| self.factor(link));
        let equation = self.sheet.link(Role::Product, &format!("∂L/∂{weight}"));
        let equation = equation
            .is(format!("∂L/∂out_{name}·∂out_{name}/∂net_{name}·{local}"))
            .is(format!("{global}·{local_out}·{local_net}"))
            .is(self.number(link.product));
        self.sheet.write(equation);
        let [before, after] = [self.before[place], self.after[place]];
        self.update(neuron.layer(), weight, before, link.product, after);
    }

    fn bias(&mut self, neuron: Neuron) {
        let (name, place) = (neuron.name(), neuron.place());
        let Ledger {
            biases_before,
            biases_after,
            gradients,
            ..
        } = *self.ledger;
        let [before, after, gradient] = [biases_before, biases_after, gradients.biases]
            .map(|biases| <[f64; 4]>::from(biases)[place]);
        let bias = BIAS_NAMES[place];
        self.sheet.head(&messages::ledger_of_bias(bias, name));

        let local = format!("∂net_{name}/∂{bias}");
        self.sheet
            .write(self.sheet.link(Role::Local, &local).is("1"));
        let number = self.number(gradient);
        let equation = self.sheet.link(Role::Product, &format!("∂L/∂{bias}"));
        let equation = equation.is(format!("δ{name}·{local}"));
        self.sheet
            .write(equation.is(format!("{number}·1")).is(&*number));
        self.update(neuron.layer(), bias, before, gradient, after);
    }

    fn update(&mut self, layer: Layer, name: &str, before: f64, gradient: f64, after: f64) {
        let alpha = layer.learning_rate(self.ledger);
        let mut symbols = format!("{name} − {}·∂L/∂{name}", layer.alpha(self.ledger));
        let [old, rate] = [before, alpha].map(|value| self.number(value));
        let mut numbers = format!("{old} − {rate}·{}", self.factor(gradient));
        if self.ledger.momentum != 0.0 {
            let share = share_of_last_change(before, alpha, gradient, after);
            symbols += &format!(" + μ·Δ{name}");
            numbers += &format!(" + {}", self.factor(share));
        }
        let equation = self.sheet.link(Role::Update, &format!("{name}⁺"));
        let equation = equation.is(symbols).is(numbers);
        self.sheet.write(equation.is(self.number(after)));
    }

    fn after(&mut self) {
        let Ledger {
            loss, loss_after, ..
        } = *self.ledger;
        for (name, value) in [
            ("L", loss),
            ("L⁺", loss_after),
            ("L⁺ − L", loss_after - loss),
        ] {
            let equation = self.sheet.equation(name, 6);
            self.sheet.write(equation.is(self.number(value)));
        }
        if loss_after > loss && self.ledger.momentum == 0.0 {
            self.sheet.gap();
            self.sheet.note(messages::ledger_overshot());
        }
    }
}

/// What momentum added to an update: the change minus the part from the gradient.
fn share_of_last_change(before: f64, alpha: f64, gradient: f64, after: f64) -> f64 {
    after - (before - alpha * gradient)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trainer::{Sample, Settings, Trainer};
    use crate::view::layout::{factor, number};

    /// With momentum, as in a live panel, the update still adds up on the sheet.
    #[test]
    fn momentum_has_its_part_in_the_update() {
        let settings = Settings {
            learning_rate: 1.0, // not learned within four steps
            momentum: 0.9,
            ..Settings::default()
        };
        let mut trainer = Trainer::new(settings, 7);
        trainer.teach(Sample {
            x: [true, false],
            t: [false, true],
        });
        for _ in 0..3 {
            trainer.step(None);
        }
        let before = trainer.ledger().unwrap();
        trainer.step(None);
        let ledger = trainer.ledger().unwrap();

        let share = 0.9 * (before.weights_after.w5 - before.weights_before.w5);
        let expected = format!(
            "= {} − 1·{} + {} = {}",
            number(ledger.weights_before.w5, 6),
            factor(ledger.gradients.weights.w5, 6),
            factor(share, 6),
            number(ledger.weights_after.w5, 6),
        );
        let style = Style {
            digits: 6,
            ..Style::default()
        };
        let lines = step(&ledger, Context::default(), style);
        assert!(
            lines.iter().any(|line| line.text.ends_with(&expected)),
            "no line ends with {expected}"
        );
        assert!(lines.iter().all(|line| line.width() <= style.width));
    }
}
