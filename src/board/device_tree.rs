//! Which computer this is, as its kernel was told: the device tree's `compatible` list.

use std::fs;

/// Where Linux shows it. Not under `/proc`, which a service may not see in full.
const COMPATIBLE: &str = "/sys/firmware/devicetree/base/compatible";

/// Whether this computer is a Raspberry Pi.
pub fn is_raspberry_pi() -> bool {
    names_raspberry_pi(&fs::read(COMPATIBLE).unwrap_or_default())
}

/// The list holds names that end in NUL, the board's own first: `raspberrypi,3-model-b`, `brcm,bcm2837`.
fn names_raspberry_pi(compatible: &[u8]) -> bool {
    let mut names = compatible.split(|byte| *byte == 0);
    names.any(|name| name.starts_with(b"raspberrypi,"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_a_raspberry_pi_by_its_first_name() {
        for (compatible, expected) in [
            (&b"raspberrypi,3-model-b\0brcm,bcm2837\0"[..], true),
            (b"raspberrypi,5-model-b\0brcm,bcm2712\0", true),
            (b"radxa,rock-5b\0rockchip,rk3588\0", false),
            (b"acme,not-a-raspberrypi,3\0", false),
            (b"", false),
        ] {
            assert_eq!(names_raspberry_pi(compatible), expected);
        }
    }
}
