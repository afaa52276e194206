//! Recorded lessons come out the same, bit for bit, wherever and whenever they are replayed.
//!
//! `tests/lessons/*.txt` are recordings, each with the summary that it must come to (`.json`). The same files are
//! replayed by the aarch64 build in `tests/lessons/on-aarch64`.

use assert_cmd::Command;
use backpropd::lesson::{Lesson, Start, Writer};
use backpropd::machine::{self, Machine};
use backpropd::panel::{Input, Levels};
use backpropd::record::{MOST_BYTES, Recorder};
use backpropd::trainer::{self, Trainer};
use proptest::prelude::*;
use std::fs;
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
    let entries = fs::read_dir("tests/lessons")
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .filter(|path| path.extension().is_some_and(|end| end == "txt"))
        .collect()
}

fn half_adder() -> String {
    fs::read_to_string("tests/lessons/half-adder.txt").unwrap()
}

#[test]
fn recorded_lessons_come_out_the_same() {
    let recordings = recordings();
    assert_eq!(recordings.len(), 5);
    for path in recordings {
        // JSON numbers are written with as many digits as tell every f64 from its neighbours.
        let expected = fs::read_to_string(path.with_extension("json")).unwrap();
        let path = path.to_str().unwrap();
        assert_eq!(
            summary(&["replay", path, "--json"]),
            expected.trim(),
            "{path}"
        );
    }
}

#[test]
fn a_recording_of_now_replays_to_the_same_end() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lesson.txt");
    let path = path.to_str().unwrap();
    for lesson in ["xor,and", "i1,or"] {
        let demo = [
            "demo", "--speed", "max", "--json", "--seed", "4", "--lesson", lesson, "--record", path,
        ];
        let recorded = summary(&demo);
        assert!(recorded.contains("\"learned\":true"));
        assert_eq!(summary(&["replay", path, "--json"]), recorded);
    }
    // The second recording did not destroy the first.
    assert!(Path::new(&format!("{path}.old")).exists());
}

#[test]
fn the_replay_tells_the_same_events() {
    let output = backpropd(&["replay", "tests/lessons/half-adder.txt"]);
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

/// A file whose line `number` (from 1) is this one.
fn with_line(number: usize, line: &str) -> String {
    let text = half_adder();
    let mut lines: Vec<_> = text.lines().collect();
    lines[number - 1] = line;
    lines.join("\n") + "\n"
}

#[test]
fn damage_is_named_with_its_line() {
    let header = half_adder().lines().nth(1).unwrap().to_owned();
    let changed = |from: &str, to: &str| {
        assert!(header.contains(from), "{from}");
        with_line(2, &header.replace(from, to))
    };
    let table = [
        (String::new(), "line 1: this is not a lesson file"),
        (with_line(1, "backpropd lesson 2"), "line 1: format '2'"),
        (with_line(1, "backpropd lesson"), "line 1: format ''"),
        (with_line(2, "{}"), "line 2: missing field"),
        (with_line(2, ""), "line 2: EOF"),
        (
            changed("\"scan_hz\":100", "\"scan_hz\":0"),
            "line 2: scan_hz: 0 is out of range",
        ),
        (
            changed("\"learning_rate\":4.0", "\"learning_rate\":-4.0"),
            "line 2: learning_rate: -4 is out of range",
        ),
        (
            changed("\"tolerance\":0.2", "\"tolerance\":0.7"),
            "line 2: tolerance: 0.7 is out of range",
        ),
        (
            changed("\"w1\":", "\"w1\":1e999,\"w9\":"),
            "line 2: number out of range",
        ),
        (changed("\"w8\":", "\"w9\":"), "line 2: unknown field `w9`"),
        (
            changed("\"seed\":8", "\"seed\":-8"),
            "line 2: invalid value",
        ),
        (
            with_line(4, "31 teach up"),
            "line 4: 'up' is neither on nor off",
        ),
        (
            with_line(4, "31 t3 on"),
            "line 4: 't3' is no part; allowed: i1, i2",
        ),
        (
            with_line(4, "31 \u{1b}[2J on"),
            r"line 4: '\u{1b}[2J' is no part; allowed: ",
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
        (half_adder() + "e", "line 25: something follows the end"),
        (
            with_line(4, "31 restart off"),
            "line 4: 'restart' is no part",
        ),
        (
            with_line(5, "30 i2 on"),
            "line 5: scan 30 comes after scan 46",
        ),
        (
            with_line(6, "99999999999 i2 on"),
            "line 6: scan 99999999999 is beyond",
        ),
        (with_line(7, "end 81"), "line 8: something follows the end"),
    ];
    println!("{} bad lesson files", table.len());
    for (text, expected) in table {
        let error = Lesson::parse(&text).unwrap_err().to_string();
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
        text.contains(&format!("{path}: line 4: 't3' is no part")),
        "{text}"
    );
    assert_eq!(backpropd(&["replay", "missing.txt"]).status.code(), Some(1));
}

/// A power cut leaves some beginning of the file: behind its header, each is a lesson, up to the cut.
#[test]
fn a_file_cut_anywhere_behind_its_header_is_good_up_to_there() {
    let text = half_adder();
    let header: usize = text.lines().take(2).map(|line| line.len() + 1).sum();
    let whole = Lesson::parse(&text).unwrap();
    assert!(whole.is_complete());
    for cut in 0..text.len() {
        let lesson = Lesson::parse(&text[..cut]);
        if cut < header {
            assert!(lesson.is_err(), "cut at {cut}");
        } else {
            let lesson = lesson.unwrap();
            assert!(!lesson.is_complete());
            assert_eq!(lesson.start(), whole.start());
        }
    }
}

/// What a stranger's file costs is known before it is replayed.
#[test]
fn no_replay_trains_more_steps_than_was_said() {
    for path in recordings() {
        let lesson = Lesson::parse(&fs::read_to_string(&path).unwrap()).unwrap();
        let machine = lesson.replay(&mut |_, _| {}).unwrap();
        let trained = machine.trainer().steps() - lesson.start().start.steps;
        let path = path.display();
        assert!(trained > 0 && trained <= lesson.most_steps(), "{path}");
        assert_eq!(machine.scans(), lesson.scans(), "{path}");
    }
    // Of a lesson that nobody has the time for, too.
    let text = half_adder();
    let (changes, _) = text.rsplit_once("end ").unwrap();
    let long = format!("{changes}1000 pace 1000000\nend 1000000000\n");
    let lesson = Lesson::parse(&long).unwrap();
    assert_eq!(lesson.most_steps(), 1_000_000_000 * 10_000);
}

/// A switch that chatters for days must not fill the SD card.
#[test]
fn a_recording_ends_by_itself_before_it_grows_too_large() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lesson.txt");
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
    assert!(text.len() <= MOST_BYTES, "{}", text.len());
    assert!(!Lesson::parse(&text).unwrap().is_complete());
}

/// As root, a recording to `/dev/null` took the device out of everybody's way.
#[test]
fn only_a_plain_file_is_moved_out_of_a_recordings_way() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("lesson.txt");
    let trainer = Trainer::new(trainer::Settings::default(), 1);
    let start = Start::new(machine::Settings::default(), &trainer);
    fs::create_dir(&place).unwrap();
    assert!(Recorder::create(&place, &start).is_err());
    assert!(place.is_dir());
    fs::remove_dir(&place).unwrap();
    fs::write(&place, "an older one").unwrap();
    assert!(Recorder::create(&place, &start).is_ok());
    let old = fs::read_to_string(folder.path().join("lesson.txt.old"));
    assert_eq!(old.unwrap(), "an older one");
}

