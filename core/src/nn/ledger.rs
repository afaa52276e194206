//! The ledger: one step of the 2-2-2 network with every number of the chain rule by name.
//!
//! It is computed again from the network before the step, only when someone wants to read it, so the step itself stays
//! as fast as it is. Its terms: the *global* gradient (which comes back from the output side), the *local* gradients
//! (the neuron's own), and their product.

use super::matrix::logistic_slope;
use super::{Bias, Biases, Gradients, LearningRates, Network222, NonFinite, Weights};
use nalgebra::{Vector2, matrix, vector};
use serde::{Deserialize, Serialize};

/// The chain rule for one weight or bias: ∂L/∂w = global · local_out · local_net.
///
/// ```
/// use backpropd_core::nn::{Bias, Ledger, Network222};
/// let w = [0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55];
/// let network = Network222::from_named(w, [0.35, 0.35, 0.60, 0.60], Bias::Fixed)?;
/// let ledger = Ledger::of(&network, [0.05, 0.10], [0.01, 0.99], 0.5)?;
/// let w5 = ledger.chain.w5;
/// assert!((w5.global - 0.74136507).abs() < 1e-8); // ∂L/∂out_o1, as worked by hand
/// assert!((w5.local_out - 0.186815602).abs() < 1e-9); // ∂out_o1/∂net_o1
/// assert!((w5.local_net - 0.593269992).abs() < 1e-9); // ∂net_o1/∂w5 = out_h1
/// assert!((w5.product - 0.082167041).abs() < 1e-9); // ∂L/∂w5
/// # Ok::<(), backpropd_core::nn::NonFinite>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// The global gradient ∂L/∂out of the neuron.
    pub global: f64,
    /// The local gradient ∂out/∂net = out·(1 − out) of that neuron.
    pub local_out: f64,
    /// The local gradient ∂net/∂w: the input that the weight is multiplied by; 1 for a bias.
    pub local_net: f64,
    /// ∂L/∂w, the product of the three.
    pub product: f64,
}

/// The chain rule by name: for each weight, and for each bias where biases are trained.
///
/// ```
/// use backpropd_core::nn::{Bias, Ledger, Network222};
/// let ledger = |bias| {
///     let network = Network222::from_named([0.5; 8], [0.0; 4], bias)?;
///     Ledger::of(&network, [1.0, 0.0], [0.0, 1.0], 0.5)
/// };
/// let trained = ledger(Bias::Trained)?;
/// let link = trained.chain.b_o1.unwrap();
/// assert_eq!((link.local_net, link.product), (1.0, trained.delta_o[0]));
/// assert!(ledger(Bias::Fixed)?.chain.b_o1.is_none());
/// # Ok::<(), backpropd_core::nn::NonFinite>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)] // the names are the documentation
pub struct Chain {
    pub w1: Link,
    pub w2: Link,
    pub w3: Link,
    pub w4: Link,
    pub w5: Link,
    pub w6: Link,
    pub w7: Link,
    pub w8: Link,
    // Not in the statuses of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub b_h1: Option<Link>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub b_h2: Option<Link>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub b_o1: Option<Link>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub b_o2: Option<Link>,
}

impl Chain {
    /// The links of w1…w8.
    pub fn weights(&self) -> [Link; 8] {
        [
            self.w1, self.w2, self.w3, self.w4, self.w5, self.w6, self.w7, self.w8,
        ]
    }
}

/// The gradient of L for each weight and bias, by name.
///
/// ```
/// use backpropd_core::nn::{Bias, Ledger, Network222};
/// let network = Network222::from_named([0.5; 8], [0.0; 4], Bias::Trained)?;
/// let gradients = Ledger::of(&network, [1.0, 0.0], [0.0, 1.0], 0.5)?.gradients;
/// assert_eq!(gradients.weights.w2, 0.0); // i2 is 0, so w2 had no part in it
/// # Ok::<(), backpropd_core::nn::NonFinite>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gradients222 {
    /// ∂L/∂w1…∂L/∂w8
    #[serde(flatten)]
    pub weights: Weights,
    /// ∂L/∂b_h1…∂L/∂b_o2, which are δh1, δh2, δo1, δo2
    #[serde(flatten)]
    pub biases: Biases,
}

