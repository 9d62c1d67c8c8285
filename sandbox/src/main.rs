//! `sordino-sandbox`: see [`sordino_sandbox`].

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser as _;
use sordino_sandbox::cli::{Cli, Command, Serve};
use sordino_sandbox::sandbox::Sandbox;
use tokio::signal::unix::{SignalKind, signal};

#[tokio::main]
async fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Serve(options) => serve(options).await,
        Command::Schema => print(&sordino_sandbox::sdl()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sordino-sandbox: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(options: Serve) -> Result<(), Box<dyn std::error::Error>> {
    // Registered first, so that no signal during the start is missed.
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let as_json = options.print_addresses;
    let sandbox = tokio::select! {
        started = Sandbox::start(options) => started?,
        _ = interrupt.recv() => return Ok(()),
        _ = terminate.recv() => return Ok(()),
    };
    let addresses = sandbox.addresses();
    if as_json {
        print(&format!("{}\n", serde_json::to_string(addresses)?))?;
    }
    eprintln!("app      {}", addresses.app);
    eprintln!("frame    {}", addresses.frame);
    eprintln!("API      {}", addresses.api);
    eprintln!("upload   {}", addresses.upload);
    if let Some(control) = &addresses.control {
        eprintln!("control  {control}");
    }
    eprintln!("ctrl-c ends it");
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    sandbox.stop().await;
    Ok(())
}

fn print(text: &str) -> Result<(), Box<dyn std::error::Error>> {
    let mut stdout = std::io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    Ok(stdout.flush()?)
}
