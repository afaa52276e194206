//! The real `backpropd class` with the real Mosquitto: the wall as a teacher sees it, what the teacher says to the class,
//! and what is left of it.
#![cfg(all(unix, feature = "class", feature = "ko"))]

use crate::broker::{Broker, LIMIT, is_installed};
use crate::live::{self, Daemon, run_in};
use crate::pty::Terminal;
use assert_cmd::cargo::cargo_bin;
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const ID: &str = "bp-00000007";

/// The wall in a terminal of 80 columns and 24 rows, with its seats in this folder.
fn wall(folder: &Path, broker: &Broker, arguments: &[&str]) -> Terminal {
    let (seats, address) = (folder.join("seats"), broker.address());
    let all = [
        "class",
        "--broker",
        &address,
        "--seats",
        seats.to_str().unwrap(),
    ];
    let all = [&all, arguments].concat();
    let mut terminal = Terminal::start(&cargo_bin("backpropd"), &all, &[], folder, (80, 24));
    terminal.wait_for("who needs help");
    terminal.assert_taken();
    terminal
}

fn quit(mut terminal: Terminal) {
    terminal.types("q");
    assert_eq!(terminal.end().code(), Some(0));
    terminal.assert_restored();
}

fn class(broker: &Broker, arguments: &[&str]) -> Output {
    let mut command = live::program();
    command.args(["class", "--broker", &broker.address()]);
    command.args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// A process that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A daemon on a simulated board, and its publisher.
struct Desk {
    folder: TempDir,
    daemon: Daemon,
    publisher: Option<Running>,
}

impl Desk {
    fn start(broker: &Broker, arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("backpropd.toml"), "").unwrap();
        let daemon = Daemon::start(folder.path(), &mut run_in(folder.path()));
        let mut command = live::program();
        command.args(["mqtt", "--broker", &broker.address(), "--socket"]);
        command
            .arg(folder.path().join("status.sock"))
            .args(arguments);
        let publisher = command
            .env("RUNTIME_DIRECTORY", folder.path())
            .spawn()
            .unwrap();
        Self {
            folder,
            daemon,
            publisher: Some(Running(publisher)),
        }
    }

    fn bulletin(&self) -> std::path::PathBuf {
        self.folder.path().join("class.json")
    }
}

#[test]
fn thirty_desks_fit_the_smallest_terminal_and_the_goal_reaches_them() {
    if !is_installed() {
        return;
    }
    let (broker, folder) = (Broker::open(), tempfile::tempdir().unwrap());
    let mut terminal = wall(folder.path(), &broker, &["--sim", "30", "--sim-rate", "2"]);
    // Each in its place: five beside each other, six rows of them.
    terminal.wait_until("thirty seats", |screen| {
        let text = screen.contents();
        let lines: Vec<&str> = text.lines().collect();
        (1..=30).all(|seat| {
            let (row, column) = (3 + 3 * ((seat - 1) / 5), 16 * ((seat - 1) % 5));
            let at: String = lines
                .get(row)
                .into_iter()
                .flat_map(|line| line.chars())
                .skip(column)
                .take(2)
                .collect();
            at == format!("{seat:>2}")
        })
    });
    let set = said(&class(
        &broker,
        &["goal", "xor,and", "--title", "Half\u{1b}adder"],
    ));
    assert_eq!(
        set,
        "The class is to teach Half\\u{1b}adder: 00 10 10 01.\n"
    );
    terminal.wait_for("goal Half\\u{1b}adder: 00 10 10 01");
    terminal.wait_for("taught right and learned");
    // A pupil teaches a row within five seconds.
    terminal.wait_until("all have taught it", |screen| {
        screen.contents().contains("30 taught right")
    });
    // Gates may have digits in their names.
    let swapped = said(&class(&broker, &["goal", "i2,not-i1", "--room", "room2"]));
    assert_eq!(swapped, "The class is to teach i2,not-i1: 01 11 00 10.\n");
    said(&class(&broker, &["ask", "forget"]));
    terminal.wait_for("asked: press forget");
    terminal.wait_until("some have done it", |screen| {
        screen.contents().contains("30 have done it")
    });
    said(&class(&broker, &["ask", "none"]));
    terminal.wait_until("nothing is asked for", |screen| {
        !screen.contents().contains("asked:")
    });
    terminal.types("h");
    terminal.wait_for("h or Esc to close");
    terminal.types("hf");
    terminal.wait_for("frozen");
    terminal.types("f?l");
    terminal.wait_for("칸:");
    // On a larger screen, more beside each other.
    terminal.resize(160, 40);
    terminal.wait_until("ten beside each other", |screen| {
        let text = screen.contents();
        text.lines().nth(3).is_some_and(|line| line.contains("10 "))
    });
    terminal.resize(60, 20);
    terminal.wait_for("80");
    quit(terminal);
    // Else they would stand on the wall of the lesson, too.
    let kept = broker.retained();
    assert!(kept.iter().all(|line| !line.contains("/desk/")), "{kept:?}");
}

