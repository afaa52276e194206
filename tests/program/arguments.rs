//! Wrong arguments get a message that says which argument is wrong, why, and what is allowed. Exit code 2.

use assert_cmd::Command;

/// The exit code, and the first line on standard error.
fn outcome(arguments: &str) -> (Option<i32>, String) {
    let output = Command::cargo_bin("backpropd")
        .unwrap()
        .args(arguments.split_whitespace())
        .output()
        .unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    // clap lists the allowed words on a line of its own.
    let lines: Vec<_> = text.lines().take(2).map(str::trim).collect();
    (output.status.code(), lines.join(" ").trim().to_owned())
}

#[rustfmt::skip]
const TABLE: &[(&str, &str)] = &[
    ("runn", "error: unrecognized subcommand 'runn'"),
    ("run --nope", "error: unexpected argument '--nope' found"),
    ("run --config", "error: a value is required for '--config <FILE>' but none was supplied"),
    ("run --board gpio", "error: invalid value 'gpio' for '--board <KIND>' [possible values: auto, rppal, "),
    ("run one.toml two.toml", "error: unexpected argument 'two.toml' found"),
    ("run one.toml --config two.toml", "error: the argument '[CONFIG]' cannot be used with '--config <FILE>'"),
    ("check --config", "error: a value is required for '--config <FILE>' but none was supplied"),
    ("safe --off", "error: unexpected argument '--off' found"),
    ("demo extra", "error: invalid value 'extra' for '[O1,O2]': unknown truth table 'extra'; allowed: half-adder, half-subtractor, comparator, swap, or two gates such as xor,and"),
    ("demo xor", "error: invalid value 'xor' for '[O1,O2]': give one for o1 and one for o2, separated by a comma"),
    ("demo half-adder swap", "error: unexpected argument 'swap' found"),
    ("demo half-adder --gates swap", "error: the argument '[O1,O2]' cannot be used with '--gates <O1,O2>'"),
    ("demo half-adder --table 0110,0001", "error: the argument '[O1,O2]' cannot be used with '--table <O1,O2>'"),
    ("demo --gates adder", "error: invalid value 'adder' for '--gates <O1,O2>': unknown truth table 'adder'; allowed: half-adder, "),
    ("demo --gates xor", "error: invalid value 'xor' for '--gates <O1,O2>': give one for o1 and one for o2, separated by a comma"),
    ("demo --gates xor,foo", "error: invalid value 'xor,foo' for '--gates <O1,O2>': unknown gate 'foo'; allowed: and, or, "),
    ("demo --gates xor,and,or", "error: invalid value 'xor,and,or' for '--gates <O1,O2>': unknown gate 'and,or'; allowed: "),
    ("demo --table 0110", "error: invalid value '0110' for '--table <O1,O2>': give one for o1 and one for o2, separated by a comma"),
    ("demo --table 0110,012", "error: invalid value '0110,012' for '--table <O1,O2>': '012' is not four digits 0 or 1"),
    ("demo --table 0110,0002", "error: invalid value '0110,0002' for '--table <O1,O2>': '0002' is not four digits 0 or 1"),
    ("demo --gates xor,and --table 0110,0001", "error: the argument '--gates <O1,O2>' cannot be used with '--table <O1,O2>'"),
    ("demo --seed x", "error: invalid value 'x' for '--seed <N>': allowed: a whole number from 0 to 18446744073709551615"),
    ("demo --seed -1", "error: invalid value '-1' for '--seed <N>': allowed: a whole number from 0 to 18446744073709551615"),
    ("demo --seed 18446744073709551616", "error: invalid value '18446744073709551616' for '--seed <N>': allowed: a whole number"),
    ("demo --limit 0", "error: invalid value '0' for '--limit <STEPS>': allowed: a whole number from 1 to "),
    ("demo --bias some", "error: invalid value 'some' for '--bias <MODE>' [possible values: none, fixed, trained]"),
    ("demo --speed fast", "error: invalid value 'fast' for '--speed <PACE>' [possible values: real, max]"),
    ("demo --json=1", "error: unexpected value '1' for '--json' found; no more were expected"),
    ("demo --record", "error: a value is required for '--record <FILE>' but none was supplied"),
];

