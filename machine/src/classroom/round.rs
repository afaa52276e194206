//! One round of a network that the class trains together: the wall publishes weights, each desk answers with the gradient
//! of the rows that were taught to it, and the wall adds them up.
//!
//! The network is the wall's. A desk only computes with it; its own network and LEDs stay as they are. What arrives is
//! untrusted, so it is bounded, and every number must be finite. Numbers are exact, so that a round can be replayed bit
//! for bit.

use super::name::DeskId;
use super::wire::json;
use super::{Desk, MAX_PAYLOAD, VERSION};
use crate::nn::{Bias, Gradients222, Network222};
use crate::snapshot::{Row, Snapshot};
use crate::trainer::Sample;
use serde::{Deserialize, Serialize};

/// The class's network in one round.
///
/// ```
/// use backpropd_machine::classroom::round::Net;
/// let net = br#"{"round":17,"w":[1,2,3,4,5,6,7,8],"b":[0,0,0,0.5],"steps":1}"#;
/// assert_eq!(Net::read(net).map(|net| net.round()), Some(17));
/// for wrong in [&b"{}"[..], b"", b"{\"round\":1,\"w\":[1],\"b\":[0,0,0,0],\"steps\":1}", &[b' '; 5000]] {
///     assert!(Net::read(wrong).is_none());
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Net {
    round: u32,
    network: Network222,
}

#[derive(Serialize, Deserialize)]
struct Written {
    round: u32,
    w: [f64; 8],
    b: [f64; 4],
    /// How many steps a desk takes by itself; only one is answered.
    steps: u32,
    /// The desks whose gradients led to these weights. With them, a listener can replay the rounds.
    #[serde(default, skip_deserializing)]
    added: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct Answered {
    v: u8,
    id: String,
    round: u32,
    rows: u32,
    right: u32,
    wrong: u32,
    loss: f64,
    g: [f64; 12],
}

impl Net {
    /// This network in this round.
    pub fn new(round: u32, network: Network222) -> Self {
        Self { round, network }
    }

    /// Reads a payload, if it is one.
    pub fn read(payload: &[u8]) -> Option<Self> {
        if payload.len() > MAX_PAYLOAD {
            return None;
        }
        let received: Written = serde_json::from_slice(payload).ok()?;
        if received.steps != 1 {
            return None;
        }
        let network = Network222::from_named(received.w, received.b, Bias::Trained).ok()?;
        Some(Self::new(received.round, network))
    }

    /// The payload of `net`: exact numbers, and the desks whose gradients led to them.
    pub fn payload(&self, added: impl IntoIterator<Item = DeskId>) -> String {
        json(&Written {
            round: self.round,
            w: self.network.weights(),
            b: self.network.biases(),
            steps: 1,
            added: added.into_iter().map(|id| id.to_string()).collect(),
        })
    }

    /// Which round it is.
    pub fn round(&self) -> u32 {
        self.round
    }

    /// The network.
    pub fn network(&self) -> &Network222 {
        &self.network
    }

    /// The payload of `grad`: a desk's part in this round. `None` where nothing is taught, or the numbers are too large to
    /// compute with.
    pub fn grad(&self, desk: &Desk, snapshot: &Snapshot) -> Option<String> {
        let samples = snapshot.rows.iter().filter_map(Row::sample);
        let part = self.part(samples, snapshot.tolerance)?;
        (part.rows > 0).then(|| {
            json(&Answered {
                v: VERSION,
                id: desk.id.to_string(),
                round: self.round,
                rows: part.rows,
                right: part.right,
                wrong: part.wrong,
                loss: part.loss,
                g: part.g,
            })
        })
    }

    /// The part of a desk that was taught these samples; `None` if the numbers are too large to compute with.
    pub fn part(&self, samples: impl Iterator<Item = Sample>, tolerance: f64) -> Option<Part> {
        let mut part = Part::default();
        for sample in samples {
            let (x, t) = (sample.input(), sample.target());
            let forward = self.network.forward(&x).ok()?;
            let error = (t - forward.out_o).abs().max();
            part.rows += 1;
            part.right += u32::from(error <= tolerance);
            part.wrong += u32::from(error >= 0.5);
            part.loss += forward.loss(&t);
            let gradients = Gradients222::from(self.network.backward(&x, &forward, &t));
            let weights: [f64; 8] = gradients.weights.into();
            let biases: [f64; 4] = gradients.biases.into();
            for (sum, number) in part.g.iter_mut().zip(weights.into_iter().chain(biases)) {
                *sum += number;
            }
        }
        part.g
            .iter()
            .all(|number| number.is_finite())
            .then_some(part)
    }

    /// Reads what a desk answered to this round, and whether it can be true: a gradient is bounded by the weights.
    pub fn answer(&self, id: DeskId, payload: &[u8]) -> Option<Part> {
        if payload.len() > MAX_PAYLOAD {
            return None;
        }
        let answered: Answered = serde_json::from_slice(payload).ok()?;
        let Answered {
            rows,
            right,
            wrong,
            loss,
            g,
            ..
        } = answered;
        let largest = self
            .network
            .weights()
            .into_iter()
            .fold(1.0, |most, w| w.abs().max(most));
        let is_from_it = answered.v == VERSION && answered.id.parse() == Ok(id);
        let counts = (1..=4).contains(&rows) && right <= rows && wrong <= rows - right;
        let most = f64::from(rows);
        let is_bounded =
            (0.0..=most).contains(&loss) && g.iter().all(|it| it.abs() <= most * largest);
        let is_true = is_from_it && answered.round == self.round && counts && is_bounded;
        is_true.then_some(Part {
            rows,
            right,
            wrong,
            loss,
            g,
        })
    }
}

/// A desk's part in a round: the sums over the rows that were taught to it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Part {
    /// How many rows these are, 1 to 4.
    pub rows: u32,
    /// How many of them the network answers within the desk's tolerance.
    pub right: u32,
    /// In how many of them an LED would be wrong.
    pub wrong: u32,
    /// The sum of their losses.
    pub loss: f64,
    /// The sum of ∂L/∂w1…w8, then ∂L/∂b_h1…b_o2.
    pub g: [f64; 12],
}
