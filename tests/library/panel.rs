//! The picture of the terminal panel, cell by cell, for machines driven by real scans.
//!
//! The expected pictures are in `tests/panel/`.

#![cfg(all(feature = "tui", feature = "ko"))]

#[path = "../panel/svg.rs"]
mod svg;

use crate::expected;
use backpropd::board::Kind;
use backpropd::glyphs::Glyphs;
use backpropd::language::{self, Language};
use backpropd::machine::{self, Machine};
use backpropd::nn::Bias;
use backpropd::observe::Status;
use backpropd::panel::{Input, Levels};
use backpropd::trainer::{self, State, Trainer};
use backpropd::truth_table::TruthTable;
use backpropd::tui::{Notice, Screen, render};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Color;
use std::thread;

const SIZES: [(u16, u16); 2] = [(80, 24), (120, 40)];

/// A machine, and a script that flips its switches.
struct Taught {
    machine: Machine,
    levels: Levels,
}

impl Taught {
    fn new(bias: Bias, seed: u64) -> Self {
        let settings = trainer::Settings::suiting(bias, 0.0);
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

    /// At most one hour of the machine's time.
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

    fn status(&self, board: Kind) -> Status {
        Status {
            version: "0.1.0".into(),
            ..Status::of(&self.machine, board, self.machine.time())
        }
    }
}

fn learned() -> Status {
    learned_from(5)
}

/// The half-adder, learned from the start of this seed.
fn learned_from(seed: u64) -> Status {
    let mut taught = Taught::new(Bias::Trained, seed);
    taught.teach("xor,and");
    taught.scan_until(|machine| machine.trainer().state() == State::Learned);
    taught.scan(50);
    taught.status(Kind::Sim)
}

fn picture(status: &Status, screen: &Screen, (width, height): (u16, u16)) -> Buffer {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal
        .draw(|frame| render(status, screen, frame))
        .unwrap();
    terminal.backend().buffer().clone()
}

/// The rows of a picture as a terminal shows them: a Korean syllable takes two cells.
pub fn rows(buffer: &Buffer) -> Vec<String> {
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
            let picture = language::within(*language, || picture(status, screen, size));
            let picture = rows(&picture).join("\n") + "\n";
            let name = format!("{name}-{}-{}x{}.txt", language.name(), size.0, size.1);
            expected::assert_holds(format!("tests/panel/{name}"), &picture);
        }
    }
}

fn screen() -> Screen {
    Screen::new(true)
}

#[test]
fn at_the_start() {
    let mut taught = Taught::new(Bias::Trained, 42);
    taught.scan(10);
    check("start", &taught.status(Kind::Sim), &screen());
}

#[test]
fn the_half_adder_is_learned() {
    check("learned", &learned(), &screen());
}

#[test]
fn the_picture_of_the_readme_is_the_panel() {
    let picture = picture(&learned_from(8), &screen(), (100, 30));
    expected::assert_holds("docs/panel.svg", &svg::of(&picture));
}

/// A seed that gets stuck, right after new weights have been drawn.
#[test]
fn a_restart_is_shown() {
    let mut taught = Taught::new(Bias::Trained, 5);
    let mut screen = screen();
    taught.teach("xor,and");
    screen.look(&taught.status(Kind::Sim));
    taught.scan_until(|machine| machine.trainer().restarts() > 0);
    taught.scan(30);
    let status = taught.status(Kind::Sim);
    screen.look(&status);
    check("restart", &status, &screen);

    // A few seconds later the message is gone.
    taught.scan(350);
    let status = taught.status(Kind::Sim);
    screen.look(&status);
    let text = rows(&picture(&status, &screen, SIZES[0])).join("\n");
    assert!(!text.contains("Stuck"), "{text}");

    // The same after the daemon was away, because its seconds start at 0 again.
    screen.lost = true;
    let mut status = status;
    status.uptime_s = 0.0;
    screen.look(&status);
    let text = rows(&picture(&status, &screen, SIZES[0])).join("\n");
    assert!(!text.contains("Stuck"), "{text}");
}

