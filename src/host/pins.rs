//! What can be known about a computer's pins without touching one: its model, its system, the files that give access to
//! pins, and what else uses them. For the doctor. It reads files and changes nothing.

#[cfg(unix)]
use super::groups;
use crate::doctor::{Computer, DeviceFile, PinUser};
use crate::printable::{printable, shown};
use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};

/// Inspects the computer with its file system at `root`, usually `/`. `held` are the pins in use according to
/// [`board::holders`](crate::board::holders).
///
/// Other users of pins, from the kernel's own lists, which only root may read; without these, from the devices of the
/// buses on the header.
///
/// ```
/// use backpropd::host::pins;
/// let empty = tempfile::tempdir()?;
/// let computer = pins::look(empty.path(), Vec::new());
/// assert!(computer.model.is_none() && computer.files.is_empty());
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn look(root: &Path, held: Vec<(u8, String)>) -> Computer {
    Computer {
        model: model(root),
        system: system(root),
        kernel: kernel(root),
        files: device_files(root),
        pins_in_use: pins_in_use(root, held),
    }
}

/// The model in the device tree; the text ends in NUL.
fn model(root: &Path) -> Option<String> {
    let text = fs::read(root.join("sys/firmware/devicetree/base/model")).ok()?;
    let text = String::from_utf8_lossy(&text);
    Some(printable(text.trim_end_matches('\0')))
}

/// The name of the system, from the line `PRETTY_NAME="…"` of its file.
fn system(root: &Path) -> Option<String> {
    let text = fs::read_to_string(root.join("etc/os-release")).ok()?;
    let name = |line: &str| {
        Some(printable(
            line.strip_prefix("PRETTY_NAME=")?.trim_matches('"'),
        ))
    };
    text.lines().find_map(name)
}

fn kernel(root: &Path) -> Option<String> {
    let text = fs::read_to_string(root.join("proc/sys/kernel/osrelease")).ok()?;
    Some(printable(text.trim_end()))
}

/// The sorted names in a folder; empty if it cannot be read.
fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<_> = entries
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort();
    names
}

fn device_files(root: &Path) -> Vec<DeviceFile> {
    let names = names_in(&root.join("dev"));
    let names = names
        .iter()
        .filter(|name| name.starts_with("gpiomem") || name.starts_with("gpiochip"));
    names
        .map(|name| {
            let path = root.join("dev").join(name);
            DeviceFile {
                path: format!("/dev/{}", shown(name)),
                chip: chip_label(root, name),
                allowed: OpenOptions::new()
                    .read(true)
                    .write(true)
                    .open(&path)
                    .is_ok(),
                group: group(root, &path),
            }
        })
        .collect()
}

/// The label of a chip, from the kernel's older interface: for `…/SOMEWHERE/gpiochip0` it is in
/// `…/SOMEWHERE/gpio/*/label`.
fn chip_label(root: &Path, chip: &str) -> Option<String> {
    let device = fs::canonicalize(root.join("sys/bus/gpio/devices").join(chip)).ok()?;
    let folder = device.parent()?.join("gpio");
    let label = |name: &String| fs::read_to_string(folder.join(name).join("label")).ok();
    let label = names_in(&folder).iter().find_map(label)?;
    Some(printable(label.trim()))
}

/// The name of the group that a file belongs to.
#[cfg(unix)]
fn group(root: &Path, path: &Path) -> Option<String> {
    use std::os::unix::fs::MetadataExt;
    groups::name(root, fs::metadata(path).ok()?.gid())
}

#[cfg(not(unix))]
fn group(_: &Path, _: &Path) -> Option<String> {
    None
}

/// The users of pins; if several use the same pin, the first.
fn pins_in_use(root: &Path, held: Vec<(u8, String)>) -> Vec<PinUser> {
    let held = held.into_iter().map(|(pin, holder)| PinUser {
        pin,
        user: if holder.is_empty() {
            "kernel".into()
        } else {
            printable(&holder)
        },
    });
    let mut users: Vec<_> = held.collect();
    let debug = root.join("sys/kernel/debug");
    for controller in names_in(&debug.join("pinctrl")) {
        let list = debug.join("pinctrl").join(controller).join("pinmux-pins");
        users.extend(by_lines(&list, owner_of_function));
    }
    users.extend(by_lines(&debug.join("gpio"), holder_of_line));
    users.extend(by_devices(root));
    users.sort_by_key(|user| user.pin);
    users.dedup_by_key(|user| user.pin);
    users
}

