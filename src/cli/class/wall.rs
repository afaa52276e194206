//! The wall: in the terminal, or in lines where there is none. A thread of its own has the connection.

use super::lines::Lines;
use super::projector::Projector;
use super::seats::SeatFile;
use super::sim::Desks;
use super::{Args, TEACHER};
use crate::cli::out::{self, Out};
use crate::cli::terminal::{self, Fullscreen};
use crate::cli::typed::Typed;
use crate::cli::{hangup, stderr};
use anyhow::{Context, Result, bail};
use backpropd::classroom::lectern::{Lectern, Link};
use backpropd::classroom::name::DeskId;
use backpropd::classroom::seats::MAX_SEAT;
use backpropd::classroom::together::lines::Page;
use backpropd::classroom::together::pictures::Painter;
use backpropd::classroom::wall::{MAX_DESKS, Wall};
use backpropd::daemon::shutdown::Shutdown;
use backpropd::messages;
use backpropd::mqtt::{Error, Publisher, Shared, desk};
use backpropd::tui::class::{Screen, View, render};
use log::Level;
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// How often to look for news.
const POLL_INTERVAL: Duration = Duration::from_millis(100);

/// How often the screen is drawn if no key is pressed.
const FRAME: Duration = Duration::from_millis(250);

/// How long the connection may take to end.
const FAREWELL: Duration = Duration::from_secs(1);

/// Shows the wall until it is time to end.
pub fn run(args: &Args) -> Result<ExitCode> {
    let fills_screen = io::stdout().is_terminal() && !args.wall.json && !args.wall.once;
    let simulated = args.wall.sim.unwrap_or(0) as usize;
    let most = args.wall.desks.unwrap_or(MAX_DESKS).max(simulated);
    let mut wall = Wall::new(args.at.room.clone(), most);
    let file = SeatFile::find(args.wall.seats.as_deref(), wall.room())?;
    wall.set_seats(file.read()?);
    let shared = Shared::new(Lectern::new(wall));

    stderr::never_wait();
    if fills_screen {
        // A log line would appear in the middle of the screen.
        log::set_max_level(log::LevelFilter::Off);
    }
    let shutdown = Shutdown::listen().context(messages::daemon_signals())?;
    hangup::makes_due(&shutdown);
    hangup::ends_in_time(&shutdown, terminal::restore_mode);
    let desks = Desks::start(args)?;
    let listen = args.wall.listen.as_ref();
    let projector = listen
        .map(|listen| Projector::start(listen, &shared))
        .transpose()?;
    let ended = connect(args, &shared)?;
    let shown = if fills_screen {
        screen(
            args,
            &shared,
            &shutdown,
            &file,
            &projector.unwrap_or_default(),
        )
    } else if args.wall.once {
        once(args, &shared, &shutdown, &ended)
    } else {
        lines(args, &shared, &shutdown, &ended)
    };
    shared.end();
    desks.end();
    // It has nothing to say at its end, so one that is just being made can be left alone.
    let _ = ended.recv_timeout(FAREWELL);
    if shutdown.by_panic() {
        bail!(messages::daemon_panicked());
    }
    match shown {
        // The terminal is gone.
        Err(_) if shutdown.is_due() => Ok(ExitCode::SUCCESS),
        shown => shown,
    }
}

/// Connects on another thread, until it is time to end; with `--once` only once. The receiver hears how that ended.
fn connect(args: &Args, shared: &Shared<Lectern>) -> Result<Receiver<Result<(), Error>>> {
    let login = args.login()?;
    let publisher = Publisher::new(args.at.broker.clone(), login, shared.clone());
    let (end, ended) = channel();
    let once = args.wall.once;
    super::on_a_thread("broker", async move || {
        let done = match once {
            true => publisher.session_once().await,
            false => {
                publisher.run().await;
                Ok(())
            }
        };
        let _ = end.send(done);
    })?;
    Ok(ended)
}

