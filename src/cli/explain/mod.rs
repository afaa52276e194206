//! `backpropd explain`: one step of back-propagation, worked the way you would on paper; and the same step as a worksheet.

mod nudge;
mod worksheet;

use super::args;
use super::input;
use super::out::{self, Out};
use super::viewer::Daemon;
use anyhow::{Context as _, Result, anyhow, bail};
use backpropd::export::Export;
use backpropd::messages;
use backpropd::nn::{BIAS_NAMES, Bias, Biases, Ledger, Network222, Neuron, WEIGHT_NAMES, Weights};
use backpropd::range::Range;
use backpropd::said;
use backpropd::store::{Fault, MAX_BYTES, State};
use backpropd::trainer::Sample;
use backpropd::view::layout::{Line, Role};
use backpropd::view::ledger::NEURON_NAMES;
use backpropd::view::{Style, ledger, neuron};
use clap::ArgGroup;
use clap::builder::PossibleValuesParser;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The arguments of `explain`.
#[derive(clap::Args)]
#[command(about = messages::help_explain(), after_help = messages::help_explain_more(), group = ArgGroup::new("of the daemon").arg("socket").requires("live"))]
pub struct Args {
    #[arg(value_name = "WEIGHT|NEURON|BIAS", value_parser = PossibleValuesParser::new(parts()), hide_possible_values = true, conflicts_with_all = ["neuron", "weight", "json"], help = messages::help_explain_part())]
    part: Option<String>,
    #[arg(long, conflicts_with_all = ["preset", "bias", "learning_rate", "steps", "weight"], help = messages::help_explain_neuron())]
    neuron: bool,
    #[arg(long, conflicts_with_all = ["neuron", "preset", "from", "x", "target", "weights", "biases", "bias", "learning_rate", "steps"], help = messages::help_explain_live())]
    live: bool,
    #[command(flatten)]
    daemon: Daemon,
    #[arg(long, value_name = "FILE", conflicts_with_all = ["neuron", "preset", "weights", "biases", "bias"], help = messages::help_explain_from())]
    from: Option<PathBuf>,
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(["mazur"]), help = messages::help_explain_preset())]
    preset: Option<String>,
    #[arg(long, value_name = "A,B", value_delimiter = ',', allow_hyphen_values = true, value_parser = within(ANY), help = messages::help_explain_x())]
    x: Vec<f64>,
    #[arg(long, value_name = "A,B", value_delimiter = ',', allow_hyphen_values = true, value_parser = within(TARGET), help = messages::help_explain_target())]
    target: Vec<f64>,
    #[arg(long, value_name = "W,…", value_delimiter = ',', allow_hyphen_values = true, value_parser = within(ANY), help = messages::help_explain_weights())]
    weights: Vec<f64>,
    #[arg(long, value_name = "B,…", value_delimiter = ',', allow_hyphen_values = true, value_parser = within(ANY), help = messages::help_explain_biases())]
    biases: Vec<f64>,
    #[arg(long, value_name = "MODE", value_parser = args::bias_parser(), help = messages::help_explain_bias())]
    bias: Option<Bias>,
    #[arg(long, value_name = "A", default_value_t = 0.5, allow_negative_numbers = true, value_parser = within(LEARNING_RATE), help = messages::help_learning_rate())]
    learning_rate: f64,
    #[arg(long, value_name = "N", default_value_t = 1, allow_negative_numbers = true, value_parser = args::whole_number::<u64>(1, 1_000_000), help = messages::help_explain_steps())]
    steps: u64,
    #[arg(long, value_name = "WEIGHT", value_parser = PossibleValuesParser::new(WEIGHT_NAMES), help = messages::help_explain_weight())]
    weight: Option<String>,
    #[arg(long, value_name = "N", default_value_t = 9, allow_negative_numbers = true, value_parser = args::whole_number::<u8>(1, 17), help = messages::help_explain_digits())]
    digits: u8,
    #[arg(long, conflicts_with_all = ["weight", "worksheet"], help = messages::help_explain_json())]
    json: bool,
    #[arg(long, value_name = "WEIGHT[=0.01]", value_parser = nudge::Wanted::read, conflicts_with_all = ["part", "weight", "neuron"], help = messages::help_explain_nudge())]
    nudge: Option<nudge::Wanted>,
    #[arg(long, conflicts_with_all = OF_A_STEP, help = messages::help_explain_worksheet())]
    worksheet: bool,
    #[command(flatten)]
    worksheets: worksheet::Worksheets,
    #[arg(long, value_name = "FILE", conflicts_with_all = OF_A_STEP, conflicts_with_all = OF_WORKSHEETS, help = messages::help_explain_check())]
    check: Option<PathBuf>,
}

/// The arguments that choose a step and what is shown of it: a worksheet has numbers and digits of its own.
const OF_A_STEP: [&str; 16] = [
    "part",
    "neuron",
    "live",
    "socket",
    "from",
    "preset",
    "x",
    "target",
    "weights",
    "biases",
    "bias",
    "learning_rate",
    "steps",
    "weight",
    "digits",
    "nudge",
];

/// The arguments of new worksheets: those that are checked have theirs.
const OF_WORKSHEETS: [&str; 6] = ["worksheet", "pupils", "pupil", "seed", "answers", "out"];

