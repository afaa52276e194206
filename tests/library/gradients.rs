//! Compares every gradient of back-propagation with the slope of the loss itself, by central differences, in a network of
//! another shape than the panel's; `backpropd selftest` does so for that one.

use backpropd::nn::{Bias, Network};
use nalgebra::{SMatrix, SVector};
use oorandom::Rand64;

/// The step of the differences: near the cube root of f64's precision, where the error is smallest.
const STEP: f64 = 1e-5;

fn uniform<const R: usize, const C: usize>(random: &mut Rand64, range: f64) -> SMatrix<f64, R, C> {
    SMatrix::from_fn(|_, _| range * (2.0 * random.rand_float() - 1.0))
}

/// The parts of a network: W_h, b_h, W_o, b_o.
type Parts<const I: usize, const H: usize, const O: usize> = (
    SMatrix<f64, H, I>,
    SVector<f64, H>,
    SMatrix<f64, O, H>,
    SVector<f64, O>,
);

fn loss<const I: usize, const H: usize, const O: usize>(
    (w_h, b_h, w_o, b_o): Parts<I, H, O>,
    x: &SVector<f64, I>,
    t: &SVector<f64, O>,
) -> f64 {
    let network = Network::new(w_h, b_h, w_o, b_o, Bias::Trained).unwrap();
    network.forward(x).unwrap().loss(t)
}

fn check_shape<const I: usize, const H: usize, const O: usize>() {
    let mut random = Rand64::new(2015);
    let mut largest = 0.0_f64;
    for _ in 0..200 {
        let parts: Parts<I, H, O> = (
            uniform(&mut random, 2.0),
            uniform(&mut random, 2.0),
            uniform(&mut random, 2.0),
            uniform(&mut random, 2.0),
        );
        let x = uniform(&mut random, 1.0);
        let t = uniform::<O, 1>(&mut random, 1.0).map(f64::abs);
        let (w_h, b_h, w_o, b_o) = parts;
        let network = Network::new(w_h, b_h, w_o, b_o, Bias::Trained).unwrap();
        let gradients = network.backward(&x, &network.forward(&x).unwrap(), &t);

        let slope = |change: &dyn Fn(&mut Parts<I, H, O>, f64)| {
            let (mut up, mut down) = (parts, parts);
            change(&mut up, STEP);
            change(&mut down, -STEP);
            (loss(up, &x, &t) - loss(down, &x, &t)) / (2.0 * STEP)
        };
        let mut pairs = Vec::new();
        for i in 0..H * I {
            pairs.push((gradients.w_h[i], slope(&|parts, step| parts.0[i] += step)));
        }
        for i in 0..H {
            pairs.push((gradients.b_h[i], slope(&|parts, step| parts.1[i] += step)));
        }
        for i in 0..O * H {
            pairs.push((gradients.w_o[i], slope(&|parts, step| parts.2[i] += step)));
        }
        for i in 0..O {
            pairs.push((gradients.b_o[i], slope(&|parts, step| parts.3[i] += step)));
        }
        // The error of the whole gradient, so that a component near 0 is not judged by rounding noise.
        let norm = |numbers: &dyn Fn(&(f64, f64)) -> f64| {
            pairs
                .iter()
                .map(|pair| numbers(pair).powi(2))
                .sum::<f64>()
                .sqrt()
        };
        let error = norm(&|(ours, slope)| ours - slope) / norm(&|(_, slope)| *slope);
        assert!(
            norm(&|(ours, _)| *ours) > 1e-6,
            "the gradients are all but zero"
        );
        largest = largest.max(error);
    }
    assert!(largest < 1e-6, "relative error {largest:e}");
}

#[test]
fn of_another_shape() {
    check_shape::<3, 5, 2>();
}

#[test]
fn none_where_the_target_is_hit() {
    let network = Network::<2, 2, 2>::new(
        SMatrix::zeros(),
        SVector::zeros(),
        SMatrix::zeros(),
        SVector::zeros(),
        Bias::Trained,
    )
    .unwrap();
    let x = SVector::from([1.0, 0.0]);
    let forward = network.forward(&x).unwrap();
    let gradients = network.backward(&x, &forward, &forward.out_o);
    assert_eq!(gradients, backpropd::nn::Gradients::zeros());
}
