//! The same where no daemon can run: the arguments are parsed, and the answer is that there is none.

use crate::cli::viewer::Daemon;
use anyhow::{Result, bail};
use backpropd::classroom::outbox::Outbox;
use backpropd::messages;
use backpropd::mqtt::Shared;
use backpropd::observe::Status;
use std::convert::Infallible;
use std::marker::PhantomData;
use tokio::task::JoinHandle;

/// No daemon: there is no value of this type, so what follows is never called.
pub struct Beside<'a>(Infallible, PhantomData<&'a Daemon>);

impl<'a> Beside<'a> {
    /// Says that there is none.
    pub fn of(daemon: &'a Daemon) -> Result<Self> {
        daemon.status()?;
        bail!(messages::socket_no_daemons())
    }

    pub fn status(&self) -> Result<Status> {
        match self.0 {}
    }

    pub fn follow(&self, _: &Shared<Outbox>) {
        match self.0 {}
    }

    pub fn note(&self, _: &Shared<Outbox>) -> JoinHandle<()> {
        match self.0 {}
    }
}
