//! Runs any sequence of viewers that connect, leave, stall or never finish their request, from any addresses: no
//! address holds more than its share of the places, and a newcomer gets one.
#![no_main]

use backpropd::web::hosts::Hosts;
use backpropd::web::proxies::Proxies;
use backpropd::web::{Handler, MAX_VIEWERS, MAX_VIEWERS_PER_ADDRESS, Server, Source};
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tokio::time::{sleep, timeout};

const PROXY: IpAddr = IpAddr::V4(Ipv4Addr::new(10, 9, 9, 9));

/// The connections that are open, by address.
type Viewers = Vec<(u8, DuplexStream)>;

fuzz_target!(|bytes: &[u8]| {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let nowhere = Source::Daemon(vec!["/no/such.sock".into()]);
        let server = Server::bind("127.0.0.1:0", Hosts::new(None, &[]), nowhere);
        let server = server.await.unwrap().behind(Proxies::new(&[PROXY]));
        play(&server.into_handler(), bytes).await;
    });
    runtime.shutdown_background();
});

/// Each pair of bytes is an event and the address it comes from.
async fn play(handler: &Handler, bytes: &[u8]) {
    let mut viewers = Viewers::new();
    let mut others = Vec::new();
    for pair in bytes.chunks_exact(2).take(200) {
        let (what, address) = (pair[0], pair[1]);
        match what % 8 {
            0..=3 => {
                if let Some(viewer) = watch(handler, address, what % 2 == 0).await {
                    viewers.push((address, viewer));
                }
            }
            4 if !viewers.is_empty() => {
                viewers.remove(usize::from(address) % viewers.len());
            }
            5 => others.push(begin(handler, address, "GET /events HTTP/1.1\r\nHost: loc").await),
            6 => {
                let recording = "GET /recording.txt HTTP/1.1\r\nHost: localhost\r\n\r\n";
                others.push(begin(handler, address, recording).await);
            }
            _ => others.clear(),
        }
    }
    let counts = counts(&mut viewers).await;
    assert!(counts.values().sum::<usize>() <= MAX_VIEWERS, "{counts:?}");
    for (address, count) in &counts {
        assert!(*count <= MAX_VIEWERS_PER_ADDRESS, "{address}: {count}");
    }
    // A viewer from an address that none of them has.
    if counts.len() < MAX_VIEWERS {
        for _ in 0..1000 {
            if watch_as(handler, PROXY, "X-Forwarded-For: 10.7.7.7\r\n")
                .await
                .is_some()
            {
                return;
            }
            sleep(Duration::from_millis(1)).await; // a viewer that leaves is noticed within a moment
        }
        panic!("a newcomer gets no place: {counts:?}");
    }
}

/// How many viewers of each address are still connected.
async fn counts(viewers: &mut Viewers) -> BTreeMap<u8, usize> {
    let mut counts = BTreeMap::new();
    for (address, viewer) in viewers {
        let mut rest = Vec::new();
        // If the stream has ended, its end can be read at once.
        let ended = async { while viewer.read_buf(&mut rest).await.is_ok_and(|it| it > 0) {} };
        if timeout(Duration::from_millis(1), ended).await.is_err() {
            *counts.entry(*address).or_insert(0) += 1;
        }
    }
    counts
}

async fn watch(handler: &Handler, address: u8, by_proxy: bool) -> Option<DuplexStream> {
    let ip = ip(address);
    if by_proxy {
        watch_as(
            handler,
            PROXY,
            &format!("X-Forwarded-For: 1.2.3.4, {ip}\r\n"),
        )
        .await
    } else {
        watch_as(handler, ip, "X-Forwarded-For: 1.2.3.4\r\n").await
    }
}

/// Takes a place, or returns `None`.
async fn watch_as(handler: &Handler, peer: IpAddr, headers: &str) -> Option<DuplexStream> {
    let (mut near, far) = duplex(1 << 10);
    handler.handle(far, peer);
    let request = format!("GET /events HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n");
    near.write_all(request.as_bytes()).await.ok()?;
    let mut status = [0; 12];
    near.read_exact(&mut status).await.ok()?;
    match &status {
        b"HTTP/1.1 200" => Some(near),
        b"HTTP/1.1 503" => None,
        other => panic!("{}", String::from_utf8_lossy(other)),
    }
}

/// Sends this and reads nothing.
async fn begin(handler: &Handler, address: u8, text: &str) -> DuplexStream {
    let (mut near, far) = duplex(1 << 10);
    handler.handle(far, ip(address));
    let _ = near.write_all(text.as_bytes()).await;
    near
}

fn ip(address: u8) -> IpAddr {
    Ipv4Addr::new(10, 0, 0, address).into()
}
