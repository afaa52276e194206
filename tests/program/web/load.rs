//! 32 viewers, 1,000 hostile connections, and slow readers of a large recording: scans, browsers and memory are not
//! affected.
//!
//! The test prints how late the scans are, without and with the load, but does not assert it, because that depends on
//! the machine. It asserts memory and answers. To see the times: cargo test --test program web::load -- --nocapture

use super::client::{Answer, Web};
use crate::lateness::Scanning;
use backpropd::machine::Settings;
use backpropd::observe::{Hub, Server};
use backpropd::recording::{Start, Writer};
use backpropd::trainer::{self, Trainer};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

const WATCHERS: usize = 32;
const HOSTILE: usize = 1_000;
const EVENTS_EACH: usize = 60;

/// The memory limit of the web server in KiB: itself, 128 connections with full buffers, and the allocator's overhead.
const MAX_MEMORY_KIB: u64 = 64 << 10;

/// The peak memory of a process, in KiB.
fn memory(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    line.unwrap()
        .split_whitespace()
        .nth(1)
        .unwrap()
        .parse()
        .unwrap()
}

/// One hostile connection of the `number`-th kind; returns what is left of it.
fn harm(web: &Web, number: usize) -> Option<TcpStream> {
    let mut stream = TcpStream::connect(web.address).ok()?;
    stream
        .set_write_timeout(Some(Duration::from_secs(5)))
        .ok()?;
    let big = "x".repeat(1 << 20);
    let text = match number % 5 {
        // Half open: it never sends anything.
        0 => String::new(),
        // An endless head.
        1 => "GET /events HTTP/1.1\r\nHost: localhost\r\nX-Slow: ".into(),
        // A head of 1 MB.
        2 => format!("GET / HTTP/1.1\r\nHost: localhost\r\nX-Big: {big}\r\n\r\n"),
        // A request that is not answered, with a body.
        3 => "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{\"set\":[[".into(),
        // Requests the page and never reads it.
        _ => "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".into(),
    };
    // The connection may end in the middle of it.
    let _ = stream.write_all(text.as_bytes());
    Some(stream)
}

/// How many connections read the recording slowly, and how large it is.
const SLOW_READERS: usize = 40;
const RECORDING_BYTES: usize = (24 << 20) / 10;

/// As many connections as allowed read a recording of 2.4 MiB, one after the other and a little at a time; for each of
/// them the recording has grown.
#[test]
fn slow_readers_of_a_large_recording_share_one_copy() {
    let folder = tempfile::tempdir().unwrap();
    let (socket, path) = (folder.path().join("s"), folder.path().join("recording.txt"));
    let start = Start::new(
        Settings::default(),
        &Trainer::new(trainer::Settings::default(), 8),
    );
    let mut recording = Writer::header(&start);
    while recording.len() < RECORDING_BYTES {
        recording.push_str("100 i1 on\n100 i1 off\n");
    }
    let hub = Hub::default();
    let _server = Server::start(&socket, &hub, None, Some(path.clone())).unwrap();
    let web = Web::start(&["--socket", socket.to_str().unwrap()]);
    let mut readers = Vec::new();
    for number in 0..SLOW_READERS {
        recording.push_str(&format!("{} i1 on\n", 1000 + number));
        std::fs::write(&path, &recording).unwrap();
        let mut reader = web.connect();
        let request = "GET /recording.txt HTTP/1.1\r\nHost: localhost\r\n\r\n";
        reader.write_all(request.as_bytes()).unwrap();
        reader.read_exact(&mut [0; 1000]).unwrap();
        readers.push((reader, recording.len()));
    }
    let memory = memory(web.process.id());
    println!("{SLOW_READERS} slow readers of {RECORDING_BYTES} bytes: {memory} KiB");
    assert!(memory < MAX_MEMORY_KIB, "{memory} KiB");
    // A connection that reads the rest gets everything that had been recorded when it asked. (The first ones may have
    // been closed, because they read nothing for ten seconds.)
    let (mut reader, length) = readers.pop().unwrap();
    let mut rest = Vec::new();
    reader.read_to_end(&mut rest).unwrap();
    assert!(rest.ends_with(&recording.as_bytes()[length - 100..length]));
    // All at once, just as slowly.
    drop(readers);
    let readers: Vec<_> = (0..SLOW_READERS)
        .map(|_| {
            let mut reader = web.connect();
            let request = "GET /recording.txt HTTP/1.1\r\nHost: localhost\r\n\r\n";
            reader.write_all(request.as_bytes()).unwrap();
            reader
        })
        .collect();
    for mut reader in &readers {
        let mut head = [0; 12];
        reader.read_exact(&mut head).unwrap();
        assert_eq!(&head, b"HTTP/1.1 200");
    }
    let memory = self::memory(web.process.id());
    println!("and as many at once: {memory} KiB");
    assert!(memory < MAX_MEMORY_KIB, "{memory} KiB");
}

