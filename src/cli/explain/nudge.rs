//! `backpropd explain --nudge`: which weight or bias, and by how much.

use super::super::args;
use super::{print, print_json, within};
use anyhow::Result;
use backpropd::messages;
use backpropd::nn::{BIAS_NAMES, Bias, Ledger};
use backpropd::nudge::{self, Nudge};
use backpropd::range::Range;
use backpropd::said;
use backpropd::view::{self, Style};

/// A weight or bias by its place among [`nudge::names`], and by how much it is moved.
#[derive(Clone, Copy)]
pub struct Wanted {
    place: usize,
    amount: f64,
}

/// By how much, where nothing else is said.
const AMOUNT: f64 = 0.01;

/// By how much at most.
const AMOUNTS: Range = Range::from(-10.0).up_to(10.0);

/// One so small that rounding wins.
const TOO_SMALL: f64 = 1e-13;

impl Wanted {
    /// Reads `w5` or `w5=0.01`.
    pub fn read(word: &str) -> Result<Self, String> {
        let (name, amount) = match word.split_once('=') {
            Some((name, amount)) => (name, within(AMOUNTS)(amount)?),
            None => (word, AMOUNT),
        };
        let Some(place) = nudge::names().position(|known| known == name) else {
            let all: Vec<_> = nudge::names().collect();
            return Err(messages::nudge_unknown_name(all.join(", ")));
        };
        if amount == 0.0 {
            return Err(messages::nudge_zero(said::range(&AMOUNTS)));
        }
        Ok(Self { place, amount })
    }
}

/// Prints what the nudge does to the loss where the step of the ledger began.
pub fn print_nudge(ledger: &Ledger, wanted: Wanted, style: Style, json: bool) -> Result<()> {
    let Wanted { place, amount } = wanted;
    let is_bias = place >= nudge::names().count() - BIAS_NAMES.len();
    if is_bias && ledger.bias == Bias::None {
        return Err(args::wrong(messages::nudge_no_biases().into()));
    }
    let nudge = Nudge::of(ledger, place, amount)?;
    if json {
        return print_json(&nudge);
    }
    let too_small = Nudge::measure(ledger, place, TOO_SMALL)?;
    print(&view::nudge::worked(&nudge, too_small, style))
}
