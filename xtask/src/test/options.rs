//! Which steps are to be run.

use lexopt::prelude::*;

use super::steps::Step;
use crate::browsers::Engine;
use crate::error::Error;

/// For `--help`.
pub const OPTIONS: &str =
    "  --only STEP[,STEP]     nothing but these; `browser` is `browser:chromium` and its like together
  --skip STEP[,STEP]     all but these
  --engine E[,E]         of the browsers only chromium, firefox or webkit
  --keep-going           the other steps too when one fails
  --list                 names the steps instead of running them";

/// What the command line asks for.
#[derive(Debug, Default)]
pub struct Options {
    only: Vec<String>,
    skip: Vec<String>,
    engines: Vec<Engine>,
    /// Whether a failure ends the run.
    pub keep_going: bool,
    /// Whether the steps are only named.
    pub list: bool,
}

impl Options {
    /// Reads the command line; a name no step has is an error, or a typo would pass as success.
    pub fn parse(mut parser: lexopt::Parser) -> Result<Self, Error> {
        let mut options = Self::default();
        while let Some(argument) = parser.next()? {
            match argument {
                Long("only") => options.only.extend(names(&parser.value()?.string()?)?),
                Long("skip") => options.skip.extend(names(&parser.value()?.string()?)?),
                Long("engine") => {
                    for name in parser.value()?.string()?.split(',') {
                        options.engines.push(name.parse()?);
                    }
                }
                Long("keep-going") => options.keep_going = true,
                Long("list") => options.list = true,
                other => return Err(other.unexpected().into()),
            }
        }
        if options.steps().is_empty() {
            return Err(Error::usage("no step is left to be run"));
        }
        Ok(options)
    }

    /// The steps, in their order.
    pub fn steps(&self) -> Vec<Step> {
        let engine_wanted = |step: &Step| {
            step.engine()
                .is_none_or(|engine| self.engines.is_empty() || self.engines.contains(&engine))
        };
        let steps = Step::all().into_iter();
        steps
            .filter(|step| self.only.is_empty() || self.only.iter().any(|name| step.is(name)))
            .filter(|step| !self.skip.iter().any(|name| step.is(name)))
            .filter(engine_wanted)
            .collect()
    }
}

/// Names between commas, each one that some step has.
fn names(list: &str) -> Result<Vec<String>, Error> {
    let names: Vec<String> = list.split(',').map(str::to_owned).collect();
    for name in &names {
        if !Step::all().iter().any(|step| step.is(name)) {
            let known: Vec<String> = Step::all().iter().map(|step| step.name()).collect();
            return Err(Error::usage(format!(
                "there is no step {name:?}, but {}",
                known.join(", ")
            )));
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(arguments: &[&str]) -> Result<String, Error> {
        let options = Options::parse(lexopt::Parser::from_args(arguments))?;
        Ok(options.steps().iter().map(|step| step.name()).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn all_without_options() -> Result<(), Error> {
        assert_eq!(chosen(&[])?.split(' ').count(), Step::all().len());
        Ok(())
    }

    #[test]
    fn a_group_and_an_engine() -> Result<(), Error> {
        assert_eq!(
            chosen(&["--only", "fmt,browser"])?,
            "fmt browser:chromium browser:firefox browser:webkit"
        );
        assert_eq!(
            chosen(&["--only", "browser,wasm", "--engine", "webkit"])?,
            "browser:webkit wasm:webkit"
        );
        assert_eq!(
            chosen(&["--only", "browser", "--skip", "browser:firefox"])?,
            "browser:chromium browser:webkit"
        );
        Ok(())
    }

    #[test]
    fn a_typo_is_an_error() {
        assert!(chosen(&["--only", "ftm"]).is_err());
        assert!(chosen(&["--skip", "browsers"]).is_err());
        assert!(chosen(&["--engine", "safari"]).is_err());
        assert!(chosen(&["--only", "fmt", "--skip", "fmt"]).is_err());
    }
}
