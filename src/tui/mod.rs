//! The panel in the terminal: draws a [`Status`] into the cells of a screen.
//!
//! Place: a view, at the end of the flow; `backpropd panel` runs it. Pure: it reads no key, clock or terminal. A
//! [`Screen`] holds everything that concerns the screen but not the machine.

mod board;
#[cfg(feature = "class")]
pub mod class;
mod figures;
mod loss;
mod network;
mod overlays;
mod places;
mod table;
mod theme;

pub use places::SMALLEST;

use crate::board::Kind;
use crate::classroom::bulletin::Bulletin;
use crate::classroom::words;
use crate::glyphs::Glyphs;
use crate::host::shell;
use crate::language;
use crate::messages;
use crate::nn::LearningRates;
use crate::observe::Status;
use crate::panel::Input;
use crate::view::layout;
use overlays::Reading;
use places::{MESSAGE, Places};
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Color;
use theme::{BOLD, FAINT, NEGATIVE, PLAIN, columns, framed, put, shortened};

/// What a screen shows besides the machine itself.
///
/// ```
/// use backpropd::board::Kind;
/// use backpropd::machine::{Machine, Settings};
/// use backpropd::observe::Status;
/// use backpropd::trainer::{self, Trainer};
/// use backpropd::tui::{Screen, render};
/// use ratatui::{Terminal, backend::TestBackend};
/// use std::time::Duration;
///
/// let machine = Machine::new(Settings::default(), Trainer::new(trainer::Settings::default(), 42));
/// let status = Status::of(&machine, Kind::Sim, Duration::ZERO);
/// let screen = Screen::new(true);
/// let mut terminal = Terminal::new(TestBackend::new(80, 24))?;
/// terminal.draw(|frame| render(&status, &screen, frame))?;
/// assert!(terminal.backend().to_string().contains("╭──╮")); // a switch
/// # Ok::<(), std::convert::Infallible>(())
/// ```
#[derive(Clone, Debug)]
pub struct Screen {
    /// The glyphs that it can show; if only ASCII, the language is English.
    pub glyphs: Glyphs,
    /// Whether it has colours. Everything is readable without them.
    pub coloured: bool,
    /// The watched daemon, and its socket if one was named; `None` for a machine in this process.
    pub daemon: Option<Option<String>>,
    /// The connection to the daemon is lost.
    pub lost: bool,
    /// What the teacher of a class says.
    pub class: Option<Bulletin>,
    notice: Option<Notice>,
    page: Page,
    /// The number of restarts so far, and when the latest was seen.
    restarts: Option<u64>,
    restarted_at: Option<f64>,
    /// The latest pace, in steps per second.
    pace: Option<u32>,
}

/// The overlay on the panel.
#[derive(Clone, Debug)]
enum Page {
    None,
    Help,
    Ledger(Box<Reading>),
}

/// The answer to an action of the person.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// The learning rate is now this.
    LearningRate(LearningRates),
    /// The momentum is now this.
    Momentum(f64),
    /// The recording was saved here.
    Saved(String),
    /// It could not be saved, and why.
    NotSaved(String),
    /// The board is real: its switches can be flipped only at the panel.
    ReadOnly,
    /// Only the daemon can change this.
    OfTheDaemon,
    /// Something else went wrong.
    Failed(String),
}

impl Notice {
    fn text(&self) -> String {
        match self {
            Notice::LearningRate(rates) => {
                messages::tui_new_learning_rate(figures::learning_rates(*rates))
            }
            Notice::Momentum(momentum) => messages::tui_new_momentum(momentum),
            Notice::Saved(path) => messages::tui_saved(path, shell::word(path)),
            Notice::NotSaved(why) => messages::tui_not_saved(why),
            Notice::ReadOnly => messages::tui_read_only().into(),
            Notice::OfTheDaemon => messages::tui_of_the_daemon().into(),
            Notice::Failed(why) => messages::tui_failed(why),
        }
    }
}

