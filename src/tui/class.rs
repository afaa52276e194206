//! The teacher's wall in the terminal: a tile for each desk, in the order of the seats, the class in words, and those who
//! may need help.
//!
//! Pure: it reads no key, clock or terminal. A tile moves only when the seats change; there is no ranking.

use super::overlays::page;
use super::places::SMALLEST;
use super::theme::{BOLD, FAINT, LIT, NEGATIVE, PLAIN, RIGHT, columns, led, put};
use super::{adapt, too_small};
use crate::classroom::lectern::Link;
use crate::classroom::together::lines;
use crate::classroom::together::pictures::Pictures;
use crate::classroom::wall::{Place, Row, Standing, Tile, Wall};
use crate::classroom::words;
use crate::glyphs::Glyphs;
use crate::language;
use crate::messages::{self, Later};
use crate::view::layout;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use std::time::Duration;

/// The size of a tile, in columns and rows; five beside each other fit the smallest screen, and six rows of them.
const TILE: (u16, u16) = (16, 3);

/// The rows above the tiles: the room, and the class in words.
const HEAD: u16 = 3;

/// The rows of the class in words, and of those who need help, below the tiles.
const SENTENCE: u16 = 2;

/// The rows there at most, for a message that needs them.
const MESSAGE: u16 = 5;

/// What a press of a key shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Page {
    #[default]
    None,
    Keys,
    Help,
    Picture(lines::Page),
}

/// What the screen shows besides the class.
#[derive(Clone, Debug, Default)]
pub struct Screen {
    /// The glyphs that it can show; if only ASCII, the language is English.
    pub glyphs: Glyphs,
    /// Whether it has colours. Everything is readable without them.
    pub coloured: bool,
    /// The seat that the next press of *teach* gives to its desk.
    pub enrolling: Option<u16>,
    /// Whether the wall stands still.
    pub frozen: bool,
    /// What went wrong with the file of the seats.
    pub notice: Option<String>,
    page: Page,
    /// The first row of tiles, or the first line of a page.
    top: usize,
}

/// The class, as it is to be shown.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The desks.
    pub wall: &'a Wall,
    /// The connection to the broker.
    pub link: &'a Link,
    /// Why nothing comes from the broker, if it passes nothing on.
    pub deaf: Option<&'a str>,
    /// What the class can do together, while a page shows it.
    pub pictures: Option<&'a Pictures>,
    /// The time.
    pub now: Duration,
}

impl Screen {
    /// A screen with these glyphs, with colours or without.
    pub fn new(glyphs: Glyphs, coloured: bool) -> Self {
        Self {
            glyphs,
            coloured,
            ..Self::default()
        }
    }

    /// Changes to the next language that the screen can show.
    pub fn turn_language(&self) {
        if self.glyphs == Glyphs::All {
            language::set(language::current().next());
        }
    }

    /// Opens or closes the list of keys.
    pub fn turn_keys(&mut self) {
        self.turn(Page::Keys);
    }

    /// Opens or closes the list of those who need help.
    pub fn turn_help(&mut self) {
        self.turn(Page::Help);
    }

    /// Opens or closes a picture of the class.
    pub fn turn_picture(&mut self, picture: lines::Page) {
        self.turn(Page::Picture(picture));
    }

    /// Whether a picture of the class is open.
    pub fn shows_picture(&self) -> bool {
        matches!(self.page, Page::Picture(_))
    }

    fn turn(&mut self, page: Page) {
        self.top = 0;
        self.page = match self.page == page {
            true => Page::None,
            false => page,
        };
    }

    /// Closes whatever is open.
    pub fn close(&mut self) {
        self.turn(Page::None);
        self.enrolling = None;
    }

    /// Scrolls by this many rows.
    pub fn scroll(&mut self, rows: isize) {
        self.top = self.top.saturating_add_signed(rows);
    }
}

