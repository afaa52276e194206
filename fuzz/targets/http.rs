//! Sends any bytes to the page: the answer is one of ours, and gives other sites no access.
#![no_main]

use backpropd::web::hosts::Hosts;
use backpropd::web::{Handler, Server, Source};
use libfuzzer_sys::fuzz_target;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::LazyLock;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;

/// Larger than the page.
const BUFFER: usize = 512 << 10;

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    let mut runtime = Builder::new_multi_thread();
    runtime.worker_threads(1).enable_all().build().unwrap()
});

static HANDLER: LazyLock<Handler> = LazyLock::new(|| {
    RUNTIME.block_on(async {
        // Its stream says that the daemon is away.
        let source = Source::Daemon(vec!["/no/such.sock".into()]);
        let hosts = Hosts::new(Some("pi"), &[]);
        let server = Server::bind("127.0.0.1:0", hosts, source).await;
        server.unwrap().into_handler()
    })
});

fuzz_target!(|bytes: &[u8]| {
    let handler = &*HANDLER;
    let answer = RUNTIME.block_on(ask(handler, bytes));
    let Some(answer) = answer else { return };
    let head = String::from_utf8_lossy(&answer).to_ascii_lowercase();
    let head = head.split("\r\n\r\n").next().unwrap_or_default();
    assert!(head.is_empty() || head.starts_with("http/1."), "{head}");
    assert!(!head.contains("access-control"), "{head}");
    let is_ours = head.contains("content-security-policy: default-src 'none'");
    // hyper refuses anything that is not HTTP before our code sees it.
    assert!(
        is_ours
            || head.is_empty()
            || [" 400 ", " 414 ", " 431 "]
                .into_iter()
                .any(|it| head.contains(it)),
        "{head}"
    );
});

/// The answer. Of an endless stream only the beginning; for an endless request nothing.
async fn ask(handler: &Handler, bytes: &[u8]) -> Option<Vec<u8>> {
    let (mut near, far) = duplex(BUFFER);
    handler.handle(far, IpAddr::V4(Ipv4Addr::LOCALHOST));
    // The request may have been refused already.
    let _ = near.write_all(bytes).await;
    let _ = near.write_all(b"\r\n\r\n").await;
    let mut answer = Vec::new();
    let read = async {
        while near
            .read_buf(&mut answer)
            .await
            .is_ok_and(|count| count > 0)
        {
            if is_stream(&answer) {
                break;
            }
        }
    };
    timeout(Duration::from_millis(20), read).await.ok()?;
    Some(answer)
}

/// Whether this is the beginning of an endless stream, with its whole head.
fn is_stream(answer: &[u8]) -> bool {
    let text = String::from_utf8_lossy(answer);
    let head = text.split_once("\r\n\r\n").map(|(head, _)| head);
    head.is_some_and(|head| head.contains("text/event-stream"))
}
