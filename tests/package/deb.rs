//! The Debian package, as far as it can be checked without building it: its man pages and completions, and what its
//! maintainer scripts do. `tests/package/run` checks the packages themselves.
#![cfg(target_os = "linux")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// A man page or completion of the package. A test in `src/cli/manual.rs` checks that they are up to date.
fn manual(path: &str) -> String {
    let path = Path::new("debian").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The subcommands of `above`, and theirs, as `--help` lists them: `class`, `class goal`.
#[cfg(feature = "class")]
fn subcommands(above: &str) -> Vec<String> {
    let help = Command::new(env!("CARGO_BIN_EXE_backpropd"))
        .args(above.split_whitespace())
        .arg("--help")
        .output()
        .unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let list = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names = list
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(|name| format!("{above} {name}").trim().to_owned());
    let names: Vec<_> = names
        .flat_map(|name| [vec![name.clone()], subcommands(&name)].concat())
        .collect();
    names
}

#[cfg(feature = "class")] // without it, its own subcommands are not in its help
#[test]
fn every_subcommand_has_its_man_page_and_completions() {
    let program = manual("man/man1/backpropd.1");
    let bash = manual("completions/backpropd.bash");
    let zsh = manual("completions/_backpropd");
    let fish = manual("completions/backpropd.fish");
    let mut pages = 1;
    let names = subcommands("");
    assert!(
        ["run", "class goal"]
            .iter()
            .all(|name| names.iter().any(|it| it == name))
    );
    for name in names {
        let page = manual(&format!("man/man1/backpropd-{}.1", name.replace(' ', "-")));
        assert!(
            page.contains(&format!("\\fBbackpropd {name}\\fR")),
            "{page}"
        );
        let (above, last) = name.rsplit_once(' ').unwrap_or(("", &name));
        let above = match above {
            "" => program.clone(),
            _ => manual(&format!("man/man1/backpropd-{above}.1")),
        };
        let reference = name.replace(' ', "\\-");
        assert!(above.contains(&format!("{reference}(1)")), "{name}");
        assert!(bash.contains(&format!(",{last})")));
        assert!(zsh.contains(&format!("'{last}:")));
        assert!(fish.contains(&format!("-a \"{last}\"")));
        pages += 1;
    }
    let kept = |folder| fs::read_dir(folder).unwrap().count();
    assert_eq!(kept("debian/man/man1"), pages, "a page for each, no other");
    assert_eq!(kept("debian/completions"), 3, "three shells");
}

#[test]
fn a_page_shows_the_examples_as_help_does() {
    let page = manual("man/man1/backpropd-check.1");
    assert!(
        page.contains(".SH NOTES\n.nf\nExit code: 0 the config is valid, 78 it is not."),
        "{page}"
    );
    assert!(
        page.contains(".SH EXAMPLES\n.nf\n  backpropd check\n"),
        "{page}"
    );
}

#[test]
fn the_changelog_lists_this_version() {
    let changelog = fs::read_to_string("debian/changelog").unwrap();
    let first = concat!("backpropd (", env!("CARGO_PKG_VERSION"), ") ");
    assert!(changelog.starts_with(first), "{changelog}");
}

/// A root folder for the maintainer scripts, and stubs that record how systemd and its helpers are called.
struct System(TempDir);

impl System {
    /// With this as the kernel's list of names of the board, if any; systemd runs.
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

    /// A command that records its call and then does `more`.
    fn stub(&self, name: &str, more: &str) {
        let path = self.0.path().join("bin").join(name);
        let text = format!("#!/bin/sh\necho {name} \"$*\" >>\"$DPKG_ROOT/calls\"\n{more}\n");
        fs::write(&path, text).unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// Runs one of the maintainer scripts, as dpkg would. Returns the recorded calls and the output.
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
fn the_group_exists_before_the_rule_that_names_it_is_unpacked() {
    let system = System::raspberry_pi();
    for arguments in [
        &["install"][..],
        &["install", "0.0.9", "0.1.0"],
        &["upgrade", "0.0.9", "0.1.0"],
    ] {
        let (calls, said) = system.run("preinst", arguments);
        let root = system.0.path().display();
        let expected = format!("systemd-sysusers --root={root} --inline g gpio -\n");
        assert_eq!((calls, said), (expected, String::new()), "{arguments:?}");
    }
    let (calls, _) = system.run("preinst", &["abort-upgrade", "0.1.0"]);
    assert_eq!(calls, "");
    let shipped = fs::read_to_string("debian/backpropd.sysusers").unwrap();
    assert!(shipped.lines().any(|line| line == "g gpio -"), "{shipped}");
    let (calls, _) = system.run("postinst", &["configure", ""]);
    assert!(!calls.contains("sysusers"), "too late there: {calls}");
}

#[test]
fn on_a_raspberry_pi_the_daemon_is_enabled_and_started_after_the_rule_applies() {
    let (calls, said) = System::raspberry_pi().run("postinst", &["configure", ""]);
    let order = [
        "udevadm control --reload",
        "udevadm trigger --settle",
        "systemctl --system daemon-reload",
        "deb-systemd-helper enable backpropd.service",
        "deb-systemd-invoke restart backpropd.service",
    ];
    let places = order.map(|call| calls.find(call).expect(&calls));
    assert!(places.is_sorted(), "{calls}");
    assert!(!calls.contains("enable backpropd-"), "{calls}");
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
fn a_disabled_daemon_stays_disabled() {
    let system = System::raspberry_pi();
    system.stub("deb-systemd-helper", "[ \"$2\" != was-enabled ]");
    let (calls, _) = system.run("postinst", &["configure", "0.0.9"]);
    assert!(!calls.contains("helper enable"), "{calls}");
}

#[test]
fn a_daemon_that_does_not_start_does_not_fail_the_installation() {
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
fn a_removal_stops_every_service_and_an_upgrade_none() {
    let system = System::raspberry_pi();
    let (calls, _) = system.run("prerm", &["remove"]);
    assert_eq!(
        calls,
        "deb-systemd-invoke stop backpropd-web.service backpropd-mqtt.service backpropd-metrics.service\n\
         deb-systemd-invoke stop backpropd.service\n"
    );
    let (calls, _) = system.run("prerm", &["upgrade", "0.2.0"]);
    assert_eq!(calls, "");
}

#[test]
fn only_a_purge_deletes_the_state() {
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

#[test]
fn dist_refuses_words_that_it_would_not_use() {
    for words in ["page arm64", "site page", "arm64 page", "amd64", "--help"] {
        let mut dist = Command::new("bash");
        let output = dist.arg("dist").args(words.split(' ')).output().unwrap();
        let text = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{words}: {text}");
        assert!(
            text.starts_with("usage: ./dist [arm64] [armhf]; "),
            "{text}"
        );
    }
}
