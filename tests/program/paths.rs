//! Every path that a person can give: no existing file is harmed, nothing hangs, and viewers find the daemon.

#![cfg(all(unix, feature = "status", feature = "study", feature = "wiring"))]

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::fs::{FileTypeExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long a test waits before it fails; the machine may be busy.
const TIMEOUT: Duration = Duration::from_secs(60);

/// The environment variables that say where files are.
const FOLDERS: [&str; 5] = [
    "STATE_DIRECTORY",
    "RUNTIME_DIRECTORY",
    "XDG_STATE_HOME",
    "XDG_RUNTIME_DIR",
    "HOME",
];

/// The program with these values for the variables that say where files are.
fn backpropd(variables: &[(&str, &Path)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_backpropd"));
    for folder in FOLDERS {
        command.env_remove(folder);
    }
    command.envs(variables.iter().copied());
    command.env_remove("RUST_LOG");
    command.stdin(Stdio::null());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Waits for a process to end by itself; returns its exit code and its output.
fn outcome(command: &mut Command) -> (Option<i32>, String) {
    let mut process = command.spawn().unwrap();
    let (mut out, mut log) = (
        process.stdout.take().unwrap(),
        process.stderr.take().unwrap(),
    );
    let out = thread::spawn(move || {
        let mut text = String::new();
        out.read_to_string(&mut text).map(|_| text)
    });
    let mut text = String::new();
    let log = thread::spawn(move || log.read_to_string(&mut text).map(|_| text));
    let status = ended(&mut process);
    let text = out.join().unwrap().unwrap() + &log.join().unwrap().unwrap();
    (status.code(), text)
}

/// How a process ends, which must happen by itself.
fn ended(process: &mut Child) -> ExitStatus {
    let began = Instant::now();
    loop {
        if let Some(status) = process.try_wait().unwrap() {
            return status;
        }
        if began.elapsed() > TIMEOUT {
            process.kill().unwrap();
            panic!("it hangs");
        }
        thread::sleep(Duration::from_millis(10));
    }
}

/// Waits until a file exists.
fn wait_for(file: &Path) {
    let began = Instant::now();
    while !file.exists() {
        assert!(began.elapsed() < TIMEOUT, "there never is {file:?}");
        thread::sleep(Duration::from_millis(10));
    }
}

/// A daemon on the simulated board, killed when dropped.
struct Daemon {
    process: Child,
    lines: Receiver<String>,
    /// Its log so far.
    log: String,
}

impl Daemon {
    fn start(command: &mut Command) -> Self {
        let mut process = command.spawn().unwrap();
        let log = BufReader::new(process.stderr.take().unwrap());
        let (send, lines) = channel();
        thread::spawn(move || {
            for line in log.lines() {
                if send.send(line.unwrap()).is_err() {
                    return;
                }
            }
        });
        let mut daemon = Self {
            process,
            lines,
            log: String::new(),
        };
        daemon.until("running, weights");
        daemon
    }

    /// Waits for a log line with these words.
    fn until(&mut self, words: &str) -> String {
        loop {
            match self.lines.recv_timeout(TIMEOUT) {
                Ok(line) => {
                    self.log += &format!("{line}\n");
                    if line.contains(words) {
                        return line;
                    }
                }
                Err(RecvTimeoutError::Timeout) => panic!("no '{words}' in: {}", self.log),
                Err(error) => panic!("{error}, no '{words}' in: {}", self.log),
            }
        }
    }

    /// Stops it as systemd would; returns its exit code.
    fn stop(mut self) -> Option<i32> {
        let id = self.process.id().to_string();
        assert!(Command::new("kill").arg(id).status().unwrap().success());
        ended(&mut self.process).code()
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A folder with a config in it.
struct Folder(TempDir);

impl Folder {
    fn new(config: &str) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        fs::write(folder.path("c.toml"), config).unwrap();
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The program with its default folders in this one.
    fn backpropd(&self, arguments: &[&str]) -> Command {
        let home = self.path("home");
        let mut command = backpropd(&[("HOME", &home)]);
        command
            .args(arguments)
            .arg("--config")
            .arg(self.path("c.toml"));
        command
    }

    fn run(&self) -> Command {
        self.backpropd(&["run", "--board", "sim"])
    }

    /// The output that `check` and `run` share, with FOLDER for the folder.
    fn refusal(&self) -> String {
        let [checked, run] = [&["check"][..], &["run", "--board", "sim"]].map(|command| {
            let (code, text) = outcome(&mut self.backpropd(command));
            assert_eq!(code, Some(78), "{command:?}: {text}");
            text
        });
        assert_eq!(checked, run);
        checked.replace(self.0.path().to_str().unwrap(), "FOLDER")
    }
}

/// What the config says, with paths relative to the folder, and the keys at which it is refused.
#[test]
fn paths_that_collide_are_refused_at_both_places() {
    // Lines 2, 4 and 6 of a config.
    let config = |record: &str, state: &str, socket: &str| {
        format!(
            "[record]\npath = {record:?}\n[state]\npath = {state:?}\n[status]\nsocket = {socket:?}\n"
        )
    };
    let cases = [
        ("r", "s", "u", ""),
        ("r", "r", "u", "2:8 4:8"),
        ("r", "s", "s", "4:8 6:10"),
        ("r", "s", "r", "2:8 6:10"),
        ("./x/../r", "r", "u", "2:8 4:8"),
        ("r", "missing/../r", "u", "2:8 4:8"),
        ("r", "folder/r", "u", ""),
        ("link/r", "folder/r", "u", "2:8 4:8"),
        ("link/new/r", "folder/new/r", "u", "2:8 4:8"),
        ("linked", "folder/file", "u", "2:8 4:8"),
        ("dangling", "folder/later", "u", "2:8 4:8"),
        ("hard", "folder/file", "u", "2:8 4:8"),
        ("hard", "s", "folder/file", "2:8 6:10"),
        // Endings.
        ("s.bak", "s", "u", "2:8 4:8"),
        ("s.tmp", "s", "u", "2:8 4:8"),
        ("s.bad", "s", "u", "2:8 4:8"),
        ("r", "s", "s.lock", "4:8 6:10"),
        ("r", "r.old", "u", "2:8 4:8"),
        ("u.new", "s", "u", "2:8 6:10"),
        ("r", "u.new", "u", "4:8 6:10"),
        ("r.bak", "r", "r.new", "2:8 4:8"),
        ("dangling.bak", "dangling", "u", "2:8 4:8"),
        ("folder/later.bak", "dangling", "u", "2:8 4:8"),
        // One inside another.
        ("s/r", "s", "u", "2:8 4:8"),
        ("r", "u/s", "u", "4:8 6:10"),
        // Case matters here.
        ("S", "s", "u", ""),
        // The config itself.
        ("c.toml", "s", "u", "2:8"),
        ("r", "c.toml", "u", "4:8"),
        ("r", "s", "c.toml", "6:10"),
        ("link/../c.toml", "s", "u", "2:8"),
        ("folder/c", "s", "u", "2:8"),
        // Everything at once.
        ("a", "a", "a", "2:8 2:8 4:8 4:8 6:10 6:10"),
    ];
    for (record, state, socket, places) in cases {
        let folder = Folder::new("");
        let paths = [record, state, socket].map(|name| folder.path(name));
        let [record, state, socket] = paths.each_ref().map(|path| path.to_str().unwrap());
        fs::write(folder.path("c.toml"), config(record, state, socket)).unwrap();
        fs::create_dir(folder.path("folder")).unwrap();
        fs::write(folder.path("folder/file"), "").unwrap();
        symlink("folder", folder.path("link")).unwrap();
        symlink("folder/file", folder.path("linked")).unwrap();
        symlink("folder/later", folder.path("dangling")).unwrap();
        fs::hard_link(folder.path("folder/file"), folder.path("hard")).unwrap();
        fs::hard_link(folder.path("c.toml"), folder.path("folder/c")).unwrap();
        if places.is_empty() {
            let (code, text) = outcome(&mut folder.backpropd(&["check"]));
            assert_eq!(code, Some(0), "{text}");
            continue;
        }
        let refusal = folder.refusal();
        let begins = |line: &str| {
            let rest = line
                .trim_start_matches("backpropd: ")
                .strip_prefix("FOLDER/c.toml:")?;
            let mut parts = rest.splitn(3, ':');
            Some(format!("{}:{}", parts.next()?, parts.next()?))
        };
        let found: Vec<_> = refusal.lines().filter_map(begins).collect();
        assert_eq!(
            found.join(" "),
            places,
            "{record} {state} {socket}: {refusal}"
        );
        // Each message gives the other's place.
        for place in places.split(' ').filter(|_| places.contains(' ')) {
            let others = refusal
                .lines()
                .filter(|line| line.contains(&format!("(FOLDER/c.toml:{place})")));
            assert!(others.count() >= 1, "{place}: {refusal}");
        }
    }
    println!("{} combinations of paths", cases.len());
}

/// The default paths count too, including those of the service.
#[test]
fn a_path_that_is_the_default_of_another_is_refused() {
    let cases = [
        "/var/lib/backpropd/state.json",
        "/var/lib/backpropd/state.json.bak",
        "/run/backpropd/status.sock",
        "HOME/.local/state/backpropd/state.json.tmp",
        "HOME/.local/state/backpropd/status.sock",
    ];
    for path in cases {
        let folder = Folder::new("");
        let home = folder.path("home");
        let path = path.replace("HOME", home.to_str().unwrap());
        fs::write(
            folder.path("c.toml"),
            format!("[record]\npath = {path:?}\n"),
        )
        .unwrap();
        let refusal = folder.refusal();
        assert!(refusal.contains("c.toml:2:8: record.path: "), "{refusal}");
    }
    println!("{} usual places", cases.len());
}

#[test]
fn shell_syntax_is_refused_with_what_to_write() {
    let cases = [
        ("~/r", "HOME/r"),
        ("~", "HOME/"),
        ("~ada/r", "/home/ada/r"),
        ("$HOME/r", "HOME/r"),
        ("${HOME}/r", "HOME/r"),
        ("/x/$HOME/r", "write the full path"),
        ("$NOT_SET_HERE/r", "write the full path"),
        ("/var/lib/", "this is a folder"),
        ("/var/lib/..", "this is a folder"),
        ("/", "this is a folder"),
        ("", "the path is empty"),
    ];
    for (path, expected) in cases {
        for (section, key) in [("record", "path"), ("state", "path"), ("status", "socket")] {
            let folder = Folder::new(&format!("[{section}]\n{key} = {path:?}\n"));
            let home = folder.path("home");
            let refusal = folder.refusal();
            let expected = expected.replace("HOME", home.to_str().unwrap());
            let expected = expected.replace(folder.0.path().to_str().unwrap(), "FOLDER");
            let place = format!("FOLDER/c.toml:2:{}: {section}.{key}: ", key.len() + 4);
            assert!(
                refusal.contains(&place) && refusal.contains(&expected),
                "{path}: {refusal}"
            );
        }
    }
    for path in ["/x/~/r", "/x/a~", "/x/a$", "/x/$", "/x/$1"] {
        let folder = Folder::new(&format!("[record]\npath = {path:?}\n"));
        let (code, text) = outcome(&mut folder.backpropd(&["check"]));
        assert_eq!(code, Some(0), "{path}: {text}");
    }
    println!("{} paths at 3 keys", cases.len());
}

#[test]
fn relative_paths_start_at_the_config_wherever_the_daemon_is_started() {
    let folder = Folder::new(
        "[record]\npath = \"recording.txt\"\n[state]\npath = \"kept/s.json\"\n[status]\nsocket = \"./s\"\n",
    );
    let elsewhere = tempfile::tempdir().unwrap();
    let mut check = folder.backpropd(&["check"]);
    let (code, text) = outcome(check.current_dir(&elsewhere));
    assert_eq!(code, Some(0), "{text}");
    for (place, path) in [
        ("2:8: record.path", "recording.txt"),
        ("4:8: state.path", "kept/s.json"),
        ("6:10: status.socket", "./s"),
    ] {
        let line = text.lines().find(|line| line.contains(place)).expect(place);
        let full = folder.path(path);
        assert!(
            line.contains("relative") && line.contains(full.to_str().unwrap()),
            "{line}"
        );
    }
    // The config by a relative path too.
    let mut run = backpropd(&[]);
    run.args(["run", "--board", "sim", "--config", "../c.toml"]);
    fs::create_dir(folder.path("sub")).unwrap();
    let mut daemon = Daemon::start(run.current_dir(folder.path("sub")));
    for path in ["recording.txt", "kept/s.json.lock", "s"] {
        assert!(folder.path(path).symlink_metadata().is_ok(), "{path}");
    }
    assert!(
        daemon.log.contains("6:10: status.socket: "),
        "{}",
        daemon.log
    );
    let _ = daemon.process.kill();
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    assert_eq!(fs::read_dir(folder.path("sub")).unwrap().count(), 0);
}

/// A file at a path that is not the program's own.
fn put(what: &str, path: &Path) {
    match what {
        "thesis" => fs::write(path, "On the Origin").unwrap(),
        "folder" => fs::create_dir(path).unwrap(),
        "fifo" => assert!(Command::new("mkfifo").arg(path).status().unwrap().success()),
        "zero" => symlink("/dev/zero", path).unwrap(),
        "terminal" => symlink("/dev/tty", path).unwrap(),
        "link" => symlink("/nowhere/at/all", path).unwrap(),
        _ => panic!("{what}"),
    }
}

/// Whether it is still there, unchanged.
fn is_as_it_was(what: &str, path: &Path) -> bool {
    let kind = path.symlink_metadata().unwrap().file_type();
    match what {
        "thesis" => fs::read(path).is_ok_and(|text| text == b"On the Origin"),
        "folder" => kind.is_dir(),
        "fifo" => kind.is_fifo(),
        _ => kind.is_symlink(),
    }
}

#[test]
fn a_file_at_the_sockets_path_stays_and_the_daemon_runs_without_it() {
    let mut cases = 0;
    for what in ["thesis", "folder", "fifo", "zero", "link"] {
        for name in ["s", "s.new"] {
            let folder = Folder::new("[status]\nsocket = \"s\"\n");
            put(what, &folder.path(name));
            let daemon = Daemon::start(&mut folder.run());
            let unavailable = daemon
                .log
                .lines()
                .find(|line| line.contains("status socket unavailable"));
            let line = unavailable.expect(&daemon.log);
            assert!(line.contains(folder.path(name).to_str().unwrap()), "{line}");
            assert_eq!(daemon.stop(), Some(0));
            assert!(is_as_it_was(what, &folder.path(name)), "{what} {name}");
            cases += 1;
        }
    }
    // A socket that nobody listens on was left behind by a killed daemon.
    for name in ["s", "s.new"] {
        let folder = Folder::new("[status]\nsocket = \"s\"\n");
        drop(UnixListener::bind(folder.path(name)).unwrap());
        let daemon = Daemon::start(&mut folder.run());
        assert!(!daemon.log.contains("unavailable"), "{}", daemon.log);
        assert_eq!(daemon.stop(), Some(0));
        assert!(!folder.path("s").exists() && !folder.path("s.new").exists());
        // Another program's socket was not.
        let listener = UnixListener::bind(folder.path(name)).unwrap();
        let daemon = Daemon::start(&mut folder.run());
        assert!(daemon.log.contains("unavailable"), "{}", daemon.log);
        assert_eq!(daemon.stop(), Some(0));
        assert!(folder.path(name).exists());
        drop(listener);
        cases += 2;
    }
    println!("{cases} things in the socket's place");
}

/// A FIFO that nobody writes to, a device, an endless file: each is refused within a moment, wherever a file can be
/// given.
#[test]
fn special_files_neither_hang_the_program_nor_fill_its_memory() {
    let mut cases = 0;
    for what in ["folder", "fifo", "zero", "terminal"] {
        let folder = Folder::new("");
        let path = folder.path("it");
        put(what, &path);
        let path = path.to_str().unwrap();
        for (arguments, code) in [
            (&["check", "--config", path][..], 78),
            (&["run", "--board", "sim", "--config", path], 78),
            (&["safe", "--board", "sim", "--config", path], 78),
            (&["pinout", "--config", path], 78),
            (&["doctor", "--board", "sim", "--config", path], 78),
            (&["replay", path], 1),
            (&["explain", "--from", path], 1),
            (
                &["pinout", "--config", "config/backpropd.toml", "--svg", path],
                1,
            ),
            (&["demo", "--speed", "max", "--record", path], 1),
            (&["status", "--socket", path], 1),
        ] {
            let mut command = backpropd(&[("HOME", folder.0.path())]);
            let (ended, text) = outcome(command.args(arguments));
            assert!(
                ended == Some(code) || arguments[0] == "status",
                "{arguments:?} on a {what}: {ended:?} {text}"
            );
            assert!(text.contains(path), "{arguments:?}: {text}");
            assert!(is_as_it_was(what, Path::new(path)), "{what}");
            cases += 1;
        }
        // The state is refused; the lock is optional.
        for name in ["s", "s.lock"] {
            let folder = Folder::new("[state]\npath = \"s\"\n");
            put(what, &folder.path(name));
            if name == "s" {
                let (code, text) = outcome(&mut folder.run());
                assert_eq!(code, Some(78), "{what}: {text}");
                if cfg!(feature = "wiring") {
                    let (code, text) = outcome(&mut folder.backpropd(&["check"]));
                    assert_eq!(code, Some(78), "{what}: {text}");
                }
            } else {
                let daemon = Daemon::start(&mut folder.run());
                assert_eq!(daemon.stop(), Some(0));
            }
            assert!(is_as_it_was(what, &folder.path(name)), "{what} {name}");
            cases += 1;
        }
    }
    println!("{cases} things that are not files");
}

/// Where the daemon may be started from, and with which environment a viewer may look for it.
#[test]
fn viewers_find_a_daemon_with_a_different_environment() {
    let folder = tempfile::tempdir().unwrap();
    let [home, runtime, state] = ["home", "runtime", "state"].map(|name| folder.path().join(name));
    for path in [&home, &runtime, &state] {
        fs::create_dir(path).unwrap();
    }
    let login = ("XDG_RUNTIME_DIR", runtime.as_path());
    let kept = ("XDG_STATE_HOME", state.as_path());
    let home = ("HOME", home.as_path());
    let environments = [
        &[home][..],          // cron, su, sudo
        &[home, login],       // a login
        &[home, login, kept], // a login with a folder chosen by the user
    ];
    let mut cases = 0;
    for started in environments {
        let mut run = backpropd(started);
        let daemon =
            Daemon::start(run.args(["run", "--board", "sim", "--config", "config/backpropd.toml"]));
        for looking in environments {
            // A folder that only one side knows cannot be found by the other, unless both know the login's folder.
            let knows = |it: &[(&str, &Path)], what| it.iter().any(|(name, _)| *name == what);
            if knows(started, "XDG_RUNTIME_DIR") && !knows(looking, "XDG_RUNTIME_DIR") {
                continue;
            }
            for viewer in [&["status"][..], &["export"], &["explain", "--live"]] {
                let (code, text) = outcome(backpropd(looking).args(viewer));
                let found = code == Some(0) || text.contains("not been trained yet");
                assert!(found, "{started:?} {looking:?} {viewer:?}: {text}");
                cases += 1;
            }
        }
        assert_eq!(daemon.stop(), Some(0));
    }
    let (code, text) = outcome(backpropd(&[home, login, kept]).arg("status"));
    assert_eq!(code, Some(3), "{text}");
    for place in [
        runtime.join("backpropd/status.sock"),
        state.join("backpropd/status.sock"),
        home.1.join(".local/state/backpropd/status.sock"),
        "/run/backpropd/status.sock".into(),
    ] {
        assert!(text.contains(place.to_str().unwrap()), "{text}");
    }
    println!("{cases} viewers");
}

/// The runtime folder disappears at logout, or is deleted.
#[test]
fn a_deleted_socket_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let [home, runtime] = ["home", "runtime"].map(|name| folder.path().join(name));
    fs::create_dir(&runtime).unwrap();
    let variables = [
        ("HOME", home.as_path()),
        ("XDG_RUNTIME_DIR", runtime.as_path()),
    ];
    let mut run = backpropd(&variables);
    let mut daemon =
        Daemon::start(run.args(["run", "--board", "sim", "--config", "config/backpropd.toml"]));
    let own = runtime.join("backpropd");
    let socket = own.join("status.sock");
    let status = || outcome(backpropd(&variables).arg("status")).0;
    assert_eq!(status(), Some(0));

    fs::remove_file(&socket).unwrap();
    daemon.until("made again");
    assert_eq!(status(), Some(0));

    fs::remove_dir_all(&own).unwrap();
    daemon.until("made again");
    assert_eq!(status(), Some(0));

    // The folder of the login cannot be made again; here a file stands in its place.
    fs::remove_dir_all(&runtime).unwrap();
    fs::write(&runtime, "").unwrap();
    daemon.until("instead");
    daemon.until("made again");
    let fallback = home.join(".local/state/backpropd/status.sock");
    assert!(fallback.exists());
    assert_eq!(status(), Some(0));
    assert_eq!(daemon.stop(), Some(0));
    assert!(!fallback.exists());
}

#[test]
fn the_end_of_a_daemon_leaves_anothers_socket_alone() {
    let folder = Folder::new("[status]\nsocket = \"s\"\n");
    let mut daemon = Daemon::start(&mut folder.run());
    let socket = folder.path("s");
    fs::remove_file(&socket).unwrap();
    let _other = UnixListener::bind(&socket).unwrap();
    daemon.until("viewers cannot connect");
    assert_eq!(daemon.stop(), Some(0));
    assert!(socket.exists());
}

/// The name of the lock is gone, but the lock itself is not; and a new file in its place gives no access.
#[test]
fn two_daemons_never_share_a_state_whatever_is_deleted() {
    let gone: [&[&str]; 5] = [
        &["s.lock"],
        &["s"],
        &["s", "s.bak"],
        &["s.lock", "s.bak"],
        &[],
    ];
    for names in gone {
        let folder = Folder::new("[state]\npath = \"s\"\nsave_interval_s = 0\n");
        let daemon = Daemon::start(&mut folder.run());
        wait_for(&folder.path("s"));
        for name in names {
            let _ = fs::remove_file(folder.path(name));
        }
        let (code, text) = outcome(&mut folder.run());
        assert_eq!(code, Some(1), "{names:?}: {text}");
        assert!(text.contains("already running"), "{names:?}: {text}");
        assert_eq!(daemon.stop(), Some(0));
        // Nothing is left behind that would disturb the next daemon.
        assert_eq!(Daemon::start(&mut folder.run()).stop(), Some(0));
    }
    println!("{} sets of files that were removed", gone.len());
}

#[test]
fn a_deleted_lock_or_folder_comes_back_and_the_state_is_saved() {
    let folder = Folder::new("");
    let state = folder.path("home/.local/state/backpropd");
    let mut daemon = Daemon::start(&mut folder.run());
    wait_for(&state.join("state.json"));
    fs::remove_file(state.join("state.json.lock")).unwrap();
    daemon.until("the lock was removed; made again");
    fs::remove_dir_all(&state).unwrap();
    daemon.until("the lock was removed; made again");
    daemon.until("saving it again");
    wait_for(&state.join("state.json"));
    let (code, text) = outcome(&mut folder.run());
    assert_eq!(code, Some(1), "{text}");
    assert_eq!(daemon.stop(), Some(0));
    assert!(state.join("state.json").exists());
    assert_eq!(Daemon::start(&mut folder.run()).stop(), Some(0));
}