#[test]
fn without_a_broker_the_wall_says_why_in_the_language_of_the_person() {
    let folder = tempfile::tempdir().unwrap();
    let seats = folder.path().join("seats");
    let arguments = [
        "class",
        "--lang",
        "ko",
        "--broker",
        "127.0.0.1:1",
        "--seats",
    ];
    let arguments = [&arguments[..], &[seats.to_str().unwrap()]].concat();
    let program = cargo_bin("backpropd");
    let mut terminal = Terminal::start(&program, &arguments, &[], folder.path(), (80, 24));
    terminal.wait_for("연결할 수 없습니다: 연결이 거부되었습니다.");
    terminal.wait_for("확인하세요.");
    terminal.types("l");
    terminal.wait_for("trying again: cannot connect: connection refused;");
    terminal.wait_for("listens for this network");
    quit(terminal);
}

#[test]
fn the_command_that_setup_prints_is_for_the_folder_whatever_its_name() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["class", "Kim's class; $HOME", "-c"] {
        let mut setup = live::program();
        setup.current_dir(folder.path());
        setup.args(["class", "setup", "1", "--broker", "192.0.2.1"]);
        let made = said(&setup.arg(format!("--into={name}")).output().unwrap());
        let (_, install) = made.split_once("computer: ").unwrap();
        let (install, _) = install.split_once(" && ").unwrap();
        let mut shell = Command::new("sh");
        shell.current_dir(folder.path());
        // The three files are the arguments from the sixth on.
        let looks = format!("sudo() {{ ls \"$6\" \"$7\" \"$8\"; }}; {install}");
        let found = shell.args(["-c", &looks]).output().unwrap();
        assert!(found.status.success(), "{install}: {found:?}");
    }
}

#[test]
fn files_of_a_class_that_cannot_all_be_written_leave_no_folder_in_the_way() {
    let folder = tempfile::tempdir().unwrap();
    let setup = |limit: &str| {
        let mut shell = Command::new("sh");
        shell.current_dir(folder.path());
        let limited = format!("{limit} exec \"$0\" class setup 30 --broker 192.0.2.1");
        shell.args(["-c", &limited, env!("CARGO_BIN_EXE_backpropd")]);
        shell.output().unwrap()
    };
    // No file may grow beyond 512 bytes, which is too little for a script.
    let output = setup("ulimit -f 1;");
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.contains("backpropd: backpropd-class/"), "{text}");
    assert!(!folder.path().join("backpropd-class").exists());
    assert!(setup("").status.success());
}

