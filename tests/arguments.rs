//! What is said to a person whose arguments are wrong: what is wrong with which, and what is allowed. Exit code 2.

use assert_cmd::Command;

/// The exit code, and the first line on standard error.
fn outcome(arguments: &str) -> (Option<i32>, String) {
    let output = Command::cargo_bin("backpropd")
        .unwrap()
        .args(arguments.split_whitespace())
        .output()
        .unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    // clap says on a line of its own which words there are.
    let lines: Vec<_> = text.lines().take(2).map(str::trim).collect();
    (output.status.code(), lines.join(" ").trim().to_owned())
}

#[rustfmt::skip]
const TABLE: &[(&str, &str)] = &[
    ("runn", "error: unrecognized subcommand 'runn'"),
    ("run --nope", "error: unexpected argument '--nope' found"),
    ("run --config", "error: a value is required for '--config <FILE>' but none was supplied"),
    ("run --board gpio", "error: invalid value 'gpio' for '--board <KIND>' [possible values: auto, rppal, "),
    ("run extra", "error: unexpected argument 'extra' found"),
    ("check --config", "error: a value is required for '--config <FILE>' but none was supplied"),
    ("safe --off", "error: unexpected argument '--off' found"),
    ("replay", "error: the following required arguments were not provided: <FILE>"),
    ("replay one two", "error: unexpected argument 'two' found"),
    ("replay --jsn one", "error: unexpected argument '--jsn' found"),
    ("demo extra", "error: unexpected argument 'extra' found"),
    ("demo --lesson xor", "error: invalid value 'xor' for '--lesson <O1,O2>': one for o1 and one for o2, with a comma"),
    ("demo --lesson xor,foo", "error: invalid value 'xor,foo' for '--lesson <O1,O2>': there is no gate 'foo'; allowed: and, or, "),
    ("demo --lesson xor,and,or", "error: invalid value 'xor,and,or' for '--lesson <O1,O2>': there is no gate 'and,or'; allowed: "),
    ("demo --table 0110", "error: invalid value '0110' for '--table <O1,O2>': one for o1 and one for o2, with a comma"),
    ("demo --table 0110,012", "error: invalid value '0110,012' for '--table <O1,O2>': '012' is not four digits 0 or 1"),
    ("demo --table 0110,0002", "error: invalid value '0110,0002' for '--table <O1,O2>': '0002' is not four digits 0 or 1"),
    ("demo --lesson xor,and --table 0110,0001", "error: the argument '--lesson <O1,O2>' cannot be used with '--table <O1,O2>'"),
    ("demo --seed x", "error: invalid value 'x' for '--seed <N>': allowed: a whole number from 0 to 18446744073709551615"),
    ("demo --seed -1", "error: invalid value '-1' for '--seed <N>': allowed: a whole number from 0 to 18446744073709551615"),
    ("demo --seed 18446744073709551616", "error: invalid value '18446744073709551616' for '--seed <N>': allowed: a whole number"),
    ("demo --limit 0", "error: invalid value '0' for '--limit <STEPS>': allowed: a whole number from 1 to "),
    ("demo --bias some", "error: invalid value 'some' for '--bias <MODE>' [possible values: none, fixed, trained]"),
    ("demo --speed fast", "error: invalid value 'fast' for '--speed <PACE>' [possible values: real, max]"),
    ("demo --json=1", "error: unexpected value '1' for '--json' found; no more were expected"),
    ("demo --record", "error: a value is required for '--record <FILE>' but none was supplied"),
];

