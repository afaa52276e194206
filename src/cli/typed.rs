//! Reads keys and clicks on a separate thread: crossterm blocks on half an escape sequence, and its reading from a
//! vanished terminal never ends.

use backpropd::messages;
use ratatui::crossterm::event::{self, Event};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

/// How many events may wait.
const QUEUE_LEN: usize = 256;

/// How often the thread checks whether to stop. Keys typed after the end belong to the shell.
const POLL_INTERVAL: Duration = Duration::from_millis(25);

/// The keyboard and the mouse; dropping this releases them.
pub struct Typed {
    events: Receiver<io::Result<Event>>,
    stop: Arc<AtomicBool>,
}

impl Typed {
    /// Starts reading.
    pub fn start() -> Self {
        let (send, events) = sync_channel(QUEUE_LEN);
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        thread::spawn(move || {
            while !stopped.load(Ordering::Relaxed) {
                let event = match event::poll(POLL_INTERVAL) {
                    Ok(false) => continue,
                    Ok(true) => event::read(),
                    Err(error) => Err(error),
                };
                let is_last = event.is_err();
                if send.send(event).is_err() || is_last {
                    return;
                }
            }
        });
        Self { events, stop }
    }

    /// The next event, if one comes in time.
    ///
    /// # Errors
    /// If the keyboard cannot be read.
    pub fn wait(&self, time: Duration) -> io::Result<Option<Event>> {
        match self.events.recv_timeout(time) {
            Ok(event) => event.map(Some),
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(RecvTimeoutError::Disconnected) => {
                Err(io::Error::other(messages::panel_keyboard_closed()))
            }
        }
    }
}

impl Drop for Typed {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}
