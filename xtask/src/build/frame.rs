//! Builds the files of the frame origin. They are immutable and versioned.
//!
//! `vault.html` has the hash of `vault.js`, and `vault.js` has the hash of the wasm. No hash
//! protects `vault.html`, only its origin; therefore its placeholders are filled when the frame is
//! deployed.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::json;

use super::files::{copy, files, read, write};
use super::{integrity, template, wasm};
use crate::compress;
use crate::error::Error;
use crate::node;
use crate::process::{self, Output};
use crate::repo::Repo;

const LIMIT: Duration = Duration::from_mins(2);

/// The placeholders of `vault.html` that are filled when the frame is deployed.
const FILLED_WHEN_DEPLOYED: &[&str] = &["api", "upload", "embedders", "policy"];

/// Files that get a `.br` and a `.gz` beside them. `vault.html` changes when it is deployed.
const COMPRESSED: &[&str] = &["vault.js", "sordino_bg.wasm", "field.html"];

/// Builds all files of the frame.
pub fn build(repo: &Repo, frame: &Path) -> Result<(), Error> {
    std::fs::create_dir_all(frame).map_err(Error::file(frame))?;
    let source = repo.path("www/frame");

    let module = frame.join("sordino_bg.wasm");
    copy(repo.path(wasm::OUTPUT).join("sordino_bg.wasm"), &module)?;

    let mut types = node::tool(repo, "tsc");
    types.args(["--project", "www/frame/tsconfig.json", "--noEmit"]);
    process::run("check the types of vault.js", &mut types, LIMIT, Output::Shown)?;

    let glue = frame.join("vault.js");
    let mut bundle = node::esbuild(repo);
    bundle.arg("www/frame/vault.ts").arg(format!("--outfile={}", glue.display()));
    bundle.arg(format!("--define:WASM_INTEGRITY={}", json!(hash(&module)?)));
    process::run("bundle vault.js", &mut bundle, LIMIT, Output::Shown)?;

    let field = template::fill("field.html", &read(source.join("field.html"))?, &[], &[])?;
    let field = inline_style(repo, &field)?;
    write(frame.join("field.html"), template::compact(&minify_script(repo, &field)?))?;

    let hash_of_glue = hash(&glue)?;
    let values = [("vault_integrity", hash_of_glue.as_str()), ("release", &repo.release)];
    let vault = template::fill(
        "vault.html",
        &read(source.join("vault.html"))?,
        &values,
        FILLED_WHEN_DEPLOYED,
    )?;
    write(frame.join("vault.html"), template::compact(&vault))?;

    let words = words(repo, frame)?;
    write(frame.join("manifest.json"), manifest(repo, frame)?)?;
    let compressed: Vec<_> = COMPRESSED.iter().map(|name| frame.join(name)).chain(words).collect();
    compress::write_beside(repo, &compressed)
}

/// Copies the texts of the frame in other languages, such as `words-de.txt`. English is in the
/// wasm.
fn words(repo: &Repo, frame: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut written = Vec::new();
    for path in files(&repo.path("core/words"))? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name != "en.txt" {
            let copied = frame.join(format!("words-{name}"));
            copy(&path, &copied)?;
            written.push(copied);
        }
    }
    Ok(written)
}

/// Inserts the style sheet into the page, because a request per field would cost more than its
/// bytes. The deployment computes its hash for the CSP from the served page.
fn inline_style(repo: &Repo, html: &str) -> Result<String, Error> {
    const LINK: &str = "<link rel=\"stylesheet\" href=\"field.css\">";
    let Some((before, after)) = html.split_once(LINK) else {
        return Err(Error::unexpected("field.html", format!("has no {LINK}")));
    };
    let minified = repo.scratch("build")?.join("field.css");
    let mut style = node::esbuild(repo);
    style.arg("www/frame/field.css").arg(format!("--outfile={}", minified.display()));
    process::run("minify field.css", &mut style, LIMIT, Output::Shown)?;
    Ok(format!("{before}<style>{}</style>{after}", read(&minified)?.trim()))
}

/// Minifies the only inline script of a page. The deployment computes its hash for the CSP from the
/// served page.
fn minify_script(repo: &Repo, html: &str) -> Result<String, Error> {
    let Some((before, script, after)) = template::inline_script(html) else {
        return Err(Error::unexpected("field.html", "must have exactly one inline <script>"));
    };
    let folder = repo.scratch("build")?;
    let (from, to) = (folder.join("inline.js"), folder.join("inline.min.js"));
    write(&from, script)?;
    let mut minify = node::tool(repo, "esbuild");
    minify.args(["--minify", "--target=es2022", "--charset=utf8", "--log-level=warning"]);
    minify.arg(&from).arg(format!("--outfile={}", to.display()));
    process::run("minify the script of field.html", &mut minify, LIMIT, Output::Shown)?;
    Ok(format!("{before}{}{after}", read(&to)?.trim()))
}

/// Returns `manifest.json`: the hash of each file, which identifies a deployment.
fn manifest(repo: &Repo, frame: &Path) -> Result<String, Error> {
    let mut files = serde_json::Map::new();
    for path in super::files::files(frame)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        files.insert(name, json!(hash(&path)?));
    }
    let manifest = json!({
        "release": repo.release,
        "filledWhenDeployed": FILLED_WHEN_DEPLOYED,
        "files": files,
    });
    Ok(format!("{manifest:#}\n"))
}

fn hash(path: &Path) -> Result<String, Error> {
    std::fs::read(path).map(|content| integrity::of(&content)).map_err(Error::file(path))
}
