//! The power is cut at every operation of a save and, while bytes are written, at every byte. Whatever is on the disk
//! then, the state that is loaded is the old one or the new one.

use super::memory_disk::{Lies, MemoryDisk};
use backpropd::store::{State, Store};
use backpropd::trainer::{Checkpoint, Sample, Settings, Trainer};
use oorandom::Rand64;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

const PATH: &str = "state.json";

/// The three files that may hold the state.
const FILES: [&str; 3] = [PATH, "state.json.tmp", "state.json.bak"];

fn store(disk: &MemoryDisk) -> Store<MemoryDisk> {
    Store::new(disk.clone(), PATH.into())
}

/// Different states, by number.
fn state(number: u64) -> State {
    let mut trainer = Trainer::new(Settings::default(), number);
    trainer.teach(Sample {
        x: [true, number % 2 == 1],
        t: [false, true],
    });
    trainer.step(None);
    State::of(&trainer)
}

/// The state of a trainer that has forgotten this many times.
fn after_forgetting(forgets: u64, number: u64) -> State {
    let mut state = state(number);
    state.forgets = forgets;
    state
}

/// The text of a state, as the save with this number writes it.
fn text(number: u64, saves: u64) -> String {
    let mut state = state(number);
    state.saves = saves;
    state.text()
}

/// The state found on a disk; a disk that holds a state never leads to a fresh start, unless that is right.
fn found(disk: &MemoryDisk) -> Option<Checkpoint> {
    store(disk).load().unwrap().state.map(|state| state.learned)
}

/// A disk on which these states were saved in this order.
fn disk_with(states: &[State]) -> MemoryDisk {
    let disk = MemoryDisk::default();
    for state in states {
        store(&disk).save(state).unwrap();
    }
    disk
}

/// Cuts at different moments often leave the same disk; it needs to be tried only once.
#[derive(Default)]
struct Tried(HashSet<(bool, Files)>);

/// All files of a disk, by name.
type Files = Vec<(PathBuf, Vec<u8>)>;

impl Tried {
    /// Whether this disk has not been tried yet, after a save that was reported as done or one that was not.
    fn is_new(&mut self, disk: &MemoryDisk, saved: bool) -> bool {
        let names = disk.names().into_iter();
        let files = names.map(|name| (name.clone(), disk.file(&name).unwrap_or_default()));
        self.0.insert((saved, files.collect()))
    }
}

/// How many cuts were tried, and how many of the resulting disks held neither state.
#[derive(Debug, Default)]
struct Tally {
    cuts: u64,
    disks: u64,
    lost: u64,
}

/// Cuts the power at every step of a save on this disk.
fn cut_everywhere(disk: &MemoryDisk, new: &State, tally: &mut Tally) {
    let old = found(&disk.copy());
    let mut tried = Tried::default();
    for steps in 0.. {
        let disk = disk.copy();
        disk.cut_after(steps);
        let saved = store(&disk).save(new).is_ok();
        tally.cuts += 1;
        for left in disk.after_the_cut() {
            if !tried.is_new(&left, saved) {
                continue;
            }
            tally.disks += 1;
            let found = found(&left);
            let is_new = found == Some(new.learned);
            // Once the save is reported as done, the old state is wrong.
            let is_lost = !is_new && (saved || found != old);
            tally.lost += u64::from(is_lost);
            // The daemon continues from there.
            let newer = state(99);
            store(&left).save(&newer).unwrap();
            assert_eq!(self::found(&left), Some(newer.learned));
        }
        if saved {
            return;
        }
    }
}

#[test]
fn every_power_cut_leaves_the_old_or_the_new_state() {
    let mut tally = Tally::default();
    let interrupted = disk_with(&[state(1), state(2)]);
    interrupted.put(Path::new(FILES[1]), b"{\n  \"format\": \"backpropd st");
    let moved = disk_with(&[state(1), state(2)]);
    moved.put(Path::new(PATH), b"damaged");
    assert_eq!(found(&moved), Some(state(1).learned));
    // Killed before the renames, and between them.
    let unfinished = disk_with(&[state(1), state(2)]);
    unfinished.put(Path::new(FILES[1]), text(4, 3).as_bytes());
    let between = MemoryDisk::default();
    between.put(Path::new(FILES[1]), text(2, 2).as_bytes());
    between.put(Path::new(FILES[2]), text(1, 1).as_bytes());
    let starts = [
        disk_with(&[]),
        disk_with(&[state(1)]),
        disk_with(&[state(1), state(2)]),
        interrupted,
        moved,
        unfinished,
        between,
    ];
    for disk in &starts {
        cut_everywhere(disk, &state(3), &mut tally);
    }
    let Tally { cuts, disks, lost } = tally;
    println!(
        "power cuts while saving: {cuts}, different disks that they may leave: {disks}, lost: {lost}"
    );
    assert_eq!(lost, 0);
    let bytes = state(3).text().len() as u64;
    assert!(cuts > starts.len() as u64 * bytes, "every byte, each time");
}

