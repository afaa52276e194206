//! The network and one step of its learning, written as on the page that explains it (see [`crate::nn`]).

use super::logistic;
use nalgebra::{SMatrix, SVector};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What becomes of the neurons' biases.
///
/// ```
/// use backpropd_core::nn::Bias;
/// assert_eq!(Bias::default(), Bias::Trained);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bias {
    /// There are none: w1…w8 only.
    None,
    /// They are drawn with the weights and never updated.
    Fixed,
    /// They are learned like the weights.
    #[default]
    Trained,
}

impl Bias {
    /// All of them.
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

/// A number that is infinite or not a number came up; nothing was changed.
///
/// ```
/// use backpropd_core::nn::{Bias, Network222, NonFinite};
/// use nalgebra::{vector, SMatrix};
/// let zero = SMatrix::zeros();
/// let network = Network222::new(zero, vector![f64::NAN, 0.0], zero, vector![0.0, 0.0], Bias::Trained);
/// assert_eq!(network.unwrap_err(), NonFinite("a weight or bias"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{0} is infinite or not a number")]
pub struct NonFinite(
    /// What it was.
    pub &'static str,
);

/// Everything a forward pass computes, kept for the backward pass and for the reader.
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

/// One number for each weight and bias: the gradients ∂L/∂w of one step, or the velocity of a descent with momentum.
///
/// ```
/// use backpropd_core::nn::{Bias, Network222};
/// use nalgebra::{vector, SMatrix};
/// let zero = SMatrix::zeros();
/// let network = Network222::new(zero, vector![0.0, 0.0], zero, vector![0.0, 0.0], Bias::None)?;
/// let x = vector![1.0, 0.0];
/// let gradients = network.backward(&x, &network.forward(&x)?, &vector![0.0, 1.0]);
/// assert_eq!(gradients.delta_o(), vector![0.125, -0.125]);
/// # Ok::<(), backpropd_core::nn::NonFinite>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gradients<const I: usize, const H: usize, const O: usize> {
    /// ∂L/∂W_h = δh·xᵀ
    pub w_h: SMatrix<f64, H, I>,
    /// ∂L/∂b_h = δh
    pub b_h: SVector<f64, H>,
    /// ∂L/∂W_o = δo·out_hᵀ
    pub w_o: SMatrix<f64, O, H>,
    /// ∂L/∂b_o = δo
    pub b_o: SVector<f64, O>,
}

impl<const I: usize, const H: usize, const O: usize> Gradients<I, H, O> {
    /// 0 for every weight and bias: the velocity at rest.
    pub fn zeros() -> Self {
        Self {
            w_h: SMatrix::zeros(),
            b_h: SVector::zeros(),
            w_o: SMatrix::zeros(),
            b_o: SVector::zeros(),
        }
    }

    /// δo = ∂L/∂net_o, which is also the gradient of the output biases.
    pub fn delta_o(&self) -> SVector<f64, O> {
        self.b_o
    }

    /// δh = ∂L/∂net_h, which is also the gradient of the hidden biases.
    pub fn delta_h(&self) -> SVector<f64, H> {
        self.b_h
    }

    /// This velocity after a step with these gradients: v⁺ = μ·v + gradient (Polyak's heavy ball), μ in \[0, 1).
    pub fn with_momentum(&self, mu: f64, gradients: &Self) -> Self {
        Self {
            w_h: self.w_h * mu + gradients.w_h,
            b_h: self.b_h * mu + gradients.b_h,
            w_o: self.w_o * mu + gradients.w_o,
            b_o: self.b_o * mu + gradients.b_o,
        }
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
/// assert!((network.weights()[4] - 0.35891648).abs() < 1e-8); // w5⁺ of the hand-worked example
/// # Ok::<(), backpropd_core::nn::NonFinite>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Network<const I: usize, const H: usize, const O: usize> {
    pub(super) w_h: SMatrix<f64, H, I>,
    pub(super) b_h: SVector<f64, H>,
    pub(super) w_o: SMatrix<f64, O, H>,
    pub(super) b_o: SVector<f64, O>,
    bias: Bias,
}

impl<const I: usize, const H: usize, const O: usize> Network<I, H, O> {
    /// A network of these weights and biases; with [`Bias::None`] the biases are taken as 0.
    ///
    /// # Errors
    /// When a weight or bias is not finite.
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

