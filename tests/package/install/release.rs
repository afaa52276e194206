//! A release as its owner signs it, with a temporary key, and a server for it on loopback.

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use tempfile::TempDir;

pub(super) const PACKAGE: &str = "backpropd_1.2.3_arm64.deb";

pub(super) fn command_output(command: &mut Command) -> Vec<u8> {
    let output = command.stdin(Stdio::null()).output();
    let output = output.unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{command:?}: {said}");
    output.stdout
}

/// A temporary key.
pub(super) struct Key(TempDir);

impl Key {
    pub(super) fn new() -> Self {
        let key = Self(tempfile::tempdir().unwrap());
        fs::set_permissions(&key.0, fs::Permissions::from_mode(0o700)).unwrap();
        key.gpg(&[
            "--passphrase",
            "",
            "--quick-generate-key",
            "thrown away",
            "ed25519",
            "sign",
            "never",
        ]);
        key
    }

    pub(super) fn gpg(&self, arguments: &[&str]) -> Vec<u8> {
        let mut gpg = Command::new("gpg");
        gpg.env("GNUPGHOME", self.0.path())
            .args(["--batch", "--quiet", "--yes"]);
        command_output(gpg.args(arguments))
    }

    /// Its public half, in the form used in the script.
    pub(super) fn public(&self) -> String {
        let file = self.0.path().join("public");
        fs::write(&file, self.gpg(&["--export"])).unwrap();
        String::from_utf8(command_output(Command::new("base64").arg(file))).unwrap()
    }

    /// The output of gpg for this text, with `--detach-sign`, `--clearsign` or `--sign`.
    pub(super) fn sign(&self, how: &str, text: &str) -> Vec<u8> {
        let file = self.0.path().join("text");
        fs::write(&file, text).unwrap();
        self.gpg(&["--armor", "--output", "-", how, file.to_str().unwrap()])
    }
}

impl Drop for Key {
    fn drop(&mut self) {
        let mut gpgconf = Command::new("gpgconf");
        let _ = gpgconf
            .arg("--homedir")
            .arg(self.0.path())
            .args(["--kill", "all"])
            .status();
    }
}

/// The files of a release, by name.
pub(super) type Files = HashMap<String, Vec<u8>>;

pub(super) fn checksum(content: &[u8]) -> String {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(content).unwrap();
    let line = command_output(Command::new("sha256sum").arg(file.path()));
    String::from_utf8(line).unwrap()[..64].to_owned()
}

/// A release with a package for each architecture, signed by this key.
pub(super) fn release(key: &Key) -> Files {
    let mut files = Files::new();
    for architecture in ["arm64", "armhf"] {
        let content = format!("the package for {architecture}").into_bytes();
        files.insert(format!("backpropd_1.2.3_{architecture}.deb"), content);
    }
    let line = |(name, content): (&String, &Vec<u8>)| format!("{}  {name}\n", checksum(content));
    let sums: String = files.iter().map(line).collect();
    with_sums(files, key, &sums)
}

/// The files with these checksums, signed by this key.
pub(super) fn with_sums(mut files: Files, key: &Key, sums: &str) -> Files {
    files.insert("SHA256SUMS.asc".into(), key.sign("--detach-sign", sums));
    files.insert("SHA256SUMS".into(), sums.into());
    files
}

pub(super) fn write_to(folder: &Path, files: &Files) {
    fs::create_dir_all(folder).unwrap();
    for (name, content) in files {
        fs::write(folder.join(name), content).unwrap();
    }
}

/// Serves these files on loopback, each answer after `change`, until the test ends.
pub(super) fn serve(files: Files, change: fn(Vec<u8>) -> Vec<u8>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/release", listener.local_addr().unwrap());
    let files = Arc::new(files);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let files = Arc::clone(&files);
            let mut stream = stream.unwrap();
            std::thread::spawn(move || {
                let mut line = String::new();
                let mut reader = BufReader::new(stream.try_clone().unwrap());
                reader.read_line(&mut line).unwrap();
                let mut header = String::from("-");
                while !header.trim_end().is_empty() {
                    header.clear();
                    reader.read_line(&mut header).unwrap();
                }
                let name = line
                    .split(' ')
                    .nth(1)
                    .and_then(|path| path.strip_prefix("/release/"));
                let answer = match name.and_then(|name| files.get(name)) {
                    Some(content) => {
                        let head = format!(
                            "HTTP/1.0 200 OK\r\nContent-Length: {}\r\n\r\n",
                            content.len()
                        );
                        [head.as_bytes(), content].concat()
                    }
                    None => b"HTTP/1.0 404 Not Found\r\nContent-Length: 5\r\n\r\nnone\n".to_vec(),
                };
                let _ = stream.write_all(&change(answer));
            });
        }
    });
    address
}
