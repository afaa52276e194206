//! Measures how long learning takes: one step of the panel's network, and one whole gradient of networks of N inputs, N
//! hidden neurons and N outputs, in several ways (`ways`). So it shows what back-propagation and its matrix form save, and
//! how that grows with N.
//!
//! Before anything is timed, all ways must give the same numbers.
//!
//! Pure: the stopwatch is an argument. `backpropd bench` uses it; nothing here trains the daemon's network.

mod ways;

use crate::nn::{Bias, Gradients, Network, Network222, NonFinite};
use crate::trainer::Sample;
use oorandom::Rand64;
use serde::Serialize;
use std::hint::black_box;
use thiserror::Error;
use ways::Problem;

/// The work to be timed: does it the given number of times in a row.
pub type Work<'a> = dyn FnMut(u32) -> Result<(), NonFinite> + 'a;

/// A stopwatch: returns how many nanoseconds the work takes once. It does the work at least once.
pub type Stopwatch<'a> = dyn FnMut(&mut Work) -> Result<f64, NonFinite> + 'a;

/// Measures one size.
pub type Measure = fn(&mut Stopwatch) -> Result<Size, Error>;

/// How often the measurement of one size uses the stopwatch.
pub const TIMINGS: usize = 4;

/// The measurements for each N from 2 to 256.
// Not a `const`: that would be compiled where it is used, and so for size.
pub static SIZES: [(usize, Measure); 8] = [
    (2, measure::<2>),
    (4, measure::<4>),
    (8, measure::<8>),
    (16, measure::<16>),
    (32, measure::<32>),
    (64, measure::<64>),
    (128, measure::<128>),
    (256, measure::<256>),
];

/// About this many differences are compared with the gradient: all of them up to N = 32. At N = 256 all would take seconds,
/// on a small computer minutes.
const COMPARED: usize = 2112;

/// The largest relative difference allowed between gradients by the chain rule: that of rounding.
const ROUNDING: f64 = 1e-12;

/// The same for finite differences, which are off by about the change of the weight.
const LINEAR: f64 = 1e-4;

/// Why a measurement failed.
#[derive(Clone, Copy, Debug, PartialEq, Error)]
pub enum Error {
    /// Two ways give different gradients, so one of them is wrong.
    #[error("for N = {n}, {way} and matrices do not agree: the gradients are {error:.1e} apart")]
    Disagree {
        /// The number of inputs, hidden neurons and outputs each.
        n: usize,
        /// The way that is compared with the matrix form.
        way: &'static str,
        /// The difference of the two, relative to the length of the gradient.
        error: f64,
    },
    /// A number overflowed.
    #[error(transparent)]
    NonFinite(#[from] NonFinite),
}

/// The measurements for one N: nanoseconds per gradient, for one sample.
///
/// ```
/// use backpropd_core::cost::SIZES;
/// let [(n, measure), ..] = SIZES;
/// // A stopwatch that finds everything equally fast.
/// let size = measure(&mut |work| work(1).map(|()| 1.0))?;
/// assert_eq!((n, size.n, size.parameters, size.matrices_ns), (2, 2, 12, 1.0));
/// # Ok::<(), backpropd_core::cost::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Size {
    /// The number of inputs, hidden neurons and outputs each.
    pub n: usize,
    /// The number of weights and biases.
    pub parameters: usize,
    /// For each weight by itself: change it a little and run forward again. It is the time for one weight, times their
    /// number and one for the unchanged network.
    pub differences_ns: f64,
    /// For each weight by itself: its chain from the loss, in loops.
    pub chains_ns: f64,
    /// The same loops, with δ of each neuron worked out once and kept.
    pub chains_with_kept_delta_ns: f64,
    /// By matrices, as the network is trained.
    pub matrices_ns: f64,
}

/// The network that is timed: weights from which the half-adder is learned.
///
/// # Errors
/// None: these weights are finite.
pub fn network() -> Result<Network222, NonFinite> {
    let w = [0.62, -0.41, 0.15, 0.83, -0.57, 0.29, 0.94, -0.36];
    let b = [0.11, -0.22, 0.35, -0.08];
    Network222::from_named(w, b, black_box(Bias::Trained))
}

