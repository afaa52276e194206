//! A single neuron with two inputs, z = f(x, y): the smallest example of the chain rule.
//!
//! Nothing trains with it. The explanation of back-propagation starts here.

use super::{NonFinite, logistic};
use nalgebra::Vector1;
use serde::Serialize;

/// The chain rule at one neuron z = σ(w1·x + w2·y + b) with the loss L = (t − z)²/2, with all its numbers.
///
/// ```
/// use backpropd_core::nn::Neuron;
/// let neuron = Neuron::of([1.0, 1.0], [2.0, -3.0], 1.0, 1.0)?;
/// assert_eq!(neuron.z, 0.5); // net is 0
/// assert_eq!(neuron.global, -0.5); // ∂L/∂z = z − t
/// assert_eq!(neuron.chain.x.local, 0.5); // ∂z/∂x = z·(1 − z)·w1
/// assert_eq!(neuron.chain.x.product, -0.25); // ∂L/∂x
/// # Ok::<(), backpropd_core::nn::NonFinite>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Neuron {
    /// The first input.
    pub x: f64,
    /// The second input.
    pub y: f64,
    /// The weight of x.
    pub w1: f64,
    /// The weight of y.
    pub w2: f64,
    /// The bias.
    pub b: f64,
    /// The target for z.
    pub target: f64,
    /// w1·x + w2·y + b
    pub net: f64,
    /// σ(net)
    pub z: f64,
    /// L = (t − z)²/2
    pub loss: f64,
    /// The global gradient ∂L/∂z = z − t.
    pub global: f64,
    /// ∂z/∂net = z·(1 − z)
    pub slope: f64,
    /// The chain to each input.
    pub chain: ToInputs,
}

/// The chain to each of a neuron's two inputs.
///
/// ```
/// use backpropd_core::nn::Neuron;
/// let chain = Neuron::of([1.0, 0.0], [0.5, 0.0], 0.0, 1.0)?.chain;
/// assert_eq!(chain.y.product, 0.0); // w2 is 0, so nothing goes back to y
/// # Ok::<(), backpropd_core::nn::NonFinite>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ToInputs {
    /// To x.
    pub x: ToInput,
    /// To y.
    pub y: ToInput,
}

/// The chain to one input: local and product.
///
/// ```
/// use backpropd_core::nn::Neuron;
/// let neuron = Neuron::of([1.0, 0.0], [0.5, 0.0], 0.0, 1.0)?;
/// assert_eq!(neuron.chain.x.product, neuron.global * neuron.chain.x.local);
/// # Ok::<(), backpropd_core::nn::NonFinite>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ToInput {
    /// The local gradient ∂z/∂x = ∂z/∂net·∂net/∂x = z·(1 − z)·w.
    pub local: f64,
    /// ∂L/∂x = global · local
    pub product: f64,
}

impl Neuron {
    /// The neuron with the `inputs` x and y, the `weights` w1 and w2, and the bias `b`; `target` in \[0, 1\].
    ///
    /// # Errors
    /// If net is not finite.
    pub fn of(
        [x, y]: [f64; 2],
        [w1, w2]: [f64; 2],
        b: f64,
        target: f64,
    ) -> Result<Self, NonFinite> {
        let net = w1 * x + w2 * y + b;
        if !net.is_finite() {
            return Err(NonFinite("an input or a net"));
        }
        let z = logistic(&Vector1::new(net))[0];
        let (global, slope) = (z - target, z * (1.0 - z));
        let to_input = |weight: f64| ToInput {
            local: slope * weight,
            product: global * (slope * weight),
        };
        Ok(Self {
            x,
            y,
            w1,
            w2,
            b,
            target,
            net,
            z,
            loss: 0.5 * global * global,
            global,
            slope,
            chain: ToInputs {
                x: to_input(w1),
                y: to_input(w2),
            },
        })
    }
}
