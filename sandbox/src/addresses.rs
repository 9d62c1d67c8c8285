//! Where each origin is.

use serde::Serialize;

/// The version in the frame's path. Everything below it may be cached for ever.
pub const RELEASE: &str = env!("CARGO_PKG_VERSION");

/// Where each origin is; `--print-addresses` prints it as JSON.
#[derive(Debug, Clone, Serialize)]
pub struct Addresses {
    /// The customer's pages: an origin.
    pub app: String,
    /// The folder of vault.html.
    pub frame: String,
    /// The GraphQL endpoint.
    pub api: String,
    /// Where documents are uploaded: an origin.
    pub upload: String,
    /// The controls for tests: an origin, if they are on.
    pub control: Option<String>,
}

impl Addresses {
    /// The addresses of these ports. Apps and API are on another site than the frame, so that
    /// browsers keep its memory in another process.
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
