//! Debian's Mosquitto on a free port of this computer, and its client tools.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long a test waits before it fails, however busy the machine is.
pub const LIMIT: Duration = Duration::from_secs(120);

/// The programs of Mosquitto; Debian has the broker where only root's PATH leads.
pub fn program(name: &str) -> Option<PathBuf> {
    ["/usr/sbin", "/usr/bin", "/opt/homebrew/sbin"]
        .map(|folder| PathBuf::from(folder).join(name))
        .into_iter()
        .find(|path| path.exists())
}

/// Whether there is a broker. Without one a test is skipped, and says so, unless the gate forbids that.
pub fn is_installed() -> bool {
    let is = [
        "mosquitto",
        "mosquitto_sub",
        "mosquitto_pub",
        "mosquitto_passwd",
    ]
    .iter()
    .all(|name| program(name).is_some());
    let is_needed = std::env::var_os("BACKPROPD_NEEDS_MOSQUITTO").is_some();
    assert!(is || !is_needed, "mosquitto is not installed");
    if !is {
        eprintln!("SKIPPED: mosquitto and mosquitto-clients are not installed");
    }
    is
}

/// A broker that ends with the test.
pub struct Broker {
    folder: TempDir,
    process: Child,
    pub port: u16,
}

impl Drop for Broker {
    fn drop(&mut self) {
        self.kill();
    }
}

impl Broker {
    /// One that everybody on this computer may use.
    pub fn open() -> Self {
        Self::start_in(tempfile::tempdir().unwrap(), "allow_anonymous true\n")
    }

    /// One with this config.
    pub fn with_config(config: &str) -> Self {
        Self::start_in(tempfile::tempdir().unwrap(), config)
    }

    /// One with users, who may do what is written here.
    pub fn with_users(users: &[(&str, &str)], access: &str) -> Self {
        let config = "allow_anonymous false\npassword_file FOLDER/users\nacl_file FOLDER/access\n";
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("users");
        fs::write(&path, "").unwrap();
        for (user, password) in users {
            let mut command = Command::new(program("mosquitto_passwd").unwrap());
            let done = command.arg("-b").arg(&path).args([user, password]).output();
            assert!(done.unwrap().status.success());
        }
        fs::write(folder.path().join("access"), access).unwrap();
        Self::start_in(folder, config)
    }

    /// One with these files, as they are.
    pub fn with_files(users: &Path, access: &Path) -> Self {
        let [users, access] = [users, access].map(|path| path.to_str().unwrap().to_owned());
        let config = format!("allow_anonymous false\npassword_file {users}\nacl_file {access}\n");
        Self::start_in(tempfile::tempdir().unwrap(), &config)
    }

    fn start_in(folder: TempDir, config: &str) -> Self {
        // Another program may take the port in between; another test must not, or both would share one broker.
        static STARTING: Mutex<()> = Mutex::new(());
        let _alone = STARTING.lock();
        for _ in 0..20 {
            let free = TcpListener::bind("127.0.0.1:0").unwrap();
            let port = free.local_addr().unwrap().port();
            drop(free);
            let path = folder.path().display().to_string();
            let config = config.replace("FOLDER", &path);
            let text = format!("listener {port} 127.0.0.1\nuser root\npersistence false\n{config}");
            fs::write(folder.path().join("mosquitto.conf"), text).unwrap();
            if let Some(process) = Self::spawn(&folder, port) {
                return Self {
                    folder,
                    process,
                    port,
                };
            }
        }
        panic!("the broker never started");
    }

