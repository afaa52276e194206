//! Every message is used, and no text for people is anywhere else. The build itself checks that no message is missing
//! and that both languages agree.

use std::fs;
use std::path::{Path, PathBuf};

/// The files with this ending in a folder and its subfolders.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| match path.is_dir() {
            true => files(&path, ending),
            false if path.to_str().unwrap().ends_with(ending) => vec![path],
            false => Vec::new(),
        })
        .collect()
}

fn text_of(folders: &[&str], ending: &str) -> String {
    let paths = folders
        .iter()
        .flat_map(|folder| files(folder.as_ref(), ending));
    paths
        .map(|path| fs::read_to_string(path).unwrap())
        .collect()
}

/// Whether the text contains this name as a whole word.
fn is_word_of(name: &str, text: &str) -> bool {
    let is_edge =
        |char: Option<char>| char.is_none_or(|char| !char.is_alphanumeric() && char != '_');
    text.match_indices(name).any(|(at, _)| {
        let after = text[at + name.len()..].chars().next();
        is_edge(text[..at].chars().next_back()) && is_edge(after)
    })
}

/// Whether the page composes this name, as in `button_${name}`.
fn is_made_in(name: &str, page: &str) -> bool {
    let made = page.split('`').filter_map(|text| text.split_once("_${"));
    made.into_iter()
        .any(|(start, _)| name.starts_with(&format!("{start}_")))
}

#[test]
fn every_message_is_used() {
    let code = text_of(&["src", "machine/src", "page/wasm/src"], ".rs");
    let page = text_of(&["page"], ".js") + &text_of(&["page"], ".html");
    let catalogue = fs::read_to_string("machine/data/messages/en.ftl").unwrap();
    let names = catalogue.lines().filter_map(|line| {
        let (name, _) = line.split_once(" =")?;
        let is_name = name.starts_with(|char: char| char.is_ascii_lowercase());
        is_name.then(|| name.replace('-', "_"))
    });
    let mut tried = 0;
    for name in names {
        let is_used = match name.strip_prefix("page_") {
            Some(name) => is_word_of(name, &page) || is_made_in(name, &page),
            // A message of the wall may be in its page alone.
            None if name.starts_with("class_")
                && (is_word_of(&name, &page) || is_made_in(&name, &page)) =>
            {
                true
            }
            None => is_word_of(&format!("messages::{name}"), &code),
        };
        assert!(is_used, "no code uses the message {name}");
        tried += 1;
    }
    assert!(tried > 100);
    println!("{tried} messages");
}

/// A particle that fits one value does not fit the next: o1이, but o2가.
#[test]
fn korean_particles_after_values_follow_their_reading() {
    let catalogue = fs::read_to_string("machine/data/messages/ko.ftl").unwrap();
    let by_hand = |text: &str| {
        let word: String = text
            .chars()
            .take_while(|char| char.is_alphabetic())
            .collect();
        ["이", "가", "은", "는", "을", "를", "과", "와", "으로", "로"].contains(&&*word)
    };
    let wrong = |line: &&str| line.split(" }").skip(1).any(by_hand);
    let found: Vec<_> = catalogue.lines().filter(wrong).collect();
    assert!(found.is_empty(), "use JOSA: {found:#?}");
    assert!(wrong(&"class-spread = { $name }이 흩어진 정도"));
    assert!(!wrong(
        &"class-help = { $n }이상 { JOSA($n, \"이/가\") } 아님"
    ));
}

/// Macros and methods whose literals people read.
const PRINTING: [&str; 12] = [
    "println!(",
    "print!(",
    "eprintln!(",
    "writeln!(",
    "write!(",
    "bail!(",
    "anyhow!(",
    "ensure!(",
    ".context(",
    "with_context(",
    "#[error(",
    "Error::other(",
];

/// The texts that clap shows: these attributes, and doc comments within types that derive its traits.
const HELP: [&str; 5] = [
    "about = ",
    "help = ",
    "long_help = ",
    "after_help = ",
    "before_help = ",
];

