//! The network and one learning step, written like the formulas in [`crate::nn`].

use super::matrix::{all_finite, are_moderate, descend, is_moderate, logistic_slope, times};
use super::{Deltas, Gradients, logistic};
use bytemuck::{Zeroable, zeroed_box};
use nalgebra::{SMatrix, SVector};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// How biases are handled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Zeroable)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum Bias {
    /// No biases: w1…w8 only.
    None,
    /// Drawn with the weights and never updated.
    Fixed,
    /// Learned like the weights.
    #[default]
    Trained,
}

impl Bias {
    /// All bias modes.
    pub const ALL: [Bias; 3] = [Bias::None, Bias::Fixed, Bias::Trained];

    /// The name in the config and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Bias::None => "none",
            Bias::Fixed => "fixed",
            Bias::Trained => "trained",
        }
    }
}

/// A number was infinite, NaN, or so large that a weight could become so; nothing was changed.
///
/// ```
/// use backpropd_core::nn::{Bias, Network222, NonFinite};
/// use nalgebra::{vector, SMatrix};
/// let zero = SMatrix::zeros();
/// let network = Network222::new(zero, vector![f64::NAN, 0.0], zero, vector![0.0, 0.0], Bias::Trained);
/// assert_eq!(network.unwrap_err(), NonFinite("a weight or bias"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{0} is too large, infinite or not a number")]
pub struct NonFinite(
    /// The value.
    pub &'static str,
);

/// α of each layer; > 0.
///
/// ```
/// use backpropd_core::nn::LearningRates;
/// assert_eq!(LearningRates::from(0.5), LearningRates { hidden: 0.5, output: 0.5 });
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LearningRates {
    /// α of W_h and b_h.
    pub hidden: f64,
    /// α of W_o and b_o.
    pub output: f64,
}

impl From<f64> for LearningRates {
    fn from(alpha: f64) -> Self {
        Self {
            hidden: alpha,
            output: alpha,
        }
    }
}

/// Everything a forward pass computes, kept for the backward pass and for display.
///
/// ```
/// use backpropd_core::nn::{Bias, Network222};
/// use nalgebra::{vector, SMatrix};
/// let zero = SMatrix::zeros();
/// let network = Network222::new(zero, vector![0.0, 0.0], zero, vector![0.0, 0.0], Bias::None)?;
/// let forward = network.forward(&vector![1.0, 0.0])?;
/// assert_eq!(forward.out_o, vector![0.5, 0.5]);
/// # Ok::<(), backpropd_core::nn::NonFinite>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Forward<const H: usize, const O: usize> {
    /// net_h = W_h·x + b_h
    pub net_h: SVector<f64, H>,
    /// out_h = σ(net_h), each in \[0, 1\]
    pub out_h: SVector<f64, H>,
    /// net_o = W_o·out_h + b_o
    pub net_o: SVector<f64, O>,
    /// out_o = σ(net_o), each in \[0, 1\]
    pub out_o: SVector<f64, O>,
}

impl<const H: usize, const O: usize> Forward<H, O> {
    /// The loss L = ½·Σ (t − out_o)² against the target `t`, each of its elements in \[0, 1\].
    ///
    /// ```
    /// # use backpropd_core::nn::{Bias, Network222};
    /// # use nalgebra::{vector, SMatrix};
    /// # let zero = SMatrix::zeros();
    /// # let network = Network222::new(zero, vector![0.0, 0.0], zero, vector![0.0, 0.0], Bias::None)?;
    /// let forward = network.forward(&vector![1.0, 0.0])?; // out_o = (½, ½)
    /// assert_eq!(forward.loss(&vector![0.0, 1.0]), 0.25);
    /// # Ok::<(), backpropd_core::nn::NonFinite>(())
    /// ```
    pub fn loss(&self, t: &SVector<f64, O>) -> f64 {
        let error = t - self.out_o;
        0.5 * error.dot(&error)
    }
}

