//! From one source to many browsers.
//!
//! Each status is put into its form once, and whoever is ready takes the latest: a slow browser misses some and holds up
//! nobody. While no browser looks on, the source is not asked either.

use super::Source;
use axum::body::{Body, Bytes};
use futures_util::stream;
use serde::Serialize;
use std::convert::Infallible;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, watch};
use tokio::{task, time};

/// How long after the source was lost it is asked again.
const PAUSE: Duration = Duration::from_secs(1);

/// The latest message of a stream of server-sent events; empty before the first.
#[derive(Debug)]
pub struct News {
    latest: watch::Sender<Bytes>,
    somebody_came: Notify,
}

impl Default for News {
    fn default() -> Self {
        Self {
            latest: watch::Sender::default(),
            somebody_came: Notify::new(),
        }
    }
}

impl News {
    /// The body of an answer: messages as they come, until the browser goes. It owns `place` until then.
    pub fn stream<T: Send + 'static>(&self, place: T) -> Body {
        let mut latest = self.latest.subscribe();
        latest.mark_changed(); // what is there already is news to this one
        self.somebody_came.notify_one();
        Body::from_stream(stream::unfold(
            (latest, place),
            async |(mut latest, place)| {
                loop {
                    latest.changed().await.ok()?;
                    let message = latest.borrow_and_update().clone();
                    if !message.is_empty() {
                        return Some((Ok::<_, Infallible>(message), (latest, place)));
                    }
                }
            },
        ))
    }

    /// Watches the source for as long as somebody looks on, again and again.
    pub async fn relay(self: Arc<Self>, source: Arc<Source>) {
        loop {
            while self.latest.receiver_count() == 0 {
                // What was told to the last one who left would be old for the next.
                self.latest.send_replace(Bytes::new());
                self.somebody_came.notified().await;
            }
            let (news, asked) = (Arc::clone(&self), Arc::clone(&source));
            let watching = task::spawn_blocking(move || {
                asked.watch(&mut |status| {
                    news.tell("status", status);
                    if news.latest.receiver_count() == 0 {
                        return ControlFlow::Break(());
                    }
                    ControlFlow::Continue(())
                })
            });
            if let Ok(Err(error)) = watching.await {
                log::debug!("the machine is out of sight: {error}");
                self.tell("away", &error.to_string());
                time::sleep(PAUSE).await;
            }
        }
    }

    fn tell(&self, event: &str, data: &impl Serialize) {
        // JSON without line breaks, as a message wants it. What goes out are plain numbers and words.
        if let Ok(data) = serde_json::to_string(data) {
            let message = format!("event: {event}\ndata: {data}\n\n");
            self.latest.send_replace(message.into());
        }
    }
}
