//! Browsers and other programs of the system, from Debian's packages where that is possible.

use std::ffi::OsStr;
use std::process::Command;
use std::time::Duration;

use crate::error::Error;
use crate::process::{self, Output};
use crate::programs::{Program, find_in};

const STEP: &str = "install packages";

/// Installs what of the programs this machine lacks.
pub fn ensure(programs: &[&'static Program]) -> Result<(), Error> {
    let missing = missing(programs);
    if missing.is_empty() {
        return Ok(());
    }
    let packages = packages(&missing);
    let by_hand = || Error::Missing {
        what: missing.iter().map(|program| program.names[0]).collect::<Vec<_>>().join(", "),
        how: format!(
            "install the packages {} (names as in Debian), or name the programs in {}",
            packages.join(", "),
            missing.iter().map(|program| program.variable).collect::<Vec<_>>().join(", ")
        ),
    };
    let Some(prefix) = rights() else { return Err(by_hand()) };
    eprintln!("setup: apt-get install {}", packages.join(" "));
    apt_get(prefix, &["update".as_ref()], Duration::from_mins(10))?;
    let mut arguments: Vec<&OsStr> = vec!["install".as_ref(), "--yes".as_ref()];
    arguments.extend(packages.iter().map(OsStr::new));
    apt_get(prefix, &arguments, Duration::from_mins(40))?;
    if self::missing(programs).is_empty() { Ok(()) } else { Err(by_hand()) }
}

fn missing(programs: &[&'static Program]) -> Vec<&'static Program> {
    programs.iter().copied().filter(|program| program.find().is_none()).collect()
}

/// The packages of programs, each once.
fn packages(programs: &[&Program]) -> Vec<&'static str> {
    let mut packages: Vec<&str> = programs.iter().map(|program| program.package).collect();
    packages.sort_unstable();
    packages.dedup();
    packages
}

/// How apt-get may be run here without a question: as it is, by sudo, or not at all.
fn rights() -> Option<&'static [&'static str]> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    find_in(&["apt-get"], std::env::split_paths(&path))?;
    if is_root() {
        return Some(&[]);
    }
    let asked = Command::new("sudo").args(["-n", "true"]).output();
    asked.is_ok_and(|answer| answer.status.success()).then_some(&["sudo", "-n"])
}

fn is_root() -> bool {
    #[cfg(unix)]
    return nix::unistd::geteuid().is_root();
    #[cfg(not(unix))]
    false
}

fn apt_get(prefix: &[&str], arguments: &[&OsStr], limit: Duration) -> Result<(), Error> {
    // `env` because sudo passes no environment on.
    let words =
        prefix.iter().chain(&["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet"]);
    let mut words = words.copied();
    let mut command = Command::new(words.next().unwrap_or("env"));
    command.args(words).args(arguments);
    process::run(STEP, &mut command, limit, Output::OnlyIfItFails).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::browsers::{CHROMEDRIVER, WEBKITDRIVER, XVFB};

    #[test]
    fn each_package_is_asked_for_once() {
        assert_eq!(
            packages(&[&XVFB, &CHROMEDRIVER, &XVFB, &WEBKITDRIVER]),
            ["chromium-driver", "webkit2gtk-driver", "xvfb"]
        );
    }
}
