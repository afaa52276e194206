//! The daemon beside the desk: what it does goes to the outbox, and what the teacher says to its viewers.

use crate::cli::viewer::Daemon;
use anyhow::Result;
use backpropd::classroom::outbox::Outbox;
use backpropd::mqtt::Shared;
use backpropd::observe::Status;
use backpropd::observe::bulletin::Writer;
use std::time::Duration;
use tokio::task::JoinHandle;

/// How often to note what the teacher says.
const NOTE_INTERVAL: Duration = Duration::from_secs(1);

/// The daemon, which need not run yet.
pub struct Beside<'a>(&'a Daemon);

impl<'a> Beside<'a> {
    /// The daemon that the options name.
    pub fn of(daemon: &'a Daemon) -> Result<Self> {
        Ok(Self(daemon))
    }

    /// Its status now.
    pub fn status(&self) -> Result<Status> {
        Ok(self.0.connect()?.status()?)
    }

    /// Tells the outbox what it does, as long as the runtime lives.
    pub fn follow(&self, shared: &Shared<Outbox>) {
        let following = backpropd::mqtt::follow(self.0.places(), shared.clone());
        tokio::spawn(following);
    }

    /// Notes what the teacher says, for the viewers on this computer.
    pub fn note(&self, shared: &Shared<Outbox>) -> JoinHandle<()> {
        tokio::spawn(note(shared.clone()))
    }
}

async fn note(shared: Shared<Outbox>) {
    let Some(mut writer) = Writer::of_process() else {
        return;
    };
    let mut has_failed = false;
    loop {
        let bulletin = shared.lock().bulletin();
        let noted = writer.note(bulletin);
        if let Err(error) = &noted
            && !has_failed
        {
            log::warn!(
                "what the teacher says cannot be noted for the viewers on this computer: {error}"
            );
        }
        has_failed = noted.is_err();
        tokio::time::sleep(NOTE_INTERVAL).await;
    }
}
