//! Simulated desks for a rehearsal, each thread with one connection to the broker.

use super::Args;
use anyhow::Result;
use backpropd::classroom::rehearsal::Rehearsal;
use backpropd::mqtt::{Publisher, Shared};
use std::thread::JoinHandle;
use std::time::Duration;

/// How many desks share a connection.
const DESKS: u32 = 1_250;

/// The running desks.
#[derive(Default)]
pub struct Desks(Vec<(Shared<Rehearsal>, JoinHandle<()>)>);

impl Desks {
    /// Starts as many desks as the arguments ask for.
    ///
    /// # Errors
    /// When the password cannot be read, or a thread cannot be started.
    pub fn start(args: &Args) -> Result<Self> {
        let all = args.wall.sim.unwrap_or_default();
        let interval = Duration::from_secs_f64(1.0 / args.wall.sim_rate.unwrap_or(1.0));
        let mut desks = Self::default();
        for first in (0..all).step_by(DESKS as usize) {
            let count = DESKS.min(all - first);
            let rehearsal = Rehearsal::new(&args.at.room, first + 1, count, interval);
            let shared = Shared::new(rehearsal);
            let login = args.login()?;
            let publisher = Publisher::new(args.at.broker.clone(), login, shared.clone());
            let thread = super::on_a_thread("desks", async move || publisher.run().await)?;
            desks.0.push((shared, thread));
        }
        Ok(desks)
    }

    /// Ends them, each with its last message.
    pub fn end(self) {
        for (shared, _) in &self.0 {
            shared.end();
        }
        for (_, thread) in self.0 {
            let _ = thread.join();
        }
    }
}
