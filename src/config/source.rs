//! The text of a config file: the values of keys, and remarks with line and column.
//!
//! It does not know which keys exist.

use super::mistakes;
use super::value::{Entry, find};
use crate::language::Wording;
use crate::plain_text::{self, NotText, place};
use crate::printable::printable;
use std::fmt;
use toml::de::{DeTable, DeValue};

/// A remark about a place in the file, on one line.
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
    /// The key or section, as written in the file; empty if there is none.
    key: String,
    what: Wording,
}

impl Remark {
    fn new(file: &str, (line, column): (usize, usize), key: &str, what: Wording) -> Self {
        Self {
            file: file.into(),
            line,
            column,
            key: key.into(),
            what,
        }
    }

    /// The key or section; empty if the file is not TOML.
    pub(super) fn key(&self) -> &str {
        &self.key
    }

    /// The line and the column, both from 1, counted in characters.
    pub fn place(&self) -> (usize, usize) {
        (self.line, self.column)
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            file, line, column, ..
        } = self;
        write!(f, "{file}:{line}:{column}: ")?;
        if !self.key.is_empty() {
            write!(f, "{}: ", printable(&self.key))?;
        }
        f.write_str(&printable(&self.what.to_string()))
    }
}

/// A file of valid TOML.
pub struct Source<'a> {
    file: &'a str,
    text: &'a str,
    table: DeTable<'a>,
}

impl<'a> Source<'a> {
    /// Parses the text; the error is the place of the first mistake.
    pub fn parse(file: &'a str, bytes: &'a [u8]) -> Result<Self, Remark> {
        let text = plain_text::read(bytes).map_err(|wrong| {
            let NotText { line, column, what } = wrong;
            let what = Wording::of(&|| what.to_string());
            Remark::new(file, (line, column), "", what)
        })?;
        match DeTable::parse(text) {
            Ok(table) => Ok(Self {
                file,
                text,
                table: table.into_inner(),
            }),
            Err(error) => {
                let (at, what) = mistakes::explain(text, &error);
                Err(Remark::new(file, place(text, at), "", what.into()))
            }
        }
    }

    /// The top level of the file: its sections.
    pub fn table(&self) -> &DeTable<'a> {
        &self.table
    }

    /// Whether the file has this section.
    pub fn has(&self, section: &str) -> bool {
        find(&self.table, section).is_some()
    }

    /// A remark about the value of a key like `network.seed`.
    pub fn remark(&self, key: &str, what: Wording) -> Remark {
        self.remark_at(self.start(key), key, what)
    }

    /// The byte at which the value of a key begins.
    fn start(&self, key: &str) -> usize {
        self.entry(key).map_or(0, |(_, value)| value.span().start)
    }

    /// The line of a key, from 1.
    pub fn line(&self, key: &str) -> usize {
        place(self.text, self.start(key)).0
    }

    /// The place of the value of a key: `FILE:LINE:COLUMN`.
    pub fn place(&self, key: &str) -> String {
        let (line, column) = place(self.text, self.start(key));
        format!("{}:{line}:{column}", self.file)
    }

    /// The value of a key like `network.seed`, if the file has it.
    pub fn value(&self, key: &str) -> Option<&DeValue<'a>> {
        Some(self.entry(key)?.1.get_ref())
    }

    /// The value of a key as written in the file; empty if it has none.
    pub fn written(&self, key: &str) -> &'a str {
        let span = self.entry(key).map(|(_, value)| value.span());
        span.and_then(|span| self.text.get(span))
            .unwrap_or_default()
    }

    /// A remark about a key or section, at this byte.
    pub fn remark_at(&self, at: usize, key: &str, what: Wording) -> Remark {
        Remark::new(self.file, place(self.text, at), key, what)
    }

    fn entry(&self, key: &str) -> Option<Entry<'_, 'a>> {
        let (section, name) = key.split_once('.')?;
        let (_, section) = find(&self.table, section)?;
        find(section.get_ref().as_table()?, name)
    }
}
