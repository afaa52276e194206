//! One neuron for people: local × global, where the explanation starts.
//!
//! Place: a view, beside the [`ledger`](super::ledger) of the whole network.

use super::layout::{Line, Role};
use super::sheet::{Sheet, Style};
use crate::messages;
use crate::nn::Neuron;

/// The neuron's forward pass, and what it passes back to x and y.
///
/// ```
/// use backpropd_machine::nn::Neuron;
/// use backpropd_machine::view::{Style, neuron};
/// let lines = neuron::worked(&Neuron::of([1.0, 1.0], [2.0, -3.0], 1.0, 1.0)?, Style::default());
/// assert!(lines.iter().any(|line| line.text.ends_with("∂L/∂z·∂z/∂x = -0.5·0.5 = -0.25")));
/// # Ok::<(), backpropd_machine::nn::NonFinite>(())
/// ```
pub fn worked(neuron: &Neuron, style: Style) -> Vec<Line> {
    let mut sheet = Sheet::new(style);
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
    sheet.title(messages::ledger_title_of_neuron());
    sheet.gap();
    sheet.values([
        ("x", x),
        ("y", y),
        ("b", b),
        ("t", target),
        ("w1", w1),
        ("w2", w2),
    ]);

    sheet.part(
        messages::ledger_forward(),
        messages::ledger_forward_of_neuron(),
    );
    let (first, second) = (sheet.number(w1), sheet.factor(w2));
    let [x, y, b] = [x, y, b].map(|value| sheet.factor(value));
    let equation = (sheet.equation("net", 3))
        .is("w1·x + w2·y + b")
        .is(format!("{first}·{x} + {second}·{y} + {b}"))
        .is(sheet.number(net));
    sheet.write(equation);
    let equation = (sheet.equation("z", 3))
        .is("σ(net)")
        .is(format!("σ({})", sheet.number(net)))
        .is(sheet.number(z));
    sheet.write(equation);

    sheet.part(messages::ledger_loss(), messages::ledger_loss_of_neuron());
    let error = format!("({} − {})²/2", sheet.number(target), sheet.number(z));
    let equation = (sheet.equation("L", 3))
        .is("(t − z)²/2")
        .is(error)
        .is(sheet.number(loss));
    sheet.write(equation);

    sheet.part(messages::ledger_neuron(), messages::ledger_neuron_note());
    let equation = (sheet.link(Role::Global, "∂L/∂z"))
        .is("z − t")
        .is(format!("{} − {}", sheet.number(z), sheet.number(target)))
        .is(sheet.number(global));
    sheet.write(equation);
    let equation = (sheet.link(Role::Local, "∂z/∂net"))
        .is("z·(1 − z)")
        .is(format!("{0}·(1 − {0})", sheet.number(z)))
        .is(sheet.number(slope));
    sheet.write(equation);
    for (input, name, weight, to_input) in [("x", "w1", w1, chain.x), ("y", "w2", w2, chain.y)] {
        sheet.gap();
        let equation = (sheet.link(Role::Local, &format!("∂z/∂{input}")))
            .is(format!("∂z/∂net·∂net/∂{input}"))
            .is(format!("∂z/∂net·{name}"))
            .is(format!("{}·{}", sheet.number(slope), sheet.factor(weight)))
            .is(sheet.number(to_input.local));
        sheet.write(equation);
        let local = sheet.factor(to_input.local);
        let equation = (sheet.link(Role::Product, &format!("∂L/∂{input}")))
            .is(format!("∂L/∂z·∂z/∂{input}"))
            .is(format!("{}·{local}", sheet.number(global)))
            .is(sheet.number(to_input.product));
        sheet.write(equation);
    }
    sheet.lines()
}
