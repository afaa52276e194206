//! The protocol of the status socket: one JSON object per line, in both directions.
//!
//! | request | answer |
//! |---|---|
//! | `{"get":"snapshot"}` | one [`Status`](crate::observe::Status) |
//! | `{"watch":true}` | one at most 20 times a second while anything changes, and once a second otherwise, until the connection ends |
//! | `{"get":"recording"}` | `{"recording":"…"}`, the recording so far |
//! | `{"get":"checkpoint"}` | `{"checkpoint":{…}}`, all that the machine's next step depends on: a [`Start`](crate::recording::Start), from which a copy makes the same steps, bit for bit |
//! | `{"set":{"i1":true}}` | `{"ok":true}`; simulated board only |
//! | `{"press":"teach"}`, `{"press":"forget","ms":2500}` | `{"ok":true}` once it is released; simulated board only |
//!
//! The answer to a request that cannot be done is `{"error":"…"}`. An invalid request also ends the connection.

use crate::messages;
use crate::panel::Input;
use crate::printable::{printable, shown};
#[cfg(unix)]
use crate::recording::Start;
use crate::said;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::time::Duration;
use thiserror::Error;

/// How long a button is pressed by default.
const PRESS: Duration = Duration::from_millis(150);

/// The longest press of a button.
const MAX_PRESS: Duration = Duration::from_secs(60);

/// A request of a client.
///
/// ```
/// use backpropd::observe::Request;
/// use backpropd::panel::Input;
/// use std::time::Duration;
/// let request = Request::parse(r#"{"press":"forget","ms":2500}"#)?;
/// assert_eq!(request, Request::Press(Input::Forget, Duration::from_millis(2500)));
/// assert_eq!(request.to_line(), "{\"press\":\"forget\",\"ms\":2500}\n");
/// assert!(Request::parse("status?").unwrap_err().contains("not a request"));
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// A single answer.
    Get(Get),
    /// A stream of statuses.
    Watch,
    /// Flips switches, or presses or releases buttons.
    Set(BTreeMap<Input, bool>),
    /// Presses a button for this long.
    Press(Input, Duration),
}

/// What a client can ask for.
///
/// ```
/// use backpropd::observe::{Get, Request};
/// assert_eq!(Request::Get(Get::Snapshot).to_line(), "{\"get\":\"snapshot\"}\n");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Get {
    /// The current status.
    Snapshot,
    /// The recording so far.
    Recording,
    /// All that the next step depends on.
    Checkpoint,
}

/// A request as JSON.
#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Line {
    #[serde(skip_serializing_if = "Option::is_none")]
    get: Option<Get>,
    #[serde(skip_serializing_if = "Option::is_none")]
    watch: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    set: Option<BTreeMap<Input, bool>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    press: Option<Input>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ms: Option<u64>,
}

impl Request {
    /// Parses a line.
    ///
    /// # Errors
    /// If it is not a request: what is wrong, and what is allowed.
    pub fn parse(line: &str) -> Result<Self, String> {
        let read = || -> serde_json::Result<Line> {
            // serde would accept a list as the values of the keys, in order.
            if line.trim_start().starts_with('[') {
                return Err(serde::de::Error::custom("a list"));
            }
            serde_json::from_str(line)
        };
        let line = read().map_err(|error| {
            let error = printable(&error.to_string());
            format!(
                "not a request: {error}; allowed: {{\"get\":\"snapshot\"}}, {{\"watch\":true}}, \
                 {{\"get\":\"recording\"}}, {{\"get\":\"checkpoint\"}}, {{\"set\":{{\"i1\":true}}}}, {{\"press\":\"teach\",\"ms\":150}}"
            )
        })?;
        match line {
            Line {
                get: Some(what),
                watch: None,
                set: None,
                press: None,
                ms: None,
            } => Ok(Self::Get(what)),
            Line {
                get: None,
                watch: Some(true),
                set: None,
                press: None,
                ms: None,
            } => Ok(Self::Watch),
            Line {
                get: None,
                watch: None,
                set: Some(levels),
                press: None,
                ms: None,
            } => Ok(Self::Set(levels)),
            Line {
                get: None,
                watch: None,
                set: None,
                press: Some(button),
                ms,
            } => {
                let time = ms.map_or(PRESS, Duration::from_millis);
                if Input::SWITCHES.contains(&button) {
                    let button = button.name();
                    return Err(format!(
                        "press: {button} is a switch; allowed: teach, forget"
                    ));
                }
                if time > MAX_PRESS {
                    let most = MAX_PRESS.as_millis();
                    return Err(format!(
                        "ms: {} is out of range; allowed: 0 to {most}",
                        time.as_millis()
                    ));
                }
                Ok(Self::Press(button, time))
            }
            _ => Err("a request asks for one thing: get, watch, set or press".into()),
        }
    }

    /// The request as a line.
    pub fn to_line(&self) -> String {
        let mut line = Line::default();
        match self {
            Self::Get(what) => line.get = Some(*what),
            Self::Watch => line.watch = Some(true),
            Self::Set(levels) => line.set = Some(levels.clone()),
            Self::Press(button, time) => {
                line.press = Some(*button);
                line.ms = u64::try_from(time.as_millis()).ok();
            }
        }
        let mut text = serde_json::to_string(&line).unwrap_or_default();
        text.push('\n');
        text
    }
}

