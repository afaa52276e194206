//! `backpropd run`: the daemon, from its config file to its last LED.
//!
//! Sets the stage for `daemon::run` and looks on: logs what happens, tells systemd, ends on a signal.

use super::config_file::ConfigFile;
use anyhow::{Context, Result, bail};
use backpropd::board;
use backpropd::config::{Config, Remark, Seed};
use backpropd::daemon::{self, Observer, RealTime};
use backpropd::instance::Lock;
use backpropd::log_limit::LogLimit;
use backpropd::machine::{Event, Machine, Summary};
use backpropd::nn::Bias;
use backpropd::notify::Notifier;
#[cfg(unix)]
use backpropd::observe::Server;
use backpropd::observe::{Hub, Publisher};
use backpropd::panel::{Warning, Warnings};
#[cfg(unix)]
use backpropd::paths::SOCKET_FILE;
use backpropd::paths::{Folders, STATE_FILE};
use backpropd::printable::printable;
use backpropd::record::Recorder;
use backpropd::shutdown::Shutdown;
use backpropd::store::{Disk, Keeper, Loaded, Store};
use backpropd::trainer::Trainer;
use log::{debug, info, warn};
#[cfg(not(unix))]
use std::convert::Infallible;
use std::fmt::Display;
use std::hash::{BuildHasher, RandomState};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

/// The least time from one line for `systemctl status` to the next.
const STATUS_INTERVAL: Duration = Duration::from_secs(1);

/// Read the switches, learn, light the LEDs, until told to stop
#[derive(clap::Args)]
#[command(after_help = "\
Ctrl-C, SIGTERM or a closed terminal end it, LEDs off; a second Ctrl-C does not wait for what is still being written.
Exit code: 0 told to stop, 1 it failed, 78 bad config or state file.

Examples:
  backpropd run
  backpropd run --config config/backpropd.toml --board sim    no pins at all
  RUST_LOG=debug backpropd run                                with every training step")]
pub struct Args {
    #[command(flatten)]
    config: ConfigFile,
    /// The board, whatever the config says
    #[arg(long, value_name = "KIND", value_parser = super::board_parser())]
    board: Option<board::Kind>,
}

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<ExitCode> {
    let (config, warnings) = args.config.load(args.board == Some(board::Kind::Sim))?;
    let kind = args.board.unwrap_or(config.board);
    let path = match &config.state {
        Some(path) => path.clone(),
        None => Folders::of_process().state()?.join(STATE_FILE),
    };
    let _state = Lock::of_state(&path)?;
    let mut store = Store::new(Disk, path);
    let loaded = store.load()?;
    let shutdown = Shutdown::listen().context("cannot listen for signals")?;
    let opened = daemon::open(shutdown.flag(), || {
        // A try that fails lets go of the pins again.
        let pins = (kind != board::Kind::Sim).then(Lock::of_pins).transpose()?;
        Ok((pins, board::open(kind, &config.wiring)?))
    })?;
    let Some((_pins, mut opened)) = opened else {
        return Ok(ExitCode::SUCCESS); // told to stop while it still waited for the board
    };
    let trainer = begin(&config, &loaded, store.path())?;
    let seed = trainer.seed();
    let recorder = match &config.record {
        Some(path) => Some(super::record(path, config.machine, &trainer)?),
        None => None,
    };
    let mut machine = Machine::new(config.machine, trainer);
    let keeper = Keeper::start(store, config.save_interval, loaded.saved())
        .context("cannot start the thread that saves what is learned")?;
    let hub = Hub::default();
    let _server = serve(&config, &hub, &opened);
    let mut watch = Watch {
        shutdown: shutdown.clone(),
        publisher: hub.publisher(),
        board: opened.kind,
        remarks: warnings.iter().map(Remark::to_string).collect(),
        notifier: Notifier::from_env(),
        recorder,
        now: Duration::ZERO,
        events: LogLimit::default(),
        alarms: LogLimit::default(),
        saves: LogLimit::default(),
        keeper,
        told: None,
        warnings: Warnings::default(),
        step: 0,
    };
    info!("running, weights from seed {seed}");
    watch.notifier.ready();
    let mut time = RealTime::new(config.machine.pace.scan_hz);
    let result = daemon::run(opened.board.as_mut(), &mut machine, &mut time, &mut watch);
    shutdown.leds_are_off();
    match &result {
        Ok(()) => info!("stopping: the LEDs are off"),
        Err(_) => info!("stopping"),
    }
    watch.notifier.stopping();
    watch.keeper.end(machine.trainer());
    if let Some(recorder) = watch.recorder {
        recorder.end(&machine);
    }
    result?;
    if shutdown.by_panic() {
        bail!("a part of the program has failed, see above: this is a defect, please report it");
    }
    info!("stopped, LEDs off");
    Ok(ExitCode::SUCCESS)
}

