//! `backpropd selftest`: checks this computer's arithmetic against the worked example.

use super::out::Out;
use anyhow::Result;
use backpropd::language::{self, Language};
use backpropd::messages;
use backpropd::selftest::{self, Check};
use backpropd::view::layout::{pad, pad_left};
use serde::Serialize;
use std::env::consts::ARCH;
use std::io::Write;
use std::process::ExitCode;

/// The arguments of `selftest`.
#[derive(clap::Args)]
#[command(about = messages::help_selftest(), after_help = messages::help_selftest_more())]
pub struct Args {
    #[arg(long, help = messages::help_json())]
    json: bool,
}

/// The result for programs.
#[derive(Serialize)]
struct SelftestReport {
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
    let checks = if args.json {
        language::within(Language::En, selftest::run)
    } else {
        selftest::run()
    };
    let checks = checks.into_iter().map(|check| Verdict {
        passed: check.passed(),
        check,
    });
    let checks: Vec<_> = checks.collect();
    let report = SelftestReport {
        passed: checks.iter().all(|verdict| verdict.passed),
        architecture: ARCH,
        checks,
    };
    let mut out = Out::new(args.json);
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

impl std::fmt::Display for SelftestReport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let columns = |cells: [&str; 4]| {
            let [what, numbers, difference, allowed] = cells;
            let numbers = pad_left(numbers, 8) + &pad_left(difference, 12) + &pad_left(allowed, 9);
            pad(what, 44) + &numbers
        };
        let headings = columns([
            messages::selftest_compared(),
            messages::selftest_numbers(),
            messages::selftest_difference(),
            messages::selftest_allowed(),
        ]);
        writeln!(f, "{headings}")?;
        for Verdict { check, passed } in &self.checks {
            let verdict = if *passed {
                messages::selftest_pass()
            } else {
                messages::selftest_fail()
            };
            let allowed = match check.allowed {
                0.0 => "0".into(),
                allowed => format!("{allowed:e}"),
            };
            let largest = match check.largest {
                0.0 => "0".into(),
                largest => format!("{largest:.1e}"),
            };
            let numbers = check.numbers.to_string();
            let row = columns([&check.what, &numbers, &largest, &allowed]);
            writeln!(f, "{row}  {verdict}")?;
        }
        let result = if self.passed {
            messages::selftest_all_passed(self.architecture)
        } else {
            messages::selftest_failed(self.architecture)
        };
        writeln!(f, "\n{result}")
    }
}
