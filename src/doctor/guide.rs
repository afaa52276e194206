//! Asks a person and reads the pins, one step after another. Knows no terminal and no pin: both are traits.

use super::diagnosis::FLIPS;
use super::{Bounces, Contact, Flip, Observations, diagnose};
use crate::board::{self, Board, Pull, Wiring};
use crate::daemon::Time;
use crate::panel::{Input, Led, LedPattern, Levels, Part};
use std::fmt;
use std::time::Duration;
use thiserror::Error;

/// For how long a pull is left to charge what hangs on its pin.
const CHARGED_AFTER: Duration = Duration::from_millis(30);
/// For how long a pin is looked at to see whether its level is steady.
const READING: Duration = Duration::from_millis(20);
/// For how long a flip is waited for.
const PATIENCE: Duration = Duration::from_secs(15);

const LEDS: &str = "
The LEDs. Look at the panel. Enter: yes, so it is. Otherwise type the names of
those that are lit, as in: o1 status; or none. s skips one.";
const SWITCHES: &str = "
The switches and buttons. It does not matter which way they stand now.
s and Enter skips one.";

/// Where boards come from: the same pins, opened with one wiring after another.
pub trait Bench {
    /// Opens the board; every LED is off then. The one before has been dropped.
    ///
    /// # Errors
    /// When it cannot be opened.
    fn open(&mut self, wiring: &Wiring) -> Result<Box<dyn Board>, board::Error>;
}

/// The person at the panel.
pub trait Person {
    /// Tells something.
    ///
    /// # Errors
    /// When nobody is there any more.
    fn tell(&mut self, words: &str) -> Result<(), Left>;

    /// Asks something, and waits for the line that is typed: see [`Question`].
    ///
    /// # Errors
    /// When nobody is there any more.
    fn ask(&mut self, question: Question) -> Result<String, Left>;

    /// Tells how many flips were seen: 0 when the first is waited for.
    ///
    /// # Errors
    /// When nobody is there any more.
    fn flips(&mut self, input: Input, seen: u32) -> Result<(), Left>;

    /// Asked while flips are waited for.
    ///
    /// # Errors
    /// When nobody is there any more.
    fn here(&mut self) -> Result<(), Left> {
        Ok(())
    }
}

/// Nobody is there any more: a signal, or the end of the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("stopped before everything was looked at")]
pub struct Left;

/// Why an examination ended early. What was seen until then remains.
#[derive(Debug, Error)]
pub enum Error {
    /// The board failed.
    #[error(transparent)]
    Board(#[from] board::Error),
    /// The person left.
    #[error(transparent)]
    Left(#[from] Left),
}

/// What a person is asked. Its text is the question, and how to answer it.
///
/// An empty line means that all is as the question says; `s` skips it.
///
/// ```
/// use backpropd::doctor::Question;
/// use backpropd::panel::Led;
/// assert_eq!(Question::Lit(Led::O1).to_string(), "Is o1 lit, and no other LED? ");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Which LEDs are lit, while none should be?
    Dark,
    /// Which LEDs are lit, while this one should be?
    Lit(Led),
    /// To flip this switch, or hold this button.
    Flip(Input),
    /// To let go of this button.
    Release(Input),
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Question::Dark => f.write_str("Is every LED dark? "),
            Question::Lit(led) => write!(f, "Is {} lit, and no other LED? ", led.name()),
            Question::Flip(input) => match input {
                Input::Teach | Input::Forget => write!(
                    f,
                    "Hold the button {} down, and press Enter while you hold it: ",
                    input.name()
                ),
                _ => write!(f, "Flip the switch {}, then press Enter: ", input.name()),
            },
            Question::Release(input) => {
                write!(f, "Let go of {}, then press Enter: ", input.name())
            }
        }
    }
}

/// How a person is asked for the flips that are counted.
pub fn ten_flips(input: Input) -> String {
    let name = input.name();
    match input {
        Input::Teach | Input::Forget => {
            format!("Now press {name} {} times, without haste.", FLIPS / 2)
        }
        _ => format!("Now flip {name} {FLIPS} times, without haste."),
    }
}

