//! The same in several engines at once: browsers wait for the network and for each other most of
//! the time. Each engine is a process of its own of this program, with a browser and a sandbox of
//! its own: nothing is shared but what was built before.

use std::process::Command;
use std::time::Duration;

use crate::error::Error;
use crate::process::{self, Ended};

/// The longest that one of them may take: it has its own limits, this one only stops a hang.
const LIMIT: Duration = Duration::from_hours(1);

/// Runs this program once for each list of arguments; what each says is shown as a whole when it
/// ends.
pub fn run(wishes: Vec<Vec<String>>) -> Result<Vec<Ended>, Error> {
    let program = std::env::current_exe().map_err(Error::file("this program"))?;
    let commands = wishes.into_iter().map(|arguments| {
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

/// On a machine with one core nothing is gained by it.
fn at_once() -> usize {
    std::thread::available_parallelism()
        .map_or(1, |cores| if cores.get() > 1 { usize::MAX } else { 1 })
}
