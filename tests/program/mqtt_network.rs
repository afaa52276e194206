//! What a network does to the real `backpropd mqtt`: a broker or a name server that hangs, and a cable that is pulled, between two
//! network namespaces. Slow, because a network that is silent can only be noticed by waiting: for as long as the broker allows,
//! which is told the shortest keep-alive that it knows.
#![cfg(all(target_os = "linux", feature = "mqtt"))]

use crate::broker::{Broker, Listener, is_installed, program};
use crate::live;
use crate::mqtt::{Desk, ID, Publisher, is_up};
use std::fs;
use std::net::UdpSocket;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// In the config of the broker, in seconds.
const KEEP_ALIVE: &str = "max_keepalive 10\n";

/// A broker that is stopped still accepts connections: the kernel does.
#[test]
fn a_broker_that_hangs_is_left_and_told_everything_when_it_is_back() {
    if !is_installed() {
        return;
    }
    let broker = Broker::with_config(&format!("allow_anonymous true\n{KEEP_ALIVE}"));
    let desk = Desk::start();
    let publisher = desk.publisher(&broker.address(), &[]);
    publisher.wait_for_log("connected to");
    broker.signal("STOP");
    let tried = desk.once(&broker.address(), &[]);
    let said = String::from_utf8_lossy(&tried.stderr).into_owned();
    assert_eq!(tried.status.code(), Some(3), "{said}");
    assert!(said.contains("does not answer"), "{said}");
    publisher.wait_for_log("does not answer; trying again");
    broker.signal("CONT");
    let heard = broker.listen(&[], "backpropd/#");
    let told = publisher.log().matches("connected to").count();
    live::wait_until("it is connected again", || {
        publisher.log().matches("connected to").count() > told
    });
    for leaf in ["up online", "about ", "state "] {
        heard.wait(leaf, |line| line.contains(&format!("/{ID}/{leaf}")));
    }
}

/// The only name server of a room without the internet: it is asked, and says nothing.
#[test]
fn a_name_that_no_server_answers_for_is_not_taken_for_a_broker_that_hangs() {
    let Ok(_server) = UdpSocket::bind(("127.83.7.1", 53)) else {
        eprintln!("SKIPPED: a name server needs root");
        return;
    };
    let desk = Desk::start();
    let servers = desk.folder.path().join("resolv.conf");
    fs::write(&servers, "nameserver 127.83.7.1\n").unwrap();
    for (name, remedy) in [
        ("teacher.local", "which hostname -I prints there"),
        ("teacher.example", "check the name"),
    ] {
        let mut command = Command::new("unshare");
        let shell = "mount --bind \"$0\" /etc/resolv.conf && exec \"$@\"";
        command.args(["--mount", "sh", "-c", shell]).arg(&servers);
        command.arg(env!("CARGO_BIN_EXE_backpropd"));
        command.args(["mqtt", "--once", "--broker", name, "--id", ID, "--socket"]);
        let tried = command.arg(desk.folder.path().join("status.sock")).output();
        let tried = tried.unwrap();
        let said = String::from_utf8_lossy(&tried.stderr).into_owned();
        assert_eq!(tried.status.code(), Some(3), "{said}");
        assert!(
            said.contains(&format!("no address found for {name}")),
            "{said}"
        );
        assert!(said.contains(remedy), "{said}");
    }
}

/// Two rooms of a network, each a namespace of its own, and the cable between them. The broker is in one, the desk in the
/// other.
struct Cable {
    broker: Child,
    desk: Child,
    mosquitto: Option<Child>,
    folder: TempDir,
}

const BROKER: &str = "10.83.7.1";
const DESK: &str = "10.83.7.2";

