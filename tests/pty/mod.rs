//! A person at a terminal: the real program in a pseudo-terminal, keys typed into it, its screen read as a terminal
//! emulator (`vt100`) would show it.

use pty_process::Size;
use pty_process::blocking::{Command, Pts, Pty, open};
use rustix::termios::{LocalModes, tcgetattr};
use std::fs::File;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::process::{Child, ExitStatus};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};
use vt100::{MouseProtocolMode, Parser, Screen};

/// How long to wait for what is to come about: the machine may be busy with other things.
const PATIENCE: Duration = Duration::from_secs(180);

/// The program and its terminal.
pub struct Terminal {
    pty: Pty,
    /// Held, so that the terminal outlives the program and can be looked at afterwards.
    pts: Pts,
    child: Child,
    parser: Arc<Mutex<Parser>>,
}

impl Terminal {
    /// Starts the program with these arguments and these variables, in this folder, on a screen of this size.
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
        let [rows, columns] = [rows, columns].map(|size| NonZeroU16::new(size).unwrap());
        let parser = Arc::new(Mutex::new(Parser::new(rows, columns, 0)));
        let mut output = File::from(rustix::io::dup(&pty).unwrap());
        let shown = Arc::clone(&parser);
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = output.read(&mut bytes) {
                shown.lock().unwrap().process(&bytes[..count]);
            }
        });
        Self {
            pty,
            pts,
            child,
            parser,
        }
    }

    /// Types these keys.
    #[allow(dead_code)] // not everybody does
    pub fn types(&mut self, keys: &str) {
        self.pty.write_all(keys.as_bytes()).unwrap();
    }

    /// Gives the window another size.
    #[allow(dead_code)] // not everybody does
    pub fn resize(&mut self, columns: u16, rows: u16) {
        let size = [rows, columns].map(|size| NonZeroU16::new(size).unwrap());
        let mut parser = self.parser.lock().unwrap();
        parser.screen_mut().set_size(size[0], size[1]);
        self.pty.resize(Size::new(rows, columns)).unwrap();
    }

    /// The process.
    #[allow(dead_code)] // not everybody asks
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The screen as it is now.
    pub fn screen(&self) -> Screen {
        self.parser.lock().unwrap().screen().clone()
    }

    /// Waits until the screen is so.
    pub fn wait_until(&mut self, what: &str, is_so: impl Fn(&Screen) -> bool) -> Screen {
        let begin = Instant::now();
        loop {
            let screen = self.screen();
            if is_so(&screen) {
                return screen;
            }
            let contents = screen.contents();
            assert!(begin.elapsed() < PATIENCE, "not {what}:\n{contents}");
            if let Some(status) = self.child.try_wait().unwrap() {
                // What it said last may still be on its way.
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
            assert!(begin.elapsed() < PATIENCE, "it does not end:\n{contents}");
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Whether the terminal takes whole lines and echoes what is typed, as a shell wants it.
    fn is_cooked(&self) -> bool {
        let modes = tcgetattr(&self.pts).unwrap().local_modes;
        modes.contains(LocalModes::ICANON | LocalModes::ECHO)
    }

    /// The terminal belongs to the panel.
    #[allow(dead_code)] // not everybody checks
    pub fn assert_taken(&mut self) {
        self.wait_until("taken", |screen| {
            screen.alternate_screen()
                && screen.hide_cursor()
                && screen.mouse_protocol_mode() != MouseProtocolMode::None
        });
        assert!(!self.is_cooked());
    }

    /// The terminal is as it was: nothing of the panel is left on it, or in how it works.
    #[allow(dead_code)] // not everybody checks
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
        // Only where a test has failed is it still there.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
