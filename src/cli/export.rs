//! `backpropd export`: what a running daemon has learned, to be taken elsewhere.
//!
//! From the status socket, since the state file of the service is root's.

use super::viewer::Daemon;
use anyhow::Result;
use backpropd::nn::{Bias, Biases, Weights};
use backpropd::snapshot::Status;
use serde::{Deserialize, Serialize};
use std::io::{self, Write};
use std::process::ExitCode;

/// Print the weights and the samples of the running daemon, as JSON
#[derive(clap::Args)]
#[command(after_help = "\
Exit code: 0 printed, 3 the daemon does not run, 1 it cannot be asked.

Example:
  backpropd export > half-adder.json")]
pub struct Args {
    #[command(flatten)]
    daemon: Daemon,
}

/// What was learned, in full precision.
#[derive(Serialize, Deserialize)]
struct Learned {
    program: String,
    bias: Bias,
    weights: Weights,
    biases: Biases,
    samples: Vec<Sample>,
    steps: u64,
    restarts: u64,
    seed: u64,
}

#[derive(Serialize, Deserialize)]
struct Sample {
    x: [u8; 2],
    target: [u8; 2],
}

/// Whether this is what it prints.
pub fn is_one(text: &[u8]) -> bool {
    serde_json::from_slice::<Learned>(text).is_ok()
}

/// Runs the subcommand.
pub fn export(args: &Args) -> Result<ExitCode> {
    let Status {
        version, snapshot, ..
    } = args.daemon.status()?;
    let samples = snapshot.rows.iter().filter_map(|row| {
        let x = row.x;
        row.target.map(|target| Sample { x, target })
    });
    let learned = Learned {
        program: version,
        bias: snapshot.bias,
        weights: snapshot.weights,
        biases: snapshot.biases,
        samples: samples.collect(),
        steps: snapshot.steps,
        restarts: snapshot.restarts,
        seed: snapshot.seed,
    };
    let json = serde_json::to_string_pretty(&learned)?;
    writeln!(io::stdout().lock(), "{json}")?;
    Ok(ExitCode::SUCCESS)
}
