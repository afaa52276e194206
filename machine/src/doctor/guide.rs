//! Asks a person and reads the pins, step by step. The person and the pins are traits: this file knows neither a terminal
//! nor a GPIO chip.

use super::answer::{self, Answer};
use super::diagnosis::FLIPS;
use super::{Bounces, Contact, Flip, Observations, diagnose};
use crate::board::{self, Board, Pull, Wiring};
use crate::messages;
use crate::panel::{Input, Led, LedPattern, Levels};
use crate::time::Time;
use crate::view::layout::sentence;
use std::fmt;
use std::time::Duration;
use thiserror::Error;

/// How long a pull takes to charge whatever is connected to its pin.
const CHARGED_AFTER: Duration = Duration::from_millis(30);
/// How long a pin is read to see whether its level is steady.
const READING: Duration = Duration::from_millis(20);
/// How long to wait for a flip.
const FLIP_TIMEOUT: Duration = Duration::from_secs(15);

/// Opens the same pins with one wiring after another.
pub trait Bench {
    /// Opens the board, with every LED off. The previous board has been dropped.
    ///
    /// # Errors
    /// When it cannot be opened.
    fn open(&mut self, wiring: &Wiring) -> Result<Box<dyn Board>, board::Error>;
}

/// The person at the panel.
pub trait Person {
    /// Shows a text.
    ///
    /// # Errors
    /// When the person has left.
    fn show(&mut self, words: &str) -> Result<(), Left>;

    /// Asks a question and waits for the line that the person types.
    ///
    /// # Errors
    /// When the person has left.
    fn ask(&mut self, question: Question) -> Result<String, Left>;

    /// Shows how many flips were counted. 0 asks for the first.
    ///
    /// # Errors
    /// When the person has left.
    fn flips(&mut self, input: Input, seen: u32) -> Result<(), Left>;

    /// Called while waiting for flips.
    ///
    /// # Errors
    /// When the person has left.
    fn here(&mut self) -> Result<(), Left> {
        Ok(())
    }
}

/// The person has left: there was a signal, or the input has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{}", messages::doctor_left())]
pub struct Left;

/// Why an examination ended early. The observations made until then remain.
#[derive(Debug, Error)]
pub enum Error {
    /// The board failed.
    #[error(transparent)]
    Board(#[from] board::Error),
    /// The person left.
    #[error(transparent)]
    Left(#[from] Left),
}

/// A question for the person. Its text is the prompt.
///
/// An empty line answers yes, or says that the person has done what was asked for. `s` skips the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Is every LED off? If not, which are on?
    Dark,
    /// Is this LED on, and no other? If not, which are on?
    Lit(Led),
    /// Flip this switch, or hold down this button.
    Flip(Input),
    /// Release this button.
    Release(Input),
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Question::Dark => messages::doctor_ask_dark().into(),
            Question::Lit(led) => messages::doctor_ask_lit(led.name()),
            Question::Flip(input) => match input {
                Input::Teach | Input::Forget => messages::doctor_ask_hold(input.name()),
                _ => messages::doctor_ask_flip(input.name()),
            },
            Question::Release(input) => messages::doctor_ask_release(input.name()),
        };
        write!(f, "{text} ")
    }
}

/// Asks for the flips that are counted.
pub fn ten_flips(input: Input) -> String {
    match input {
        Input::Teach | Input::Forget => messages::doctor_press_slowly(input.name(), FLIPS / 2),
        _ => messages::doctor_flip_slowly(input.name(), FLIPS),
    }
}

/// Examines a panel.
///
/// When it is dropped, every LED is off, however the examination ended.
///
/// ```
/// use backpropd_machine::board::Wiring;
/// use backpropd_machine::doctor::{Guide, Observations, diagnose, rehearsal};
/// use std::time::Duration;
/// let wiring = Wiring::default();
/// let faults = ["swapped:i1,i2".parse()?];
/// let (mut bench, mut time, mut person) = rehearsal::panel(&wiring, &faults, |_: &str| {});
/// let mut seen = Observations::new(wiring, Duration::from_millis(20));
/// Guide::new(&mut bench, &mut time).examine(Some(&mut person), &mut seen)?;
/// assert_eq!(diagnose(&seen).config, "[pins]\ni1 = 27\ni2 = 17\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Guide<'a> {
    bench: &'a mut dyn Bench,
    time: &'a mut dyn Time,
    board: Option<Box<dyn Board>>,
}

impl<'a> Guide<'a> {
    /// A guide that opens boards on this bench. `time` should tick every millisecond.
    pub fn new(bench: &'a mut dyn Bench, time: &'a mut dyn Time) -> Self {
        Self {
            bench,
            time,
            board: None,
        }
    }

    /// Examines the panel and adds to what was `seen`. Without a person, it only checks what needs no answers.
    ///
    /// # Errors
    /// When the board fails or the person leaves. `seen` has the observations made until then.
    pub fn examine(
        &mut self,
        person: Option<&mut dyn Person>,
        seen: &mut Observations,
    ) -> Result<(), Error> {
        let examined = self.steps(person, seen);
        // An LED with the wrong polarity in the config only goes off now: the pins keep the levels that suit the panel.
        let left = self.open(&diagnose(seen).wiring);
        examined.and(left)
    }

    fn steps(
        &mut self,
        person: Option<&mut dyn Person>,
        seen: &mut Observations,
    ) -> Result<(), Error> {
        let wiring = seen.wiring.to_owned();
        seen.at_rest = Some(self.contacts(&wiring)?);
        if let Some(person) = person {
            self.leds(person, seen, &wiring)?;
            self.switches(person, seen, &wiring)?;
        }
        Ok(())
    }

