//! Recordings give the same result, bit for bit, wherever and whenever they are replayed.
//!
//! `machine/data/recordings/*.txt` are recordings, each with its expected summary (`.json`). The ARM builds in
//! `tests/on-arm` replay the same files.

#![cfg(feature = "study")]

use crate::expected;
use assert_cmd::Command;
use backpropd::machine::{self, Control, Machine};
use backpropd::panel::{Input, Levels};
use backpropd::recording::{Recording, Start, Writer};
use backpropd::store::recorder::Recorder;
use backpropd::trainer::{self, Trainer};
use proptest::prelude::*;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

fn backpropd(arguments: &[&str]) -> std::process::Output {
    Command::cargo_bin("backpropd")
        .unwrap()
        .args(arguments)
        .output()
        .unwrap()
}

/// The last line of what a command prints.
fn summary(arguments: &[&str]) -> String {
    let output = backpropd(arguments);
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().last().unwrap_or_default().to_owned()
}

fn recordings() -> Vec<PathBuf> {
    let entries = fs::read_dir("machine/data/recordings")
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .filter(|path| path.extension().is_some_and(|end| end == "txt"))
        .collect()
}

fn half_adder() -> String {
    fs::read_to_string("machine/data/recordings/half-adder.txt").unwrap()
}

#[test]
fn recordings_give_the_same_result() {
    let recordings = recordings();
    assert_eq!(recordings.len(), 6);
    for path in recordings {
        // JSON numbers are written with enough digits to distinguish any two f64.
        let now = summary(&["replay", path.to_str().unwrap(), "--json"]);
        expected::assert_holds(path.with_extension("json"), &(now + "\n"));
    }
}

#[test]
fn a_new_recording_replays_to_the_same_end() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("recording.txt");
    let path = path.to_str().unwrap();
    for gates in ["xor,and", "i1,or"] {
        let demo = [
            "demo", "--speed", "max", "--json", "--seed", "4", "--gates", gates, "--record", path,
        ];
        let recorded = summary(&demo);
        assert!(recorded.contains("\"learned\":true"));
        assert_eq!(summary(&["replay", path, "--json"]), recorded);
    }
    // The second recording did not replace the first.
    assert!(Path::new(&format!("{path}.old")).exists());
}

#[test]
fn the_replay_prints_the_same_events() {
    let output = backpropd(&["replay", "machine/data/recordings/half-adder.txt"]);
    let text = String::from_utf8(output.stdout).unwrap();
    for words in [
        "taught 11 → 01",
        "restart 1 with new weights",
        "learned after",
        "w8 =",
    ] {
        assert!(text.contains(words), "{words} is missing in:\n{text}");
    }
}

/// A file with its line `number` (from 1) replaced by this one.
fn with_line(number: usize, line: &str) -> String {
    let text = half_adder();
    let mut lines: Vec<_> = text.lines().collect();
    lines[number - 1] = line;
    lines.join("\n") + "\n"
}

/// Trains the half-adder by every control that there is, with this recording, to the end of it.
fn controlled() -> (Machine, String) {
    let mut trainer = Trainer::new(trainer::Settings::default(), 11);
    for (x, t) in trainer::Samples::PATTERNS
        .into_iter()
        .map(|[i1, i2]| ([i1, i2], [i1 != i2, i1 && i2]))
    {
        trainer.teach(trainer::Sample { x, t });
    }
    let mut machine = Machine::new(machine::Settings::default(), trainer);
    for _ in 0..7 {
        machine.scan(Levels::default(), &mut |_| {});
    }
    let start = Start::of(&machine);
    let mut machine = start.machine().unwrap();
    let (mut writer, mut text) = (Writer::default(), Writer::header(&start));
    for scan in 0..400 {
        let control = match scan {
            0 => Some(Control::Pause(true)),
            1..=9 => Some(Control::Step),
            10 => Some(Control::Momentum(0.9)),
            11 => Some(Control::LearningRate(1.0 / 3.0)),
            12..=20 => Some(Control::Step),
            21 => Some(Control::Pause(false)),
            50 => Some(Control::Momentum(0.0)),
            60 => Some(Control::LearningRate(6.0)),
            90 => Some(Control::Restart),
            _ => None,
        };
        if let Some(control) = control {
            writer.control(scan, control, &mut text);
            machine.control(control);
        }
        writer.levels(scan, i1(scan > 100), &mut text);
        machine.scan(i1(scan > 100), &mut |_| {});
    }
    writer.end(400, &mut text);
    (machine, text)
}

