//! The languages of the program, and the current language of a thread.
//!
//! Place: beside the flow. The texts are in [`messages`](crate::messages). The command line chooses the language; this
//! file must not read the environment.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

/// A language of the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English
    #[default]
    En,
    /// Korean
    #[cfg(feature = "ko")]
    Ko,
}

impl Language {
    /// All languages.
    pub const ALL: &[Language] = &[
        Language::En,
        #[cfg(feature = "ko")]
        Language::Ko,
    ];

    /// The name on the command line: the ISO 639 code.
    pub const fn name(self) -> &'static str {
        match self {
            Language::En => "en",
            #[cfg(feature = "ko")]
            Language::Ko => "ko",
        }
    }

    /// The next language; after the last comes the first.
    pub fn next(self) -> Self {
        Self::ALL[(self as usize + 1) % Self::ALL.len()]
    }

    /// The language that a browser prefers, from its header Accept-Language, which lists the preferred language first.
    ///
    /// ```
    /// use backpropd_machine::language::Language;
    /// # #[cfg(feature = "ko")]
    /// assert_eq!(Language::of_accepted("fr, ko-KR;q=0.9, en;q=0.8"), Language::Ko);
    /// assert_eq!(Language::of_accepted("*"), Language::En);
    /// ```
    pub fn of_accepted(header: &str) -> Language {
        let mut codes = header
            .split(',')
            .filter_map(|tag| tag.split(['-', ';']).next());
        let known = codes.find_map(|code| Self::of_code(code.trim()));
        known.unwrap_or_default()
    }

    fn of_code(code: &str) -> Option<Language> {
        let mut all = Self::ALL.iter().copied();
        all.find(|language| language.name() == code)
    }

    /// The language for these values of LC_ALL, LC_MESSAGES and LANG. As POSIX requires, the first that is set and not
    /// empty decides: Korean if it names Korean, else English.
    ///
    /// ```
    /// use backpropd_machine::language::Language;
    /// # #[cfg(feature = "ko")]
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
        code.and_then(Self::of_code).unwrap_or_default()
    }
}

thread_local! {
    static CURRENT: Cell<Language> = const { Cell::new(Language::En) };
}

/// The language of this thread: English until [`set`] is called.
///
/// Like a locale, it is the only thing besides its values that a text depends on. Numbers do not depend on it.
pub fn current() -> Language {
    match Language::ALL {
        [only] => *only,
        _ => CURRENT.get(),
    }
}

/// Sets the language of this thread.
pub fn set(language: Language) {
    if Language::ALL.len() > 1 {
        CURRENT.set(language);
    }
}

/// Calls `speak` with this language as the thread's. JSON and the log use it to stay English.
///
/// ```
/// use backpropd_machine::language::{self, Language};
/// language::set(Language::En);
/// let inner = language::within(Language::ALL[Language::ALL.len() - 1], language::current);
/// assert_eq!(Some(&inner), Language::ALL.last());
/// assert_eq!(language::current(), Language::En);
/// ```
pub fn within<T>(language: Language, speak: impl FnOnce() -> T) -> T {
    if Language::ALL.len() == 1 {
        return speak();
    }
    struct Back(Language);
    impl Drop for Back {
        fn drop(&mut self) {
            set(self.0);
        }
    }
    let _back = Back(CURRENT.replace(language));
    speak()
}

/// A text in every language, for readers who may use another language than the thread: the log, viewers.
///
/// ```
/// use backpropd_machine::language::{Language, Wording};
/// use backpropd_machine::messages;
/// let wording = Wording::of(&|| messages::io_not_found().into());
/// assert_eq!(wording.in_language(Language::En), "no such file or folder");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording(Vec<String>);

impl Wording {
    /// Calls `speak` once in each language.
    pub fn of(speak: &dyn Fn() -> String) -> Self {
        let all = Language::ALL.iter();
        Self(all.map(|language| within(*language, speak)).collect())
    }

    /// The text in this language.
    pub fn in_language(&self, language: Language) -> &str {
        self.0.get(language as usize).map_or("", String::as_str)
    }
}

/// So it can be the cause of an `io::Error`.
impl std::error::Error for Wording {}

