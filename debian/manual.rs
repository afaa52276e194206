//! Writes what the package says about the command line, from the command line itself: a man page for the program and
//! for each subcommand, and the completions for bash, zsh and fish. A program of its own, so that the daemon does not
//! carry what writes them.
//!
//!     cargo run --example manual target/manual

#![forbid(unsafe_code)]

// Only the definitions are used here, not the subcommands themselves.
#[allow(dead_code)]
#[path = "../src/cli/mod.rs"]
mod cli;

use anyhow::{Context, Result};
use clap::{Command, CommandFactory};
use clap_complete::{Shell, generate_to};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};
use std::fs;
use std::path::{Path, PathBuf};

/// What the program's own page says about exit codes.
const EXIT_CODES: [(&str, &str); 6] = [
    ("0", "Done, or learned."),
    ("1", "Failed, or not learned."),
    ("2", "Bad arguments."),
    ("3", "No daemon runs (status, export, explain --live)."),
    ("65", "The lesson file is damaged."),
    (
        "78",
        "The config is wrong; the service does not restart then.",
    ),
];

/// What it says about files.
const FILES: [(&str, &str); 3] = [
    (
        "/etc/backpropd/backpropd.toml",
        "The config. Every key is explained in it.",
    ),
    (
        "/var/lib/backpropd/",
        "What the daemon has learned, so that it outlasts the power.",
    ),
    (
        "/usr/share/doc/backpropd/",
        "docs/panel.md: the parts, and how to wire them. LEARN.md: a tutorial on back-propagation. examples/: a config \
         and a recorded lesson.",
    ),
];

fn main() -> Result<()> {
    let folder = std::env::args_os().nth(1);
    let folder = PathBuf::from(folder.context("say in which folder to write")?);
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
        generate_to(shell, &mut cli::Cli::command(), "backpropd", &folder)?;
    }
    let mut program = cli::Cli::command().disable_help_subcommand(true);
    program.build();
    write_page(&program, &folder)?;
    for subcommand in program.get_subcommands() {
        write_page(subcommand, &folder)?;
    }
    Ok(())
}

/// Writes the man page of the program or of a subcommand.
fn write_page(command: &Command, folder: &Path) -> Result<()> {
    let man = Man::new(command.clone())
        .source(concat!("backpropd ", env!("CARGO_PKG_VERSION")))
        // Not dated: the same source gives the same page. (An empty date would be lost in front of the source.)
        .date(" ");
    let path = folder.join(man.get_filename());
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page)?;
    }
    after_options(command).to_writer(&mut page)?;
    fs::write(&path, page).with_context(|| path.display().to_string())
}

/// The page's end: what `--help` says after the options, with its lines kept as they are, and where to read on.
fn after_options(command: &Command) -> Roff {
    let help = command.get_after_help().map(ToString::to_string);
    let help = help.unwrap_or_default();
    let examples = help.rfind("Example").unwrap_or(help.len());
    let (notes, examples) = help.split_at(examples);
    let mut roff = Roff::new();
    section_as_it_is(&mut roff, "NOTES", notes.lines());
    section_as_it_is(&mut roff, "EXAMPLES", examples.lines().skip(1));
    if command.has_subcommands() {
        section_of_terms(&mut roff, "EXIT STATUS", &EXIT_CODES);
        section_of_terms(&mut roff, "FILES", &FILES);
        roff.control("SH", ["SEE ALSO"]);
        roff.text([roman("systemctl(1), journalctl(1)")]);
    } else {
        roff.control("SH", ["SEE ALSO"]);
        roff.text([roman("backpropd(1)")]);
    }
    roff
}

/// A section whose lines are not filled; nothing where there are none.
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

/// A section that says of each term what it is.
fn section_of_terms(roff: &mut Roff, heading: &str, terms: &[(&str, &str)]) {
    roff.control("SH", [heading]);
    for (term, what) in terms {
        roff.control("TP", []);
        roff.text([roman(*term)]);
        roff.text([roman(*what)]);
    }
}
