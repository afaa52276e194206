//! A short press of `forget` draws new weights and keeps the samples. Held for two seconds, it forgets everything,
//! whatever else happens at the panel meanwhile.

use backpropd::machine::{self, Event, Machine};
use backpropd::nn::Bias;
use backpropd::panel::{Input, Levels};
use backpropd::trainer::{self, Mode, State, Trainer};
use backpropd::truth_table::TruthTable;

/// What else happens while `forget` is held.
#[derive(Clone, Copy, Debug)]
enum Meanwhile {
    Nothing,
    /// `teach` is pressed and released.
    Teach,
    /// `teach` is pressed and stays down.
    HoldTeach,
    /// All four switches are flipped.
    Flip,
    /// The contact of `forget` opens for less than the debounce time.
    Bounce,
}

const MEANWHILE: [Meanwhile; 5] = [
    Meanwhile::Nothing,
    Meanwhile::Teach,
    Meanwhile::HoldTeach,
    Meanwhile::Flip,
    Meanwhile::Bounce,
];

/// A machine and its switches; a scan takes 10 ms.
struct Panel {
    machine: Machine,
    levels: Levels,
    events: Vec<Event>,
}

impl Panel {
    /// A panel at which a table was taught a while ago.
    fn taught(settings: machine::Settings, trainer: trainer::Settings, seed: u64) -> Self {
        let mut panel = Self {
            machine: Machine::new(settings, Trainer::new(trainer, seed)),
            levels: Levels::default(),
            events: Vec::new(),
        };
        panel.scans(10);
        for sample in TruthTable::from_gates("xor,and").unwrap().samples() {
            let [x, t] = [sample.x, sample.t];
            for (input, level) in Input::SWITCHES.into_iter().zip([x[0], x[1], t[0], t[1]]) {
                panel.levels.set(input, level);
            }
            panel.scans(10);
            panel.press(Input::Teach, 60);
        }
        assert_eq!(panel.machine.trainer().samples().iter().count(), 4);
        panel
    }

    fn scans(&mut self, scans: u64) {
        for _ in 0..scans {
            let events = &mut self.events;
            self.machine
                .scan(self.levels, &mut |event| events.push(event));
        }
    }

    fn press(&mut self, button: Input, scans: u64) {
        self.levels.set(button, true);
        self.scans(scans);
        self.levels.set(button, false);
        self.scans(5);
    }

    /// Holds `forget` for this many scans and does something else in the middle of them. Returns the trainer after the
    /// press.
    fn hold(&mut self, scans: u64, meanwhile: Meanwhile) -> Trainer {
        self.levels.set(Input::Forget, true);
        let mut sure = 0; // a level counts after the debounce time
        while !self.events.contains(&Event::Forgot) {
            self.scans(1);
            sure += 1;
        }
        let begun = self.machine.trainer().clone();
        let mut flickers = 0;
        for scan in sure..scans {
            let after = scan as i64 - scans.min(200) as i64 / 2;
            match meanwhile {
                Meanwhile::Nothing => {}
                Meanwhile::Teach => self.levels.set(Input::Teach, (0..5).contains(&after)),
                Meanwhile::HoldTeach => self.levels.set(Input::Teach, after >= 0),
                Meanwhile::Flip if after == 0 => {
                    for switch in Input::SWITCHES {
                        self.levels.set(switch, !self.levels.get(switch));
                    }
                }
                Meanwhile::Flip => {}
                Meanwhile::Bounce => self.levels.set(Input::Forget, after != 0),
            }
            let was = self.machine.leds().status;
            self.scans(1);
            if scan <= 200 {
                let trainer = self.machine.trainer();
                assert_eq!(trainer.network(), begun.network(), "trained while held");
                assert_eq!(trainer.steps(), begun.steps());
                assert!(self.machine.snapshot().forgetting);
                flickers += u32::from(was != self.machine.leds().status);
            }
        }
        assert!(flickers >= scans.min(200) as u32 / 20, "{flickers}");
        self.levels.set(Input::Forget, false);
        self.scans(3);
        assert!(!self.machine.snapshot().forgetting);
        begun
    }
}

#[test]
fn holding_forgets_everything_and_a_press_only_the_weights() {
    let mut cases = 0;
    for bias in Bias::ALL {
        for (mode, has_teach) in [
            (Mode::Replay, true),
            (Mode::Hold, true),
            (Mode::Replay, false),
        ] {
            let mut settings = machine::Settings::default();
            settings.panel.has_teach = has_teach;
            for meanwhile in MEANWHILE {
                for scans in [10, 100, 199, 202, 300, 1000] {
                    let trainer = trainer::Settings {
                        mode,
                        ..trainer::Settings::suiting(bias, 0.0)
                    };
                    cases += 1;
                    let case = format!("{bias:?} {mode:?} {has_teach} {meanwhile:?} {scans}");
                    // Taught with the button, even if the panel has none later.
                    let mut panel = Panel::taught(machine::Settings::default(), trainer, cases);
                    panel.machine = Machine::new(settings, panel.machine.trainer().clone());
                    panel.scans(cases % 50 + 10);
                    panel.events.clear();
                    panel.hold(scans, meanwhile);
                    check(&panel, scans >= 202, &case);
                    if scans >= 202 {
                        // The sample that was on the switches when everything was forgotten is not taught by itself.
                        panel.scans(300);
                        check(&panel, true, &case);
                    }
                }
            }
        }
    }
    println!("{cases} presses and holds");
}

fn check(panel: &Panel, is_forgotten: bool, case: &str) {
    let snapshot = panel.machine.snapshot();
    let taught = snapshot.rows.iter().filter(|row| row.target.is_some());
    let all = panel
        .events
        .iter()
        .filter(|event| **event == Event::ForgotAll);
    assert_eq!(all.count(), usize::from(is_forgotten), "{case}");
    if !is_forgotten {
        assert_eq!(taught.count(), 4, "{case}");
        assert!(snapshot.steps > 0, "{case}");
        return;
    }
    assert_eq!(taught.count(), 0, "{case}");
    assert_eq!((snapshot.steps, snapshot.restarts), (0, 0), "{case}");
    assert_eq!(snapshot.state, State::Idle, "{case}");
    assert!(
        snapshot.last_step.is_none() && snapshot.losses.is_empty(),
        "{case}"
    );
    assert!(!panel.machine.leds().status, "{case}");
}

/// Except for its seed and its generator, the trainer is as at the first start.
#[test]
fn after_holding_forget_the_weights_are_new_and_untrained() {
    for seed in 0..50 {
        let settings = trainer::Settings::default();
        let mut panel = Panel::taught(machine::Settings::default(), settings, seed);
        panel.scans(7 * seed);
        panel.events.clear();
        let mut expected = panel.hold(250, Meanwhile::Nothing);
        let learned = panel.machine.trainer().checkpoint();
        assert_eq!((learned.steps, learned.restarts), (0, 0));
        assert!(learned.samples.is_empty());
        let fresh = Trainer::new(settings, seed);
        assert_ne!(panel.machine.trainer().network(), fresh.network());
        expected.forget_all();
        assert_eq!(learned, expected.checkpoint(), "seed {seed}");
    }
}
