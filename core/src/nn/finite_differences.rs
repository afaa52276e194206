//! The gradient without back-propagation: every weight by itself.
//!
//! Beside the flow: nothing trains with it. It is what one would do without the chain rule, and so the measure of
//! what back-propagation saves (`backpropd bench`): one more forward pass for each weight and bias, where
//! back-propagation takes about two for all of them together.

use super::{Gradients, Network, NonFinite};
use nalgebra::SVector;

impl<const I: usize, const H: usize, const O: usize> Network<I, H, O> {
    /// The gradient of L by forward differences: ∂L/∂w ≈ (L(w + h) − L(w))/h, one weight or bias after the other.
    ///
    /// `x` and `t` as for [`step`](Self::step). `h` is the change of each weight, not 0; around 10⁻⁶ the error of the
    /// straight line, of the order of h, and that of the rounding, of the order of 10⁻¹⁵/h, are both small.
    ///
    /// ```
    /// use backpropd_core::nn::{Bias, Network222};
    /// use nalgebra::vector;
    /// let w = [0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55];
    /// let network = Network222::from_named(w, [0.35, 0.35, 0.60, 0.60], Bias::Trained)?;
    /// let (x, t) = (vector![0.05, 0.10], vector![0.01, 0.99]);
    /// let one_by_one = network.finite_differences(&x, &t, 1e-6)?;
    /// let by_the_chain_rule = network.backward(&x, &network.forward(&x)?, &t);
    /// assert!((one_by_one.w_h - by_the_chain_rule.w_h).abs().max() < 1e-6);
    /// # Ok::<(), backpropd_core::nn::NonFinite>(())
    /// ```
    ///
    /// # Errors
    /// When an input, or a net that follows from it, is not finite.
    pub fn finite_differences(
        &self,
        x: &SVector<f64, I>,
        t: &SVector<f64, O>,
        h: f64,
    ) -> Result<Gradients<I, H, O>, NonFinite> {
        let loss = self.forward(x)?.loss(t);
        let mut moved = *self;
        let mut gradients = Gradients::<I, H, O>::zeros();
        // The same for each of the four parts of the network; what it moves, it puts back.
        macro_rules! differences {
            ($($part:ident),*) => {$(
                for i in 0..gradients.$part.len() {
                    let weight = moved.$part[i];
                    moved.$part[i] = weight + h;
                    gradients.$part[i] = (moved.forward(x)?.loss(t) - loss) / h;
                    moved.$part[i] = weight;
                }
            )*};
        }
        differences!(w_h, b_h, w_o, b_o);
        Ok(gradients)
    }
}
