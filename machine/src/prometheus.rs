//! A daemon's metrics for Prometheus, in its text format, version 0.0.4.
//!
//! Place in the flow: sideways, behind one status; each scrape formats the current status, and nothing is kept in
//! between. It is written by hand: the numbers come as one snapshot, so a registry of counters would have nothing to
//! do. Names have the prefix `backpropd_` and base units; none is created at run time. It reports the time since the
//! start, not the time of the start, which would need a wall clock: a Pi without a network has none that is reliable.

use crate::nudge;
use crate::panel::{Input, Led};
use crate::snapshot::Snapshot;
use crate::status::Status;
use crate::trainer::State;
use std::fmt::{Display, Write};

/// The media type. Prometheus 3 refuses a scrape with any other.
pub const CONTENT_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

/// The name of each metric.
pub const NAMES: [&str; 16] = [
    "backpropd_up",
    "backpropd_build_info",
    "backpropd_uptime_seconds",
    "backpropd_training_steps_total",
    "backpropd_restarts_total",
    "backpropd_loss",
    "backpropd_state",
    "backpropd_paused",
    "backpropd_rows_taught",
    "backpropd_rows_right",
    "backpropd_output",
    "backpropd_weight",
    "backpropd_input_level",
    "backpropd_led_lit",
    "backpropd_saved_age_seconds",
    "backpropd_warnings",
];

/// The text. `None` is a daemon that does not answer.
///
/// ```
/// use backpropd_machine::prometheus::text;
/// assert!(text(None).ends_with("\nbackpropd_up 0\n"));
/// ```
pub fn text(daemon: Option<&Status>) -> String {
    let mut page = Page::default();
    let is_up = u8::from(daemon.is_some());
    page.gauge("up", "Whether the daemon answers.", is_up);
    if let Some(daemon) = daemon {
        write_daemon(&mut page, daemon);
        write_learning(&mut page, &daemon.snapshot);
        write_network(&mut page, &daemon.snapshot);
        write_panel(&mut page, &daemon.snapshot);
    }
    page.0
}

fn write_daemon(page: &mut Page, daemon: &Status) {
    let snapshot = &daemon.snapshot;
    page.family("build_info", "gauge", "Always 1; the labels say what runs.");
    page.sample(
        "build_info",
        &[
            ("version", &daemon.version),
            ("board", daemon.board.name()),
            ("bias", snapshot.bias.name()),
            ("mode", snapshot.mode.name()),
        ],
        1,
    );
    page.gauge("uptime_seconds", "Time since the start.", daemon.uptime_s);
    if let Some(age) = daemon.saved_s_ago {
        let help = "Time since the state was last saved.";
        page.gauge("saved_age_seconds", help, age);
    }
    let help = "How many warnings the daemon has now, such as a switch that bounces.";
    page.gauge("warnings", help, daemon.warnings.len());
}

fn write_learning(page: &mut Page, snapshot: &Snapshot) {
    let summary = snapshot.summary();
    let help = "Training steps since the first start; 0 again when everything is forgotten.";
    page.family("training_steps_total", "counter", help);
    page.sample("training_steps_total", &[], snapshot.steps);
    let help = "How often new weights were drawn because learning was stuck.";
    page.family("restarts_total", "counter", help);
    page.sample("restarts_total", &[], snapshot.restarts);
    let help = "Mean loss over the taught rows; 0 if nothing is taught.";
    page.gauge("loss", help, snapshot.loss);
    page.family("state", "gauge", "1 for the state of learning, else 0.");
    for state in [
        State::Idle,
        State::Learning,
        State::Learned,
        State::Impossible,
    ] {
        let is = u8::from(state == snapshot.state);
        page.sample("state", &[("state", &state.to_string())], is);
    }
    let help = "Whether training was paused by hand.";
    page.gauge("paused", help, u8::from(snapshot.paused));
    let help = "How many of the four rows are taught.";
    page.gauge("rows_taught", help, summary.taught);
    let help = "How many taught rows are within tolerance.";
    page.gauge("rows_right", help, summary.right);
}

fn write_network(page: &mut Page, snapshot: &Snapshot) {
    let help = "Output of each output neuron for each input pattern, from 0 to 1.";
    page.family("output", "gauge", help);
    for row in &snapshot.rows {
        let [i1, i2] = row.x;
        for (neuron, out) in ["o1", "o2"].into_iter().zip(row.out) {
            let labels = [("x", &*format!("{i1}{i2}")), ("neuron", neuron)];
            page.sample("output", &labels, out);
        }
    }
    page.family("weight", "gauge", "Each weight and bias.");
    let weights = <[f64; 8]>::from(snapshot.weights);
    let biases = <[f64; 4]>::from(snapshot.biases);
    for (name, weight) in nudge::names().zip(weights.into_iter().chain(biases)) {
        page.sample("weight", &[("name", name)], weight);
    }
}

fn write_panel(page: &mut Page, snapshot: &Snapshot) {
    let help = "Whether a switch or button is active, debounced.";
    page.family("input_level", "gauge", help);
    for input in Input::ALL {
        let level = u8::from(snapshot.debounced.get(input));
        page.sample("input_level", &[("input", input.name())], level);
    }
    page.family("led_lit", "gauge", "Whether an LED is lit.");
    for led in Led::ALL {
        let lit = u8::from(snapshot.leds.lit(led));
        page.sample("led_lit", &[("led", led.name())], lit);
    }
}

/// The text so far. Writing to a string cannot fail.
#[derive(Default)]
struct Page(String);

impl Page {
    fn family(&mut self, name: &str, kind: &str, help: &str) {
        let _ = write!(
            self.0,
            "# HELP backpropd_{name} {help}\n# TYPE backpropd_{name} {kind}\n"
        );
    }

    fn sample(&mut self, name: &str, labels: &[(&str, &str)], value: impl Display) {
        let labels: Vec<_> = labels
            .iter()
            .map(|(label, value)| format!("{label}=\"{}\"", escaped(value)))
            .collect();
        let labels = match labels.is_empty() {
            true => String::new(),
            false => format!("{{{}}}", labels.join(",")),
        };
        let _ = writeln!(self.0, "backpropd_{name}{labels} {value}");
    }

    fn gauge(&mut self, name: &str, help: &str, value: impl Display) {
        self.family(name, "gauge", help);
        self.sample(name, &[], value);
    }
}

/// A label's value between quotation marks.
fn escaped(value: &str) -> String {
    let value = value.replace('\\', "\\\\").replace('"', "\\\"");
    value.replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_cannot_end_its_own_quotation_marks() {
        assert_eq!(escaped("a\"b\\c\nd"), r#"a\"b\\c\nd"#);
    }
}
