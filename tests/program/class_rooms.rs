//! The real `backpropd class` at a broker that keeps more desks than fit, at one that passes nothing on, and in a school whose
//! rooms have brokers of their own.
#![cfg(all(target_os = "linux", feature = "class"))]

use crate::broker::{Broker, is_installed};
use crate::class_together::replay;
use crate::live;
use crate::pty::Terminal;
use crate::web::client::Web;
use backpropd::board::Kind;
use backpropd::classroom::name::{DeskId, Leaf, desk as topic};
use backpropd::classroom::{Desk, payload};
use backpropd::machine::{Machine, Settings};
use backpropd::status::Status;
use backpropd::trainer::{self, Trainer};
use backpropd::truth_table::TruthTable;
use serde_json::Value;
use std::fs;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// More than a broker keeps in the queue of one client.
const DESKS: u32 = 1_500;

/// The memory that a wall of 1,000 desks may take, in KiB.
const MAX_MEMORY_KIB: u64 = 64 << 10;

/// `backpropd class` with a folder of its own.
fn class(broker: &Broker, folder: &TempDir, arguments: &[&str]) -> Command {
    let mut command = live::program();
    command
        .args(["class", "--broker", &broker.address()])
        .args(arguments);
    command
        .env("HOME", folder.path())
        .env("STATE_DIRECTORY", folder.path());
    command
}

fn once(broker: &Broker, arguments: &[&str]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let mut command = class(broker, &folder, arguments);
    command.arg("--once").output().unwrap()
}

/// What the broker would keep of this many desks.
fn messages(desks: u32) -> Vec<(String, String)> {
    let mut trainer = Trainer::new(trainer::Settings::default(), 8);
    for sample in TruthTable::from_gates("xor,and").unwrap().samples() {
        trainer.teach(sample);
    }
    let machine = Machine::new(Settings::default(), trainer);
    let seen = Status::of(&machine, Kind::Sim, Duration::ZERO);
    let room = || "room1".parse().unwrap();
    let of_desk = |number: u32| {
        let desk = Desk {
            room: room(),
            id: DeskId::of_hash(u64::from(number) << 32),
            boot: 7,
            seat: None,
        };
        [
            (Leaf::Up, payload::ONLINE.to_owned()),
            (Leaf::About, payload::about(&desk, &seen)),
            (Leaf::State, payload::state(&desk, &seen)),
        ]
        .map(|(leaf, payload)| (topic(&desk.room, desk.id, leaf), payload))
    };
    (0..desks).flat_map(of_desk).collect()
}

/// A wall that keeps running, killed at the end of the test.
struct Wall {
    process: Child,
    _folder: TempDir,
}

impl Drop for Wall {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Wall {
    fn start(broker: &Broker, arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut command = class(broker, &folder, arguments);
        let process = command.stdout(Stdio::null()).spawn().unwrap();
        Self {
            process,
            _folder: folder,
        }
    }