/// α and momentum change at any step, steps are made one by one, and it begins in the midst of a run.
#[test]
fn a_recording_of_every_control_replays_to_the_same_bits() {
    let (machine, text) = controlled();
    assert!(machine.trainer().restarts() > 0, "a start that got stuck");
    let replayed = Recording::parse(&text).unwrap().replay(&mut |_, _| {});
    let replayed = replayed.unwrap();
    assert_eq!(replayed.snapshot(), machine.snapshot());
    assert_eq!(Start::of(&replayed), Start::of(&machine));
    expected::assert_holds("machine/data/recordings/every-control.txt", &text);
}

/// The lines that version 3 added are all that changed.
#[test]
fn a_recording_of_version_2_is_still_read() {
    let text = half_adder();
    assert!(text.starts_with("backpropd recording 2\n"));
    let now = text.replacen("recording 2", "recording 3", 1);
    assert_eq!(Recording::parse(&now), Recording::parse(&text));
}

#[test]
fn damage_is_reported_with_its_line() {
    let header = half_adder().lines().nth(1).unwrap().to_owned();
    let changed = |from: &str, to: &str| {
        assert!(header.contains(from), "{from}");
        with_line(2, &header.replace(from, to))
    };
    let table = [
        (String::new(), "line 1: this is not a recording"),
        (
            with_line(1, "backpropd recording 1"),
            "line 1: '1': recorded by an earlier version of backpropd, which had different learning rules; record it again",
        ),
        (
            with_line(1, "backpropd lesson 2"),
            "line 1: 'backpropd lesson 2': recorded by an earlier version of backpropd, which had different learning rules; record it again",
        ),
        (with_line(1, "backpropd recording 4"), "line 1: format '4'"),
        (with_line(1, "backpropd recording"), "line 1: format ''"),
        (with_line(2, "{}"), "line 2: program is missing"),
        (with_line(2, ""), "line 2: this JSON ends too early"),
        (
            changed("\"scan_hz\":100", "\"scan_hz\":0"),
            "line 2: scan_hz: 0 is out of range",
        ),
        (
            changed("\"learning_rate\":6.0", "\"learning_rate\":-6.0"),
            "line 2: learning_rate: -6 is out of range",
        ),
        (
            changed("\"tolerance\":0.2", "\"tolerance\":0.7"),
            "line 2: tolerance: 0.7 is out of range",
        ),
        (
            changed("\"w1\":", "\"w1\":1e999,\"w9\":"),
            "line 2: not valid JSON at column ",
        ),
        (changed("\"w8\":", "\"w9\":"), "line 2: w9 is unknown"),
        (
            changed("\"seed\":5", "\"seed\":-5"),
            "line 2: unexpected value at column ",
        ),
        (
            with_line(4, "31 teach up"),
            "line 4: 'up' is neither on nor off",
        ),
        (
            with_line(4, "31 t3 on"),
            "line 4: unknown part 't3'; allowed: i1, i2",
        ),
        (
            with_line(4, "31 \u{1b}[2J on"),
            r"line 4: unknown part '\u{1b}[2J'; allowed: ",
        ),
        (
            with_line(4, "x teach on"),
            "line 4: 'x' is not a whole number",
        ),
        (
            with_line(4, "-1 teach on"),
            "line 4: '-1' is not a whole number",
        ),
        (with_line(4, "31 teach"), "line 4: '31 teach' is neither"),
        (
            with_line(4, "31 teach on on"),
            "line 4: '31 teach on on' is neither",
        ),
        (with_line(4, ""), "line 4: '' is neither"),
        (
            with_line(4, "31 pace fast"),
            "line 4: 'fast' is not a whole number",
        ),
        (
            with_line(4, "31 pace 99999999999"),
            "line 4: pace: 99999999999 is out of range; allowed: 1 to 1000000",
        ),
        (with_line(4, "31 pace 0"), "line 4: pace: 0 is out of range"),
        (
            with_line(4, "31 alpha 0"),
            "line 4: alpha: 0 is out of range; allowed: above 0, up to 100",
        ),
        (
            with_line(4, "31 alpha NaN"),
            "line 4: alpha: NaN is out of range",
        ),
        (
            with_line(4, "31 momentum 1"),
            "line 4: momentum: 1 is out of range",
        ),
        (with_line(4, "31 momentum on"), "line 4: momentum: on is"),
        (with_line(4, "31 step off"), "line 4: unknown part 'step'"),
        (half_adder() + "e", "line 25: text after the end"),
        (
            with_line(4, "31 restart off"),
            "line 4: unknown part 'restart'",
        ),
        (
            with_line(5, "30 i2 on"),
            "line 5: scan 30 comes after scan 46",
        ),
        (
            with_line(6, "99999999999 i2 on"),
            "line 6: scan 99999999999 is above the maximum",
        ),
        (with_line(7, "end 81"), "line 8: text after the end"),
    ];
    println!("{} bad recordings", table.len());
    for (text, expected) in table {
        let error = Recording::parse(&text).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{expected}\n{error}");
    }
}

