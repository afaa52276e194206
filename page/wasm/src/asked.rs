//! A question about one step: which numbers a step on this sample would have. It is answered by the same arithmetic as the
//! steps that are made (core/src/nn/ledger.rs), for the machine here as for a daemon's.

use backpropd_machine::messages;
use backpropd_machine::nn::{Bias, Gradients222, Ledger, Network222};
use backpropd_machine::said;
use backpropd_machine::trainer::Settings;

/// A network and a sample, as they stand in a status.
#[derive(Clone, Debug)]
pub struct Asked {
    network: Network222,
    /// The input pattern (i1, i2), each 0 or 1.
    x: [f64; 2],
    /// The target (t1, t2), each 0 or 1.
    target: [f64; 2],
    settings: Settings,
    /// The velocity; zeros where there is none.
    velocity: Gradients222,
}

impl Asked {
    /// Reads it: the bias mode, and numbers with spaces between them. i1 i2 t1 t2 α μ, α without biases being that of w5…w8;
    /// w1…w8 b_h1 b_h2 b_o1 b_o2; and the velocity of each of these twelve, if there is one.
    ///
    /// # Errors
    /// When it is not such a question, or a number is out of range.
    pub fn parse(bias: &str, numbers: &str) -> Result<Self, String> {
        let bias = Bias::ALL.into_iter().find(|it| it.name() == bias);
        let bias = bias.ok_or("ledger: the bias mode is missing")?;
        let numbers: Result<Vec<f64>, _> = numbers.split(' ').map(serde_json::from_str).collect();
        let numbers = numbers.map_err(|error| said::json(&error))?;
        let few = "ledger: 18 or 30 numbers are needed";
        let [i1, i2, t1, t2, learning_rate, momentum, parts @ ..] = &numbers[..] else {
            return Err(few.into());
        };
        let (network, velocity) = match parts.len() {
            12 => (parts, &[0.0; 12][..]),
            24 => parts.split_at(12),
            _ => return Err(few.into()),
        };
        let settings = Settings {
            learning_rate: *learning_rate,
            ..Settings::suiting(bias, *momentum)
        };
        let mut all = settings.numbers().into_iter();
        if let Some((name, number, range)) = all.find(|(_, it, range)| !range.contains(*it)) {
            let allowed = said::range(&range);
            return Err(messages::recording_out_of_range(name, number, allowed));
        }
        let (weights, biases) = named(network);
        let network = Network222::from_named(weights, biases, bias);
        let (weights, biases) = named(velocity);
        Ok(Self {
            network: network.map_err(|_| messages::non_finite())?,
            x: [*i1, *i2],
            target: [*t1, *t2],
            settings,
            velocity: Gradients222 {
                weights: weights.into(),
                biases: biases.into(),
            },
        })
    }

    /// The ledger of the step.
    ///
    /// # Errors
    /// When the step meets a number that is not finite.
    pub fn ledger(self) -> Result<Ledger, String> {
        let Settings { momentum, .. } = self.settings;
        let (rates, velocity) = (self.settings.learning_rates(), self.velocity.into());
        let ledger = Ledger::next(
            &self.network,
            self.x,
            self.target,
            rates,
            momentum,
            &velocity,
        );
        ledger.map_err(|_| messages::non_finite().into())
    }
}

/// w1…w8, and the four biases.
fn named(twelve: &[f64]) -> ([f64; 8], [f64; 4]) {
    let (weights, biases) = twelve.split_at(8);
    (
        std::array::from_fn(|at| weights[at]),
        std::array::from_fn(|at| biases[at]),
    )
}
