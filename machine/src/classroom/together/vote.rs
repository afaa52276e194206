//! The class votes: the outputs of all desks averaged, with their spread.
//!
//! Most rows are right on most desks, and the desks err in different rows: so the average is right where a single desk is
//! not yet. It helps for one reason alone, that the desks differ. Desks with the same weights make the same mistakes, and
//! their average is not better than one of them. What the networks have inside does not matter here: only outputs are
//! compared.

use crate::nn::Network222;
use crate::trainer::Samples;
use nalgebra::vector;
use serde::Serialize;

/// An LED is lit from this output on.
const THRESHOLD: f64 = 0.5;

/// What all networks answer to one input.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Poll {
    /// The mean of out_o1 and out_o2, in \[0, 1\].
    pub mean: [f64; 2],
    /// Their standard deviations over the networks, in \[0, ½\]: 0 where all agree.
    pub spread: [f64; 2],
    /// How many networks light o1, and o2.
    pub lit: [usize; 2],
    /// How many networks there are whose net is not too large to compute with.
    pub networks: usize,
}

impl Poll {
    /// Asks all networks for this input, any numbers from 0 to 1; `None` if there is none.
    ///
    /// ```
    /// use backpropd_machine::classroom::together::vote::Poll;
    /// use backpropd_machine::nn::{Bias, Network222};
    /// // Weights of 0 and an output bias alone: σ(2) = 0.88 and σ(−2) = 0.12.
    /// let constant = |b| Network222::from_named([0.0; 8], [0.0, 0.0, b, b], Bias::Trained);
    /// let class = [constant(2.0)?, constant(2.0)?, constant(-2.0)?];
    /// let poll = Poll::of(&class, [0.0, 1.0]).expect("three networks");
    /// assert_eq!((poll.lit, poll.majority()), ([2, 2], [true, true]));
    /// assert!((poll.mean[0] - 0.627).abs() < 1e-3 && poll.spread[0] > 0.3);
    /// assert_eq!(Poll::of(&[], [0.0, 0.0]), None);
    /// # Ok::<(), backpropd_machine::nn::NonFinite>(())
    /// ```
    pub fn of(class: &[Network222], [i1, i2]: [f64; 2]) -> Option<Self> {
        let x = vector![i1, i2];
        let answers = class.iter().filter_map(|network| network.forward(&x).ok());
        let answers: Vec<[f64; 2]> = answers.map(|forward| forward.out_o.into()).collect();
        let networks = answers.len();
        if networks == 0 {
            return None;
        }
        let column = |o: usize| answers.iter().map(move |out| out[o]);
        let mean = [0, 1].map(|o| column(o).sum::<f64>() / networks as f64);
        let spread = [0, 1].map(|o| {
            let squares = column(o).map(|out| (out - mean[o]) * (out - mean[o]));
            (squares.sum::<f64>() / networks as f64).sqrt()
        });
        let lit = [0, 1].map(|o| column(o).filter(|out| *out >= THRESHOLD).count());
        Some(Self {
            mean,
            spread,
            lit,
            networks,
        })
    }

    /// The LEDs that the mean lights.
    pub fn leds(&self) -> [bool; 2] {
        self.mean.map(|mean| mean >= THRESHOLD)
    }

    /// The LEDs that more than half of the networks light.
    pub fn majority(&self) -> [bool; 2] {
        self.lit.map(|lit| 2 * lit > self.networks)
    }
}

/// The polls of the four rows, 00 to 11; `None` without a network.
pub fn rows(class: &[Network222]) -> Option<[Poll; 4]> {
    let polls = Samples::PATTERNS.map(|x| Poll::of(class, x.map(f64::from)));
    let [Some(p00), Some(p01), Some(p10), Some(p11)] = polls else {
        return None;
    };
    Some([p00, p01, p10, p11])
}

/// The polls between the four rows, on a grid of `side` × `side` points, at least 2 × 2: rows from i1 = 0 to i1 = 1, in each
/// from i2 = 0 to i2 = 1. A picture that no single desk has: where the class agrees, and where it only guesses.
pub fn map(class: &[Network222], side: usize) -> Vec<Poll> {
    let at = |index: usize| index as f64 / side.max(2).saturating_sub(1) as f64;
    let points = (0..side.max(2)).flat_map(|i1| (0..side.max(2)).map(move |i2| [at(i1), at(i2)]));
    points.filter_map(|x| Poll::of(class, x)).collect()
}
