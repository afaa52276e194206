//! What a desk says, as a stranger may have sent it: parsed strictly, its numbers finite, its id the one of its topic.

use super::happening::Happening;
use super::name::DeskId;
use super::seats::MAX_SEAT;
use super::together::survey::Effort;
use super::wire::pair;
use crate::trainer;
use serde::{Deserialize, de::DeserializeOwned};

/// What a desk last said about its machine.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The state of learning.
    pub state: trainer::State,
    /// Training steps since the first start.
    pub steps: u64,
    /// How often it drew new weights because it was stuck.
    pub restarts: u64,
    /// The mean loss over the taught rows.
    pub loss: f64,
    /// An output within this of its target is right.
    pub tolerance: f64,
    /// The switches i1, i2, t1, t2.
    pub switches: [u8; 4],
    /// The rows 00, 01, 10, 11.
    pub rows: [Row; 4],
    /// w1…w8
    pub weights: [f64; 8],
    /// b_h1, b_h2, b_o1, b_o2
    pub biases: [f64; 4],
    /// The seed of the weights.
    pub seed: u64,
    /// How many warnings there are about the wiring.
    pub warnings: u64,
}

/// A row of a desk's table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// The taught answer.
    pub target: Option<[u8; 2]>,
    /// out_o1 and out_o2.
    pub out: [f64; 2],
    /// Whether both are within the tolerance.
    pub right: bool,
}

impl State {
    /// What it has spent since its first start.
    pub fn effort(&self) -> Effort {
        Effort {
            restarts: self.restarts,
            steps: self.steps,
        }
    }

    /// The taught answers.
    pub fn targets(&self) -> [Option<[u8; 2]>; 4] {
        self.rows.map(|row| row.target)
    }
}

#[derive(Deserialize)]
struct StatePayload {
    id: DeskName,
    boot: Boot,
    seat: Option<u16>,
    state: trainer::State,
    steps: u64,
    restarts: u64,
    loss: f64,
    tol: f64,
    r#in: Switches,
    rows: [RowPayload; 4],
    w: [f64; 8],
    b: [f64; 4],
    seed: String,
    warnings: u64,
}

#[derive(Deserialize)]
struct Switches {
    i1: u8,
    i2: u8,
    t1: u8,
    t2: u8,
}

#[derive(Deserialize)]
struct RowPayload {
    x: String,
    t: Option<String>,
    o: [f64; 2],
    ok: u8,
}

#[derive(Deserialize)]
struct AboutPayload {
    id: DeskName,
    boot: Boot,
    seat: Option<u16>,
}

#[derive(Deserialize)]
struct EventPayload {
    id: DeskName,
    #[serde(flatten)]
    happening: Happening,
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
struct DeskName(DeskId);

impl TryFrom<String> for DeskName {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        text.parse().map(Self).map_err(|_| "not an id")
    }
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Boot(u16);

impl TryFrom<String> for Boot {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        let boot = (text.len() == 4).then(|| u16::from_str_radix(&text, 16).ok());
        boot.flatten().map(Self).ok_or("not a boot")
    }
}

impl StatePayload {
    /// What it says; `None` if the rows are not the four of a table, or a number is not one that a network can have.
    fn read(self) -> Option<State> {
        let mut rows = [Row {
            target: None,
            out: [0.0; 2],
            right: false,
        }; 4];
        let names = ["00", "01", "10", "11"];
        for ((row, name), read) in rows.iter_mut().zip(names).zip(&self.rows) {
            let target = match &read.t {
                Some(text) => Some(pair(text)?),
                None => None,
            };
            *row = Row {
                target,
                out: (read.x == name).then_some(read.o)?,
                right: read.ok == 1,
            };
        }
        let outs = rows.iter().flat_map(|row| row.out);
        let mut shares = [self.loss, self.tol].into_iter().chain(outs);
        let is_possible = shares.all(|share| (0.0..=1.0).contains(&share))
            && self.w.into_iter().chain(self.b).all(f64::is_finite);
        let Switches { i1, i2, t1, t2 } = self.r#in;
        is_possible.then_some(State {
            state: self.state,
            steps: self.steps,
            restarts: self.restarts,
            loss: self.loss,
            tolerance: self.tol,
            switches: [i1, i2, t1, t2],
            rows,
            weights: self.w,
            biases: self.b,
            seed: self.seed.parse().ok()?,
            warnings: self.warnings,
        })
    }
}

/// What a desk says, and which of its starts says so.
pub(super) struct Said<T> {
    pub boot: u16,
    /// The number that it gives itself, if it can be one.
    pub seat: Option<u16>,
    pub what: T,
}

/// The payload of `about`.
pub(super) fn about(id: DeskId, payload: &[u8]) -> Option<Said<()>> {
    let about: AboutPayload = read(payload)?;
    (about.id.0 == id).then_some(Said {
        boot: about.boot.0,
        seat: seat(about.seat),
        what: (),
    })
}

/// The payload of `state`.
pub(super) fn state(id: DeskId, payload: &[u8]) -> Option<Said<State>> {
    let state: StatePayload = read(payload)?;
    let (boot, seat) = (state.boot.0, seat(state.seat));
    let what = (state.id.0 == id).then(|| state.read())??;
    Some(Said { boot, seat, what })
}

/// The payload of `event`.
pub(super) fn event(id: DeskId, payload: &[u8]) -> Option<Happening> {
    let event: EventPayload = read(payload)?;
    (event.id.0 == id).then_some(event.happening)
}

fn read<T: DeserializeOwned>(payload: &[u8]) -> Option<T> {
    serde_json::from_slice(payload).ok()
}

fn seat(announced: Option<u16>) -> Option<u16> {
    announced.filter(|seat| (1..=MAX_SEAT).contains(seat))
}