#[test]
fn a_damaged_file_ends_with_65_and_a_missing_one_with_1() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bad.txt");
    fs::write(&path, with_line(4, "31 t3 on")).unwrap();
    let path = path.to_str().unwrap();
    let output = backpropd(&["replay", path]);
    assert_eq!(output.status.code(), Some(65));
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(
        text.contains(&format!("{path}: line 4: unknown part 't3'")),
        "{text}"
    );
    assert_eq!(backpropd(&["replay", "missing.txt"]).status.code(), Some(1));
}

/// A power cut leaves the beginning of the file: if its header is complete, it is a recording up to the cut.
#[test]
fn a_file_cut_anywhere_after_its_header_replays_up_to_the_cut() {
    let text = half_adder();
    let header: usize = text.lines().take(2).map(|line| line.len() + 1).sum();
    let whole = Recording::parse(&text).unwrap();
    assert!(whole.is_complete());
    for cut in 0..text.len() {
        let recording = Recording::parse(&text[..cut]);
        if cut < header {
            assert!(recording.is_err(), "cut at {cut}");
        } else {
            let recording = recording.unwrap();
            assert!(!recording.is_complete());
            assert_eq!(recording.start(), whole.start());
        }
    }
}

/// The cost of an unknown file is known before it is replayed.
#[test]
fn no_replay_trains_more_steps_than_estimated() {
    for path in recordings() {
        let recording = Recording::parse(&fs::read_to_string(&path).unwrap()).unwrap();
        let machine = recording.replay(&mut |_, _| {}).unwrap();
        // Counted from the last time everything was forgotten.
        let trained = machine
            .trainer()
            .steps()
            .saturating_sub(recording.start().start.steps);
        let path = path.display();
        assert!(trained > 0 && trained <= recording.most_steps(), "{path}");
        assert_eq!(machine.scans(), recording.scans(), "{path}");
    }
    // The same for a recording that would take too long to replay.
    let text = half_adder();
    let (changes, _) = text.rsplit_once("end ").unwrap();
    let long = format!("{changes}1000 pace 1000000\nend 1000000000\n");
    let recording = Recording::parse(&long).unwrap();
    assert_eq!(recording.most_steps(), 1_000_000_000 * 10_000);
}

/// A switch that bounces for days must not fill the SD card.
#[test]
fn a_recording_ends_by_itself_before_it_grows_too_large() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("recording.txt");
    let trainer = Trainer::new(trainer::Settings::default(), 1);
    let start = Start::new(machine::Settings::default(), &trainer);
    let mut machine = Machine::new(machine::Settings::default(), trainer);
    let mut recorder = Recorder::create(&path, &start).unwrap();
    let mut levels = Levels::default();
    for _ in 0..100_000 {
        for input in Input::ALL {
            levels.set(input, !levels.get(input));
        }
        machine.scan(levels, &mut |_| {});
        recorder.scanned(&machine);
    }
    assert!(!recorder.end(&machine));
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.len() <= Recording::MAX_BYTES, "{}", text.len());
    assert!(!Recording::parse(&text).unwrap().is_complete());
}

/// Records a run from this seed, in which a switch may be flipped.
fn record(path: &Path, seed: u64, flips: bool) -> std::io::Result<()> {
    let settings = machine::Settings::default();
    let trainer = Trainer::new(trainer::Settings::default(), seed);
    let mut recorder = Recorder::create(path, &Start::new(settings, &trainer))?;
    let mut machine = Machine::new(settings, trainer);
    let mut levels = Levels::default();
    levels.set(Input::T1, true); // it was on before
    for scan in 0..10 {
        levels.set(Input::I1, flips && scan > 5);
        machine.scan(levels, &mut |_| {});
        recorder.scanned(&machine);
    }
    assert!(recorder.end(&machine));
    Ok(())
}