    fn spawn(folder: &TempDir, port: u16) -> Option<Child> {
        let mut process = Command::new(program("mosquitto").unwrap())
            .arg("-c")
            .arg(folder.path().join("mosquitto.conf"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let begin = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if process.try_wait().unwrap().is_some() {
                return None;
            }
            assert!(begin.elapsed() < LIMIT, "the broker does not listen");
            thread::sleep(Duration::from_millis(20));
        }
        // What listens there is this broker: one that found the port taken ends.
        thread::sleep(Duration::from_millis(200));
        let has_ended = process.try_wait().unwrap().is_some();
        (!has_ended).then_some(process)
    }

    /// Kills it.
    pub fn kill(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }

    /// Sends it this signal: STOP makes it hang, CONT goes on.
    pub fn signal(&self, signal: &str) {
        let id = self.process.id().to_string();
        let kill = Command::new("kill").args(["-s", signal, &id]).status();
        assert!(kill.unwrap().success(), "kill -s {signal}");
    }

    /// Starts it again on the same port; it has forgotten everything.
    pub fn restart(&mut self) {
        self.process = Self::spawn(&self.folder, self.port).expect("the port was taken");
    }

    /// As an argument.
    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    fn client(&self, name: &str) -> Command {
        let mut command = Command::new(program(name).unwrap());
        command.args(["-V", "5", "-p", &self.port.to_string()]);
        command
    }

    /// Publishes a message as this user; whether the broker took it, the output says.
    pub fn publish(&self, user: &[&str], topic: &str, payload: &str) -> Output {
        let mut command = self.client("mosquitto_pub");
        let command = command.args(user).args(["-q", "1", "-t", topic]);
        command.args(["-m", payload]).output().unwrap()
    }

    /// Makes it keep these topics and payloads, all through one connection of MQTT 3.1.1.
    pub fn fill(&self, messages: &[(String, String)]) {
        let mut broker = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        // A clean session, a keep-alive of a minute, and a client that the broker names.
        broker
            .write_all(b"\x10\x0c\x00\x04MQTT\x04\x02\x00\x3c\x00\x00")
            .unwrap();
        broker.read_exact(&mut [0; 4]).unwrap();
        let mut packets = Vec::new();
        for (topic, payload) in messages {
            packets.push(0x31); // retained, QoS 0
            let mut length = 2 + topic.len() + payload.len();
            while length > 127 {
                packets.push((length % 128 + 128) as u8);
                length /= 128;
            }
            packets.push(length as u8);
            packets.extend((topic.len() as u16).to_be_bytes());
            packets.extend(topic.bytes().chain(payload.bytes()));
        }
        // Its answer to a ping comes after all of it.
        packets.extend([0xc0, 0]);
        broker.write_all(&packets).unwrap();
        broker.read_exact(&mut [0; 2]).unwrap();
    }

    /// Publishes this message again and again, as fast as it can.
    pub fn flood(&self, topic: &str, payload: &str) -> Child {
        let mut command = self.client("mosquitto_pub");
        let command = command.args(["-t", topic, "-m", payload]);
        let command = command.args(["--repeat", "1000000", "--repeat-delay", "0"]);
        command.stderr(Stdio::null()).spawn().unwrap()
    }

    /// Listens to this topic as this user.
    pub fn listen(&self, user: &[&str], topic: &str) -> Listener {
        let mut command = self.client("mosquitto_sub");
        command.args(user).args(["-v", "-t", topic]);
        Listener::of(command)
    }

    /// Everything that the broker keeps.
    pub fn retained(&self) -> Vec<String> {
        let mut command = self.client("mosquitto_sub");
        let command = command.args(["-v", "--retained-only", "-W", "2", "-t", "#"]);
        let out = command.output().unwrap().stdout;
        let out = String::from_utf8(out).unwrap();
        out.lines().map(String::from).collect()
    }
}

/// What `mosquitto_sub` prints: topics and payloads.
pub struct Listener {
    process: Child,
    lines: Arc<Mutex<Vec<String>>>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Listener {
    /// What this command prints.
    pub fn of(mut command: Command) -> Self {
        let mut process = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let out = process.stdout.take().unwrap();
        let lines = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&lines);
        thread::spawn(move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                heard.lock().unwrap().push(line);
            }
        });
        Self { process, lines }
    }

    /// All lines so far.
    pub fn lines(&self) -> Vec<String> {
        self.lines.lock().unwrap().clone()
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.lines.lock().unwrap().len()
    }

    /// Waits for a line that satisfies this, after this many lines.
    pub fn wait_after(&self, seen: usize, what: &str, is: impl Fn(&str) -> bool) -> String {
        let begin = Instant::now();
        loop {
            let lines = self.lines();
            if let Some(line) = lines.iter().skip(seen).find(|line| is(line)) {
                return line.clone();
            }
            assert!(begin.elapsed() < LIMIT, "never: {what}; {lines:#?}");
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// The same among all lines.
    pub fn wait(&self, what: &str, is: impl Fn(&str) -> bool) -> String {
        self.wait_after(0, what, is)
    }
}
