//! What can go wrong with a board, and what would mend it.

use super::{CONSUMER, device_tree};
use crate::instance::Taken;
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
        "this is not a Raspberry Pi (no sign of one in {}), so there are no pins to use; \
         to see it learn without one, run: backpropd demo; \
         to run the daemon on a simulated board, set board.kind = \"sim\" in its config; \
         if it is one that hides this, in a container say, set board.kind = \"rppal\"",
        device_tree::COMPATIBLE
    )]
    NotARaspberryPi,
    /// The program was built without what reaches pins.
    #[error(
        "this program was built without Raspberry Pi pins; build it on Linux with the feature 'rpi'"
    )]
    WithoutPins,
    /// Another daemon has the pins.
    #[error(transparent)]
    Taken(#[from] Taken),
    /// A file of the GPIO hardware may not be opened.
    #[error(
        "no permission to open {path}; add yourself to the group gpio and log in again: \
         sudo usermod -aG gpio \"$USER\""
    )]
    Permission {
        /// The file.
        path: String,
    },
    /// The file that gives access to the pins is not there, and there is no other way to them.
    #[error(
        "there is no {path}, through which the pins are reached; use a kernel that has it, such as \
         Raspberry Pi OS's, or, up to the Pi 4, run as root with the kernel parameter iomem=relaxed"
    )]
    NoGpiomem {
        /// The file.
        path: &'static str,
    },
    /// None of the GPIO chips that rppal finds is the Pi's own.
    #[error(
        "none of /dev/gpiochip0, /dev/gpiochip1, … is the chip of the Raspberry Pi's own pins, and the search ends \
         at the first number that is missing; set board.kind = \"gpiocdev\", or unplug other GPIO adapters and \
         restart the Pi"
    )]
    NoGpiochip,
    /// rppal does not know this Raspberry Pi, or it is none: rppal says the same of both.
    #[error(
        "this is not a Raspberry Pi, or rppal does not know this model of Raspberry Pi (it knows those up to the Pi 5); \
         set board.kind = \"gpiocdev\"; without its pins: backpropd demo, or board.kind = \"sim\""
    )]
    UnknownModel,
    /// None of the GPIO chips is the one that is looked for.
    #[error(
        "no GPIO chip has the name or label {wanted}; there are: {}; set board.chip to the one whose lines the pins are",
        or_none(.found)
    )]
    NoChip {
        /// The names or labels that it may have.
        wanted: String,
        /// The chips that there are, each by its name and label.
        found: Vec<String>,
    },
    /// A pin was asked for twice.
    #[error("{part}: BCM pin {pin} is in use already; give each part a pin of its own in [pins]")]
    PinInUse {
        /// The part of the panel.
        part: &'static str,
        /// The pin.
        pin: u8,
    },
    /// Somebody else holds the line of a pin.
    #[error(
        "{part}: BCM pin {pin} is held by {}; give {part} another pin in [pins], or end that",
        who(.holder)
    )]
    PinHeld {
        /// The part of the panel.
        part: &'static str,
        /// The pin.
        pin: u8,
        /// Who the kernel says it is; empty when it does not say.
        holder: String,
    },
    /// This board has no such pin.
    #[error("{part}: this board has no BCM pin {pin}; use one of 0 to 27 in [pins]")]
    NoSuchPin {
        /// The part of the panel.
        part: &'static str,
        /// The pin.
        pin: u8,
    },
    /// The files of the GPIO hardware are there and may be opened, but do not work.
    #[error(
        "{path} or /dev/gpiochip0 and those after it do not work as rppal expects: {error}; \
         update the Pi's system and restart it"
    )]
    Io {
        /// The file through which the pins are reached.
        path: &'static str,
        /// What the system said.
        error: io::Error,
    },
    /// A GPIO chip is there and may be opened, but does not work.
    #[error(
        "{path} does not work as gpiocdev expects: {error}; \
         it needs Linux 5.10 or newer, and an adapter has to stay plugged in"
    )]
    Chip {
        /// The chip's file.
        path: String,
        /// What the system said.
        error: io::Error,
    },
}

/// A list, which may be empty.
fn or_none(names: &[String]) -> String {
    match names {
        [] => "none".into(),
        names => names.join(", "),
    }
}

/// The holder of a line in words.
fn who(holder: &str) -> String {
    match holder {
        "" => "something without a name, such as a bus".into(),
        CONSUMER => "another backpropd (sudo systemctl stop backpropd)".into(),
        name => format!("'{name}'"),
    }
}

impl Error {
    /// Whether the same may work a moment later: right after boot, the device files come and get their permissions
    /// one by one.
    pub fn is_transient(&self) -> bool {
        matches!(
            self,
            Error::Permission { .. }
                | Error::NoGpiomem { .. }
                | Error::NoGpiochip
                | Error::NoChip { .. }
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_names_the_place_and_the_remedy() {
        let (part, pin) = ("o1", 12);
        let path = "/dev/gpiomem";
        let held_by = |holder: &str| Error::PinHeld {
            part,
            pin,
            holder: holder.into(),
        };
        let (wanted, chip) = ("pinctrl-rp1", "/dev/gpiochip0");
        let found = vec!["gpiochip0 (a)".into(), "gpiochip1 (b)".into()];
        let broken = || io::Error::other("odd");
        #[rustfmt::skip]
        let cases = [
            (Error::NotARaspberryPi, ["/sys/firmware/", "backpropd demo", "board.kind = \"sim\""], false),
            (Error::WithoutPins, ["Raspberry Pi pins", "on Linux", "'rpi'"], false),
            (Error::Taken(Taken::Pins { pid: Some(718) }), ["pid 718", "pins", "kill 718"], false),
            (Error::Permission { path: path.into() }, [path, "group gpio", "sudo usermod -aG gpio"], true),
            (Error::NoGpiomem { path }, [path, "Raspberry Pi OS", "as root"], true),
            (Error::NoGpiochip, ["/dev/gpiochip0", "board.kind = \"gpiocdev\"", "unplug"], true),
            (Error::UnknownModel, ["this is not a Raspberry Pi, or", "board.kind = \"gpiocdev\"", "backpropd demo"], false),
            (Error::PinInUse { part, pin }, ["o1:", "BCM pin 12", "[pins]"], false),
            (Error::NoSuchPin { part, pin }, ["o1:", "BCM pin 12", "0 to 27"], false),
            (Error::Io { path, error: broken() }, [path, "odd", "update"], false),
            (Error::NoChip { wanted: wanted.into(), found }, [wanted, "are: gpiochip0 (a), gpiochip1 (b);", "board.chip"], true),
            (Error::NoChip { wanted: wanted.into(), found: vec![] }, [wanted, "there are: none;", "board.chip"], true),
            (held_by("w1"), ["o1: BCM pin 12", "held by 'w1'", "another pin in [pins]"], false),
            (held_by(CONSUMER), ["o1: BCM pin 12", "another backpropd", "sudo systemctl stop"], false),
            (held_by(""), ["o1: BCM pin 12", "without a name", "another pin in [pins]"], false),
            (Error::Chip { path: chip.into(), error: broken() }, [chip, "odd", "Linux 5.10"], false),
        ];
        for (error, words, transient) in cases {
            let text = error.to_string();
            for word in words {
                assert!(text.contains(word), "{word} is missing: {text}");
            }
            assert!(
                !text.contains('\n') && !text.contains("  "),
                "not one line: {text}"
            );
            assert_eq!(error.is_transient(), transient, "{text}");
        }
    }
}
