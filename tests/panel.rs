//! The picture of the terminal panel, cell by cell, of machines that the real scans have brought there.
//!
//! The expected pictures are in `tests/panel/`; `BLESS=1 cargo test --test panel` writes them anew, to be looked at.

#![cfg(feature = "tui")]

use backpropd::language::Language;
use backpropd::machine::{self, Machine};
use backpropd::nn::Bias;
use backpropd::panel::{Input, Levels};
use backpropd::snapshot::Status;
use backpropd::trainer::{self, State, Trainer};
use backpropd::truth_table::TruthTable;
use backpropd::view::panel::{Notice, Screen, render};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Color;
use std::fs;
use std::path::Path;

const SIZES: [(u16, u16); 2] = [(80, 24), (120, 40)];

/// A machine and the hands that flip its switches.
struct Lesson {
    machine: Machine,
    levels: Levels,
}

impl Lesson {
    fn new(bias: Bias, seed: u64) -> Self {
        let settings = trainer::Settings {
            bias,
            ..trainer::Settings::default()
        };
        let machine = Machine::new(machine::Settings::default(), Trainer::new(settings, seed));
        Self {
            machine,
            levels: Levels::default(),
        }
    }

    fn scan(&mut self, scans: u32) {
        for _ in 0..scans {
            self.machine.scan(self.levels, &mut |_| {});
        }
    }

    /// At the most an hour of the machine's time.
    fn scan_until(&mut self, is_so: impl Fn(&Machine) -> bool) {
        for _ in 0..360_000 {
            if is_so(&self.machine) {
                return;
            }
            self.scan(1);
        }
        panic!("it never came about: {}", self.machine.summary());
    }

    fn teach(&mut self, gates: &str) {
        for sample in TruthTable::from_gates(gates).unwrap().samples() {
            let [x, t] = [sample.x, sample.t];
            for (input, on) in Input::SWITCHES.into_iter().zip([x[0], x[1], t[0], t[1]]) {
                self.levels.set(input, on);
            }
            self.scan(20);
            self.levels.set(Input::Teach, true);
            self.scan(15);
            self.levels.set(Input::Teach, false);
            self.scan(5);
        }
    }

    fn status(&self, board: &str) -> Status {
        Status {
            version: "0.1.0".into(),
            board: board.into(),
            uptime_s: self.machine.time().as_secs_f64(),
            saved_s_ago: None,
            warnings: (self.machine.warnings().iter())
                .map(|warning| warning.to_string())
                .collect(),
            snapshot: self.machine.snapshot(),
        }
    }
}

fn learned() -> Status {
    let mut lesson = Lesson::new(Bias::Trained, 8);
    lesson.teach("xor,and");
    lesson.scan_until(|machine| machine.trainer().state() == State::Learned);
    lesson.scan(50);
    lesson.status("sim")
}

fn picture(status: &Status, screen: &Screen, (width, height): (u16, u16)) -> Buffer {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal
        .draw(|frame| render(status, screen, frame))
        .unwrap();
    terminal.backend().buffer().clone()
}

/// The rows of a picture as a terminal would show them: a Korean syllable takes the cell after it too.
fn rows(buffer: &Buffer) -> Vec<String> {
    let width = usize::from(buffer.area.width);
    let row = |cells: &[ratatui::buffer::Cell]| {
        let mut row = String::new();
        let mut taken = 0;
        for cell in cells {
            if taken > 0 {
                taken -= 1;
            } else {
                row.push_str(cell.symbol());
                taken = unicode_width::UnicodeWidthStr::width(cell.symbol()).saturating_sub(1);
            }
        }
        row.trim_end().to_owned()
    };
    buffer.content.chunks(width).map(row).collect()
}

/// Compares the picture with the one in `tests/panel/`, in every language and size.
fn check(name: &str, status: &Status, screen: &Screen) {
    for language in Language::ALL {
        for size in SIZES {
            let mut screen = screen.clone();
            screen.language = language;
            let picture = rows(&picture(status, &screen, size)).join("\n") + "\n";
            let name = format!("{name}-{}-{}x{}.txt", language.name(), size.0, size.1);
            let path = Path::new("tests/panel").join(name);
            if std::env::var_os("BLESS").is_some() {
                fs::write(&path, &picture).unwrap();
            }
            let expected = fs::read_to_string(&path).unwrap_or_default();
            let path = path.display();
            assert!(picture == expected, "{path} is not this:\n{picture}");
        }
    }
}

