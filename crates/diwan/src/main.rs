//! The one binary: serves a town, works for it, and answers its operator.
//!
//! `diwan demo` makes a living town and serves it; `diwan serve` serves a real one. The list of
//! services is in `street.rs`, every option with its default in `defaults.toml`.

mod ca;
mod config;
mod demo;
mod documents;
mod master;
mod operate;
mod rotate;
mod serve;
mod street;
mod user;
mod verify;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// A sixth of a filing was spent in the system's allocator, and memory freed by a paper stayed with its arena.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The digital services of territorial communes, in one program.
#[derive(Parser)]
#[command(name = "diwan", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// Where a town's data lies when nothing is said.
const DATA: &str = "diwan-data";

/// Where the town's data lies.
#[derive(clap::Args, Clone)]
pub struct Data {
    /// The folder of the town's data.
    #[arg(long, default_value = DATA)]
    pub data: PathBuf,
}

#[derive(Subcommand)]
enum Command {
    /// Makes a demo town in the province of Taroudannt, then serves it on this machine.
    Demo(demo::Options),
    /// Serves a town: screens, API, and the work that follows.
    Serve(serve::Options),
    /// Does the work that follows, without serving.
    Work(Data),
    /// Reads every procedure and says what is wrong; draws it with --draw.
    Check(operate::CheckOptions),
    /// Replays every file and compares, proves the register against its signed heads, counts every series of
    /// numbers, reads every paper. Given files, judges those: who signed, when, whether it was altered.
    Verify(verify::Options),
    /// Copies the town's data while it is served.
    Backup(operate::BackupOptions),
    /// Puts a backup back into an empty folder.
    Restore(operate::RestoreOptions),
    /// Writes every table as JSON lines, every signed paper with --documents, all that proves one file with --evidence.
    Export(operate::ExportOptions),
    /// The local certification authority: what it issued, another certificate, one taken back, its lists, its root.
    Ca(ca::Options),
    /// The master key: another one in its place, and whether it opens everything.
    Keys(rotate::Options),
    /// Makes the first administrator of a commune, a province or the Kingdom.
    User(user::UserOptions),
    /// Prints every option with its default and what it is for.
    Defaults,
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Demo(options) => demo::run(options),
        Command::Serve(options) => serve::run(options),
        Command::Work(data) => serve::work(data),
        Command::Check(options) => operate::check(options),
        Command::Verify(options) => verify::run(options),
        Command::Backup(options) => operate::backup(options),
        Command::Restore(options) => operate::restore(options),
        Command::Export(options) => operate::export(options),
        Command::Ca(options) => ca::run(options),
        Command::Keys(options) => rotate::run(options),
        Command::User(options) => user::user(options),
        Command::Defaults => {
            print!("{}", config::DEFAULTS);
            Ok(())
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("diwan: {why}");
            ExitCode::FAILURE
        }
    }
}