fn by_lines(path: &Path, parse: fn(&str) -> Option<PinUser>) -> Vec<PinUser> {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.lines().filter_map(parse).collect()
}

/// Parses a line like `pin 14 (gpio14): 3f201000.serial (GPIO UNCLAIMED) function alt0 group gpio14`.
fn owner_of_function(line: &str) -> Option<PinUser> {
    let (pin, owner) = line.strip_prefix("pin ")?.split_once(": ")?;
    let (_, name) = pin.split_once(" (gpio")?;
    let pin = name.strip_suffix(')')?.parse().ok()?;
    let owner = owner.split(' ').next()?;
    // "(MUX UNCLAIMED)"
    (!owner.starts_with('(')).then(|| PinUser {
        pin,
        user: printable(owner),
    })
}

/// Parses a line like ` gpio-529 (GPIO17 |backpropd ) in hi`.
fn holder_of_line(line: &str) -> Option<PinUser> {
    let (_, rest) = line.trim_start().strip_prefix("gpio-")?.split_once(" (")?;
    let (name, holder) = rest.split_once(')')?.0.split_once('|')?;
    let pin = name.trim().strip_prefix("GPIO")?.parse().ok()?;
    let holder = holder.trim();
    (!holder.is_empty()).then(|| PinUser {
        pin,
        user: printable(holder),
    })
}

/// The buses with existing devices, on their usual pins.
fn by_devices(root: &Path) -> Vec<PinUser> {
    let mut users = Vec::new();
    // A sound board has no device file of its own, but its driver has a link to its bus.
    for driver in ["bcm2835-i2s", "designware-i2s"] {
        let folder = format!("sys/bus/platform/drivers/{driver}");
        let mut names = names_in(&root.join(&folder)).into_iter();
        if let Some(bus) = names.find(|name| name.ends_with(".i2s")) {
            let user = format!("I2S (/{folder}/{bus})");
            users.extend((18..=21).map(|pin| PinUser {
                pin,
                user: user.clone(),
            }));
        }
    }
    for (device, bus, pins) in [
        ("dev/i2c-1", "I2C", &[2, 3][..]),
        ("dev/i2c-0", "I2C 0", &[0, 1]),
        ("dev/spidev0.0", "SPI", &[8, 9, 10, 11]),
        ("dev/spidev0.1", "SPI", &[7]),
        ("dev/spidev1.0", "SPI 1", &[18, 19, 20, 21]),
        ("dev/spidev1.1", "SPI 1", &[17]),
        ("dev/spidev1.2", "SPI 1", &[16]),
        ("dev/serial0", "UART", &[14, 15]),
        ("sys/bus/w1/devices/w1_bus_master1", "1-Wire", &[4]),
    ] {
        let path: PathBuf = root.join(device);
        if path.exists() {
            users.extend(pins.iter().map(|pin| PinUser {
                pin: *pin,
                user: format!("{bus} (/{device})"),
            }));
        }
    }
    users
}

#[cfg(test)]
mod tests {
    use super::*;

    fn used(line: &str, parse: fn(&str) -> Option<PinUser>) -> Option<(u8, String)> {
        parse(line).map(|user| (user.pin, user.user))
    }

