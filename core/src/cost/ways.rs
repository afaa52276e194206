//! One gradient, computed in several ways: what is timed, and checked to give the same numbers.
//!
//! The forward pass is the same in all of them.

use crate::nn::{Bias, Deltas, Forward, Gradients, Network, NonFinite};
use nalgebra::SVector;
use oorandom::Rand64;
use std::hint::black_box;

/// The change of each weight in the finite differences.
const H: f64 = 1e-6;

/// A column of N numbers.
type Column<const N: usize> = SVector<f64, N>;

/// An N-N-N network and one sample.
pub struct Problem<const N: usize> {
    network: Box<Network<N, N, N>>,
    x: Column<N>,
    t: Column<N>,
}

impl<const N: usize> Problem<N> {
    /// Random weights, small enough for nets of the order of 1.
    pub fn new(random: &mut Rand64) -> Result<Self, NonFinite> {
        let mut uniform = |range: f64| range * (2.0 * random.rand_float() - 1.0);
        let range = 2.0 / (N as f64).sqrt();
        Ok(Self {
            network: Network::boxed(Bias::Trained, || uniform(range))?,
            x: Column::from_fn(|_, _| uniform(1.0)),
            t: Column::from_fn(|_, _| uniform(1.0).abs()),
        })
    }

    /// The loss.
    pub fn loss(&self) -> Result<f64, NonFinite> {
        Ok(self.network.forward(&self.x)?.loss(&self.t))
    }

    /// By finite differences, for one weight or bias: one more pass forward. `loss` is [`loss`](Self::loss).
    pub fn difference(&mut self, parameter: usize, loss: f64) -> Result<f64, NonFinite> {
        let Self { network, x, t } = black_box(self);
        network.difference(parameter, x, t, H, loss)
    }

    /// By the chain rule for one weight after another: each chain is worked out from its start, and nothing is kept for
    /// the next weight.
    pub fn chains(&self, gradients: &mut Gradients<N, N, N>) -> Result<(), NonFinite> {
        let Self { network, x, t } = black_box(self);
        let forward = network.forward(x)?;
        let Forward { out_h, .. } = &forward;
        // The compiler must not notice that all weights of a neuron have the same δ.
        let delta_o = |o| delta_o(&forward, t, black_box(o));
        let delta_h = |h| delta_h(network, &forward, t, black_box(h));
        for from in 0..N {
            for to in 0..N {
                gradients.w_h[(to, from)] = delta_h(to) * x[from];
                gradients.w_o[(to, from)] = delta_o(to) * out_h[from];
            }
        }
        for neuron in 0..N {
            gradients.b_h[neuron] = delta_h(neuron);
            gradients.b_o[neuron] = delta_o(neuron);
        }
        Ok(())
    }

    /// The same loops, but δ of each neuron is worked out once and kept.
    pub fn chains_with_kept_delta(
        &self,
        gradients: &mut Gradients<N, N, N>,
    ) -> Result<(), NonFinite> {
        let Self { network, x, t } = black_box(self);
        let forward = network.forward(x)?;
        let delta = Deltas::<N, N> {
            h: Column::from_fn(|h, _| delta_h(network, &forward, t, h)),
            o: Column::from_fn(|o, _| delta_o(&forward, t, o)),
        };
        for from in 0..N {
            for to in 0..N {
                gradients.w_h[(to, from)] = delta.h[to] * x[from];
                gradients.w_o[(to, from)] = delta.o[to] * forward.out_h[from];
            }
        }
        gradients.b_h = delta.h;
        gradients.b_o = delta.o;
        Ok(())
    }

    /// By matrices, as the network is trained.
    pub fn matrices(&self, gradients: &mut Gradients<N, N, N>) -> Result<(), NonFinite> {
        let Self { network, x, t } = black_box(self);
        let forward = network.forward(x)?;
        gradients.set(x, &forward, &network.deltas(&forward, t));
        Ok(())
    }
}

/// δ of an output: ∂L/∂out_o·∂out_o/∂net_o.
#[inline]
fn delta_o<const N: usize>(forward: &Forward<N, N>, t: &Column<N>, o: usize) -> f64 {
    let out = forward.out_o[o];
    (out - t[o]) * (out * (1.0 - out))
}

/// δ of a hidden neuron: the sum of what all outputs send back, times ∂out_h/∂net_h.
#[inline]
fn delta_h<const N: usize>(
    network: &Network<N, N, N>,
    forward: &Forward<N, N>,
    t: &Column<N>,
    h: usize,
) -> f64 {
    let mut global = 0.0;
    for o in 0..N {
        global += network.w_o()[(o, h)] * delta_o(forward, t, o);
    }
    let out = forward.out_h[h];
    global * (out * (1.0 - out))
}
