//! A simulated panel with faults, and a simulated person who answers: for trying the doctor without a Pi, and for the
//! tests.
//!
//! The panel is simulated as a circuit: pins, pulls, contacts that bounce, LEDs between a pin and a rail. The person does
//! what is asked and types what the panel shows. Time only passes by waiting.

use super::{Bench, Left, Person, Question};
use crate::board::{self, Board, Pull, Wiring};
use crate::messages;
use crate::panel::{Input, Led, LedPattern, Levels};
use crate::time::Time;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::str::FromStr;
use std::time::Duration;
use thiserror::Error;

/// The time between two ticks.
const TICK: Duration = Duration::from_millis(1);
/// The time between two flips of the simulated person.
const FLIPS_EVERY: Duration = Duration::from_millis(250);

/// A fault of the simulated panel.
///
/// ```
/// use backpropd_machine::doctor::rehearsal::Fault;
/// use backpropd_machine::panel::Input;
/// assert_eq!("floating:t1".parse(), Ok(Fault::Floating(Input::T1)));
/// assert!("floating:o1".parse::<Fault>().unwrap_err().to_string().contains("floating:t1"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// `inverted:o1`: the LED is connected to the opposite rail from the config.
    InvertedLed(Led),
    /// `dark:o1`: the LED is the wrong way round and never lights.
    Dark(Led),
    /// `swapped:o1,o2`: two LEDs are on each other's pins.
    SwappedLeds(Led, Led),
    /// `inverted:i1`: the switch is connected to the opposite rail from the config.
    InvertedSwitch(Input),
    /// `swapped:i1,i2`: two switches are on each other's pins.
    Swapped(Input, Input),
    /// `floating:i1`: nothing is connected to the pin.
    Floating(Input),
    /// `stuck:i1`: the contact is always closed.
    Stuck(Input),
    /// `bouncing:i1`: the contact bounces for 40 ms.
    Bouncing(Input),
}

/// Not a fault that can be simulated.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}", messages::doctor_no_fault())]
pub struct NoFault;

impl FromStr for Fault {
    type Err = NoFault;

    fn from_str(text: &str) -> Result<Self, NoFault> {
        let input = |name: &str| Input::ALL.into_iter().find(|input| input.name() == name);
        let led = |name: &str| Led::ALL.into_iter().find(|led| led.name() == name);
        let (fault, parts) = text.split_once(':').ok_or(NoFault)?;
        let (one, other) = match parts.split_once(',') {
            Some((one, other)) if one == other => return Err(NoFault),
            Some((one, other)) => (one, Some(other)),
            None => (parts, None),
        };
        let fault = match (fault, input(one), led(one), other) {
            ("inverted", Some(input), _, None) => Fault::InvertedSwitch(input),
            ("inverted", _, Some(led), None) => Fault::InvertedLed(led),
            ("dark", _, Some(led), None) => Fault::Dark(led),
            ("floating", Some(input), _, None) => Fault::Floating(input),
            ("stuck", Some(input), _, None) => Fault::Stuck(input),
            ("bouncing", Some(input), _, None) => Fault::Bouncing(input),
            ("swapped", Some(one), _, Some(other)) => {
                Fault::Swapped(one, input(other).ok_or(NoFault)?)
            }
            ("swapped", _, Some(one), Some(other)) => {
                Fault::SwappedLeds(one, led(other).ok_or(NoFault)?)
            }
            _ => return Err(NoFault),
        };
        Ok(fault)
    }
}

/// A contact between a pin and a rail.
#[derive(Clone, Copy, Debug)]
struct Switch {
    pin: Option<u8>,
    /// The level of its rail.
    high: bool,
    closed: bool,
    stuck: bool,
    chatter: Duration,
    flipped: Duration,
}

/// An LED between a pin and a rail.
#[derive(Clone, Copy, Debug)]
struct Light {
    pin: Option<u8>,
    /// Lit when its pin is high.
    high: bool,
    dead: bool,
}

