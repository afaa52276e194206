//! The real `backpropd mqtt` between the real daemon and the real Mosquitto: what arrives, what happens to a broken
//! connection, and that nothing comes back.
#![cfg(all(unix, feature = "mqtt"))]

use crate::broker::{Broker, LIMIT, is_installed};
use crate::live::{self, Daemon, password_file, run_in};
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

pub const ID: &str = "bp-00000007";
const OTHER: &str = "bp-00000008";

/// A daemon on a simulated board, in a folder of its own.
pub struct Desk {
    pub folder: TempDir,
    pub daemon: Daemon,
}

impl Desk {
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("backpropd.toml"), "").unwrap();
        let daemon = Daemon::start(folder.path(), &mut run_in(folder.path()));
        Self { folder, daemon }
    }

    pub fn command(&self, broker: &str, id: &str) -> Command {
        let mut command = live::program();
        command.args(["mqtt", "--broker", broker, "--id", id, "--socket"]);
        command.arg(self.folder.path().join("status.sock"));
        command
    }

    pub fn publisher(&self, broker: &str, arguments: &[&str]) -> Publisher {
        let mut command = self.command(broker, ID);
        Publisher::started(command.args(arguments))
    }

    pub fn once(&self, broker: &str, arguments: &[&str]) -> Output {
        let mut command = self.command(broker, ID);
        command.arg("--once").args(arguments).output().unwrap()
    }
}

/// A running publisher, killed at the end of the test, and its log.
pub struct Publisher {
    process: Child,
    log: Arc<Mutex<String>>,
}

impl Drop for Publisher {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Publisher {
    pub fn started(command: &mut Command) -> Self {
        let mut process = command.stderr(Stdio::piped()).spawn().unwrap();
        let err = process.stderr.take().unwrap();
        let log = Arc::new(Mutex::new(String::new()));
        let read = Arc::clone(&log);
        thread::spawn(move || {
            for line in BufReader::new(err).lines().map_while(Result::ok) {
                *read.lock().unwrap() += &(line + "\n");
            }
        });
        Self { process, log }
    }

