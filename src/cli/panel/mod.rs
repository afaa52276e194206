//! `backpropd panel`: the whole machine on the screen of a terminal, or a running daemon to look at.
//!
//! This thread only reads keys and draws. The machine, or the connection to the daemon, is behind a [`Link`], so that
//! neither ever waits for the other.

#[cfg(unix)]
mod attached;
mod keys;
mod link;
mod local;
mod save;
mod terminal;

use super::language::Spoken;
use super::viewer::Daemon;
use anyhow::{Context, Result, bail};
use backpropd::nn::Bias;
use backpropd::shutdown::Shutdown;
use backpropd::snapshot::Status;
use backpropd::trainer::{self, Trainer};
use backpropd::view::panel::{Screen, render};
use keys::{Command, Turn};
use link::{Link, News};
use ratatui::crossterm::event;
use ratatui::layout::Rect;
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use terminal::Fullscreen;

/// Watch and teach it on the screen of a terminal: no Raspberry Pi needed
#[derive(clap::Args)]
#[command(after_help = "\
Keys: 1 2 flip i1 i2, 3 4 flip t1 t2, t teach, f forget, ? all the others, q quit. The mouse works too.
Exit code: 0 quit, 1 there is no terminal, 2 bad arguments, 3 there is no daemon to look at.

Examples:
  backpropd panel
  backpropd panel --lang ko
  backpropd panel --bias none                              the weights w1…w8 alone
  backpropd panel --attach                                 look at the daemon")]
pub struct Args {
    /// Look at a daemon: the one behind this socket, by default this user's own, else the service. On a simulated board,
    /// flip its switches too
    #[arg(long, value_name = "SOCKET", num_args = 0..=1, conflicts_with_all = ["seed", "bias"])]
    attach: Option<Option<PathBuf>>,
    /// Starts the generator that draws the weights [default: another one each time]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = super::whole_number::<u64>(0, u64::MAX))]
    seed: Option<u64>,
    /// What becomes of the neurons' biases
    #[arg(long, value_name = "MODE", default_value = "trained", value_parser = super::bias_parser())]
    bias: Bias,
    /// Where the key s saves the lesson file [default: the first of lesson-1.txt, lesson-2.txt, … that is not there]
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
    #[command(flatten)]
    spoken: Spoken,
}

/// How long to wait for a key before looking for something new to draw.
const FRAME: Duration = Duration::from_millis(25);

/// How long the machine may take to begin.
const PATIENCE: Duration = Duration::from_secs(30);

/// Runs the subcommand.
pub fn panel(args: &Args) -> Result<ExitCode> {
    if !io::stdout().is_terminal() {
        bail!(
            "the panel needs a terminal to draw on, and standard output is none; \
             what works without: backpropd demo"
        );
    }
    // A line of the log would go right through the picture.
    log::set_max_level(log::LevelFilter::Off);
    let shutdown = Shutdown::listen().context("cannot listen for signals")?;
    let mut screen = Screen::new(args.spoken.language(), super::colour_is_wanted());
    let link = match &args.attach {
        Some(socket) => {
            let socket = socket.clone();
            screen.daemon = Some(socket.as_ref().map(|it| it.display().to_string()));
            attach(Daemon { socket }, args.save.clone())?
        }
        None => {
            let settings = trainer::Settings {
                bias: args.bias,
                ..trainer::Settings::default()
            };
            let seed = args.seed.unwrap_or_else(super::run::random_seed);
            local::start(Trainer::new(settings, seed), args.save.clone())
        }
    };
    let shown = show(&link, screen, &shutdown);
    // The terminal is restored; whatever the machine still has to end, another signal need not wait for it.
    shutdown.leds_are_off();
    link.end();
    if shutdown.by_panic() {
        bail!("a part of the program has failed, see above: this is a defect, please report it");
    }
    match shown {
        // The terminal has gone, and with it the signal that said so has come.
        Err(_) if shutdown.is_due() => Ok(ExitCode::SUCCESS),
        shown => shown.map(|()| ExitCode::SUCCESS),
    }
}

#[cfg(unix)]
fn attach(daemon: Daemon, save: Option<PathBuf>) -> Result<Link> {
    Ok(attached::start(daemon, save)?)
}

#[cfg(not(unix))]
fn attach(daemon: Daemon, _: Option<PathBuf>) -> Result<Link> {
    daemon.status()?;
    bail!("there is no daemon to attach to")
}

/// Draws and listens until it is time to go.
fn show(link: &Link, mut screen: Screen, shutdown: &Shutdown) -> Result<()> {
    let mut status = first(link)?;
    screen.look(&status);
    let mut terminal = Fullscreen::enter().context("cannot draw on this terminal")?;
    let mut is_new = true;
    while !shutdown.is_due() {
        for news in link.news.try_iter() {
            match news {
                News::Status(news) => {
                    screen.look(&news);
                    status = news;
                }
                News::Notice(notice) => screen.say(notice),
                News::Lost => screen.lost = true,
            }
            is_new = true;
        }
        if is_new {
            terminal.draw(|frame| render(&status, &screen, frame))?;
        }
        is_new = event::poll(FRAME)?;
        if is_new {
            let size = Rect::from((ratatui::layout::Position::ORIGIN, terminal.size()?));
            match keys::command(&event::read()?, &screen, size) {
                Some(Command::Quit) => break,
                Some(Command::Act(act)) => {
                    screen.be_quiet();
                    link.act(act);
                }
                Some(Command::Turn(turn)) => turn_page(&mut screen, turn, &status, size),
                None => {}
            }
        }
    }
    Ok(())
}

/// The first status, without which there is nothing to draw.
fn first(link: &Link) -> Result<Arc<Status>> {
    loop {
        match link.news.recv_timeout(PATIENCE) {
            Ok(News::Status(status)) => return Ok(status),
            Ok(News::Notice(_) | News::Lost) => {}
            Err(_) => bail!(
                "nothing was heard of the machine for {} s",
                PATIENCE.as_secs()
            ),
        }
    }
}

/// What the screen does by itself.
fn turn_page(screen: &mut Screen, turn: Turn, status: &Status, size: Rect) {
    screen.be_quiet();
    match turn {
        Turn::Help => screen.turn_help(),
        Turn::Ledger => screen.turn_ledger(status),
        Turn::Close => {
            screen.close_page();
        }
        Turn::Scroll(lines) => screen.scroll(lines, size),
        Turn::Language => screen.language = screen.language.next(),
    }
}
