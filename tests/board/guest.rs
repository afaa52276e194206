//! The suite on the pins of this computer: runs in an emulated computer whose host drives the pins from outside.
//!
//! It sends requests to the host as lines on standard output and reads the answers on standard input: `host: drive 17
//! high` is answered by `done`, `host: level 12` by `high` or `low`.

mod pins;
mod suite;

use backpropd::board::{self, Board, Error, Kind, Wiring};
use backpropd::panel::{Input, Led};
use std::io::{self, BufRead};
use suite::Rig;

fn main() {
    let name = std::env::args().nth(1).unwrap_or_default();
    let kind = Kind::ALL.into_iter().find(|kind| kind.name() == name);
    let kind = kind.unwrap_or_else(|| panic!("the kind of board, not '{name}'"));
    let wiring = Wiring::default();
    pins::on_pins(&mut Host { kind, wiring }, &mut |what| {
        println!("ok {what}")
    });
}

/// The host, which sets and reads voltages.
struct Host {
    kind: Kind,
    wiring: Wiring,
}

impl Rig for Host {
    fn open(&mut self, wiring: &Wiring) -> Result<Box<dyn Board>, Error> {
        self.wiring = wiring.clone();
        Ok(board::open(self.kind, wiring)?.board)
    }

    fn set(&mut self, input: Input, active: bool) {
        let pin = self.wiring.input(input).unwrap();
        let level = match (self.wiring.switches_active_low, active) {
            (true, true) | (false, false) => "low",
            (true, false) | (false, true) => "high",
        };
        assert_eq!(ask(&format!("drive {pin} {level}")), "done");
    }

    fn lit(&mut self, led: Led) -> bool {
        let pin = self.wiring.led(led).unwrap();
        match (self.wiring.leds_active_low, &*ask(&format!("level {pin}"))) {
            (true, "low") | (false, "high") => true,
            (true, "high") | (false, "low") => false,
            (_, answer) => panic!("'{answer}' is not a level"),
        }
    }
}

fn ask(question: &str) -> String {
    println!("host: {question}");
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer).unwrap();
    answer.trim().into()
}
