//! The real daemon on a simulated board, learning forever and saving as often as it can.

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

/// How long a test waits before it fails.
const TIMEOUT: Duration = Duration::from_secs(60);

/// A table that cannot be learned without biases, and unlimited patience, so every scan changes the state.
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
        patience: 1_000_000_000,
        ..Settings::suiting(Bias::None, 0.0)
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

    /// Adds lines to the config; its last section is `[state]`.
    pub fn configure(&self, lines: &str) {
        fs::write(self.file("backpropd.toml"), format!("{CONFIG}{lines}")).unwrap();
    }

    /// Waits until the daemon has saved something newer than this.
    pub fn until_saved_after(&self, before: &State) {
        let is_newer = |state: State| state.learned.steps > before.learned.steps;
        for _ in 0..TIMEOUT.as_millis() / 10 {
            if self.peek().is_some_and(is_newer) {
                return;
            }
            thread::sleep(Duration::from_millis(10));
        }
        panic!("it never saved");
    }

    /// The state that a daemon would load now.
    pub fn load(&self) -> Loaded {
        self.store().load().unwrap()
    }

    /// The contents of the state file now, if it exists.
    pub fn peek(&self) -> Option<State> {
        let contents = fs::read(self.file("state.json")).ok()?;
        Some(State::read(&contents).unwrap())
    }

    fn store(&self) -> Store<Disk> {
        Store::new(Disk, self.file("state.json"))
    }

    /// Starts the daemon, with the given words of another program in front if there are any.
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
        // Ends with the daemon, or when nobody receives the lines any more.
        thread::spawn(move || {
            stderr
                .lines()
                .try_for_each(|line| sender.send(line.unwrap()))
        });
        Daemon { process, log }
    }
}

/// A running daemon, killed at the end of the test.
pub struct Daemon {
    process: Child,
    log: Receiver<String>,
}

impl Daemon {
    /// Waits for a log line like this and returns it.
    pub fn says(&mut self, words: &str) -> String {
        let mut heard = String::new();
        while let Ok(line) = self.log.recv_timeout(TIMEOUT) {
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

    /// SIGTERM; returns how it ended, and its log until then.
    pub fn stop(&mut self) -> (ExitStatus, String) {
        self.signal("TERM");
        self.end()
    }

    /// Sends a signal by name.
    pub fn signal(&self, name: &str) {
        let pid = self.process.id().to_string();
        let killed = Command::new("kill").args(["-s", name, &pid]).status();
        assert!(killed.unwrap().success());
    }

    /// Waits for its end; returns how it ended, and its log until then.
    pub fn end(&mut self) -> (ExitStatus, String) {
        let rest: Vec<_> = self.log.iter().collect();
        (self.process.wait().unwrap(), rest.join("\n"))
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        // It has usually ended already; then there is nothing to kill.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Prints that something was not tested, even if the test passes.
pub fn skipped(why: &str) {
    // Bypasses the test harness, which hides the output of a test that passes.
    let _ = writeln!(std::io::stderr(), "SKIPPED: {why}");
}
