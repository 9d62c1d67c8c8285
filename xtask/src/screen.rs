//! A screen for `WebKitGTK`, which has no headless mode.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use crate::browsers::XVFB;
use crate::descendants::{self, Kept};
use crate::error::Error;
use crate::process;

/// An X server nobody sees, until this is dropped. The real screen is never used: a window that a
/// person moves or covers would change what is tested.
pub struct Screen {
    server: Child,
    _kept: Kept,
    /// Its name for `DISPLAY`.
    pub display: String,
}

impl Screen {
    /// Starts one on the first number that is free.
    pub fn open() -> Result<Self, Error> {
        const STEP: &str = "open a screen for WebKit";
        let mut command = Command::new(XVFB.path()?);
        command.args(["-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut server = process::start(STEP, &mut command)?;
        let kept = descendants::keep(server.id());
        let number = server.stdout.take().and_then(|stdout| {
            let (send, receive) = mpsc::channel();
            std::thread::spawn(move || {
                let mut line = String::new();
                let read = BufReader::new(stdout).read_line(&mut line);
                // Nobody listens any more when it took too long.
                let _ = send.send(read.is_ok().then_some(line));
            });
            receive.recv_timeout(Duration::from_secs(20)).ok().flatten()
        });
        match number.as_deref().map(str::trim) {
            Some(number) if !number.is_empty() => {
                Ok(Self { server, _kept: kept, display: format!(":{number}") })
            }
            _ => {
                process::end(&mut server);
                Err(Error::unexpected(STEP, "Xvfb named no display within 20 s"))
            }
        }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        process::end(&mut self.server);
    }
}
