//! The address of each origin.

use serde::Serialize;

/// The version in the frame's path. Browsers may cache everything below that path forever.
pub const RELEASE: &str = env!("CARGO_PKG_VERSION");

/// The address of each origin. `--print-addresses` prints them as JSON.
#[derive(Debug, Clone, Serialize)]
pub struct Addresses {
    /// The origin of the customer's pages.
    pub app: String,
    /// The folder of `vault.html`.
    pub frame: String,
    /// The GraphQL endpoint.
    pub api: String,
    /// The origin that documents are uploaded to.
    pub upload: String,
    /// The origin of the controls for tests, if they are on.
    pub control: Option<String>,
}

impl Addresses {
    /// Returns the addresses for these ports. The app and the API are on another site than the
    /// frame, so that browsers put the frame into another process.
    pub fn new(app: u16, frame: u16, api: u16, upload: u16, control: Option<u16>) -> Self {
        Self {
            app: format!("http://localhost:{app}"),
            frame: format!("http://127.0.0.1:{frame}/v{RELEASE}/"),
            api: format!("http://localhost:{api}/graphql"),
            upload: format!("http://127.0.0.1:{upload}"),
            control: control.map(|port| format!("http://127.0.0.1:{port}")),
        }
    }
}