#[cfg(feature = "study")]
#[rustfmt::skip]
const STUDY_TABLE: &[(&str, &str)] = &[
    ("replay", "error: the following required arguments were not provided: <FILE>"),
    ("replay one two", "error: unexpected argument 'two' found"),
    ("replay --jsn one", "error: unexpected argument '--jsn' found"),
    ("survey --seeds 0", "error: invalid value '0' for '--seeds <N>': allowed: a whole number from 1 to 10000"),
    ("survey --seeds 10001", "error: invalid value '10001' for '--seeds <N>': allowed: a whole number from 1 to 10000"),
    ("survey --seeds many", "error: invalid value 'many' for '--seeds <N>': allowed: a whole number from 1 to 10000"),
    ("survey --limit 0", "error: invalid value '0' for '--limit <STEPS>': allowed: a whole number from 1 to "),
    ("survey --bias maybe", "error: invalid value 'maybe' for '--bias <MODE>' [possible values: none, fixed, trained]"),
    ("survey --tolerance near", "error: invalid value 'near' for '--tolerance <T>': allowed: a number, such as 0.5"),
    ("survey --tolerance 0.5", "error: --tolerance: 0.5 is out of range; allowed: above 0, below 0.5"),
    ("survey --tolerance -0.1", "error: --tolerance: -0.1 is out of range; allowed: above 0, below 0.5"),
    ("survey --learning-rate 0", "error: --learning-rate: 0 is out of range; allowed: above 0, up to 100"),
    ("survey --learning-rate nan", "error: --learning-rate: NaN is out of range; allowed: above 0, up to 100"),
    ("survey --momentum 1", "error: --momentum: 1 is out of range; allowed: from 0, below 1"),
    ("explain --digits 18", "error: invalid value '18' for '--digits <N>': allowed: a whole number from 1 to 17"),
    ("explain w9", "error: invalid value 'w9' for '[WEIGHT|NEURON|BIAS]' [possible values: w1, w2, w3, w4, w5, w6, w7, w8, h1, h2, o1, o2, b_h1, b_h2, b_o1, b_o2]"),
    ("explain w5 --weight w5", "error: the argument '[WEIGHT|NEURON|BIAS]' cannot be used with '--weight <WEIGHT>'"),
    ("explain w5 --json", "error: the argument '[WEIGHT|NEURON|BIAS]' cannot be used with '--json'"),
    ("explain --steps 0", "error: invalid value '0' for '--steps <N>': allowed: a whole number from 1 to 1000000"),
    ("explain --steps -1", "error: invalid value '-1' for '--steps <N>': allowed: a whole number from 1 to 1000000"),
    ("explain --socket s", "error: the following required arguments were not provided: --live"),
    ("explain --worksheet --json", "error: the argument '--worksheet' cannot be used with '--json'"),
    ("explain --worksheet --digits 3", "error: the argument '--worksheet' cannot be used with '--digits <N>'"),
    ("explain --check s --answers", "error: the argument '--check <FILE>' cannot be used with '--answers'"),
    ("explain --check s --pupils 3", "error: the argument '--check <FILE>' cannot be used with '--pupils <N>'"),
    ("explain --check s --digits 3", "error: the argument '--check <FILE>' cannot be used with '--digits <N>'"),
    ("bench --lots", "error: unexpected argument '--lots' found"),
];
#[cfg(not(feature = "study"))]
const STUDY_TABLE: &[(&str, &str)] = &[];

#[cfg(feature = "wiring")]
#[rustfmt::skip]
const WIRING_TABLE: &[(&str, &str)] = &[
    ("doctor --fault dark:o1", "error: --fault works only together with --board sim"),
    ("doctor --fault swapped:i1,i1 --board sim", "error: invalid value 'swapped:i1,i1' for '--fault <FAULT:PART>': unknown fault; allowed"),
    ("doctor --fault dark:o1 --board rppal", "error: --fault works only together with --board"),
];
#[cfg(not(feature = "wiring"))]
const WIRING_TABLE: &[(&str, &str)] = &[];

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
    ("web --listen 8222", "error: invalid value '8222' for '--listen <HOST:PORT>': the address is missing; use 127.0.0.1:8222 for this computer, "),
    ("web --listen localhost", "error: invalid value 'localhost' for '--listen <HOST:PORT>': the port is missing; for example localhost:8222"),
    ("web --allow-host http://pi/", "error: invalid value 'http://pi/' for '--allow-host <NAME>': allowed: a host name alone, without http:// and a port, such as "),
    ("web --allow-host pi:8222", "error: invalid value 'pi:8222' for '--allow-host <NAME>': allowed: a host name alone"),
    ("web --listen [::1]", "error: invalid value '[::1]' for '--listen <HOST:PORT>': the port is missing; for example [::1]:8222"),
];
#[cfg(not(feature = "web"))]
const WEB_TABLE: &[(&str, &str)] = &[];

