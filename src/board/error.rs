//! What can go wrong with a board, and what would mend it.

use std::io;
use thiserror::Error;

/// What went wrong with a board; its text names the pin or the file, and the remedy.
///
/// ```
/// use backpropd::board::Error;
/// let text = Error::NotARaspberryPi.to_string();
/// assert!(text.contains("backpropd demo") && text.contains(r#"board.kind = "sim""#));
/// ```
#[derive(Debug, Error)]
pub enum Error {
    /// `auto`, but this is some other computer.
    #[error(
        "this is not a Raspberry Pi, so there are no pins to use; to see it learn without one, run: backpropd demo; \
         to run the daemon on a simulated board, set board.kind = \"sim\" in its config"
    )]
    NotARaspberryPi,
    /// The program was built without the pins of the Raspberry Pi.
    #[error(
        "this program was built without Raspberry Pi pins; build it on Linux with the feature 'rpi'"
    )]
    WithoutRppal,
    /// A file of the GPIO hardware may not be opened.
    #[error(
        "no permission to open {path}; add yourself to the group gpio and log in again: \
         sudo usermod -aG gpio \"$USER\""
    )]
    Permission {
        /// The file.
        path: String,
    },
    /// The GPIO hardware's files are not there.
    #[error(
        "no GPIO device found ({looked_for}); is this a Raspberry Pi with a system that offers its pins, such as \
         Raspberry Pi OS? Elsewhere: backpropd demo, or board.kind = \"sim\""
    )]
    NoDevice {
        /// What was looked for.
        looked_for: &'static str,
    },
    /// rppal does not know this Raspberry Pi.
    #[error(
        "rppal does not know this model of Raspberry Pi (it knows those up to the Pi 5); \
         without its pins: backpropd demo, or board.kind = \"sim\""
    )]
    UnknownModel,
    /// A pin was asked for twice.
    #[error("{part}: BCM pin {pin} is in use already; give each part a pin of its own in [pins]")]
    PinInUse {
        /// The part of the panel.
        part: &'static str,
        /// The pin.
        pin: u8,
    },
    /// This board has no such pin.
    #[error("{part}: this board has no BCM pin {pin}; use one of 0 to 27 in [pins]")]
    NoSuchPin {
        /// The part of the panel.
        part: &'static str,
        /// The pin.
        pin: u8,
    },
    /// The system failed at something else.
    #[error(
        "the GPIO hardware cannot be opened: {0}; is another program changing it? Try again, or restart the Pi"
    )]
    Io(io::Error),
}

impl Error {
    /// Whether the same may work a moment later: right after boot, the device files come and get their permissions
    /// one by one.
    pub fn is_transient(&self) -> bool {
        matches!(self, Error::Permission { .. } | Error::NoDevice { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_names_the_place_and_the_remedy() {
        let path = "/dev/gpiomem".to_string();
        let (part, pin) = ("o1", 12);
        for (error, words, transient) in [
            (
                Error::NotARaspberryPi,
                ["backpropd demo", "board.kind"],
                false,
            ),
            (Error::WithoutRppal, ["feature", "'rpi'"], false),
            (
                Error::Permission { path },
                ["/dev/gpiomem", "group gpio"],
                true,
            ),
            (
                Error::NoDevice {
                    looked_for: "/dev/gpiochip0",
                },
                ["/dev/gpiochip0", "backpropd demo"],
                true,
            ),
            (Error::UnknownModel, ["model", "board.kind"], false),
            (
                Error::PinInUse { part, pin },
                ["o1: BCM pin 12", "[pins]"],
                false,
            ),
            (Error::NoSuchPin { part, pin }, ["o1", "0 to 27"], false),
            (
                Error::Io(io::Error::other("broken")),
                ["broken", "Try again"],
                false,
            ),
        ] {
            let text = error.to_string();
            for word in words {
                assert!(text.contains(word), "{word} is missing: {text}");
            }
            assert_eq!(error.is_transient(), transient, "{text}");
        }
    }
}
