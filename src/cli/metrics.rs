//! `backpropd metrics`: the daemon's figures for Prometheus, once or over HTTP.

use super::out::Out;
use super::serving::{self, Listen, host_name, listen};
use super::stderr;
use super::viewer::Daemon;
use anyhow::{Context, Result};
use backpropd::messages;
use backpropd::metrics::Server;
use backpropd::observe::Error;
use backpropd::prometheus::text;
use backpropd::status::Status;
use log::Level;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::process::ExitCode;

/// The arguments of `metrics`.
#[derive(clap::Args)]
#[command(about = messages::help_metrics(), after_help = messages::help_metrics_more())]
pub struct Args {
    #[arg(long, value_name = "HOST:PORT", help = messages::help_metrics_listen(), value_parser = listen)]
    listen: Option<Listen>,
    #[arg(long, value_name = "NAME", help = messages::help_metrics_allow_host(), requires = "listen", value_parser = host_name)]
    allow_host: Vec<String>,
    #[command(flatten)]
    daemon: Daemon,
}

/// Runs the subcommand.
pub fn metrics(args: &Args) -> Result<ExitCode> {
    match &args.listen {
        Some(place) => serve(args, place),
        None => {
            // Not a failure: the text says so itself, and Prometheus is to read that.
            let status = args
                .daemon
                .status()
                .inspect_err(|error| stderr::tell(Level::Warn, &error.to_string()));
            Out::new(true).write_all(text(status.ok().as_ref()).as_bytes())?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn serve(args: &Args, place: &Listen) -> Result<ExitCode> {
    stderr::never_wait();
    let hosts = place.hosts(&args.allow_host);
    let ask = ask(args)?;
    serving::until_told(async || {
        let server = Server::bind(&place.addresses, hosts, ask).await;
        let server = server.with_context(|| messages::metrics_cannot_listen(place))?;
        announce(server.address()?)?;
        Ok(server.serve())
    })
}

#[cfg(unix)]
fn ask(args: &Args) -> Result<impl Fn() -> Result<Status, Error> + Send + Sync + use<>> {
    if let Err(error) = args.daemon.connect() {
        log::warn!("{error}");
    }
    let places = args.daemon.places();
    Ok(move || backpropd::observe::Client::connect_to_one_of(&places)?.status())
}

#[cfg(not(unix))]
fn ask(args: &Args) -> Result<fn() -> Result<Status, Error>> {
    args.daemon.status()?; // says that there is none on this system
    anyhow::bail!(messages::socket_no_daemons())
}

fn announce(address: SocketAddr) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "{}",
        messages::metrics_at(format_args!("http://{address}/metrics"))
    )?;
    out.flush()?;
    if !address.ip().is_loopback() {
        log::warn!(
            "anyone who can reach {address} over the network can read the figures; nothing is encrypted"
        );
    }
    Ok(())
}
