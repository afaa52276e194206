//! Characters that look like others, or are invisible: word processors, web pages and keyboards for other scripts put
//! them into files unnoticed. This file has their names, and what to write instead.

use crate::messages;

/// The first character of a line that is not allowed there: its byte, its name and the remedy.
pub fn unusable(line: &str) -> Option<(usize, String)> {
    let control = |(_, char): &(usize, char)| char.is_control() && !"\t\r".contains(*char);
    let outside = || outside_quotes(line).take_while(|(_, char)| *char != '#');
    let found = (line.char_indices().find(control))
        .or_else(|| outside().find(|(_, char)| !char.is_ascii()))
        .or_else(|| curly_end(line));
    let (at, char) = found?;
    let what = describe(char).unwrap_or_else(|| messages::config_character(char, code(char)));
    Some((at, what))
}

/// The characters of a line outside quotes, without the quotes themselves.
pub fn outside_quotes(line: &str) -> impl Iterator<Item = (usize, char)> {
    let mut quote = None;
    let mut escaped = false;
    line.char_indices().filter(move |(_, char)| {
        match quote {
            Some(_) if escaped => escaped = false,
            Some('"') if *char == '\\' => escaped = true,
            Some(open) if *char == open => quote = None,
            Some(_) => {}
            None if matches!(char, '"' | '\'') => quote = Some(*char),
            None => return true,
        }
        false
    })
}

/// The first deceptive character of a word: its name and the remedy.
pub fn lookalike(word: &str) -> Option<String> {
    word.chars().find_map(describe)
}

/// A curly quote that was meant to end a text with a straight quote at its start.
fn curly_end(line: &str) -> Option<(usize, char)> {
    let open = line.matches('"').count() % 2 == 1 || line.matches('\'').count() % 2 == 1;
    let mut chars = line.char_indices();
    chars.find(|(_, char)| open && matches!(char, '“'..='‟' | '‘'..='‛' | '＂' | '＇'))
}

/// The name of a deceptive character, and what to do about it.
fn describe(char: char) -> Option<String> {
    let (name, remedy) = match char {
        '\u{a0}' | '\u{2007}' | '\u{202f}' => space(messages::config_no_break_space()),
        '\u{3000}' => space(messages::config_full_width_space()),
        '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{205f}' => {
            space(messages::config_typographic_space())
        }
        '\u{200b}' => unwanted(messages::config_zero_width_space()),
        '\u{200c}' | '\u{200d}' | '\u{2060}' => unwanted(messages::config_zero_width_joiner()),
        '\u{feff}' => unwanted(messages::config_byte_order_mark()),
        '\u{ad}' => unwanted(messages::config_soft_hyphen()),
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            unwanted(messages::config_direction_mark())
        }
        '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' => {
            unwanted(messages::config_hangul_filler())
        }
        '\u{85}' | '\u{2028}' | '\u{2029}' => (
            messages::config_line_separator().into(),
            messages::config_new_line().into(),
        ),
        '“'..='‟' | '«' | '»' | '″' | '〝' | '〞' | '「' | '」' => {
            instead(messages::config_curly_quote(), '"')
        }
        '‘'..='‛' | '′' | '`' | '´' => instead(messages::config_curly_quote(), '\''),
        '‐'..='―' | '−' => instead(messages::config_dash(), '-'),
        '！'..='～' => {
            let ascii = u32::from(char).checked_sub(0xFEE0).and_then(char::from_u32);
            let ascii = ascii.unwrap_or(char);
            instead(&messages::config_full_width(ascii), ascii)
        }
        '\t' | '\r' | '\n' => return None,
        char if char.is_control() => unwanted(messages::config_control_character()),
        char if char.is_numeric() && !char.is_ascii() => (
            messages::config_foreign_digit().into(),
            messages::config_use_digits().into(),
        ),
        _ => return None,
    };
    Some(messages::config_lookalike(name, code(char), remedy))
}

fn space(name: &str) -> (String, String) {
    (name.into(), messages::config_use_space().into())
}

fn unwanted(name: &str) -> (String, String) {
    (name.into(), messages::config_delete_it().into())
}

fn instead(name: &str, right: char) -> (String, String) {
    (name.into(), messages::config_use(right))
}

/// Its code point, such as `U+00A0`.
fn code(char: char) -> String {
    format!("U+{:04X}", u32::from(char))
}