/// The panel.
#[derive(Debug)]
struct Panel {
    now: Duration,
    switches: [Switch; Input::ALL.len()],
    lights: [Light; Led::ALL.len()],
    /// The levels that the outputs drive.
    driven: [Option<bool>; 28],
    /// When which switch will be flipped.
    plan: VecDeque<(Duration, Input)>,
}

impl Panel {
    fn new(wiring: &Wiring, faults: &[Fault]) -> Self {
        let switches = Input::ALL.map(|input| Switch {
            pin: wiring.input(input),
            high: !wiring.switches_active_low,
            closed: false,
            stuck: false,
            chatter: Duration::from_millis(2),
            flipped: Duration::ZERO,
        });
        let lights = Led::ALL.map(|led| Light {
            pin: wiring.led(led),
            high: !wiring.leds_active_low,
            dead: false,
        });
        let mut panel = Self {
            now: Duration::ZERO,
            switches,
            lights,
            driven: [None; 28],
            plan: VecDeque::new(),
        };
        for fault in faults {
            panel.add(*fault);
        }
        panel
    }

    fn add(&mut self, fault: Fault) {
        match fault {
            Fault::InvertedLed(led) => self.lights[led as usize].high ^= true,
            Fault::Dark(led) => self.lights[led as usize].dead = true,
            Fault::SwappedLeds(one, other) => {
                let pin = self.lights[one as usize].pin;
                self.lights[one as usize].pin = self.lights[other as usize].pin;
                self.lights[other as usize].pin = pin;
            }
            Fault::InvertedSwitch(input) => self.switches[input as usize].high ^= true,
            Fault::Swapped(one, other) => {
                let pin = self.switches[one as usize].pin;
                self.switches[one as usize].pin = self.switches[other as usize].pin;
                self.switches[other as usize].pin = pin;
            }
            Fault::Floating(input) => self.switches[input as usize].pin = None,
            Fault::Stuck(input) => self.switches[input as usize].stuck = true,
            Fault::Bouncing(input) => {
                self.switches[input as usize].chatter = Duration::from_millis(40);
            }
        }
    }

    fn flip(&mut self, input: Input) {
        let switch = &mut self.switches[input as usize];
        switch.closed ^= true;
        switch.flipped = self.now;
    }

    fn tick(&mut self) {
        self.now += TICK;
        while self.plan.front().is_some_and(|(time, _)| *time <= self.now) {
            if let Some((_, input)) = self.plan.pop_front() {
                self.flip(input);
            }
        }
    }

    /// The level of a pin that is pulled so.
    fn high(&self, pin: u8, pull: Pull) -> bool {
        let mut contacts = self
            .switches
            .iter()
            .filter(|switch| switch.pin == Some(pin));
        let closed = contacts.find(|switch| {
            let since = self.now - switch.flipped;
            let chatters = since < switch.chatter && since.as_millis() % 2 == 1;
            switch.stuck || switch.closed != chatters
        });
        match (closed, pull) {
            (Some(switch), _) => switch.high,
            (None, Pull::Up) => true,
            (None, Pull::Down) => false,
            // It picks up noise.
            (None, Pull::Off) => self.now.as_millis().is_multiple_of(3),
        }
    }

    fn lit(&self) -> LedPattern {
        let mut pattern = LedPattern::DARK;
        for led in Led::ALL {
            let light = self.lights[led as usize];
            let driven = light.pin.and_then(|pin| self.driven[usize::from(pin)]);
            pattern.set(led, !light.dead && driven == Some(light.high));
        }
        pattern
    }
}

/// The simulated pins.
#[derive(Debug)]
pub struct SimBench(Rc<RefCell<Panel>>);

/// The time at the simulated panel.
#[derive(Debug)]
pub struct SimTime(Rc<RefCell<Panel>>);

/// The simulated person.
pub struct SimPerson<F> {
    panel: Rc<RefCell<Panel>>,
    print: F,
}

