//! Worksheets and nudges as a teacher and a pupil meet them: `explain --worksheet`, `--check` and `--nudge` of the real
//! program. That every mistake is found, the tests within the package `machine` show.

#![cfg(all(feature = "study", feature = "ko"))]

use crate::expected;

use assert_cmd::Command;
use serde_json::Value;
use std::fs;
use std::path::Path;

fn command(arguments: &[&str], folder: &Path) -> Command {
    let mut command = Command::cargo_bin("backpropd").unwrap();
    command.arg("explain").args(arguments).current_dir(folder);
    command.env_remove("LC_ALL").env("LANG", "C.UTF-8");
    command
}

/// What it prints, and its exit code.
fn explain(arguments: &[&str], folder: &Path) -> (String, i32) {
    let output = command(arguments, folder).output().unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    (text + &error, output.status.code().unwrap())
}

/// The line of this name with another number.
fn with(key: &str, name: &str, number: &str) -> String {
    let line = |line: &str| match line.strip_prefix(&format!("{name} = ")) {
        Some(rest) => {
            let formula = rest
                .rsplit_once(" = ")
                .map_or(String::new(), |it| it.0.to_owned() + " = ");
            format!("{name} = {formula}{number}\n")
        }
        None => format!("{line}\n"),
    };
    key.lines().map(line).collect()
}

/// The number in the line of this name.
fn number(key: &str, name: &str) -> f64 {
    let line = key
        .lines()
        .find(|line| line.starts_with(&format!("{name} = ")));
    line.and_then(|line| line.rsplit(" = ").next()?.parse().ok())
        .unwrap()
}

#[test]
fn the_texts_match_the_files_in_both_languages() {
    let root = std::env::current_dir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let sheet = ["--worksheet", "--pupil", "7", "--seed", "2026"];
    let (key, _) = explain(&[&sheet[..], &["--answers"]].concat(), folder.path());
    let new_weights =
        number(&key, "δo1") * number(&key, "w5⁺") + number(&key, "δo2") * number(&key, "w7⁺");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("right.txt", &key);
    write(
        "wrong.txt",
        &with(&key, "∂L/∂out_h1", &format!("{new_weights:.7}")),
    );
    write("odd.txt", &with(&key, "L", "0.7777"));
    write("begun.txt", &key[..key.find("∂L/∂out_o1").unwrap()]);
    for language in ["en", "ko"] {
        let cases: [(&str, &[&str], i32); 9] = [
            ("nudge", &["--nudge", "w5"], 0),
            (
                "nudge-bias",
                &[
                    "--nudge",
                    "b_h1=-0.5",
                    "--digits",
                    "4",
                    "--learning-rate",
                    "2",
                ],
                0,
            ),
            ("worksheet", &sheet, 0),
            (
                "worksheet-answers",
                &[&sheet[..], &["--answers"]].concat(),
                0,
            ),
            ("check-right", &["--check", "right.txt"], 0),
            ("check-begun", &["--check", "begun.txt"], 0),
            ("check-wrong", &["--check", "wrong.txt"], 1),
            ("check-odd", &["--check", "odd.txt"], 1),
            ("check-thesis", &["--check", "thesis.txt"], 1),
        ];
        write("thesis.txt", "\nOn the origin of species\n");
        for (name, arguments, code) in cases {
            let arguments = [arguments, &["--lang", language]].concat();
            let (text, ended) = explain(&arguments, folder.path());
            assert_eq!(ended, code, "{arguments:?}: {text}");
            expected::assert_holds(
                root.join(format!("tests/explain/{name}.{language}.txt")),
                &text,
            );
        }
        let page = |more: &[&str], file: &str| {
            let all = [
                "--worksheet",
                "--pupils",
                "2",
                "--seed",
                "2026",
                "--lang",
                language,
                "--out",
                file,
            ];
            assert_eq!(
                explain(&[&all[..], more].concat(), folder.path()),
                (String::new(), 0)
            );
            fs::read_to_string(folder.path().join(file)).unwrap()
        };
        let html = page(&[], "class.html");
        expected::assert_holds(
            root.join(format!("tests/explain/worksheet.{language}.html")),
            &html,
        );
        // The page is whole in itself, and the answers are not on it.
        for word in ["http:", "https:", "src=", "url(", "<script", "@import"] {
            assert!(!html.contains(word), "{word}");
        }
        let answer = key
            .lines()
            .find_map(|line| line.strip_prefix("δo1 = "))
            .unwrap();
        let answer = answer.rsplit(" = ").next().unwrap().replace('-', "−");
        assert!(!html.contains(&answer));
        let all = [
            "--worksheet",
            "--pupil",
            "7",
            "--seed",
            "2026",
            "--answers",
            "--out",
            "key.html",
        ];
        explain(&all, folder.path());
        let answers = fs::read_to_string(folder.path().join("key.html")).unwrap();
        assert!(answers.contains(&answer), "{answer}");
    }
}

