//! The trainer learns every truth table that can be learned, keeps its promises meanwhile, and forgets only when
//! asked.

use backpropd::machine;
use backpropd::nn::{Bias, Network222};
use backpropd::snapshot::reason;
use backpropd::survey::{Run, Steps, Summary};
use backpropd::trainer::{Mode, Sample, Settings, State, Trainer, TrainerEvent};
use backpropd::truth_table::TruthTable;
use proptest::prelude::*;

/// Trains every table from this many starts.
fn survey(
    settings: Settings,
    seeds: u32,
    run: fn(Settings, &TruthTable, u32, u64) -> Run,
) -> Summary {
    let tables = TruthTable::all();
    let runs: Vec<_> = tables
        .flat_map(|table| (0..seeds).map(move |seed| run(settings, &table, seed, 200_000)))
        .collect();
    let summary = Summary::of(256, seeds, &runs);
    println!("{summary:?}");
    summary
}

/// The defaults for these, with this tolerance.
fn suiting(bias: Bias, momentum: f64, tolerance: f64) -> Settings {
    Settings {
        tolerance,
        ..Settings::suiting(bias, momentum)
    }
}

#[test]
fn every_table_is_learned_every_time_within_the_expected_steps() {
    for (momentum, tolerance, median, p99) in [
        (0.0, 0.4, 80, 1_300),
        (0.0, 0.2, 110, 1_700),
        (0.9, 0.4, 45, 700),
    ] {
        let summary = survey(suiting(Bias::Trained, momentum, tolerance), 20, Run::of);
        assert_eq!(summary.learned, 256 * 20);
        assert!(summary.steps.median <= median && summary.steps.p99 <= p99);
    }
}

/// Learned weights are large, a bad start for a different table; a person who changes the table must not wait forever.
#[test]
fn a_new_table_is_learned_after_another_one() {
    let summary = survey(Settings::default(), 5, Run::over_another);
    assert_eq!(summary.learned, 256 * 5);
    assert!(summary.steps.median <= 160 && summary.steps.p99 <= 1_900);
    let summary = survey(Settings::suiting(Bias::None, 0.0), 1, Run::over_another);
    assert_eq!((summary.learned, summary.impossible), (224, 32));
}

#[test]
fn without_biases_224_tables_are_learned_and_32_are_reported_at_once() {
    for tolerance in [0.4, 0.2] {
        let summary = survey(suiting(Bias::None, 0.0, tolerance), 5, Run::of);
        assert_eq!((summary.learned, summary.impossible), (224 * 5, 32 * 5));
        assert!(summary.steps.median <= 700 && summary.steps.p99 <= 30_000);
    }
    let settings = Settings::suiting(Bias::None, 0.0);
    let runs = TruthTable::all().map(|table| Run::of(settings, &table, 0, 1));
    let impossible = runs.filter(|run| run.impossible);
    assert!(impossible.map(|run| run.steps).eq([0; 32]));
}

/// How many steps the first rows of a table take, over many starts: the median and the 99th percentile.
fn steps_for_rows(bias: Bias, rows: usize) -> [u64; 2] {
    let mut steps: Vec<_> = TruthTable::all()
        .flat_map(|table| (0..5).map(move |seed| (table, seed)))
        .map(|(table, seed)| {
            let seed = u64::from(table.number()) << 32 | seed;
            let mut trainer = Trainer::new(Settings::suiting(bias, 0.0), seed);
            for sample in table.samples().into_iter().take(rows) {
                trainer.teach(sample);
            }
            while trainer.state() == State::Learning && trainer.steps() < 200_000 {
                trainer.step(None);
            }
            trainer.steps()
        })
        .collect();
    steps.sort_unstable();
    [50, 99].map(|share| steps[steps.len() * share / 100])
}

#[test]
fn a_few_rows_are_learned_faster_than_a_table() {
    for (bias, most) in [
        (Bias::Trained, [60, 150, 300]),
        (Bias::None, [60, 400, 1_500]),
    ] {
        for (rows, most) in [1, 2, 3].into_iter().zip(most) {
            let [median, p99] = steps_for_rows(bias, rows);
            println!("{bias:?}, {rows} rows: {median} / {p99}");
            assert!(p99 <= most);
        }
    }
}

