//! `backpropd run`: the daemon, from its config file to its last LED.
//!
//! Sets the stage for `daemon::run` and looks on: logs what happens, tells systemd, ends on a signal.

use anyhow::{Context, Result};
use backpropd::board;
use backpropd::config::{Config, Seed};
use backpropd::daemon::{self, Observer, RealTime};
use backpropd::machine::{Event, Machine, Summary};
use backpropd::notify::Notifier;
use backpropd::record::Recorder;
use backpropd::trainer::Trainer;
use log::{debug, info, warn};
use signal_hook::consts::{SIGINT, SIGTERM};
use std::hash::{BuildHasher, RandomState};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Read the switches, learn, light the LEDs, until told to stop
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  backpropd run
  backpropd run --config config/backpropd.toml --board sim    no pins at all
  RUST_LOG=debug backpropd run                                with every training step")]
pub struct Args {
    /// The config file
    #[arg(long, value_name = "FILE", default_value = Config::DEFAULT_PATH)]
    config: PathBuf,
    /// The board, whatever the config says
    #[arg(long, value_name = "KIND", value_parser = super::board_parser())]
    board: Option<board::Kind>,
}

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<ExitCode> {
    let (config, warnings) = Config::load(&args.config)?;
    for warning in warnings {
        warn!("{warning}");
    }
    let kind = args.board.unwrap_or(config.board);
    let stop = stop_on_signal()?;
    let Some(mut opened) = daemon::open(&stop, || board::open(kind, &config.wiring))? else {
        return Ok(ExitCode::SUCCESS); // told to stop while it still waited for the board
    };
    let seed = match config.seed {
        Seed::Fixed(seed) => seed,
        Seed::Random => random_seed(),
    };
    let trainer = Trainer::new(config.trainer, seed);
    let recorder = match &config.record {
        Some(path) => Some(super::record(path, config.machine, &trainer)?),
        None => None,
    };
    let mut machine = Machine::new(config.machine, trainer);
    let mut watch = Watch {
        stop,
        notifier: Notifier::from_env(),
        recorder,
        told: None,
        step: 0,
    };
    info!("running, weights from seed {seed}");
    watch.notifier.ready();
    let mut time = RealTime::new(config.machine.pace.scan_hz);
    let result = daemon::run(opened.board.as_mut(), &mut machine, &mut time, &mut watch);
    watch.notifier.stopping();
    if let Some(recorder) = watch.recorder {
        recorder.end(&machine);
    }
    result?;
    info!("stopped, LEDs off");
    Ok(ExitCode::SUCCESS)
}

/// A flag that SIGTERM and SIGINT raise.
pub fn stop_on_signal() -> Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [SIGTERM, SIGINT] {
        signal_hook::flag::register(signal, Arc::clone(&stop))
            .context("cannot listen for signals")?;
    }
    Ok(stop)
}

/// A seed from the system's randomness, short enough to be typed again.
fn random_seed() -> u64 {
    RandomState::new().hash_one(0) >> 32
}

/// Looks on: the log, systemd, and the signals.
struct Watch {
    stop: Arc<AtomicBool>,
    notifier: Notifier,
    recorder: Option<Recorder>,
    /// What systemd was last told.
    told: Option<Summary>,
    /// The training step that was last logged.
    step: u64,
}

impl Observer for Watch {
    fn event(&mut self, event: Event) {
        info!("{event}");
    }

    fn scanned(&mut self, now: Duration, machine: &Machine) -> ControlFlow<()> {
        if let Some(recorder) = &mut self.recorder {
            recorder.scanned(machine);
        }
        let summary = machine.summary();
        if self.told != Some(summary) {
            self.told = Some(summary);
            self.notifier.status(&summary.to_string());
        }
        self.notifier.scanned(now);
        let step = machine.trainer().steps();
        if step != self.step && log::log_enabled!(log::Level::Debug) {
            self.step = step;
            debug!("step {step}, loss {:.6}", machine.trainer().loss());
        }
        if self.stop.load(Ordering::Relaxed) {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }
}
