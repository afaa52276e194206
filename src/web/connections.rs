//! How many connections there may be, and who makes room for whom.
//!
//! A browser asks within moments and is answered within moments; only one that looks on stays. So among those that are
//! not looking on, the oldest makes room when there are too many: whoever connects and says nothing, or listens slowly,
//! or comes a thousand times, pushes out only its like.

use std::collections::VecDeque;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::task::AbortHandle;

/// The connections that have not been answered yet.
#[derive(Clone, Debug)]
pub struct Connections {
    most: usize,
    waiting: Arc<Mutex<Waiting>>,
}

#[derive(Debug, Default)]
struct Waiting {
    /// How many there ever were.
    number: u64,
    /// The oldest first.
    tasks: VecDeque<(u64, AbortHandle)>,
}

/// What a connection has as long as it may be asked to make room.
#[derive(Clone, Debug)]
pub struct Seat(Arc<Taken>);

#[derive(Debug)]
struct Taken {
    number: u64,
    waiting: Arc<Mutex<Waiting>>,
}

impl Connections {
    /// At most so many.
    pub fn new(most: usize) -> Self {
        Self {
            most,
            waiting: Arc::default(),
        }
    }

    /// Serves another one, on a task of its own.
    pub fn serve<F: Future<Output = ()> + Send + 'static>(&self, serve: impl FnOnce(Seat) -> F) {
        let mut waiting = lock(&self.waiting);
        waiting.number += 1;
        let number = waiting.number;
        let seat = Seat(Arc::new(Taken {
            number,
            waiting: Arc::clone(&self.waiting),
        }));
        // It cannot end before it is in the list: that needs the lock.
        let task = tokio::spawn(serve(seat));
        waiting.tasks.push_back((number, task.abort_handle()));
        let oldest = if waiting.tasks.len() > self.most {
            waiting.tasks.pop_front()
        } else {
            None
        };
        drop(waiting);
        if let Some((_, task)) = oldest {
            task.abort();
        }
    }
}

impl Seat {
    /// This one stays, and need not make room any more.
    pub fn keep(&self) {
        self.0.leave();
    }
}

impl Taken {
    fn leave(&self) {
        lock(&self.waiting)
            .tasks
            .retain(|(it, _)| *it != self.number);
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        self.leave();
    }
}

/// A list of handles is whole whatever thread panicked while it held it.
fn lock(waiting: &Mutex<Waiting>) -> MutexGuard<'_, Waiting> {
    waiting.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::pending;
    use tokio::sync::oneshot;

    /// A connection that stays until it is ended; the receiver tells of that.
    fn connect(connections: &Connections, keep: bool) -> oneshot::Receiver<()> {
        let (alive, ended) = oneshot::channel();
        connections.serve(|seat| async move {
            let _alive = alive;
            if keep {
                seat.keep();
            }
            pending::<()>().await;
            drop(seat);
        });
        ended
    }

    #[test]
    fn the_oldest_that_is_not_kept_makes_room() {
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        runtime.unwrap().block_on(async {
            let connections = Connections::new(2);
            let mut kept = connect(&connections, true);
            tokio::task::yield_now().await;
            let oldest = connect(&connections, false);
            let mut others = [(); 2].map(|()| connect(&connections, false));
            assert!(oldest.await.is_err(), "it is gone");
            assert!(
                kept.try_recv()
                    .is_err_and(|it| it == oneshot::error::TryRecvError::Empty)
            );
            for other in &mut others {
                assert!(
                    other
                        .try_recv()
                        .is_err_and(|it| it == oneshot::error::TryRecvError::Empty)
                );
            }
            assert_eq!(lock(&connections.waiting).tasks.len(), 2);
        });
    }

    #[test]
    fn one_that_has_ended_leaves_the_list() {
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        runtime.unwrap().block_on(async {
            let connections = Connections::new(2);
            connections.serve(|seat| async move { drop(seat) });
            while !lock(&connections.waiting).tasks.is_empty() {
                tokio::task::yield_now().await;
            }
        });
    }
}