/// A finished text, the same in every language.
impl From<String> for Wording {
    fn from(text: String) -> Self {
        Self(vec![text; Language::ALL.len()])
    }
}

/// In the language of the thread.
impl fmt::Display for Wording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.in_language(current()))
    }
}

/// The Korean particle that fits this word. `pair` has the form after a consonant, `/`, and the form after a vowel.
/// Digits, single letters and capitals count as they are read aloud. The reading of a word in small Latin letters is
/// unknown, so it gets both forms, as is usual in Korean.
///
/// ```
/// use backpropd_machine::language::particle;
/// assert_eq!(particle("o1", "은/는"), "은");
/// assert_eq!(particle("XOR", "을/를"), "를");
/// assert_eq!(particle("8", "으로/로"), "로");
/// assert_eq!(particle("/etc/hosts", "을/를"), "을(를)");
/// ```
pub fn particle(word: &str, pair: &'static str) -> Cow<'static, str> {
    let (after_consonant, after_vowel) = pair.split_once('/').unwrap_or((pair, pair));
    match ending(word) {
        // 로 follows ㄹ as it follows a vowel.
        Some(Ending::Rieul) if after_vowel.starts_with('로') => after_vowel.into(),
        Some(Ending::Vowel) => after_vowel.into(),
        Some(Ending::Consonant | Ending::Rieul) => after_consonant.into(),
        None => match after_consonant.strip_suffix(after_vowel) {
            Some(more) => format!("({more}){after_vowel}").into(),
            None => format!("{after_consonant}({after_vowel})").into(),
        },
    }
}

/// The last sound of a word.
#[derive(Clone, Copy)]
enum Ending {
    Vowel,
    Rieul,
    Consonant,
}

fn ending(word: &str) -> Option<Ending> {
    let word = word.trim_end_matches(|char: char| !char.is_alphanumeric() && char != '%');
    let last = word.chars().last()?;
    let latin = word.trim_end_matches(|char: char| char.is_ascii_alphabetic());
    let latin = &word[latin.len()..];
    Some(match last {
        '가'..='힣' => match (last as u32 - '가' as u32) % 28 {
            0 => Ending::Vowel,
            8 => Ending::Rieul,
            _ => Ending::Consonant,
        },
        '0' | '3' | '6' => Ending::Consonant,
        '1' | '7' | '8' => Ending::Rieul,
        '2' | '4' | '5' | '9' | '%' | 'α' | 'δ' | 'μ' | 'σ' => Ending::Vowel,
        _ if ["XOR", "OR", "NOR", "XNOR", "teach", "status"].contains(&latin) => Ending::Vowel,
        _ if latin == "forget" => Ending::Consonant,
        'L' | 'R' if is_spelled(latin) => Ending::Rieul,
        'M' | 'N' if is_spelled(latin) => Ending::Consonant,
        _ if is_spelled(latin) => Ending::Vowel,
        _ => return None,
    })
}

/// Whether these letters are read out one by one.
fn is_spelled(latin: &str) -> bool {
    latin.len() == 1 || !latin.is_empty() && latin.bytes().all(|byte| byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "ko")]
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
    fn particles_follow_the_reading() {
        let cases = [
            ("i1", "을/를", "을"),
            ("i2", "을/를", "를"),
            ("XOR", "을/를", "를"),
            ("4", "과/와", "와"),
            ("8", "과/와", "과"),
            ("LED", "이/가", "가"),
            ("GPIO17", "으로/로", "로"),
            ("GPIO13", "으로/로", "으로"),
            ("스위치", "이/가", "가"),
            ("버튼", "을/를", "을"),
            ("파일", "으로/로", "로"),
            ("\"3.3 V\"", "은/는", "는"),
            ("w5", "은/는", "는"),
            ("60 %", "이/가", "가"),
            ("α", "을/를", "를"),
            ("teach", "은/는", "는"),
            ("forget", "을/를", "을"),
            ("o1, status", "과/와", "와"),
            ("check", "은/는", "은(는)"),
            ("state.json", "으로/로", "(으)로"),
            ("", "을/를", "을(를)"),
        ];
        for (word, pair, expected) in cases {
            assert_eq!(particle(word, pair), expected, "{word}");
        }
    }
}
