//! Values as TOML has them: found by the name of their key, read as numbers, and the remark about one of the wrong kind.

use super::characters;
use crate::messages;
use std::borrow::Cow;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A key and its value, with their places.
pub type Entry<'t, 'a> = (&'t Spanned<Cow<'a, str>>, &'t Spanned<DeValue<'a>>);

/// The entry with this name.
pub fn find<'t, 'a>(table: &'t DeTable<'a>, name: &str) -> Option<Entry<'t, 'a>> {
    table.iter().find(|(key, _)| key.get_ref() == name)
}

/// A whole number, limited to the range of its type.
pub fn whole(value: &DeValue) -> Option<i64> {
    let DeValue::Integer(number) = value else {
        return None;
    };
    let digits = number.as_str();
    let nearest = if digits.starts_with('-') {
        i64::MIN
    } else {
        i64::MAX
    };
    Some(i64::from_str_radix(digits, number.radix()).unwrap_or(nearest))
}

/// A number.
pub fn number(value: &DeValue) -> Option<f64> {
    match value {
        DeValue::Float(float) => float.as_str().parse().ok(),
        _ => whole(value).map(|whole| whole as f64),
    }
}

/// The remark about a value of the wrong kind, if quotes are wrong too.
pub fn unexpected(value: &DeValue, written: &str, allowed: &str) -> String {
    let is_plain = |word: &str| characters::lookalike(word).is_none();
    match value.as_str().filter(|word| is_plain(word)) {
        Some(_) => messages::config_unexpected_quotes(shortened(written), allowed),
        None => unexpected_word(value, written, allowed),
    }
}

/// The remark about a value of the wrong kind, if a text in quotes is allowed.
pub fn unexpected_word(value: &DeValue, written: &str, allowed: &str) -> String {
    let short = shortened(written);
    match value.as_str().and_then(characters::lookalike) {
        Some(lookalike) => messages::config_unexpected_lookalike(short, allowed, lookalike),
        None => messages::config_unexpected(short, allowed),
    }
}

/// The beginning of a value as written in the file.
fn shortened(written: &str) -> String {
    let line = written.lines().next().unwrap_or_default();
    let mut short: String = line.chars().take(40).collect();
    if short.len() < written.len() {
        short.push('…');
    }
    short
}
