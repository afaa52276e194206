//! The man pages and the shell completions of the package, from the definitions of the command line: one page for the
//! program and one for each subcommand, in each language; completions for bash, zsh and fish.
//!
//! Only the tests contain this, so neither the program nor a build of the package does. The pages are in debian/man,
//! laid out like /usr/share/man, the completions in debian/completions. To regenerate them after a change of the
//! command line:
//!
//!     UPDATE=1 cargo test --bin backpropd manual

use super::usage;
use backpropd::language::{self, Language};
use backpropd::messages::{self, Later};
use backpropd::printable::shown;
use clap::{Command, CommandFactory};
use clap_complete::{Generator, Shell, generate};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};
use std::fs;
use std::path::{Path, PathBuf};

/// The exit codes on the program's own page.
const EXIT_CODES: [(&str, Later); 6] = [
    ("0", messages::manual_exit_0),
    ("1", messages::manual_exit_1),
    ("2", messages::manual_exit_2),
    ("3", messages::manual_exit_3),
    ("65", messages::manual_exit_65),
    ("78", messages::manual_exit_78),
];

/// The files on that page.
const FILES: [(&str, Later); 3] = [
    ("/etc/backpropd/backpropd.toml", messages::manual_config),
    ("/var/lib/backpropd/", messages::manual_state),
    ("/usr/share/doc/backpropd/", messages::manual_docs),
];

/// The headings that the generator writes in English, with their translations.
const HEADINGS: [(&str, Later); 4] = [
    ("NAME", messages::manual_name),
    ("SYNOPSIS", messages::manual_synopsis),
    ("OPTIONS", messages::manual_options),
    ("SUBCOMMANDS", messages::manual_commands),
];

/// Every file, by its path in `debian`, and its content.
fn files() -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
        let name = shell.file_name("backpropd");
        let mut script = Vec::new();
        generate(shell, &mut super::Cli::command(), "backpropd", &mut script);
        files.push((Path::new("completions").join(name), script));
    }
    for language in Language::ALL {
        files.extend(language::within(*language, pages));
    }
    files
}

/// The man pages in the current language.
fn pages() -> Vec<(PathBuf, Vec<u8>)> {
    let mut program = super::Cli::command().disable_help_subcommand(true);
    program.build();
    with_subcommands(&program).into_iter().map(page).collect()
}

/// This command and all below it.
fn with_subcommands(command: &Command) -> Vec<&Command> {
    let below = command.get_subcommands().flat_map(with_subcommands);
    [command].into_iter().chain(below).collect()
}

/// The man page of the program or of a subcommand.
fn page(command: &Command) -> (PathBuf, Vec<u8>) {
    let man = Man::new(command.clone())
        .source(concat!("backpropd ", env!("CARGO_PKG_VERSION")))
        // No date, so the same source gives the same page. (An empty date would be dropped before the source.)
        .date(" ");
    let mut text = Vec::new();
    let written = (|| {
        man.render_title(&mut text)?;
        man.render_name_section(&mut text)?;
        man.render_synopsis_section(&mut text)?;
        man.render_options_section(&mut text)?;
        if command.has_subcommands() {
            man.render_subcommands_section(&mut text)?;
        }
        after_options(command).to_writer(&mut text)
    })();
    written.expect("memory takes any page");
    let folder = match language::current() {
        Language::En => Path::new("man/man1").to_owned(),
        language => Path::new("man").join(language.name()).join("man1"),
    };
    let text = String::from_utf8(text).expect("a page is text");
    (folder.join(man.get_filename()), translated(text).into())
}

/// Translates the generator's own words on the page to the current language.
fn translated(page: String) -> String {
    if language::current() == Language::En {
        return page;
    }
    let page = usage::translated(page);
    HEADINGS.into_iter().fold(page, |page, (heading, message)| {
        let [english, ours] = [heading, message()].map(|heading| format!(".SH {heading}\n"));
        page.replace(&english, &ours)
    })
}

/// The end of the page: the text that `--help` has after the options, with its lines kept, and where to read on.
fn after_options(command: &Command) -> Roff {
    let help = command.get_after_help().map(ToString::to_string);
    let help = help.unwrap_or_default();
    let examples = help.rfind(messages::manual_example()).unwrap_or(help.len());
    let (notes, examples) = help.split_at(examples);
    let mut roff = Roff::new();
    section_as_it_is(&mut roff, messages::manual_notes(), notes.lines());
    section_as_it_is(
        &mut roff,
        messages::manual_examples(),
        examples.lines().skip(1),
    );
    if command.get_name() == "backpropd" {
        section_of_terms(&mut roff, messages::manual_exit_status(), &EXIT_CODES);
        section_of_terms(&mut roff, messages::manual_files(), &FILES);
        roff.control("SH", [messages::manual_see_also()]);
        roff.text([roman("systemctl(1), journalctl(1)")]);
    } else {
        roff.control("SH", [messages::manual_see_also()]);
        roff.text([roman("backpropd(1)")]);
    }
    roff
}

/// A section with unfilled lines; nothing if there are no lines.
fn section_as_it_is<'a>(roff: &mut Roff, heading: &str, lines: impl Iterator<Item = &'a str>) {
    let mut lines = lines.peekable();
    if lines.peek().is_none() {
        return;
    }
    roff.control("SH", [heading]);
    roff.control("nf", []);
    for line in lines {
        roff.text([roman(line)]);
    }
    roff.control("fi", []);
}

/// A section that explains terms.
fn section_of_terms(roff: &mut Roff, heading: &str, terms: &[(&str, Later)]) {
    roff.control("SH", [heading]);
    for (term, what) in terms {
        roff.control("TP", []);
        roff.text([roman(*term)]);
        roff.text([roman(what())]);
    }
}

#[test]
fn the_package_has_the_man_pages_and_completions_of_this_command_line() {
    let files = files();
    for (name, text) in &files {
        let path = Path::new("debian").join(name);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, text).expect("the folder is there");
        }
        assert!(
            fs::read(&path).is_ok_and(|kept| kept == *text),
            "{} is not up to date: UPDATE=1 cargo test --bin backpropd manual",
            shown(&path)
        );
    }
    println!("{} files compared", files.len());
}
