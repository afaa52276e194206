//! What the script installs.

use super::pi::{Pi, verifiers};
use super::release::{Key, PACKAGE, checksum, release, serve, with_sums, write_to};
use super::{address, key};
use std::fs;

/// The owner names both at once; see RELEASING.md.
#[test]
fn the_address_and_the_key_are_the_same_everywhere() {
    let repository = env!("CARGO_PKG_REPOSITORY");
    assert_eq!(address(), format!("{repository}/releases/latest/download"));
    let none = ["There is no release yet", "아직 릴리스가 없습니다"];
    for (page, none) in ["README.md", "README.ko.md"].into_iter().zip(none) {
        let text = fs::read_to_string(page).unwrap();
        let command = format!("\nwget -O install {}/install\n", address());
        assert!(text.contains(&command), "{page} lacks {command}");
        let block = format!("\n```text\n{}\n```\n", key());
        assert!(text.contains(&block), "{page} lacks {block}");
        let is_marked = text.contains(none);
        assert_eq!(
            is_marked,
            key() == "PLACEHOLDER",
            "{page} says that there is no release"
        );
    }
    let named = !repository.contains("//example.org/");
    assert!(
        named || key() == "PLACEHOLDER",
        "the key is there, the address is not"
    );
}

#[test]
fn a_release_is_installed_from_a_folder_and_from_an_address() {
    let key = Key::new();
    let files = release(&key);
    let folder = tempfile::tempdir().unwrap();
    write_to(folder.path(), &files);
    let address = serve(files, |answer| answer);
    let mut cases = 0;
    for verifier in verifiers() {
        for architecture in ["arm64", "armhf"] {
            for from in [
                folder.path().to_str().unwrap(),
                &address,
                &format!("{address}/"),
            ] {
                let mut pi = Pi::with_key(&key.public()).with_architecture(architecture);
                for other in verifiers().into_iter().filter(|other| *other != verifier) {
                    pi = pi.without(other);
                }
                pi.run(from).installed(architecture);
                cases += 1;
            }
        }
    }
    println!(
        "installed: {cases}, verified by {}",
        verifiers().join(" and ")
    );
}

/// First starts run as root, where there need not be a sudo.
#[test]
fn without_sudo_apt_is_called_itself() {
    let key = Key::new();
    let folder = tempfile::tempdir().unwrap();
    write_to(folder.path(), &release(&key));
    let run = Pi::with_key(&key.public())
        .without("sudo")
        .run(folder.path());
    assert_eq!(
        run.notes,
        format!("apt install ./{PACKAGE}\nthe package for arm64\n"),
        "{run:?}"
    );
    assert_eq!(run.code, Some(0));

    let pi = Pi::with_key(&key.public());
    pi.stub("apt", "exit 100");
    let run = pi.run(folder.path());
    assert_eq!(run.code, Some(1));
    assert!(run.said.contains("apt could not install"), "{run:?}");
}

#[test]
fn the_newest_of_several_packages_is_installed() {
    let key = Key::new();
    let mut files = release(&key);
    let mut sums = String::from_utf8(files["SHA256SUMS"].clone()).unwrap();
    for version in ["1.2.1", "0.9.9"] {
        sums += &format!("{}  backpropd_{version}_arm64.deb\n", checksum(b"old"));
    }
    sums += &format!("{}  backpropd_1.2.3_arm64.cdx.json\n", checksum(b"{}"));
    files = with_sums(files, &key, &sums);
    let folder = tempfile::tempdir().unwrap();
    write_to(folder.path(), &files);
    Pi::with_key(&key.public())
        .run(folder.path())
        .installed("arm64");
}

#[test]
fn a_folder_may_have_any_name() {
    let key = Key::new();
    let files = release(&key);
    let names = [
        "two words",
        " ",
        "-rf",
        "--help",
        "--",
        "$(apt install evil)",
        "`apt`",
        "a;apt",
        "a&apt&",
        "a|apt",
        "*",
        "?",
        "[a]",
        "it's",
        "\"",
        "\\",
        "a\nb",
        "\n",
        "~",
        "$HOME",
        "http:",
        "%s%n",
        "#",
        "{a,b}",
        "한글",
        "=",
        "!",
        "(",
    ];
    for name in names {
        let pi = Pi::with_key(&key.public());
        let folder = pi.path("here").join(name);
        write_to(&folder, &files);
        pi.run(name).installed("arm64");
        pi.run(format!("{name}/")).installed("arm64");
        pi.run(&folder).installed("arm64");
        let beside = fs::read_dir(pi.path("here")).unwrap().count();
        assert_eq!(beside, 2, "{name}: it made something");
    }
    // The path of temporary files, too.
    let folder = tempfile::tempdir().unwrap();
    write_to(folder.path(), &files);
    for name in ["two words", "-rf", "$(apt)", "a\nb"] {
        let pi = Pi::with_key(&key.public());
        let temporary = pi.path("tmp").join(name);
        fs::create_dir(&temporary).unwrap();
        let mut command = pi.command(&pi.script);
        let output = command
            .env("TMPDIR", &temporary)
            .arg(folder.path())
            .output()
            .unwrap();
        fs::remove_dir(temporary).expect("nothing is left in it");
        pi.seen(&output).installed("arm64");
    }
    println!("names: {}", names.len());
}
