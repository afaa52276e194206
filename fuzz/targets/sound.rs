//! What is true of every trainer, whatever bytes it came from. Not a target.

use backpropd::trainer::Trainer;

/// Every weight and bias is finite, and no row has two samples.
pub fn assert_sound(trainer: &Trainer) {
    let network = trainer.network();
    let (weights, biases): ([f64; 8], [f64; 4]) = (network.weights(), network.biases());
    let mut numbers = weights.iter().chain(&biases);
    assert!(numbers.all(|number| number.is_finite()));
    assert!(trainer.samples().iter().count() <= 4);
}
