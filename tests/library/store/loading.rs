//! Which of the files is used at the start, and where the others go.

use super::{Folder, future, numbered, resealed, saved, state, text};
use backpropd::nn::{Bias, WEIGHT_NAMES};
use backpropd::store::{Disk, Refusal, State, Store};
use backpropd::trainer::{self, Settings};
use backpropd::truth_table::TruthTable;
use std::fs;
use std::process::Command;

#[test]
fn a_file_that_is_not_a_state_is_refused_and_stays_if_no_state_is_beside_it() {
    let others = [
        "my thesis",
        "[board]\nkind = \"sim\"\n",
        "{}",
        "\u{feff}backpropd recording 2\n",
    ];
    for other in others {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("thesis.txt");
        fs::write(&path, other).unwrap();
        let refusal = Store::new(Disk, path.clone()).load().unwrap_err();
        assert_eq!(refusal, Refusal::Foreign { path: path.clone() });
        assert!(refusal.to_string().contains("[state] path"), "{refusal}");
        assert_eq!(fs::read_to_string(&path).unwrap(), other);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        // A state beside it shows that it was a state, and is now damaged.
        fs::write(folder.path().join("thesis.txt.bak"), text(1)).unwrap();
        let loaded = Store::new(Disk, path).load().unwrap();
        assert!(loaded.state.is_some());
    }
    println!("files of others at [state] path: {}", others.len());
}

/// A file with the program's own name was a state, even if nothing of it is left.
#[test]
fn whatever_is_in_state_json_is_kept_aside_and_the_daemon_starts() {
    let others = ["my thesis", "[board]\nkind = \"sim\"\n", "{}", "\u{fffd}"];
    for other in others {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.json");
        fs::write(&path, other).unwrap();
        let loaded = Store::new(Disk, path).load().unwrap();
        assert!(loaded.state.is_none());
        let aside = folder.path().join("state.json.bad");
        assert_eq!(fs::read_to_string(aside).unwrap(), other);
    }
    println!("kinds of garbage in state.json: {}", others.len());
}

