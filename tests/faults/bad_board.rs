//! The real loop on a board with constant faults, under random flips, in virtual time.

use super::fault_board::{Clock, FaultBoard, Injected, Rates};
use super::log_lines;
use backpropd::board::{SimBoard, SimPanel};
use backpropd::daemon::log_limit::LogLimit;
use backpropd::daemon::{self, Observer, Time};
use backpropd::machine::{self, Event, Machine, Pace};
use backpropd::nn::Bias;
use backpropd::panel::{self, Input, LedPattern, Show};
use backpropd::trainer::{self, Mode, Trainer};
use oorandom::Rand32;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

const RUNS: u64 = 2000;

/// After this long, the loop gives up on a board that it cannot read.
const READ_TIMEOUT: Duration = Duration::from_secs(1);

/// Flips anything at any time, and checks that the promises hold.
struct RandomFlips {
    random: Rand32,
    panel: SimPanel,
    scans: u64,
}

impl Observer for RandomFlips {
    fn event(&mut self, _: Event) {}

    fn scanned(&mut self, _: Duration, machine: &Machine) -> ControlFlow<()> {
        if self.random.rand_float() < 0.02 {
            let input = Input::ALL[self.random.rand_range(0..6) as usize];
            self.panel.set(input, self.random.rand_float() < 0.5);
        }
        assert!(machine.trainer().samples().iter().count() <= 4);
        let network = machine.trainer().network();
        let (weights, biases) = (network.weights(), network.biases());
        assert!(
            weights
                .iter()
                .chain(&biases)
                .all(|number| number.is_finite())
        );
        self.scans -= 1;
        if self.scans == 0 {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }
}

fn one_of<T: Copy>(random: &mut Rand32, all: &[T]) -> T {
    all[random.rand_range(0..all.len() as u32) as usize]
}

/// A machine with any settings that a config allows.
fn machine(random: &mut Rand32, seed: u64) -> (u32, Machine) {
    let scan_hz = one_of(random, &[10, 50, 100, 1000]);
    let settings = machine::Settings {
        panel: panel::Settings {
            debounce: Duration::from_millis(one_of(random, &[0, 20, 50])),
            settle: Duration::from_millis(one_of(random, &[100, 1500])),
            has_teach: random.rand_float() < 0.7,
        },
        pace: Pace {
            scan_hz,
            steps_per_second: one_of(random, &[1, 100, 1000]),
        },
        threshold: 0.5,
        show: one_of(random, &Show::ALL),
    };
    let trainer = trainer::Settings {
        bias: one_of(random, &[Bias::None, Bias::Fixed, Bias::Trained]),
        learning_rate: one_of(random, &[0.5, 4.0, 100.0]),
        momentum: one_of(random, &[0.0, 0.9, 0.999]),
        init_range: one_of(random, &[2.0, 100.0]),
        mode: one_of(random, &[Mode::Replay, Mode::Hold]),
        ..trainer::Settings::default()
    };
    (scan_hz, Machine::new(settings, Trainer::new(trainer, seed)))
}

/// One run; returns the faults that occurred, and whether the loop ended by itself.
fn run(seed: u64) -> (Injected, bool) {
    log_lines::take();
    let mut random = Rand32::new(seed);
    let (scan_hz, mut machine) = machine(&mut random, seed);
    let mut clock = Clock::new(scan_hz);
    let rates = Rates {
        read_errors: one_of(&mut random, &[0.0, 0.001, 0.01, 0.3]),
        write_errors: one_of(&mut random, &[0.0, 0.001, 0.1, 1.0]),
        stuck: one_of(&mut random, &[0.0, 0.001]),
        chatter: one_of(&mut random, &[0.0, 0.001, 0.01]),
        slow: one_of(&mut random, &[0.0, 0.001]),
        panics: one_of(&mut random, &[0.0, 0.0, 0.0, 0.0001]),
    };
    let board = SimBoard::default();
    let panel = board.panel();
    let mut board = FaultBoard::new(board, rates, seed, &clock);
    let mut flips = RandomFlips {
        panel: panel.clone(),
        scans: random.rand_range(100..6000).into(),
        random,
    };

    let began_by_itself = |board: &FaultBoard<SimBoard>| board.injected().safe_errors == 1;
    let result = catch_unwind(AssertUnwindSafe(|| {
        daemon::run(&mut board, &mut machine, &mut clock, &mut flips)
    }));
    let injected = board.injected();
    assert_eq!(panel.leds(), LedPattern::DARK, "seed {seed}: {injected}");

    let ended_as_it_should = match &result {
        Err(_) => injected.panics == 1,
        // It could not read for a second, or could not even turn the LEDs off at the start.
        Ok(Err(_)) => {
            board.outage() >= READ_TIMEOUT || (machine.scans() == 0 && began_by_itself(&board))
        }
        Ok(Ok(())) => injected.panics == 0 && flips.scans == 0,
    };
    assert!(
        ended_as_it_should,
        "seed {seed}: {injected}: {:?}",
        result.map(|it| it.map_err(|it| it.to_string()))
    );

    let lines = log_lines::take();
    let minutes = clock.now().as_secs() / 60;
    let most = u64::from(LogLimit::FREE) + minutes + 1;
    assert!(
        lines.len() as u64 <= most,
        "seed {seed}: {} lines",
        lines.len()
    );
    if injected.read_errors > 0 {
        let line = "the switches cannot be read, trying again: /dev/gpiomem";
        assert!(
            lines.iter().any(|logged| logged.starts_with(line)),
            "seed {seed}: {lines:?}"
        );
    }
    (injected, matches!(result, Ok(Ok(()))))
}

#[test]
fn with_any_board_faults_the_leds_are_off_at_the_end() {
    let (mut all, mut ended_well) = (Injected::default(), 0);
    for seed in 0..RUNS {
        let (injected, well) = run(seed);
        all += injected;
        ended_well += u64::from(well);
    }
    println!("{RUNS} runs, {ended_well} to their end; injected: {all}; lit afterwards: 0");
    // Each way to end occurred, and often.
    assert!(
        ended_well > RUNS / 4 && ended_well < RUNS * 3 / 4,
        "{ended_well}"
    );
    assert!(all.panics > 50 && all.safe_errors > 50, "{all}");
}

/// A fault is logged when it starts and when it ends, not at every scan.
#[test]
fn a_fault_is_logged_once() {
    log_lines::take();
    let mut clock = Clock::new(100);
    let rates = Rates {
        write_errors: 0.01,
        ..Rates::default()
    };
    let board = SimBoard::default();
    let panel = board.panel();
    let mut board = FaultBoard::new(board, rates, 1, &clock);
    let trainer = Trainer::new(trainer::Settings::default(), 1);
    let mut machine = Machine::new(machine::Settings::default(), trainer);
    let mut flips = RandomFlips {
        random: Rand32::new(1),
        panel,
        scans: 10_000,
    };
    daemon::run(&mut board, &mut machine, &mut clock, &mut flips).unwrap();
    let lines = log_lines::take();
    let injected = board.injected();
    assert!(
        injected.write_errors > 1000 && lines.len() >= 10,
        "{injected}: {lines:?}"
    );
    for (number, line) in lines.iter().enumerate() {
        let expected = [
            "cannot set the LEDs, which may be showing stale values: /dev/gpiomem",
            "the LEDs can be set again",
        ];
        assert!(line.starts_with(expected[number % 2]), "{lines:?}");
    }
}
