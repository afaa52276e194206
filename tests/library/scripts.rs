//! Scripts of what a person does at the panel, played against the real loop on the simulated board, in virtual time.
//!
//! `tests/scripts/*.txt` have one action per line (`#` starts a comment; times are in ms):
//!
//! ```text
//! settings mode=hold teach=absent seed=3      before anything else; see `Setup`
//! set i1 on | off         flip a switch, press or release a button
//! show 01                 set i1 i2
//! teach 01 -> 10          set all four switches and press teach
//! press forget 2500       press a button for this long
//! chatter t1 500          a contact that opens and closes at every scan for this long
//! wait 500                let time pass
//! wait learned            let time pass until the state is this (at most ten minutes)
//! expect leds 10          o1 and o2, as the board shows them
//! expect status on | off  the status LED, as the board shows it
//! expect state learned
//! expect samples 2
//! expect restarts 0       or `expect restarts some`
//! expect row 01 right     or `wrong`, or `untaught`
//! expect warning teach    the only warning starts with this word; or `expect warning none`
//! ```

use backpropd::board::{SimBoard, SimPanel};
use backpropd::daemon::{self, Observer, VirtualTime};
use backpropd::machine::{self, Event, Machine};
use backpropd::nn::Bias;
use backpropd::panel::{Input, LedPattern};
use backpropd::script::{self, Action, Script};
use backpropd::trainer::{self, Mode, Sample, State, Trainer};
use std::collections::VecDeque;
use std::fs;
use std::ops::ControlFlow;
use std::time::Duration;

const MAX_WAIT: Duration = Duration::from_secs(600);

/// A line of a script: an action, or a condition that must hold then.
enum Line {
    Do(Vec<Action>),
    Expect(Vec<String>),
}

struct Setup {
    machine: machine::Settings,
    trainer: trainer::Settings,
    seed: u64,
}

fn pair(word: &str) -> [bool; 2] {
    match word {
        "00" => [false, false],
        "01" => [false, true],
        "10" => [true, false],
        "11" => [true, true],
        other => panic!("'{other}' is not two digits 0 or 1"),
    }
}

fn state(word: &str) -> State {
    match word {
        "idle" => State::Idle,
        "learning" => State::Learning,
        "learned" => State::Learned,
        "impossible" => State::Impossible,
        other => panic!("'{other}' is not a state"),
    }
}

fn input(word: &str) -> Input {
    let named = Input::ALL.into_iter().find(|input| input.name() == word);
    named.unwrap_or_else(|| panic!("'{word}' is not an input"))
}

fn ms(word: &str) -> Duration {
    Duration::from_millis(
        word.parse()
            .unwrap_or_else(|_| panic!("'{word}' is not a time in ms")),
    )
}

fn parse(line: &str, setup: &mut Setup) -> Line {
    let words: Vec<_> = line.split_whitespace().collect();
    Line::Do(match words[..] {
        ["settings", ..] => {
            words[1..].iter().for_each(|word| configure(word, setup));
            vec![]
        }
        ["set", part, "on"] => vec![Action::Set(input(part), true)],
        ["set", part, "off"] => vec![Action::Set(input(part), false)],
        ["show", x] => script::show(pair(x)).to_vec(),
        ["teach", x, "->", t] => script::teach(Sample {
            x: pair(x),
            t: pair(t),
        }),
        ["press", button, time] => script::press(input(button), ms(time)).to_vec(),
        ["chatter", part, time] => {
            let scan = Duration::from_secs(1) / setup.machine.pace.scan_hz;
            let flips = ms(time).as_nanos() / scan.as_nanos();
            (0..flips)
                .flat_map(|flip| [Action::Set(input(part), flip % 2 == 0), Action::Wait(scan)])
                .collect()
        }
        ["wait", word] if word.parse::<u64>().is_ok() => vec![Action::Wait(ms(word))],
        ["wait", word] => vec![Action::WaitFor(state(word))],
        ["expect", ..] => {
            return Line::Expect(words[1..].iter().map(|word| word.to_string()).collect());
        }
        _ => panic!("'{line}' is not an action"),
    })
}

fn configure(word: &str, setup: &mut Setup) {
    let (key, value) = word.split_once('=').expect("key=value");
    match (key, value) {
        ("bias", "none") => setup.trainer = trainer::Settings::suiting(Bias::None, 0.0),
        ("mode", "hold") => setup.trainer.mode = Mode::Hold,
        ("teach", "absent") => setup.machine.panel.has_teach = false,
        ("seed", seed) => setup.seed = seed.parse().unwrap(),
        ("steps_per_second", steps) => {
            setup.machine.pace.steps_per_second = steps.parse().unwrap();
        }
        ("scan_hz", hz) => setup.machine.pace.scan_hz = hz.parse().unwrap(),
        ("debounce", time) => setup.machine.panel.debounce = ms(time),
        ("settle", time) => setup.machine.panel.settle = ms(time),
        _ => panic!("'{word}' is not a setting"),
    }
}

