//! What happens to any file at the path of the state.

#[path = "../../../src/store/disturbed.rs"]
mod disturbed;
mod failing;
mod loading;
mod saving;

use backpropd::store::{Disk, Files, State, Store, seal};
use backpropd::trainer::{Sample, Settings, Trainer};
use std::fs;
use std::path::PathBuf;

/// Different states, by seed.
fn state(seed: u64) -> State {
    let mut trainer = Trainer::new(Settings::default(), seed);
    trainer.teach(Sample {
        x: [true, false],
        t: [false, true],
    });
    State::of(&trainer)
}

fn text(seed: u64) -> String {
    state(seed).text()
}

/// The text as the save with this number writes it.
fn saved(seed: u64, saves: u64) -> String {
    numbered(seed, saves, 0)
}

fn numbered(seed: u64, saves: u64, forgets: u64) -> String {
    let mut state = state(seed);
    (state.saves, state.forgets) = (saves, forgets);
    state.text()
}

/// The text of a state with one part replaced, and a correct checksum.
fn resealed(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from} is not in {text}");
    let (sealed, _) = text.rsplit_once(",\n  \"checksum\"").unwrap();
    seal(&sealed.replace(from, to))
}

fn future(seed: u64) -> String {
    resealed(&text(seed), "\"version\": 2", "\"version\": 3")
}

/// A folder with these files in it.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for (name, contents) in files {
            fs::write(folder.path(name), contents).unwrap();
        }
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn store(&self) -> Store<Disk> {
        Store::new(Disk, self.path("state.json"))
    }

    fn read(&self, name: &str) -> Option<String> {
        fs::read_to_string(self.path(name)).ok()
    }

    /// The seed of the loaded state, and the messages, without the path of the folder.
    fn load(&self) -> (Option<u64>, Vec<String>) {
        let loaded = self.store().load().unwrap();
        let folder = format!("{}{}", self.0.path().display(), std::path::MAIN_SEPARATOR);
        let remarks = loaded.remarks.iter();
        (
            loaded.state.map(|state| state.learned.seed),
            remarks.map(|line| line.replace(&folder, "")).collect(),
        )
    }
}
