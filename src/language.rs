//! The languages that viewers speak, and the words they have in each of them.
//!
//! Place: beside the flow. Whatever is shown to a person in both languages takes its words from a table that the macro
//! `texts!` makes, and the table brings the test that none of its translations is missing. Which language a person wants
//! is told by the caller: this file must not look at the environment.

use serde::{Deserialize, Serialize};

/// A language that the viewers speak.
///
/// ```
/// use backpropd::language::Language;
/// assert_eq!(Language::default(), Language::En);
/// assert_eq!(Language::Ko.name(), "ko");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English
    #[default]
    En,
    /// Korean
    Ko,
}

impl Language {
    /// All of them.
    pub const ALL: [Language; 2] = [Language::En, Language::Ko];

    /// The name on the command line and in the config: the code of ISO 639.
    pub const fn name(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Ko => "ko",
        }
    }

    /// The one after this, and after the last the first.
    ///
    /// ```
    /// use backpropd::language::Language;
    /// assert_eq!(Language::En.next().next(), Language::En);
    /// ```
    pub const fn next(self) -> Self {
        match self {
            Language::En => Language::Ko,
            Language::Ko => Language::En,
        }
    }

    /// The language that the values of LC_ALL, LC_MESSAGES and LANG ask for, in the order in which POSIX looks at
    /// them: the first that is there and not empty decides. English, unless it is Korean.
    ///
    /// ```
    /// use backpropd::language::Language;
    /// assert_eq!(Language::of_locale(None, None, Some("ko_KR.UTF-8")), Language::Ko);
    /// assert_eq!(Language::of_locale(Some("C"), None, Some("ko_KR.UTF-8")), Language::En);
    /// ```
    pub fn of_locale(
        lc_all: Option<&str>,
        lc_messages: Option<&str>,
        lang: Option<&str>,
    ) -> Language {
        let mut locales = [lc_all, lc_messages, lang].into_iter().flatten();
        let locale = locales.find(|locale| !locale.is_empty());
        let code = locale.and_then(|locale| locale.split(['_', '-', '.', '@']).next());
        let spoken = |language: &Language| code == Some(language.name());
        Self::ALL.into_iter().find(spoken).unwrap_or_default()
    }
}

/// The same words in each language.
///
/// Where numbers or names belong between the words, they stand as `{name}`: see [`fill`](Text::fill).
///
/// ```
/// use backpropd::language::{Language, Text};
/// let forward = Text { en: "Forward", ko: "순방향" };
/// assert_eq!(forward.in_language(Language::Ko), "순방향");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// In English.
    pub en: &'static str,
    /// In Korean.
    pub ko: &'static str,
}

impl Text {
    /// The words in `language`.
    pub const fn in_language(self, language: Language) -> &'static str {
        match language {
            Language::En => self.en,
            Language::Ko => self.ko,
        }
    }

    /// The words in `language` with each `{name}` replaced by the value that stands beside it in `values`.
    ///
    /// ```
    /// use backpropd::language::{Language, Text};
    /// let steps = Text { en: "after {n} steps", ko: "{n}걸음 뒤" };
    /// assert_eq!(steps.fill(Language::Ko, &[("n", "720")]), "720걸음 뒤");
    /// ```
    pub fn fill(self, language: Language, values: &[(&str, &str)]) -> String {
        let words = self.in_language(language).to_owned();
        values.iter().fold(words, |words, (name, value)| {
            words.replace(&format!("{{{name}}}"), value)
        })
    }
}

/// A table of [`Text`]s: a constant for each, and the test that each is complete. One table to a module.
///
/// ```text
/// texts! {
///     FORWARD: "Forward", "순방향";
///     AFTER: "after {n} steps", "{n}걸음 뒤";
/// }
/// ```
macro_rules! texts {
    ($($(#[$meta:meta])* $vis:vis $name:ident: $en:literal, $ko:literal;)+) => {
        $($(#[$meta])* $vis const $name: $crate::language::Text = $crate::language::Text { en: $en, ko: $ko };)+

        #[cfg(test)]
        mod every_text {
            #[test]
            fn is_there_in_both_languages() {
                $(assert_eq!($crate::language::flaw_of(&super::$name), None, stringify!($name));)+
            }
        }
    };
}
pub(crate) use texts;

/// What is wrong with a text, if something is: a translation that is missing, still in English, or that leaves out a
/// value of the other.
#[cfg(test)]
pub(crate) fn flaw_of(text: &Text) -> Option<&'static str> {
    let is_hangul = |c: char| matches!(c, '가'..='힣');
    let values = |words: &'static str| {
        let after_brace = words.split('{').skip(1);
        let mut names: Vec<_> = after_brace
            .filter_map(|rest| rest.split('}').next())
            .collect();
        names.sort_unstable();
        names
    };
    if text.en.trim().is_empty() {
        Some("the English is missing")
    } else if text.en.contains(is_hangul) {
        Some("the English is Korean")
    } else if !text.ko.contains(is_hangul) {
        Some("the Korean is missing")
    } else if values(text.en) != values(text.ko) {
        Some("the two do not take the same values")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locale_that_posix_would_take_decides() {
        let of = Language::of_locale;
        assert_eq!(of(None, None, None), Language::En);
        assert_eq!(of(None, None, Some("ko")), Language::Ko);
        assert_eq!(of(Some(""), Some("ko_KR"), Some("en_GB")), Language::Ko);
        assert_eq!(of(None, Some("en_GB.UTF-8"), Some("ko_KR")), Language::En);
        assert_eq!(of(Some("ko.UTF-8"), Some("de"), None), Language::Ko);
        assert_eq!(of(None, None, Some("kok_IN")), Language::En); // Konkani
        assert_eq!(of(None, None, Some("fr_FR.UTF-8")), Language::En);
    }

    #[test]
    fn a_text_that_is_not_complete_is_seen() {
        let flaw = |en, ko| flaw_of(&Text { en, ko });
        assert_eq!(flaw("after {n} steps", "{n}걸음 뒤"), None);
        assert_eq!(flaw("", "순방향"), Some("the English is missing"));
        assert_eq!(flaw("순방향", "순방향"), Some("the English is Korean"));
        assert_eq!(flaw("Forward", ""), Some("the Korean is missing"));
        assert_eq!(flaw("Forward", "Forward"), Some("the Korean is missing"));
        let dropped = Some("the two do not take the same values");
        assert_eq!(flaw("after {n} steps", "그 뒤"), dropped);
    }
}
