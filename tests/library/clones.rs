//! One state file on many boards, as in a class that works with copies of one SD card: from then on, each board draws
//! different weights; what was learned stays, and every recording replays.

use backpropd::host::identity::Identity;
use backpropd::machine::{self, Machine};
use backpropd::panel::{Input, Levels};
use backpropd::recording::{Recording, Start, Writer};
use backpropd::store::{Disk, State, Store};
use backpropd::trainer::{self, Checkpoint, Trainer};
use backpropd::truth_table::TruthTable;
use std::fs;

/// The board of this number in the class.
fn board(number: u32) -> Option<Identity> {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("sys/firmware/devicetree/base");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("serial-number"), serial(number)).unwrap();
    Identity::of_computer(root.path())
}

fn serial(number: u32) -> String {
    format!("10000000c0ffe{number:03x}\0")
}

fn settings() -> trainer::Settings {
    trainer::Settings::default()
}

/// A state in which the half-adder is learned, saved on this board.
fn learned_on(board: Option<Identity>) -> State {
    let mut trainer = Trainer::new(settings(), 8);
    for sample in TruthTable::from_gates("xor,and").unwrap().samples() {
        trainer.teach(sample);
    }
    while trainer.state() == trainer::State::Learning {
        trainer.step(None);
    }
    let mut state = State::of(&trainer);
    state.board = board;
    state
}

/// The contents of a state file, written to disk and read back.
fn written(state: &State) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.json");
    Store::new(Disk, path.clone()).save(state).unwrap();
    fs::read_to_string(path).unwrap()
}

/// Runs a daemon on this board with a copy of this file and presses `forget`: returns the state it has saved at the
/// end, and the recording.
fn life(copy: &str, board: Option<Identity>) -> (State, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.json");
    fs::write(&path, copy).unwrap();
    let mut store = Store::new(Disk, path);
    let mut state = store.load().unwrap().state.unwrap();
    state.move_to(board);
    store.set_board(state.board);
    let trainer = state.trainer(settings()).unwrap();
    assert_eq!(
        trainer.checkpoint().weights,
        learned_on(None).learned.weights
    );
    assert_eq!(trainer.samples().iter().count(), 4);

    let start = Start::new(machine::Settings::default(), &trainer);
    let mut recording = Writer::header(&start);
    let mut writer = Writer::default();
    let mut machine = Machine::new(machine::Settings::default(), trainer);
    let mut levels = Levels::default();
    for scan in 0..100 {
        levels.set(Input::Forget, (20..40).contains(&scan));
        writer.levels(scan, levels, &mut recording);
        machine.scan(levels, &mut |_| {});
    }
    writer.end(100, &mut recording);
    store.save(&State::of(machine.trainer())).unwrap();
    (store.load().unwrap().state.unwrap(), recording)
}

fn drawn(copy: &str, board: Option<Identity>) -> Checkpoint {
    life(copy, board).0.learned
}

/// The states that a class may start with: saved on one of its boards, on a different board, or without a known board,
/// as in files of earlier versions.
fn copies() -> [String; 3] {
    [board(1), board(999), None].map(|board| written(&learned_on(board)))
}

#[test]
fn thirty_copies_of_one_state_draw_thirty_different_weights() {
    for copy in copies() {
        let mut weights: Vec<_> = (0..30)
            .map(|number| format!("{:?}", drawn(&copy, board(number)).weights))
            .collect();
        weights.sort();
        weights.dedup();
        assert_eq!(weights.len(), 30);
    }
    println!("30 boards, 3 states");
}

#[test]
fn on_the_same_or_an_unknown_board_nothing_changes() {
    let [own, _, unknown] = copies();
    let was = drawn(&own, board(1));
    assert_eq!(drawn(&own, None), was, "where the board cannot be told");
    assert_eq!(drawn(&unknown, None), was);
    assert_ne!(drawn(&own, board(2)), was);
    // Once the file holds this board's hash, nothing is reseeded at the next start.
    let (saved, _) = life(&unknown, board(2));
    assert_eq!(saved.board, board(2));
    let mut again = State::read(saved.text().as_bytes()).unwrap();
    assert!(!again.move_to(board(2)));
    assert_eq!(again, saved);
    // If the board is unknown, the hash in the file stays.
    assert_eq!(life(&own, None).0.board, board(1));
}

#[test]
fn a_recording_on_another_board_replays_anywhere() {
    for copy in copies() {
        for number in 0..3 {
            let (saved, recording) = life(&copy, board(number));
            let replayed = Recording::parse(&recording).unwrap();
            let machine = replayed.replay(&mut |_, _| {}).unwrap();
            assert_eq!(machine.trainer().checkpoint(), saved.learned);
            let serial = serial(number);
            let serial = serial.trim_end_matches('\0');
            assert!(!recording.contains(serial) && !saved.text().contains(serial));
        }
    }
}

/// A file of today's version may hold no board.
#[test]
fn a_file_without_a_board_can_be_read() {
    let text = written(&learned_on(None));
    assert!(!text.contains("board"));
    assert!(State::read(text.as_bytes()).unwrap().board.is_none());
}
