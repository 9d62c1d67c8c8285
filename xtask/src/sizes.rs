//! `cargo xtask sizes`: measures the bytes that a visitor downloads and compares them with budgets.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use serde_json::{Value, json};

use crate::compress::{self, Size};
use crate::error::Error;
use crate::node;
use crate::process::{self, Output};
use crate::repo::Repo;
use crate::setup::{self, Needs};

/// The parts of the frame, each with its file in `pkg/frame/`.
const FRAME: [(&str, &str); 4] = [
    ("vault.html", "vault.html"),
    ("glue", "vault.js"),
    ("wasm", "sordino_bg.wasm"),
    ("field.html", "field.html"),
];

const LOADER: &str = "loader";
const FRAME_TOTAL: &str = "frame total";

/// A limit for the size of one part.
struct Budget {
    part: &'static str,
    encoding: &'static str,
    /// A larger size fails the build. Where the goal is not met yet, this is the smallest size so
    /// far; it goes down, never up.
    bytes: u64,
    /// The size that the part should have.
    goal: u64,
    reason: &'static str,
}

const BUDGETS: [Budget; 2] = [
    Budget {
        part: FRAME_TOTAL,
        encoding: "brotli",
        bytes: FRAME_LIMIT,
        goal: FRAME_GOAL,
        reason: "with every use case in it, the frame is there before a person has found the \
                 field: about a second and a quarter on a slow mobile line of 500 kbit/s. Skyflow's \
                 frame is 125.1 KB, Evervault's 129.5 KB. docs/BUDGETS.md says what took the bytes \
                 above the goal",
    },
    Budget {
        part: LOADER,
        encoding: "gzip",
        bytes: LOADER_LIMIT,
        goal: LOADER_LIMIT,
        reason: "it is in the bundle of every page of the app, used or not. Highnote's own is \
                 2,391 bytes, Stripe's 1,881",
    },
];

/// About half of the smallest rival's that could be built, Skyflow's 125.1 KB.
const FRAME_LIMIT: u64 = 75 * 1024;
const FRAME_GOAL: u64 = 64 * 1024;

/// One byte less than Highnote's loader.
const LOADER_LIMIT: u64 = 2_390;

