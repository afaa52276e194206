//! Limits the number of connections, and chooses the one to close when there are too many.
//!
//! Most connections last only moments; only viewers stay. Viewers have their own places, a few per address. If all
//! places are taken, the address with the most connections loses one: an attacker with a thousand connections only
//! displaces itself, and a single slow browser is never displaced. This file knows no requests and no headers: callers
//! say whose connection it is.

use crate::sync::unpoisoned;
use std::collections::HashMap;
use std::future::Future;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex};
use tokio::task::AbortHandle;

/// The limits.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// All viewers.
    pub viewers: usize,
    /// Viewers from one address.
    pub viewers_per_address: usize,
    /// All other connections.
    pub others: usize,
}

/// Why a viewer gets no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Full {
    /// All places are taken, and no address has more than its share.
    All(usize),
    /// This address has no place left.
    Address(usize),
}

/// The connections that are counted together: those of an address. If the address is unknown, each connection counts by
/// itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Group {
    Address(IpAddr),
    Alone(u64),
}

impl Group {
    /// A household, and even a single computer, can choose from 64 bits of IPv6 addresses.
    fn of(address: Option<IpAddr>, number: u64) -> Self {
        match address.map(|address| address.to_canonical()) {
            Some(IpAddr::V6(address)) => {
                let prefix = address.to_bits() & (u128::MAX << 64);
                Self::Address(Ipv6Addr::from_bits(prefix).into())
            }
            Some(address) => Self::Address(address),
            None => Self::Alone(number),
        }
    }
}

/// All connections.
#[derive(Clone, Debug)]
pub struct Connections {
    limits: Limits,
    list: Arc<Mutex<List>>,
}

#[derive(Debug, Default)]
struct List {
    /// How many were ever opened.
    number: u64,
    /// How often any of them accepted a message.
    taken: u64,
    /// The oldest first.
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    number: u64,
    group: Group,
    task: AbortHandle,
    /// For a viewer, when it last accepted a message: higher is later.
    took: Option<u64>,
}

/// The place of a connection; dropping it frees the place.
#[derive(Clone, Debug)]
pub struct Seat(Arc<Taken>);

#[derive(Debug)]
struct Taken {
    number: u64,
    limits: Limits,
    list: Arc<Mutex<List>>,
}

impl Connections {
    /// None yet.
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            list: Arc::default(),
        }
    }

    /// Serves another connection on its own task. `None` is an unknown address, such as a proxy's.
    pub fn serve<F: Future<Output = ()> + Send + 'static>(
        &self,
        address: Option<IpAddr>,
        serve: impl FnOnce(Seat) -> F,
    ) {
        let mut list = unpoisoned(self.list.lock());
        list.number += 1;
        let number = list.number;
        let seat = Seat(Arc::new(Taken {
            number,
            limits: self.limits,
            list: Arc::clone(&self.list),
        }));
        // It cannot end before it is in the list, because that needs the lock.
        let task = tokio::spawn(serve(seat)).abort_handle();
        list.entries.push(Entry {
            number,
            group: Group::of(address, number),
            task,
            took: None,
        });
        let others = list.entries.iter().filter(|entry| entry.took.is_none());
        if others.clone().count() > self.limits.others
            && let (Some(oldest), _) = first_of_the_fullest(others, |entry| entry.number)
        {
            list.end(oldest);
        }
    }
}

impl Seat {
    /// Turns it into a viewer, which stays. `None` is an unknown address.
    ///
    /// # Errors
    /// If there is no place for it.
    pub fn watch(&self, address: Option<IpAddr>) -> Result<(), Full> {
        let Taken {
            number,
            limits,
            ref list,
        } = *self.0;
        let mut list = unpoisoned(list.lock());
        let group = Group::of(address, number);
        let viewers = list.entries.iter().filter(|entry| entry.took.is_some());
        let own = viewers.clone().filter(|it| it.group == group).count();
        if own >= limits.viewers_per_address {
            return Err(Full::Address(limits.viewers_per_address));
        }
        if viewers.clone().count() >= limits.viewers {
            let (stalest, most) = first_of_the_fullest(viewers, |entry| entry.took);
            // Only if this makes the shares more equal; otherwise two would displace each other forever.
            match stalest {
                Some(stalest) if most > own + 1 => list.end(stalest),
                _ => return Err(Full::All(limits.viewers)),
            }
        }
        if let Some(entry) = list.entry(number) {
            entry.group = group;
        }
        list.took(number);
        Ok(())
    }

    /// Notes that this viewer accepted a message.
    pub fn took(&self) {
        unpoisoned(self.0.list.lock()).took(self.0.number);
    }

    /// Whether it is a viewer.
    pub fn is_watching(&self) -> bool {
        let mut list = unpoisoned(self.0.list.lock());
        list.entry(self.0.number)
            .is_some_and(|it| it.took.is_some())
    }
}

/// The number of the first connection, in this order, of the fullest group, and the size of that group.
fn first_of_the_fullest<'a, T: Ord>(
    entries: impl Iterator<Item = &'a Entry> + Clone,
    order: impl Fn(&Entry) -> T,
) -> (Option<u64>, usize) {
    let mut counts = HashMap::new();
    for entry in entries.clone() {
        *counts.entry(entry.group).or_insert(0) += 1;
    }
    let most = counts.values().copied().max().unwrap_or(0);
    let fullest = entries.filter(|entry| counts.get(&entry.group) == Some(&most));
    let first = fullest.min_by_key(|entry| order(entry));
    (first.map(|entry| entry.number), most)
}