/// Draws the wall on the whole frame. What is scrolled too far is brought back.
pub fn render(view: View, screen: &mut Screen, frame: &mut Frame) {
    let area = frame.area();
    let buffer = frame.buffer_mut();
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        too_small(area, buffer);
    } else {
        let rows = |from: u16, rows: u16| Rect::new(area.x, area.y + from, area.width, rows);
        title(view, screen, rows(0, 1), buffer);
        let counts = words::counts(view.wall, &view.wall.counts(view.now));
        sentence(&counts, PLAIN, screen.glyphs, rows(1, SENTENCE), buffer);
        let (text, style, most) = foot(view, screen);
        let width = usize::from(area.width).saturating_sub(2);
        let lines = layout::sentence(&screen.glyphs.show(&text), 0, width);
        let foot = (lines.len() as u16).clamp(SENTENCE, most);
        let end = area.height - 1 - foot;
        tiles(view, screen, rows(HEAD, end - HEAD), buffer);
        sentence(&text, style, screen.glyphs, rows(end, foot), buffer);
        keys(rows(area.height - 1, 1), buffer);
        match screen.page {
            Page::None => {}
            Page::Keys => key_page(area, screen.glyphs, buffer),
            Page::Help => help_page(view, screen, area, buffer),
            Page::Picture(picture) => picture_page(picture, view, screen, area, buffer),
        }
    }
    adapt(screen.glyphs, screen.coloured, buffer);
}

