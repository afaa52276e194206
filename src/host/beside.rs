//! The names of files beside another file: the backup, the lock, the old recording.

use std::path::{Path, PathBuf};

/// The path with this ending added: `state.json` and `bak` give `state.json.bak`.
pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut longer = path.as_os_str().to_owned();
    longer.push(".");
    longer.push(ending);
    longer.into()
}
