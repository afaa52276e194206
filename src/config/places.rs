//! The paths in a config: where they lead, and whether two of them collide.
//!
//! The daemon replaces, renames and deletes the state, the recording, the status socket, and the files beside them with
//! other endings. Two in the same place would destroy each other, or the config. Paths are compared as the system would
//! open them: through symbolic links, `..`, hard links and bind mounts, and ignoring case if the file system does. This
//! file creates and opens nothing.

use super::Config;
use super::source::{Remark, Source};
use crate::host::beside::beside;
use crate::host::folders::Folders;
use crate::language::Wording;
use crate::messages::{self, Later};
use crate::printable::shown;
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Component, MAIN_SEPARATOR, Path, PathBuf, absolute};

/// How many symbolic links Linux follows in one path.
const MAX_LINKS: usize = 40;

/// The longest path for a socket. `sun_path` has 108 bytes on Linux and 104 elsewhere, including a final zero and our
/// `.new`.
const MAX_SOCKET_BYTES: usize = if cfg!(target_os = "linux") { 103 } else { 99 };

/// The use of a path.
struct Role {
    key: &'static str,
    /// Its name in messages if the key is left out.
    name: Later,
    /// The endings of the files that the daemon keeps beside it.
    endings: &'static [&'static str],
}

const STATE: Role = Role {
    key: "state.path",
    name: messages::config_the_state,
    endings: &["tmp", "bak", "bad", "lock"],
};
const RECORD: Role = Role {
    key: "record.path",
    name: messages::config_the_recording,
    endings: &["old"],
};
const SOCKET: Role = Role {
    key: "status.socket",
    name: messages::config_the_socket,
    endings: &["new"],
};
/// The config file itself; no key names it.
const CONFIG: Role = Role {
    key: "",
    name: messages::config_this_file,
    endings: &[],
};

/// Makes a path absolute; a relative one starts at the folder of the config file. Returns a warning about it.
pub fn make_absolute(
    key: &str,
    path: &mut PathBuf,
    config: &Path,
    source: &Source,
) -> Option<Remark> {
    let text = if path.is_relative() {
        let config = absolute(config).unwrap_or_else(|_| config.into());
        *path = config.with_file_name(&*path);
        Wording::of(&|| messages::config_relative_path(shown(path)))
    } else {
        let length = path.as_os_str().len();
        if key != SOCKET.key || length <= MAX_SOCKET_BYTES {
            return None;
        }
        Wording::of(&|| messages::config_socket_path(length, MAX_SOCKET_BYTES))
    };
    Some(source.remark(key, text))
}

/// Finds paths that collide with each other, with the config file, or with the default path of something that the
/// config does not name.
pub fn meeting(config: &Config, file: &Path, source: &Source) -> Vec<Remark> {
    let folders = Folders::of_process();
    let all = [
        Used::new(CONFIG, None, vec![file.into()]),
        Used::new(STATE, config.state.as_ref(), folders.states()),
        Used::new(RECORD, config.record.as_ref(), Vec::new()),
        Used::new(SOCKET, config.socket.as_ref(), folders.sockets()),
    ];
    let mut wrong = Vec::new();
    for (number, second) in all.iter().enumerate() {
        for first in &all[..number] {
            let pairs = first
                .files
                .iter()
                .flat_map(|a| second.files.iter().map(move |b| (a, b)));
            let met = pairs.into_iter().find(|(a, b)| a.place.meets(&b.place));
            if let Some((a, b)) = met {
                wrong.extend(first.remark(a, second, b, source));
                wrong.extend(second.remark(b, first, a, source));
            }
        }
    }
    wrong
}

/// The files for one use.
struct Used {
    role: Role,
    /// Whether the config names it.
    is_named: bool,
    files: Vec<UsedFile>,
}

struct UsedFile {
    path: PathBuf,
    /// The ending, if it is one that the daemon keeps beside the named file.
    ending: Option<&'static str>,
    place: Place,
}

