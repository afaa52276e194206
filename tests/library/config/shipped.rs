//! The configs that are shipped, and the lines of the documentation: complete, explained, and the same in both
//! languages.

use super::wrong;
use backpropd::board::{Kind, Wiring};
use backpropd::config::{Config, KEYS, Seed};
use backpropd::{machine, trainer};
use std::thread;
use std::time::Duration;

/// The shipped file states every default, so that leaving out a key changes nothing.
#[test]
fn the_shipped_config_has_every_default() {
    let text = std::fs::read_to_string("config/backpropd.toml").unwrap();
    let (config, warnings) = Config::parse("backpropd.toml", &text).unwrap();
    assert!(warnings.is_empty(), "{warnings:?}");
    assert_eq!(config.board, Kind::Auto);
    assert_eq!(config.wiring, Wiring::default());
    assert_eq!(config.machine, machine::Settings::default());
    assert_eq!(config.trainer, trainer::Settings::default());
    assert_eq!(config.seed, Seed::Random);
    assert_eq!(config.state, None);
    assert_eq!(config.save_interval, Duration::from_secs(30));

    let (empty, _) = Config::parse("empty.toml", "").unwrap();
    assert_eq!(empty, config);
}

/// The shipped file documents every key: it contains exactly these keys, in the order of the table, each below a
/// comment that gives its range. The range of the pins is given once, above the first.
#[test]
fn the_shipped_config_explains_every_key_with_its_range() {
    explains_every_key("config/backpropd.toml");
    #[cfg(feature = "ko")]
    backpropd::language::within(backpropd::language::Language::Ko, || {
        explains_every_key("config/backpropd.ko.toml");
    });
}

/// The ranges in the words of the current language.
fn explains_every_key(file: &str) {
    let text = std::fs::read_to_string(file).unwrap();
    let (mut keys, mut ranges) = (Vec::new(), 0);
    let (mut section, mut remark, mut is_ended) = ("", String::new(), false);
    for line in text.lines() {
        let code = line.trim_start_matches('#');
        let key = code.split_once(" = ").map(|(key, _)| key);
        if let Some(name) = line.strip_prefix('[') {
            section = name.strip_suffix(']').unwrap();
            (remark, is_ended) = (String::new(), false);
        } else if let Some(name) = key.filter(|key| !key.is_empty() && !key.contains(' ')) {
            let name = format!("{section}.{name}");
            assert!(!remark.is_empty(), "{name} has no remark");
            let known = KEYS.iter().find(|key| key.name == name);
            if let Some(range) = known.and_then(|key| key.range()) {
                let range = backpropd::said::range(&range).to_lowercase();
                assert!(
                    remark.to_lowercase().contains(&range),
                    "{name}: {range} is not in:{remark}"
                );
                ranges += 1;
            }
            keys.push(name);
            is_ended = true;
        } else if let Some(more) = line.strip_prefix("# ") {
            if is_ended && section != "pins" {
                (remark, is_ended) = (String::new(), false);
            }
            remark += " ";
            remark += more;
        }
    }
    keys.sort_by_key(|key| key.starts_with("pins.").then_some(key.clone()));
    let mut table: Vec<_> = KEYS.iter().map(|key| key.name.to_owned()).collect();
    table.sort_by_key(|key| key.starts_with("pins.").then_some(key.clone()));
    assert_eq!(keys, table);
    println!("{} keys, {ranges} ranges", keys.len());
}

/// The Korean file differs from the English one only in its comments: same sections, keys and values in the same
/// order.
#[test]
fn the_korean_config_differs_only_in_its_comments() {
    let is_korean = |text: &str| text.contains(|letter| ('가'..='힣').contains(&letter));
    let settings = |path: &str| {
        let text = std::fs::read_to_string(path).unwrap();
        let mut settings = Vec::new();
        for line in text.lines() {
            // `# ` starts a comment; `#key = value` is a key that is left out.
            if line.starts_with("# ") || line == "#" || line.is_empty() {
                continue;
            }
            let (setting, comment) = line.split_once(" # ").unwrap_or((line, ""));
            assert!(!is_korean(setting), "{path}: {setting}");
            settings.push((setting.to_owned(), comment.to_owned()));
        }
        settings
    };
    let english = settings("config/backpropd.toml");
    let korean = settings("config/backpropd.ko.toml");
    assert_eq!(english.len(), korean.len());
    for ((english, comment), (korean, translated)) in english.iter().zip(&korean) {
        assert_eq!(english, korean);
        assert_eq!(comment.is_empty(), translated.is_empty(), "{english}");
        assert!(translated.is_empty() || is_korean(translated), "{english}");
    }
    println!("{} lines", english.len());
    let load = |path: &str| Config::load(path.as_ref()).unwrap();
    assert_eq!(
        load("config/backpropd.toml"),
        load("config/backpropd.ko.toml")
    );
}