    /// The most memory that it has taken, in KiB.
    fn memory(&self) -> u64 {
        let path = format!("/proc/{}/status", self.process.id());
        let status = fs::read_to_string(path).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmHWM:"));
        let number = line.unwrap().split_whitespace().nth(1);
        number.unwrap().parse().unwrap()
    }
}

#[test]
fn a_late_wall_gets_every_desk_and_says_how_many_do_not_fit() {
    if !is_installed() {
        return;
    }
    let broker = Broker::open();
    broker.fill(&messages(DESKS));
    let shown = once(&broker, &["--json", "--desks", "2000"]);
    let wall: Value = serde_json::from_slice(&shown.stdout).unwrap();
    assert_eq!(wall["counts"]["desks"], DESKS);
    assert_eq!(wall["counts"]["turned_away"], 0);

    let shown = once(&broker, &[]);
    let text = String::from_utf8(shown.stdout).unwrap();
    let counts = text.lines().last().unwrap();
    assert!(counts.starts_with("1000 desks, "), "{counts}");
    assert!(counts.ends_with("500 more without a place"), "{counts}");

    let summary = broker.listen(&[], "backpropd/room1/summary");
    let wall = Wall::start(&broker, &["--json"]);
    summary.wait("the class in figures", |line| {
        line.contains("\"turned_away\":500")
    });
    println!("a wall of 1,000 desks takes {} KiB", wall.memory());
    assert!(wall.memory() < MAX_MEMORY_KIB, "{} KiB", wall.memory());
}

#[test]
fn an_empty_room_is_told_from_a_broker_that_passes_nothing_on() {
    if !is_installed() {
        return;
    }
    let shown = once(&Broker::open(), &[]);
    assert!(shown.status.success(), "{shown:?}");
    assert_eq!(String::from_utf8_lossy(&shown.stdout), "0 desks\n");

    // The subscription is granted in each of these, as the broker's own client sees.
    for access in [
        "user teacher\ntopic write #\n",
        "user teacher\ntopic read #\n",
        "user teacher\n",
    ] {
        let broker = Broker::with_users(&[("teacher", "chalk")], access);
        let folder = tempfile::tempdir().unwrap();
        let password = live::password_file(folder.path(), "chalk");
        let shown = once(&broker, &["--password-file", &password]);
        let said = String::from_utf8_lossy(&shown.stderr).into_owned();
        assert_eq!(shown.status.code(), Some(1), "{said}");
        assert!(said.contains("passes nothing on"), "{said}");
        assert!(
            said.contains("let the user teacher read and write"),
            "{said}"
        );
    }
}

/// Each room has a broker. The school's broker takes nothing from them but the summaries, through bridges.
#[test]
fn a_school_sees_the_summaries_of_rooms_with_brokers_of_their_own() {
    if !is_installed() {
        return;
    }
    let mut rooms = [Broker::open(), Broker::open()];
    let bridges: String = rooms
        .iter()
        .enumerate()
        .map(|(number, broker)| {
            format!(
                "connection room{number}\naddress {}\ntopic backpropd/+/summary in 0\nrestart_timeout 1\n",
                broker.address()
            )
        })
        .collect();
    let school = Broker::with_config(&format!("allow_anonymous true\n{bridges}"));
    let heard = school.listen(&[], "backpropd/#");
    rooms[0].fill(&messages(2));
    let _walls = [("room1", &rooms[0]), ("room2", &rooms[1])]
        .map(|(room, broker)| Wall::start(broker, &["--room", room, "--json"]));
    heard.wait("a room with two desks", |line| {
        line.starts_with("backpropd/room1/summary ") && line.contains("\"desks\":2")
    });
    heard.wait("an empty room", |line| {
        line.starts_with("backpropd/room2/summary ") && line.contains("\"desks\":0")
    });
    // Nothing else leaves a room.
    let lines = heard.lines();
    assert!(
        lines.iter().all(|line| line.contains("/summary ")),
        "{lines:#?}"
    );
    // A room whose broker was restarted is seen again.
    let seen = heard.count();
    rooms[1].kill();
    rooms[1].restart();
    heard.wait_after(seen, "the empty room again", |line| {
        line.starts_with("backpropd/room2/summary ")
    });
}

/// What a stranger reads on the page: the desks and the pictures, and not who may need help.
#[test]
fn the_page_of_a_class_holds_no_list_of_those_who_need_help() {
    if !is_installed() {
        return;
    }
    let broker = Broker::open();
    broker.fill(&messages(3));
    // Taught otherwise than the goal has it: each of them is on the teacher's list.
    let goal = r#"{"v":1,"title":"and,or","goal":["00","01","01","11"]}"#;
    broker.fill(&[("backpropd/room1/class/goal".into(), goal.into())]);
    let listed: Value = serde_json::from_slice(&once(&broker, &["--json"]).stdout).unwrap();
    assert_eq!(listed["help"].as_array().unwrap().len(), 3);

    let folder = tempfile::tempdir().unwrap();
    let command = class(&broker, &folder, &["--json", "--listen", "127.0.0.1:0"]);
    let web = Web::started(command);
    live::wait_until("the desks are there", || {
        let status = web.get("/status.json");
        assert_eq!(status.status, 200);
        let text = status.body;
        for word in ["help", "reason", "otherwise", "warnings"] {
            assert!(!text.contains(word), "{text}");
        }
        let wall: Value = serde_json::from_str(&text).unwrap();
        wall["desks"].as_array().unwrap().len() == 3 && wall["goal"]["title"] == "and,or"
    });
    let (event, wall) = web.watch().unwrap().next();
    assert_eq!(
        (event.as_str(), &wall["frozen"]),
        ("status", &Value::Bool(false))
    );
    assert!(wall["help"].is_null() && wall["pictures"]["survey"].is_object());
    let page = web.get("/").body;
    assert!(page.contains("backpropd class") && !page.contains("wasm-unsafe-eval"));
    for path in ["/checkpoint.json", "/recording.txt"] {
        assert_eq!(web.get(path).status, 409, "{path}");
    }
    for method in ["POST", "PUT", "DELETE"] {
        let request =
            format!("{method} / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
        assert_eq!(web.ask(&request).status, 405, "{method}");
    }
    let foreign = web.get_with("/status.json", "Origin: http://elsewhere.example\r\n");
    assert_eq!(foreign.status, 403);
    let other = web.ask("GET / HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n");
    assert_eq!(other.status, 421);
    assert!(!other.body.contains("--allow-host"), "{}", other.body);
}

/// What the terminal shows as pictures, programs get as numbers: the same ones as the page.
#[test]
fn programs_get_the_pictures_as_numbers() {
    if !is_installed() {
        return;
    }
    let broker = Broker::open();
    broker.fill(&messages(3));
    let read = || -> Value {
        let shown = once(&broker, &["--json"]);
        assert!(shown.status.success(), "{shown:?}");
        serde_json::from_slice(&shown.stdout).unwrap()
    };
    let without_a_goal = &read()["pictures"];
    for picture in ["survey", "vote", "average", "training"] {
        assert_eq!(without_a_goal[picture], Value::Null, "{picture}");
    }
    let goal = r#"{"v":1,"title":"xor,and","goal":["00","10","10","01"]}"#;
    broker.fill(&[("backpropd/room1/class/goal".into(), goal.into())]);
    let wall = read();
    let pictures = &wall["pictures"];
    // As docs/class.md has it; and these three have not learned anything, from the same weights.
    assert_eq!(pictures["survey"]["without_restart"], 156);
    assert_eq!(pictures["clones"], serde_json::json!([3]));
    assert_eq!(pictures["average"], Value::Null);
    let vote = &pictures["vote"];
    assert_eq!(vote["desks"], 3);
    assert_eq!(vote["map"].as_array().unwrap().len(), 11 * 11);
    for (row, desk) in std::iter::zip(
        vote["rows"].as_array().unwrap(),
        wall["desks"][0]["rows"].as_array().unwrap(),
    ) {
        // Copies of one desk answer as it does, and agree.
        for o in [0, 1] {
            let [mean, out] = [&row["mean"][o], &desk["o"][o]].map(|it| it.as_f64().unwrap());
            assert!((mean - out).abs() < 1e-3, "{row} {desk}");
        }
        assert!(row["spread"][0].as_f64().unwrap() < 1e-9, "{row}");
    }
    // The page has the same.
    let folder = tempfile::tempdir().unwrap();
    let web = Web::started(class(
        &broker,
        &folder,
        &["--json", "--listen", "127.0.0.1:0"],
    ));
    live::wait_until("the page has them", || {
        let page: Value = serde_json::from_str(&web.get("/status.json").body).unwrap();
        page["pictures"] == *pictures
    });
}

/// The pictures in the terminal; and who listens to the rounds of the class's network computes the same bits.
#[test]
fn the_class_trains_a_network_and_a_listener_replays_it_bit_for_bit() {
    if !is_installed() {
        return;
    }
    let (broker, folder) = (Broker::open(), tempfile::tempdir().unwrap());
    let heard = broker.listen(&[], "backpropd/room1/#");
    let (address, seats) = (broker.address(), folder.path().join("seats"));
    let seats = ["--seats", seats.to_str().unwrap()];
    let all = [&["class", "--broker", &address, "--sim", "4"][..], &seats].concat();
    let program = assert_cmd::cargo::cargo_bin("backpropd");
    let mut terminal = Terminal::start(&program, &all, &[], folder.path(), (80, 24));
    terminal.wait_for("4 desks");
    terminal.types("1");
    terminal.wait_for("There is no goal");
    broker.publish(
        &["-r"],
        "backpropd/room1/class/goal",
        r#"{"v":1,"title":"and,or","goal":["00","01","01","11"]}"#,
    );
    terminal.wait_for("558 of 1,000");
    terminal.types("2");
    terminal.wait_for("row  goal");
    terminal.types("3");
    terminal.wait_for("The average that knows nothing");
    terminal.types("4");
    terminal.wait_for("does not train a network");
    terminal.types("t");
    terminal.wait_for("4 desks answered the last round");
    terminal.wait_for("16 of 16 known");
    terminal.types("t");
    terminal.wait_for("does not train a network");
    terminal.types("q");
    assert_eq!(terminal.end().code(), Some(0));

    let steps = replay(&heard.lines()).steps;
    assert!(steps > 10, "{steps} rounds");
    // Nothing of it is left.
    let kept = broker.retained();
    assert!(
        !kept.iter().any(|line| line.contains("/class/net")),
        "{kept:#?}"
    );
}
