//! Which requests are meant for this page, and which come from it. Pure.
//!
//! A page of somebody else's can make a browser send requests here. Two headers, which the browser writes and no page
//! can forge, tell them apart. `Host` is the name in the address bar: a stranger's name that was made to point at this
//! machine (DNS rebinding) is not one of ours. `Origin` is where the page came from that asks for a change.

use axum::http::header::{HOST, HeaderMap, HeaderName, ORIGIN};
use std::net::{Ipv4Addr, Ipv6Addr};

/// Sent by browsers: how near the page that asks is to the one that is asked.
const SEC_FETCH_SITE: &str = "sec-fetch-site";

/// The names under which this page may be asked for: `localhost`, every IP address (no stranger's name points there),
/// this machine's name with and without `.local`, and those that were allowed.
///
/// ```
/// use backpropd::web::hosts::Hosts;
/// let hosts = Hosts::new(Some("raspberrypi"), &["panel.school.example".into()]);
/// for host in ["localhost:8222", "192.168.0.7", "[::1]:8222", "raspberrypi.local", "panel.school.example"] {
///     assert!(hosts.allow(host), "{host}");
/// }
/// assert!(!hosts.allow("a-stranger.example:8222"));
/// ```
#[derive(Clone, Debug)]
pub struct Hosts(Vec<String>);

impl Hosts {
    /// For a machine of this name, and these names beside it.
    pub fn new(machine: Option<&str>, allowed: &[String]) -> Self {
        let mut names = vec!["localhost".to_owned()];
        if let Some(machine) = machine.map(canonical).filter(|name| !name.is_empty()) {
            // The name may be a full one, as in pi.school.example: its first part is what .local goes with.
            let first = machine.split('.').next().unwrap_or_default();
            names.extend([format!("{first}.local"), first.to_owned(), machine]);
        }
        names.extend(allowed.iter().map(|name| canonical(name)));
        Self(names)
    }

    /// Whether a page may be asked for under this authority: a name or an IP address, perhaps with a port.
    pub fn allow(&self, authority: &str) -> bool {
        // Behind the name nothing but a port; the colons within brackets are an address's own.
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if !authority.ends_with(']') => (host, Some(port)),
            _ => (authority, None),
        };
        if port.is_some_and(|port| !is_port(port)) {
            return false;
        }
        let bare = host.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
        host.parse::<Ipv4Addr>().is_ok()
            || bare.is_some_and(|address| address.parse::<Ipv6Addr>().is_ok())
            || self.0.contains(&canonical(host))
    }

    /// The authority of a request with these headers, if it is meant for this page.
    pub fn of_request<'a>(&self, headers: &'a HeaderMap) -> Option<&'a str> {
        only(headers, &HOST).filter(|host| self.allow(host))
    }
}

/// Whether a request to this `host` comes from a page of the same origin, as the browser tells.
///
/// ```
/// use axum::http::{HeaderMap, header::ORIGIN};
/// use backpropd::web::hosts::is_same_origin;
/// let mut headers = HeaderMap::new();
/// assert!(!is_same_origin("localhost:8222", &headers));
/// headers.insert(ORIGIN, "http://localhost:8222".parse()?);
/// assert!(is_same_origin("localhost:8222", &headers));
/// assert!(!is_same_origin("localhost:8080", &headers));
/// # Ok::<(), axum::http::header::InvalidHeaderValue>(())
/// ```
pub fn is_same_origin(host: &str, headers: &HeaderMap) -> bool {
    let site = HeaderName::from_static(SEC_FETCH_SITE);
    if headers.contains_key(&site) && only(headers, &site) != Some("same-origin") {
        return false;
    }
    let origin = only(headers, &ORIGIN);
    // https is for those who put a server with a certificate before this one.
    let from = origin.and_then(|it| it.strip_prefix("http://").or(it.strip_prefix("https://")));
    from.is_some_and(|from| from.eq_ignore_ascii_case(host))
}

/// The value of a header that is there once.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

/// Digits alone: a number would be read from `+80` as well.
fn is_port(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u16>().is_ok()
}

/// Names are the same in any case, and with the dot of the root behind them.
fn canonical(name: &str) -> String {
    let name = name.strip_suffix('.').unwrap_or(name);
    name.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts() -> Hosts {
        Hosts::new(Some("Pi.school.example"), &["Panel.Example.".into()])
    }

    #[test]
    fn our_names_and_addresses_are_allowed() {
        for host in [
            "localhost",
            "LOCALHOST:8222",
            "localhost.:8222",
            "127.0.0.1:8222",
            "192.168.1.20",
            "[::1]",
            "[fe80::1]:80",
            "pi",
            "pi.local:8222",
            "PI.local.",
            "pi.school.example",
            "panel.example:1",
        ] {
            assert!(hosts().allow(host), "{host}");
        }
    }

    #[test]
    fn anything_else_is_not() {
        for host in [
            "",
            ":8222",
            ".",
            "example.com",
            "localhost.example.com",
            "evil.localhost",
            "pi.locale",
            "school.example",
            "127.0.0.1.example.com",
            "127.0.0.1:8222@example.com",
            "[::1]&:8222",
            "localhost:+22",
            "pi:80:80",
            "example.com@127.0.0.1",
            "::1",
            "[::1",
            "[localhost]",
            "[127.0.0.1]",
            "localhost/",
            "local host",
            "pi:local",
            "pi:",
            "pi:65536",
            "localhost\0",
        ] {
            assert!(!hosts().allow(host), "{host}");
        }
        assert!(!Hosts::new(None, &[]).allow("pi.local"));
        assert!(!Hosts::new(Some(""), &[]).allow(".local"));
    }

    #[test]
    fn two_hosts_or_none_are_no_host() {
        let mut headers = HeaderMap::new();
        assert_eq!(hosts().of_request(&headers), None);
        headers.append(HOST, "localhost".parse().unwrap());
        assert_eq!(hosts().of_request(&headers), Some("localhost"));
        headers.append(HOST, "localhost".parse().unwrap());
        assert_eq!(hosts().of_request(&headers), None);
    }

    #[test]
    fn only_the_page_itself_is_the_same_origin() {
        for (origin, site, expected) in [
            (Some("http://pi.local:8222"), None, true),
            (Some("https://pi.local:8222"), Some("same-origin"), true),
            (Some("http://PI.local:8222"), Some("same-origin"), true),
            (None, None, false),
            (None, Some("same-origin"), false),
            (Some("null"), None, false),
            (Some("pi.local:8222"), None, false),
            (Some("http://pi.local"), None, false),
            (Some("http://pi.local:82222"), None, false),
            (Some("http://pi.local:8222/"), None, false),
            (Some("http://evil.example"), None, false),
            (Some("http://pi.local:8222"), Some("same-site"), false),
            (Some("http://pi.local:8222"), Some("cross-site"), false),
        ] {
            let mut headers = HeaderMap::new();
            if let Some(origin) = origin {
                headers.insert(ORIGIN, origin.parse().unwrap());
            }
            if let Some(site) = site {
                headers.insert(SEC_FETCH_SITE, site.parse().unwrap());
            }
            let is = is_same_origin("pi.local:8222", &headers);
            assert_eq!(is, expected, "{origin:?} {site:?}");
        }
    }
}