/// The weights, the neurons and the biases, by their names.
fn parts() -> Vec<&'static str> {
    [&WEIGHT_NAMES[..], &NEURON_NAMES, &BIAS_NAMES].concat()
}

/// The ranges of the numbers on the command line.
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
    if let Some(file) = &args.check {
        return worksheet::check(file, args.json);
    }
    if args.worksheet {
        worksheet::write(&args.worksheets)?;
    } else if args.neuron {
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
            return Err(args::wrong(messages::explain_no_biases().into()));
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
            bail!(messages::viewer_untrained());
        };
        self.show(&ledger, ledger::Context::default())
    }

    /// A step from learned weights.
    fn step_from(&self, path: &Path) -> Result<()> {
        let name = || input::name(path);
        let contents = input::read(path, MAX_BYTES).with_context(name)?;
        let learned = Learned::read(&contents).with_context(name)?;
        // The first one that fits: with --x, the one taught for that pattern.
        let fits = |sample: &Sample| self.x.is_empty() || sample.input().as_slice() == self.x;
        let sample = learned.samples.into_iter().find(fits);
        if sample.is_none() && (self.x.is_empty() || self.target.is_empty()) {
            return Err(args::wrong(messages::explain_no_sample().into()));
        }
        let of_sample = |of: fn(Sample) -> [f64; 2]| sample.map(of).unwrap_or_default();
        let x = of_sample(|sample| sample.input().into());
        let t = of_sample(|sample| sample.target().into());
        let x = numbers("x", "i1,i2", &self.x, x)?;
        let t = numbers("target", "t1,t2", &self.target, t)?;
        let (w, b) = (learned.weights.into(), learned.biases.into());
        let network = Network222::from_named(w, b, learned.bias)?;
        self.step_of(network, x, t, false)
    }

    /// The last of `--steps` steps from this network.
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
        if let Some(wanted) = self.nudge {
            return nudge::print_nudge(ledger, wanted, self.style(), self.json);
        }
        if self.json {
            return print_json(ledger);
        }
        let part = self.part.as_deref().or(self.weight.as_deref());
        let place = |names: &[&str]| names.iter().position(|name| part == Some(name));
        let lines = if let Some(weight) = place(&WEIGHT_NAMES) {
            ledger::chain(ledger, weight, context, self.style())
        } else if let Some(neuron) = place(&NEURON_NAMES) {
            ledger::neuron(ledger, neuron, context, self.style())
        } else if let Some(bias) = place(&BIAS_NAMES) {
            if ledger.bias != Bias::Trained {
                return Err(args::wrong(messages::explain_untrained_bias(
                    BIAS_NAMES[bias],
                )));
            }
            ledger::bias(ledger, bias, context, self.style())
        } else {
            ledger::step(ledger, context, self.style())
        };
        print(&lines)
    }

    fn style(&self) -> Style {
        Style {
            glyphs: out::glyphs(),
            digits: self.digits.into(),
            ..Style::default()
        }
    }
}

/// What `--from` needs of a file.
struct Learned {
    bias: Bias,
    weights: Weights,
    biases: Biases,
    samples: Vec<Sample>,
}

impl Learned {
    /// Reads an export, else a state file.
    fn read(contents: &[u8]) -> Result<Self> {
        if let Ok(export) = Export::read(contents) {
            return Ok(Self {
                bias: export.bias,
                weights: export.weights,
                biases: export.biases,
                samples: export.samples,
            });
        }
        let state = State::read(contents).map_err(|fault| match fault {
            Fault::Damaged(_) => anyhow!(messages::explain_not_learned()),
            Fault::Future { program, .. } => anyhow!(messages::explain_future(program)),
        })?;
        let State { bias, learned, .. } = state;
        Ok(Self {
            bias,
            weights: learned.weights,
            biases: learned.biases,
            samples: learned.samples.iter().collect(),
        })
    }
}

/// The N numbers of an argument, or the default if it was not given.
fn numbers<const N: usize>(
    argument: &str,
    names: &str,
    given: &[f64],
    default: [f64; N],
) -> Result<[f64; N]> {
    if given.is_empty() {
        return Ok(default);
    }
    let wrong = |_| args::wrong(messages::explain_count(argument, given.len(), N, names));
    given.try_into().map_err(wrong)
}

/// Reads a number within a range.
fn within(range: Range) -> impl Fn(&str) -> Result<f64, String> + Clone + Send + Sync + 'static {
    move |word| match word.parse() {
        Ok(number) if range.contains(number) => Ok(number),
        Ok(_) => Err(messages::argument_out_of_range(said::range(&range))),
        Err(_) => Err(messages::argument_not_a_number(said::range(&range))),
    }
}

fn print_json(value: &impl serde::Serialize) -> Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{}", serde_json::to_string_pretty(value)?)?;
    Ok(())
}

/// Prints the lines, in colour on a terminal unless NO_COLOR is set.
fn print(lines: &[Line]) -> Result<()> {
    let mut out = Out::new(false);
    let coloured = io::stdout().is_terminal() && out::colour_is_wanted();
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

/// The colour of a line, as an escape sequence.
fn colour_of(role: Role) -> Option<&'static str> {
    match role {
        Role::Heading => Some("1"),
        Role::Global => Some("36"),
        Role::Local => Some("32"),
        Role::Product => Some("33"),
        Role::Note | Role::Equation | Role::Update => None,
    }
}
