//! The eight networks that answer alike, and the average of weights that knows nothing.
//!
//! The neurons h1 and h2 can be swapped, together with their weights, and no output changes. A hidden neuron can also be
//! flipped: negate its inputs' weights and its bias, so that out_h becomes 1 − out_h, since σ(−z) = 1 − σ(z); negate its
//! output weights, and add each of them, as it was, to the bias of its output neuron. So each network has 2!·2² = 8 twins, itself
//! included. There are no others for networks of this kind (Sussmann 1992, for tanh, which is the logistic function
//! stretched). Without biases there is nothing to add to, and 2 are left.
//!
//! Two desks that learned the same table have learned it with different twins, or with different solutions. The average of
//! their weights lies between the two, where nobody has ever trained. Turning all of them into the twin that is closest to
//! the first one makes the average better, but not good.

use crate::nn::{Bias, Network222, NonFinite};

/// The eight twins of a network, itself first; two where it has no biases.
///
/// ```
/// use backpropd_machine::classroom::together::twins::of;
/// use backpropd_machine::nn::{Bias, Network222};
/// let network = Network222::from_named([1.0, -2.0, 3.0, 0.5, 4.0, -5.0, 6.0, 2.0], [0.5, 1.0, -1.0, 0.0], Bias::Trained)?;
/// let twins = of(&network);
/// assert_eq!((twins.len(), twins[0]), (8, network));
/// for twin in twins {
///     let [one, other] = [network, twin].map(|it| it.forward(&[0.3, 0.7].into()));
///     assert!((one?.out_o - other?.out_o).abs().max() < 1e-15);
/// }
/// # Ok::<(), backpropd_machine::nn::NonFinite>(())
/// ```
pub fn of(network: &Network222) -> Vec<Network222> {
    let flips = [[false; 2], [true, false], [false, true], [true; 2]];
    let swaps = [*network, swapped(network)];
    let twins = swaps.iter().flat_map(|network| {
        flips.iter().filter_map(|[h1, h2]| {
            let one = if *h1 { flipped(network, 0)? } else { *network };
            if *h2 { flipped(&one, 1) } else { Some(one) }
        })
    });
    twins.collect()
}

/// With h1 and h2 swapped. Every output keeps its bits.
pub fn swapped(network: &Network222) -> Network222 {
    let [w1, w2, w3, w4, w5, w6, w7, w8] = network.weights();
    let [h1, h2, o1, o2] = network.biases();
    let (w, b) = ([w3, w4, w1, w2, w6, w5, w8, w7], [h2, h1, o1, o2]);
    // The same numbers in other places are as finite as before.
    Network222::from_named(w, b, network.bias()).unwrap_or(*network)
}

/// With this hidden neuron flipped, 0 or 1; `None` without biases, or if a bias became too large.
fn flipped(network: &Network222, h: usize) -> Option<Network222> {
    if network.bias() == Bias::None {
        return None;
    }
    let (mut w, mut b) = (network.weights(), network.biases());
    b[h] = -b[h];
    for w in &mut w[2 * h..][..2] {
        *w = -*w;
    }
    for o in 0..2 {
        let w = &mut w[4 + 2 * o + h];
        b[2 + o] += *w;
        *w = -*w;
    }
    Network222::from_named(w, b, network.bias()).ok()
}

/// Which twins to choose from before averaging.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// None: the weights as they are.
    Plain,
    /// With h1 and h2 as they are or swapped.
    Swapped,
    /// All eight.
    Full,
}

/// The average of all weights and biases, after each network was turned into the twin that is closest to the first one.
/// `None` without a network.
///
/// # Errors
/// If the sum is too large.
pub fn average(
    class: &[Network222],
    alignment: Alignment,
) -> Option<Result<Network222, NonFinite>> {
    let first = class.first()?;
    let count = class.len() as f64;
    let mut mean = [0.0; 12];
    for network in class {
        let twins = match alignment {
            Alignment::Plain => vec![*network],
            Alignment::Swapped => vec![*network, swapped(network)],
            Alignment::Full => of(network),
        };
        let distances = twins.iter().map(|twin| (distance(twin, first), twin));
        let closest = distances.min_by(|(one, _), (other, _)| one.total_cmp(other));
        for (mean, number) in mean
            .iter_mut()
            .zip(closest.map_or(numbers(network), |(_, twin)| numbers(twin)))
        {
            *mean += number / count;
        }
    }
    let [w1, w2, w3, w4, w5, w6, w7, w8, b @ ..] = mean;
    Some(Network222::from_named(
        [w1, w2, w3, w4, w5, w6, w7, w8],
        b,
        first.bias(),
    ))
}

/// w1…w8, then b_h1…b_o2.
fn numbers(network: &Network222) -> [f64; 12] {
    let (w, b) = (network.weights(), network.biases());
    std::array::from_fn(|index| match index {
        0..8 => w[index],
        _ => b[index - 8],
    })
}

/// The sum of the squared differences.
fn distance(one: &Network222, other: &Network222) -> f64 {
    let pairs = numbers(one).into_iter().zip(numbers(other));
    pairs
        .map(|(one, other)| (one - other) * (one - other))
        .sum()
}
