//! A daemon in another process, through its status socket: a viewer that reconnects, and a worker that can flip the
//! switches of a simulated board, never of a real one.

use super::super::viewer::Daemon;
use super::link::{Act, Link, Update, send_status, updates};
use super::save;
use backpropd::board::Kind;
use backpropd::observe::bulletin::Reader;
use backpropd::observe::{Client, Error, Request};
use backpropd::tui::Notice;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, channel};
use std::thread;
use std::time::Duration;

/// How long to wait before reconnecting to a daemon.
const RETRY_DELAY: Duration = Duration::from_millis(500);

/// Connects to the daemon.
///
/// # Errors
/// If no daemon listens there, or access is denied.
pub fn start(daemon: Daemon, save: Option<PathBuf>) -> Result<Link, Error> {
    let first = daemon.connect()?.status()?;
    let daemon = Arc::new(daemon);
    let (send, updates) = updates();
    let (alive, ended) = channel();
    let stop = Arc::new(AtomicBool::new(false));

    let watched = Arc::clone(&daemon);
    let statuses = send.clone();
    send_status(&statuses, Arc::new(first));
    thread::spawn(move || watch(&watched, &statuses, &ended));
    let ends = Arc::clone(&stop);
    let act = move |act| {
        // Each action waits for the daemon, which at the end is only worthwhile for a recording.
        if ends.load(Ordering::Relaxed) && !matches!(act, Act::Save) {
            return;
        }
        if let Some(notice) = act_on(&daemon, act, save.as_deref()) {
            // Without a screen, no one needs the notice.
            let _ = send.send(Update::Notice(notice));
        }
    };
    Ok(Link::new(updates, stop, |acts| {
        thread::spawn(move || {
            let _alive = alive; // ends the viewer when the worker ends
            acts.each(act);
        })
    }))
}

/// Passes on the daemon's statuses, and reconnects when the connection is lost.
fn watch(daemon: &Daemon, updates: &SyncSender<Update>, ended: &Receiver<()>) {
    let (mut class, mut said) = (Reader::default(), None);
    loop {
        if let Ok(statuses) = daemon.connect().and_then(Client::watch) {
            for status in statuses.map_while(Result::ok) {
                let says = class.read();
                if says != said.as_ref() {
                    said = says.cloned();
                    let _ = updates.send(Update::Class(said.clone()));
                }
                if !send_status(updates, Arc::new(status)) {
                    return;
                }
            }
        }
        let gone = updates.send(Update::Lost).is_err();
        if gone || ended.recv_timeout(RETRY_DELAY) == Err(RecvTimeoutError::Disconnected) {
            return;
        }
    }
}

/// Sends this action to the daemon; returns the notice for the screen, if any.
fn act_on(daemon: &Daemon, act: Act, save: Option<&Path>) -> Option<Notice> {
    let done = match act {
        Act::Faster
        | Act::Slower
        | Act::RaiseLearningRate
        | Act::LowerLearningRate
        | Act::RaiseMomentum
        | Act::LowerMomentum
        | Act::Pause
        | Act::Restart => return Some(Notice::OfTheDaemon),
        Act::Save => {
            let recording = daemon.connect().and_then(|mut client| client.recording());
            return Some(match recording {
                Ok(recording) => save::write(&recording, save),
                Err(error) => Notice::NotSaved(error.to_string()),
            });
        }
        Act::Flip(_) | Act::Teach | Act::Forget | Act::ForgetAll => touch(daemon, act),
    };
    match done {
        Ok(true) => None,
        Ok(false) => Some(Notice::ReadOnly),
        Err(error) => Some(Notice::Failed(error.to_string())),
    }
}

/// Flips a switch or presses a button; `false` if the board is real.
fn touch(daemon: &Daemon, act: Act) -> Result<bool, Error> {
    let mut client = daemon.connect()?;
    let status = client.status()?;
    if status.board != Kind::Sim {
        return Ok(false);
    }
    if let Some((button, time)) = act.press() {
        client.act(&Request::Press(button, time))?;
    } else if let Act::Flip(switch) = act {
        let flipped = !status.snapshot.raw.get(switch);
        client.act(&Request::Set(BTreeMap::from([(switch, flipped)])))?;
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use backpropd::machine::{Machine, Settings};
    use backpropd::observe::Status;
    use backpropd::trainer::{self, Trainer};
    use std::io::{BufRead, BufReader, Write};
    use std::os::unix::net::{UnixListener, UnixStream};

    /// A daemon simulated by the test: `start` has asked for its status, and the viewer is connected.
    fn attach(listener: &UnixListener, path: PathBuf) -> (Link, UnixStream) {
        let starting = thread::spawn(|| start(Daemon { socket: Some(path) }, None));
        let (asking, _) = listener.accept().unwrap();
        let mut asking = BufReader::new(asking);
        asking.read_line(&mut String::new()).unwrap();
        let trainer = Trainer::new(trainer::Settings::default(), 8);
        let machine = Machine::new(Settings::default(), trainer);
        let status = Status::of(&machine, Kind::Sim, Duration::ZERO);
        let mut line = serde_json::to_vec(&status).unwrap();
        line.push(b'\n');
        asking.get_mut().write_all(&line).unwrap();
        let link = starting.join().unwrap().unwrap();
        (link, listener.accept().unwrap().0)
    }

    /// At the end, actions that were typed before are not sent one by one to a daemon that does not answer.
    #[test]
    fn a_worker_that_is_to_end_starts_nothing_more() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s");
        let listener = UnixListener::bind(&path).unwrap();
        let (link, _viewer) = attach(&listener, path);
        for _ in 0..3 {
            link.act(Act::Teach);
        }
        let (first_act, _) = listener.accept().unwrap();
        link.stop.store(true, Ordering::Relaxed);
        drop(first_act);
        let updates = link.end_with_updates();
        let notices = updates
            .try_iter()
            .filter(|updates| matches!(updates, Update::Notice(_)));
        assert_eq!(notices.count(), 1);
    }
}
