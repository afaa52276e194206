//! Opens files that people name: only regular files, and without ever waiting.
//!
//! A path in a config or on a command line may lead to a FIFO without a writer, a terminal or `/dev/zero`. Opening
//! those can block forever, reading them can fill the memory, and with some devices (a watchdog, a modem) opening alone
//! has an effect. So the path is checked first, opened without blocking, and the open file is checked again. Symbolic
//! links are followed. Callers judge the contents.

use crate::messages;
use std::error::Error;
use std::fmt;
use std::fs::{File, FileType, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek};
use std::path::Path;

/// How many bytes of a file are enough to recognise its kind.
const HEAD_BYTES: u64 = 256;

/// Opens a regular file to read it.
///
/// ```
/// use backpropd::host::regular_file;
/// use std::io::ErrorKind;
/// let folder = tempfile::tempdir()?;
/// let error = regular_file::open(folder.path()).unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Unsupported);
/// assert_eq!(error.to_string(), "this is a folder, not a regular file");
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// If it cannot be opened; `Unsupported` if it is not a regular file.
pub fn open(path: &Path) -> io::Result<File> {
    open_with(OpenOptions::new().read(true), path)
}

/// Opens a regular file with these options, which must not truncate: see [`create`].
///
/// # Errors
/// If it cannot be opened; `Unsupported` if it is not a regular file.
pub fn open_with(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    match path.metadata() {
        Ok(metadata) => check(&metadata)?,
        Err(error) if error.kind() == ErrorKind::NotFound => {} // the options may create it
        Err(error) => return Err(error),
    }
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(options, libc::O_NONBLOCK | libc::O_NOCTTY);
    let file = options.open(path)?;
    // It may have been replaced in between.
    check(&file.metadata()?)?;
    Ok(file)
}

/// Creates a file to write to, or truncates an existing regular file.
///
/// # Errors
/// If it cannot be created; `Unsupported` if something other than a regular file exists there.
pub fn create(path: &Path) -> io::Result<File> {
    let file = open_with(
        OpenOptions::new().write(true).create(true).truncate(false),
        path,
    )?;
    file.set_len(0)?;
    Ok(file)
}

/// Creates a file to write to, or truncates an existing file if its first bytes show that it is of the right kind.
///
/// ```
/// use backpropd::host::regular_file;
/// let folder = tempfile::tempdir()?;
/// let thesis = folder.path().join("thesis.txt");
/// std::fs::write(&thesis, "On the Origin")?;
/// let error = regular_file::replace(&thesis, |head| head.starts_with(b"recording"), "a recording");
/// let expected = "this file already exists and is not a recording; name another file, or move it away";
/// assert_eq!(error.unwrap_err().to_string(), expected);
/// assert_eq!(std::fs::read(&thesis)?, b"On the Origin");
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// If it cannot be created, `AlreadyExists` for a file of another kind, `Unsupported` for anything but a regular file.
/// Nothing was changed then.
pub fn replace(
    path: &Path,
    is_ours: impl Fn(&[u8]) -> bool,
    kind: &'static str,
) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    let mut file = open_with(&mut options, path)?;
    let mut head = Vec::new();
    (&mut file).take(HEAD_BYTES).read_to_end(&mut head)?;
    if !is_ours(&head) {
        return Err(io::Error::new(ErrorKind::AlreadyExists, Wrong::Other(kind)));
    }
    file.set_len(0)?;
    file.rewind()?;
    Ok(file)
}

/// Reads a whole regular file of at most this many bytes.
///
/// ```
/// use backpropd::host::regular_file;
/// use std::io::ErrorKind;
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("four");
/// std::fs::write(&path, "four")?;
/// assert_eq!(regular_file::read(&path, 4)?, b"four");
/// assert_eq!(regular_file::read(&path, 3).unwrap_err().kind(), ErrorKind::FileTooLarge);
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// If it cannot be read; `Unsupported` if it is not a regular file, `FileTooLarge` if it is longer.
pub fn read(path: &Path, at_most: u64) -> io::Result<Vec<u8>> {
    let mut contents = Vec::new();
    // The length reported by the system does not help: files in /proc report 0 and may never end.
    open(path)?.take(at_most + 1).read_to_end(&mut contents)?;
    if contents.len() as u64 > at_most {
        return Err(io::Error::new(
            ErrorKind::FileTooLarge,
            Wrong::Longer(at_most),
        ));
    }
    Ok(contents)
}

