//! A disk that fails to read, to rename or to save.

use super::disturbed::{Disturbed, Operation};
use super::{Folder, future, saved, state};
use backpropd::daemon::{TRIES_HZ, Time, VirtualTime, patiently};
use backpropd::store::{Disk, Files, Refusal, Store};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// A disk that reads this file `after` times, then fails to read it the given number of times, with this error.
fn failing(name: PathBuf, code: i32, after: u32, times: u32) -> impl Files {
    let mut reads = 0;
    Disturbed(Disk, move |operation, path: &Path| {
        if operation != Operation::Read || path != name {
            return Ok(());
        }
        reads += 1;
        match reads > after && reads - after <= times {
            true => Err(io::Error::from_raw_os_error(code)),
            false => Ok(()),
        }
    })
}

/// EIO, EINTR, ENOMEM, EMFILE, ENFILE, ESTALE, ETIMEDOUT, EAGAIN: the daemon tries for ten seconds, then leaves
/// everything as it was.
#[cfg(target_os = "linux")]
#[test]
fn a_read_error_is_not_damage() {
    let files = [
        ("state.json", saved(2, 2)),
        ("state.json.tmp", saved(3, 3)),
        ("state.json.bak", saved(1, 1)),
    ];
    let mut cases = 0;
    for code in [5, 4, 12, 24, 23, 116, 110, 11] {
        for (name, _) in &files {
            for times in [1, 3, 20, u32::MAX] {
                let borrowed = [0, 1, 2].map(|at| (files[at].0, files[at].1.as_str()));
                let folder = Folder::new(&borrowed);
                let failing = failing(folder.path(name), code, 0, times);
                let mut store = Store::new(failing, folder.path("state.json"));
                let mut time = VirtualTime::new(TRIES_HZ);
                let stop = AtomicBool::new(false);
                let load = || store.load();
                let loaded = patiently(&stop, &mut time, Refusal::is_transient, load);
                if times == u32::MAX {
                    let said = loaded.unwrap_err().to_string();
                    assert!(said.contains("nothing was changed"), "{said}");
                    assert_eq!(time.now(), Duration::from_secs(10));
                } else {
                    let state = loaded.unwrap().unwrap().state.unwrap();
                    assert_eq!(state.learned.seed, 3, "error {code} of {name}");
                }
                for (name, contents) in &borrowed {
                    assert_eq!(folder.read(name).as_deref(), Some(*contents));
                }
                assert_eq!(fs::read_dir(folder.path("")).unwrap().count(), 3);
                cases += 1;
            }
        }
    }
    println!("errors of reading: {cases}");
}

/// While the daemon runs, the state file becomes unreadable, or a different state appears: nothing intact is lost.
#[test]
fn saving_over_an_unreadable_or_newer_file_loses_nothing() {
    let folder = Folder::new(&[
        ("state.json", &saved(2, 2)),
        ("state.json.bak", &saved(1, 1)),
    ]);
    let path = folder.path("state.json");
    let mut store = Store::new(failing(path.clone(), 5, 1, 1), path);
    store.load().unwrap();
    // It cannot be read: it is replaced, but does not become the backup.
    store.save(&state(3)).unwrap();
    assert_eq!(folder.read("state.json"), Some(saved(3, 3)));
    assert_eq!(folder.read("state.json.bak"), Some(saved(1, 1)));
    store.save(&state(4)).unwrap();
    assert_eq!(folder.read("state.json.bak"), Some(saved(3, 3)));
    // A different state appears, as when a stick is mounted late.
    fs::write(folder.path("state.json"), saved(9, 50)).unwrap();
    let error = store.save(&state(5)).unwrap_err().to_string();
    assert!(error.contains("restart the daemon"), "{error}");
    assert_eq!(folder.read("state.json"), Some(saved(9, 50)));
    assert_eq!(folder.read("state.json.bak"), Some(saved(3, 3)));
    assert_eq!(folder.load(), (Some(9), vec![]));
    // A state of a later version.
    fs::write(folder.path("state.json"), future(8)).unwrap();
    let error = store.save(&state(5)).unwrap_err().to_string();
    assert!(error.contains("install the newer version"), "{error}");
    assert_eq!(folder.read("state.json"), Some(future(8)));
}

/// A disk that renames a file and then reports a failure, once.
fn failing_after_rename(which: u32) -> impl Files {
    let mut renames = 0;
    Disturbed(Disk, move |operation, _: &Path| {
        renames += u32::from(operation == Operation::Rename);
        match operation == Operation::Rename && renames == which {
            true => Err(io::Error::from_raw_os_error(5)),
            false => Ok(()),
        }
    })
}

#[test]
fn a_rename_that_succeeds_but_reports_failure_is_harmless() {
    for which in 1..=5 {
        let folder = Folder::new(&[]);
        let mut store = Store::new(failing_after_rename(which), folder.path("state.json"));
        let mut failures = 0;
        for seed in 1..=3 {
            while store.save(&state(seed)).is_err() {
                failures += 1;
                assert!(failures < 3, "rename {which}");
                assert!(folder.load().0.is_some());
            }
            assert_eq!(folder.load(), (Some(seed), vec![]));
        }
        assert_eq!(failures, 1, "rename {which}");
    }
}
