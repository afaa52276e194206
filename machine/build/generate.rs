//! The code for a catalogue: a function per message, with a parameter per value.
//!
//! The functions pass on a template: text with marks, which `src/messages.rs` fills in. Marks are control characters,
//! because messages contain none except line breaks; see `mark` there.

use crate::catalogue::{Catalogue, Message, Part};
use std::fmt::Write;

/// Messages for the page in the browser begin with this. They become a file of their own, since the page fills them in
/// itself.
const PAGE: &str = "page-";

/// Messages with these prefixes are for the page too: its machine names them (src/messages.rs), and the page says them.
const NAMED: [&str; 11] = [
    "address-",
    "desk-",
    "io-other",
    "json-",
    "mistake-",
    "non-finite",
    "range-",
    "reason-",
    "recording-",
    "text-",
    "warning-",
];

/// Messages with this prefix are for the wall of a class in the browser, and for the terminal.
const WALL: &str = "class-";

/// Messages of the page that the wall has as well.
const OF_BOTH: [&str; 7] = [
    "page-language",
    "page-live",
    "page-connecting",
    "page-away",
    "page-lost",
    "page-refused",
    "page-full",
];

/// The code of the module `messages`.
pub fn functions(english: &Catalogue, korean: &Catalogue) -> String {
    let mut code = String::new();
    for (name, message) in &english.messages {
        if !name.starts_with(PAGE) {
            function(&mut code, name, message, &korean.messages[name]);
        }
    }
    code
}

/// The messages of the page of a board, as JSON: for each language an object of templates by name. The values of its own
/// messages have names, those of the machine's messages numbers.
pub fn page(english: &Catalogue, korean: Option<&Catalogue>) -> String {
    let is_in =
        |name: &str| name.starts_with(PAGE) || NAMED.iter().any(|start| name.starts_with(start));
    templates(english, korean, &is_in)
}

/// The messages of the wall of a class, as JSON; all values have names.
pub fn wall(english: &Catalogue, korean: Option<&Catalogue>) -> String {
    let is_in = |name: &str| name.starts_with(WALL) || OF_BOTH.contains(&name);
    templates(english, korean, &is_in)
}

/// For each language an object of templates by name.
fn templates(
    english: &Catalogue,
    korean: Option<&Catalogue>,
    is_in: &dyn Fn(&str) -> bool,
) -> String {
    let texts = |catalogue: &Catalogue| {
        let messages = catalogue.messages.iter();
        let texts = messages
            .filter(|(name, _)| is_in(name))
            .map(|(name, message)| {
                // In the order of the English text, as in the functions.
                let index = |value: &str| match name.starts_with(PAGE) || name.starts_with(WALL) {
                    true => value.into(),
                    false => number(&english.messages[name], value),
                };
                let text = template(&message.parts, &index);
                let name = name.trim_start_matches(PAGE).replace('-', "_");
                format!("{}:{}", quoted(&name), quoted(&text))
            });
        texts.collect::<Vec<_>>().join(",")
    };
    let mut json = format!("{{\"en\":{{{}}}", texts(english));
    if let Some(korean) = korean {
        let _ = write!(json, ",\"ko\":{{{}}}", texts(korean));
    }
    json + "}\n"
}

/// A text as JSON writes it. No `<`: the page stands within a tag.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for char in text.chars() {
        match char {
            '"' | '\\' => quoted.extend(['\\', char]),
            '\0'..='\x1f' | '<' => {
                let _ = write!(quoted, "\\u{:04x}", char as u32);
            }
            _ => quoted.push(char),
        }
    }
    quoted + "\""
}

/// The digit of a value: its place in the English text.
fn number(english: &Message, value: &str) -> String {
    let at = english.values.iter().position(|it| it == value);
    let at = at.expect("both take the same values");
    char::from(b'0' + u8::try_from(at).expect("few values")).to_string()
}

fn function(code: &mut String, name: &str, message: &Message, other: &Message) {
    let values = &message.values;
    let index = |value: &str| number(message, value);
    let [en, ko] = [message, other].map(|message| template(&message.parts, &index));
    let name = name.replace('-', "_");
    let doc = readable(&message.parts).replace('\n', "\n/// ");
    let parameters: Vec<_> = (values.iter())
        .map(|value| format!("{}: impl Display", value.replace('-', "_")))
        .collect();
    let arguments: Vec<_> = values
        .iter()
        .map(|value| format!("&{}", value.replace('-', "_")))
        .collect();
    let (kind, body) = match values.len() {
        0 => (
            "&'static str",
            format!("text!({name:?}, {en:?}, {ko:?}).get()"),
        ),
        _ => (
            "String",
            format!(
                "text!({name:?}, {en:?}, {ko:?}).fill(&[{}])",
                arguments.join(", ")
            ),
        ),
    };
    let _ = write!(
        code,
        "/// ```text\n/// {doc}\n/// ```\npub fn {name}({}) -> {kind} {{\n    {body}\n}}\n\n",
        parameters.join(", ")
    );
}

/// The text with marks; `index` turns the name of a value into its mark.
fn template(parts: &[Part], index: &dyn Fn(&str) -> String) -> String {
    let part = |part: &Part| match part {
        Part::Text(text) => text.clone(),
        Part::Value(name) => format!("\u{1}{}\u{4}", index(name)),
        Part::Particle(name, particle) => format!("\u{2}{}\u{6}{particle}\u{4}", index(name)),
        Part::Choice(name, texts) => {
            let texts = texts
                .iter()
                .map(|(key, parts)| format!("\u{5}{key}\u{6}{}", template(parts, index)));
            format!("\u{3}{}{}\u{7}", index(name), texts.collect::<String>())
        }
    };
    parts.iter().map(part).collect()
}

/// The text for the documentation.
fn readable(parts: &[Part]) -> String {
    let part = |part: &Part| match part {
        Part::Text(text) => text.clone(),
        Part::Value(name) => format!("{{ ${name} }}"),
        Part::Particle(..) => String::new(),
        Part::Choice(_, texts) => texts
            .last()
            .map_or(String::new(), |(_, parts)| readable(parts)),
    };
    parts.iter().map(part).collect()
}
