//! A daemon in another process, behind its status socket: eyes that come back after it, and hands that can flip the
//! switches of a simulated board and no other.

use super::super::viewer::Daemon;
use super::link::{Act, Link, News, news, tell};
use super::save;
use backpropd::observe::{Client, Error, Request};
use backpropd::view::panel::Notice;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, channel};
use std::thread;
use std::time::Duration;

/// How long to wait before asking again for a daemon that has gone.
const AGAIN: Duration = Duration::from_millis(500);

/// Connects to the daemon.
///
/// # Errors
/// When no daemon listens there, or it may not be asked.
pub fn start(daemon: Daemon, save: Option<PathBuf>) -> Result<Link, Error> {
    let first = daemon.connect()?.status()?;
    let daemon = Arc::new(daemon);
    let (send, news) = news();
    let (acts, to_do) = channel();
    let (alive, ended) = channel();
    let stop = Arc::new(AtomicBool::new(false));

    let (watched, eyes) = (Arc::clone(&daemon), send.clone());
    tell(&eyes, Arc::new(first));
    thread::spawn(move || watch(&watched, &eyes, &ended));
    let ends = Arc::clone(&stop);
    let hands = thread::spawn(move || {
        let _alive = alive; // the eyes look on for as long as the hands
        for act in to_do {
            // Each act waits for the daemon; only what is to be kept is worth that.
            if ends.load(Ordering::Relaxed) && !matches!(act, Act::Save) {
                continue;
            }
            if let Some(notice) = act_on(&daemon, act, save.as_deref()) {
                // A screen that has gone need not be told.
                let _ = send.send(News::Notice(notice));
            }
        }
    });
    Ok(Link {
        news,
        acts,
        stop,
        hands,
    })
}

/// Hands over what the daemon says, and looks for it again when it has gone.
fn watch(daemon: &Daemon, news: &SyncSender<News>, ended: &Receiver<()>) {
    loop {
        if let Ok(statuses) = daemon.connect().and_then(Client::watch) {
            for status in statuses.map_while(Result::ok) {
                if !tell(news, Arc::new(status)) {
                    return;
                }
            }
        }
        let gone = news.send(News::Lost).is_err();
        if gone || ended.recv_timeout(AGAIN) == Err(RecvTimeoutError::Disconnected) {
            return;
        }
    }
}

/// Does this at the daemon; gives what there is to say to it.
fn act_on(daemon: &Daemon, act: Act, save: Option<&Path>) -> Option<Notice> {
    let done = match act {
        Act::Faster | Act::Slower | Act::Pause | Act::Restart => return Some(Notice::OfTheDaemon),
        Act::Save => {
            let lesson = daemon.connect().and_then(|mut client| client.lesson());
            return Some(match lesson {
                Ok(lesson) => save::write(&lesson, save),
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

/// Flips a switch or presses a button; `false` when the board is a real one.
fn touch(daemon: &Daemon, act: Act) -> Result<bool, Error> {
    let mut client = daemon.connect()?;
    let status = client.status()?;
    if status.board != "sim" {
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
    use backpropd::trainer::{self, Trainer};
    use std::io::{BufRead, BufReader, Write};
    use std::os::unix::net::{UnixListener, UnixStream};

    /// A daemon by hand: `start` has asked it how it is, and the eyes look on.
    fn attach(listener: &UnixListener, path: PathBuf) -> (Link, UnixStream) {
        let starting = thread::spawn(|| start(Daemon { socket: Some(path) }, None));
        let (asking, _) = listener.accept().unwrap();
        let mut asking = BufReader::new(asking);
        asking.read_line(&mut String::new()).unwrap();
        let trainer = Trainer::new(trainer::Settings::default(), 8);
        let status = Machine::new(Settings::default(), trainer).status("sim", Duration::ZERO);
        let mut line = serde_json::to_vec(&status).unwrap();
        line.push(b'\n');
        asking.get_mut().write_all(&line).unwrap();
        let link = starting.join().unwrap().unwrap();
        (link, listener.accept().unwrap().0)
    }

    /// What was typed before the end is not waited for, one act after the other, at a daemon that does not answer.
    #[test]
    fn hands_that_are_to_end_begin_nothing_more() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s");
        let listener = UnixListener::bind(&path).unwrap();
        let (link, _eyes) = attach(&listener, path);
        for _ in 0..3 {
            link.act(Act::Teach);
        }
        let (first_act, _) = listener.accept().unwrap();
        let Link {
            news,
            acts,
            stop,
            hands,
        } = link;
        stop.store(true, Ordering::Relaxed);
        drop((first_act, acts));
        hands.join().unwrap();
        let notices = news
            .try_iter()
            .filter(|news| matches!(news, News::Notice(_)));
        assert_eq!(notices.count(), 1);
    }
}