impl From<Gradients<2, 2, 2>> for Gradients222 {
    fn from(gradients: Gradients<2, 2, 2>) -> Self {
        let Gradients { w_h, b_h, w_o, b_o } = gradients;
        let [h1, h2] = [0, 1].map(|h| [w_h[(h, 0)], w_h[(h, 1)]]);
        let [o1, o2] = [0, 1].map(|o| [w_o[(o, 0)], w_o[(o, 1)]]);
        Self {
            weights: [h1[0], h1[1], h2[0], h2[1], o1[0], o1[1], o2[0], o2[1]].into(),
            biases: [b_h[0], b_h[1], b_o[0], b_o[1]].into(),
        }
    }
}

impl From<Gradients222> for Gradients<2, 2, 2> {
    fn from(gradients: Gradients222) -> Self {
        let [w1, w2, w3, w4, w5, w6, w7, w8] = gradients.weights.into();
        let [h1, h2, o1, o2] = gradients.biases.into();
        Self {
            w_h: matrix![w1, w2; w3, w4],
            b_h: vector![h1, h2],
            w_o: matrix![w5, w6; w7, w8],
            b_o: vector![o1, o2],
        }
    }
}

/// One training step with all its numbers.
///
/// ```
/// use backpropd_core::nn::{Bias, Ledger, Network222};
/// let w = [0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55];
/// let network = Network222::from_named(w, [0.35, 0.35, 0.60, 0.60], Bias::Fixed)?;
/// let ledger = Ledger::of(&network, [0.05, 0.10], [0.01, 0.99], 0.5)?;
/// assert!((ledger.loss - 0.298371109).abs() < 1e-9);
/// assert!((ledger.weights_after.w5 - 0.35891648).abs() < 1e-8);
/// assert!(ledger.loss_after < ledger.loss);
/// # Ok::<(), backpropd_core::nn::NonFinite>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ledger {
    /// The input pattern (i1, i2).
    pub x: [f64; 2],
    /// The target (t1, t2).
    pub target: [f64; 2],
    /// α; if each layer has its own, that of w5…w8
    pub learning_rate: f64,
    /// α of w1…w4
    #[serde(default)] // earlier versions had one α for both layers
    pub learning_rate_h: f64,
    /// μ, the share of the previous change that is added to this one; 0 is plain gradient descent.
    pub momentum: f64,
    /// How biases are handled.
    pub bias: Bias,
    /// net_h = W_h·x + b_h
    pub net_h: [f64; 2],
    /// out_h = σ(net_h)
    pub out_h: [f64; 2],
    /// net_o = W_o·out_h + b_o
    pub net_o: [f64; 2],
    /// out_o = σ(net_o)
    pub out_o: [f64; 2],
    /// The squared errors L_o1 = (t1 − out_o1)² and L_o2.
    pub loss_o: [f64; 2],
    /// L, the mean of L_o1 and L_o2.
    pub loss: f64,
    /// δo = ∂L/∂net_o
    pub delta_o: [f64; 2],
    /// ∂L/∂out_h, the sum of what both outputs send back through the old W_o.
    pub global_h: [f64; 2],
    /// δh = ∂L/∂net_h
    pub delta_h: [f64; 2],
    /// ∂L/∂w and ∂L/∂b
    pub gradients: Gradients222,
    /// The chain rule, weight by weight, and bias by bias where they are trained.
    pub chain: Chain,
    /// w1…w8 before the step.
    pub weights_before: Weights,
    /// w⁺ = w − α·∂L/∂w with the layer's α, plus what momentum added
    pub weights_after: Weights,
    /// The biases before the step.
    pub biases_before: Biases,
    /// The biases after it.
    pub biases_after: Biases,
    /// v of each weight and bias before the step; without momentum there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub velocity_before: Option<Gradients222>,
    /// v⁺ = μ·v + ∂L/∂w, which w⁺ = w − α·v⁺ follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub velocity_after: Option<Gradients222>,
    /// The loss of the same sample with the new weights.
    pub loss_after: f64,
}

impl Ledger {
    /// The ledger of one step of plain gradient descent from `network` with the input `x`, the target `t` (elements in
    /// \[0, 1\]) and the learning rate `alpha` (> 0). It does not change the network.
    ///
    /// # Errors
    /// If the step meets a number that is not finite.
    pub fn of(
        network: &Network222,
        x: [f64; 2],
        t: [f64; 2],
        alpha: f64,
    ) -> Result<Self, NonFinite> {
        let mut after = *network;
        after.step(&x.into(), &t.into(), alpha)?;
        Self::between(network, &after, x, t, alpha.into(), 0.0)
    }

