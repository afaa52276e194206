//! What the script refuses before anything runs as root.

use super::address;
use super::pi::{Pi, verifiers};
use super::release::{Key, PACKAGE, checksum, command_output, release, serve, with_sums, write_to};
use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

#[test]
fn placeholders_are_refused() {
    let key = Key::new();
    let folder = tempfile::tempdir().unwrap();
    write_to(folder.path(), &release(&key));

    let pi = Pi::with_key("PLACEHOLDER");
    pi.run(folder.path())
        .refused("KEY in this script is a placeholder");
    let pi = Pi::with_key(&key.public());
    pi.run("https://example.org/backpropd")
        .refused("is a placeholder");
    if address().contains("//example.org/") {
        let output = pi.command(&pi.script).output().unwrap();
        pi.seen(&output).refused("is a placeholder");
    }
}

/// Everything that an attacker on the way may have changed.
#[test]
fn changed_files_are_refused_before_anything_runs_as_root() {
    const BAD: &str = "the signature of SHA256SUMS is not valid";
    const WRONG: &str = "is not the released file";
    const NONE: &str = "no package for arm64";
    let (key, other) = (Key::new(), Key::new());
    let good = release(&key);
    let sums = String::from_utf8(good["SHA256SUMS"].clone()).unwrap();
    let evil = sums.replace("arm64", "armxx") + &format!("{}  {PACKAGE}\n", checksum(b"evil"));
    let with = |changes: &[(&str, Vec<u8>)]| {
        let mut files = good.clone();
        files.extend(
            changes
                .iter()
                .map(|(name, content)| ((*name).to_owned(), content.clone())),
        );
        files
    };
    let evil_with = |signature: Vec<u8>| {
        with(&[
            ("SHA256SUMS", evil.clone().into()),
            ("SHA256SUMS.asc", signature),
            (PACKAGE, b"evil".into()),
        ])
    };
    let mut torn = good["SHA256SUMS.asc"].clone();
    torn.truncate(torn.len() / 2);
    // A file that the same key signs for another purpose: apt's index of the same release.
    let index = format!(
        "Origin: backpropd\nSHA256:\n {} 4 {PACKAGE}\n",
        checksum(b"evil")
    );
    let renamed = |name: &str| {
        with_sums(
            good.clone(),
            &key,
            &format!("{}  {name}\n", checksum(b"evil")),
        )
    };

    let cases = [
        ("another package", with(&[(PACKAGE, b"evil".into())]), WRONG),
        (
            "a torn package",
            with(&[(PACKAGE, b"the pack".into())]),
            WRONG,
        ),
        ("an empty package", with(&[(PACKAGE, vec![])]), WRONG),
        (
            "the other architecture's package",
            with(&[(PACKAGE, good["backpropd_1.2.3_armhf.deb"].clone())]),
            WRONG,
        ),
        (
            "other checksums",
            evil_with(good["SHA256SUMS.asc"].clone()),
            BAD,
        ),
        (
            "one more line",
            with(&[("SHA256SUMS", (sums.clone() + "\n").into())]),
            BAD,
        ),
        (
            "another's key",
            evil_with(other.sign("--detach-sign", &evil)),
            BAD,
        ),
        ("no signature", evil_with(vec![]), BAD),
        ("not a signature", evil_with(b"<html>".into()), BAD),
        ("a torn signature", with(&[("SHA256SUMS.asc", torn)]), BAD),
        (
            "a message that carries its own text",
            evil_with(key.sign("--clearsign", &sums)),
            BAD,
        ),
        (
            "a message in one piece",
            evil_with(key.sign("--sign", &sums)),
            BAD,
        ),
        (
            "another's message",
            evil_with(other.sign("--clearsign", &evil)),
            BAD,
        ),
        (
            "a key instead of a signature",
            evil_with(other.gpg(&["--armor", "--export"])),
            BAD,
        ),
        (
            "apt's index instead of the checksums",
            with_sums(good.clone(), &key, &index),
            NONE,
        ),
        ("no checksums", with_sums(good.clone(), &key, ""), NONE),
        (
            "a package elsewhere",
            renamed(&format!("../{PACKAGE}")),
            NONE,
        ),
        (
            "a package in a folder",
            renamed(&format!("evil/{PACKAGE}")),
            NONE,
        ),
        (
            "a name that is a command",
            renamed("backpropd_$(apt)_arm64.deb"),
            NONE,
        ),
        ("another's name", renamed("sudo_1.2.3_arm64.deb"), NONE),
    ];
    let mut tried = 0;
    for verifier in verifiers() {
        for (what, files, why) in &cases {
            let folder = tempfile::tempdir().unwrap();
            write_to(folder.path(), files);
            let mut pi = Pi::with_key(&key.public());
            for other in verifiers().into_iter().filter(|other| *other != verifier) {
                pi = pi.without(other);
            }
            println!("{verifier}: {what}");
            pi.run(folder.path()).refused(why);
            pi.run(serve(files.clone(), |answer| answer)).refused(why);
            tried += 2;
        }
    }
    println!("refused: {tried}");
}

