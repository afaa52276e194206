//! The rule that finds a text in the wrong language.
//!
//! Korean output may contain Latin letters: names (`out_o1`, `steps_per_second`), commands, options, paths, units,
//! words of a file's format, and anything in quotes. It must not contain an English sentence. Two things, outside
//! quotes, show that there is one:
//!
//! 1. a word that most sentences have and hardly any name (`the`, `is`, `of` …), and
//! 2. three plain lower-case words in a row, separated only by spaces, unless the row is a command.
//!
//! English output must not contain Hangul, except in text that it quotes.

/// Words of sentences, except those that are also names here (`and`, `or`, `not`, `on`, `off`, `up`, `to`, `in`, `no`).
const WORDS_OF_SENTENCES: [&str; 46] = [
    "the", "is", "are", "was", "were", "be", "been", "of", "this", "that", "these", "those",
    "with", "without", "from", "has", "have", "had", "cannot", "can", "could", "must", "should",
    "will", "would", "which", "what", "where", "when", "your", "you", "there", "it", "its", "than",
    "because", "if", "only", "too", "does", "did", "already", "missing", "unknown", "allowed",
    "needs",
];

/// Programs: a row of words that starts with one of these is a command.
const PROGRAMS: [&str; 8] = [
    "backpropd",
    "sudo",
    "systemctl",
    "cargo",
    "man",
    "kill",
    "journalctl",
    "apt",
];

/// The English in a text that should be Korean; empty if there is none.
pub fn english_in(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in text.lines() {
        let line = without_quotes(line);
        for row in rows(&line) {
            let is_command = row.iter().any(|word| PROGRAMS.contains(word));
            let is_sentence = row.len() >= 3 && !is_command;
            let gives_away = |word| WORDS_OF_SENTENCES.contains(word) && !is_command;
            if is_sentence || row.iter().any(gives_away) {
                found.push(row.join(" "));
            }
        }
    }
    found
}

/// The Hangul in a text that should be English, except what it quotes from `input`.
pub fn hangul_in(text: &str, input: &str) -> String {
    let is_hangul = |char: &char| matches!(char, '가'..='힣' | 'ㄱ'..='ㆎ');
    let found = text.chars().filter(is_hangul);
    found.filter(|char| !input.contains(*char)).collect()
}

/// The line without the text between quotes.
fn without_quotes(line: &str) -> String {
    let mut kept = String::new();
    let mut rest = line;
    while let Some(at) = rest.find(['"', '\'', '`', '‘', '“']) {
        let (before, quoted) = rest.split_at(at);
        let open = quoted.chars().next().unwrap_or_default();
        let close = match open {
            '‘' => '’',
            '“' => '”',
            same => same,
        };
        let inner = &quoted[open.len_utf8()..];
        let Some(end) = inner.find(close) else {
            break;
        };
        kept += before;
        kept += " \u{fffc} "; // not such a word
        rest = &inner[end + close.len_utf8()..];
    }
    kept + rest
}

/// The rows of plain lower-case words: only letters, separated only by spaces.
fn rows(line: &str) -> Vec<Vec<&str>> {
    let mut rows = vec![Vec::new()];
    for token in line.split_whitespace() {
        let word = token.trim_start_matches(['(', '[']);
        let bare = word.trim_end_matches([',', '.', ':', ';', ')', ']', '!', '?']);
        let is_word = !bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_lowercase());
        if !is_word || word.len() < token.len() {
            rows.push(Vec::new());
        }
        if is_word {
            rows.last_mut().expect("there is one").push(bare);
        }
        if is_word && bare.len() < word.len() {
            rows.push(Vec::new());
        }
    }
    rows.retain(|row| !row.is_empty());
    rows
}
