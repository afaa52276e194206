//! The plan of the room: which desk sits where, and how one gets its seat.

use super::{Tile, Wall};
use crate::classroom::name::DeskId;
use crate::classroom::seats::{MAX_SEAT, Seats};
use std::time::Duration;

/// A place in the plan of the room.
#[derive(Clone, Copy, Debug)]
pub enum Place<'a> {
    /// A desk.
    Desk(&'a Tile),
    /// A seat from which nothing is heard.
    Empty(u16),
}

impl Wall {
    /// Where the desks are.
    pub fn seats(&self) -> &Seats {
        &self.seats
    }

    /// Puts the desks where this says.
    pub fn set_seats(&mut self, seats: Seats) {
        self.seats = seats;
    }

    /// Puts this desk there.
    pub fn assign(&mut self, id: DeskId, seat: u16) {
        self.seats.assign(id, seat);
    }

    /// A desk's seat: where the teacher's file has it, else where it says to be.
    pub fn seat(&self, tile: &Tile) -> Option<u16> {
        self.seats.of(tile.id).or(tile.announced)
    }

    /// All desks in the order in which they sit: those with a seat by its number, then the others as they came.
    pub fn in_order(&self) -> Vec<&Tile> {
        let mut tiles: Vec<_> = self.tiles.values().collect();
        tiles.sort_by_cached_key(|tile| (self.seat(tile).unwrap_or(u16::MAX), tile.number));
        tiles
    }

    /// The plan of the room: from the lowest seat to the highest, also where nobody is heard, then the desks without a
    /// seat. A tile moves only when a seat beyond these comes up.
    pub fn plan(&self) -> Vec<Place<'_>> {
        let in_order = self.in_order();
        let announced = in_order.iter().filter_map(|tile| self.seat(tile));
        let all: Vec<_> = announced
            .chain(self.seats.iter().map(|(_, seat)| seat))
            .collect();
        let mut tiles = in_order.into_iter().peekable();
        let mut plan = Vec::new();
        if let (Some(first), Some(last)) = (all.iter().min(), all.iter().max()) {
            for seat in *first..=*last {
                let before = plan.len();
                while let Some(tile) = tiles.next_if(|tile| self.seat(tile) == Some(seat)) {
                    plan.push(Place::Desk(tile));
                }
                if plan.len() == before {
                    plan.push(Place::Empty(seat));
                }
            }
        }
        plan.extend(tiles.map(Place::Desk));
        plan
    }

    /// The lowest seat that the teacher has given to no desk.
    pub fn free_seat(&self) -> Option<u16> {
        (1..=MAX_SEAT).find(|seat| self.seats.desk(*seat).is_none())
    }

    /// The first desk at which *teach* was pressed after this time, and when.
    pub fn pressed_after(&self, time: Duration) -> Option<(DeskId, Duration)> {
        let pressed = self
            .tiles
            .values()
            .filter_map(|tile| Some((tile.id, tile.taught?)));
        let pressed = pressed.filter(|(_, at)| *at > time);
        pressed.min_by_key(|(_, at)| *at)
    }
}
