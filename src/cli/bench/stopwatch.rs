//! How long something small takes: the median of many batches, so that other work of the computer hardly matters.

use backpropd::cost::Work;
use backpropd::nn::NonFinite;
use std::time::{Duration, Instant};

/// A batch takes at least this long, so that reading the clock costs next to nothing; and not much longer, so that most
/// batches are not interrupted even on a busy computer.
const BATCH: Duration = Duration::from_micros(100);

/// All batches together take about this long, or as long as the work takes once, if that is longer.
const TOTAL: Duration = Duration::from_millis(100);

/// The time that `work` takes once, in nanoseconds. Does it at least once, and for about a tenth of a second.
///
/// # Errors
/// The first that `work` returns.
pub fn nanoseconds(work: &mut Work) -> Result<f64, NonFinite> {
    let mut time = |times: u32| {
        let began = Instant::now();
        work(times)?;
        Ok(began.elapsed())
    };
    let (mut times, mut first) = (1, time(1)?);
    while first < BATCH {
        times *= 2;
        first = time(times)?;
    }
    let mut batches = vec![first];
    while batches.iter().sum::<Duration>() < TOTAL {
        batches.push(time(times)?);
    }
    batches.sort();
    Ok(batches[batches.len() / 2].as_secs_f64() * 1e9 / f64::from(times))
}