/// A panel wired like this, except for these faults; its time; and the person at it. `print` gets what the person is
/// shown and what the person types, line by line.
pub fn panel<F: FnMut(&str)>(
    wiring: &Wiring,
    faults: &[Fault],
    print: F,
) -> (SimBench, SimTime, SimPerson<F>) {
    let panel = Rc::new(RefCell::new(Panel::new(wiring, faults)));
    let person = SimPerson {
        panel: panel.clone(),
        print,
    };
    (SimBench(panel.clone()), SimTime(panel), person)
}

impl SimBench {
    /// The LEDs that are on.
    pub fn lit(&self) -> LedPattern {
        self.0.borrow().lit()
    }
}

impl Bench for SimBench {
    fn open(&mut self, wiring: &Wiring) -> Result<Box<dyn Board>, board::Error> {
        let mut board = SimPins {
            panel: self.0.clone(),
            wiring: wiring.to_owned(),
        };
        board.all_off()?;
        Ok(Box::new(board))
    }
}

impl Time for SimTime {
    fn now(&self) -> Duration {
        self.0.borrow().now
    }

    fn wait(&mut self) {
        self.0.borrow_mut().tick();
    }
}

/// The simulated pins, opened.
struct SimPins {
    panel: Rc<RefCell<Panel>>,
    wiring: Wiring,
}

impl Board for SimPins {
    fn read(&mut self) -> Result<Levels, board::Error> {
        let panel = self.panel.borrow();
        let mut levels = Levels::default();
        for input in Input::ALL {
            if let Some(pin) = self.wiring.input(input) {
                let high = panel.high(pin, self.wiring.pull);
                levels.set(input, high != self.wiring.switches_active_low);
            }
        }
        Ok(levels)
    }

    fn write(&mut self, leds: LedPattern) -> Result<(), board::Error> {
        let mut panel = self.panel.borrow_mut();
        for led in Led::ALL {
            if let Some(pin) = self.wiring.led(led) {
                let high = leds.lit(led) != self.wiring.leds_active_low;
                panel.driven[usize::from(pin)] = Some(high);
            }
        }
        Ok(())
    }

    fn all_off(&mut self) -> Result<(), board::Error> {
        self.write(LedPattern::DARK)
    }
}

impl<F: FnMut(&str)> SimPerson<F> {
    /// What a person who sees these LEDs types.
    fn names(&self, expected: LedPattern) -> String {
        let lit = self.panel.borrow().lit();
        if lit == expected {
            return String::new();
        }
        let names = Led::ALL.into_iter().filter(|led| lit.lit(*led));
        let names: Vec<_> = names.map(Led::name).collect();
        if names.is_empty() {
            words_none().into()
        } else {
            names.join(" ")
        }
    }
}

/// The first of the words for "none".
fn words_none() -> &'static str {
    let words = messages::doctor_words_none();
    words.split(", ").next().unwrap_or(words)
}

impl<F: FnMut(&str)> Person for SimPerson<F> {
    fn show(&mut self, words: &str) -> Result<(), Left> {
        (self.print)(words);
        Ok(())
    }

    fn ask(&mut self, question: Question) -> Result<String, Left> {
        let answer = match question {
            Question::Dark => self.names(LedPattern::DARK),
            Question::Lit(led) => {
                let mut expected = LedPattern::DARK;
                expected.set(led, true);
                self.names(expected)
            }
            Question::Flip(input) | Question::Release(input) => {
                let mut panel = self.panel.borrow_mut();
                panel.flip(input);
                // The contact has settled by the time a person presses Enter.
                for _ in 0..100 {
                    panel.tick();
                }
                String::new()
            }
        };
        let typed = if answer.is_empty() {
            "(Enter)"
        } else {
            &answer
        };
        (self.print)(&format!("{question}{typed}"));
        Ok(answer)
    }

    fn flips(&mut self, input: Input, seen: u32) -> Result<(), Left> {
        if seen > 0 {
            return Ok(());
        }
        (self.print)(&super::guide::ten_flips(input));
        let mut panel = self.panel.borrow_mut();
        let begin = panel.now;
        for flip in 1..=super::diagnosis::FLIPS {
            panel.plan.push_back((begin + flip * FLIPS_EVERY, input));
        }
        Ok(())
    }
}
