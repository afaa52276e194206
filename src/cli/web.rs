//! `backpropd web`: the page in the browser, of a daemon that runs or with a board of one's own alone.

use super::serving::{self, Listen, host_name, listen};
use super::viewer::Daemon;
use anyhow::{Context, Result};
use backpropd::messages;
use backpropd::web::proxies::Proxies;
use backpropd::web::{Server, Source};
use std::io::{self, Write};
use std::net::{IpAddr, SocketAddr};
use std::process::ExitCode;

/// The arguments of `web`.
#[derive(clap::Args)]
#[command(about = messages::help_web(), after_help = messages::help_web_examples())]
pub struct Args {
    #[arg(long, value_name = "HOST:PORT", help = messages::help_web_listen(), default_value = "127.0.0.1:8222", value_parser = listen)]
    listen: Listen,
    #[command(flatten)]
    daemon: Daemon,
    #[arg(long, conflicts_with = "socket", help = messages::help_web_sim())]
    sim: bool,
    #[arg(long, value_name = "NAME", help = messages::help_web_allow_host(), value_parser = host_name)]
    allow_host: Vec<String>,
    #[arg(long, value_name = "ADDRESS", help = messages::help_web_proxy(), value_parser = ip_address)]
    proxy: Vec<IpAddr>,
}

/// Parses the address of a proxy.
fn ip_address(word: &str) -> Result<IpAddr, &'static str> {
    word.parse().map_err(|_| messages::web_not_an_address())
}

/// Runs the subcommand.
pub fn web(args: &Args) -> Result<ExitCode> {
    super::stderr::never_wait();
    let source = args.source()?;
    let hosts = args.listen.hosts(&args.allow_host);
    serving::until_told(async || {
        let addresses = args.listen.addresses.as_slice();
        let server = Server::bind(addresses, hosts, source).await;
        let server = server.with_context(|| messages::web_cannot_listen(&args.listen))?;
        announce(server.address())?;
        Ok(server.behind(Proxies::new(&args.proxy)).serve())
    })
}

impl Args {
    fn source(&self) -> Result<Source> {
        if self.sim {
            return Ok(Source::None);
        }
        self.running()
    }

    #[cfg(unix)]
    fn running(&self) -> Result<Source> {
        match self.daemon.connect() {
            // Without a Pi, the error mentions --sim; with one, the daemon may start later.
            Err(error @ backpropd::observe::Error::NotRunning { .. }) => {
                log::warn!("{error}; or take a board of your own: backpropd web --sim");
            }
            Err(error) => log::warn!("{error}"),
            Ok(_) => {}
        }
        Ok(Source::Daemon(self.daemon.places()))
    }

    #[cfg(not(unix))]
    fn running(&self) -> Result<Source> {
        self.daemon.status()?; // the error that this system has none
        anyhow::bail!(messages::web_use_sim())
    }
}

/// Prints the page's address, and who can reach it.
pub fn announce(address: SocketAddr) -> io::Result<()> {
    let port = address.port();
    let mut out = io::stdout().lock();
    if address.ip().is_unspecified() {
        let machine = serving::machine();
        let name = machine.as_deref().unwrap_or("localhost");
        let [url, other] = [name, "localhost"].map(|name| format!("http://{name}:{port}/"));
        writeln!(out, "{}", messages::web_page_at_both(url, other))?;
    } else {
        let url = format!("http://{address}/");
        writeln!(out, "{}", messages::web_page_at(url))?;
    }
    out.flush()?;
    if !address.ip().is_loopback() {
        log::warn!(
            "anyone who can reach {address} over the network can see what is taught and learned here; there is no \
             password, and nothing is encrypted"
        );
    }
    Ok(())
}
