//! Every subcommand, its help and its usual errors, in both languages.

#![cfg(feature = "ko")]

use crate::at_once::at_once;
use crate::columns::{misaligned, width};
use crate::korean::{english_in, hangul_in};
use assert_cmd::Command;
use std::fs;
use std::path::Path;
use std::sync::Mutex;

const SUBCOMMANDS: [&str; 22] = [
    "run",
    "demo",
    "panel",
    "replay",
    "explain",
    "status",
    "export",
    "check",
    "pinout",
    "doctor",
    "safe",
    "survey",
    "bench",
    "selftest",
    "web",
    "mqtt",
    "class",
    "class goal",
    "class ask",
    "class setup",
    "class end",
    "metrics",
];

/// Usual commands and usual mistakes. The files are those that `folder` creates.
#[rustfmt::skip]
const COMMANDS: &[&str] = &[
    "", "--help", "help", "nope", "--nope", "--lang", "--lang fr",
    "run missing.toml", "run bad.toml", "run --board gpio", "run --board auto", "run --config sim.toml one.toml",
    "run newer.toml", "run foreign.toml", "run dangling.toml",
    "demo --speed max", "demo --speed max --json", "demo xnor,nor --speed max", "demo --bias none --speed max", "demo nope",
    "demo xor", "demo xor,foo", "demo --table 0110", "demo --table 0110,012", "demo --seed x", "demo --bias some",
    "demo --speed max --record thesis.txt", "demo --speed max --record folder", "demo --speed max --record none/r.txt",
    "demo xor,and --gates xor,and",
    "replay", "replay missing.txt", "replay thesis.txt", "replay folder", "replay cut.txt", "replay damaged.txt",
    "replay old.txt", "replay korean.txt", "replay good.txt", "replay good.txt --json",
    "explain", "explain o1", "explain h2", "explain w5 --digits 17", "explain --neuron", "explain w9", "explain --x 2,0",
    "explain --json", "explain --preset mazur", "explain --from missing.json", "explain --from thesis.txt",
    "explain b_o1", "explain b_h2 --bias none", "explain --nudge w5", "explain --nudge b_h1=-0.5", "explain --nudge w9", "explain --nudge w5=0",
    "explain --nudge b_o1 --bias none", "explain --worksheet", "explain --worksheet --pupil 7 --answers", "explain --worksheet --pupil 0",
    "explain --worksheet --pupils 2 --out class.pdf", "explain --worksheet --out thesis.txt", "explain --worksheet --out none/a.txt",
    "explain --check wrong-sheet.txt", "explain --check odd-sheet.txt", "explain --check thesis.txt", "explain --check folder", "explain --answers",
    "explain --live", "explain --steps 0", "explain --learning-rate fast", "explain --weights 1,2",
    "status", "status --json", "status --socket thesis.txt", "status --watch 0", "export", "export --socket folder",
    "check", "check sim.toml", "check bad.toml", "check missing.toml", "check folder", "check four.toml", "check warned.toml",
    "check korean.toml",
    "pinout --config sim.toml", "pinout --config bad.toml", "pinout --config sim.toml --svg thesis.txt",
    "pinout --config sim.toml --svg folder", "pinout --config sim.toml --svg none/a.svg", "pinout --config four.toml",
    "doctor --board sim", "doctor --board sim --json", "doctor --board sim --non-interactive", "doctor --board auto",
    "doctor --board sim --fault floating:t1", "doctor --board sim --fault inverted:o1 --fault stuck:t2",
    "doctor --board sim --fault dark:o2 --fault bouncing:teach --json", "doctor --board sim --fault swapped:i1,i2",
    "doctor --board sim --fault nope:o1", "doctor --fault dark:o9 --board sim", "doctor --board sim bad.toml",
    "safe --board sim", "safe bad.toml", "safe missing.toml", "safe --board auto",
    "survey --seeds 0", "survey --tolerance 0.5", "survey --momentum 1", "survey --seeds 1", "survey --seeds 1 --json",
    "bench --nope", "selftest", "selftest --json", "selftest extra",
    "web --listen 8222", "web --listen localhost", "web --listen no.such.host.invalid:80", "web --listen 127.0.0.1:99999",
    "web --sim --socket s", "web --proxy nope", "web --allow-host http://pi/",
    "panel", "panel --attach", "panel --bias some", "panel --save folder",
    "mqtt --once --print --id bp-4f2a91c0", "mqtt --remove --id bp-4f2a91c0 --broker 127.0.0.1:1", "mqtt --broker :0",
    "mqtt --remove --id bp-4f2a91c0 --broker no.such.host.invalid", "mqtt --remove --id bp-4f2a91c0 --password-file thesis.txt",
    "mqtt --seat 0", "mqtt --id desk7", "mqtt --room A", "mqtt --rate 9", "mqtt --remove --print",
    "metrics", "metrics --listen 8223", "metrics --listen 203.0.113.1:1", "metrics --allow-host desk7",
    "class --once --broker 127.0.0.1:1", "class --once --seats thesis.txt", "class --once --seats folder", "class --sim 0",
    "class --sim-rate 2", "class --sim 2 --sim-rate 9", "class nope", "class goal", "class goal xor", "class goal 0110",
    "class goal xor,and --broker 127.0.0.1:1", "class ask dance", "class ask forget --broker 127.0.0.1:1", "class setup 0",
    "class setup 2 --into none/class", "class setup 2 --into folder", "class setup 2 --user anna", "class end --broker 127.0.0.1:1",
];