/// The seeds of the recordings that are kept, newest first.
fn kept(path: &Path) -> Vec<u64> {
    let old = ["old", "old.2", "old.3", "old.4", "old.5", "old.6"];
    let names = old.map(|ending| format!("{}.{ending}", path.display()));
    let files = names.iter().filter(|name| Path::new(name).is_file()); // a pipe would block
    let texts = files.filter_map(|name| fs::read_to_string(name).ok());
    texts
        .filter_map(|text| {
            let start: serde_json::Value = serde_json::from_str(text.lines().nth(1)?).ok()?;
            start["start"]["seed"].as_u64()
        })
        .collect()
}

#[test]
fn the_last_five_recordings_in_which_something_happened_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("recording.txt");
    let mut wanted = Vec::new();
    let mut runs = 0;
    for seed in 1..=40 {
        let flips = seed % 3 == 1 || seed > 30;
        record(&path, seed, flips).unwrap();
        assert_eq!(kept(&path), wanted, "after run {seed}");
        if flips {
            wanted.insert(0, seed);
            wanted.truncate(5);
        }
        runs += 1;
    }
    println!("{runs} recordings");
    record(&path, 41, false).unwrap();
    // A recording that a power cut has left empty, or full of zeros, does not count.
    for contents in [&b""[..], b"backpropd rec", b"backpropd les", &[0; 2000]] {
        fs::write(&path, contents).unwrap();
        record(&path, 99, false).unwrap();
        assert_eq!(kept(&path), wanted);
    }
}

/// Other files stay and keep their names.
#[cfg(unix)]
#[test]
fn only_recordings_are_moved_out_of_a_recordings_way() {
    use std::os::unix::fs::symlink;
    let mut cases = 0;
    for what in [
        "a folder",
        "a thesis",
        "a link to a thesis",
        "a pipe",
        "a device",
        "a state",
    ] {
        for name in ["recording.txt", "recording.txt.old", "recording.txt.old.3"] {
            let folder = tempfile::tempdir().unwrap();
            let [path, place, thesis] =
                ["recording.txt", name, "thesis.txt"].map(|name| folder.path().join(name));
            fs::write(&thesis, "a thesis").unwrap();
            let made = match what {
                "a folder" => fs::create_dir(&place),
                "a thesis" => fs::write(&place, "a thesis"),
                "a link to a thesis" => symlink(&thesis, &place),
                "a device" => symlink("/dev/null", &place),
                "a state" => fs::write(&place, "{\n  \"format\": \"backpropd state\""),
                _ => {
                    let made = std::process::Command::new("mkfifo")
                        .arg(&place)
                        .status()
                        .unwrap();
                    assert!(made.success());
                    Ok(())
                }
            };
            made.unwrap();
            let before = place.symlink_metadata().unwrap();
            for seed in 1..8 {
                let is_in_the_way = place == path;
                assert_eq!(record(&path, seed, true).is_err(), is_in_the_way, "{what}");
            }
            let after = place.symlink_metadata().unwrap();
            assert_eq!(after.file_type(), before.file_type(), "{what} at {name}");
            assert_eq!(after.modified().unwrap(), before.modified().unwrap());
            assert_eq!(fs::read_to_string(&thesis).unwrap(), "a thesis");
            let expected: &[u64] = match name {
                "recording.txt" => &[],
                _ => &[6, 5, 4, 3],
            };
            assert_eq!(kept(&path), expected, "{what} at {name}");
            cases += 1;
        }
    }
    println!("{cases} kinds of things in the way");
}

/// A link is followed once, so the recording is at its target, and the link stays.
#[cfg(unix)]
#[test]
fn a_recording_behind_a_link_is_written_to_its_target() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let [stick, link] = ["stick", "recording.txt"].map(|name| folder.path().join(name));
    symlink("stick/recording.txt", &link).unwrap();
    assert!(record(&link, 1, true).is_err(), "it leads nowhere");
    fs::create_dir(&stick).unwrap();
    fs::write(stick.join("recording.txt"), "").unwrap();
    for seed in 1..4 {
        record(&link, seed, true).unwrap();
    }
    assert!(link.is_symlink());
    assert_eq!(kept(&stick.join("recording.txt")), [2, 1]);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

proptest! {
    /// Any bytes give an answer and no panic.
    #[test]
    fn any_damage_is_an_answer(at in 0_usize..1000, byte in any::<u8>()) {
        let mut bytes = half_adder().into_bytes();
        let at = at.min(bytes.len() - 1);
        bytes[at] = byte;
        if let Err(damage) = Recording::parse(&String::from_utf8_lossy(&bytes)) {
            prop_assert!(damage.line >= 1 && damage.line <= 30);
        }
    }
}