/// At the panel's pace of 100 steps per second, the half-adder taught row by row is learned within a few seconds.
#[test]
fn at_the_panels_pace_the_half_adder_takes_a_few_seconds() {
    let pace = machine::Settings::default().pace.steps_per_second;
    let samples = TruthTable::from_gates("xor,and").unwrap().samples();
    let mut seconds: Vec<_> = (0..500)
        .map(|seed| {
            let mut trainer = Trainer::new(Settings::default(), seed);
            for sample in samples {
                trainer.teach(sample);
                let a_second = (0..pace).take_while(|_| sample != samples[3]);
                a_second.for_each(|_| {
                    trainer.step(None);
                });
            }
            let before = trainer.steps();
            while trainer.state() == State::Learning {
                trainer.step(None);
            }
            (trainer.steps() - before) as f64 / f64::from(pace)
        })
        .collect();
    seconds.sort_by(f64::total_cmp);
    let [p5, median, p95] = [25, 250, 475].map(|rank| seconds[rank]);
    println!("after the fourth row: {p5} s, {median} s, {p95} s (5 %, median, 95 %)");
    assert!((2.0..6.0).contains(&median) && p95 < 20.0);
}

/// What `check` estimates for a tolerance is within a factor of two of what the survey measures.
#[test]
fn the_expected_steps_are_those_of_the_survey() {
    let mut cases = 0;
    for (bias, tolerances) in [
        (Bias::Trained, &[0.4, 0.2, 0.1, 0.05, 0.02][..]),
        (Bias::None, &[0.4, 0.2, 0.1]),
    ] {
        for tolerance in tolerances {
            let settings = suiting(bias, 0.0, *tolerance);
            let Steps { median, p99, .. } = survey(settings, 2, Run::of).steps;
            for (found, expected) in [median, p99]
                .into_iter()
                .zip(settings.expected_steps().unwrap())
            {
                let ratio = found as f64 / expected;
                assert!(
                    (0.5..2.0).contains(&ratio),
                    "{bias:?} {tolerance}: {found}, not {expected}"
                );
                cases += 1;
            }
        }
    }
    println!("{cases} figures");
}

/// The network that a restart gave up: the one before the step, plus the step on the last row.
fn given_up(before: &Network222, settings: &Settings, last: Sample) -> Network222 {
    let (x, t) = (last.input(), last.target());
    let mut network = *before;
    let gradients = network.backward(&x, &network.forward(&x).unwrap(), &t);
    network
        .update(&gradients, settings.learning_rates())
        .unwrap();
    network
}

fn is_on_its_right_side(network: &Network222, sample: &Sample) -> bool {
    let out = network.forward(&sample.input()).unwrap().out_o;
    (0..2).all(|o| (sample.target()[o] - out[o]).abs() < 0.5)
}

#[test]
fn no_table_is_stuck_while_all_rows_are_on_the_right_side() {
    let (mut runs, mut restarts) = (0, 0);
    for bias in Bias::ALL {
        for (learning_rate, tolerance) in [(None, 0.2), (Some(0.5), 0.4), (Some(30.0), 0.05)] {
            let mut settings = suiting(bias, 0.0, tolerance);
            settings.patience = 300;
            settings.learning_rate = learning_rate.unwrap_or(settings.learning_rate);
            for table in TruthTable::all() {
                let samples = table.samples();
                let mut trainer = Trainer::new(settings, table.number().into());
                samples.into_iter().for_each(|sample| trainer.teach(sample));
                for _ in 0..1_000 {
                    let before = *trainer.network();
                    if let Some(TrainerEvent::Restarted { wrong }) = trainer.step(None) {
                        let network = given_up(&before, &settings, samples[3]);
                        let all_right = samples.iter().all(|it| is_on_its_right_side(&network, it));
                        assert!(!all_right, "{table}, {settings:?}");
                        assert_ne!(wrong, [false; 4]);
                        restarts += 1;
                    }
                }
                runs += 1;
            }
        }
    }
    println!("{runs} runs, {restarts} restarts");
    assert!(restarts > 1_000);
}