/// The test notices a disk that lies, so it would notice a save without fsync.
#[test]
fn a_disk_that_lies_is_detected() {
    for lies in [Lies::Files, Lies::Folders] {
        let disk = MemoryDisk::that_lies(lies);
        store(&disk).save(&state(1)).unwrap();
        let mut tally = Tally::default();
        cut_everywhere(&disk, &state(2), &mut tally);
        assert!(tally.lost > 0, "{lies:?}: {tally:?}");
    }
}

/// The power is cut while damaged files are moved aside; each of the three may be damaged, missing or intact.
#[test]
fn every_power_cut_while_loading_keeps_the_newest_intact_file_and_the_damaged_ones() {
    let damaged = b"{ \"w1\": 0.1".as_slice();
    let (mut cases, mut cuts, mut disks) = (0, 0, 0);
    for case in 0..5_u32.pow(3) {
        let disk = MemoryDisk::default();
        let mut newest = None;
        let mut count = 0;
        for (at, name) in FILES.iter().enumerate() {
            let number = u64::from(case / 5_u32.pow(at as u32) % 5);
            match number {
                0 => {}
                4 => {
                    disk.put(Path::new(name), damaged);
                    count += 1;
                }
                saves => {
                    disk.put(
                        Path::new(name),
                        text(10 * saves + at as u64, saves).as_bytes(),
                    );
                    if newest.is_none_or(|(newest, _)| saves > newest) {
                        newest = Some((saves, state(10 * saves + at as u64).learned));
                    }
                }
            }
        }
        let expected = newest.map(|(_, learned)| learned);
        let all = {
            let copy = disk.copy();
            assert_eq!(found(&copy), expected, "case {case}");
            copy.steps() - disk.steps()
        };
        for steps in 0..=all {
            let disk = disk.copy();
            disk.cut_after(steps);
            let _ = store(&disk).load();
            cuts += 1;
            for left in disk.after_the_cut() {
                assert_eq!(found(&left), expected, "case {case}");
                let is_damaged = |name: &_| left.file(name).as_deref() == Some(damaged);
                let kept = left.names().iter().filter(|name| is_damaged(name)).count();
                assert_eq!(kept, count, "case {case}");
                disks += 1;
            }
        }
        cases += 1;
    }
    println!(
        "power cuts while loading: {cuts} in {cases} combinations of the three files, \
         disks that they may leave: {disks}, lost: 0"
    );
    assert!(disks > cuts);
}

/// Ways in which a bad disk damages a file.
fn rot(contents: &[u8], kind: usize) -> Vec<u8> {
    let mut rotten = contents.to_vec();
    match kind {
        0 => rotten[contents.len() / 2] ^= 1,
        1 => rotten.truncate(contents.len() / 2),
        2 => rotten.fill(0),
        _ => rotten.clear(),
    }
    rotten
}

/// Damages those of the three files whose bit is set.
fn damage(disk: &MemoryDisk, files: usize, kind: usize) {
    for (at, name) in FILES.iter().enumerate() {
        if files >> at & 1 == 1
            && let Some(contents) = disk.file(Path::new(name))
        {
            disk.put(Path::new(name), &rot(&contents, kind));
        }
    }
}

