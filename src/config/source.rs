//! The text of a config file, and where in it what is said.
//!
//! Turns keys and the TOML reader's errors into lines and columns, in words that a person who has never programmed
//! understands. Knows nothing of what the keys mean.

use crate::printable::printable;
use serde::Deserialize;
use std::fmt;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Something about a place in the file, in one line.
///
/// ```
/// let (_, warnings) = backpropd::config::Config::parse("my.toml", "[pins]\ni1 = 2\n")?;
/// assert!(warnings[0].to_string().starts_with("my.toml:2:6: pins.i1: BCM pin 2 is also used by I2C"));
/// # Ok::<(), backpropd::config::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    file: String,
    line: usize,
    column: usize,
    text: String,
}

impl Remark {
    /// The line and the column, both from 1, counted in characters.
    pub fn place(&self) -> (usize, usize) {
        (self.line, self.column)
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            file,
            line,
            column,
            text,
        } = self;
        write!(f, "{file}:{line}:{column}: {text}")
    }
}

/// A file that is well-formed TOML.
pub struct Source<'a> {
    file: &'a str,
    text: &'a str,
    table: Spanned<DeTable<'a>>,
}

impl<'a> Source<'a> {
    /// Reads the form of the text; the error is the place of the first mistake.
    pub fn parse(file: &'a str, text: &'a str) -> Result<Self, Remark> {
        match DeTable::parse(text) {
            Ok(table) => Ok(Self { file, text, table }),
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                let word = text
                    .get(at..)
                    .unwrap_or_default()
                    .starts_with(|first: char| first.is_alphabetic());
                let hint = if word { "; a word needs quotes" } else { "" };
                let what = format!("this is not TOML: {}{hint}", error.message());
                Err(remark(file, text, at, &what))
            }
        }
    }

    /// Reads the contents, but for these sections.
    pub fn read<T: Deserialize<'a>>(&self, but: &[&str]) -> Result<T, Remark> {
        let mut table = self.table.clone();
        for section in but {
            table.get_mut().remove(*section);
        }
        T::deserialize(toml::Deserializer::from(table)).map_err(|error| self.explain(&error))
    }

    /// A remark about the value of a key like `network.seed`.
    pub fn remark(&self, key: &str, what: &str) -> Remark {
        let at = self.value(key).map_or(0, |span| span.start);
        remark(self.file, self.text, at, &format!("{key}: {what}"))
    }

    /// The value of a key as it is written in the file.
    pub fn written(&self, key: &str) -> &'a str {
        self.value(key).map_or("", |span| &self.text[span])
    }

    /// An error of the TOML reader's in plain words.
    fn explain(&self, error: &toml::de::Error) -> Remark {
        let at = error.span().map_or(0, |span| span.start);
        let mut what = error.message().replace('`', "");
        for (theirs, ours) in [
            ("unknown field ", "there is no key "),
            ("unknown variant ", "there is no "),
            ("invalid type: ", ""),
            ("invalid value: ", ""),
            ("expected one of ", "allowed: "),
            ("expected path string", "allowed: a path in quotes"),
            (
                "wanted string or table",
                "not a word, allowed: a word in quotes",
            ),
            ("expected struct ", "allowed: only a section, not "),
            (" as i128", ""),
            ("expected f64", "allowed: a number"),
            ("expected i64", "allowed: a whole number"),
            ("expected a boolean", "allowed: true or false"),
            ("expected a string", "allowed: text in quotes"),
            ("expected ", "allowed: "),
        ] {
            what = what.replace(theirs, ours);
        }
        let key = self.key_at(at);
        remark(self.file, self.text, at, &format!("{key}: {what}"))
    }

    fn value(&self, key: &str) -> Option<Range<usize>> {
        let (section, name) = key.split_once('.')?;
        let (_, section) = find(self.table.get_ref(), section)?;
        let (_, value) = find(section.get_ref().as_table()?, name)?;
        Some(value.span())
    }

    /// The key that stands, or whose value stands, at this byte.
    fn key_at(&self, at: usize) -> String {
        for (section, contents) in self.table.get_ref().iter() {
            let name = section.get_ref();
            if let Some(table) = contents.get_ref().as_table() {
                for (key, value) in table.iter() {
                    if key.span().contains(&at) || value.span().contains(&at) {
                        return format!("{name}.{}", key.get_ref());
                    }
                }
            }
            if section.span().contains(&at) || contents.span().contains(&at) {
                return name.to_string();
            }
        }
        "file".into()
    }
}

type Entry<'t, 'a> = (
    &'t Spanned<std::borrow::Cow<'a, str>>,
    &'t Spanned<DeValue<'a>>,
);

fn find<'t, 'a>(table: &'t DeTable<'a>, name: &str) -> Option<Entry<'t, 'a>> {
    table.iter().find(|(key, _)| key.get_ref() == name)
}

/// A remark about the byte `at` of the text.
fn remark(file: &str, text: &str, at: usize, what: &str) -> Remark {
    let before = text.get(..at).unwrap_or(text);
    let line = before.lines().count().max(1) + usize::from(before.ends_with('\n'));
    let column = before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .chars()
        .count()
        + 1;
    Remark {
        file: file.into(),
        line,
        column,
        text: printable(what),
    }
}
