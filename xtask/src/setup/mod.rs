//! Installs what a machine needs. A second run only checks that everything is there.
//!
//! - [`rust`]: the wasm target, cargo's fmt and clippy, and the pinned programs that cargo builds
//! - [`npm`]: `node_modules` as `package-lock.json` lists it
//! - [`debian`]: the browsers, and valgrind

mod debian;
mod npm;
mod rust;
mod version;

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::browsers::Engine;
use crate::cpu;
use crate::error::Error;
use crate::process;
use crate::programs::{Program, counters, find_in, path_with};
use crate::repo::Repo;

/// The longest that an installation takes on a slow machine.
const LIMIT: Duration = Duration::from_mins(40);

/// The requirements of a command.
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
    /// Returns all requirements.
    pub fn everything() -> Self {
        Self {
            engines: Engine::ALL.to_vec(),
            lints: true,
            programs: counters(),
            ..Self::to_build()
        }
    }

    /// Returns the requirements of building `pkg/`.
    pub fn to_build() -> Self {
        Self { wasm: true, npm: true, ..Self::default() }
    }
}

/// The folders of the installed programs.
pub struct Tools {
    folders: Vec<PathBuf>,
}

impl Tools {
    /// Returns a `PATH` that finds the pinned programs before others of the same name.
    pub fn path(&self) -> OsString {
        path_with(&self.folders)
    }

    /// Returns the path of a program.
    pub fn program(&self, name: &str) -> Result<PathBuf, Error> {
        let found = find_in(&[name], std::env::split_paths(&self.path()));
        found.ok_or_else(|| Error::Missing {
            what: name.to_owned(),
            how: "run `cargo xtask setup`".to_owned(),
        })
    }
}

/// Installs the missing parts of `needs`; prints nothing when all are there.
pub fn ensure(repo: &Repo, needs: &Needs) -> Result<Tools, Error> {
    // Two processes at once would install the same program into the same folder.
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
    // The lists run side by side, so that downloading and compiling do not wait for each other.
    let mut lists = vec![debian::missing(&programs)?, toolchain];
    lists.extend(npm.as_mut().map(|install| std::mem::take(&mut install.commands)));
    lists.extend(built.commands().into_iter().map(|command| vec![command]));
    lists.retain(|list| !list.is_empty());
    if !lists.is_empty() {
        let began = Instant::now();
        process::run_lists(lists, LIMIT)?;
        eprintln!("setup: installed everything in {} s", began.elapsed().as_secs());
    }
    npm.map_or(Ok(()), npm::Install::finish)?;
    debian::finish(&programs)?;
    let mut folders = built.finish()?;
    folders.push(repo.path("node_modules/.bin"));
    Ok(Tools { folders })
}

/// Installs the npm packages of another folder with a lockfile.
pub fn ensure_npm(repo: &Repo, folder: &str) -> Result<(), Error> {
    let _alone = repo.exclusive("setup")?;
    let Some(mut install) = npm::missing(repo, folder)? else { return Ok(()) };
    cpu::uncounted(|| process::run_lists(vec![std::mem::take(&mut install.commands)], LIMIT))?;
    install.finish()
}

/// Runs `cargo xtask setup`.
pub fn command() -> Result<(), Error> {
    let repo = Repo::find()?;
    ensure(&repo, &Needs::everything())?;
    println!("everything is installed: {}", rust::SUMMARY);
    Ok(())
}
