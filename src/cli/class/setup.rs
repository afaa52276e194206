//! `class setup N`: what a broker needs so that every desk can speak for itself alone, and for each desk a script that makes it
//! speak, and a slip that says the same to a person.
//!
//! A desk's user is its id, so that the broker's access control list needs one line for all of them. The ids are drawn
//! here and stand on the slips: thirty copies of one SD card get thirty desks. Passwords are drawn too: 60 random bits.

use super::{Args, TEACHER};
use crate::cli::args::wrong;
use crate::cli::out::Out;
use crate::cli::stderr;
use anyhow::{Context, Result, bail};
use backpropd::classroom::name::DeskId;
use backpropd::classroom::seats::Seats;
use backpropd::host::shell;
use backpropd::messages;
use backpropd::mqtt::{Broker, desk};
use backpropd::printable::shown;
use base64ct::{Base64, Encoding};
use log::Level;
use sha2::Sha512;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;

/// Letters and digits that are not taken for one another.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// How often Mosquitto itself hashes a password.
const ROUNDS: u32 = 101;

/// Where a desk has its password.
const PASSWORD_FILE: &str = "/etc/backpropd/mqtt-password";

/// Where a desk adds to its unit, in a file that is read after that of `systemctl edit`.
const DROP_IN: &str = "/etc/systemd/system/backpropd-mqtt.service.d";

/// Makes the files.
///
/// # Errors
/// If a user or a password is given, the folder exists, or a file cannot be written.
pub fn run(args: &Args, n: u16, folder: &Path) -> Result<ExitCode> {
    if args.user.is_some() || args.at.password_file.is_some() {
        return Err(wrong(messages::class_setup_draws().into()));
    }
    let (room, broker) = (&args.at.room, &args.at.broker);
    if broker.is_local() {
        stderr::tell(Level::Warn, &messages::class_setup_local(broker));
    } else if broker.is_in_local() {
        stderr::tell(Level::Warn, &messages::class_setup_local_name(broker));
    }
    let files = files(args, n)?;
    match fs::create_dir(folder) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            bail!(messages::class_setup_exists(shown(folder)))
        }
        made => made.with_context(|| shown(folder).to_string())?,
    }
    let mut written = files.iter().map(|(name, text)| {
        let path = folder.join(name);
        write_private(&path, text).with_context(|| shown(&path).to_string())
    });
    // Half of it would be of no use, and in the way of the next try.
    if let Some(error) = written.find_map(Result::err) {
        let _ = fs::remove_dir_all(folder);
        return Err(error);
    }
    let name = shown(folder).to_string();
    writeln!(
        Out::new(false),
        "{}",
        messages::class_setup_done(&name, n, shell::word(&name), broker.port(), room)
    )?;
    Ok(ExitCode::SUCCESS)
}

/// Every file and its text.
fn files(args: &Args, n: u16) -> Result<Vec<(String, String)>> {
    let (room, broker) = (&args.at.room, &args.at.broker);
    let mut seats = Seats::default();
    let (mut users, mut slips, mut files) = (String::new(), String::new(), Vec::new());
    for seat in 1..=n {
        let id = loop {
            let id = DeskId::of_hash(desk::random()?);
            if seats.of(id).is_none() {
                break id;
            }
        };
        seats.assign(id, seat);
        let password = password()?;
        users += &user(&id.to_string(), &password)?;
        let command =
            format!("backpropd mqtt --broker {broker} --room {room} --seat {seat} --id {id}");
        let name = format!("desk-{seat}.sh");
        let script = script(&name, &command, broker, &password);
        let by_hand = format!("{command} --password-file {PASSWORD_FILE}");
        slips += &(messages::class_slip(seat, &name, &password, by_hand) + "\n\n");
        files.push((name, script));
    }
    let teacher = password()?;
    users += &user(TEACHER, &teacher)?;
    let access = format!(
        "# A desk writes its own topics and reads what the teacher says; its user is its id.\n\
         pattern write backpropd/{room}/desk/%u/#\n\
         pattern read backpropd/{room}/desk/%u/up\n\
         pattern read backpropd/{room}/class/#\n\
         pattern write homeassistant/device/%u/config\n\
         user {TEACHER}\n\
         topic readwrite backpropd/{room}/#\n"
    );
    let port = broker.port();
    let config = format!(
        "# Each network interface of this computer; only users with a password.\n\
         listener {port}\n\
         allow_anonymous false\n\
         password_file /etc/mosquitto/conf.d/users\n\
         acl_file /etc/mosquitto/conf.d/access\n"
    );
    let others = [
        ("users", users),
        ("access", access),
        ("backpropd.conf", config),
        ("seats", seats.text()),
        ("teacher", teacher + "\n"),
        ("slips.txt", slips),
    ];
    files.extend(others.map(|(name, text)| (name.into(), text)));
    Ok(files)
}

/// Makes the unit of a desk run this command, as the unit's head shows.
fn script(name: &str, command: &str, broker: &Broker, password: &str) -> String {
    // A name also needs the address of a name server.
    let allowed = (broker.ip()).map_or("any".into(), |ip| ip.to_string());
    format!(
        "#!/bin/sh\n\
         # Makes a desk of the computer on which this is run: sudo sh {name}\n\
         # Back again: sudo systemctl disable --now backpropd-mqtt\n\
         set -eu\n\
         umask 077\n\
         rm -f {PASSWORD_FILE}\n\
         echo {password} >{PASSWORD_FILE}\n\
         umask 022\n\
         mkdir -p {DROP_IN}\n\
         cat >{DROP_IN}/zz-class.conf <<END\n\
         [Service]\n\
         ExecStart=\n\
         ExecStart=/usr/bin/{command}\n\
         IPAddressAllow={allowed}\n\
         LoadCredential=mqtt-password:{PASSWORD_FILE}\n\
         END\n\
         systemctl daemon-reload\n\
         systemctl enable backpropd-mqtt\n\
         systemctl restart backpropd-mqtt\n"
    )
}

/// Twelve letters and digits.
fn password() -> io::Result<String> {
    let mut random = desk::random()?;
    let mut password = String::new();
    for place in 0..12 {
        if place % 4 == 0 && place > 0 {
            password.push('-');
        }
        password.push(LETTERS[random as usize % LETTERS.len()].into());
        random /= LETTERS.len() as u64;
    }
    Ok(password)
}

/// A line of Mosquitto's password file: PBKDF2 with HMAC-SHA-512.
fn user(name: &str, password: &str) -> io::Result<String> {
    let mut salt = [0; 16];
    for (half, random) in salt
        .chunks_exact_mut(8)
        .zip([desk::random()?, desk::random()?])
    {
        half.copy_from_slice(&random.to_ne_bytes());
    }
    let salt = &salt[..12];
    let mut hash = [0; 64];
    pbkdf2::pbkdf2_hmac::<Sha512>(password.as_bytes(), salt, ROUNDS, &mut hash);
    let [salt, hash] = [Base64::encode_string(salt), Base64::encode_string(&hash)];
    Ok(format!("{name}:$7${ROUNDS}${salt}${hash}\n"))
}

/// Only for the user, from the first moment.
fn write_private(path: &Path, text: &str) -> io::Result<()> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(text.as_bytes())
}
