//! Understands what a person types in answer to a question about the LEDs.
//!
//! The words are in the catalogue of messages. Those of every language are understood, whichever language asks: at a
//! console without Hangul the doctor asks in English, and a keyboard may be in either mode.

use crate::language::{self, Language};
use crate::messages;
use crate::panel::{Led, LedPattern};
use crate::printable::printable;

/// An answer to the question whether exactly the expected LEDs are on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// They are.
    Yes,
    /// They are not; which ones are on has to be asked.
    No,
    /// These are on.
    Lit(LedPattern),
    /// The person does not want to answer.
    Skip,
    /// This word in the answer is not understood; it is safe to print.
    Unclear(String),
}

/// Whether the person skips the question.
pub(super) fn skips(answer: &str) -> bool {
    is_one_of(&plain(answer), messages::doctor_words_skip)
}

/// Understands an answer about the LEDs.
pub(super) fn about_leds(answer: &str) -> Answer {
    let answer = plain(answer);
    if answer.is_empty() || is_one_of(&answer, messages::doctor_words_yes) {
        return Answer::Yes;
    }
    if is_one_of(&answer, messages::doctor_words_no) {
        return Answer::No;
    }
    if is_one_of(&answer, messages::doctor_words_skip) {
        return Answer::Skip;
    }
    let mut lit = LedPattern::DARK;
    if is_one_of(&answer, messages::doctor_words_none) {
        return Answer::Lit(lit);
    }
    for word in answer
        .split([' ', ','])
        .map(name)
        .filter(|word| !word.is_empty())
    {
        match Led::ALL.into_iter().find(|led| led.name() == word) {
            Some(led) => lit.set(led, true),
            None => return Answer::Unclear(printable(word)),
        }
    }
    Answer::Lit(lit)
}

/// The answer in small letters, without spaces around it or a full stop after it.
fn plain(answer: &str) -> String {
    let answer = answer.trim().trim_end_matches(['.', '!']);
    answer.to_lowercase()
}

/// The words of a message, in every language.
fn words(message: fn() -> &'static str) -> impl Iterator<Item = &'static str> {
    let texts = Language::ALL.iter();
    let texts = texts.map(move |language| language::within(*language, message));
    texts.flat_map(|text| text.split(", "))
}

fn is_one_of(answer: &str, message: fn() -> &'static str) -> bool {
    words(message).any(|word| word == answer)
}

/// The word without what joins it to the next one, as in `o1과`; empty when it only joins.
fn name(word: &str) -> &str {
    let joined = words(messages::doctor_words_and).find_map(|and| word.strip_suffix(and));
    joined.unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lit(leds: &[Led]) -> Answer {
        let mut pattern = LedPattern::DARK;
        leds.iter().for_each(|led| pattern.set(*led, true));
        Answer::Lit(pattern)
    }

    #[test]
    fn answers_are_understood_as_people_type_them() {
        let unclear = |word: &str| Answer::Unclear(word.into());
        let cases = [
            ("", Answer::Yes),
            (" Y ", Answer::Yes),
            ("yes.", Answer::Yes),
            ("no", Answer::No),
            ("None", lit(&[])),
            ("all off", lit(&[])),
            ("s", Answer::Skip),
            ("o1 status", lit(&[Led::O1, Led::Status])),
            ("STATUS, o1", lit(&[Led::O1, Led::Status])),
            ("o1 and o2", lit(&[Led::O1, Led::O2])),
            ("o1 led2", unclear("led2")),
            ("o1 off", unclear("off")),
            ("o1 \u{1b}[2J", unclear("\\u{1b}[2j")),
        ];
        for (answer, expected) in cases {
            assert_eq!(about_leds(answer), expected, "{answer}");
        }
    }

    #[test]
    fn no_word_has_two_meanings_in_any_language() {
        let meanings = [
            messages::doctor_words_yes,
            messages::doctor_words_no,
            messages::doctor_words_none,
            messages::doctor_words_skip,
        ];
        let all = meanings.into_iter().flat_map(words);
        let mut all: Vec<_> = all.chain(Led::ALL.map(Led::name)).collect();
        assert!(all.iter().all(|word| *word == plain(word)), "{all:?}");
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count, "{all:?}");
    }

    #[cfg(feature = "ko")]
    #[test]
    fn every_language_is_understood_in_every_language() {
        let cases = [
            ("네", Answer::Yes),
            ("예.", Answer::Yes),
            ("ㅛ", Answer::Yes),
            ("아니요", Answer::No),
            ("없음", lit(&[])),
            ("모두 꺼짐", lit(&[])),
            ("건너뛰기", Answer::Skip),
            ("ㄴ", Answer::Skip),
            ("o1만", lit(&[Led::O1])),
            ("o1과 o2", lit(&[Led::O1, Led::O2])),
            ("o1하고 status", lit(&[Led::O1, Led::Status])),
            ("o1 켜짐", Answer::Unclear("켜짐".into())),
            ("none", lit(&[])),
            ("yes", Answer::Yes),
        ];
        for (answer, expected) in cases {
            for language in Language::ALL {
                let understood = language::within(*language, || about_leds(answer));
                assert_eq!(understood, expected, "{answer} in {language:?}");
            }
        }
    }
}