proptest! {
    /// Whatever the bytes, an answer and no panic.
    #[test]
    fn any_damage_is_an_answer(at in 0_usize..1000, byte in any::<u8>()) {
        let mut bytes = half_adder().into_bytes();
        let at = at.min(bytes.len() - 1);
        bytes[at] = byte;
        if let Err(damage) = Lesson::parse(&String::from_utf8_lossy(&bytes)) {
            prop_assert!(damage.line >= 1 && damage.line <= 30);
        }
    }
}

/// The levels with this switch alone.
fn i1(active: bool) -> Levels {
    let mut levels = Levels::default();
    levels.set(Input::I1, active);
    levels
}

#[test]
fn a_lesson_that_goes_on_for_too_long_is_good_up_to_there() {
    let trainer = Trainer::new(trainer::Settings::default(), 1);
    let mut text = Writer::header(&Start::new(machine::Settings::default(), &trainer));
    let mut writer = Writer::default();
    writer.levels(Lesson::MOST_SCANS, i1(true), &mut text);
    writer.levels(Lesson::MOST_SCANS + 1, i1(false), &mut text);
    writer.end(Lesson::MOST_SCANS + 2, &mut text);
    let lesson = Lesson::parse(&text).unwrap();
    assert!(!lesson.is_complete());
    assert!(text.ends_with(&format!("\n{} i1 on\n", Lesson::MOST_SCANS)));
}

/// A pipe that is full, and that nobody reads, stands for the disk.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_hangs_does_not_keep_a_recording_from_ending() {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    const O_NONBLOCK: i32 = 0o4000;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pipe");
    Command::new("mkfifo").arg(&path).unwrap();
    let mut options = fs::OpenOptions::new();
    let both_ends = options.read(true).write(true).custom_flags(O_NONBLOCK);
    let mut pipe = both_ends.open(&path).unwrap();
    let settings = machine::Settings::default();
    let trainer = Trainer::new(trainer::Settings::default(), 1);
    let mut recorder = Recorder::create(&path, &Start::new(settings, &trainer)).unwrap();
    while pipe.write(&[b'\n'; 512]).is_ok() {}
    while pipe.write(b"\n").is_ok() {}

    let mut machine = Machine::new(settings, trainer);
    machine.scan(i1(true), &mut |_| {});
    recorder.scanned(&machine);
    assert!(!recorder.end(&machine));
}
