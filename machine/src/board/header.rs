//! The 40-pin header of every Raspberry Pi since the B+.

use crate::messages;
use HeaderPin::{Bcm, Ground as GND, Power3V3 as V3, Power5V as V5};

/// The function of a pin of the header.
///
/// ```
/// use backpropd_machine::board::{HEADER, HeaderPin};
/// assert_eq!(HEADER[39 - 1], HeaderPin::Ground);
/// assert_eq!(HEADER[11 - 1], HeaderPin::Bcm(17));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderPin {
    /// 3.3 V supply.
    Power3V3,
    /// 5 V supply, which destroys any BCM pin connected to it.
    Power5V,
    /// Ground.
    Ground,
    /// A pin of the chip, by its BCM number.
    Bcm(u8),
}

/// The pins of the header in order, two per row.
#[rustfmt::skip]
pub const HEADER: [HeaderPin; 40] = [
    V3,      V5,      //  1  2
    Bcm(2),  V5,      //  3  4
    Bcm(3),  GND,     //  5  6
    Bcm(4),  Bcm(14), //  7  8
    GND,     Bcm(15), //  9 10
    Bcm(17), Bcm(18), // 11 12
    Bcm(27), GND,     // 13 14
    Bcm(22), Bcm(23), // 15 16
    V3,      Bcm(24), // 17 18
    Bcm(10), GND,     // 19 20
    Bcm(9),  Bcm(25), // 21 22
    Bcm(11), Bcm(8),  // 23 24
    GND,     Bcm(7),  // 25 26
    Bcm(0),  Bcm(1),  // 27 28
    Bcm(5),  GND,     // 29 30
    Bcm(6),  Bcm(12), // 31 32
    Bcm(13), GND,     // 33 34
    Bcm(19), Bcm(16), // 35 36
    Bcm(26), Bcm(20), // 37 38
    GND,     Bcm(21), // 39 40
];

/// The header pin, 1 to 40, of a BCM pin; `None` for BCM pins above 27, which are not on the header.
///
/// ```
/// use backpropd_machine::board::header_pin;
/// assert_eq!(header_pin(17), Some(11));
/// assert_eq!(header_pin(28), None);
/// ```
pub fn header_pin(bcm: u8) -> Option<usize> {
    let index = HEADER.iter().position(|pin| *pin == Bcm(bcm))?;
    Some(index + 1)
}

/// What else on a Raspberry Pi may use a BCM pin, if it is enabled.
///
/// ```
/// use backpropd_machine::board::other_use;
/// assert_eq!(other_use(4), Some("1-Wire"));
/// assert_eq!(other_use(17), None);
/// ```
pub fn other_use(bcm: u8) -> Option<&'static str> {
    match bcm {
        0 | 1 => Some(messages::config_used_by_hats()),
        2 | 3 => Some("I2C"),
        4 => Some("1-Wire"),
        7..=11 => Some("SPI"),
        14 | 15 => Some(messages::config_used_by_uart()),
        18..=21 => Some(messages::config_used_by_sound()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bcm_pin_from_0_to_27_is_there_once() {
        for bcm in 0..=27 {
            let there = HEADER.iter().filter(|pin| **pin == Bcm(bcm)).count();
            assert_eq!(there, 1, "{bcm}");
        }
    }

    #[test]
    fn power_and_ground_are_where_the_raspberry_pi_has_them() {
        let places = |kind| -> Vec<usize> {
            let pins = (1..=HEADER.len()).filter(|pin| HEADER[pin - 1] == kind);
            pins.collect()
        };
        assert_eq!(places(V3), [1, 17]);
        assert_eq!(places(V5), [2, 4]);
        assert_eq!(places(GND), [6, 9, 14, 20, 25, 30, 34, 39]);
    }
}
