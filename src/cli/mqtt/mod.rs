//! `backpropd mqtt`: the desk of a class, through an MQTT broker.
//!
//! The daemon itself is [`Beside`] it, which exists on Unix alone.

#[cfg_attr(not(unix), path = "alone.rs")]
mod beside;

use super::args;
use super::broker::AtBroker;
use super::out::Out;
use super::stderr;
use super::told::until_told;
use super::viewer::Daemon;
use anyhow::{Context, Result, bail};
use backpropd::classroom::Desk;
use backpropd::classroom::name::DeskId;
use backpropd::classroom::outbox::Outbox;
use backpropd::daemon::shutdown::Shutdown;
use backpropd::language::{self, Language};
use backpropd::messages;
use backpropd::mqtt::{Publisher, Shared, desk};
use beside::Beside;
use log::Level;
use std::io::Write;
use std::process::ExitCode;
use std::time::Duration;

/// While printing, how often to check whether to end.
const POLL_INTERVAL: Duration = Duration::from_millis(100);

/// The arguments of `mqtt`.
#[derive(clap::Args)]
#[command(about = messages::help_mqtt(), after_help = messages::help_mqtt_more())]
pub struct Args {
    #[command(flatten)]
    at: AtBroker,
    #[arg(long, value_name = "N", help = messages::help_mqtt_seat(), value_parser = args::whole_number::<u16>(1, 999))]
    seat: Option<u16>,
    #[arg(long, value_name = "ID", help = messages::help_mqtt_id(), value_parser = id)]
    id: Option<DeskId>,
    #[arg(long, value_name = "NAME", help = messages::help_mqtt_user())]
    user: Option<String>,
    #[arg(long, value_name = "N", help = messages::help_mqtt_rate(), default_value_t = 1, value_parser = args::whole_number::<u32>(1, 4))]
    rate: u32,
    #[arg(long, help = messages::help_mqtt_home_assistant())]
    home_assistant: bool,
    #[arg(long, help = messages::help_mqtt_print())]
    print: bool,
    #[arg(long, help = messages::help_mqtt_once())]
    once: bool,
    #[arg(long, conflicts_with_all = ["print", "once"], help = messages::help_mqtt_remove())]
    remove: bool,
    #[command(flatten)]
    daemon: Daemon,
}

fn id(word: &str) -> Result<DeskId, &'static str> {
    word.parse().map_err(|_| messages::mqtt_allowed_id())
}

/// Runs the subcommand.
pub fn mqtt(args: &Args) -> Result<ExitCode> {
    let beside = Beside::of(&args.daemon)?;
    let desk = language::within(args.language(), || args.desk())?;
    let interval = Duration::from_secs(1) / args.rate;
    let shared = Shared::new(Outbox::new(desk.clone(), interval, args.home_assistant));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context(messages::mqtt_cannot_start())?;
    if args.once {
        shared.see(beside.status()?);
    }
    if args.print && args.once {
        print(&shared.due())?;
        return Ok(ExitCode::SUCCESS);
    }
    let code = if args.print {
        runtime.block_on(print_all(&beside, &shared))
    } else {
        runtime.block_on(args.publish(&desk, &shared, &beside))
    };
    runtime.shutdown_background();
    code
}

impl Args {
    /// That of its warnings: what runs until it is stopped has a log, which is English.
    fn language(&self) -> Language {
        match self.once || self.remove {
            true => language::current(),
            false => Language::En,
        }
    }

    fn desk(&self) -> Result<Desk> {
        let id = match self.id {
            Some(id) => id,
            None => match desk::id() {
                Some(id) => id,
                None => {
                    stderr::tell(Level::Warn, messages::mqtt_random_id());
                    DeskId::of_hash(desk::random()?)
                }
            },
        };
        Ok(Desk {
            room: self.at.room.clone(),
            id,
            boot: desk::random()? as u16,
            seat: self.seat,
        })
    }

    async fn publish(
        &self,
        desk: &Desk,
        shared: &Shared<Outbox>,
        beside: &Beside<'_>,
    ) -> Result<ExitCode> {
        // The user is the desk's own id where a password is wanted: so the broker's access control list can say that every
        // user writes to the topics of its own name.
        let (name, user) = (desk.id.to_string(), self.user.as_deref());
        let login = self.at.login(&name, user, self.language())?;
        let publisher = Publisher::new(self.at.broker.clone(), login, shared.clone());
        if self.once {
            let message = messages::mqtt_published(&self.at.broker);
            return self.tell(publisher.once().await, &message);
        }
        if self.remove {
            let message = messages::mqtt_removed(&self.at.broker);
            let removal = shared.lock().removal();
            return self.tell(publisher.send(&removal).await, &message);
        }
        stderr::never_wait();
        let shutdown = Shutdown::listen().context(messages::daemon_signals())?;
        super::hangup::makes_due(&shutdown);
        super::hangup::ends_in_time(&shutdown, || {});
        beside.follow(shared);
        let noting = beside.note(shared);
        tokio::spawn(ends_with(shutdown.clone(), shared.clone()));
        publisher.run().await;
        noting.abort();
        // What it has written is removed.
        let _ = noting.await;
        if shutdown.by_panic() {
            bail!(messages::daemon_panicked());
        }
        Ok(ExitCode::SUCCESS)
    }

    /// Says how it went.
    fn tell(&self, done: Result<(), backpropd::mqtt::Error>, message: &str) -> Result<ExitCode> {
        match done {
            Ok(()) => {
                writeln!(Out::new(false), "{message}")?;
                Ok(ExitCode::SUCCESS)
            }
            Err(error) => Ok(self.at.failed(&error)),
        }
    }
}

/// Tells the publisher when it is time to end.
async fn ends_with(shutdown: Shutdown, shared: Shared<Outbox>) {
    until_told(&shutdown).await;
    shared.end();
}

/// Prints what would be published, as it comes.
async fn print_all(beside: &Beside<'_>, shared: &Shared<Outbox>) -> Result<ExitCode> {
    let shutdown = Shutdown::listen().context(messages::daemon_signals())?;
    super::hangup::makes_due(&shutdown);
    beside.follow(shared);
    while !shutdown.is_due() {
        print(&shared.due())?;
        let _ = tokio::time::timeout(POLL_INTERVAL, shared.news()).await;
    }
    Ok(ExitCode::SUCCESS)
}

/// As `mosquitto_sub -v` prints them: the topic, a space, the payload.
fn print(messages: &[backpropd::classroom::Message]) -> Result<()> {
    let mut out = Out::new(true);
    for message in messages {
        writeln!(out, "{} {}", message.topic, message.payload)?;
    }
    out.flush()?;
    Ok(())
}
