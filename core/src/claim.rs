//! How long learning takes: a step of the panel's network; and the claim that moving every weight by itself to see what
//! it does gets slower and slower as neurons grow, and back-propagation does not.
//!
//! The claim is measured on N-N-N networks: the whole gradient of one sample by back-propagation (one pass forward, one
//! backward) and by finite differences (one more pass forward for each weight and bias). Both are checked to agree first.
//!
//! Pure: the stopwatch is an argument. Used by `backpropd bench`; nothing here trains the daemon's network.

use crate::nn::{Bias, Gradients, Network, Network222, NonFinite};
use crate::trainer::Sample;
use nalgebra::SMatrix;
use oorandom::Rand64;
use serde::Serialize;
use std::hint::black_box;
use thiserror::Error;

/// Something to be timed: does it so many times in a row.
pub type Work<'a> = dyn FnMut(u32) -> Result<(), NonFinite> + 'a;

/// Times work: how many nanoseconds it takes to do it once. Does it at least once.
pub type Stopwatch = fn(&mut Work) -> Result<f64, NonFinite>;

/// The measurements of the claim, from N = 2 to 128. Each wants a stack of [`STACK`] bytes.
// No `const`: that would be compiled where it is used, and so for size.
pub static SIZES: [fn(Stopwatch) -> Result<Size, Error>; 7] = [
    measure::<2>,
    measure::<4>,
    measure::<8>,
    measure::<16>,
    measure::<32>,
    measure::<64>,
    measure::<128>,
];

/// The stack that a measurement needs: a network of 128-128-128 is a quarter of a megabyte, and there are several.
pub const STACK: usize = 32 << 20;

/// The change of each weight in the finite differences.
const H: f64 = 1e-6;

/// How far the two gradients may be apart, relative to their length: the error of finite differences is about `H`.
const ALLOWED_ERROR: f64 = 1e-4;

/// A measurement could not be made.
///
/// ```
/// use backpropd_core::claim::Error;
/// use backpropd_core::nn::NonFinite;
/// let error = Error::from(NonFinite("a weight or bias"));
/// assert_eq!(error.to_string(), "a weight or bias is infinite or not a number");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Error)]
pub enum Error {
    /// The two ways lead to different gradients, so one of them is wrong.
    #[error(
        "for N = {n}, back-propagation and finite differences do not agree: they are {error:.1e} apart"
    )]
    Disagree {
        /// Inputs, hidden neurons and outputs each.
        n: usize,
        /// How far the two are apart, relative to the length of the first.
        error: f64,
    },
    /// A number overflowed.
    #[error(transparent)]
    NonFinite(#[from] NonFinite),
}

/// The two ways to the same gradient, for one N.
///
/// ```
/// use backpropd_core::claim::SIZES;
/// let [smallest, ..] = SIZES;
/// // A stopwatch that finds everything equally fast.
/// let size = smallest(|work| work(1).map(|()| 1.0))?;
/// assert_eq!((size.n, size.parameters, size.ratio), (2, 12, 1.0));
/// # Ok::<(), backpropd_core::claim::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Size {
    /// Inputs, hidden neurons and outputs each.
    pub n: usize,
    /// How many weights and biases.
    pub parameters: usize,
    /// Nanoseconds for one gradient by back-propagation.
    pub back_propagation_ns: f64,
    /// Nanoseconds for the same by finite differences.
    pub finite_differences_ns: f64,
    /// The second by the first.
    pub ratio: f64,
}

/// The network that is timed: a start from which the half-adder is learned.
///
/// # Errors
/// None: these weights are finite.
pub fn network() -> Result<Network222, NonFinite> {
    let w = [0.62, -0.41, 0.15, 0.83, -0.57, 0.29, 0.94, -0.36];
    let b = [0.11, -0.22, 0.35, -0.08];
    Network222::from_named(w, b, black_box(Bias::Trained))
}

/// Nanoseconds for one online step of [`network`], with the samples in rotation.
///
/// # Errors
/// What the stopwatch returns: there is none for weights of this size.
pub fn step_ns(samples: [Sample; 4], stopwatch: Stopwatch) -> Result<f64, NonFinite> {
    const ALPHA: f64 = 0.5;
    let samples = samples.map(|sample| (sample.input(), sample.target()));
    let mut network = network()?;
    let mut rotation = samples.iter().cycle();
    let ns = stopwatch(&mut |times| {
        for (x, t) in rotation.by_ref().take(times as usize) {
            network.step(x, t, black_box(ALPHA))?;
        }
        Ok(())
    })?;
    black_box(&network);
    Ok(ns)
}