impl Used {
    /// The path from the config, else the default; files beside it may be beside a symbolic link or beside its target.
    fn new(role: Role, named: Option<&PathBuf>, usual: Vec<PathBuf>) -> Self {
        let is_named = named.is_some();
        let bases = named.map_or(usual, |path| vec![path.clone()]);
        let mut files = Vec::new();
        for path in bases.into_iter().flat_map(|path| [resolved(&path), path]) {
            let place = Place::of(&path);
            files.extend(role.endings.iter().map(|ending| {
                let path = beside(&path, ending);
                let ending = Some(*ending);
                let place = Place::of(&path);
                UsedFile {
                    path,
                    ending,
                    place,
                }
            }));
            files.push(UsedFile {
                path,
                ending: None,
                place,
            });
        }
        Self {
            role,
            is_named,
            files,
        }
    }

    /// A remark at the key of this file, if it has one, that it collides with another.
    fn remark(
        &self,
        mine: &UsedFile,
        other: &Self,
        theirs: &UsedFile,
        source: &Source,
    ) -> Option<Remark> {
        if !self.is_named {
            return None;
        }
        let path = shown(&mine.path);
        let mine_is = match mine.ending {
            Some(ending) => messages::config_own_file(ending, path),
            None => path.to_string(),
        };
        let Role { key, name, .. } = other.role;
        let whose = if other.is_named {
            format!("{key} ({})", source.place(key))
        } else if key.is_empty() {
            name().into()
        } else {
            messages::config_usual_file(name(), key)
        };
        let theirs_is = match theirs.ending {
            Some(ending) => messages::config_file_beside(ending, whose),
            None => whose,
        };
        let text = if mine.place.names.len() == theirs.place.names.len() {
            messages::config_same_file(mine_is, theirs_is)
        } else {
            messages::config_inside(mine_is, theirs_is)
        };
        Some(source.remark(self.role.key, text.into()))
    }
}

/// What is wrong with the text of a path.
pub fn wrong_text(path: &Path) -> Option<String> {
    let path = path.to_str()?; // TOML is UTF-8
    let names_folder = || {
        let last = Path::new(path).components().next_back();
        path.ends_with(['/', MAIN_SEPARATOR])
            || path.ends_with("/.")
            || !matches!(last, Some(Component::Normal(_)))
    };
    if path.is_empty() {
        Some(messages::config_path_empty().into())
    } else if path.contains('\0') {
        Some(messages::config_path_nul().into())
    } else if let Some(text) = of_the_shell(path) {
        Some(text)
    } else if names_folder() {
        Some(messages::config_path_folder().into())
    } else {
        None
    }
}

/// Only a shell replaces `~` and `$NAME`; returns what to write instead.
fn of_the_shell(path: &str) -> Option<String> {
    let environment = |name: &str| std::env::var(name).ok().filter(|it| it.starts_with('/'));
    let (word, full) = if let Some(rest) = path.strip_prefix('~') {
        let (user, rest) = rest.split_once('/').unwrap_or((rest, ""));
        let home = if user.is_empty() {
            environment("HOME").unwrap_or_else(|| "/home/NAME".into())
        } else {
            format!("/home/{user}")
        };
        (format!("~{user}"), Some(format!("{home}/{rest}")))
    } else {
        let (before, after) = path.split_once('$')?;
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let (name, rest, word) = match after.strip_prefix('{') {
            Some(inner) => {
                let (name, rest) = inner.split_once('}')?;
                (name, rest, format!("${{{name}}}"))
            }
            None => {
                let end = after.find(|c| !is_name(c)).unwrap_or(after.len());
                (&after[..end], &after[end..], format!("${}", &after[..end]))
            }
        };
        if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let full = environment(name).filter(|_| before.is_empty());
        (word, full.map(|value| value + rest))
    };
    Some(match full {
        Some(full) => messages::config_path_shell_for(word, full),
        None => messages::config_path_shell(word),
    })
}

/// Where a path leads: its longest existing part, and the names after it.
struct Place {
    nearest: Identity,
    names: Vec<OsString>,
}

impl Place {
    fn of(path: &Path) -> Self {
        let path = resolved(path);
        let found = path.ancestors().find_map(|ancestor| {
            let nearest = identity(ancestor).ok()?;
            let names = path.strip_prefix(ancestor).ok()?;
            Some((nearest, names))
        });
        let (nearest, names) = found.unwrap_or((Identity::default(), &path));
        let names = names.iter().map(OsStr::to_owned).collect();
        Self { nearest, names }
    }