/// Commands whose JSON differs each time, or takes much time.
const VARY: [&str; 3] = ["bench", "survey", "selftest"];

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let sim = "[board]\nkind = \"sim\"\n";
    let recording = fs::read_to_string("machine/data/recordings/half-adder.txt").unwrap();
    let lines: Vec<_> = recording.lines().collect();
    write("sim.toml", sim);
    write(
        "bad.toml",
        "[network]\nlearning_rate = 0\nalpha = 1\n[pins]\ni1 = 28\n",
    );
    write("korean.toml", "[network]\n학습률 = 1\n");
    write(
        "four.toml",
        &fs::read_to_string("config/four-switches.toml").unwrap(),
    );
    write(
        "warned.toml",
        "[pins]\no2 = 14\n[trainer]\ntolerance = 0.001\n",
    );
    write("thesis.txt", "On the origin of species, a thesis\n");
    write("good.txt", &recording);
    let sheet = "backpropd worksheet 1 pupil 7 seed 2026\n";
    write("wrong-sheet.txt", &format!("{sheet}net_h1 = -0.0675\n"));
    write("odd-sheet.txt", &format!("{sheet}net_h1 = 0,5\n"));
    write("cut.txt", &lines[..8].join("\n"));
    write("damaged.txt", &recording.replace("teach on", "teech on"));
    write("old.txt", "backpropd lesson 1\n{}\n");
    fs::write(folder.path().join("korean.txt"), b"# \xc7\xd0\xbd\xc0\n").unwrap();
    fs::create_dir(folder.path().join("folder")).unwrap();
    let with_state = |name: &str, state: &str, text: Option<&str>| {
        let path = folder.path().join(state);
        if let Some(text) = text {
            fs::write(&path, text).unwrap();
        }
        write(name, &format!("{sim}[state]\npath = {path:?}\n"));
    };
    let newer =
        "{\n  \"format\": \"backpropd state\",\n  \"version\": 9,\n  \"program\": \"9.0.0\"";
    with_state(
        "newer.toml",
        "newer.json",
        Some(&backpropd::store::seal(newer)),
    );
    with_state("foreign.toml", "thesis.json", Some("a thesis"));
    with_state(
        "dangling.toml",
        "none/deep.json",
        Some("").filter(|_| false),
    );
    #[cfg(unix)]
    {
        let link = folder.path().join("link.json");
        std::os::unix::fs::symlink("/media/no such stick/state.json", &link).unwrap();
        write(
            "dangling.toml",
            &format!("{sim}[state]\npath = \"/media/no such stick/state.json\"\n"),
        );
    }
    folder
}

struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

