//! Feeds any bytes as a message from the broker, on a topic that a desk listens to or any other: a desk sends at most one
//! gradient of finite numbers in answer, and what it says of itself stays the same.
#![no_main]

use backpropd::board::Kind;
use backpropd::classroom::Desk;
use backpropd::classroom::name::{ClassLeaf, DeskId, Leaf, class, desk as topic};
use backpropd::classroom::outbox::Outbox;
use backpropd::classroom::participant::Participant;
use backpropd::machine::{Machine, Settings};
use backpropd::status::Status;
use backpropd::trainer::{self, Trainer};
use backpropd::truth_table::TruthTable;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use std::time::Duration;

fuzz_target!(|message: (u8, &str, &[u8])| {
    let (which, other, payload) = message;
    let room = "room1".parse().expect("a room");
    let id = DeskId::of_hash(0);
    let topic = match which % 4 {
        0 => class(&room, ClassLeaf::Net),
        1 => topic(&room, id, Leaf::Up),
        2 => "homeassistant/status".into(),
        _ => other.into(),
    };
    let (boot, seat) = (0, None);
    let desk = Desk {
        room,
        id,
        boot,
        seat,
    };
    let mut outbox = Outbox::new(desk, Duration::from_secs(1), true);
    let mut trainer = Trainer::new(trainer::Settings::default(), 8);
    for sample in TruthTable::from_gates("xor,and").expect("gates").samples() {
        trainer.teach(sample);
    }
    let machine = Machine::new(Settings::default(), trainer);
    outbox.see(Status::of(&machine, Kind::Sim, Duration::ZERO));
    let now = Duration::from_secs(60);
    let said: Vec<_> = std::iter::from_fn(|| outbox.take(now)).collect();
    assert_eq!(said.len(), 4);

    outbox.heard(&topic, payload, now, 0.5);
    let later = now + Duration::from_secs(20);
    let mut answers: Vec<_> = std::iter::from_fn(|| outbox.take(later)).collect();
    let is_grad = |message: &backpropd::classroom::Message| message.topic.ends_with("/grad");
    if let Some(at) = answers.iter().position(is_grad) {
        let grad: Value = serde_json::from_str(&answers.remove(at).payload).expect("JSON");
        let numbers = grad["g"].as_array().expect("numbers");
        assert!(numbers.len() == 12 && numbers.iter().all(Value::is_f64));
    }
    for answer in answers {
        assert!(said.contains(&answer), "{answer:?}");
    }
});
