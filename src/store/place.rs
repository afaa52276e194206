//! Where the state is. A symbolic link is resolved once, at the start, so a save replaces the link's target and never
//! the link.
//!
//! A USB stick that is not mounted yet looks like a link with a missing target, or like a missing folder where disks
//! are mounted. Neither is a fresh start: both may be temporary, so nothing is created.

use super::{Refusal, folder};
use crate::host::beside::beside;
use crate::language::Wording;
use crate::messages;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// As many as Linux follows.
const MAX_LINKS: usize = 40;

/// Where disks are mounted: missing folders below these are not created.
const MOUNTS: [&str; 3] = ["/media", "/mnt", "/run/media"];

/// The path of the state file itself, behind all symbolic links at `path`. Its folder is created if it is missing and
/// `path` is not a link, except where disks are mounted.
///
/// ```
/// use backpropd::store::{Refusal, resolve};
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("state.json");
/// assert_eq!(resolve(&path)?, path);
///
/// let missing = resolve("/media/no such stick/state.json".as_ref());
/// assert!(matches!(missing, Err(Refusal::NoFolder { .. })));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// If a link's target or the folder is missing, or either cannot be inspected. Nothing was changed.
pub fn resolve(path: &Path) -> Result<PathBuf, Refusal> {
    let target = follow(path)?;
    if target != path {
        // A kill during a save may have left only the other two.
        let mut names = vec![target.clone()];
        names.extend(["tmp", "bak"].map(|ending| beside(&target, ending)));
        for name in names {
            if exists(&name)? {
                return Ok(target);
            }
        }
        return Err(Refusal::Dangling {
            link: path.into(),
            target,
        });
    }
    let is_mounted = MOUNTS.iter().any(|mounts| path.starts_with(mounts));
    let folder_is_there = exists(folder(path))? && folder(path).is_dir();
    if !folder_is_there && (is_mounted || fs::create_dir_all(folder(path)).is_err()) {
        return Err(Refusal::NoFolder { path: path.into() });
    }
    Ok(target)
}

/// Follows symbolic links where the file should be.
fn follow(path: &Path) -> Result<PathBuf, Refusal> {
    let mut target = path.to_owned();
    for _ in 0..MAX_LINKS {
        match fs::symlink_metadata(&target) {
            Ok(found) if found.is_symlink() => {
                let next = fs::read_link(&target).map_err(|error| Refusal::of(&target, &error))?;
                target = folder(&target).join(next);
            }
            Ok(_) => return Ok(target),
            Err(error) if is_missing(&error) => return Ok(target),
            Err(error) => return Err(Refusal::of(&target, &error)),
        }
    }
    let error = Wording::of(&|| messages::store_links().into());
    Err(Refusal::Unreadable {
        path: path.into(),
        error,
    })
}

fn exists(path: &Path) -> Result<bool, Refusal> {
    match fs::metadata(path) {
        Ok(_) => Ok(true),
        Err(error) if is_missing(&error) => Ok(false),
        Err(error) => Err(Refusal::of(path, &error)),
    }
}

fn is_missing(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}
