//! `backpropd explain`: one step of back-propagation, worked as on paper.

use super::export;
use super::language::Spoken;
use super::viewer::Daemon;
use super::wrong;
use anyhow::{Context as _, Result, bail};
use backpropd::nn::{Bias, Ledger, Network222, Neuron, WEIGHT_NAMES};
use backpropd::range::Range;
use backpropd::store::State;
use backpropd::trainer::Sample;
use backpropd::view::layout::{Line, Role};
use backpropd::view::{Style, ledger, neuron};
use clap::builder::PossibleValuesParser;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Show every number of one training step, worked as on paper
#[derive(clap::Args)]
#[command(after_help = "\
Where an option is not given, its number is the one of the classic example (Mazur 2015).
Exit code: 0 explained, 1 no step to explain or numbers too large, 2 bad arguments, 3 the daemon does not run.

Examples:
  backpropd explain --preset mazur
  backpropd explain --x 0,1 --target 1,0 --learning-rate 4 --steps 100
  backpropd explain --weight w5 --digits 17
  backpropd explain --live                  the latest step of the running daemon
  backpropd explain --from state.json       a step from the learned weights, with the first sample
  backpropd explain --neuron --x 1,0 --weights 0.5,-0.5 --biases 0.1 --target 1")]
pub struct Args {
    /// One neuron z = f(x, y) alone: local gradient × global gradient
    #[arg(long, conflicts_with_all = ["preset", "bias", "learning_rate", "steps", "weight"])]
    neuron: bool,
    /// The latest step of the running daemon
    #[arg(long, conflicts_with_all = ["neuron", "preset", "from", "x", "target", "weights", "biases", "bias", "learning_rate", "steps"])]
    live: bool,
    #[command(flatten)]
    daemon: Daemon,
    /// The weights and biases of a state file, with its first sample or the one of --x; α is that of --learning-rate
    #[arg(long, value_name = "STATE", conflicts_with_all = ["neuron", "preset", "weights", "biases", "bias"])]
    from: Option<PathBuf>,
    /// A known example: its biases fixed, as there, and its E shown beside L
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(["mazur"]))]
    preset: Option<String>,
    /// The input pattern i1,i2 (with --neuron: x,y)
    #[arg(long, value_name = "A,B", value_delimiter = ',', allow_hyphen_values = true, value_parser = within(ANY))]
    x: Vec<f64>,
    /// The target t1,t2 (with --neuron: t)
    #[arg(long, value_name = "A,B", value_delimiter = ',', allow_hyphen_values = true, value_parser = within(TARGET))]
    target: Vec<f64>,
    /// w1,w2,w3,w4,w5,w6,w7,w8 (with --neuron: w1,w2)
    #[arg(long, value_name = "W,…", value_delimiter = ',', allow_hyphen_values = true, value_parser = within(ANY))]
    weights: Vec<f64>,
    /// b_h1,b_h2,b_o1,b_o2 (with --neuron: b)
    #[arg(long, value_name = "B,…", value_delimiter = ',', allow_hyphen_values = true, value_parser = within(ANY))]
    biases: Vec<f64>,
    /// What becomes of the biases: trained, but fixed in the preset
    #[arg(long, value_name = "MODE", value_parser = super::bias_parser())]
    bias: Option<Bias>,
    /// The learning rate α
    #[arg(long, value_name = "A", default_value_t = 0.5, allow_negative_numbers = true, value_parser = within(LEARNING_RATE))]
    learning_rate: f64,
    /// Make so many steps, and explain the last of them
    #[arg(long, value_name = "N", default_value_t = 1, allow_negative_numbers = true, value_parser = super::whole_number::<u64>(1, 1_000_000))]
    steps: u64,
    /// Only the chain of this weight
    #[arg(long, value_name = "WEIGHT", value_parser = PossibleValuesParser::new(WEIGHT_NAMES))]
    weight: Option<String>,
    /// How many significant digits are shown; 17 are all there are
    #[arg(long, value_name = "N", default_value_t = 9, allow_negative_numbers = true, value_parser = super::whole_number::<u8>(1, 17))]
    digits: u8,
    #[command(flatten)]
    spoken: Spoken,
    /// All of it as JSON, in full precision
    #[arg(long, conflicts_with = "weight")]
    json: bool,
}

/// What the numbers on the command line may be.
const ANY: Range = Range::from(-1e6).up_to(1e6);
const TARGET: Range = Range::from(0.0).up_to(1.0);
const LEARNING_RATE: Range = Range::above(0.0).up_to(100.0);

/// The classic example: Matt Mazur, *A Step by Step Backpropagation Example*, 2015.
const X: [f64; 2] = [0.05, 0.10];
const T: [f64; 2] = [0.01, 0.99];
const W: [f64; 8] = [0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55];
const B: [f64; 4] = [0.35, 0.35, 0.60, 0.60];

/// Runs the subcommand.
pub fn explain(args: &Args) -> Result<ExitCode> {
    if args.neuron {
        args.one_neuron()?;
    } else {
        args.whole_step()?;
    }
    Ok(ExitCode::SUCCESS)
}

impl Args {
    fn one_neuron(&self) -> Result<()> {
        let x = numbers("x", "x,y", &self.x, X)?;
        let w = numbers("weights", "w1,w2", &self.weights, [W[0], W[1]])?;
        let [b] = numbers("biases", "b", &self.biases, [B[0]])?;
        let [t] = numbers("target", "t", &self.target, [T[0]])?;
        let worked = Neuron::of(x, w, b, t)?;
        if self.json {
            return print_json(&worked);
        }
        print(&neuron::worked(&worked, self.style()))
    }

