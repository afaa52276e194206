//! It learns every truth table that can be learned, keeps what it promises meanwhile, and forgets only when asked.

use backpropd::nn::Bias;
use backpropd::survey::{Run, Summary};
use backpropd::trainer::{Mode, Sample, Settings, State, Trainer, TrainerEvent};
use backpropd::truth_table::TruthTable;
use proptest::prelude::*;

/// Runs of every table, with the shipped settings but these.
fn survey(settings: Settings, seeds: u32, limit: u64) -> Summary {
    let tables = TruthTable::all();
    let runs: Vec<_> = tables
        .flat_map(|table| (0..seeds).map(move |seed| Run::of(settings, &table, seed, limit)))
        .collect();
    Summary::of(256, seeds, &runs)
}

#[test]
fn every_table_is_learned_every_time_and_soon() {
    let settings = Settings {
        tolerance: 0.4,
        ..Settings::default()
    };
    let summary = survey(settings, 5, 200_000);
    assert_eq!(summary.learned, 256 * 5);
    assert!(
        summary.steps.median <= 250 && summary.steps.p99 <= 5_000,
        "{summary:?}"
    );
}

#[test]
fn with_momentum_sooner() {
    let settings = Settings {
        tolerance: 0.4,
        learning_rate: 1.5,
        momentum: 0.9,
        ..Settings::default()
    };
    let summary = survey(settings, 5, 200_000);
    assert_eq!(summary.learned, 256 * 5);
    assert!(
        summary.steps.median <= 100 && summary.steps.p99 <= 2_000,
        "{summary:?}"
    );
}

#[test]
fn at_the_shipped_tolerance_too() {
    let summary = survey(Settings::default(), 3, 200_000);
    assert_eq!(summary.learned, 256 * 3);
}

/// Learned weights are large, a bad start for something else: a person who changes the table must not wait for ever.
#[test]
fn another_table_is_learned_over_a_learned_one() {
    let tables: Vec<_> = TruthTable::all().collect();
    let mut relearning = Vec::new();
    for (number, first) in tables.iter().enumerate() {
        for start in 0..5 {
            let second = &tables[(37 * number + 101 * start + 13) % tables.len()];
            let mut trainer = Trainer::new(Settings::default(), (1000 * number + start) as u64);
            let mut steps = 0;
            for table in [first, second] {
                let before = trainer.steps();
                for sample in table.samples() {
                    trainer.teach(sample);
                }
                while trainer.state() == State::Learning {
                    trainer.step(None);
                    assert!(trainer.steps() - before < 50_000, "{first}, then {second}");
                }
                steps = trainer.steps() - before;
            }
            relearning.push(steps);
        }
    }
    relearning.sort_unstable();
    let [median, p99] = [50, 99].map(|share| relearning[relearning.len() * share / 100]);
    println!("steps to learn another table: median {median}, 99 % within {p99}");
    assert!(p99 <= 5_000);
}

#[test]
fn without_biases_the_32_are_named_at_once() {
    let settings = Settings {
        bias: Bias::None,
        ..Settings::default()
    };
    let summary = survey(settings, 2, 1_000);
    assert_eq!(summary.impossible, 32 * 2);
    for table in TruthTable::all() {
        let run = Run::of(settings, &table, 0, 1_000);
        assert!(
            !run.impossible || run.steps == 0,
            "{table}: named after {} steps",
            run.steps
        );
    }
}

#[test]
fn an_impossible_table_is_trained_for_a_while_and_then_rests() {
    let settings = Settings {
        bias: Bias::None,
        patience: 500,
        ..Settings::default()
    };
    let mut trainer = Trainer::new(settings, 1);
    for sample in TruthTable::from_gates("xor,and").unwrap().samples() {
        trainer.teach(sample);
    }
    assert_eq!(trainer.state(), State::Impossible);
    assert!(
        trainer
            .impossible()
            .unwrap()
            .to_string()
            .contains("bias = \"trained\"")
    );
    while trainer.is_training() {
        trainer.step(None);
    }
    assert_eq!((trainer.steps(), trainer.restarts()), (500, 0));
    // Another answer for one row, and all is possible again.
    trainer.teach(Sample {
        x: [false, true],
        t: [false, false],
    });
    assert_ne!(trainer.state(), State::Impossible);
}

/// Learns a table row by row, each until it is right, and says how many rows are right at the end.
fn taught_in_turn(mode: Mode, seed: u64) -> usize {
    let settings = Settings {
        mode,
        ..Settings::default()
    };
    let mut trainer = Trainer::new(settings, seed);
    let samples = TruthTable::from_gates("xor,and").unwrap().samples();
    for sample in samples {
        trainer.teach(sample);
        for _ in 0..20_000 {
            if trainer.is_right(sample) && (mode == Mode::Hold || trainer.state() == State::Learned)
            {
                break;
            }
            trainer.step(Some(sample));
        }
        assert!(trainer.is_right(sample));
    }
    samples
        .iter()
        .filter(|sample| trainer.is_right(**sample))
        .count()
}

