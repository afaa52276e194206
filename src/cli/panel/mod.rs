//! `backpropd panel`: the whole machine in a terminal, or a view of a running daemon.
//!
//! This thread only draws and handles keys. The machine, or the connection to the daemon, is behind a [`Link`], and the
//! keyboard is behind [`Typed`], so none of them ever waits for another.

use super::args;
use super::out;
#[cfg(unix)]
mod attached;
mod keys;
mod link;
mod local;
mod save;

use super::hangup;
use super::terminal::{self, Fullscreen};
use super::typed::Typed;
use super::viewer::Daemon;
use anyhow::{Context, Result, bail};
use backpropd::daemon::shutdown::Shutdown;
use backpropd::messages;
use backpropd::nn::Bias;
use backpropd::observe::Status;
use backpropd::printable::shown;
use backpropd::trainer::{self, Trainer};
use backpropd::tui::{Screen, render};
use keys::{Command, Turn};
use link::{Link, Update};
use ratatui::layout::Rect;
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

/// The arguments of `panel`.
#[derive(clap::Args)]
#[command(about = messages::help_panel(), after_help = messages::help_panel_more())]
pub struct Args {
    #[arg(long, value_name = "SOCKET", num_args = 0..=1, conflicts_with_all = ["seed", "bias"], help = messages::help_panel_attach())]
    attach: Option<Option<PathBuf>>,
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = args::whole_number::<u64>(0, u64::MAX), help = messages::help_panel_seed())]
    seed: Option<u64>,
    #[arg(long, value_name = "MODE", default_value = "trained", value_parser = args::bias_parser(), help = messages::help_bias())]
    bias: Bias,
    #[arg(long, value_name = "FILE", help = messages::help_panel_save())]
    save: Option<PathBuf>,
}

/// How long to wait for a key before checking for updates.
const FRAME: Duration = Duration::from_millis(25);

/// How long the machine may take to start.
const FIRST_STATUS_TIMEOUT: Duration = Duration::from_secs(30);

/// Runs the subcommand.
pub fn panel(args: &Args) -> Result<ExitCode> {
    if !io::stdout().is_terminal() {
        bail!(messages::panel_needs_a_terminal());
    }
    // A log line would appear in the middle of the screen.
    log::set_max_level(log::LevelFilter::Off);
    let shutdown = Shutdown::listen().context(messages::daemon_signals())?;
    hangup::makes_due(&shutdown);
    hangup::ends_in_time(&shutdown, terminal::restore_mode);
    let mut screen = Screen::new(out::colour_is_wanted());
    screen.glyphs = out::glyphs();
    let link = match &args.attach {
        Some(socket) => {
            let socket = socket.clone();
            screen.daemon = Some(socket.as_ref().map(|it| shown(it).to_string()));
            attach(Daemon { socket }, args.save.clone())?
        }
        None => {
            let settings = trainer::Settings::suiting(args.bias, 0.0);
            let seed = args.seed.unwrap_or_else(super::run::random_seed);
            local::start(Trainer::new(settings, seed), args.save.clone())
        }
    };
    let shown = show(&link, screen, &shutdown);
    // The terminal is restored, so another signal need not wait for the machine to end. If the terminal is gone, its
    // SIGHUP may come only now; it does not count as a second signal.
    if !hangup::hung_up() {
        shutdown.leds_are_off();
    }
    link.end();
    if shutdown.by_panic() {
        bail!(messages::daemon_panicked());
    }
    match shown {
        // The terminal is gone.
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
    bail!(messages::socket_no_daemons())
}

/// Draws and handles keys until it is time to end.
fn show(link: &Link, mut screen: Screen, shutdown: &Shutdown) -> Result<()> {
    let mut status = first(link)?;
    screen.look(&status);
    let mut terminal = Fullscreen::enter().context(messages::panel_cannot_draw())?;
    let mut is_new = true;
    let typed = Typed::start();
    while !shutdown.is_due() {
        for update in link.updates.try_iter() {
            match update {
                Update::Status(new) => {
                    screen.look(&new);
                    status = new;
                }
                Update::Class(class) => screen.class = class,
                Update::Notice(notice) => screen.say(notice),
                Update::Lost => screen.lost = true,
            }
            is_new = true;
        }
        if is_new {
            terminal.draw(|frame| render(&status, &screen, frame))?;
        }
        let event = typed.wait(FRAME)?;
        is_new = event.is_some();
        if let Some(event) = event {
            let size = terminal.area()?;
            match keys::command(&event, &screen, size) {
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

/// The first status; without it there is nothing to draw.
fn first(link: &Link) -> Result<Arc<Status>> {
    loop {
        match link.updates.recv_timeout(FIRST_STATUS_TIMEOUT) {
            Ok(Update::Status(status)) => return Ok(status),
            Ok(Update::Class(_) | Update::Notice(_) | Update::Lost) => {}
            Err(_) => bail!(messages::panel_no_status(FIRST_STATUS_TIMEOUT.as_secs())),
        }
    }
}

/// Performs an action that only concerns the screen.
fn turn_page(screen: &mut Screen, turn: Turn, status: &Status, size: Rect) {
    screen.be_quiet();
    match turn {
        Turn::Help => screen.turn_help(),
        Turn::Ledger => screen.turn_ledger(status),
        Turn::Close => {
            screen.close_page();
        }
        Turn::Scroll(lines) => screen.scroll(lines, size),
        Turn::Language => screen.turn_language(),
    }
}
