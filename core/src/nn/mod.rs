//! The neural network: one hidden layer of logistic neurons, trained by back-propagation.
//!
//! Pure arithmetic on matrices of fixed shape: no allocation, clock, file, log or randomness, and no operation other
//! than `+ − × ÷` on `f64`, so that every machine computes the same bits.
//!
//! # Notation
//!
//! That of the classic worked example (Matt Mazur, *A Step by Step Backpropagation Example*, 2015), with `I` inputs,
//! `H` hidden and `O` output neurons; for 2-2-2 the weights are w1…w8:
//!
//! ```text
//! forward    net_h = W_h·x + b_h        out_h = σ(net_h)        W_h = [[w1, w2],   row = neuron h1, h2
//!            net_o = W_o·out_h + b_o    out_o = σ(net_o)               [w3, w4]]
//!                                                               W_o = [[w5, w6],   row = neuron o1, o2
//! loss       L = ½·Σ (t − out_o)²                                      [w7, w8]]
//!
//! backward   δo = (out_o − t) ⊙ out_o ⊙ (1 − out_o)             ∂L/∂W_o = δo·out_hᵀ    ∂L/∂b_o = δo
//!            δh = (W_oᵀ·δo) ⊙ out_h ⊙ (1 − out_h)               ∂L/∂W_h = δh·xᵀ        ∂L/∂b_h = δh
//!
//! update     w⁺ = w − α·∂L/∂w, all weights at once, so δh uses the old W_o; each layer may have an α of its own
//! ```
//!
//! For the two outputs of the panel, L is the mean of the two squared errors.

mod finite_differences;
mod gradients;
mod ledger;
mod logistic;
mod matrix;
mod network;
mod neuron;
mod numbering;

pub use gradients::{Deltas, Gradients};
pub use ledger::{Chain, Gradients222, Ledger, Link};
pub use logistic::logistic;
pub use network::{Bias, Forward, LearningRates, Network, NonFinite};
pub use neuron::{Neuron, ToInput, ToInputs};
pub use numbering::{BIAS_NAMES, Biases, WEIGHT_NAMES, Weights};

/// The network of the panel: two inputs, two hidden neurons, two outputs.
pub type Network222 = Network<2, 2, 2>;
