//! `backpropd run`: the daemon, from its config file to its last LED.
//!
//! Prepares `daemon::run` and observes it: logs events, notifies systemd, ends on a signal. The log is in English; at a
//! terminal, the greeting and the final error are in the person's language.

use super::args;
use super::config_file::{ConfigFile, Missing};
use super::record;
use super::stderr;
use anyhow::{Context, Result, bail};
use backpropd::board;
use backpropd::config::{Config, Remark, Seed};
use backpropd::daemon::lock::{Guarded, Lock, StateLock};
use backpropd::daemon::log_limit::LogLimit;
use backpropd::daemon::shutdown::Shutdown;
use backpropd::daemon::systemd::Notifier;
use backpropd::daemon::{self, Observer, RealTime};
#[cfg(unix)]
use backpropd::host::folders::SOCKET_FILE;
use backpropd::host::folders::{Folders, STATE_FILE};
use backpropd::host::identity::Identity;
use backpropd::language::{self, Language};
use backpropd::machine::{Event, Machine};
use backpropd::messages;
use backpropd::nn::Bias;
#[cfg(unix)]
use backpropd::observe::Server;
use backpropd::observe::{Hub, Publisher, Status};
use backpropd::panel::{Warning, Warnings};
use backpropd::printable::{printable, shown};
use backpropd::snapshot::Summary;
use backpropd::store::recorder::Recorder;
use backpropd::store::{self, Disk, Keeper, Loaded, Refusal, Store};
use backpropd::trainer::Trainer;
use log::{debug, info, warn};
#[cfg(not(unix))]
use std::convert::Infallible;
use std::fmt::Display;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, IsTerminal};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

/// The least time between two lines for `systemctl status`.
const STATUS_INTERVAL: Duration = Duration::from_secs(1);

/// The arguments of `run`.
#[derive(clap::Args)]
#[command(about = messages::help_run(), after_help = messages::help_run_more())]
pub struct Args {
    #[command(flatten)]
    config: ConfigFile,
    #[arg(long, value_name = "KIND", value_parser = args::board_parser(), help = messages::help_board())]
    board: Option<board::Kind>,
}

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<ExitCode> {
    stderr::never_wait();
    let missing = Missing::for_board(args.board);
    let ((config, remarks), note) = args.config.load_quietly(missing)?;
    let kind = args.board.unwrap_or(config.board);
    greet(kind);
    if let Some(note) = note {
        info!("{note}");
    }
    for remark in &remarks {
        warn!("{remark}");
    }
    if let Some(left_out) = config.left_out() {
        info!("{left_out}");
    }
    let shutdown = Shutdown::listen().context(messages::daemon_signals())?;
    let Some(before) = load(&config, &shutdown)? else {
        return Ok(ExitCode::SUCCESS); // asked to stop while waiting for the disk
    };
    let (mut store, mut loaded) = (before.store, before.loaded);
    let opened = daemon::open(shutdown.flag(), || {
        // A failed attempt releases the pins again.
        let pins = (kind != board::Kind::Sim).then(Lock::of_pins).transpose()?;
        Ok((pins, board::open(kind, &config.wiring)?))
    })?;
    let Some((_pins, mut opened)) = opened else {
        return Ok(ExitCode::SUCCESS); // asked to stop while waiting for the board
    };
    let kept = loaded.clone();
    // A simulated board belongs to no computer.
    let board = (opened.kind != board::Kind::Sim)
        .then(|| Identity::of_computer(Path::new("/")))
        .flatten();
    let trainer = begin(&config, &mut loaded, board, store.path())?;
    store.set_board(board.or(loaded.state.and_then(|state| state.board)));
    let seed = trainer.seed();
    let recorder = language::within(Language::En, || start_recorder(&config, &trainer));
    let recording = config.record.clone().filter(|_| recorder.is_some());
    let mut machine = Machine::new(config.machine, trainer);
    let keeper =
        Keeper::start(store, config.save_interval, &kept).context(messages::run_no_saving())?;
    let hub = Hub::default();
    let _server = language::within(Language::En, || serve(&config, &hub, &opened, recording));
    let mut watch = DaemonObserver {
        shutdown: shutdown.clone(),
        publisher: hub.publisher(),
        board: opened.kind,
        remarks,
        notifier: Notifier::from_env(),
        recorder,
        now: Duration::ZERO,
        events: LogLimit::default(),
        alarms: LogLimit::default(),
        keeper,
        state: before.lock,
        reported: None,
        warnings: Warnings::default(),
        step: 0,
    };
    info!("running, weights from seed {seed}");
    watch.notifier.ready();
    let mut time = RealTime::new(config.machine.pace.scan_hz);
    let result = language::within(Language::En, || {
        daemon::run(opened.board.as_mut(), &mut machine, &mut time, &mut watch)
    });
    shutdown.leds_are_off();
    end(watch, &machine, result)
}

