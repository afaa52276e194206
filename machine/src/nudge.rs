//! A nudge: one weight or bias a little larger, run forward again, and see how far the loss moved. It is what the gradient
//! means, before any chain rule.
//!
//! Pure arithmetic from a [`Ledger`]; what is shown of it is the business of [`view::nudge`](crate::view::nudge).

use crate::nn::{BIAS_NAMES, Ledger, Network222, NonFinite, WEIGHT_NAMES};
use serde::Serialize;

/// The smallest nudge that is tried by itself. Below it, the rounding of L outweighs what is gained.
pub const SMALLEST: f64 = 1e-6;

/// The names of what can be nudged: weights, then biases.
pub fn names() -> impl Iterator<Item = &'static str> {
    WEIGHT_NAMES.into_iter().chain(BIAS_NAMES)
}

/// The loss before and after a nudge, and the gradient beside it.
///
/// ```
/// use backpropd_machine::nn::{Bias, Ledger, Network222};
/// use backpropd_machine::nudge::Nudge;
/// let w = [0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55];
/// let network = Network222::from_named(w, [0.35, 0.35, 0.60, 0.60], Bias::Trained)?;
/// let ledger = Ledger::of(&network, [0.05, 0.10], [0.01, 0.99], 0.5)?;
/// let nudge = Nudge::of(&ledger, 4, 0.01)?; // w5
/// assert!((nudge.slope - nudge.gradient).abs() < 1e-3);
/// assert!((nudge.smaller[3].slope - nudge.gradient).abs() < 1e-7);
/// # Ok::<(), backpropd_machine::nn::NonFinite>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Nudge {
    /// The weight or bias.
    pub name: &'static str,
    /// Its value.
    pub value: f64,
    /// By how much it is moved; not 0.
    pub nudge: f64,
    /// L with its value.
    pub loss: f64,
    /// L with its value and the nudge.
    pub loss_nudged: f64,
    /// How far L moved, divided by the nudge.
    pub slope: f64,
    /// ∂L/∂ of it by the chain rule.
    pub gradient: f64,
    /// The same with a tenth of the nudge, a hundredth, and so on, down to [`SMALLEST`].
    pub smaller: Vec<Measured>,
}

/// What one nudge led to.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Measured {
    /// By how much the weight or bias was moved.
    pub nudge: f64,
    /// L then.
    pub loss_nudged: f64,
    /// How far L moved, divided by the nudge.
    pub slope: f64,
}

impl Nudge {
    /// Nudges the weight or bias at this `place` among [`names`] where the step of the ledger began.
    ///
    /// # Errors
    /// If a number of the network with the nudge is not finite.
    ///
    /// # Panics
    /// If `place` is not below 12.
    pub fn of(ledger: &Ledger, place: usize, nudge: f64) -> Result<Self, NonFinite> {
        let weights: [f64; 8] = ledger.weights_before.into();
        let biases: [f64; 4] = ledger.biases_before.into();
        let gradients: [f64; 8] = ledger.gradients.weights.into();
        let of_biases: [f64; 4] = ledger.gradients.biases.into();
        let measured = Self::measure(ledger, place, nudge)?;
        let powers = std::iter::successors(Some(10.0), |power| Some(power * 10.0));
        let tenths = powers.map(|power| nudge / power);
        // A little below, for the rounding of the division.
        let smaller = tenths.take_while(|nudge| nudge.abs() >= 0.999 * SMALLEST);
        let smaller = smaller.map(|nudge| Self::measure(ledger, place, nudge));
        Ok(Self {
            name: names().nth(place).expect("a place below 12"),
            value: [&weights[..], &biases].concat()[place],
            nudge,
            loss: ledger.loss,
            loss_nudged: measured.loss_nudged,
            slope: measured.slope,
            gradient: [&gradients[..], &of_biases].concat()[place],
            smaller: smaller.collect::<Result<_, _>>()?,
        })
    }

    /// Runs forward with this nudge.
    ///
    /// # Errors
    /// As for [`of`](Self::of).
    pub fn measure(ledger: &Ledger, place: usize, nudge: f64) -> Result<Measured, NonFinite> {
        let (mut weights, mut biases): ([f64; 8], [f64; 4]) =
            (ledger.weights_before.into(), ledger.biases_before.into());
        if let Some(number) = weights.iter_mut().chain(&mut biases).nth(place) {
            *number += nudge;
        }
        let network = Network222::from_named(weights, biases, ledger.bias)?;
        let forward = network.forward(&ledger.x.into())?;
        let loss_nudged = forward.loss(&ledger.target.into());
        Ok(Measured {
            nudge,
            loss_nudged,
            slope: (loss_nudged - ledger.loss) / nudge,
        })
    }
}
