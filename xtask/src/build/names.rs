//! Shortens the names of imports and exports in the wasm and in the glue.
//!
//! wasm-bindgen gives each import a name with a hash of 16 digits, which can't be compressed, and
//! writes it into both files: 3 KB of brotli in total. wasm-opt shortens the names in the wasm and
//! prints them; this module renames them in the glue.

use std::collections::HashMap;
use std::path::Path;
use std::time::Duration;

use serde_json::Value;

use super::files::{read, write};
use crate::error::Error;
use crate::node;
use crate::process::{self, Output};
use crate::repo::Repo;

/// The module name of the glue that wasm-bindgen writes.
const MODULE: &str = "./sordino_bg.js";
/// The module name after wasm-opt.
const SHORT_MODULE: &str = "a";

/// Renames in both files of a folder.
pub fn shorten(repo: &Repo, folder: &Path) -> Result<(), Error> {
    let (wasm, glue) = (folder.join("sordino_bg.wasm"), folder.join("sordino.js"));
    let mut command = node::tool(repo, "wasm-opt");
    command.arg("--minify-imports-and-exports-and-modules").arg(&wasm).arg("-o").arg(&wasm);
    let text =
        process::run("shorten names", &mut command, Duration::from_mins(3), Output::Returned)?;
    let names = Names::parse(&text)?;
    write(&glue, names.rename(&read(&glue)?)?)
}

/// The new names by the old ones.
struct Names {
    /// Functions of the glue that the wasm calls.
    imports: HashMap<String, String>,
    /// Exports of the wasm that the glue uses.
    exports: HashMap<String, String>,
}

impl Names {
    /// Parses the output of wasm-opt: `{"imports": [[module, old, new]…], "exports": [[old,
    /// new]…]}`.
    fn parse(text: &str) -> Result<Self, Error> {
        let unexpected = |why: &str| Error::unexpected("wasm-opt's names", why);
        let answer: Value =
            serde_json::from_str(text).map_err(|error| unexpected(&error.to_string()))?;
        let pairs = |key: &str| {
            let rows = answer[key].as_array().ok_or_else(|| unexpected("lacks a list"))?;
            let pair = |row: &Value| {
                let row = row.as_array()?;
                let [.., old, new] = row.as_slice() else { return None };
                Some((old.as_str()?.to_owned(), new.as_str()?.to_owned()))
            };
            rows.iter()
                .map(|row| pair(row).ok_or_else(|| unexpected("has a row that is no pair")))
                .collect::<Result<HashMap<_, _>, _>>()
        };
        Ok(Self { imports: pairs("imports")?, exports: pairs("exports")? })
    }

    /// Returns the glue with the new names.
    ///
    /// # Errors
    /// When an import is not exactly once in the glue, as the key of its function: the wasm could
    /// not be loaded.
    fn rename(&self, glue: &str) -> Result<String, Error> {
        let unexpected = |why: String| Error::unexpected("sordino.js", why);
        let module = format!("\"{MODULE}\": ");
        if glue.matches(&module).count() != 1 {
            return Err(unexpected(format!("must list the imports of {MODULE} exactly once")));
        }
        let glue = glue.replace(&module, &format!("{SHORT_MODULE}: "));
        let mut renamed = String::with_capacity(glue.len());
        let mut seen = 0;
        let mut rest = glue.as_str();
        while let Some(start) = rest.find(is_of_name) {
            let (before, from_name) = rest.split_at(start);
            let (name, after) =
                from_name.split_at(from_name.find(|c| !is_of_name(c)).unwrap_or(from_name.len()));
            renamed.push_str(before);
            let is_export = renamed.ends_with("wasm.");
            let new = if is_export { self.exports.get(name) } else { self.imports.get(name) };
            seen += usize::from(new.is_some() && !is_export);
            renamed.push_str(new.map_or(name, String::as_str));
            rest = after;
        }
        renamed.push_str(rest);
        if seen != self.imports.len() {
            return Err(unexpected(format!("has {seen} of {} imports", self.imports.len())));
        }
        Ok(renamed)
    }
}

/// Returns whether a character can be part of a name in the glue.
fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$'
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRINTED: &str = r#"{
        "imports": [
            ["./sordino_bg.js", "__wbg_get_00ff", "A"],
            ["./sordino_bg.js", "__wbg_set_00ff", "B"]
        ],
        "exports": [["memory", "C"], ["start", "D"]]
    }"#;

    const GLUE: &str = r#"
export function start() { wasm.start(); }
const import0 = {
    __wbg_get_00ff: function(arg0) { return new Uint8Array(wasm.memory.buffer); },
    __wbg_set_00ff: (memory) => memory,
};
return { "./sordino_bg.js": import0, };
"#;

    fn rename(glue: &str) -> Result<String, Error> {
        Names::parse(PRINTED)?.rename(glue)
    }

    #[test]
    fn imports_are_renamed_everywhere_and_exports_after_wasm() -> Result<(), Error> {
        let expected = r"
export function start() { wasm.D(); }
const import0 = {
    A: function(arg0) { return new Uint8Array(wasm.C.buffer); },
    B: (memory) => memory,
};
return { a: import0, };
";
        assert_eq!(rename(GLUE)?, expected);
        Ok(())
    }

    #[test]
    fn a_missing_import_is_an_error() {
        let error = rename(&GLUE.replace("__wbg_set_00ff", "__wbg_set_11ff")).err();
        assert_eq!(error.map(|e| e.to_string()).as_deref(), Some("sordino.js: has 1 of 2 imports"));
    }

    #[test]
    fn another_module_name_is_an_error() {
        assert!(rename(&GLUE.replace("./sordino_bg.js", "./other_bg.js")).is_err());
    }

    #[test]
    fn other_output_is_an_error() {
        assert!(Names::parse("").is_err());
        assert!(Names::parse(r#"{"imports": [["a"]], "exports": []}"#).is_err());
    }
}
