//! What can go wrong with a board, and how to fix it.

use crate::messages;
use crate::printable::{printable, shown};
use crate::said;
use std::io;
use thiserror::Error;

/// Where Linux shows the device tree's `compatible` list. `/proc/device-tree` is only a link to it, and the systemd unit
/// hides that part of `/proc`.
pub const COMPATIBLE: &str = "/sys/firmware/devicetree/base/compatible";

/// The name under which the kernel lists our pins.
pub const CONSUMER: &str = "backpropd";

/// An error of a board. Its text names the pin or the file, and the remedy.
///
/// ```
/// use backpropd_machine::board::Error;
/// let text = Error::NotARaspberryPi.to_string();
/// assert!(text.contains("backpropd demo") && text.contains(r#"board.kind = "sim""#));
/// ```
#[derive(Debug, Error)]
pub enum Error {
    /// `auto`, but this is some other computer.
    #[error("{}", messages::board_not_a_raspberry_pi(COMPATIBLE))]
    NotARaspberryPi,
    /// The program was built without support for pins.
    #[error("{}", messages::board_without_pins())]
    WithoutPins,
    /// Another daemon uses the pins.
    #[error("{}", taken(.pid))]
    Taken {
        /// Its process, if the system shows it.
        pid: Option<u32>,
    },
    /// A file of the GPIO hardware may not be opened.
    #[error("{}", messages::board_permission(path))]
    Permission {
        /// The file.
        path: String,
    },
    /// The file that rppal uses to reach the pins does not exist.
    #[error("{}", messages::board_no_gpiomem(path))]
    NoGpiomem {
        /// The file.
        path: &'static str,
    },
    /// None of the GPIO chips that rppal finds is the Pi's own.
    #[error("{}", messages::board_no_gpiochip())]
    NoGpiochip,
    /// rppal does not know this Raspberry Pi, or the computer is not one: rppal reports both in the same way.
    #[error("{}", messages::board_unknown_model())]
    UnknownModel,
    /// The GPIO chip was not found.
    #[error("{}", no_chip(wanted, found))]
    NoChip {
        /// The names or labels that were looked for.
        wanted: String,
        /// The chips that exist, each with its name and label.
        found: Vec<String>,
    },
    /// Two parts have the same pin.
    #[error("{}", messages::board_pin_in_use(part, pin))]
    PinInUse {
        /// The part of the panel.
        part: &'static str,
        /// The pin.
        pin: u8,
    },
    /// Another process holds the line of a pin.
    #[error("{}", held(part, *pin, holder))]
    PinHeld {
        /// The part of the panel.
        part: &'static str,
        /// The pin.
        pin: u8,
        /// Its name as reported by the kernel; empty if the kernel reports none.
        holder: String,
    },
    /// This board has no such pin.
    #[error("{}", messages::board_no_such_pin(part, pin))]
    NoSuchPin {
        /// The part of the panel.
        part: &'static str,
        /// The pin.
        pin: u8,
    },
    /// The files of the GPIO hardware exist and can be opened, but do not work.
    #[error("{}", messages::board_io(path, said::io(error)))]
    Io {
        /// The file.
        path: &'static str,
        /// What the system said.
        error: io::Error,
    },
    /// A GPIO chip exists and can be opened, but does not work.
    #[error("{}", messages::board_chip_io(path, said::io(error)))]
    Chip {
        /// The chip's file.
        path: String,
        /// What the system said.
        error: io::Error,
    },
}

fn taken(pid: &Option<u32>) -> String {
    match pid {
        Some(pid) => messages::board_taken_by(pid),
        None => messages::board_taken().into(),
    }
}

fn no_chip(wanted: &str, found: &[String]) -> String {
    match found {
        [] => messages::board_no_chips(shown(wanted)),
        found => messages::board_no_chip(shown(wanted), printable(&found.join(", "))),
    }
}

fn held(part: &str, pin: u8, holder: &str) -> String {
    match holder {
        "" => messages::board_pin_held_by_nobody(part, pin),
        CONSUMER => messages::board_pin_held_by_us(part, pin),
        name => messages::board_pin_held(part, pin, shown(name)),
    }
}

impl Error {
    /// Whether a retry may succeed: right after boot, device files appear and get their permissions one by one.
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
        let part = "o1";
        let pin = 12;
        let path = "/dev/gpiomem";
        let held_by = |holder: &str| Error::PinHeld {
            part,
            pin,
            holder: holder.into(),
        };
        let wanted = "pinctrl-rp1";
        let chip = "/dev/gpiochip0";
        let found = vec!["gpiochip0 (a)".into(), "gpiochip1 (b)".into()];
        let broken = || io::Error::other("odd");
        #[rustfmt::skip]
        let cases = [
            (Error::NotARaspberryPi, ["/sys/firmware/", "backpropd demo", "board.kind = \"sim\""], false),
            (Error::WithoutPins, ["Raspberry Pi pins", "on Linux", "'rpi'"], false),
            (Error::Taken { pid: Some(718) }, ["pid 718", "pins", "kill 718"], false),
            (Error::Permission { path: path.into() }, [path, "group gpio", "sudo usermod -aG gpio"], true),
            (Error::NoGpiomem { path }, [path, "board.kind = \"gpiocdev\"", "Raspberry Pi OS"], true),
            (Error::NoGpiochip, ["/dev/gpiochip0", "board.kind = \"gpiocdev\"", "unplug"], true),
            (Error::UnknownModel, ["not a Raspberry Pi, or", "board.kind = \"gpiocdev\"", "backpropd demo"], false),
            (Error::PinInUse { part, pin }, ["o1:", "BCM pin 12", "[pins]"], false),
            (Error::NoSuchPin { part, pin }, ["o1:", "BCM pin 12", "0 to 27"], false),
            (Error::Io { path, error: broken() }, [path, "odd", "update"], false),
            (Error::NoChip { wanted: wanted.into(), found }, [wanted, "found: gpiochip0 (a), gpiochip1 (b);", "board.chip"], true),
            (Error::NoChip { wanted: wanted.into(), found: vec![] }, [wanted, "no GPIO chips at all;", "board.chip"], true),
            (held_by("w1"), ["o1: BCM pin 12", "held by 'w1'", "another pin in [pins]"], false),
            (held_by(CONSUMER), ["o1: BCM pin 12", "another backpropd", "sudo systemctl stop"], false),
            (held_by(""), ["o1: BCM pin 12", "does not say by what", "another pin in [pins]"], false),
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