/// Kinds of damage to a state file, and their messages.
#[test]
fn each_kind_of_damage_is_reported_and_kept_and_the_backup_is_used() {
    let good = text(1);
    let long = format!("{good}{}", " ".repeat(70_000));
    let ended = format!("{good}\n");
    let increment = state(1).learned.generator.increment;
    let [odd, even] = [increment, increment - 1].map(|number| format!("{number:032x}"));
    let twice = "{\"x\": [1, 0], \"target\": [1, 1]}, {";
    let lines = good.replace('\n', "\r\n");
    for (contents, expected) in [
        ("", "not complete: the checksum at its end is missing"),
        ("{}", "not complete: the checksum at its end is missing"),
        ("null", "not complete: the checksum at its end is missing"),
        (
            "learned",
            "not complete: the checksum at its end is missing",
        ),
        (
            &good[..good.len() / 2],
            "not complete: the checksum at its end is missing",
        ),
        (
            &good[1..],
            "checksum mismatch: the file was modified or corrupted",
        ),
        (
            &good[..good.len() - 1],
            "checksum mismatch: the file was modified or corrupted",
        ),
        (
            &good.replace("\"steps\": 0", "\"steps\": 9"),
            "checksum mismatch: the file was modified or corrupted",
        ),
        (
            &good.replace("format", "Format"),
            "checksum mismatch: the file was modified or corrupted",
        ),
        (
            &ended,
            "checksum mismatch: the file was modified or corrupted",
        ),
        (&lines, "not complete: the checksum at its end is missing"),
        (&long, "longer than 64 KiB"),
        (
            &resealed(&good, "backpropd state", "recording"),
            "not a backpropd state file, but \"recording\"",
        ),
        (
            &resealed(&good, "\"version\": 2", "\"version\": 0"),
            "version 0 of the format does not exist",
        ),
        (
            &resealed(&good, "\"version\": 2", "\"version\": 1.5"),
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
            "trailing characters at line 33",
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
            "the generator's increment is even",
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
        let older = folder.read("state.json.bad.2");
        assert_eq!(older.as_deref(), Some("an older one"));
        // The next start finds only the backup, and the first save restores order.
        assert_eq!(folder.load().0, Some(2));
        folder.store().save(&state(3)).unwrap();
        assert_eq!(folder.load(), (Some(3), vec![]));
        assert_eq!(folder.read("state.json.bak"), Some(text(2)));
    }
}

#[test]
fn the_newest_intact_file_is_used() {
    let (one, two) = (text(1), text(2));
    let [third, fourth, fifth] = [3, 4, 5].map(|number| saved(number, number));
    let forgot = numbered(9, 9, 1);
    let (state, new, backup) = ("state.json", "state.json.tmp", "state.json.bak");
    let torn = &third[..third.len() / 2];
    let not_whole = "damaged: not complete: the checksum at its end is missing; kept as";
    let missing = "state.json: is missing".to_owned();
    let used = |name| format!("{name}: used instead");
    let no_state = "state.json: no intact state is left; starting fresh".to_owned();
    let bad = |name| format!("{name}: {not_whole} {name}.bad");
    let cases = [
        (&[][..], None, vec![]),
        // Files of version 1 have no numbers.
        (&[(state, one.as_str())], Some(1), vec![]),
        (&[(state, &one), (backup, &two)], Some(1), vec![]),
        (&[(state, &one), (new, &two)], Some(1), vec![]),
        (&[(state, &one), (new, &third)], Some(3), vec![used(new)]),
        (
            &[(new, &one), (backup, &two)],
            Some(1),
            vec![missing.clone(), used(new)],
        ),
        (
            &[(backup, &two)],
            Some(2),
            vec![missing.clone(), used(backup)],
        ),
        // Files of version 2 have.
        (&[(state, &fourth), (backup, &third)], Some(4), vec![]),
        (
            &[(state, &fourth), (new, &fifth), (backup, &third)],
            Some(5),
            vec![used(new)],
        ),
        (
            &[(state, &fifth), (new, &fourth), (backup, &third)],
            Some(5),
            vec![],
        ),
        (
            &[(new, &fifth), (backup, &fourth)],
            Some(5),
            vec![missing.clone(), used(new)],
        ),
        (
            &[(new, &fourth), (backup, &fifth)],
            Some(5),
            vec![missing.clone(), used(backup)],
        ),
        // Someone has put an older file there: it is not lost.
        (
            &[(state, &third), (backup, &fifth)],
            Some(5),
            vec![
                "state.json: older than state.json.bak; kept as state.json.bad".into(),
                used(backup),
            ],
        ),
        // What was forgotten is not used again.
        (
            &[(state, &forgot), (new, &fourth), (backup, &third)],
            Some(9),
            vec![
                "state.json.tmp: holds what was forgotten since, in state.json; kept as state.json.tmp.bad"
                    .into(),
                "state.json.bak: holds what was forgotten since, in state.json; kept as state.json.bak.bad"
                    .into(),
            ],
        ),
        (
            &[(state, &fourth), (new, &forgot)],
            Some(9),
            vec![
                "state.json: holds what was forgotten since, in state.json.tmp; kept as state.json.bad"
                    .into(),
                used(new),
            ],
        ),
        // A damaged file is kept, except for the rest of an interrupted save.
        (
            &[(state, &fourth), (backup, torn)],
            Some(4),
            vec![bad(backup)],
        ),
        (&[(state, &fourth), (new, torn)], Some(4), vec![]),
        (&[(new, torn)], None, vec![]),
        (
            &[(state, torn), (new, &fifth)],
            Some(5),
            vec![bad(state), used(new)],
        ),
        (&[(state, torn)], None, vec![bad(state), no_state.clone()]),
        (
            &[(backup, torn)],
            None,
            vec![missing.clone(), bad(backup), no_state.clone()],
        ),
        (
            &[(state, torn), (new, torn), (backup, torn)],
            None,
            vec![bad(state), bad(backup), no_state.clone()],
        ),
        // A file of another user.
        (
            &[(state, &fourth), (new, "a thesis")],
            Some(4),
            vec![bad(new)],
        ),
    ];
    println!("{} combinations of the three files", cases.len());
    for (files, seed, remarks) in cases {
        let folder = Folder::new(files);
        assert_eq!(folder.load(), (seed, remarks), "{files:?}");
        // A person or a later start finds the same.
        assert_eq!(folder.load().0, seed, "{files:?}");
        folder.store().save(&self::state(7)).unwrap();
        assert_eq!(folder.load(), (Some(7), vec![]), "{files:?}");
        let contents = folder.read(state).unwrap();
        let saves = State::read(contents.as_bytes()).unwrap().saves;
        assert!(saves > 0 && folder.read(new).is_none(), "{files:?}");
    }
}

#[test]
fn files_of_others_and_of_later_versions_are_left_alone() {
    let (future, good, torn) = (future(1), saved(1, 9), "torn".to_owned());
    for files in [
        &[("state.json", future.as_str())][..],
        &[("state.json", &future), ("state.json.bak", "torn")],
        &[("state.json.bak", &future)],
        &[("state.json", &torn), ("state.json.bak", &future)],
        &[("state.json.tmp", &future)],
        &[("state.json", &good), ("state.json.tmp", &future)],
        &[("state.json", &good), ("state.json.bak", &future)],
    ] {
        let folder = Folder::new(files);
        let refusal = folder.store().load().unwrap_err();
        let said = refusal.to_string();
        assert!(
            matches!(refusal, Refusal::Future { version: 3, .. }),
            "{said}"
        );
        assert!(said.contains("move the file away to start fresh"), "{said}");
        for (name, contents) in files {
            assert_eq!(folder.read(name).as_deref(), Some(*contents));
        }
        assert_eq!(fs::read_dir(folder.path("")).unwrap().count(), files.len());
    }
    let folder = Folder::new(&[]);
    // A named pipe stands in for a device, because anyone can create one.
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
        assert!(said.contains("[state] path must name a file"), "{said}");
        assert!(path.exists());
    }
}