/// An answer that is not a status.
#[cfg(unix)]
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Answer {
    /// It was done.
    Ok(bool),
    /// It was not done, and why.
    Error(#[serde(deserialize_with = "reason")] String),
    /// The recording.
    Recording(String),
    /// All that the next step depends on.
    Checkpoint(Box<Start>),
}

/// A reason that can be shown: printable, and not empty.
#[cfg(unix)]
fn reason<'de, D: serde::Deserializer<'de>>(text: D) -> Result<String, D::Error> {
    let reason: String = crate::printable::read(text)?;
    if reason.trim().is_empty() {
        return Err(serde::de::Error::custom("an error without a reason"));
    }
    Ok(reason)
}

/// What can go wrong between a viewer and a daemon.
///
/// ```
/// # #[cfg(unix)] {
/// use backpropd::observe::{Client, Error};
/// let error = Client::connect("no/such.sock".as_ref()).unwrap_err();
/// assert!(matches!(error, Error::NotRunning { .. }));
/// assert!(error.to_string().contains("backpropd run"));
/// # }
/// ```
#[derive(Debug, Error)]
pub enum Error {
    /// No daemon listens at any of these places.
    #[error("{}", messages::socket_not_running(listed(places)))]
    NotRunning {
        /// The sockets that were tried.
        places: Vec<PathBuf>,
    },
    /// The socket does not allow this user.
    #[error("{}", messages::socket_permission(shown(path)))]
    Permission {
        /// The socket.
        path: PathBuf,
    },
    /// A daemon already listens there.
    #[error("{}", messages::socket_in_use(shown(path)))]
    InUse {
        /// The socket.
        path: PathBuf,
    },
    /// The daemon refused; its answer.
    #[error("{0}")]
    Refused(String),
    /// The answer is not of this protocol.
    #[error("{}", messages::socket_garbled(shown(path), printable(&error.to_string())))]
    Garbled {
        /// The socket.
        path: PathBuf,
        /// What is wrong with it.
        error: serde_json::Error,
    },
    /// There is something other than a socket.
    #[error("{}", messages::socket_not_ours(shown(path), what))]
    NoSocket {
        /// Its path.
        path: PathBuf,
        /// Its kind.
        what: &'static str,
    },
    /// Another user could change the folder of the socket at any time.
    #[error("{}", messages::socket_stranger(shown(path), owner))]
    Stranger {
        /// The socket.
        path: PathBuf,
        /// The owner of its folder.
        owner: u32,
    },
    /// The connection failed or ended.
    #[error("{}: {}", shown(path), said::io(error))]
    Io {
        /// The socket.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
}

/// The paths, separated by commas, with "or" before the last.
fn listed(paths: &[PathBuf]) -> String {
    let all = |paths: &[PathBuf]| {
        let paths: Vec<_> = paths.iter().map(|path| shown(path).to_string()).collect();
        paths.join(", ")
    };
    match paths {
        [first @ .., last] if !first.is_empty() => messages::socket_or(all(first), shown(last)),
        paths => all(paths),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_request_survives_its_line() {
        let levels = BTreeMap::from([(Input::I1, true), (Input::Teach, false)]);
        for request in [
            Request::Get(Get::Snapshot),
            Request::Get(Get::Recording),
            Request::Get(Get::Checkpoint),
            Request::Watch,
            Request::Set(levels),
            Request::Press(Input::Forget, Duration::from_millis(2500)),
        ] {
            let line = request.to_line();
            assert_eq!(Request::parse(&line), Ok(request), "{line}");
        }
        assert_eq!(
            Request::parse(r#"{"press":"teach"}"#),
            Ok(Request::Press(Input::Teach, PRESS))
        );
    }

    #[cfg(unix)]
    #[test]
    fn an_error_has_a_reason() {
        for (line, understood) in [
            (r#"{"error":"no"}"#, true),
            (r#"{"error":""}"#, false),
            (r#"{"error":" "}"#, false),
        ] {
            let answer = serde_json::from_str::<Answer>(line);
            assert_eq!(answer.is_ok(), understood, "{line}");
        }
    }

    #[test]
    fn what_is_not_a_request_is_told_what_is() {
        for (line, expected) in [
            ("", "not a request"),
            ("[]", "not a request"),
            (r#"{"get":"everything"}"#, "unknown variant `everything`"),
            (r#"{"stop":true}"#, "unknown field `stop`"),
            (r#"{"set":{"o1":true}}"#, "unknown variant `o1`"),
            (r#"{"set":{"i1":1}}"#, "expected a boolean"),
            (r#"{"press":"i1"}"#, "allowed: teach, forget"),
            (r#"{"press":"teach","ms":60001}"#, "allowed: 0 to 60000"),
            (r#"{"press":"teach","ms":-1}"#, "not a request"),
            (r#"{"st\nop":true}"#, r"unknown field `st\nop`"),
            (r#"{"watch":false}"#, "one thing"),
            ("{}", "one thing"),
            (r#"{"get":"snapshot","watch":true}"#, "one thing"),
            (r#"{"get":"snapshot","ms":1}"#, "one thing"),
        ] {
            let error = Request::parse(line).unwrap_err();
            assert!(error.contains(expected), "{line}: {error}");
        }
    }
}