impl Screen {
    /// A screen that shows the panel of a machine in this process.
    pub fn new(coloured: bool) -> Self {
        Self {
            glyphs: Glyphs::All,
            coloured,
            daemon: None,
            lost: false,
            class: None,
            notice: None,
            page: Page::None,
            restarts: None,
            restarted_at: None,
            pace: None,
        }
    }

    /// Updates the screen; call it with each status.
    pub fn look(&mut self, status: &Status) {
        if std::mem::take(&mut self.lost) {
            // An earlier failure no longer matters, and the daemon may have restarted its counts.
            (self.notice, self.restarts, self.restarted_at) = (None, None, None);
        }
        let restarts = status.snapshot.restarts;
        if self.restarts.is_some_and(|before| before < restarts) {
            self.restarted_at = Some(status.uptime_s);
        }
        self.restarts = Some(restarts);
        let pace = Some(status.snapshot.steps_per_second);
        if std::mem::replace(&mut self.pace, pace) != pace {
            self.restarted_at = None; // the status shows the new pace
        }
    }

    /// Shows a notice until the next key.
    pub fn say(&mut self, notice: Notice) {
        self.notice = Some(notice);
    }

    /// Removes the notice.
    pub fn be_quiet(&mut self) {
        self.notice = None;
    }

    /// Changes to the next language that the screen can show.
    pub fn turn_language(&self) {
        if self.glyphs == Glyphs::All {
            language::set(language::current().next());
        }
    }

    /// Opens or closes the help.
    pub fn turn_help(&mut self) {
        self.page = match self.page {
            Page::Help => Page::None,
            Page::None | Page::Ledger(_) => Page::Help,
        };
    }

    /// Opens or closes the ledger of the latest step. It keeps showing that step while the machine continues.
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

    /// Closes the overlay; `false` if there is none.
    pub fn close_page(&mut self) -> bool {
        !matches!(std::mem::replace(&mut self.page, Page::None), Page::None)
    }

    /// Scrolls the overlay by this many lines, on a screen of this size.
    pub fn scroll(&mut self, lines: isize, screen: Rect) {
        if let Page::Ledger(reading) = &mut self.page {
            reading.scroll(lines, screen, self.glyphs);
        }
    }

    /// The switch or button at this position on a screen of this size.
    pub fn part_at(&self, position: Position, screen: Rect) -> Option<Input> {
        if !matches!(self.page, Page::None) {
            return None;
        }
        Places::on(screen)?.parts().at(position)
    }

    /// The lines of the message, and whether to highlight them.
    fn message(&self, status: &Status, width: u16) -> (Vec<String>, bool) {
        let (text, urgent) = if self.lost {
            (messages::tui_lost().into(), true)
        } else if let Some(notice) = &self.notice {
            (notice.text(), true)
        } else if let Some(ask) = self.class.as_ref().and_then(|class| class.ask) {
            (messages::tui_class_ask(words::ask(ask)), true)
        } else {
            figures::sentence(status, self.restarted_at)
        };
        let width = usize::from(width).saturating_sub(2);
        let mut lines = layout::sentence(&self.glyphs.show(&text), 0, width);
        for line in &mut lines {
            *line = shortened(line, width);
        }
        if lines.len() > MESSAGE.into() {
            lines.truncate(MESSAGE.into());
            if let Some(last) = lines.last_mut() {
                last.push('…');
            }
        }
        (lines, urgent)
    }
}

/// Draws the panel on the whole frame.
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
                Page::Help => overlays::help(area, screen, buffer),
                Page::Ledger(reading) => reading.draw(area, screen.glyphs, buffer),
            }
        }
        None => too_small(area, buffer),
    }
    adapt(screen.glyphs, screen.coloured, buffer);
}

/// Leaves only what the terminal can show.
fn adapt(glyphs: Glyphs, coloured: bool, buffer: &mut Buffer) {
    if glyphs == Glyphs::Ascii {
        for cell in &mut buffer.content {
            let glyph = cell.symbol().chars().next().unwrap_or(' ');
            cell.set_char(glyphs.cell(glyph));
        }
    }
    if !coloured {
        for cell in &mut buffer.content {
            (cell.fg, cell.bg) = (Color::Reset, Color::Reset);
        }
    }
}