/// The trainer to begin with: as it was left, or a fresh one. Says which.
fn begin(config: &Config, loaded: &Loaded, path: &Path) -> Result<Trainer> {
    for remark in &loaded.remarks {
        warn!("{remark}");
    }
    let Some(state) = &loaded.state else {
        let seed = match config.seed {
            Seed::Fixed(seed) => seed,
            Seed::Random => random_seed(),
        };
        info!(
            "a fresh start; what is learned will be kept in {}",
            path.display()
        );
        return Ok(Trainer::new(config.trainer, seed));
    };
    let learned = &state.learned;
    info!(
        "going on from what was learned before: samples {}, steps {}, restarts {} (version {})",
        learned.samples.iter().count(),
        learned.steps,
        learned.restarts,
        printable(&state.program),
    );
    if state.bias != config.trainer.bias {
        let [was, is] = [state.bias, config.trainer.bias].map(Bias::name);
        info!(
            "bias is \"{is}\" and was \"{was}\" when it was saved, which makes it another network: new weights; \
             what was taught is learned again"
        );
    }
    if let Seed::Fixed(seed) = config.seed
        && seed != learned.seed
    {
        info!(
            "the config's seed {seed} is for a fresh start; these weights are from seed {}",
            learned.seed
        );
    }
    Ok(state.trainer(config.trainer)?)
}

/// Lets others look on. Without them it learns all the same.
#[cfg(unix)]
fn serve(config: &Config, hub: &Hub, opened: &board::Opened) -> Option<Server> {
    let path = match &config.socket {
        Some(path) => Ok(path.clone()),
        None => (Folders::of_process().runtime()).map(|folder| folder.join(SOCKET_FILE)),
    };
    let served = path.map_err(anyhow::Error::from).and_then(|path| {
        let (panel, lesson) = (opened.panel.clone(), config.record.clone());
        Ok(Server::start(&path, hub, panel, lesson)?)
    });
    served
        .inspect_err(|error| warn!("nobody can look on: {error:#}"))
        .ok()
}

/// The status socket is a thing of Unix.
#[cfg(not(unix))]
fn serve(_: &Config, _: &Hub, _: &board::Opened) -> Option<Infallible> {
    None
}

/// A seed from the system's randomness, short enough to be typed again.
pub fn random_seed() -> u64 {
    RandomState::new().hash_one(0) >> 32
}

/// Looks on: the log, systemd, and the signals.
struct Watch {
    shutdown: Shutdown,
    notifier: Notifier,
    publisher: Publisher,
    board: board::Kind,
    /// What is to be known about the config.
    remarks: Vec<String>,
    recorder: Option<Recorder>,
    /// The time of the latest scan.
    now: Duration,
    /// How much the log gets of events, and, beside them, of warnings.
    events: LogLimit,
    alarms: LogLimit,
    /// How much of what is done at the panel is saved at once.
    saves: LogLimit,
    keeper: Keeper,
    /// What systemd was last told, and when.
    told: Option<(Summary, Duration)>,
    /// What was last warned about.
    warnings: Warnings,
    /// The training step that was last logged.
    step: u64,
}

impl Watch {
    fn warn(&mut self, machine: &Machine) {
        let warnings = machine.warnings();
        if warnings == self.warnings {
            return;
        }
        let before = std::mem::replace(&mut self.warnings, warnings);
        let is_new = |new: &Warning| before.iter().all(|old| old != *new);
        for warning in warnings.iter().filter(is_new) {
            log_within(&mut self.alarms, self.now, log::Level::Warn, &warning);
        }
    }
}

/// Logs a line, if the log is to get it.
fn log_within(limit: &mut LogLimit, now: Duration, level: log::Level, line: &dyn Display) {
    match limit.line(now, line) {
        Some(line) => log::log!(level, "{line}"),
        None => debug!("{line}"),
    }
}

impl Observer for Watch {
    fn event(&mut self, event: Event) {
        log_within(&mut self.events, self.now, log::Level::Info, &event);
        // A button that chatters is to wear the SD card as little by saves as by lines; the interval saves it all.
        if event.is_by_hand() && self.saves.admits(self.now) {
            self.keeper.event(&event);
        }
    }

    fn scanned(&mut self, now: Duration, machine: &Machine) -> ControlFlow<()> {
        self.now = now;
        self.warn(machine);
        if let Some(recorder) = &mut self.recorder {
            recorder.scanned(machine);
        }
        self.keeper.scanned(now, machine.trainer());
        let summary = machine.summary();
        let is_old = |(told, at)| told != summary && now.saturating_sub(at) >= STATUS_INTERVAL;
        if self.told.is_none_or(is_old) && self.notifier.status(&summary.to_string()) {
            self.told = Some((summary, now));
        }
        self.notifier.scanned(now);
        let (keeper, remarks) = (&self.keeper, &self.remarks);
        self.publisher.scanned(now, || {
            let mut status = machine.status(self.board.name(), now);
            status.saved_s_ago = keeper.saved_ago(now).map(|ago| ago.as_secs_f64());
            status.warnings.extend(keeper.warning(now));
            status.warnings.extend_from_slice(remarks);
            status
        });
        let step = machine.trainer().steps();
        if step != self.step && log::log_enabled!(log::Level::Debug) {
            self.step = step;
            debug!("step {step}, loss {:.6}", machine.trainer().loss());
        }
        if self.shutdown.is_due() {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }
}
