//! The state of a board in an address, behind its `#`: what is taught, and every setting that differs from the shipped one.
//!
//! ```text
//! v=1&table=0110,0001&seed=8&bias=none&alpha=4
//! ```
//!
//! `table` has a word for o1 and one for o2, each with a digit for the rows 00, 01, 10, 11, or `-` where nothing is taught.
//! All rows are taught in that order before the first step, so the same address leads to the same weights, bit for bit.
//! `v` is the version of the rules that do so, and comes first. An address is a stranger's text: it is bounded, and what it
//! does not name exactly is refused.

use crate::machine::{self, Machine};
use crate::messages;
use crate::nn::Bias;
use crate::panel::Show;
use crate::printable::printable;
use crate::range::Range;
use crate::said;
use crate::trainer::{self, Mode, Sample, Samples, Trainer};
use std::fmt::{self, Display};

/// The version of the rules: it goes up when the same address no longer leads to the same weights.
pub const VERSION: u32 = 1;

/// The longest address that is read, in bytes.
pub const MAX_BYTES: usize = 512;

/// The seed where an address names none; its weights learn the half-adder quickly.
pub const SEED: u64 = 8;

/// What an address leads to.
///
/// ```
/// use backpropd_machine::address::Address;
/// let address = Address::parse("v=1&table=0110,0001&seed=3&momentum=0.9")?;
/// let machine = address.machine();
/// assert_eq!(machine.trainer().samples().iter().count(), 4);
/// assert_eq!(machine.trainer().settings().momentum, 0.9);
/// assert_eq!(Address::of(&machine).to_string(), "v=1&table=0110,0001&seed=3&momentum=0.9");
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Address {
    /// What is taught before the first step.
    pub samples: Samples,
    /// The seed of the weights.
    pub seed: u64,
    /// How it trains.
    pub trainer: trainer::Settings,
    /// How the machine is set up.
    pub machine: machine::Settings,
}

impl Default for Address {
    fn default() -> Self {
        Self {
            samples: Samples::default(),
            seed: SEED,
            trainer: trainer::Settings::default(),
            machine: machine::Settings::default(),
        }
    }
}

impl Address {
    /// That of this machine: its table, its seed and its settings as they are now.
    pub fn of(machine: &Machine) -> Self {
        let trainer = machine.trainer();
        Self {
            samples: *trainer.samples(),
            seed: trainer.seed(),
            trainer: *trainer.settings(),
            machine: *machine.settings(),
        }
    }

    /// The machine that it leads to, before its first scan.
    ///
    /// # Panics
    /// If `init_range` is not finite, which [`parse`](Self::parse) refuses.
    pub fn machine(&self) -> Machine {
        let mut trainer = Trainer::new(self.trainer, self.seed);
        for sample in self.samples.iter() {
            trainer.teach(sample);
        }
        Machine::new(self.machine, trainer)
    }

    /// Reads it, without its `#`. An empty one is a fresh board.
    ///
    /// # Errors
    /// What is wrong, and what is allowed.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.len() > MAX_BYTES {
            return Err(messages::address_too_long(MAX_BYTES));
        }
        let pairs = Pairs::of(text)?;
        let bias = pairs.named("bias", &Bias::ALL, Bias::name)?;
        let momentum = pairs.number("momentum", &trainer::Settings::MOMENTUM)?;
        let suiting =
            trainer::Settings::suiting(bias.unwrap_or_default(), momentum.unwrap_or_default());
        let mut address = Self {
            trainer: suiting,
            ..Self::default()
        };
        if let Some(table) = pairs.get("table") {
            address.samples = samples(table).ok_or_else(|| messages::address_table(said(table)))?;
        }
        if let Some(seed) = pairs.whole("seed", &Range::from(0.0).up_to(u64::MAX as f64))? {
            address.seed = seed;
        }
        pairs.settings(&mut address)?;
        Ok(address)
    }
}

/// The names that an address may have, in their order.
const NAMES: [&str; 13] = [
    "v",
    "table",
    "seed",
    "bias",
    "mode",
    "alpha",
    "momentum",
    "init_range",
    "tolerance",
    "patience",
    "restarts",
    "threshold",
    "show",
];