    fn whole_step(&self) -> Result<()> {
        if self.live {
            return self.latest_step();
        }
        if let Some(state) = &self.from {
            return self.step_from(state);
        }
        let mazur = self.preset.is_some();
        let default = if mazur { Bias::Fixed } else { Bias::Trained };
        let bias = self.bias.unwrap_or(default);
        if bias == Bias::None && !self.biases.is_empty() {
            let none = "--biases: there are none with --bias none; allowed: fixed, trained";
            return Err(wrong(none.into()));
        }
        let x = numbers("x", "i1,i2", &self.x, X)?;
        let t = numbers("target", "t1,t2", &self.target, T)?;
        let w = numbers("weights", "w1,…,w8", &self.weights, W)?;
        let b = numbers("biases", "b_h1,b_h2,b_o1,b_o2", &self.biases, B)?;

        let network = Network222::from_named(w, b, bias)?;
        self.step_of(network, x, t, mazur)
    }

    /// The latest step of the running daemon.
    fn latest_step(&self) -> Result<()> {
        let status = self.daemon.status()?;
        let Some(ledger) = status.snapshot.last_step else {
            bail!("its present weights have not been trained yet; teach it something first");
        };
        self.show(&ledger, ledger::Context::default())
    }

    /// A step from what was learned.
    fn step_from(&self, path: &Path) -> Result<()> {
        let name = || path.display().to_string();
        let contents = std::fs::read(path).with_context(name)?;
        let state = match State::read(&contents) {
            Err(_) if export::is_one(&contents) => {
                bail!(
                    "{}: this is an export; allowed: the daemon's state.json",
                    name()
                )
            }
            state => state.with_context(name)?,
        };
        let learned = &state.learned;
        // The first one that fits: with --x, what was taught for that pattern.
        let fits = |sample: &Sample| self.x.is_empty() || sample.input().as_slice() == self.x;
        let sample = learned.samples.iter().find(fits);
        if sample.is_none() && (self.x.is_empty() || self.target.is_empty()) {
            let what = "--from: no such sample was taught there; allowed: with --x and --target";
            return Err(wrong(what.into()));
        }
        let of_sample = |of: fn(Sample) -> [f64; 2]| sample.map(of).unwrap_or_default();
        let x = of_sample(|sample| sample.input().into());
        let t = of_sample(|sample| sample.target().into());
        let x = numbers("x", "i1,i2", &self.x, x)?;
        let t = numbers("target", "t1,t2", &self.target, t)?;
        let (w, b) = (learned.weights.into(), learned.biases.into());
        let network = Network222::from_named(w, b, state.bias)?;
        self.step_of(network, x, t, false)
    }

    /// The last of the steps that were asked for, from this network.
    fn step_of(
        &self,
        mut network: Network222,
        x: [f64; 2],
        t: [f64; 2],
        mazur: bool,
    ) -> Result<()> {
        for _ in 1..self.steps {
            network.step(&x.into(), &t.into(), self.learning_rate)?;
        }
        let ledger = Ledger::of(&network, x, t, self.learning_rate)?;
        let context = ledger::Context {
            step: Some(self.steps).filter(|steps| *steps > 1),
            mazur,
        };
        self.show(&ledger, context)
    }

    fn show(&self, ledger: &Ledger, context: ledger::Context) -> Result<()> {
        if self.json {
            return print_json(ledger);
        }
        let weight = self.weight.as_deref();
        let place = WEIGHT_NAMES.iter().position(|name| weight == Some(name));
        print(&match place {
            Some(weight) => ledger::chain(ledger, weight, context, self.style()),
            None => ledger::step(ledger, context, self.style()),
        })
    }

    fn style(&self) -> Style {
        Style {
            language: self.spoken.language(),
            digits: self.digits.into(),
            ..Style::default()
        }
    }
}

/// So many numbers of an argument, or the default where it was not given.
fn numbers<const N: usize>(
    argument: &str,
    names: &str,
    given: &[f64],
    default: [f64; N],
) -> Result<[f64; N]> {
    if given.is_empty() {
        return Ok(default);
    }
    given.try_into().map_err(|_| {
        let (count, plural) = (given.len(), if given.len() == 1 { "" } else { "s" });
        let allowed = format!("allowed: {N}, {names}");
        wrong(format!(
            "--{argument}: {count} number{plural} given; {allowed}"
        ))
    })
}

/// Reads a number within a range.
fn within(range: Range) -> impl Fn(&str) -> Result<f64, String> + Clone + Send + Sync + 'static {
    move |word| match word.parse() {
        Ok(number) if range.contains(number) => Ok(number),
        Ok(_) => Err(format!("out of range; allowed: {range}")),
        Err(_) => Err(format!("not a number; allowed: {range}")),
    }
}

fn print_json(value: &impl serde::Serialize) -> Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{}", serde_json::to_string_pretty(value)?)?;
    Ok(())
}

/// Prints the lines, in colour on a terminal whose owner wants it.
fn print(lines: &[Line]) -> Result<()> {
    let mut out = io::stdout().lock();
    let coloured = out.is_terminal() && super::colour_is_wanted();
    for line in lines {
        match colour_of(line.role) {
            Some(colour) if coloured && !line.text.is_empty() => {
                writeln!(out, "\x1b[{colour}m{line}\x1b[0m")?;
            }
            _ => writeln!(out, "{line}")?,
        }
    }
    Ok(())
}

/// The colour of a line, as a terminal is told it.
fn colour_of(role: Role) -> Option<&'static str> {
    match role {
        Role::Heading => Some("1"),
        Role::Global => Some("36"),
        Role::Local => Some("32"),
        Role::Product => Some("33"),
        Role::Note | Role::Equation | Role::Update => None,
    }
}
