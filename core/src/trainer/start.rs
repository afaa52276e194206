//! How initial weights and biases are drawn. They decide how fast a table is learned, and without biases whether it is
//! learned at all. DESIGN.md has the figures, LEARN.md a picture.
//!
//! With biases, a neuron's border (net = 0) is a straight line through the square of its inputs, 0 to 1 each. It goes
//! through a random point (p, q) of that square: b = −(w·p + w′·q). So every neuron separates some inputs from others
//! from the first step on, and the weights w1…w4 may be large, which makes the border sharp.
//!
//! Without biases, x = 00 leaves both hidden neurons at ½. XOR then needs w1…w4 above 0, so they start there. The
//! outputs must pick up small differences, so at a restart w5…w8 are drawn from a wide range. The first weights come
//! from half of that range, because easy tables are learned faster from there.

use super::Settings;
use crate::nn::{Bias, Network222};
use oorandom::Rand64;

/// Why new weights are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// A fresh start, or on request.
    Fresh,
    /// Training was stuck.
    Restart,
}

/// Draws w1…w8, then p and q of h1, h2, o1, o2, always in this order and always all of them, whatever the bias mode.
/// `init_range` is the half-width of w5…w8 (at a restart), and w1…w4 scale with it.
///
/// # Panics
/// If `init_range` is not finite.
pub(super) fn draw(generator: &mut Rand64, settings: &Settings, why: Why) -> Network222 {
    let mut unit = || (generator.rand_u64() >> 11) as f64 * (1.0 / (1u64 << 53) as f64);
    let range = settings.init_range;
    let both_sides = |unit: f64, range: f64| (2.0 * unit - 1.0) * range;
    let output_range = match (settings.bias, why) {
        (Bias::None, Why::Fresh) => range / 2.0,
        _ => range,
    };
    let hidden = |unit: f64| match settings.bias {
        Bias::None => unit * (range / 5.0),
        Bias::Fixed => both_sides(unit, range * 1.6),
        Bias::Trained => both_sides(unit, range * 4.0),
    };
    let w: [f64; 8] = std::array::from_fn(|weight| match weight {
        0..4 => hidden(unit()),
        _ => both_sides(unit(), output_range),
    });
    let b = std::array::from_fn(|neuron| {
        let (p, q) = (unit(), unit());
        -(w[2 * neuron] * p + w[2 * neuron + 1] * q)
    });
    Network222::from_named(w, b, settings.bias).expect("a finite init_range draws finite weights")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trainer::Samples;

    fn networks(bias: Bias, why: Why) -> impl Iterator<Item = Network222> {
        let settings = Settings::suiting(bias, 0.0);
        let mut generator = Rand64::new(1);
        (0..10_000).map(move |_| draw(&mut generator, &settings, why))
    }

    /// The smallest and the largest of some weights over all starts.
    fn ends(weights: impl Iterator<Item = f64>) -> (f64, f64) {
        weights.fold((f64::MAX, f64::MIN), |(low, high), weight| {
            (low.min(weight), high.max(weight))
        })
    }

    #[test]
    fn weights_come_from_the_range_of_the_bias_mode() {
        for (bias, why, hidden, output) in [
            (Bias::None, Why::Fresh, (0.0, 2.0), 5.0),
            (Bias::None, Why::Restart, (0.0, 2.0), 10.0),
            (Bias::Fixed, Why::Fresh, (-8.0, 8.0), 5.0),
            (Bias::Trained, Why::Fresh, (-8.0, 8.0), 2.0),
            (Bias::Trained, Why::Restart, (-8.0, 8.0), 2.0),
        ] {
            let near = |(low, high): (f64, f64), (least, most): (f64, f64)| {
                let width = most - least;
                (0.0..0.01 * width).contains(&(low - least))
                    && (0.0..0.01 * width).contains(&(most - high))
            };
            let of = |layer: fn(&Network222) -> [f64; 4]| {
                ends(networks(bias, why).flat_map(move |network| layer(&network)))
            };
            let found = of(|network| std::array::from_fn(|w| network.weights()[w]));
            assert!(near(found, hidden), "{bias:?} {why:?}: {found:?}");
            let found = of(|network| std::array::from_fn(|w| network.weights()[4 + w]));
            assert!(
                near(found, (-output, output)),
                "{bias:?} {why:?}: {found:?}"
            );
        }
    }

    /// Every border crosses the square of its neuron's inputs: the four corners do not all lie on one side.
    #[test]
    fn with_biases_every_border_cuts_its_square() {
        for network in networks(Bias::Trained, Why::Fresh) {
            let (w, b) = (network.weights(), network.biases());
            for neuron in 0..4 {
                let nets = Samples::PATTERNS.map(|corner| {
                    let [x, y] = corner.map(f64::from);
                    w[2 * neuron] * x + w[2 * neuron + 1] * y + b[neuron]
                });
                assert!(nets.iter().any(|net| *net >= -1e-9), "{nets:?}");
                assert!(nets.iter().any(|net| *net <= 1e-9), "{nets:?}");
            }
        }
    }
}
