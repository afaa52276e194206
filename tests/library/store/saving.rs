//! What a save leaves.

use super::{Folder, numbered, saved, state, text};
use backpropd::store::{Disk, Store};
use std::fs;
use std::path::Path;

#[test]
fn a_save_leaves_the_state_and_its_backup_and_nothing_else() {
    let half = &text(1)[..100];
    let folder = Folder::new(&[("state.json.tmp", half)]);
    for seed in 1..4 {
        folder.store().save(&state(seed)).unwrap();
    }
    assert_eq!(folder.read("state.json"), Some(saved(3, 3)));
    assert_eq!(folder.read("state.json.bak"), Some(saved(2, 2)));
    assert_eq!(fs::read_dir(folder.path("")).unwrap().count(), 2);
    // The state after forget is in both.
    let mut forgot = state(4);
    forgot.forgets = 1;
    folder.store().save(&forgot).unwrap();
    assert_eq!(folder.read("state.json"), Some(numbered(4, 5, 1)));
    assert_eq!(folder.read("state.json.bak"), Some(numbered(4, 4, 1)));
}

#[test]
fn without_a_folder_nothing_is_saved_and_it_is_an_error() {
    let folder = Folder::new(&[]);
    let mut store = Store::new(Disk, folder.path("no/state.json"));
    assert!(store.load().unwrap().state.is_none());
    assert!(store.save(&state(1)).is_err());
    assert!(!Path::new(&folder.path("no")).exists());
}

/// The file as a reader sees it: if this changes, the format has changed.
#[test]
fn the_file_is_readable() {
    let text = text(42);
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines[..2], ["{", "  \"format\": \"backpropd state\","]);
    for line in [
        "  \"version\": 2,",
        "  \"bias\": \"trained\",",
        "    \"steps\": 0,",
        "    \"seed\": 42,",
    ] {
        assert!(lines.contains(&line), "{line} is missing:\n{text}");
    }
    for name in ["w1", "w8", "b_h1", "b_o2"] {
        let key = format!("      \"{name}\": ");
        assert!(lines.iter().any(|line| line.starts_with(&key)), "{text}");
    }
    // Any tool that knows CRC-32 can compute the checksum.
    let sealed = text.rsplit_once(",\n").unwrap().0;
    let checksum = format!(
        "  \"checksum\": \"{:08x}\"",
        crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC).checksum(sealed.as_bytes())
    );
    assert_eq!(lines[lines.len() - 2..], [checksum.as_str(), "}"]);
}
