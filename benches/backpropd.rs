//! Times what happens at every scan, and what happens now and then: `cargo bench`. The step is in `core/benches`.
//!
//! Use it to compare two versions on one machine; nothing here is asserted.

use backpropd::board::{Board, SimBoard};
use backpropd::machine::{self, Machine};
use backpropd::survey::Run;
use backpropd::trainer::{self, Checkpoint, State, Trainer};
use backpropd::truth_table::TruthTable;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// The half-adder.
fn table() -> TruthTable {
    TruthTable::from_gates("xor,and").expect("both are gates")
}

fn trainer(settings: trainer::Settings) -> Trainer {
    let mut trainer = Trainer::new(settings, 1);
    for sample in table().samples() {
        trainer.teach(sample);
    }
    trainer
}

/// One scan as the daemon makes it: read, debounce, train one step, set the LEDs, read the status.
#[divan::bench(args = [State::Idle, State::Learning, State::Learned])]
fn scan(bencher: Bencher, state: State) {
    let tolerance = match state {
        State::Learning => 1e-9, // never reached
        _ => trainer::Settings::default().tolerance,
    };
    let settings = trainer::Settings {
        tolerance,
        ..trainer::Settings::default()
    };
    let mut trainer = match state {
        State::Idle => Trainer::new(settings, 1),
        _ => self::trainer(settings),
    };
    while state == State::Learned && trainer.state() != State::Learned {
        trainer.step(None);
    }
    let (mut board, mut machine) = (
        SimBoard::default(),
        Machine::new(machine::Settings::default(), trainer),
    );
    assert_eq!(machine.trainer().state(), state);
    bencher.bench_local(|| {
        let leds = machine.scan(board.read()?, &mut |event| {
            black_box(event);
        });
        board.write(leds)?;
        Ok::<_, backpropd::board::Error>(machine.summary())
    });
}

/// Trains a table from random weights until it is learned, as `backpropd survey` does thousands of times.
#[divan::bench]
fn survey_run() -> Run {
    Run::of(
        trainer::Settings::default(),
        black_box(&table()),
        black_box(0),
        200_000,
    )
}

/// The trainer's state as JSON text.
#[divan::bench]
fn checkpoint_encode(bencher: Bencher) {
    let trainer = trainer(trainer::Settings::default());
    bencher.bench_local(|| serde_json::to_string(&black_box(&trainer).checkpoint()));
}

/// From JSON text to a trainer that continues.
#[divan::bench]
fn checkpoint_decode(bencher: Bencher) {
    let settings = trainer::Settings::default();
    let text = serde_json::to_string(&trainer(settings).checkpoint()).expect("it is plain data");
    bencher.bench_local(|| {
        let checkpoint: Checkpoint = serde_json::from_str(black_box(&text))?;
        Ok::<_, serde_json::Error>(Trainer::restore(settings, &checkpoint).is_ok())
    });
}