/// Writes a text into a few rows, with an ellipsis where it is longer.
fn sentence(text: &str, style: Style, glyphs: Glyphs, area: Rect, buffer: &mut Buffer) {
    let width = usize::from(area.width).saturating_sub(2);
    let mut lines = layout::sentence(&glyphs.show(text), 0, width);
    if lines.len() > area.height.into() {
        lines.truncate(area.height.into());
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    for (row, line) in lines.iter().enumerate() {
        put(buffer, area, 1, row as u16, line, style);
    }
}

fn title(view: View, screen: &Screen, area: Rect, buffer: &mut Buffer) {
    let mut x = put(buffer, area, 1, 0, "backpropd class", BOLD) + 2;
    x = put(buffer, area, x, 0, &view.wall.room().to_string(), PLAIN) + 2;
    if screen.frozen {
        let style = BOLD.add_modifier(Modifier::REVERSED);
        x = put(buffer, area, x, 0, messages::class_frozen(), style) + 2;
    }
    let ask = view.wall.asked().and_then(|asked| asked.ask);
    let asked = ask.map_or(String::new(), |ask| messages::class_asked(words::ask(ask)));
    if let Some(goal) = view.wall.goal() {
        let answers = goal
            .answers()
            .map(|[first, second]| format!("{first}{second}"));
        let goal_is = |title: &str| messages::class_goal_is(title, answers.join(" "));
        // A long title makes way for the rest.
        let rest = x + columns(&goal_is("")) + 2 + columns(&asked);
        let room = area.width.saturating_sub(rest + 1).max(1);
        let title = beginning(goal.title(), room);
        x = put(buffer, area, x, 0, &goal_is(&title), PLAIN) + 2;
    }
    put(buffer, area, x, 0, &asked, PLAIN);
}

/// A text, cut to at most `width` columns; an ellipsis says so.
fn beginning(text: &str, width: u16) -> String {
    let mut beginning = text.to_owned();
    if columns(text) > width {
        while columns(&beginning) >= width && beginning.pop().is_some() {}
        beginning.push('…');
    }
    beginning
}

fn tiles(view: View, screen: &mut Screen, area: Rect, buffer: &mut Buffer) {
    let plan = view.wall.plan();
    let across = usize::from(area.width / TILE.0);
    let down = usize::from(area.height / TILE.1);
    let rows = plan.len().div_ceil(across);
    if matches!(screen.page, Page::None | Page::Keys) {
        screen.top = screen.top.min(rows.saturating_sub(down));
    }
    let first = match screen.page {
        Page::Help | Page::Picture(_) => 0,
        Page::None | Page::Keys => screen.top * across,
    };
    let visible = plan.iter().skip(first).take(across * down);
    for (index, place) in visible.enumerate() {
        let (column, row) = ((index % across) as u16, (index / across) as u16);
        let (x, y) = (area.x + column * TILE.0, area.y + row * TILE.1);
        let area = Rect::new(x, y, TILE.0 - 1, TILE.1);
        match place {
            Place::Desk(tile) => draw_tile(view, tile, screen.glyphs, area, buffer),
            Place::Empty(seat) => {
                put(buffer, area, 0, 0, &format!("{seat:>2} ·"), FAINT);
            }
        }
    }
}

/// A desk: its seat and its state; its four rows; loss, restarts and when it was last heard.
fn draw_tile(view: View, tile: &Tile, glyphs: Glyphs, area: Rect, buffer: &mut Buffer) {
    let View { wall, now, .. } = view;
    let standing = tile.standing(now);
    let is_gone = standing == Standing::Gone;
    let name = match wall.seat(tile) {
        Some(seat) => format!("{seat:>2}"),
        // The end of the id tells desks without a seat apart.
        None => tile.id().to_string().split_off(7),
    };
    let style = match standing {
        Standing::Learned => BOLD.fg(RIGHT),
        Standing::Learning => BOLD.fg(LIT),
        Standing::Impossible => BOLD.fg(NEGATIVE),
        Standing::New | Standing::Idle => PLAIN,
        Standing::Gone => FAINT,
    };
    let of_seat = match tile.is_teaching(now) {
        true => BOLD.add_modifier(Modifier::REVERSED),
        false => BOLD,
    };
    let mut x = put(buffer, area, 0, 0, &name, of_seat);
    // It has done what was asked for.
    x = put(
        buffer,
        area,
        x,
        0,
        if wall.has_done(tile, now) { "!" } else { " " },
        BOLD,
    );
    x = put(buffer, area, x, 0, words::standing(standing), style);
    let end = |text: &str| area.width.saturating_sub(columns(text));
    let taught = wall.taught(tile).map(|(right, _)| format!("{right}/4"));
    if let Some(taught) = taught.filter(|taught| !is_gone && x < end(taught)) {
        put(buffer, area, end(&taught), 0, &taught, PLAIN);
    }
    let Some(state) = tile.state() else {
        return;
    };
    for (index, row) in state.rows.iter().enumerate() {
        draw_row(row, is_gone, glyphs, area, 4 * index as u16, buffer);
    }
    let plain = if is_gone { FAINT } else { PLAIN };
    let loss = format!("{:.3}", state.loss.min(9.999));
    let x = put(buffer, area, 0, 2, &loss, plain) + 1;
    put(buffer, area, x, 2, &format!("×{}", state.restarts), plain);
    let heard = words::time(now.saturating_sub(tile.heard()).as_secs());
    put(buffer, area, end(&heard), 2, &heard, FAINT);
}

/// The answer to a row, and whether it is right.
fn draw_row(row: &Row, is_gone: bool, glyphs: Glyphs, area: Rect, x: u16, buffer: &mut Buffer) {
    let answer = row.out.map(|out| out >= 0.5);
    let mut x = x;
    for lit in answer {
        let (glyph, style) = led(lit);
        x = put(
            buffer,
            area,
            x,
            1,
            glyph,
            if is_gone { FAINT } else { style },
        );
    }
    let (mark, style) = match row.target {
        None => ("-", FAINT),
        Some(_) if row.right => ("✓", BOLD.fg(RIGHT)),
        Some(target) if target.map(|digit| digit == 1) == answer => ("≈", PLAIN.fg(RIGHT)),
        Some(_) => ("…", PLAIN),
    };
    let mark = match glyphs {
        Glyphs::All => mark.into(),
        // One cell for each mark.
        Glyphs::Ascii => glyphs.show(mark).chars().take(1).collect::<String>(),
    };
    put(
        buffer,
        area,
        x,
        1,
        &mark,
        if is_gone { FAINT } else { style },
    );
}

/// What is wrong with the connection, what to press, or who may need help; and how many rows it may take.
fn foot(view: View, screen: &Screen) -> (String, Style, u16) {
    let (text, style) = match (view.link, view.deaf, screen) {
        (
            _,
            _,
            Screen {
                notice: Some(notice),
                ..
            },
        ) => (notice.clone(), BOLD.fg(NEGATIVE)),
        (Link::Broken(why), _, _) => (messages::class_broken(why), BOLD.fg(NEGATIVE)),
        (_, Some(why), _) => (why.into(), BOLD.fg(NEGATIVE)),
        (Link::Connecting, _, _) => (messages::class_connecting().into(), PLAIN),
        (
            _,
            _,
            Screen {
                enrolling: Some(seat),
                ..
            },
        ) => (messages::class_enrol(*seat), BOLD),
        _ => {
            let help: Vec<_> = help(view);
            let text = match help.is_empty() {
                true => String::new(),
                false => messages::class_help(help.len(), help.join("; ")),
            };
            return (text, PLAIN, SENTENCE); // a page has the rest
        }
    };
    (text, style, MESSAGE)
}

/// Those who may need help, each in a few words.
fn help(view: View) -> Vec<String> {
    let help = view.wall.help(view.now).into_iter();
    help.map(|(tile, reason)| {
        format!(
            "{}: {}",
            words::seat(view.wall, tile),
            words::reason(reason)
        )
    })
    .collect()
}

fn keys(area: Rect, buffer: &mut Buffer) {
    let mut x = 1;
    for (key, text) in [
        ("h", messages::class_key_help()),
        ("e", messages::class_key_enrol()),
        ("f", messages::class_key_freeze()),
        ("1–4", messages::class_key_pictures()),
        ("?", messages::tui_help()),
        ("q", messages::tui_quit()),
    ] {
        x = put(buffer, area, x, 0, key, BOLD) + 1;
        x = put(buffer, area, x, 0, text, FAINT) + 2;
    }
}

/// The keys and what they do.
const KEYS: [(&str, Later); 8] = [
    ("h", messages::class_keys_help),
    ("e", messages::class_keys_enrol),
    ("f", messages::class_keys_freeze),
    ("1  2  3  4", messages::class_keys_pictures),
    ("t", messages::class_keys_train),
    ("↑  ↓", messages::class_keys_scroll),
    ("l", messages::tui_help_language),
    ("q  Ctrl-C", messages::tui_help_quit),
];

fn key_page(screen: Rect, glyphs: Glyphs, buffer: &mut Buffer) {
    let notes = [messages::class_keys_tile(), messages::tui_help_marks()];
    let notes = notes.map(|note| layout::sentence(&glyphs.show(note), 0, 72));
    let notes: Vec<_> = notes.into_iter().flatten().collect();
    let rows = (KEYS.len() + 1 + notes.len()) as u16;
    let title = messages::tui_help_title();
    let inner = page(title, "?", screen, (74, rows), buffer);
    for (y, (key, text)) in KEYS.into_iter().enumerate() {
        put(buffer, inner, 1, y as u16, &glyphs.show(key), BOLD);
        put(buffer, inner, 13, y as u16, text(), PLAIN);
    }
    for (place, text) in notes.iter().enumerate() {
        let y = (KEYS.len() + 1 + place) as u16;
        put(buffer, inner, 1, y, text, PLAIN);
    }
}

fn help_page(view: View, screen: &mut Screen, area: Rect, buffer: &mut Buffer) {
    let lines = help(view);
    let size = (area.width - 4, area.height - 4);
    let inner = page(messages::class_key_help(), "h", area, size, buffer);
    screen.top = screen
        .top
        .min(lines.len().saturating_sub(inner.height.into()));
    if lines.is_empty() {
        put(buffer, inner, 1, 0, messages::class_no_help(), PLAIN);
    }
    let visible = lines.iter().skip(screen.top).take(inner.height.into());
    for (y, line) in visible.enumerate() {
        put(buffer, inner, 1, y as u16, &screen.glyphs.show(line), PLAIN);
    }
}

/// A picture of the class, and the sentences of why.
fn picture_page(
    picture: lines::Page,
    view: View,
    screen: &mut Screen,
    area: Rect,
    buffer: &mut Buffer,
) {
    let size = (area.width - 4, area.height - 4);
    let inner = page(picture.title(), "1–4", area, size, buffer);
    let width = usize::from(inner.width).saturating_sub(2);
    let pictures = view.pictures.map(|pictures| picture.lines(pictures));
    let lines: Vec<_> = (pictures.into_iter().flatten())
        .map(|line| screen.glyphs.show(&line).into_owned())
        .flat_map(|line| match line.starts_with(' ') || line.is_empty() {
            true => vec![line], // a line of a table
            false => layout::sentence(&line, 0, width),
        })
        .collect();
    screen.top = screen
        .top
        .min(lines.len().saturating_sub(inner.height.into()));
    let visible = lines.iter().skip(screen.top).take(inner.height.into());
    for (y, line) in visible.enumerate() {
        put(buffer, inner, 1, y as u16, line, PLAIN);
    }
}
