//! Which desk is where, by the teacher's own file: one line per desk, such as `bp-4f2a91c0 = 7`. No names.

use super::name::DeskId;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The highest number of a seat.
pub const MAX_SEAT: u16 = 999;

/// The longest file that is read, in bytes.
pub const MAX_FILE: usize = 64 << 10;

/// Which desk is where.
///
/// ```
/// use backpropd_machine::classroom::seats::Seats;
/// let text = "# room 1\nbp-0000000a = 2\nbp-0000000b = 1\n";
/// let mut seats = Seats::read(text).unwrap();
/// assert_eq!(seats.of("bp-0000000a".parse()?), Some(2));
/// // A seat has one desk.
/// seats.assign("bp-0000000c".parse()?, 2);
/// assert_eq!(seats.of("bp-0000000a".parse()?), None);
/// assert_eq!(seats.text(), "bp-0000000b = 1\nbp-0000000c = 2\n");
/// for (wrong, line) in [("gildong = 1", 1), ("\nbp-0000000a = 1000", 2), ("bp-0000000a = 1\nbp-0000000b = 1", 2)] {
///     assert_eq!(Seats::read(wrong), Err(line));
/// }
/// # Ok::<(), backpropd_machine::classroom::name::NotAName>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seats(BTreeMap<DeskId, u16>);

impl Seats {
    /// Reads the file.
    ///
    /// # Errors
    /// The number of the first line that is wrong: not an id and a number from 1 to [`MAX_SEAT`], or one of both again.
    pub fn read(text: &str) -> Result<Self, usize> {
        let mut seats = Self::default();
        for (index, line) in text.lines().enumerate() {
            let line = line.split('#').next().unwrap_or_default().trim();
            if line.is_empty() {
                continue;
            }
            let (id, seat) = Self::entry(line).ok_or(index + 1)?;
            if seats.0.contains_key(&id) || seats.desk(seat).is_some() {
                return Err(index + 1);
            }
            seats.0.insert(id, seat);
        }
        Ok(seats)
    }

    fn entry(line: &str) -> Option<(DeskId, u16)> {
        let (id, seat) = line.split_once('=')?;
        let seat = seat.trim().parse().ok()?;
        let is_seat = (1..=MAX_SEAT).contains(&seat);
        Some((id.trim().parse().ok()?, is_seat.then_some(seat)?))
    }

    /// The file, in the order of the seats.
    pub fn text(&self) -> String {
        let mut entries: Vec<_> = self.0.iter().map(|(id, seat)| (seat, id)).collect();
        entries.sort_unstable();
        entries.iter().fold(String::new(), |mut text, (seat, id)| {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{id} = {seat}");
            text
        })
    }

    /// The seat of this desk.
    pub fn of(&self, id: DeskId) -> Option<u16> {
        self.0.get(&id).copied()
    }

    /// The desk of this seat.
    pub fn desk(&self, seat: u16) -> Option<DeskId> {
        let found = self.0.iter().find(|(_, taken)| **taken == seat);
        found.map(|(id, _)| *id)
    }

    /// Puts this desk there, and takes another one away from there.
    pub fn assign(&mut self, id: DeskId, seat: u16) {
        self.0.retain(|_, taken| *taken != seat);
        self.0.insert(id, seat);
    }

    /// All seats.
    pub fn iter(&self) -> impl Iterator<Item = (DeskId, u16)> {
        self.0.iter().map(|(id, seat)| (*id, *seat))
    }
}
