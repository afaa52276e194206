//! How a contact bounces, from its raw levels.

use serde::Serialize;
use std::time::Duration;

/// A contact that has been still for this long has settled. People flip more slowly than this.
const SETTLED_AFTER: Duration = Duration::from_millis(60);

/// What was measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Chatter {
    /// How many flips there were.
    pub flips: u32,
    /// The longest bounce, from the first change of a flip to its last.
    #[serde(rename = "longest_ms", serialize_with = "as_ms")]
    pub longest: Duration,
}

fn as_ms<S: serde::Serializer>(time: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(time.as_secs_f64() * 1e3)
}

/// Follows a contact's raw level and counts its flips.
///
/// ```
/// use backpropd_machine::doctor::Bounces;
/// use std::time::Duration;
/// let ms = Duration::from_millis;
/// let mut bounces = Bounces::new(false);
/// for (time, level) in [(10, true), (11, false), (15, true), (80, true)] {
///     bounces.update(ms(time), level);
/// }
/// assert_eq!(bounces.chatter().flips, 1);
/// assert_eq!(bounces.chatter().longest, ms(5));
/// ```
#[derive(Clone, Debug)]
pub struct Bounces {
    settled: bool,
    level: bool,
    /// The first and the last change of the current flip.
    changes: Option<(Duration, Duration)>,
    chatter: Chatter,
}

impl Bounces {
    /// Starts with a contact that has settled at this level.
    pub fn new(level: bool) -> Self {
        Self {
            settled: level,
            level,
            changes: None,
            chatter: Chatter::default(),
        }
    }

    /// Takes the level at `now`, which never goes backwards.
    pub fn update(&mut self, now: Duration, level: bool) {
        if level != self.level {
            self.level = level;
            let first = self.changes.map_or(now, |(first, _)| first);
            self.changes = Some((first, now));
        }
        let Some((first, last)) = self.changes else {
            return;
        };
        if now.saturating_sub(last) < SETTLED_AFTER {
            return;
        }
        self.changes = None;
        self.chatter.longest = self.chatter.longest.max(last - first);
        // Otherwise it is back where it was: a spark, not a flip.
        if level != self.settled {
            self.settled = level;
            self.chatter.flips += 1;
        }
    }

    /// What was measured so far.
    pub fn chatter(&self) -> Chatter {
        self.chatter
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chatter_of(changes: &[u64], until: u64) -> Chatter {
        let mut bounces = Bounces::new(false);
        let mut level = false;
        for time in 0..=until {
            level ^= changes.contains(&time);
            bounces.update(Duration::from_millis(time), level);
        }
        bounces.chatter()
    }

    #[test]
    fn a_clean_flip_takes_no_time() {
        let chatter = chatter_of(&[100, 300], 400);
        assert_eq!((chatter.flips, chatter.longest.as_millis()), (2, 0));
    }

    #[test]
    fn the_worst_flip_counts() {
        let chatter = chatter_of(&[100, 103, 104, 500, 520, 540], 700);
        assert_eq!((chatter.flips, chatter.longest.as_millis()), (2, 40));
    }

    #[test]
    fn a_spark_is_measured_but_not_counted() {
        let chatter = chatter_of(&[100, 109], 300);
        assert_eq!((chatter.flips, chatter.longest.as_millis()), (0, 9));
    }

    #[test]
    fn a_flip_counts_once_it_has_settled() {
        assert_eq!(chatter_of(&[100], 159).flips, 0);
        assert_eq!(chatter_of(&[100], 160).flips, 1);
    }
}
