//! Checks `backpropd explain` against numbers it did not compute, and checks its text.

#![cfg(all(feature = "study", feature = "ko"))]

use crate::expected;
use assert_cmd::Command;
use oorandom::Rand64;
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("backpropd").unwrap();
    command.arg("explain").args(arguments);
    for variable in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"] {
        command.env_remove(variable);
    }
    command
}

fn explain(arguments: &[&str]) -> String {
    let output = command(arguments).assert().success();
    String::from_utf8(output.get_output().stdout.clone()).unwrap()
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&explain(&[arguments, &["--json"]].concat())).unwrap()
}

/// The numbers of an array, or those of an object in its order.
fn numbers(value: &Value) -> Vec<f64> {
    let values: Vec<&Value> = match value {
        Value::Array(values) => values.iter().collect(),
        Value::Object(values) => values.values().collect(),
        number => vec![number],
    };
    let number = |value: &Value| {
        value
            .as_f64()
            .unwrap_or_else(|| panic!("{value} is not a number"))
    };
    values.into_iter().map(number).collect()
}

fn assert_close(what: &str, ours: &[f64], theirs: &[f64], tolerance: f64) {
    assert_eq!(ours.len(), theirs.len(), "{what}");
    for (ours, theirs) in ours.iter().zip(theirs) {
        let difference = (ours - theirs).abs();
        assert!(
            difference <= tolerance,
            "{what}: {ours} is not {theirs}, by {difference:e}"
        );
    }
}

const W: [&str; 8] = ["w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8"];
const B: [&str; 4] = ["b_h1", "b_h2", "b_o1", "b_o2"];

fn named(value: &Value, names: &[&str]) -> Vec<f64> {
    let number = |name: &&str| value[*name].as_f64().unwrap_or_else(|| panic!("no {name}"));
    names.iter().map(number).collect()
}

/// One step in plain scalars, written from the formulas and not from the program: the chain rule term by term.
struct Scalar {
    net_h: [f64; 2],
    out_h: [f64; 2],
    net_o: [f64; 2],
    out_o: [f64; 2],
    loss_o: [f64; 2],
    loss: f64,
    delta_o: [f64; 2],
    delta_h: [f64; 2],
    /// global, local_out, local_net for each weight
    links: [[f64; 3]; 8],
}

impl Scalar {
    fn step(x: [f64; 2], t: [f64; 2], w: [f64; 8], b: [f64; 4]) -> Self {
        let sigma = |z: f64| 1.0 / (1.0 + (-z).exp());
        let [i1, i2] = x;
        let [w1, w2, w3, w4, w5, w6, w7, w8] = w;
        let (net_h1, net_h2) = (w1 * i1 + w2 * i2 + b[0], w3 * i1 + w4 * i2 + b[1]);
        let (h1, h2) = (sigma(net_h1), sigma(net_h2));
        let (net_o1, net_o2) = (w5 * h1 + w6 * h2 + b[2], w7 * h1 + w8 * h2 + b[3]);
        let (o1, o2) = (sigma(net_o1), sigma(net_o2));
        let (global_o1, global_o2) = (-(t[0] - o1), -(t[1] - o2));
        let slope = |out: f64| out * (1.0 - out);
        let (delta_o1, delta_o2) = (global_o1 * slope(o1), global_o2 * slope(o2));
        let global_h1 = delta_o1 * w5 + delta_o2 * w7;
        let global_h2 = delta_o1 * w6 + delta_o2 * w8;
        let loss_o = [(t[0] - o1) * (t[0] - o1), (t[1] - o2) * (t[1] - o2)];
        Self {
            net_h: [net_h1, net_h2],
            out_h: [h1, h2],
            net_o: [net_o1, net_o2],
            out_o: [o1, o2],
            loss_o,
            loss: (loss_o[0] + loss_o[1]) / 2.0,
            delta_o: [delta_o1, delta_o2],
            delta_h: [global_h1 * slope(h1), global_h2 * slope(h2)],
            links: [
                [global_h1, slope(h1), i1],
                [global_h1, slope(h1), i2],
                [global_h2, slope(h2), i1],
                [global_h2, slope(h2), i2],
                [global_o1, slope(o1), h1],
                [global_o1, slope(o1), h2],
                [global_o2, slope(o2), h1],
                [global_o2, slope(o2), h2],
            ],
        }
    }
}

/// A random network and sample.
struct Drawn {
    x: [f64; 2],
    t: [f64; 2],
    w: [f64; 8],
    b: [f64; 4],
    alpha: f64,
}