    #[test]
    fn the_kernel_s_lists_are_understood() {
        #[rustfmt::skip]
        let cases = [
            ("pin 14 (gpio14): 3f201000.serial (GPIO UNCLAIMED) function alt0 group gpio14", Some((14, "3f201000.serial"))),
            ("pin 17 (gpio17): (MUX UNCLAIMED) pinctrl-bcm2835:529", None),
            ("pin 4 (gpio4): (MUX UNCLAIMED) (GPIO UNCLAIMED)", None),
            ("Pinmux settings per pin", None),
            ("Format: pin (name): mux_owner gpio_owner hog?", None),
            ("", None),
        ];
        for (line, expected) in cases {
            let expected = expected.map(|(pin, user): (u8, &str)| (pin, user.to_string()));
            assert_eq!(used(line, owner_of_function), expected, "{line}");
        }
        #[rustfmt::skip]
        let cases = [
            (" gpio-529 (GPIO17              |lamp                ) in  hi IRQ", Some((17, "lamp"))),
            (" gpio-12  (GPIO12              |my program          ) out lo ", Some((12, "my program"))),
            (" gpio-514 (SDA1                )", None),
            (" gpio-530 (GPIO18              )", None),
            ("gpiochip0: GPIOs 512-565, parent: platform/fe200000.gpio, pinctrl-bcm2711:", None),
        ];
        for (line, expected) in cases {
            let expected = expected.map(|(pin, user): (u8, &str)| (pin, user.to_string()));
            assert_eq!(used(line, holder_of_line), expected, "{line}");
        }
    }

    #[test]
    fn a_pi_is_looked_at() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let write = |path: &str, text: &str| {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write(
            "sys/firmware/devicetree/base/model",
            "Raspberry Pi 4 Model B Rev 1.4\0",
        );
        write(
            "etc/os-release",
            "ID=debian\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n",
        );
        write("proc/sys/kernel/osrelease", "6.12.25+rpt-rpi-v8\n");
        for device in ["gpiomem", "gpiochip0", "spidev0.1", "i2c-1", "tty1"] {
            write(&format!("dev/{device}"), "");
        }
        write("sys/bus/platform/drivers/bcm2835-i2s/bind", "");
        write(
            "sys/bus/platform/drivers/bcm2835-i2s/fe203000.i2s/uevent",
            "",
        );
        write("sys/kernel/debug/gpio", " gpio-514 (GPIO2 |lamp) out lo\n");
        let chip = root.join("sys/devices/platform/soc/fe200000.gpio");
        fs::create_dir_all(chip.join("gpiochip0")).unwrap();
        write(
            "sys/devices/platform/soc/fe200000.gpio/gpio/gpiochip512/label",
            "pinctrl-bcm2711\n",
        );
        #[cfg(unix)]
        {
            use std::os::unix::fs::{MetadataExt, symlink};
            fs::create_dir_all(root.join("sys/bus/gpio/devices")).unwrap();
            symlink(
                chip.join("gpiochip0"),
                root.join("sys/bus/gpio/devices/gpiochip0"),
            )
            .unwrap();
            let id = fs::metadata(root.join("dev/gpiomem")).unwrap().gid();
            write(
                "etc/group",
                &format!("other:x:{}:\ngpio:x:{id}:pi\n", id + 1),
            );
        }

        let computer = look(root, vec![(17, "heater".into())]);
        assert_eq!(
            computer.model.as_deref(),
            Some("Raspberry Pi 4 Model B Rev 1.4")
        );
        let debian = "Debian GNU/Linux 12 (bookworm)";
        assert_eq!(computer.system.as_deref(), Some(debian));
        assert_eq!(computer.kernel.as_deref(), Some("6.12.25+rpt-rpi-v8"));
        let files: Vec<_> = computer
            .files
            .iter()
            .map(|file| file.path.as_str())
            .collect();
        assert_eq!(files, ["/dev/gpiochip0", "/dev/gpiomem"]);
        assert!(computer.files.iter().all(|file| file.allowed));
        #[cfg(unix)]
        {
            assert_eq!(computer.files[0].chip.as_deref(), Some("pinctrl-bcm2711"));
            assert_eq!(computer.files[1].group.as_deref(), Some("gpio"));
        }
        let i2s = "I2S (/sys/bus/platform/drivers/bcm2835-i2s/fe203000.i2s)";
        // For pin 2, the kernel's list counts, not the guess from the bus.
        let users = computer.pins_in_use.iter();
        let users: Vec<_> = users.map(|user| (user.pin, user.user.as_str())).collect();
        assert_eq!(
            users,
            [
                (2, "lamp"),
                (3, "I2C (/dev/i2c-1)"),
                (7, "SPI (/dev/spidev0.1)"),
                (17, "heater"),
                (18, i2s),
                (19, i2s),
                (20, i2s),
                (21, i2s),
            ]
        );
    }
}
