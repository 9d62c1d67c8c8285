//! What a machine needs, installed once: a second run only looks.
//!
//! - [`rust`]: the wasm target, cargo's fmt and clippy, and the pinned programs that cargo builds
//! - [`npm`]: `node_modules` as `package-lock.json` says
//! - [`debian`]: the browsers, and valgrind

mod debian;
mod npm;
mod rust;
mod version;

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::browsers::Engine;
use crate::error::Error;
use crate::process;
use crate::programs::{Program, counters, find_in, path_with};
use crate::repo::Repo;

/// The longest that any of the installations takes on a slow machine.
const LIMIT: Duration = Duration::from_mins(40);

/// What a command is going to use.
#[derive(Default, Clone)]
pub struct Needs {
    /// The wasm target, wasm-pack and wasm-bindgen.
    pub wasm: bool,
    /// Node.js and `node_modules`.
    pub npm: bool,
    /// `cargo fmt` and `cargo clippy`.
    pub lints: bool,
    /// Browsers with their drivers.
    pub engines: Vec<Engine>,
    /// Other programs of the system.
    pub programs: Vec<&'static Program>,
}

impl Needs {
    /// All there is.
    pub fn everything() -> Self {
        Self {
            engines: Engine::ALL.to_vec(),
            lints: true,
            programs: counters(),
            ..Self::to_build()
        }
    }

    /// For `pkg/`.
    pub fn to_build() -> Self {
        Self { wasm: true, npm: true, ..Self::default() }
    }
}

/// Where the programs that cargo built are.
pub struct Tools {
    folders: Vec<PathBuf>,
}

impl Tools {
    /// `PATH` that finds the pinned programs before any other of the same name.
    pub fn path(&self) -> OsString {
        path_with(&self.folders)
    }

    /// One of the programs.
    pub fn program(&self, name: &str) -> Result<PathBuf, Error> {
        let found = find_in(&[name], std::env::split_paths(&self.path()));
        found.ok_or_else(|| Error::Missing {
            what: name.to_owned(),
            how: "run `cargo xtask setup`".to_owned(),
        })
    }
}

/// Installs what is missing of `needs`, saying so; silent when nothing is.
pub fn ensure(repo: &Repo, needs: &Needs) -> Result<Tools, Error> {
    // Two at once would install the same thing into the same folder.
    let _alone = repo.exclusive("setup")?;
    let browsers = needs.engines.iter().flat_map(|engine| engine.programs());
    let programs: Vec<&'static Program> = browsers.chain(needs.programs.iter().copied()).collect();
    let mut toolchain = if needs.lints { rust::missing_lints() } else { Vec::new() };
    let mut wanted = Vec::new();
    if needs.wasm {
        toolchain.extend(rust::missing_target()?);
        wanted.extend([rust::WASM_PACK, rust::WASM_BINDGEN]);
    }
    if needs.engines.contains(&Engine::Firefox) {
        wanted.push(rust::GECKODRIVER);
    }
    let mut npm = if needs.npm { npm::missing(repo, "")? } else { None };
    let built = rust::Install::of(&wanted)?;
    // What is downloaded and what is compiled do not wait for each other; each list is of what
    // would.
    let mut lists = vec![debian::missing(&programs)?, toolchain];
    lists.extend(npm.as_mut().map(|install| std::mem::take(&mut install.commands)));
    lists.extend(built.commands().into_iter().map(|command| vec![command]));
    lists.retain(|list| !list.is_empty());
    if !lists.is_empty() {
        let began = Instant::now();
        process::run_lists(lists, LIMIT)?;
        eprintln!("setup: installed all of it in {} s", began.elapsed().as_secs());
    }
    npm.map_or(Ok(()), npm::Install::finish)?;
    debian::finish(&programs)?;
    let mut folders = built.finish()?;
    folders.push(repo.path("node_modules/.bin"));
    Ok(Tools { folders })
}

/// Installs the npm packages of a folder that has tools of its own, when a command needs them.
pub fn ensure_npm(repo: &Repo, folder: &str) -> Result<(), Error> {
    let _alone = repo.exclusive("setup")?;
    let Some(mut install) = npm::missing(repo, folder)? else { return Ok(()) };
    process::run_lists(vec![std::mem::take(&mut install.commands)], LIMIT)?;
    install.finish()
}

/// `cargo xtask setup`
pub fn command() -> Result<(), Error> {
    let repo = Repo::find()?;
    ensure(&repo, &Needs::everything())?;
    println!("all is in place: {}", rust::SUMMARY);
    Ok(())
}
