//! The pages that are laid over the panel: the help, and the ledger of a step.

use super::theme::{BOLD, FAINT, PLAIN, columns, framed, put};
use super::words;
use crate::language::{Language, Text};
use crate::nn::Ledger;
use crate::view::layout::{Line, Role};
use crate::view::{Style as PageStyle, ledger};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use ratatui::widgets::{Clear, Widget};

/// The keys and what they do.
const KEYS: [(&str, Text); 13] = [
    ("1  2", words::HELP_INPUTS),
    ("3  4", words::HELP_TARGETS),
    ("t  space", words::HELP_TEACH),
    ("f", words::HELP_FORGET),
    ("F", words::HELP_FORGET_ALL),
    ("+  -", words::HELP_PACE),
    ("p", words::HELP_PAUSE),
    ("r", words::HELP_RESTART),
    ("e", words::HELP_LEDGER),
    ("s", words::HELP_SAVE),
    ("l", words::HELP_LANGUAGE),
    ("q  Ctrl-C", words::HELP_QUIT),
    ("", words::HELP_MOUSE),
];

pub fn help(screen: Rect, language: Language, buffer: &mut Buffer) {
    let notes = [words::HELP_LINES, words::HELP_MARKS];
    let rows = (KEYS.len() + 1 + notes.len()) as u16;
    let inner = page(words::HELP_TITLE, "?", screen, (74, rows), language, buffer);
    for (y, (key, text)) in KEYS.into_iter().enumerate() {
        put(buffer, inner, 1, y as u16, key, BOLD);
        put(
            buffer,
            inner,
            13,
            y as u16,
            text.in_language(language),
            PLAIN,
        );
    }
    for (place, text) in notes.into_iter().enumerate() {
        let y = (KEYS.len() + 1 + place) as u16;
        put(buffer, inner, 1, y, text.in_language(language), PLAIN);
    }
}

/// A step that is being read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The step, and its number; `None` when there is none to read.
    pub step: Option<(Ledger, u64)>,
    /// The first line to be seen.
    pub top: usize,
}

impl Reading {
    fn lines(&self, width: usize, language: Language) -> Vec<Line> {
        let Some((ledger, step)) = &self.step else {
            let text = words::NO_STEP.in_language(language).into();
            return vec![Line {
                role: Role::Note,
                text,
            }];
        };
        let style = PageStyle {
            language,
            digits: 6,
            width,
        };
        let context = ledger::Context {
            step: Some(*step),
            ..ledger::Context::default()
        };
        ledger::step(ledger, context, style)
    }

    /// Moves by so many lines, to where there are any on a screen of this size.
    pub fn scroll(&mut self, lines: isize, screen: Rect, language: Language) {
        let inner = inside(screen);
        let all = self.lines(inner.width.into(), language).len();
        let last = all.saturating_sub(inner.height.into());
        self.top = self.top.saturating_add_signed(lines).min(last);
    }

    pub fn draw(&self, screen: Rect, language: Language, buffer: &mut Buffer) {
        let size = (inside(screen).width, inside(screen).height);
        let inner = page(words::LEDGER, "e", screen, size, language, buffer);
        let lines = self.lines(inner.width.into(), language);
        let rows = usize::from(inner.height);
        for (y, line) in lines.iter().skip(self.top).take(rows).enumerate() {
            put(buffer, inner, 0, y as u16, &line.text, style_of(line.role));
        }
        let scroll = words::SCROLL.in_language(language);
        let last = (self.top + rows).min(lines.len());
        let place = format!(" {scroll}  {last}/{} ", lines.len());
        let frame = Rect::new(inner.x, inner.bottom(), inner.width, 1);
        let x = inner.width.saturating_sub(columns(&place) + 1);
        put(buffer, frame, x, 0, &place, FAINT);
    }
}

/// What a page of the ledger's size has inside of it.
fn inside(screen: Rect) -> Rect {
    let width = screen.width.saturating_sub(4).min(104);
    Rect::new(0, 0, width, screen.height.saturating_sub(4))
}

/// An empty page over the middle of the screen; gives what is inside its frame.
fn page(
    title: Text,
    key: &str,
    screen: Rect,
    (width, height): (u16, u16),
    language: Language,
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
    let title = format!(" {} ", title.in_language(language));
    let inner = framed(title, area, buffer);
    let close = format!(" {} ", words::CLOSE.fill(language, &[("key", key)]));
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