#[test]
fn a_damaged_key_verifies_nothing() {
    let key = Key::new();
    let folder = tempfile::tempdir().unwrap();
    write_to(folder.path(), &release(&key));
    let public = key.public();
    for damaged in ["", "!", "AAAA", &public[..public.len() / 2], &public[8..]] {
        let run = Pi::with_key(damaged).run(folder.path());
        assert_eq!(
            (run.code, run.notes.as_str()),
            (Some(1), ""),
            "{damaged}: {run:?}"
        );
    }
}

#[test]
fn a_missing_file_is_reported() {
    let key = Key::new();
    for name in ["SHA256SUMS", "SHA256SUMS.asc", PACKAGE] {
        let mut files = release(&key);
        files.remove(name);
        let folder = tempfile::tempdir().unwrap();
        write_to(folder.path(), &files);
        let pi = Pi::with_key(&key.public());
        pi.run(folder.path())
            .refused(&format!("there is no file {name} in the folder"));
        let address = serve(files, |answer| answer);
        pi.run(&address)
            .refused(&format!("cannot download {address}/{name}"));
    }
}

/// A folder may be a stranger's USB stick: nothing in it may block the script or fill the disk.
#[test]
fn what_cannot_be_a_file_of_a_release_is_not_read() {
    let key = Key::new();
    type Make = fn(&Path);
    let no_file: [(&str, Make); 4] = [
        ("a pipe", |path| {
            command_output(Command::new("mkfifo").arg(path));
        }),
        ("a folder", |path| fs::create_dir(path).unwrap()),
        ("a link to a device", |path| {
            symlink("/dev/zero", path).unwrap()
        }),
        ("a link to nothing", |path| {
            symlink("nothing", path).unwrap()
        }),
    ];
    for name in ["SHA256SUMS", "SHA256SUMS.asc", PACKAGE] {
        let in_a_folder = |make: &dyn Fn(&Path), why: &str| {
            let folder = tempfile::tempdir().unwrap();
            write_to(folder.path(), &release(&key));
            fs::remove_file(folder.path().join(name)).unwrap();
            make(&folder.path().join(name));
            Pi::with_key(&key.public()).run(folder.path()).refused(why);
        };
        for (what, make) in no_file {
            println!("{name} is {what}");
            in_a_folder(&make, &format!("there is no file {name} in the folder"));
        }
        let make_huge = |path: &Path| fs::File::create(path).unwrap().set_len(100 << 20).unwrap();
        in_a_folder(&make_huge, &format!("cannot copy {name} from the folder"));
    }
}

#[test]
fn unknown_systems_and_arguments_are_refused() {
    let key = Key::new();
    let folder = tempfile::tempdir().unwrap();
    write_to(folder.path(), &release(&key));
    let pi = || Pi::with_key(&key.public());
    let architectures = [
        "amd64",
        "armel",
        "riscv64",
        "i386",
        "darwin-arm64",
        "arm64 armhf",
        "*",
        "$(apt)",
        "",
    ];
    for architecture in architectures {
        let run = pi().with_architecture(architecture).run(folder.path());
        run.refused(&format!("no package for {architecture}"));
    }
    for (command, why) in [
        ("apt", "this system has no apt"),
        ("dpkg", "this system has no dpkg"),
    ] {
        pi().without(command).run(folder.path()).refused(why);
    }
    let without = verifiers().into_iter().fold(pi(), Pi::without);
    without.run(folder.path()).refused("neither sqv nor gpgv");
    let failing = pi();
    failing.stub("dpkg", "exit 2");
    let run = failing.run(folder.path());
    assert_eq!(
        (run.code, run.notes.as_str()),
        (Some(1), "dpkg --print-architecture\n")
    );

    for from in [
        "ftp://127.0.0.1/x",
        "file:///",
        "ssh://127.0.0.1",
        "HTTP://127.0.0.1/",
    ] {
        pi().run(from).refused("is neither a folder nor an address");
    }
    for from in [
        "",
        "nowhere",
        "install",
        "--help",
        "-h",
        "127.0.0.1",
        "/dev/null",
    ] {
        pi().run(from).refused("there is no folder");
    }
    let pi = pi();
    let output = pi
        .command(&pi.script)
        .args(["one", "two"])
        .output()
        .unwrap();
    pi.seen(&output).refused("usage: sh install [FROM]");
}

#[test]
fn a_failing_network_is_reported() {
    let key = Key::new();
    let pi = Pi::with_key(&key.public());
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    pi.run(format!("http://{free}/"))
        .refused("check the address and the network");
    pi.run("https://[")
        .refused("check the address and the network");
    // It announces more data than it sends.
    let torn = |mut answer: Vec<u8>| {
        answer.truncate(answer.len() - 3);
        answer
    };
    pi.run(serve(release(&key), torn))
        .refused("check the address and the network");
    // It never ends: it is longer than any file of a release may be.
    let endless = |_| [b"HTTP/1.0 200 OK\r\n\r\n".to_vec(), vec![b'x'; 64 << 20]].concat();
    pi.run(serve(release(&key), endless))
        .refused("check the address and the network");

    let without = Pi::with_key(&key.public()).without("wget");
    without.run("http://127.0.0.1/").refused("wget is missing");
}
