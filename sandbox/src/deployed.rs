//! Sordino's frame as `sordino frame` deploys it. The sandbox makes no part of the frame: it serves
//! the files that the program writes, with the headers of its `manifest.json`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use axum::http::{HeaderName, HeaderValue};
use serde::Deserialize;
use tokio::process::Command;

use crate::addresses::{Addresses, RELEASE};
use crate::errors::StartError;

/// The longest time that `sordino frame` may take. It starts Node.js and compresses two small
/// pages, which takes half a second on a busy machine.
const LIMIT: Duration = Duration::from_secs(30);

/// A deployed frame.
pub struct Deployed {
    /// The folder of the release.
    pub folder: PathBuf,
    /// The files, each with its headers.
    pub files: BTreeMap<String, Headers>,
    /// The headers of all other answers.
    pub otherwise: Headers,
}

/// Headers, by name.
pub type Headers = Vec<(HeaderName, HeaderValue)>;

/// The part of `manifest.json` that a host needs.
#[derive(Deserialize)]
struct Manifest {
    files: BTreeMap<String, File>,
    otherwise: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct File {
    headers: BTreeMap<String, String>,
}

impl Deployed {
    /// Deploys the frame of a package for these addresses into `out`. Returns `None` if the package
    /// is not built.
    pub async fn deploy(
        package: &Path,
        addresses: &Addresses,
        out: &Path,
    ) -> Result<Option<Self>, StartError> {
        let program = package.join("cli.js");
        if !program.is_file() {
            return Ok(None);
        }
        let problem = |problem| StartError::Frame { folder: package.to_owned(), problem };
        let mut command = Command::new("node");
        command.arg(&program).arg("frame");
        command.args([
            "--api",
            &addresses.api,
            "--embedder",
            &addresses.app,
            "--upload",
            &addresses.upload,
        ]);
        command.arg("--out").arg(out).stdin(Stdio::null()).kill_on_drop(true);
        let output = tokio::time::timeout(LIMIT, command.output()).await;
        let output =
            output.map_err(|_| problem(format!("{} takes too long", program.display())))?;
        let output = output.map_err(|error| problem(format!("node can't be started: {error}")))?;
        if !output.status.success() {
            return Err(problem(String::from_utf8_lossy(&output.stderr).trim().to_owned()));
        }
        Self::read(&out.join(format!("v{RELEASE}"))).map(Some)
    }

    /// Reads a frame that was deployed before.
    pub fn read(folder: &Path) -> Result<Self, StartError> {
        let problem = |problem: String| StartError::Frame { folder: folder.to_owned(), problem };
        let name = "manifest.json";
        let text = std::fs::read_to_string(folder.join(name))
            .map_err(|error| problem(format!("{name}: {error}")))?;
        let manifest: Manifest =
            serde_json::from_str(&text).map_err(|error| problem(format!("{name}: {error}")))?;
        let parsed = |headers: BTreeMap<String, String>| {
            headers
                .into_iter()
                .map(|(name, value)| header(&name, &value))
                .collect::<Result<Headers, _>>()
                .map_err(problem)
        };
        let mut files = BTreeMap::new();
        for (name, File { headers }) in manifest.files {
            if !folder.join(&name).is_file() {
                return Err(problem(format!("{name} is missing")));
            }
            files.insert(name, parsed(headers)?);
        }
        Ok(Self { folder: folder.to_owned(), files, otherwise: parsed(manifest.otherwise)? })
    }
}

fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    let of = |error: String| format!("manifest.json has an invalid header, {name}: {error}");
    let parsed_name = HeaderName::try_from(name).map_err(|error| of(error.to_string()))?;
    let parsed_value = HeaderValue::try_from(value).map_err(|error| of(error.to_string()))?;
    Ok((parsed_name, parsed_value))
}
