//! How long something small takes: the median over many batches, so that what else the computer does in between
//! counts little.

use backpropd::claim::Work;
use backpropd::nn::NonFinite;
use std::time::{Duration, Instant};

/// A batch takes at least this long, so that looking at the clock costs nothing beside it.
const BATCH: Duration = Duration::from_millis(1);

/// All batches together take about this long, unless to do it once takes longer.
const TOTAL: Duration = Duration::from_millis(200);

/// The time of doing `work` once, in nanoseconds. Does it at least once, and for about a fifth of a second.
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
