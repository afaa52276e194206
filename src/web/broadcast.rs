//! Passes statuses from one source to many browsers.
//!
//! Each status is formatted once, and each browser that is ready gets the latest: a slow browser misses some and delays
//! no other. Without viewers, the source is not read.

use super::Source;
use axum::body::{Body, Bytes};
use futures_util::stream;
use std::convert::Infallible;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, watch};
use tokio::{task, time};

/// How long to wait before reconnecting to a lost source.
const RETRY_DELAY: Duration = Duration::from_secs(1);

/// The latest message of a stream of server-sent events; empty before the first.
#[derive(Debug)]
pub struct Broadcast {
    latest: watch::Sender<Bytes>,
    viewer_joined: Notify,
}

impl Default for Broadcast {
    fn default() -> Self {
        Self {
            latest: watch::Sender::default(),
            viewer_joined: Notify::new(),
        }
    }
}

impl Broadcast {
    /// The body of an answer: messages as they come, until the browser leaves. `took` is called for each message that
    /// it accepts.
    pub fn stream(&self, took: impl Fn() + Send + 'static) -> Body {
        let mut latest = self.latest.subscribe();
        latest.mark_changed(); // the existing status is new to this viewer
        self.viewer_joined.notify_one();
        Body::from_stream(stream::unfold(
            (latest, took),
            async |(mut latest, took)| {
                loop {
                    latest.changed().await.ok()?;
                    let message = latest.borrow_and_update().clone();
                    if !message.is_empty() {
                        took();
                        return Some((Ok::<_, Infallible>(message), (latest, took)));
                    }
                }
            },
        ))
    }

    /// Watches the source whenever there are viewers.
    pub async fn relay(self: Arc<Self>, source: Arc<Source>) {
        loop {
            while self.latest.receiver_count() == 0 {
                // The last viewer's status would be stale for the next viewer.
                self.latest.send_replace(Bytes::new());
                self.viewer_joined.notified().await;
            }
            let broadcast = Arc::clone(&self);
            let asked = Arc::clone(&source);
            let watching = task::spawn_blocking(move || {
                asked.watch(&mut |status| {
                    broadcast.send("status", status);
                    if broadcast.latest.receiver_count() == 0 {
                        return ControlFlow::Break(());
                    }
                    ControlFlow::Continue(())
                })
            });
            if let Ok(Err(error)) = watching.await {
                log::debug!("the machine cannot be reached: {error}");
                // A sentence cannot fail to become JSON.
                let why = serde_json::to_string(&error.to_string()).unwrap_or_default();
                self.send("away", &why);
                time::sleep(RETRY_DELAY).await;
            }
        }
    }

    /// `data` is JSON, which has no line breaks, as a message requires.
    fn send(&self, event: &str, data: &str) {
        let message = format!("event: {event}\ndata: {data}\n\n");
        self.latest.send_replace(message.into());
    }
}
