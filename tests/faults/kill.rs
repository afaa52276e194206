//! The daemon is killed at hundreds of random moments during a save. The next daemon continues from a state that the
//! first one was in, never older than one that was on the disk.

use super::daemon::{Home, settings};
use backpropd::store::State;
use oorandom::Rand64;
use std::thread;
use std::time::Duration;

const KILLS: u64 = 250;

/// Whether a trainer that starts in one state reaches the other some steps later, bit for bit.
fn leads_to(from: &State, to: &State) -> bool {
    let mut trainer = from.trainer(settings()).unwrap();
    while trainer.steps() < to.learned.steps {
        trainer.step(None);
    }
    trainer.checkpoint() == to.learned
}

#[test]
fn after_every_kill_it_continues_from_a_state_it_was_in() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::new(folder.path());
    let mut random = Rand64::new(250);
    let mut state = home.load().state.unwrap();
    let (mut amid_a_save, mut finished) = (0, 0);
    for kill in 0..KILLS {
        let mut daemon = home.start(&[]);
        // Some are killed during the start.
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
        // Before or between the two renames, the new state is intact but not in its place.
        match &loaded.remarks[..] {
            [] => {}
            [missing @ .., used] => {
                assert!(used.ends_with("state.json.tmp: used instead"), "{used}");
                let is_missing = |line: &String| line.ends_with("state.json: is missing");
                assert!(missing.iter().all(is_missing), "{missing:?}");
                finished += 1;
            }
        }
        let left = loaded.state.unwrap();
        assert!(leads_to(&state, &left), "kill {kill}: {left:?}");
        let seen = seen.map_or(0, |seen| seen.learned.steps);
        assert!(left.learned.steps >= seen, "kill {kill}: {left:?}");
        state = left;
    }
    let steps = state.learned.steps;
    println!(
        "kills: {KILLS}, amid a save: {amid_a_save}, from the new file: {finished}, steps trained: {steps}, lost: 0"
    );
    assert!(amid_a_save > 0 && steps > KILLS);
    let mut daemon = home.start(&[]);
    daemon.says("running");
    let (status, _) = daemon.stop();
    assert_eq!(status.code(), Some(0));
    assert!(home.load().remarks.is_empty());
}