/// Examines a panel.
///
/// Every LED is off when it is dropped, in whatever way the examination ended.
///
/// ```
/// use backpropd::board::Wiring;
/// use backpropd::doctor::{Guide, Observations, diagnose, rehearsal};
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
    /// A guide that opens boards on this bench. The time should tick every millisecond.
    pub fn new(bench: &'a mut dyn Bench, time: &'a mut dyn Time) -> Self {
        Self {
            bench,
            time,
            board: None,
        }
    }

    /// Examines the panel, without a person only what needs none, and adds to what was `seen`.
    ///
    /// # Errors
    /// When the board fails or the person leaves. What was seen until then is there.
    pub fn examine(
        &mut self,
        person: Option<&mut dyn Person>,
        seen: &mut Observations,
    ) -> Result<(), Error> {
        let examined = self.steps(person, seen);
        // An LED whose polarity the config has wrong is dark only now: the pins stay as suits the panel.
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
        person.tell(LEDS)?;
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
        self.board(wiring)?.safe()?;
        Ok(())
    }

    fn switches(
        &mut self,
        person: &mut dyn Person,
        seen: &mut Observations,
        wiring: &Wiring,
    ) -> Result<(), Error> {
        person.tell(SWITCHES)?;
        for input in Input::ALL {
            if wiring.input(input).is_none() {
                continue;
            }
            let before = self.contacts(wiring)?;
            if skips(&person.ask(Question::Flip(input))?) {
                continue;
            }
            let after = self.contacts(wiring)?;
            if let Input::Teach | Input::Forget = input {
                person.ask(Question::Release(input))?;
            }
            let flip = Flip { before, after };
            seen.flips[input as usize] = Some(flip);
            // It chatters on the pin where it was seen, under the pull that suits it.
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

    /// Watches an input, on the pin of another if need be, while it is flipped.
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
        while bounces.chatter().flips < FLIPS && self.time.now() - last_flip < PATIENCE {
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

    /// What the inputs' pins are connected to now.
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

    /// The board; opened with this wiring if there is none.
    fn board(&mut self, wiring: &Wiring) -> Result<&mut dyn Board, Error> {
        let board = match self.board.take() {
            Some(board) => board,
            None => self.bench.open(wiring)?,
        };
        Ok(self.board.insert(board).as_mut())
    }

    /// Puts every LED off and gives the board back.
    fn close(&mut self) {
        if let Some(mut board) = self.board.take() {
            // An LED that cannot be put off cannot be put off later either, and dropping the board tries once more.
            let _ = board.safe();
        }
    }
}

impl Drop for Guide<'_> {
    fn drop(&mut self) {
        self.close();
    }
}

fn skips(answer: &str) -> bool {
    ["s", "skip"].contains(&answer.trim().to_lowercase().as_str())
}

/// Asks which LEDs are lit until the answer can be understood. `None`: skipped.
fn lit_leds(
    person: &mut dyn Person,
    question: Question,
    expected: LedPattern,
) -> Result<Option<LedPattern>, Left> {
    loop {
        let answer = person.ask(question)?;
        if skips(&answer) {
            return Ok(None);
        }
        match understood(&answer, expected) {
            Ok(lit) => return Ok(Some(lit)),
            Err(word) => person.tell(&format!(
                "'{word}' is none of: Enter, none, s (skip), or names of LEDs, as in: {} {}",
                Part::Led(Led::O1).name(),
                Part::Led(Led::Status).name()
            ))?,
        }
    }
}

/// The LEDs of an answer, or the word in it that is none.
fn understood(answer: &str, expected: LedPattern) -> Result<LedPattern, String> {
    let answer = answer.trim().to_lowercase();
    match answer.as_str() {
        "" | "y" | "yes" => return Ok(expected),
        "none" | "no" | "n" | "-" | "0" => return Ok(LedPattern::DARK),
        _ => {}
    }
    let mut lit = LedPattern::DARK;
    for word in answer.split([' ', ',']).filter(|word| !word.is_empty()) {
        let named = Led::ALL.into_iter().find(|led| led.name() == word);
        lit.set(named.ok_or(word)?, true);
    }
    Ok(lit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_understood_as_people_type_them() {
        let expected = LedPattern {
            o2: true,
            ..LedPattern::DARK
        };
        let both = LedPattern {
            o1: true,
            o2: false,
            status: true,
        };
        for (answer, lit) in [
            ("", Ok(expected)),
            (" Y ", Ok(expected)),
            ("None", Ok(LedPattern::DARK)),
            ("o1 status", Ok(both)),
            ("STATUS, o1", Ok(both)),
            ("o1 led2", Err("led2".to_string())),
        ] {
            assert_eq!(understood(answer, expected), lit, "{answer}");
        }
    }
}
