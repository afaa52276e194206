//! Takes over the terminal for the panel, and restores it afterwards, however the panel ends.

use backpropd::tui::SMALLEST;
use ratatui::crossterm::event::{DisableMouseCapture, EnableMouseCapture};
use ratatui::crossterm::execute;
use ratatui::crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, disable_raw_mode, enable_raw_mode, size,
};
use ratatui::layout::Rect;
use ratatui::prelude::CrosstermBackend;
use ratatui::{DefaultTerminal, Frame, Terminal, TerminalOptions, Viewport};
use std::io;
use std::mem::ManuallyDrop;
use std::panic;

/// The whole screen of the terminal. It is restored when this is dropped, and immediately if any thread panics, so the
/// panic's message can be read.
pub struct Fullscreen {
    /// Never dropped: on a vanished terminal, it would print to standard error that it cannot show the cursor, and
    /// panic if that fails too.
    terminal: ManuallyDrop<DefaultTerminal>,
    /// The area to draw on: all of the screen.
    area: Rect,
}

impl Fullscreen {
    /// Takes the screen.
    ///
    /// # Errors
    /// If the terminal cannot be used.
    pub fn enter() -> io::Result<Self> {
        Self::try_enter().inspect_err(|_| {
            let _ = ratatui::try_restore();
        })
    }

    fn try_enter() -> io::Result<Self> {
        let area = area()?;
        let default_hook = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            let _ = ratatui::try_restore();
            default_hook(panic);
        }));
        enable_raw_mode()?;
        let viewport = Viewport::Fixed(area);
        let backend = CrosstermBackend::new(io::stdout());
        let terminal = Terminal::with_options(backend, TerminalOptions { viewport })?;
        let terminal = ManuallyDrop::new(terminal);
        // Not every terminal has an alternate screen, which would be empty at first.
        let all = Clear(ClearType::All);
        execute!(io::stdout(), EnterAlternateScreen, all, EnableMouseCapture)?;
        Ok(Self { terminal, area })
    }

    /// The current size of the screen.
    ///
    /// # Errors
    /// If the terminal does not report it.
    pub fn area(&self) -> io::Result<Rect> {
        area()
    }

    /// Draws on the whole screen.
    ///
    /// # Errors
    /// If the terminal cannot be written to.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame)) -> io::Result<()> {
        let area = area()?;
        if area != self.area {
            self.terminal.resize(area)?;
            self.area = area;
        }
        self.terminal.draw(render).map(|_| ())
    }
}

/// The terminal's size. A serial console that does not know its size reports 0; then the smallest possible size is
/// used.
fn area() -> io::Result<Rect> {
    let (columns, rows) = size()?;
    let or = |size, default| if size == 0 { default } else { size };
    Ok(Rect::new(
        0,
        0,
        or(columns, SMALLEST.0),
        or(rows, SMALLEST.1),
    ))
}

/// Restores the keyboard without writing to the terminal, which may be stopped.
pub fn restore_mode() {
    let _ = disable_raw_mode();
}

impl Drop for Fullscreen {
    fn drop(&mut self) {
        // A terminal that is gone needs no restoring.
        let _ = execute!(io::stdout(), DisableMouseCapture);
        let _ = self.terminal.show_cursor();
        let _ = ratatui::try_restore();
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::env;

    /// Turns this test program into one that panics while it holds the screen.
    const PANIC: &str = "BACKPROPD_TEST_PANIC";

    #[test]
    fn a_panic_gives_the_terminal_back_and_can_be_read() {
        let (_crate, module) = module_path!().split_once("::").unwrap();
        let name = format!("{module}::panics_when_asked");
        let arguments = ["--exact", &name, "--nocapture"];
        for thread in ["own", "other"] {
            let program = env::current_exe().unwrap();
            let variables = [(PANIC, thread)];
            let mut terminal = crate::cli::pty::Terminal::start(
                &program,
                &arguments,
                &variables,
                "/".as_ref(),
                (80, 24),
            );
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