    /// The forward pass: net and out of every neuron, for the input `x` (any finite numbers; the panel's are 0 and 1).
    ///
    /// # Errors
    /// When an input, or a net that follows from it, is not finite.
    #[inline]
    pub fn forward(&self, x: &SVector<f64, I>) -> Result<Forward<H, O>, NonFinite> {
        let net_h = self.w_h * x + self.b_h;
        let out_h = logistic(&net_h);
        let net_o = self.w_o * out_h + self.b_o;
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

    /// The backward pass: the gradient of L for every weight and bias, by the chain rule.
    ///
    /// `forward` is this network's forward pass for `x`; `t` the target, each element in \[0, 1\].
    #[inline]
    pub fn backward(
        &self,
        x: &SVector<f64, I>,
        forward: &Forward<H, O>,
        t: &SVector<f64, O>,
    ) -> Gradients<I, H, O> {
        let Forward { out_h, out_o, .. } = forward;
        let delta_o = (out_o - t).component_mul(&logistic_slope(out_o));
        let delta_h = self
            .w_o
            .tr_mul(&delta_o)
            .component_mul(&logistic_slope(out_h));
        Gradients {
            w_h: delta_h * x.transpose(),
            b_h: delta_h,
            w_o: delta_o * out_h.transpose(),
            b_o: delta_o,
        }
    }

    /// Moves every weight, and with [`Bias::Trained`] every bias, at once: w⁺ = w − α·gradient.
    ///
    /// # Errors
    /// When a new weight would not be finite; then nothing is changed.
    #[inline]
    pub fn update(&mut self, gradients: &Gradients<I, H, O>, alpha: f64) -> Result<(), NonFinite> {
        let mut new = Self {
            w_h: self.w_h - gradients.w_h * alpha,
            w_o: self.w_o - gradients.w_o * alpha,
            ..*self
        };
        if self.bias == Bias::Trained {
            new.b_h -= gradients.b_h * alpha;
            new.b_o -= gradients.b_o * alpha;
        }
        if !new.is_finite() {
            return Err(NonFinite("a weight or bias"));
        }
        *self = new;
        Ok(())
    }

    /// One online step of plain gradient descent: forward, backward, update with the learning rate `alpha` (> 0).
    ///
    /// Returns the forward pass it began with and the gradients it followed.
    ///
    /// # Errors
    /// As [`forward`](Self::forward) and [`update`](Self::update); then nothing is changed.
    #[inline]
    pub fn step(
        &mut self,
        x: &SVector<f64, I>,
        t: &SVector<f64, O>,
        alpha: f64,
    ) -> Result<(Forward<H, O>, Gradients<I, H, O>), NonFinite> {
        let forward = self.forward(x)?;
        let gradients = self.backward(x, &forward, t);
        self.update(&gradients, alpha)?;
        Ok((forward, gradients))
    }

    /// What becomes of the biases.
    pub fn bias(&self) -> Bias {
        self.bias
    }

    /// W_h, one row for each hidden neuron.
    pub fn w_h(&self) -> &SMatrix<f64, H, I> {
        &self.w_h
    }

    /// W_o, one row for each output neuron.
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

/// The slope of σ where its value is `out`: σ′ = out·(1 − out).
#[inline]
fn logistic_slope<const N: usize>(out: &SVector<f64, N>) -> SVector<f64, N> {
    out.map(|out| out * (1.0 - out))
}

#[inline]
fn all_finite<const R: usize, const C: usize>(matrix: &SMatrix<f64, R, C>) -> bool {
    // Without a branch for each number.
    matrix
        .iter()
        .fold(true, |all, number| all & number.is_finite())
}