#[test]
fn an_impossible_table_is_explained() {
    let mut taught = Taught::new(Bias::None, 3);
    taught.teach("xor,and");
    taught.scan(1000);
    check("impossible", &taught.status(Kind::Sim), &screen());
}

#[test]
fn the_ledger_opens_on_top_and_scrolls() {
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
fn the_help_opens_on_top() {
    let mut screen = screen();
    screen.turn_help();
    check("help", &learned(), &screen);
    assert!(screen.close_page());
    assert!(!screen.close_page());
}

#[test]
fn a_real_board_is_read_only() {
    let mut taught = Taught::new(Bias::Trained, 5);
    taught.teach("or,nand");
    let status = taught.status(Kind::Rppal);
    let mut screen = screen();
    screen.daemon = Some(Some("/run/backpropd/status.sock".into()));
    screen.look(&status);
    screen.say(Notice::ReadOnly);
    check("attached", &status, &screen);

    screen.be_quiet();
    screen.turn_help();
    check("attached-help", &status, &screen);
    screen.close_page();
    screen.lost = true;
    check("lost", &status, &screen);
}

#[test]
fn a_stuck_button_is_reported() {
    let mut taught = Taught::new(Bias::Trained, 5);
    taught.levels.set(Input::Forget, true);
    taught.scan(6200);
    let text = rows(&picture(&taught.status(Kind::Sim), &screen(), SIZES[0])).join("\n");
    assert!(text.contains("forget has been held down"), "{text}");
}

/// The smallest screen is wide enough for the keys, and high enough for every sentence, in every language.
#[test]
fn the_smallest_screen_has_room_for_every_text() {
    let mut impossible = Taught::new(Bias::None, 3);
    impossible.teach("i1,i2");
    for status in [learned(), impossible.status(Kind::Sim)] {
        for (language, quit) in [(Language::En, "q quit"), (Language::Ko, "q 끝내기")] {
            let picture = language::within(language, || picture(&status, &screen(), SIZES[0]));
            let rows = rows(&picture);
            assert!(rows[23].ends_with(quit), "{rows:#?}");
            assert!(
                rows[21].ends_with('.') || rows[22].ends_with('.'),
                "{rows:#?}"
            );
        }
    }
}

/// Without colours nothing is coloured, and everything that the colours say can still be read.
#[test]
fn nothing_depends_on_colour_alone() {
    let status = learned();
    let coloured = picture(&status, &screen(), SIZES[0]);
    let plain = picture(&status, &Screen::new(false), SIZES[0]);
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

/// The line of a weight is solid or dashed by its sign, and thicker if it is larger.
#[test]
fn a_weight_sets_the_style_of_its_line() {
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

/// A click finds each part where it is drawn; under an open page it finds nothing.
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

/// Whatever the size, it never panics; if the size is too small, it says so.
#[test]
fn every_size_is_drawn() {
    let status = learned();
    for language in Language::ALL {
        language::set(*language);
        let mut pages = [screen(), screen(), screen()];
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
    language::set(Language::En);
    let text = rows(&picture(&status, &screen(), (60, 20))).join("\n");
    assert!(text.contains("80 columns and 24 rows"), "{text}");
}

/// The Pi's own screen only has ASCII: the same picture in ASCII, and English whatever the language option says.
#[test]
fn a_screen_with_few_glyphs_shows_everything_in_ascii() {
    let learned = learned();
    let mut learning = learned.clone();
    learning.snapshot.state = State::Learning;
    learning.snapshot.rows[2].right = false;
    learning.snapshot.rows[3].leds = [1, 1];
    learning.snapshot.rows[3].right = false;
    let mut impossible = Taught::new(Bias::None, 3);
    impossible.teach("i1,i2");
    let mut lost = screen();
    lost.daemon = Some(Some("/run/학습/status.sock".into()));
    lost.lost = true;
    let mut ledger = screen();
    ledger.turn_ledger(&learned);
    let mut help = screen();
    help.turn_help();
    let mut cases = 0;
    for (name, status, screen) in [
        ("learned", &learned, screen()),
        ("learning", &learning, screen()),
        ("impossible", &impossible.status(Kind::Sim), screen()),
        ("lost", &learned, lost),
        ("ledger", &learned, ledger),
        ("help", &learned, help),
    ] {
        for size in SIZES {
            let mut screen = screen.clone();
            screen.glyphs = Glyphs::Ascii;
            screen.turn_language();
            let picture = rows(&picture(status, &screen, size)).join("\n") + "\n";
            assert!(picture.is_ascii(), "{picture}");
            let file = format!("tests/panel/ascii-{name}-{}x{}.txt", size.0, size.1);
            expected::assert_holds(file, &picture);
            cases += 1;
        }
    }
    println!("{cases} pictures in ASCII");
}

/// Whether one of the rows contains this text in full, not touching any other text.
fn stands_alone(rows: &[String], text: &str) -> bool {
    let touches = |c: char| c.is_alphanumeric() || ".,+−-/".contains(c);
    rows.iter().any(|row| {
        row.match_indices(text).any(|(at, _)| {
            let before = row[..at].chars().next_back();
            let after = row[at + text.len()..].chars().next();
            !before.is_some_and(touches) && !after.is_some_and(touches)
        })
    })
}

fn with_commas(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<_> = digits.as_bytes().rchunks(3).rev().collect();
    groups
        .join(&b","[..])
        .iter()
        .map(|byte| char::from(*byte))
        .collect()
}

/// However large the numbers, none runs into another and none is cut: each is shown in full or shortened.
#[test]
fn no_number_touches_another_or_is_cut() {
    // Every number in every place and in every size.
    const SCREENS: usize = 600;
    let counts = [
        0,
        7,
        999,
        12_345,
        999_999,
        20_000_000,
        4_294_967_295,
        u64::MAX,
    ];
    let paces = [1, 100, 20_000, 100_000, 1_000_000, u32::MAX];
    let weights = [
        0.0,
        -1.0,
        9.96,
        -15.44,
        99.4,
        -99.6,
        999.94,
        -12345.6,
        1e300,
        -f64::MAX,
    ];
    let learned = learned();
    let check = |language, per_second| {
        language::set(language);
        for (number, size) in [(80, 24), (100, 32), (120, 40)]
            .into_iter()
            .cycle()
            .take(SCREENS)
            .enumerate()
        {
            let pick = |prime: usize, length: usize| number * prime / 7 % length;
            let mut status = learned.clone();
            let snapshot = &mut status.snapshot;
            snapshot.steps = counts[pick(11, counts.len())];
            snapshot.restarts = counts[pick(13, counts.len())];
            snapshot.seed = counts[pick(17, counts.len())];
            snapshot.steps_per_second = paces[pick(19, paces.len())];
            let weight = |place: usize| weights[pick(23 + 2 * place, weights.len())];
            snapshot.weights = std::array::from_fn::<f64, 8, _>(weight).into();
            snapshot.biases = std::array::from_fn::<f64, 4, _>(|place| weight(8 + place)).into();
            snapshot.losses.last_mut().unwrap().steps = snapshot.steps.max(10);
            let snapshot = &status.snapshot;
            let mut screen = screen();
            if number % 2 == 0 {
                screen.daemon = Some(Some("/home/someone/a/long/path/to/the/status.sock".into()));
            }
            let rows = rows(&picture(&status, &screen, size));
            let counted = |number: u64, after: &str| {
                let ways = [with_commas(number), format!("{:.1e}", number as f64)];
                let found = ways
                    .iter()
                    .any(|way| stands_alone(&rows, &format!("{way}{after}")));
                assert!(found, "{number}{after} at {size:?} in {rows:#?}");
            };
            counted(snapshot.steps, "");
            counted(snapshot.restarts, "");
            counted(snapshot.steps_per_second.into(), per_second);
            assert!(
                stands_alone(&rows[..1], &snapshot.seed.to_string()),
                "{rows:#?}"
            );
            let signed = |value: f64| {
                let decimals = if size.0 == 80 { 1 } else { 2 };
                let (sign, size) = (if value < 0.0 { '−' } else { '+' }, value.abs());
                [decimals, 0]
                    .map(|decimals| format!("{sign}{size:.decimals$}"))
                    .into_iter()
                    .chain([format!("{sign}{size:.0e}")])
                    .collect::<Vec<_>>()
            };
            let values = <[f64; 8]>::from(snapshot.weights)
                .into_iter()
                .chain(<[f64; 4]>::from(snapshot.biases));
            let names = [
                "w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8", "b", "b", "b", "b",
            ];
            for (name, value) in names.into_iter().zip(values) {
                let found = signed(value)
                    .iter()
                    .any(|way| stands_alone(&rows, &format!("{name} {way}")));
                assert!(found, "{name} {value} at {size:?} in {rows:#?}");
            }
        }
    };
    thread::scope(|scope| {
        scope.spawn(|| check(Language::En, "/s"));
        scope.spawn(|| check(Language::Ko, "/초"));
    });
    println!("{SCREENS} screens of extreme numbers in each language, none touches another");
}

/// The message about a restart ends when the pace changes, when the table is learned, and when training is paused.
#[test]
fn an_old_restart_is_no_longer_shown() {
    let mut taught = Taught::new(Bias::Trained, 5);
    taught.teach("xor,and");
    let mut screen = screen();
    screen.look(&taught.status(Kind::Sim));
    taught.scan_until(|machine| machine.trainer().restarts() > 0);
    let status = taught.status(Kind::Sim);
    screen.look(&status);
    let text =
        |status: &Status, screen: &Screen| rows(&picture(status, screen, SIZES[0])).join("\n");
    assert!(text(&status, &screen).contains("restarted with new weights (1)"));
    let mut changed = status.clone();
    changed.snapshot.paused = true;
    assert!(text(&changed, &screen).contains("Paused. Press p to continue"));
    let mut changed = status.clone();
    changed.snapshot.steps_per_second *= 2;
    screen.look(&changed);
    assert!(text(&changed, &screen).contains("Learning:"));
}

/// Learning the first row is not the end; a row with the right LEDs may not be within tolerance yet.
#[test]
fn partial_learning_is_shown_as_partial() {
    let mut taught = Taught::new(Bias::Trained, 5);
    taught.scan(20);
    taught.levels.set(Input::Teach, true);
    taught.scan(15);
    taught.levels.set(Input::Teach, false);
    taught.scan_until(|machine| machine.trainer().state() == State::Learned);
    let status = taught.status(Kind::Sim);
    for (language, state, sentence) in [
        (
            Language::En,
            "✓ learned 1 of 4 rows ─",
            "Learned 1 of 4 rows. Set another i1 i2",
        ),
        (
            Language::Ko,
            "✓ 1/4행 다 배움 ─",
            "4행 가운데 1행을 배웠습니다.",
        ),
    ] {
        let picture = language::within(language, || picture(&status, &screen(), SIZES[0]));
        let rows = rows(&picture);
        let text = rows.join("\n");
        assert!(text.contains(state) && text.contains(sentence), "{text}");
    }

    let mut status = learned();
    status.snapshot.state = State::Learning;
    status.snapshot.rows[2].right = false;
    status.snapshot.rows[3].right = false;
    status.snapshot.rows[3].leds = [1, 1];
    for (language, sentence) in [
        (
            Language::En,
            "2 of 4 taught rows are right; 1 more lights the right LEDs, but is not yet",
        ),
        (Language::Ko, "2행이 맞습니다. 1행은 LED는 맞지만"),
    ] {
        let picture = language::within(language, || picture(&status, &screen(), SIZES[0]));
        let rows = rows(&picture);
        let text = rows.join("");
        assert!(text.contains(sentence), "{text}");
        for (row, mark) in [(0, '✓'), (1, '✓'), (2, '≈'), (3, '…')] {
            assert!(
                rows[12 + row].contains(&format!(" {mark} │")),
                "{mark} in {text}"
            );
        }
    }
}

/// Huge weights are drawn too.
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
