//! The adapters for real pins, and the choice between them.
//!
//! An adapter is a [`Board`]: it resolves polarity and pull, and knows nothing about debouncing, samples or networks.
//! It is chosen at run time; nothing here falls back to the simulated board by itself.

mod device_tree;
#[cfg(all(target_os = "linux", feature = "rpi"))]
mod gpiocdev;
#[cfg(all(target_os = "linux", feature = "rpi"))]
mod rppal;

pub use backpropd_machine::board::*;

use std::path::Path;

/// A board that has been opened.
///
/// ```
/// use backpropd::board::{self, Kind, Wiring};
/// let opened = board::open(Kind::Sim, &Wiring::default())?;
/// assert_eq!(opened.kind, Kind::Sim);
/// assert!(opened.panel.is_some());
/// # Ok::<(), board::Error>(())
/// ```
pub struct Opened {
    /// The board.
    pub board: Box<dyn Board>,
    /// Its kind; never `Auto`.
    pub kind: Kind,
    /// The person's side, if the board is simulated.
    pub panel: Option<SimPanel>,
}

impl Opened {
    fn new(board: impl Board + 'static, kind: Kind) -> Self {
        Self {
            board: Box::new(board),
            kind,
            panel: None,
        }
    }

    fn simulated(wiring: &Wiring) -> Self {
        let board = SimBoard::new(wiring);
        Self {
            panel: Some(board.panel()),
            ..Self::new(board, Kind::Sim)
        }
    }
}

/// Opens the board that the config asks for, with every LED off.
///
/// # Errors
/// If this computer does not have that board, or it cannot be opened. Never falls back to the simulated board.
pub fn open(kind: Kind, wiring: &Wiring) -> Result<Opened, Error> {
    open_on(Path::new(COMPATIBLE), kind, wiring)
}

/// The same on a computer with this `compatible` list in its device tree.
fn open_on(compatible: &Path, kind: Kind, wiring: &Wiring) -> Result<Opened, Error> {
    match kind {
        Kind::Sim => Ok(Opened::simulated(wiring)),
        Kind::Rppal => open_rppal(wiring),
        Kind::Gpiocdev => open_gpiocdev(wiring),
        Kind::Auto if device_tree::is_raspberry_pi(compatible) => {
            open_first(|| open_rppal(wiring), || open_gpiocdev(wiring))
        }
        Kind::Auto => Err(Error::NotARaspberryPi),
    }
}

#[cfg(all(target_os = "linux", feature = "rpi"))]
fn open_rppal(wiring: &Wiring) -> Result<Opened, Error> {
    let board = rppal::RppalBoard::open(wiring)?;
    Ok(Opened::new(board, Kind::Rppal))
}

#[cfg(all(target_os = "linux", feature = "rpi"))]
fn open_gpiocdev(wiring: &Wiring) -> Result<Opened, Error> {
    let board = gpiocdev::GpiocdevBoard::open(wiring)?;
    Ok(Opened::new(board, Kind::Gpiocdev))
}

#[cfg(not(all(target_os = "linux", feature = "rpi")))]
fn open_rppal(_: &Wiring) -> Result<Opened, Error> {
    Err(Error::WithoutPins)
}

#[cfg(not(all(target_os = "linux", feature = "rpi")))]
fn open_gpiocdev(_: &Wiring) -> Result<Opened, Error> {
    Err(Error::WithoutPins)
}

/// The header pins that a program or the kernel holds as GPIO lines, with the holders. The kernel tells this to anyone
/// who may open the chip.
#[cfg(all(target_os = "linux", feature = "rpi"))]
pub fn holders(wiring: &Wiring) -> Vec<(u8, String)> {
    gpiocdev::holders(wiring.chip.as_deref())
}

/// Without this feature, nothing is known.
#[cfg(not(all(target_os = "linux", feature = "rpi")))]
pub fn holders(_: &Wiring) -> Vec<(u8, String)> {
    Vec::new()
}

/// Opens a Raspberry Pi through rppal or, if rppal cannot work, through gpiocdev. If neither works, the error is
/// gpiocdev's: it needs only the chip, which rppal needs as well.
fn open_first(
    rppal: impl FnOnce() -> Result<Opened, Error>,
    gpiocdev: impl FnOnce() -> Result<Opened, Error>,
) -> Result<Opened, Error> {
    let error = match rppal() {
        Ok(opened) => return Ok(opened),
        Err(error) => error,
    };
    let Some(reason) = beyond_rppal(&error) else {
        return Err(error);
    };
    let opened = gpiocdev()?;
    log::info!("using the pins through gpiocdev: {reason}");
    Ok(opened)
}

