//! Every text for people, in the language of the thread: see [`language`].
//!
//! The texts are in `data/messages/en.ftl` and `ko.ftl`, in the syntax of Project Fluent. The build turns each into a
//! function of this module, with a parameter per value in the order of the English text. Log lines, JSON and config
//! keys are not here: they are English in every language.
//!
//! In the browser a message is its name and its values instead, in marks: the page has the texts of both languages already,
//! and chooses the language itself (page/words.js).

#[cfg(not(target_family = "wasm"))]
use crate::language::{self, Language};
#[cfg(not(target_family = "wasm"))]
use std::borrow::Cow;
use std::fmt::Display;

/// A text in each language: plain, or a template with marks.
#[cfg(not(target_family = "wasm"))]
#[derive(Clone, Copy, Debug)]
pub struct Text {
    en: &'static str,
    #[cfg(feature = "ko")]
    ko: &'static str,
}

/// The name of a message between marks.
#[cfg(target_family = "wasm")]
#[derive(Clone, Copy, Debug)]
pub struct Text(&'static str);

/// A message without values, to be called later, in the language of that moment.
pub type Later = fn() -> &'static str;

/// The marks in a template. `\u{1}` starts a value, `\u{2}` a Korean particle that fits a value, and [`CHOICE`] a
/// choice by a value. The value's number follows.
#[cfg(not(target_family = "wasm"))]
mod mark {
    /// The last of the marks. Texts contain no character up to it.
    pub const LAST: u8 = 7;
    pub const CHOICE: char = '\u{3}';
    /// After a value or a particle.
    pub const END: char = '\u{4}';
    /// Before each text of a choice: its key, then [`TEXT`], then the text.
    pub const NEXT: char = '\u{5}';
    /// Before the text of a choice, and before the two particles to choose from.
    pub const TEXT: char = '\u{6}';
    /// After a choice.
    pub const CHOSEN: char = '\u{7}';
}

#[cfg(target_family = "wasm")]
macro_rules! text {
    ($name:literal, $en:literal, $ko:literal) => {
        Text(concat!("\u{1}", $name, "\u{4}"))
    };
}

#[cfg(not(target_family = "wasm"))]
macro_rules! text {
    ($name:literal, $en:literal, $ko:literal) => {
        Text {
            en: $en,
            #[cfg(feature = "ko")]
            ko: $ko,
        }
    };
}

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

#[cfg(target_family = "wasm")]
impl Text {
    fn get(self) -> &'static str {
        self.0
    }

    /// The name, then the values, each after a mark; a value may be such a message too.
    fn fill(self, values: &[&dyn Display]) -> String {
        let mut text = String::from(self.0);
        let end = text.pop();
        for value in values {
            text.push('\u{5}');
            text.push_str(&value.to_string());
        }
        text.extend(end);
        text
    }
}

#[cfg(not(target_family = "wasm"))]
impl Text {
    /// The text in this language.
    pub const fn in_language(self, language: Language) -> &'static str {
        match language {
            Language::En => self.en,
            #[cfg(feature = "ko")]
            Language::Ko => self.ko,
        }
    }

    fn get(self) -> &'static str {
        self.in_language(language::current())
    }

    fn fill(self, values: &[&dyn Display]) -> String {
        let mut text = String::new();
        fill(self.get(), values, &mut text);
        text
    }
}

/// Appends the template with the values in place of the marks. A value's number is one digit.
#[cfg(not(target_family = "wasm"))]
fn fill(mut template: &'static str, values: &[&dyn Display], text: &mut String) {
    while let Some(at) = template.bytes().position(|byte| byte <= mark::LAST) {
        let (before, marked) = template.split_at(at);
        text.push_str(before);
        let is_choice = marked.starts_with(mark::CHOICE);
        let end = if is_choice { mark::CHOSEN } else { mark::END };
        let (marked, rest) = marked.split_once(end).unwrap_or((marked, ""));
        let number = usize::from(marked.as_bytes()[1] - b'0');
        let value = values[number].to_string();
        if is_choice {
            fill(chosen(marked, &value), values, text);
        } else {
            text.push_str(&said(marked, value));
        }
        template = rest;
    }
    text.push_str(template);
}

/// The value itself, or the particle that fits it.
#[cfg(all(feature = "ko", not(target_family = "wasm")))]
fn said(marked: &'static str, value: String) -> Cow<'static, str> {
    match marked.split_once(mark::TEXT) {
        Some((_, pair)) => language::particle(&value, pair),
        None => value.into(),
    }
}

/// The value itself: no English text has particles.
#[cfg(not(any(feature = "ko", target_family = "wasm")))]
fn said(_: &'static str, value: String) -> Cow<'static, str> {
    value.into()
}

/// The text for this value: the one with this key, `one` for 1, else the last.
#[cfg(not(target_family = "wasm"))]
fn chosen(texts: &'static str, value: &str) -> &'static str {
    let mut last = "";
    for text in texts.split(mark::NEXT).skip(1) {
        let (key, text) = text.split_once(mark::TEXT).unwrap_or_default();
        if key == value || (key == "one" && value == "1") {
            return text;
        }
        last = text;
    }
    last
}
