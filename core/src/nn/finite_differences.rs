//! The gradient without the chain rule: one weight at a time.
//!
//! Nothing trains with it. `backpropd bench` uses it to show what back-propagation saves: finite differences need one
//! more forward pass for each weight and bias, back-propagation about two for all of them together.

use super::{Network, NonFinite};
use nalgebra::SVector;

impl<const I: usize, const H: usize, const O: usize> Network<I, H, O> {
    /// The number of weights and biases.
    pub const PARAMETERS: usize = H * I + H + O * H + O;

    /// ∂L/∂w of one weight or bias by a forward difference: ≈ (L(w + h) − L(w))/h.
    ///
    /// `parameter` counts as [`Gradients::iter`](super::Gradients::iter) does; `x` and `t` are as for
    /// [`step`](Self::step), and `loss` is L(w), the loss for them. `h` is the change of the weight, not 0. Around 10⁻⁶
    /// two errors are both small: that of the linear approximation, of the order of h, and that of rounding, of the
    /// order of 10⁻¹⁵/h. Afterwards the weight is what it was.
    ///
    /// ```
    /// use backpropd_core::nn::{Bias, Network222};
    /// use nalgebra::vector;
    /// let w = [0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55];
    /// let mut network = Network222::from_named(w, [0.35, 0.35, 0.60, 0.60], Bias::Trained)?;
    /// let (x, t) = (vector![0.05, 0.10], vector![0.01, 0.99]);
    /// let forward = network.forward(&x)?;
    /// let by_the_chain_rule = network.backward(&x, &forward, &t);
    /// for (parameter, gradient) in by_the_chain_rule.iter().enumerate() {
    ///     let difference = network.difference(parameter, &x, &t, 1e-6, forward.loss(&t))?;
    ///     assert!((difference - gradient).abs() < 1e-6);
    /// }
    /// # Ok::<(), backpropd_core::nn::NonFinite>(())
    /// ```
    ///
    /// # Errors
    /// When an input, or a net that follows from it, is not finite.
    ///
    /// # Panics
    /// If there is no such parameter.
    pub fn difference(
        &mut self,
        parameter: usize,
        x: &SVector<f64, I>,
        t: &SVector<f64, O>,
        h: f64,
        loss: f64,
    ) -> Result<f64, NonFinite> {
        let weight = *self.parameter(parameter);
        *self.parameter(parameter) = weight + h;
        let forward = self.forward(x);
        *self.parameter(parameter) = weight;
        Ok((forward?.loss(t) - loss) / h)
    }

    fn parameter(&mut self, mut number: usize) -> &mut f64 {
        let (h, o) = (self.w_h.as_mut_slice(), self.w_o.as_mut_slice());
        for part in [h, self.b_h.as_mut_slice(), o, self.b_o.as_mut_slice()] {
            if number < part.len() {
                return &mut part[number];
            }
            number -= part.len();
        }
        panic!("the network has only {} parameters", Self::PARAMETERS);
    }
}
