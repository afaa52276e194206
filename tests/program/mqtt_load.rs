//! The publisher's broker hangs, floods it or is gone: the scans of the daemon are hardly later than without a publisher.
//!
//! The test prints how late the scans are, but does not assert it, because that depends on the machine. It asserts that every
//! part of it took place. To see the times: cargo test --test program mqtt_load -- --nocapture
#![cfg(all(feature = "mqtt", target_os = "linux"))]

use crate::broker::{Broker, is_installed};
use crate::lateness::Scanning;
use std::process::Command;

const ID: &str = "bp-00000007";

/// Scans per report: two seconds.
const SCANS: usize = 200;

#[test]
fn a_broker_does_not_delay_the_training() {
    if !is_installed() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("status.sock");
    let scanning = Scanning::start(&socket);
    scanning.wait_for(SCANS);
    println!("without a publisher: {}", scanning.report());

    let mut broker = Broker::open();
    let heard = broker.listen(&[], &format!("backpropd/+/desk/{ID}/state"));
    let mut publisher = Command::new(env!("CARGO_BIN_EXE_backpropd"))
        .args(["mqtt", "--rate", "4", "--broker", &broker.address()])
        .args(["--id", ID, "--socket", socket.to_str().unwrap()])
        .spawn()
        .unwrap();
    heard.wait("its state", |_| true);
    scanning.wait_for(SCANS);
    println!("with a publisher, 4 states a second: {}", scanning.report());

    // Its topics are flooded, as fast as a client can.
    let seen = heard.count();
    let net = "backpropd/room1/class/net";
    let long = "9".repeat(4_000);
    let mut flood = broker.flood(net, &long);
    scanning.wait_for(SCANS);
    println!("while the broker floods it: {}", scanning.report());
    heard.wait_after(seen, "a state in spite of the flood", |_| true);
    flood.kill().unwrap();
    flood.wait().unwrap();

    broker.signal("STOP");
    scanning.wait_for(SCANS);
    println!("while the broker hangs: {}", scanning.report());
    broker.signal("CONT");
    broker.kill();
    scanning.wait_for(SCANS);
    println!("without a broker: {}", scanning.report());
    publisher.kill().unwrap();
    publisher.wait().unwrap();
}
