//! Versions in the output of programs.

use semver::Version;

/// Returns the version in the first line that a program prints for `--version`, such as
/// `wasm-bindgen 0.2.130 (1c0d0b6a)` or `v20.20.2`.
pub fn parse(output: &str) -> Option<Version> {
    let mut words = output.lines().next()?.split_whitespace();
    words.find_map(|word| Version::parse(word.strip_prefix('v').unwrap_or(word)).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_found_in_the_first_line() {
        for (output, expected) in [
            ("wasm-pack 0.15.1\n", Version::new(0, 15, 1)),
            ("wasm-bindgen 0.2.130 (1c0d0b6a 2026-01-01)", Version::new(0, 2, 130)),
            (
                "geckodriver 0.37.1 (e9783a644016 2026-02-18 13:35 +0000)\n\nThe source",
                Version::new(0, 37, 1),
            ),
            ("v20.20.2", Version::new(20, 20, 2)),
        ] {
            assert_eq!(parse(output), Some(expected));
        }
    }

    #[test]
    fn other_output_has_no_version() {
        for output in ["", "wasm-bindgen dev", "error\nwasm-bindgen 0.15.1"] {
            assert_eq!(parse(output), None, "{output}");
        }
    }
}
