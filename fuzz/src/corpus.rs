//! The kept inputs: `corpus/NAME.txt` has one input per line. The targets treat line breaks as
//! white space, so no input needs one.

use std::path::PathBuf;

/// The longest kept input, in bytes.
pub const LONGEST: usize = 4_096;

/// Returns the path of a target's inputs.
pub fn path(target: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus").join(format!("{target}.txt"))
}

/// Reads the inputs of a target.
pub fn read(target: &str) -> std::io::Result<Vec<String>> {
    Ok(std::fs::read_to_string(path(target))?
        .lines()
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect())
}
