//! `backpropd doctor`: what is wrong with the wiring, found together with the person at the panel.
//!
//! Sets the stage for `doctor::Guide`: the pins or a simulated panel, and the person at the keyboard.

use super::config_file::ConfigFile;
use anyhow::{Context, Result};
use backpropd::board::{self, Board, Kind, Wiring};
use backpropd::computer;
use backpropd::daemon::RealTime;
use backpropd::doctor::rehearsal::{self, Fault};
use backpropd::doctor::{
    Bench, Error, Guide, Left, Observations, Person, Question, Report, ten_flips,
};
use backpropd::instance::Lock;
use backpropd::panel::Input;
use backpropd::shutdown::Shutdown;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

/// Find out what is wrong with the wiring, and which lines of the config would mend it
#[derive(clap::Args)]
#[command(after_help = "\
It lights each LED and asks what you see, asks you to flip each switch, and ends with a report. No LED stays lit.
Stop the daemon first:  sudo systemctl stop backpropd

Exit code: 0 nothing wrong found, 1 something is wrong, 2 bad arguments, 78 bad config.

Examples:
  backpropd doctor
  backpropd doctor --non-interactive             only what needs nobody at the panel
  backpropd doctor --board sim --fault floating:t1 --fault swapped:o1,o2
                                                 watch it find faults, no Raspberry Pi needed")]
pub struct Args {
    #[command(flatten)]
    config: ConfigFile,
    /// The board, whatever the config says; with sim, a simulated person answers
    #[arg(long, value_name = "KIND", value_parser = super::board_parser())]
    board: Option<Kind>,
    /// Something wrong with the simulated panel, as in inverted:o1, dark:o2, swapped:i1,i2, floating:t1, stuck:t2,
    /// bouncing:teach
    #[arg(long, value_name = "FAULT:PART")]
    fault: Vec<Fault>,
    /// Ask nothing: look only at what needs nobody
    #[arg(long)]
    non_interactive: bool,
    /// Report in JSON, for programs; questions go to standard error then
    #[arg(long)]
    json: bool,
}

/// Runs the subcommand.
pub fn doctor(args: &Args) -> Result<ExitCode> {
    if args.board != Some(Kind::Sim) && !args.fault.is_empty() {
        let text = "--fault: faults are for the simulated panel; allowed: with --board sim";
        return Err(super::wrong(text.into()));
    }
    let (config, _) = args.config.load(args.board == Some(Kind::Sim))?;
    let mut kind = args.board.unwrap_or(config.board);
    let mut seen = Observations::new(config.wiring.to_owned(), config.machine.panel.debounce);
    let mut say = Say::new(args.json);
    let examined = if kind == Kind::Sim {
        say.line("A simulated panel; where somebody is asked, a simulated person answers.")?;
        rehearse(args, &config.wiring, &mut say, &mut seen)
    } else {
        // Refused while a daemon has them.
        let _pins = Lock::of_pins()?;
        seen.computer = computer::look(Path::new("/"), board::holders(&config.wiring));
        say.line(seen.computer.to_string().trim_end())?;
        let shutdown = Shutdown::listen().context("cannot listen for signals")?;
        let mut pins = Pins { kind };
        let examined = examine(args, &mut pins, shutdown, &mut say, &mut seen);
        kind = pins.kind;
        examined
    };
    let (board, ended) = match examined {
        Ok(()) => (Some(kind), None),
        Err(Error::Left(left)) => (Some(kind), Some(left.to_string())),
        Err(Error::Board(error)) => (None, Some(advised(error))),
    };
    let report = Report::new(board, ended, &seen);
    let mut out = io::stdout().lock();
    if args.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&report)?)?;
    } else {
        write!(out, "\n{report}")?;
    }
    Ok(ExitCode::from(u8::from(!report.is_well())))
}

/// What the board said, and what else a person who wants a doctor can do.
fn advised(error: board::Error) -> String {
    match error {
        board::Error::NotARaspberryPi => {
            format!("{error}; to see the doctor at work: backpropd doctor --board sim")
        }
        _ => error.to_string(),
    }
}

/// The examination on the pins, with the person at the keyboard.
fn examine(
    args: &Args,
    pins: &mut Pins,
    shutdown: Shutdown,
    say: &mut Say,
    seen: &mut Observations,
) -> Result<(), Error> {
    // A thousand looks a second, so that chatter is seen to the millisecond.
    let mut time = RealTime::new(1000);
    let mut guide = Guide::new(pins, &mut time);
    if args.non_interactive {
        return guide.examine(None, seen);
    }
    let stdin = io::BufReader::new(io::stdin());
    let forgets = io::stdin().is_terminal();
    let mut person = AtKeyboard::new(say, shutdown, stdin, forgets);
    guide.examine(Some(&mut person), seen)
}

/// The examination on the simulated panel, with the simulated person.
fn rehearse(
    args: &Args,
    wiring: &Wiring,
    say: &mut Say,
    seen: &mut Observations,
) -> Result<(), Error> {
    // Who does not listen any more is found out by the report.
    let hear = |words: &str| drop(say.line(words));
    let (mut bench, mut time, mut person) = rehearsal::panel(wiring, &args.fault, hear);
    let mut guide = Guide::new(&mut bench, &mut time);
    if args.non_interactive {
        return guide.examine(None, seen);
    }
    guide.examine(Some(&mut person), seen)
}

/// The pins of this computer.
struct Pins {
    /// What was asked for, then what it is.
    kind: Kind,
}

