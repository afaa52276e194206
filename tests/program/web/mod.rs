//! The web server, queried directly: its answers and its refusals.

pub mod client;
mod daemon;
#[cfg(target_os = "linux")]
mod load;

use client::{TIMEOUT, Web};
use daemon::Daemon;
use std::io::{Read, Write};

const TOO_MUCH: usize = 1 << 20;

/// The page of this daemon.
fn beside(daemon: &Daemon) -> Web {
    beside_with(daemon, &[])
}

fn beside_with(daemon: &Daemon, arguments: &[&str]) -> Web {
    let socket = daemon.socket();
    Web::start(&[&["--socket", socket.to_str().unwrap()], arguments].concat())
}

#[test]
fn the_page_is_one_file_and_is_sent_once() {
    let web = Web::start(&["--sim"]);
    let page = web.get("/");
    assert_eq!(page.status, 200);
    assert!(page.body.starts_with("<!doctype html>") && page.body.ends_with("</html>\n"));
    assert!(page.head.contains("vary: accept-encoding"), "{}", page.head);
    let (_, tag) = page.head.split_once("\netag: ").unwrap();
    // The head is in lower case here; the tag's own letters are in the page's answer.
    assert!(tag.starts_with('"'), "{tag}");
    let compressed = web.get_with("/", "Accept-Encoding: br, gzip\r\n");
    assert!(
        compressed.head.contains("content-encoding: gzip"),
        "{}",
        compressed.head
    );
    assert!(compressed.body.len() < page.body.len());
    for refused in ["identity", "gzip;q=0", "br"] {
        let plain = web.get_with("/", &format!("Accept-Encoding: {refused}\r\n"));
        assert!(!plain.head.contains("content-encoding"), "{refused}");
        assert_eq!(plain.body, page.body);
    }
    let again = web.get_with(
        "/",
        &format!("If-None-Match: {}\r\n", backpropd::web::PAGE_TAG),
    );
    assert_eq!((again.status, &*again.body), (304, ""));
    let other = web.get_with("/", "If-None-Match: \"other\"\r\n");
    assert_eq!(other.status, 200);
}

#[test]
fn a_page_without_a_daemon_says_so() {
    let web = Web::start(&["--sim"]);
    assert_eq!(web.get("/events").status, 204);
    for path in ["/status.json", "/recording.txt"] {
        let answer = web.get(path);
        assert_eq!(answer.status, 409, "{path}");
        assert!(answer.body.contains("a board of its own"), "{answer:?}");
    }
}

#[test]
fn what_the_daemon_shows_can_be_fetched() {
    let daemon = Daemon::start();
    let web = beside(&daemon);
    let status: serde_json::Value = serde_json::from_str(&web.get("/status.json").body).unwrap();
    assert_eq!(status["board"], "rppal");
    assert_eq!(status["summary"]["taught"], 0);
    let recorded = std::fs::read_to_string("machine/data/recordings/half-adder.txt").unwrap();
    assert_eq!(web.get("/recording.txt").body, recorded);
}

#[test]
fn every_answer_has_the_security_headers() {
    let web = Web::start(&["--sim"]);
    for answer in [
        web.get("/"),
        web.get("/events"),
        web.get("/recording.txt"),
        web.get("/nothing"),
        web.ask("GET / HTTP/1.1\r\nHost: example.com\r\n\r\n"),
        web.ask("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"),
    ] {
        for header in [
            "content-security-policy: default-src 'none'; script-src 'sha256-",
            "frame-ancestors 'none'",
            "x-content-type-options: nosniff",
            "cross-origin-resource-policy: same-origin",
            "referrer-policy: no-referrer",
            "cache-control: no-cache",
            "connection: close",
        ] {
            assert!(
                answer.head.contains(header),
                "{header} is missing: {answer:?}"
            );
        }
        assert!(!answer.head.contains("unsafe-inline") && !answer.head.contains("access-control"));
    }
}

