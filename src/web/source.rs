//! What is shown: the daemon behind its status socket, if one is, or the wall of a class.
//!
//! Everything here waits, for the daemon or for time to pass, so it is for threads that may wait.

use super::page::{self, Page};
use crate::messages::{self, Later};
use crate::observe::Error;
use crate::recording::Start;
use std::fmt;
use std::ops::ControlFlow;
#[cfg(feature = "class")]
use std::time::Duration;

#[cfg(unix)]
use crate::observe::{Client, bulletin::Reader};
#[cfg(unix)]
use crate::status::Shown;
#[cfg(unix)]
use std::path::PathBuf;

/// How often a class is shown.
#[cfg(feature = "class")]
const CLASS_INTERVAL: Duration = Duration::from_millis(500);

/// What is shown.
pub enum Source {
    /// None: each visitor has a board of their own, in the browser.
    None,
    /// The daemon whose status socket is in one of these places, the first first.
    #[cfg(unix)]
    Daemon(Vec<PathBuf>),
    /// A class: what everyone may see of its wall at this moment, as JSON.
    #[cfg(feature = "class")]
    Class(Box<dyn Fn() -> String + Send + Sync>),
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "None",
            #[cfg(unix)]
            Self::Daemon(_) => "Daemon",
            #[cfg(feature = "class")]
            Self::Class(_) => "Class",
        })
    }
}

impl Source {
    /// The page that shows it.
    pub(super) fn page(&self) -> &'static Page {
        match self {
            #[cfg(feature = "class")]
            Self::Class(_) => &page::WALL,
            _ => &page::BOARD,
        }
    }

    /// The answer if its page was asked for under another host's name: `class` has no option for that.
    pub(super) fn unknown_host(&self) -> Later {
        match self {
            #[cfg(feature = "class")]
            Self::Class(_) => messages::web_answer_unknown_host_of_class,
            _ => messages::web_answer_unknown_host,
        }
    }

    /// Whether there is a daemon or a class to ask, be it there now or not.
    pub fn is_there(&self) -> bool {
        !matches!(self, Self::None)
    }

    /// Calls `see` with each status as JSON, until it breaks off.
    ///
    /// # Errors
    /// Why no more statuses come.
    pub fn watch(&self, see: &mut dyn FnMut(&str) -> ControlFlow<()>) -> Result<(), Error> {
        match self {
            Self::None => {
                let _ = see;
                Err(nothing())
            }
            #[cfg(unix)]
            Self::Daemon(places) => {
                let mut class = Reader::default();
                for status in Client::connect_to_one_of(places)?.watch()? {
                    let status = status?;
                    let shown = Shown::in_class(&status, class.read());
                    if see(&json(&shown)).is_break() {
                        break;
                    }
                }
                Ok(())
            }
            #[cfg(feature = "class")]
            Self::Class(now) => {
                while see(&now()).is_continue() {
                    std::thread::sleep(CLASS_INTERVAL);
                }
                Ok(())
            }
        }
    }

    /// How it is now, as JSON.
    ///
    /// # Errors
    /// If the machine does not answer.
    pub fn status(&self) -> Result<String, Error> {
        match self {
            Self::None => Err(nothing()),
            #[cfg(unix)]
            Self::Daemon(places) => {
                let status = Client::connect_to_one_of(places)?.status()?;
                Ok(json(&Shown::of(&status)))
            }
            #[cfg(feature = "class")]
            Self::Class(now) => Ok(now()),
        }
    }

    /// All that the next step of the machine depends on.
    ///
    /// # Errors
    /// If the machine does not answer.
    pub fn checkpoint(&self) -> Result<Start, Error> {
        match self {
            Self::None => Err(nothing()),
            #[cfg(unix)]
            Self::Daemon(places) => Client::connect_to_one_of(places)?.checkpoint(),
            #[cfg(feature = "class")]
            Self::Class(_) => Err(nothing()),
        }
    }

    /// The recording so far.
    ///
    /// # Errors
    /// If nothing is recorded, or the machine does not answer.
    pub fn recording(&self) -> Result<String, Error> {
        match self {
            Self::None => Err(nothing()),
            #[cfg(unix)]
            Self::Daemon(places) => Client::connect_to_one_of(places)?.recording(),
            #[cfg(feature = "class")]
            Self::Class(_) => Err(nothing()),
        }
    }
}

/// Plain numbers and words cannot fail to become JSON.
#[cfg(unix)]
fn json(shown: &Shown) -> String {
    serde_json::to_string(shown).unwrap_or_default()
}

fn nothing() -> Error {
    Error::Refused(messages::web_answer_no_daemon().into())
}
