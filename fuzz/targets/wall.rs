//! Feeds any bytes as messages from the broker to the teacher's wall, on every topic of a room: it stays within its bounds,
//! shows nothing but numbers and printable text, and the desks that it counts are those that it has.
//!
//! A message is a line: a letter for its topic, a digit for its desk, then the payload.
#![no_main]

use backpropd::classroom::lectern::Lectern;
use backpropd::classroom::name::{ClassLeaf, DeskId, Leaf, class, desk};
use backpropd::classroom::participant::Participant;
use backpropd::classroom::together::lines::Page;
use backpropd::classroom::together::pictures::Painter;
use backpropd::classroom::wall::Wall;
use libfuzzer_sys::fuzz_target;
use std::time::Duration;

const MOST: usize = 3;

fuzz_target!(|lines: &[u8]| {
    let room: backpropd::classroom::name::Room = "room1".parse().expect("a room");
    let mut lectern = Lectern::new(Wall::new(room.clone(), MOST));
    lectern.connected(Duration::ZERO, 0.5);
    lectern.train(7);
    let mut now = Duration::ZERO;
    for line in lines.split(|byte| *byte == b'\n') {
        let [which, number, payload @ ..] = line else { continue };
        now += Duration::from_millis(u64::from(*number) * 10);
        let id = DeskId::of_hash(u64::from(number % 8) << 32);
        let topic = match which {
            b'u' => desk(&room, id, Leaf::Up),
            b'a' => desk(&room, id, Leaf::About),
            b's' => desk(&room, id, Leaf::State),
            b'e' => desk(&room, id, Leaf::Event),
            b'g' => desk(&room, id, Leaf::Grad),
            b'G' => class(&room, ClassLeaf::Goal),
            b'A' => class(&room, ClassLeaf::Ask),
            _ => String::from_utf8_lossy(payload).into_owned(),
        };
        lectern.heard(&topic, payload, now, 0.5);
        while lectern.take(now).is_some() {}
    }
    let wall = lectern.wall();
    let counts = wall.counts(now);
    assert!(counts.desks <= MOST && wall.tiles().count() == counts.desks);
    let shown = serde_json::to_string(&wall.shown(now)).expect("JSON");
    assert!(shown.len() < 64 << 10, "{} bytes", shown.len());
    assert!(!shown.contains("\\u00"), "{shown}");
    // The band of a survey takes a thousand computed pupils, so it is drawn only where the first line asks for it.
    if !lines.starts_with(b"P") {
        return;
    }
    let pictures = Painter::default().paint(wall, lectern.training(), now);
    for line in Page::ALL.iter().flat_map(|page| page.lines(&pictures)) {
        assert!(!line.chars().any(char::is_control), "{line:?}");
    }
});
