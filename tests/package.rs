//! The Debian package, as far as it can be looked at without building it: what is generated from the command line, and
//! what its maintainer scripts do. `tests/package/run` looks at the packages themselves.
#![cfg(target_os = "linux")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// The folder into which the example `manual` has written. A whole `cargo test` builds the example; for this file alone,
/// `cargo build --example manual` does. (To compile the command line into this test would run its own tests once more.)
fn manual() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let examples = Path::new(env!("CARGO_BIN_EXE_backpropd")).with_file_name("examples");
    let status = Command::new(examples.join("manual"))
        .arg(folder.path())
        .status()
        .expect("first: cargo build --example manual");
    assert!(status.success());
    folder
}

/// The subcommands, as `--help` lists them.
fn subcommands() -> Vec<String> {
    let help = Command::new(env!("CARGO_BIN_EXE_backpropd"))
        .arg("--help")
        .output()
        .unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let list = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names = list
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next());
    let names: Vec<_> = names
        .filter(|name| *name != "help")
        .map(String::from)
        .collect();
    assert!(names.iter().any(|name| name == "run"), "{help}");
    names
}

#[test]
fn every_subcommand_has_its_man_page_and_completions() {
    let folder = manual();
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let mut pages = 1;
    for name in subcommands() {
        assert!(
            read("backpropd.1").contains(&format!("backpropd\\-{name}(1)")),
            "{name}"
        );
        let page = read(&format!("backpropd-{name}.1"));
        assert!(
            page.contains(&format!("\\fBbackpropd {name}\\fR")),
            "{page}"
        );
        assert!(read("backpropd.bash").contains(&format!("backpropd,{name})")));
        assert!(read("_backpropd").contains(&format!("'{name}:")));
        assert!(read("backpropd.fish").contains(&format!("-a \"{name}\"")));
        pages += 1;
    }
    let written = fs::read_dir(&folder).unwrap().count();
    assert_eq!(written, pages + 3, "a page for each, and three shells");
}

#[test]
fn a_page_shows_the_examples_as_help_does() {
    let folder = manual();
    let page = fs::read_to_string(folder.path().join("backpropd-check.1")).unwrap();
    assert!(
        page.contains(".SH NOTES\n.nf\nExit code: 0 good, 78 wrong."),
        "{page}"
    );
    assert!(
        page.contains(".SH EXAMPLES\n.nf\n  backpropd check\n"),
        "{page}"
    );
}

#[test]
fn the_changelog_tells_of_this_version() {
    let changelog = fs::read_to_string("debian/changelog").unwrap();
    let first = concat!("backpropd (", env!("CARGO_PKG_VERSION"), ") ");
    assert!(changelog.starts_with(first), "{changelog}");
}

/// A root folder for the maintainer scripts, and stubs that note how systemd and its helpers are called.
struct System(TempDir);

impl System {
    /// With this as the kernel's list of names of the board, or none; systemd runs.
    fn with_board(compatible: Option<&str>) -> Self {
        let system = Self(tempfile::tempdir().unwrap());
        system.make("run/systemd/system");
        system.make("bin");
        if let Some(compatible) = compatible {
            let folder = system.make("sys/firmware/devicetree/base");
            fs::write(folder.join("compatible"), compatible).unwrap();
        }
        for name in [
            "deb-systemd-helper",
            "deb-systemd-invoke",
            "systemctl",
            "systemd-sysusers",
            "udevadm",
        ] {
            system.stub(name, "");
        }
        system
    }

    /// A Raspberry Pi.
    fn raspberry_pi() -> Self {
        Self::with_board(Some("raspberrypi,3-model-b\0brcm,bcm2837\0"))
    }

