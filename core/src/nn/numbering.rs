//! The 2-2-2 network by name: w1…w8 and b_h1, b_h2, b_o1, b_o2.

use super::{Bias, Network222, NonFinite};
use nalgebra::{matrix, vector};
use serde::{Deserialize, Serialize};

/// The names of the weights, in the order of [`Network222::weights`].
pub const WEIGHT_NAMES: [&str; 8] = ["w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8"];

/// The names of the biases, in the order of [`Network222::biases`].
pub const BIAS_NAMES: [&str; 4] = ["b_h1", "b_h2", "b_o1", "b_o2"];

/// A value for each weight, by name.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)] // the names are the documentation
pub struct Weights<T = f64> {
    pub w1: T,
    pub w2: T,
    pub w3: T,
    pub w4: T,
    pub w5: T,
    pub w6: T,
    pub w7: T,
    pub w8: T,
}

impl<T> From<[T; 8]> for Weights<T> {
    fn from([w1, w2, w3, w4, w5, w6, w7, w8]: [T; 8]) -> Self {
        Self {
            w1,
            w2,
            w3,
            w4,
            w5,
            w6,
            w7,
            w8,
        }
    }
}

impl<T> From<Weights<T>> for [T; 8] {
    fn from(w: Weights<T>) -> Self {
        [w.w1, w.w2, w.w3, w.w4, w.w5, w.w6, w.w7, w.w8]
    }
}

/// A value for each bias, by name.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)] // the names are the documentation
pub struct Biases<T = f64> {
    pub b_h1: T,
    pub b_h2: T,
    pub b_o1: T,
    pub b_o2: T,
}

impl<T> From<[T; 4]> for Biases<T> {
    fn from([b_h1, b_h2, b_o1, b_o2]: [T; 4]) -> Self {
        Self {
            b_h1,
            b_h2,
            b_o1,
            b_o2,
        }
    }
}

impl<T> From<Biases<T>> for [T; 4] {
    fn from(b: Biases<T>) -> Self {
        [b.b_h1, b.b_h2, b.b_o1, b.b_o2]
    }
}

impl Network222 {
    /// A network from w1…w8 and b_h1, b_h2, b_o1, b_o2.
    ///
    /// ```
    /// use backpropd_core::nn::{Bias, Network222};
    /// let w = [0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55];
    /// let network = Network222::from_named(w, [0.35, 0.35, 0.60, 0.60], Bias::Trained)?;
    /// assert_eq!(network.weights(), w);
    /// assert_eq!(network.w_h()[(0, 1)], 0.20); // w2: from i2 to h1
    /// # Ok::<(), backpropd_core::nn::NonFinite>(())
    /// ```
    ///
    /// # Errors
    /// If a weight or bias is not finite.
    pub fn from_named(w: [f64; 8], b: [f64; 4], bias: Bias) -> Result<Self, NonFinite> {
        let [w1, w2, w3, w4, w5, w6, w7, w8] = w;
        let [b_h1, b_h2, b_o1, b_o2] = b;
        Self::new(
            matrix![w1, w2; w3, w4],
            vector![b_h1, b_h2],
            matrix![w5, w6; w7, w8],
            vector![b_o1, b_o2],
            bias,
        )
    }

    /// w1…w8.
    pub fn weights(&self) -> [f64; 8] {
        let (h, o) = (self.w_h(), self.w_o());
        [
            h[(0, 0)],
            h[(0, 1)],
            h[(1, 0)],
            h[(1, 1)],
            o[(0, 0)],
            o[(0, 1)],
            o[(1, 0)],
            o[(1, 1)],
        ]
    }

    /// b_h1, b_h2, b_o1, b_o2.
    pub fn biases(&self) -> [f64; 4] {
        let (h, o) = (self.b_h(), self.b_o());
        [h[0], h[1], o[0], o[1]]
    }
}
