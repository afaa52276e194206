//! Sends any headers to the page: only our own names are accepted, and only our own pages are.
#![no_main]

use axum::http::header::{HOST, HeaderMap, HeaderValue, ORIGIN};
use backpropd::web::hosts::{Hosts, is_foreign};
use libfuzzer_sys::fuzz_target;
use std::net::IpAddr;

fuzz_target!(|bytes: &[u8]| {
    // Host, origin: one per line.
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let mut next = || lines.next().unwrap_or_default();
    let (host, origin) = (next(), next());

    let mut headers = HeaderMap::new();
    for (name, value) in [(HOST, host), (ORIGIN, origin)] {
        let Ok(value) = HeaderValue::from_bytes(value) else {
            return;
        };
        headers.insert(name, value);
    }
    let hosts = Hosts::new(Some("pi"), &["panel.example".into()]);
    if let Some(host) = hosts.of_request(&headers) {
        let name = without_port(host).to_ascii_lowercase();
        let name = name.strip_suffix('.').unwrap_or(&name);
        let ours = ["localhost", "pi", "pi.local", "panel.example"];
        assert!(ours.contains(&name) || is_address(name), "{host}");
        if !is_foreign(host, &headers) {
            let origin = origin.to_ascii_lowercase();
            assert!(origin.ends_with(host.to_ascii_lowercase().as_bytes()));
        }
    }
});

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

fn is_address(name: &str) -> bool {
    let bare = name.trim_start_matches('[').trim_end_matches(']');
    bare.parse::<IpAddr>().is_ok()
}
