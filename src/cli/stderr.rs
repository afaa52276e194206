//! Standard error: the log and all other output to it. Everything goes through one queue, so a failing output causes no
//! panic. A command that also prints to standard output waits briefly for each line, to keep both in order; a command
//! with a loop that must not stop never waits, see [`never_wait`].
//!
//! Every line is escaped here once more.

use super::out::Shown;
use backpropd::daemon::log_queue::LogQueue;
use backpropd::language::{self, Language};
use backpropd::messages;
use backpropd::printable;
use env_logger::Target;
use log::{Level, LevelFilter, Record};
use std::backtrace::{Backtrace, BacktraceStatus};
use std::env;
use std::io;
use std::panic::{self, PanicHookInfo};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// How long to wait if standard error accepts no line.
const FLUSH_TIMEOUT: Duration = Duration::from_secs(1);

static STDERR: OnceLock<Stderr> = OnceLock::new();

struct Stderr {
    queue: LogQueue,
    /// Each line carries its priority for the journal.
    journal: bool,
    waits: AtomicBool,
}

/// Starts the log, at level `info` unless RUST_LOG says otherwise, and reports panics through it.
///
/// # Errors
/// If the system provides no thread.
pub fn start() -> io::Result<()> {
    let stderr = Stderr {
        queue: LogQueue::start(Shown::stderr())?,
        journal: env::var_os("JOURNAL_STREAM").is_some(),
        waits: AtomicBool::new(true),
    };
    let stderr = STDERR.get_or_init(|| stderr);
    let mut log = env_logger::Builder::new();
    log.filter_level(LevelFilter::Info);
    // env_logger would print mistakes in it to standard error itself.
    let spec = env::var("RUST_LOG").unwrap_or_default();
    let wrong = env_filter::Builder::new().try_parse(&spec).err();
    if wrong.is_none() {
        log.parse_filters(&spec);
    }
    log.target(Target::Pipe(Box::new(io::sink())));
    log.format(|_, record| {
        language::within(Language::En, || stderr.log(record));
        Ok(())
    });
    log.init();
    panic::set_hook(Box::new(report_panic));
    if let Some(error) = wrong {
        log::warn!("RUST_LOG is ignored: {error}; allowed: error, warn, info, debug, trace");
    }
    Ok(())
}

/// From now on, never waits for a line to be written.
pub fn never_wait() {
    if let Some(stderr) = STDERR.get() {
        stderr.waits.store(false, Ordering::Relaxed);
    }
}

/// Prints a text of one or more lines, independent of the log level.
pub fn say(level: Level, text: &str) {
    if let Some(stderr) = STDERR.get() {
        stderr.push(level, "", text);
    }
}

/// Prints a text for the person in their language, if the log has this level.
pub fn tell(level: Level, text: &str) {
    let Some(stderr) = STDERR.get().filter(|_| log::log_enabled!(level)) else {
        return;
    };
    let word = match level {
        Level::Warn => format!("{}: ", messages::warning()),
        _ => String::new(),
    };
    stderr.push(level, &word, &printable::printable(text));
    stderr.wait();
}

/// Waits until everything is written, but not for long if the output is stopped.
pub fn flush() {
    if let Some(stderr) = STDERR.get() {
        stderr.queue.flush(FLUSH_TIMEOUT);
    }
}

impl Stderr {
    fn push(&self, level: Level, word: &str, text: &str) {
        let priority = match level {
            Level::Error => "<3>",
            Level::Warn => "<4>",
            Level::Info => "<6>",
            Level::Debug | Level::Trace => "<7>",
        };
        let before = if self.journal { priority } else { word };
        for line in text.lines() {
            self.queue
                .push(format!("{before}{}", printable::shown(line)));
        }
    }

    fn log(&self, record: &Record) {
        let word = match record.level() {
            Level::Error => "error: ",
            Level::Warn => "warning: ",
            _ => "",
        };
        self.push(record.level(), word, &printable::line(record.args()));
        self.wait();
    }

    fn wait(&self) {
        if self.waits.load(Ordering::Relaxed) {
            flush();
        }
    }
}

/// Called before the panicking thread is unwound, which turns the LEDs off, so it must not wait for the output.
fn report_panic(panic: &PanicHookInfo) {
    let thread = thread::current();
    let name = thread.name().unwrap_or("unnamed");
    say(Level::Error, &format!("thread '{name}' {panic}"));
    let trace = Backtrace::capture();
    if trace.status() == BacktraceStatus::Captured {
        say(Level::Error, &trace.to_string());
    }
}
