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
