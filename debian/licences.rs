//! Writes the licences of the libraries that a program for this target contains: each text once, under the names of
//! those that it stands in. Where the choice is theirs or Apache-2.0, whose text every Debian system has, theirs is
//! taken.
//!
//!     cargo run --example licences aarch64-unknown-linux-musl target/licences.txt

#![forbid(unsafe_code)]

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What `cargo metadata` prints, as far as it matters here.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    /// The packages that are our own, by their ids.
    workspace_members: Vec<String>,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
    manifest_path: PathBuf,
}

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let target = arguments.next().context("say for which target")?;
    let file = arguments.next().context("say which file to write")?;

    let metadata = cargo(&[
        "metadata",
        "--format-version=1",
        "--filter-platform",
        &target,
    ])?;
    let metadata: Metadata = serde_json::from_str(&metadata)?;
    // What is linked: neither what only builds or tests it, nor what ran in the compiler.
    let linked = cargo(&[
        "tree",
        "--target",
        &target,
        "--edges=normal,no-proc-macro",
        "--prefix=none",
        "--format={p}",
    ])?;
    let linked: BTreeSet<_> = linked
        .lines()
        .filter_map(|line| {
            let (name, rest) = line.split_once(" v")?;
            Some((name, rest.split(' ').next()?))
        })
        .collect();

    let mut list = String::new();
    let mut texts: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for package in &metadata.packages {
        let own = metadata.workspace_members.contains(&package.id);
        if own || !linked.contains(&(&*package.name, &*package.version)) {
            continue;
        }
        let licence = package
            .license
            .as_deref()
            .context("a library without a licence")?;
        list += &format!("{} {}: {licence}\n", package.name, package.version);
        let folder = package
            .manifest_path
            .parent()
            .context("a manifest is in a folder")?;
        for text in licence_texts(folder)? {
            texts.entry(text).or_default().push(&package.name);
        }
    }
    ensure!(!list.is_empty(), "no libraries for {target}");
    let mut page = format!("The libraries in this program, and their licences.\n\n{list}");
    for (text, names) in texts {
        page += &format!(
            "\n{}\n{}:\n\n{}\n",
            "-".repeat(80),
            names.join(", "),
            text.trim_end()
        );
    }
    fs::write(&file, page).context(file)
}

/// What cargo prints when it is called like this.
fn cargo(arguments: &[&str]) -> Result<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or("cargo".into());
    let output = Command::new(cargo)
        .args(arguments)
        .arg("--locked")
        .output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(
        output.status.success(),
        "cargo {}: {said}",
        arguments.join(" ")
    );
    Ok(String::from_utf8(output.stdout)?)
}

/// The texts of the licences in a package's folder.
fn licence_texts(folder: &Path) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .to_uppercase();
        let is_one = ["LICEN", "COPYING", "COPYRIGHT", "NOTICE", "UNLICENSE"]
            .iter()
            .any(|start| name.starts_with(start));
        if is_one && !name.contains("APACHE") && path.is_file() {
            texts.push(fs::read_to_string(&path)?);
        }
    }
    Ok(texts)
}
