//! Keeps the last five files of a kind: NAME is the newest, then NAME.2 to NAME.5. Pure: decides which files to rename;
//! the caller renames them.

use std::path::{Path, PathBuf};

/// How many files of a kind are kept.
pub const KEPT: usize = 5;

/// The file at a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// Nothing.
    Free,
    /// A file that need not be kept.
    Worthless,
    /// A file to keep while there is room.
    Kept,
    /// Not ours: neither renamed nor replaced.
    Foreign,
}

/// How to make room for a new file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Room {
    /// The renames, in order: from, to.
    pub renames: Vec<[PathBuf; 2]>,
    /// The name of the new file. If all names are taken, the file that is dropped may still have it.
    pub name: PathBuf,
}

/// Makes room at `newest`, given the file at each name. A worthless file is dropped before one to keep, and foreign
/// files are skipped. `None` if all files are foreign.
///
/// ```
/// use backpropd::store::rotation::{Slot, room};
/// use std::path::{Path, PathBuf};
/// let taken = [Path::new("a.old"), Path::new("a.old.2")];
/// let slot = |path: &Path| if taken.contains(&path) { Slot::Kept } else { Slot::Free };
/// let room = room(Path::new("a.old"), slot).unwrap();
/// assert_eq!(room.name, Path::new("a.old"));
/// let renames = [["a.old.2", "a.old.3"], ["a.old", "a.old.2"]];
/// assert_eq!(room.renames, renames.map(|names| names.map(PathBuf::from)));
/// ```
pub fn room(newest: &Path, mut slot: impl FnMut(&Path) -> Slot) -> Option<Room> {
    let mut ours = Vec::new();
    for number in 1..=KEPT {
        let name = numbered(newest, number);
        let slot = slot(&name);
        if slot != Slot::Foreign {
            ours.push((name, slot));
        }
    }
    let last = ours.len().checked_sub(1)?;
    let spare = |slot| ours.iter().position(|(_, is)| *is == slot);
    let gap = (spare(Slot::Free).into_iter().chain(spare(Slot::Worthless)))
        .min()
        .unwrap_or(last);
    let renames = (0..gap).rev();
    let renames = renames.map(|at| [ours[at].0.clone(), ours[at + 1].0.clone()]);
    Some(Room {
        renames: renames.collect(),
        name: ours[0].0.clone(),
    })
}

/// The name of the first, second … newest.
fn numbered(newest: &Path, number: usize) -> PathBuf {
    if number == 1 {
        return newest.into();
    }
    let mut name = newest.as_os_str().to_owned();
    name.push(format!(".{number}"));
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// For all combinations of files at the five names: kept files stay in order, and only the necessary ones are
    /// dropped.
    #[test]
    fn of_any_files_at_the_five_names_the_right_one_is_replaced() {
        use Slot::{Foreign, Free, Kept, Worthless};
        let all = [Free, Worthless, Kept, Foreign];
        let mut cases = 0;
        for case in 0..all.len().pow(KEPT as u32) {
            let slots: Vec<_> = (0..KEPT as u32)
                .map(|at| all[case / all.len().pow(at) % all.len()])
                .collect();
            let names: Vec<_> = (1..=KEPT).map(|n| numbered(Path::new("f"), n)).collect();
            let index = |path: &Path| names.iter().position(|name| name == path).unwrap();
            let room = room(Path::new("f"), |path| slots[index(path)]);
            let Some(room) = room else {
                assert!(slots.iter().all(|slot| *slot == Foreign));
                continue;
            };
            // Each file is identified by its old position, the new one by None.
            let mut files: Vec<_> = (0..KEPT).map(Some).collect();
            let (mut lost, mut done) = (Vec::new(), Vec::new());
            for [from, to] in &room.renames {
                let [from, to] = [from, to].map(|path| index(path));
                assert_ne!(slots[from], Foreign);
                if !done.contains(&to) {
                    lost.push(slots[to]);
                }
                files[to] = files[from];
                done.push(from);
            }
            let at = index(&room.name);
            if !done.contains(&at) {
                lost.push(slots[at]);
            }
            files[at] = None;
            let [is] = lost[..] else {
                panic!("{slots:?}: {lost:?}")
            };
            let has = |slot| slots.contains(&slot);
            assert!(is != Foreign && (is != Kept || !has(Free) && !has(Worthless)));
            let kept: Vec<_> = files
                .iter()
                .flatten()
                .filter(|at| slots[**at] == Kept)
                .collect();
            assert!(kept.is_sorted(), "{slots:?}: {files:?}");
            cases += 1;
        }
        assert_eq!(cases, 1023);
    }
}
