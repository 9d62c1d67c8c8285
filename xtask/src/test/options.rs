//! The options that choose the steps.

use clap::Args;

use super::steps::Step;
use crate::arguments::Engines;
use crate::error::Error;

/// The options of `cargo xtask test`.
#[derive(Debug, Default, Args)]
pub struct Options {
    /// Run only these steps; `browser` means `browser:chromium`, `browser:firefox` and
    /// `browser:webkit`
    #[arg(long, value_name = "STEP", value_delimiter = ',', value_parser = step_or_group)]
    only: Vec<String>,
    /// Run all steps except these
    #[arg(long, value_name = "STEP", value_delimiter = ',', value_parser = step_or_group)]
    skip: Vec<String>,
    #[command(flatten)]
    engines: Engines,
    /// Run the remaining steps after a failure
    #[arg(long)]
    pub keep_going: bool,
    /// Write the CPU time of these steps to xtask/step-times.json instead of comparing it
    #[arg(long)]
    pub keep_times: bool,
    /// List the steps instead of running them
    #[arg(long)]
    pub list: bool,
}

impl Options {
    /// Returns the chosen steps in their order.
    ///
    /// # Errors
    /// When no step is left.
    pub fn steps(&self) -> Result<Vec<Step>, Error> {
        let engines = self.engines.chosen();
        let steps: Vec<Step> = Step::all()
            .into_iter()
            .filter(|step| self.only.is_empty() || self.only.iter().any(|name| step.is(name)))
            .filter(|step| !self.skip.iter().any(|name| step.is(name)))
            .filter(|step| step.engine().is_none_or(|engine| engines.contains(&engine)))
            .collect();
        if steps.is_empty() { Err(Error::usage("these options leave no step")) } else { Ok(steps) }
    }
}

/// Accepts the name of a step or of a group, so that a typo is an error.
fn step_or_group(name: &str) -> Result<String, String> {
    let all = Step::all();
    if all.iter().any(|step| step.is(name)) {
        return Ok(name.to_owned());
    }
    let names: Vec<String> = all.iter().map(|step| step.name()).collect();
    Err(format!("the steps are {}", names.join(", ")))
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        options: Options,
    }

    fn chosen(arguments: &[&str]) -> Option<String> {
        let line = Line::try_parse_from(std::iter::once(&"test").chain(arguments)).ok()?;
        let steps = line.options.steps().ok()?;
        Some(steps.iter().map(|step| step.name()).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn all_steps_without_options() {
        let all = chosen(&[]).unwrap_or_default();
        assert_eq!(all.split(' ').count(), Step::all().len());
    }

    #[test]
    fn groups_and_engines_choose_steps() {
        for (arguments, expected) in [
            (&["--only", "fmt,browser"][..], "fmt browser:chromium browser:firefox browser:webkit"),
            (&["--only", "browser,wasm", "--engine", "webkit"], "browser:webkit wasm:webkit"),
            (
                &["--only", "browser", "--skip", "browser:firefox"],
                "browser:chromium browser:webkit",
            ),
        ] {
            assert_eq!(chosen(arguments).as_deref(), Some(expected));
        }
    }

    #[test]
    fn no_step_left_is_an_error() {
        assert_eq!(chosen(&["--only", "fmt", "--skip", "fmt"]), None);
        assert_eq!(chosen(&["--only", "browser:firefox", "--engine", "webkit"]), None);
    }
}
