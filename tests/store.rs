//! What becomes of whatever may stand where the state is kept.

use backpropd::store::{Disk, Refusal, State, Store, seal};
use backpropd::trainer::{Sample, Settings, Trainer};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Different states, by seed.
fn state(seed: u64) -> State {
    let mut trainer = Trainer::new(Settings::default(), seed);
    trainer.teach(Sample {
        x: [true, false],
        t: [false, true],
    });
    State::of(&trainer)
}

fn text(seed: u64) -> String {
    state(seed).text()
}

/// The text of a state with this in place of that, and a checksum that is right.
fn resealed(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from} is not in {text}");
    let (sealed, _) = text.rsplit_once(",\n  \"checksum\"").unwrap();
    seal(&sealed.replace(from, to))
}

fn future(seed: u64) -> String {
    resealed(&text(seed), "\"version\": 1", "\"version\": 2")
}

/// A folder with these files in it.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for (name, contents) in files {
            fs::write(folder.path(name), contents).unwrap();
        }
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn store(&self) -> Store<Disk> {
        Store::new(Disk, self.path("state.json"))
    }

    fn read(&self, name: &str) -> Option<String> {
        fs::read_to_string(self.path(name)).ok()
    }

    /// The seed of the state that is loaded, and what is said, with the folder's path left out.
    fn load(&self) -> (Option<u64>, Vec<String>) {
        let loaded = self.store().load().unwrap();
        let folder = format!("{}{}", self.0.path().display(), std::path::MAIN_SEPARATOR);
        let remarks = loaded.remarks.iter();
        (
            loaded.state.map(|state| state.learned.seed),
            remarks.map(|line| line.replace(&folder, "")).collect(),
        )
    }
}

