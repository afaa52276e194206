//! What a desk says to a class, to Home Assistant and to Prometheus: every payload against a file, and which message is due
//! when, in virtual time.

use crate::expected::assert_holds;
use backpropd::board::Kind;
use backpropd::classroom::happening::{Happening, between};
use backpropd::classroom::name::{ClassLeaf, DeskId, Leaf, class, desk as topic};
use backpropd::classroom::outbox::{MAX_EVENTS, Outbox};
use backpropd::classroom::participant::Participant;
use backpropd::classroom::round::Net;
use backpropd::classroom::{Desk, Message, discovery, payload};
use backpropd::machine::{Event, Machine, Settings};
use backpropd::nn::{Bias, Network222};
use backpropd::panel::{Input, Levels};
use backpropd::prometheus::{NAMES, text};
use backpropd::status::Status;
use backpropd::trainer::{self, Sample, Trainer};
use backpropd::truth_table::TruthTable;
use serde_json::Value;
use std::time::Duration;

const SECOND: Duration = Duration::from_secs(1);

fn desk() -> Desk {
    Desk {
        room: "room1".parse().unwrap(),
        id: DeskId::of_hash(0x4f2a_91c0_0000_0000),
        boot: 0x9c31,
        seat: Some(7),
    }
}

/// A machine to which these gates were taught, after this many scans.
fn machine(gates: &str, scans: usize) -> Machine {
    let mut trainer = Trainer::new(trainer::Settings::default(), 8);
    for sample in TruthTable::from_gates(gates).unwrap().samples() {
        trainer.teach(sample);
    }
    let mut machine = Machine::new(Settings::default(), trainer);
    let mut levels = Levels::default();
    levels.set(Input::I1, true);
    for _ in 0..scans {
        machine.scan(levels, &mut |_| {});
    }
    machine
}

fn seen(machine: &Machine) -> Status {
    let mut status = Status::of(machine, Kind::Sim, 3 * SECOND);
    status.version = "0.1.0".into();
    status
}

/// JSON as a person reads it.
fn pretty(json: &str) -> String {
    let value: Value = serde_json::from_str(json).unwrap();
    serde_json::to_string_pretty(&value).unwrap() + "\n"
}

#[test]
fn every_payload_is_as_written_down() {
    let seen = seen(&machine("xor,and", 300));
    let state = payload::state(&desk(), &seen);
    assert!(state.len() <= 700, "{} bytes", state.len());
    println!("a state has {} bytes", state.len());
    for (name, json) in [
        ("about", payload::about(&desk(), &seen)),
        ("state", state),
        ("discovery", discovery::config(&desk(), &seen)),
    ] {
        assert_holds(format!("tests/classroom/{name}.json"), &pretty(&json));
    }
    let events = [
        Happening::Taught {
            x: "01".into(),
            t: "10".into(),
        },
        Happening::Forgot,
        Happening::Erased,
        Happening::Restarted { restarts: 3 },
        Happening::Learned { steps: 633 },
        Happening::Impossible,
        Happening::More { n: 5 },
    ];
    let lines = events.map(|event| payload::event(&desk(), event) + "\n");
    for (line, name) in lines.iter().zip(Happening::NAMES) {
        assert!(line.contains(&format!("\"event\":\"{name}\"")), "{line}");
    }
    assert_holds("tests/classroom/events.txt", &lines.concat());
}

#[test]
fn the_metrics_are_as_written_down_and_each_has_its_name() {
    let mut daemon = seen(&machine("xor,and", 300));
    daemon.saved_s_ago = Some(1.5);
    let text = text(Some(&daemon));
    assert_holds("tests/classroom/metrics.prom", &text);
    let mut families: Vec<_> = (text.lines())
        .filter_map(|line| line.strip_prefix("# TYPE ")?.split(' ').next())
        .collect();
    let mut names = NAMES.to_vec();
    families.sort();
    names.sort();
    assert_eq!(families, names);
}

/// An event as the one at the desk says it: the same as what two snapshots tell.
fn told(event: &Event) -> String {
    let digits = |[a, b]: [bool; 2]| format!("{}{}", u8::from(a), u8::from(b));
    match event {
        Event::Taught(Sample { x, t }) => format!("taught {} {}", digits(*x), digits(*t)),
        Event::Forgot => "forgot".into(),
        Event::ForgotAll => "erased".into(),
        Event::Learned { .. } => "learned".into(),
        Event::Impossible { .. } => "impossible".into(),
        Event::Restarted { restarts, .. } => format!("restarted {restarts}"),
    }
}

