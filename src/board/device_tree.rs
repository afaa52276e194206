//! Recognises a Raspberry Pi by the device tree's `compatible` list.

use std::fs;
use std::path::Path;

/// Whether this list, usually [`COMPATIBLE`](super::COMPATIBLE), says that this computer is a Raspberry Pi; false if it
/// cannot be read.
pub fn is_raspberry_pi(compatible: &Path) -> bool {
    fs::read(compatible).is_ok_and(|list| names_raspberry_pi(&list))
}

/// The list contains names that end in NUL, the board's own first: `raspberrypi,3-model-b`, `brcm,bcm2837`.
fn names_raspberry_pi(compatible: &[u8]) -> bool {
    let mut names = compatible.split(|byte| *byte == 0);
    names.any(|name| name.starts_with(b"raspberrypi,"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_a_raspberry_pi_by_its_name() {
        for (compatible, expected) in [
            (&b"raspberrypi,3-model-b\0brcm,bcm2837\0"[..], true),
            (b"raspberrypi,5-model-b\0brcm,bcm2712\0", true),
            (b"acme,carrier\0raspberrypi,4-compute-module\0", true),
            (b"radxa,rock-5b\0rockchip,rk3588\0", false),
            (b"acme,not-a-raspberrypi,3\0", false),
            (b"", false),
        ] {
            assert_eq!(names_raspberry_pi(compatible), expected);
        }
    }

    #[test]
    fn a_list_that_is_missing_or_no_list_names_none() {
        for path in ["no/such/file", "src", "Cargo.toml"] {
            assert!(!is_raspberry_pi(Path::new(path)), "{path}");
        }
    }
}