/// A network of `I` inputs, `H` hidden and `O` output neurons, all logistic. Its weights are always finite.
///
/// ```
/// use backpropd_core::nn::{Bias, Network222};
/// use nalgebra::{matrix, vector};
/// let mut network = Network222::new(
///     matrix![0.15, 0.20; 0.25, 0.30],
///     vector![0.35, 0.35],
///     matrix![0.40, 0.45; 0.50, 0.55],
///     vector![0.60, 0.60],
///     Bias::Fixed,
/// )?;
/// network.step(&vector![0.05, 0.10], &vector![0.01, 0.99], 0.5)?;
/// assert!((network.weights()[4] - 0.35891648).abs() < 1e-8); // w5⁺ of the worked example
/// # Ok::<(), backpropd_core::nn::NonFinite>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Zeroable)]
pub struct Network<const I: usize, const H: usize, const O: usize> {
    pub(super) w_h: SMatrix<f64, H, I>,
    pub(super) b_h: SVector<f64, H>,
    pub(super) w_o: SMatrix<f64, O, H>,
    pub(super) b_o: SVector<f64, O>,
    bias: Bias,
}

impl<const I: usize, const H: usize, const O: usize> Network<I, H, O> {
    /// A network with these weights and biases; with [`Bias::None`] all biases are 0.
    ///
    /// # Errors
    /// If a weight or bias is not finite.
    pub fn new(
        w_h: SMatrix<f64, H, I>,
        b_h: SVector<f64, H>,
        w_o: SMatrix<f64, O, H>,
        b_o: SVector<f64, O>,
        bias: Bias,
    ) -> Result<Self, NonFinite> {
        let (b_h, b_o) = match bias {
            Bias::None => (SVector::zeros(), SVector::zeros()),
            Bias::Fixed | Bias::Trained => (b_h, b_o),
        };
        let network = Self {
            w_h,
            b_h,
            w_o,
            b_o,
            bias,
        };
        if !network.is_finite() {
            return Err(NonFinite("a weight or bias"));
        }
        Ok(network)
    }

    /// A network on the heap, made there, for a shape that is too large for the stack. `number` returns each weight and
    /// bias: W_h column by column, b_h, W_o, b_o.
    ///
    /// ```
    /// use backpropd_core::nn::{Bias, Network};
    /// let network = Network::<256, 256, 256>::boxed(Bias::None, || 0.5)?; // a megabyte
    /// assert_eq!(network.w_o()[(255, 255)], 0.5);
    /// # Ok::<(), backpropd_core::nn::NonFinite>(())
    /// ```
    ///
    /// # Errors
    /// If a weight or bias is not finite.
    pub fn boxed(bias: Bias, mut number: impl FnMut() -> f64) -> Result<Box<Self>, NonFinite> {
        let mut network = zeroed_box::<Self>();
        network.bias = bias;
        network.w_h.apply(|w| *w = number());
        network.b_h.apply(|b| *b = number());
        network.w_o.apply(|w| *w = number());
        network.b_o.apply(|b| *b = number());
        if bias == Bias::None {
            network.b_h.fill(0.0);
            network.b_o.fill(0.0);
        }
        if !network.is_finite() {
            return Err(NonFinite("a weight or bias"));
        }
        Ok(network)
    }

    /// The forward pass: net and out of every neuron for the input `x` (any finite numbers; on the panel 0 and 1).
    ///
    /// # Errors
    /// If an input, or a net that follows from it, is not finite.
    #[inline]
    pub fn forward(&self, x: &SVector<f64, I>) -> Result<Forward<H, O>, NonFinite> {
        let net_h = times(&self.w_h, x) + self.b_h;
        let out_h = logistic(&net_h);
        let net_o = times(&self.w_o, &out_h) + self.b_o;
        let out_o = logistic(&net_o);
        if !(all_finite(&net_h) && all_finite(&net_o)) {
            return Err(NonFinite("an input or a net"));
        }
        Ok(Forward {
            net_h,
            out_h,
            net_o,
            out_o,
        })
    }

    /// The backward pass: δ of every neuron, by the chain rule.
    ///
    /// `forward` is this network's forward pass; `t` is the target, each element in \[0, 1\].
    #[inline]
    pub fn deltas(&self, forward: &Forward<H, O>, t: &SVector<f64, O>) -> Deltas<H, O> {
        let Forward { out_h, out_o, .. } = forward;
        let o = (out_o - t).component_mul(&logistic_slope(out_o));
        let h = self.w_o.tr_mul(&o).component_mul(&logistic_slope(out_h));
        Deltas { h, o }
    }

