//! Finds the client of a request. Pure.
//!
//! The address of a connection cannot be forged, but behind a proxy it is the proxy's, and the proxy writes the
//! client's address into a header. That header is trusted only from the proxies named on the command line, and only the
//! part that they wrote.

use axum::http::header::{FORWARDED, HeaderMap, HeaderName};
use std::net::{IpAddr, SocketAddr};

/// The header that most proxies write; `Forwarded` is the standard (RFC 7239).
const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The trusted proxies.
///
/// ```
/// use axum::http::HeaderMap;
/// use backpropd::web::proxies::Proxies;
/// let proxies = Proxies::new(&["127.0.0.1".parse()?]);
/// let mut headers = HeaderMap::new();
/// headers.insert("x-forwarded-for", "192.168.0.9".parse()?);
/// assert_eq!(proxies.client("127.0.0.1".parse()?, &headers), Some("192.168.0.9".parse()?));
/// // Anybody else could write anything there.
/// assert_eq!(proxies.client("192.168.0.7".parse()?, &headers), Some("192.168.0.7".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Proxies(Vec<IpAddr>);

impl Proxies {
    /// These.
    pub fn new(addresses: &[IpAddr]) -> Self {
        Self(addresses.iter().map(IpAddr::to_canonical).collect())
    }

    /// The client's address of a connection. `None` if it is unknown: many people may be behind a proxy, and a
    /// connection from this computer may also come from a proxy.
    pub fn peer(&self, peer: IpAddr) -> Option<IpAddr> {
        let peer = peer.to_canonical();
        let says_nothing = peer.is_loopback() || self.0.contains(&peer);
        (!says_nothing).then_some(peer)
    }

    /// The client's address of a request; `None` as with [`peer`](Self::peer).
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> Option<IpAddr> {
        if !self.0.contains(&peer.to_canonical()) {
            return self.peer(peer);
        }
        let mut addresses = forwarded_for(headers);
        // The last address is the one that our proxy saw, unless that is another of our proxies.
        while let Some(address) = addresses.pop() {
            match address {
                Some(address) if self.0.contains(&address) => {}
                address => return address.and_then(|address| self.peer(address)),
            }
        }
        None
    }
}

/// The addresses in the header, the nearest to the client first; `None` is anything but an address.
fn forwarded_for(headers: &HeaderMap) -> Vec<Option<IpAddr>> {
    let items = |name| {
        let values = headers.get_all(name).iter();
        values.flat_map(|value| value.to_str().unwrap_or_default().split(','))
    };
    if headers.contains_key(X_FORWARDED_FOR) {
        return items(X_FORWARDED_FOR).map(address).collect();
    }
    items(FORWARDED)
        .map(|item| {
            let pairs = item.split(';').filter_map(|pair| pair.split_once('='));
            let mut of_client = pairs.filter(|(name, _)| name.trim().eq_ignore_ascii_case("for"));
            of_client.next().and_then(|(_, value)| address(value))
        })
        .collect()
}

/// An address, perhaps in brackets, in quotes, with a port.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim().trim_matches('"');
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    let address = bare.parse().ok();
    let address = address.or(text.parse::<SocketAddr>().ok().map(|it| it.ip()));
    address.map(|it: IpAddr| it.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_counts_only_if_a_known_proxy_wrote_it() {
        let cases = [
            ("10.0.0.1", "x-forwarded-for", "1.2.3.4", "1.2.3.4"),
            ("::ffff:10.0.0.1", "x-forwarded-for", "1.2.3.4", "1.2.3.4"),
            ("10.0.0.1", "x-forwarded-for", "6.6.6.6, 1.2.3.4", "1.2.3.4"),
            (
                "10.0.0.1",
                "x-forwarded-for",
                "1.2.3.4, 10.0.0.2",
                "1.2.3.4",
            ),
            ("10.0.0.1", "x-forwarded-for", "6.6.6.6, unknown", ""),
            ("10.0.0.1", "x-forwarded-for", "6.6.6.6,", ""),
            ("10.0.0.1", "x-forwarded-for", "1.2.3.4:5678", "1.2.3.4"),
            ("10.0.0.1", "x-forwarded-for", "2001:db8::1", "2001:db8::1"),
            ("10.0.0.1", "x-forwarded-for", "::1", ""),
            ("10.0.0.1", "x-forwarded-for", "10.0.0.2", ""),
            ("10.0.0.1", "forwarded", "for=1.2.3.4;proto=http", "1.2.3.4"),
            (
                "10.0.0.1",
                "forwarded",
                "for=6.6.6.6, proto=https; For=\"[2001:db8::1]:80\"",
                "2001:db8::1",
            ),
            ("10.0.0.1", "forwarded", "for=_hidden", ""),
            ("10.0.0.1", "x-other", "1.2.3.4", ""),
            ("10.0.0.9", "x-forwarded-for", "1.2.3.4", "10.0.0.9"),
            ("127.0.0.1", "x-forwarded-for", "1.2.3.4", ""),
            ("::1", "forwarded", "for=1.2.3.4", ""),
        ];
        let proxies = Proxies::new(&["10.0.0.1", "10.0.0.2"].map(|it| it.parse().unwrap()));
        for (peer, name, value, expected) in cases {
            let mut headers = HeaderMap::new();
            headers.insert(name, value.parse().unwrap());
            let client = proxies.client(peer.parse().unwrap(), &headers);
            assert_eq!(client, expected.parse().ok(), "{peer} {name}: {value}");
        }
        println!("{} requests", cases.len());
    }
}
