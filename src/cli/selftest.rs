//! `backpropd selftest`: this computer's arithmetic against the hand calculation, and the other way round.

use anyhow::Result;
use backpropd::selftest::{self, Check};
use serde::Serialize;
use std::env::consts::ARCH;
use std::io::{self, Write};
use std::process::ExitCode;

/// Prove on this computer that the arithmetic is that of the hand calculation
#[derive(clap::Args)]
#[command(after_help = "\
Everything that is compared with is built into the program: it needs no file and no network.
Exit code: 0 all passed, 1 not.")]
pub struct Args {
    /// The figures as JSON
    #[arg(long)]
    json: bool,
}

/// The result for programs.
#[derive(Serialize)]
struct Report {
    passed: bool,
    architecture: &'static str,
    checks: Vec<Verdict>,
}

#[derive(Serialize)]
struct Verdict {
    #[serde(flatten)]
    check: Check,
    passed: bool,
}

/// Runs the subcommand.
pub fn selftest(args: &Args) -> Result<ExitCode> {
    let checks = selftest::run().into_iter().map(|check| Verdict {
        passed: check.passed(),
        check,
    });
    let checks: Vec<_> = checks.collect();
    let report = Report {
        passed: checks.iter().all(|verdict| verdict.passed),
        architecture: ARCH,
        checks,
    };
    let mut out = io::stdout().lock();
    if args.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&report)?)?;
    } else {
        write!(out, "{report}")?;
    }
    Ok(if report.passed {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (what, numbers) = ("compared", "numbers");
        let (largest, allowed) = ("difference", "allowed");
        writeln!(f, "{what:60}{numbers:>8}{largest:>12}{allowed:>9}")?;
        for Verdict { check, passed } in &self.checks {
            let Check {
                what,
                numbers,
                largest,
                allowed,
            } = check;
            let verdict = if *passed { "pass" } else { "FAIL" };
            let allowed = match *allowed {
                0.0 => "0".into(),
                allowed => format!("{allowed:e}"),
            };
            let largest = match *largest {
                0.0 => "0".into(),
                largest => format!("{largest:.1e}"),
            };
            writeln!(
                f,
                "{what:60}{numbers:8}{largest:>12}{allowed:>9}  {verdict}"
            )?;
        }
        let result = if self.passed { "all passed" } else { "FAILED" };
        writeln!(f, "\n{result} on {}", self.architecture)
    }
}
