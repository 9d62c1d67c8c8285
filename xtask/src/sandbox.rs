//! The sandbox, as a program of the workspace.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::Value;

use crate::descendants::{self, Kept};
use crate::error::Error;
use crate::process::{self, Output};
use crate::repo::{Repo, cargo, is_built};

const NAME: &str = "sordino-sandbox";

/// Seeding hashes PINs, on purpose slowly; a development build takes seconds for it.
const START: Duration = Duration::from_mins(1);

/// Builds it for development; returns where it is.
pub fn build(repo: &Repo) -> Result<PathBuf, Error> {
    if is_built() {
        return Ok(repo.program(NAME));
    }
    let mut command = cargo();
    command.args(["build", "--package", NAME]).current_dir(&repo.root);
    process::run("build the sandbox", &mut command, Duration::from_mins(30), Output::Shown)?;
    Ok(repo.program(NAME))
}

/// Builds it as a server is built, to be measured; returns where it is.
pub fn build_for_speed(repo: &Repo) -> Result<PathBuf, Error> {
    let mut command = cargo();
    command.args(["build", "--package", NAME, "--profile", "server"]).current_dir(&repo.root);
    process::run(
        "build the sandbox for speed",
        &mut command,
        Duration::from_mins(30),
        Output::Shown,
    )?;
    Ok(repo.target.join("server").join(format!("{NAME}{}", std::env::consts::EXE_SUFFIX)))
}

/// A running sandbox, until this is dropped.
pub struct Sandbox {
    server: Child,
    _kept: Kept,
    /// What it said of its addresses: `app`, `frame`, `api`, `upload`, `control`.
    pub addresses: Value,
}

impl Sandbox {
    /// Starts it and waits for its addresses.
    pub fn start(repo: &Repo, options: &[&OsStr]) -> Result<Self, Error> {
        const STEP: &str = "start the sandbox";
        let mut command = Command::new(repo.program(NAME));
        command.arg("serve").args(options).arg("--print-addresses").current_dir(&repo.root);
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        let mut server = process::start(STEP, &mut command)?;
        let kept = descendants::keep(server.id());
        let line = server.stdout.take().and_then(|stdout| {
            let (send, receive) = mpsc::channel();
            std::thread::spawn(move || {
                let mut reader = BufReader::new(stdout);
                let mut line = String::new();
                let read = reader.read_line(&mut line);
                // Nobody listens any more when it took too long.
                let _ = send.send(read.is_ok().then_some(line));
                // What it prints later must go somewhere, or it would wait for ever to print it.
                let _ = std::io::copy(&mut reader, &mut std::io::stderr());
            });
            receive.recv_timeout(START).ok().flatten()
        });
        let addresses: Option<Value> =
            line.as_deref().and_then(|line| serde_json::from_str(line).ok());
        if let Some(addresses) = addresses.filter(|addresses| addresses["app"].is_string()) {
            return Ok(Self { server, _kept: kept, addresses });
        }
        // When it has ended, it has said why on standard error.
        if let Some(status) = process::wait(&mut server, Duration::from_secs(1)) {
            return Err(Error::Failed { step: STEP.to_owned(), program: NAME.to_owned(), status });
        }
        process::end(&mut server);
        Err(Error::unexpected(
            STEP,
            format!("it printed no addresses within {} s", START.as_secs()),
        ))
    }

    /// Waits until it ends by itself, as ctrl-c makes it.
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
