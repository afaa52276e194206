//! The terminal while the panel is drawn on it, and as it was again afterwards, however that comes about.

use ratatui::DefaultTerminal;
use ratatui::crossterm::event::{DisableMouseCapture, EnableMouseCapture};
use ratatui::crossterm::execute;
use std::io;
use std::ops::{Deref, DerefMut};

/// The whole screen of the terminal. It is given back when this is dropped, and at once when any thread panics, so that
/// what that says can be read.
pub struct Fullscreen(DefaultTerminal);

impl Fullscreen {
    /// Takes the screen.
    ///
    /// # Errors
    /// When the terminal cannot be used.
    pub fn enter() -> io::Result<Self> {
        let screen = match ratatui::try_init() {
            Ok(terminal) => Self(terminal),
            Err(error) => {
                let _ = ratatui::try_restore();
                return Err(error);
            }
        };
        execute!(io::stdout(), EnableMouseCapture)?;
        Ok(screen)
    }
}

impl Drop for Fullscreen {
    fn drop(&mut self) {
        // A terminal that has gone needs nothing any more.
        let _ = execute!(io::stdout(), DisableMouseCapture);
        let _ = self.0.show_cursor();
        let _ = ratatui::try_restore();
    }
}

impl Deref for Fullscreen {
    type Target = DefaultTerminal;

    fn deref(&self) -> &DefaultTerminal {
        &self.0
    }
}

impl DerefMut for Fullscreen {
    fn deref_mut(&mut self) -> &mut DefaultTerminal {
        &mut self.0
    }
}

#[cfg(all(test, unix))]
#[path = "../../../tests/pty/mod.rs"]
mod pty;

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::env;

    /// Makes this test program a program that panics with the screen in its hands.
    const PANIC: &str = "BACKPROPD_TEST_PANIC";

    #[test]
    fn a_panic_gives_the_terminal_back_and_can_be_read() {
        let (_crate, module) = module_path!().split_once("::").unwrap();
        let name = format!("{module}::panics_when_asked");
        let arguments = ["--exact", &name, "--nocapture"];
        for thread in ["own", "other"] {
            let (program, variables) = (env::current_exe().unwrap(), [(PANIC, thread)]);
            let mut terminal =
                pty::Terminal::start(&program, &arguments, &variables, "/".as_ref(), (80, 24));
            terminal.wait_for("as the test wants it");
            terminal.assert_restored();
            assert_eq!(terminal.end().success(), thread == "other");
        }
    }

    /// Does nothing unless the test above asks for it.
    #[test]
    fn panics_when_asked() {
        let Ok(thread) = env::var(PANIC) else { return };
        let mut screen = Fullscreen::enter().unwrap();
        screen.draw(|_| {}).unwrap();
        if thread == "own" {
            panic!("as the test wants it");
        }
        let other = std::thread::spawn(|| panic!("as the test wants it"));
        assert!(other.join().is_err());
    }
}
