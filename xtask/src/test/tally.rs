//! How many tests a step ran, as the test runners say.

use std::fmt;
use std::ops::Add;

/// Tests, or steps that hold none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Those that succeeded.
    pub passed: u32,
    /// Those that didn't.
    pub failed: u32,
}

impl Tally {
    /// A step that is one check by itself.
    pub const ONE: Self = Self { passed: 1, failed: 0 };

    /// Adds up the closing lines of cargo's, wasm-bindgen's and Node.js' test runners.
    pub fn read(output: &str) -> Self {
        output
            .lines()
            .map(|line| Self::of_line(&without_colours(line)))
            .fold(Self::default(), Add::add)
    }

    /// Reads the closing line of `cargo xtask test`, which is its [`Display`](fmt::Display): the
    /// last on standard output. What was said before on standard error may have been heard after
    /// it.
    pub fn read_closing_line(output: &str) -> Option<Self> {
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
        // ℹ pass 12, ℹ fail 0, ℹ cancelled 0 (cancelled: its time was up, or its file ended)
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

/// The number in front of a word: `ok. 12 passed; …`
fn number_before(text: &str, word: &str) -> u32 {
    let before = text.split_once(word).map_or("", |(before, _)| before);
    before.rsplit(' ').next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// A line without terminal escapes (CSI … letter).
fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, escape)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        rest = escape.find(|c: char| c.is_ascii_alphabetic()).map_or("", |end| &escape[end + 1..]);
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_prints_one_line_for_each_program() {
        let output = "running 3 tests\ntest a ... ok\n\
            test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
            test result: \u{1b}[31mFAILED\u{1b}[0m. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out\n";
        assert_eq!(Tally::read(output), Tally { passed: 4, failed: 2 });
    }

    #[test]
    fn node_prints_one_line_for_each_count() {
        let output = "✔ a (1ms)\nℹ tests 9\nℹ suites 1\nℹ pass 6\nℹ fail 2\nℹ cancelled 1\nℹ skipped 0\nℹ duration_ms 5\n";
        assert_eq!(Tally::read(output), Tally { passed: 6, failed: 3 });
    }

    #[test]
    fn other_lines_count_for_nothing() {
        assert_eq!(Tally::read("12 passed\npass 3\n"), Tally::default());
    }

    #[test]
    fn the_closing_line() {
        let tally = Tally::ONE + Tally { passed: 41, failed: 0 };
        assert_eq!(tally.to_string(), "42 passed, 0 failed");
        assert_eq!(Tally::read_closing_line(&format!("ℹ pass 41\n{tally}\n")), Some(tally));
        let late =
            format!("{tally}\nnot applicable: 24 in firefox\n53 of 53 rows hold in firefox\n");
        assert_eq!(Tally::read_closing_line(&late), Some(tally), "standard error was heard late");
        assert_eq!(Tally::read_closing_line("error: x"), None);
        assert_eq!(Tally::read_closing_line(""), None);
    }
}
