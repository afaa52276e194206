//! The 40-pin header of every Raspberry Pi since the B+.

/// The BCM pins in the order of the header's pins, row by row of two; −1 is power or ground.
#[rustfmt::skip]
const HEADER: [i8; 40] = [
    -1, -1, //  1  2   3.3 V, 5 V
     2, -1, //  3  4   5 V
     3, -1, //  5  6   GND
     4, 14, //  7  8
    -1, 15, //  9 10   GND
    17, 18, // 11 12
    27, -1, // 13 14   GND
    22, 23, // 15 16
    -1, 24, // 17 18   3.3 V
    10, -1, // 19 20   GND
     9, 25, // 21 22
    11,  8, // 23 24
    -1,  7, // 25 26   GND
     0,  1, // 27 28
     5, -1, // 29 30   GND
     6, 12, // 31 32
    13, -1, // 33 34   GND
    19, 16, // 35 36
    26, 20, // 37 38
    -1, 21, // 39 40   GND
];

/// The pin of the 40-pin header, 1 to 40, on which a BCM pin stands; `None` for pins above 27, which are not on it.
///
/// ```
/// use backpropd::board::header_pin;
/// assert_eq!(header_pin(17), Some(11));
/// assert_eq!(header_pin(28), None);
/// ```
pub fn header_pin(bcm: u8) -> Option<usize> {
    let index = HEADER
        .iter()
        .position(|pin| i16::from(*pin) == i16::from(bcm))?;
    Some(index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bcm_pin_from_0_to_27_is_there_once() {
        for bcm in 0..=27 {
            assert_eq!(HEADER.iter().filter(|pin| **pin == bcm).count(), 1, "{bcm}");
        }
        assert_eq!(HEADER.iter().filter(|pin| **pin < 0).count(), 12);
    }
}
