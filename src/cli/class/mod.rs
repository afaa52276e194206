//! `backpropd class`: the teacher's wall, through an MQTT broker, and what the teacher says to the class.

mod lines;
mod projector;
mod say;
mod seats;
mod setup;
mod sim;
mod wall;

use super::args::{self, wrong};
use super::broker::AtBroker;
use super::serving::{self, Listen};
use anyhow::{Context, Result};
use backpropd::classroom::goal::{Ask, MAX_TITLE};
use backpropd::classroom::wall::MAX_DESKS;
use backpropd::language;
use backpropd::messages;
use backpropd::mqtt::Login;
use backpropd::printable::printable;
use clap::builder::PossibleValuesParser;
use clap::builder::TypedValueParser;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread::{self, JoinHandle};
use tokio::runtime::{Builder, Runtime};

/// The name of this client, and of its user where there is a password.
const TEACHER: &str = "teacher";

/// What takes back a goal or a request.
const NONE: &str = "none";

/// The arguments of `class`.
#[derive(clap::Args)]
#[command(about = messages::help_class(), after_help = messages::help_class_more(), disable_help_subcommand = true)]
pub struct Args {
    #[command(flatten)]
    at: AtBroker,
    #[arg(long, global = true, value_name = "NAME", help = messages::help_class_user())]
    user: Option<String>,
    #[command(flatten)]
    wall: WallArgs,
    #[command(subcommand)]
    action: Option<Action>,
}

/// The options of the wall itself.
#[derive(clap::Args)]
struct WallArgs {
    #[arg(long, help = messages::help_class_json())]
    json: bool,
    #[arg(long, conflicts_with_all = ["listen", "sim"], help = messages::help_class_once())]
    once: bool,
    #[arg(long, value_name = "N", help = messages::help_class_desks(MAX_DESKS), value_parser = args::whole_number::<usize>(1, 10_000))]
    desks: Option<usize>,
    #[arg(long, value_name = "FILE", help = messages::help_class_seats())]
    seats: Option<PathBuf>,
    #[arg(long, value_name = "HOST:PORT", help = messages::help_class_listen(), value_parser = serving::listen)]
    listen: Option<Listen>,
    #[arg(long, value_name = "N", help = messages::help_class_sim(), value_parser = args::whole_number::<u32>(1, 10_000))]
    sim: Option<u32>,
    #[arg(long, value_name = "N", help = messages::help_class_sim_rate(), value_parser = rate, requires = "sim")]
    sim_rate: Option<f64>,
}

impl WallArgs {
    /// The first option that was given.
    fn given(&self) -> Option<&'static str> {
        let all = [
            ("--json", self.json),
            ("--once", self.once),
            ("--desks", self.desks.is_some()),
            ("--seats", self.seats.is_some()),
            ("--listen", self.listen.is_some()),
            ("--sim", self.sim.is_some()),
        ];
        all.iter()
            .find(|(_, is_given)| *is_given)
            .map(|(it, _)| *it)
    }
}

#[derive(clap::Subcommand)]
enum Action {
    #[command(about = messages::help_class_goal())]
    Goal {
        #[arg(value_name = "TABLE", help = messages::help_class_goal_table())]
        table: String,
        #[arg(long, value_name = "TEXT", value_parser = title, help = messages::help_class_goal_title())]
        title: Option<String>,
    },
    #[command(about = messages::help_class_ask())]
    Ask {
        #[arg(value_name = "WHAT", value_parser = what(), help = messages::help_class_ask_what())]
        what: What,
    },
    #[command(about = messages::help_class_setup())]
    Setup {
        #[arg(value_name = "N", value_parser = args::whole_number::<u16>(1, 999), help = messages::help_class_setup_n())]
        n: u16,
        #[arg(long, value_name = "FOLDER", default_value = "backpropd-class", help = messages::help_class_setup_into())]
        into: PathBuf,
    },
    #[command(about = messages::help_class_end())]
    End,
}

/// What to ask for; `None` for nothing any more.
#[derive(Clone, Copy)]
struct What(Option<Ask>);

fn what() -> impl TypedValueParser<Value = What> {
    let names = Ask::ALL.map(Ask::name).into_iter().chain([NONE]);
    // clap has refused any other word already.
    PossibleValuesParser::new(names)
        .map(|word| What(Ask::ALL.into_iter().find(|ask| ask.name() == word)))
}

fn rate(word: &str) -> Result<f64, &'static str> {
    let rate = word.parse().ok();
    let rate = rate.filter(|rate| (0.1..=4.0).contains(rate));
    rate.ok_or(messages::class_allowed_rate())
}

/// A title that need not be shortened.
fn title(word: &str) -> Result<String, String> {
    let is_short = (1..=MAX_TITLE).contains(&printable(word.trim()).chars().count());
    let title = is_short.then(|| word.trim().to_owned());
    title.ok_or_else(|| messages::class_allowed_title(MAX_TITLE))
}

impl Args {
    /// How to log in as the teacher.
    fn login(&self) -> Result<Login> {
        let user = self.user.as_deref();
        self.at.login(TEACHER, user, language::current())
    }
}

/// Runs the subcommand.
pub fn class(args: &Args) -> Result<ExitCode> {
    if let (Some(option), Some(_)) = (args.wall.given(), &args.action) {
        return Err(wrong(messages::class_of_the_wall(option)));
    }
    match &args.action {
        None => wall::run(args),
        Some(Action::Goal { table, title }) => say::goal(args, table, title.as_deref()),
        Some(Action::Ask { what }) => say::ask(args, what.0),
        Some(Action::Setup { n, into }) => setup::run(args, *n, into),
        Some(Action::End) => say::end(args),
    }
}

/// What a connection to the broker runs on: the thread that waits for it.
fn runtime() -> Result<Runtime> {
    Builder::new_current_thread()
        .enable_all()
        .build()
        .context(messages::class_cannot_start())
}

/// Runs it on a thread of its own. The name is for those who measure how much time a thread takes.
fn on_a_thread(name: &str, what: impl AsyncFnOnce() + Send + 'static) -> Result<JoinHandle<()>> {
    let runtime = runtime()?;
    let thread = thread::Builder::new().name(name.into());
    let started = thread.spawn(move || runtime.block_on(what()));
    started.context(messages::class_cannot_start())
}