impl Drawn {
    fn from(random: &mut Rand64) -> Self {
        let mut uniform = |low: f64, high: f64| low + (high - low) * random.rand_float();
        Self {
            x: std::array::from_fn(|_| uniform(-2.0, 2.0)),
            t: std::array::from_fn(|_| uniform(0.0, 1.0)),
            w: std::array::from_fn(|_| uniform(-3.0, 3.0)),
            b: std::array::from_fn(|_| uniform(-3.0, 3.0)),
            alpha: uniform(0.01, 8.0),
        }
    }

    fn arguments(&self) -> Vec<String> {
        let list = |numbers: &[f64]| {
            let numbers: Vec<_> = numbers.iter().map(f64::to_string).collect();
            numbers.join(",")
        };
        let (x, t, w, b) = (list(&self.x), list(&self.t), list(&self.w), list(&self.b));
        let arguments = ["--x", &x, "--target", &t, "--weights", &w, "--biases", &b];
        let mut arguments = arguments.map(String::from).to_vec();
        arguments.extend(["--learning-rate".into(), self.alpha.to_string()]);
        arguments
    }
}

#[test]
fn any_numbers_agree_with_a_scalar_transcription_and_with_finite_differences() {
    const TOLERANCE: f64 = 1e-12;
    let mut random = Rand64::new(5);
    for _ in 0..40 {
        let drawn = Drawn::from(&mut random);
        let Drawn { x, t, w, b, alpha } = drawn;
        let arguments = drawn.arguments();
        let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
        let ours = json(&arguments);
        let theirs = Scalar::step(x, t, w, b);
        let close = |key: &str, theirs: &[f64]| {
            assert_close(key, &numbers(&ours[key]), theirs, TOLERANCE);
        };
        close("x", &x);
        close("target", &t);
        close("learning_rate", &[alpha]);
        close("net_h", &theirs.net_h);
        close("out_h", &theirs.out_h);
        close("net_o", &theirs.net_o);
        close("out_o", &theirs.out_o);
        close("loss_o", &theirs.loss_o);
        close("loss", &[theirs.loss]);
        close("delta_o", &theirs.delta_o);
        close("delta_h", &theirs.delta_h);

        let gradients: Vec<f64> = theirs
            .links
            .iter()
            .map(|link| link.iter().product())
            .collect();
        let deltas = [theirs.delta_h, theirs.delta_o].concat();
        for (place, name) in W.into_iter().enumerate() {
            let link = named(&ours["chain"][name], &["global", "local_out", "local_net"]);
            assert_close(name, &link, &theirs.links[place], TOLERANCE);
            let product = named(&ours["chain"][name], &["product"]);
            assert_close(name, &product, &[gradients[place]], TOLERANCE);
        }
        for (place, name) in B.into_iter().enumerate() {
            let [global, slope, _] = theirs.links[2 * place];
            let link = ["global", "local_out", "local_net", "product"];
            let link = named(&ours["chain"][name], &link);
            assert_close(name, &link, &[global, slope, 1.0, deltas[place]], TOLERANCE);
        }
        assert_close(
            "∂L/∂w",
            &named(&ours["gradients"], &W),
            &gradients,
            TOLERANCE,
        );
        assert_close("∂L/∂b", &named(&ours["gradients"], &B), &deltas, TOLERANCE);

        let w_after: [f64; 8] = std::array::from_fn(|i| w[i] - alpha * gradients[i]);
        let b_after: [f64; 4] = std::array::from_fn(|i| b[i] - alpha * deltas[i]);
        let after = Scalar::step(x, t, w_after, b_after);
        assert_close("w", &named(&ours["weights_before"], &W), &w, 0.0);
        assert_close("b", &named(&ours["biases_before"], &B), &b, 0.0);
        assert_close(
            "w⁺",
            &named(&ours["weights_after"], &W),
            &w_after,
            TOLERANCE,
        );
        assert_close("b⁺", &named(&ours["biases_after"], &B), &b_after, TOLERANCE);
        close("loss_after", &[after.loss]);

        // The slope of the loss for each weight and bias in turn, by central differences.
        const STEP: f64 = 1e-5;
        for (i, name) in W.into_iter().chain(B).enumerate() {
            let loss = |step: f64| {
                let (mut w, mut b) = (w, b);
                *w.iter_mut().chain(&mut b).nth(i).unwrap() += step;
                Scalar::step(x, t, w, b).loss
            };
            let slope = (loss(STEP) - loss(-STEP)) / (2.0 * STEP);
            assert_close(name, &named(&ours["gradients"], &[name]), &[slope], 1e-8);
        }
    }
}

