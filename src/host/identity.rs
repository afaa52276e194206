//! Identifies the board by a hash of its serial number, to recognise a copy of a state on a different board.
//!
//! Place: read once at the start. Only the hash leaves this file. It hides the serial number from readers, but not from
//! someone who hashes every possible serial number.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::fs;
use std::hash::Hasher;
use std::path::Path;

/// A board, as the hash of its serial number. In a file: 16 hexadecimal digits.
///
/// ```
/// use backpropd::host::identity::Identity;
/// let root = tempfile::tempdir()?;
/// assert_eq!(Identity::of_computer(root.path()), None);
/// let folder = root.path().join("sys/firmware/devicetree/base");
/// std::fs::create_dir_all(&folder)?;
/// std::fs::write(folder.join("serial-number"), "10000000c0ffee42\0")?;
/// assert!(Identity::of_computer(root.path()).is_some());
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity(u64);

impl Identity {
    /// The identity of the computer with its file system at `root`, usually `/`: from the serial number in its device
    /// tree, else from the address of its first network interface with an address of its own.
    pub fn of_computer(root: &Path) -> Option<Self> {
        serial_number(root)
            .or_else(|| network_address(root))
            .map(|serial| Self::of(&serial))
    }

    fn of(serial: &str) -> Self {
        // SipHash 2-4, as documented. The hasher that replaces it may change between versions of Rust.
        #[allow(deprecated)]
        let mut hasher = std::hash::SipHasher::new_with_keys(
            u64::from_be_bytes(*b"backprop"),
            u64::from_be_bytes(*b"d: board"),
        );
        hasher.write(serial.as_bytes());
        Self(hasher.finish())
    }

    /// The hash.
    pub fn hash(self) -> u64 {
        self.0
    }
}

impl Serialize for Identity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:016x}", self.0))
    }
}

impl<'de> Deserialize<'de> for Identity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let digits = String::deserialize(deserializer)?;
        u64::from_str_radix(&digits, 16)
            .map(Self)
            .map_err(D::Error::custom)
    }
}

/// A serial number, unless it is not set.
fn serial_number(root: &Path) -> Option<String> {
    let number = text(&root.join("sys/firmware/devicetree/base/serial-number"))?;
    number.chars().any(|digit| digit != '0').then_some(number)
}

/// The address that a network interface got from its maker. Loopback and virtual interfaces have no device; an invented
/// address has another type of assignment, or the bit for "locally administered".
fn network_address(root: &Path) -> Option<String> {
    let mut interfaces: Vec<_> = fs::read_dir(root.join("sys/class/net"))
        .ok()?
        .flatten()
        .map(|entry| entry.path())
        .filter(|interface| interface.join("device").exists())
        .filter(|interface| text(&interface.join("addr_assign_type")).as_deref() == Some("0"))
        .collect();
    interfaces.sort();
    let addresses = interfaces.iter().filter_map(|it| text(&it.join("address")));
    addresses.into_iter().find(|address| {
        let first = address
            .get(..2)
            .and_then(|byte| u8::from_str_radix(byte, 16).ok());
        let is_set = address.chars().any(|digit| !"0:".contains(digit));
        is_set && first.is_some_and(|byte| byte & 0b10 == 0)
    })
}

/// The contents of a file of the kernel, without the NUL or newline at the end.
fn text(path: &Path) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let text = text.trim_matches(['\0', ' ', '\n']);
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A computer with these files.
    fn computer(files: &[(&str, &str)]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        root
    }

    fn identity(files: &[(&str, &str)]) -> Option<Identity> {
        Identity::of_computer(computer(files).path())
    }

    const SERIAL: &str = "sys/firmware/devicetree/base/serial-number";

    #[test]
    fn a_board_is_known_by_its_serial_number() {
        let one = identity(&[(SERIAL, "10000000c0ffee42\0")]);
        // The same in every version of the program, on every computer.
        let json = serde_json::to_string(&one.unwrap()).unwrap();
        assert_eq!(json, "\"d0dbc562b3901c97\"");
        assert_eq!(one, identity(&[(SERIAL, "10000000c0ffee42")]));
        assert_ne!(one, identity(&[(SERIAL, "10000000c0ffee43\0")]));
        for nothing in ["", "\0", "0000000000000000\0", "\n"] {
            assert_eq!(identity(&[(SERIAL, nothing)]), None, "{nothing:?}");
        }
    }

    /// An interface with this name, address and type of assignment, with or without a device.
    fn interface(name: &str, address: &str, kind: &str, device: bool) -> Option<Identity> {
        let file = |file: &str| format!("sys/class/net/{name}/{file}");
        let (at, how, device_file) = (file("address"), file("addr_assign_type"), file("device/id"));
        let mut files = vec![(&*at, address), (&*how, kind)];
        if device {
            files.push((&*device_file, ""));
        }
        identity(&files)
    }

    #[test]
    fn without_a_serial_number_by_an_address_that_is_its_own() {
        let own = interface("eth0", "dc:a6:32:01:02:03\n", "0\n", true);
        assert!(own.is_some());
        assert_eq!(own, interface("wlan0", "dc:a6:32:01:02:03\n", "0\n", true));
        assert_ne!(own, interface("eth0", "dc:a6:32:01:02:04\n", "0\n", true));
        for (name, address, kind, device) in [
            ("lo", "00:00:00:00:00:00\n", "0\n", false),
            ("docker0", "dc:a6:32:01:02:03\n", "0\n", false), // virtual
            ("eth0", "dc:a6:32:01:02:03\n", "1\n", true),     // random
            ("eth0", "de:a6:32:01:02:03\n", "0\n", true),     // locally administered
            ("eth0", "00:00:00:00:00:00\n", "0\n", true),
            ("eth0", "\n", "0\n", true),
        ] {
            assert_eq!(
                interface(name, address, kind, device),
                None,
                "{name} {address}"
            );
        }
    }

    #[test]
    fn the_serial_number_itself_is_nowhere() {
        let board = identity(&[(SERIAL, "10000000c0ffee42\0")]).unwrap();
        let said = format!("{board:?} {}", serde_json::to_string(&board).unwrap());
        assert!(!said.contains("c0ffee"), "{said}");
    }
}
