//! The main job of the real program, as a person or another program would use it.

#[cfg(feature = "ko")]
use crate::expected;
use assert_cmd::Command;
use serde_json::Value;
#[cfg(feature = "ko")]
use unicode_width::UnicodeWidthStr;

fn demo(arguments: &[&str]) -> assert_cmd::assert::Assert {
    let mut command = Command::cargo_bin("backpropd").unwrap();
    command.arg("demo").args(arguments).assert()
}

/// The JSON lines that it prints.
fn lines(arguments: &[&str]) -> Vec<Value> {
    let output = demo(&[arguments, &["--speed", "max", "--json"]].concat())
        .get_output()
        .clone();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn the_half_adder_is_learned() {
    let lines = lines(&[]);
    let events: Vec<_> = lines
        .iter()
        .map(|line| line["event"].as_str().unwrap())
        .collect();
    assert_eq!(events.iter().filter(|event| **event == "taught").count(), 4);
    assert!(events.contains(&"progress"));
    let summary = lines.last().unwrap();
    assert_eq!(summary["event"], "summary");
    assert_eq!(summary["learned"], true);
    let targets = [
        ([0, 0], [0, 0]),
        ([0, 1], [1, 0]),
        ([1, 0], [1, 0]),
        ([1, 1], [0, 1]),
    ];
    for (row, (x, target)) in summary["rows"].as_array().unwrap().iter().zip(targets) {
        assert_eq!(row["x"], serde_json::json!(x));
        assert_eq!(row["target"], serde_json::json!(target));
        assert_eq!(row["leds"], serde_json::json!(target));
        for (out, target) in row["out"].as_array().unwrap().iter().zip(target) {
            assert!((out.as_f64().unwrap() - f64::from(target)).abs() <= 0.2);
        }
    }
    for name in ["w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8"] {
        assert!(summary["weights"][name].as_f64().unwrap() != 0.0, "{name}");
    }
    for name in ["b_h1", "b_h2", "b_o1", "b_o2"] {
        assert!(summary["biases"][name].as_f64().unwrap() != 0.0, "{name}");
    }
}

#[test]
fn gates_and_answers_give_the_same_table() {
    let table = lines(&["--table", "1001,1000"]);
    assert_eq!(lines(&["--gates", "xnor,nor"]), table);
    assert_eq!(lines(&["xnor,nor"]), table);
    let half_adder = lines(&[]);
    for name in [
        &["half-adder"][..],
        &["--lesson", "half-adder"],
        &["Half Adder"],
    ] {
        assert_eq!(lines(name), half_adder, "{name:?}");
    }
}

#[test]
fn the_same_seed_repeats_the_run_and_a_different_one_does_not() {
    assert_eq!(lines(&["--seed", "5"]), lines(&["--seed", "5"]));
    assert_ne!(
        lines(&["--seed", "5"]).last(),
        lines(&["--seed", "6"]).last()
    );
}

#[test]
fn a_table_that_cannot_be_learned_ends_with_1() {
    // Too few steps for anything.
    demo(&["--speed", "max", "--limit", "10"]).code(1);
    // w1…w8 alone cannot represent the half-adder.
    let assert = demo(&[
        "--speed", "max", "--bias", "none", "--limit", "5000", "--json",
    ])
    .code(1);
    let text = String::from_utf8(assert.get_output().stdout.clone()).unwrap();
    let summary: Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
    assert_eq!(summary["learned"], false);
    assert_eq!(summary["biases"]["b_o1"], 0.0);
}

#[test]
fn for_people_it_ends_with_the_table_and_the_weights() {
    let assert = demo(&["--speed", "max"]).success();
    let text = String::from_utf8(assert.get_output().stdout.clone()).unwrap();
    for words in [
        "taught 01 → 10",
        "learned after",
        "target",
        "○●",
        "w8 =",
        "b_o2 =",
    ] {
        assert!(text.contains(words), "{words} is missing in:\n{text}");
    }
    let fits = |line: &str| line.chars().count() <= 80;
    assert!(text.lines().all(fits), "wider than a terminal:\n{text}");
    assert!(
        !text.contains('\x1b'),
        "no control codes when it is not a terminal"
    );
}

/// Learning the first of four rows is not the end, and a row with the right LEDs may not be within tolerance.
#[test]
fn it_shows_how_many_rows_are_taught_and_which_are_near() {
    let output = demo(&["--speed", "max"]).get_output().clone();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("learned 1 of 4 rows after 0 steps\n"),
        "{text}"
    );
    assert!(text.contains("learned after 195 steps\n"), "{text}");
    let lines = lines(&[]);
    let learned = lines.iter().filter(|line| line["event"] == "learned");
    let taught: Vec<_> = learned
        .map(|line| line["taught"].as_u64().unwrap())
        .collect();
    assert_eq!(taught, [1, 2, 3, 4]);

    let progress = lines.iter().filter(|line| line["event"] == "progress");
    let printed = text.lines().filter(|line| line.contains("  loss "));
    let (mut rows, mut near) = (0, 0);
    for (line, printed) in progress.zip(printed) {
        for row in line["rows"].as_array().unwrap() {
            let name = format!("   {}{} ", row["x"][0], row["x"][1]);
            let (_, rest) = printed.split_once(&name).unwrap();
            let sign = rest.chars().nth(3).unwrap_or(' ');
            let expected = match (&row["target"], &row["right"]) {
                (Value::Null, _) => ' ',
                (_, Value::Bool(true)) => '✓',
                (target, _) if *target == row["leds"] => '≈',
                _ => '…',
            };
            assert_eq!(sign, expected, "{printed}");
            near += usize::from(sign == '≈');
            rows += 1;
        }
    }
    assert!(near > 0, "{text}");
    println!("{rows} rows, {near} of them near");
}