/// What is wrong with a state file, and what is said about it.
#[test]
fn each_kind_of_damage_is_named_and_kept_and_the_backup_is_used() {
    let good = text(1);
    let long = format!("{good}{}", " ".repeat(70_000));
    let ended = format!("{good}\n");
    let increment = state(1).learned.generator.increment;
    let [odd, even] = [increment, increment - 1].map(|number| format!("{number:032x}"));
    let twice = "{\"x\": [1, 0], \"target\": [1, 1]}, {";
    let lines = good.replace('\n', "\r\n");
    for (contents, expected) in [
        ("", "it does not end in a checksum, so it is not whole"),
        ("{}", "it does not end in a checksum, so it is not whole"),
        ("null", "it does not end in a checksum, so it is not whole"),
        (
            "learned",
            "it does not end in a checksum, so it is not whole",
        ),
        (
            &good[..good.len() / 2],
            "it does not end in a checksum, so it is not whole",
        ),
        (
            &good[1..],
            "its checksum is another than it says, so it was changed",
        ),
        (
            &good[..good.len() - 1],
            "its checksum is another than it says, so it was changed",
        ),
        (
            &good.replace("\"steps\": 0", "\"steps\": 9"),
            "its checksum is another than it says, so it was changed",
        ),
        (
            &good.replace("format", "Format"),
            "its checksum is another than it says, so it was changed",
        ),
        (
            &ended,
            "its checksum is another than it says, so it was changed",
        ),
        (&lines, "it does not end in a checksum, so it is not whole"),
        (&long, "longer than 64 KiB"),
        (
            &resealed(&good, "backpropd state", "lesson"),
            "it is no state of backpropd's, but \"lesson\"",
        ),
        (
            &resealed(&good, "\"version\": 1", "\"version\": 0"),
            "there is no version 0 of the format",
        ),
        (
            &resealed(&good, "\"version\": 1", "\"version\": 1.5"),
            "invalid type: floating point `1.5`, expected u64",
        ),
        (
            &resealed(&good, "{\n", "[\n"),
            "expected `,` or `]` at line 2",
        ),
        (
            &resealed(&good, "\"program\"", "\"programs\""),
            "missing field `program`",
        ),
        (
            &resealed(&good, "\"bias\"", "\"biased\""),
            "unknown field `biased`",
        ),
        (
            &resealed(&good, "\"learned\"", "\"learnt\""),
            "unknown field `learnt`",
        ),
        (
            &resealed(&good, "\"trained\"", "\"half\""),
            "unknown variant `half`",
        ),
        (&resealed(&good, "\"w3\"", "\"w2\""), "duplicate field `w2`"),
        (
            &resealed(&good, "\"w1\": ", "\"w1\": 1e999, \"x\": "),
            "number out of range",
        ),
        (
            &resealed(&good, "\"w1\": ", "\"w1\": -Infinity, \"x\": "),
            "invalid number",
        ),
        (
            &resealed(&good, "\"w1\": ", "\"w1\": \"1\", \"x\": "),
            "invalid type: string \"1\", expected f64",
        ),
        (
            &resealed(&good, "\"b_o2\"", "\"b_o3\""),
            "unknown field `b_o3`",
        ),
        (
            &resealed(&good, "\"x\": [\n          1", "\"x\": [\n          2"),
            "a switch is 0 or 1",
        ),
        (
            &resealed(&good, "\"target\": [", "\"target\": [1, "),
            "trailing characters at line 31",
        ),
        (
            &resealed(&good, "\"steps\": 0", "\"steps\": -1"),
            "invalid value: integer `-1`, expected u64",
        ),
        (
            &resealed(&good, "\"restarts\": 0", "\"restarts\": \"0\""),
            "invalid type: string \"0\", expected u64",
        ),
        (
            &resealed(&good, "\"increment\": \"", "\"increment\": \"-"),
            "invalid digit found in string",
        ),
        (
            &resealed(&good, "\"increment\": \"", "\"increment\": \"f"),
            "number too large to fit in target type",
        ),
        (
            &resealed(&good, &odd, &even),
            "no generator has an even increment",
        ),
        (
            &resealed(&good, "\"seed\": 1", "\"seed\": 18446744073709551616"),
            "floating point",
        ),
        (
            &resealed(&good, "\"seed\": 1", "\"seed\": null"),
            "invalid type: null, expected u64",
        ),
        (
            &resealed(&good, "\"seed\": 1", "\"seed\": 1, \"seeds\": 1"),
            "unknown field `seeds`",
        ),
        (
            &resealed(
                &good,
                "\"samples\": [\n      {",
                &format!("\"samples\": [{twice}"),
            ),
            "10 → 01: a sample for this input pattern came before",
        ),
    ] {
        let folder = Folder::new(&[
            ("state.json", contents),
            ("state.json.bak", &text(2)),
            ("state.json.bad", "an older one"),
        ]);
        let (seed, remarks) = folder.load();
        assert_eq!(seed, Some(2), "{contents}");
        let [first, second] = &remarks[..] else {
            panic!("{remarks:?}");
        };
        assert!(first.starts_with("state.json: damaged: "), "{first}");
        assert!(first.contains(expected), "{expected} is missing: {first}");
        assert!(first.ends_with("; kept as state.json.bad"), "{first}");
        assert!(!first.contains('\n'), "{first}");
        assert_eq!(second, "state.json.bak: used instead");
        assert_eq!(folder.read("state.json.bad").as_deref(), Some(contents));
        // The next one finds the backup alone, and the first save puts all in order.
        assert_eq!(folder.load().0, Some(2));
        folder.store().save(&state(3)).unwrap();
        assert_eq!(folder.load(), (Some(3), vec![]));
        assert_eq!(folder.read("state.json.bak"), Some(text(2)));
    }
}

#[test]
fn whichever_of_the_two_is_there_is_used() {
    let (one, two) = (text(1), text(2));
    let (state, backup) = ("state.json", "state.json.bak");
    let not_whole = "damaged: it does not end in a checksum, so it is not whole; kept as";
    for (files, seed, remarks) in [
        (&[][..], None, vec![]),
        (&[(state, one.as_str())], Some(1), vec![]),
        (&[(state, &one), (backup, &two)], Some(1), vec![]),
        // A backup that is not needed is not looked at.
        (&[(state, &one), (backup, "torn")], Some(1), vec![]),
        (
            &[(backup, &two)],
            Some(2),
            vec![
                "state.json: is missing".into(),
                "state.json.bak: used instead".into(),
            ],
        ),
        (
            &[(state, "torn")],
            None,
            vec![
                format!("state.json: {not_whole} state.json.bad"),
                "state.json: no state is left; a fresh start".into(),
            ],
        ),
        (
            &[(backup, "torn")],
            None,
            vec![
                "state.json: is missing".into(),
                format!("state.json.bak: {not_whole} state.json.bak.bad"),
                "state.json: no state is left; a fresh start".into(),
            ],
        ),
        (
            &[(state, "torn"), (backup, "torn too")],
            None,
            vec![
                format!("state.json: {not_whole} state.json.bad"),
                format!("state.json.bak: {not_whole} state.json.bak.bad"),
                "state.json: no state is left; a fresh start".into(),
            ],
        ),
        // What a power cut leaves half written is never looked at.
        (&[("state.json.tmp", &two)], None, vec![]),
    ] {
        assert_eq!(Folder::new(files).load(), (seed, remarks), "{files:?}");
    }
}

