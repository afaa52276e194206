//! The machine behind the page: recordings give the same bits as everywhere, and it answers any request.

use backpropd_machine::address::Address;
use backpropd_machine::nn::{BIAS_NAMES, WEIGHT_NAMES};
use backpropd_machine::panel::Levels;
use backpropd_machine::recording::Start;
use backpropd_page::desk::{Desk, MAX_SCANS};
use serde_json::Value;
use std::fs;

fn ask(desk: &mut Desk, request: &str) -> Value {
    serde_json::from_str(&desk.answer(request.as_bytes())).unwrap()
}

/// Replays the loaded recording to its end.
fn play(desk: &mut Desk) -> Value {
    loop {
        let status = ask(desk, &format!("scan {MAX_SCANS}"));
        if status["replaying"] == 0 {
            return status;
        }
    }
}

#[test]
fn recordings_give_the_same_bits_and_are_recorded_again() {
    let mut replayed = 0;
    for entry in fs::read_dir("../../machine/data/recordings").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|end| end != "txt") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let expected = fs::read_to_string(path.with_extension("json")).unwrap();
        let expected: Value = serde_json::from_str(&expected).unwrap();
        let mut desk = Desk::default();
        ask(&mut desk, &format!("replay\n{text}"));
        let end = play(&mut desk);
        for what in ["weights", "biases", "steps", "restarts", "rows", "loss"] {
            assert_eq!(end[what], expected[what], "{}: {what}", path.display());
        }
        let recording = ask(&mut desk, "recording");
        let mut again = Desk::default();
        ask(
            &mut again,
            &format!("replay\n{}", recording["recording"].as_str().unwrap()),
        );
        assert_eq!(play(&mut again)["weights"], expected["weights"]);
        replayed += 1;
    }
    assert_eq!(replayed, 6);
}

#[test]
fn a_board_is_set_up_taught_and_learns() {
    let mut desk = Desk::default();
    let status = ask(
        &mut desk,
        "open v=1&table=01-0,00-1&seed=5&bias=none&momentum=0.5",
    );
    assert_eq!(
        (&status["seed"], &status["bias"]),
        (&5.into(), &"none".into())
    );
    assert_eq!(status["summary"]["taught"], 3);
    let status = ask(&mut desk, "scan 10000");
    assert_eq!(status["state"], "learned", "{status}");
    for line in ["i1 on", "t1 on", "pace 500", "pause off", "restart on"] {
        assert_eq!(ask(&mut desk, line)["ok"], true, "{line}");
    }
    let status = ask(&mut desk, "scan 10");
    assert_eq!(status["debounced"]["i1"], true);
    assert!(
        ask(&mut desk, "recording")["recording"]
            .as_str()
            .unwrap()
            .contains("\n10000 i1 on\n")
            || status["scan"] != 10010
    );
}

#[test]
fn what_cannot_be_done_is_refused_and_changes_nothing() {
    let mut desk = Desk::default();
    let before = ask(&mut desk, "snapshot");
    for (request, words) in [
        ("", "on nor off"),
        ("stop on", "allowed"),
        ("i1 maybe", "on nor off"),
        ("scan", "not a whole number"),
        ("scan 10001", "allowed: 0 to 10000"),
        ("scan -1", "not a whole number"),
        ("open v=2", "version 2"),
        ("open v=1&seed=-1", "seed"),
        ("open v=1&momentum=1", "momentum"),
        ("open v=1&x\u{1b}=1", "\\u{1b}"),
        ("copy\n{}", "program"),
        ("ledger\n1 1", "bias"),
        ("ledger none\n1 1", "18 or 30"),
        ("ledger none\n1 x", "JSON"),
        ("undo", "nothing to undo"),
        ("pace 0", "out of range"),
        ("replay\n<b>", "line 1"),
        ("replay\nbackpropd recording 2\n{}\n", "line 2"),
    ] {
        let error = ask(&mut desk, request)["error"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        assert!(error.contains(words), "{request:?}: {error:?}");
        assert!(!error.contains(char::is_control), "{request:?}: {error:?}");
    }
    assert_eq!(ask(&mut desk, "snapshot"), before);
    let long = fs::read_to_string("../../machine/data/recordings/half-adder.txt").unwrap();
    let long = long.replace("end 535", "end 999999999");
    let error = ask(&mut desk, &format!("replay\n{long}"));
    assert!(
        error["error"].as_str().unwrap().contains("too long"),
        "{error}"
    );
    assert!(desk.answer(b"\xff\xfe").contains("error"));
}

/// Random requests, of meaningful and other words.
#[test]
fn whatever_is_asked_it_answers_and_goes_on() {
    let recording =
        fs::read_to_string("../../machine/data/recordings/every-change-and-no-end.txt").unwrap();
    let words = [
        "start",
        "seed",
        "bias",
        "none",
        "trained",
        "fixed",
        "momentum",
        "alpha",
        "mode",
        "hold",
        "replay",
        "pace",
        "table",
        "00,10,-,01",
        "-,-,-,-",
        "scan",
        "0",
        "1",
        "7",
        "999",
        "0.9",
        "1e300",
        "-1",
        "NaN",
        "i1",
        "i2",
        "t1",
        "teach",
        "forget",
        "on",
        "off",
        "pause",
        "restart",
        "snapshot",
        "recording",
        "\n",
        "…",
        "\0",
        "18446744073709551615",
    ];
    let mut desk = Desk::default();
    let mut state: u64 = 7;
    let mut random = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) as usize % below
    };
    for _ in 0..20_000 {
        let request = match random(20) {
            0 => {
                // A recording with a byte changed.
                let mut bytes = recording.clone().into_bytes();
                let at = random(bytes.len());
                bytes[at] = b" 0159enai.-\n{}"[random(14)];
                [b"replay\n", &*bytes].concat()
            }
            _ => {
                let count = 1 + random(6);
                let chosen: Vec<_> = (0..count).map(|_| words[random(words.len())]).collect();
                chosen.join(" ").into_bytes()
            }
        };
        let answer = desk.answer(&request);
        assert!(answer.starts_with('{') && answer.ends_with('}'), "{answer}");
        assert!(!answer.contains('\n'), "{answer}");
    }
    assert!(
        ask(&mut desk, "snapshot")["scan"].is_u64()
            || ask(&mut desk, "snapshot")["error"].is_string()
    );
}

