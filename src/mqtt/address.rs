//! Where the broker is: a host and a port, looked up before each connection, since an address may change meanwhile.
//!
//! The system's C library looks the name up. The one inside a static program asks name servers and nobody else, so it finds
//! no name in `.local`, which the computers of a room answer for themselves.

use super::Error;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::str::FromStr;
use std::time::Duration;
use tokio::net::lookup_host;
use tokio::time::timeout;

/// The port of MQTT without TLS.
const PORT: u16 = 1883;

/// How long name servers may take. Without an answer, the C library gives up later.
const LOOKUP_TIMEOUT: Duration = Duration::from_secs(10);

/// The longest host name, in bytes.
const MAX_HOST: usize = 253;

/// Where the broker is.
///
/// ```
/// use backpropd::mqtt::Broker;
/// for (word, shown) in [
///     ("127.0.0.1", "127.0.0.1:1883"),
///     ("broker.example:1884", "broker.example:1884"),
///     ("[::1]:1883", "[::1]:1883"),
///     ("::1", "[::1]:1883"),
/// ] {
///     assert_eq!(word.parse::<Broker>().map(|broker| broker.to_string()).as_deref(), Ok(shown));
/// }
/// for wrong in ["", ":1883", "192.168.0.300", "192.168.0", "host:", "host:70000", "mqtt://host", "a b", "[::1", "host:+1"] {
///     assert!(wrong.parse::<Broker>().is_err(), "{wrong}");
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broker {
    host: String,
    port: u16,
}

impl FromStr for Broker {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        if word.parse::<Ipv6Addr>().is_ok() {
            let host = word.into();
            return Ok(Self { host, port: PORT });
        }
        let (host, port) = match word.rsplit_once(':') {
            Some((host, port)) if !word.ends_with(']') => (host, Some(port)),
            _ => (word, None),
        };
        let is_number = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
        let port = match port {
            Some(port) if is_number(port) => port.parse().map_err(|_| ())?,
            Some(_) => return Err(()),
            None => PORT,
        };
        let bare = host.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
        // No name consists of numbers alone, so this is a mistyped address.
        let is_numeric = |byte: u8| byte.is_ascii_digit() || byte == b'.';
        let is_mistyped = || host.bytes().all(is_numeric) && host.parse::<Ipv4Addr>().is_err();
        let is_good = match bare {
            Some(address) => address.parse::<Ipv6Addr>().is_ok(),
            None => {
                (1..=MAX_HOST).contains(&host.len()) && host.bytes().all(is_name) && !is_mistyped()
            }
        };
        let host = bare.unwrap_or(host).into();
        is_good.then_some(Self { host, port }).ok_or(())
    }
}

impl fmt::Display for Broker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { host, port } = self;
        match host.contains(':') {
            true => write!(f, "[{host}]:{port}"),
            false => write!(f, "{host}:{port}"),
        }
    }
}

impl Broker {
    /// Its address, unless it is given by a name.
    pub fn ip(&self) -> Option<IpAddr> {
        self.host.parse().ok()
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Whether it is this computer, where nobody can listen on the way.
    pub fn is_local(&self) -> bool {
        let is_here = |address: IpAddr| address.is_loopback() || address.is_unspecified();
        self.host == "localhost" || self.ip().is_some_and(is_here)
    }

    /// Its addresses now.
    pub(super) async fn addresses(&self) -> Result<Vec<SocketAddr>, Error> {
        let found = timeout(LOOKUP_TIMEOUT, lookup_host((&*self.host, self.port))).await;
        let found = found.ok().and_then(Result::ok);
        let addresses: Vec<_> = found.map(Iterator::collect).unwrap_or_default();
        if !addresses.is_empty() {
            return Ok(addresses);
        }
        let host = self.host.clone();
        Err(match self.is_in_local() {
            true => Error::LocalName(host),
            false => Error::UnknownHost(host),
        })
    }

    /// Whether the computers of a room answer for this name, and no name server does (RFC 6762).
    pub fn is_in_local(&self) -> bool {
        let host = self.host.strip_suffix('.').unwrap_or(&self.host);
        let (_, last) = host.rsplit_once('.').unwrap_or_default();
        last.eq_ignore_ascii_case("local")
    }
}
