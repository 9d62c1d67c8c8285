//! The results of the tests of one engine, row by row, as `tests/attacks/reporter.mjs` writes them.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::error::Error;

/// The attacked rows by their number.
#[derive(Default)]
pub struct Rows(BTreeMap<u32, Row>);

/// The parts of a row.
#[derive(Default)]
struct Row {
    attacks: u32,
    controls: u32,
    /// Reasons why parts do not apply, because the engine lacks a feature.
    not_applicable: Vec<String>,
    failed: Vec<String>,
}

/// The result of a row.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    /// All attacks failed, and all controls succeeded.
    Held,
    /// The engine lacks the feature that would be attacked.
    NotApplicable,
    /// An attack succeeded, a control failed, or there is no attack or no control.
    Failed(String),
}

impl Rows {
    /// Parses the lines of the reporter.
    pub fn read(lines: &str) -> Result<Self, Error> {
        let mut rows = BTreeMap::<u32, Row>::new();
        for line in lines.lines() {
            let unexpected =
                |why: &str| Error::unexpected(format!("the line {line:?} of a test run"), why);
            let value: Value =
                serde_json::from_str(line).map_err(|error| unexpected(&error.to_string()))?;
            let (Some(name), Some(part), Some(passed)) =
                (value["row"].as_str(), value["part"].as_str(), value["passed"].as_bool())
            else {
                return Err(unexpected("is no part of a row"));
            };
            let number = name.split(' ').next().and_then(|number| number.parse().ok());
            let row = rows.entry(number.ok_or_else(|| unexpected("has no number"))?).or_default();
            if !passed {
                row.failed.push(part.to_owned());
            } else if let Some(why) = part.strip_prefix("not applicable: ") {
                row.not_applicable.push(why.to_owned());
            } else if part.starts_with("attack: ") {
                row.attacks += 1;
            } else if part.starts_with("control: ") {
                row.controls += 1;
            } else {
                return Err(unexpected("is neither an attack nor a control"));
            }
        }
        Ok(Self(rows))
    }

    /// Returns the highest row number.
    pub fn last(&self) -> Option<u32> {
        self.0.keys().next_back().copied()
    }

    /// Returns the result of the row with this number.
    pub fn verdict(&self, number: u32) -> Verdict {
        let Some(row) = self.0.get(&number) else {
            return Verdict::Failed("it was not attacked".to_owned());
        };
        if !row.failed.is_empty() {
            Verdict::Failed(row.failed.join("; "))
        } else if row.attacks > 0 && row.controls > 0 {
            Verdict::Held
        } else if row.attacks == 0 && !row.not_applicable.is_empty() {
            Verdict::NotApplicable
        } else {
            Verdict::Failed("it has no attack or no control".to_owned())
        }
    }

    /// Returns whether no attacked row failed.
    pub fn all_hold(&self) -> bool {
        self.0.keys().all(|number| !matches!(self.verdict(*number), Verdict::Failed(_)))
    }

    /// Lists the parts that do not apply: row number and reason.
    pub fn not_applicable(&self) -> impl Iterator<Item = (u32, &str)> {
        self.0
            .iter()
            .flat_map(|(number, row)| row.not_applicable.iter().map(|why| (*number, why.as_str())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(parts: &[(&str, bool)]) -> Result<Verdict, Error> {
        let lines: Vec<_> = parts
            .iter()
            .map(|(part, passed)| {
                format!(r#"{{"row":"3 a row","part":"{part}","passed":{passed}}}"#)
            })
            .collect();
        Ok(Rows::read(&lines.join("\n"))?.verdict(3))
    }

    #[test]
    fn an_attack_needs_a_control() -> Result<(), Error> {
        assert_eq!(verdict(&[("attack: a", true), ("control: b", true)])?, Verdict::Held);
        for alone in ["attack: a", "control: b"] {
            assert!(matches!(verdict(&[(alone, true)])?, Verdict::Failed(_)));
        }
        Ok(())
    }

    #[test]
    fn a_control_that_fails_fails_the_row() -> Result<(), Error> {
        let failed = Verdict::Failed("control: b".to_owned());
        assert_eq!(verdict(&[("attack: a", true), ("control: b", false)])?, failed);
        Ok(())
    }

    #[test]
    fn a_part_may_be_missing_for_a_reason() -> Result<(), Error> {
        let without = ("not applicable: attack: a: there is no b", true);
        assert_eq!(verdict(&[without])?, Verdict::NotApplicable);
        assert_eq!(verdict(&[without, ("attack: c", true), ("control: d", true)])?, Verdict::Held);
        assert!(matches!(verdict(&[without, ("attack: c", true)])?, Verdict::Failed(_)));
        Ok(())
    }

    #[test]
    fn other_lines_are_refused() {
        assert!(Rows::read("{}").is_err());
        assert!(Rows::read(r#"{"row":"a","part":"attack: x","passed":true}"#).is_err());
        assert!(Rows::read(r#"{"row":"1 a","part":"x","passed":true}"#).is_err());
    }
}
