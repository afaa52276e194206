//! Decides which requests are meant for this page, and which come from it. Pure.
//!
//! A page of another site can make a browser send requests here. Two headers, which the browser writes and no page can
//! forge, reveal them. `Host` is the name in the address bar: a foreign name that points at this machine (DNS
//! rebinding) is not one of ours. `Origin` is the origin of the page that sends a request.

use axum::http::Request;
use axum::http::header::{HOST, HeaderMap, HeaderName, ORIGIN, REFERER, UPGRADE_INSECURE_REQUESTS};
use std::net::{Ipv4Addr, Ipv6Addr};

/// Sent by browsers: how the requesting page relates to this one.
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Sent by browsers: whether a page sends the request, or a person navigates.
const SEC_FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");

/// The host names of this page: `localhost`, every IP address (which no foreign name can imitate), this machine's name
/// with and without `.local`, and the allowed names.
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
    /// For a machine with this name, and these additional names.
    pub fn new(machine: Option<&str>, allowed: &[String]) -> Self {
        let mut names = vec!["localhost".to_owned()];
        if let Some(machine) = machine.map(canonical).filter(|name| !name.is_empty()) {
            // The name may be fully qualified, such as pi.school.example: .local follows its first part.
            let first = machine.split('.').next().unwrap_or_default();
            names.extend([format!("{first}.local"), first.to_owned(), machine]);
        }
        names.extend(allowed.iter().map(|name| canonical(name)));
        Self(names)
    }

    /// Whether this authority is one of ours: a name or an IP address, perhaps with a port.
    pub fn allow(&self, authority: &str) -> bool {
        // Only a port may follow the name; colons within brackets belong to an address.
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

    /// Whether a request is meant for this page, by its header and, where it names one, by its target.
    pub fn accept<B>(&self, request: &Request<B>) -> bool {
        let named = request.uri().authority();
        named.is_none_or(|name| self.allow(name.as_str()))
            && self.of_request(request.headers()).is_some()
    }

    /// The authority of a request with these headers, if it is meant for this page.
    pub fn of_request<'a>(&self, headers: &'a HeaderMap) -> Option<&'a str> {
        only(headers, &HOST).filter(|host| self.allow(host))
    }
}

/// Whether a request to this `host` comes from another site's page. A browser shows that in `Origin`, else in
/// `Sec-Fetch-Site` (not sent with plain http to a name in `.local`), else in `Referer`. Without any of them, it is not
/// a browser, or it is our own page, which sends no referrer.
///
/// ```
/// use axum::http::{HeaderMap, header::REFERER};
/// use backpropd::web::hosts::is_foreign;
/// let mut headers = HeaderMap::new();
/// assert!(!is_foreign("pi.local:8222", &headers));
/// headers.insert(REFERER, "http://a-stranger.example/".parse()?);
/// assert!(is_foreign("pi.local:8222", &headers));
/// # Ok::<(), axum::http::header::InvalidHeaderValue>(())
/// ```
pub fn is_foreign(host: &str, headers: &HeaderMap) -> bool {
    let is_other = |url: Option<&str>| {
        let from = url.and_then(authority);
        !from.is_some_and(|from| from.eq_ignore_ascii_case(host))
    };
    if headers.contains_key(ORIGIN) {
        is_other(only(headers, &ORIGIN))
    } else if headers.contains_key(SEC_FETCH_SITE) {
        !matches!(only(headers, &SEC_FETCH_SITE), Some("same-origin" | "none"))
    } else if headers.contains_key(REFERER) {
        let referer = only(headers, &REFERER);
        let page = referer.and_then(|url| url.match_indices('/').nth(2).map(|(at, _)| &url[..at]));
        is_other(page)
    } else {
        false
    }
}

/// Whether a person navigates here, by a link or the address bar, rather than a page sending the request. If a browser
/// does not send the mode (plain http to a name in `.local` again), a header that no page can send to another site
/// shows it.
pub fn is_navigation(headers: &HeaderMap) -> bool {
    if headers.contains_key(SEC_FETCH_MODE) {
        return only(headers, &SEC_FETCH_MODE) == Some("navigate");
    }
    only(headers, &UPGRADE_INSECURE_REQUESTS) == Some("1")
}

/// The authority of an origin. https is allowed for a proxy with a certificate in front of this server.
fn authority(origin: &str) -> Option<&str> {
    origin
        .strip_prefix("http://")
        .or(origin.strip_prefix("https://"))
}

/// The value of a header that occurs exactly once.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

/// Only digits: parsing as a number would also accept `+80`.
fn is_port(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u16>().is_ok()
}

/// Names are equal regardless of case and of a final dot.
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
    fn two_hosts_or_none_do_not_count_as_a_host() {
        let mut headers = HeaderMap::new();
        assert_eq!(hosts().of_request(&headers), None);
        headers.append(HOST, "localhost".parse().unwrap());
        assert_eq!(hosts().of_request(&headers), Some("localhost"));
        headers.append(HOST, "localhost".parse().unwrap());
        assert_eq!(hosts().of_request(&headers), None);
    }

    #[test]
    fn requests_from_other_sites_pages_are_foreign() {
        let ours = "http://pi.local:8222";
        let other = "http://evil.example";
        let cases = [
            (&[][..], false),
            (&[("origin", ours)], false),
            (&[("origin", "https://PI.local:8222")], false),
            (&[("origin", other)], true),
            (&[("origin", "null")], true),
            (&[("origin", "http://pi.local:8080")], true),
            (
                &[("origin", other), ("sec-fetch-site", "same-origin")],
                true,
            ),
            (&[("origin", ours), ("origin", ours)], true),
            (&[("sec-fetch-site", "same-origin")], false),
            (&[("sec-fetch-site", "none")], false),
            (&[("sec-fetch-site", "same-site")], true),
            (&[("sec-fetch-site", "cross-site")], true),
            (&[("sec-fetch-site", "")], true),
            (
                &[
                    ("sec-fetch-site", "cross-site"),
                    ("referer", "http://pi.local:8222/"),
                ],
                true,
            ),
            (&[("referer", "http://pi.local:8222/")], false),
            (
                &[("referer", "http://pi.local:8222/page?a=http://b/")],
                false,
            ),
            (&[("referer", "http://evil.example/")], true),
            (&[("referer", "http://evil.example/pi.local:8222/")], true),
            (&[("referer", "http://pi.local:8222.evil.example/")], true),
            (&[("referer", "http://pi.local:8222@evil.example/")], true),
            (&[("referer", "about:blank")], true),
            (&[("referer", "")], true),
        ];
        for (given, expected) in cases {
            let mut headers = HeaderMap::new();
            for (name, value) in given {
                headers.append(*name, value.parse().unwrap());
            }
            assert_eq!(is_foreign("pi.local:8222", &headers), expected, "{given:?}");
        }
        println!("{} requests", cases.len());
    }

    #[test]
    fn a_person_who_goes_there_is_told_from_a_page_that_asks() {
        for (name, value, expected) in [
            ("sec-fetch-mode", "navigate", true),
            ("sec-fetch-mode", "cors", false),
            ("sec-fetch-mode", "no-cors", false),
            ("upgrade-insecure-requests", "1", true),
            ("accept", "text/event-stream", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(name, value.parse().unwrap());
            assert_eq!(is_navigation(&headers), expected, "{name}: {value}");
        }
    }
}
