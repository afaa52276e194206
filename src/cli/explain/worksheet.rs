//! `backpropd explain --worksheet` and `--check`: prints worksheets, and checks those that are filled in.

use super::super::args;
use super::super::input;
use super::super::out::Out;
use super::{print, print_json};
use anyhow::{Context as _, Result};
use backpropd::host::regular_file;
use backpropd::messages;
use backpropd::printable::shown;
use backpropd::worksheet::{self, MAX_BYTES, MAX_PUPIL, Worksheet};
use std::io::{Write, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The arguments of `--worksheet`.
#[derive(clap::Args)]
pub struct Worksheets {
    #[arg(long, value_name = "N", default_value_t = 1, requires = "worksheet", conflicts_with = "pupil", allow_negative_numbers = true, value_parser = args::whole_number::<u32>(1, MAX_PUPIL.into()), help = messages::help_explain_pupils())]
    pupils: u32,
    #[arg(long, value_name = "N", requires = "worksheet", allow_negative_numbers = true, value_parser = args::whole_number::<u32>(1, MAX_PUPIL.into()), help = messages::help_explain_pupil())]
    pupil: Option<u32>,
    #[arg(long, value_name = "N", default_value_t = 1, requires = "worksheet", allow_negative_numbers = true, value_parser = args::whole_number::<u64>(0, u64::MAX), help = messages::help_explain_seed())]
    seed: u64,
    #[arg(long, requires = "worksheet", help = messages::help_explain_answers())]
    answers: bool,
    #[arg(long, value_name = "FILE", requires = "worksheet", value_parser = file_name, help = messages::help_explain_out())]
    out: Option<PathBuf>,
}

/// How a file of worksheets begins: as text, or as a page.
const BEGINNINGS: [&[u8]; 2] = [b"backpropd worksheet", b"<!doctype html>"];

/// Prints the worksheets, or writes them to the file.
pub fn write(args: &Worksheets) -> Result<()> {
    let pupils = args.pupil.map_or(1..=args.pupils, |pupil| pupil..=pupil);
    let sheets: Vec<_> = pupils
        .map(|pupil| Worksheet::of(pupil, args.seed))
        .collect();
    let Some(path) = &args.out else {
        Out::new(false).write_all(text(&sheets, args.answers).as_bytes())?;
        return Ok(());
    };
    let contents = match is_page(path) {
        true => worksheet::html(&sheets, args.answers),
        false => text(&sheets, args.answers),
    };
    regular_file::replace(path, is_worksheet, messages::worksheet_a_worksheet())
        .and_then(|mut file| file.write_all(contents.as_bytes()))
        .with_context(|| messages::worksheet_cannot_write(shown(path)))
}

/// Checks the worksheets of a file. 0 if all that is filled in is right, else 1.
pub fn check(path: &Path, json: bool) -> Result<ExitCode> {
    let name = || input::name(path);
    let contents = input::read(path, MAX_BYTES).with_context(name)?;
    let checked = worksheet::check(&contents).with_context(name)?;
    if json {
        print_json(&checked)?;
    } else {
        for (number, checked) in checked.iter().enumerate() {
            if number > 0 {
                writeln!(stdout())?;
            }
            print(&worksheet::report(checked))?;
        }
    }
    let is_right = checked.iter().all(|checked| checked.first_wrong.is_none());
    Ok(if is_right {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn text(sheets: &[Worksheet], with_answers: bool) -> String {
    let texts: Vec<_> = sheets
        .iter()
        .map(|sheet| sheet.text(with_answers))
        .collect();
    texts.join("\n\n")
}

/// A file whose name says what is to be written to it.
fn file_name(name: &str) -> Result<PathBuf, &'static str> {
    let path = PathBuf::from(name);
    let is_text = path.extension().is_some_and(|ending| ending == "txt");
    if is_text || is_page(&path) {
        Ok(path)
    } else {
        Err(messages::worksheet_file_name())
    }
}

fn is_page(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "html")
}

/// Whether a file that begins with these bytes is ours, or empty.
fn is_worksheet(head: &[u8]) -> bool {
    head.is_empty()
        || BEGINNINGS
            .iter()
            .any(|beginning| head.starts_with(beginning))
}
