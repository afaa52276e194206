//! Rooms, desks and their topics.
//!
//! A name is part of a topic and of others' configs, so it is short and of few characters. A desk's id is made of digits,
//! so that nobody's name can become one.

use std::fmt;
use std::str::FromStr;

/// The first part of every topic.
const ROOT: &str = "backpropd";

/// Where Home Assistant says that it has started.
pub const HOME_ASSISTANT_STATUS: &str = "homeassistant/status";

/// The name of a room: 1 to 32 of `a-z`, `0-9` and `-`.
///
/// ```
/// use backpropd_machine::classroom::name::Room;
/// assert_eq!("room-2".parse::<Room>()?.to_string(), "room-2");
/// for wrong in ["", "Room", "room/1", "+", "#", "$sys", "room 1", &"r".repeat(33)] {
///     assert!(wrong.parse::<Room>().is_err(), "{wrong}");
/// }
/// # Ok::<(), backpropd_machine::classroom::name::NotAName>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Room(String);

/// It is not the name of a room or of a desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAName;

impl FromStr for Room {
    type Err = NotAName;

    fn from_str(word: &str) -> Result<Self, NotAName> {
        let is_good = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
        let fits = (1..=32).contains(&word.len()) && word.bytes().all(is_good);
        fits.then(|| Self(word.into())).ok_or(NotAName)
    }
}

impl fmt::Display for Room {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A desk: `bp-` and eight hexadecimal digits.
///
/// ```
/// use backpropd_machine::classroom::name::DeskId;
/// let id = DeskId::of_hash(0x4f2a91c0_00000001);
/// assert_eq!(id.to_string(), "bp-4f2a91c0");
/// assert_eq!("bp-4f2a91c0".parse(), Ok(id));
/// for wrong in ["", "bp-", "bp-4F2A91C0", "bp-4f2a91c", "bp-4f2a91c00", "bp-+f2a91c0", "gildong"] {
///     assert!(wrong.parse::<DeskId>().is_err(), "{wrong}");
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DeskId(u32);

impl DeskId {
    /// From the hash of a board's serial number.
    pub fn of_hash(hash: u64) -> Self {
        Self((hash >> 32) as u32)
    }
}

impl FromStr for DeskId {
    type Err = NotAName;

    fn from_str(word: &str) -> Result<Self, NotAName> {
        let digits = word.strip_prefix("bp-").ok_or(NotAName)?;
        let is_good = |byte: u8| matches!(byte, b'a'..=b'f' | b'0'..=b'9');
        if digits.len() != 8 || !digits.bytes().all(is_good) {
            return Err(NotAName);
        }
        let id = u32::from_str_radix(digits, 16);
        id.map(Self).map_err(|_| NotAName)
    }
}

impl fmt::Display for DeskId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "bp-{:08x}", self.0)
    }
}

/// Something that a desk publishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaf {
    /// Whether the desk is there: `online` or `offline`.
    Up,
    /// What does not change while it runs.
    About,
    /// The machine at one moment.
    State,
    /// What just happened.
    Event,
    /// Its part in a round of the class's network.
    Grad,
}

impl Leaf {
    const ALL: [Self; 5] = [Self::Up, Self::About, Self::State, Self::Event, Self::Grad];

    const fn name(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::About => "about",
            Self::State => "state",
            Self::Event => "event",
            Self::Grad => "grad",
        }
    }
}

/// The topic of a desk.
///
/// ```
/// use backpropd_machine::classroom::name::{DeskId, Leaf, desk};
/// let topic = desk(&"room1".parse()?, DeskId::of_hash(0), Leaf::Up);
/// assert_eq!(topic, "backpropd/room1/desk/bp-00000000/up");
/// # Ok::<(), backpropd_machine::classroom::name::NotAName>(())
/// ```
pub fn desk(room: &Room, id: DeskId, leaf: Leaf) -> String {
    format!("{ROOT}/{room}/desk/{id}/{}", leaf.name())
}

/// Something that the teacher's wall publishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClassLeaf {
    /// The table that the class is to teach.
    Goal,
    /// What the teacher asks for.
    Ask,
    /// The network that the class trains together.
    Net,
    /// What a wall sends to itself, to see whether the broker passes anything on.
    Probe,
}

impl ClassLeaf {
    const ALL: [Self; 4] = [Self::Goal, Self::Ask, Self::Net, Self::Probe];

    const fn name(self) -> &'static str {
        match self {
            Self::Goal => "goal",
            Self::Ask => "ask",
            Self::Net => "net",
            Self::Probe => "probe",
        }
    }
}

/// The topic of something that the teacher's wall publishes.
pub fn class(room: &Room, leaf: ClassLeaf) -> String {
    format!("{ROOT}/{room}/class/{}", leaf.name())
}

/// The topic of the class in figures, which a view of several rooms reads.
pub fn summary(room: &Room) -> String {
    format!("{ROOT}/{room}/summary")
}

/// The filter of all topics of a room.
pub fn everything(room: &Room) -> String {
    format!("{ROOT}/{room}/#")
}

/// Which topic of a room it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// A desk's.
    Desk(DeskId, Leaf),
    /// The wall's.
    Class(ClassLeaf),
}

/// Which topic of this room it is, if it is one.
///
/// ```
/// use backpropd_machine::classroom::name::{DeskId, Leaf, Topic, desk, topic};
/// let (room, id) = ("room1".parse()?, DeskId::of_hash(7));
/// assert_eq!(topic(&room, &desk(&room, id, Leaf::State)), Some(Topic::Desk(id, Leaf::State)));
/// for other in ["backpropd/room1/desk/bp-00000000/set", "backpropd/room2/desk/bp-00000000/up", "backpropd/room1"] {
///     assert_eq!(topic(&room, other), None);
/// }
/// # Ok::<(), backpropd_machine::classroom::name::NotAName>(())
/// ```
pub fn topic(room: &Room, topic: &str) -> Option<Topic> {
    let rest = topic.strip_prefix(ROOT)?.strip_prefix('/')?;
    let rest = rest.strip_prefix(&*room.0)?.strip_prefix('/')?;
    let mut parts = rest.split('/');
    let found = match (parts.next()?, parts.next()?, parts.next()) {
        ("desk", id, Some(leaf)) => {
            let leaf = Leaf::ALL.into_iter().find(|it| it.name() == leaf)?;
            Topic::Desk(id.parse().ok()?, leaf)
        }
        ("class", leaf, None) => {
            let leaf = ClassLeaf::ALL.into_iter().find(|it| it.name() == leaf)?;
            Topic::Class(leaf)
        }
        _ => return None,
    };
    parts.next().is_none().then_some(found)
}

/// The topic of a desk's discovery for Home Assistant.
pub fn discovery(id: DeskId) -> String {
    format!("homeassistant/device/{id}/config")
}
