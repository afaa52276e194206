//! Where the daemon keeps its state, and where viewers find it while it runs.
//!
//! Only names of folders, from the environment: systemd's for a service, else the user's own by the XDG Base Directory
//! Specification. This file creates and opens nothing.

use crate::messages;
use std::ffi::OsString;
use std::path::PathBuf;
use thiserror::Error;

/// The runtime folder of the systemd service, which has the service's socket.
pub const SERVICE_RUNTIME: &str = "/run/backpropd";

/// The state folder of the systemd service.
pub const SERVICE_STATE: &str = "/var/lib/backpropd";

/// The name of the state file in the state folder.
pub const STATE_FILE: &str = "state.json";

/// The name of the status socket in the runtime folder.
pub const SOCKET_FILE: &str = "status.sock";

/// The name of this program's folder within the user's folders.
const OWN: &str = "backpropd";

/// The environment names no folder.
///
/// ```
/// use backpropd::host::folders::Folders;
/// let error = Folders::new(|_| None).state().unwrap_err();
/// assert!(error.to_string().contains("HOME"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{}", messages::folders_none(.service))]
pub struct NoFolder {
    /// The variable that systemd would have set.
    service: &'static str,
}

/// The folders of this program in some environment.
///
/// ```
/// use backpropd::host::folders::Folders;
/// use std::path::PathBuf;
///
/// let folders = Folders::new(|name| (name == "HOME").then(|| "/home/ada".into()));
/// assert_eq!(folders.state()?, PathBuf::from("/home/ada/.local/state/backpropd"));
/// # Ok::<(), backpropd::host::folders::NoFolder>(())
/// ```
#[derive(Clone, Debug)]
pub struct Folders<V> {
    variable: V,
    /// The login's runtime folder, independent of the environment.
    login: Option<PathBuf>,
}

impl Folders<fn(&str) -> Option<OsString>> {
    /// The folders in the environment of this process.
    pub fn of_process() -> Self {
        Self {
            variable: |name| std::env::var_os(name),
            login: crate::host::user::login_folder(),
        }
    }
}

impl<V: Fn(&str) -> Option<OsString>> Folders<V> {
    /// The folders in an environment; `variable` looks up its variables.
    pub fn new(variable: V) -> Self {
        Self {
            variable,
            login: None,
        }
    }

    /// The state folder: `$STATE_DIRECTORY`, else `$XDG_STATE_HOME/backpropd`, else `~/.local/state/backpropd`.
    ///
    /// # Errors
    /// If none of these is known.
    pub fn state(&self) -> Result<PathBuf, NoFolder> {
        const SERVICE: &str = "STATE_DIRECTORY";
        (self.of_service(SERVICE))
            .or_else(|| self.users_state())
            .ok_or(NoFolder { service: SERVICE })
    }

    /// The runtime folders, best first; use another only if the first does not work: `$RUNTIME_DIRECTORY`, else
    /// `$XDG_RUNTIME_DIR/backpropd`, else, without a login, the user's state folder, which belongs to the user alone,
    /// unlike a folder in `/tmp`.
    ///
    /// # Errors
    /// If none of these is known.
    pub fn runtimes(&self) -> Result<Vec<PathBuf>, NoFolder> {
        const SERVICE: &str = "RUNTIME_DIRECTORY";
        if let Some(folder) = self.of_service(SERVICE) {
            return Ok(vec![folder]);
        }
        let login = self.absolute("XDG_RUNTIME_DIR").map(|it| it.join(OWN));
        let folders: Vec<_> = login.into_iter().chain(self.users_state()).collect();
        if folders.is_empty() {
            return Err(NoFolder { service: SERVICE });
        }
        Ok(folders)
    }

    /// Where a state may be if no config says so: this user's place, and the service's.
    pub fn states(&self) -> Vec<PathBuf> {
        let folders = self.state().ok().into_iter().chain([SERVICE_STATE.into()]);
        with_file(folders, STATE_FILE)
    }

    /// Where a viewer looks for a daemon's socket: first wherever a daemon of this user may have put it, perhaps in a
    /// different environment (cron, su and sudo set no XDG_RUNTIME_DIR), then the service's place.
    pub fn sockets(&self) -> Vec<PathBuf> {
        let of_home = self.home().map(|home| home.join(OWN));
        let folders = self
            .runtimes()
            .into_iter()
            .flatten()
            .chain(self.absolute("XDG_RUNTIME_DIR").map(|it| it.join(OWN)))
            .chain(self.login.iter().map(|it| it.join(OWN)))
            .chain(self.users_state())
            .chain(of_home)
            .chain([SERVICE_RUNTIME.into()]);
        with_file(folders, SOCKET_FILE)
    }

    /// systemd may list several folders, separated by colons; the first is ours.
    fn of_service(&self, name: &str) -> Option<PathBuf> {
        let folders = (self.variable)(name)?;
        let first = std::env::split_paths(&folders).next()?;
        first.is_absolute().then_some(first)
    }

    fn users_state(&self) -> Option<PathBuf> {
        let state = self.absolute("XDG_STATE_HOME").or_else(|| self.home())?;
        Some(state.join(OWN))
    }

    /// The state folder in the user's home.
    fn home(&self) -> Option<PathBuf> {
        let home = self.absolute("HOME").or(self.absolute("USERPROFILE"))?;
        Some(home.join(".local").join("state"))
    }

    /// The specification requires that relative paths are ignored.
    fn absolute(&self, name: &str) -> Option<PathBuf> {
        let path = PathBuf::from((self.variable)(name)?);
        path.is_absolute().then_some(path)
    }
}

/// The file with this name in each of the folders, without duplicates.
fn with_file(folders: impl Iterator<Item = PathBuf>, name: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for file in folders.map(|folder| folder.join(name)) {
        if !files.contains(&file) {
            files.push(file);
        }
    }
    files
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
        [
            folders.state(),
            folders.runtimes().map(|all| all[0].clone()),
        ]
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
            // Empty or relative values are ignored.
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
