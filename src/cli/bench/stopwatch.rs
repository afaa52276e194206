//! How long something small takes: the median over many batches, so that what else the computer does in between
//! counts little.

use backpropd::nn::NonFinite;
use std::time::{Duration, Instant};

/// A batch takes at least this long, so that looking at the clock costs nothing beside it.
const BATCH: Duration = Duration::from_millis(1);

/// All batches together take about this long, unless a single call takes longer.
const TOTAL: Duration = Duration::from_millis(200);

/// The time of one call of `work`, in nanoseconds. Calls it at least once, and for about a fifth of a second.
///
/// # Errors
/// The first that `work` returns.
pub fn nanoseconds(mut work: impl FnMut() -> Result<(), NonFinite>) -> Result<f64, NonFinite> {
    let mut time = |calls: u32| {
        let began = Instant::now();
        for _ in 0..calls {
            work()?;
        }
        Ok(began.elapsed())
    };
    let (mut calls, mut first) = (1, time(1)?);
    while first < BATCH {
        calls *= 2;
        first = time(calls)?;
    }
    let mut batches = vec![first];
    while batches.iter().sum::<Duration>() < TOTAL {
        batches.push(time(calls)?);
    }
    batches.sort();
    Ok(batches[batches.len() / 2].as_secs_f64() * 1e9 / f64::from(calls))
}
