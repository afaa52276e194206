//! Debouncing: from raw levels, which bounce for some milliseconds at every flip, to stable levels.
//!
//! A level counts once every scan of the debounce time has seen it. A contact that chatters faster than that never
//! counts. No clock: the time of each scan is an argument.

use super::{Input, Levels};
use std::time::Duration;

/// Follows the raw levels of all inputs.
///
/// ```
/// use backpropd_machine::panel::{Debouncer, Input, Levels};
/// use std::time::Duration;
/// let ms = Duration::from_millis;
/// let mut debouncer = Debouncer::new(ms(20));
/// let mut raw = Levels::default();
/// debouncer.update(ms(0), raw);
/// assert_eq!(debouncer.get(Input::Teach), None); // too early to say
/// debouncer.update(ms(20), raw);
/// assert_eq!(debouncer.get(Input::Teach), Some(false));
/// raw.set(Input::Teach, true);
/// debouncer.update(ms(30), raw);
/// assert_eq!(debouncer.get(Input::Teach), Some(false)); // seen, not yet believed
/// debouncer.update(ms(50), raw);
/// assert_eq!(debouncer.get(Input::Teach), Some(true));
/// ```
#[derive(Clone, Debug)]
pub struct Debouncer {
    time: Duration,
    raw: Option<Levels>,
    /// Since when each raw level has not changed.
    since: [Duration; Input::ALL.len()],
    debounced: [Option<bool>; Input::ALL.len()],
}

impl Debouncer {
    /// A debouncer that accepts a level after `time` (0: at once).
    pub fn new(time: Duration) -> Self {
        Self {
            time,
            raw: None,
            since: [Duration::ZERO; Input::ALL.len()],
            debounced: [None; Input::ALL.len()],
        }
    }

    /// Takes the raw levels of the scan at `now`, the time since the start, which must not go backwards.
    pub fn update(&mut self, now: Duration, raw: Levels) {
        for input in Input::ALL {
            let part = input as usize;
            if self
                .raw
                .is_none_or(|last| last.get(input) != raw.get(input))
            {
                self.since[part] = now;
            }
            if now.saturating_sub(self.since[part]) >= self.time {
                self.debounced[part] = Some(raw.get(input));
            }
        }
        self.raw = Some(raw);
    }

    /// The debounced level of a part; `None` until it has been stable once.
    pub fn get(&self, input: Input) -> Option<bool> {
        self.debounced[input as usize]
    }

    /// The debounced levels of all parts; a part that has never been stable counts as inactive.
    pub fn levels(&self) -> Levels {
        let mut levels = Levels::default();
        for input in Input::ALL {
            levels.set(input, self.get(input) == Some(true));
        }
        levels
    }

    /// For how long the raw level of a part has not changed, at `now`.
    pub fn still_for(&self, input: Input, now: Duration) -> Duration {
        now.saturating_sub(self.since[input as usize])
    }

    /// For how long no raw level of the four switches has changed, at `now`.
    pub fn switches_still_for(&self, now: Duration) -> Duration {
        Input::SWITCHES
            .iter()
            .map(|&input| self.still_for(input, now))
            .min()
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TIME: Duration = Duration::from_millis(20);

    fn teach(active: bool) -> Levels {
        let mut levels = Levels::default();
        levels.set(Input::Teach, active);
        levels
    }

    /// A debouncer that has seen `teach` released for a second, at `Duration::ZERO` from here on.
    fn settled() -> Debouncer {
        let mut debouncer = Debouncer::new(TIME);
        debouncer.update(Duration::ZERO, teach(false));
        debouncer.update(TIME, teach(false));
        debouncer
    }

    #[test]
    fn a_level_counts_at_the_debounce_time_and_not_a_nanosecond_before() {
        let pressed = Duration::from_secs(1);
        for (held, believed) in [
            (Duration::ZERO, false),
            (TIME - Duration::from_nanos(1), false),
            (TIME, true),
            (TIME * 100, true),
        ] {
            let mut debouncer = settled();
            debouncer.update(pressed, teach(true));
            debouncer.update(pressed + held, teach(true));
            assert_eq!(debouncer.get(Input::Teach), Some(believed), "{held:?}");
        }
    }

    #[test]
    fn without_a_debounce_time_a_level_counts_at_once() {
        let mut debouncer = Debouncer::new(Duration::ZERO);
        debouncer.update(Duration::ZERO, teach(true));
        assert_eq!(debouncer.get(Input::Teach), Some(true));
        debouncer.update(Duration::ZERO, teach(false));
        assert_eq!(debouncer.get(Input::Teach), Some(false));
    }

    #[test]
    fn one_switch_that_chatters_does_not_hold_up_another() {
        let mut debouncer = Debouncer::new(TIME);
        for scan in 0..100 {
            let mut levels = teach(true);
            levels.set(Input::I1, scan % 2 == 0);
            debouncer.update(Duration::from_millis(10) * scan, levels);
        }
        assert_eq!(debouncer.get(Input::I1), None);
        assert_eq!(debouncer.get(Input::Teach), Some(true));
        assert!(debouncer.switches_still_for(Duration::from_millis(990)) < TIME);
    }

    proptest! {
        /// The definition itself, for any bouncing at any scan rate: a new level is accepted exactly when every scan of
        /// the last `TIME` has seen it.
        #[test]
        fn believes_what_was_still(steps in prop::collection::vec((0_u64..40_000, any::<bool>()), 1..200)) {
            let mut debouncer = Debouncer::new(TIME);
            let mut now = Duration::ZERO;
            let mut seen: Vec<(Duration, bool)> = Vec::new();
            let mut believed = None;
            for (micros, level) in steps {
                now += Duration::from_micros(micros);
                debouncer.update(now, teach(level));
                seen.push((now, level));
                let run = seen.iter().rev().take_while(|(_, was)| *was == level).last();
                if run.is_some_and(|(since, _)| now - *since >= TIME) {
                    believed = Some(level);
                }
                prop_assert_eq!(debouncer.get(Input::Teach), believed);
            }
        }
    }
}