/// What the worksheet shows is what `explain --digits 4` shows of the same step.
#[test]
fn the_answers_are_the_numbers_of_explain_with_four_digits() {
    let folder = tempfile::tempdir().unwrap();
    let (key, _) = explain(&["--worksheet", "--pupil", "3", "--answers"], folder.path());
    let given = |name: &str| -> &str {
        let found = key.split(&format!("{name} = ")).nth(1).unwrap();
        found.split_whitespace().next().unwrap()
    };
    let list = |names: &[&str]| {
        names
            .iter()
            .map(|name| given(name))
            .collect::<Vec<_>>()
            .join(",")
    };
    let weights: Vec<_> = (1..=8).map(|w| format!("w{w}")).collect();
    let weights: Vec<_> = weights.iter().map(String::as_str).collect();
    let (x, t) = (list(&["i1", "i2"]), list(&["t1", "t2"]));
    let (w, b) = (list(&weights), list(&["b_h1", "b_h2", "b_o1", "b_o2"]));
    let step = ["--x", &x, "--target", &t, "--weights", &w, "--biases", &b];
    let (page, _) = explain(
        &[&step[..], &["--learning-rate", given("α"), "--digits", "4"]].concat(),
        folder.path(),
    );
    let mut tried = 0;
    for line in key
        .lines()
        .filter(|line| !line.starts_with('#') && line.contains(" = "))
    {
        let (name, answer) = (
            line.split(' ').next().unwrap(),
            line.rsplit(" = ").next().unwrap(),
        );
        // In the page a label may stand before the name, and a long line is broken before its last side.
        let begins = |line: &&str| line.split_whitespace().take(2).any(|word| word == name);
        let mut lines = page
            .lines()
            .skip_while(|line| !(begins(line) && line.contains('=')));
        let found = lines
            .by_ref()
            .take(3)
            .any(|line| line.ends_with(&format!("= {answer}")));
        assert!(found, "{name} = {answer} is not in:\n{page}");
        tried += 1;
    }
    assert_eq!(tried, 55);
}

#[test]
fn a_nudge_agrees_with_the_gradient_and_rounding_wins_at_last() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["w1", "w5", "w8", "b_h2", "b_o1"] {
        let nudge = |amount: &str| -> Value {
            let (text, code) = explain(
                &["--nudge", &format!("{name}{amount}"), "--json"],
                folder.path(),
            );
            assert_eq!(code, 0, "{text}");
            serde_json::from_str(&text).unwrap()
        };
        let measured = nudge("");
        let of = |value: &Value| value.as_f64().unwrap();
        let gradient = of(&measured["gradient"]);
        let smaller = measured["smaller"].as_array().unwrap();
        let mut errors = vec![(of(&measured["slope"]) - gradient).abs()];
        errors.extend(smaller.iter().map(|it| (of(&it["slope"]) - gradient).abs()));
        assert_eq!(
            (of(&measured["nudge"]), errors.len()),
            (0.01, 5),
            "0.01 … 1e-6"
        );
        assert!((of(&smaller[3]["nudge"]) - 1e-6).abs() < 1e-18);
        // Each is ten times nearer.
        for pair in errors.windows(2) {
            assert!(pair[1] < 0.2 * pair[0], "{name}: {errors:?}");
        }
        let too_small = (of(&nudge("=1e-13")["slope"]) - gradient).abs();
        assert!(too_small > 100.0 * errors[4], "{name}: {too_small:e}");
        let backward = of(&nudge("=-1e-6")["slope"]);
        assert!((backward - gradient).abs() < 1e-6, "{name}");
    }
}

#[test]
fn several_sheets_in_a_file_are_all_checked() {
    let folder = tempfile::tempdir().unwrap();
    let all = [
        "--worksheet",
        "--pupils",
        "3",
        "--answers",
        "--out",
        "all.txt",
    ];
    assert_eq!(explain(&all, folder.path()), (String::new(), 0));
    let (text, code) = explain(&["--check", "all.txt", "--json"], folder.path());
    let checked: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((checked.as_array().unwrap().len(), code), (3, 0));
    assert_eq!(checked[2]["pupil"], 3);
    assert_eq!(checked[2]["filled"], 55);
    // Typed in ASCII, as a plain terminal prints it, and read from standard input.
    let mut ascii = command(&["--worksheet", "--answers"], folder.path());
    let ascii = ascii.env("LANG", "C").output().unwrap().stdout;
    assert!(ascii.is_ascii());
    let mut check = command(&["--check", "-"], folder.path());
    check.write_stdin(ascii).assert().success();
}

#[test]
fn a_wrong_argument_is_reported_and_foreign_files_stay() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("thesis.txt"), "a thesis").unwrap();
    for (arguments, code, error) in [
        (&["--nudge", "w9"][..], 2, "allowed: w1, w2"),
        (&["--nudge", "w5=0"], 2, "except 0"),
        (&["--nudge", "w5=fast"], 2, "allowed: -10 to 10"),
        (&["--nudge", "w5", "o1"], 2, "cannot be used with"),
        (
            &["--nudge", "b_o1", "--bias", "none"],
            2,
            "allowed: w1 to w8",
        ),
        (&["--worksheet", "--pupil", "0"], 2, "from 1 to 200"),
        (&["--worksheet", "--pupils", "201"], 2, "from 1 to 200"),
        (
            &["--worksheet", "--pupils", "2", "--pupil", "2"],
            2,
            "cannot be used with",
        ),
        (&["--worksheet", "--out", "class.pdf"], 2, ".html"),
        (&["--worksheet", "--steps", "2"], 2, "cannot be used with"),
        (
            &["--worksheet", "--out", "thesis.txt"],
            1,
            "is not a worksheet",
        ),
        (
            &["--worksheet", "--out", "none/class.html"],
            1,
            "cannot write the worksheets",
        ),
        (&["--answers"], 2, "--worksheet"),
        (
            &["--check", "thesis.txt", "--x", "1,0"],
            2,
            "cannot be used with",
        ),
        (&["--check", "missing.txt"], 1, "no such file"),
        (&["--check", "."], 1, "folder"),
        (
            &["--check", "thesis.txt"],
            1,
            "line 1: this is not a worksheet",
        ),
    ] {
        let (text, ended) = explain(arguments, folder.path());
        assert!(
            ended == code && text.contains(error),
            "{arguments:?}: {ended}, {text}"
        );
    }
    assert_eq!(
        fs::read(folder.path().join("thesis.txt")).unwrap(),
        b"a thesis"
    );
}
