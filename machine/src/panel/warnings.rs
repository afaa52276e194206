//! Warnings about the panel itself: a contact that keeps chattering, a stuck button.
//!
//! Pure, with the same amount of work in every scan. It only observes: the debouncer and the panel decide what the
//! levels mean.

use super::{Input, Levels};
use crate::messages;
use std::fmt;
use std::time::Duration;

/// How long a button may be held before a warning: far longer than any deliberate press.
pub(super) const HELD_TOO_LONG: Duration = Duration::from_secs(60);

/// A warning about the panel. Its text is a sentence with the remedy, in the language of the thread.
///
/// ```
/// use backpropd_machine::panel::{Input, Warning};
/// let text = Warning::Chatters(Input::I1).to_string();
/// assert_eq!(text, "i1 chatters: look for a loose wire or a worn contact");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warning {
    /// The level of this part keeps changing, more often than bounce or a hand would cause.
    Chatters(Input),
    /// This button has been held down for more than a minute.
    HeldTooLong(Input),
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Warning::Chatters(input) => messages::warning_chatters(input.name()),
            Warning::HeldTooLong(input) => messages::warning_held(input.name()),
        };
        f.write_str(&text)
    }
}

/// All warnings at one moment.
///
/// ```
/// use backpropd_machine::panel::{Input, Warning, Warnings};
/// let mut warnings = Warnings::default();
/// assert_eq!(warnings.iter().count(), 0);
/// warnings.held_too_long.set(Input::Teach, true);
/// assert!(warnings.iter().eq([Warning::HeldTooLong(Input::Teach)]));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Warnings {
    /// The parts that chatter.
    pub chatters: Levels,
    /// The buttons that have been held for more than a minute.
    pub held_too_long: Levels,
}

impl Warnings {
    /// One by one.
    pub fn iter(self) -> impl Iterator<Item = Warning> {
        let chatters = Input::ALL
            .into_iter()
            .filter(move |input| self.chatters.get(*input));
        let held = Input::ALL
            .into_iter()
            .filter(move |input| self.held_too_long.get(*input));
        (chatters.map(Warning::Chatters)).chain(held.map(Warning::HeldTooLong))
    }
}

/// Follows how often the raw level of each part changes.
///
/// A leaky bucket for each part: a change fills it, time drains it. A flip with its bounce is about ten changes, and a
/// hand hammering on a button makes twenty per second, but neither lasts. A part counts as chattering from the moment
/// its bucket is full until it is half empty, which takes most of a minute, so the warning does not come and go.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Chatter {
    last: Option<(Duration, Levels)>,
    /// In changes.
    fill: [f64; Input::ALL.len()],
    parts: Levels,
}

impl Chatter {
    /// How many changes drain per second.
    const LEAK: f64 = 2.0;
    /// How many changes fill a bucket.
    const FULL: f64 = 200.0;

    /// Takes the raw levels of the scan at `now`, the time since the start.
    pub fn update(&mut self, now: Duration, raw: Levels) {
        let Some((at, last)) = self.last.replace((now, raw)) else {
            return;
        };
        let leaked = Self::LEAK * now.saturating_sub(at).as_secs_f64();
        for input in Input::ALL {
            let fill = &mut self.fill[input as usize];
            let change = f64::from(last.get(input) != raw.get(input));
            *fill = (*fill + change - leaked).clamp(0.0, Self::FULL);
            if *fill >= Self::FULL {
                self.parts.set(input, true);
            } else if *fill <= Self::FULL / 2.0 {
                self.parts.set(input, false);
            }
        }
    }

    /// The parts that chatter.
    pub fn parts(&self) -> Levels {
        self.parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether i1 counts as chattering at each scan, for these raw levels at 100 scans per second.
    fn chatters(levels: impl IntoIterator<Item = bool>) -> Vec<bool> {
        let mut chatter = Chatter::default();
        let scans = levels.into_iter().zip(0..).map(|(active, scan)| {
            let mut raw = Levels::default();
            raw.set(Input::I1, active);
            chatter.update(Duration::from_millis(10) * scan, raw);
            let others = Input::ALL[1..].iter();
            assert!(others.into_iter().all(|input| !chatter.parts().get(*input)));
            chatter.parts().get(Input::I1)
        });
        scans.collect()
    }

    #[test]
    fn a_loose_wire_is_noticed_within_seconds_and_forgiven_within_a_minute() {
        let loose = (0..1000).map(|scan| scan % 2 == 0);
        let fixed = (0..6000).map(|_| true);
        let seen = chatters(loose.chain(fixed));
        assert!(!seen[200] && seen[300] && seen[5900] && !seen[6100]);
        let changes = seen.windows(2).filter(|pair| pair[0] != pair[1]).count();
        assert_eq!(changes, 2);
    }

    #[test]
    fn a_hand_that_hammers_on_a_button_does_not_count_as_a_loose_wire() {
        // Four presses per second for eight seconds, each edge with its own bounce.
        let down = [true, false].into_iter().chain([true; 10]);
        let up = [false, true].into_iter().chain([false; 11]);
        let presses = down.chain(up).cycle().take(800);
        assert!(!chatters(presses).contains(&true));
    }

    /// Whatever the rate, a warning does not come and go.
    #[test]
    fn the_warning_does_not_chatter() {
        for scans_per_change in 1..=200 {
            let minutes = (0..60_000).map(|scan| scan / scans_per_change % 2 == 0);
            let seen = chatters(minutes);
            let changes = seen.windows(2).filter(|pair| pair[0] != pair[1]).count();
            assert!(changes <= 1, "{scans_per_change}: {changes}");
        }
    }

    /// A contact that chatters for minutes is noticed at any rate that a hand could not produce.
    #[test]
    fn any_rate_beyond_a_hand_is_noticed() {
        for scans_per_change in 1..=33 {
            let minutes = (0..30_000).map(|scan| scan / scans_per_change % 2 == 0);
            assert!(chatters(minutes).contains(&true), "{scans_per_change}");
        }
        for scans_per_change in [51, 100, 1000] {
            let minutes = (0..30_000).map(|scan| scan / scans_per_change % 2 == 0);
            assert!(!chatters(minutes).contains(&true), "{scans_per_change}");
        }
    }
}
