//! The sandbox, a program of the workspace.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::cargo::{COMPILE_LIMIT, cargo};
use crate::cpu;
use crate::descendants::{self, Kept};
use crate::error::Error;
use crate::process::{self, Output};
use crate::repo::{Repo, is_built};

const NAME: &str = "sordino-sandbox";

/// The longest that the sandbox takes to start: it hashes PINs, which is slow on purpose and takes
/// seconds in a development build.
const START: Duration = Duration::from_mins(1);

/// Builds the sandbox for development and returns its path.
pub fn build(repo: &Repo) -> Result<PathBuf, Error> {
    if is_built() {
        return Ok(repo.program(NAME));
    }
    let mut command = cargo();
    command.args(["build", "--package", NAME]).current_dir(&repo.root);
    cpu::uncounted(|| {
        process::run("build the sandbox", &mut command, COMPILE_LIMIT, Output::Shown)
    })?;
    Ok(repo.program(NAME))
}

/// Builds the sandbox with the profile of a server, for measurements, and returns its path.
pub fn build_for_speed(repo: &Repo) -> Result<PathBuf, Error> {
    let mut command = cargo();
    command.args(["build", "--package", NAME, "--profile", "server"]).current_dir(&repo.root);
    process::run("build the sandbox for speed", &mut command, COMPILE_LIMIT, Output::Shown)?;
    Ok(repo.target.join("server").join(format!("{NAME}{}", std::env::consts::EXE_SUFFIX)))
}

/// A sandbox that runs until this is dropped.
pub struct Sandbox {
    server: Child,
    _kept: Kept,
    /// The addresses that it printed: `app`, `frame`, `api`, `upload`, `control`.
    pub addresses: Value,
}

impl Sandbox {
    /// Starts the sandbox and waits for its addresses.
    pub fn start(repo: &Repo, options: &[&OsStr]) -> Result<Self, Error> {
        const STEP: &str = "start the sandbox";
        let mut command = Command::new(repo.program(NAME));
        command.arg("serve").args(options).arg("--print-addresses").current_dir(&repo.root);
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        let mut server = process::start(STEP, &mut command)?;
        let kept = descendants::keep(server.id());
        let line = server.stdout.take().and_then(|stdout| process::first_line(stdout, START));
        let addresses: Option<Value> =
            line.as_deref().and_then(|line| serde_json::from_str(line).ok());
        if let Some(addresses) = addresses.filter(|addresses| addresses["app"].is_string()) {
            return Ok(Self { server, _kept: kept, addresses });
        }
        // A sandbox that has ended has printed the reason on standard error.
        if let Some(status) = process::wait(&mut server, Duration::from_secs(1)) {
            return Err(Error::Failed { step: STEP.to_owned(), program: NAME.to_owned(), status });
        }
        process::end(&mut server);
        let why = format!("it printed no addresses within {} s", START.as_secs());
        Err(Error::unexpected(STEP, why))
    }

    /// Waits until the sandbox ends, which ctrl-c makes it do.
    pub fn wait(mut self) -> Result<(), Error> {
        let status = self.server.wait().map_err(|source| Error::Start {
            step: "serve".to_owned(),
            program: NAME.to_owned(),
            source,
        })?;
        if status.success() {
            return Ok(());
        }
        Err(Error::Failed { step: "serve".to_owned(), program: NAME.to_owned(), status })
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        process::end(&mut self.server);
    }
}