#[test]
fn a_broker_that_each_desk_would_look_for_at_itself_is_warned_about() {
    let folder = tempfile::tempdir().unwrap();
    // The static program finds no names in .local.
    for broker in [
        "localhost",
        "127.0.0.2",
        "[::1]",
        "0.0.0.0",
        "teacher.local",
    ] {
        let mut setup = live::program();
        setup.args(["class", "setup", "1", "--broker", broker, "--lang", "ko"]);
        let output = setup.arg("--into").arg(folder.path().join(broker)).output();
        let text = String::from_utf8(output.unwrap().stderr).unwrap();
        assert!(text.starts_with("경고: 쪽지의 --broker "), "{text}");
    }
}

#[test]
fn what_setup_writes_and_prints_is_for_this_room_and_port() {
    let folder = tempfile::tempdir().unwrap();
    let mut setup = live::program();
    setup.current_dir(folder.path());
    setup.args(["class", "setup", "1", "--broker", "192.0.2.1:1884"]);
    let output = setup.args(["--room", "room-7b"]).output().unwrap();
    let wall = "The wall: backpropd class --broker 127.0.0.1:1884 --room room-7b --password-file ";
    assert!(said(&output).contains(wall), "{output:?}");
    let config = fs::read_to_string(folder.path().join("backpropd-class/backpropd.conf"));
    assert!(config.unwrap().contains("\nlistener 1884\n"));
}

#[test]
fn a_press_of_teach_gives_a_desk_its_seat() {
    if !is_installed() {
        return;
    }
    let (broker, folder) = (Broker::open(), tempfile::tempdir().unwrap());
    let desk = Desk::start(&broker, &["--id", ID]);
    let mut terminal = wall(folder.path(), &broker, &[]);
    // Before it has a seat, the end of its id stands there.
    terminal.wait_for("0007 idle");
    terminal.types("e++");
    terminal.wait_for("is to be seat 3");
    desk.daemon.teach([false, true], [true, false]);
    let screen = terminal.wait_for("is to be seat 4");
    assert!(screen.contents().contains("\n 3 "), "{}", screen.contents());
    let seats = folder.path().join("seats");
    assert_eq!(fs::read_to_string(&seats).unwrap(), "bp-00000007 = 3\n");
    quit(terminal);
    // The next wall knows it.
    let mut terminal = wall(folder.path(), &broker, &[]);
    terminal.wait_until("its seat", |screen| screen.contents().contains("\n 3 "));
    quit(terminal);
    fs::write(&seats, "bp-00000007 = 3\ngildong = 4\n").unwrap();
    let refused = class(&broker, &["--seats", seats.to_str().unwrap()]);
    let why = String::from_utf8(refused.stderr).unwrap();
    assert_eq!(refused.status.code(), Some(1), "{why}");
    assert!(why.contains("seats, line 2: not a desk"), "{why}");
    // From an editor of Windows.
    let text = "\u{feff}bp-00000007 = 3\r\n";
    fs::write(&seats, text).unwrap();
    let named = ["--once", "--seats", seats.to_str().unwrap()];
    live::wait_until("the seat of the file", || {
        said(&class(&broker, &named)).contains("seat 3: ")
    });
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::write(&seats, wide).unwrap();
    let refused = class(&broker, &named);
    let why = String::from_utf8(refused.stderr).unwrap();
    assert!(why.contains("seats: the file is UTF-16"), "{why}");
}