#[test]
fn replay_keeps_all_four_rows_and_hold_loses_some() {
    for seed in 0..20 {
        assert_eq!(taught_in_turn(Mode::Replay, seed), 4, "seed {seed}");
        assert!(taught_in_turn(Mode::Hold, seed) < 4, "seed {seed}");
    }
}

/// Something a person does.
#[derive(Clone, Debug)]
enum Act {
    Teach([bool; 2], [bool; 2]),
    Forget,
    ForgetSamples,
    Train(u16),
    Hold([bool; 2], [bool; 2], u16),
}

fn act() -> impl Strategy<Value = Act> {
    let pair = || [any::<bool>(), any::<bool>()];
    prop_oneof![
        4 => (pair(), pair()).prop_map(|(x, t)| Act::Teach(x, t)),
        1 => Just(Act::Forget),
        1 => Just(Act::ForgetSamples),
        4 => (0_u16..500).prop_map(Act::Train),
        2 => (pair(), pair(), 0_u16..200).prop_map(|(x, t, steps)| Act::Hold(x, t, steps)),
    ]
}

fn settings() -> impl Strategy<Value = Settings> {
    let bias = prop_oneof![Just(Bias::None), Just(Bias::Fixed), Just(Bias::Trained)];
    let mode = prop_oneof![Just(Mode::Replay), Just(Mode::Hold)];
    let momentum = prop_oneof![Just(0.0), 0.0..0.99];
    (
        bias,
        mode,
        momentum,
        1e-3..100.0,
        1e-3..100.0,
        0.01..0.49,
        100_u64..2000,
    )
        .prop_map(
            |(bias, mode, momentum, learning_rate, init_range, tolerance, patience)| Settings {
                bias,
                learning_rate,
                momentum,
                init_range,
                mode,
                tolerance,
                patience,
            },
        )
}

fn check(trainer: &Trainer) -> Result<(), TestCaseError> {
    let network = trainer.network();
    prop_assert!(network.weights().iter().all(|weight| weight.is_finite()));
    prop_assert!(network.biases().iter().all(|bias| bias.is_finite()));
    let samples: Vec<_> = trainer.samples().iter().collect();
    prop_assert!(samples.len() <= 4);
    let all_right = samples.iter().all(|sample| trainer.is_right(*sample));
    match trainer.state() {
        State::Idle => prop_assert!(samples.is_empty()),
        State::Learned => prop_assert!(!samples.is_empty() && all_right),
        State::Learning => prop_assert!(!samples.is_empty()),
        State::Impossible => prop_assert!(trainer.impossible().is_some()),
    }
    Ok(())
}

/// Counts that a file brings may be as large as they get.
#[test]
fn counts_do_not_overflow() {
    let mut checkpoint = Trainer::new(Settings::default(), 1).checkpoint();
    (checkpoint.steps, checkpoint.restarts) = (u64::MAX, u64::MAX);
    let mut trainer = Trainer::restore(Settings::default(), &checkpoint).unwrap();
    for sample in TruthTable::from_gates("xor,xnor").unwrap().samples() {
        trainer.teach(sample);
    }
    let network = *trainer.network();
    let restarted =
        (0..100_000).any(|_| matches!(trainer.step(None), Some(TrainerEvent::Restarted { .. })));
    assert!(restarted && *trainer.network() != network);
    assert_eq!((trainer.steps(), trainer.restarts()), (u64::MAX, u64::MAX));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..Default::default() })]

    /// Any sequence of teaching, forgetting and training, under any settings, keeps the trainer's promises.
    #[test]
    fn whatever_a_person_does(settings in settings(), seed: u64, acts in prop::collection::vec(act(), 0..30)) {
        let mut trainer = Trainer::new(settings, seed);
        for act in acts {
            match act {
                Act::Teach(x, t) => trainer.teach(Sample { x, t }),
                Act::Forget => trainer.forget(),
                Act::ForgetSamples => trainer.forget_samples(),
                Act::Train(steps) => (0..steps).for_each(|_| { trainer.step(None); }),
                Act::Hold(x, t, steps) => (0..steps).for_each(|_| { trainer.step(Some(Sample { x, t })); }),
            }
            check(&trainer)?;
        }
        // And what was saved goes on as what was running would have begun anew.
        let restored = Trainer::restore(settings, &trainer.checkpoint()).unwrap();
        prop_assert_eq!(restored.network(), trainer.network());
        prop_assert_eq!(restored.samples(), trainer.samples());
        check(&restored)?;
    }
}
