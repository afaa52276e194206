//! A Raspberry Pi as the script sees it: what it may call, and what it has called.

use super::{SCRIPT, key};
use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// What the script may call. Nothing else is on its PATH.
pub(super) const TOOLS: [&str; 13] = [
    "base64",
    "chmod",
    "cp",
    "date",
    "id",
    "mktemp",
    "rm",
    "sed",
    "sha256sum",
    "sleep",
    "sort",
    "tail",
    "wget",
];

/// A Raspberry Pi, as the script sees it.
pub(super) struct Pi {
    folder: TempDir,
    pub(super) script: String,
}

impl Pi {
    /// A 64-bit one with every verifier that this computer has; the script has this key.
    pub(super) fn with_key(public: &str) -> Self {
        let pi = Self {
            folder: tempfile::tempdir().unwrap(),
            script: SCRIPT.replace(
                &format!("\nKEY='\n{}\n'\n", key()),
                &format!("\nKEY='\n{}\n'\n", public.trim()),
            ),
        };
        for folder in ["bin", "here", "tmp"] {
            fs::create_dir(pi.path(folder)).unwrap();
        }
        for tool in TOOLS.iter().chain(&verifiers()) {
            let path = which(tool).unwrap_or_else(|| panic!("these tests need {tool}"));
            symlink(path, pi.path("bin").join(tool)).unwrap();
        }
        pi.stub("sudo", "\"$@\"");
        // apt is called in the folder of the package, and can read it.
        pi.stub("apt", "while read -r line; do echo \"$line\" >>$NOTES; done <\"$2\"; [ -z \"$line\" ] || echo \"$line\" >>$NOTES");
        pi.with_architecture("arm64")
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A command that records its call and then does `more`.
    pub(super) fn stub(&self, name: &str, more: &str) {
        let notes = self.path("notes").display().to_string();
        let text = format!("#!/bin/sh\nNOTES='{notes}'\necho {name} \"$@\" >>\"$NOTES\"\n{more}\n");
        let path = self.path("bin").join(name);
        fs::write(&path, text).unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// The same with this architecture as reported by dpkg.
    pub(super) fn with_architecture(self, architecture: &str) -> Self {
        let file = self.path("architecture");
        fs::write(&file, architecture).unwrap();
        let path = self.path("bin/dpkg");
        let text = format!(
            "#!/bin/sh\nread -r line <'{}'; echo \"$line\"\n",
            file.display()
        );
        fs::write(&path, text).unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
        self
    }

    /// The same without this command.
    pub(super) fn without(self, command: &str) -> Self {
        fs::remove_file(self.path("bin").join(command)).unwrap();
        self
    }

    pub(super) fn command(&self, script: &str) -> Command {
        fs::write(self.path("here/install"), script).unwrap();
        // The caller may have signals ignored.
        let mut command = Command::new("/usr/bin/env");
        command
            .args(["--default-signal", "/bin/sh", "install"])
            .current_dir(self.path("here"))
            .env_clear();
        command
            .env("PATH", self.path("bin"))
            .env("TMPDIR", self.path("tmp"));
        command.stdin(Stdio::null());
        command
    }

    pub(super) fn run(&self, from: impl AsRef<OsStr>) -> Run {
        let output = self.command(&self.script).arg(from).output().unwrap();
        self.seen(&output)
    }

    /// The result of a run. Whatever it was, no temporary file is left.
    pub(super) fn seen(&self, output: &Output) -> Run {
        let left: Vec<_> = fs::read_dir(self.path("tmp")).unwrap().collect();
        let said =
            String::from_utf8_lossy(&[&output.stdout[..], &output.stderr].concat()).into_owned();
        assert!(left.is_empty(), "{left:?}: {said}");
        let notes = fs::read_to_string(self.path("notes")).unwrap_or_default();
        let _ = fs::remove_file(self.path("notes"));
        Run {
            code: output.status.code(),
            notes,
            said,
        }
    }
}

/// The result of running the script.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) code: Option<i32>,
    pub(super) notes: String,
    pub(super) said: String,
}

impl Run {
    /// Checks that apt installed the package for this architecture, as root, and that nothing else happened.
    #[track_caller]
    pub(super) fn installed(&self, architecture: &str) {
        let package = format!("./backpropd_1.2.3_{architecture}.deb");
        let notes = format!(
            "sudo apt install {package}\napt install {package}\nthe package for {architecture}\n"
        );
        assert_eq!(self.notes, notes, "{self:?}");
        assert_eq!(self.code, Some(0), "{self:?}");
        assert!(self.said.contains("backpropd is installed"), "{self:?}");
    }

    /// Checks that it printed this, and that nothing ran as root.
    #[track_caller]
    pub(super) fn refused(&self, why: &str) {
        assert_eq!(self.notes, "", "{self:?}");
        assert_eq!(self.code, Some(1), "{self:?}");
        assert!(self.said.contains(why), "{why}: {self:?}");
    }
}

pub(super) fn which(command: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(command))
        .find(|path| path.exists())
}

/// Debian 12 has one of them, Debian 13 the other. A computer may have both.
pub(super) fn verifiers() -> Vec<&'static str> {
    let mut verifiers = vec!["gpgv"];
    verifiers.extend(which("sqv").map(|_| "sqv"));
    verifiers
}
