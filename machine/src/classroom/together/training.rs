//! Every desk knows one row, and the class learns the table.
//!
//! The class has a network of its own, which lives in the wall. In each round the wall publishes its weights, every desk
//! answers with the gradient of the rows that were taught to it, and the wall takes one step along the mean of them. No desk
//! tells its row, and none can learn the table alone. (With four rows, the honest footnote: anyone who reads a gradient can tell the row.)
//!
//! The gradients are added in the order of the desks' ids, not in the order in which they came, because a sum of numbers of
//! finite precision depends on the order. So the same answers lead to the same bits, and a listener who has heard all
//! messages can replay the rounds with [`after`]. What comes late or from a desk that is gone is missing from the sum; the
//! next round makes up for it.

use crate::classroom::name::DeskId;
use crate::classroom::round::{Net, Part};
use crate::nn::{Bias, Network222};
use crate::trainer::{Settings, Trainer};
use std::collections::BTreeMap;

/// The step along the mean gradient of all rows. A longer one more often throws a good start away, a shorter one takes more
/// rounds: `cargo test --test library every_desk_knows_one_row -- --nocapture` prints how many.
pub const ALPHA: f64 = 16.0;

/// How many desks take part at most: the ids of all of them fit into a message.
pub const MAX_DESKS: usize = 200;

/// The rounds between two checks whether training is stuck.
const WINDOW: u32 = 3;

/// If more than this share of the loss is left after a window, the loss has hardly fallen.
const FALLING: f64 = 0.95;

/// The weights after a round: w⁺ = w − α·Σg/Σrows, the desks in the order of their ids. The same weights without an answer,
/// and where the step would be too large to compute.
pub fn after(network: &Network222, parts: &BTreeMap<DeskId, Part>) -> Network222 {
    let rows: u32 = parts.values().map(|part| part.rows).sum();
    if rows == 0 {
        return *network;
    }
    let mut sum = [0.0; 12];
    for part in parts.values() {
        for (sum, number) in sum.iter_mut().zip(part.g) {
            *sum += number;
        }
    }
    let step = sum.map(|number| ALPHA * number / f64::from(rows));
    let (mut w, mut b) = (network.weights(), network.biases());
    for (number, step) in w.iter_mut().chain(&mut b).zip(step) {
        *number -= step;
    }
    Network222::from_named(w, b, Bias::Trained).unwrap_or(*network)
}

/// The sums over all desks of a round.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Total {
    /// How many desks answered.
    pub desks: usize,
    /// How many rows they know together; the same row at two desks counts twice.
    pub rows: u32,
    /// How many of them are right.
    pub right: u32,
    /// How many of them have a wrong LED.
    pub wrong: u32,
    /// The mean loss.
    pub loss: f64,
}

impl Total {
    fn of(parts: &BTreeMap<DeskId, Part>) -> Self {
        let sum = |count: fn(&Part) -> u32| parts.values().map(count).sum();
        let rows = sum(|part| part.rows);
        let loss: f64 = parts.values().map(|part| part.loss).sum();
        Self {
            desks: parts.len(),
            rows,
            right: sum(|part| part.right),
            wrong: sum(|part| part.wrong),
            loss: loss / f64::from(rows.max(1)),
        }
    }

    /// Whether the network knows every row that a desk knows.
    pub fn is_learned(&self) -> bool {
        self.rows > 0 && self.right == self.rows
    }
}

/// The class's network while it is trained.
#[derive(Clone, Debug)]
pub struct Training {
    /// Draws the weights, by the trainer's rules; it is never taught anything.
    source: Trainer,
    net: Net,
    parts: BTreeMap<DeskId, Part>,
    /// The desks whose answers led to the present weights.
    added: Vec<DeskId>,
    latest: Total,
    /// The total at the last check, and the rounds since then.
    checked: Option<Total>,
    since_check: u32,
    rounds: u64,
    restarts: u64,
}

impl Training {
    /// A network with weights drawn from this seed, in its first round. To be random: a desk does not answer a round that it
    /// has answered already.
    pub fn new(seed: u64, round: u32) -> Self {
        let source = Trainer::new(Settings::default(), seed);
        Self {
            net: Net::new(round, *source.network()),
            source,
            parts: BTreeMap::new(),
            added: Vec::new(),
            latest: Total::default(),
            checked: None,
            since_check: 0,
            rounds: 0,
            restarts: 0,
        }
    }

    /// The message of this round, retained on `class/net`.
    pub fn payload(&self) -> String {
        self.net.payload(self.added.iter().copied())
    }

    /// The network of this round.
    pub fn net(&self) -> &Net {
        &self.net
    }

    /// A desk has published this as its `grad`. Only its first answer to this round counts.
    pub fn hear(&mut self, id: DeskId, payload: &[u8]) {
        let has_room = self.parts.len() < MAX_DESKS && !self.parts.contains_key(&id);
        if has_room && let Some(part) = self.net.answer(id, payload) {
            self.parts.insert(id, part);
        }
    }

    /// Ends the round: takes a step with what has come, unless everything is right, and begins the next one.
    pub fn end_round(&mut self) {
        self.latest = Total::of(&self.parts);
        let mut network = *self.net.network();
        self.added.clear();
        if !self.latest.is_learned() && self.latest.rows > 0 {
            self.rounds += 1;
            if self.is_stuck() {
                self.restarts += 1;
                self.source.forget();
                network = *self.source.network();
                self.checked = None;
            } else {
                network = after(&network, &self.parts);
                self.added.extend(self.parts.keys());
            }
        }
        self.parts.clear();
        self.net = Net::new(self.net.round().wrapping_add(1), network);
    }

    /// Like the trainer's plateau: after a whole window, rows are still on the wrong side of ½, and the loss has hardly
    /// fallen. If the desks know other rows than before, they know another table.
    fn is_stuck(&mut self) -> bool {
        let now = self.latest;
        self.since_check += 1;
        let Some(before) = self.checked.filter(|it| it.rows == now.rows) else {
            (self.checked, self.since_check) = (Some(now), 0);
            return false;
        };
        if self.since_check < WINDOW {
            return false;
        }
        (self.checked, self.since_check) = (Some(now), 0);
        now.wrong > 0 && before.wrong > 0 && now.loss > FALLING * before.loss
    }

    /// What the desks answered to the last round.
    pub fn latest(&self) -> &Total {
        &self.latest
    }

    /// How many rounds led to a step or a restart.
    pub fn rounds(&self) -> u64 {
        self.rounds
    }

    /// How often new weights were drawn, because training was stuck.
    pub fn restarts(&self) -> u64 {
        self.restarts
    }
}
