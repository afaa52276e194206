//! The state is behind a symbolic link, on a stick that may not be there yet, or something else has one of its names.

use super::daemon::Home;
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

/// Moves the state and its backup to a folder `stick`, with a link in its place.
fn move_to_stick(home: &Home) {
    fs::create_dir(home.file("stick")).unwrap();
    for name in ["state.json", "state.json.bak"] {
        fs::rename(home.file(name), home.file("stick").join(name)).unwrap();
    }
    symlink("stick/state.json", home.file("state.json")).unwrap();
}

/// The names of everything in a folder, at any depth.
fn names(folder: &Path) -> BTreeSet<PathBuf> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            names.extend(self::names(&path));
        }
        names.insert(path);
    }
    names
}

#[test]
fn a_state_behind_a_link_is_saved_at_its_target() {
    let links = [
        "directly",
        "by two links",
        "with the backup alone",
        "with the new one alone",
    ];
    for how in links {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path());
        move_to_stick(&home);
        let stick = home.file("stick");
        let store = stick.join("state.json");
        match how {
            "by two links" => {
                fs::rename(&store, stick.join("real.json")).unwrap();
                symlink(stick.join("real.json"), &store).unwrap();
            }
            "with the backup alone" => fs::remove_file(&store).unwrap(),
            "with the new one alone" => {
                fs::rename(&store, stick.join("state.json.tmp")).unwrap();
                fs::remove_file(stick.join("state.json.bak")).unwrap();
            }
            _ => {}
        }
        let mut daemon = home.start(&[]);
        daemon.says("going on");
        daemon.says("running");
        // The lock is there too, so a daemon that uses that path directly is refused.
        let config = format!("[state]\npath = {store:?}\n");
        fs::write(home.file("direct.toml"), config).unwrap();
        let second = Command::new(env!("CARGO_BIN_EXE_backpropd"))
            .args(["run", "--board", "sim", "--config"])
            .arg(home.file("direct.toml"))
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&second.stderr);
        assert!(said.contains("already running"), "{how}: {said}");
        let (status, rest) = daemon.stop();
        assert_eq!(status.code(), Some(0), "{how}: {rest}");
        assert!(home.file("state.json").is_symlink(), "{how}");
        assert!(store.is_symlink() == (how == "by two links"), "{how}");
        assert!(home.peek().unwrap().learned.steps > 0, "{how}");
        for name in ["tmp", "bak", "lock"] {
            assert!(
                !home.file(&format!("state.json.{name}")).exists(),
                "{how}: {name}"
            );
        }
    }
    println!("links: {}", links.len());
}

#[test]
fn the_daemon_waits_for_a_missing_stick_and_touches_nothing() {
    let cases = [
        ("the folder behind a link", true, false),
        ("the file behind a link", true, true),
        ("the folder of [state] path", false, false),
    ];
    thread::scope(|scope| {
        for (what, is_link, folder_is_there) in cases {
            for comes in [true, false] {
                scope.spawn(move || waits(what, is_link, folder_is_there, comes));
            }
        }
    });
    println!("sticks that are missing: {}", 2 * cases.len());
}

fn waits(what: &str, is_link: bool, folder_is_there: bool, comes: bool) {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::new(folder.path());
    move_to_stick(&home);
    let [stick, away] = ["stick", "away"].map(|name| home.file(name));
    if !is_link {
        fs::remove_file(home.file("state.json")).unwrap();
        home.configure(&format!("path = {:?}\n", stick.join("state.json")));
    }
    fs::rename(&stick, &away).unwrap();
    if folder_is_there {
        fs::create_dir(&stick).unwrap(); // its mount point
    } else if !is_link {
        fs::write(&stick, "").unwrap(); // so that no folder can be created
    }
    let before = names(folder.path());
    let mut daemon = home.start(&[]);
    let line = daemon.says("does not exist");
    assert!(line.contains("trying again for 10 s"), "{what}: {line}");
    if comes {
        if folder_is_there {
            fs::remove_dir(&stick).unwrap();
        } else if !is_link {
            fs::remove_file(&stick).unwrap();
        }
        fs::rename(&away, &stick).unwrap();
        daemon.says("going on");
        daemon.says("running");
        assert_eq!(daemon.stop().0.code(), Some(0), "{what}");
        assert_eq!(home.file("state.json").is_symlink(), is_link, "{what}");
        assert!(!home.file("state.json.bak").exists(), "{what}");
    } else {
        let (status, rest) = daemon.end();
        assert_eq!(status.code(), Some(1), "{what}: {rest}");
        assert_eq!(names(folder.path()), before, "{what}");
    }
}

/// A file at `.tmp` or `.bak` that is not this program's is neither overwritten nor lost.
#[test]
fn other_files_at_the_names_of_a_state_are_not_overwritten() {
    let mut cases = 0;
    for name in ["state.json.tmp", "state.json.bak"] {
        for what in [
            "a link",
            "a link that leads nowhere",
            "a thesis",
            "a hard link",
        ] {
            let folder = tempfile::tempdir().unwrap();
            let home = Home::new(folder.path());
            let [place, thesis, nowhere] =
                [name, "thesis.txt", "nowhere"].map(|name| home.file(name));
            let before = home.load().state.unwrap();
            fs::write(&thesis, "a thesis").unwrap();
            let _ = fs::remove_file(&place); // .tmp is not there
            match what {
                "a link" => symlink(&thesis, &place).unwrap(),
                "a thesis" => fs::write(&place, "a thesis").unwrap(),
                "a hard link" => fs::hard_link(&thesis, &place).unwrap(),
                _ => symlink(&nowhere, &place).unwrap(),
            }
            let mut daemon = home.start(&[]);
            let line = daemon.says(&format!("kept as {}.bad", place.display()));
            assert!(line.starts_with("warning: "), "{line}");
            daemon.says("running");
            home.until_saved_after(&before);
            assert_eq!(daemon.stop().0.code(), Some(0), "{what} at {name}");
            assert_eq!(fs::read_to_string(&thesis).unwrap(), "a thesis");
            assert!(!nowhere.exists());
            let kept = home.file(&format!("{name}.bad"));
            assert_eq!(kept.is_symlink(), what.starts_with("a link"));
            assert!(kept.is_symlink() || fs::read_to_string(kept).unwrap() == "a thesis");
            cases += 1;
        }
    }
    println!("other things at the names of a state: {cases}");
}
