//! Why there is no connection to the broker, or not any more.

use crate::messages;
use crate::said;
use std::io;
use thiserror::Error;

/// Why there is no connection to the broker, or not any more.
#[derive(Debug, Error)]
pub enum Error {
    /// The name has no address.
    #[error("{}", messages::mqtt_unknown_host(.0))]
    UnknownHost(String),
    /// The computer of this name would have to answer for it, and was not asked or does not answer.
    #[error("{}", local_name(.0))]
    LocalName(String),
    /// Nobody listens there.
    #[error("{}", messages::mqtt_cannot_connect(said::io(.0)))]
    Connect(io::Error),
    /// Something listens there, but it is not a broker of MQTT 5.
    #[error("{}", messages::mqtt_not_a_broker())]
    NotABroker,
    /// The broker wants another user or password.
    #[error("{}", messages::mqtt_refused())]
    Refused,
    /// The broker has ended the connection, with the reason if it gave one.
    #[error("{}", messages::mqtt_closed(.0))]
    Closed(String),
    /// The connection has ended without a word of the broker.
    #[error("{}", messages::mqtt_broken())]
    Broken,
    /// Nothing has come for too long.
    #[error("{}", messages::mqtt_silent())]
    Silent,
    /// A message that must arrive was not accepted.
    #[error("{}", messages::mqtt_rejected(.0))]
    Rejected(String),
}

fn local_name(host: &str) -> String {
    match cfg!(target_feature = "crt-static") {
        true => messages::mqtt_local_name_static(host),
        false => messages::mqtt_local_name(host),
    }
}

impl Error {
    /// Whether the broker is there, so that trying again soon would be useless.
    pub fn is_refusal(&self) -> bool {
        matches!(self, Self::Refused)
    }

    /// Whether no broker answers at all.
    pub fn is_absence(&self) -> bool {
        matches!(
            self,
            Self::UnknownHost(_) | Self::LocalName(_) | Self::Connect(_) | Self::Silent
        )
    }
}