/// Nanoseconds per online step of [`network`], going through the samples in turn.
///
/// # Errors
/// Whatever the stopwatch returns; weights of this size cause no error.
pub fn step_ns(samples: [Sample; 4], stopwatch: &mut Stopwatch) -> Result<f64, NonFinite> {
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

/// Checks that all ways agree for an N-N-N network with random weights, then times them.
fn measure<const N: usize>(stopwatch: &mut Stopwatch) -> Result<Size, Error> {
    let mut problem = Problem::<N>::new(&mut Rand64::new(2015))?;
    let parameters = Network::<N, N, N>::PARAMETERS;
    let (mut gradients, mut other) = (Gradients::boxed(), Gradients::boxed());

    problem.matrices(&mut gradients)?;
    let (loss, every) = (problem.loss()?, parameters.div_ceil(COMPARED));
    let mut pairs = Vec::new();
    for (parameter, gradient) in gradients.iter().enumerate().step_by(every) {
        pairs.push((gradient, problem.difference(parameter, loss)?));
    }
    agree(N, "finite differences", LINEAR, pairs.into_iter())?;
    problem.chains(&mut other)?;
    agree(N, "chains", ROUNDING, gradients.iter().zip(other.iter()))?;
    problem.chains_with_kept_delta(&mut other)?;
    agree(
        N,
        "kept chains",
        ROUNDING,
        gradients.iter().zip(other.iter()),
    )?;

    let mut rotation = (0..parameters).cycle();
    let difference_ns = stopwatch(&mut |times| {
        for parameter in rotation.by_ref().take(times as usize) {
            black_box(problem.difference(parameter, loss)?);
        }
        Ok(())
    })?;
    let chains_ns = stopwatch(&mut repeated(|| problem.chains(black_box(&mut other))))?;
    let chains_with_kept_delta_ns = stopwatch(&mut repeated(|| {
        problem.chains_with_kept_delta(black_box(&mut other))
    }))?;
    let matrices_ns = stopwatch(&mut repeated(|| problem.matrices(black_box(&mut other))))?;
    Ok(Size {
        n: N,
        parameters,
        differences_ns: difference_ns * (parameters + 1) as f64,
        chains_ns,
        chains_with_kept_delta_ns,
        matrices_ns,
    })
}

/// Does something the given number of times.
fn repeated(
    mut work: impl FnMut() -> Result<(), NonFinite>,
) -> impl FnMut(u32) -> Result<(), NonFinite> {
    move |times| (0..times).try_for_each(|_| work())
}

/// Fails if the numbers of a gradient and those that another way found are further apart than allowed, relative to the
/// length of the gradient.
fn agree(
    n: usize,
    way: &'static str,
    allowed: f64,
    pairs: impl Iterator<Item = (f64, f64)>,
) -> Result<(), Error> {
    let (apart, length) = pairs.fold((0.0, 0.0), |(apart, length), (one, other)| {
        let difference: f64 = one - other;
        (apart + difference * difference, length + one * one)
    });
    let error = (apart / length).sqrt();
    if error.is_nan() || error > allowed {
        return Err(Error::Disagree { n, way, error });
    }
    Ok(())
}

/// The exponent p of ratio ≈ c·N^p, of pairs of N and ratio (both > 0): the slope of a straight line through the
/// logarithms, by least squares. NaN for fewer than two.
///
/// ```
/// use backpropd_core::cost::growth;
/// let squares = [(2, 12.0), (4, 48.0), (8, 192.0)];
/// assert!((growth(squares) - 2.0).abs() < 1e-12);
/// ```
pub fn growth(ratios: impl IntoIterator<Item = (usize, f64), IntoIter: Clone>) -> f64 {
    let points = ratios
        .into_iter()
        .map(|(n, ratio)| ((n as f64).ln(), ratio.ln()));
    let count = points.clone().count() as f64;
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
    fn gradients_that_differ_are_noticed() {
        let problem = Problem::<4>::new(&mut Rand64::new(1)).unwrap();
        let (mut gradients, mut other) = (Gradients::boxed(), Gradients::boxed());
        problem.matrices(&mut gradients).unwrap();
        problem.chains(&mut other).unwrap();
        let check = |other: &Gradients<4, 4, 4>| {
            agree(4, "chains", ROUNDING, gradients.iter().zip(other.iter()))
        };
        assert_eq!(check(&other), Ok(()));
        for wrong in [other.w_h[5] + 1e-9, -other.w_h[5], f64::NAN] {
            let right = std::mem::replace(&mut other.w_h[5], wrong);
            assert!(matches!(check(&other), Err(Error::Disagree { n: 4, .. })));
            other.w_h[5] = right;
        }
    }
}
