//! Explains what is wrong with a file that is not TOML, for people who have never programmed.
//!
//! It looks at where the TOML parser stopped and at the text of that line, never at the parser's own message, which is
//! in English and for programmers. Of the keys, it only knows which take a word in quotes.

use super::characters::{outside_quotes, unusable};
use super::keys;
use super::value::find;
use crate::messages;
use crate::plain_text::place;
use toml::de::{DeTable, Error};

/// A mistake, and its byte in the text.
pub fn explain(text: &str, error: &Error) -> (usize, String) {
    let at = error.span().map_or(0, |span| span.start).min(text.len());
    let line = Line::around(text, at);
    if let Some((column, what)) = unusable(line.text) {
        return (line.start + column, what);
    }
    let what = duplicate(text, &line)
        .or_else(|| line.mistake())
        .unwrap_or_else(|| messages::config_not_toml().into());
    (at, what)
}

/// A line of the file.
struct Line<'a> {
    /// Its first byte.
    start: usize,
    text: &'a str,
    /// The text without surrounding spaces and comment.
    code: &'a str,
}

impl<'a> Line<'a> {
    fn around(text: &'a str, at: usize) -> Self {
        let before = text.get(..at).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let text = text[start..].lines().next().unwrap_or_default();
        let remark = unquoted(text, '#').unwrap_or(text.len());
        let code = text[..remark].trim();
        Self { start, text, code }
    }

    /// The name in `[name]`.
    fn section(&self) -> Option<&'a str> {
        let name = self.code.strip_prefix('[')?.split(']').next()?;
        Some(bare(name))
    }

    /// The two sides of `key = value`.
    fn key_and_value(&self) -> Option<(&'a str, &'a str)> {
        let (key, value) = self.code.split_at_checked(unquoted(self.code, '=')?)?;
        Some((key.trim(), value[1..].trim()))
    }

    /// What is wrong with the form of the line, if that can be recognised.
    fn mistake(&self) -> Option<String> {
        if self.code.is_empty() {
            return None;
        }
        if self.code.starts_with('[') {
            return Some(match self.code.split_once(']') {
                None => messages::config_section_unclosed().into(),
                Some((_, "" | "]")) => messages::config_section_name().into(),
                Some(_) => messages::config_after_section().into(),
            });
        }
        let Some((key, value)) = self.key_and_value() else {
            return Some(match unquoted(self.code, ':') {
                Some(_) => messages::config_colon().into(),
                None => messages::config_line().into(),
            });
        };
        if key.is_empty() {
            return Some(messages::config_no_key().into());
        }
        if key.contains(char::is_whitespace) && !key.contains(['"', '\'']) {
            return Some(messages::config_key_words().into());
        }
        mistake_in_value(key, value)
    }
}

/// What is wrong with the text after the `=`, if that can be recognised.
fn mistake_in_value(key: &str, value: &str) -> Option<String> {
    let Some(first) = value.chars().next() else {
        return Some(messages::config_no_value().into());
    };
    if let '"' | '\'' = first {
        let rest = &value[1..];
        return Some(match rest.find(first) {
            _ if value.starts_with("\"\"\"") || value.starts_with("'''") => {
                messages::config_long_text().into()
            }
            _ if first == '"' && rest.contains('\\') => messages::config_backslash().into(),
            None => messages::config_quote_unclosed(first),
            Some(end) if end + 1 < rest.len() => messages::config_after_text().into(),
            Some(_) => return None,
        });
    }
    let is_number = first.is_ascii_digit() || "+-.".contains(first);
    if is_number && value.contains(',') {
        return Some(messages::config_decimal_point(value.replace(',', ".")));
    }
    let unsigned = value.trim_start_matches(['+', '-']);
    if let Ok(number) = value.parse::<f64>()
        && (unsigned.starts_with('.') || unsigned.ends_with('.'))
    {
        return Some(messages::config_bare_point(format_args!("{number:?}")));
    }
    let digits = value.trim_start_matches('0');
    if is_number && digits.len() < value.len() && digits.parse::<u64>().is_ok() {
        return Some(messages::config_leading_zeros(digits));
    }
    let (number, unit) = value.split_at(value.find(char::is_alphabetic).unwrap_or(value.len()));
    let number = number.trim();
    if number.parse::<f64>().is_ok() && !unit.is_empty() && unit.chars().all(char::is_alphabetic) {
        return Some(messages::config_unit(number));
    }
    if is_number && !value.contains(|char: char| char.is_alphabetic() || char == '/') {
        return Some(messages::config_not_a_number(value));
    }
    if let '[' | '{' = first {
        return Some(messages::config_single_value().into());
    }
    if unquoted(value, '=').is_some() {
        return Some(messages::config_one_per_line().into());
    }
    let is_plain = !value.contains(['"', '\'', '[', '{']);
    is_plain.then(|| match keys::allowed_without_quotes(bare(key)) {
        Some(allowed) => messages::config_unexpected(value, allowed),
        None => messages::config_needs_quotes(key, value),
    })
}

/// A section or key that is already in the file, and its line.
fn duplicate(text: &str, line: &Line) -> Option<String> {
    let before = DeTable::parse(text.get(..line.start)?).ok()?;
    let before = before.get_ref();
    let number = |at: usize| place(text, at).0;
    if let Some(name) = line.section() {
        let (first, _) = find(before, name)?;
        let first = number(first.span().start);
        return Some(messages::config_section_twice(name, first));
    }
    let (key, _) = line.key_and_value()?;
    // The section of this line: the last one that started.
    let sections = before.iter().filter_map(|(name, contents)| {
        let table = contents.get_ref().as_table()?;
        let start = contents.span().start;
        text[start..]
            .starts_with('[')
            .then_some((start, name.get_ref().as_ref(), table))
    });
    let (section, table) = match sections.max_by_key(|(start, ..)| *start) {
        Some((_, name, table)) => (Some(name), table),
        None => (None, before),
    };
    let (section, table, key) = match (section, key.split_once('.')) {
        (None, Some((section, key))) => {
            let section = bare(section);
            (
                Some(section),
                find(before, section)?.1.get_ref().as_table()?,
                key,
            )
        }
        (section, _) => (section, table, key),
    };
    let key = bare(key);
    let (first, _) = find(table, key)?;
    let first = number(first.span().start);
    let section = section.map_or(String::new(), |name| format!("{name}."));
    Some(messages::config_key_twice(format!("{section}{key}"), first))
}

/// A key without its spaces and quotes.
fn bare(key: &str) -> &str {
    key.trim().trim_matches(['"', '\''])
}

/// The first occurrence of this character outside quotes.
fn unquoted(text: &str, wanted: char) -> Option<usize> {
    outside_quotes(text).find_map(|(at, char)| (char == wanted).then_some(at))
}