/// XOR from these weights leads nowhere; without restarts they stay, with them others are drawn.
#[test]
fn what_is_stuck_stays_so_without_restarts_and_is_left_with_them() {
    let run = |restart| {
        let settings = Settings {
            restart,
            ..Settings::default()
        };
        let mut trainer = Trainer::new(settings, 5);
        for sample in TruthTable::from_gates("xor,and").unwrap().samples() {
            trainer.teach(sample);
        }
        for _ in 0..20_000 {
            trainer.step(None);
        }
        (trainer.state(), trainer.restarts() > 0, trainer.steps())
    };
    assert_eq!(run(false), (State::Learning, false, 20_000));
    let (state, has_restarted, steps) = run(true);
    assert_eq!((state, has_restarted), (State::Learned, true));
    assert!(steps < 20_000);
}

/// A row on the right side only needs more time, however much: `patience` never ends such a start.
#[test]
fn a_small_tolerance_is_learned_without_restarts_once_all_rows_are_on_the_right_side() {
    let mut cases = 0;
    for tolerance in [0.1, 0.05, 0.02, 0.01] {
        for gates in ["and,or", "xor,and", "i1,not-i2", "xor,xnor", "true,false"] {
            for seed in 0..3 {
                let settings = Settings {
                    tolerance,
                    ..Settings::default()
                };
                let mut trainer = Trainer::new(settings, seed);
                for sample in TruthTable::from_gates(gates).unwrap().samples() {
                    trainer.teach(sample);
                }
                while trainer.state() == State::Learning {
                    let event = trainer.step(None);
                    if let Some(TrainerEvent::Restarted { wrong }) = event {
                        assert_ne!(wrong, [false; 4], "{gates} at {tolerance}, seed {seed}");
                    }
                    assert!(
                        trainer.steps() < 1_000_000,
                        "{gates} at {tolerance}, seed {seed}"
                    );
                }
                assert_eq!(trainer.state(), State::Learned);
                cases += 1;
            }
        }
    }
    println!("{cases} tables at tolerances down to 0.01");
}

#[test]
fn an_impossible_table_is_trained_for_a_while_then_training_stops() {
    let settings = Settings {
        patience: 500,
        ..Settings::suiting(Bias::None, 0.0)
    };
    let mut trainer = Trainer::new(settings, 1);
    for sample in TruthTable::from_gates("xor,and").unwrap().samples() {
        trainer.teach(sample);
    }
    assert_eq!(trainer.state(), State::Impossible);
    let why = reason(trainer.impossible().unwrap());
    assert!(why.contains("bias = \"trained\""));
    while trainer.is_training() {
        trainer.step(None);
    }
    assert_eq!((trainer.steps(), trainer.restarts()), (500, 0));
    // With a different answer for one row, the table is possible again.
    trainer.teach(Sample {
        x: [false, true],
        t: [false, false],
    });
    assert_ne!(trainer.state(), State::Impossible);
}

/// Teaches a table row by row, each until it is right, and returns how many rows are right at the end.
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
fn replay_keeps_all_four_rows_and_hold_forgets_some() {
    for seed in 0..20 {
        assert_eq!(taught_in_turn(Mode::Replay, seed), 4, "seed {seed}");
        assert!(taught_in_turn(Mode::Hold, seed) < 4, "seed {seed}");
    }
}

/// Something that a person does.
#[derive(Clone, Debug)]
enum Act {
    Teach([bool; 2], [bool; 2]),
    Forget,
    ForgetAll,
    Train(u16),
    Hold([bool; 2], [bool; 2], u16),
}

fn act() -> impl Strategy<Value = Act> {
    let pair = || [any::<bool>(), any::<bool>()];
    prop_oneof![
        4 => (pair(), pair()).prop_map(|(x, t)| Act::Teach(x, t)),
        1 => Just(Act::Forget),
        1 => Just(Act::ForgetAll),
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
                restart: true,
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

/// Counts in a file may be as large as possible.
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
                Act::ForgetAll => trainer.forget_all(),
                Act::Train(steps) => (0..steps).for_each(|_| { trainer.step(None); }),
                Act::Hold(x, t, steps) => (0..steps).for_each(|_| { trainer.step(Some(Sample { x, t })); }),
            }
            check(&trainer)?;
        }
        // And a saved state continues exactly as the running one does.
        let restored = Trainer::restore(settings, &trainer.checkpoint()).unwrap();
        prop_assert_eq!(restored.network(), trainer.network());
        prop_assert_eq!(restored.samples(), trainer.samples());
        check(&restored)?;
    }
}