/// The end, once the LEDs are off, or `result` says that they may not be: saves for the last time.
fn end(
    watch: DaemonObserver,
    machine: &Machine,
    result: Result<(), board::Error>,
) -> Result<ExitCode> {
    match &result {
        Ok(()) => info!("stopping: the LEDs are off"),
        Err(_) => info!("stopping"),
    }
    watch.notifier.stopping();
    let is_saved = watch.keeper.end(machine.trainer());
    if let Some(recorder) = watch.recorder {
        recorder.end(machine);
    }
    result?;
    if watch.shutdown.by_panic() {
        bail!(messages::daemon_panicked());
    }
    info!("stopped, LEDs off");
    Ok(if is_saved {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Greets the person at a terminal: what is starting, what to do next, how to stop it.
fn greet(kind: board::Kind) {
    if !io::stderr().is_terminal() {
        return;
    }
    let version = env!("CARGO_PKG_VERSION");
    let text = match kind {
        board::Kind::Sim => messages::run_greeting_simulated(version),
        _ => messages::run_greeting(version),
    };
    stderr::say(log::Level::Info, &format!("{text}\n\n"));
}

/// Starts the recording, if the config asks for one. If that fails, the daemon runs without it.
fn start_recorder(config: &Config, trainer: &Trainer) -> Option<Recorder> {
    record::record(config.record.as_ref()?, config.machine, trainer)
        .inspect_err(|error| warn!("{error:#}; running without a recording"))
        .ok()
}

/// Loads and locks the saved state. Waits for a disk that is missing or fails, as for the board. `None` if asked to
/// stop meanwhile.
fn load(config: &Config, shutdown: &Shutdown) -> Result<Option<Before>> {
    let path = match &config.state {
        Some(path) => path.clone(),
        None => Folders::of_process().state()?.join(STATE_FILE),
    };
    let mut time = RealTime::new(daemon::TRIES_HZ);
    let is_transient = |error: &anyhow::Error| {
        let refusal = error.downcast_ref::<Refusal>();
        refusal.is_some_and(Refusal::is_transient)
    };
    daemon::patiently(shutdown.flag(), &mut time, is_transient, || {
        let path = store::resolve(&path)?;
        let lock = StateLock::take(&path)?;
        let mut store = Store::new(lock.guard(Disk), path);
        let loaded = store.load()?;
        Ok(Before {
            lock,
            store,
            loaded,
        })
    })
}

/// The saved state, locked against other daemons.
struct Before {
    lock: StateLock,
    store: Store<Guarded<Disk>>,
    loaded: Loaded,
}

/// The trainer to start with: the saved one or a fresh one. Logs which.
fn begin(
    config: &Config,
    loaded: &mut Loaded,
    board: Option<Identity>,
    path: &Path,
) -> Result<Trainer> {
    for remark in &loaded.remarks {
        warn!("{remark}");
    }
    let Some(state) = &mut loaded.state else {
        let seed = match config.seed {
            Seed::Fixed(seed) => seed,
            Seed::Random => random_seed(),
        };
        info!(
            "a fresh start; what is learned will be kept in {}",
            shown(path)
        );
        return Ok(Trainer::new(config.trainer, seed));
    };
    let was_known = state.board.is_some();
    if state.move_to(board) {
        let why = if was_known {
            "was saved on another board"
        } else {
            "does not say on which board it was saved"
        };
        info!(
            "{}: this state {why}; new weights will come from another random sequence, samples and weights stay",
            shown(path)
        );
    }
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

/// Lets viewers connect. If that fails, the daemon learns without them.
#[cfg(unix)]
fn serve(
    config: &Config,
    hub: &Hub,
    opened: &board::Opened,
    recording: Option<PathBuf>,
) -> Option<Server> {
    let places = match &config.socket {
        Some(path) => Ok(vec![path.clone()]),
        None => Folders::of_process().runtimes().map(|folders| {
            let sockets = folders.iter().map(|folder| folder.join(SOCKET_FILE));
            sockets.collect()
        }),
    };
    let served = places.map_err(anyhow::Error::from).and_then(|places| {
        let panel = opened.panel.clone();
        Ok(Server::start_at_one_of(places, hub, panel, recording)?)
    });
    served
        .inspect_err(|error| warn!("status socket unavailable: {error:#}"))
        .ok()
}

/// The status socket needs Unix.
#[cfg(not(unix))]
fn serve(_: &Config, _: &Hub, _: &board::Opened, _: Option<PathBuf>) -> Option<Infallible> {
    None
}

/// A seed from the system's random numbers, short enough to type again.
pub fn random_seed() -> u64 {
    RandomState::new().hash_one(0) >> 32
}

/// Observes the loop for the log, systemd, the viewers and the store, and ends it on a signal.
struct DaemonObserver {
    shutdown: Shutdown,
    notifier: Notifier,
    publisher: Publisher,
    board: board::Kind,
    /// The warnings about the config.
    remarks: Vec<Remark>,
    recorder: Option<Recorder>,
    /// The time of the latest scan.
    now: Duration,
    /// The limits of how many events, and separately how many warnings, are logged.
    events: LogLimit,
    alarms: LogLimit,
    keeper: Keeper,
    state: StateLock,
    /// What was last reported to systemd, and when.
    reported: Option<(Summary, Duration)>,
    /// The last reported warnings.
    warnings: Warnings,
    /// The training step that was last logged.
    step: u64,
}

impl DaemonObserver {
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

/// Logs a line, within the limit.
fn log_within(limit: &mut LogLimit, now: Duration, level: log::Level, line: &dyn Display) {
    match limit.line(now, line) {
        Some(line) => log::log!(level, "{line}"),
        None => debug!("{line}"),
    }
}

impl Observer for DaemonObserver {
    fn event(&mut self, event: Event) {
        log_within(&mut self.events, self.now, log::Level::Info, &event);
        self.keeper.event(&event);
    }

    fn scanned(&mut self, now: Duration, machine: &Machine) -> ControlFlow<()> {
        self.now = now;
        self.warn(machine);
        if let Some(recorder) = &mut self.recorder {
            recorder.scanned(machine);
        }
        if self.state.is_lost() {
            self.keeper.lost();
        }
        self.keeper.scanned(now, machine.trainer());
        let summary = machine.summary();
        let is_old =
            |(reported, at)| reported != summary && now.saturating_sub(at) >= STATUS_INTERVAL;
        if self.reported.is_none_or(is_old) && self.notifier.status(&summary.to_string()) {
            self.reported = Some((summary, now));
        }
        self.notifier.scanned(now);
        let (keeper, remarks) = (&self.keeper, &self.remarks);
        self.publisher.scanned(now, machine, || {
            let mut status = Status::of(machine, self.board, now);
            status.saved_s_ago = keeper.saved_ago(now).map(|ago| ago.as_secs_f64());
            if let Some(warning) = keeper.warning(now) {
                status.warn(&warning);
            }
            for remark in remarks {
                status.warn(remark);
            }
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
