//! 32 browsers that look on, and 1,000 connections that mean harm: the scan loop, the browsers and the memory do not mind.
//!
//! How late the scans are is printed, without and with the load, and not asserted: this depends on the machine. Memory and
//! what is answered are asserted. To see the times: cargo test --test web_load -- --nocapture
#![cfg(all(feature = "web", target_os = "linux"))]

#[path = "web/client.rs"]
#[allow(dead_code)] // the other test needs more of it
mod client;

use backpropd::board::SimBoard;
use backpropd::daemon::{self, Observer, RealTime};
use backpropd::machine::{Event, Machine, Settings};
use backpropd::observe::{Hub, Publisher, Server};
use backpropd::snapshot::Status;
use backpropd::trainer::{self, Trainer};
use backpropd::truth_table::TruthTable;
use client::{Answer, Web};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

const WATCHERS: usize = 32;
const HOSTILE: usize = 1_000;
const EVENTS_EACH: usize = 60;

/// What the web server may take, in KiB: itself, 128 connections with full buffers, and the allocator's slack.
const MOST_MEMORY: u64 = 64 << 10;

/// Looks on, and notes when each scan was done.
struct Watch {
    publisher: Publisher,
    scans: Arc<Mutex<Vec<Duration>>>,
    stop: Arc<AtomicBool>,
}

impl Observer for Watch {
    fn event(&mut self, _: Event) {}

    fn scanned(&mut self, now: Duration, machine: &Machine) -> ControlFlow<()> {
        self.scans.lock().unwrap().push(now);
        self.publisher.scanned(now, || Status {
            version: env!("CARGO_PKG_VERSION").into(),
            board: "sim".into(),
            uptime_s: now.as_secs_f64(),
            saved_s_ago: None,
            warnings: Vec::new(),
            snapshot: machine.snapshot(),
        });
        if self.stop.load(Ordering::Relaxed) {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }
}

/// How much later than a period after the last one the scans were: the median, the 99th percentile, the most.
fn lateness(scans: &[Duration]) -> String {
    let period = Duration::from_millis(10);
    let mut late: Vec<_> = (scans.windows(2))
        .map(|pair| (pair[1] - pair[0]).saturating_sub(period))
        .collect();
    late.sort_unstable();
    let at = |share: f64| late[((late.len() - 1) as f64 * share) as usize];
    format!(
        "{} scans, late by {:.1?} in the median, p99 {:.1?}, most {:.1?}",
        late.len(),
        at(0.5),
        at(0.99),
        at(1.0)
    )
}

/// The most memory that a process has had, in KiB.
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

/// One connection that means harm, of the `number`-th kind; what is left of it.
fn harm(web: &Web, number: usize) -> Option<TcpStream> {
    let mut stream = TcpStream::connect(web.address).ok()?;
    stream
        .set_write_timeout(Some(Duration::from_secs(5)))
        .ok()?;
    let big = "x".repeat(1 << 20);
    let text = match number % 5 {
        // Half open: nothing is ever said.
        0 => String::new(),
        // A head that never ends.
        1 => "GET /events HTTP/1.1\r\nHost: localhost\r\nX-Slow: ".into(),
        // A head of 1 MB.
        2 => format!("GET / HTTP/1.1\r\nHost: localhost\r\nX-Big: {big}\r\n\r\n"),
        // What is not even HTTP, and JSON that is none.
        3 => "POST /act HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{\"set\":[[".into(),
        // Asks for the biggest file and never takes it.
        _ => "GET /style.css HTTP/1.1\r\nHost: localhost\r\n\r\n".into(),
    };
    // It may be cut off in the middle of it.
    let _ = stream.write_all(text.as_bytes());
    Some(stream)
}

#[test]
fn neither_many_nor_hostile_clients_are_in_anybodys_way() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("status.sock");
    let hub = Hub::default();
    let _server = Server::start(&socket, &hub, None, None).unwrap();
    let scans = Arc::new(Mutex::new(Vec::new()));
    let stop = Arc::new(AtomicBool::new(false));
    let mut watch = Watch {
        publisher: hub.publisher(),
        scans: Arc::clone(&scans),
        stop: Arc::clone(&stop),
    };
    let machine = thread::spawn(move || {
        let settings = Settings::default();
        // Never learned, so that there is always something new.
        let never = trainer::Settings {
            tolerance: 1e-9,
            ..trainer::Settings::default()
        };
        let mut trainer = Trainer::new(never, 8);
        for sample in TruthTable::from_gates("xor,and").unwrap().samples() {
            trainer.teach(sample);
        }
        let mut machine = Machine::new(settings, trainer);
        let mut time = RealTime::new(settings.pace.scan_hz);
        daemon::run(
            &mut SimBoard::default(),
            &mut machine,
            &mut time,
            &mut watch,
        )
        .unwrap();
    });
    let web = Web::start(&["--socket", socket.to_str().unwrap()]);

    while scans.lock().unwrap().len() < 500 {
        thread::sleep(Duration::from_millis(50));
    }
    let unloaded = std::mem::take(&mut *scans.lock().unwrap());
    println!("without load: {}", lateness(&unloaded));

    let watchers: Vec<_> = (0..WATCHERS).map(|_| web.watch().unwrap()).collect();
    thread::scope(|scope| {
        let watching: Vec<_> = (watchers.into_iter())
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
        let harmful: Vec<_> = (harmful.into_iter())
            .flat_map(|it| it.join().unwrap())
            .collect();
        println!(
            "{} of {HOSTILE} hostile connections were made",
            harmful.len()
        );
        assert!(harmful.len() >= HOSTILE * 9 / 10);

        // While all of them are there, a newcomer is answered, and only those who look on have a place.
        let Answer { status, body, .. } = web.get("/");
        assert_eq!(status, 200);
        assert!(body.contains("backpropd-token"));
        assert_eq!(web.watch().unwrap_err().status, 503);
        for watcher in watching {
            watcher.join().unwrap();
        }
        let cut_off = harmful.into_iter().filter(|stream| {
            let mut rest = Vec::new();
            let _ = stream.set_read_timeout(Some(Duration::from_secs(60)));
            // Whatever they got, the connection ends.
            let mut stream = stream;
            match stream.read_to_end(&mut rest) {
                Ok(_) => true,
                Err(error) => error.kind() != std::io::ErrorKind::WouldBlock,
            }
        });
        assert!(
            cut_off.count() >= HOSTILE * 9 / 10,
            "some are waited for for ever"
        );
    });
    let loaded = std::mem::take(&mut *scans.lock().unwrap());
    println!("with the load: {}", lateness(&loaded));
    let memory = memory(web.process.id());
    println!("the web server took {memory} KiB at the most");
    assert!(memory < MOST_MEMORY, "{memory} KiB");
    // All of them are gone: there is room again, for as many as ever.
    let again: Vec<_> = (0..1000)
        .map(|_| {
            thread::sleep(Duration::from_millis(20));
            web.watch()
        })
        .filter_map(Result::ok)
        .take(WATCHERS)
        .collect();
    assert_eq!(again.len(), WATCHERS);
    stop.store(true, Ordering::Relaxed);
    machine.join().unwrap();
}
