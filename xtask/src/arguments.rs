//! Options that several commands share.

use clap::Args;

use crate::browsers::Engine;

/// `--json`
#[derive(Debug, Args)]
pub struct Json {
    /// Print JSON for programs instead of text for people
    #[arg(long)]
    pub json: bool,
}

/// `--engine`
#[derive(Debug, Default, Args)]
pub struct Engines {
    /// Use only these browser engines; without this option all three
    #[arg(long = "engine", value_name = "ENGINE", value_delimiter = ',')]
    named: Vec<Engine>,
}

impl Engines {
    /// Returns the named engines, or all of them when none is named.
    pub fn chosen(&self) -> Vec<Engine> {
        if self.named.is_empty() { Engine::ALL.to_vec() } else { self.named.clone() }
    }
}
