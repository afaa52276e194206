//! Chooses the program's language: by the option `--lang`, else by the environment.
//!
//! This happens before the command line is parsed, because its errors and its help are texts too.

use super::out;
use backpropd::glyphs::Glyphs;
use backpropd::language::{self, Language};
use std::env;
use std::io;

/// Sets the chosen language for this thread if both outputs can show its letters, else English.
pub fn choose() {
    let named = of_arguments(env::args_os().filter_map(|argument| argument.into_string().ok()));
    let language = named.unwrap_or_else(of_environment);
    let has_letters = [out::glyphs(), out::glyphs_of(&io::stderr())] == [Glyphs::All; 2];
    if has_letters {
        language::set(language);
    } else if named.is_some_and(|language| language != Language::En) {
        log::warn!("English, since this terminal or locale has ASCII letters alone");
    }
}

/// The language of `--lang`. The parser reports mistakes in it.
fn of_arguments(arguments: impl Iterator<Item = String>) -> Option<Language> {
    let mut arguments = arguments.take_while(|argument| argument != "--");
    while let Some(argument) = arguments.next() {
        let name = match argument.split_once('=') {
            Some(("--lang", name)) => Some(name.to_owned()),
            None if argument == "--lang" => arguments.next(),
            _ => None,
        };
        if let Some(name) = name {
            let mut all = Language::ALL.iter();
            return all.find(|language| language.name() == name).copied();
        }
    }
    None
}

fn of_environment() -> Language {
    let value = |name| env::var(name).ok();
    let [lc_all, lc_messages, lang] = ["LC_ALL", "LC_MESSAGES", "LANG"].map(value);
    Language::of_locale(lc_all.as_deref(), lc_messages.as_deref(), lang.as_deref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_option_is_found_wherever_it_stands() {
        let of = |line: &str| of_arguments(line.split(' ').map(str::to_owned));
        assert_eq!(of("backpropd --lang en demo"), Some(Language::En));
        assert_eq!(of("backpropd demo --lang=en"), Some(Language::En));
        assert_eq!(of("backpropd demo --lang"), None);
        assert_eq!(of("backpropd demo --lang fr"), None);
        assert_eq!(of("backpropd panel -- --lang en"), None);
    }
}
