//! The real daemon on a simulated board, learning for ever and saving as often as it can.

use backpropd::nn::Bias;
use backpropd::store::{Disk, Loaded, State, Store};
use backpropd::trainer::{Settings, Trainer};
use backpropd::truth_table::TruthTable;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

/// How long a test waits for something that never comes.
const PATIENCE: Duration = Duration::from_secs(60);

/// A table that cannot be learned without biases, and a patience without end: so every scan changes the state.
const CONFIG: &str = "\
[daemon]
scan_hz = 1000
[network]
bias = \"none\"
[trainer]
steps_per_second = 1000
patience = 1000000000
[state]
save_interval_s = 0
";

/// As in the config.
pub fn settings() -> Settings {
    Settings {
        bias: Bias::None,
        patience: 1_000_000_000,
        ..Settings::default()
    }
}

/// A folder with the config, and with a state that has a backup.
pub struct Home(PathBuf);

impl Home {
    pub fn new(folder: &Path) -> Self {
        let home = Self(folder.canonicalize().unwrap());
        fs::write(home.file("backpropd.toml"), CONFIG).unwrap();
        let mut trainer = Trainer::new(settings(), 1);
        for sample in TruthTable::from_gates("xor,and").unwrap().samples() {
            trainer.teach(sample);
            home.store().save(&State::of(&trainer)).unwrap();
        }
        home
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// What a daemon that starts now would find.
    pub fn load(&self) -> Loaded {
        self.store().load().unwrap()
    }

    /// What is in the state file right now, if it is there.
    pub fn peek(&self) -> Option<State> {
        let contents = fs::read(self.file("state.json")).ok()?;
        Some(State::read(&contents).unwrap())
    }

    fn store(&self) -> Store<Disk> {
        Store::new(Disk, self.file("state.json"))
    }

    /// Starts the daemon, behind the words of another program if there are any.
    pub fn start(&self, before: &[String]) -> Daemon {
        let mut words: Vec<_> = before.iter().map(String::as_str).collect();
        let config = self.file("backpropd.toml");
        words.push(env!("CARGO_BIN_EXE_backpropd"));
        words.extend(["run", "--board", "sim", "--config"]);
        let mut process = Command::new(words[0])
            .args(&words[1..])
            .arg(config)
            .env("STATE_DIRECTORY", &self.0)
            .env("RUNTIME_DIRECTORY", &self.0)
            .env_remove("RUST_LOG")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let stderr = BufReader::new(process.stderr.take().unwrap());
        let (sender, log) = channel();
        // Ends with the daemon, or when nobody listens any more.
        thread::spawn(move || {
            stderr
                .lines()
                .try_for_each(|line| sender.send(line.unwrap()))
        });
        Daemon { process, log }
    }
}

/// A running daemon; it does not outlive its test.
pub struct Daemon {
    process: Child,
    log: Receiver<String>,
}

impl Daemon {
    /// Waits until it says something like this; returns the line.
    pub fn says(&mut self, words: &str) -> String {
        let mut heard = String::new();
        while let Ok(line) = self.log.recv_timeout(PATIENCE) {
            if line.contains(words) {
                return line;
            }
            heard.push_str(&line);
            heard.push('\n');
        }
        panic!("it never said {words:?}, but:\n{heard}");
    }

    /// SIGKILL.
    pub fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// SIGTERM; returns how it ended and what it said until then.
    pub fn stop(&mut self) -> (ExitStatus, String) {
        let pid = self.process.id().to_string();
        let killed = Command::new("kill").args(["-s", "TERM", &pid]).status();
        assert!(killed.unwrap().success());
        self.end()
    }

    /// Waits until it has ended; returns how, and what it said until then.
    pub fn end(&mut self) -> (ExitStatus, String) {
        let rest: Vec<_> = self.log.iter().collect();
        (self.process.wait().unwrap(), rest.join("\n"))
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        // It has usually ended already, and then there is nothing to kill.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Says that something was not tested, also when nothing fails.
pub fn skipped(why: &str) {
    // Past the harness, which keeps the words of a test that passes to itself.
    let _ = writeln!(std::io::stderr(), "SKIPPED: {why}");
}
