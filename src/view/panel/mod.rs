//! The panel in the terminal: a picture of a [`Status`] in the cells of a screen.
//!
//! Place: a view, at the end of the flow; `backpropd panel` draws it and feeds it. Pure: it reads no key, no clock and
//! no terminal. What of the picture is a matter of the screen and not of the machine is a [`Screen`].

mod board;
mod figures;
mod loss;
mod network;
mod pages;
mod places;
mod table;
mod theme;
mod words;

pub use places::SMALLEST;

use crate::language::{Language, Text};
use crate::panel::Input;
use crate::snapshot::Status;
use crate::view::layout;
use pages::Reading;
use places::{MESSAGE, Places};
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Color;
use theme::{BOLD, FAINT, NEGATIVE, PLAIN, columns, framed, put};

/// What a screen shows beside the machine itself.
///
/// ```
/// use backpropd::language::Language;
/// use backpropd::machine::{Machine, Settings};
/// use backpropd::snapshot::Status;
/// use backpropd::trainer::{self, Trainer};
/// use backpropd::view::panel::{Screen, render};
/// use ratatui::{Terminal, backend::TestBackend};
///
/// let machine = Machine::new(Settings::default(), Trainer::new(trainer::Settings::default(), 42));
/// let status = Status {
///     version: "0.1.0".into(),
///     board: "sim".into(),
///     uptime_s: 0.0,
///     saved_s_ago: None,
///     warnings: Vec::new(),
///     snapshot: machine.snapshot(),
/// };
/// let screen = Screen::new(Language::En, true);
/// let mut terminal = Terminal::new(TestBackend::new(80, 24))?;
/// terminal.draw(|frame| render(&status, &screen, frame))?;
/// assert!(terminal.backend().to_string().contains("╭──╮")); // a switch
/// # Ok::<(), std::convert::Infallible>(())
/// ```
#[derive(Clone, Debug)]
pub struct Screen {
    /// The language.
    pub language: Language,
    /// Whether it has colours; everything can be read without.
    pub coloured: bool,
    /// The daemon that is looked at, and its socket if that was named; `None` for a machine in this process.
    pub daemon: Option<Option<String>>,
    /// The daemon has gone.
    pub lost: bool,
    notice: Option<Notice>,
    page: Page,
    /// The restarts seen last, and when the latest of them was seen.
    restarts: Option<u64>,
    restarted_at: Option<f64>,
}

/// What is laid over the panel.
#[derive(Clone, Debug)]
enum Page {
    None,
    Help,
    Ledger(Box<Reading>),
}

/// An answer to what a person did.
///
/// ```
/// use backpropd::view::panel::Notice;
/// assert_ne!(Notice::ReadOnly, Notice::Saved("lesson-1.txt".into()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The lesson file is here.
    Saved(String),
    /// It could not be saved, and why.
    NotSaved(String),
    /// The board is real, so that only hands can flip its switches.
    ReadOnly,
    /// Only the daemon itself decides on this.
    OfTheDaemon,
    /// Something else went wrong.
    Failed(String),
}

impl Notice {
    fn text(&self, language: Language) -> String {
        match self {
            Notice::Saved(path) => words::SAVED.fill(language, &[("path", path)]),
            Notice::NotSaved(why) => words::NOT_SAVED.fill(language, &[("why", why)]),
            Notice::ReadOnly => words::READ_ONLY.in_language(language).into(),
            Notice::OfTheDaemon => words::OF_THE_DAEMON.in_language(language).into(),
            Notice::Failed(why) => words::FAILED.fill(language, &[("why", why)]),
        }
    }
}

impl Screen {
    /// A screen that shows the panel of a machine in this process.
    pub fn new(language: Language, coloured: bool) -> Self {
        Self {
            language,
            coloured,
            daemon: None,
            lost: false,
            notice: None,
            page: Page::None,
            restarts: None,
            restarted_at: None,
        }
    }

    /// Takes note of what has changed; to be called with each status.
    pub fn look(&mut self, status: &Status) {
        if std::mem::take(&mut self.lost) {
            // What it could not do then is of no interest any more, and what is back may count from the beginning.
            (self.notice, self.restarts, self.restarted_at) = (None, None, None);
        }
        let restarts = status.snapshot.restarts;
        if self.restarts.is_some_and(|before| before < restarts) {
            self.restarted_at = Some(status.uptime_s);
        }
        self.restarts = Some(restarts);
    }

    /// Says something, until the next key.
    pub fn say(&mut self, notice: Notice) {
        self.notice = Some(notice);
    }

    /// Says no more.
    pub fn be_quiet(&mut self) {
        self.notice = None;
    }

    /// Opens the help, or closes it.
    pub fn turn_help(&mut self) {
        self.page = match self.page {
            Page::Help => Page::None,
            Page::None | Page::Ledger(_) => Page::Help,
        };
    }

    /// Opens the ledger of the latest step, or closes it. It stays at that step while the machine goes on.
    pub fn turn_ledger(&mut self, status: &Status) {
        let snapshot = &status.snapshot;
        self.page = match self.page {
            Page::Ledger(_) => Page::None,
            Page::None | Page::Help => Page::Ledger(Box::new(Reading {
                step: snapshot.last_step.map(|step| (step, snapshot.steps)),
                top: 0,
            })),
        };
    }

    /// Closes what is laid over the panel; `false` when nothing is.
    pub fn close_page(&mut self) -> bool {
        !matches!(std::mem::replace(&mut self.page, Page::None), Page::None)
    }

