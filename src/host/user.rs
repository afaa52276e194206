//! The user of this process, and whose files it may trust.
//!
//! From `/proc`, so only on Linux; elsewhere the user is unknown, and every owner of a file is trusted.

use std::path::{Path, PathBuf};

/// The user ID of this process, if the system shows it.
pub fn id() -> Option<u32> {
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::fs::MetadataExt;
        Some(Path::new("/proc/self").metadata().ok()?.uid())
    }
    #[cfg(not(target_os = "linux"))]
    None
}

/// The runtime folder of this user's login, which the system removes when the last session ends.
pub fn login_folder() -> Option<PathBuf> {
    Some(Path::new("/run/user").join(id()?.to_string()))
}

/// The user who could replace files in this folder, or create it, if that is neither this user nor root.
pub fn stranger_at(folder: &Path) -> Option<u32> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let own = id()?;
        let nearest = folder.ancestors().find_map(|it| it.metadata().ok())?;
        Some(nearest.uid()).filter(|owner| ![own, 0].contains(owner))
    }
    #[cfg(not(unix))]
    {
        let _ = folder;
        None
    }
}