fn told_by(happening: &Happening) -> String {
    match happening {
        Happening::Taught { x, t } => format!("taught {x} {t}"),
        Happening::Forgot => "forgot".into(),
        Happening::Erased => "erased".into(),
        Happening::Learned { .. } => "learned".into(),
        Happening::Impossible => "impossible".into(),
        Happening::Restarted { restarts } => format!("restarted {restarts}"),
        Happening::More { n } => format!("more {n}"),
    }
}

/// Teaches a table by hand, learns it, forgets by both ways; a viewer gets every fifth scan.
#[test]
fn a_viewer_of_snapshots_notices_what_happens_at_the_desk() {
    let trainer = Trainer::new(trainer::Settings::default(), 5);
    let mut machine = Machine::new(Settings::default(), trainer);
    let (mut happened, mut noticed) = (Vec::new(), Vec::new());
    let mut before = machine.snapshot();
    let mut levels = Levels::default();
    let mut scan = 0;
    let mut run = |levels: &mut Levels, scans: usize| {
        for _ in 0..scans {
            machine.scan(*levels, &mut |event| happened.push(told(&event)));
            scan += 1;
            if scan % 5 == 0 {
                let now = machine.snapshot();
                noticed.extend(between(&before, &now).iter().map(told_by));
                before = now;
            }
        }
    };
    for round in 0..2 {
        for sample in TruthTable::from_gates("xor,and").unwrap().samples() {
            for (input, active) in [
                (Input::I1, sample.x[0]),
                (Input::I2, sample.x[1]),
                (Input::T1, sample.t[0]),
                (Input::T2, sample.t[1]),
            ] {
                levels.set(input, active);
            }
            run(&mut levels, 50);
            levels.set(Input::Teach, true);
            run(&mut levels, 15);
            levels.set(Input::Teach, false);
            run(&mut levels, 50);
        }
        run(&mut levels, 5000);
        levels.set(Input::Forget, true);
        run(&mut levels, if round == 0 { 50 } else { 300 });
        levels.set(Input::Forget, false);
        run(&mut levels, 3000);
    }
    assert!(happened.len() > 12, "{happened:?}");
    // Within one interval, the order is a guess.
    let sorted = |events: &[String]| {
        let mut events = events.to_vec();
        events.sort();
        events
    };
    assert_eq!(sorted(&happened), sorted(&noticed));
    println!("{} events noticed", noticed.len());
}

/// Everything that is due at this time.
fn due(outbox: &mut Outbox, now: Duration) -> Vec<Message> {
    std::iter::from_fn(|| outbox.take(now)).collect()
}

fn leaves(messages: &[Message]) -> Vec<&str> {
    (messages.iter())
        .map(|message| message.topic.rsplit('/').next().unwrap())
        .collect()
}

fn outbox(home_assistant: bool) -> Outbox {
    let mut outbox = Outbox::new(desk(), SECOND, home_assistant);
    outbox.connected(Duration::ZERO, 0.5);
    outbox
}

#[test]
fn a_new_connection_is_told_everything_once() {
    let mut outbox = outbox(true);
    assert_eq!(due(&mut outbox, SECOND), [], "nothing is known yet");
    let seen = seen(&machine("xor,and", 10));
    outbox.see(seen.clone());
    let first = due(&mut outbox, SECOND);
    assert_eq!(leaves(&first), ["up", "about", "config", "state"]);
    assert_eq!(first[0].payload, "online");
    assert!(first.iter().all(|message| message.retain));
    assert_eq!(first.iter().filter(|it| it.acknowledged).count(), 3);
    // Again after 30 s, the state alone.
    outbox.see(seen);
    assert_eq!(due(&mut outbox, 30 * SECOND), []);
    assert_eq!(outbox.wait(30 * SECOND), Some(SECOND));
    assert_eq!(leaves(&due(&mut outbox, 31 * SECOND)), ["state"]);
    outbox.connected(Duration::ZERO, 0.5);
    assert_eq!(due(&mut outbox, 32 * SECOND).len(), 4);
}