impl Bench for Pins {
    fn open(&mut self, wiring: &Wiring) -> Result<Box<dyn Board>, board::Error> {
        let opened = board::open(self.kind, wiring)?;
        self.kind = opened.kind;
        Ok(opened.board)
    }
}

/// Talks on standard output, or, when that is for programs, on standard error.
struct Say {
    json: bool,
}

impl Say {
    fn new(json: bool) -> Self {
        Self { json }
    }

    fn line(&mut self, words: &str) -> io::Result<()> {
        self.words(&format!("{words}\n"))
    }

    fn words(&mut self, words: &str) -> io::Result<()> {
        let mut out: Box<dyn Write> = if self.json {
            Box::new(io::stderr())
        } else {
            Box::new(io::stdout())
        };
        out.write_all(words.as_bytes())?;
        out.flush()
    }
}

/// The person at the keyboard.
struct AtKeyboard<'a> {
    say: &'a mut Say,
    /// What is typed, by a thread of its own: a signal must be heard while a line is waited for.
    lines: Receiver<String>,
    shutdown: Shutdown,
    /// Lines that were typed before the question are not its answer; from a file they are.
    forgets: bool,
    /// Flips are being counted on a line that has no end yet.
    counting: bool,
}

impl<'a> AtKeyboard<'a> {
    fn new(
        say: &'a mut Say,
        shutdown: Shutdown,
        input: impl BufRead + Send + 'static,
        forgets: bool,
    ) -> Self {
        let (sender, lines) = mpsc::channel();
        std::thread::spawn(move || {
            for line in input.lines() {
                let Ok(line) = line else { return };
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Self {
            say,
            lines,
            shutdown,
            forgets,
            counting: false,
        }
    }

    /// Says something in a line of its own.
    fn say(&mut self, words: &str) -> Result<(), Left> {
        let end = if self.counting { "\n" } else { "" };
        self.counting = false;
        self.say.words(&format!("{end}{words}")).map_err(|_| Left)
    }
}

impl Person for AtKeyboard<'_> {
    fn tell(&mut self, words: &str) -> Result<(), Left> {
        self.say(&format!("{words}\n"))
    }

    fn ask(&mut self, question: Question) -> Result<String, Left> {
        if self.forgets {
            while self.lines.try_recv().is_ok() {}
        }
        self.say(&question.to_string())?;
        loop {
            self.here()?;
            match self.lines.recv_timeout(Duration::from_millis(50)) {
                Ok(line) => return Ok(line),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(Left),
            }
        }
    }

    fn flips(&mut self, input: Input, seen: u32) -> Result<(), Left> {
        if seen == 0 {
            return self.tell(&ten_flips(input));
        }
        self.say.words(&format!(" {seen}")).map_err(|_| Left)?;
        self.counting = true;
        Ok(())
    }

    fn here(&mut self) -> Result<(), Left> {
        if self.shutdown.is_due() {
            return Err(Left);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use backpropd::doctor::diagnose;
    use backpropd::doctor::rehearsal::SimBench;
    use backpropd::panel::LedPattern;
    use std::sync::atomic::Ordering;

    /// What is seen of a simulated panel with this fault when this is typed, and how it ended.
    fn typed(
        fault: &str,
        lines: &'static str,
        stop: bool,
    ) -> (Observations, Result<(), Error>, SimBench) {
        let wiring = Wiring::default();
        let faults = [fault.parse().unwrap()];
        let (mut bench, mut time, _) = rehearsal::panel(&wiring, &faults, |_: &str| {});
        let mut seen = Observations::new(wiring, Duration::from_millis(20));
        let mut say = Say::new(true);
        let shutdown = Shutdown::default();
        shutdown.flag().store(stop, Ordering::Relaxed);
        let mut person = AtKeyboard::new(&mut say, shutdown, lines.as_bytes(), false);
        let result = Guide::new(&mut bench, &mut time).examine(Some(&mut person), &mut seen);
        (seen, result, bench)
    }

    #[test]
    fn what_is_typed_is_what_was_seen() {
        let leds = "none\n o1, o2 \nwhat?\no2\ns\n";
        let (seen, result, bench) = typed("dark:o1", leds, false);
        assert!(
            matches!(result, Err(Error::Left(Left))),
            "the lines have ended"
        );
        let o2 = LedPattern {
            o2: true,
            ..LedPattern::DARK
        };
        assert_eq!(seen.dark, Some(LedPattern::DARK));
        assert_eq!(
            seen.lit,
            [Some(LedPattern { o1: true, ..o2 }), Some(o2), None]
        );
        assert_eq!(bench.lit(), LedPattern::DARK);
    }

    #[test]
    fn switches_that_nobody_flips_are_floating_or_stuck() {
        let lines = "s\n\n\ns\ns\ns\ns\n";
        let (seen, result, _) = typed("stuck:i2", lines, false);
        assert!(result.is_ok(), "{result:?}");
        let findings = diagnose(&seen).findings;
        let findings: Vec<_> = findings.iter().map(|finding| finding.to_string()).collect();
        assert!(findings[0].starts_with("i1: floating: "), "{findings:?}");
        assert!(
            findings[1].starts_with("i2: stuck: BCM pin 27 is connected to GND"),
            "{findings:?}"
        );
        assert_eq!(findings.len(), 2);
    }

    #[test]
    fn a_signal_ends_it_whatever_is_waited_for() {
        let (seen, result, bench) = typed("dark:o1", "\n\n\n\n\n\n\n", true);
        assert!(matches!(result, Err(Error::Left(Left))));
        assert!(seen.dark.is_none());
        assert_eq!(bench.lit(), LedPattern::DARK);
    }
}
