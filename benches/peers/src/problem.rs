//! What every peer trains: a start and four samples, as plain numbers.

/// The learning rate of every peer.
pub const ALPHA: f64 = 0.5;

/// An N-N-N network with trained biases, and what it learns.
pub struct Problem {
    /// N
    pub n: usize,
    /// W_h and W_o row by row, b_h, b_o.
    pub start: Vec<f64>,
    /// Four times x and t.
    pub samples: Vec<f64>,
}

/// What a peer returns.
pub struct Trained {
    /// How long the steps took.
    pub seconds: f64,
    /// As [`Problem::start`].
    pub network: Vec<f64>,
}

impl Problem {
    /// The panel's network learns the half-adder: o1 = XOR, o2 = AND.
    pub fn half_adder() -> Self {
        let start = [
            0.62, -0.41, 0.15, 0.83, -0.57, 0.29, 0.94, -0.36, 0.11, -0.22, 0.35, -0.08,
        ];
        #[rustfmt::skip]
        let samples = [
            0.0, 0.0, 0.0, 0.0,
            0.0, 1.0, 1.0, 0.0,
            1.0, 0.0, 1.0, 0.0,
            1.0, 1.0, 0.0, 1.0,
        ];
        Self {
            n: 2,
            start: start.into(),
            samples: samples.into(),
        }
    }

    /// Arbitrary numbers: weights small enough for nets of the order of 1, inputs and targets in 0..1.
    pub fn of_size(n: usize) -> Self {
        let mut state = 2015_u64; // xorshift64
        let mut uniform = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 11) as f64 / (1_u64 << 53) as f64
        };
        let range = 2.0 / (n as f64).sqrt();
        let weight = |number: f64| range * (2.0 * number - 1.0);
        Self {
            n,
            start: (0..2 * n * (n + 1)).map(|_| weight(uniform())).collect(),
            samples: (0..4 * 2 * n).map(|_| uniform()).collect(),
        }
    }
}
