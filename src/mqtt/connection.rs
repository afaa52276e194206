//! A connection to the broker: the only file that knows the crate for MQTT.
//!
//! The session ends with the connection, so the broker keeps nothing for a desk that is away. Of the crate's calls only the
//! one behind [`Connection::header`] may be broken off; every other one is awaited to its end, within a deadline.

use super::stream::Stream;
use super::{Broker, Error, Password};
use crate::classroom::participant::Subscription;
use crate::classroom::{MAX_PAYLOAD, Message};
use crate::printable::printable;
use rust_mqtt::Bytes;
use rust_mqtt::buffer::AllocBuffer;
use rust_mqtt::client::event::Event;
use rust_mqtt::client::options::{
    ConnectOptions, DisconnectOptions, PublicationOptions, SubscriptionOptions, TopicReference,
    WillOptions,
};
use rust_mqtt::client::{Client, MqttError};
use rust_mqtt::config::KeepAlive;
use rust_mqtt::header::FixedHeader;
use rust_mqtt::types::{
    MqttBinary, MqttString, PacketIdentifier, QoS, ReasonCode, TopicFilter, TopicName,
};
use std::net::SocketAddr;
use std::num::NonZero;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;

/// How long a broker may take to accept a connection, and to answer at its beginning.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How long the rest of a packet may take whose beginning is there.
const BODY_TIMEOUT: Duration = Duration::from_secs(10);

/// The broker takes a desk for gone that has sent nothing for one and a half times as long, in seconds. It may shorten it.
const KEEP_ALIVE: NonZero<u16> = NonZero::new(30).unwrap();

/// How much a packet has beside its payload at most, in bytes.
const MAX_HEAD: usize = 512;

/// How many subscriptions may be unanswered.
const SUBSCRIPTIONS: usize = 8;

/// How many messages may be unacknowledged.
const IN_FLIGHT: usize = 8;

type Mqtt = Client<'static, 'static, Stream, AllocBuffer, SUBSCRIPTIONS, 8, IN_FLIGHT, 0, 0, 0, 0>;

/// How to log in.
#[derive(Clone, Debug)]
pub struct Login {
    /// Different at each start, so that two desks under one id do not end each other's connection.
    pub client: String,
    /// The user, where the broker wants one.
    pub user: Option<String>,
    /// The password.
    pub password: Option<Password>,
}

/// What came from the broker.
#[derive(Debug)]
pub enum Heard {
    /// A message to one of the subscriptions.
    Message {
        /// Its topic.
        topic: String,
        /// At most [`MAX_PAYLOAD`] bytes.
        payload: Vec<u8>,
    },
    /// A message to this topic was not accepted.
    Rejected(String),
    /// Nothing of interest.
    Other,
}

/// A connection to the broker.
pub struct Connection {
    mqtt: Mqtt,
    /// What is not acknowledged yet, with its topic.
    in_flight: Vec<(PacketIdentifier, String)>,
}

impl Connection {
    /// Connects and logs in. The broker is to publish `will`, if there is one, when the connection breaks.
    ///
    /// # Errors
    /// Why there is none.
    pub async fn open(
        broker: &Broker,
        login: &Login,
        will: Option<&Message>,
    ) -> Result<Self, Error> {
        let addresses = broker.addresses().await?;
        let opening = Self::open_at_once(&addresses, login, will);
        timeout(CONNECT_TIMEOUT, opening)
            .await
            .unwrap_or(Err(Error::Silent))
    }

    async fn open_at_once(
        addresses: &[SocketAddr],
        login: &Login,
        will: Option<&Message>,
    ) -> Result<Self, Error> {
        let tcp = TcpStream::connect(addresses).await;
        let tcp = tcp.map_err(Error::Connect)?;
        tcp.set_nodelay(true).map_err(Error::Connect)?;
        let mut options = ConnectOptions::new()
            .clean_start()
            .keep_alive(KeepAlive::Seconds(KEEP_ALIVE));
        if let Some(will) = will {
            let will = WillOptions::new(topic(&will.topic)?, binary(&will.payload)?);
            options = options.will(will.at_least_once().retain());
        }
        let most = u32::try_from(MAX_PAYLOAD + MAX_HEAD).ok();
        if let Some(most) = most.and_then(NonZero::new) {
            options = options.maximum_packet_size(most);
        }
        if let Some(user) = &login.user {
            options = options.user_name(string(user)?);
        }
        if let Some(password) = &login.password {
            options = options.password(binary(password.secret())?);
        }
        // It has no size, so nothing is leaked.
        let buffer = Box::leak(Box::new(AllocBuffer));
        let mut mqtt = Mqtt::new(buffer);
        let client = string(&login.client)?;
        match mqtt.connect(Stream::new(tcp), &options, Some(client)).await {
            Ok(_) => Ok(Self {
                mqtt,
                in_flight: Vec::new(),
            }),
            Err(error @ MqttError::Disconnect { .. }) => Err(closed(error)),
            // A broker without MQTT 5, or something else, ends the connection without a reason.
            Err(_) => Err(Error::NotABroker),
        }
    }

