//! What the backward pass returns: δ of every neuron, and from it the gradient of every weight and bias.

use super::Forward;
use bytemuck::{Zeroable, zeroed_box};
use nalgebra::{SMatrix, SVector};

/// δ = ∂L/∂net of every neuron: all that the backward pass has to send back.
///
/// ```
/// use backpropd_core::nn::{Bias, Network222};
/// use nalgebra::{vector, SMatrix};
/// let zero = SMatrix::zeros();
/// let network = Network222::new(zero, vector![0.0, 0.0], zero, vector![0.0, 0.0], Bias::None)?;
/// let forward = network.forward(&vector![1.0, 0.0])?;
/// assert_eq!(network.deltas(&forward, &vector![0.0, 1.0]).o, vector![0.125, -0.125]);
/// # Ok::<(), backpropd_core::nn::NonFinite>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Deltas<const H: usize, const O: usize> {
    /// δh = (W_oᵀ·δo) ⊙ out_h ⊙ (1 − out_h)
    pub h: SVector<f64, H>,
    /// δo = (out_o − t) ⊙ out_o ⊙ (1 − out_o)
    pub o: SVector<f64, O>,
}

/// One number for each weight and bias: the gradients ∂L/∂w of one step, or the velocity when momentum is used.
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
#[derive(Clone, Copy, Debug, PartialEq, Zeroable)]
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
    /// 0 for every weight and bias: the initial velocity.
    pub fn zeros() -> Self {
        Self::zeroed()
    }

    /// The same on the heap, made there, for a shape that is too large for the stack.
    pub fn boxed() -> Box<Self> {
        zeroed_box()
    }

    /// Replaces all numbers by the gradients that follow from a forward pass for `x` and its δ.
    #[inline]
    pub fn set(&mut self, x: &SVector<f64, I>, forward: &Forward<H, O>, delta: &Deltas<H, O>) {
        delta.h.mul_to(&x.transpose(), &mut self.w_h);
        self.b_h = delta.h;
        delta.o.mul_to(&forward.out_h.transpose(), &mut self.w_o);
        self.b_o = delta.o;
    }

    /// All numbers, one after the other: W_h column by column, b_h, W_o, b_o.
    pub fn iter(&self) -> impl Iterator<Item = f64> {
        let (h, o) = (
            self.w_h.iter().chain(&self.b_h),
            self.w_o.iter().chain(&self.b_o),
        );
        h.chain(o).copied()
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
