//! In which language a subcommand speaks: the option `--lang`, and where there is none, the environment.

use backpropd::language::Language;
use std::env;

/// The option `--lang`, for subcommands to flatten into their own arguments.
#[derive(clap::Args)]
pub struct Spoken {
    /// The language: by default the one of LC_ALL, LC_MESSAGES or LANG
    #[arg(long = "lang", value_name = "LANGUAGE", value_parser = super::language_parser())]
    language: Option<Language>,
}

impl Spoken {
    /// The language that was asked for.
    pub fn language(&self) -> Language {
        self.language.unwrap_or_else(of_environment)
    }
}

fn of_environment() -> Language {
    let value = |name| env::var(name).ok();
    let [lc_all, lc_messages, lang] = ["LC_ALL", "LC_MESSAGES", "LANG"].map(value);
    Language::of_locale(lc_all.as_deref(), lc_messages.as_deref(), lang.as_deref())
}