#[cfg(feature = "class")]
#[rustfmt::skip]
const CLASS_TABLE: &[(&str, &str)] = &[
    ("class nope", "error: unrecognized subcommand 'nope'"),
    ("class --sim 10001", "error: invalid value '10001' for '--sim <N>': allowed: a whole number from 1 to 10000"),
    ("class --sim 2 --sim-rate 5", "error: invalid value '5' for '--sim-rate <N>': allowed: 0.1 to 4"),
    ("class goal xor", "error: give one for o1 and one for o2, separated by a comma, such as xor,and; or none"),
    ("class ask dance", "error: invalid value 'dance' for '<WHAT>' [possible values: forget, teach, hands-off, none]"),
    ("class setup 3 --user anna", "error: setup makes the users and their passwords itself; leave out --user and --password-file"),
    ("class setup 3 --password-file p", "error: setup makes the users and their passwords itself; leave out --user and --password-file"),
    ("class setup 0", "error: invalid value '0' for '<N>': allowed: a whole number from 1 to 999"),
    ("class --sim 3 setup 3", "error: --sim is an option of the wall; leave it out before goal, ask, setup and end"),
    ("class --json goal xor,and", "error: --json is an option of the wall; leave it out before "),
    ("class --once end", "error: --once is an option of the wall; leave it out before "),
    ("class --desks 9 ask none", "error: --desks is an option of the wall; leave it out before "),
    ("class --seats s goal none", "error: --seats is an option of the wall; leave it out before "),
    ("class --listen 127.0.0.1:1 end", "error: --listen is an option of the wall; leave it out before "),
    ("class --once --sim 3", "error: the argument '--once' cannot be used with '--sim <N>'"),
    ("class --once --listen 127.0.0.1:1", "error: the argument '--once' cannot be used with '--listen <HOST:PORT>'"),
    ("class goal none --title x", "error: none removes the goal, so leave out --title"),
    ("class goal xor,and --title=", "error: invalid value '' for '--title <TEXT>': allowed: 1 to 40 characters"),
    ("class goal xor,and --title 12345678901234567890123456789012345678901", "error: invalid value '12345678901234567890123456789012345678901' for '--title <TEXT>': allowed: 1 to 40 characters"),
    ("class goal not-i1,i3", "error: unknown gate 'i3'; allowed: and, or, "),
    ("class --room A", "error: invalid value 'A' for '--room <ROOM>': allowed: 1 to 32 lower-case letters, digits and hyphens"),
];
#[cfg(not(feature = "class"))]
const CLASS_TABLE: &[(&str, &str)] = &[];

#[cfg(feature = "mqtt")]
#[rustfmt::skip]
const MQTT_TABLE: &[(&str, &str)] = &[
    ("mqtt --seat gildong", "error: invalid value 'gildong' for '--seat <N>': allowed: a whole number from 1 to 999"),
    ("mqtt --id desk7", "error: invalid value 'desk7' for '--id <ID>': allowed: bp- and eight of 0 to 9 and a to f, such as bp-4f2a91c0"),
    ("mqtt --rate 5", "error: invalid value '5' for '--rate <N>': allowed: a whole number from 1 to 4"),
    ("mqtt --broker mqtt://host", "error: invalid value 'mqtt://host' for '--broker <HOST:PORT>': allowed: HOST or HOST:PORT"),
    ("mqtt --broker 192.168.0.300", "error: invalid value '192.168.0.300' for '--broker <HOST:PORT>': allowed: HOST or HOST:PORT"),
    ("mqtt --remove --print", "error: the argument '--remove' cannot be used with '--print'"),
];
#[cfg(not(feature = "mqtt"))]
const MQTT_TABLE: &[(&str, &str)] = &[];

#[cfg(feature = "metrics")]
#[rustfmt::skip]
const METRICS_TABLE: &[(&str, &str)] = &[
    ("metrics --listen 8223", "error: invalid value '8223' for '--listen <HOST:PORT>': the address is missing; use 127.0.0.1:8223"),
    ("metrics --allow-host desk7", "error: the following required arguments were not provided: --listen <HOST:PORT>"),
];
#[cfg(not(feature = "metrics"))]
const METRICS_TABLE: &[(&str, &str)] = &[];

#[test]
fn each_mistake_is_reported_with_what_is_allowed() {
    let tables = [
        TABLE,
        STUDY_TABLE,
        WIRING_TABLE,
        TUI_TABLE,
        WEB_TABLE,
        CLASS_TABLE,
        MQTT_TABLE,
        METRICS_TABLE,
    ]
    .concat();
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

/// Without a subcommand, the program prints its help.
#[test]
fn without_arguments_it_prints_its_help() {
    let (code, text) = outcome("");
    assert_eq!(code, Some(2));
    assert!(text.starts_with("Trains a 2-2-2 neural network"), "{text}");
}