fn said(arguments: &str, language: &str, folder: &Path) -> Said {
    let mut command = Command::cargo_bin("backpropd").unwrap();
    command.args(arguments.split_whitespace());
    if !arguments.contains("--lang") {
        command.args(["--lang", language]);
    }
    for variable in [
        "LC_ALL",
        "LC_MESSAGES",
        "LANG",
        "XDG_RUNTIME_DIR",
        "XDG_STATE_HOME",
    ] {
        command.env_remove(variable);
    }
    // Lines of the log are English in every language.
    command
        .env("RUST_LOG", "off")
        .env("HOME", folder)
        .env("TERM", "xterm");
    let locale = match language {
        "ko" => "ko_KR.UTF-8",
        _ => "C.UTF-8",
    };
    command.env("LANG", locale);
    let warns = ["check warned.toml", "metrics"].contains(&arguments);
    if warns || arguments.starts_with("class setup") {
        command.env("RUST_LOG", "warn");
    }
    let output = command.current_dir(folder).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Said {
        code: output.status.code(),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

/// Commands that print a table.
const TABLES: &[&str] = &[
    "check sim.toml",
    "check four.toml",
    "demo --speed max",
    "doctor --board sim",
    "replay good.txt",
    "selftest",
    "survey --seeds 1",
];

#[test]
fn columns_are_aligned_and_fit_80_columns_in_both_languages() {
    let folder = folder();
    let mut found = String::new();
    for arguments in TABLES {
        for language in ["en", "ko"] {
            let said = said(arguments, language, folder.path());
            let (tables, misaligned) = misaligned(&said.out);
            assert!(tables > 0, "{arguments}: no table:\n{}", said.out);
            let too_wide = said.out.lines().filter(|line| width(line) > 80);
            for text in misaligned.iter().map(String::as_str).chain(too_wide) {
                found += &format!("{arguments}, {language}: {text}\n");
            }
        }
    }
    assert!(found.is_empty(), "\n{found}");
}

#[test]
fn a_cell_outside_its_column_is_found() {
    let aligned = "부품    핀   하는 일\ni1      17   스위치\nstatus   6   LED\n";
    let (tables, found) = misaligned(aligned);
    assert_eq!((tables, found.len()), (1, 0), "{found:?}");
    // As a formatter aligns it, which counts letters.
    let counted = "부품      핀   하는 일\ni1      17   스위치\nstatus   6   LED\n";
    let found = misaligned(counted).1;
    assert_eq!(found, ["핀 / 17 / 6", "하는 일 / 스위치 / LED"]);
}

/// The two rows of the header are in the middle of the picture, whatever stands beside them.
#[test]
fn the_pins_of_the_header_are_below_each_other_in_both_languages() {
    let folder = folder();
    for language in ["en", "ko"] {
        let out = said("pinout --config sim.toml", language, folder.path()).out;
        let is_pin = |char: char| "■●○▪".contains(char);
        let pins: Vec<_> = out.lines().filter(|line| line.contains(is_pin)).collect();
        assert_eq!(pins.len(), 20, "{out}");
        let column = |line: &str| width(line.split(is_pin).next().unwrap());
        assert!(
            pins.iter().all(|line| column(line) == column(pins[0])),
            "{out}"
        );
    }
}

/// What is wrong with the output of a command in either language, or what differs between them.
fn faults(arguments: &str, folder: &Path) -> Vec<String> {
    let [english, korean] = ["en", "ko"].map(|language| said(arguments, language, folder));
    let mut faults = Vec::new();
    if english.code != korean.code {
        faults.push(format!("exit codes: {:?}, {:?}", english.code, korean.code));
    }
    let is_json = arguments.contains("--json") || arguments == "metrics";
    let varies = VARY.iter().any(|command| arguments.starts_with(command));
    if is_json && !varies && english.out != korean.out {
        faults.push("JSON differs".into());
    }
    let input = "학습률";
    for text in [&english.out, &english.err] {
        let hangul = hangul_in(text, input);
        if !hangul.is_empty() {
            faults.push(format!("Hangul in English: {hangul}"));
        }
    }
    let texts = [&korean.out, &korean.err];
    for text in texts.into_iter().skip(usize::from(is_json)) {
        faults.extend(
            english_in(text)
                .into_iter()
                .map(|row| format!("English in Korean: {row}")),
        );
    }
    let is_drawn = arguments.starts_with("pinout");
    for text in [&english.out, &korean.out]
        .into_iter()
        .filter(|_| !is_drawn)
    {
        let misaligned = misaligned(text).1.into_iter();
        faults.extend(misaligned.map(|cells| format!("not below each other: {cells}")));
    }
    let is_silent = korean.out.is_empty() && korean.err.is_empty();
    if !is_json && !is_silent && hangul_in(&(korean.out + &korean.err), "").is_empty() {
        faults.push("no Korean at all".into());
    }
    faults
}

#[test]
fn every_subcommand_its_help_and_its_errors_are_in_the_language_of_the_person() {
    let folder = folder();
    let all = said("--help", "en", folder.path()).out;
    let all = all.lines().skip_while(|line| *line != "Commands:").skip(1);
    for name in all.map_while(|line| line.split_whitespace().next()) {
        assert!(name == "help" || SUBCOMMANDS.contains(&name), "{name}");
    }
    let help = SUBCOMMANDS.iter().flat_map(|command| {
        [
            format!("{command} --help"),
            format!("help {command}"),
            format!("{command} --nope"),
        ]
    });
    let found = Mutex::new(String::new());
    let commands = help.chain(COMMANDS.iter().map(|command| command.to_string()));
    let tried = at_once(commands, |arguments| {
        for fault in faults(&arguments, folder.path()) {
            *found.lock().unwrap() += &format!("{arguments}: {fault}\n");
        }
    });
    let found = found.into_inner().unwrap();
    println!("{tried} commands in each language");
    assert!(found.is_empty(), "\n{found}");
}

/// A rule that finds nothing would prove nothing.
#[test]
fn the_rule_finds_english_and_lets_names_pass() {
    for english in [
        "the state is saved",
        "값: cannot be read",
        "파일이 없습니다: no such file or folder",
        "show every number",
    ] {
        assert!(!english_in(english).is_empty(), "{english}");
    }
    for names in [
        "sudo systemctl restart backpropd 명령으로 다시 시작하세요",
        "c.toml:2:6: pins.i1: 쓸 수 있는 키: kind, chip, i1, i2, teach, forget",
        "알 수 없는 값입니다: 'one of the words'. 쓸 수 있는 값: up, down, off",
        "out_o1  out_o2  w5 = 0.1  [network] steps_per_second",
    ] {
        assert_eq!(english_in(names), [""; 0], "{names}");
    }
}
