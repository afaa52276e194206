//! What can be known about this computer: its pins (without touching any), its identity, its user and groups, the
//! folders for this program's files, which files may be opened, and how its shell reads a name. It only reads, except
//! that [`regular_file`] can create files.

pub(crate) mod beside;
pub mod folders;
#[cfg(unix)]
pub mod groups;
pub mod identity;
pub mod pins;
pub mod regular_file;
pub mod shell;
pub mod user;