/// Prints what changes.
fn lines(
    args: &Args,
    shared: &Shared<Lectern>,
    shutdown: &Shutdown,
    ended: &Receiver<Result<(), Error>>,
) -> Result<ExitCode> {
    let json = args.wall.json;
    let (mut out, mut lines) = (Out::new(json), Lines::new(json));
    let mut was_deaf = false;
    while !shutdown.is_due() {
        let now = shared.now();
        let is_deaf = shared.lock().is_deaf(now);
        // From a copy: drawing the pictures must not keep the connection waiting.
        let text = lines.changes(now, || shared.lock().clone());
        if is_deaf && !was_deaf {
            stderr::tell(Level::Warn, &deaf(args));
        }
        was_deaf = is_deaf;
        out.write_all(text.as_bytes())?;
        out.flush()?;
        let _ = ended.recv_timeout(POLL_INTERVAL);
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints the wall once, as soon as the broker has said what it knows.
fn once(
    args: &Args,
    shared: &Shared<Lectern>,
    shutdown: &Shutdown,
    ended: &Receiver<Result<(), Error>>,
) -> Result<ExitCode> {
    let json = args.wall.json;
    while !shutdown.is_due() {
        let Moment { lectern, now } = Moment::of(shared);
        if lectern.is_deaf(now) {
            bail!(deaf(args));
        }
        if *lectern.link() == Link::Open {
            let text = Lines::new(json).all(&lectern, now);
            Out::new(json).write_all(text.as_bytes())?;
            return Ok(ExitCode::SUCCESS);
        }
        if let Ok(Err(error)) = ended.recv_timeout(POLL_INTERVAL) {
            return Ok(args.at.failed(&error));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn deaf(args: &Args) -> String {
    messages::class_deaf(args.user.as_deref().unwrap_or(TEACHER))
}

/// A moment of the class, for showing it without keeping the connection waiting.
struct Moment {
    lectern: Lectern,
    now: Duration,
}

impl Moment {
    fn of(shared: &Shared<Lectern>) -> Self {
        let now = shared.now();
        let lectern = shared.lock().clone();
        Self { lectern, now }
    }
}

/// Fills the terminal.
fn screen(
    args: &Args,
    shared: &Shared<Lectern>,
    shutdown: &Shutdown,
    file: &SeatFile,
    projector: &Projector,
) -> Result<ExitCode> {
    let mut painter = Painter::default();
    let mut screen = Screen::new(out::glyphs(), out::colour_is_wanted());
    let mut terminal = Fullscreen::enter().context(messages::panel_cannot_draw())?;
    let typed = Typed::start();
    let mut moment = Moment::of(shared);
    // Presses of *teach* up to then are none of the enrolment.
    let mut enrolled = Duration::ZERO;
    while !shutdown.is_due() {
        if !screen.frozen {
            moment = Moment::of(shared);
            projector.freeze(None);
        }
        if let Some(seat) = screen.enrolling
            && let Some((id, at)) = moment.lectern.wall().pressed_after(enrolled)
        {
            enrolled = at;
            assign(shared, &mut screen, file, id, seat);
            moment = Moment::of(shared);
        }
        let Moment { lectern, now } = &moment;
        let deaf = lectern.is_deaf(*now).then(|| deaf(args));
        let pictures = screen
            .shows_picture()
            .then(|| painter.paint(lectern.wall(), lectern.training(), *now));
        let view = View {
            wall: lectern.wall(),
            link: lectern.link(),
            deaf: deaf.as_deref(),
            pictures: pictures.as_ref(),
            now: *now,
        };
        terminal.draw(|frame| render(view, &mut screen, frame))?;
        let Some(event) = typed.wait(FRAME)? else {
            continue;
        };
        let page = isize::try_from(terminal.area()?.height).unwrap_or(isize::MAX) / 6;
        match command(&event, page) {
            Some(Command::Quit) => break,
            Some(Command::Enrol) => {
                enrolled = *now;
                screen.frozen = false;
                screen.enrolling = lectern.wall().free_seat();
            }
            Some(Command::Train) => train(shared)?,
            Some(Command::Freeze) => {
                screen.frozen = !screen.frozen;
                projector.freeze(screen.frozen.then(|| (lectern.clone(), *now)));
            }
            Some(command) => act(command, &mut screen),
            None => {}
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Puts the desk there, and goes on to the next free seat.
fn assign(shared: &Shared<Lectern>, screen: &mut Screen, file: &SeatFile, id: DeskId, seat: u16) {
    let seats = {
        let mut lectern = shared.lock();
        lectern.wall_mut().assign(id, seat);
        lectern.wall().seats().clone()
    };
    let is_free = |seat: &u16| seats.desk(*seat).is_none();
    screen.enrolling = (seat..=MAX_SEAT).find(is_free);
    screen.notice = file.write(&seats).err();
}

/// Begins to train a network of the class's own, or ends it.
fn train(shared: &Shared<Lectern>) -> Result<()> {
    let random = desk::random()?;
    let mut lectern = shared.lock();
    match lectern.training() {
        Some(_) => lectern.stop_training(),
        None => lectern.train(random),
    }
    Ok(())
}

/// What a key asks for.
enum Command {
    Quit,
    Keys,
    Help,
    Enrol,
    Seat(i16),
    Freeze,
    Picture(Page),
    Train,
    Close,
    Scroll(isize),
    Language,
}

/// A Korean keyboard in Hangul mode types other letters for the same keys.
fn command(event: &Event, page: isize) -> Option<Command> {
    let Event::Key(KeyEvent {
        code,
        modifiers,
        kind: KeyEventKind::Press | KeyEventKind::Repeat,
        ..
    }) = event
    else {
        return None;
    };
    if modifiers.contains(KeyModifiers::CONTROL) {
        return (*code == KeyCode::Char('c')).then_some(Command::Quit);
    }
    Some(match code {
        KeyCode::Char('q' | 'Q' | 'ㅂ') => Command::Quit,
        KeyCode::Char('h' | 'H' | 'ㅗ') => Command::Help,
        KeyCode::Char('e' | 'E' | 'ㄷ') => Command::Enrol,
        KeyCode::Char('f' | 'F' | 'ㄹ') => Command::Freeze,
        KeyCode::Char('l' | 'L' | 'ㅣ') => Command::Language,
        KeyCode::Char('t' | 'T' | 'ㅅ') => Command::Train,
        KeyCode::Char(digit @ '1'..='4') => {
            Command::Picture(Page::ALL[*digit as usize - '1' as usize])
        }
        KeyCode::Char('+' | '=') => Command::Seat(1),
        KeyCode::Char('-' | '_') => Command::Seat(-1),
        KeyCode::Char('?') | KeyCode::F(1) => Command::Keys,
        KeyCode::Esc => Command::Close,
        KeyCode::Up => Command::Scroll(-1),
        KeyCode::Down => Command::Scroll(1),
        KeyCode::PageUp => Command::Scroll(-page),
        KeyCode::PageDown => Command::Scroll(page),
        KeyCode::Home => Command::Scroll(isize::MIN),
        KeyCode::End => Command::Scroll(isize::MAX),
        _ => return None,
    })
}

fn act(command: Command, screen: &mut Screen) {
    screen.notice = None;
    match command {
        Command::Keys => screen.turn_keys(),
        Command::Help => screen.turn_help(),
        Command::Picture(picture) => screen.turn_picture(picture),
        Command::Close => screen.close(),
        Command::Scroll(rows) => screen.scroll(rows),
        Command::Language => screen.turn_language(),
        Command::Seat(by) => {
            let next = |seat: u16| seat.saturating_add_signed(by).clamp(1, MAX_SEAT);
            screen.enrolling = screen.enrolling.map(next);
        }
        Command::Quit | Command::Enrol | Command::Freeze | Command::Train => {}
    }
}
