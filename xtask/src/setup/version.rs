//! What programs say of their version.

/// The version in the first line a program prints for `--version`: `wasm-bindgen 0.2.130
/// (1c0d0b6a)`, `v20.20.2`.
pub fn parse(output: &str) -> Option<&str> {
    let words = output.lines().next()?.split_whitespace();
    words.map(|word| word.strip_prefix('v').unwrap_or(word)).find(|word| is_version(word))
}

/// The first number of a version.
pub fn major(version: &str) -> Option<u32> {
    version.split('.').next()?.parse().ok()
}

fn is_version(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) && word.contains('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_found_in_what_programs_print() {
        assert_eq!(parse("wasm-bindgen 0.15.1\n"), Some("0.15.1"));
        assert_eq!(parse("wasm-bindgen 0.2.130 (1c0d0b6a 2026-01-01)"), Some("0.2.130"));
        assert_eq!(
            parse("geckodriver 0.37.1 (e9783a644016 2026-02-18 13:35 +0000)\n\nThe source"),
            Some("0.37.1")
        );
        assert_eq!(parse("v20.20.2"), Some("20.20.2"));
    }

    #[test]
    fn what_is_no_version_is_none() {
        assert_eq!(parse(""), None);
        assert_eq!(parse("wasm-bindgen dev"), None);
        assert_eq!(parse("error\nwasm-bindgen 0.15.1"), None);
    }

    #[test]
    fn the_major_number() {
        assert_eq!(major("20.20.2"), Some(20));
        assert_eq!(major("x.1"), None);
    }
}