/// Checks that both ways agree for an N-N-N network with random weights, then times them.
fn measure<const N: usize>(stopwatch: Stopwatch) -> Result<Size, Error> {
    let mut random = Rand64::new(2015);
    let (network, x, t) = problem::<N>(&mut random)?;
    let (network, x, t) = (black_box(&network), black_box(&x), black_box(&t));
    let back_propagation = || Ok(network.backward(x, &network.forward(x)?, t));
    let finite_differences = || network.finite_differences(x, t, H);

    let (one, other) = (back_propagation()?, finite_differences()?);
    let error = distance(&one, &other) / distance(&one, &Gradients::zeros());
    if error.is_nan() || error > ALLOWED_ERROR {
        return Err(Error::Disagree { n: N, error });
    }

    let back_propagation_ns = stopwatch(&mut repeated(back_propagation))?;
    let finite_differences_ns = stopwatch(&mut repeated(finite_differences))?;
    Ok(Size {
        n: N,
        parameters: 2 * (N * N + N),
        back_propagation_ns,
        finite_differences_ns,
        ratio: finite_differences_ns / back_propagation_ns,
    })
}

/// To compute something so many times and let nobody skip it.
fn repeated<T>(
    compute: impl Fn() -> Result<T, NonFinite>,
) -> impl FnMut(u32) -> Result<(), NonFinite> {
    move |times| {
        for _ in 0..times {
            black_box(&compute()?);
        }
        Ok(())
    }
}

/// A column of N numbers.
type Column<const N: usize> = SMatrix<f64, N, 1>;

/// A network, an input and a target. The weights are small enough for nets of the order of 1.
fn problem<const N: usize>(
    random: &mut Rand64,
) -> Result<(Network<N, N, N>, Column<N>, Column<N>), NonFinite> {
    let range = 2.0 / (N as f64).sqrt();
    let network = Network::new(
        uniform(random, range),
        uniform(random, range),
        uniform(random, range),
        uniform(random, range),
        Bias::Trained,
    )?;
    let t: Column<N> = uniform(random, 1.0);
    Ok((network, uniform(random, 1.0), t.map(f64::abs)))
}

fn uniform<const R: usize, const C: usize>(random: &mut Rand64, range: f64) -> SMatrix<f64, R, C> {
    SMatrix::from_fn(|_, _| range * (2.0 * random.rand_float() - 1.0))
}

/// The Euclidean distance of two gradients.
fn distance<const N: usize>(one: &Gradients<N, N, N>, other: &Gradients<N, N, N>) -> f64 {
    (square(&(one.w_h - other.w_h))
        + square(&(one.b_h - other.b_h))
        + square(&(one.w_o - other.w_o))
        + square(&(one.b_o - other.b_o)))
    .sqrt()
}

fn square<const R: usize, const C: usize>(matrix: &SMatrix<f64, R, C>) -> f64 {
    matrix.dot(matrix)
}

/// The exponent p of ratio ≈ c·N^p: the slope of the straight line through the logarithms, by least squares.
/// Not a number for fewer than two sizes.
pub fn growth(sizes: &[Size]) -> f64 {
    let points = sizes
        .iter()
        .map(|size| ((size.n as f64).ln(), size.ratio.ln()));
    let count = sizes.len() as f64;
    let (sum_x, sum_y) = points
        .clone()
        .fold((0.0, 0.0), |(x, y), point| (x + point.0, y + point.1));
    let (mean_x, mean_y) = (sum_x / count, sum_y / count);
    let covariance: f64 = points
        .clone()
        .map(|(x, y)| (x - mean_x) * (y - mean_y))
        .sum();
    let variance: f64 = points.map(|(x, _)| (x - mean_x) * (x - mean_x)).sum();
    covariance / variance
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_is_the_exponent() {
        let size = |n: usize| Size {
            n,
            parameters: 0,
            back_propagation_ns: 1.0,
            finite_differences_ns: 1.0,
            ratio: 3.0 * (n as f64).powf(1.7),
        };
        assert!((growth(&[2, 4, 8, 128].map(size)) - 1.7).abs() < 1e-12);
    }
}
