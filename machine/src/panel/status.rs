//! The status LED, which shows the state of learning.
//!
//! Pure: it depends only on the state and the time.

use crate::trainer::State;
use std::time::Duration;

/// For how long a restart is shown.
const RESTART_SHOWN_FOR: Duration = Duration::from_secs(1);

/// Whether the status LED is lit at `now`, the time since the start.
///
/// `restarted` is the time of the latest restart, if there was one.
///
/// | what is going on          | LED                                    |
/// |---------------------------|----------------------------------------|
/// | nothing taught            | off                                    |
/// | learning                  | slow blink: ½ s on, ½ s off            |
/// | learned                   | on                                     |
/// | just restarted, impossible| double blink: two short flashes a second |
///
/// While `forget` is held, [`flicker`] takes its place.
///
/// ```
/// use backpropd_machine::{panel::status_lit, trainer::State};
/// use std::time::Duration;
/// assert!(status_lit(State::Learned, Duration::from_millis(700), None));
/// assert!(!status_lit(State::Learning, Duration::from_millis(700), None));
/// ```
pub fn status_lit(state: State, now: Duration, restarted: Option<Duration>) -> bool {
    let since_restart = restarted
        .map(|at| now.saturating_sub(at))
        .filter(|since| *since < RESTART_SHOWN_FOR);
    match (state, since_restart) {
        (State::Idle, _) => false,
        (State::Learning, Some(since)) => double_blink(since),
        (State::Learning, None) => now.subsec_millis() < 500,
        (State::Learned, _) => true,
        (State::Impossible, _) => double_blink(now),
    }
}

/// Whether the status LED is lit at `now` while `forget` is held: five flashes a second, until everything is forgotten.
///
/// ```
/// use backpropd_machine::panel::flicker;
/// use std::time::Duration;
/// assert!(flicker(Duration::ZERO) && !flicker(Duration::from_millis(100)));
/// ```
pub fn flicker(now: Duration) -> bool {
    (now.subsec_millis() / 100).is_multiple_of(2)
}

fn double_blink(time: Duration) -> bool {
    matches!(time.subsec_millis(), 0..100 | 200..300)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);

    /// The flashes of one second, in steps of 50 ms from `start`: `#` lit, `.` dark.
    fn second(state: State, start: Duration, restarted: Option<Duration>) -> String {
        (0..20)
            .map(|step| status_lit(state, start + 50 * step * MS, restarted))
            .map(|lit| if lit { '#' } else { '.' })
            .collect()
    }

    #[test]
    fn each_state_has_its_own_pattern() {
        let at = Duration::from_secs(7);
        assert_eq!(second(State::Idle, at, None), "....................");
        assert_eq!(second(State::Learning, at, None), "##########..........");
        assert_eq!(second(State::Learned, at, None), "####################");
        assert_eq!(second(State::Impossible, at, None), "##..##..............");
    }

    #[test]
    fn a_restart_is_shown_for_a_second_from_its_own_beginning() {
        let restarted = 7_350 * MS;
        let seen = second(State::Learning, restarted, Some(restarted));
        assert_eq!(seen, "##..##..............");
        let after = second(State::Learning, Duration::from_secs(9), Some(restarted));
        assert_eq!(after, "##########..........");
        // Learned takes precedence, however recent the restart.
        let learned = second(State::Learned, restarted, Some(restarted));
        assert_eq!(learned, "####################");
    }
}