/// Its names and values.
struct Pairs<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Pairs<'a> {
    fn of(text: &'a str) -> Result<Self, String> {
        let mut pairs: Vec<(&str, &str)> = Vec::new();
        for pair in text.split('&').filter(|_| !text.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            if !NAMES.contains(&name) {
                return Err(messages::address_unknown(said(name), NAMES.join(", ")));
            }
            if pairs.iter().any(|(before, _)| *before == name) {
                return Err(messages::address_twice(name));
            }
            if pairs.is_empty() && (name, value) != ("v", &VERSION.to_string()) {
                let version = if name == "v" {
                    said(value)
                } else {
                    "–".into()
                };
                return Err(messages::address_version(version, VERSION));
            }
            pairs.push((name, value));
        }
        Ok(Self(pairs))
    }

    fn get(&self, name: &str) -> Option<&'a str> {
        let found = self.0.iter().find(|(it, _)| *it == name);
        found.map(|(_, value)| *value)
    }

    /// A number, as Rust and JavaScript write it.
    fn number(&self, name: &str, range: &Range) -> Result<Option<f64>, String> {
        self.read(name, range, |value| {
            let number = serde_json::from_str(value);
            number.ok().filter(|number| range.contains(*number))
        })
    }

    fn whole(&self, name: &str, range: &Range) -> Result<Option<u64>, String> {
        self.read(name, range, |value| {
            let plain = value.bytes().all(|byte| byte.is_ascii_digit());
            value
                .parse()
                .ok()
                .filter(|number| plain && range.contains(*number as f64))
        })
    }

    fn read<T>(
        &self,
        name: &str,
        range: &Range,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, String> {
        let Some(value) = self.get(name) else {
            return Ok(None);
        };
        let wrong = || messages::address_value(name, said(value), said::range(range));
        read(value).map(Some).ok_or_else(wrong)
    }

    fn named<T: Copy>(
        &self,
        name: &str,
        all: &[T],
        name_of: fn(T) -> &'static str,
    ) -> Result<Option<T>, String> {
        let Some(value) = self.get(name) else {
            return Ok(None);
        };
        let found = all.iter().find(|it| name_of(**it) == value).copied();
        let allowed = || {
            all.iter()
                .map(|it| name_of(*it))
                .collect::<Vec<_>>()
                .join(", ")
        };
        let wrong = || messages::address_value(name, said(value), allowed());
        found.map(Some).ok_or_else(wrong)
    }

    /// Every setting but the bias mode and the momentum, which the others depend on.
    fn settings(&self, address: &mut Address) -> Result<(), String> {
        use trainer::Settings as Of;
        let Address {
            trainer, machine, ..
        } = address;
        for (name, range, value) in [
            ("alpha", Of::LEARNING_RATE, &mut trainer.learning_rate),
            ("init_range", Of::INIT_RANGE, &mut trainer.init_range),
            ("tolerance", Of::TOLERANCE, &mut trainer.tolerance),
            (
                "threshold",
                machine::Settings::THRESHOLD,
                &mut machine.threshold,
            ),
        ] {
            *value = self.number(name, &range)?.unwrap_or(*value);
        }
        let patience = self.whole("patience", &Of::PATIENCE)?;
        trainer.patience = patience.unwrap_or(trainer.patience);
        let restart = self.named("restarts", &[true, false], on_or_off)?;
        trainer.restart = restart.unwrap_or(trainer.restart);
        let mode = self.named("mode", &[Mode::Replay, Mode::Hold], Mode::name)?;
        trainer.mode = mode.unwrap_or(trainer.mode);
        let show = self.named("show", &Show::ALL, Show::name)?;
        machine.show = show.unwrap_or(machine.show);
        Ok(())
    }
}

fn on_or_off(it: bool) -> &'static str {
    if it { "on" } else { "off" }
}

/// A stranger's word in a message.
fn said(word: &str) -> String {
    printable(word)
}

/// `0110,0001`: o1 and o2 for the rows 00, 01, 10, 11; `-` in both where a row is not taught.
fn samples(table: &str) -> Option<Samples> {
    let (o1, o2) = table.split_once(',')?;
    if [o1, o2].iter().any(|word| word.len() != 4) {
        return None;
    }
    let mut samples = Samples::default();
    for (x, pair) in Samples::PATTERNS
        .into_iter()
        .zip(o1.bytes().zip(o2.bytes()))
    {
        let bit = |byte| match byte {
            b'0' => Some(false),
            b'1' => Some(true),
            _ => None,
        };
        match pair {
            (b'-', b'-') => {}
            (t1, t2) => samples.insert(Sample {
                x,
                t: [bit(t1)?, bit(t2)?],
            }),
        }
    }
    Some(samples)
}

