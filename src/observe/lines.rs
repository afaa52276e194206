//! Sends and receives lines over a connection, each with a deadline and a size limit.
//!
//! Both ends of the status socket use it. A peer that sends single bytes slowly, or sends endlessly, must not take
//! unlimited time or memory, so a timeout per read or write is not enough. It does not know what the lines mean.

use socket2::{Domain, SockAddr, Socket, Type};
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::{Duration, Instant};

/// When a line must be complete.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deadline(Instant);

impl Deadline {
    /// This long from now.
    pub(super) fn after(timeout: Duration) -> Self {
        Self(Instant::now() + timeout)
    }

    /// The time left; zero if it is over.
    pub(super) fn left(self) -> Duration {
        self.0.saturating_duration_since(Instant::now())
    }

    /// The same for the system, where zero means forever.
    fn timeout(self) -> io::Result<Option<Duration>> {
        let left = self.left();
        if left.is_zero() {
            return Err(ErrorKind::TimedOut.into());
        }
        Ok(Some(left))
    }
}

/// How much is read at a time, in bytes.
const CHUNK: usize = 8 << 10;

/// Connects to the socket at `path`. The standard library offers no timeout here, and once the backlog of a stopped
/// process is full, connecting to it waits until the process continues.
///
/// # Errors
/// As from connect(2); `WouldBlock` after the timeout.
pub(super) fn connect(path: &Path, timeout: Duration) -> io::Result<UnixStream> {
    let address = SockAddr::unix(path)?;
    let socket = Socket::new(Domain::UNIX, Type::STREAM, None)?;
    // On Linux, this timeout also applies to connect(2); other systems refuse at once if the backlog is full.
    socket.set_write_timeout(Some(timeout.max(Duration::from_millis(1))))?;
    loop {
        match socket.connect(&address) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            connected => return connected.map(|()| socket.into()),
        }
    }
}

/// A connection for lines.
#[derive(Debug)]
pub(super) struct Lines {
    stream: UnixStream,
    /// Received but not returned yet.
    received: Vec<u8>,
}

impl Lines {
    pub(super) fn new(stream: UnixStream) -> Self {
        Self {
            stream,
            received: Vec::new(),
        }
    }

    /// The next line, including its line feed. Without a line feed, it is the rest before the end of the stream; if
    /// empty, nothing is left.
    ///
    /// # Errors
    /// `TimedOut` if the line is not complete by `deadline`, `InvalidData` if it is longer than `max_bytes`, else as
    /// from read(2).
    pub(super) fn read(&mut self, max_bytes: usize, deadline: Deadline) -> io::Result<Vec<u8>> {
        let mut searched = 0;
        loop {
            let end = self.received[searched..].iter().position(|b| *b == b'\n');
            if let Some(end) = end.map(|end| searched + end + 1)
                && end <= max_bytes
            {
                let rest = self.received.split_off(end);
                return Ok(std::mem::replace(&mut self.received, rest));
            }
            searched = self.received.len();
            if searched > max_bytes {
                return Err(ErrorKind::InvalidData.into());
            }
            if self.receive(deadline)? == 0 {
                return Ok(std::mem::take(&mut self.received));
            }
        }
    }

    /// Reads what is available, or waits; returns the number of bytes.
    fn receive(&mut self, deadline: Deadline) -> io::Result<usize> {
        let mut chunk = [0; CHUNK];
        loop {
            self.stream.set_read_timeout(deadline.timeout()?)?;
            match self.stream.read(&mut chunk) {
                Ok(count) => {
                    self.received.extend_from_slice(&chunk[..count]);
                    return Ok(count);
                }
                Err(error) if is_to_be_repeated(&error) => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Writes all of it.
    ///
    /// # Errors
    /// `TimedOut` if the peer has not received it by `deadline`, else as from write(2).
    pub(super) fn write(&mut self, mut bytes: &[u8], deadline: Deadline) -> io::Result<()> {
        while !bytes.is_empty() {
            self.stream.set_write_timeout(deadline.timeout()?)?;
            match self.stream.write(bytes) {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(count) => bytes = &bytes[count..],
                Err(error) if is_to_be_repeated(&error) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

/// Whether to check the deadline and try again: the call was interrupted, or its time ran out.
fn is_to_be_repeated(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::Interrupted | ErrorKind::WouldBlock | ErrorKind::TimedOut
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::net::UnixListener;
    use std::thread;

    const LONG: Duration = Duration::from_secs(60);

    fn pair() -> (Lines, UnixStream) {
        let (near, far) = UnixStream::pair().unwrap();
        (Lines::new(near), far)
    }

    #[test]
    fn lines_come_one_by_one_however_they_are_cut() {
        let (mut lines, mut far) = pair();
        let deadline = Deadline::after(LONG);
        far.write_all(b"one\ntw").unwrap();
        assert_eq!(lines.read(4, deadline).unwrap(), b"one\n");
        far.write_all(b"o\n\nrest").unwrap();
        drop(far);
        assert_eq!(lines.read(4, deadline).unwrap(), b"two\n");
        assert_eq!(lines.read(4, deadline).unwrap(), b"\n");
        assert_eq!(lines.read(4, deadline).unwrap(), b"rest");
        assert_eq!(lines.read(4, deadline).unwrap(), b"");
    }

    #[test]
    fn a_line_that_is_too_long_is_not_kept() {
        for (text, fits) in [("123\n", true), ("1234\n", false), ("12345", false)] {
            let (mut lines, mut far) = pair();
            far.write_all(text.as_bytes()).unwrap();
            let read = lines.read(4, Deadline::after(LONG));
            assert_eq!(read.is_ok(), fits, "{text}");
            assert!(fits || read.unwrap_err().kind() == ErrorKind::InvalidData);
        }
    }

    #[test]
    fn a_byte_now_and_then_does_not_put_the_deadline_off() {
        let (mut lines, mut far) = pair();
        let dripping = thread::spawn(move || while far.write_all(b"x").is_ok() {});
        let read = lines.read(usize::MAX, Deadline::after(Duration::from_millis(50)));
        assert_eq!(read.unwrap_err().kind(), ErrorKind::TimedOut);
        drop(lines);
        dripping.join().unwrap();
    }

    #[test]
    fn a_peer_that_takes_nothing_does_not_block_the_sender() {
        let (mut lines, _far) = pair();
        let written = lines.write(
            &vec![0; 16 << 20],
            Deadline::after(Duration::from_millis(50)),
        );
        assert_eq!(written.unwrap_err().kind(), ErrorKind::TimedOut);
    }

    /// The situation when the process behind a socket is stopped.
    #[test]
    fn no_viewer_waits_for_a_full_backlog() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s");
        let _listener = UnixListener::bind(&path).unwrap();
        let mut waiting = Vec::new();
        let refused = loop {
            match connect(&path, Duration::from_millis(50)) {
                Ok(stream) => waiting.push(stream),
                Err(error) => break error,
            }
        };
        println!(
            "{} connections wait for a process that takes none",
            waiting.len()
        );
        assert!(
            matches!(
                refused.kind(),
                ErrorKind::WouldBlock | ErrorKind::ConnectionRefused
            ),
            "{refused}"
        );
    }
}
