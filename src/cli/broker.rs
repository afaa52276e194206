//! How a subcommand finds its broker and its room, and logs in.

use super::stderr;
use anyhow::{Context, Result};
use backpropd::classroom::name::Room;
use backpropd::language::{self, Language};
use backpropd::messages;
use backpropd::mqtt::{Broker, Login, Password, desk};
use backpropd::printable::shown;
use log::Level;
use std::path::PathBuf;
use std::process::ExitCode;

/// The exit code when no broker answers, as when no daemon does.
const NO_BROKER: u8 = 3;

/// The options of every subcommand that talks to a broker.
#[derive(clap::Args)]
pub struct AtBroker {
    /// Where it is.
    #[arg(long, global = true, value_name = "HOST:PORT", help = messages::help_mqtt_broker(), default_value = "127.0.0.1:1883", value_parser = broker)]
    pub broker: Broker,
    /// The room.
    #[arg(long, global = true, value_name = "ROOM", help = messages::help_mqtt_room(), default_value = "room1", value_parser = room)]
    pub room: Room,
    /// Where the password is.
    #[arg(long, global = true, value_name = "PATH", help = messages::help_mqtt_password_file())]
    pub password_file: Option<PathBuf>,
}

fn broker(word: &str) -> Result<Broker, &'static str> {
    word.parse().map_err(|()| messages::mqtt_allowed_broker())
}

fn room(word: &str) -> Result<Room, &'static str> {
    word.parse().map_err(|_| messages::mqtt_allowed_room())
}

impl AtBroker {
    /// How to log in. The client is this `name` and a random part; so is the user where there is a password, and no other
    /// user was given.
    ///
    /// Warns, in this language, of a password that others could read on the way.
    ///
    /// # Errors
    /// When the password cannot be read, or there is no randomness.
    pub fn login(&self, name: &str, user: Option<&str>, language: Language) -> Result<Login> {
        let password = self.password()?;
        if password.is_some() && !self.broker.is_local() {
            language::within(language, || {
                stderr::tell(Level::Warn, &messages::mqtt_password_in_clear(&self.broker));
            });
        }
        let named = password.as_ref().map(|_| name.to_owned());
        Ok(Login {
            client: format!("{name}-{:08x}", desk::random()? as u32),
            user: user.map(String::from).or(named),
            password,
        })
    }

    fn password(&self) -> Result<Option<Password>> {
        if let Some(path) = &self.password_file {
            let password = Password::of_file(path);
            let password = password.with_context(|| shown(path).to_string())?;
            return Ok(Some(password));
        }
        let folder = std::env::var_os("CREDENTIALS_DIRECTORY").map(PathBuf::from);
        Password::of_credential(folder).context("mqtt-password")
    }

    /// Says that there is no connection, or none any more.
    pub fn failed(&self, error: &backpropd::mqtt::Error) -> ExitCode {
        let text = format!("backpropd: {}: {error}", self.broker);
        stderr::say(Level::Error, &text);
        match error.is_absence() {
            true => ExitCode::from(NO_BROKER),
            false => ExitCode::FAILURE,
        }
    }
}
