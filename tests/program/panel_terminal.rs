//! The panel as a person sees it: the real program in a pseudo-terminal, with keys and the mouse.

#![cfg(all(unix, feature = "tui", feature = "ko"))]

use crate::pty::Terminal;
use assert_cmd::cargo::cargo_bin;
use backpropd::board::{Kind, SimBoard, SimPanel};
use backpropd::daemon::{self, Observer, RealTime};
use backpropd::machine::{self, Event, Machine};
use backpropd::observe::Status;
use backpropd::observe::{Client, Hub, Publisher, Server};
use backpropd::panel::{FORGET_ALL_AFTER, Input};
use backpropd::recording::Recording;
use backpropd::trainer::{self, Trainer};
use backpropd::tui::{Screen, render};
use ratatui::backend::TestBackend;
use ratatui::buffer::Cell;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use tempfile::tempdir;

const SIZE: (u16, u16) = (80, 24);

fn panel_with(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Terminal {
    let arguments = [&["panel"], arguments].concat();
    let program = cargo_bin("backpropd");
    let mut terminal = Terminal::start(&program, &arguments, variables, folder, SIZE);
    terminal.wait_for("i1 0   i2 0");
    terminal.assert_taken();
    terminal
}

fn panel(folder: &Path, arguments: &[&str]) -> Terminal {
    panel_with(folder, arguments, &[])
}

/// It quits when the key is pressed, and restores the terminal.
fn quit(mut terminal: Terminal) {
    terminal.types("q");
    assert_eq!(terminal.end().code(), Some(0));
    terminal.assert_restored();
}

fn is_coloured(screen: &vt100::Screen) -> bool {
    let cells = (0..SIZE.1).flat_map(|row| (0..SIZE.0).map(move |column| (row, column)));
    let mut cells = cells.filter_map(|(row, column)| screen.cell(row, column));
    cells.any(|cell| cell.fgcolor() != vt100::Color::Default)
}

/// Teaches the half-adder with keys, typed without a pause: 00 → 00, 01 → 10, 10 → 10, 11 → 01.
#[test]
fn keys_teach_the_half_adder() {
    let folder = tempdir().unwrap();
    let mut terminal = panel(folder.path(), &["--seed", "8"]);
    terminal.wait_for("nothing taught yet");
    terminal.types("++++t23t12t234t");
    terminal.wait_for("pace 2,000/s");
    terminal.wait_for("✓ learned");
    // The LEDs, row by row; the switches are at 11.
    for (keys, inputs, leds) in [
        ("", "i1 1   i2 1", "○ o1   ● o2      ● status"),
        ("2", "i1 1   i2 0", "● o1   ○ o2      ● status"),
        ("12", "i1 0   i2 1", "● o1   ○ o2      ● status"),
        ("2", "i1 0   i2 0", "○ o1   ○ o2      ● status"),
    ] {
        terminal.types(keys);
        terminal.wait_until(leds, |screen| {
            let contents = screen.contents();
            contents.contains(inputs) && contents.contains(leds)
        });
    }
    let contents = terminal.screen().contents();
    assert_eq!(contents.matches(" ✓ │").count(), 4, "{contents}");

    // Its recording replays to the same result on any computer, and the next one does not replace it.
    terminal.types("s");
    terminal.wait_for("recording-1.txt");
    terminal.types("s");
    terminal.wait_for("recording-2.txt");
    quit(terminal);
    let recording = folder.path().join("recording-1.txt");
    let replayed = Command::new(cargo_bin("backpropd"))
        .arg("replay")
        .arg(&recording)
        .output()
        .unwrap();
    let text = String::from_utf8(replayed.stdout).unwrap();
    assert!(replayed.status.success(), "{text}");
    assert!(text.contains("learned"), "{text}");
}

#[test]
fn every_other_key_does_what_the_help_says() {
    let folder = tempdir().unwrap();
    let mut terminal = panel(folder.path(), &["--seed", "8", "--save", "mine.txt"]);
    terminal.types("?");
    terminal.wait_for("hold forget for 2 s");
    terminal.types("\x1b");
    terminal.wait_until("closed", |screen| {
        !screen.contents().contains("hold forget")
    });

    terminal.types("p13t");
    terminal.wait_for("‖ paused");
    terminal.wait_for("▸1  0   1  0");
    terminal.types("e");
    terminal.wait_for("No training step with these weights yet");
    terminal.types("ep");
    terminal.wait_for("✓ learned");
    let before = terminal.screen().contents();
    terminal.types("e");
    terminal.wait_for("Forward: from input to output");
    terminal.types("\x1b[F");
    terminal.wait_for("L⁺ − L");
    terminal.types("l");
    terminal.wait_for("이 단계 전과 후의 손실");
    terminal.types("el");
    terminal.wait_for("truth table");

    // New weights, and the sample stays; with the key r and with the button.
    let w1 = |contents: &str| {
        let line = contents.lines().find(|line| line.contains("w1 ")).unwrap();
        line.split("w1 ").nth(1).unwrap()[..6].to_owned()
    };
    for key in ["r", "f"] {
        terminal.types(key);
        terminal.wait_until("other weights", |screen| {
            let contents = screen.contents();
            contents.contains("w1 ") && w1(&contents) != w1(&before)
        });
        terminal.wait_for("▸1  0   1  0");
        terminal.wait_for("✓ learned");
    }
    terminal.types("F");
    terminal.wait_for("▸1  0   ·  ·");
    terminal.types("-");
    terminal.wait_for("pace 50/s");
    terminal.types("s");
    terminal.wait_for("saved to mine.txt");
    let recording = fs::read_to_string(folder.path().join("mine.txt")).unwrap();
    assert!(recording.contains("forget on"), "{recording}");
    // Ctrl-C, an ordinary key in raw mode.
    terminal.types("\x03");
    assert_eq!(terminal.end().code(), Some(0));
    terminal.assert_restored();
}

/// The screen of this size that shows this.
fn picture(status: &Status, screen: &Screen, (width, height): (u16, u16)) -> String {
    let mut terminal = ratatui::Terminal::new(TestBackend::new(width, height)).unwrap();
    let drawn = terminal.draw(|frame| render(status, screen, frame));
    let cells = drawn.unwrap().buffer.content.chunks(width.into());
    let rows = cells.map(|row| row.iter().map(Cell::symbol).collect::<String>());
    trimmed(rows)
}

fn trimmed(rows: impl Iterator<Item = String>) -> String {
    let rows: Vec<_> = rows.map(|row| row.trim_end().to_owned()).collect();
    rows.join("\n")
}

/// α and the momentum change while it learns. The recording has it all: replayed, it draws the same screen, to every digit
/// of the last step.
#[test]
fn keys_change_the_learning_rate_and_the_momentum_and_a_replay_repeats_it() {
    let folder = tempdir().unwrap();
    let mut terminal = panel(folder.path(), &["--seed", "8", "--save", "mine.txt"]);
    let size = (120, 40);
    terminal.resize(size.0, size.1);
    for (keys, said) in [
        ("t23t]]", "The learning rate α is now 8."),
        ("[[[", "The learning rate α is now 5."),
        (">>", "The momentum is now 0.2."),
        ("<", "The momentum is now 0.1."),
    ] {
        terminal.types(keys);
        terminal.wait_for(said);
    }
    terminal.types("12t234t");
    terminal.wait_for("✓ learned ─");
    terminal.types("p");
    terminal.wait_for("‖ paused");
    terminal.types("s");
    terminal.wait_for("saved to mine.txt");

    let recording = fs::read_to_string(folder.path().join("mine.txt")).unwrap();
    let changes = recording.lines().filter_map(|line| {
        let (_, change) = line.split_once(' ')?;
        let is_ours = change.starts_with("alpha ") || change.starts_with("momentum ");
        is_ours.then_some(change)
    });
    assert_eq!(
        changes.collect::<Vec<_>>(),
        [
            "alpha 7",
            "alpha 8",
            "alpha 7",
            "alpha 6",
            "alpha 5",
            "momentum 0.1",
            "momentum 0.2",
            "momentum 0.1"
        ]
    );
    let replayed = Recording::parse(&recording).unwrap();
    let machine = replayed.replay(&mut |_, _| {}).unwrap();
    let status = Status::of(&machine, Kind::Sim, machine.time());
    let mut screen = Screen::new(true);
    // With the ledger of the last step, then without.
    for _ in 0..2 {
        screen.turn_ledger(&status);
        let expected = picture(&status, &screen, size);
        terminal.types("e");
        terminal.wait_until(&expected, |screen| {
            trimmed(screen.rows(0, size.0)) == expected
        });
    }
    quit(terminal);
}

/// Where scans are late, `F` holds *forget* for as many of them: the button is not released before the machine's 2 s.
#[test]
fn forgetting_everything_waits_for_a_machine_that_stands_still() {
    let folder = tempdir().unwrap();
    let mut terminal = panel(folder.path(), &["--seed", "8"]);
    terminal.types("13t");
    terminal.wait_for("▸1  0   1  0");
    terminal.types("F");
    terminal.wait_for("◌ forgetting");
    let id = terminal.id().to_string();
    let signal = |name| {
        let sent = Command::new("kill").args(["-s", name, &id]).status();
        assert!(sent.unwrap().success());
    };
    signal("STOP");
    thread::sleep(FORGET_ALL_AFTER + Duration::from_secs(1));
    signal("CONT");
    terminal.wait_for("▸1  0   ·  ·");
    quit(terminal);
}

#[test]
fn the_mouse_flips_and_teaches_and_the_window_can_change() {
    let folder = tempdir().unwrap();
    let mut terminal = panel(folder.path(), &["--seed", "8"]);
    let click = |terminal: &mut Terminal, text: &str| {
        let screen = terminal.wait_for(text);
        let rows = screen.rows(0, 200).map(|row| row.to_string());
        let found = rows.enumerate().find_map(|(y, row)| {
            let before = row.find(text)?;
            Some((row[..before].chars().count(), y))
        });
        let (x, y) = found.unwrap();
        terminal.types(&format!("\x1b[<0;{};{}M\x1b[<0;{0};{1}m", x + 1, y + 1));
    };
    click(&mut terminal, "i1 0");
    click(&mut terminal, "t2 0");
    click(&mut terminal, "[  teach  ]");
    terminal.wait_for("▸1  0   0  1");

    terminal.resize(120, 40);
    terminal.wait_for("learning rate α");
    click(&mut terminal, "t1 0");
    terminal.wait_for("t1 1");
    terminal.resize(60, 20);
    terminal.wait_for("80 columns and 24 rows");
    terminal.resize(80, 24);
    terminal.wait_for("t1 1");
    quit(terminal);
}

#[test]
fn signals_end_it_and_the_terminal_is_restored() {
    let folder = tempdir().unwrap();
    for name in ["TERM", "INT", "HUP"] {
        let mut terminal = panel(folder.path(), &[]);
        let id = terminal.id().to_string();
        let sent = Command::new("kill").args(["-s", name, &id]).status();
        assert!(sent.unwrap().success());
        assert_eq!(terminal.end().code(), Some(0), "SIG{name}");
        terminal.assert_restored();
    }
}

#[test]
fn the_environment_decides_on_colours_and_language() {
    let folder = tempdir().unwrap();
    let mut terminal = panel(folder.path(), &[]);
    terminal.wait_until("coloured", is_coloured);
    quit(terminal);
    let variables = [("NO_COLOR", "1"), ("LANG", "ko_KR.UTF-8")];
    let mut terminal = panel_with(folder.path(), &[], &variables);
    terminal.types("t");
    terminal.wait_for("진리표");
    terminal.wait_for("다 배움");
    assert!(!is_coloured(&terminal.screen()));
    quit(terminal);
}

/// The Pi's own screen cannot show Hangul, whatever the locale says.
#[test]
fn the_linux_console_gets_ascii_and_english() {
    let folder = tempdir().unwrap();
    for variables in [
        [("TERM", "linux"), ("LANG", "ko_KR.UTF-8")],
        [("TERM", "vt220"), ("LANG", "ko_KR.UTF-8")],
        [("TERM", "xterm"), ("LANG", "ko_KR.EUC-KR")],
    ] {
        let mut terminal = panel_with(folder.path(), &["--lang", "ko"], &variables);
        terminal.types("t");
        terminal.wait_for("ok learned 1 of 4 rows");
        terminal.types("l");
        terminal.types("1");
        let screen = terminal.wait_for("i1 1 ");
        assert!(screen.contents().is_ascii(), "{}", screen.contents());
        quit(terminal);
    }
}

#[test]
fn without_a_terminal_it_says_so() {
    let output = Command::new(cargo_bin("backpropd"))
        .arg("panel")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.contains("needs a terminal"), "{text}");
    assert!(output.stdout.is_empty());
}