/// The levels with only this switch on.
fn i1(active: bool) -> Levels {
    let mut levels = Levels::default();
    levels.set(Input::I1, active);
    levels
}

#[test]
fn a_recording_that_runs_too_long_replays_up_to_the_limit() {
    let trainer = Trainer::new(trainer::Settings::default(), 1);
    let mut text = Writer::header(&Start::new(machine::Settings::default(), &trainer));
    let mut writer = Writer::default();
    writer.levels(Recording::MAX_SCANS, i1(true), &mut text);
    writer.levels(Recording::MAX_SCANS + 1, i1(false), &mut text);
    writer.end(Recording::MAX_SCANS + 2, &mut text);
    let recording = Recording::parse(&text).unwrap();
    assert!(!recording.is_complete());
    assert!(text.ends_with(&format!("\n{} i1 on\n", Recording::MAX_SCANS)));
}

/// Whatever editors on Windows do to a recording, it can be replayed, or the message explains it.
#[test]
fn a_recording_from_windows_is_accepted_or_explained() {
    let text = half_adder();
    let recording = Recording::parse(&text).unwrap();
    let crlf = text.replace('\n', "\r\n");
    let mixed = text.replacen('\n', "\r\n", 5);
    let mut cases = 0;
    for good in [
        text.clone(),
        crlf.clone(),
        mixed,
        format!("\u{feff}{crlf}"),
        format!("{text}\n\n\n"),
        format!("{crlf}\r\n \r\n"),
        format!("{crlf}\r\n\t "),
    ] {
        assert_eq!(
            Recording::read(good.as_bytes()).as_ref(),
            Ok(&recording),
            "{good:?}"
        );
        cases += 1;
    }
    let utf_16 = |text: &str, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    };
    for mark in ["", "\u{feff}"] {
        for (bytes, order) in [
            (u16::to_le_bytes as fn(u16) -> [u8; 2], "little"),
            (u16::to_be_bytes, "big"),
        ] {
            let wrong = Recording::read(&utf_16(&format!("{mark}{crlf}"), bytes)).unwrap_err();
            let expected = format!("line 1: the file is UTF-16 ({order}-endian); save it as UTF-8");
            assert_eq!(wrong.to_string(), expected);
            cases += 1;
        }
    }
    for (bytes, expected) in [
        (
            [text.as_bytes(), b"\n# \xc7\xd0\xbd\xc0"].concat(),
            "line 26: the file is CP949 (EUC-KR)",
        ),
        (
            [text.as_bytes(), b"\xe9"].concat(),
            "line 25: the file is not UTF-8: byte ",
        ),
        (
            [text.as_bytes(), b"\0\0\0\0"].concat(),
            "line 25: a NUL byte",
        ),
        (
            text.replace('\n', "\r").into_bytes(),
            "line 1: a carriage return without a line feed",
        ),
        (
            format!("{text}\r\nmore\r\n").into_bytes(),
            "line 25: text after the end",
        ),
    ] {
        let wrong = Recording::read(&bytes).unwrap_err().to_string();
        assert!(wrong.starts_with(expected), "{expected}\n{wrong}");
        cases += 1;
    }
    println!("{cases} files");
}

/// A file cut inside a CRLF line end can be replayed up to there too.
#[test]
fn a_crlf_recording_cut_anywhere_after_its_header_replays_up_to_the_cut() {
    let text = half_adder().replace('\n', "\r\n");
    let header: usize = text.split_inclusive('\n').take(2).map(str::len).sum();
    for cut in header..text.len() {
        let recording = Recording::read(&text.as_bytes()[..cut]).unwrap();
        assert!(!recording.is_complete(), "cut at {cut}");
    }
}

#[test]
fn a_recording_can_come_from_standard_input() {
    let replayed = |input: &str| {
        let mut command = Command::cargo_bin("backpropd").unwrap();
        command.args(["replay", "-", "--json"]);
        let output = command.write_stdin(input).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        (
            text.lines().last().map(String::from),
            error,
            output.status.code(),
        )
    };
    let expected = fs::read_to_string("machine/data/recordings/half-adder.json").unwrap();
    let (summary, ..) = replayed(&half_adder());
    assert_eq!(summary.as_deref(), Some(expected.trim()));
    let (summary, error, code) = replayed("a shopping list\n");
    assert_eq!((summary, code), (None, Some(65)));
    assert!(
        error.contains("standard input: line 1: this is not a recording"),
        "{error}"
    );
}