    pub fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    pub fn wait_for_log(&self, text: &str) {
        live::wait_until(&format!("the log says {text}"), || {
            self.log().contains(text)
        });
    }
}

pub fn is_up(line: &str, up: &str) -> bool {
    line == format!("backpropd/room1/desk/{ID}/up {up}")
}

fn payload(line: &str) -> Value {
    let (_, json) = line.split_once(' ').unwrap();
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {line}"))
}

#[test]
fn a_desk_is_seen_from_its_first_lesson_to_its_end() {
    if !is_installed() {
        return;
    }
    let (broker, desk) = (Broker::open(), Desk::start());
    let heard = broker.listen(&[], "backpropd/#");
    let mut publisher = desk.publisher(&broker.address(), &["--seat", "7"]);
    heard.wait("up", |line| is_up(line, "online"));
    let about = heard.wait("about", |line| line.contains("/about "));
    assert_eq!(payload(&about)["pins"], "sim");
    assert_eq!(payload(&about)["seat"], 7);
    for (x, t) in [
        ([false, false], [false, false]),
        ([false, true], [true, false]),
        ([true, false], [true, false]),
        ([true, true], [false, true]),
    ] {
        desk.daemon.teach(x, t);
    }
    let taught = heard.wait("taught", |line| line.contains("\"taught\",\"x\":\"11\""));
    assert_eq!(payload(&taught)["t"], "01");
    let learned = heard.wait("learned", |line| {
        line.contains("\"state\":\"learned\"") && line.contains("\"x\":\"11\",\"t\":\"01\"")
    });
    let learned = payload(&learned);
    assert_eq!(learned["rows"][3]["t"], "01");
    assert_eq!(learned["id"], ID);
    heard.wait("the event", |line| line.contains("\"event\":\"learned\""));
    // The broker keeps it for those who come later, but no event.
    let kept = broker.retained();
    assert_eq!(kept.len(), 3, "{kept:#?}");
    // It stops cleanly.
    let seen = heard.count();
    let id = publisher.process.id().to_string();
    assert!(Command::new("kill").arg(&id).status().unwrap().success());
    heard.wait_after(seen, "its end", |line| is_up(line, "offline"));
    assert!(
        publisher.process.wait().unwrap().success(),
        "{}",
        publisher.log()
    );
    // And leaves nothing, when it is asked to.
    let mut command = desk.command(&broker.address(), ID);
    let removed = command.arg("--remove").output().unwrap();
    assert!(removed.status.success(), "{removed:?}");
    assert_eq!(broker.retained(), Vec::<String>::new());
}

#[test]
fn the_broker_speaks_for_a_desk_that_is_killed() {
    if !is_installed() {
        return;
    }
    let (broker, desk) = (Broker::open(), Desk::start());
    let heard = broker.listen(&[], "backpropd/+/desk/+/up");
    let mut publisher = desk.publisher(&broker.address(), &[]);
    heard.wait("up", |line| is_up(line, "online"));
    publisher.process.kill().unwrap();
    heard.wait("the last will", |line| is_up(line, "offline"));
}

#[test]
fn a_desk_whose_daemon_is_gone_is_offline() {
    if !is_installed() {
        return;
    }
    let (broker, mut desk) = (Broker::open(), Desk::start());
    let heard = broker.listen(&[], "backpropd/+/desk/+/up");
    let _publisher = desk.publisher(&broker.address(), &[]);
    heard.wait("up", |line| is_up(line, "online"));
    desk.daemon.signal("TERM");
    desk.daemon.end();
    heard.wait("its end", |line| is_up(line, "offline"));
    let seen = heard.count();
    desk.daemon = Daemon::start(desk.folder.path(), &mut run_in(desk.folder.path()));
    heard.wait_after(seen, "its return", |line| is_up(line, "online"));
}

#[test]
fn a_broker_that_was_killed_is_told_everything_again() {
    if !is_installed() {
        return;
    }
    let (mut broker, desk) = (Broker::open(), Desk::start());
    let publisher = desk.publisher(&broker.address(), &[]);
    publisher.wait_for_log("connected to");
    broker.kill();
    publisher.wait_for_log("the connection ended");
    let log = publisher.log();
    assert!(
        !log.contains("NotConnected"),
        "a name of the library: {log}"
    );
    broker.restart();
    let heard = broker.listen(&[], "backpropd/#");
    for leaf in ["up", "about", "state"] {
        heard.wait(leaf, |line| line.contains(&format!("/{ID}/{leaf} ")));
    }
}

#[test]
fn of_two_publishers_with_one_id_neither_ends_the_other_and_a_false_offline_is_corrected() {
    if !is_installed() {
        return;
    }
    let (broker, desk) = (Broker::open(), Desk::start());
    let heard = broker.listen(&[], "backpropd/#");
    let one = desk.publisher(&broker.address(), &[]);
    let mut other = desk.publisher(&broker.address(), &[]);
    // Their boots tell them apart.
    let boots = || -> Vec<String> {
        let lines = heard.lines();
        let about = lines.iter().filter(|line| line.contains("/about "));
        let mut boots: Vec<_> = about.map(|it| payload(it)["boot"].to_string()).collect();
        boots.sort();
        boots.dedup();
        boots
    };
    live::wait_until("both have spoken", || boots().len() == 2);
    let seen = heard.count();
    other.process.kill().unwrap();
    heard.wait_after(seen, "the last will", |line| is_up(line, "offline"));
    let seen = seen
        + (heard.lines().iter().skip(seen))
            .position(|it| is_up(it, "offline"))
            .unwrap();
    heard.wait_after(seen, "the correction", |line| is_up(line, "online"));
    assert!(!one.log().contains("ended"), "{}", one.log());
}

const ACCESS: &str = "pattern write backpropd/room1/desk/%u/#\n\
                      pattern read backpropd/room1/desk/%u/up\n\
                      pattern read backpropd/room1/class/#\n\
                      user teacher\ntopic read #\n";
const TEACHER: [&str; 4] = ["-u", "teacher", "-P", "chalk"];

#[test]
fn with_an_access_list_no_desk_can_speak_for_another() {
    if !is_installed() {
        return;
    }
    let users = [(ID, "seven"), (OTHER, "eight"), ("teacher", "chalk")];
    let (broker, desk) = (Broker::with_users(&users, ACCESS), Desk::start());
    let address = broker.address();
    let password = password_file(desk.folder.path(), "seven\n");
    let heard = broker.listen(&TEACHER, "backpropd/#");
    let publisher = desk.publisher(&address, &["--password-file", &password]);
    heard.wait("its state", |line| line.contains(&format!("/{ID}/state ")));
    let forged = format!("backpropd/room1/desk/{ID}/up");
    broker.publish(&["-u", OTHER, "-P", "eight"], &forged, "forged");
    let own = format!("backpropd/room1/desk/{OTHER}/up");
    broker.publish(&["-u", OTHER, "-P", "eight"], &own, "online");
    heard.wait("what the other may say", |line| line.contains(OTHER));
    assert!(!heard.lines().iter().any(|line| line.contains("forged")));
    assert!(!publisher.log().contains("seven"), "{}", publisher.log());
    // In a room where it may not write it says so, once.
    let tried = desk.once(&address, &["--password-file", &password]);
    assert!(tried.status.success(), "{tried:?}");
    let tried = desk.once(&address, &["--password-file", &password, "--room", "room2"]);
    let said = String::from_utf8_lossy(&tried.stderr).into_owned();
    assert_eq!(tried.status.code(), Some(1), "{said}");
    assert!(said.contains("does not accept backpropd/room2/"), "{said}");
    let elsewhere = [
        "--password-file",
        &password,
        "--room",
        "room2",
        "--rate",
        "4",
    ];
    let publisher = desk.publisher(&address, &elsewhere);
    publisher.wait_for_log("/about: its access control list");
    assert_eq!(publisher.log().matches("/up: its access").count(), 1);
}

#[test]
fn a_wrong_password_is_reported_once_and_not_tried_again_at_once() {
    if !is_installed() {
        return;
    }
    let users = [(ID, "seven"), ("teacher", "chalk")];
    let (broker, desk) = (Broker::with_users(&users, ACCESS), Desk::start());
    let address = broker.address();
    let password = password_file(desk.folder.path(), "eight");
    for arguments in [&["--password-file", &*password][..], &[]] {
        let tried = desk.once(&address, arguments);
        let said = String::from_utf8_lossy(&tried.stderr).into_owned();
        assert_eq!(tried.status.code(), Some(1), "{said}");
        assert!(said.contains("refuses this user or password"), "{said}");
        assert!(!said.contains("eight"), "{said}");
    }
    let publisher = desk.publisher(&address, &["--password-file", &password]);
    publisher.wait_for_log("refuses this user or password");
    thread::sleep(Duration::from_secs(3));
    assert_eq!(publisher.log().matches("refuses").count(), 1);
}

#[test]
fn a_password_that_others_can_read_is_not_used() {
    let desk = Desk::start();
    let password = password_file(desk.folder.path(), "seven");
    for mode in [0o640, 0o604] {
        fs::set_permissions(&password, PermissionsExt::from_mode(mode)).unwrap();
        let tried = desk.once("127.0.0.1:1", &["--password-file", &password]);
        let said = String::from_utf8_lossy(&tried.stderr).into_owned();
        assert_eq!(tried.status.code(), Some(1));
        assert!(said.contains("others can read this password"), "{said}");
    }
}

/// Whatever a broker sends, to whatever topic: the switches, the samples and the weights stay.
#[test]
fn nothing_that_a_broker_sends_reaches_the_machine() {
    if !is_installed() {
        return;
    }
    let (broker, desk) = (Broker::open(), Desk::start());
    let heard = broker.listen(&[], "backpropd/#");
    desk.daemon.teach([true, true], [false, true]);
    let before = desk.daemon.wait_for("it has learned", |status| {
        status.snapshot.state.to_string() == "learned"
    });
    let _publisher = desk.publisher(&broker.address(), &["--home-assistant"]);
    heard.wait("its state", |line| line.contains("/state "));
    let base = format!("backpropd/room1/desk/{ID}");
    let mut topics: Vec<_> = [
        "up", "about", "state", "event", "grad", "set", "press", "cmd",
    ]
    .iter()
    .map(|leaf| format!("{base}/{leaf}"))
    .collect();
    topics.extend(["net", "goal", "ask", "set"].map(|it| format!("backpropd/room1/class/{it}")));
    topics.extend([base, "homeassistant/status".into(), ID.into()]);
    let long = "9".repeat(100_000);
    for topic in &topics {
        for payload in [
            r#"{"set":{"i1":true,"t1":true}}"#,
            r#"{"press":"forget","ms":2500}"#,
            r#"{"watch":true}"#,
            "ON",
            &long,
        ] {
            broker.publish(&[], topic, payload);
        }
    }
    // It still answers where it should, so it has heard them all.
    let net = r#"{"round":17,"w":[1,2,3,4,5,6,7,8],"b":[0,0,0,0.5],"steps":1}"#;
    broker.publish(&[], "backpropd/room1/class/net", net);
    let grad = heard.wait("its part in a round", |line| {
        line.contains("/grad ") && line.contains("\"round\":17,\"rows\":1")
    });
    assert_eq!(payload(&grad)["g"].as_array().unwrap().len(), 12);
    let after = desk.daemon.status().snapshot;
    let before = before.snapshot;
    assert_eq!(after.raw, before.raw);
    assert_eq!(after.rows, before.rows);
    assert_eq!(after.weights, before.weights);
    assert_eq!(after.steps, before.steps);
}

#[test]
fn home_assistant_finds_the_desk_again_after_its_own_restart() {
    if !is_installed() {
        return;
    }
    let (broker, desk) = (Broker::open(), Desk::start());
    let heard = broker.listen(&[], "homeassistant/#");
    let _publisher = desk.publisher(&broker.address(), &["--home-assistant"]);
    let config = heard.wait("discovery", |line| line.contains("/config "));
    assert!(config.starts_with(&format!("homeassistant/device/{ID}/config {{")));
    let topic = payload(&config)["state_topic"].as_str().unwrap().to_owned();
    let kept = broker.retained();
    assert!(kept.iter().any(|line| line.starts_with(&topic)), "{kept:?}");
    let seen = heard.count();
    broker.publish(&[], "homeassistant/status", "online");
    heard.wait_after(seen, "discovery again", |line| line.contains("/config "));
}

/// A broker may want signs of life more often than a desk offers. This one answers nothing else.
#[test]
fn the_keep_alive_of_the_broker_is_kept() {
    let desk = Desk::start();
    let broker = TcpListener::bind("127.0.0.1:0").unwrap();
    let _publisher = desk.publisher(&broker.local_addr().unwrap().to_string(), &[]);
    let (mut stream, _) = broker.accept().unwrap();
    let begin = Instant::now();
    let mut pings = 0;
    while pings < 10 {
        let answer = match packet(&mut stream) {
            0x10 => &b"\x20\x06\x00\x00\x03\x13\x00\x03"[..], // accepted; the keep-alive is 3 s
            0xc0 => {
                pings += 1;
                b"\xd0\x00"
            }
            _ => b"",
        };
        stream.write_all(answer).unwrap();
        assert!(begin.elapsed() < LIMIT, "{pings} signs of life");
    }
}

/// Reads a packet; returns its first byte.
fn packet(stream: &mut impl Read) -> u8 {
    let mut byte = || {
        let mut byte = [0];
        stream.read_exact(&mut byte).unwrap();
        byte[0]
    };
    let (kind, mut length) = (byte(), 0);
    for shift in [0, 7, 14, 21] {
        let digit = byte();
        length |= usize::from(digit & 0x7f) << shift;
        if digit & 0x80 == 0 {
            break;
        }
    }
    stream.read_exact(&mut vec![0; length]).unwrap();
    kind
}

#[test]
fn what_is_not_a_broker_is_told_from_one_that_is_away() {
    let desk = Desk::start();
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = nobody.local_addr().unwrap().to_string();
    drop(nobody);
    let tried = desk.once(&address, &[]);
    let said = String::from_utf8_lossy(&tried.stderr).into_owned();
    assert_eq!(tried.status.code(), Some(3), "{said}");
    assert!(said.contains("cannot connect"), "{said}");

    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = other.local_addr().unwrap().to_string();
    thread::spawn(move || {
        for answer in [
            &b"HTTP/1.1 400 Bad Request\r\n\r\n"[..],
            b"",
            b"\x20\xff\xff\xff\xff\xff",
        ] {
            let (mut stream, _) = other.accept().unwrap();
            let _ = stream.read(&mut [0; 64]);
            let _ = stream.write_all(answer);
        }
    });
    for _ in 0..3 {
        let tried = desk.once(&address, &[]);
        let said = String::from_utf8_lossy(&tried.stderr).into_owned();
        assert_eq!(tried.status.code(), Some(1), "{said}");
        assert!(
            said.contains("does not answer like a broker of MQTT 5"),
            "{said}"
        );
    }
    // tests/on-arm does the same with the static program.
    for name in ["no-such-teacher.local", "No-Such-Teacher.LOCAL.:1884"] {
        let tried = desk.once(name, &[]);
        let said = String::from_utf8_lossy(&tried.stderr).into_owned();
        assert_eq!(tried.status.code(), Some(3), "{said}");
        assert!(said.contains("which hostname -I prints there"), "{said}");
    }
}

#[test]
fn what_would_be_published_can_be_read_without_a_broker() {
    let desk = Desk::start();
    let mut command = desk.command("127.0.0.1:1", ID);
    let printed = command.args(["--print", "--once"]).output().unwrap();
    let text = String::from_utf8(printed.stdout).unwrap();
    let topics: Vec<_> = text
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    let expected = ["up", "about", "state"].map(|leaf| format!("backpropd/room1/desk/{ID}/{leaf}"));
    assert_eq!(topics, expected);
    let mut command = desk.command("127.0.0.1:1", ID);
    let mut printing = command
        .arg("--print")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(printing.stdout.take().unwrap()).lines();
    let mut wait_for = |text: &str| {
        let begin = Instant::now();
        while !lines.next().unwrap().unwrap().contains(text) {
            assert!(begin.elapsed() < LIMIT);
        }
    };
    // Only what happens after its first look at the desk is an event.
    wait_for("/state ");
    desk.daemon.teach([true, true], [false, true]);
    wait_for("\"event\":\"learned\"");
    printing.kill().unwrap();
    printing.wait().unwrap();
}

/// The publisher and the metrics only read: no request that changes something is in their code.
#[test]
fn no_code_of_a_viewer_flips_a_switch() {
    let mut files = 0;
    for folder in ["src/mqtt", "src/cli/mqtt", "src/metrics"] {
        for entry in fs::read_dir(folder).unwrap() {
            check_that_it_reads(&entry.unwrap().path());
            files += 1;
        }
    }
    check_that_it_reads(Path::new("src/cli/metrics.rs"));
    assert!(files > 8);
}

fn check_that_it_reads(path: &Path) {
    let text = fs::read_to_string(path).unwrap();
    for word in [".act(", "Request::", "press(", "UnixStream", "SimPanel"] {
        let place = path.display();
        assert!(!text.contains(word), "{place} has {word}");
    }
}
