//! `backpropd doctor`: finds out, together with the person at the panel, what is wrong with the wiring.
//!
//! It gives `doctor::Guide` the pins, or a simulated panel, and the person at the keyboard.

use super::args;
use super::config_file::{ConfigFile, Missing};
use super::hangup;
use super::out::Out;
use anyhow::{Context, Result};
use backpropd::board::{self, Board, Kind, Wiring};
use backpropd::daemon::RealTime;
use backpropd::daemon::lock::Lock;
use backpropd::daemon::shutdown::Shutdown;
use backpropd::doctor::rehearsal::{self, Fault};
use backpropd::doctor::{
    Bench, Error, Guide, Left, Observations, PROGRAM, Person, Question, Report, ten_flips,
};
use backpropd::host::{pins, regular_file};
use backpropd::language::{self, Language};
use backpropd::messages;
use backpropd::panel::Input;
use backpropd::printable::shown;
use std::fs::File;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// The arguments.
#[derive(clap::Args)]
#[command(about = messages::help_doctor(), after_help = messages::help_doctor_examples())]
pub struct Args {
    #[command(flatten)]
    config: ConfigFile,
    #[arg(long, value_name = "KIND", value_parser = args::board_parser(), help = messages::help_doctor_board())]
    board: Option<Kind>,
    #[arg(long, value_name = "FAULT:PART", help = messages::help_doctor_fault())]
    fault: Vec<Fault>,
    #[arg(long, help = messages::help_doctor_non_interactive())]
    non_interactive: bool,
    #[arg(long, help = messages::help_doctor_json())]
    json: bool,
    #[arg(long, value_name = "FILE", help = messages::help_doctor_report())]
    report: Option<PathBuf>,
}

/// Runs the subcommand.
pub fn doctor(args: &Args) -> Result<ExitCode> {
    if args.board != Some(Kind::Sim) && !args.fault.is_empty() {
        return Err(args::wrong(messages::doctor_fault_needs_sim().into()));
    }
    let (config, _) = args.config.load(Missing::for_board(args.board))?;
    let mut kind = args.board.unwrap_or(config.board);
    let file = args.report.as_deref().map(begin_report).transpose()?;
    let mut seen = Observations::new(config.wiring.to_owned(), config.machine.panel.debounce);
    let mut say = Say::new(args.json);
    let examined = if kind == Kind::Sim {
        say.line(match args.non_interactive {
            true => messages::doctor_simulated(),
            false => messages::doctor_simulated_person(),
        })?;
        rehearse(args, &config.wiring, &mut say, &mut seen)
    } else {
        // Fails while a daemon has the pins.
        let _pins = Lock::of_pins()?;
        seen.computer = pins::look(Path::new("/"), board::holders(&config.wiring));
        say.line(seen.computer.to_string().trim_end())?;
        let shutdown = Shutdown::listen().context(messages::daemon_signals())?;
        hangup::makes_due(&shutdown);
        let mut pins = Pins { kind };
        let examined = examine(args, &mut pins, shutdown.clone(), &mut say, &mut seen);
        hangup::ends_in_time(&shutdown, || {});
        kind = pins.kind;
        examined
    };
    say.end();
    let in_english = language::within(Language::En, || report(kind, &examined, &seen));
    let json = serde_json::to_string_pretty(&in_english)? + "\n";
    let mut out = Out::new(args.json);
    if args.json {
        out.write_all(json.as_bytes())?;
    } else {
        let report = report(kind, &examined, &seen);
        out.write_all(format!("\n{report}").as_bytes())?;
    }
    if let (Some(mut file), Some(path)) = (file, &args.report) {
        file.write_all(json.as_bytes())
            .with_context(|| messages::doctor_cannot_write(shown(path)))?;
    }
    Ok(ExitCode::from(u8::from(!in_english.is_well())))
}

/// Opens the file for the report. This comes before the examination, so that nobody flips every switch for a report that
/// cannot be written. It overwrites an older report, but no other file.
fn begin_report(path: &Path) -> Result<File> {
    let is_report = |head: &[u8]| {
        let begin = format!("{{\n  \"program\": \"{}", PROGRAM);
        head.is_empty() || head.starts_with(begin.as_bytes())
    };
    regular_file::replace(path, is_report, messages::doctor_a_report())
        .with_context(|| messages::doctor_cannot_write(shown(path)))
}