#[test]
fn the_classic_example_agrees_with_its_goldens() {
    for bias in ["none", "fixed", "trained"] {
        let text =
            std::fs::read_to_string(format!("machine/data/goldens/mazur_{bias}.json")).unwrap();
        let golden: Value = serde_json::from_str(&text).unwrap();
        let updates = &golden["after_updates"];
        for done in [0, 1] {
            let steps = (done + 1).to_string();
            let arguments = ["--preset", "mazur", "--bias", bias, "--steps", &steps];
            let ours = json(&arguments);
            let (before, after) = (&updates[done.to_string()], &updates[&steps]);
            let close = |key: &str, theirs: Vec<f64>| {
                assert_close(key, &numbers(&ours[key]), &theirs, 1e-12);
            };
            let links: Vec<_> = ours["chain"].as_object().unwrap().keys().collect();
            let expected = match bias {
                "trained" => [&B[..], &W].concat(),
                _ => W.to_vec(),
            };
            assert_eq!(links, expected, "{bias}");
            close("x", numbers(&golden["inputs"]));
            close("target", numbers(&golden["targets"]));
            for key in ["net_h", "out_h", "net_o", "out_o", "delta_o", "delta_h"] {
                close(key, numbers(&before[key]));
            }
            // Mazur's E_o1 is half of our squared error; the totals are the same.
            close(
                "loss_o",
                numbers(&before["E"]).iter().map(|e| 2.0 * e).collect(),
            );
            close("loss", numbers(&before["E_total"]));
            close("loss_after", numbers(&after["E_total"]));

            let named_close = |key: &str, names: &[&str], theirs: Vec<f64>| {
                assert_close(key, &named(&ours[key], names), &theirs, 1e-12);
            };
            let gradients = numbers(&before["grad_w"]);
            named_close("gradients", &W, gradients.clone());
            let deltas = [numbers(&before["delta_h"]), numbers(&before["delta_o"])].concat();
            named_close("gradients", &B, deltas.clone());
            named_close("weights_before", &W, numbers(&before["w"]));
            named_close("weights_after", &W, numbers(&after["w"]));
            named_close("biases_before", &B, numbers(&before["b"]));
            named_close("biases_after", &B, numbers(&after["b"]));
            let (out_h, out_o) = (numbers(&before["out_h"]), numbers(&before["out_o"]));
            for (place, name) in W.into_iter().enumerate() {
                // Two weights per neuron, two neurons per layer.
                let (neuron, input) = (place / 2, place % 2);
                let (outs, inputs) = if place < 4 {
                    (&out_h, numbers(&golden["inputs"]))
                } else {
                    (&out_o, out_h.clone())
                };
                let out = outs[neuron % 2];
                let local_out = out * (1.0 - out);
                let theirs = [
                    deltas[neuron] / local_out,
                    local_out,
                    inputs[input],
                    gradients[place],
                ];
                let names = ["global", "local_out", "local_net", "product"];
                assert_close(name, &named(&ours["chain"][name], &names), &theirs, 1e-12);
            }
        }
    }
}

#[test]
fn one_neuron_agrees_with_finite_differences() {
    let ours = json(&[
        "--neuron",
        "--x",
        "1.5,-0.5",
        "--weights",
        "0.7,-1.2",
        "--biases",
        "0.3",
        "--target",
        "1",
    ]);
    let loss = |x: f64, y: f64| {
        let z = 1.0 / (1.0 + (-(0.7 * x - 1.2 * y + 0.3)).exp());
        (1.0 - z) * (1.0 - z) / 2.0
    };
    assert_close("L", &numbers(&ours["loss"]), &[loss(1.5, -0.5)], 1e-12);
    let step = 1e-5;
    let to_x = (loss(1.5 + step, -0.5) - loss(1.5 - step, -0.5)) / (2.0 * step);
    let to_y = (loss(1.5, -0.5 + step) - loss(1.5, -0.5 - step)) / (2.0 * step);
    for (input, slope) in [("x", to_x), ("y", to_y)] {
        let link = &ours["chain"][input];
        assert_close(input, &numbers(&link["product"]), &[slope], 1e-9);
        let product = numbers(&ours["global"])[0] * numbers(&link["local"])[0];
        assert_close(input, &[product], &numbers(&link["product"]), 1e-15);
    }
}

