//! What the output LEDs show: the answer, or how certain the network is.
//!
//! Pure: which LED is lit depends only on the output and the time.

use serde::{Deserialize, Serialize};
use std::time::Duration;

/// What the LEDs o1 and o2 show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Show {
    /// The answer: lit if out_o reaches the threshold.
    #[default]
    Threshold,
    /// The answer if the output is within tolerance of 0 or 1. In between, the LED blinks: it is lit for the share
    /// out_o of each half second.
    Confidence,
}

/// The period of the blinking, in milliseconds: two blinks per second.
const BLINK_MS: u32 = 500;

impl Show {
    /// Both.
    pub const ALL: [Show; 2] = [Show::Threshold, Show::Confidence];

    /// The name in the config.
    pub const fn name(self) -> &'static str {
        match self {
            Show::Threshold => "threshold",
            Show::Confidence => "confidence",
        }
    }

    /// Whether the LED of this output, in \[0, 1\], is lit at `now`, the time since the start.
    ///
    /// ```
    /// use backpropd_machine::panel::Show;
    /// use std::time::Duration;
    /// let lit = |out, ms| Show::Confidence.lit(out, 0.5, 0.2, Duration::from_millis(ms));
    /// assert!(lit(0.3, 100) && !lit(0.3, 200)); // 150 of 500 ms
    /// assert!(lit(0.8, 499) && !lit(0.2, 0)); // sure of it
    /// assert!(!Show::Threshold.lit(0.3, 0.5, 0.2, Duration::ZERO));
    /// ```
    pub fn lit(self, out: f64, threshold: f64, tolerance: f64, now: Duration) -> bool {
        if self == Show::Threshold || out <= tolerance || out >= 1.0 - tolerance {
            return out >= threshold;
        }
        f64::from(now.subsec_millis() % BLINK_MS) < out * f64::from(BLINK_MS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::{Machine, Settings};
    use crate::panel::Levels;
    use crate::snapshot::Outs;
    use crate::trainer::Trainer;

    /// For ten seconds at 100 scans per second: the share of the time for which the LED is lit, and how often it turns
    /// on.
    fn ten_seconds(show: Show, out: f64) -> (f64, usize) {
        let lit: Vec<_> = (0..1000)
            .map(|scan| show.lit(out, 0.5, 0.2, Duration::from_millis(10) * scan))
            .collect();
        let share = lit.iter().filter(|lit| **lit).count() as f64 / 1000.0;
        let flashes = lit.windows(2).filter(|pair| !pair[0] && pair[1]).count();
        (share, flashes)
    }

    #[test]
    fn an_unsure_output_blinks_twice_a_second_for_its_share_of_the_time() {
        let mut outputs = 0;
        for percent in 0..=100 {
            let out = f64::from(percent) / 100.0;
            let (share, flashes) = ten_seconds(Show::Confidence, out);
            if (21..80).contains(&percent) {
                assert!((share - out).abs() <= 0.02, "{out}: {share}");
                assert_eq!(flashes, 19, "{out}");
            } else {
                assert_eq!((share, flashes), (out.round(), 0), "{out}");
            }
            let steady = f64::from(u8::from(out >= 0.5));
            assert_eq!(ten_seconds(Show::Threshold, out), (steady, 0), "{out}");
            outputs += 1;
        }
        assert_eq!(outputs, 101);
    }

    /// An untaught machine is uncertain: its LEDs blink, but its answer does not.
    #[test]
    fn a_machine_shows_how_sure_it_is_and_answers_steadily() {
        let settings = Settings {
            show: Show::Confidence,
            ..Settings::default()
        };
        let mut machines = 0;
        for seed in 0..50 {
            let mut machine = Machine::new(settings, Trainer::new(Default::default(), seed));
            let mut lit = [0; 2];
            let mut snapshot = machine.snapshot();
            for _ in 0..1000 {
                let leds = machine.scan(Levels::default(), &mut |_| {});
                lit[0] += u32::from(leds.o1);
                lit[1] += u32::from(leds.o2);
                let answer = std::mem::replace(&mut snapshot, machine.snapshot()).answer;
                assert_eq!(snapshot.answer, answer);
            }
            let Outs { o1, o2, .. } = snapshot.outs;
            for (lit, out) in lit.into_iter().zip([o1, o2]) {
                let tolerance = snapshot.tolerance;
                let is_unsure = out > tolerance && out < 1.0 - tolerance;
                let expected = if is_unsure { out } else { out.round() };
                let share = f64::from(lit) / 1000.0;
                assert!(
                    (share - expected).abs() <= 0.02,
                    "seed {seed}: {out}, {share}"
                );
            }
            machines += 1;
        }
        assert!(machines > 0);
    }

    /// A threshold within tolerance of 0 or 1 still decides.
    #[test]
    fn a_sure_output_shows_the_answer() {
        assert!(!Show::Confidence.lit(0.85, 0.9, 0.2, Duration::ZERO));
        assert!(Show::Confidence.lit(0.15, 0.1, 0.2, Duration::ZERO));
    }
}
