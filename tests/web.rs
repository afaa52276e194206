//! The web server, asked by hand: what it gives to whom, and what it refuses.
#![cfg(feature = "web")]

#[path = "web/client.rs"]
mod client;

use client::{Answer, PATIENCE, Web};
use std::io::{Read, Write};

const TOO_MUCH: usize = 1 << 20;

/// A request to flip i1, with these headers beside its length.
fn flip(web: &Web, headers: &[&str]) -> Answer {
    post(web, headers, r#"{"set":{"i1":true}}"#)
}

fn post(web: &Web, headers: &[&str], body: &str) -> Answer {
    let headers: String = headers.iter().map(|it| format!("{it}\r\n")).collect();
    let length = body.len();
    web.ask(&format!(
        "POST /act HTTP/1.1\r\n{headers}Content-Length: {length}\r\n\r\n{body}"
    ))
}

/// The headers that the page itself would send.
fn of_the_page(web: &Web) -> [String; 3] {
    [
        "Host: localhost".into(),
        "Origin: http://localhost".into(),
        format!("Backpropd-Token: {}", web.token()),
    ]
}

#[test]
fn the_page_is_whole_and_needs_nothing_from_elsewhere() {
    let web = Web::start(&["--sim"]);
    let page = web.get("/");
    assert_eq!(page.status, 200);
    for inline in ["<style", " style=", " onclick=", "<script>"] {
        assert!(!page.body.contains(inline), "{inline}");
    }
    let mut files: Vec<String> = (page.body.split(['"', '\'']))
        .filter(|word| word.ends_with(".js") || word.ends_with(".css") || word.ends_with(".svg"))
        .map(str::to_owned)
        .collect();
    let mut seen = 0;
    while seen < files.len() {
        let file = web.get(&format!("/{}", files[seen]));
        assert_eq!(file.status, 200, "{}", files[seen]);
        assert!(
            !file.body.replace("http://www.w3.org/", "").contains("://"),
            "{}",
            files[seen]
        );
        let imported = file.body.split('\'').filter(|word| word.starts_with("./"));
        for name in imported.map(|it| it.trim_start_matches("./").to_owned()) {
            if !files.contains(&name) {
                files.push(name);
            }
        }
        seen += 1;
    }
    assert!(files.len() >= 11, "{files:?}");
}

#[test]
fn every_answer_has_the_headers_that_keep_strangers_out() {
    let web = Web::start(&["--sim"]);
    for answer in [
        web.get("/"),
        web.get("/page.js"),
        web.get("/lesson.txt"),
        web.get("/nothing"),
        web.ask("GET / HTTP/1.1\r\nHost: example.com\r\n\r\n"),
        flip(&web, &["Host: localhost"]),
    ] {
        for header in [
            "content-security-policy: default-src 'none'; script-src 'self'; style-src 'self'; ",
            "frame-ancestors 'none'",
            "x-content-type-options: nosniff",
            "cross-origin-resource-policy: same-origin",
            "referrer-policy: no-referrer",
            "cache-control: no-store",
            "connection: close",
        ] {
            assert!(
                answer.head.contains(header),
                "{header} is missing: {answer:?}"
            );
        }
        assert!(!answer.head.contains("unsafe") && !answer.head.contains("access-control"));
    }
}

#[test]
fn only_a_page_of_this_machine_is_given() {
    let web = Web::start(&["--sim", "--allow-host", "panel.example"]);
    for (host, status) in [
        ("localhost", 200),
        ("127.0.0.1:8222", 200),
        ("[::1]:8222", 200),
        ("192.168.1.7", 200),
        ("panel.example:80", 200),
        ("example.com", 421),
        ("localhost.example.com", 421),
        ("", 421),
    ] {
        for path in ["/", "/events", "/lesson.txt", "/page.js"] {
            let request = format!("HEAD {path} HTTP/1.1\r\nHost: {host}\r\n\r\n");
            assert_eq!(web.ask(&request).status, status, "{host} {path}");
        }
    }
    let stranger = web.ask("GET / HTTP/1.1\r\nHost: example.com\r\n\r\n");
    assert!(stranger.body.contains("--allow-host"), "{stranger:?}");
    for request in [
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: example.com\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
        "GET http://example.com/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ] {
        assert!([400, 421].contains(&web.ask(request).status), "{request}");
    }
}

#[test]
fn only_the_page_itself_may_flip_switches() {
    let web = Web::start(&["--sim"]);
    let [host, origin, token] = of_the_page(&web);
    let (host, origin, token) = (&*host, &*origin, &*token);
    for (what, headers) in [
        ("nothing", &[host][..]),
        ("no token", &[host, origin]),
        ("no origin", &[host, token]),
        (
            "another's token",
            &[
                host,
                origin,
                "Backpropd-Token: 0123456789abcdef0123456789abcdef",
            ],
        ),
        (
            "half of the token",
            &[host, origin, &token[..token.len() - 1]],
        ),
        ("an empty token", &[host, origin, "Backpropd-Token:"]),
        (
            "another origin",
            &[host, "Origin: http://example.com", token],
        ),
        (
            "another port",
            &[host, "Origin: http://localhost:8000", token],
        ),
        ("no page at all", &[host, "Origin: null", token]),
        (
            "from another site",
            &[host, origin, token, "Sec-Fetch-Site: cross-site"],
        ),
    ] {
        assert_eq!(flip(&web, headers).status, 403, "{what}");
    }
    let rebound = ["Host: example.com", "Origin: http://example.com", token];
    assert_eq!(flip(&web, &rebound).status, 421);

    let mut watcher = web.watch().unwrap();
    watcher.wait_for(|status| status["raw"]["i1"] == false);
    assert_eq!(flip(&web, &[host, origin, token]).status, 204);
    watcher.wait_for(|status| status["debounced"]["i1"] == true);
    let press = post(
        &web,
        &[host, origin, token, "Sec-Fetch-Site: same-origin"],
        r#"{"press":"teach"}"#,
    );
    assert_eq!(press.status, 204);
    watcher.wait_for(|status| status["rows"][2]["target"] == serde_json::json!([0, 0]));
    assert!(web.get("/lesson.txt").body.contains("teach on"));
}

#[test]
fn what_cannot_be_done_is_told_in_a_sentence() {
    let web = Web::start(&["--sim"]);
    let headers = of_the_page(&web);
    let headers = headers.each_ref().map(String::as_str);
    for (body, status, words) in [
        ("", 400, "not a request"),
        ("{", 400, "not a request"),
        (r#"{"set":{"i1":1}}"#, 400, "expected a boolean"),
        (r#"{"set":{"o1":true}}"#, 400, "unknown variant"),
        (r#"{"press":"i1"}"#, 400, "allowed: teach, forget"),
        (r#"{"press":"teach","ms":5001}"#, 400, "allowed: 0 to 5000"),
        (r#"{"get":"snapshot"}"#, 400, "allowed: set, press"),
        (r#"{"watch":true}"#, 400, "allowed: set, press"),
        (&"x".repeat(5000), 413, "4096 bytes"),
    ] {
        let answer = post(&web, &headers, body);
        assert_eq!(answer.status, status, "{body}: {answer:?}");
        assert!(answer.body.contains(words), "{body}: {answer:?}");
    }
    for (request, status) in [
        ("GET /act HTTP/1.1", 405),
        ("POST / HTTP/1.1", 405),
        ("POST /events HTTP/1.1", 405),
        ("PUT /lesson.txt HTTP/1.1", 405),
        ("DELETE / HTTP/1.1", 405),
        ("OPTIONS /act HTTP/1.1", 405),
        ("GET /../etc/passwd HTTP/1.1", 404),
        ("GET /%2e%2e/config HTTP/1.1", 404),
        ("GET / HTTP/9.9", 400),
        ("nonsense", 400),
    ] {
        let answer = web.ask(&format!("{request}\r\nHost: localhost\r\n\r\n"));
        assert_eq!(answer.status, status, "{request}: {answer:?}");
    }
}

#[test]
fn too_much_is_not_listened_to() {
    let web = Web::start(&["--sim"]);
    let head = format!(
        "GET / HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n",
        "x".repeat(TOO_MUCH)
    );
    assert!([0, 431].contains(&web.ask(&head).status));
    let path = format!(
        "GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "x".repeat(TOO_MUCH)
    );
    assert!([0, 414, 431].contains(&web.ask(&path).status));
    // A body is not even looked at without the token.
    let body =
        format!("POST /act HTTP/1.1\r\nHost: localhost\r\nContent-Length: {TOO_MUCH}\r\n\r\n");
    assert_eq!(web.ask(&body).status, 403);
    assert_eq!(web.get("/").status, 200);
}

#[test]
fn who_says_nothing_is_not_waited_for() {
    let web = Web::start(&["--sim"]);
    let [host, origin, token] = of_the_page(&web);
    let slow_body = format!(
        "POST /act HTTP/1.1\r\n{host}\r\n{origin}\r\n{token}\r\nContent-Length: 20\r\n\r\n{{"
    );
    let starts = ["", "GET / HTTP/1.1\r\nHost: local", &slow_body];
    let mut streams = starts.map(|start| {
        let mut stream = web.connect();
        stream.write_all(start.as_bytes()).unwrap();
        stream
    });
    for (stream, start) in streams.iter_mut().zip(starts) {
        let mut answer = Vec::new();
        let ended = stream.read_to_end(&mut answer);
        assert!(
            ended.is_ok(),
            "{start:?} was not cut off within {PATIENCE:?}"
        );
        let answer = String::from_utf8_lossy(&answer);
        assert!(!answer.starts_with("HTTP/1.1 2"), "{start:?}: {answer}");
    }
}

#[test]
fn the_33rd_who_looks_on_is_told_to_come_later() {
    let web = Web::start(&["--sim"]);
    let mut watchers: Vec<_> = (0..32).map(|_| web.watch().unwrap()).collect();
    let refused = web.watch().unwrap_err();
    assert_eq!(refused.status, 503);
    assert!(
        refused.body.contains("32 others are looking on already"),
        "{refused:?}"
    );
    assert!(refused.head.contains("retry-after: 10"), "{refused:?}");
    assert_eq!(web.get("/").status, 200, "the page itself is for all");
    for watcher in &mut watchers {
        watcher.wait_for(|status| status["board"] == "sim");
    }
    watchers.pop();
    let room = (0..1000).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(20));
        web.watch().is_ok()
    });
    assert!(
        room,
        "the place of one who has left is not given to another"
    );
}

#[cfg(unix)]
mod beside_a_daemon {
    use super::*;
    use backpropd::board::SimBoard;
    use backpropd::daemon::{self, Observer, RealTime};
    use backpropd::machine::{Event, Machine, Settings};
    use backpropd::observe::{Hub, Publisher, Server};
    use backpropd::snapshot::Status;
    use backpropd::trainer::{self, Trainer};
    use std::ops::ControlFlow;
    use std::path::PathBuf;
    use std::process::Command;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread::JoinHandle;
    use std::time::Duration;
    use tempfile::TempDir;

    /// The daemon's loop behind a socket as a real board has it: for looking on alone.
    struct Daemon {
        folder: TempDir,
        stop: Arc<AtomicBool>,
        thread: Option<JoinHandle<()>>,
        _server: Server,
    }

    impl Daemon {
        fn start() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let hub = Hub::default();
            let server =
                Server::start(&folder.path().join("status.sock"), &hub, None, None).unwrap();
            let stop = Arc::new(AtomicBool::new(false));
            let mut watch = Watch(hub.publisher(), Arc::clone(&stop));
            let thread = std::thread::spawn(move || {
                let settings = Settings::default();
                let mut machine =
                    Machine::new(settings, Trainer::new(trainer::Settings::default(), 8));
                let mut time = RealTime::new(settings.pace.scan_hz);
                daemon::run(
                    &mut SimBoard::default(),
                    &mut machine,
                    &mut time,
                    &mut watch,
                )
                .unwrap();
            });
            Self {
                folder,
                stop,
                thread: Some(thread),
                _server: server,
            }
        }

        fn socket(&self) -> PathBuf {
            self.folder.path().join("status.sock")
        }

        fn web(&self) -> Web {
            Web::start(&["--socket", self.socket().to_str().unwrap()])
        }
    }

    impl Drop for Daemon {
        fn drop(&mut self) {
            self.stop.store(true, Ordering::Relaxed);
            let _ = self.thread.take().unwrap().join();
        }
    }

    struct Watch(Publisher, Arc<AtomicBool>);

    impl Observer for Watch {
        fn event(&mut self, _: Event) {}

        fn scanned(&mut self, now: Duration, machine: &Machine) -> ControlFlow<()> {
            self.0.scanned(now, || Status {
                version: "0.1.0".into(),
                board: "rppal".into(),
                uptime_s: now.as_secs_f64(),
                saved_s_ago: None,
                warnings: Vec::new(),
                snapshot: machine.snapshot(),
            });
            if self.1.load(Ordering::Relaxed) {
                return ControlFlow::Break(());
            }
            ControlFlow::Continue(())
        }
    }

    #[test]
    fn real_switches_are_flipped_by_hand_alone() {
        let daemon = Daemon::start();
        let web = daemon.web();
        web.watch()
            .unwrap()
            .wait_for(|status| status["board"] == "rppal");
        let headers = of_the_page(&web);
        let refused = flip(&web, &headers.each_ref().map(String::as_str));
        assert_eq!(refused.status, 409);
        assert!(refused.body.contains("this board is real"), "{refused:?}");
        let lesson = web.get("/lesson.txt");
        assert_eq!(lesson.status, 409);
        assert!(lesson.body.contains("[record] path"), "{lesson:?}");
    }

    #[test]
    fn all_browsers_together_are_one_client_of_the_daemon() {
        let daemon = Daemon::start();
        let web = daemon.web();
        // Twice as many as the daemon would have room for.
        let mut watchers: Vec<_> = (0..32).map(|_| web.watch().unwrap()).collect();
        for watcher in &mut watchers {
            watcher.wait_for(|status| status["state"] == "idle");
        }
        let mut others: Vec<_> = (0..backpropd::observe::MOST_CLIENTS - 1)
            .map(|_| backpropd::observe::Client::connect(&daemon.socket()).unwrap())
            .collect();
        for other in &mut others {
            other.status().unwrap();
        }
    }

    #[test]
    fn a_daemon_that_is_away_is_told_of_and_found_again() {
        let daemon = Daemon::start();
        let web = daemon.web();
        let mut watcher = web.watch().unwrap();
        watcher.wait_for(|_| true);
        drop(daemon);
        let why = loop {
            let (event, data) = watcher.next();
            if event == "away" {
                break data;
            }
        };
        assert!(why.as_str().is_some_and(|why| !why.is_empty()), "{why}");
        let headers = of_the_page(&web);
        let refused = flip(&web, &headers.each_ref().map(String::as_str));
        assert_eq!(refused.status, 502, "{refused:?}");
    }

    /// Who runs the web server is another user than the daemon's; only its group opens the socket to it.
    #[cfg(target_os = "linux")]
    #[test]
    fn another_user_may_look_on_by_its_group_and_not_without() {
        use std::os::unix::fs::{PermissionsExt, chown};
        const OTHER: &str = "65534";
        const GROUP: u32 = 54_321;

        let daemon = Daemon::start();
        let opened = chown(daemon.socket(), None, Some(GROUP));
        let can_change_user = Command::new("setpriv")
            .args(["--reuid", OTHER, "--regid", OTHER, "--clear-groups", "true"])
            .output();
        if opened.is_err() || !can_change_user.is_ok_and(|it| it.status.success()) {
            eprintln!("skipped: to become another user takes root and setpriv");
            return;
        }
        // Where the other user can reach both.
        std::fs::set_permissions(daemon.folder.path(), PermissionsExt::from_mode(0o755)).unwrap();
        let program = daemon.folder.path().join("backpropd");
        std::fs::copy(env!("CARGO_BIN_EXE_backpropd"), &program).unwrap();

        let by_group = format!("--groups={GROUP}");
        for (groups, expected) in [(&*by_group, "status"), ("--clear-groups", "away")] {
            let mut command = Command::new("setpriv");
            command
                .args(["--reuid", OTHER, "--regid", OTHER, groups])
                .arg(&program);
            command
                .args(["web", "--listen", "127.0.0.1:0", "--socket"])
                .arg(daemon.socket());
            let web = Web::started(command);
            let (event, data) = web.watch().unwrap().next();
            assert_eq!(event, expected, "{groups}: {data}");
            if event == "away" {
                assert!(data.as_str().unwrap().contains("no permission"), "{data}");
            }
        }
    }

    #[test]
    fn it_ends_in_good_order_whoever_looks_on() {
        let mut web = Web::start(&["--sim"]);
        let _watcher = web.watch().unwrap();
        let kill = format!("kill -TERM {}", web.process.id());
        assert!(
            Command::new("sh")
                .args(["-c", &kill])
                .status()
                .unwrap()
                .success()
        );
        assert!(web.process.wait().unwrap().success());
    }
}

#[test]
fn what_another_address_exposes_is_said() {
    let mut process = std::process::Command::new(env!("CARGO_BIN_EXE_backpropd"))
        .args(["web", "--sim", "--listen", "0.0.0.0:0"])
        .env_remove("RUST_LOG")
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let log = std::io::BufReader::new(process.stderr.take().unwrap());
    std::io::BufRead::read_line(&mut { log }, &mut line).unwrap();
    process.kill().unwrap();
    process.wait().unwrap();
    assert!(line.contains("whoever can reach 0.0.0.0"), "{line}");
}
