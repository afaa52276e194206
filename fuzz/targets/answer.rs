//! Feeds any bytes as a daemon's answer: the result is a status, a recording, or a one-line error. Nothing panics or
//! hangs.
#![no_main]

use backpropd::observe::{Client, Error, Request};
use backpropd::panel::Input;
use libfuzzer_sys::fuzz_target;
use std::io::Write;
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::time::Duration;

fuzz_target!(|bytes: &[u8]| {
    let press = Request::Press(Input::Teach, Duration::ZERO);
    check(client(bytes).status().map(|status| {
        let line = serde_json::to_string(&status).unwrap();
        assert_eq!(
            serde_json::from_str::<backpropd::observe::Status>(&line).unwrap(),
            status
        );
    }));
    check(client(bytes).recording().map(drop));
    check(client(bytes).act(&press));
    let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
    let mut statuses = 0;
    for status in client(bytes).watch().unwrap() {
        statuses += usize::from(status.is_ok());
        check(status.map(drop));
    }
    assert!(statuses <= lines);
});

/// A client of a daemon that sends this and hangs up; in every second case it does so before it has read the request.
fn client(bytes: &[u8]) -> Client {
    let (near, mut far) = UnixStream::pair().unwrap();
    far.write_all(bytes).unwrap();
    let shutdown = if bytes.len() % 2 == 0 {
        Shutdown::Both
    } else {
        Shutdown::Write
    };
    far.shutdown(shutdown).unwrap();
    Client::over(near, "status.sock".as_ref())
}

fn check(answer: Result<(), Error>) {
    if let Err(error) = answer {
        let error = error.to_string();
        assert!(
            !error.is_empty() && !error.contains(char::is_control),
            "{error:?}"
        );
    }
}