#[test]
fn a_desk_shows_what_the_teacher_says_and_the_daemon_does_not_hear_it() {
    if !is_installed() {
        return;
    }
    let broker = Broker::open();
    let mut desk = Desk::start(&broker, &["--id", ID]);
    desk.daemon.teach([false, true], [true, false]);
    said(&class(&broker, &["goal", "xor,and"]));
    said(&class(&broker, &["ask", "hands-off"]));
    let file = desk.bulletin();
    live::wait_until("the publisher notes it", || {
        fs::read_to_string(&file).is_ok_and(|text| text.contains("hands-off"))
    });
    let mode = file.metadata().unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
    let socket = desk.folder.path().join("status.sock");
    let folder = desk.folder.path().to_str().unwrap();
    let mut panel = Terminal::start(
        &cargo_bin("backpropd"),
        &["panel", "--attach", socket.to_str().unwrap()],
        &[("RUNTIME_DIRECTORY", folder)],
        desk.folder.path(),
        (80, 24),
    );
    panel.wait_for("goal 1/4: xor,and");
    panel.wait_for("Your teacher asks: hands off.");
    let before = desk.daemon.status().snapshot;
    assert_eq!(before.rows.iter().flat_map(|row| row.target).count(), 1);
    // A goal that is nonsense is none, and the file ends with the publisher.
    broker.publish(&["-r"], "backpropd/room1/class/goal", "{\"goal\":[]}");
    live::wait_until("there is no goal", || {
        fs::read_to_string(&file).is_ok_and(|text| text.contains("\"goal\":null"))
    });
    let publisher = desk.publisher.take().unwrap();
    let id = publisher.0.id().to_string();
    assert!(Command::new("kill").arg(&id).status().unwrap().success());
    live::wait_until("the file is gone", || !file.exists());
    panel.wait_until("the panel forgets it", |screen| {
        !screen.contents().contains("Your teacher")
    });
    panel.types("q");
    assert_eq!(panel.end().code(), Some(0));
}

#[test]
fn without_a_terminal_there_are_lines_and_json() {
    if !is_installed() {
        return;
    }
    let broker = Broker::open();
    let desk = Desk::start(&broker, &["--id", ID, "--seat", "7"]);
    live::wait_until("the desk is seen", || {
        said(&class(&broker, &["--once"])).contains("seat 7: idle")
    });
    desk.daemon.teach([false, false], [false, false]);
    let json: Value = loop {
        let shown = class(&broker, &["--once", "--json"]);
        assert_eq!(String::from_utf8_lossy(&shown.stderr), "");
        let line = said(&shown);
        let json: Value = serde_json::from_str(&line).unwrap();
        if json["counts"]["learned"] == 1 {
            break json;
        }
    };
    assert_eq!(json["desks"][0]["seat"], 7);
    assert_eq!(json["desks"][0]["rows"][0]["t"], serde_json::json!([0, 0]));
    assert_eq!(json["help"], serde_json::json!([]));
    // Nobody answers there.
    let mut nowhere = live::program();
    nowhere.args(["class", "--once", "--broker", "127.0.0.1:1"]);
    assert_eq!(nowhere.output().unwrap().status.code(), Some(3));
}

#[test]
fn the_end_of_a_class_leaves_nothing() {
    if !is_installed() {
        return;
    }
    let broker = Broker::open();
    said(&class(&broker, &["goal", "half-adder"]));
    said(&class(&broker, &["ask", "teach"]));
    let mut desks = Desk::start(&broker, &["--id", ID]);
    live::wait_until("the desk is seen", || {
        said(&class(&broker, &["--once"])).contains("idle")
    });
    broker.publish(&["-r"], "backpropd/room1/desk/of/a/stranger", "x");
    broker.publish(&["-r"], "backpropd/room2/class/goal", "x");
    desks.publisher = None;
    desks.daemon.signal("TERM");
    desks.daemon.end();
    let ended = said(&class(&broker, &["end"]));
    assert!(ended.starts_with("Removed "), "{ended}");
    let kept = broker.retained();
    assert_eq!(kept, ["backpropd/room2/class/goal x"]);
    let again = said(&class(&broker, &["end"]));
    assert_eq!(again, "The broker kept nothing of room1.\n");
}