#[test]
fn what_is_not_this_programs_to_change_is_left_alone() {
    let (future, torn) = (future(1), "torn".to_owned());
    for files in [
        &[("state.json", future.as_str())][..],
        &[("state.json", &future), ("state.json.bak", "torn")],
        &[("state.json.bak", &future)],
        &[("state.json", &torn), ("state.json.bak", &future)],
    ] {
        let folder = Folder::new(files);
        let refusal = folder.store().load().unwrap_err();
        let said = refusal.to_string();
        assert!(
            matches!(refusal, Refusal::Future { version: 2, .. }),
            "{said}"
        );
        assert!(
            said.contains("move the file away for a fresh start"),
            "{said}"
        );
        for (name, contents) in files {
            assert_eq!(folder.read(name).as_deref(), Some(*contents));
        }
        assert_eq!(fs::read_dir(folder.path("")).unwrap().count(), files.len());
    }
    let folder = Folder::new(&[]);
    // A named pipe stands for a device: it is there for anyone to make.
    let mut others = vec![folder.path("")];
    if cfg!(unix) {
        let pipe = folder.path("pipe");
        let made = Command::new("mkfifo").arg(&pipe).status().unwrap();
        assert!(made.success());
        others.push(pipe);
    }
    for path in others {
        let refusal = Store::new(Disk, path.clone()).load().unwrap_err();
        let said = refusal.to_string();
        assert!(matches!(refusal, Refusal::NoFile { .. }), "{said}");
        assert!(said.contains("[state] path is to name a file"), "{said}");
        assert!(path.exists());
    }
}

#[test]
fn a_save_leaves_the_state_and_its_backup_and_nothing_else() {
    let folder = Folder::new(&[("state.json.tmp", "half a st")]);
    for seed in 1..4 {
        folder.store().save(&state(seed)).unwrap();
    }
    assert_eq!(folder.read("state.json"), Some(text(3)));
    assert_eq!(folder.read("state.json.bak"), Some(text(2)));
    assert_eq!(fs::read_dir(folder.path("")).unwrap().count(), 2);
}

#[test]
fn without_a_folder_nothing_is_saved_and_it_is_an_error() {
    let folder = Folder::new(&[]);
    let mut store = Store::new(Disk, folder.path("no/state.json"));
    assert!(store.load().unwrap().state.is_none());
    assert!(store.save(&state(1)).is_err());
    assert!(!Path::new(&folder.path("no")).exists());
}

/// The file as it is shown to a reader: a change of it is a change of the format.
#[test]
fn the_file_is_one_that_a_person_can_read() {
    let text = text(42);
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines[..2], ["{", "  \"format\": \"backpropd state\","]);
    for line in [
        "  \"version\": 1,",
        "  \"bias\": \"trained\",",
        "    \"steps\": 0,",
        "    \"seed\": 42,",
    ] {
        assert!(lines.contains(&line), "{line} is missing:\n{text}");
    }
    for name in ["w1", "w8", "b_h1", "b_o2"] {
        let key = format!("      \"{name}\": ");
        assert!(lines.iter().any(|line| line.starts_with(&key)), "{text}");
    }
    // The checksum can be worked out with any tool that knows CRC-32.
    let sealed = text.rsplit_once(",\n").unwrap().0;
    let checksum = format!(
        "  \"checksum\": \"{:08x}\"",
        crc32fast::hash(sealed.as_bytes())
    );
    assert_eq!(lines[lines.len() - 2..], [checksum.as_str(), "}"]);
}
