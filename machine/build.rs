//! Compiles the messages, `data/messages/en.ftl` and `ko.ftl`, to the functions of the module `messages`. A message
//! that is missing in one language, takes other values there, or is not well formed stops the build with its name and
//! file.
//!
//! The messages of each page in the browser become a file of JSON beside that. The build script of the program puts them
//! into the page: cargo tells it where they are, in DEP_BACKPROPD_MACHINE_PAGE_MESSAGES and …_WALL_MESSAGES.

// The package is pure; this program, which runs before it is built, is not.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)]

#[path = "build/catalogue.rs"]
mod catalogue;
#[path = "build/generate.rs"]
mod generate;

use catalogue::Catalogue;
use std::path::PathBuf;
use std::{env, fs, process};

fn main() {
    if let Err(mistakes) = compile() {
        for mistake in mistakes {
            println!("cargo::error={mistake}");
        }
        process::exit(1);
    }
}

fn compile() -> Result<(), Vec<String>> {
    let read = |language| {
        let path = format!("data/messages/{language}.ftl");
        println!("cargo::rerun-if-changed={path}");
        let text = fs::read_to_string(&path).map_err(|error| vec![format!("{path}: {error}")])?;
        Catalogue::parse(&path, &text)
    };
    let (english, korean) = (read("en")?, read("ko")?);
    english.agrees_with(&korean)?;
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    let folder = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let write = |name: &str, text: String| {
        let path = folder.join(name);
        fs::write(&path, text).map_err(|error| vec![format!("{name}: {error}")])
    };
    let korean_page = env::var_os("CARGO_FEATURE_KO").map(|_| &korean);
    for (name, key, text) in [
        (
            "page.json",
            "PAGE_MESSAGES",
            generate::page(&english, korean_page),
        ),
        (
            "wall.json",
            "WALL_MESSAGES",
            generate::wall(&english, korean_page),
        ),
    ] {
        write(name, text)?;
        println!("cargo::metadata={key}={}", folder.join(name).display());
    }
    write("messages.rs", generate::functions(&english, &korean))
}
