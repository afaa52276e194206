//! A bounded queue of lines to a thread that writes them, so no other thread waits for a slow reader.
//!
//! A stopped terminal (Ctrl-S), or a pipe without a reader, accepts no lines, perhaps for hours: the scan loop must not
//! notice. Lines that do not fit the queue are dropped and counted, and the output gets the count instead.

use super::threads;
use crate::sync::unpoisoned;
use std::collections::VecDeque;
use std::io::{self, ErrorKind, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

/// How many lines may wait.
pub const QUEUE_LEN: usize = 256;

/// The longest line in bytes; longer ones are cut off.
pub const MAX_BYTES: usize = 4096;

/// How long to wait before trying a busy destination (a terminal in non-blocking mode) again.
const RETRY_DELAY: Duration = Duration::from_millis(20);

/// The queue. Clones share it. Its thread lives as long as the process.
///
/// ```
/// use backpropd::daemon::log_queue::LogQueue;
/// use std::time::Duration;
/// let queue = LogQueue::start(std::io::sink())?;
/// queue.push("running".into());
/// assert!(queue.flush(Duration::from_secs(10)));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct LogQueue(Arc<Queue>);

#[derive(Debug, Default)]
struct Queue {
    lines: Mutex<Lines>,
    /// Notified when there is a line to write, or one was written.
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Lines {
    waiting: VecDeque<String>,
    /// How many were dropped after the last waiting one.
    dropped: u64,
    /// Whether one is being written.
    writing: bool,
    /// How many were written, successfully or not.
    done: u64,
}

impl Lines {
    fn is_idle(&self) -> bool {
        self.waiting.is_empty() && self.dropped == 0 && !self.writing
    }

    /// The next line to write; after the last waiting line, the one about dropped lines.
    fn next(&mut self) -> Option<String> {
        self.waiting.pop_front().or_else(|| self.report())
    }

    fn report(&mut self) -> Option<String> {
        match std::mem::take(&mut self.dropped) {
            0 => None,
            1 => Some("1 line of the log was dropped: the output was blocked".into()),
            dropped => Some(format!(
                "{dropped} lines of the log were dropped: the output was blocked"
            )),
        }
    }
}

impl LogQueue {
    /// Starts the thread that writes to `out`.
    ///
    /// # Errors
    /// If the system provides no thread.
    pub fn start(mut out: impl Write + Send + 'static) -> io::Result<Self> {
        let queue = Self(Arc::default());
        let inner = Arc::clone(&queue.0);
        let thread = threads::named("log");
        thread.spawn(move || {
            loop {
                let line = inner.take();
                // A line that cannot be written (/dev/full, no reader) is lost: there is nowhere to report it.
                let _ = write_whole(&mut out, line.as_bytes());
                inner.written();
            }
        })?;
        Ok(queue)
    }

    /// Appends a line, or several at once, without the last line break. Never waits for the output.
    pub fn push(&self, mut line: String) {
        if line.len() > MAX_BYTES {
            let end = (0..=MAX_BYTES).rev().find(|at| line.is_char_boundary(*at));
            line.truncate(end.unwrap_or(0));
            line.push('…');
        }
        let mut lines = self.0.lines();
        let room = QUEUE_LEN - lines.waiting.len();
        if lines.dropped > 0 && room >= 2 {
            let report = lines.report();
            lines.waiting.extend(report);
        }
        if lines.dropped > 0 || room == 0 {
            lines.dropped = lines.dropped.saturating_add(1);
        } else {
            lines.waiting.push_back(line);
        }
        drop(lines);
        self.0.changed.notify_all();
    }

    /// Waits until everything is written, up to `timeout` after each written line. Returns whether everything is.
    pub fn flush(&self, timeout: Duration) -> bool {
        let mut lines = self.0.lines();
        while !lines.is_idle() {
            let before = lines.done;
            let waited = self
                .0
                .changed
                .wait_timeout_while(lines, timeout, |lines| lines.done == before);
            let (now, _) = unpoisoned(waited);
            if now.done == before {
                return false;
            }
            lines = now;
        }
        true
    }
}

impl Queue {
    fn lines(&self) -> MutexGuard<'_, Lines> {
        unpoisoned(self.lines.lock())
    }

    /// Waits for a line to write.
    fn take(&self) -> String {
        let mut lines = self.lines();
        loop {
            if let Some(mut line) = lines.next() {
                lines.writing = true;
                line.push('\n');
                return line;
            }
            lines = unpoisoned(self.changed.wait(lines));
        }
    }

    fn written(&self) {
        let mut lines = self.lines();
        lines.writing = false;
        lines.done += 1;
        drop(lines);
        self.changed.notify_all();
    }
}

/// Like `write_all`, but waits for a destination in non-blocking mode.
fn write_whole(out: &mut impl Write, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match out.write(bytes) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(count) => bytes = &bytes[count..],
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                thread::park_timeout(RETRY_DELAY)
            }
            Err(error) => return Err(error),
        }
    }
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::{Receiver, Sender, channel};

    /// A destination that accepts a line whenever the test allows it.
    struct Gate {
        allowed: Receiver<()>,
        written: Sender<String>,
    }

    impl Write for Gate {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.allowed.recv().map_err(io::Error::other)?;
            let line = String::from_utf8(bytes.into()).unwrap();
            let _ = self.written.send(line);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn gate() -> (LogQueue, Sender<()>, Receiver<String>) {
        let (allow, allowed) = channel();
        let (written, lines) = channel();
        let queue = LogQueue::start(Gate { allowed, written }).unwrap();
        (queue, allow, lines)
    }

    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn a_blocked_output_blocks_nobody_and_what_is_dropped_is_counted_where_it_is_missing() {
        const MORE: usize = 1000;
        let (queue, allow, lines) = gate();
        queue.push("first".into());
        while !queue.0.lines().writing {
            thread::yield_now();
        }
        for number in 0..QUEUE_LEN + MORE {
            queue.push(number.to_string());
        }
        assert!(!queue.flush(Duration::from_millis(1)));
        for _ in 0..3 {
            allow.send(()).unwrap();
            lines.recv_timeout(LONG).unwrap();
        }
        while queue.0.lines().waiting.len() > QUEUE_LEN - 3 {
            thread::yield_now();
        }
        queue.push("after".into());
        for _ in 0..QUEUE_LEN + 2 {
            allow.send(()).unwrap();
        }
        assert!(queue.flush(LONG));
        let written: Vec<_> = lines.try_iter().collect();
        assert_eq!(written.len(), QUEUE_LEN - 2 + 2);
        let [.., last, report, after] = &written[..] else {
            panic!("{written:?}");
        };
        assert_eq!(*last, format!("{}\n", QUEUE_LEN - 1));
        assert_eq!(
            *report,
            format!("{MORE} lines of the log were dropped: the output was blocked\n")
        );
        assert_eq!(*after, "after\n");
    }

    #[test]
    fn dropped_lines_are_reported_when_nothing_follows_them() {
        let (queue, allow, lines) = gate();
        queue.push("first".into());
        while !queue.0.lines().writing {
            thread::yield_now();
        }
        for _ in 0..=QUEUE_LEN {
            queue.push("more".into());
        }
        for _ in 0..QUEUE_LEN + 2 {
            allow.send(()).unwrap();
        }
        assert!(queue.flush(LONG));
        let last = lines.try_iter().last();
        assert!(last.is_some_and(|line| line.starts_with("1 line of the log was dropped")));
    }

    #[test]
    fn a_flush_waits_for_as_long_as_lines_are_written() {
        let (queue, allow, _lines) = gate();
        for _ in 0..10 {
            queue.push("line".into());
        }
        let slow = thread::spawn(move || {
            for _ in 0..10 {
                thread::park_timeout(Duration::from_millis(5));
                allow.send(()).unwrap();
            }
        });
        assert!(queue.flush(LONG));
        slow.join().unwrap();
    }

    #[test]
    fn a_line_is_bounded() {
        let (queue, allow, lines) = gate();
        queue.push("가".repeat(MAX_BYTES));
        allow.send(()).unwrap();
        let line = lines.recv_timeout(LONG).unwrap();
        assert!(line.len() <= MAX_BYTES + "…\n".len() && line.ends_with("가…\n"));
    }

    #[cfg(unix)]
    #[test]
    fn an_output_in_non_blocking_mode_gets_every_byte() {
        use std::io::Read;
        use std::os::unix::net::UnixStream;
        let (out, mut reader) = UnixStream::pair().unwrap();
        out.set_nonblocking(true).unwrap();
        let queue = LogQueue::start(out).unwrap();
        let line = "x".repeat(MAX_BYTES - 1);
        for _ in 0..QUEUE_LEN {
            queue.push(line.clone());
        }
        let mut all = vec![0; QUEUE_LEN * MAX_BYTES];
        reader.read_exact(&mut all).unwrap();
        assert!(all.chunks(MAX_BYTES).all(|chunk| chunk.ends_with(b"x\n")));
        assert!(queue.flush(LONG));
    }
}
