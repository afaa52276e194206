//! Limits the log for events that can happen any number of times: first all of them, then one line per minute.
//!
//! A person at the panel causes a line now and then. A chattering button, or a table that cannot be learned, causes
//! lines for as long as the power is on, and the log is on an SD card. Pure: time is an argument.

use std::fmt::Display;
use std::time::Duration;

/// Decides which lines are logged.
///
/// ```
/// use backpropd::daemon::log_limit::LogLimit;
/// use std::time::Duration;
/// let mut limit = LogLimit::default();
/// let seconds = 0..3600;
/// let lines: Vec<_> = seconds.filter_map(|s| limit.line(Duration::from_secs(s), &"taught 00 → 00")).collect();
/// assert_eq!(lines.len(), 50 + 59);
/// assert_eq!(lines.last().unwrap(), "taught 00 → 00 (after 59 lines that were left out)");
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct LogLimit {
    /// How many lines were logged since the last quiet minute.
    lines: u32,
    /// When the last line came, logged or not.
    latest: Duration,
    /// When the last line was logged.
    logged: Duration,
    left_out: u64,
}

impl LogLimit {
    /// This many lines are logged before the limit of one per minute applies.
    pub const FREE: u32 = 50;
    /// The interval between lines then. After a quiet time of this length, the limit starts again.
    pub const INTERVAL: Duration = Duration::from_secs(60);

    /// Whether a line may be logged at `now`, which must not go backwards.
    pub fn admits(&mut self, now: Duration) -> bool {
        if now.saturating_sub(self.latest) >= Self::INTERVAL {
            self.lines = 0;
        }
        self.latest = now;
        if self.lines >= Self::FREE && now.saturating_sub(self.logged) < Self::INTERVAL {
            self.left_out += 1;
            return false;
        }
        self.lines = self.lines.saturating_add(1);
        self.logged = now;
        true
    }

    /// The line to log at `now`; `None` if it is left out.
    pub fn line(&mut self, now: Duration, line: &dyn Display) -> Option<String> {
        self.admits(now)
            .then(|| match std::mem::take(&mut self.left_out) {
                0 => line.to_string(),
                1 => format!("{line} (after a line that was left out)"),
                many => format!("{line} (after {many} lines that were left out)"),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many of these lines are logged.
    fn logged(times: impl Iterator<Item = Duration>, limit: &mut LogLimit) -> u32 {
        times
            .filter(|now| limit.line(*now, &"line").is_some())
            .count() as u32
    }

    #[test]
    fn any_rate_of_lines_for_a_day_is_limited_to_one_a_minute() {
        const DAY: u64 = 24 * 60 * 60;
        for a_minute in [1, 2, 7, 60, 999, 6000] {
            let times = (0..DAY / 60 * a_minute)
                .map(|n| Duration::from_secs(60) * n as u32 / a_minute as u32);
            let lines = logged(times, &mut LogLimit::default());
            assert!(lines <= LogLimit::FREE + 24 * 60, "{a_minute}: {lines}");
            assert!(lines >= 24 * 60 - 1, "{a_minute}: {lines}");
        }
    }

    #[test]
    fn a_minute_of_calm_makes_it_all_ears_again() {
        let mut limit = LogLimit::default();
        let burst =
            |at: u64| (0..100).map(move |n| Duration::from_secs(at) + Duration::from_millis(n));
        assert_eq!(logged(burst(0), &mut limit), LogLimit::FREE);
        assert_eq!(logged(burst(30), &mut limit), 0);
        assert_eq!(logged(burst(91), &mut limit), LogLimit::FREE);
    }
}
