//! How a name is written in a command that a person is to paste into a shell.

use std::borrow::Cow;

/// The name of a file or folder as one word of a shell's command: in quotes, unless it needs none.
///
/// ```
/// use backpropd::host::shell::word;
/// assert_eq!(word("class/2026-a"), "class/2026-a");
/// assert_eq!(word("my class; $HOME"), "'my class; $HOME'");
/// assert_eq!(word("Kim's class"), r"'Kim'\''s class'");
/// assert_eq!(word("-x"), "./-x");
/// ```
pub fn word(name: &str) -> Cow<'_, str> {
    let is_plain = |char: char| char.is_alphanumeric() || "/._-+@:,".contains(char);
    // What begins with a hyphen would be an option.
    let name: Cow<'_, str> = match name.starts_with('-') {
        true => format!("./{name}").into(),
        false => name.into(),
    };
    match name.chars().all(is_plain) {
        true => name,
        false => format!("'{}'", name.replace('\'', r"'\''")).into(),
    }
}