    fn leds(
        &mut self,
        person: &mut dyn Person,
        seen: &mut Observations,
        wiring: &Wiring,
    ) -> Result<(), Error> {
        person.show(&format!("\n{}", messages::doctor_leds()))?;
        self.open(wiring)?;
        seen.dark = lit_leds(person, Question::Dark, LedPattern::DARK)?;
        for led in Led::ALL {
            if wiring.led(led).is_none() || seen.dark.is_none() {
                continue;
            }
            let mut pattern = LedPattern::DARK;
            pattern.set(led, true);
            self.board(wiring)?.write(pattern)?;
            seen.lit[led as usize] = lit_leds(person, Question::Lit(led), pattern)?;
        }
        self.board(wiring)?.all_off()?;
        Ok(())
    }

    fn switches(
        &mut self,
        person: &mut dyn Person,
        seen: &mut Observations,
        wiring: &Wiring,
    ) -> Result<(), Error> {
        person.show(&format!("\n{}", messages::doctor_switches()))?;
        for input in Input::ALL {
            if wiring.input(input).is_none() {
                continue;
            }
            let before = self.contacts(wiring)?;
            if answer::skips(&person.ask(Question::Flip(input))?) {
                continue;
            }
            let after = self.contacts(wiring)?;
            if let Input::Teach | Input::Forget = input {
                person.ask(Question::Release(input))?;
            }
            let flip = Flip { before, after };
            seen.flips[input as usize] = Some(flip);
            // Its bounces are on the pin where the flip was seen, with the pull that suits it.
            if let [moved] = flip.moved()[..] {
                let low = [&before, &after]
                    .iter()
                    .any(|contacts| contacts[moved as usize] == Contact::Low);
                let pull = Pull::of_open_switch(low);
                self.chatter(person, seen, wiring, (input, moved), pull)?;
            }
        }
        Ok(())
    }

    /// Watches an input while it is flipped, on the pin to which it is really wired.
    fn chatter(
        &mut self,
        person: &mut dyn Person,
        seen: &mut Observations,
        wiring: &Wiring,
        (input, on): (Input, Input),
        pull: Pull,
    ) -> Result<(), Error> {
        let mut pulled = wiring.to_owned();
        pulled.pull = pull;
        self.open(&pulled)?;
        self.wait(CHARGED_AFTER);
        let level = self.board(&pulled)?.read()?.get(on);
        let mut bounces = Bounces::new(level);
        let mut last_flip = self.time.now();
        person.flips(input, 0)?;
        while bounces.chatter().flips < FLIPS && self.time.now() - last_flip < FLIP_TIMEOUT {
            person.here()?;
            self.time.wait();
            let before = bounces.chatter().flips;
            let level = self.board(&pulled)?.read()?.get(on);
            bounces.update(self.time.now(), level);
            if bounces.chatter().flips > before {
                last_flip = self.time.now();
                person.flips(input, bounces.chatter().flips)?;
            }
        }
        seen.chatter[input as usize] = Some(bounces.chatter());
        Ok(())
    }

    /// What the pins of the inputs are connected to now.
    fn contacts(&mut self, wiring: &Wiring) -> Result<[Contact; Input::ALL.len()], Error> {
        let mut readings = [Pull::Up, Pull::Down].map(|pull| (pull, Vec::new()));
        for (pull, levels) in &mut readings {
            let mut pulled = wiring.to_owned();
            pulled.pull = *pull;
            self.open(&pulled)?;
            self.wait(CHARGED_AFTER);
            let begin = self.time.now();
            while self.time.now() - begin < READING {
                levels.push(self.board(&pulled)?.read()?);
                self.time.wait();
            }
        }
        let [(_, up), (_, down)] = readings;
        Ok(Input::ALL.map(|input| {
            let high = |levels: &[Levels]| -> Vec<bool> {
                let active = levels.iter().map(|levels| levels.get(input));
                active
                    .map(|active| active != wiring.switches_active_low)
                    .collect()
            };
            Contact::of(&high(&up), &high(&down))
        }))
    }

    fn wait(&mut self, time: Duration) {
        let begin = self.time.now();
        while self.time.now() - begin < time {
            self.time.wait();
        }
    }

    fn open(&mut self, wiring: &Wiring) -> Result<(), Error> {
        self.close();
        self.board(wiring)?;
        Ok(())
    }

    /// The board. If none is open, opens it with this wiring.
    fn board(&mut self, wiring: &Wiring) -> Result<&mut dyn Board, Error> {
        let board = match self.board.take() {
            Some(board) => board,
            None => self.bench.open(wiring)?,
        };
        Ok(self.board.insert(board).as_mut())
    }

    /// Turns every LED off and closes the board.
    fn close(&mut self) {
        if let Some(mut board) = self.board.take() {
            // If this fails, dropping the board tries once more; nothing else could be done.
            let _ = board.all_off();
        }
    }
}

impl Drop for Guide<'_> {
    fn drop(&mut self) {
        self.close();
    }
}

/// Asks which LEDs are on until the answer is understood. `None`: skipped.
fn lit_leds(
    person: &mut dyn Person,
    question: Question,
    expected: LedPattern,
) -> Result<Option<LedPattern>, Left> {
    loop {
        match answer::about_leds(&person.ask(question)?) {
            Answer::Yes => return Ok(Some(expected)),
            Answer::Lit(leds) => return Ok(Some(leds)),
            Answer::Skip => return Ok(None),
            Answer::No => person.show(messages::doctor_which_leds())?,
            Answer::Unclear(word) => {
                let lines = sentence(&messages::doctor_not_an_led(word), 0, 78);
                person.show(&lines.join("\n"))?;
            }
        }
    }
}