    /// Whether both are the same, or one is inside the other.
    fn meets(&self, other: &Self) -> bool {
        let same = |(a, b): (&OsString, &OsString)| {
            a == b || a.eq_ignore_ascii_case(b) && ignores_case(&self.nearest)
        };
        self.nearest == other.nearest && self.names.iter().zip(&other.names).all(same)
    }
}

/// The path without links, `.` and `..`, as far as it exists; the missing part may be created later.
fn resolved(path: &Path) -> PathBuf {
    let parts = |path: &Path| -> Vec<PathBuf> {
        let parts = path.components().rev();
        parts.map(|part| part.as_os_str().into()).collect()
    };
    let mut left = parts(&absolute(path).unwrap_or_else(|_| path.into()));
    let mut found = PathBuf::new();
    let mut links = 0;
    while let Some(part) = left.pop() {
        if part == Path::new("..") {
            found.pop();
            continue;
        }
        found.push(part);
        if links < MAX_LINKS
            && let Ok(target) = found.read_link()
        {
            links += 1;
            found.pop();
            left.extend(parts(&target));
        }
    }
    found
}

/// The device and inode, which identify a file or folder whatever its name.
#[cfg(unix)]
type Identity = (u64, u64);
#[cfg(not(unix))]
type Identity = PathBuf;

#[cfg(unix)]
fn identity(path: &Path) -> io::Result<Identity> {
    use std::os::unix::fs::MetadataExt;
    let metadata = path.symlink_metadata()?;
    Ok((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn identity(path: &Path) -> io::Result<Identity> {
    path.canonicalize()
}

/// Whether the file system there ignores case in names.
#[cfg(target_os = "linux")]
fn ignores_case((device, _): &Identity) -> bool {
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    mounts_without_case(&mounts, libc::major(*device), libc::minor(*device))
}

#[cfg(not(target_os = "linux"))]
fn ignores_case<T>(_: &T) -> bool {
    true
}

/// Finds a device in lines like `36 35 8:1 / /media/usb rw,noatime shared:1 - vfat /dev/sda1 rw`. See proc(5).
#[cfg(target_os = "linux")]
fn mounts_without_case(mounts: &str, major: u32, minor: u32) -> bool {
    const WITHOUT_CASE: [&str; 9] = [
        "vfat", "msdos", "exfat", "ntfs", "ntfs3", "fuseblk", "cifs", "smb3", "hfsplus",
    ];
    let device = format!("{major}:{minor}");
    let mut of_device = mounts
        .lines()
        .filter(|line| line.split(' ').nth(2) == Some(device.as_str()));
    of_device.any(|line| {
        let kind = line
            .split_once(" - ")
            .and_then(|(_, end)| end.split(' ').next());
        kind.is_some_and(|kind| WITHOUT_CASE.contains(&kind))
    })
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::symlink;

    #[test]
    fn case_matters_only_if_it_does_to_the_file_system() {
        let mounts = "\
22 1 179:2 / / rw,noatime shared:1 - ext4 /dev/root rw
36 22 8:1 / /media/usb rw shared:7 master:2 - vfat /dev/sda1 rw,utf8
";
        assert!(mounts_without_case(mounts, 8, 1));
        assert!(!mounts_without_case(mounts, 179, 2));
        assert!(!mounts_without_case("", 8, 1));
    }

    #[test]
    fn a_path_is_followed_as_the_system_would() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().canonicalize().unwrap();
        let at = |name: &str| folder.join(name);
        fs::create_dir(at("real")).unwrap();
        symlink("real", at("link")).unwrap();
        symlink(at("real/later"), at("dangling")).unwrap();
        symlink("loop", at("loop")).unwrap();
        for (path, expected) in [
            ("real/a", "real/a"),
            ("link/a", "real/a"),
            ("link/../a", "a"),
            ("./real/./a", "real/a"),
            ("dangling", "real/later"),
            ("dangling.bak", "dangling.bak"),
            ("missing/../a", "a"),
        ] {
            assert_eq!(resolved(&at(path)), at(expected), "{path}");
        }
        resolved(&at("loop/a")); // ends
    }
}
