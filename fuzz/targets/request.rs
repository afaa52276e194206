//! Feeds any line to the status socket: the result is a request that can be written and read again, or a one-line
//! message with what is allowed.
#![no_main]

use backpropd::observe::Request;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|line: &str| match Request::parse(line) {
    Ok(request) => assert_eq!(Request::parse(&request.to_line()).as_ref(), Ok(&request)),
    Err(why) => assert!(!why.is_empty() && !why.contains(char::is_control), "{why}"),
});
