//! Any line for the status socket: a request that survives being written again, or what is allowed, in one line.
#![no_main]

use backpropd::observe::Request;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|line: &str| match Request::parse(line) {
    Ok(request) => assert_eq!(Request::parse(&request.to_line()).as_ref(), Ok(&request)),
    Err(why) => assert!(!why.is_empty() && !why.contains(char::is_control), "{why}"),
});
