//! The real program, as a person, another program or systemd uses it.
//!
//! One binary, because most of these tests wait for something: here they all wait at the same time
//! (`RUST_TEST_THREADS` in `.cargo/config.toml`).

#[path = "../expected/mod.rs"]
mod expected;
#[cfg(feature = "ko")]
#[path = "../korean/mod.rs"]
mod korean;
#[cfg(unix)]
#[allow(dead_code)] // not every set of features uses every part
#[path = "../../src/cli/pty.rs"]
mod pty;

#[path = "../faults/mod.rs"]
mod faults;
#[path = "../package/mod.rs"]
mod package;

mod at_once;
#[cfg(unix)]
#[allow(dead_code)] // not every set of features uses every part
mod live;

mod arguments;
mod bench;
#[cfg(all(unix, feature = "mqtt"))]
mod broker;
mod class;
mod class_clock;
mod class_rooms;
mod class_together;
#[cfg(feature = "ko")]
mod columns;
mod demo;
mod doctor;
mod examples;
mod explain;
mod glyphs;
mod greeting;
mod hangup;
mod hostile_text;
mod languages;
#[cfg(target_os = "linux")]
#[allow(dead_code)] // not every set of features uses every part
mod lateness;
mod learn;
mod lives;
mod metrics;
mod mqtt;
mod mqtt_load;
mod mqtt_network;
mod output;
mod panel_terminal;
mod paths;
mod pinout;
mod recordings;
mod run;
mod selftest;
mod shutdown;
mod signals;
mod status;
mod systemd;
#[cfg(all(unix, feature = "web"))]
mod web;
mod worksheet;