/// The text in both languages, as stored in `tests/explain`.
#[test]
fn the_text_matches_the_files() {
    let cases: [(&str, &[&str]); 4] = [
        ("mazur", &["--preset", "mazur"]),
        (
            "trained",
            &[
                "--x",
                "1,0",
                "--target",
                "0.4,0.6",
                "--weights",
                "0.3,-1.2,2.25,0.8,-0.6,1.9,1.1,-2",
                "--biases=-0.4,0.15,0.6,0",
                "--learning-rate",
                "20",
                "--steps",
                "3",
            ],
        ),
        (
            "weight",
            &[
                "--bias", "none", "--weight", "w1", "--digits", "17", "--steps", "3",
            ],
        ),
        (
            "neuron",
            &[
                "--neuron",
                "--x",
                "1,-0.5",
                "--weights=-1,0.5",
                "--biases",
                "0.1",
                "--target",
                "1",
            ],
        ),
    ];
    for (name, arguments) in cases {
        for language in ["en", "ko"] {
            let arguments = [arguments, &["--lang", language]].concat();
            let file = format!("tests/explain/{name}.{language}.txt");
            expected::assert_holds(file, &explain(&arguments));
        }
    }
}

#[test]
fn it_fits_100_columns_in_both_languages() {
    let mut random = Rand64::new(100);
    for digits in ["1", "9", "13", "17"] {
        let mut drawn = Drawn::from(&mut random);
        // Numbers of every size.
        drawn
            .w
            .iter_mut()
            .zip([1e-7, 1.0, 1e3, 1e-3].into_iter().cycle())
            .for_each(|(w, size)| *w *= size);
        let arguments = drawn.arguments();
        let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
        for language in ["en", "ko"] {
            for more in [
                &[][..],
                &["--weight", "w2"],
                &["--bias", "fixed", "--preset", "mazur"],
            ] {
                let style = ["--lang", language, "--digits", digits];
                let text = explain(&[&arguments, &style[..], more].concat());
                for line in text.lines() {
                    assert!(line.width() <= 100, "{} columns: {line}", line.width());
                }
            }
            for line in explain(&["--neuron", "--lang", language, "--digits", digits]).lines() {
                assert!(line.width() <= 100, "{} columns: {line}", line.width());
            }
        }
    }
}

#[test]
fn the_language_comes_from_the_environment_or_the_option() {
    let first_line = |command: &mut Command| {
        let output = command.assert().success().get_output().stdout.clone();
        String::from_utf8(output)
            .unwrap()
            .lines()
            .next()
            .unwrap()
            .to_owned()
    };
    let english = first_line(&mut command(&[]));
    assert!(english.starts_with("One step"));
    let korean = first_line(command(&[]).env("LANG", "ko_KR.UTF-8"));
    assert!(korean.starts_with("역전파"));
    assert_eq!(
        first_line(command(&[]).env("LANG", "ko_KR.UTF-8").env("LC_ALL", "C")),
        english
    );
    assert_eq!(
        first_line(
            command(&[])
                .env("LC_MESSAGES", "ko_KR")
                .env("LANG", "en_GB")
        ),
        korean
    );
    assert_eq!(
        first_line(command(&["--lang", "en"]).env("LANG", "ko_KR.UTF-8")),
        english
    );
}

