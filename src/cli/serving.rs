//! What the subcommands that serve share: where to listen, and to serve until a signal says to end.
//!
//! What is served, and what is printed about it, each of them knows itself.

use super::{hangup, told};
use anyhow::{Context, Result, bail};
use backpropd::daemon::shutdown::Shutdown;
use backpropd::messages;
use backpropd::web::hosts::Hosts;
use std::fmt::{self, Display, Formatter};
use std::future::Future;
use std::net::{Ipv6Addr, SocketAddr, ToSocketAddrs};
use std::process::ExitCode;
use tokio::runtime::{Builder, Runtime};

/// Where to listen: the name as given, and its addresses.
#[derive(Clone)]
pub struct Listen {
    /// The host name, which browsers may then use for the page; `None` for an address.
    name: Option<String>,
    /// Its addresses.
    pub addresses: Vec<SocketAddr>,
}

/// Parses the host name of a page, as it comes before the port in a browser's address bar.
pub fn host_name(word: &str) -> Result<String, &'static str> {
    let is_good = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
    let is_name = !word.is_empty() && word.bytes().all(is_good);
    let name = is_name.then(|| word.to_owned());
    name.ok_or(messages::web_not_a_host_name())
}

impl Listen {
    /// The hosts under which a request is accepted: this one's names and addresses, and those allowed besides.
    pub fn hosts(&self, allowed: &[String]) -> Hosts {
        let allowed: Vec<_> = allowed.iter().chain(&self.name).cloned().collect();
        Hosts::new(machine().as_deref(), &allowed)
    }
}

impl Display for Listen {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let addresses: Vec<_> = self.addresses.iter().map(SocketAddr::to_string).collect();
        f.write_str(&addresses.join(", "))
    }
}

/// Parses an address or a host name, and a port.
pub fn listen(word: &str) -> Result<Listen, String> {
    if let Ok(address) = word.parse() {
        return Ok(Listen {
            name: None,
            addresses: vec![address],
        });
    }
    let bare = word.trim_start_matches('[').trim_end_matches(']');
    let port = word.trim_start_matches(':');
    if bare.parse::<Ipv6Addr>().is_ok() {
        return Err(messages::web_no_port(format_args!("[{bare}]")));
    }
    if port.parse::<u16>().is_ok() {
        return Err(messages::web_no_address(port));
    }
    if word.contains('/') {
        return Err(messages::web_not_a_url().into());
    }
    let Some((host, port)) = word.rsplit_once(':') else {
        return Err(messages::web_no_port(word));
    };
    let port: u16 = port
        .parse()
        .map_err(|_| messages::web_port_range().to_owned())?;
    let found = (host, port).to_socket_addrs();
    let addresses: Vec<_> = found
        .map_err(|_| messages::web_unknown_host(host))?
        .collect();
    if addresses.is_empty() {
        return Err(messages::web_unknown_host(host));
    }
    Ok(Listen {
        name: Some(host.into()),
        addresses,
    })
}

/// This computer's name, if it is text.
pub fn machine() -> Option<String> {
    gethostname::gethostname().into_string().ok()
}

/// What a server runs on: one thread beside the one that waits.
pub fn runtime() -> Result<Runtime> {
    Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .context(messages::web_cannot_start())
}

/// Serves what `start` returns until a signal comes; systemd hears of both.
pub fn until_told<Serving>(start: impl AsyncFnOnce() -> Result<Serving>) -> Result<ExitCode>
where
    Serving: Future<Output = ()> + Send + 'static,
{
    let shutdown = Shutdown::listen().context(messages::daemon_signals())?;
    hangup::ends_in_time(&shutdown, || {});
    let runtime = runtime()?;
    runtime.block_on(async {
        tokio::spawn(start().await?);
        told::until_told(&shutdown).await;
        anyhow::Ok(())
    })?;
    runtime.shutdown_background();
    if shutdown.by_panic() {
        bail!(messages::daemon_panicked());
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_listens_at_the_address_or_says_what_is_missing() {
        let mut cases = 0;
        for (word, name) in [
            ("127.0.0.1:8222", None),
            ("0.0.0.0:0", None),
            ("[::1]:8222", None),
            ("[::]:8222", None),
            ("localhost:8222", Some("localhost")),
        ] {
            let Listen {
                name: found,
                addresses,
            } = listen(word).unwrap();
            assert_eq!(found.as_deref(), name, "{word}");
            assert!(!addresses.is_empty(), "{word}");
            let is_local = |address: &SocketAddr| address.ip().is_loopback();
            assert!(
                name.is_none() || addresses.iter().all(is_local),
                "{addresses:?}"
            );
            cases += 1;
        }
        for (word, expected) in [
            (
                "8222",
                "the address is missing; use 127.0.0.1:8222 for this computer, 0.0.0.0:8222 for the network",
            ),
            (
                ":8222",
                "the address is missing; use 127.0.0.1:8222 for this computer, 0.0.0.0:8222 for the network",
            ),
            (
                "localhost",
                "the port is missing; for example localhost:8222",
            ),
            (
                "192.168.0.7",
                "the port is missing; for example 192.168.0.7:8222",
            ),
            ("::1", "the port is missing; for example [::1]:8222"),
            ("[::1]", "the port is missing; for example [::1]:8222"),
            ("localhost:80000", "the port is a number from 0 to 65535"),
            ("localhost:http", "the port is a number from 0 to 65535"),
            ("127.0.0.1:-1", "the port is a number from 0 to 65535"),
            (
                "http://localhost:8222",
                "give host and port alone, without http:// or a path; for example 127.0.0.1:8222",
            ),
            (
                "no such host:8222",
                "unknown host name no such host; try an address, for example 127.0.0.1:8222",
            ),
        ] {
            assert_eq!(listen(word).err().as_deref(), Some(expected), "{word}");
            cases += 1;
        }
        println!("{cases} places to listen at");
    }
}