/// Why rppal cannot work on this computer; `None` for a wiring error, which gpiocdev would report too.
fn beyond_rppal(error: &Error) -> Option<String> {
    match error {
        Error::UnknownModel => Some("rppal does not know this model of Raspberry Pi".into()),
        Error::NoGpiochip => Some("rppal does not find its GPIO chip by counting up from 0".into()),
        Error::NoGpiomem { path } => Some(format!("rppal needs {path}, which does not exist")),
        Error::Permission { path } => Some(format!("rppal has no permission to open {path}")),
        Error::Io { path, error } => Some(format!("rppal cannot use {path}: {error}")),
        Error::NotARaspberryPi
        | Error::WithoutPins
        | Error::Taken { .. }
        | Error::NoChip { .. }
        | Error::PinInUse { .. }
        | Error::PinHeld { .. }
        | Error::NoSuchPin { .. }
        | Error::Chip { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;

    /// The error of opening this kind of board on a computer other than a Raspberry Pi.
    fn error_elsewhere(kind: Kind) -> Option<Error> {
        open_on(Path::new("no/such/file"), kind, &Wiring::default()).err()
    }

    #[test]
    fn auto_never_simulates() {
        let error = error_elsewhere(Kind::Auto);
        assert!(matches!(error, Some(Error::NotARaspberryPi)), "{error:?}");
        assert!(error_elsewhere(Kind::Sim).is_none());
    }

    /// All ways in which rppal may fail on a Raspberry Pi.
    fn failures_of_rppal() -> Vec<Error> {
        let denied = |path: &str| Error::Permission { path: path.into() };
        let broken = |path| Error::Io {
            path,
            error: io::Error::other("odd"),
        };
        vec![
            Error::UnknownModel,
            Error::NoGpiochip,
            Error::NoGpiomem {
                path: "/dev/gpiomem",
            },
            Error::NoGpiomem {
                path: "/dev/gpiomem0",
            },
            denied("/dev/gpiomem"),
            denied("/dev/gpiomem0"),
            denied("/dev/gpiochip0"),
            broken("/dev/gpiomem"),
            broken("/dev/gpiomem0"),
        ]
    }

    /// What `auto` opens on a Raspberry Pi with these outcomes, and whether it tried gpiocdev.
    fn opened(
        rppal: Result<(), Error>,
        gpiocdev: Result<(), Error>,
    ) -> (Result<Kind, Error>, bool) {
        let mut tried = false;
        let simulated = |kind| Opened::new(SimBoard::default(), kind);
        let opened = open_first(
            || rppal.map(|()| simulated(Kind::Rppal)),
            || {
                tried = true;
                gpiocdev.map(|()| simulated(Kind::Gpiocdev))
            },
        );
        (opened.map(|opened| opened.kind), tried)
    }

    #[test]
    fn a_raspberry_pi_on_which_rppal_cannot_work_is_used_through_gpiocdev() {
        assert!(matches!(opened(Ok(()), Ok(())), (Ok(Kind::Rppal), false)));
        for error in failures_of_rppal() {
            let why = error.to_string();
            let (kind, _) = opened(Err(error), Ok(()));
            assert!(matches!(kind, Ok(Kind::Gpiocdev)), "{why}: {kind:?}");
        }
        println!("{} failures of rppal", failures_of_rppal().len());
    }

    #[test]
    fn a_pin_that_rppal_cannot_have_is_not_asked_of_gpiocdev() {
        let part = "o1";
        for error in [
            Error::PinInUse { part, pin: 12 },
            Error::NoSuchPin { part, pin: 90 },
            Error::WithoutPins,
        ] {
            let why = error.to_string();
            let (kind, tried) = opened(Err(error), Ok(()));
            assert_eq!(kind.map_err(|error| error.to_string()), Err(why));
            assert!(!tried);
        }
    }

    #[test]
    fn where_neither_can_work_the_error_is_gpiocdev_s() {
        for error in failures_of_rppal() {
            let denied = Error::Permission {
                path: "/dev/gpiochip7".into(),
            };
            let expected = denied.to_string();
            let (kind, _) = opened(Err(error), Err(denied));
            assert_eq!(kind.map_err(|error| error.to_string()), Err(expected));
        }
    }

    #[test]
    fn the_reason_names_the_file_and_no_remedy() {
        for error in failures_of_rppal() {
            let reason = beyond_rppal(&error).expect("a failure of rppal");
            assert!(reason.starts_with("rppal "), "{reason}");
            assert!(!reason.contains(';'), "{reason}");
            if let Error::NoGpiomem { path } | Error::Io { path, .. } = error {
                assert!(reason.contains(path), "{reason}");
            }
        }
    }

    #[cfg(not(all(target_os = "linux", feature = "rpi")))]
    #[test]
    fn without_pins_the_boards_that_have_some_say_so() {
        for kind in [Kind::Rppal, Kind::Gpiocdev] {
            let error = error_elsewhere(kind);
            assert!(matches!(error, Some(Error::WithoutPins)), "{error:?}");
        }
    }
}
