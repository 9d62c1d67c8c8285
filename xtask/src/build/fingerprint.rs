//! Decides whether an output is up to date. It compares contents, because a checkout gives every
//! file a new time.

use std::path::Path;

use sha2::{Digest, Sha256};

use super::files::{files, read, write};
use crate::error::Error;
use crate::process::{self, Output};
use crate::repo::Repo;

/// Returns a hash of the content of `inputs` (files or folders) and of the compiler version.
pub fn of(repo: &Repo, inputs: &[&str]) -> Result<String, Error> {
    let mut rustc = std::process::Command::new("rustc");
    rustc.arg("-vV").current_dir(&repo.root);
    let compiler = process::run(
        "ask rustc for its version",
        &mut rustc,
        std::time::Duration::from_mins(1),
        Output::Returned,
    )?;
    let mut hasher = Hasher::default();
    hasher.add("rustc", compiler.as_bytes());
    for input in inputs {
        for file in files(&repo.path(input))? {
            let content = std::fs::read(&file).map_err(Error::file(&file))?;
            hasher.add(&relative(&repo.root, &file), &content);
        }
    }
    Ok(hasher.finish())
}

/// Returns a hash of the content of an output folder.
fn of_output(output: &Path) -> Result<String, Error> {
    let mut hasher = Hasher::default();
    for file in files(output)? {
        let content = std::fs::read(&file).map_err(Error::file(&file))?;
        hasher.add(&relative(output, &file), &content);
    }
    Ok(hasher.finish())
}

/// Returns whether `stamp` was written for these inputs and for the current output.
pub fn is_current(stamp: &Path, inputs: &str, output: &Path) -> Result<bool, Error> {
    let Ok(found) = read(stamp) else { return Ok(false) };
    Ok(output.exists() && found == text(inputs, &of_output(output)?))
}

/// Writes a stamp: `output` was built from `inputs`.
pub fn write_stamp(stamp: &Path, inputs: &str, output: &Path) -> Result<(), Error> {
    write(stamp, text(inputs, &of_output(output)?))
}

fn text(inputs: &str, output: &str) -> String {
    format!("inputs {inputs}\noutput {output}\n")
}

fn relative(root: &Path, file: &Path) -> String {
    file.strip_prefix(root).unwrap_or(file).to_string_lossy().into_owned()
}

/// A hash of named contents. Lengths separate them, so that no content looks like a name or like a
/// part of the next content.
#[derive(Default)]
struct Hasher(Sha256);

impl Hasher {
    fn add(&mut self, name: &str, content: &[u8]) {
        for part in [name.as_bytes(), content] {
            self.0.update((part.len() as u64).to_le_bytes());
            self.0.update(part);
        }
    }

    fn finish(self) -> String {
        format!("{:x}", self.0.finalize())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(parts: &[(&str, &str)]) -> String {
        let mut hasher = Hasher::default();
        for (name, content) in parts {
            hasher.add(name, content.as_bytes());
        }
        hasher.finish()
    }

    #[test]
    fn moving_a_byte_to_the_next_content_is_a_change() {
        assert_ne!(hash(&[("a", "bc")]), hash(&[("ab", "c")]));
        assert_ne!(hash(&[("a", "b"), ("c", "d")]), hash(&[("a", "bcd")]));
    }

    #[test]
    fn a_changed_output_is_not_current() -> Result<(), Error> {
        let folder =
            std::env::temp_dir().join(format!("sordino-fingerprint-{}", std::process::id()));
        let output = folder.join("output");
        super::super::files::clear(&output)?;
        let stamp = folder.join("stamp");
        assert!(!is_current(&stamp, "1", &output)?, "without a stamp");
        write(output.join("file"), "one")?;
        write_stamp(&stamp, "1", &output)?;
        assert!(is_current(&stamp, "1", &output)?);
        assert!(!is_current(&stamp, "2", &output)?, "with other inputs");
        write(output.join("file"), "two")?;
        assert!(!is_current(&stamp, "1", &output)?, "with a changed output");
        std::fs::remove_dir_all(&folder).map_err(Error::file(&folder))
    }
}