/// The measured sizes.
pub struct Sizes {
    parts: Vec<(&'static str, Size)>,
}

/// Runs `cargo xtask sizes`; exit code 1 when a budget is exceeded.
pub fn command(as_json: bool) -> Result<ExitCode, Error> {
    let repo = Repo::find()?;
    let tools = setup::ensure(&repo, &Needs::to_build())?;
    crate::build::ensure(&repo, &tools)?;
    let sizes = measure(&repo)?;
    if as_json {
        println!("{}", sizes.to_json());
    } else {
        print!("{}", sizes.to_table());
    }
    let broken = sizes.exceeded_budgets();
    for sentence in &broken {
        eprintln!("error: {sentence}");
    }
    Ok(if broken.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Measures the files of `pkg/`.
pub fn measure(repo: &Repo) -> Result<Sizes, Error> {
    let mut files = vec![bundled_loader(repo)?];
    files.extend(FRAME.iter().map(|(_, file)| repo.path("pkg/frame").join(file)));
    let measured = compress::measure(repo, &files)?;
    let total = measured.iter().skip(1).fold(Size::default(), |sum, size| sum + *size);
    let names = std::iter::once(LOADER).chain(FRAME.iter().map(|(name, _)| *name));
    let mut parts: Vec<_> = names.zip(measured).collect();
    parts.push((FRAME_TOTAL, total));
    Ok(Sizes { parts })
}

/// Bundles the loader as an app does it, and returns the bundle's path.
fn bundled_loader(repo: &Repo) -> Result<PathBuf, Error> {
    let folder = repo.scratch("sizes")?;
    let entry = folder.join("entry.js");
    let package = json!(repo.path("pkg/index.js"));
    // Without an export, the bundler would remove the unused code.
    std::fs::write(&entry, format!("export {{ createSession }} from {package};\n"))
        .map_err(Error::file(&entry))?;
    let bundle = folder.join("bundle.js");
    let mut command = node::esbuild(repo);
    command.arg(&entry).arg(format!("--outfile={}", bundle.display()));
    process::run("bundle the loader", &mut command, Duration::from_mins(1), Output::Shown)?;
    Ok(bundle)
}

impl Sizes {
    fn of(&self, part: &str, encoding: &str) -> u64 {
        let size = self
            .parts
            .iter()
            .find(|(name, _)| *name == part)
            .map(|(_, size)| *size)
            .unwrap_or_default();
        match encoding {
            "gzip" => size.gzip,
            "brotli" => size.brotli,
            _ => size.raw,
        }
    }

    /// Returns a sentence for each exceeded budget.
    pub fn exceeded_budgets(&self) -> Vec<String> {
        let past =
            BUDGETS.iter().filter(|budget| self.of(budget.part, budget.encoding) > budget.bytes);
        past.map(|budget| {
            let bytes = self.of(budget.part, budget.encoding);
            format!(
                "{} has {bytes} bytes with {}, {} above its budget of {}: {}",
                budget.part,
                budget.encoding,
                bytes - budget.bytes,
                budget.bytes,
                budget.reason
            )
        })
        .collect()
    }

    /// Returns the sizes for people.
    pub fn to_table(&self) -> String {
        let mut lines =
            vec![format!("{:<12} {:>8} {:>8} {:>9}", "bytes", "raw", "gzip 9", "brotli 11")];
        lines.extend(self.parts.iter().map(|(name, size)| {
            format!("{name:<12} {:>8} {:>8} {:>9}", size.raw, size.gzip, size.brotli)
        }));
        lines.extend(BUDGETS.iter().map(|budget| {
            let Budget { part, encoding, bytes: limit, goal, reason } = budget;
            let bytes = self.of(part, encoding);
            let met = if bytes <= *goal { "met" } else { "NOT MET" };
            format!(
                "budget: {part} {bytes} of {limit} bytes {encoding}; goal {goal}: {met} ({reason})"
            )
        }));
        lines.join("\n") + "\n"
    }

    /// Returns the sizes for programs.
    pub fn to_json(&self) -> Value {
        let parts = self.parts.iter().map(|(name, size)| {
            (
                (*name).to_owned(),
                json!({ "raw": size.raw, "gzip": size.gzip, "brotli": size.brotli }),
            )
        });
        let budgets = BUDGETS.iter().map(|budget| {
            let bytes = self.of(budget.part, budget.encoding);
            json!({
                "part": budget.part,
                "encoding": budget.encoding,
                "bytes": bytes,
                "budget": budget.bytes,
                "kept": bytes <= budget.bytes,
                "goal": budget.goal,
                "met": bytes <= budget.goal,
                "reason": budget.reason,
            })
        });
        json!({
            "parts": parts.collect::<serde_json::Map<_, _>>(),
            "budgets": budgets.collect::<Vec<_>>(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(loader_gzip: u64, frame_brotli: u64) -> Sizes {
        let loader = Size { raw: 9999, gzip: loader_gzip, brotli: 9999 };
        let frame = Size { raw: 999_999, gzip: 999_999, brotli: frame_brotli };
        Sizes { parts: vec![(LOADER, loader), (FRAME_TOTAL, frame)] }
    }

    #[test]
    fn a_budget_allows_its_last_byte() {
        assert_eq!(sizes(LOADER_LIMIT, FRAME_LIMIT).exceeded_budgets(), Vec::<String>::new());
    }

    #[test]
    fn one_byte_above_a_budget_is_reported_with_its_reason() {
        let broken = sizes(LOADER_LIMIT + 1, FRAME_LIMIT + 1).exceeded_budgets();
        assert_eq!(broken.len(), 2);
        assert!(
            broken[0].contains(&format!("1 above its budget of {FRAME_LIMIT}: ")),
            "{broken:?}"
        );
        assert!(
            broken[1].contains(&format!("1 above its budget of {LOADER_LIMIT}: ")),
            "{broken:?}"
        );
    }

    #[test]
    fn the_json_has_every_part_and_budget() {
        let json = sizes(LOADER_LIMIT + 1, 10).to_json();
        assert_eq!(json["parts"]["loader"]["gzip"], LOADER_LIMIT + 1);
        assert_eq!(json["budgets"][0]["kept"], true);
        assert_eq!(json["budgets"][1]["kept"], false);
    }
}
