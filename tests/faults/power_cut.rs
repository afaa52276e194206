//! The power is cut at every operation of a save and, while bytes are written, at every byte. Whatever the disk has then,
//! what is loaded is the old state or the new one.

use crate::memory_disk::{Lies, MemoryDisk};
use backpropd::store::{State, Store};
use backpropd::trainer::{Sample, Settings, Trainer};
use oorandom::Rand64;
use std::path::Path;

const PATH: &str = "state.json";

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

/// What is found on a disk; a disk that holds a state never leads to a fresh start without that being right.
fn found(disk: &MemoryDisk) -> Option<State> {
    store(disk).load().unwrap().state
}

/// A disk on which these states were saved one after the other.
fn disk_with(states: &[State]) -> MemoryDisk {
    let disk = MemoryDisk::default();
    for state in states {
        store(&disk).save(state).unwrap();
    }
    disk
}

/// How many cuts were tried, and how many of the disks that they may leave held neither state.
#[derive(Debug, Default)]
struct Tally {
    cuts: u64,
    disks: u64,
    lost: u64,
}

/// Cuts the power at every step of a save on this disk.
fn cut_everywhere(disk: &MemoryDisk, new: &State, tally: &mut Tally) {
    let old = found(&disk.copy());
    for steps in 0.. {
        let disk = disk.copy();
        disk.cut_after(steps);
        let saved = store(&disk).save(new).is_ok();
        tally.cuts += 1;
        for left in disk.after_the_cut() {
            let found = found(&left);
            let is_new = found.as_ref() == Some(new);
            // Once it says that it has saved, the old state will not do.
            let is_lost = !is_new && (saved || found != old);
            tally.lost += u64::from(is_lost);
            tally.disks += 1;
            // Life goes on from there.
            let newer = state(99);
            store(&left).save(&newer).unwrap();
            assert_eq!(self::found(&left), Some(newer));
        }
        if saved {
            return;
        }
    }
}

#[test]
fn after_every_cut_there_is_the_old_state_or_the_new_one() {
    let mut tally = Tally::default();
    let interrupted = disk_with(&[state(1), state(2)]);
    interrupted.put(Path::new("state.json.tmp"), b"half a st");
    let moved = disk_with(&[state(1), state(2)]);
    moved.put(Path::new(PATH), b"damaged");
    assert_eq!(found(&moved), Some(state(1)));
    for disk in [
        disk_with(&[]),
        disk_with(&[state(1)]),
        disk_with(&[state(1), state(2)]),
        interrupted,
        moved,
    ] {
        cut_everywhere(&disk, &state(3), &mut tally);
    }
    let Tally { cuts, disks, lost } = tally;
    println!("power cuts while saving: {cuts}, disks that they may leave: {disks}, lost: {lost}");
    assert_eq!(lost, 0);
    let bytes = state(3).text().len() as u64;
    assert!(cuts > 5 * bytes, "every byte, five times");
}

/// The test finds a disk that does not keep its word, so it would find a save that does not ask for it.
#[test]
fn a_disk_that_lies_is_found_out() {
    for lies in [Lies::Files, Lies::Folders] {
        let disk = MemoryDisk::that_lies(lies);
        store(&disk).save(&state(1)).unwrap();
        let mut tally = Tally::default();
        cut_everywhere(&disk, &state(2), &mut tally);
        assert!(tally.lost > 0, "{lies:?}: {tally:?}");
    }
}

/// The power is cut while a damaged file is moved aside.
#[test]
fn after_every_cut_while_loading_the_backup_is_there_and_the_damaged_file_too() {
    let damaged = b"{ \"w1\": 0.1".as_slice();
    let (mut cuts, mut disks) = (0, 0);
    for backup_is_damaged in [false, true] {
        let disk = disk_with(&[state(1), state(2)]);
        disk.put(Path::new(PATH), damaged);
        if backup_is_damaged {
            disk.put(Path::new("state.json.bak"), damaged);
        }
        let expected = found(&disk.copy());
        assert_eq!(expected.is_none(), backup_is_damaged);
        let all = {
            let copy = disk.copy();
            found(&copy);
            copy.steps() - disk.steps()
        };
        for steps in 0..=all {
            let disk = disk.copy();
            disk.cut_after(steps);
            let _ = store(&disk).load();
            cuts += 1;
            for left in disk.after_the_cut() {
                assert_eq!(found(&left), expected);
                let bad = left.file(Path::new("state.json.bad"));
                assert_eq!(bad.as_deref(), Some(damaged));
                disks += 1;
            }
        }
    }
    println!("power cuts while loading: {cuts}, disks that they may leave: {disks}");
    assert!(disks > cuts);
}

/// A life of saves and cuts, from a seed: what was said to be saved is never followed by anything older.
#[test]
fn in_a_life_of_power_cuts_nothing_that_was_saved_is_lost() {
    const CUTS: u64 = 10_000;
    let mut random = Rand64::new(6);
    let mut disk = MemoryDisk::default();
    // The states in the order in which they were saved, by number; 0 is the fresh start.
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
        let seed = found(&disk).map_or(0, |state| state.learned.seed);
        assert!(
            seed == certain || (first_tried..next).contains(&seed) && seed >= certain,
            "saved for certain: {certain}, tried: {first_tried} to {}, found: {seed}",
            next - 1
        );
        certain = seed;
    }
    println!("power cuts in one life: {CUTS}, saves tried: {}", next - 1);
}
