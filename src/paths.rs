//! Where the daemon keeps what it learned, and where it can be met while it runs.
//!
//! Only names of folders, from the environment: systemd's for a service, else those of the XDG Base Directory
//! Specification, which are the user's own. Nothing is made or looked at here.

use std::ffi::OsString;
use std::path::PathBuf;
use thiserror::Error;

/// The runtime folder of the systemd service, where a user finds the service's socket.
pub const SERVICE_RUNTIME: &str = "/run/backpropd";

/// The name of the state file in the folder for what must last.
pub const STATE_FILE: &str = "state.json";

/// The name of the status socket in the folder for what ends with the process.
pub const SOCKET_FILE: &str = "status.sock";

/// The folder of this program within the user's folders.
const OWN: &str = "backpropd";

/// The environment says of no folder to use.
///
/// ```
/// use backpropd::paths::Folders;
/// let error = Folders::new(|_| None).state().unwrap_err();
/// assert!(error.to_string().contains("HOME"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "no folder to keep files in: none of {}, XDG_STATE_HOME and HOME is set; \
     set HOME, or name the files in the config: [state] path, [status] socket",
    .service
)]
pub struct NoFolder {
    /// The variable that systemd would have set.
    service: &'static str,
}

/// The folders of this program, as an environment says.
///
/// ```
/// use backpropd::paths::Folders;
/// use std::path::PathBuf;
///
/// let folders = Folders::new(|name| (name == "HOME").then(|| "/home/ada".into()));
/// assert_eq!(folders.state()?, PathBuf::from("/home/ada/.local/state/backpropd"));
/// # Ok::<(), backpropd::paths::NoFolder>(())
/// ```
#[derive(Clone, Debug)]
pub struct Folders<V>(V);

impl Folders<fn(&str) -> Option<OsString>> {
    /// As the environment of this process says.
    pub fn of_process() -> Self {
        Self(|name| std::env::var_os(name))
    }
}

impl<V: Fn(&str) -> Option<OsString>> Folders<V> {
    /// As an environment says whose variables are looked up in this way.
    pub fn new(variable: V) -> Self {
        Self(variable)
    }

    /// For what must last: `$STATE_DIRECTORY`, else `$XDG_STATE_HOME/backpropd`, else `~/.local/state/backpropd`.
    ///
    /// # Errors
    /// When none of these is known.
    pub fn state(&self) -> Result<PathBuf, NoFolder> {
        const SERVICE: &str = "STATE_DIRECTORY";
        (self.of_service(SERVICE))
            .or_else(|| self.users_state())
            .ok_or(NoFolder { service: SERVICE })
    }

    /// For what ends with the process: `$RUNTIME_DIRECTORY`, else `$XDG_RUNTIME_DIR/backpropd`, else, where nobody
    /// logged in, the user's folder for what lasts: it is the user's alone, which a folder in `/tmp` is not.
    ///
    /// # Errors
    /// When none of these is known.
    pub fn runtime(&self) -> Result<PathBuf, NoFolder> {
        const SERVICE: &str = "RUNTIME_DIRECTORY";
        (self.of_service(SERVICE))
            .or_else(|| Some(self.absolute("XDG_RUNTIME_DIR")?.join(OWN)))
            .or_else(|| self.users_state())
            .ok_or(NoFolder { service: SERVICE })
    }

    /// Where a viewer looks for a daemon's socket: this user's daemon first, then the service.
    pub fn sockets(&self) -> Vec<PathBuf> {
        let mut sockets = vec![PathBuf::from(SERVICE_RUNTIME).join(SOCKET_FILE)];
        if let Ok(own) = self.runtime() {
            sockets.insert(0, own.join(SOCKET_FILE));
        }
        sockets.dedup();
        sockets
    }

    /// systemd may name several folders with a colon between them; the first is ours.
    fn of_service(&self, name: &str) -> Option<PathBuf> {
        let folders = (self.0)(name)?;
        let first = std::env::split_paths(&folders).next()?;
        first.is_absolute().then_some(first)
    }

    fn users_state(&self) -> Option<PathBuf> {
        let state = self.absolute("XDG_STATE_HOME").or_else(|| {
            let home = self.absolute("HOME").or(self.absolute("USERPROFILE"))?;
            Some(home.join(".local").join("state"))
        })?;
        Some(state.join(OWN))
    }

    /// The specification wants what is not absolute to be ignored.
    fn absolute(&self, name: &str) -> Option<PathBuf> {
        let path = PathBuf::from((self.0)(name)?);
        path.is_absolute().then_some(path)
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    /// The state and the runtime folder in an environment of these variables.
    fn folders(variables: &[(&str, &str)]) -> [Result<PathBuf, NoFolder>; 2] {
        let folders = Folders::new(|name: &str| {
            let (_, value) = variables.iter().find(|(known, _)| *known == name)?;
            Some(OsString::from(value))
        });
        [folders.state(), folders.runtime()]
    }

    #[test]
    fn the_services_folders_come_first_then_the_users() {
        let home = ("HOME", "/home/ada");
        let state = ("STATE_DIRECTORY", "/var/lib/backpropd");
        let runtime = ("RUNTIME_DIRECTORY", "/run/backpropd:/run/other");
        let xdg_state = ("XDG_STATE_HOME", "/home/ada/state");
        let xdg_runtime = ("XDG_RUNTIME_DIR", "/run/user/1000");
        let of_home = "/home/ada/.local/state/backpropd";
        for (variables, expected) in [
            (
                &[state, runtime, xdg_state, xdg_runtime, home][..],
                ["/var/lib/backpropd", "/run/backpropd"],
            ),
            (
                &[xdg_state, xdg_runtime, home],
                ["/home/ada/state/backpropd", "/run/user/1000/backpropd"],
            ),
            (&[home, xdg_runtime], [of_home, "/run/user/1000/backpropd"]),
            (&[home], [of_home, of_home]),
            // What is empty or relative counts for nothing.
            (
                &[
                    home,
                    ("STATE_DIRECTORY", ""),
                    ("XDG_STATE_HOME", "here"),
                    ("XDG_RUNTIME_DIR", ""),
                ],
                [of_home, of_home],
            ),
        ] {
            let expected = expected.map(|folder| Ok(PathBuf::from(folder)));
            assert_eq!(folders(variables), expected, "{variables:?}");
        }
    }

    #[test]
    fn an_environment_without_any_is_an_error_that_says_what_to_set() {
        for (folder, variable) in folders(&[("HOME", "")])
            .into_iter()
            .zip(["STATE_DIRECTORY", "RUNTIME_DIRECTORY"])
        {
            let text = folder.unwrap_err().to_string();
            for word in [variable, "HOME", "[state] path"] {
                assert!(text.contains(word), "{word} is missing: {text}");
            }
        }
    }
}
