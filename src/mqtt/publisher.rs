//! Connects to the broker, again and again, and carries the messages of a participant to it, and others' back.
//!
//! One task does one thing after the other. Only while it waits for something to do it can be broken off: by a packet, by
//! news, or by the clock. A message that nobody has taken yet is replaced by its successor in the participant.

use super::connection::{Connection, Heard};
use super::desk::random_share;
use super::{Broker, Error, Login, Shared};
use crate::classroom::Message;
use crate::classroom::participant::Participant;
use crate::classroom::retry::Retry;
use crate::language::Wording;
use log::Level;
use rust_mqtt::header::FixedHeader;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// A connection that has lasted so long was a good one: the next attempt comes soon.
const STABLE: Duration = Duration::from_secs(60);

/// How long the last messages may take, for a thousand desks of a rehearsal.
const FAREWELL_TIMEOUT: Duration = Duration::from_secs(30);

/// How long the broker may be silent meanwhile.
const FAREWELL_SILENCE: Duration = Duration::from_secs(1);

/// Carries the messages of a participant to a broker, and others' back.
#[derive(Debug)]
pub struct Publisher<P> {
    broker: Broker,
    login: Login,
    shared: Shared<P>,
    retry: Retry,
    /// The topics that the broker did not accept, each of which is reported once.
    rejected: Vec<String>,
}

/// The broker is asked for a sign of life this often: twice within the time after which it would take the desk for gone.
fn ping_interval(connection: &Connection) -> Duration {
    connection.keep_alive() / 2
}

/// A broker that has said nothing for this long is gone.
fn silence(connection: &Connection) -> Duration {
    connection.keep_alive() * 4 / 3
}

/// Why the waiting is over.
enum Wake {
    Packet(Result<FixedHeader, Error>),
    News,
}

/// When the broker last showed that it is alive.
struct Life {
    /// Something came from it.
    heard: Duration,
    /// It was asked for a sign of life.
    pinged: Duration,
    /// There was room for another message: it acknowledges what it gets.
    had_room: Duration,
}

impl<P: Participant> Publisher<P> {
    /// To this broker.
    pub fn new(broker: Broker, login: Login, shared: Shared<P>) -> Self {
        Self {
            broker,
            login,
            shared,
            retry: Retry::default(),
            rejected: Vec::new(),
        }
    }

    /// Publishes until it is time to end.
    pub async fn run(mut self) {
        let mut said = None;
        while !self.shared.is_ending() {
            let began = self.now();
            let Err(error) = self.session(Level::Info).await else {
                return;
            };
            if self.now() - began >= STABLE {
                self.retry.connected();
                said = None;
            }
            let wait = match error.is_refusal() {
                true => self.retry.refused(random_share()),
                false => self.retry.next(random_share()),
            };
            // Each reason once: a broker may be away for a night.
            let why = Wording::of(&|| error.to_string());
            self.shared.lock().disconnected(why.clone());
            if Some(&why) == said.as_ref() {
                log::debug!("{}: {error}", self.broker);
            } else {
                log::warn!("{}: {error}; trying again", self.broker);
                said = Some(why);
            }
            self.rest(wait).await;
        }
    }

    /// Publishes what there is now, waits until the broker has it, and leaves.
    ///
    /// # Errors
    /// Why that failed.
    pub async fn once(self) -> Result<(), Error> {
        let mut connection = self.connect().await?;
        while let Some(message) = self.take() {
            connection.publish(&message).await?;
            self.settle(&mut connection).await?;
        }
        let farewell = self.shared.lock().farewell();
        for message in &farewell {
            connection.publish(message).await?;
            self.settle(&mut connection).await?;
        }
        connection.close().await
    }

    /// Publishes these messages, which the broker is to acknowledge, and leaves.
    ///
    /// # Errors
    /// Why that failed.
    pub async fn send(self, messages: &[Message]) -> Result<(), Error> {
        let will = self.shared.lock().will();
        let mut connection = Connection::open(&self.broker, &self.login, will.as_ref()).await?;
        for message in messages {
            connection.publish(message).await?;
            self.settle(&mut connection).await?;
        }
        connection.close().await
    }

    /// Time since the start.
    fn now(&self) -> Duration {
        self.shared.now()
    }

    fn take(&self) -> Option<Message> {
        let now = self.now();
        self.shared.lock().take(now)
    }

    /// Waits until every message is acknowledged, and fails where one is rejected.
    async fn settle(&self, connection: &mut Connection) -> Result<(), Error> {
        while !connection.is_settled() {
            let header = timeout(silence(connection), connection.header()).await;
            let header = header.map_err(|_| Error::Silent)??;
            if let Heard::Rejected(topic) = connection.body(header).await? {
                return Err(Error::Rejected(topic));
            }
        }
        Ok(())
    }

