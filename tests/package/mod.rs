//! The package and the script that installs it, as far as that can be tested without installing anything. The scripts
//! beside this file do the rest.

mod deb;
mod install;