impl List {
    fn entry(&mut self, number: u64) -> Option<&mut Entry> {
        self.entries.iter_mut().find(|entry| entry.number == number)
    }

    fn took(&mut self, number: u64) {
        self.taken += 1;
        let taken = self.taken;
        if let Some(entry) = self.entry(number) {
            entry.took = Some(taken);
        }
    }

    fn end(&mut self, number: u64) {
        if let Some(index) = self.entries.iter().position(|it| it.number == number) {
            // Its place is dropped with its task, later and on another thread, because that needs the lock.
            self.entries.remove(index).task.abort();
        }
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        unpoisoned(self.list.lock())
            .entries
            .retain(|entry| entry.number != self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::pending;
    use tokio::sync::oneshot::error::TryRecvError;
    use tokio::sync::{mpsc, oneshot};

    const LIMITS: Limits = Limits {
        viewers: 4,
        viewers_per_address: 3,
        others: 3,
    };

    /// A connection that stays until it is ended.
    struct Connection {
        seat: Option<Seat>,
        ended: oneshot::Receiver<()>,
    }

    impl Connection {
        fn is_alive(&mut self) -> bool {
            self.ended.try_recv() == Err(TryRecvError::Empty)
        }

        fn watch(&self, address: &str) -> Result<(), Full> {
            self.seat.as_ref().unwrap().watch(address.parse().ok())
        }
    }

    async fn connect(connections: &Connections, address: &str) -> Connection {
        let (alive, ended) = oneshot::channel();
        let (send, mut seats) = mpsc::unbounded_channel();
        connections.serve(address.parse().ok(), |seat| async move {
            let _alive = alive;
            send.send(seat).unwrap();
            pending::<()>().await;
        });
        let seat = seats.recv().await;
        tokio::task::yield_now().await; // the displaced ones end
        Connection { seat, ended }
    }

    async fn watch(connections: &Connections, address: &str) -> Result<Connection, Full> {
        let connection = connect(connections, address).await;
        connection.watch(address)?;
        tokio::task::yield_now().await;
        Ok(connection)
    }

    fn run(test: impl Future<Output = ()>) {
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        runtime.unwrap().block_on(test);
    }

    #[test]
    fn of_those_that_wait_the_oldest_of_the_fullest_address_makes_room() {
        run(async {
            let connections = Connections::new(LIMITS);
            let mut viewer = watch(&connections, "10.0.0.1").await.unwrap();
            let mut slow = connect(&connections, "10.0.0.2").await;
            let mut strange = Vec::new();
            for _ in 0..50 {
                strange.push(connect(&connections, "10.0.0.66").await);
            }
            assert!(viewer.is_alive() && slow.is_alive());
            let alive: Vec<_> = strange.iter_mut().map(Connection::is_alive).collect();
            assert_eq!(alive.iter().filter(|alive| **alive).count(), 2);
            assert!(alive[48..].iter().all(|alive| *alive), "the oldest went");
        });
    }

    #[test]
    fn where_addresses_say_nothing_the_oldest_makes_room() {
        run(async {
            let connections = Connections::new(LIMITS);
            let mut all = Vec::new();
            for _ in 0..5 {
                all.push(connect(&connections, "").await);
            }
            let alive: Vec<_> = all.iter_mut().map(Connection::is_alive).collect();
            assert_eq!(alive, [false, false, true, true, true]);
        });
    }

    #[test]
    fn a_newcomer_displaces_the_stalest_viewer_of_the_fullest_address() {
        run(async {
            let connections = Connections::new(LIMITS);
            let mut slow = watch(&connections, "10.0.0.2").await.unwrap();
            let mut strange = Vec::new();
            for _ in 0..3 {
                strange.push(watch(&connections, "10.0.0.66").await.unwrap());
            }
            let full = watch(&connections, "10.0.0.66").await;
            assert_eq!(full.err(), Some(Full::Address(3)));
            for fresh in [0, 2] {
                strange[fresh].seat.as_ref().unwrap().took();
            }
            let mut pupil = watch(&connections, "10.0.0.3").await.unwrap();
            assert!(slow.is_alive() && pupil.is_alive());
            let alive: Vec<_> = strange.iter_mut().map(Connection::is_alive).collect();
            assert_eq!(alive, [true, false, true]);
            // Now each has its share, and none displaces another any more.
            let stranger = watch(&connections, "10.0.0.66").await;
            assert_eq!(stranger.err(), Some(Full::All(4)));
            assert!(watch(&connections, "10.0.0.2").await.is_err());
            let _fourth = watch(&connections, "10.0.0.4").await.unwrap();
            assert!(watch(&connections, "10.0.0.5").await.is_err());
            assert!(watch(&connections, "").await.is_err(), "nobody has two");
        });
    }

    #[test]
    fn an_ipv6_prefix_is_one_address() {
        for (one, other, same) in [
            ("2001:db8::1", "2001:db8::ffff:1", true),
            ("2001:db8::1", "2001:db8:0:1::1", false),
            ("10.0.0.1", "::ffff:10.0.0.1", true),
            ("10.0.0.1", "10.0.0.2", false),
            ("", "", false),
        ] {
            let group = |address: &str, number| Group::of(address.parse().ok(), number);
            assert_eq!(group(one, 1) == group(other, 2), same, "{one} {other}");
        }
    }

    #[test]
    fn one_that_has_ended_leaves_the_list() {
        run(async {
            let connections = Connections::new(LIMITS);
            connections.serve(None, |seat| async move { drop(seat) });
            while !unpoisoned(connections.list.lock()).entries.is_empty() {
                tokio::task::yield_now().await;
            }
        });
    }
}
