//! For tests: a person at a terminal. The real program runs in a pseudo-terminal, keys are typed into it, and a terminal
//! emulator (`vt100`) shows its screen.

use pty_process::Size;
use pty_process::blocking::{Command, Pts, Pty, open};
use rustix::termios::{LocalModes, tcgetattr};
use std::fs::File;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::os::fd::AsFd;
use std::path::Path;
use std::process::{Child, ExitStatus};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};
use vt100::{MouseProtocolMode, Parser, Screen};

/// How long a test waits before it fails; the machine may be busy.
const TIMEOUT: Duration = Duration::from_secs(180);

/// The default size of the terminal.
const COLUMNS: NonZeroU16 = NonZeroU16::new(80).unwrap();
const ROWS: NonZeroU16 = NonZeroU16::new(24).unwrap();

/// The program and its terminal.
pub struct Terminal {
    /// `None` once it has hung up.
    pty: Option<Pty>,
    /// Kept open, so that the screen can be read after the program has ended.
    pts: Pts,
    child: Child,
    parser: Arc<Mutex<Parser>>,
    hung_up: Arc<AtomicBool>,
    frozen: Arc<AtomicBool>,
    reader: Option<JoinHandle<()>>,
}

impl Terminal {
    /// Starts the program with these arguments and environment variables, in this folder, on a screen of this size.
    pub fn start(
        program: &Path,
        arguments: &[&str],
        variables: &[(&str, &str)],
        folder: &Path,
        (columns, rows): (u16, u16),
    ) -> Self {
        let (pty, pts) = open().unwrap();
        pty.resize(Size::new(rows, columns)).unwrap();
        let mut command = Command::new(program)
            .args(arguments)
            .current_dir(folder)
            .env("TERM", "xterm-256color")
            .env_remove("NO_COLOR")
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES")
            .env_remove("LANG")
            .envs(variables.iter().copied());
        let child = command.spawn_borrowed(&pts).unwrap();
        // A terminal that does not know its size may have one anyway.
        let or = |size, default| NonZeroU16::new(size).unwrap_or(default);
        let [rows, columns] = [or(rows, ROWS), or(columns, COLUMNS)];
        let parser = Arc::new(Mutex::new(Parser::new(rows, columns, 0)));
        let mut output = File::from(pty.as_fd().try_clone_to_owned().unwrap());
        let (shown, hung_up) = (Arc::clone(&parser), Arc::new(AtomicBool::new(false)));
        let ends = Arc::clone(&hung_up);
        let frozen = Arc::new(AtomicBool::new(false));
        let waits = Arc::clone(&frozen);
        let reader = thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = output.read(&mut bytes) {
                if ends.load(Ordering::Relaxed) {
                    return;
                }
                shown.lock().unwrap().process(&bytes[..count]);
                while waits.load(Ordering::Relaxed) {
                    thread::sleep(Duration::from_millis(20));
                }
            }
        });
        Self {
            pty: Some(pty),
            pts,
            child,
            parser,
            hung_up,
            frozen,
            reader: Some(reader),
        }
    }

    /// Stops reading: the connection sleeps, or someone has pressed Ctrl-S.
    pub fn freeze(&mut self) {
        self.frozen.store(true, Ordering::Relaxed);
    }

    /// Goes away, like a terminal whose window is closed.
    pub fn hang_up(&mut self) {
        self.hung_up.store(true, Ordering::Relaxed);
        // Wakes the reader, which also holds the terminal's other end.
        let mut pts = File::from(self.pts.as_fd().try_clone_to_owned().unwrap());
        pts.write_all(b".").unwrap();
        self.reader.take().unwrap().join().unwrap();
        self.pty = None;
    }

    /// Types these keys.
    pub fn types(&mut self, keys: &str) {
        let mut pty = self.pty.as_ref().unwrap();
        pty.write_all(keys.as_bytes()).unwrap();
    }

    /// Resizes the window.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        let size = [rows, columns].map(|size| NonZeroU16::new(size).unwrap());
        let mut parser = self.parser.lock().unwrap();
        parser.screen_mut().set_size(size[0], size[1]);
        let pty = self.pty.as_ref().unwrap();
        pty.resize(Size::new(rows, columns)).unwrap();
    }

    /// The process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The screen now.
    pub fn screen(&self) -> Screen {
        self.parser.lock().unwrap().screen().clone()
    }

    /// Waits until the screen satisfies this.
    pub fn wait_until(&mut self, what: &str, is_so: impl Fn(&Screen) -> bool) -> Screen {
        let begin = Instant::now();
        loop {
            let screen = self.screen();
            if is_so(&screen) {
                return screen;
            }
            let contents = screen.contents();
            assert!(begin.elapsed() < TIMEOUT, "not {what}:\n{contents}");
            if let Some(status) = self.child.try_wait().unwrap() {
                // Its last output may still be on its way.
                if begin.elapsed() > Duration::from_secs(10) {
                    panic!("not {what}, and it ended with {status}:\n{contents}");
                }
            }
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits until this text is on the screen.
    pub fn wait_for(&mut self, text: &str) -> Screen {
        self.wait_until(text, |screen| screen.contents().contains(text))
    }

    /// Waits until the program has ended.
    pub fn end(&mut self) -> ExitStatus {
        let begin = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            let contents = self.screen().contents();
            assert!(begin.elapsed() < TIMEOUT, "it does not end:\n{contents}");
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Whether the terminal is in line mode and echoes what is typed, as a shell needs it.
    fn is_cooked(&self) -> bool {
        let modes = tcgetattr(&self.pts).unwrap().local_modes;
        modes.contains(LocalModes::ICANON | LocalModes::ECHO)
    }

    /// The panel has taken over the terminal.
    pub fn assert_taken(&mut self) {
        self.wait_until("taken", |screen| {
            screen.alternate_screen()
                && screen.hide_cursor()
                && screen.mouse_protocol_mode() != MouseProtocolMode::None
        });
        assert!(!self.is_cooked());
    }

    /// The terminal is restored: nothing of the panel is left on the screen or in the settings.
    pub fn assert_restored(&mut self) {
        self.wait_until("restored", |screen| {
            !screen.alternate_screen()
                && !screen.hide_cursor()
                && screen.mouse_protocol_mode() == MouseProtocolMode::None
        });
        assert!(self.is_cooked());
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // It is still there only if a test has failed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
