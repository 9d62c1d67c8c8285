//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub use crate::environment::{CreateTokens, Environment};
use crate::store::Database;

/// The local stand-in for the card API, with the customer's server, the frame and the pages.
///
/// Everything in it is made up: people, cards (the networks' published test numbers), accounts. It
/// listens on this machine only.
#[derive(Debug, Parser)]
#[command(name = "sordino-sandbox", version, about)]
pub struct Cli {
    /// The command to run.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the origins until ctrl-c
    ///
    /// app     <http://localhost:4001>          the customer's pages and the customer's server
    /// frame   <http://127.0.0.1:4002/v>…/      Sordino's frame, with its real headers
    /// API     <http://localhost:4003/graphql>  the GraphQL endpoint
    /// upload  <http://127.0.0.1:4004>          the host that takes documents
    /// control <http://127.0.0.1:4005>          for tests, only with --controls
    #[command(verbatim_doc_comment)]
    Serve(Serve),
    /// Print the schema of the GraphQL endpoint
    Schema,
}

/// The options of `serve`.
#[derive(Debug, Clone, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct Serve {
    /// Port of the customer's pages; 0 takes any free one
    #[arg(long, default_value_t = 4001, value_name = "N")]
    pub app_port: u16,
    /// Port of the frame; 0 takes any free one
    #[arg(long, default_value_t = 4002, value_name = "N")]
    pub frame_port: u16,
    /// Port of the GraphQL endpoint; 0 takes any free one
    #[arg(long, default_value_t = 4003, value_name = "N")]
    pub api_port: u16,
    /// Port of the upload origin; 0 takes any free one
    #[arg(long, default_value_t = 4004, value_name = "N")]
    pub upload_port: u16,
    /// Port of the controls; 0 takes any free one
    #[arg(long, default_value_t = 4005, value_name = "N", requires = "controls")]
    pub control_port: u16,
    /// The database: a file, or ":memory:"
    #[arg(long, default_value = ":memory:", value_name = "FILE")]
    pub database: Database,
    /// Folder of uploaded documents; without it a temporary one, deleted at the end
    #[arg(long, value_name = "DIR")]
    pub files: Option<PathBuf>,
    /// Folder of one release that `sordino frame` wrote, to be served unchanged; without it the
    /// package's frame is deployed for these addresses, with Node.js
    #[arg(long, value_name = "DIR")]
    pub frame: Option<PathBuf>,
    /// Folder of the customer's pages
    #[arg(long, default_value = "www/demo", value_name = "DIR")]
    pub www: PathBuf,
    /// Folder of the npm package: its frame is deployed, and it is served below /sordino/ of the
    /// customer's pages
    #[arg(long, default_value = "pkg", value_name = "DIR")]
    pub package: PathBuf,
    /// Which client tokens may create persons, businesses and authorized users; the real API's rule
    /// is not published
    #[arg(long, value_enum, default_value_t, value_name = "WHICH")]
    pub create_tokens: CreateTokens,
    /// Refuse account holders with a tax number that another one has, with the code DUPLICATE; no
    /// documentation says that the real API does so
    #[arg(long)]
    pub unique_tax_numbers: bool,
    /// The environment of the API: its rate limits, its API keys, and whether it answers
    /// introspection
    #[arg(long, value_enum, default_value_t, value_name = "WHICH")]
    pub environment: Environment,
    /// The API key of the one organization; without it a new key each time
    #[arg(long, env = "SORDINO_SANDBOX_API_KEY", hide_env_values = true, value_name = "KEY")]
    pub api_key: Option<String>,
    /// Also serve the controls for tests: state, clock, faults, access log, custom tokens
    #[arg(long)]
    pub controls: bool,
    /// Keep documents and variables in the access log too, with every possible secret hashed
    #[arg(long, requires = "controls")]
    pub record: bool,
    /// Turn the API's rate limits off, to measure the sandbox itself
    #[arg(long)]
    pub unlimited: bool,
    /// Print the addresses as JSON on the first line of stdout
    #[arg(long)]
    pub print_addresses: bool,
    /// Print each request on stderr: origin, method, path, operation and status
    #[arg(long)]
    pub log_requests: bool,
}

impl Default for Serve {
    /// The options for tests: free ports, a database in memory, no controls.
    fn default() -> Self {
        Self {
            app_port: 0,
            frame_port: 0,
            api_port: 0,
            upload_port: 0,
            control_port: 0,
            database: Database::Memory,
            files: None,
            frame: None,
            www: PathBuf::from("www/demo"),
            package: PathBuf::from("pkg"),
            create_tokens: CreateTokens::default(),
            unique_tax_numbers: false,
            environment: Environment::default(),
            api_key: None,
            controls: false,
            record: false,
            unlimited: false,
            print_addresses: false,
            log_requests: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