/// Back to before each press, the latest first, with the same bits and the same recording.
#[test]
fn a_press_can_be_undone() {
    let mut desk = Desk::default();
    let lines = |desk: &mut Desk| ask(desk, "recording")["recording"].clone();
    ask(&mut desk, "open v=1&table=0110,0001&seed=5");
    ask(&mut desk, "scan 30");
    let (first, recorded) = (ask(&mut desk, "snapshot"), lines(&mut desk));
    for line in ["forget on", "scan 20", "forget off", "scan 20"] {
        ask(&mut desk, line);
    }
    let second = ask(&mut desk, "snapshot");
    ask(&mut desk, "restart on");
    assert_ne!(ask(&mut desk, "scan 30")["weights"], second["weights"]);
    assert_eq!(ask(&mut desk, "undo")["weights"], second["weights"]);
    assert_eq!(ask(&mut desk, "undo"), first);
    assert_eq!(lines(&mut desk), recorded);
    // Before the table was taught, there was the fresh board.
    assert_eq!(ask(&mut desk, "undo")["state"], "idle");
}

/// A copy makes the steps that its original makes, and its recording begins in the midst of the run.
#[test]
fn a_copy_goes_on_with_the_same_bits() {
    let mut desk = Desk::default();
    ask(&mut desk, "open v=1&table=0110,1001&seed=5&momentum=0.5");
    ask(&mut desk, "scan 7");
    let address = Address::parse("v=1&table=0110,1001&seed=5&momentum=0.5").unwrap();
    let mut machine = address.machine();
    for _ in 0..7 {
        machine.scan(Levels::default(), &mut |_| {});
    }
    let checkpoint = serde_json::to_string(&Start::of(&machine)).unwrap();
    let mut copy = Desk::default();
    let status = ask(&mut copy, &format!("copy\n{checkpoint}"));
    assert_eq!(status["last_step"], ask(&mut desk, "snapshot")["last_step"]);
    let end = ask(&mut desk, "scan 500");
    assert_eq!(ask(&mut copy, "scan 500")["weights"], end["weights"]);
    let recording = ask(&mut copy, "recording");
    let recording = recording["recording"].as_str().unwrap().to_owned();
    let mut again = Desk::default();
    ask(&mut again, &format!("replay\n{recording}"));
    assert_eq!(play(&mut again)["weights"], end["weights"]);
}

/// What is shown as the next step is what the step is then.
#[test]
fn the_ledger_that_is_asked_for_is_that_of_the_step() {
    let mut desk = Desk::default();
    ask(
        &mut desk,
        "open v=1&table=0110,0001&seed=5&momentum=0.9&bias=none",
    );
    ask(&mut desk, "pause on");
    let mut velocity = Value::Null;
    for _ in 0..6 {
        let before = ask(&mut desk, "snapshot");
        ask(&mut desk, "step on");
        let step = ask(&mut desk, "scan 1")["last_step"].clone();
        let mut question: Vec<Value> = Vec::new();
        for name in ["x", "target"] {
            question.extend_from_slice(step[name].as_array().unwrap());
        }
        question.extend(["learning_rate", "momentum"].map(|name| before[name].clone()));
        question.extend(WEIGHT_NAMES.map(|name| before["weights"][name].clone()));
        question.extend(BIAS_NAMES.map(|name| before["biases"][name].clone()));
        let names = WEIGHT_NAMES.into_iter().chain(BIAS_NAMES);
        if !velocity.is_null() {
            question.extend(names.map(|name| velocity[name].clone()));
        }
        let question: Vec<_> = question.iter().map(Value::to_string).collect();
        let question = format!("ledger none\n{}", question.join(" "));
        assert_eq!(ask(&mut desk, &question), step);
        velocity = step["velocity_after"].clone();
    }
}
