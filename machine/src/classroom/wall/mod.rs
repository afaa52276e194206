//! The teacher's wall: all desks of a room, as heard through the broker.
//!
//! Everything that arrives may come from anyone: `heard` parses it strictly, and what cannot be read is counted. Time is
//! the wall's own; no desk's clock is believed. A desk that has been silent for [`SILENCE`] is gone. There is no ranking and
//! no name: a desk is a seat and an id.
//!
//! Here is what the wall hears and keeps. What it makes of that has files of its own: a desk (`tile`), where the desks sit
//! (`plan`), what the class was told to do (`told`), the class in figures (`counts`), who may need help (`help`), and what
//! everyone may see (`shown`).

mod counts;
mod help;
mod plan;
mod shown;
mod tile;
mod told;

pub use super::heard::{Row, State};
pub use counts::{Counts, STUCK};
pub use help::Reason;
pub use plan::Place;
pub use shown::{Shown, ShownDesk};
pub use tile::{FLASH, SILENCE, Standing, Tile};

use super::MAX_PAYLOAD;
use super::goal::{Asked, Goal};
use super::heard::{self, Said};
use super::name::{ClassLeaf, DeskId, Leaf, Room, Topic, topic};
use super::payload::{OFFLINE, ONLINE};
use super::seats::Seats;
use crate::printable::printable;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// How many desks a wall has by default; further ones are counted.
pub const MAX_DESKS: usize = 1_000;

/// How many desks beyond the limit are told apart.
const MAX_TURNED_AWAY: usize = 1_000;

/// How much of a stranger's topic is shown, in characters.
const MAX_SHOWN: usize = 100;

/// All desks of a room.
///
/// ```
/// use backpropd_machine::classroom::name::{DeskId, Leaf, desk};
/// use backpropd_machine::classroom::wall::{Standing, Wall};
/// use std::time::Duration;
/// let room = "room1".parse()?;
/// let mut wall = Wall::new(room, 30);
/// let up = desk(wall.room(), DeskId::of_hash(7 << 32), Leaf::Up);
/// wall.hear(&up, b"online", Duration::ZERO);
/// assert_eq!(wall.counts(Duration::ZERO).desks, 1);
/// let tile = wall.tiles().next().unwrap();
/// assert_eq!(tile.standing(Duration::from_secs(1)), Standing::New);
/// assert_eq!(tile.standing(Duration::from_secs(100)), Standing::Gone);
/// # Ok::<(), backpropd_machine::classroom::name::NotAName>(())
/// ```
#[derive(Clone, Debug)]
pub struct Wall {
    room: Room,
    most: usize,
    tiles: BTreeMap<DeskId, Tile>,
    /// How many desks have been heard, which numbers them.
    heard: u64,
    seats: Seats,
    turned_away: BTreeSet<DeskId>,
    unreadable: u64,
    last_unreadable: Option<String>,
    goal: Option<Goal>,
    asked: Option<(Asked, Duration)>,
}

impl Wall {
    /// Of a room, for at most this many desks.
    pub fn new(room: Room, most: usize) -> Self {
        Self {
            room,
            most,
            tiles: BTreeMap::new(),
            heard: 0,
            seats: Seats::default(),
            turned_away: BTreeSet::new(),
            unreadable: 0,
            last_unreadable: None,
            goal: None,
            asked: None,
        }
    }

    /// The room.
    pub fn room(&self) -> &Room {
        &self.room
    }

    /// How many payloads could not be read, and the topic of the latest one.
    pub fn unreadable(&self) -> (u64, Option<&str>) {
        (self.unreadable, self.last_unreadable.as_deref())
    }