    /// The ledger of the step that would come next with these rates, `momentum` (0 to below 1) and velocity. It changes
    /// neither the network nor the velocity.
    ///
    /// # Errors
    /// If the step meets a number that is not finite.
    pub fn next(
        network: &Network222,
        x: [f64; 2],
        t: [f64; 2],
        rates: LearningRates,
        momentum: f64,
        velocity: &Gradients<2, 2, 2>,
    ) -> Result<Self, NonFinite> {
        let mut after = *network;
        let (input, target) = (x.into(), t.into());
        let gradients = network.backward(&input, &network.forward(&input)?, &target);
        match momentum {
            0.0 => after.update(&gradients, rates)?,
            _ => after.update(&velocity.with_momentum(momentum, &gradients), rates)?,
        }
        let ledger = Self::between(network, &after, x, t, rates, momentum)?;
        Ok(ledger.with_velocity(velocity))
    }

    /// The ledger of a step that has already been made, from the network `before` it to the one `after` it, with
    /// `momentum` (0 to below 1).
    ///
    /// # Errors
    /// If the step met a number that is not finite.
    pub fn between(
        before: &Network222,
        after: &Network222,
        x: [f64; 2],
        t: [f64; 2],
        rates: LearningRates,
        momentum: f64,
    ) -> Result<Self, NonFinite> {
        let (network, input, target) = (before, Vector2::from(x), Vector2::from(t));
        let forward = network.forward(&input)?;
        let gradients = network.backward(&input, &forward, &target);
        let loss_after = after.forward(&input)?.loss(&target);

        let error = forward.out_o - target;
        let (w_h, w_o) = (gradients.w_h, gradients.w_o);
        // The chain once more, link by link.
        let global_o = error; // ∂L/∂out_o
        let global_h = network.w_o().tr_mul(&gradients.delta_o()); // ∂L/∂out_h
        let local_o = logistic_slope(&forward.out_o); // ∂out_o/∂net_o
        let local_h = logistic_slope(&forward.out_h); // ∂out_h/∂net_h
        let link_h = |h: usize, i: usize| Link {
            global: global_h[h],
            local_out: local_h[h],
            local_net: input[i],
            product: w_h[(h, i)],
        };
        let link_o = |o: usize, h: usize| Link {
            global: global_o[o],
            local_out: local_o[o],
            local_net: forward.out_h[h],
            product: w_o[(o, h)],
        };
        let is_trained = network.bias() == Bias::Trained;
        let link_b = |global: f64, local_out: f64, product: f64| {
            is_trained.then_some(Link {
                global,
                local_out,
                local_net: 1.0,
                product,
            })
        };
        let (b_h, b_o) = (gradients.b_h, gradients.b_o);
        let chain = Chain {
            w1: link_h(0, 0),
            w2: link_h(0, 1),
            w3: link_h(1, 0),
            w4: link_h(1, 1),
            w5: link_o(0, 0),
            w6: link_o(0, 1),
            w7: link_o(1, 0),
            w8: link_o(1, 1),
            b_h1: link_b(global_h[0], local_h[0], b_h[0]),
            b_h2: link_b(global_h[1], local_h[1], b_h[1]),
            b_o1: link_b(global_o[0], local_o[0], b_o[0]),
            b_o2: link_b(global_o[1], local_o[1], b_o[1]),
        };
        let [delta_h, delta_o]: [[f64; 2]; 2] =
            [gradients.delta_h().into(), gradients.delta_o().into()];
        Ok(Self {
            x,
            target: t,
            learning_rate: rates.output,
            learning_rate_h: rates.hidden,
            momentum,
            bias: network.bias(),
            net_h: forward.net_h.into(),
            out_h: forward.out_h.into(),
            net_o: forward.net_o.into(),
            out_o: forward.out_o.into(),
            loss_o: error.component_mul(&error).into(),
            loss: forward.loss(&target),
            delta_o,
            global_h: global_h.into(),
            delta_h,
            gradients: gradients.into(),
            chain,
            weights_before: network.weights().into(),
            weights_after: after.weights().into(),
            biases_before: network.biases().into(),
            biases_after: after.biases().into(),
            velocity_before: None,
            velocity_after: None,
            loss_after,
        })
    }

    /// The same with the velocity that the step began with, if it had momentum.
    pub fn with_velocity(mut self, before: &Gradients<2, 2, 2>) -> Self {
        if self.momentum != 0.0 {
            let after = before.with_momentum(self.momentum, &self.gradients.into());
            self.velocity_before = Some((*before).into());
            self.velocity_after = Some(after.into());
        }
        self
    }
}