impl Drop for Cable {
    fn drop(&mut self) {
        let all = self.mosquitto.iter_mut();
        for process in all.chain([&mut self.broker, &mut self.desk]) {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

/// A process that does nothing but keep a namespace.
fn namespace() -> Child {
    let mut command = Command::new("unshare");
    let command = command.args(["--net", "sh", "-c", "echo ready; exec sleep 3600"]);
    let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut ready = [0; 6];
    let out = process.stdout.as_mut().unwrap();
    std::io::Read::read_exact(out, &mut ready).unwrap();
    process
}

/// A command that runs in the namespace of this process.
fn within(process: &Child, program: &Path) -> Command {
    let mut command = Command::new("nsenter");
    command.args(["--net", "--target", &process.id().to_string()]);
    command.arg(program).stdin(Stdio::null());
    command
}

fn ip(process: &Child, arguments: &str) {
    let mut command = within(process, Path::new("ip"));
    let done = command.args(arguments.split(' ')).status();
    assert!(done.unwrap().success(), "ip {arguments}");
}

impl Cable {
    /// Whether this test may make namespaces. If not it is skipped, and says so.
    fn is_possible() -> bool {
        let tried = Command::new("unshare")
            .args(["--net", "ip", "link"])
            .output();
        let is = tried.is_ok_and(|output| output.status.success());
        if !is {
            eprintln!("SKIPPED: network namespaces need root and iproute2");
        }
        is
    }

    fn new() -> Self {
        let (broker, desk) = (namespace(), namespace());
        let other = format!("link add b0 type veth peer name d0 netns {}", desk.id());
        ip(&broker, &other);
        for (side, name, address) in [(&broker, "b0", BROKER), (&desk, "d0", DESK)] {
            ip(side, &format!("address add {address}/24 dev {name}"));
            ip(side, &format!("link set {name} up"));
            ip(side, "link set lo up");
        }
        let folder = tempfile::tempdir().unwrap();
        let mut cable = Self {
            broker,
            desk,
            mosquitto: None,
            folder,
        };
        cable.start_broker();
        cable
    }

    fn start_broker(&mut self) {
        let config = self.folder.path().join("mosquitto.conf");
        let text = "listener 1883\nuser root\npersistence false\nallow_anonymous true\n";
        fs::write(&config, format!("{text}{KEEP_ALIVE}")).unwrap();
        let mut command = within(&self.broker, &program("mosquitto").unwrap());
        let command = command.arg("-c").arg(config).stderr(Stdio::null());
        self.mosquitto = Some(command.spawn().unwrap());
    }

    /// A client beside the broker, which the cable does not concern.
    fn listen(&self, topic: &str) -> Listener {
        let mut command = within(&self.broker, &program("mosquitto_sub").unwrap());
        command.args(["-V", "5", "-v", "-t", topic]);
        Listener::of(command)
    }

    /// A publisher at the other end.
    fn publisher(&self, desk: &Desk) -> Publisher {
        let program = Path::new(env!("CARGO_BIN_EXE_backpropd"));
        let mut command = within(&self.desk, program);
        command.args(["mqtt", "--broker", BROKER, "--id", ID, "--socket"]);
        command.arg(desk.folder.path().join("status.sock"));
        Publisher::started(&mut command)
    }

    fn pull(&self) {
        ip(&self.broker, "link set b0 down");
    }

    fn plug_in(&self) {
        ip(&self.broker, "link set b0 up");
    }
}

#[test]
fn a_pulled_cable_is_noticed_at_both_ends_and_plugged_in_again_it_works() {
    if !is_installed() || !Cable::is_possible() {
        return;
    }
    let (cable, desk) = (Cable::new(), Desk::start());
    let publisher = cable.publisher(&desk);
    publisher.wait_for_log("connected to");
    let heard = cable.listen(&format!("backpropd/room1/desk/{ID}/+"));
    heard.wait("up", |line| is_up(line, "online"));
    let seen = heard.count();
    cable.pull();
    // No packet says so: only that none comes.
    heard.wait_after(seen, "the last will", |line| is_up(line, "offline"));
    publisher.wait_for_log("trying again");
    // Meanwhile a lesson is taught and learned, as without a network.
    desk.daemon.teach([true, true], [false, true]);
    desk.daemon.wait_for("it has learned", |status| {
        status.snapshot.state.to_string() == "learned"
    });
    let seen = heard.count();
    cable.plug_in();
    heard.wait_after(seen, "up again", |line| is_up(line, "online"));
    heard.wait_after(seen, "what it has learned", |line| {
        line.contains("/state ") && line.contains("\"state\":\"learned\"")
    });
}
