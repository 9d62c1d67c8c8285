//! The number of tests that passed and failed, read from the output of test runners.

use std::fmt;
use std::ops::Add;

use anstream::adapter::strip_str;

/// A number of tests; a step without tests counts as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Tests that passed.
    pub passed: u32,
    /// Tests that failed.
    pub failed: u32,
}

impl Tally {
    /// The tally of a step without tests that passed.
    pub const ONE: Self = Self { passed: 1, failed: 0 };

    /// Adds up the closing lines of the test runners of cargo, wasm-bindgen and Node.js.
    pub fn parse(output: &str) -> Self {
        output
            .lines()
            .map(|line| Self::of_line(&strip_str(line).to_string()))
            .fold(Self::default(), Add::add)
    }

    /// Finds the closing line of `cargo xtask test`, which has the form of [`Tally`]'s
    /// [`Display`](fmt::Display).
    ///
    /// It need not be the last line, because lines of standard error may arrive after it.
    pub fn parse_closing_line(output: &str) -> Option<Self> {
        output.lines().rev().find_map(|line| {
            let (passed, failed) = line.strip_suffix(" failed")?.split_once(" passed, ")?;
            Some(Self { passed: passed.parse().ok()?, failed: failed.parse().ok()? })
        })
    }

    fn of_line(line: &str) -> Self {
        let line = line.trim();
        // test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in
        // 0.00s
        if let Some(result) = line.strip_prefix("test result: ") {
            return Self {
                passed: number_before(result, " passed"),
                failed: number_before(result, " failed"),
            };
        }
        // ℹ pass 12, ℹ fail 0, ℹ cancelled 0 (cancelled: by a time limit or the end of its file)
        let Some(words) = line.strip_prefix("ℹ ") else { return Self::default() };
        match words.split_once(' ') {
            Some(("pass", count)) => Self { passed: count.parse().unwrap_or(0), failed: 0 },
            Some(("fail" | "cancelled", count)) => {
                Self { passed: 0, failed: count.parse().unwrap_or(0) }
            }
            _ => Self::default(),
        }
    }
}

impl Add for Tally {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// Returns the number before a word, such as 12 in `ok. 12 passed; …`.
fn number_before(text: &str, word: &str) -> u32 {
    let before = text.split_once(word).map_or("", |(before, _)| before);
    before.rsplit(' ').next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_prints_one_line_per_program() {
        let output = "running 3 tests\ntest a ... ok\n\
            test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; finished in 0.00s\n\
            test result: \u{1b}[31mFAILED\u{1b}[0m. 1 passed; 2 failed; 0 ignored\n";
        assert_eq!(Tally::parse(output), Tally { passed: 4, failed: 2 });
    }

    #[test]
    fn node_prints_one_line_per_count() {
        let output = "✔ a (1ms)\nℹ tests 9\nℹ suites 1\nℹ pass 6\nℹ fail 2\nℹ cancelled 1\n\
            ℹ skipped 0\nℹ duration_ms 5\n";
        assert_eq!(Tally::parse(output), Tally { passed: 6, failed: 3 });
    }

    #[test]
    fn other_lines_are_ignored() {
        assert_eq!(Tally::parse("12 passed\npass 3\n"), Tally::default());
    }

    #[test]
    fn the_closing_line_is_found() {
        let tally = Tally::ONE + Tally { passed: 41, failed: 0 };
        assert_eq!(tally.to_string(), "42 passed, 0 failed");
        assert_eq!(Tally::parse_closing_line(&format!("ℹ pass 41\n{tally}\n")), Some(tally));
        let late =
            format!("{tally}\nnot applicable: 24 in firefox\n53 of 53 rows hold in firefox\n");
        assert_eq!(Tally::parse_closing_line(&late), Some(tally), "standard error arrived late");
        assert_eq!(Tally::parse_closing_line("error: x"), None);
        assert_eq!(Tally::parse_closing_line(""), None);
    }
}
