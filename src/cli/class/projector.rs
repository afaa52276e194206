//! The wall as a page for the projector: what everyone may see, on a thread of its own.
//!
//! The list of those who may need help is not in it, and nothing that a browser sends changes anything. If the teacher
//! freezes the wall, the page stands still as well.

use crate::cli::serving::{self, Listen};
use crate::cli::web::announce;
use anyhow::{Context, Result};
use backpropd::classroom::lectern::Lectern;
use backpropd::classroom::together::pictures::{Painter, Pictures};
use backpropd::classroom::wall::Shown;
use backpropd::messages;
use backpropd::mqtt::Shared;
use backpropd::sync::unpoisoned;
use backpropd::web::{Server, Source};
use serde::Serialize;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What a browser gets.
#[derive(Serialize)]
struct Projected {
    #[serde(flatten)]
    shown: Shown,
    frozen: bool,
    pictures: Pictures,
}

/// The class and the time, if the wall stands still.
type Frozen = Option<(Lectern, Duration)>;

/// The page, while the program runs.
#[derive(Clone, Default)]
pub struct Projector(Arc<Mutex<Frozen>>);

impl Projector {
    /// Serves the page here, and says where it is.
    pub fn start(listen: &Listen, shared: &Shared<Lectern>) -> Result<Self> {
        let projector = Self::default();
        let source = Source::Class(projector.source(shared.clone()));
        let hosts = listen.hosts(&[]);
        let runtime = serving::runtime()?;
        let server = Server::bind(listen.addresses.as_slice(), hosts, source);
        let server = runtime.block_on(server);
        let server = server.with_context(|| messages::web_cannot_listen(listen))?;
        announce(server.address())?;
        let thread = thread::Builder::new().name("projector".into());
        let started = thread.spawn(move || runtime.block_on(server.serve()));
        started.context(messages::web_cannot_start())?;
        Ok(projector)
    }

    /// Stands still at this moment, or goes on.
    pub fn freeze(&self, moment: Frozen) {
        *unpoisoned(self.0.lock()) = moment;
    }

    fn source(&self, shared: Shared<Lectern>) -> Box<dyn Fn() -> String + Send + Sync> {
        let frozen = Arc::clone(&self.0);
        let painter = Mutex::new(Painter::default());
        Box::new(move || {
            let still = unpoisoned(frozen.lock()).clone();
            let is_frozen = still.is_some();
            let (lectern, now) = still.unwrap_or_else(|| (shared.lock().clone(), shared.now()));
            let mut painter = unpoisoned(painter.lock());
            let projected = Projected {
                shown: lectern.wall().shown(now),
                frozen: is_frozen,
                pictures: painter.paint(lectern.wall(), lectern.training(), now),
            };
            // None of these types can fail to become JSON: their keys are text.
            serde_json::to_string(&projected).unwrap_or_default()
        })
    }
}