#[test]
fn only_requests_for_this_machine_are_answered() {
    let daemon = Daemon::start();
    let web = beside_with(&daemon, &["--allow-host", "panel.example"]);
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
        for path in ["/", "/events", "/status.json", "/recording.txt"] {
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
fn nothing_can_be_changed_from_a_browser() {
    let daemon = Daemon::start();
    let web = beside(&daemon);
    for (request, status) in [
        ("POST / HTTP/1.1", 405),
        ("POST /events HTTP/1.1", 405),
        ("PUT /recording.txt HTTP/1.1", 405),
        ("DELETE /status.json HTTP/1.1", 405),
        ("OPTIONS / HTTP/1.1", 405),
        ("POST /act HTTP/1.1", 404),
        ("GET /../etc/passwd HTTP/1.1", 404),
        ("GET /%2e%2e/config HTTP/1.1", 404),
        ("GET / HTTP/9.9", 400),
        ("nonsense", 400),
    ] {
        let answer = web.ask(&format!("{request}\r\nHost: localhost\r\n\r\n"));
        assert_eq!(answer.status, status, "{request}: {answer:?}");
    }
}

/// In the language that the browser prefers, out of those there are.
#[cfg(feature = "ko")]
#[test]
fn what_cannot_be_done_is_said_in_the_browsers_language() {
    let web = Web::start(&["--sim"]);
    for (accepted, expected) in [
        ("ko-KR,ko;q=0.9,en;q=0.8", "페이지는 /에 있습니다"),
        ("fr,ko;q=0.5", "페이지는 /에 있습니다"),
        ("en-GB,ko;q=0.5", "the page is at /"),
        ("*", "the page is at /"),
        ("", "the page is at /"),
    ] {
        let answer = web.ask(&format!(
            "GET /no HTTP/1.1\r\nHost: localhost\r\nAccept-Language: {accepted}\r\n\r\n"
        ));
        assert_eq!(answer.status, 404);
        assert!(answer.body.contains(expected), "{accepted}: {answer:?}");
    }
}

#[test]
fn oversized_requests_are_refused() {
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
    // Nothing here takes a body, so none is read.
    let body = format!("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {TOO_MUCH}\r\n\r\n");
    assert_eq!(web.ask(&body).status, 405);
    assert_eq!(web.get("/").status, 200);
}

#[test]
fn silent_clients_are_disconnected() {
    let web = Web::start(&["--sim"]);
    let starts = ["", "GET / HTTP/1.1\r\nHost: local"];
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
            "{start:?} was not cut off within {TIMEOUT:?}"
        );
        let answer = String::from_utf8_lossy(&answer);
        assert!(!answer.starts_with("HTTP/1.1 2"), "{start:?}: {answer}");
    }
}