    /// The broker passed this on.
    pub fn hear(&mut self, name: &str, payload: &[u8], now: Duration) {
        let understood = match topic(&self.room, name) {
            Some(Topic::Desk(id, leaf)) => self.hear_desk(id, leaf, payload, now),
            Some(Topic::Class(leaf)) => self.hear_class(leaf, payload, now),
            // Another program's topic under our names.
            None => Some(()),
        };
        if understood.is_none() {
            self.unreadable = self.unreadable.saturating_add(1);
            self.last_unreadable = Some(printable(name).chars().take(MAX_SHOWN).collect());
        }
    }

    fn hear_class(&mut self, leaf: ClassLeaf, payload: &[u8], now: Duration) -> Option<()> {
        match leaf {
            ClassLeaf::Goal if payload.is_empty() => self.goal = None,
            ClassLeaf::Goal => {
                let goal = Goal::read(payload)?;
                if self.goal.as_ref() != Some(&goal) {
                    self.tiles.values_mut().for_each(Tile::begin);
                }
                self.goal = Some(goal);
            }
            ClassLeaf::Ask if payload.is_empty() => self.asked = None,
            ClassLeaf::Ask => {
                let asked = Asked::read(payload)?;
                if asked.ask.is_none() {
                    self.asked = None;
                } else if self.asked() != Some(asked) {
                    self.asked = Some((asked, now));
                }
            }
            ClassLeaf::Net | ClassLeaf::Probe => {}
        }
        Some(())
    }

    fn hear_desk(&mut self, id: DeskId, leaf: Leaf, payload: &[u8], now: Duration) -> Option<()> {
        if payload.is_empty() {
            // Taken back: the desk is not kept any more.
            if leaf == Leaf::Up {
                self.tiles.remove(&id);
                self.turned_away.remove(&id);
            }
            return Some(());
        }
        if payload.len() > MAX_PAYLOAD {
            return None;
        }
        // First understood, then given a place: a stranger's nonsense takes none.
        match leaf {
            Leaf::Up => {
                let is_up = match payload {
                    it if it == ONLINE.as_bytes() => true,
                    it if it == OFFLINE.as_bytes() => false,
                    _ => return None,
                };
                if let Some(tile) = self.tile(id, now) {
                    tile.hear_up(is_up, now);
                }
            }
            Leaf::About => {
                let Said { boot, seat, .. } = heard::about(id, payload)?;
                if let Some(tile) = self.tile(id, now) {
                    tile.hear_boot(boot, now);
                    tile.announced = seat;
                }
            }
            Leaf::State => {
                let Said { boot, seat, what } = heard::state(id, payload)?;
                let goal = self.goal.as_ref();
                let is_goal = goal.is_some_and(|goal| goal.taught(what.targets()) == (4, 0));
                if let Some(tile) = self.tile(id, now) {
                    tile.hear_boot(boot, now);
                    tile.announced = seat;
                    tile.hear_state(what, now);
                    tile.measure(is_goal);
                }
            }
            Leaf::Event => {
                let happening = heard::event(id, payload)?;
                if let Some(tile) = self.tile(id, now) {
                    tile.hear_event(&happening, now);
                }
            }
            // A part in a round, which is not the wall's to judge.
            Leaf::Grad => {}
        }
        Some(())
    }

    /// The tile of this desk, if the wall has room for it.
    fn tile(&mut self, id: DeskId, now: Duration) -> Option<&mut Tile> {
        if !self.tiles.contains_key(&id) {
            if self.tiles.len() >= self.most {
                if self.turned_away.len() < MAX_TURNED_AWAY {
                    self.turned_away.insert(id);
                }
                return None;
            }
            self.heard += 1;
            self.tiles.insert(id, Tile::new(id, self.heard, now));
        }
        let tile = self.tiles.get_mut(&id)?;
        tile.heard = now;
        Some(tile)
    }

    /// All desks, by their ids.
    pub fn tiles(&self) -> impl Iterator<Item = &Tile> {
        self.tiles.values()
    }

    /// This desk.
    pub fn desk(&self, id: DeskId) -> Option<&Tile> {
        self.tiles.get(&id)
    }
}