/// A file with a recording: this header, followed by these lines.
fn file_with(header: &str, lines: &str) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(
        file.path(),
        format!("backpropd recording 3\n{header}\n{lines}"),
    )
    .unwrap();
    file
}

#[test]
fn a_recording_that_takes_days_needs_an_option_and_shows_its_progress() {
    let header = half_adder().lines().nth(1).unwrap().to_owned();
    let header = header.replace("\"scan_hz\":100", "\"scan_hz\":10");
    let taught = "20 teach on\n40 teach off\n";
    let most = 1_000_000_000_u64;
    let mut refused = 0;
    for (lines, steps) in [
        (
            format!("1 pace 1000000\n{taught}end {most}\n"),
            most * 100_000,
        ),
        (
            format!("{taught}{most} pace 1000000\n"),
            (most + 1) * 100_000,
        ),
        (format!("{taught}end 100000000\n1"), 0),
    ] {
        let file = file_with(&header, &lines);
        let output = backpropd(&["replay", file.path().to_str().unwrap()]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        if steps == 0 {
            // Lines after the end.
            assert_eq!(output.status.code(), Some(65), "{said}");
            continue;
        }
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains(&format!("--limit {steps}")), "{said}");
        refused += 1;
    }
    let file = file_with(&header, &format!("1 pace 1000000\n{taught}end {most}\n"));
    let mut process = std::process::Command::new(env!("CARGO_BIN_EXE_backpropd"))
        .args(["replay", "--limit", &u64::MAX.to_string()])
        .arg(file.path())
        .env_remove("RUST_LOG")
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(process.stderr.take().unwrap()).lines();
    let told = lines
        .map_while(Result::ok)
        .find(|line| line.contains(" left"));
    process.kill().unwrap();
    process.wait().unwrap();
    println!("{refused} refused; one that is wanted: {told:?}");
    assert!(told.is_some_and(|line| line.starts_with("replayed 0 % in")));
}

#[test]
fn numbers_at_the_end_of_their_range_are_replayed_or_reported() {
    let (_, text) = controlled();
    let header = text.lines().nth(1).unwrap().to_owned();
    let value: serde_json::Value = serde_json::from_str(&header).unwrap();
    let mut paths = Vec::new();
    numbers("", &value, &mut paths);
    let mut tried = 0;
    for path in &paths {
        for number in [
            u64::MAX.to_string(),
            i64::MIN.to_string(),
            "1e308".into(),
            "-1e308".into(),
            "5e-324".into(),
            u128::MAX.to_string(),
        ] {
            let mut changed = value.clone();
            *changed.pointer_mut(path).unwrap() = serde_json::from_str(&number).unwrap();
            let lines = "5 i1 on\n20 teach on\n40 teach off\nend 200\n";
            let file = file_with(&changed.to_string(), lines);
            let output = backpropd(&["replay", file.path().to_str().unwrap(), "--json"]);
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            let code = output.status.code();
            assert!(
                matches!(code, Some(0 | 1 | 65)),
                "{path} = {number}: {said}"
            );
            assert!(
                code == Some(0) || said.contains("line 2") || said.contains("--limit"),
                "{path} = {number}: {said}"
            );
            assert!(!said.contains("panicked"), "{path} = {number}: {said}");
            tried += 1;
        }
    }
    println!("{tried} recordings, {} numbers", paths.len());
    assert!(paths.len() > 20);
}

/// Where the numbers are.
fn numbers(path: &str, value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::Number(_) => found.push(path.to_owned()),
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                numbers(&format!("{path}/{name}"), value, found);
            }
        }
        serde_json::Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                numbers(&format!("{path}/{index}"), value, found);
            }
        }
        _ => {}
    }
}

#[test]
fn a_demo_without_a_limit_ends_when_it_has_learned() {
    let limit = u64::MAX.to_string();
    let demo = ["demo", "--speed", "max", "--limit", &limit];
    assert!(backpropd(&demo).status.success());
    for seed in ["0", &u64::MAX.to_string()] {
        let seeded = [&demo[..], &["--seed", seed]].concat();
        assert!(backpropd(&seeded).status.success(), "{seed}");
    }
    // A table that cannot be learned is given up after a while, whatever the limit.
    let impossible = [&demo[..], &["--bias", "none"]].concat();
    let output = backpropd(&impossible);
    assert_eq!(output.status.code(), Some(1));
    println!("4 demos");
}