/// An error for anything but a regular file, which says what it is instead.
fn check(metadata: &Metadata) -> io::Result<()> {
    if metadata.is_file() {
        return Ok(());
    }
    Err(io::Error::new(
        ErrorKind::Unsupported,
        Wrong::NoFile(metadata.file_type()),
    ))
}

/// What is wrong with the file at a path. It becomes text when it is printed, so the log can use another language than
/// the person.
#[derive(Debug)]
enum Wrong {
    /// Not a regular file, but this.
    NoFile(FileType),
    /// A file, but not one of this kind.
    Other(&'static str),
    /// It has more than this many bytes.
    Longer(u64),
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::NoFile(kind) => messages::file_not_regular(name(*kind)),
            Self::Other(kind) => messages::file_of_another_kind(kind),
            Self::Longer(most) => messages::file_too_long(Bytes(*most)),
        })
    }
}

impl Error for Wrong {}

/// The type of file, in English with an article: `a folder`, `a FIFO`, `a device`.
pub fn name(kind: FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_fifo() {
            return messages::file_fifo();
        } else if kind.is_socket() {
            return messages::file_socket();
        } else if kind.is_block_device() || kind.is_char_device() {
            return messages::file_device();
        }
    }
    if kind.is_dir() {
        messages::file_folder()
    } else if kind.is_file() {
        messages::file_regular()
    } else if kind.is_symlink() {
        messages::file_link()
    } else {
        messages::file_device()
    }
}

/// A number of bytes in the largest unit that gives a whole number.
struct Bytes(u64);

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            bytes if bytes > 0 && bytes % (1 << 20) == 0 => write!(f, "{} MiB", bytes >> 20),
            bytes if bytes > 0 && bytes % (1 << 10) == 0 => write!(f, "{} KiB", bytes >> 10),
            bytes => f.write_str(&messages::file_bytes(bytes)),
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;
    use std::process::Command;

    #[test]
    fn only_regular_files_are_opened_and_nothing_blocks() {
        let folder = tempfile::tempdir().unwrap();
        let [fifo, socket, link] = ["fifo", "socket", "link"].map(|name| folder.path().join(name));
        assert!(
            Command::new("mkfifo")
                .arg(&fifo)
                .status()
                .unwrap()
                .success()
        );
        let _listener = UnixListener::bind(&socket).unwrap();
        symlink(&fifo, &link).unwrap();
        let cases = [
            (fifo.as_path(), "a FIFO"),
            (&link, "a FIFO"),
            (&socket, "a socket"),
            (folder.path(), "a folder"),
            (Path::new("/dev/zero"), "a device"),
            (Path::new("/dev/tty"), "a device"),
        ];
        for (path, what) in cases {
            for result in [open(path), create(path), replace(path, |_| true, "")] {
                let error = result.unwrap_err();
                assert_eq!(error.kind(), ErrorKind::Unsupported, "{path:?}");
                assert_eq!(
                    error.to_string(),
                    format!("this is {what}, not a regular file")
                );
            }
        }
        println!("{} kinds of things that are not files", cases.len());
    }

    #[test]
    fn what_replaces_a_file_between_the_look_and_the_opening_is_not_opened() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        fs::write(&path, "").unwrap();
        let metadata = path.metadata().unwrap();
        assert!(check(&metadata).is_ok());
        // As if the FIFO had appeared after the check: the flags alone prevent blocking.
        fs::remove_file(&path).unwrap();
        assert!(
            Command::new("mkfifo")
                .arg(&path)
                .status()
                .unwrap()
                .success()
        );
        let mut options = OpenOptions::new();
        options.read(true);
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NONBLOCK);
        let file = options.open(&path).unwrap();
        assert!(check(&file.metadata().unwrap()).is_err());
    }

    #[test]
    fn a_file_is_emptied_only_when_it_is_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        fs::write(&path, "long contents").unwrap();
        drop(create(&path).unwrap());
        assert_eq!(fs::read(&path).unwrap(), b"");
        assert_eq!(
            open(&folder.path().join("none")).unwrap_err().kind(),
            ErrorKind::NotFound
        );
    }

    #[test]
    fn too_long_says_how_long_it_may_be() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        fs::write(&path, vec![0; 2 << 10]).unwrap();
        for (most, said) in [(1, "1 byte"), (1 << 10, "1 KiB"), (1500, "1500 bytes")] {
            let error = read(&path, most).unwrap_err();
            assert_eq!(error.to_string(), format!("the file is longer than {said}"));
        }
        assert_eq!(read(&path, 2 << 10).unwrap().len(), 2 << 10);
        assert_eq!(Bytes(1 << 20).to_string(), "1 MiB");
    }
}
