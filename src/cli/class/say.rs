//! What the teacher says to the class: a goal, a request, and the end. Each is one connection.

use super::{Args, NONE, runtime};
use crate::cli::args::wrong;
use crate::cli::out::Out;
use anyhow::Result;
use backpropd::classroom::Message;
use backpropd::classroom::goal::{Ask, Asked, Goal};
use backpropd::classroom::lectern::Lectern;
use backpropd::classroom::name::{ClassLeaf, class};
use backpropd::classroom::sweeper::{Progress, Sweeper};
use backpropd::classroom::wall::Wall;
use backpropd::classroom::words;
use backpropd::messages;
use backpropd::mqtt::{Error, Publisher, Shared, desk};
use backpropd::truth_table::TruthTable;
use std::future::Future;
use std::io::Write;
use std::process::ExitCode;
use std::time::Duration;
use tokio::task::{LocalSet, spawn_local};
use tokio::time::sleep;

/// How long a broker may take for the next topic.
const PATIENCE: Duration = Duration::from_secs(60);

/// How often a room is swept at most: desks that still run publish again.
const MOST_SWEEPS: u32 = 20;

/// How often to look for the end.
const POLL_INTERVAL: Duration = Duration::from_millis(50);

/// Sets the goal, or removes it.
pub fn goal(args: &Args, table: &str, title: Option<&str>) -> Result<ExitCode> {
    let (payload, said) = if table == NONE {
        if title.is_some() {
            return Err(wrong(messages::class_no_title().into()));
        }
        (String::new(), messages::class_goal_none().into())
    } else {
        // No gate begins with a digit.
        let read = match table.starts_with(['0', '1']) {
            true => TruthTable::from_bits(table),
            false => TruthTable::from_gates(table),
        };
        let said = |error| wrong(messages::class_allowed_goal(backpropd::said::error(&error)));
        let goal = Goal::new(title.unwrap_or(table), &read.map_err(said)?);
        let answers = goal
            .answers()
            .map(|[first, second]| format!("{first}{second}"));
        let said = messages::class_goal_set(goal.title(), answers.join(" "));
        (goal.payload(), said)
    };
    say(args, ClassLeaf::Goal, payload, &said)
}

/// Asks for something, or for nothing any more.
pub fn ask(args: &Args, ask: Option<Ask>) -> Result<ExitCode> {
    let n = desk::random()? as u32;
    let (payload, said) = match ask {
        Some(what) => (
            Asked { ask, n }.payload(),
            messages::class_asked_for(words::ask(what)),
        ),
        None => (String::new(), messages::class_asked_nothing().into()),
    };
    say(args, ClassLeaf::Ask, payload, &said)
}

/// Sends this to the class, for the broker to keep.
fn say(args: &Args, leaf: ClassLeaf, payload: String, said: &str) -> Result<ExitCode> {
    let message = Message {
        topic: class(&args.at.room, leaf),
        payload,
        retain: true,
        acknowledged: true,
    };
    let login = args.login()?;
    let shared = Shared::new(Lectern::new(Wall::new(args.at.room.clone(), 0)));
    let publisher = Publisher::new(args.at.broker.clone(), login, shared);
    let sent = run(publisher.send(&[message]))?;
    tell(args, sent, said)
}

/// Removes from the broker everything that it keeps of the room.
pub fn end(args: &Args) -> Result<ExitCode> {
    let login = args.login()?;
    let mut n = 0;
    for _ in 0..MOST_SWEEPS {
        let shared = Shared::new(Sweeper::new(args.at.room.clone()));
        let publisher = Publisher::new(args.at.broker.clone(), login.clone(), shared.clone());
        match run(sweep(publisher, &shared))? {
            Ok(0) => break,
            Ok(swept) => n += swept,
            Err(error) => return tell(args, Err(error), ""),
        }
    }
    tell(args, Ok(()), &messages::class_ended(n, &args.at.room))
}

async fn sweep(publisher: Publisher<Sweeper>, shared: &Shared<Sweeper>) -> Result<usize, Error> {
    let sweeping = spawn_local(publisher.session_once());
    let (mut swept, mut since) = (0, shared.now());
    let done = loop {
        let (now, sweeper) = (shared.now(), shared.lock().progress());
        if std::mem::replace(&mut swept, sweeper.swept) != swept {
            since = now;
        }
        match sweeper {
            Progress {
                rejected: Some(topic),
                ..
            } => break Err(Error::Rejected(topic)),
            Progress { is_done: true, .. } => break Ok(swept),
            _ if sweeping.is_finished() || now - since >= PATIENCE => break Err(Error::Silent),
            _ => sleep(POLL_INTERVAL).await,
        }
    };
    shared.end();
    let session = sweeping.await.unwrap_or(Ok(()));
    session.and(done)
}

fn run<T>(what: impl Future<Output = T>) -> Result<T> {
    let runtime = runtime()?;
    let done = LocalSet::new().block_on(&runtime, what);
    // A thread of it may still wait for a name server.
    runtime.shutdown_background();
    Ok(done)
}

/// Says how it went.
fn tell(args: &Args, done: Result<(), Error>, said: &str) -> Result<ExitCode> {
    match done {
        Ok(()) => {
            writeln!(Out::new(false), "{said}")?;
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => Ok(args.at.failed(&error)),
    }
}
