//! The demo town.

use std::path::PathBuf;

#[derive(clap::Args)]
pub struct Options {
    /// The folder of the demo town.
    #[arg(long, default_value = "diwan-data/demo")]
    data: PathBuf,
    /// The port to serve on.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Begins anew.
    #[arg(long)]
    fresh: bool,
}

pub fn run(options: Options) -> Result<(), String> {
    let _ = options;
    Ok(())
}
