//! A throw-away PostgreSQL for work by hand: `cargo xtask pg start` makes it and prints how to
//! reach it, `stop` ends it and forgets everything. It listens on a socket in its own folder and
//! on no network. The tests make their own, in `store::testing`; they never use this one.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::sh;

const PORT: &str = "54329";

pub fn command(words: &[String]) -> Result<(), String> {
    let place = std::env::temp_dir().join("diwan-pg");
    match words.first().map(String::as_str) {
        Some("start") => start(&place),
        Some("stop") => stop(&place),
        Some("show") | None => show(&place),
        Some(other) => Err(format!("`{other}`? Say start, stop or show")),
    }
}

fn start(place: &Path) -> Result<(), String> {
    if place.join("data/postmaster.pid").exists() {
        return show(place);
    }
    std::fs::create_dir_all(place).map_err(|why| format!("{}: {why}", place.display()))?;
    if am_root() {
        sh::run(sh::program("chown", &["postgres", &place.to_string_lossy()]))?;
    }
    let data = place.join("data").to_string_lossy().into_owned();
    let collation = ["--encoding=UTF8", "--locale=C", "--auth=trust", "--username=diwan", "--no-sync"];
    if !place.join("data/PG_VERSION").exists() {
        let mut initdb = tool("initdb", &[&["--pgdata", &data], &collation[..]].concat())?;
        initdb.stdout(std::process::Stdio::null());
        sh::run(initdb)?;
    }
    let options = format!("-c listen_addresses='' -c unix_socket_directories='{}' -c port={PORT}", place.display());
    let log = place.join("log").to_string_lossy().into_owned();
    sh::run(tool(
        "pg_ctl",
        &["start", "--wait", "--silent", "--pgdata", &data, "--log", &log, "--options", &options],
    )?)?;
    show(place)
}

fn stop(place: &Path) -> Result<(), String> {
    let data = place.join("data").to_string_lossy().into_owned();
    if place.join("data/postmaster.pid").exists() {
        sh::run(tool("pg_ctl", &["stop", "--silent", "--mode", "immediate", "--pgdata", &data])?)?;
    }
    if place.exists() {
        std::fs::remove_dir_all(place).map_err(|why| format!("{}: {why}", place.display()))?;
    }
    println!("stopped; nothing is left of it");
    Ok(())
}

fn show(place: &Path) -> Result<(), String> {
    if !place.join("data/postmaster.pid").exists() {
        return Err("no throw-away PostgreSQL runs; `cargo xtask pg start` makes one".into());
    }
    println!("host={} port={PORT} user=diwan dbname=postgres", place.display());
    Ok(())
}

/// PostgreSQL refuses to be run by root: root then becomes the user that Debian made for it.
fn tool(name: &str, words: &[&str]) -> Result<Command, String> {
    let path = find(name).ok_or("PostgreSQL is not installed; `scripts/setup` installs it")?;
    let path = path.to_string_lossy().into_owned();
    let mut command = if am_root() {
        sh::program("runuser", &[&["-u", "postgres", "--", path.as_str()], words].concat())
    } else {
        sh::program(&path, words)
    };
    command.current_dir(std::env::temp_dir());
    Ok(command)
}

/// The tool of the newest PostgreSQL: Debian keeps each version's in a folder of its own.
fn find(name: &str) -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<(u32, PathBuf)> = versions
        .filter_map(|version| {
            let number = version.file_name().to_string_lossy().parse().ok()?;
            let path = version.path().join("bin").join(name);
            path.exists().then_some((number, path))
        })
        .collect();
    found.sort();
    let in_path = || {
        let folders = std::env::var_os("PATH")?;
        std::env::split_paths(&folders).map(|folder| folder.join(name)).find(|path| path.exists())
    };
    found.pop().map(|(_, path)| path).or_else(in_path)
}

fn am_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|said| said.stdout.trim_ascii() == b"0")
}
