//! Installs browsers and other programs of the system from Debian's packages, where apt-get exists.

use std::process::Command;

use crate::error::Error;
use crate::programs::{Program, find_in};

/// Returns the commands that install the missing programs, each with its step.
pub fn missing(programs: &[&'static Program]) -> Result<Vec<(String, Command)>, Error> {
    let missing = not_found(programs);
    if missing.is_empty() {
        return Ok(Vec::new());
    }
    let Some(prefix) = rights() else { return Err(by_hand(&missing)) };
    let packages = packages(&missing);
    eprintln!("setup: apt-get install {}", packages.join(" "));
    let mut arguments = vec!["install", "--yes"];
    arguments.extend(packages);
    Ok(vec![apt_get(prefix, &["update"]), apt_get(prefix, &arguments)])
}

/// Fails when a program is still missing.
pub fn finish(programs: &[&'static Program]) -> Result<(), Error> {
    let missing = not_found(programs);
    if missing.is_empty() { Ok(()) } else { Err(by_hand(&missing)) }
}

fn by_hand(missing: &[&'static Program]) -> Error {
    Error::Missing {
        what: missing.iter().map(|program| program.names[0]).collect::<Vec<_>>().join(", "),
        how: format!(
            "install the packages {} (Debian's names), or set {} to the paths of the programs",
            packages(missing).join(", "),
            missing.iter().map(|program| program.variable).collect::<Vec<_>>().join(", ")
        ),
    }
}

fn not_found(programs: &[&'static Program]) -> Vec<&'static Program> {
    programs.iter().copied().filter(|program| program.find().is_none()).collect()
}

/// Returns the packages of programs without duplicates.
fn packages(programs: &[&Program]) -> Vec<&'static str> {
    let mut packages: Vec<&str> = programs.iter().map(|program| program.package).collect();
    packages.sort_unstable();
    packages.dedup();
    packages
}

/// Returns the words that go before apt-get so that it runs without a password: none for root, else
/// sudo. `None` when that is not possible.
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

fn apt_get(prefix: &[&str], arguments: &[&str]) -> (String, Command) {
    // sudo does not pass environment variables on, so `env` sets this one.
    let words =
        prefix.iter().chain(&["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet"]);
    let mut words = words.copied();
    let mut command = Command::new(words.next().unwrap_or("env"));
    command.args(words).args(arguments);
    ("install packages".to_owned(), command)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::browsers::{CHROMEDRIVER, WEBKITDRIVER, XVFB};

    #[test]
    fn each_package_is_installed_once() {
        assert_eq!(
            packages(&[&XVFB, &CHROMEDRIVER, &XVFB, &WEBKITDRIVER]),
            ["chromium-driver", "webkit2gtk-driver", "xvfb"]
        );
    }
}
