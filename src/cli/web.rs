//! `backpropd web`: the page in the browser, of a daemon that runs or of a simulated board.

use super::viewer::Daemon;
use anyhow::{Context, Result, bail};
use backpropd::machine;
use backpropd::notify::Notifier;
use backpropd::shutdown::Shutdown;
use backpropd::simulation::Simulation;
use backpropd::trainer::{self, Trainer};
use backpropd::web::hosts::Hosts;
use backpropd::web::{Server, Source};
use std::io::{self, Write};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

/// See it in the browser: the board, the network, what it has learned so far
#[derive(clap::Args)]
#[command(after_help = "\
Exit code: 0 told to stop, 1 it cannot listen there, 2 bad arguments.

Examples:
  backpropd web --sim                     a simulated board to play with, no Raspberry Pi needed
  backpropd web                           the daemon on this machine, for this machine's browser
  backpropd web --listen 0.0.0.0:8222     for every browser on the network: all may look on")]
pub struct Args {
    /// The address to listen at; other than 127.0.0.1, others can reach it
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8222", value_parser = address)]
    listen: SocketAddr,
    #[command(flatten)]
    daemon: Daemon,
    /// Show a simulated board, whose switches can be flipped on the page
    #[arg(long, conflicts_with = "socket")]
    sim: bool,
    /// Starts the generator that draws the weights of the simulated board
    #[arg(long, value_name = "N", default_value_t = 8, requires = "sim", allow_negative_numbers = true, value_parser = super::whole_number::<u64>(0, u64::MAX))]
    seed: u64,
    /// Another name under which browsers may ask for the page; can be given more than once
    #[arg(long, value_name = "NAME")]
    allow_host: Vec<String>,
}

/// Reads an address to listen at.
fn address(word: &str) -> Result<SocketAddr, &'static str> {
    let allowed = "allowed: an IP address and a port, as in 127.0.0.1:8222 or 0.0.0.0:8222";
    word.parse().map_err(|_| allowed)
}

/// How often it looks whether it is to end.
const PULSE: Duration = Duration::from_millis(100);

/// Runs the subcommand.
pub fn web(args: &Args) -> Result<ExitCode> {
    let source = args.source()?;
    let machine = gethostname::gethostname().into_string().ok();
    let hosts = Hosts::new(machine.as_deref(), &args.allow_host);
    let shutdown = Shutdown::listen().context("cannot listen for signals")?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .context("cannot start the web server")?;
    runtime.block_on(async {
        let server = Server::bind(args.listen, hosts, source).await;
        let server = server.with_context(|| format!("{}: cannot listen there", args.listen))?;
        let notifier = Notifier::from_env();
        notifier.ready();
        announce(server.address(), machine.as_deref())?;
        tokio::spawn(server.serve());
        while !shutdown.is_due() {
            tokio::time::sleep(PULSE).await;
        }
        notifier.stopping();
        anyhow::Ok(())
    })?;
    runtime.shutdown_background();
    if shutdown.by_panic() {
        bail!("a part of the program has failed, see above: this is a defect, please report it");
    }
    Ok(ExitCode::SUCCESS)
}

impl Args {
    fn source(&self) -> Result<Source> {
        if self.sim {
            let trainer = Trainer::new(trainer::Settings::default(), self.seed);
            let settings = machine::Settings::default();
            return Ok(Source::Simulated(Simulation::start(settings, trainer)));
        }
        self.running()
    }

    #[cfg(unix)]
    fn running(&self) -> Result<Source> {
        match self.daemon.connect() {
            // Those who came without a Pi are to learn of --sim; others may start the daemon later.
            Err(error @ backpropd::observe::Error::NotRunning { .. }) => {
                log::warn!("{error}; or look at a simulated board: backpropd web --sim");
            }
            Err(error) => log::warn!("{error}"),
            Ok(_) => {}
        }
        Ok(Source::Daemon(self.daemon.places()))
    }

    #[cfg(not(unix))]
    fn running(&self) -> Result<Source> {
        self.daemon.status()?; // says that there is none on this system
        bail!("use --sim")
    }
}

/// Says where the page is, and who can reach it.
fn announce(address: SocketAddr, machine: Option<&str>) -> io::Result<()> {
    let port = address.port();
    let mut out = io::stdout().lock();
    if address.ip().is_unspecified() {
        let name = machine.unwrap_or("localhost");
        writeln!(
            out,
            "The page is at http://{name}:{port}/ and http://localhost:{port}/"
        )?;
    } else {
        writeln!(out, "The page is at http://{address}/")?;
    }
    out.flush()?;
    if !address.ip().is_loopback() {
        log::warn!(
            "whoever can reach {address} over the network sees what is taught and learned here and, on a simulated \
             board, can flip its switches; nobody is asked for a password, and nothing is encrypted"
        );
    }
    Ok(())
}
