//! `backpropd status`: how a running daemon is, from its status socket.

use super::report;
use super::viewer::Daemon;
use anyhow::Result;
use backpropd::machine::Summary;
use backpropd::snapshot::Status;
use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

/// Tell how the running daemon is
#[derive(clap::Args)]
#[command(after_help = "\
Exit code: 0 it runs, 3 it does not run, 1 it cannot be asked.

Examples:
  backpropd status
  backpropd status --watch          again and again, as it changes
  backpropd status --json | jq .loss")]
pub struct Args {
    #[command(flatten)]
    daemon: Daemon,
    /// Go on telling, until the daemon ends
    #[arg(long)]
    watch: bool,
    /// One JSON object a line, with everything there is to know
    #[arg(long)]
    json: bool,
}

/// Runs the subcommand.
pub fn status(args: &Args) -> Result<ExitCode> {
    if !args.watch {
        tell(args.json, false, &args.daemon.status()?)?;
        return Ok(ExitCode::SUCCESS);
    }
    let in_place = !args.json && io::stdout().is_terminal();
    for status in args.daemon.watch()? {
        tell(args.json, in_place, &status?)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn tell(json: bool, in_place: bool, status: &Status) -> Result<()> {
    const CLEAR: &str = "\x1b[H\x1b[J";
    let text = if json {
        serde_json::to_string(status)? + "\n"
    } else {
        page(status)
    };
    let clear = if in_place { CLEAR } else { "" };
    let mut out = io::stdout().lock();
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
        warnings,
        snapshot,
    } = status;
    let mut page = format!("{}\n", summary(status));
    if snapshot.paused {
        page.push_str("paused\n");
    }
    page.push('\n');
    for line in report::table(&snapshot.rows) {
        let _ = writeln!(page, "{line}");
    }
    let saved = saved_s_ago.map_or("not saved yet".into(), |ago| {
        format!("what was learned is saved, as of {} ago", time(ago))
    });
    let _ = writeln!(
        page,
        "\nloss {:.6} after {} steps, {} a second\n\
         up for {}, board {board}, version {version}; {saved}",
        snapshot.loss,
        snapshot.steps,
        snapshot.steps_per_second,
        time(*uptime_s),
    );
    for warning in warnings {
        let _ = writeln!(page, "warning: {warning}");
    }
    page
}

fn summary(status: &Status) -> Summary {
    let snapshot = &status.snapshot;
    let rows = || snapshot.rows.iter();
    Summary {
        state: snapshot.state,
        why: snapshot.impossible,
        taught: rows().filter(|row| row.target.is_some()).count(),
        right: rows().filter(|row| row.right).count(),
        restarts: snapshot.restarts,
    }
}

/// A time in its largest unit.
fn time(seconds: f64) -> String {
    for (unit, name) in [(86_400.0, "days"), (3600.0, "h"), (60.0, "min")] {
        if seconds >= 2.0 * unit {
            return format!("{:.0} {name}", (seconds / unit).floor());
        }
    }
    format!("{:.0} s", seconds.floor())
}