#[test]
fn of_many_states_the_latest_is_sent_once_a_second() {
    let mut machine = machine("xor,and", 10);
    let mut outbox = outbox(false);
    let mut states = Vec::new();
    for tick in 0..200 {
        machine.scan(Levels::default(), &mut |_| {});
        outbox.see(seen(&machine));
        let now = tick * SECOND / 20;
        let sent = due(&mut outbox, now).into_iter();
        states.extend(
            sent.filter(|it| it.topic.ends_with("/state"))
                .map(|it| (now, it)),
        );
    }
    assert_eq!(states.len(), 10);
    let latest: Value = serde_json::from_str(&states[9].1.payload).unwrap();
    assert_eq!(states[9].0, 9 * SECOND);
    assert!(latest["steps"].as_u64().unwrap() > 100, "{latest}");
}

#[test]
fn of_many_events_the_first_are_sent_and_the_others_counted() {
    let mut outbox = outbox(false);
    let mut machine = machine("xor,and", 0);
    let mut levels = Levels::default();
    for press in 0..20 {
        for teach in [true, false] {
            levels.set(Input::Teach, teach);
            for _ in 0..10 {
                machine.scan(levels, &mut |_| {});
                outbox.see(seen(&machine));
            }
        }
        assert!(press < 20);
    }
    let events = due(&mut outbox, SECOND).into_iter();
    let events: Vec<_> = events.filter(|it| it.topic.ends_with("/event")).collect();
    assert_eq!(events.len(), MAX_EVENTS + 1);
    assert!(
        events[MAX_EVENTS]
            .payload
            .contains(r#""event":"more","n":"#)
    );
    // What happened before a connection is not told to the next one.
    levels.set(Input::Teach, true);
    for _ in 0..10 {
        machine.scan(levels, &mut |_| {});
        outbox.see(seen(&machine));
    }
    outbox.connected(Duration::ZERO, 0.5);
    assert!(!leaves(&due(&mut outbox, 2 * SECOND)).contains(&"event"));
}

#[test]
fn a_false_offline_is_corrected_at_most_once_a_second() {
    let mut outbox = outbox(false);
    outbox.see(seen(&machine("xor,and", 10)));
    due(&mut outbox, SECOND);
    let up = topic(&desk().room, desk().id, Leaf::Up);
    outbox.heard(&up, b"online", SECOND, 0.0);
    assert_eq!(due(&mut outbox, SECOND), []);
    outbox.heard(&up, b"offline", SECOND, 0.0);
    assert_eq!(due(&mut outbox, SECOND), []);
    assert_eq!(outbox.wait(SECOND), Some(SECOND));
    let corrected = due(&mut outbox, 2 * SECOND);
    assert_eq!(corrected[0].payload, "online");
    // Without a daemon, offline is the truth.
    outbox.lose();
    let offline = due(&mut outbox, 2 * SECOND);
    assert_eq!(
        (leaves(&offline), &*offline[0].payload),
        (vec!["up"], "offline")
    );
    outbox.heard(&up, b"offline", 3 * SECOND, 0.0);
    assert_eq!(due(&mut outbox, 9 * SECOND), []);
}

#[test]
fn home_assistant_is_told_again_when_it_starts() {
    for (is_wanted, expected) in [(true, vec!["config", "state"]), (false, vec![])] {
        let mut outbox = outbox(is_wanted);
        outbox.see(seen(&machine("xor,and", 10)));
        due(&mut outbox, SECOND);
        outbox.heard("homeassistant/status", b"offline", SECOND, 0.5);
        assert_eq!(due(&mut outbox, 10 * SECOND), []);
        outbox.heard("homeassistant/status", b"online", 10 * SECOND, 0.5);
        assert_eq!(due(&mut outbox, 14 * SECOND), []);
        assert_eq!(leaves(&due(&mut outbox, 15 * SECOND)), expected);
    }
}

const NET: &[u8] =
    br#"{"round":17,"w":[0.15,0.2,0.25,0.3,0.4,0.45,0.5,0.55],"b":[0.35,0.35,0.6,0.6],"steps":1}"#;

#[test]
fn a_round_is_answered_once_with_the_gradient_of_the_taught_rows() {
    let mut outbox = outbox(false);
    outbox.see(seen(&machine("xor,and", 10)));
    due(&mut outbox, SECOND);
    let net = class(&desk().room, ClassLeaf::Net);
    for _ in 0..3 {
        outbox.heard(&net, NET, SECOND, 0.0);
    }
    let answer = due(&mut outbox, SECOND);
    assert_eq!(leaves(&answer), ["grad"]);
    assert_holds("tests/classroom/grad.json", &pretty(&answer[0].payload));
    let grad: Value = serde_json::from_str(&answer[0].payload).unwrap();
    assert_eq!(
        (grad["round"].as_u64(), grad["rows"].as_u64()),
        (Some(17), Some(4))
    );
    // The same as the network's own loss, moved a little.
    let w = [0.15, 0.2, 0.25, 0.3, 0.4, 0.45, 0.5, 0.55];
    let loss = |w: [f64; 8]| -> f64 {
        let network = Network222::from_named(w, [0.35, 0.35, 0.6, 0.6], Bias::Trained).unwrap();
        let samples = TruthTable::from_gates("xor,and").unwrap();
        let each = |it: Sample| network.forward(&it.input()).unwrap().loss(&it.target());
        samples.samples().map(each).iter().sum()
    };
    for (index, part) in grad["g"].as_array().unwrap().iter().take(8).enumerate() {
        let [mut below, mut above] = [w, w];
        (below[index], above[index]) = (w[index] - 1e-6, w[index] + 1e-6);
        let slope = (loss(above) - loss(below)) / 2e-6;
        assert!(
            (slope - part.as_f64().unwrap()).abs() < 1e-6,
            "w{}",
            index + 1
        );
    }
}

#[test]
fn a_desk_that_was_taught_nothing_has_no_part_in_a_round() {
    let trainer = Trainer::new(trainer::Settings::default(), 8);
    let snapshot = Machine::new(Settings::default(), trainer).snapshot();
    assert_eq!(Net::read(NET).unwrap().grad(&desk(), &snapshot), None);
}

#[test]
fn what_strangers_send_changes_nothing() {
    let mut outbox = outbox(true);
    outbox.see(seen(&machine("xor,and", 10)));
    due(&mut outbox, SECOND);
    let net = class(&desk().room, ClassLeaf::Net);
    let long = vec![b'9'; 100_000];
    let huge = r#"{"round":1,"w":[1e999,0,0,0,0,0,0,0],"b":[0,0,0,0],"steps":1}"#;
    let many = r#"{"round":1,"w":[0,0,0,0,0,0,0,0],"b":[0,0,0,0],"steps":1000000}"#;
    for payload in [
        &b""[..],
        b"\xff\xfe",
        b"{}",
        b"[]",
        b"null",
        br#"{"set":{"i1":true}}"#,
        huge.as_bytes(),
        many.as_bytes(),
        &long,
    ] {
        for topic in [
            &*net,
            "",
            "#",
            "backpropd/room1/desk/bp-4f2a91c0/state",
            "homeassistant/status",
        ] {
            outbox.heard(topic, payload, SECOND, 0.5);
        }
    }
    assert_eq!(due(&mut outbox, SECOND), []);
}

#[test]
fn what_the_broker_keeps_can_be_taken_back() {
    let outbox = outbox(false);
    let removal = outbox.removal();
    assert_eq!(leaves(&removal), ["up", "about", "state", "config"]);
    assert!(removal.iter().all(|it| it.payload.is_empty() && it.retain));
    assert_eq!(outbox.will().unwrap().payload, "offline");
}

#[test]
fn nothing_can_be_commanded_through_home_assistant() {
    let config = discovery::config(&desk(), &seen(&machine("xor,and", 10)));
    assert!(!config.contains("command"), "{config}");
    let config: Value = serde_json::from_str(&config).unwrap();
    let components = config["components"].as_object().unwrap();
    assert_eq!(components.len(), 12);
    for (key, component) in components {
        let platform = component["platform"].as_str().unwrap();
        assert!(
            ["sensor", "binary_sensor", "event"].contains(&platform),
            "{key}"
        );
        let id = component["unique_id"].as_str().unwrap();
        assert!(
            id.bytes()
                .all(|it| it.is_ascii_alphanumeric() || b"_-".contains(&it)),
            "{id}"
        );
        assert_ne!(component["entity_category"], "config", "{key}");
    }
}
