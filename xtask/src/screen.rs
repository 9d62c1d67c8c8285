//! A virtual screen for `WebKitGTK`, which has no headless mode.

use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::browsers::XVFB;
use crate::descendants::{self, Kept};
use crate::error::Error;
use crate::process;

/// The longest that the X server takes to start.
const START: Duration = Duration::from_secs(20);

/// An X server without a monitor that runs until this is dropped. The tests never use the real
/// screen, where a person could move or cover a window.
pub struct Screen {
    server: Child,
    _kept: Kept,
    /// The value for `DISPLAY`.
    pub display: String,
}

impl Screen {
    /// Starts an X server on the first free display.
    pub fn open() -> Result<Self, Error> {
        const STEP: &str = "open a screen for WebKit";
        let mut command = Command::new(XVFB.path()?);
        command.args(["-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut server = process::start(STEP, &mut command)?;
        let kept = descendants::keep(server.id());
        let line = server.stdout.take().and_then(|stdout| process::first_line(stdout, START));
        match line.as_deref().map(str::trim) {
            Some(number) if !number.is_empty() => {
                Ok(Self { server, _kept: kept, display: format!(":{number}") })
            }
            _ => {
                process::end(&mut server);
                let why = format!("Xvfb printed no display within {} s", START.as_secs());
                Err(Error::unexpected(STEP, why))
            }
        }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        process::end(&mut self.server);
    }
}