/// The report on what was seen on this board until the examination ended.
fn report(kind: Kind, examined: &Result<(), Error>, seen: &Observations) -> Report {
    let (board, ended) = match examined {
        Ok(()) => (Some(kind), None),
        Err(Error::Left(left)) => (Some(kind), Some(left.to_string())),
        Err(Error::Board(error @ board::Error::NotARaspberryPi)) => {
            (None, Some(messages::doctor_try_sim(error)))
        }
        Err(Error::Board(error)) => (None, Some(error.to_string())),
    };
    Report::new(board, ended, seen)
}

/// The examination on the pins, with the person at the keyboard.
fn examine(
    args: &Args,
    pins: &mut Pins,
    shutdown: Shutdown,
    say: &mut Say,
    seen: &mut Observations,
) -> Result<(), Error> {
    // A thousand readings a second, to measure bounces to the millisecond.
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
    // If nobody reads the output any more, writing the report will fail.
    let print = |words: &str| drop(say.line(words));
    let (mut bench, mut time, mut person) = rehearsal::panel(wiring, &args.fault, print);
    let mut guide = Guide::new(&mut bench, &mut time);
    if args.non_interactive {
        return guide.examine(None, seen);
    }
    guide.examine(Some(&mut person), seen)
}

/// The pins of this computer.
struct Pins {
    /// The kind that was asked for; once opened, the kind that it is.
    kind: Kind,
}

impl Bench for Pins {
    fn open(&mut self, wiring: &Wiring) -> Result<Box<dyn Board>, board::Error> {
        let opened = board::open(self.kind, wiring)?;
        self.kind = opened.kind;
        Ok(opened.board)
    }
}

/// Writes to standard output, or to standard error if standard output is for programs. A separate thread writes, so that a
/// stopped terminal (Ctrl-S) cannot keep a signal from turning the LEDs off.
struct Say {
    words: Sender<String>,
    writer: JoinHandle<()>,
}

impl Say {
    fn new(json: bool) -> Self {
        let (words, to_write) = mpsc::channel::<String>();
        let writer = thread::spawn(move || {
            let mut out: Box<dyn Write> = if json {
                Box::new(io::stderr())
            } else {
                Box::new(Out::new(false))
            };
            for words in to_write {
                if (out.write_all(words.as_bytes()).and_then(|()| out.flush())).is_err() {
                    return;
                }
            }
        });
        Self { words, writer }
    }

    /// Waits until everything is written, or writing has failed.
    fn end(self) {
        drop(self.words);
        let _ = self.writer.join();
    }

    fn line(&mut self, words: &str) -> io::Result<()> {
        self.words(&format!("{words}\n"))
    }

