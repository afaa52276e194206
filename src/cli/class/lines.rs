//! The wall in lines: for a pipe, a log, or a program.

use backpropd::classroom::lectern::Lectern;
use backpropd::classroom::name::DeskId;
use backpropd::classroom::together::pictures::{Painter, Pictures};
use backpropd::classroom::wall::{Reason, Shown, Wall};
use backpropd::classroom::words;
use serde::Serialize;
use std::collections::BTreeMap;
use std::time::Duration;

/// Lines come at most this often.
const INTERVAL: Duration = Duration::from_secs(1);

/// A wall in lines.
pub struct Lines {
    /// For programs, which get the pictures as numbers.
    json: Option<Painter>,
    /// When the latest lines came.
    latest: Option<Duration>,
    /// The latest line of each desk, and of the class.
    desks: BTreeMap<DeskId, String>,
    class: String,
}

/// The wall for programs, with the list of those who need help.
#[derive(Serialize)]
struct Json {
    #[serde(flatten)]
    shown: Shown,
    pictures: Pictures,
    help: Vec<Help>,
}

#[derive(Serialize)]
struct Help {
    id: String,
    seat: Option<u16>,
    #[serde(flatten)]
    reason: Reason,
}

impl Lines {
    /// For people, or for programs.
    pub fn new(json: bool) -> Self {
        Self {
            json: json.then(Painter::default),
            latest: None,
            desks: BTreeMap::new(),
            class: String::new(),
        }
    }

    /// What has changed, at most once a second.
    pub fn changes(&mut self, now: Duration, lectern: impl FnOnce() -> Lectern) -> String {
        if self.latest.is_some_and(|latest| now - latest < INTERVAL) {
            return String::new();
        }
        self.latest = Some(now);
        self.all(&lectern(), now)
    }

    /// What was not said before.
    pub fn all(&mut self, lectern: &Lectern, now: Duration) -> String {
        let wall = lectern.wall();
        if let Some(painter) = &mut self.json {
            let pictures = painter.paint(wall, lectern.training(), now);
            return json(wall, pictures, now) + "\n";
        }
        let mut lines = String::new();
        for tile in wall.in_order() {
            let line = words::desk(wall, tile, now);
            if self.desks.get(&tile.id()) != Some(&line) {
                lines += &line;
                lines.push('\n');
                self.desks.insert(tile.id(), line);
            }
        }
        let class = words::counts(wall, &wall.counts(now));
        if self.class != class {
            lines += &class;
            lines.push('\n');
            self.class = class;
        }
        lines
    }
}

fn json(wall: &Wall, pictures: Pictures, now: Duration) -> String {
    let help = wall.help(now).into_iter().map(|(tile, reason)| Help {
        id: tile.id().to_string(),
        seat: wall.seat(tile),
        reason,
    });
    let shown = wall.shown(now);
    let json = Json {
        shown,
        pictures,
        help: help.collect(),
    };
    // None of these types can fail to become JSON: their keys are text.
    serde_json::to_string(&json).unwrap_or_default()
}