    /// Asks for the messages of these topics.
    ///
    /// # Errors
    /// When the connection is broken.
    pub async fn subscribe(&mut self, subscription: &Subscription) -> Result<(), Error> {
        let filter = TopicFilter::new(string(&subscription.filter)?).ok_or(Error::NotABroker)?;
        let options = SubscriptionOptions::new().qos(match subscription.acknowledged {
            true => QoS::AtLeastOnce,
            false => QoS::AtMostOnce,
        });
        let subscribed = self.mqtt.subscribe(filter, &options).await;
        subscribed.map(drop).map_err(closed)
    }

    /// Whether another message can be published before one is acknowledged.
    pub fn has_room(&self) -> bool {
        self.in_flight.len() < IN_FLIGHT
    }

    /// Whether all messages are acknowledged that are to be.
    pub fn is_settled(&self) -> bool {
        self.in_flight.is_empty()
    }

    /// Publishes a message. To be called when there is room.
    ///
    /// # Errors
    /// When the connection is broken.
    pub async fn publish(&mut self, message: &Message) -> Result<(), Error> {
        let name = TopicReference::Name(topic(&message.topic)?);
        let mut options = PublicationOptions::new(name).payload_format_indicator(true);
        if message.retain {
            options = options.retain();
        }
        if message.acknowledged {
            options = options.at_least_once();
        }
        let payload = Bytes::from(message.payload.as_bytes());
        let sent = self.mqtt.publish(&options, payload).await.map_err(closed)?;
        if let Some(identifier) = sent {
            self.in_flight.push((identifier, message.topic.clone()));
        }
        Ok(())
    }

    /// The keep-alive that holds here: the broker's, where it has a shorter one than was offered; at least 1 s.
    pub fn keep_alive(&self) -> Duration {
        let seconds = match self.mqtt.shared_config().keep_alive {
            KeepAlive::Seconds(seconds) => seconds.min(KEEP_ALIVE),
            KeepAlive::Infinite => KEEP_ALIVE,
        };
        Duration::from_secs(seconds.get().into())
    }

    /// Asks for a sign of life.
    ///
    /// # Errors
    /// When the connection is broken.
    pub async fn ping(&mut self) -> Result<(), Error> {
        self.mqtt.ping().await.map_err(closed)
    }

    /// Waits for the beginning of a packet. May be broken off.
    ///
    /// # Errors
    /// When the connection is broken.
    pub async fn header(&mut self) -> Result<FixedHeader, Error> {
        self.mqtt.poll_header().await.map_err(closed)
    }

    /// The rest of a packet.
    ///
    /// # Errors
    /// When the connection is broken.
    pub async fn body(&mut self, header: FixedHeader) -> Result<Heard, Error> {
        let event = timeout(BODY_TIMEOUT, self.mqtt.poll_body(header)).await;
        let event = event.map_err(|_| Error::Silent)?.map_err(closed)?;
        Ok(match event {
            Event::Publish(publish) => match publish.topic {
                TopicReference::Name(topic) if publish.message.len() <= MAX_PAYLOAD => {
                    Heard::Message {
                        topic: topic.as_ref().as_ref().to_owned(),
                        payload: publish.message.as_bytes().to_vec(),
                    }
                }
                _ => Heard::Other,
            },
            Event::PublishAcknowledged(ack) => {
                self.settle(ack.packet_identifier);
                Heard::Other
            }
            Event::PublishRejected(rejected) => match self.settle(rejected.packet_identifier) {
                Some(topic) => Heard::Rejected(topic),
                None => Heard::Other,
            },
            _ => Heard::Other,
        })
    }

    fn settle(&mut self, identifier: PacketIdentifier) -> Option<String> {
        let index = self.in_flight.iter().position(|(it, _)| *it == identifier);
        index.map(|index| self.in_flight.swap_remove(index).1)
    }

    /// Closes the connection cleanly: the broker does not publish the will.
    ///
    /// # Errors
    /// When the connection is broken.
    pub async fn close(mut self) -> Result<(), Error> {
        let closed_now = self.mqtt.disconnect(&DisconnectOptions::new()).await;
        closed_now.map(drop).map_err(closed)
    }
}

fn string(text: &str) -> Result<MqttString<'_>, Error> {
    // Ours are short and without NUL; a user or a password might not be.
    MqttString::try_from(text).map_err(|_| Error::Refused)
}

fn binary(text: &str) -> Result<MqttBinary<'_>, Error> {
    MqttBinary::try_from(text.as_bytes()).map_err(|_| Error::Refused)
}

fn topic(text: &str) -> Result<TopicName<'_>, Error> {
    TopicName::new(string(text)?).ok_or(Error::Refused)
}

/// Why the connection is broken.
fn closed<const N: usize>(error: MqttError<'_, N>) -> Error {
    match error {
        MqttError::Disconnect { reason, .. } => match reason {
            ReasonCode::BadUserNameOrPassword | ReasonCode::NotAuthorized => Error::Refused,
            ReasonCode::UnsupportedProtocolVersion => Error::NotABroker,
            reason => Error::Closed(printable(&format!("{reason:?}"))),
        },
        MqttError::Network(_) => Error::Broken,
        MqttError::Server => Error::NotABroker,
        error => Error::Closed(format!("{error:?}")),
    }
}
