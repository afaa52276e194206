//! The machine that is shown: a daemon behind its status socket, or a simulation in this process.
//!
//! Everything here waits for the machine, so it is for threads that may wait.

use crate::observe::{Error, Request, press};
use crate::simulation::Simulation;
use crate::snapshot::Status;
use std::ops::ControlFlow;
use std::time::Duration;

#[cfg(unix)]
use crate::observe::Client;
#[cfg(unix)]
use std::path::PathBuf;

/// A simulation that says nothing for so long hangs.
const HANG: Duration = Duration::from_secs(2);

/// The machine that is shown.
///
/// ```
/// use backpropd::machine::Settings;
/// use backpropd::simulation::Simulation;
/// use backpropd::trainer::{self, Trainer};
/// use backpropd::web::Source;
/// use std::ops::ControlFlow;
///
/// let trainer = Trainer::new(trainer::Settings::default(), 7);
/// let source = Source::Simulated(Simulation::start(Settings::default(), trainer));
/// let mut seed = None;
/// source.watch(&mut |status| {
///     seed = Some(status.snapshot.seed);
///     ControlFlow::Break(())
/// })?;
/// assert_eq!(seed, Some(7));
/// # Ok::<(), backpropd::observe::Error>(())
/// ```
#[derive(Debug)]
pub enum Source {
    /// In this process.
    Simulated(Simulation),
    /// The daemon whose status socket is in one of these places, the first first.
    #[cfg(unix)]
    Daemon(Vec<PathBuf>),
}

impl Source {
    /// Calls `see` with each status, until it breaks off.
    ///
    /// # Errors
    /// Why there are no more.
    pub fn watch(&self, see: &mut dyn FnMut(&Status) -> ControlFlow<()>) -> Result<(), Error> {
        match self {
            Self::Simulated(simulation) => {
                let mut viewer = simulation.viewer();
                while let Some(status) = viewer.news(HANG) {
                    if see(&status).is_break() {
                        return Ok(());
                    }
                }
                Err(hangs())
            }
            #[cfg(unix)]
            Self::Daemon(places) => {
                for status in Client::connect_to_one_of(places)?.watch()? {
                    if see(&status?).is_break() {
                        break;
                    }
                }
                Ok(())
            }
        }
    }

    /// Flips switches or presses a button of a simulated board; comes back when that is done.
    ///
    /// # Errors
    /// Why it was not done: the board is real, or nobody answers.
    pub fn act(&self, request: &Request) -> Result<(), Error> {
        match (self, request) {
            (Self::Simulated(simulation), Request::Set(levels)) => {
                for (input, active) in levels {
                    simulation.panel().set(*input, *active);
                }
                Ok(())
            }
            (Self::Simulated(simulation), Request::Press(button, time)) => {
                let (panel, viewer) = (simulation.panel(), simulation.viewer());
                let done = press(panel, &viewer, *button, *time, HANG);
                done.then_some(()).ok_or_else(hangs)
            }
            (_, Request::Get(_) | Request::Watch) => {
                Err(Error::Refused("allowed: set, press".into()))
            }
            #[cfg(unix)]
            (Self::Daemon(places), request) => Client::connect_to_one_of(places)?.act(request),
        }
    }

    /// The lesson file, as far as it has been recorded.
    ///
    /// # Errors
    /// When nothing is recorded, or nobody answers.
    pub fn lesson(&self) -> Result<String, Error> {
        match self {
            Self::Simulated(simulation) => Ok(simulation.lesson()),
            #[cfg(unix)]
            Self::Daemon(places) => Client::connect_to_one_of(places)?.lesson(),
        }
    }
}

fn hangs() -> Error {
    Error::Refused("the simulation hangs or has ended".into())
}