#[test]
fn the_slips_open_the_broker_for_each_desk_and_for_no_other() {
    if !is_installed() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut command = live::program();
    command.current_dir(folder.path());
    command.args(["class", "setup", "3", "--broker", "192.0.2.1"]);
    let made = said(&command.output().unwrap());
    assert!(made.contains("backpropd-class/users"), "{made}");
    let again = command.output().unwrap();
    assert_eq!(again.status.code(), Some(1), "nothing is lost");
    let files = folder.path().join("backpropd-class");
    let read = |name: &str| fs::read_to_string(files.join(name)).unwrap();
    for file in fs::read_dir(&files).unwrap() {
        let mode = file.unwrap().metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    assert!(!read("users").contains(read("teacher").trim()));
    assert!(read("backpropd.conf").contains("allow_anonymous false"));
    let broker = Broker::with_files(&files.join("users"), &files.join("access"));
    // The first slip, as a pupil would type it.
    let slips = read("slips.txt");
    let slip = slips.lines().next().unwrap();
    assert!(
        slip.contains("--broker 192.0.2.1:1883 --room room1 --seat 1"),
        "{slip}"
    );
    let word_after = |word: &str| {
        let mut words = slip.split(' ').skip_while(|it| *it != word);
        words.nth(1).unwrap().to_owned()
    };
    let (id, password) = (word_after("--id"), word_after("password"));
    assert!(slip.contains("sudo sh /boot/firmware/desk-1.sh"), "{slip}");
    // The script runs in tests/pi/systemd; here it is only read.
    let script = read("desk-3.sh");
    assert!(script.contains("IPAddressAllow=192.0.2.1\n"), "{script}");
    assert!(script.contains(" --seat 3 --id bp-"), "{script}");
    let mut shell = Command::new("sh");
    let read_only = shell.arg("-n").arg(files.join("desk-3.sh")).status();
    assert!(read_only.unwrap().success(), "{script}");
    let secret = files.join("secret");
    fs::write(&secret, &password).unwrap();
    fs::set_permissions(&secret, PermissionsExt::from_mode(0o600)).unwrap();
    let secret = secret.to_str().unwrap();
    let desk = ["--id", &id, "--seat", "1", "--password-file", secret];
    let _desk = Desk::start(&broker, &desk);
    let teacher = files.join("teacher");
    let seats = files.join("seats");
    let as_teacher = [
        "--password-file",
        teacher.to_str().unwrap(),
        "--seats",
        seats.to_str().unwrap(),
    ];
    let begin = Instant::now();
    while !said(&class(&broker, &[&as_teacher[..], &["--once"]].concat())).contains("seat 1: idle")
    {
        assert!(begin.elapsed() < LIMIT, "the desk never comes");
        thread::sleep(Duration::from_millis(200));
    }
    said(&class(
        &broker,
        &[
            "goal",
            "xor,and",
            "--password-file",
            teacher.to_str().unwrap(),
        ],
    ));
    // A desk is not the teacher: it may not speak for the class, and does not hear the others.
    let as_desk = ["--user", &id, "--password-file", secret];
    let refused = class(&broker, &[&["goal", "and,or"], &as_desk[..]].concat());
    assert_eq!(refused.status.code(), Some(1), "{refused:?}");
    let deaf = class(&broker, &[&["--once"], &as_desk[..]].concat());
    let why = String::from_utf8(deaf.stderr).unwrap();
    assert_eq!(deaf.status.code(), Some(1), "{why}");
    assert!(why.contains("must let the user"), "{why}");
    let mut lines = live::program();
    lines.args(["class", "--lang", "ko", "--broker", &broker.address()]);
    lines
        .args(as_desk)
        .env("LC_ALL", "C.UTF-8")
        .stderr(Stdio::piped());
    let mut lines = Running(lines.spawn().unwrap());
    let said = BufReader::new(lines.0.stderr.take().unwrap()).lines();
    // The log has said that it is connected, and which topic is not accepted.
    let said: Vec<_> = said.take(3).map(Result::unwrap).collect();
    let warning = "경고: 브로커가 구독은 받아들였지만";
    assert!(said[2].starts_with(warning), "{said:?}");
    // Without a password there is nothing.
    let refused = class(&broker, &["--once"]);
    assert_eq!(refused.status.code(), Some(1), "{refused:?}");
}