fn draw(status: &Status, screen: &Screen, places: Places, buffer: &mut Buffer) {
    let snapshot = &status.snapshot;
    let name = |text: &str| format!(" {text} ");
    title(status, screen, places.title, buffer);

    framed(name(messages::tui_board()), places.board, buffer);
    board::draw(snapshot, places.parts(), buffer);
    let inner = framed(name(messages::tui_table()), places.table, buffer);
    table::draw(snapshot, inner, screen.glyphs, buffer);
    let (glyph, state, style) = figures::state(snapshot);
    let state = format!(" {glyph} {state} ");
    let state = screen.glyphs.show(&state);
    let inner = framed(
        ratatui::text::Span::styled(state, style),
        places.figures,
        buffer,
    );
    figures::draw(snapshot, inner, buffer);
    let inner = framed(name(messages::tui_network()), places.network, buffer);
    network::draw(snapshot, inner, buffer);
    let inner = framed(name(messages::tui_loss_of_steps()), places.loss, buffer);
    loss::draw(snapshot, inner, buffer);

    keys(places.keys, screen.daemon.is_some(), buffer);
}

fn title(status: &Status, screen: &Screen, area: Rect, buffer: &mut Buffer) {
    // In a class, the goal is more important than the seed.
    let goal = screen.class.as_ref().and_then(|class| class.goal.as_ref());
    let (last, style_of_last) = match goal {
        Some(goal) => {
            let (right, _) = goal.taught(status.snapshot.rows.each_ref().map(|row| row.target));
            (messages::tui_class_goal(right, goal.title()), BOLD)
        }
        None => (messages::tui_seed(status.snapshot.seed), FAINT),
    };
    let board = match status.board {
        Kind::Sim => messages::tui_simulated().into(),
        board => messages::tui_hardware(board.name()),
    };
    let mut x = put(buffer, area, 1, 0, "backpropd", BOLD) + 2;
    let mut part = |text: &str, style| x = put(buffer, area, x, 0, text, style) + 2;
    if let Some(socket) = &screen.daemon {
        let style = if screen.lost {
            BOLD.fg(NEGATIVE)
        } else {
            PLAIN
        };
        // A long path is shortened for the text after it.
        let named = |socket: &str| messages::tui_daemon_at(socket);
        let others = [named(""), board.clone(), last.clone()];
        let others = others.iter().map(|text| columns(text) + 2).sum::<u16>() + 12;
        let room = area.width.saturating_sub(others).into();
        match socket {
            Some(socket) => part(&named(&shortened(socket, room)), style),
            None => part(messages::tui_daemon(), style),
        }
    }
    part(&board, PLAIN);
    part(&last, style_of_last);
}

fn keys(area: Rect, is_attached: bool, buffer: &mut Buffer) {
    let mut x = 1;
    let keys = [
        ("1-4", messages::tui_flip()),
        ("t", messages::tui_teach()),
        ("f", messages::tui_forget()),
        ("+ -", messages::tui_pace()),
        ("p", messages::tui_pause()),
        ("e", messages::tui_step()),
        ("?", messages::tui_help()),
        ("q", messages::tui_quit()),
    ];
    // The daemon decides these.
    let is_offered = |key: &str| !is_attached || !["+ -", "p"].contains(&key);
    for (key, text) in keys.into_iter().filter(|(key, _)| is_offered(key)) {
        x = put(buffer, area, x, 0, key, BOLD) + 1;
        x = put(buffer, area, x, 0, text, FAINT) + 2;
    }
}

fn too_small(area: Rect, buffer: &mut Buffer) {
    let text = messages::tui_too_small(SMALLEST.0, SMALLEST.1);
    let remedy = messages::tui_too_small_remedy();
    let mut lines = layout::sentence(&text, 0, area.width.into());
    lines.extend(layout::sentence(remedy, 0, area.width.into()));
    let top = area.height.saturating_sub(lines.len() as u16) / 2;
    for (row, line) in lines.iter().enumerate() {
        let x = area.width.saturating_sub(columns(line)) / 2;
        put(buffer, area, x, top + row as u16, line, PLAIN);
    }
}