#[cfg(feature = "lab")]
#[rustfmt::skip]
const LAB_TABLE: &[(&str, &str)] = &[
    ("survey --seeds 0", "error: invalid value '0' for '--seeds <N>': allowed: a whole number from 1 to 10000"),
    ("survey --seeds 10001", "error: invalid value '10001' for '--seeds <N>': allowed: a whole number from 1 to 10000"),
    ("survey --seeds many", "error: invalid value 'many' for '--seeds <N>': allowed: a whole number from 1 to 10000"),
    ("survey --limit 0", "error: invalid value '0' for '--limit <STEPS>': allowed: a whole number from 1 to "),
    ("survey --bias maybe", "error: invalid value 'maybe' for '--bias <MODE>' [possible values: none, fixed, trained]"),
    ("survey --tolerance near", "error: invalid value 'near' for '--tolerance <T>': allowed: a number, like 0.5"),
    ("survey --tolerance 0.5", "error: --tolerance: 0.5 is out of range; allowed: above 0, below 0.5"),
    ("survey --tolerance -0.1", "error: --tolerance: -0.1 is out of range; allowed: above 0, below 0.5"),
    ("survey --learning-rate 0", "error: --learning-rate: 0 is out of range; allowed: above 0, up to 100"),
    ("survey --learning-rate nan", "error: --learning-rate: NaN is out of range; allowed: above 0, up to 100"),
    ("survey --momentum 1", "error: --momentum: 1 is out of range; allowed: from 0, below 1"),
    ("explain --digits 18", "error: invalid value '18' for '--digits <N>': allowed: a whole number from 1 to 17"),
    ("explain --steps 0", "error: invalid value '0' for '--steps <N>': allowed: a whole number from 1 to 1000000"),
    ("explain --steps -1", "error: invalid value '-1' for '--steps <N>': allowed: a whole number from 1 to 1000000"),
    ("doctor --fault dark:o1", "error: --fault: faults are for the simulated panel; allowed: with --board sim"),
    ("doctor --fault dark:o1 --board rppal", "error: --fault: faults are for the simulated panel; allowed: with --board"),
    ("bench --lots", "error: unexpected argument '--lots' found"),
];
#[cfg(not(feature = "lab"))]
const LAB_TABLE: &[(&str, &str)] = &[];

#[cfg(feature = "tui")]
#[rustfmt::skip]
const TUI_TABLE: &[(&str, &str)] = &[
    ("panel extra", "error: unexpected argument 'extra' found"),
    ("panel --seed x", "error: invalid value 'x' for '--seed <N>': allowed: a whole number from 0 to 18446744073709551615"),
    ("panel --bias some", "error: invalid value 'some' for '--bias <MODE>' [possible values: none, fixed, trained]"),
    ("panel --lang fr", "error: invalid value 'fr' for '--lang <LANGUAGE>' [possible values: en, ko]"),
    ("panel --attach s --seed 1", "error: the argument '--attach [<SOCKET>]' cannot be used with '--seed <N>'"),
];
#[cfg(not(feature = "tui"))]
const TUI_TABLE: &[(&str, &str)] = &[];

#[cfg(feature = "web")]
#[rustfmt::skip]
const WEB_TABLE: &[(&str, &str)] = &[
    ("web --listen 8222", "error: invalid value '8222' for '--listen <ADDRESS:PORT>': allowed: an IP address and a port, as in 127.0.0.1:8222"),
    ("web --listen localhost:8222", "error: invalid value 'localhost:8222' for '--listen <ADDRESS:PORT>': allowed: an IP address and a port"),
];
#[cfg(not(feature = "web"))]
const WEB_TABLE: &[(&str, &str)] = &[];

#[test]
fn each_mistake_is_named_with_what_is_allowed() {
    let tables = [TABLE, LAB_TABLE, TUI_TABLE, WEB_TABLE].concat();
    for (arguments, expected) in &tables {
        let (code, text) = outcome(arguments);
        assert!(
            text.starts_with(expected),
            "{arguments}:\n{text}\n{expected}"
        );
        assert_eq!(code, Some(2), "{arguments}");
    }
    println!("{} bad arguments", tables.len());
}

/// Without a word the program says what it can do.
#[test]
fn without_arguments_it_helps() {
    let (code, text) = outcome("");
    assert_eq!(code, Some(2));
    assert!(text.starts_with("Trains a 2-2-2 neural network"), "{text}");
}