fn screen() -> Screen {
    Screen::new(Language::En, true)
}

#[test]
fn at_the_start() {
    let mut lesson = Lesson::new(Bias::Trained, 42);
    lesson.scan(10);
    check("start", &lesson.status("sim"), &screen());
}

#[test]
fn the_half_adder_is_learned() {
    check("learned", &learned(), &screen());
}

/// A seed that gets stuck, just when new weights have been drawn.
#[test]
fn a_restart_is_told() {
    let mut lesson = Lesson::new(Bias::Trained, 8);
    let mut screen = screen();
    lesson.teach("xor,and");
    screen.look(&lesson.status("sim"));
    lesson.scan_until(|machine| machine.trainer().restarts() > 0);
    lesson.scan(30);
    let status = lesson.status("sim");
    screen.look(&status);
    check("restart", &status, &screen);

    // Some seconds later that is old news.
    lesson.scan(350);
    let status = lesson.status("sim");
    screen.look(&status);
    let text = rows(&picture(&status, &screen, SIZES[0])).join("\n");
    assert!(!text.contains("Stuck"), "{text}");

    // So it is when the daemon has been away, whose seconds begin anew.
    screen.lost = true;
    let mut status = status;
    status.uptime_s = 0.0;
    screen.look(&status);
    let text = rows(&picture(&status, &screen, SIZES[0])).join("\n");
    assert!(!text.contains("Stuck"), "{text}");
}

#[test]
fn what_is_impossible_is_explained() {
    let mut lesson = Lesson::new(Bias::None, 3);
    lesson.teach("xor,and");
    lesson.scan(1000);
    check("impossible", &lesson.status("sim"), &screen());
}

#[test]
fn the_ledger_lies_over_it_and_scrolls() {
    let status = learned();
    let mut screen = screen();
    screen.turn_ledger(&status);
    check("ledger", &status, &screen);

    let whole = Rect::new(0, 0, 80, 24);
    let text = |screen: &Screen| rows(&picture(&status, screen, SIZES[0])).join("\n");
    let top = text(&screen);
    screen.scroll(1_000_000, whole);
    let bottom = text(&screen);
    assert!(bottom.contains("L⁺ − L"), "{bottom}");
    screen.scroll(-1_000_000, whole);
    assert_eq!(text(&screen), top);
    screen.turn_ledger(&status);
    assert!(!text(&screen).contains("L⁺"));
}

#[test]
fn the_help_lies_over_it() {
    let mut screen = screen();
    screen.turn_help();
    check("help", &learned(), &screen);
    assert!(screen.close_page());
    assert!(!screen.close_page());
}

#[test]
fn a_real_board_is_only_looked_at() {
    let mut lesson = Lesson::new(Bias::Trained, 8);
    lesson.teach("or,nand");
    let status = lesson.status("rppal");
    let mut screen = screen();
    screen.daemon = Some(Some("/run/backpropd/status.sock".into()));
    screen.look(&status);
    screen.say(Notice::ReadOnly);
    check("attached", &status, &screen);

    screen.be_quiet();
    screen.lost = true;
    check("lost", &status, &screen);
}

#[test]
fn a_button_that_is_stuck_is_told() {
    let mut lesson = Lesson::new(Bias::Trained, 8);
    lesson.levels.set(Input::Forget, true);
    lesson.scan(6200);
    let text = rows(&picture(&lesson.status("sim"), &screen(), SIZES[0])).join("\n");
    assert!(text.contains("forget has been held down"), "{text}");
}

/// The smallest screen is wide enough for the keys, and high enough for the sentence, in every language.
#[test]
fn the_smallest_screen_has_room_for_all_words() {
    let mut impossible = Lesson::new(Bias::None, 3);
    impossible.teach("i1,i2");
    for status in [learned(), impossible.status("sim")] {
        for (language, quit) in [(Language::En, "q quit"), (Language::Ko, "q 끝내기")] {
            let rows = rows(&picture(&status, &Screen::new(language, true), SIZES[0]));
            assert!(rows[23].ends_with(quit), "{rows:#?}");
            assert!(
                rows[21].ends_with('.') || rows[22].ends_with('.'),
                "{rows:#?}"
            );
        }
    }
}

