//! The ledger: one step of the 2-2-2 network with every number of the chain rule by its name.
//!
//! It is worked out afresh from where the step began, for whoever wants to read it, so the step itself stays as lean
//! as it is. The terms are those of the page: *global* gradient (what comes from above), *local* gradients (what the
//! neuron adds), and their product.

use super::{Bias, Biases, Network222, NonFinite, Weights};
use nalgebra::Vector2;
use serde::{Deserialize, Serialize};

/// One link of the chain for one weight: ∂L/∂w = global · local_out · local_net.
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
    /// The global gradient ∂L/∂out of the weight's neuron.
    pub global: f64,
    /// The local gradient ∂out/∂net = out·(1 − out) of that neuron.
    pub local_out: f64,
    /// The local gradient ∂net/∂w: what comes in through the weight.
    pub local_net: f64,
    /// ∂L/∂w, the product of the three.
    pub product: f64,
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

/// One training step, in all its numbers.
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
    /// α
    pub learning_rate: f64,
    /// The share of the change before that went into this one as well; 0 is plain gradient descent.
    pub momentum: f64,
    /// What becomes of the biases.
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
    /// The chain rule, weight by weight.
    pub chain: Weights<Link>,
    /// w1…w8 before the step.
    pub weights_before: Weights,
    /// w⁺ = w − α·∂L/∂w, plus what momentum added
    pub weights_after: Weights,
    /// The biases before the step.
    pub biases_before: Biases,
    /// The biases after it.
    pub biases_after: Biases,
    /// The loss of the same sample with the new weights.
    pub loss_after: f64,
}

impl Ledger {
    /// The ledger of one step of plain gradient descent from `network` with the input `x`, the target `t` (elements
    /// in \[0, 1\]) and the learning rate `alpha` (> 0). The network itself stays as it is.
    ///
    /// # Errors
    /// When the step would meet a number that is not finite.
    pub fn of(
        network: &Network222,
        x: [f64; 2],
        t: [f64; 2],
        alpha: f64,
    ) -> Result<Self, NonFinite> {
        let mut after = *network;
        after.step(&x.into(), &t.into(), alpha)?;
        Self::between(network, &after, x, t, alpha, 0.0)
    }

    /// The ledger of a step that was made already, from the network `before` it to the one `after` it, with some
    /// `momentum` (0 to below 1).
    ///
    /// # Errors
    /// When the step met a number that is not finite.
    pub fn between(
        before: &Network222,
        after: &Network222,
        x: [f64; 2],
        t: [f64; 2],
        alpha: f64,
        momentum: f64,
    ) -> Result<Self, NonFinite> {
        let (network, input, target) = (before, Vector2::from(x), Vector2::from(t));
        let forward = network.forward(&input)?;
        let gradients = network.backward(&input, &forward, &target);
        let loss_after = after.forward(&input)?.loss(&target);

        let error = forward.out_o - target;
        let (w_h, w_o) = (gradients.w_h, gradients.w_o);
        // The chain once more, with its links apart.
        let global_o = error; // ∂L/∂out_o
        let global_h = network.w_o().tr_mul(&gradients.delta_o()); // ∂L/∂out_h
        let local_o = forward.out_o.map(|out| out * (1.0 - out)); // ∂out_o/∂net_o
        let local_h = forward.out_h.map(|out| out * (1.0 - out)); // ∂out_h/∂net_h
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
        let chain = Weights {
            w1: link_h(0, 0),
            w2: link_h(0, 1),
            w3: link_h(1, 0),
            w4: link_h(1, 1),
            w5: link_o(0, 0),
            w6: link_o(0, 1),
            w7: link_o(1, 0),
            w8: link_o(1, 1),
        };
        let [delta_h, delta_o]: [[f64; 2]; 2] =
            [gradients.delta_h().into(), gradients.delta_o().into()];
        Ok(Self {
            x,
            target: t,
            learning_rate: alpha,
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
            gradients: Gradients222 {
                weights: <[Link; 8]>::from(chain).map(|link| link.product).into(),
                biases: [delta_h[0], delta_h[1], delta_o[0], delta_o[1]].into(),
            },
            chain,
            weights_before: network.weights().into(),
            weights_after: after.weights().into(),
            biases_before: network.biases().into(),
            biases_after: after.biases().into(),
            loss_after,
        })
    }
}