    /// Scrolls what is laid over the panel by so many lines, on a screen of this size.
    pub fn scroll(&mut self, lines: isize, screen: Rect) {
        if let Page::Ledger(reading) = &mut self.page {
            reading.scroll(lines, screen, self.language);
        }
    }

    /// The switch or button at this place of a screen of this size.
    pub fn part_at(&self, position: Position, screen: Rect) -> Option<Input> {
        if !matches!(self.page, Page::None) {
            return None;
        }
        Places::on(screen)?.parts().at(position)
    }

    /// The lines of the message, and whether they are to be noticed.
    fn message(&self, status: &Status, width: u16) -> (Vec<String>, bool) {
        let (text, urgent) = if self.lost {
            (words::LOST.in_language(self.language).into(), true)
        } else if let Some(notice) = &self.notice {
            (notice.text(self.language), true)
        } else {
            figures::sentence(status, self.restarted_at, self.language)
        };
        let width = usize::from(width).saturating_sub(2);
        let mut lines = layout::sentence(&text, 0, width);
        if lines.len() > MESSAGE.into() {
            lines.truncate(MESSAGE.into());
            if let Some(last) = lines.last_mut() {
                last.push('…');
            }
        }
        (lines, urgent)
    }
}

/// Draws the panel on the whole of the frame.
pub fn render(status: &Status, screen: &Screen, frame: &mut Frame) {
    let area = frame.area();
    let buffer = frame.buffer_mut();
    match Places::on(area) {
        Some(places) => {
            draw(status, screen, places, buffer);
            let (message, urgent) = screen.message(status, area.width);
            let style = if urgent { BOLD } else { PLAIN };
            for (row, line) in message.iter().enumerate() {
                put(buffer, places.message, 1, row as u16, line, style);
            }
            match &screen.page {
                Page::None => {}
                Page::Help => pages::help(area, screen.language, buffer),
                Page::Ledger(reading) => reading.draw(area, screen.language, buffer),
            }
        }
        None => too_small(area, screen.language, buffer),
    }
    if !screen.coloured {
        for cell in &mut buffer.content {
            (cell.fg, cell.bg) = (Color::Reset, Color::Reset);
        }
    }
}

fn draw(status: &Status, screen: &Screen, places: Places, buffer: &mut Buffer) {
    let (language, snapshot) = (screen.language, &status.snapshot);
    let name = |text: Text| format!(" {} ", text.in_language(language));
    title(status, screen, places.title, buffer);

    framed(name(words::BOARD), places.board, buffer);
    board::draw(snapshot, places.parts(), language, buffer);
    let inner = framed(name(words::TABLE), places.table, buffer);
    table::draw(snapshot, inner, buffer);
    let (glyph, state, style) = figures::state(snapshot);
    let state = format!(" {glyph} {} ", state.in_language(language));
    let inner = framed(
        ratatui::text::Span::styled(state, style),
        places.figures,
        buffer,
    );
    figures::draw(snapshot, inner, language, buffer);
    let inner = framed(name(words::NETWORK), places.network, buffer);
    network::draw(snapshot, inner, buffer);
    let inner = framed(name(words::LOSS_OF_STEPS), places.loss, buffer);
    loss::draw(snapshot, inner, language, buffer);

    keys(language, places.keys, buffer);
}

fn title(status: &Status, screen: &Screen, area: Rect, buffer: &mut Buffer) {
    let language = screen.language;
    let mut x = put(buffer, area, 1, 0, "backpropd", BOLD) + 2;
    let mut part = |text: &str, style| x = put(buffer, area, x, 0, text, style) + 2;
    if let Some(socket) = &screen.daemon {
        let style = if screen.lost {
            BOLD.fg(NEGATIVE)
        } else {
            PLAIN
        };
        match socket {
            Some(socket) => part(
                &words::DAEMON_AT.fill(language, &[("socket", socket)]),
                style,
            ),
            None => part(words::DAEMON.in_language(language), style),
        }
    }
    if status.board == "sim" {
        part(words::SIMULATED.in_language(language), PLAIN);
    } else {
        let board = [("board", &*status.board)];
        part(&words::HARDWARE.fill(language, &board), PLAIN);
    }
    let seed = status.snapshot.seed.to_string();
    part(&words::SEED.fill(language, &[("seed", &seed)]), FAINT);
}

fn keys(language: Language, area: Rect, buffer: &mut Buffer) {
    let mut x = 1;
    for (key, text) in [
        ("1-4", words::FLIP),
        ("t", words::TEACH),
        ("f", words::FORGET),
        ("+ -", words::PACE),
        ("p", words::PAUSE),
        ("e", words::STEP),
        ("?", words::HELP),
        ("q", words::QUIT),
    ] {
        x = put(buffer, area, x, 0, key, BOLD) + 1;
        x = put(buffer, area, x, 0, text.in_language(language), FAINT) + 2;
    }
}

fn too_small(area: Rect, language: Language, buffer: &mut Buffer) {
    let [width, height] = [SMALLEST.0, SMALLEST.1].map(|size| size.to_string());
    let values = [("width", &*width), ("height", &*height)];
    let text = words::TOO_SMALL.fill(language, &values);
    let remedy = words::TOO_SMALL_REMEDY.in_language(language);
    let mut lines = layout::sentence(&text, 0, area.width.into());
    lines.extend(layout::sentence(remedy, 0, area.width.into()));
    let top = area.height.saturating_sub(lines.len() as u16) / 2;
    for (row, line) in lines.iter().enumerate() {
        let x = area.width.saturating_sub(columns(line)) / 2;
        put(buffer, area, x, top + row as u16, line, PLAIN);
    }
}
