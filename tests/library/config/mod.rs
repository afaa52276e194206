//! What a config file may contain, and the messages for a file that is wrong.

mod hints;
mod mistakes;
mod pins;
mod settings;
mod shipped;

#[cfg(feature = "ko")]
use crate::korean;
use backpropd::config::Config;

/// The messages about a wrong file: one line per mistake.
fn wrong(text: &str) -> String {
    let said = || match Config::parse("c.toml", text) {
        Ok(_) => "nothing".into(),
        Err(error) => error.to_string(),
    };
    #[cfg(feature = "ko")]
    in_both_languages(text, &|| match Config::parse("c.toml", text) {
        Ok((config, warnings)) => {
            let mut texts: Vec<_> = warnings.iter().map(ToString::to_string).collect();
            texts.extend(config.left_out().map(|text| text.to_string()));
            texts.join("\n")
        }
        Err(error) => error.to_string(),
    });
    said()
}

/// The messages about a file are Korean in Korean and English in English, and name the same places.
#[cfg(feature = "ko")]
fn in_both_languages(text: &str, said: &dyn Fn() -> String) {
    use backpropd::language::{Language, within};
    let (english, korean) = (said(), within(Language::Ko, said));
    let places = |said: &str| -> Vec<String> {
        let places = said.lines().filter_map(|line| line.split_once(": "));
        places.map(|(place, _)| place.to_owned()).collect()
    };
    let has_place = |said: &str| said.starts_with("c.toml:");
    if has_place(&english) {
        assert_eq!(places(&english), places(&korean), "{text}");
    }
    assert_eq!(korean::hangul_in(&english, text), "", "{text}\n{english}");
    for line in korean.lines() {
        // The key, if any, is between the place and the text.
        assert_ne!(korean::hangul_in(line, ""), "", "{text}\n{line}");
        let english = korean::english_in(line);
        assert!(english.is_empty(), "{text}\n{line}\n{english:?}");
    }
}
