//! A recording that cannot be written does not stop the daemon from learning.

use super::daemon::{Home, skipped};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

/// Runs a daemon that is to record to this path; it learns anyway.
fn learns_without(record: &Path, what: &str) {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::new(folder.path());
    home.configure(&format!("[record]\npath = {record:?}\n"));
    let before = home.load().state.unwrap();
    let mut daemon = home.start(&[]);
    let line = daemon.says("cannot record there");
    assert!(line.starts_with("warning: "), "{what}: {line}");
    assert!(
        line.ends_with("running without a recording"),
        "{what}: {line}"
    );
    daemon.says("running");
    home.until_saved_after(&before);
    let (status, rest) = daemon.stop();
    assert_eq!(status.code(), Some(0), "{what}: {rest}");
    assert!(!rest.contains("record"), "{what}, said once: {rest}");
}

#[test]
fn a_recording_that_cannot_be_written_does_not_stop_learning() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let thesis = at("thesis.txt");
    fs::write(&thesis, "a thesis").unwrap();
    fs::create_dir(at("folder")).unwrap();
    std::os::unix::fs::symlink("nowhere/recording.txt", at("link")).unwrap();
    let made = Command::new("mkfifo").arg(at("pipe")).status().unwrap();
    assert!(made.success());
    let mut cases: Vec<(PathBuf, &str)> = vec![
        (thesis.clone(), "another file"),
        (at("folder"), "a folder"),
        (at("missing/recording.txt"), "a folder that is missing"),
        (at("thesis.txt/recording.txt"), "a file for a folder"),
        (at("link"), "a link that leads nowhere"),
        (at("pipe"), "a pipe"),
        ("/dev/zero".into(), "an endless device"),
        ("/dev/full".into(), "a full device"),
        ("/proc/recording.txt".into(), "a closed folder"),
    ];
    let disk = at("disk");
    fs::create_dir(&disk).unwrap();
    let mount = |options| {
        let mut mount = Command::new("mount");
        let mount = mount
            .args(["-t", "tmpfs", "-o", options, "tmpfs"])
            .arg(&disk);
        mount.output().is_ok_and(|output| output.status.success())
    };
    let is_mounted = mount("size=4k");
    if is_mounted {
        fs::write(disk.join("filler"), [0; 4096]).unwrap();
        cases.push((disk.join("recording.txt"), "a full disk"));
    } else {
        skipped("a recording on a full disk: only root may mount one");
    }
    thread::scope(|scope| {
        for (record, what) in &cases {
            scope.spawn(move || learns_without(record, what));
        }
    });
    if is_mounted {
        assert!(mount("remount,ro"));
        learns_without(&disk.join("other.txt"), "a read-only disk");
        let unmounted = Command::new("umount").arg(&disk).status().unwrap();
        assert!(unmounted.success());
    }
    assert_eq!(fs::read_to_string(thesis).unwrap(), "a thesis");
    println!("recordings that cannot be written: {}", cases.len() + 1);
}