#[test]
fn many_and_hostile_clients_disturb_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("status.sock");
    let scanning = Scanning::start(&socket);
    let web = Web::start(&["--socket", socket.to_str().unwrap()]);

    scanning.wait_for(500);
    println!("without load: {}", scanning.report());

    let watchers: Vec<_> = (0..WATCHERS).map(|_| web.watch().unwrap()).collect();
    thread::scope(|scope| {
        let watching: Vec<_> = watchers
            .into_iter()
            .map(|mut watcher| {
                scope.spawn(move || {
                    let mut last = 0;
                    for _ in 0..EVENTS_EACH {
                        let (event, status) = watcher.next();
                        assert_eq!(event, "status", "{status}");
                        let scan = status["scan"].as_u64().unwrap();
                        assert!(scan > last, "{scan} came after {last}");
                        last = scan;
                    }
                    watcher
                })
            })
            .collect();
        let harmful: Vec<_> = (0..4)
            .map(|part| {
                let web = &web;
                scope.spawn(move || {
                    let numbers = (0..HOSTILE).filter(|number| number % 4 == part);
                    numbers
                        .filter_map(|number| harm(web, number))
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        let harmful: Vec<_> = harmful
            .into_iter()
            .flat_map(|it| it.join().unwrap())
            .collect();
        println!(
            "{} of {HOSTILE} hostile connections were made",
            harmful.len()
        );
        assert!(harmful.len() >= HOSTILE * 9 / 10);

        // While all of them are connected, a newcomer gets an answer, and only viewers have a place.
        let Answer { status, body, .. } = web.get("/");
        assert_eq!(status, 200);
        assert!(body.contains("</html>"));
        assert_eq!(web.watch().unwrap_err().status, 503);
        for watcher in watching {
            watcher.join().unwrap();
        }
        let cut_off = harmful.into_iter().filter(|stream| {
            let mut rest = Vec::new();
            let _ = stream.set_read_timeout(Some(Duration::from_secs(60)));
            // Whatever answer they got, the connection ends.
            let mut stream = stream;
            match stream.read_to_end(&mut rest) {
                Ok(_) => true,
                Err(error) => error.kind() != std::io::ErrorKind::WouldBlock,
            }
        });
        assert!(
            cut_off.count() >= HOSTILE * 9 / 10,
            "some connections never end"
        );
    });
    println!("with the load: {}", scanning.report());
    let memory = memory(web.process.id());
    println!("the web server took at most {memory} KiB");
    assert!(memory < MAX_MEMORY_KIB, "{memory} KiB");
    // When all of them have left, there is room again for the same number.
    let again: Vec<_> = (0..1000)
        .map(|_| {
            thread::sleep(Duration::from_millis(20));
            web.watch()
        })
        .filter_map(Result::ok)
        .take(WATCHERS)
        .collect();
    assert_eq!(again.len(), WATCHERS);
}
