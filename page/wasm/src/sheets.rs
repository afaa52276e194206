//! The requests of the page about worksheets to be done by hand. A request is text, an answer one JSON object:
//!
//! | request | answer |
//! |---|---|
//! | `worksheet 7 2026` | the worksheet of this pupil and seed as a form, see [`Form`] |
//! | `check`, a line break, a filled-in worksheet | what is right in it, see [`Checked`](worksheet::Checked) |
//!
//! The answer to a request that cannot be done is `{"error":"…"}`. It is a module of its own, `worksheets.wasm`, which the page
//! starts when a worksheet is opened: the machine is the smaller, and starts the sooner, without it.

use backpropd_machine::printable::printable;
use backpropd_machine::worksheet::{self, Form, Worksheet};
use serde::Serialize;

/// Answers them; nothing is kept from one request to the next.
#[derive(Debug, Default)]
pub struct Sheets;

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Answer {
    Error(String),
}

impl Sheets {
    /// Performs this request and answers it.
    pub fn answer(&mut self, request: &[u8]) -> String {
        let request = str::from_utf8(request).map_err(|_| "a request is text".to_owned());
        let done = request.and_then(done);
        done.unwrap_or_else(|error| text(&Answer::Error(error)))
    }
}

fn done(request: &str) -> Result<String, String> {
    if let Some(which) = request.strip_prefix("worksheet ") {
        Ok(text(&form(which)?))
    } else if let Some(filled) = request.strip_prefix("check\n") {
        let checked = worksheet::check(filled.as_bytes());
        // The page lets nobody type what is refused here.
        let checked = checked.map_err(|error| format!("line {}", error.line))?;
        Ok(text(&checked.first()))
    } else {
        Err(format!("{}: no such request", printable(request)))
    }
}

fn form(which: &str) -> Result<Form, String> {
    let (pupil, seed) = which.split_once(' ').unwrap_or_default();
    let pupil = pupil.parse().ok();
    let pupil = pupil.filter(|pupil| (1..=worksheet::MAX_PUPIL).contains(pupil));
    match (pupil, seed.parse()) {
        (Some(pupil), Ok(seed)) => Ok(Worksheet::of(pupil, seed).form()),
        _ => Err(format!("{}: no such worksheet", printable(which))),
    }
}

fn text(answer: &impl Serialize) -> String {
    serde_json::to_string(answer).unwrap_or_default()
}