    /// The backward pass, and from it the gradient of L for every weight and bias.
    ///
    /// `forward` is this network's forward pass for `x`; `t` is the target, each element in \[0, 1\].
    #[inline]
    pub fn backward(
        &self,
        x: &SVector<f64, I>,
        forward: &Forward<H, O>,
        t: &SVector<f64, O>,
    ) -> Gradients<I, H, O> {
        let mut gradients = Gradients::zeros();
        gradients.set(x, forward, &self.deltas(forward, t));
        gradients
    }

    /// Moves all weights at once, and with [`Bias::Trained`] all biases: w⁺ = w − α·gradient, with the α of each
    /// layer.
    ///
    /// # Errors
    /// If a gradient or α is not a number, or above 10⁹⁶, where a weight could overflow; then nothing is changed.
    #[inline]
    pub fn update(
        &mut self,
        gradients: &Gradients<I, H, O>,
        rates: LearningRates,
    ) -> Result<(), NonFinite> {
        let Gradients { w_h, b_h, w_o, b_o } = gradients;
        let weights = are_moderate(w_h) && are_moderate(w_o);
        let biases = are_moderate(b_h) && are_moderate(b_o);
        if !(weights && biases && is_moderate(rates.hidden) && is_moderate(rates.output)) {
            return Err(NonFinite("a change of a weight or bias"));
        }
        self.w_h.zip_apply(w_h, |w, g| *w -= g * rates.hidden);
        self.w_o.zip_apply(w_o, |w, g| *w -= g * rates.output);
        if self.bias == Bias::Trained {
            self.b_h -= b_h * rates.hidden;
            self.b_o -= b_o * rates.output;
        }
        Ok(())
    }

    /// One online step of plain gradient descent: forward, backward, update with the learning rate `alpha` (> 0). It
    /// changes the weights where they are and builds no matrix, so it costs little even where the matrices are large.
    ///
    /// Returns the forward pass before the step, and its δ.
    ///
    /// # Errors
    /// As for [`forward`](Self::forward), and if an input, δ or `alpha` is above 10⁹⁶, where a weight could overflow;
    /// then nothing is changed.
    #[inline]
    pub fn step(
        &mut self,
        x: &SVector<f64, I>,
        t: &SVector<f64, O>,
        alpha: f64,
    ) -> Result<(Forward<H, O>, Deltas<H, O>), NonFinite> {
        let forward = self.forward(x)?;
        let delta = self.deltas(&forward, t);
        let deltas = are_moderate(&delta.h) && are_moderate(&delta.o);
        if !(deltas && are_moderate(x) && is_moderate(alpha)) {
            return Err(NonFinite("a change of a weight or bias"));
        }
        descend(&mut self.w_h, &delta.h, x, alpha);
        descend(&mut self.w_o, &delta.o, &forward.out_h, alpha);
        if self.bias == Bias::Trained {
            self.b_h -= delta.h * alpha;
            self.b_o -= delta.o * alpha;
        }
        Ok((forward, delta))
    }

    /// How biases are handled.
    pub fn bias(&self) -> Bias {
        self.bias
    }

    /// W_h, one row per hidden neuron.
    pub fn w_h(&self) -> &SMatrix<f64, H, I> {
        &self.w_h
    }

    /// W_o, one row per output neuron.
    pub fn w_o(&self) -> &SMatrix<f64, O, H> {
        &self.w_o
    }

    /// The biases of the hidden neurons.
    pub fn b_h(&self) -> &SVector<f64, H> {
        &self.b_h
    }

    /// The biases of the output neurons.
    pub fn b_o(&self) -> &SVector<f64, O> {
        &self.b_o
    }

    #[inline]
    fn is_finite(&self) -> bool {
        all_finite(&self.w_h)
            && all_finite(&self.b_h)
            && all_finite(&self.w_o)
            && all_finite(&self.b_o)
    }
}
