//! From the status socket to the outbox: watches, and nothing else.

use super::Shared;
use crate::classroom::outbox::Outbox;
use crate::observe::{Client, Error};
use std::path::PathBuf;
use std::time::Duration;
use tokio::{task, time};

/// How long to wait before connecting to a lost daemon again.
const RETRY_DELAY: Duration = Duration::from_secs(1);

/// Watches the daemon whose status socket is in one of these places, again and again.
pub async fn follow(places: Vec<PathBuf>, shared: Shared<Outbox>) {
    let mut is_lost = false;
    loop {
        let (watched, seen) = (places.clone(), shared.clone());
        let watching = task::spawn_blocking(move || watch(&watched, &seen));
        if let Ok(Err(error)) = watching.await {
            shared.lose();
            match is_lost {
                false => log::warn!("the desk is offline: {error}"),
                true => log::debug!("the desk is offline: {error}"),
            }
            is_lost = matches!(error, Error::NotRunning { .. } | Error::Permission { .. });
        }
        time::sleep(RETRY_DELAY).await;
    }
}

fn watch(places: &[PathBuf], shared: &Shared<Outbox>) -> Result<(), Error> {
    let statuses = Client::connect_to_one_of(places)?.watch()?;
    for status in statuses {
        shared.see(status?);
        if shared.is_ending() {
            break;
        }
    }
    Ok(())
}
