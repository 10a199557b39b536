//! The master key: 32 bytes in a file of their own, which lock every private key in the database.
//!
//! It is made when the town is first opened, readable by its owner alone. Whoever holds the database and
//! not this file signs nothing; whoever loses it signs nothing either: it is kept apart, and copied apart.

use desk::Chance;
use desk::keys::Master;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Reads the master key, or makes it for a town that has no keys yet. The error names the file and the remedy.
pub fn master(file: &Path, holds_keys: bool, chance: &Chance) -> Result<Master, String> {
    match fs::read(file) {
        Ok(bytes) => bytes.try_into().map(Master).map_err(|bytes: Vec<u8>| {
            format!("{}: a master key has 32 bytes, this file has {}; put its copy back", file.display(), bytes.len())
        }),
        Err(error) if error.kind() == ErrorKind::NotFound && !holds_keys => make(file, chance),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(format!(
            "{}: the master key that locks this town's keys is not there; put its copy back, or name its file with the option master_key",
            file.display()
        )),
        Err(error) => Err(format!("{}: {error}; the account that runs Diwan must be able to read it", file.display())),
    }
}

/// The master key that a change of keys is about to put in the place of this one.
pub fn next(file: &Path) -> PathBuf {
    beside(file, "next")
}

fn beside(file: &Path, what: &str) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(what);
    file.with_file_name(name)
}

/// Reads the next master key, or makes it; one that a change which was cut left there is taken up again.
pub fn next_master(file: &Path, chance: &Chance) -> Result<Master, String> {
    let next = next(file);
    // One that was cut while it was written locks nothing yet.
    if fs::metadata(&next).is_ok_and(|there| there.len() != 32) {
        fs::remove_file(&next).map_err(|error| format!("{}: {error}", next.display()))?;
    }
    match fs::read(&next) {
        Ok(_) => master(&next, true, chance),
        Err(_) => {
            let made = make(&next, chance)?;
            settled(file)?;
            Ok(made)
        }
    }
}

/// Puts the files of master keys as the database says: when the next one rules there, the old one is kept aside under
/// a name of its own and the next takes its place. A change that was cut between the two is finished here, at the next
/// start of any command. Gives where the old one lies.
pub fn settle(file: &Path, ruling: Option<&[u8]>) -> Result<Option<PathBuf>, String> {
    let marked = |path: &Path| -> Option<Vec<u8>> {
        let bytes: [u8; 32] = fs::read(path).ok()?.try_into().ok()?;
        desk::keys::rotation::mark(&Master(bytes)).ok()
    };
    let (Some(ruling), next) = (ruling, next(file)) else { return Ok(None) };
    if marked(&next).as_deref() != Some(ruling) {
        return Ok(None);
    }
    let moved = |from: &Path, to: &Path| {
        fs::rename(from, to).map_err(|error| format!("{} to {}: {error}", from.display(), to.display()))
    };
    let mut aside = None;
    if let Some(old) = marked(file).filter(|mark| mark != ruling) {
        // Its own mark names it: two old keys never meet.
        let name: String = old.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        let to = beside(file, &format!("old-{name}"));
        moved(file, &to)?;
        settled(file)?;
        aside = Some(to);
    }
    moved(&next, file)?;
    settled(file)?;
    Ok(aside)
}

/// The names in the folder are on the disk.
fn settled(file: &Path) -> Result<(), String> {
    let Some(folder) = file.parent() else { return Ok(()) };
    let synced = fs::File::open(folder).and_then(|folder| folder.sync_all());
    synced.map_err(|error| format!("{}: {error}", folder.display()))
}

fn make(file: &Path, chance: &Chance) -> Result<Master, String> {
    let key = chance.bytes::<32>();
    write(file, &key)?;
    Ok(Master(key))
}

/// Copies a master key into a backup, or back from one; a key that lies there is never overwritten.
pub fn copy(from: &Path, to: &Path) -> Result<(), String> {
    let key = fs::read(from).map_err(|error| format!("{}: {error}", from.display()))?;
    match fs::read(to) {
        Ok(there) if there == key => Ok(()),
        Ok(_) => Err(format!("{} holds another master key; move it away first", to.display())),
        Err(_) => write(to, &key),
    }
}

/// Writes a secret that its owner alone may read; what lies there is never overwritten.
pub fn write(file: &Path, key: &[u8]) -> Result<(), String> {
    let said = |error: std::io::Error| format!("{}: {error}", file.display());
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(said)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut made = options.open(file).map_err(said)?;
    made.write_all(key).and_then(|()| made.sync_all()).map_err(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_master_key_is_made_once_and_is_its_owners_alone() {
        let folder = std::env::temp_dir().join(format!("diwan-master-{}", std::process::id()));
        let file = folder.join("keys/master");
        let chance = Chance::new(|bytes| bytes.fill(7));
        let made = master(&file, false, &chance).expect("a new key");
        let other = Chance::new(|bytes| bytes.fill(8));
        assert_eq!(master(&file, true, &other).expect("the same key").0, made.0);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&file).expect("the file").permissions().mode();
            assert_eq!(mode & 0o077, 0, "others may read the master key: {mode:o}");
        }
        fs::write(&file, [1; 31]).expect("a damaged file");
        let said = master(&file, true, &chance).expect_err("a key too short");
        assert!(said.contains("32 bytes") && said.contains("31"), "{said}");
        fs::remove_file(&file).expect("gone");
        let said = master(&file, true, &chance).expect_err("never made anew over keys that it locks");
        assert!(said.contains("put its copy back"), "{said}");
        fs::remove_dir_all(&folder).ok();
    }
}
