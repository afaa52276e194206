//! A script or a download that ends in the middle.

use super::pi::{Pi, TOOLS, verifiers};
use super::release::{Key, command_output, release, write_to};
use std::fs;
use std::io::Read;
use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::thread;

/// A Pi that records whatever the script calls.
fn watched(key: &Key) -> Pi {
    let pi = Pi::with_key(&key.public());
    for tool in TOOLS.iter().chain(&verifiers()) {
        fs::remove_file(pi.path("bin").join(tool)).unwrap();
        pi.stub(tool, "");
    }
    pi.stub("dpkg", "");
    pi
}

/// A connection may break at any byte of the script.
#[test]
fn half_a_script_does_nothing() {
    const PIS: usize = 4;
    let key = Key::new();
    let folder = tempfile::tempdir().unwrap();
    write_to(folder.path(), &release(&key));
    let run = |pi: &Pi, length: usize| {
        let mut command = pi.command(&pi.script[..length]);
        pi.seen(&command.arg(folder.path()).output().unwrap())
    };
    let pi = watched(&key);
    let whole = pi.script.trim_end().len();
    // Thousands of starts of a shell, so on several Pis at the same time.
    thread::scope(|scope| {
        for first in 0..PIS {
            let pi = watched(&key);
            scope.spawn(move || {
                for cut in (first..whole).step_by(PIS) {
                    let run = run(&pi, cut);
                    assert_eq!(run.notes, "", "cut at byte {cut}: {run:?}");
                    // Nothing but comments, or a syntax error.
                    let unread = run.said.is_empty() || run.code == Some(2);
                    assert!(unread, "cut at byte {cut}: {run:?}");
                }
            });
        }
    });
    assert!(
        run(&pi, whole)
            .notes
            .starts_with("dpkg --print-architecture\n"),
        "the whole of it does something"
    );
    println!("cuts: {whole}");
}

/// Ctrl-C, or a closed terminal, while it downloads.
#[test]
fn an_interrupted_download_leaves_nothing() {
    let key = Key::new();
    for signal in ["HUP", "INT", "TERM"] {
        let pi = Pi::with_key(&key.public());
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let from = format!("http://{}", listener.local_addr().unwrap());
        let mut command = pi.command(&pi.script);
        command
            .arg(from)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        // As at a terminal, the signal goes to the whole group.
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let child = command.spawn().unwrap();
        let (mut stream, _) = listener.accept().unwrap();
        stream.read_exact(&mut [0; 10]).unwrap();
        let kill = format!("kill -s {signal} -- -{}", child.id());
        command_output(Command::new("/bin/sh").args(["-c", &kill]));
        // wget survives SIGHUP, until its connection is closed too.
        drop((stream, listener));
        let output = child.wait_with_output().unwrap();
        let run = pi.seen(&output);
        assert_eq!(run.notes, "", "{signal}: {run:?}");
        assert_ne!(run.code, Some(0), "{signal}: {run:?}");
    }
}