impl Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "v={VERSION}")?;
        if !self.samples.is_empty() {
            let word = |output: usize| {
                let digit = |row: &Option<[bool; 2]>| match row {
                    None => '-',
                    Some(t) => char::from(b'0' + u8::from(t[output])),
                };
                self.samples.rows().iter().map(digit).collect::<String>()
            };
            write!(f, "&table={},{}", word(0), word(1))?;
        }
        write!(f, "&seed={}", self.seed)?;
        let (own, shipped) = (&self.trainer, trainer::Settings::default());
        let suiting = trainer::Settings::suiting(own.bias, own.momentum);
        if own.bias != shipped.bias {
            write!(f, "&bias={}", own.bias.name())?;
        }
        if own.mode != shipped.mode {
            write!(f, "&mode={}", own.mode.name())?;
        }
        for (name, own, shipped) in [
            ("alpha", own.learning_rate, suiting.learning_rate),
            ("momentum", own.momentum, shipped.momentum),
            ("init_range", own.init_range, suiting.init_range),
            ("tolerance", own.tolerance, suiting.tolerance),
            (
                "threshold",
                self.machine.threshold,
                machine::Settings::default().threshold,
            ),
        ] {
            if own != shipped {
                write!(f, "&{name}={own}")?;
            }
        }
        if own.patience != suiting.patience {
            write!(f, "&patience={}", own.patience)?;
        }
        if own.restart != suiting.restart {
            write!(f, "&restarts={}", on_or_off(own.restart))?;
        }
        if self.machine.show != Show::default() {
            write!(f, "&show={}", self.machine.show.name())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every table of four rows, some with rows untaught, and every setting: written, read and written again.
    #[test]
    fn an_address_leads_back_to_itself() {
        let mut tried = 0;
        for table in ["0110,0001", "1111,0000", "0-1-,1-0-", "----,----"] {
            for rest in [
                "",
                "&bias=none",
                "&bias=fixed&mode=hold&alpha=0.1",
                "&alpha=0.30000000000000004&momentum=0.9",
                "&bias=none&alpha=2&momentum=0.5&init_range=3&tolerance=0.01&threshold=0.7&patience=200&restarts=off&show=confidence",
            ] {
                let text = format!("v=1&table={table}&seed={}{rest}", u64::MAX);
                let address = Address::parse(&text).unwrap();
                let written = Address::of(&address.machine()).to_string();
                assert_eq!(written, text.replace("&table=----,----", ""));
                assert_eq!(Address::parse(&written), Ok(address));
                tried += 1;
            }
        }
        assert_eq!(tried, 20);
        assert_eq!(Address::parse(""), Ok(Address::default()));
    }

    #[test]
    fn the_rows_are_taught_before_the_first_step() {
        let address = Address::parse("v=1&table=0110,0001&seed=5").unwrap();
        let mut machine = address.machine();
        let mut trainer = Trainer::new(trainer::Settings::default(), 5);
        for sample in address.samples.iter() {
            trainer.teach(sample);
        }
        machine.control(machine::Control::Pause(true));
        for _ in 0..500 {
            machine.control(machine::Control::Step);
            machine.scan(Default::default(), &mut |_| {});
            trainer.step(None);
        }
        assert_eq!(machine.trainer().checkpoint(), trainer.checkpoint());
    }

    #[test]
    fn what_is_not_an_address_is_refused_in_a_sentence() {
        let long = format!("v=1&table={}", "0".repeat(MAX_BYTES));
        for (text, expected) in [
            ("v=2&table=0110,0001", "version 2 of the rules"),
            ("table=0110,0001", "version – of the rules"),
            ("v=1&v=1", "v is given twice"),
            ("v=1&gates=xor", "unknown: gates; allowed: v, table"),
            ("v=1&table=01100001", "table: 01100001"),
            ("v=1&table=0110,000", "table: 0110,000"),
            ("v=1&table=0-10,0001", "table: 0-10,0001"),
            ("v=1&table=011é,0001", "table: 011é,0001"),
            ("v=1&seed=-1", "seed: -1"),
            (
                "v=1&seed=18446744073709551616",
                "seed: 18446744073709551616",
            ),
            ("v=1&alpha=inf", "alpha: inf"),
            (
                "v=1&alpha=0",
                "alpha: 0 is not allowed; allowed: above 0, up to 100",
            ),
            ("v=1&momentum=NaN", "momentum: NaN"),
            (
                "v=1&bias=some",
                "bias: some is not allowed; allowed: none, fixed, trained",
            ),
            ("v=1&mode=<b>", "mode: <b>"),
            (
                "v=1&restarts=no",
                "restarts: no is not allowed; allowed: on, off",
            ),
            ("v=1&", "unknown: "),
            (&long, "longer than 512 bytes"),
        ] {
            let error = Address::parse(text).unwrap_err();
            assert!(error.contains(expected), "{text}: {error}");
        }
    }
}
