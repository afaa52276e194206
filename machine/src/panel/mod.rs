//! The panel: from the raw levels of switches and buttons to the person's intent.
//!
//! Place in the flow: `Board::read →` **`Panel`** `→ PanelEvent → Trainer`, and back `Trainer →` **`status_lit`** `→
//! LedPattern → Board::write`. It knows no pins and voltages (those are the board's), no networks, and no clock: time
//! is an argument.

mod debounce;
mod parts;
mod show;
mod status;
mod warnings;

pub use debounce::Debouncer;
pub use parts::{Input, Led, LedPattern, Levels, Part};
pub use show::Show;
pub use status::{flicker, status_lit};
pub use warnings::{Warning, Warnings};

use crate::trainer::Sample;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use warnings::{Chatter, HELD_TOO_LONG};

/// How long `forget` must be held to forget everything.
pub const FORGET_ALL_AFTER: Duration = Duration::from_secs(2);

/// How a panel reads its switches.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// A level counts once it has been the same for this long.
    #[serde(rename = "debounce_ms", with = "milliseconds")]
    pub debounce: Duration,
    /// Without a teach button, a sample is taken once the switches have not changed for this long.
    #[serde(rename = "settle_ms", with = "milliseconds")]
    pub settle: Duration,
    /// Whether there is a teach button.
    pub has_teach: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            debounce: Duration::from_millis(20),
            settle: Duration::from_millis(1500),
            has_teach: true,
        }
    }
}

/// A time in a file: whole milliseconds.
mod milliseconds {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use std::time::Duration;

    pub fn serialize<S: Serializer>(time: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
        (time.as_millis() as u64).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
        u64::deserialize(deserializer).map(Duration::from_millis)
    }
}

/// What the person asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PanelEvent {
    /// New weights: `forget` was pressed.
    Forget,
    /// Forgetting everything: `forget` was held.
    ForgetAll,
    /// Learning this sample.
    Teach(Sample),
}

/// Follows the raw levels, scan by scan, and reports what the person asked for.
///
/// The first debounced level of a part is its position at the start, which is not an event.
///
/// ```
/// use backpropd_machine::panel::{Input, Levels, Panel, PanelEvent, Settings};
/// use std::time::Duration;
/// let mut panel = Panel::new(Settings::default());
/// let mut raw = Levels::default();
/// let mut events = Vec::new();
/// for scan in 0..100 {
///     raw.set(Input::Teach, scan >= 50); // pressed half a second after the start
///     events.extend(panel.update(Duration::from_millis(10 * scan), raw));
/// }
/// assert_eq!(events, [PanelEvent::Teach(raw.sample())]);
/// ```
#[derive(Clone, Debug)]
pub struct Panel {
    settings: Settings,
    debouncer: Debouncer,
    chatter: Chatter,
    /// `teach` was pressed or a target switch moved, and the sample has not been taken yet.
    pending: bool,
    /// `teach` was pressed and has not been released.
    teach_held: bool,
    /// Since when `forget` has been held, until everything is forgotten.
    forget_held_since: Option<Duration>,
}

impl Panel {
    /// A panel before its first scan.
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            debouncer: Debouncer::new(settings.debounce),
            chatter: Chatter::default(),
            pending: false,
            teach_held: false,
            forget_held_since: None,
        }
    }

    /// Takes the raw levels of the scan at `now`, the time since the start, and returns what the person asked for.
    pub fn update(
        &mut self,
        now: Duration,
        raw: Levels,
    ) -> impl Iterator<Item = PanelEvent> + use<> {
        let before = self.debouncer.clone();
        self.debouncer.update(now, raw);
        self.chatter.update(now, raw);
        let moved = |input: Input| {
            before.get(input).is_some() && before.get(input) != self.debouncer.get(input)
        };
        let pressed = |input: Input| moved(input) && self.debouncer.get(input) == Some(true);

        let asked_to_teach = if self.settings.has_teach {
            pressed(Input::Teach)
        } else {
            moved(Input::T1) || moved(Input::T2)
        };
        let forget_pressed = pressed(Input::Forget);
        let teach_down = self.debouncer.get(Input::Teach) == Some(true);

        self.teach_held = teach_down && (self.teach_held || pressed(Input::Teach));
        self.pending |= asked_to_teach;
        let forget = self.forget(now, forget_pressed);
        [forget, self.take_sample(now)].into_iter().flatten()
    }

    /// Whether `forget` is down and may still become a hold. Once everything is forgotten it counts as released, so a
    /// stuck button does not stop training.
    pub fn is_forgetting(&self) -> bool {
        self.forget_held_since.is_some()
    }

    /// The debounced levels.
    pub fn levels(&self) -> Levels {
        self.debouncer.levels()
    }

    /// The sample that is held on the panel, if `teach` is down and the switches are stable.
    pub fn held(&self, now: Duration) -> Option<Sample> {
        (self.teach_held && self.still(now)).then(|| self.levels().sample())
    }

    /// The warnings at `now`.
    pub fn warnings(&self, now: Duration) -> Warnings {
        let mut held_too_long = Levels::default();
        for button in [Input::Teach, Input::Forget] {
            let down = self.debouncer.get(button) == Some(true);
            let long = self.debouncer.still_for(button, now) >= HELD_TOO_LONG;
            held_too_long.set(button, down && long);
        }
        Warnings {
            chatters: self.chatter.parts(),
            held_too_long,
        }
    }

    /// A switch that is being flipped has no meaning yet, so a sample waits until all four are stable.
    fn take_sample(&mut self, now: Duration) -> Option<PanelEvent> {
        if !self.pending || !self.still(now) {
            return None;
        }
        self.pending = false;
        Some(PanelEvent::Teach(self.levels().sample()))
    }

    fn still(&self, now: Duration) -> bool {
        let time = if self.settings.has_teach {
            self.settings.debounce
        } else {
            self.settings.settle.max(self.settings.debounce)
        };
        self.debouncer.switches_still_for(now) >= time
    }

    fn forget(&mut self, now: Duration, pressed: bool) -> Option<PanelEvent> {
        if pressed {
            self.forget_held_since = Some(now);
            return Some(PanelEvent::Forget);
        }
        if !self.levels().get(Input::Forget) {
            self.forget_held_since = None;
        }
        let since = self.forget_held_since?;
        if now.saturating_sub(since) < FORGET_ALL_AFTER {
            return None;
        }
        // A sample from before this moment is forgotten too: to teach it again, press again.
        (self.pending, self.teach_held) = (false, false);
        self.forget_held_since = None;
        Some(PanelEvent::ForgetAll)
    }
}
