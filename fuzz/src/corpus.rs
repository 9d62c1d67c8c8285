//! `corpus/NAME.txt`: one input a line. Line breaks are white space to what is attacked, so no
//! input needs one.

use std::path::PathBuf;

/// The longest input that is kept, in bytes.
pub const LONGEST: usize = 4_096;

/// Where the inputs of a target are kept.
pub fn path(target: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus").join(format!("{target}.txt"))
}

/// The inputs of a target.
pub fn read(target: &str) -> std::io::Result<Vec<String>> {
    Ok(std::fs::read_to_string(path(target))?
        .lines()
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect())
}
