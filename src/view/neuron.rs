//! One neuron as a person reads it: local × global, where the explanation begins.
//!
//! Place: a view, beside the [`ledger`](super::ledger) of the whole network.

use super::layout::{Line, Role};
use super::page::{Page, Style};
use super::words;
use crate::nn::Neuron;

/// The neuron's forward pass, and what it hands down to x and y.
///
/// ```
/// use backpropd::nn::Neuron;
/// use backpropd::view::{Style, neuron};
/// let lines = neuron::worked(&Neuron::of([1.0, 1.0], [2.0, -3.0], 1.0, 1.0)?, Style::default());
/// assert!(lines.iter().any(|line| line.text.ends_with("∂L/∂z·∂z/∂x = -0.5·0.5 = -0.25")));
/// # Ok::<(), backpropd::nn::NonFinite>(())
/// ```
pub fn worked(neuron: &Neuron, style: Style) -> Vec<Line> {
    let mut page = Page::new(style);
    let Neuron {
        x,
        y,
        w1,
        w2,
        b,
        target,
        net,
        z,
        loss,
        global,
        slope,
        chain,
    } = *neuron;
    page.title(words::TITLE_OF_NEURON, &[]);
    page.gap();
    page.values([
        ("x", x),
        ("y", y),
        ("b", b),
        ("t", target),
        ("w1", w1),
        ("w2", w2),
    ]);

    page.part(words::FORWARD, words::FORWARD_OF_NEURON);
    let (first, second) = (page.number(w1), page.factor(w2));
    let [x, y, b] = [x, y, b].map(|value| page.factor(value));
    let equation = (page.equation("net", 3))
        .is("w1·x + w2·y + b")
        .is(format!("{first}·{x} + {second}·{y} + {b}"))
        .is(page.number(net));
    page.write(equation);
    let equation = (page.equation("z", 3))
        .is("σ(net)")
        .is(format!("σ({})", page.number(net)))
        .is(page.number(z));
    page.write(equation);

    page.part(words::LOSS, words::LOSS_OF_NEURON);
    let error = format!("({} − {})²/2", page.number(target), page.number(z));
    let equation = (page.equation("L", 3))
        .is("(t − z)²/2")
        .is(error)
        .is(page.number(loss));
    page.write(equation);

    page.part(words::NEURON, words::NEURON_NOTE);
    let equation = (page.link(Role::Global, "∂L/∂z"))
        .is("z − t")
        .is(format!("{} − {}", page.number(z), page.number(target)))
        .is(page.number(global));
    page.write(equation);
    let equation = (page.link(Role::Local, "∂z/∂net"))
        .is("z·(1 − z)")
        .is(format!("{0}·(1 − {0})", page.number(z)))
        .is(page.number(slope));
    page.write(equation);
    for (input, name, weight, to_input) in [("x", "w1", w1, chain.x), ("y", "w2", w2, chain.y)] {
        page.gap();
        let equation = (page.link(Role::Local, &format!("∂z/∂{input}")))
            .is(format!("∂z/∂net·∂net/∂{input}"))
            .is(format!("∂z/∂net·{name}"))
            .is(format!("{}·{}", page.number(slope), page.factor(weight)))
            .is(page.number(to_input.local));
        page.write(equation);
        let local = page.factor(to_input.local);
        let equation = (page.link(Role::Product, &format!("∂L/∂{input}")))
            .is(format!("∂L/∂z·∂z/∂{input}"))
            .is(format!("{}·{local}", page.number(global)))
            .is(page.number(to_input.product));
        page.write(equation);
    }
    page.lines()
}