    fn make(&self, folder: &str) -> std::path::PathBuf {
        let folder = self.0.path().join(folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    /// A command that notes its call and then does `more`.
    fn stub(&self, name: &str, more: &str) {
        let path = self.0.path().join("bin").join(name);
        let text = format!("#!/bin/sh\necho {name} \"$*\" >>\"$DPKG_ROOT/calls\"\n{more}\n");
        fs::write(&path, text).unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// Runs one of the maintainer scripts, as dpkg would. Returns what it called and what it said.
    fn run(&self, script: &str, arguments: &[&str]) -> (String, String) {
        let root = self.0.path();
        let calls = root.join("calls");
        fs::write(&calls, "").unwrap();
        let path = format!("{}:/usr/bin:/bin", root.join("bin").display());
        let output = Command::new("sh")
            .arg(Path::new("debian").join(script))
            .args(arguments)
            .env("PATH", path)
            .env("DPKG_ROOT", root)
            .output()
            .unwrap();
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert!(output.status.success(), "{script} {arguments:?}: {said}");
        (fs::read_to_string(calls).unwrap(), said)
    }
}

#[test]
fn on_a_raspberry_pi_the_daemon_is_enabled_and_started_after_its_group_and_rule() {
    let (calls, said) = System::raspberry_pi().run("postinst", &["configure", ""]);
    let order = [
        "systemd-sysusers",
        "udevadm trigger",
        "systemctl --system daemon-reload",
        "deb-systemd-helper enable backpropd.service",
        "deb-systemd-invoke restart backpropd.service",
    ];
    let places = order.map(|call| calls.find(call).expect(&calls));
    assert!(places.is_sorted(), "{calls}");
    assert!(!calls.contains("enable backpropd-web"), "{calls}");
    assert_eq!(said, "");
}

#[test]
fn elsewhere_it_is_not_enabled_and_says_what_to_do() {
    for board in [
        None,
        Some("radxa,rock-5b\0"),
        Some("acme,not-a-raspberrypi,3\0"),
    ] {
        let system = System::with_board(board);
        system.stub("deb-systemd-helper", "[ $1 != debian-installed ]");
        let (calls, said) = system.run("postinst", &["configure", ""]);
        assert!(!calls.contains("enable"), "{calls}");
        for hint in [
            "not a Raspberry Pi",
            "backpropd demo",
            "systemctl enable --now backpropd",
        ] {
            assert!(said.contains(hint), "{said}");
        }
        let (_, said) = system.run("postinst", &["configure", "0.0.9"]);
        assert_eq!(said, "", "once is enough");
    }
}

#[test]
fn what_was_disabled_stays_so() {
    let system = System::raspberry_pi();
    system.stub("deb-systemd-helper", "[ \"$2\" != was-enabled ]");
    let (calls, _) = system.run("postinst", &["configure", "0.0.9"]);
    assert!(!calls.contains("helper enable"), "{calls}");
}

#[test]
fn a_daemon_that_does_not_start_fails_no_installation() {
    let system = System::raspberry_pi();
    system.stub("deb-systemd-invoke", "exit 1");
    let (_, said) = system.run("postinst", &["configure", ""]);
    assert!(said.contains("journalctl -u backpropd"), "{said}");
}

#[test]
fn without_systemd_nothing_is_started() {
    let system = System::raspberry_pi();
    fs::remove_dir_all(system.0.path().join("run")).unwrap();
    for (script, action) in [
        ("postinst", "configure"),
        ("prerm", "remove"),
        ("postrm", "remove"),
    ] {
        let (calls, _) = system.run(script, &[action, ""]);
        assert!(
            !calls.contains("invoke") && !calls.contains("systemctl"),
            "{calls}"
        );
    }
}

#[test]
fn a_removal_stops_both_services_and_an_upgrade_none() {
    let system = System::raspberry_pi();
    let (calls, _) = system.run("prerm", &["remove"]);
    assert_eq!(
        calls,
        "deb-systemd-invoke stop backpropd-web.service\n\
         deb-systemd-invoke stop backpropd.service\n"
    );
    let (calls, _) = system.run("prerm", &["upgrade", "0.2.0"]);
    assert_eq!(calls, "");
}

#[test]
fn only_a_purge_forgets_what_was_learned() {
    let system = System::raspberry_pi();
    let state = system.make("var/lib/private/backpropd");
    fs::write(state.join("state.json"), "{}").unwrap();
    let link = system.0.path().join("var/lib/backpropd");
    std::os::unix::fs::symlink("private/backpropd", &link).unwrap();
    let other = system.make("var/lib/private/other");

    for action in ["remove", "upgrade"] {
        system.run("postrm", &[action]);
        assert!(link.join("state.json").exists(), "{action}");
    }
    system.run("postrm", &["purge"]);
    assert!(!state.exists() && !link.is_symlink());
    assert!(other.exists());
}