/// The code blocks in the documentation.
fn snippets() -> Vec<(String, String)> {
    let mut snippets = Vec::new();
    for page in [
        "README.md",
        "README.ko.md",
        "LEARN.md",
        "docs/panel.md",
        "docs/panel.ko.md",
        "docs/troubleshooting.md",
        "docs/troubleshooting.ko.md",
    ] {
        let text = std::fs::read_to_string(page).unwrap();
        let mut parts = text.split("\n```").skip(1);
        while let (Some(block), _) = (parts.next(), parts.next()) {
            let (language, block) = block.split_once('\n').unwrap_or_default();
            snippets.push((language.to_owned(), format!("{block}\n")));
        }
    }
    snippets
}

/// People paste what they find in the documentation at the end of the file, or anywhere else.
#[test]
fn lines_pasted_from_the_documentation_work_or_are_explained() {
    let shipped = std::fs::read_to_string("config/backpropd.toml").unwrap();
    let lines: Vec<_> = shipped.split_inclusive('\n').collect();
    // How often a snippet was pasted, and whether it was TOML.
    let paste = |language: &str, snippet: &str| {
        for at in 0..=lines.len() {
            let (before, after) = (lines[..at].concat(), lines[at..].concat());
            let said = wrong(&format!("{before}{snippet}{after}"));
            for line in said.lines().filter(|line| *line != "nothing") {
                assert!(line.starts_with("c.toml:"), "{line}");
                // The message never mentions quotes to someone who pasted a word with quotes, or the like.
                assert!(!line.contains("duplicate"), "{line}");
            }
            if language != "toml" {
                continue;
            }
            assert!(
                !said.contains("not TOML") && !said.contains("quotes"),
                "{snippet}\n{said}"
            );
            if at == lines.len() {
                let header = snippet.lines().next().unwrap();
                let first = shipped.lines().position(|line| line == header).unwrap() + 1;
                let expected = format!("section {header} is already on line {first}");
                assert!(said.contains(&expected), "{snippet}\n{said}");
            }
        }
        (lines.len() + 1, language == "toml")
    };
    let (mut pasted, mut toml) = (0, 0);
    let snippets = snippets();
    thread::scope(|scope| {
        let threads: Vec<_> = snippets
            .iter()
            .map(|(language, snippet)| scope.spawn(|| paste(language, snippet)))
            .collect();
        for thread in threads {
            let (times, is_toml) = thread.join().unwrap();
            pasted += times;
            toml += if is_toml { times } else { 0 };
        }
    });
    // One line of the file itself at its end: a duplicate in the last section, or a line that has landed there.
    let mut moved = 0;
    let mut home = "";
    for line in shipped.lines() {
        let line = line.trim_start_matches('#');
        if line.starts_with('[') {
            home = line;
        }
        let Some((key, _)) = line.split_once(" = ").filter(|(key, _)| !key.contains(' ')) else {
            continue;
        };
        let said = wrong(&format!("{shipped}{line}\n"));
        if home == "[status]" {
            assert_eq!(said, "nothing", "{line}");
            continue;
        }
        let expected = format!(
            ": status.{key}: unknown key {key} in [status]; allowed: socket; or move this line to "
        );
        assert!(
            said.contains(&expected) && said.contains(home),
            "{line}\n{said}"
        );
        moved += 1;
    }
    println!("{pasted} pastes, {toml} of TOML; {moved} lines in the wrong section");
    assert!(toml > 500 && moved > 20, "{toml} {moved}");
}
