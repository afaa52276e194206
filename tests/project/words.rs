//! English and Korean words that make a reader stop, and what to write instead. No text of the project contains them.
//!
//! To retire another word, add it to a list below. A phrase is found across line ends, in upper and lower case, and in
//! names (`begins_anew`). If a word also has a good use, `except` lists the allowed phrases.

use std::fs;
use std::path::Path;
use std::process::Command;

struct Retired {
    /// In lower case.
    words: &'static [&'static str],
    write: &'static str,
    /// Allowed phrases that contain the words.
    except: &'static [&'static str],
}

const fn retired(words: &'static [&'static str], write: &'static str) -> Retired {
    retired_except(words, write, &[])
}

/// The same with allowed phrases.
const fn retired_except(
    words: &'static [&'static str],
    write: &'static str,
    except: &'static [&'static str],
) -> Retired {
    Retired {
        words,
        write,
        except,
    }
}

#[rustfmt::skip]
const ENGLISH: &[Retired] = &[
    retired(&["put off", "puts off", "putting off", "put it off", "put them off", "put leds off", "put the leds off", "puts the leds off"], "turn off"),
    retired(&["look on", "looks on", "looking on", "looked on", "onlooker", "onlookers"], "watch; viewers"),
    retired(&["anew"], "again; restart, regenerate, new"),
    retired(&["mend", "mends", "mended", "mending"], "fix"),
    retired(&["tells how it is", "tell how it is", "goes on telling", "is told to those"], "shows the status; reports"),
    retired_except(&["is no", "that is no", "are no"], "is not a",
        &["there is no", "is no longer", "is no more", "is no need", "there are no", "are no longer", "are no more"]),
    retired(&["another than", "is another than"], "different from; mismatch"),
    retired(&["what is not so", "show what is not"], "stale values"),
    retired(&["beyond all measure"], "diverged; huge"),
    retired(&["becomes of", "become of", "became of"], "how … is handled; what happens to"),
    retired(&["file a subcommand", "line an event", "a line a minute", "one a line", "an event a line"], "one file per subcommand; one line per event"),
    retired(&["on the average"], "on average"),
    retired(&["at the most"], "at most"),
    retired(&["to be had"], "available; re-exported"),
    retired(&["without haste"], "slowly"),
    retired(&["flipped or not"], "in either position"),
    retired(&["hears the air", "hear the air"], "picks up noise"),
    retired(&["can end a pi"], "can destroy a Pi"),
    retired(&["as on paper"], "the way you would on paper"),
    retired(&["the one of the textbooks"], "the textbook network"),
    retired(&["hand calculation", "hand-worked"], "the worked example"),
    retired(&["yes, so it is"], "if that is what you see"),
    retired(&["goes by that name", "go by that name"], "unknown name"),
    retired(&["is a defect"], "this is a bug; please report it"),
    retired(&["somebody", "whoever", "anybody's", "nobody of"], "someone, anyone who, you, or a noun"),
    retired(&["so many", "for so long", "only so long"], "this many, the given number of; for this long"),
    retired(&["i2 wanted"], "target"),
    retired(&["in good order", "ends in order", "ended in order", "ends it in order"], "cleanly; stops"),
    retired(&["one likes", "one wants", "one trains", "one waits"], "you"),
    retired(&["from afar"], "remotely"),
    retired(&["is not waited for", "is waited for", "are waited for"], "… waits for it"),
    retired(&["as it is told"], "as asked"),
];

#[rustfmt::skip]
const KOREAN: &[Retired] = &[
    retired(&["단추"], "버튼"),
    retired(&["뒤집"], "(스위치를) 바꾸다, 켜다, 끄다"),
    retired(&["모의"], "가상"),
    retired(&["걸음", "제자리걸음"], "(학습) 단계; 학습이 막힘"),
    retired(&["맞은 줄", "줄마다 배", "모든 줄이"], "행"),
    retired(&["수업 파일"], "진리표"),
    retired(&["데몬에 닿지 않", "서버에 닿지 않"], "…에 연결할 수 없습니다"),
    retired_except(&["전송함수"], "가중합 net", &["전송함수값"]),
    retired_except(&["활성함수"], "활성화 함수", &["활성함수)"]),
    retired_except(&["순방향"], "순전파", &["(순방향", "순방향)"]),
    retired_except(&["역방향"], "역전파", &["(역방향", "역방향)"]),
    retired(&["위에서 내려", "아래로 넘겨"], "출력 쪽에서 되돌아; 입력 쪽으로"),
    retired_except(&["오차 l", "오차(loss", "전체 오차"], "손실(loss) L", &["제곱 오차 l"]),
    retired(&["목표값"], "목푯값"),
];

/// The texts to check: files, and folders with everything in them.
const TEXTS: [&str; 25] = [
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "DESIGN.md",
    "LEARN.ko.md",
    "LEARN.md",
    "README.ko.md",
    "README.md",
    "RELEASING.md",
    "RELIABILITY.md",
    "SECURITY.md",
    ".ci",
    ".github",
    "benches",
    "config",
    "core",
    "debian",
    "docs",
    "dist",
    "fuzz",
    "install",
    "machine",
    "page",
    "src",
    "systemd",
    "tests",
];

