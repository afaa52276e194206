//! Unknown keys and sections in a config file, and where such a line belongs.

use super::characters;
use super::source::{Remark, Source};
use crate::messages;
use std::borrow::Cow;
use toml::Spanned;

/// The unknown names in a file. `keys` are all known keys, section by section, such as `network.seed`.
pub fn keys(source: &Source, keys: &[&'static str]) -> Vec<Remark> {
    let known = Known { keys };
    let mut wrong = Vec::new();
    for (section, contents) in source.table() {
        let name = section.get_ref().as_ref();
        let is_known = known.sections().contains(&name);
        match contents.get_ref().as_table() {
            Some(table) if is_known => {
                let keys = table.keys();
                wrong.extend(keys.filter_map(|key| known.wrong_key(source, name, key)));
            }
            Some(_) => {
                let what = messages::config_unknown_section(name, known.sections().join(", "));
                wrong.push(source.remark_at(section.span().start, name, what.into()));
            }
            None if is_known => {
                let what = messages::config_section_form(name);
                wrong.push(source.remark_at(contents.span().start, name, what.into()));
            }
            None => {
                let what = match known.homes(name) {
                    Some(homes) => messages::config_key_above(name, homes),
                    None => messages::config_unknown_above(name, known.sections().join(", ")),
                };
                wrong.push(source.remark_at(section.span().start, name, what.into()));
            }
        }
    }
    wrong
}

/// All known keys.
struct Known<'k> {
    keys: &'k [&'static str],
}

impl Known<'_> {
    /// What is wrong with the name of a key in a known section.
    fn wrong_key(
        &self,
        source: &Source,
        section: &str,
        key: &Spanned<Cow<'_, str>>,
    ) -> Option<Remark> {
        let name = key.get_ref().as_ref();
        let allowed: Vec<_> = self.keys_of(section).collect();
        if allowed.contains(&name) {
            return None;
        }
        let allowed = allowed.join(", ");
        let what = if let Some(homes) = self.homes(name) {
            messages::config_key_elsewhere(name, section, allowed, homes)
        } else if self.sections().contains(&name) {
            messages::config_key_with_section(name, section, allowed)
        } else if let Some(hint) = characters::lookalike(name) {
            messages::config_key_lookalike(name, section, allowed, hint)
        } else {
            messages::config_unknown_key(name, section, allowed)
        };
        let place = format!("{section}.{name}");
        Some(source.remark_at(key.span().start, &place, what.into()))
    }

    /// The sections with this key.
    fn homes(&self, key: &str) -> Option<String> {
        let keys = self.keys.iter().filter_map(|known| known.split_once('.'));
        let homes = keys.filter(|(_, name)| *name == key);
        homes
            .map(|(home, _)| format!("[{home}]"))
            .reduce(messages::config_or)
    }

    /// The known sections, each once.
    fn sections(&self) -> Vec<&'static str> {
        let mut sections: Vec<_> = self
            .keys
            .iter()
            .filter_map(|key| Some(key.split_once('.')?.0))
            .collect();
        sections.dedup();
        sections
    }

    fn keys_of(&self, section: &str) -> impl Iterator<Item = &'static str> {
        let keys = self.keys.iter().filter_map(|key| key.split_once('.'));
        keys.filter(move |(home, _)| *home == section)
            .map(|(_, name)| name)
    }
}
