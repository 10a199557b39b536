//! The master key: 32 bytes in a file of their own, which lock every private key in the database.
//!
//! It is made when the town is first opened, readable by its owner alone. Whoever holds the database and
//! not this file signs nothing; whoever loses it signs nothing either: it is kept apart, and copied apart.

use desk::Chance;
use desk::keys::Master;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

/// Reads the master key, or makes it where there is none. The error names the file and the remedy.
pub fn master(file: &Path, chance: &Chance) -> Result<Master, String> {
    match fs::read(file) {
        Ok(bytes) => bytes.try_into().map(Master).map_err(|bytes: Vec<u8>| {
            format!("{}: a master key has 32 bytes, this file has {}; put its copy back", file.display(), bytes.len())
        }),
        Err(error) if error.kind() == ErrorKind::NotFound => make(file, chance),
        Err(error) => Err(format!("{}: {error}; the account that runs Diwan must be able to read it", file.display())),
    }
}

fn make(file: &Path, chance: &Chance) -> Result<Master, String> {
    let said = |error: std::io::Error| format!("{}: {error}", file.display());
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(said)?;
    }
    let key = chance.bytes::<32>();
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut made = options.open(file).map_err(said)?;
    made.write_all(&key).and_then(|()| made.sync_all()).map_err(said)?;
    Ok(Master(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_master_key_is_made_once_and_is_its_owners_alone() {
        let folder = std::env::temp_dir().join(format!("diwan-master-{}", std::process::id()));
        let file = folder.join("keys/master");
        let chance = Chance::new(|bytes| bytes.fill(7));
        let made = master(&file, &chance).expect("a new key");
        let other = Chance::new(|bytes| bytes.fill(8));
        assert_eq!(master(&file, &other).expect("the same key").0, made.0);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&file).expect("the file").permissions().mode();
            assert_eq!(mode & 0o077, 0, "others may read the master key: {mode:o}");
        }
        fs::write(&file, [1; 31]).expect("a damaged file");
        let said = master(&file, &chance).expect_err("a key too short");
        assert!(said.contains("32 bytes") && said.contains("31"), "{said}");
        fs::remove_dir_all(&folder).ok();
    }
}