/// Files and folders that are not ours, or not text.
const NO_TEXTS: [&str; 6] = [
    "words.rs",
    "target",
    "node_modules",
    "corpus",
    "artifacts",
    "seeds",
];

/// A text prepared for searching: in lower case, without comment signs, with single spaces instead of all other space.
struct Text {
    name: String,
    words: String,
    /// The start of each line in `words`.
    lines: Vec<usize>,
}

impl Text {
    fn new(name: &str, text: &str) -> Self {
        let (mut words, mut lines) = (String::new(), Vec::new());
        for line in text.lines() {
            lines.push(words.len());
            let line = line
                .trim_start()
                .trim_start_matches(['/', '!', '#', '*', '>']);
            for word in line.to_lowercase().replace('_', " ").split_whitespace() {
                words += word;
                words.push(' ');
            }
        }
        let name = name.to_owned();
        Self { name, words, lines }
    }

    /// A line for each retired word: its place, and what to write.
    fn retired(&self, lists: &[&[Retired]]) -> Vec<String> {
        let mut found = Vec::new();
        for retired in lists.iter().copied().flatten() {
            for words in retired.words {
                for (at, _) in self.words.match_indices(words) {
                    if self.is_whole(at, words) && !self.is_within(at, words, retired.except) {
                        let line = self.lines.partition_point(|start| *start <= at);
                        found.push(format!(
                            "{}:{line}: '{words}'; write: {}",
                            self.name, retired.write
                        ));
                    }
                }
            }
        }
        found
    }

    /// Whether no letter touches the words; a Korean particle may follow a Korean word.
    fn is_whole(&self, at: usize, words: &str) -> bool {
        let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        let before = self.words[..at].chars().next_back();
        let after = self.words[at + words.len()..].chars().next();
        !is_letter(before) && (!words.is_ascii() || !is_letter(after))
    }

    /// Whether the words at this place are part of one of the phrases.
    fn is_within(&self, at: usize, words: &str, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| {
            phrase.match_indices(words).any(|(inside, _)| {
                let start = at.checked_sub(inside);
                start.is_some_and(|start| {
                    self.words.is_char_boundary(start) && self.words[start..].starts_with(phrase)
                })
            })
        })
    }
}

/// Reads the texts of a file or a folder.
fn read(path: &Path, texts: &mut Vec<Text>) {
    let name = path.file_name().unwrap().to_str().unwrap();
    if NO_TEXTS.contains(&name) {
        return;
    }
    if path.is_dir() {
        let mut entries: Vec<_> = fs::read_dir(path)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        entries.sort();
        entries.iter().for_each(|entry| read(entry, texts));
    } else if let Ok(text) = fs::read_to_string(path) {
        texts.push(Text::new(path.to_str().unwrap(), &text));
    }
}

/// `--help` of the program, or of one of its subcommands.
fn help(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_backpropd"))
        .args(arguments)
        .arg("--help")
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn no_text_has_a_retired_word() {
    let mut texts = Vec::new();
    for path in TEXTS {
        read(path.as_ref(), &mut texts);
    }
    let english = help(&[]);
    let (_, subcommands) = english.split_once("\nCommands:\n").unwrap();
    let names = subcommands
        .lines()
        .map_while(|line| line.split_whitespace().next());
    for name in names.filter(|name| *name != "help") {
        let text = help(&[name]);
        texts.push(Text::new(&format!("backpropd {name} --help"), &text));
    }
    texts.push(Text::new("backpropd --help", &english));

    let found: Vec<_> = texts
        .iter()
        .flat_map(|text| text.retired(&[ENGLISH, KOREAN]))
        .collect();
    println!(
        "{} texts, {} lists of words",
        texts.len(),
        ENGLISH.len() + KOREAN.len()
    );
    assert!(texts.len() > 150, "{}", texts.len());
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_retired_word_is_found_across_lines_and_in_names_and_not_within_other_words() {
    let found = |text: &str| Text::new("t", text).retired(&[ENGLISH, KOREAN]);
    for (text, line) in [
        ("/// It begins\n/// anew.", 2),
        ("fn it_begins_anew() {", 1),
        ("LEDs are put\n# off", 1),
        ("That is no state.", 1),
        ("모의 보드", 1),
        ("새\n단추를 누릅니다.", 2),
    ] {
        let found = found(text);
        assert!(!found.is_empty(), "{text}");
        assert!(found[0].starts_with(&format!("t:{line}: ")), "{found:?}");
    }
    for text in [
        "amend, mender, a renewal",
        "There is no state, and it is no longer there.",
        "규모의 보드, 소모의",
        "가중합 net(전송함수값)",
    ] {
        assert_eq!(found(text), [""; 0], "{text}");
    }
}