/// Files of the version before the learning rules changed: their weights are used as they are, and training continues
/// by today's rules. Without biases that version never learned XOR; its weights are useful now.
#[test]
fn a_state_of_an_earlier_version_continues_under_todays_rules() {
    for (file, bias, steps) in [
        ("version-1.json", Bias::Trained, 683),
        ("version-1-without-biases.json", Bias::None, 3631),
    ] {
        let contents = fs::read(format!("tests/store/{file}")).unwrap();
        let state = State::read(&contents).unwrap();
        let json: serde_json::Value = serde_json::from_slice(&contents).unwrap();
        let settings = Settings::suiting(bias, 0.0);
        let mut trainer = state.trainer(settings).unwrap();
        for (name, weight) in WEIGHT_NAMES.iter().zip(trainer.network().weights()) {
            let written = json["learned"]["weights"][name].as_f64().unwrap();
            assert_eq!(weight.to_bits(), written.to_bits(), "{name}");
        }
        assert_eq!(trainer.steps(), steps);
        let is_learned = trainer.state() == trainer::State::Learned;
        assert_eq!(is_learned, bias == Bias::Trained);
        // Training continues from there, and with a new table.
        for gates in ["", "i1,or"] {
            if !gates.is_empty() {
                for sample in TruthTable::from_gates(gates).unwrap().samples() {
                    trainer.teach(sample);
                }
            }
            let before = trainer.steps();
            while trainer.state() == trainer::State::Learning {
                trainer.step(None);
                assert!(trainer.steps() - before < 100_000, "{file} {gates}");
            }
            println!("{file} {gates}: {} steps", trainer.steps() - before);
        }
    }
}
