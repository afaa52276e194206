//! The parsers for arguments of several subcommands, and the error for a wrong argument.

use backpropd::board;
use backpropd::language::Language;
use backpropd::messages;
use backpropd::nn::Bias;
use clap::builder::{PossibleValuesParser, TypedValueParser};
#[cfg(any(feature = "class", feature = "study", feature = "wiring"))]
use clap::error::ErrorKind;

/// Reads a bias mode by its name.
pub fn bias_parser() -> impl TypedValueParser<Value = Bias> {
    by_name(&Bias::ALL, Bias::name)
}

/// Reads a kind of board by its name.
pub fn board_parser() -> impl TypedValueParser<Value = board::Kind> {
    by_name(&board::Kind::ALL, board::Kind::name)
}

/// Reads a language by its name.
pub fn language_parser() -> impl TypedValueParser<Value = Language> {
    by_name(Language::ALL, Language::name)
}

/// Reads one of a few things by its name; clap lists the names in the help and in its errors.
fn by_name<T: Copy + Send + Sync + 'static>(
    all: &'static [T],
    name: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(all.iter().map(move |thing| name(*thing))).try_map(move |word| {
        let found = all.iter().find(|thing| name(**thing) == word);
        // clap has refused any other word already.
        found.copied().ok_or(String::new())
    })
}

/// Reads a whole number from `low` to `high`.
pub fn whole_number<T: TryFrom<u64>>(
    low: u64,
    high: u64,
) -> impl Fn(&str) -> Result<T, String> + Clone {
    move |word| {
        let number = word
            .parse()
            .ok()
            .filter(|number| (low..=high).contains(number));
        let number = number.and_then(|number| T::try_from(number).ok());
        number.ok_or_else(|| messages::usage_whole_number(low, high))
    }
}

/// Reads a number. The caller checks its range.
#[cfg(feature = "study")]
pub fn number(word: &str) -> Result<f64, &'static str> {
    word.parse().map_err(|_| messages::usage_number())
}

/// The error for a wrong argument: its name, its value, what is allowed. The exit code is the one for errors that clap
/// finds itself.
#[cfg(any(feature = "class", feature = "study", feature = "wiring"))]
pub fn wrong(what: String) -> anyhow::Error {
    clap::Error::raw(ErrorKind::ValueValidation, what + "\n").into()
}
