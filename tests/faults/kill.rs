//! The daemon is killed at hundreds of random moments while it saves. What is left is a state that it was in, never
//! older than one that was seen on the disk, and the next daemon goes on from there.

use crate::daemon::{Home, settings};
use backpropd::store::State;
use oorandom::Rand64;
use std::thread;
use std::time::Duration;

const KILLS: u64 = 250;

/// Whether a trainer that begins with one state is in the other some steps later, bit for bit.
fn leads_to(from: &State, to: &State) -> bool {
    let mut trainer = from.trainer(settings()).unwrap();
    while trainer.steps() < to.learned.steps {
        trainer.step(None);
    }
    State::of(&trainer) == *to
}

#[test]
fn after_every_kill_it_goes_on_from_a_state_that_it_was_in() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::new(folder.path());
    let mut random = Rand64::new(250);
    let mut state = home.load().state.unwrap();
    let (mut amid_a_save, mut backups) = (0, 0);
    for kill in 0..KILLS {
        let mut daemon = home.start(&[]);
        // Some are killed before they are up.
        if kill % 5 != 0 {
            let line = daemon.says("going on");
            let steps = format!("steps {},", state.learned.steps);
            assert!(line.contains(&steps), "kill {kill}: {steps} {line}");
            daemon.says("running");
        }
        thread::sleep(Duration::from_micros(random.rand_range(0..40_000)));
        let seen = home.peek();
        thread::sleep(Duration::from_micros(random.rand_range(0..2_000)));
        daemon.kill();

        amid_a_save += u64::from(home.file("state.json.tmp").exists());
        let loaded = home.load();
        if let [first, second] = &loaded.remarks[..] {
            assert!(first.ends_with("state.json: is missing"), "{first}");
            assert!(second.ends_with("state.json.bak: used instead"), "{second}");
            backups += 1;
        } else {
            assert_eq!(loaded.remarks, [""; 0], "kill {kill}");
        }
        let left = loaded.state.unwrap();
        assert!(leads_to(&state, &left), "kill {kill}: {left:?}");
        let seen = seen.map_or(0, |seen| seen.learned.steps);
        assert!(left.learned.steps >= seen, "kill {kill}: {left:?}");
        state = left;
    }
    let steps = state.learned.steps;
    println!(
        "kills: {KILLS}, amid a save: {amid_a_save}, from the backup: {backups}, steps trained: {steps}, lost: 0"
    );
    assert!(amid_a_save > 0 && steps > KILLS);
    let mut daemon = home.start(&[]);
    daemon.says("running");
    let (status, _) = daemon.stop();
    assert_eq!(status.code(), Some(0));
    assert!(home.load().remarks.is_empty());
}
