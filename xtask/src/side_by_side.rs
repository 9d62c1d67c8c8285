//! Runs the same command for several engines at once, because browsers wait for the network and for
//! each other most of the time. Each engine gets a process of this program, with its own browser
//! and sandbox; they share only what was built before.

use std::process::Command;
use std::time::Duration;

use crate::error::Error;
use crate::process::{self, Ended};

/// Stops a process that hangs; each command has its own, shorter limits.
const LIMIT: Duration = Duration::from_hours(1);

/// Runs this program once for each list of arguments, and prints each output as a whole at the end
/// of its process.
pub fn run(lists: Vec<Vec<String>>) -> Result<Vec<Ended>, Error> {
    let program = std::env::current_exe().map_err(Error::file("this program"))?;
    let commands = lists.into_iter().map(|arguments| {
        let mut command = Command::new(&program);
        command.args(&arguments);
        (arguments.join(" "), command)
    });
    process::run_side_by_side(commands.collect(), at_once(), LIMIT, |ended| {
        eprintln!(
            "\n── {} ({:.1} s)\n{}",
            ended.name,
            ended.took.as_secs_f64(),
            ended.printed.trim_end()
        );
    })
}

/// All at once, except on a machine with one core, which would gain nothing.
fn at_once() -> usize {
    std::thread::available_parallelism()
        .map_or(1, |cores| if cores.get() > 1 { usize::MAX } else { 1 })
}