    async fn connect(&self) -> Result<Connection, Error> {
        let will = self.shared.lock().will();
        let mut connection = Connection::open(&self.broker, &self.login, will.as_ref()).await?;
        let subscriptions = {
            let (now, random) = (self.now(), random_share());
            let mut participant = self.shared.lock();
            participant.connected(now, random);
            participant.subscriptions()
        };
        for subscription in &subscriptions {
            connection.subscribe(subscription).await?;
        }
        Ok(connection)
    }

    /// One connection, to its end, or until it is time to end.
    ///
    /// # Errors
    /// Why there is none, or none any more.
    pub async fn session_once(mut self) -> Result<(), Error> {
        self.session(Level::Debug).await
    }

    /// One connection, to its end; the log says at this level that there is one.
    async fn session(&mut self, level: Level) -> Result<(), Error> {
        let mut connection = self.connect().await?;
        log::log!(
            level,
            "connected to {} as {}",
            self.broker,
            self.login.client
        );
        let now = self.now();
        let mut life = Life {
            heard: now,
            pinged: now,
            had_room: now,
        };
        while !self.shared.is_ending() {
            while connection.has_room()
                && let Some(message) = self.take()
            {
                connection.publish(&message).await?;
            }
            if let Wake::Packet(header) = self.wake(&mut connection, &life).await {
                let heard = connection.body(header?).await?;
                self.hear(heard);
                life.heard = self.now();
            }
            let now = self.now();
            if connection.has_room() {
                life.had_room = now;
            }
            if now - life.heard.min(life.had_room) >= silence(&connection) {
                return Err(Error::Silent);
            }
            if now - life.pinged >= ping_interval(&connection) {
                connection.ping().await?;
                life.pinged = now;
            }
        }
        let farewell = timeout(FAREWELL_TIMEOUT, self.leave(connection)).await;
        farewell.unwrap_or(Ok(()))
    }

    /// Says the last things, and ends the connection once the broker has them: one that is closed with something unread
    /// in it may take with it what the broker has not read yet.
    async fn leave(&self, mut connection: Connection) -> Result<(), Error> {
        let farewell = self.shared.lock().farewell();
        let mut farewell = farewell.iter();
        loop {
            if connection.has_room()
                && let Some(message) = farewell.next()
            {
                connection.publish(message).await?;
            } else if connection.is_settled() {
                return connection.close().await;
            } else {
                let Ok(header) = timeout(FAREWELL_SILENCE, connection.header()).await else {
                    return Ok(());
                };
                connection.body(header?).await?;
            }
        }
    }

    /// Waits for a packet, for news, or until something is due.
    async fn wake(&self, connection: &mut Connection, life: &Life) -> Wake {
        let now = self.now();
        let ping = (life.pinged + ping_interval(connection)).saturating_sub(now);
        // Without room, an acknowledgement is what comes next.
        let due = match connection.has_room() {
            true => self.shared.lock().wait(now),
            false => None,
        };
        let mut clock = pin!(sleep(due.unwrap_or(ping).min(ping)));
        let mut news = pin!(self.shared.news());
        let mut packet = pin!(connection.header());
        poll_fn(|context| {
            if let Poll::Ready(header) = packet.as_mut().poll(context) {
                return Poll::Ready(Wake::Packet(header));
            }
            let is_news = news.as_mut().poll(context).is_ready();
            match is_news || clock.as_mut().poll(context).is_ready() {
                true => Poll::Ready(Wake::News),
                false => Poll::Pending,
            }
        })
        .await
    }

    fn hear(&mut self, heard: Heard) {
        match heard {
            Heard::Message { topic, payload } => {
                let (now, random) = (self.now(), random_share());
                self.shared.lock().heard(&topic, &payload, now, random);
            }
            Heard::Rejected(topic) if !self.rejected.contains(&topic) => {
                let user = self.login.user.as_deref().unwrap_or("anonymous");
                log::warn!(
                    "the broker does not accept {topic}: its access control list must let the user {user} write there"
                );
                self.shared.lock().rejected(&topic);
                self.rejected.push(topic);
            }
            Heard::Rejected(_) | Heard::Other => {}
        }
    }

    /// Waits for this long, or until it is time to end.
    async fn rest(&self, wait: Duration) {
        let ending = async {
            while !self.shared.is_ending() {
                self.shared.news().await;
            }
        };
        let _ = timeout(wait, ending).await;
    }
}