    fn words(&mut self, words: &str) -> io::Result<()> {
        let written = self.words.send(words.into());
        written.map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

/// The person at the keyboard.
struct AtKeyboard<'a> {
    say: &'a mut Say,
    /// What the person types. A separate thread reads it, so that signals are handled while waiting for a line.
    lines: Receiver<String>,
    shutdown: Shutdown,
    /// Whether lines typed before a question are ignored. From a file, they are its answers.
    forgets: bool,
    /// Whether the current line shows a count of flips and has not ended yet.
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

    /// Starts a new line with this text.
    fn say(&mut self, words: &str) -> Result<(), Left> {
        let end = if self.counting { "\n" } else { "" };
        self.counting = false;
        self.say.words(&format!("{end}{words}")).map_err(|_| Left)
    }
}

impl Person for AtKeyboard<'_> {
    fn show(&mut self, words: &str) -> Result<(), Left> {
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
            return self.show(&ten_flips(input));
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

    /// What is seen on a simulated panel with this fault when these lines are typed, and how the examination ends.
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
    fn typed_answers_become_observations() {
        let o2 = LedPattern {
            o2: true,
            ..LedPattern::DARK
        };
        for lines in [
            "none\n o1, o2 \nwhat?\no2\ns\n",
            "no\nnone\nno\no1 and o2\ny\ns\n", // no alone does not say which LEDs are on
            "네\no1과 o2\n글쎄요\n아니요\no2\n건너뛰기\n",
        ] {
            // Without Korean, Korean words do not count as answers.
            if Language::ALL.len() == 1 && !lines.is_ascii() {
                continue;
            }
            let (seen, result, bench) = typed("dark:o1", lines, false);
            assert!(
                matches!(result, Err(Error::Left(Left))),
                "the lines have ended"
            );
            assert_eq!(seen.dark, Some(LedPattern::DARK), "{lines}");
            assert_eq!(
                seen.lit,
                [Some(LedPattern { o1: true, ..o2 }), Some(o2), None],
                "{lines}"
            );
            assert_eq!(bench.lit(), LedPattern::DARK);
        }
    }

    #[test]
    fn switches_that_are_not_flipped_are_floating_or_stuck() {
        let lines = "s\n\n\ns\ns\ns\ns\n";
        let (seen, result, _) = typed("stuck:i2", lines, false);
        assert!(result.is_ok(), "{result:?}");
        let findings = diagnose(&seen).findings;
        let findings: Vec<_> = findings.iter().map(|finding| finding.to_string()).collect();
        assert!(findings[0].starts_with("i1: floating: "), "{findings:?}");
        assert!(
            findings[1].starts_with("i2: stuck: BCM pin 27 is always connected to GND"),
            "{findings:?}"
        );
        assert_eq!(findings.len(), 2);
    }

    #[test]
    fn a_signal_ends_it_at_any_question() {
        let (seen, result, bench) = typed("dark:o1", "\n\n\n\n\n\n\n", true);
        assert!(matches!(result, Err(Error::Left(Left))));
        assert!(seen.dark.is_none());
        assert_eq!(bench.lit(), LedPattern::DARK);
    }

    /// Makes this test program a doctor that asks, and writes to the file of this name how it ended.
    #[cfg(unix)]
    const ASK: &str = "BACKPROPD_TEST_ASK";

    #[cfg(unix)]
    #[test]
    fn the_doctor_ends_when_its_terminal_goes_away() {
        let (_crate, module) = module_path!().split_once("::").unwrap();
        let name = format!("{module}::asks_when_asked");
        let arguments = ["--exact", &name, "--nocapture"];
        let folder = tempfile::tempdir().unwrap();
        for how in ["hung up", "stopped"] {
            let end = folder.path().join(how);
            let variables = [(ASK, end.to_str().unwrap())];
            let program = std::env::current_exe().unwrap();
            let mut terminal = crate::cli::pty::Terminal::start(
                &program,
                &arguments,
                &variables,
                "/".as_ref(),
                (80, 24),
            );
            terminal.wait_for("Are all LEDs off?");
            if how == "hung up" {
                terminal.hang_up();
            } else {
                terminal.types("\x13\n\n"); // Ctrl-S, then two answers
                let id = terminal.id().to_string();
                let mut kill = std::process::Command::new("kill");
                assert!(kill.arg(id).status().unwrap().success());
            }
            assert_eq!(terminal.end().code(), Some(0), "{how}");
            assert_eq!(std::fs::read_to_string(end).unwrap(), "left, LEDs off");
        }
    }

    /// Does nothing, unless the test above asks for it.
    #[cfg(unix)]
    #[test]
    fn asks_when_asked() {
        let Ok(end) = std::env::var(ASK) else { return };
        let shutdown = Shutdown::listen().unwrap();
        hangup::makes_due(&shutdown);
        let wiring = Wiring::default();
        let (mut bench, mut time, _) = rehearsal::panel(&wiring, &[], |_: &str| {});
        let mut seen = Observations::new(wiring, Duration::from_millis(20));
        let mut say = Say::new(false);
        let stdin = io::BufReader::new(io::stdin());
        let mut person = AtKeyboard::new(&mut say, shutdown.clone(), stdin, true);
        let result = Guide::new(&mut bench, &mut time).examine(Some(&mut person), &mut seen);
        if matches!(result, Err(Error::Left(Left))) && bench.lit() == LedPattern::DARK {
            std::fs::write(end, "left, LEDs off").unwrap();
        }
        hangup::ends_in_time(&shutdown, || {});
        say.end();
        std::process::exit(0);
    }
}
