//! Help and command line errors in the person's language; clap itself only knows English.

#[cfg(feature = "ko")]
use backpropd::language::{self, Language};
#[cfg(feature = "ko")]
use backpropd::{messages, said};
#[cfg(feature = "ko")]
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// The help that was asked for.
pub fn help(help: &clap::Error) -> String {
    let text = help.to_string();
    #[cfg(feature = "ko")]
    if language::current() != Language::En {
        return translated(text);
    }
    text
}

/// The error, the usage, and a hint at the help.
pub fn error(error: &clap::Error) -> String {
    #[cfg(feature = "ko")]
    if language::current() != Language::En {
        return match sentence(error) {
            Some(sentence) => with_usage(error, sentence),
            None => messages::usage_error(error.to_string().trim_start_matches("error: ")),
        };
    }
    error.to_string()
}

/// Help with clap's own words translated; all others are messages already.
#[cfg(feature = "ko")]
pub fn translated(help: String) -> String {
    let words: [(&str, messages::Later); 13] = [
        ("Usage:", messages::usage_usage),
        ("\nArguments:\n", messages::usage_arguments),
        ("\nOptions:\n", messages::usage_options),
        ("\nCommands:\n", messages::usage_commands),
        ("[default: ", messages::usage_default),
        ("[possible values: ", messages::usage_values),
        ("Possible values:", messages::usage_values),
        ("[OPTIONS]", messages::usage_some_options),
        ("<COMMAND>", messages::usage_a_command),
        ("[COMMAND]", messages::usage_a_command),
        ("Print help", messages::usage_help),
        ("Print version", messages::usage_version),
        (
            "Print this message or the help of the given subcommand(s)",
            messages::usage_help_command,
        ),
    ];
    words.into_iter().fold(help, |help, (word, message)| {
        let bare = word.trim_matches(['\n', ' ', '[', ']', '<', '>']);
        help.replace(word, &word.replace(bare, message()))
    })
}

/// The error as a sentence; `None` if clap's message is already one of ours.
#[cfg(feature = "ko")]
fn sentence(error: &clap::Error) -> Option<String> {
    let argument = text(error, ContextKind::InvalidArg);
    let value = text(error, ContextKind::InvalidValue).unwrap_or_default();
    Some(match error.kind() {
        ErrorKind::UnknownArgument => messages::usage_unknown_argument(argument?),
        ErrorKind::InvalidSubcommand => {
            messages::usage_unknown_command(text(error, ContextKind::InvalidSubcommand)?)
        }
        ErrorKind::MissingRequiredArgument => messages::usage_missing_argument(argument?),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            messages::usage_missing_command().into()
        }
        ErrorKind::ArgumentConflict => match text(error, ContextKind::PriorArg) {
            Some(other) if Some(&other) != argument.as_ref() => {
                messages::usage_conflict(argument?, other)
            }
            _ => messages::usage_twice(argument?),
        },
        ErrorKind::InvalidValue | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues
            if value.is_empty() =>
        {
            messages::usage_missing_value(argument?)
        }
        ErrorKind::InvalidValue => {
            let allowed = text(error, ContextKind::ValidValue).unwrap_or_default();
            messages::usage_not_a_value(argument?, value, allowed)
        }
        ErrorKind::ValueValidation => {
            let why = said::error(std::error::Error::source(error)?);
            messages::usage_wrong_value(argument?, value, why)
        }
        ErrorKind::TooManyValues => messages::usage_too_many_values(argument?, value),
        ErrorKind::InvalidUtf8 => messages::usage_not_utf8().into(),
        _ => return None,
    })
}

#[cfg(feature = "ko")]
fn with_usage(error: &clap::Error, sentence: String) -> String {
    let mut all = vec![messages::usage_error(sentence)];
    let suggested = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ];
    let suggested = suggested.into_iter().find_map(|kind| text(error, kind));
    all.extend(suggested.map(messages::usage_similar));
    all.extend(text(error, ContextKind::Usage).map(translated));
    all.push(messages::usage_more().into());
    all.join("\n\n") + "\n"
}

/// A detail of the error from clap.
#[cfg(feature = "ko")]
fn text(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join(", ")),
        ContextValue::StyledStr(text) => Some(text.to_string()),
        _ => None,
    }
}