/// The state file is corrupted while the daemon runs. The next save notices, and does not make it the backup.
#[test]
fn a_state_corrupted_while_running_never_replaces_the_backup() {
    let (mut cuts, mut disks) = (0, 0);
    for kind in 0..4 {
        for is_running in [true, false] {
            let mut tried = Tried::default();
            for steps in 0.. {
                let disk = disk_with(&[state(1)]);
                let mut store = store(&disk);
                store.load().unwrap();
                store.save(&state(2)).unwrap();
                damage(&disk, 1, kind);
                if !is_running {
                    store = self::store(&disk);
                }
                disk.cut_after(steps);
                let saved = store.save(&state(3)).is_ok();
                cuts += 1;
                for left in disk.after_the_cut() {
                    if !tried.is_new(&left, saved) {
                        continue;
                    }
                    disks += 1;
                    let seen = found(&left);
                    let is_new = seen == Some(state(3).learned);
                    let is_backup = seen == Some(state(1).learned);
                    assert!(is_new || is_backup && !saved, "kind {kind}, step {steps}");
                    if saved {
                        // It is corrupted once more.
                        damage(&left, 1, kind);
                        assert_eq!(found(&left), Some(state(1).learned));
                    }
                }
                if saved {
                    break;
                }
            }
        }
    }
    println!("power cuts after rot: {cuts}, different disks that they may leave: {disks}, lost: 0");
}

/// The power is cut at every step of saving the state after *forget*; then, or after the save, any of the files are
/// corrupted. Once the new state was seen or counts as saved, nothing that was forgotten is ever loaded again.
#[test]
fn what_was_forgotten_never_comes_back() {
    let before = [state(1), state(2)];
    let is_forgotten =
        |found: &Option<Checkpoint>| before.iter().any(|before| Some(before.learned) == *found);
    let (mut cuts, mut cases) = (0, 0);
    let unfinished = disk_with(&before[..1]);
    unfinished.put(Path::new(FILES[1]), text(2, 2).as_bytes());
    for disk in [disk_with(&before[..1]), disk_with(&before), unfinished] {
        let mut tried = Tried::default();
        for steps in 0.. {
            let disk = disk.copy();
            disk.cut_after(steps);
            let saved = store(&disk).save(&after_forgetting(1, 3)).is_ok();
            cuts += 1;
            for left in disk.after_the_cut() {
                if !tried.is_new(&left, saved) {
                    continue;
                }
                let seen = found(&left);
                assert!(seen.is_some());
                if !saved && is_forgotten(&seen) {
                    continue;
                }
                assert!(!is_forgotten(&seen));
                for files in 0..8 {
                    let mut rotten = left.copy();
                    damage(&rotten, files, files % 4);
                    assert!(!is_forgotten(&found(&rotten)));
                    cases += 1;
                    if saved {
                        // Both hold it.
                        rotten = left.copy();
                        damage(&rotten, files & 1, 0);
                        assert_eq!(found(&rotten), Some(state(3).learned));
                        // What is taught afterwards is kept like anything else.
                        store(&rotten).save(&after_forgetting(1, 4)).unwrap();
                        assert_eq!(found(&rotten), Some(state(4).learned));
                        damage(&rotten, files, 1);
                        assert!(!is_forgotten(&found(&rotten)));
                    }
                }
            }
            if saved {
                break;
            }
        }
    }
    println!("power cuts while forgetting: {cuts}, with rot: {cases}, came back: 0");
}

/// A random sequence of saves and cuts, from a seed: a state reported as saved is never followed by an older one.
#[test]
fn repeated_power_cuts_lose_nothing_saved() {
    const CUTS: u64 = 10_000;
    let mut random = Rand64::new(6);
    let mut disk = MemoryDisk::default();
    // The states by number, in the order in which they were saved; 0 is the fresh start.
    let (mut certain, mut next) = (0, 1);
    for _ in 0..CUTS {
        let steps = random.rand_range(0..3 * 1300);
        disk.cut_after(steps);
        let first_tried = next;
        loop {
            let number = next;
            next += 1;
            if store(&disk).save(&state(number)).is_err() {
                break;
            }
            certain = number;
        }
        let mut left = disk.after_the_cut();
        disk = left.swap_remove(random.rand_range(0..left.len() as u64) as usize);
        let seed = found(&disk).map_or(0, |learned| learned.seed);
        assert!(
            seed == certain || (first_tried..next).contains(&seed) && seed >= certain,
            "saved for certain: {certain}, tried: {first_tried} to {}, found: {seed}",
            next - 1
        );
        certain = seed;
    }
    println!("power cuts in one life: {CUTS}, saves tried: {}", next - 1);
}
