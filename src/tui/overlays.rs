//! The overlays on the panel: the help, and the ledger of a step.

use super::Screen;
use super::theme::{BOLD, FAINT, PLAIN, columns, framed, put};
use crate::glyphs::Glyphs;
use crate::language::Language;
use crate::messages::{self, Later};
use crate::nn::Ledger;
use crate::view::layout::{Line, Role};
use crate::view::{Style as PageStyle, ledger};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use ratatui::widgets::{Clear, Widget};

/// The keys and what they do.
const KEYS: [(&str, Later); 14] = [
    ("1  2", messages::tui_help_inputs),
    ("3  4", messages::tui_help_targets),
    ("t  space", messages::tui_help_teach),
    ("f", messages::tui_help_forget),
    ("F", messages::tui_help_forget_all),
    ("+  -", messages::tui_help_pace),
    ("[ ]  < >", messages::tui_help_tune),
    ("p", messages::tui_help_pause),
    ("r", messages::tui_help_restart),
    ("e", messages::tui_help_ledger),
    ("s", messages::tui_help_save),
    ("l", messages::tui_help_language),
    ("q  Ctrl-C", messages::tui_help_quit),
    ("", messages::tui_help_mouse),
];

/// What the config of a daemon decides, which no key of a panel that watches it changes.
const OF_THE_DAEMON: [&str; 4] = ["+  -", "[ ]  < >", "p", "r"];

pub fn help(area: Rect, screen: &Screen, buffer: &mut Buffer) {
    let notes = [messages::tui_help_lines(), messages::tui_help_marks()];
    let has_others = screen.glyphs == Glyphs::All && Language::ALL.len() > 1;
    let is_offered = |key: &str| match key {
        "l" => has_others,
        key => screen.daemon.is_none() || !OF_THE_DAEMON.contains(&key),
    };
    let keys = KEYS.into_iter().filter(|(key, _)| is_offered(key));
    let keys: Vec<_> = keys.collect();
    let rows = (keys.len() + 1 + notes.len()) as u16;
    let inner = page(messages::tui_help_title(), "?", area, (74, rows), buffer);
    for (y, (key, text)) in keys.iter().enumerate() {
        put(buffer, inner, 1, y as u16, key, BOLD);
        put(buffer, inner, 13, y as u16, text(), PLAIN);
    }
    for (place, text) in notes.into_iter().enumerate() {
        let y = (keys.len() + 1 + place) as u16;
        let text = screen.glyphs.show(text);
        put(buffer, inner, 1, y, &text, PLAIN);
    }
}

/// The ledger of a step.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The step and its number; `None` if there is none.
    pub step: Option<(Ledger, u64)>,
    /// The first visible line.
    pub top: usize,
}

impl Reading {
    fn lines(&self, width: usize, glyphs: Glyphs) -> Vec<Line> {
        let Some((ledger, step)) = &self.step else {
            let text = messages::tui_no_step().into();
            return vec![Line {
                role: Role::Note,
                text,
            }];
        };
        let style = PageStyle {
            glyphs,
            digits: 6,
            width,
        };
        let context = ledger::Context {
            step: Some(*step),
            ..ledger::Context::default()
        };
        ledger::step(ledger, context, style)
    }

    /// Scrolls by this many lines, within the limits on a screen of this size.
    pub fn scroll(&mut self, lines: isize, screen: Rect, glyphs: Glyphs) {
        let inner = inside(screen);
        let all = self.lines(inner.width.into(), glyphs).len();
        let last = all.saturating_sub(inner.height.into());
        self.top = self.top.saturating_add_signed(lines).min(last);
    }

    pub fn draw(&self, screen: Rect, glyphs: Glyphs, buffer: &mut Buffer) {
        let size = (inside(screen).width, inside(screen).height);
        let inner = page(messages::tui_ledger(), "e", screen, size, buffer);
        let lines = self.lines(inner.width.into(), glyphs);
        let rows = usize::from(inner.height);
        for (y, line) in lines.iter().skip(self.top).take(rows).enumerate() {
            put(buffer, inner, 0, y as u16, &line.text, style_of(line.role));
        }
        let scroll = messages::tui_scroll();
        let last = (self.top + rows).min(lines.len());
        let place = format!(" {scroll}  {last}/{} ", lines.len());
        let frame = Rect::new(inner.x, inner.bottom(), inner.width, 1);
        let x = inner.width.saturating_sub(columns(&place) + 1);
        put(buffer, frame, x, 0, &place, FAINT);
    }
}

/// The inner size of the ledger's page.
fn inside(screen: Rect) -> Rect {
    let width = screen.width.saturating_sub(4).min(104);
    Rect::new(0, 0, width, screen.height.saturating_sub(4))
}

/// Draws an empty page over the middle of the screen; returns the area inside its frame.
pub fn page(
    title: &str,
    key: &str,
    screen: Rect,
    (width, height): (u16, u16),
    buffer: &mut Buffer,
) -> Rect {
    let (width, height) = (
        (width + 2).min(screen.width),
        (height + 2).min(screen.height),
    );
    let x = screen.x + (screen.width - width) / 2;
    let y = screen.y + (screen.height - height) / 2;
    let area = Rect::new(x, y, width, height);
    Clear.render(area, buffer);
    let title = format!(" {} ", title);
    let inner = framed(title, area, buffer);
    let close = format!(" {} ", messages::tui_close(key));
    let at = width.saturating_sub(columns(&close) + 2);
    put(buffer, area, at, 0, &close, FAINT);
    inner
}

/// The colours of `backpropd explain`.
fn style_of(role: Role) -> Style {
    match role {
        Role::Heading => BOLD,
        Role::Global => PLAIN.fg(Color::Cyan),
        Role::Local => PLAIN.fg(Color::Green),
        Role::Product => PLAIN.fg(Color::Yellow),
        Role::Note | Role::Equation | Role::Update => PLAIN,
    }
}