#[test]
fn a_bad_argument_is_reported_with_what_is_allowed() {
    for (arguments, name, allowed) in [
        (&["--x", "1"][..], "--x", "allowed: 2, i1,i2"),
        (&["--x", "1,2,3"], "--x", "allowed: 2, i1,i2"),
        (&["--x", "one,2"], "--x", "allowed: -1000000 to 1000000"),
        (&["--x", "inf,2"], "--x", "allowed: -1000000 to 1000000"),
        (&["--target", "0,1.5"], "--target", "allowed: 0 to 1"),
        (&["--target", "-1,0"], "--target", "allowed: 0 to 1"),
        (&["--weights", "1,2,3"], "--weights", "allowed: 8, w1,…,w8"),
        (
            &["--weights", "1,2,3,4,5,6,7,nan"],
            "--weights",
            "allowed: -1000000",
        ),
        (
            &["--biases", "1,2"],
            "--biases",
            "allowed: 4, b_h1,b_h2,b_o1,b_o2",
        ),
        (
            &["--bias", "none", "--biases", "1,2,3,4"],
            "--biases",
            "allowed: fixed, trained",
        ),
        (&["--bias", "maybe"], "--bias", "none, fixed, trained"),
        (
            &["--learning-rate", "0"],
            "--learning-rate",
            "allowed: above 0, up to 100",
        ),
        (
            &["--learning-rate", "-1"],
            "--learning-rate",
            "allowed: above 0, up to 100",
        ),
        (
            &["--steps", "0"],
            "--steps",
            "allowed: a whole number from 1 to 1000000",
        ),
        (
            &["--digits", "18"],
            "--digits",
            "allowed: a whole number from 1 to 17",
        ),
        (&["--weight", "w9"], "--weight", "w1, w2, w3"),
        (&["--preset", "other"], "--preset", "mazur"),
        (&["--lang", "fr"], "--lang", "en, ko"),
        (
            &["--neuron", "--weights", "1,2,3"],
            "--weights",
            "allowed: 2, w1,w2",
        ),
        (
            &["--neuron", "--target", "0,1"],
            "--target",
            "allowed: 1, t",
        ),
        (
            &["--neuron", "--steps", "2"],
            "--steps",
            "cannot be used with",
        ),
    ] {
        let output = command(arguments).assert().code(2).get_output().clone();
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(
            error.contains(name) && error.contains(allowed),
            "{arguments:?}: {error}"
        );
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
}

#[test]
fn there_is_no_colour_in_a_file() {
    assert!(!explain(&[]).contains('\x1b'));
}

/// `script` gives the program a terminal.
#[test]
#[cfg(target_os = "linux")]
fn there_is_colour_on_a_terminal_unless_disabled() {
    let binary = assert_cmd::cargo::cargo_bin("backpropd");
    let on_a_terminal = |no_colour: Option<&str>| {
        let mut script = std::process::Command::new("script");
        script.args([
            "-qec",
            &format!("{} explain", binary.display()),
            "/dev/null",
        ]);
        script
            .env_remove("NO_COLOR")
            .stdin(std::process::Stdio::null());
        script.envs(no_colour.map(|value| ("NO_COLOR", value)));
        String::from_utf8_lossy(&script.output().unwrap().stdout).into_owned()
    };
    let coloured = on_a_terminal(None);
    assert!(coloured.contains("\x1b[1m1. Forward"), "{coloured}");
    assert!(on_a_terminal(Some("")).contains('\x1b'));
    let plain = on_a_terminal(Some("1"));
    assert!(
        plain.contains("1. Forward") && !plain.contains('\x1b'),
        "{plain}"
    );
}

/// A weight, a neuron or a bias, given by its name alone.
#[test]
fn a_name_alone_shows_that_part() {
    let page = explain(&[]);
    for weight in ["w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8"] {
        assert_eq!(explain(&[weight]), explain(&["--weight", weight]));
    }
    let mut heads = 0;
    for (neuron, parts) in [
        ("h1", ["w1, from i1 to h1", "w2, from i2 to h1", "b_h1"]),
        ("h2", ["w3, from i1 to h2", "w4, from i2 to h2", "b_h2"]),
        ("o1", ["w5, from h1 to o1", "w6, from h2 to o1", "b_o1"]),
        ("o2", ["w7, from h1 to o2", "w8, from h2 to o2", "b_o2"]),
    ] {
        let text = explain(&[neuron]);
        let body: Vec<_> = text.lines().filter(|line| line.contains('∂')).collect();
        assert!(body.iter().all(|line| page.contains(line)), "{text}");
        for part in parts {
            assert!(text.contains(part), "{part} is missing in:\n{text}");
            heads += 1;
        }
    }
    println!("8 weights, 4 neurons, {heads} headings");
    for (bias, neuron) in [
        ("b_h1", "h1"),
        ("b_h2", "h2"),
        ("b_o1", "o1"),
        ("b_o2", "o2"),
    ] {
        let text = explain(&[bias]);
        let body: Vec<_> = text.lines().filter(|line| line.contains('∂')).collect();
        assert!(body.iter().all(|line| page.contains(line)), "{text}");
        for part in [
            format!("δ{neuron}"),
            format!("{bias}⁺"),
            format!("∂L/∂{bias}"),
        ] {
            assert!(text.contains(&part), "{part} is missing in:\n{text}");
        }
        let untrained = command(&[bias, "--bias", "fixed"]).assert().code(2);
        let error = String::from_utf8_lossy(&untrained.get_output().stderr).into_owned();
        assert!(error.contains(&format!("{bias} is not trained")), "{error}");
    }
    let korean = explain(&["o1", "--lang", "ko"]);
    assert!(korean.contains("∂L/∂w5"), "{korean}");
}
