//! The browser's part: journeys through the screens, and pictures of them. The work itself is in
//! `tests/browser`, in JavaScript, because that is what drives a browser; here it is only started,
//! on the program just built and a town made for the occasion.

use std::path::PathBuf;

use crate::ci::diwan;
use crate::sh::{self, Count};

/// `cargo xtask journeys [NAME]`: builds the program, then walks through it.
pub fn journeys(words: &[String]) -> Result<(), String> {
    sh::run(sh::program("bash", &["scripts/setup"]))?;
    sh::run(sh::cargo(&["build", "--package", "diwan", "--locked"]))?;
    walk(&fresh_folder("journeys")?, words).0
}

/// Every journey in a town made afresh; afterwards its whole register is replayed and compared.
pub fn journeys_through_a_fresh_town() -> (Result<(), String>, Count) {
    let folder = match fresh_folder("journeys") {
        Ok(folder) => folder,
        Err(why) => return (Err(why), Count::default()),
    };
    let (walked, mut count) = walk(&folder, &[]);
    let verified = sh::run(diwan(&["verify", "--data", &folder.to_string_lossy()]));
    match &verified {
        Ok(()) => count.passed += 1,
        Err(_) => count.failed += 1,
    }
    (walked.and(verified), count)
}

/// `cargo xtask shots [ADDRESS]`: pictures of a demo that runs, or of one started for it.
pub fn shots(words: &[String]) -> Result<(), String> {
    sh::run(sh::program("bash", &["scripts/setup"]))?;
    let mut command = sh::program("node", &["tests/browser/shots.mjs"]);
    match words.first() {
        Some(address) => {
            command.env("DIWAN_ADDRESS", address);
        }
        None => {
            sh::run(sh::cargo(&["build", "--package", "diwan", "--locked"]))?;
            command.env("DIWAN_BINARY", sh::target().join("debug/diwan"));
            command.env("DIWAN_DATA", fresh_folder("shots")?);
        }
    }
    sh::run(command)
}

fn walk(folder: &PathBuf, words: &[String]) -> (Result<(), String>, Count) {
    let mut command = sh::program("node", &["tests/browser/run.mjs"]);
    command.args(words);
    command.env("DIWAN_BINARY", sh::target().join("debug/diwan"));
    command.env("DIWAN_DATA", folder);
    sh::run_counting(command)
}

/// Where a town made for the occasion lies, beside the built things.
pub fn folder(name: &str) -> PathBuf {
    sh::target().join("town").join(name)
}

/// The same folder, empty.
pub fn fresh_folder(name: &str) -> Result<PathBuf, String> {
    let folder = folder(name);
    let said = |why: std::io::Error| format!("{}: {why}", folder.display());
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(said)?;
    }
    std::fs::create_dir_all(&folder).map_err(said)?;
    Ok(folder)
}