/// A daemon in this process: the real loop on the simulated board, behind a real socket.
struct Daemon {
    stop: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

/// Publishes statuses of a board with this name.
struct Publishing {
    publisher: Publisher,
    board: Kind,
    stop: Arc<AtomicBool>,
}

impl Observer for Publishing {
    fn event(&mut self, _: Event) {}

    fn scanned(&mut self, now: Duration, machine: &Machine) -> ControlFlow<()> {
        self.publisher.scanned(now, machine, || Status {
            version: "0.1.0".into(),
            ..Status::of(machine, self.board, now)
        });
        match self.stop.load(Ordering::Relaxed) {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    }
}

impl Daemon {
    fn start(hub: &Hub, board: Kind) -> (Self, SimPanel) {
        let stop = Arc::new(AtomicBool::new(false));
        let mut pins = SimBoard::default();
        let panel = pins.panel();
        let mut publishing = Publishing {
            publisher: hub.publisher(),
            board,
            stop: Arc::clone(&stop),
        };
        let thread = thread::spawn(move || {
            let trainer = Trainer::new(trainer::Settings::default(), 8);
            let mut machine = Machine::new(machine::Settings::default(), trainer);
            daemon::run(
                &mut pins,
                &mut machine,
                &mut RealTime::new(100),
                &mut publishing,
            )
            .unwrap();
        });
        (Self { stop, thread }, panel)
    }