/// Files with English that is not for people, and why.
const EXCEPT: [(&str, &str); 7] = [
    (
        "src/main.rs",
        "the log could not be started, so no language is chosen",
    ),
    ("src/cli/manual.rs", "part of the tests"),
    ("src/cli/report.rs", "lines for programs"),
    ("src/store/state.rs", "remarks of the log"),
    ("src/web/source.rs", "the page's own protocol"),
    ("machine/src/recording/mod.rs", "the format of recordings"),
    ("machine/src/prometheus.rs", "the format of Prometheus"),
];

/// Whether this is a sentence, and not a name or a format of values: it has two plain words in a row.
fn is_sentence(literal: &str) -> bool {
    let words: Vec<_> = literal.split(' ').collect();
    let is_word = |word: &str| {
        let bare = word.trim_matches(|char: char| ",.:;!?()'\"".contains(char));
        bare.len() > 1 && bare.bytes().all(|byte| byte.is_ascii_lowercase())
    };
    words
        .windows(2)
        .any(|pair| is_word(pair[0]) && is_word(pair[1]))
}

/// The string literals of a piece of code, up to the parenthesis that closes the one before the code.
fn literals_within(code: &str) -> Vec<String> {
    let (mut literals, mut depth, mut chars) = (Vec::new(), 1, code.chars());
    while let Some(char) = chars.next() {
        match char {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            '"' => {
                let mut literal = String::new();
                while let Some(char) = chars.next() {
                    match char {
                        '"' => break,
                        '\\' => literal.extend(chars.next().filter(|char| !char.is_whitespace())),
                        _ => literal.push(char),
                    }
                }
                literals.push(literal);
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    literals
}

/// The code of a file without its tests and comments. (Log macros are not in the lists above: the log is English.)
fn code_of(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let end = text
        .find("#[cfg(test)]\nmod ")
        .or(text.find("#[cfg(all(test"));
    let text = &text[..end.unwrap_or(text.len())];
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The texts for people that are in a file instead of the catalogue.
fn literal_texts(path: &Path) -> Vec<String> {
    let code = code_of(path);
    let mut found = Vec::new();
    for start in PRINTING.iter().chain(&HELP) {
        for (at, _) in code.match_indices(start) {
            let before = code[..at].chars().next_back().unwrap_or(' ');
            if before.is_alphanumeric() || "_$".contains(before) {
                continue; // the end of another name
            }
            let after = &code[at + start.len()..];
            let literals = match start.ends_with('(') {
                true => literals_within(after),
                false if after.starts_with('"') => {
                    literals_within(after).into_iter().take(1).collect()
                }
                false => Vec::new(),
            };
            found.extend(literals.into_iter().filter(|literal| is_sentence(literal)));
        }
    }
    // A doc comment is help where clap derives from it.
    let text = fs::read_to_string(path).unwrap();
    let mut doc = None;
    let mut in_clap = false;
    for line in text.lines().map(str::trim) {
        in_clap |= line.contains("derive(clap::Args")
            || line.contains("derive(Subcommand")
            || line.contains("ValueEnum");
        in_clap &= line != "}";
        if let Some(comment) = line.strip_prefix("/// ") {
            doc = Some(comment.to_owned());
        } else if line.starts_with("#[") {
            // between the comment and what it is about
            let has_text =
                line.contains("help = ") || line.contains("about = ") || line.contains("skip");
            doc = doc.filter(|_| !has_text);
        } else {
            let is_field = line.ends_with(',') && !line.starts_with("pub ");
            found.extend(doc.take().filter(|_| in_clap && is_field));
        }
    }
    found
}

/// All texts for people are in the catalogue, so a translator finds them there.
#[test]
fn no_text_for_people_stands_in_the_code() {
    let folders = ["src", "machine/src"].map(Path::new);
    let (mut tried, mut found) = (0, String::new());
    for path in folders.iter().flat_map(|folder| files(folder, ".rs")) {
        let name = path.to_str().unwrap();
        if EXCEPT.iter().any(|(except, _)| *except == name) {
            continue;
        }
        for text in literal_texts(&path) {
            found += &format!("{name}: {text}\n");
        }
        tried += 1;
    }
    assert!(tried > 100, "{tried} files");
    assert!(found.is_empty(), "\n{found}");
    println!("{tried} files");
}
