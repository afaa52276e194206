//! The simulated board passes the shared suite. For the other boards, tests/pi/run and tests/gpio-sim/run run the same
//! checks in emulated computers.

#[path = "../board/suite.rs"]
mod suite;

use backpropd::board::{self, Board, Error, Kind, SimPanel, Wiring};
use backpropd::panel::{Input, Led};
use suite::Rig;

#[derive(Default)]
struct Simulated(SimPanel);

impl Rig for Simulated {
    fn open(&mut self, wiring: &Wiring) -> Result<Box<dyn Board>, Error> {
        let opened = board::open(Kind::Sim, wiring)?;
        self.0 = opened.panel.unwrap();
        Ok(opened.board)
    }

    fn set(&mut self, input: Input, active: bool) {
        self.0.set(input, active);
    }

    fn lit(&mut self, led: Led) -> bool {
        self.0.leds().lit(led)
    }
}

#[test]
fn the_simulated_board_passes_the_suite() {
    let mut done = 0;
    suite::on_any_board(&mut Simulated::default(), &Wiring::default(), &mut |_| {
        done += 1
    });
    assert_eq!(done, 6);
}