/// What a person sees first, in each language. The columns are aligned even though Hangul is two columns wide.
#[cfg(feature = "ko")]
#[test]
fn both_languages_print_what_the_snapshots_hold() {
    let mut tried = 0;
    for (locale, file) in LOCALES {
        for arguments in [
            &["--speed", "max"][..],
            &["--speed", "max", "--bias", "none"],
        ] {
            let text = printed(locale, arguments);
            // The reason why a table is impossible may wrap.
            let fits = |line: &str| line.width() <= 80 || line.contains('½');
            assert!(text.lines().all(fits), "wider than a terminal:\n{text}");
            let headings = text.lines().find(|line| line.contains("out_o1")).unwrap();
            let (before, _) = headings.split_once("out_o1").unwrap();
            let row = text
                .lines()
                .find(|line| line.starts_with("  0  0 "))
                .unwrap();
            let number = row.find('.').unwrap() - 1; // a row is ASCII up to here
            assert_eq!(before.width(), number, "{text}");
            tried += 1;
        }
        let text = printed(locale, &["--speed", "max"]);
        expected::assert_holds(file, &text);
        let is_hangul = |char| ('가'..='힣').contains(&char);
        assert_eq!(text.contains(is_hangul), locale.starts_with("ko"), "{text}");
    }
    println!("{tried} runs");
}

/// JSON is the same in every language.
#[cfg(feature = "ko")]
#[test]
fn json_does_not_change_with_the_language() {
    let mut tried = 0;
    for bias in ["trained", "none"] {
        let arguments = [
            "--speed", "max", "--json", "--limit", "3000", "--bias", bias,
        ];
        let [english, korean] = LOCALES.map(|(locale, _)| printed(locale, &arguments));
        assert_eq!(english, korean);
        tried += english.lines().count();
    }
    println!("{tried} lines");
}

#[cfg(feature = "ko")]
const LOCALES: [(&str, &str); 2] = [
    ("C.UTF-8", "tests/demo/en.txt"),
    ("ko_KR.UTF-8", "tests/demo/ko.txt"),
];

/// What the demo prints in this locale.
#[cfg(feature = "ko")]
fn printed(locale: &str, arguments: &[&str]) -> String {
    let mut command = Command::cargo_bin("backpropd").unwrap();
    command.arg("demo").args(arguments).env("LC_ALL", locale);
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

#[cfg(feature = "ko")]
#[test]
fn the_readmes_show_what_it_prints() {
    for (page, locale) in [("README.md", "C.UTF-8"), ("README.ko.md", "ko_KR.UTF-8")] {
        let text = printed(locale, &["--speed", "max"]);
        let printed: Vec<_> = text.lines().map(str::trim_end).collect();
        let page_text = std::fs::read_to_string(page).unwrap();
        let (_, block) = page_text.split_once("```text\n   0.8").unwrap();
        let (block, _) = block.split_once("```").unwrap();
        let shown: Vec<_> = block.lines().skip(1).collect();
        assert!(shown.len() > 5, "{page}");
        for line in shown {
            assert!(printed.contains(&line), "{page}: {line}");
        }
    }
}
