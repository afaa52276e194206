//! What is said on the status socket: one JSON object a line, in both directions.
//!
//! | request | answer |
//! |---|---|
//! | `{"get":"snapshot"}` | one [`Status`](crate::snapshot::Status) |
//! | `{"watch":true}` | one at most 20 times a second while anything changes, and once a second otherwise, until the connection ends |
//! | `{"get":"lesson"}` | `{"lesson":"…"}`, the recording so far |
//! | `{"set":{"i1":true}}` | `{"ok":true}`; simulated board only |
//! | `{"press":"teach"}`, `{"press":"forget","ms":2500}` | `{"ok":true}` once it is released; simulated board only |
//!
//! Anything that cannot be done is answered with `{"error":"…"}`; what is not a request ends the connection too.

use crate::panel::Input;
use crate::printable::printable;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::time::Duration;
use thiserror::Error;

/// How long a button is pressed when nobody says how long.
const PRESS: Duration = Duration::from_millis(150);

/// How long a button can be pressed.
const LONGEST_PRESS: Duration = Duration::from_secs(60);

/// What a client asks for.
///
/// ```
/// use backpropd::observe::Request;
/// use backpropd::panel::Input;
/// use std::time::Duration;
/// let request = Request::parse(r#"{"press":"forget","ms":2500}"#)?;
/// assert_eq!(request, Request::Press(Input::Forget, Duration::from_millis(2500)));
/// assert_eq!(request.to_line(), "{\"press\":\"forget\",\"ms\":2500}\n");
/// assert!(Request::parse("a wish").unwrap_err().contains("not a request"));
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// One thing.
    Get(Get),
    /// Statuses, as they come.
    Watch,
    /// Flips switches, or presses or releases buttons.
    Set(BTreeMap<Input, bool>),
    /// Presses a button for so long.
    Press(Input, Duration),
}

/// A thing to ask for.
///
/// ```
/// use backpropd::observe::{Get, Request};
/// assert_eq!(Request::Get(Get::Snapshot).to_line(), "{\"get\":\"snapshot\"}\n");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Get {
    /// How it is now.
    Snapshot,
    /// The lesson file, as far as it has been recorded.
    Lesson,
}

/// A request as it stands in its line.
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
    /// Reads a line.
    ///
    /// # Errors
    /// When it is not a request: what is wrong, and what is allowed.
    pub fn parse(line: &str) -> Result<Self, String> {
        // A list would be taken for the values of the keys, in their order.
        let object = serde_json::from_str::<serde_json::Map<_, _>>(line);
        let line = object.and_then(|object| Line::deserialize(Value::Object(object)));
        let line: Line = line.map_err(|error| {
            let error = printable(&error.to_string());
            format!(
                "not a request: {error}; allowed: {{\"get\":\"snapshot\"}}, {{\"watch\":true}}, \
                 {{\"get\":\"lesson\"}}, {{\"set\":{{\"i1\":true}}}}, {{\"press\":\"teach\",\"ms\":150}}"
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
                if time > LONGEST_PRESS {
                    let most = LONGEST_PRESS.as_millis();
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

    /// The line that asks for it.
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
    /// It was not, and why.
    Error(String),
    /// The lesson file.
    Lesson(String),
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
    /// Nobody listens there.
    #[error(
        "no daemon answers at {}; start it with: sudo systemctl start backpropd, \
         or, without a Pi: backpropd run --board sim", path.display()
    )]
    NotRunning {
        /// The socket.
        path: PathBuf,
    },
    /// The socket is for others.
    #[error(
        "no permission to open {}; add yourself to the group gpio and log in again: \
         sudo usermod -aG gpio \"$USER\"", path.display()
    )]
    Permission {
        /// The socket.
        path: PathBuf,
    },
    /// A daemon listens there already.
    #[error("{}: a daemon is running there already; stop it first, or give this one another [status] socket", path.display())]
    InUse {
        /// The socket.
        path: PathBuf,
    },
    /// The daemon refused, in its own words.
    #[error("{0}")]
    Refused(String),
    /// The daemon answers with something else.
    #[error("{}: this is not how a daemon of this version answers: {error}", path.display())]
    Garbled {
        /// The socket.
        path: PathBuf,
        /// What is wrong with it.
        error: serde_json::Error,
    },
    /// The connection failed or ended.
    #[error("{}: {error}", path.display())]
    Io {
        /// The socket.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_request_survives_its_line() {
        let levels = BTreeMap::from([(Input::I1, true), (Input::Teach, false)]);
        for request in [
            Request::Get(Get::Snapshot),
            Request::Get(Get::Lesson),
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