/// Without colours nothing is coloured, and what the colours say is to be read all the same.
#[test]
fn no_meaning_stands_on_colour_alone() {
    let status = learned();
    let coloured = picture(&status, &screen(), SIZES[0]);
    let plain = picture(&status, &Screen::new(Language::En, false), SIZES[0]);
    assert!(coloured.content.iter().any(|cell| cell.fg != Color::Reset));
    for cell in &plain.content {
        assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset));
    }
    assert_eq!(rows(&coloured), rows(&plain));
    let text = rows(&plain).join("\n");
    for needed in ["✓", "●", "○", "▀▀", "▄▄", "w1 ", "−", "+"] {
        assert!(text.contains(needed), "no {needed} in:\n{text}");
    }
}

/// The line of a weight is solid or dashed by its sign, and thicker when it is larger.
#[test]
fn a_weight_shows_in_its_line() {
    let mut status = learned();
    let mut dots = |w1: f64| {
        status.snapshot.weights = [w1, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01].into();
        let rows = rows(&picture(&status, &screen(), SIZES[1]));
        let mut lines = rows.iter().filter_map(|row| row.split_once("│ 1  │"));
        let (_, after) = lines
            .next()
            .unwrap_or_else(|| panic!("no input in {rows:#?}"));
        let line = after.split('│').next().unwrap_or_default(); // from i1 to h1
        let dots = |c: char| (c as u32).saturating_sub(0x2800).count_ones();
        line.chars().filter(|c| *c != ' ').map(dots).sum::<u32>()
    };
    let (thin, thick, dashed) = (dots(0.2), dots(5.0), dots(-5.0));
    assert!(thick > 2 * thin, "{thick} dots and {thin}");
    assert!(
        thin < dashed && dashed < thick * 8 / 10,
        "{thick} dots and {dashed}"
    );
}

/// Every part is found where it is drawn; nothing is while a page lies over it.
#[test]
fn the_mouse_finds_what_is_drawn() {
    let status = learned();
    for (width, height) in SIZES {
        let area = Rect::new(0, 0, width, height);
        let mut screen = screen();
        let buffer = picture(&status, &screen, (width, height));
        let find = |screen: &Screen, label: &str| {
            area.positions()
                .find(|at| {
                    let mut cells = label.chars().enumerate();
                    cells.all(|(x, c)| {
                        let at = Position::new(at.x + x as u16, at.y);
                        buffer
                            .cell(at)
                            .is_some_and(|cell| cell.symbol() == c.to_string())
                    })
                })
                .and_then(|at| screen.part_at(at, area))
        };
        for (label, part) in [
            ("i1 1", Input::I1),
            ("i2 1", Input::I2),
            ("t1 0", Input::T1),
            ("t2 1", Input::T2),
            ("[  teach  ]", Input::Teach),
            ("[ forget  ]", Input::Forget),
        ] {
            assert_eq!(find(&screen, label), Some(part), "{label}");
        }
        let parts = area.positions().filter_map(|at| screen.part_at(at, area));
        assert_eq!(parts.count(), 4 * 16 + 2 * 11);
        screen.turn_help();
        assert_eq!(find(&screen, "i1 1"), None);
    }
}

/// Any size at all, and it never panics; what is too small says so.
#[test]
fn every_size_is_drawn() {
    let status = learned();
    for language in Language::ALL {
        let mut pages = [Screen::new(language, true), screen(), screen()];
        pages[1].turn_help();
        pages[2].turn_ledger(&status);
        for screen in &pages {
            for (width, height) in [
                (1, 1),
                (10, 3),
                (79, 24),
                (80, 23),
                (81, 24),
                (95, 31),
                (250, 80),
            ] {
                let text = rows(&picture(&status, screen, (width, height))).join("\n");
                let fits = width >= 80 && height >= 24;
                assert_eq!(text.contains("╭"), fits, "{width}×{height}:\n{text}");
            }
        }
    }
    let text = rows(&picture(&status, &screen(), (60, 20))).join("\n");
    assert!(text.contains("80 columns and 24 rows"), "{text}");
}

/// Weights beyond all measure are drawn too.
#[test]
fn huge_weights_are_drawn() {
    let mut status = learned();
    status.snapshot.weights = [1e300, -1e300, 1e9, -1e9, 0.0, -0.0, 1e-300, 12345.6].into();
    status.snapshot.steps = u64::MAX;
    status.snapshot.steps_per_second = 1_000_000;
    status.snapshot.restarts = u64::MAX;
    for size in SIZES {
        assert!(
            rows(&picture(&status, &screen(), size))
                .join("\n")
                .contains("w1 ")
        );
    }
}
