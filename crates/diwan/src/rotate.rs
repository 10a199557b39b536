//! `diwan keys`: another master key, and the proof that the one at hand opens everything. Stop every program that
//! serves the town first: it would go on with the old key, and open nothing.

use crate::Data;
use crate::config::Config;
use crate::master;
use crate::serve::{machine_chance, open};
use desk::keys::rotation::{self, Relocked};
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Makes another master key and locks everything under it; the old one is kept aside. Stopped in the middle, it
    /// changed nothing or everything: say it again. Stop every `diwan serve` and `diwan work` of the town first.
    Rotate(Data),
    /// Opens everything that the master key locks, and changes nothing.
    Check(Data),
}

pub fn run(options: Options) -> Result<(), String> {
    match options.command {
        Command::Rotate(data) => rotate(&data.data),
        Command::Check(data) => check(&data.data),
    }
}

fn rotate(data: &Path) -> Result<(), String> {
    let config = Config::read(data)?;
    crate::operate::present(&Data { data: data.to_path_buf() }, &config)?;
    let file = config.master_file(data);
    let desk = open(data, &config, false)?;
    let new = master::next_master(&file, &machine_chance())?;
    let done = rotation::rotate(&desk, &new).map_err(|why| format!("nothing was changed: {why}"))?;
    let ruling = rotation::ruling(&desk.db).map_err(|why| why.to_string())?;
    let aside = master::settle(&file, ruling.as_deref())?;
    // What lay in free pages and in the log of the database was locked under the old key.
    desk.db.compact().map_err(|why| why.to_string())?;
    drop(desk);
    say("locked under the new master key", done);
    check(data)?;
    told(&file, aside);
    Ok(())
}

fn check(data: &Path) -> Result<(), String> {
    let config = Config::read(data)?;
    crate::operate::present(&Data { data: data.to_path_buf() }, &config)?;
    let desk = open(data, &config, false)?;
    say("opened", rotation::check(&desk).map_err(|why| why.to_string())?);
    Ok(())
}

fn say(what: &str, Relocked { signing, factors, subjects, fields }: Relocked) {
    println!(
        "{what}: {signing} signing keys, {factors} second factors, {subjects} keys of persons and files, {fields} fields"
    );
}

fn told(file: &Path, aside: Option<PathBuf>) {
    println!(
        "{}: the new master key; copy it to where its copies are kept, and to every machine of the town",
        file.display()
    );
    if let Some(aside) = aside {
        println!(
            "{}: the old one; backups made before today open with it alone. Keep it with them, and destroy it with the last",
            aside.display()
        );
    }
}