    fn end(self) {
        self.stop.store(true, Ordering::Relaxed);
        self.thread.join().unwrap();
    }
}

#[test]
fn a_real_board_is_read_only() {
    let folder = tempdir().unwrap();
    let hub = Hub::default();
    let (daemon, hands) = Daemon::start(&hub, Kind::Rppal);
    let _server = Server::start(&folder.path().join("s"), &hub, None, None).unwrap();
    let mut terminal = panel(folder.path(), &["--attach", "s"]);
    terminal.wait_for("board rppal, read-only");
    for key in ["1", "t", "F"] {
        terminal.types(key);
        terminal.wait_for("flip its switches by hand");
        terminal.types("l");
        terminal.wait_until("quiet", |screen| !screen.contents().contains("by hand"));
        terminal.types("l");
    }
    for key in ["+", "]", "<"] {
        terminal.types(key);
        terminal.wait_for("The daemon decides this");
        terminal.types("?");
        let help = terminal.wait_for("every number of the last training step");
        let help = help.contents();
        assert!(
            !help.contains("faster") && !help.contains("smaller"),
            "{help}"
        );
        terminal.types("?");
        terminal.wait_until("closed", |screen| {
            !screen.contents().contains("every number")
        });
    }
    terminal.types("s");
    terminal.wait_for("Could not save");
    // Its own switches are shown.
    hands.set(Input::I1, true);
    terminal.wait_for("i1 1");
    quit(terminal);
    daemon.end();
}

/// A process that is killed at the end of the test.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The switches of a simulated board can be flipped. If the daemon goes away, the panel says so; when it is back, the
/// panel continues.
#[test]
fn a_simulated_daemon_can_be_taught_and_is_found_again_after_a_restart() {
    let folder = tempdir().unwrap();
    let daemon = || {
        let mut command = Command::new(cargo_bin("backpropd"));
        command
            .args(["run", "--config", "config/backpropd.toml", "--board", "sim"])
            .env("STATE_DIRECTORY", folder.path())
            .env("RUNTIME_DIRECTORY", folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        Process(command.spawn().unwrap())
    };
    let mut first = daemon();
    while Client::connect(&folder.path().join("status.sock")).is_err() {
        let ended = first.0.try_wait().unwrap();
        assert!(ended.is_none(), "the daemon ended: {ended:?}");
        thread::sleep(Duration::from_millis(20));
    }
    let variables = [("RUNTIME_DIRECTORY", folder.path().to_str().unwrap())];
    let mut terminal = panel_with(folder.path(), &["--attach"], &variables);
    terminal.wait_for("daemon  simulated board");
    terminal.types("14t");
    terminal.wait_for("▸1  0   0  1");
    terminal.wait_for("✓ learned");

    drop(first);
    terminal.wait_for("Lost the connection");
    let _second = daemon();
    // Whether it was saved in time is not tested here; its switches are off again.
    terminal.wait_for("i1 0   i2 0");
    terminal.wait_until("found", |screen| {
        !screen.contents().contains("Lost the connection")
    });
    quit(terminal);
}

#[test]
fn without_a_daemon_it_says_how_to_start_one() {
    let folder = tempdir().unwrap();
    let program = cargo_bin("backpropd");
    let arguments = ["panel", "--attach", "no.sock"];
    let mut terminal = Terminal::start(&program, &arguments, &[], folder.path(), SIZE);
    assert_eq!(terminal.end().code(), Some(3));
    terminal.wait_for("no daemon answers at no.sock");
    terminal.assert_restored();
}
