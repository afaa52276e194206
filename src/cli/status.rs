//! `backpropd status`: the status of a running daemon, from its status socket.

use super::hangup;
use super::out::Out;
use super::report::{self, time};
use super::viewer::Daemon;
use anyhow::Result;
use backpropd::messages;
use backpropd::observe::Status;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

/// The arguments of `status`.
#[derive(clap::Args)]
#[command(about = messages::help_status(), after_help = messages::help_status_more())]
pub struct Args {
    #[command(flatten)]
    daemon: Daemon,
    #[arg(long, help = messages::help_status_watch())]
    watch: bool,
    #[arg(long, help = messages::help_status_json())]
    json: bool,
}

/// Runs the subcommand.
pub fn status(args: &Args) -> Result<ExitCode> {
    if !args.watch {
        print(args.json, false, &args.daemon.status()?)?;
        return Ok(ExitCode::SUCCESS);
    }
    hangup::ends_process()?;
    let in_place = !args.json && io::stdout().is_terminal();
    for status in args.daemon.watch()? {
        print(args.json, in_place, &status?)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn print(json: bool, in_place: bool, status: &Status) -> Result<()> {
    const CLEAR: &str = "\x1b[H\x1b[J";
    let text = if json {
        serde_json::to_string(status)? + "\n"
    } else {
        page(status)
    };
    let clear = if in_place { CLEAR } else { "" };
    let mut out = Out::new(json);
    write!(out, "{clear}{text}")?;
    out.flush()?;
    Ok(())
}

fn page(status: &Status) -> String {
    let Status {
        version,
        board,
        uptime_s,
        saved_s_ago,
        snapshot,
        ..
    } = status;
    let mut lines = vec![snapshot.summary().to_string()];
    lines.extend(
        snapshot
            .forgetting
            .then(|| messages::status_forgetting().into()),
    );
    lines.extend(snapshot.paused.then(|| messages::status_paused().into()));
    lines.push(String::new());
    lines.extend(report::table(&snapshot.rows));
    lines.push(String::new());
    lines.push(messages::status_loss(
        format!("{:.6}", snapshot.loss),
        messages::count_steps(snapshot.steps),
        snapshot.steps_per_second,
    ));
    let saved = match saved_s_ago {
        Some(ago) => messages::status_saved(time(*ago)),
        None => messages::status_not_saved().into(),
    };
    let uptime = time(*uptime_s);
    lines.push(messages::status_daemon(
        uptime,
        board.name(),
        version,
        saved,
    ));
    let warnings = status.warnings().iter();
    lines.extend(warnings.map(|warning| format!("{}: {warning}", messages::warning())));
    lines.join("\n") + "\n"
}