#[test]
fn the_33rd_viewer_is_asked_to_come_back_later() {
    let daemon = Daemon::start();
    let web = beside(&daemon);
    let mut watchers: Vec<_> = (0..32).map(|_| web.watch().unwrap()).collect();
    let refused = web.watch().unwrap_err();
    assert_eq!(refused.status, 503);
    assert!(
        refused.body.contains("32 viewers are already connected"),
        "{refused:?}"
    );
    assert!(refused.head.contains("retry-after: 10"), "{refused:?}");
    assert_eq!(web.get("/").status, 200, "the page itself is for all");
    for watcher in &mut watchers {
        watcher.wait_for(|status| status["board"] == "rppal");
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

/// A viewer from this address, as reported by a proxy.
fn from(address: &str) -> String {
    format!("X-Forwarded-For: {address}\r\n")
}

#[test]
fn many_viewers_from_one_address_do_not_lock_out_others() {
    let daemon = Daemon::start();
    let web = beside_with(&daemon, &["--proxy", "127.0.0.1"]);
    // A slow browser that comes alone, then a rush of strangers: some at one address, some with a whole IPv6 prefix.
    let mut slow = web.watch_with(&from("10.0.0.2")).unwrap();
    let mut places = 0;
    for number in 0..40 {
        let prefix = format!("2001:db8::{number:x}:1");
        for address in ["10.0.0.66", &prefix, "10.0.0.67", "10.0.0.68"] {
            match web.watch_with(&from(address)) {
                Ok(watcher) => {
                    places += 1;
                    std::mem::forget(watcher); // it stays connected and never reads
                }
                Err(refused) => {
                    assert_eq!(refused.status, 503);
                    assert!(refused.body.contains("viewers"), "{refused:?}");
                }
            }
        }
    }
    println!("{places} places taken by 160 strangers");
    assert!((31..=32).contains(&places), "{places}");
    // A class arrives, one after the other: each gets a place and keeps it.
    let mut pupils: Vec<_> = (1..=20)
        .map(|pupil| web.watch_with(&from(&format!("10.0.1.{pupil}"))).unwrap())
        .collect();
    for _ in 0..8 {
        let refused = web.watch_with(&from("10.0.0.66")).map(|_| ()).unwrap_err();
        assert_eq!(refused.status, 503, "{refused:?}");
    }
    for viewer in pupils.iter_mut().chain([&mut slow]) {
        for _ in 0..3 {
            viewer.wait_for(|status| status["board"] == "rppal");
        }
    }
}

#[test]
fn an_address_has_at_most_eight_viewers() {
    let daemon = Daemon::start();
    let web = beside_with(&daemon, &["--proxy", "127.0.0.1"]);
    let mut viewers: Vec<_> = (0..8)
        .map(|_| web.watch_with(&from("10.0.0.1")).unwrap())
        .collect();
    let refused = web.watch_with(&from("10.0.0.1")).map(|_| ()).unwrap_err();
    assert_eq!(refused.status, 503);
    assert!(
        refused.body.contains("8 viewers from this address"),
        "{refused:?}"
    );
    // The proxy appends its address to what the client wrote.
    let forged = web.watch_with(&from("10.0.0.9, 10.0.0.1")).map(|_| ());
    assert_eq!(forged.unwrap_err().status, 503);
    web.watch_with(&from("10.0.0.1, 10.0.0.9")).unwrap();
    for viewer in &mut viewers {
        viewer.wait_for(|_| true);
    }
    // Without --proxy, anyone can forge the header.
    let web = beside(&daemon);
    let viewers: Vec<_> = (0..32)
        .map(|_| web.watch_with(&from("10.0.0.1")).unwrap())
        .collect();
    assert_eq!(viewers.len(), 32);
}

#[test]
fn the_pages_of_other_sites_take_no_place() {
    let daemon = Daemon::start();
    let web = beside(&daemon);
    let foreign = [
        "Origin: http://evil.example",
        "Origin: null",
        "Origin: http://localhost:8000",
        "Origin: http://evil.example\r\nSec-Fetch-Site: same-origin",
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors",
        "Sec-Fetch-Site: same-site",
        "Referer: http://evil.example/",
        "Referer: http://evil.example/localhost",
    ];
    let ours = [
        "Accept: text/event-stream",
        "Origin: http://localhost",
        "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: cors",
        "Sec-Fetch-Site: none",
        "Referer: http://localhost/",
    ];
    for headers in foreign {
        for path in ["/events", "/status.json", "/recording.txt"] {
            let refused = web.get_with(path, &format!("{headers}\r\n"));
            assert_eq!(refused.status, 403, "{path} {headers}");
            assert!(refused.body.contains("other sites"), "{refused:?}");
        }
        assert_eq!(web.get_with("/", &format!("{headers}\r\n")).status, 200);
    }
    for headers in ours {
        let headers = format!("{headers}\r\n");
        web.watch_with(&headers).unwrap().wait_for(|_| true);
        for file in ["/status.json", "/recording.txt"] {
            assert_eq!(web.get_with(file, &headers).status, 200, "{headers}");
        }
    }
    // A person who follows a link sees the page and gets the file.
    for headers in [
        "Sec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate\r\n",
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n",
        "Upgrade-Insecure-Requests: 1\r\nReferer: http://school.example/\r\n",
    ] {
        let page = web.get_with("/events", headers);
        assert_eq!(page.status, 303, "{headers}");
        assert!(page.head.contains("location: /"), "{page:?}");
        for file in ["/status.json", "/recording.txt"] {
            assert_eq!(web.get_with(file, headers).status, 200, "{headers}");
        }
    }
    println!("{} requests", 4 * foreign.len() + 3 * ours.len() + 9);
}

#[test]
fn a_proxy_does_not_hold_back_the_stream() {
    let daemon = Daemon::start();
    let web = beside(&daemon);
    let head = web
        .ask("HEAD /events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .head;
    assert!(head.contains("x-accel-buffering: no"), "{head}");
}

/// nginx configured as in its manual, which is how a school would put a page behind a name.
#[test]
fn behind_nginx_statuses_come_at_once_and_viewers_are_told_apart() {
    let daemon = Daemon::start();
    let web = beside_with(&daemon, &["--proxy", "127.0.0.1"]);
    let folder = tempfile::tempdir().unwrap();
    let port = {
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        free.local_addr().unwrap().port()
    };
    let config = format!(
        "daemon off; master_process off; pid {folder}/pid; error_log stderr;
         events {{ }}
         http {{
           access_log off; keepalive_timeout 0;
           client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
           uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
           server {{
             listen 127.0.0.1:{port};
             location / {{
               proxy_pass http://{address};
               proxy_set_header Host $http_host;
               proxy_set_header X-Forwarded-For $http_as;
             }}
           }}
         }}",
        folder = folder.path().display(),
        address = web.address,
    );
    std::fs::write(folder.path().join("nginx.conf"), config).unwrap();
    let nginx = std::process::Command::new("nginx")
        .args(["-e", "stderr", "-c"])
        .arg(folder.path().join("nginx.conf"))
        .spawn();
    let Ok(process) = nginx else {
        eprintln!("skipped: there is no nginx");
        return;
    };
    let address = format!("127.0.0.1:{port}").parse().unwrap();
    let nginx = Web { process, address };
    for _ in 0..3000 {
        if std::net::TcpStream::connect(address).is_ok() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let mut viewers: Vec<_> = (0..8)
        .map(|_| nginx.watch_with("As: 10.0.0.1\r\n").unwrap())
        .collect();
    for viewer in &mut viewers {
        // A few hundred bytes each: nginx would wait for several kilobytes.
        for _ in 0..2 {
            viewer.wait_for(|status| status["board"] == "rppal");
        }
    }
    assert!(nginx.watch_with("As: 10.0.0.1\r\n").is_err());
    nginx
        .watch_with("As: 10.0.0.2\r\n")
        .unwrap()
        .wait_for(|_| true);
    let page = nginx.get("/");
    assert!(
        page.status == 200 && page.body.contains("</html>"),
        "{}",
        page.head
    );
}

mod beside_a_daemon {
    use super::*;
    use std::process::Command;

    #[test]
    fn all_browsers_together_are_one_client_of_the_daemon() {
        let daemon = Daemon::start();
        let web = beside(&daemon);
        // Twice as many as the daemon has room for.
        let mut watchers: Vec<_> = (0..32).map(|_| web.watch().unwrap()).collect();
        for watcher in &mut watchers {
            watcher.wait_for(|status| status["state"] == "idle");
        }
        let mut others: Vec<_> = (0..backpropd::observe::MAX_CLIENTS - 1)
            .map(|_| backpropd::observe::Client::connect(&daemon.socket()).unwrap())
            .collect();
        for other in &mut others {
            other.status().unwrap();
        }
    }

    #[test]
    fn a_missing_daemon_is_reported_and_found_again() {
        let daemon = Daemon::start();
        let web = beside(&daemon);
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
        let refused = web.get("/status.json");
        assert_eq!(refused.status, 502, "{refused:?}");
    }

    /// The web server runs as another user than the daemon; only its group gives access to the socket.
    #[cfg(target_os = "linux")]
    #[test]
    fn another_user_may_watch_only_through_its_group() {
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
        // A folder that the other user can reach.
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
    fn it_stops_cleanly_with_any_viewers() {
        let daemon = Daemon::start();
        let mut web = beside(&daemon);
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
fn it_warns_what_another_address_exposes() {
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
    assert!(line.contains("anyone who can reach 0.0.0.0"), "{line}");
}