fn check(words: &[String], machine: &Machine, panel: &SimPanel) {
    let words: Vec<_> = words.iter().map(String::as_str).collect();
    let snapshot = machine.snapshot();
    let leds = panel.leds();
    match words[..] {
        ["leds", pattern] => assert_eq!([leds.o1, leds.o2], pair(pattern), "{snapshot:?}"),
        ["status", word] => assert_eq!(leds.status, word == "on"),
        ["state", word] => assert_eq!(snapshot.state, state(word)),
        ["samples", count] => {
            let taught = snapshot
                .rows
                .iter()
                .filter(|row| row.target.is_some())
                .count();
            assert_eq!(taught.to_string(), count);
        }
        ["restarts", "some"] => assert!(snapshot.restarts > 0),
        ["restarts", count] => assert_eq!(snapshot.restarts.to_string(), count),
        ["warning", word] => {
            let warnings: Vec<_> = machine.warnings().iter().map(|it| it.to_string()).collect();
            match (&warnings[..], word) {
                ([], "none") => {}
                ([warning], part) if warning.starts_with(&format!("{part} ")) => {}
                _ => panic!("{warnings:?}"),
            }
        }
        ["row", x, word] => {
            let row = snapshot
                .rows
                .iter()
                .find(|row| row.x == pair(x).map(u8::from))
                .unwrap();
            let verdict = match (row.target, row.right) {
                (None, _) => "untaught",
                (_, true) => "right",
                (_, false) => "wrong",
            };
            assert_eq!(verdict, word, "{row:?}");
        }
        _ => panic!("'{words:?}' is nothing to expect"),
    }
}

/// The person at the panel, following the script.
struct Player {
    file: &'static str,
    panel: SimPanel,
    lines: VecDeque<(usize, Line)>,
    script: Option<Script>,
    began: Duration,
}

impl Observer for Player {
    fn event(&mut self, event: Event) {
        println!("    {event}"); // shown when something fails
    }

    fn scanned(&mut self, now: Duration, machine: &Machine) -> ControlFlow<()> {
        while let Some((number, line)) = self.lines.front() {
            match line {
                Line::Expect(words) => {
                    println!("{}:{number}: expect {}", self.file, words.join(" "));
                    check(words, machine, &self.panel);
                }
                Line::Do(actions) => {
                    let script = self.script.get_or_insert_with(|| {
                        println!("{}:{number}: {actions:?}", self.file);
                        self.began = now;
                        Script::new(self.panel.clone(), actions.iter().copied())
                    });
                    script.play(machine);
                    if !script.is_over() {
                        let waited = now - self.began;
                        assert!(waited < MAX_WAIT, "in vain: {}", machine.summary());
                        return ControlFlow::Continue(());
                    }
                    self.script = None;
                }
            }
            self.lines.pop_front();
        }
        ControlFlow::Break(())
    }
}

fn play(file: &'static str) {
    let text = fs::read_to_string(format!("tests/scripts/{file}")).unwrap();
    let mut setup = Setup {
        machine: machine::Settings::default(),
        trainer: trainer::Settings::default(),
        seed: 1,
    };
    let mut lines = VecDeque::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.split('#').next().unwrap_or_default().trim();
        if !line.is_empty() {
            lines.push_back((number + 1, parse(line, &mut setup)));
        }
    }
    assert!(
        lines
            .iter()
            .any(|(_, line)| matches!(line, Line::Expect(_)))
    );

    let mut board = SimBoard::default();
    let panel = board.panel();
    let mut machine = Machine::new(setup.machine, Trainer::new(setup.trainer, setup.seed));
    let mut player = Player {
        file,
        panel: panel.clone(),
        lines,
        script: None,
        began: Duration::ZERO,
    };
    let mut time = VirtualTime::new(setup.machine.pace.scan_hz);
    daemon::run(&mut board, &mut machine, &mut time, &mut player).unwrap();
    assert_eq!(
        panel.leds(),
        LedPattern::DARK,
        "the loop ends with its LEDs off"
    );
}

macro_rules! scripts {
    ($($name:ident)*) => {$(
        #[test]
        fn $name() {
            play(concat!(stringify!($name), ".txt"));
        }
    )*};
}

scripts! {
    half_adder
    teach_again
    forget
    without_teach_button
    chatter
    stuck_button
    hold
    hold_forgets
    hold_start
    replay_keeps
    impossible
    status
    start
}

#[test]
fn every_script_is_played() {
    let mut scripts: Vec<_> = fs::read_dir("tests/scripts")
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_owned())
        .collect();
    scripts.sort();
    let source = include_str!("scripts.rs");
    for script in &scripts {
        assert!(
            source.contains(&format!("\n    {}\n", script.display())),
            "{script:?}"
        );
    }
}
