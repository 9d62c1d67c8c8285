//! The output of children, read while they run.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdout};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::Duration;

/// The longest wait for a child's output after its end.
///
/// A process that the child left behind may hold its pipes open, and can't be found on every
/// system.
pub const GRACE: Duration = Duration::from_secs(5);

/// Everything that a child prints.
pub struct Transcript {
    text: Arc<Mutex<String>>,
    /// Disconnected when all pipes of the child are closed; nothing is ever sent.
    closed: mpsc::Receiver<()>,
}

impl Transcript {
    /// Starts to read the piped streams of a child; `show` also copies them to standard error.
    pub fn of(child: &mut Child, show: bool) -> Self {
        let text = Arc::new(Mutex::new(String::new()));
        let (open, closed) = mpsc::channel();
        if let Some(stream) = child.stdout.take() {
            read(stream, show, &text, open.clone());
        }
        if let Some(stream) = child.stderr.take() {
            read(stream, show, &text, open);
        }
        Self { text, closed }
    }

    /// Returns the text once the pipes are closed, or after [`GRACE`].
    pub fn finish(self) -> String {
        let _ = self.closed.recv_timeout(GRACE);
        std::mem::take(&mut *self.text.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Reads a stream line by line, so that two streams don't mix within a line.
fn read(
    stream: impl Read + Send + 'static,
    show: bool,
    text: &Arc<Mutex<String>>,
    open: mpsc::Sender<()>,
) {
    let text = Arc::clone(text);
    std::thread::spawn(move || {
        let _open = open;
        let mut reader = BufReader::new(stream);
        let mut line = Vec::new();
        while matches!(reader.read_until(b'\n', &mut line), Ok(1..)) {
            if show {
                // A closed terminal is no reason to stop the child.
                let _ = std::io::stderr().write_all(&line);
            }
            text.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push_str(&String::from_utf8_lossy(&line));
            line.clear();
        }
    });
}

/// Waits for the first line that a server prints; `None` when it prints no line within `limit`.
///
/// Its later output goes to standard error: a full pipe would block the server.
pub fn first_line(stdout: ChildStdout, limit: Duration) -> Option<String> {
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || {
        let mut reader = BufReader::new(stdout);
        let mut line = String::new();
        let read = reader.read_line(&mut line);
        // The receiver is gone if the limit has passed.
        let _ = send.send(matches!(read, Ok(1..)).then_some(line));
        let _ = std::io::copy(&mut reader, &mut std::io::stderr());
    });
    receive.recv_timeout(limit).ok().flatten()
}
