//! The operator changes the master key, and the machine is cut in the middle: either key opens the whole town.

mod town;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use town::{Folder, file};

fn diwan(words: &[&str]) -> (bool, String) {
    let Output { status, stdout, stderr } =
        Command::new(env!("CARGO_BIN_EXE_diwan")).args(words).output().expect("it runs");
    (status.success(), format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr)))
}

/// What `diwan keys check` counts; the town is sound as well.
fn opens(data: &str) -> String {
    let (done, said) = diwan(&["keys", "check", "--data", data]);
    assert!(done, "{said}");
    let (sound, report) = diwan(&["verify", "--data", data]);
    assert!(sound, "{report}");
    said.trim_start_matches("opened: ").trim().to_owned()
}

fn old_keys(keys: &Path) -> Vec<PathBuf> {
    let all = fs::read_dir(keys).expect("a folder").map(|entry| entry.expect("an entry").path());
    all.filter(|path| path.to_string_lossy().contains("master.old-")).collect()
}

fn rotating(data: &str) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_diwan"));
    command.args(["keys", "rotate", "--data", data]).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().expect("it runs")
}

/// Lets a change go on for so many turns, then cuts it. Gives how many turns it had.
fn rotates(data: &str, most: usize) -> usize {
    let mut child = rotating(data);
    let mut turns = 0;
    while turns < most && child.try_wait().expect("asked").is_none() {
        std::thread::yield_now();
        turns += 1;
    }
    let _ = child.kill();
    let _ = child.wait();
    turns
}

#[test]
fn a_change_of_the_master_key_that_was_cut_changed_nothing_or_everything() {
    let folder = Folder::new("rotation");
    let town = folder.0.join("town");
    file(&town);
    let data = town.to_string_lossy().into_owned();
    let keys = town.join("keys");
    let (master, next) = (keys.join("master"), keys.join("master.next"));
    let backup = folder.0.join("backup");
    let (done, said) = diwan(&["backup", "--data", &data, &backup.to_string_lossy()]);
    assert!(done, "{said}");
    let counted = opens(&data);
    let first = fs::read(&master).expect("a key");

    // How long a whole change takes, in turns of this loop; then cut at each tenth of it, wherever that falls.
    let turns = rotates(&data, usize::MAX);
    for tenth in 1..10 {
        rotates(&data, turns / 10 * tenth);
        assert_eq!(opens(&data), counted, "cut at {tenth} tenths");
    }
    // And as soon as the next key is there.
    let _ = fs::remove_file(&next);
    let mut child = rotating(&data);
    while !next.exists() && child.try_wait().expect("asked").is_none() {
        std::thread::yield_now();
    }
    let _ = child.kill();
    let _ = child.wait();
    assert_eq!(opens(&data), counted);

    // Said again, it is done; the old key is kept aside, and opens nothing.
    let before = fs::read(&master).expect("a key");
    let (done, said) = diwan(&["keys", "rotate", "--data", &data]);
    assert!(done && said.contains(&format!("locked under the new master key: {counted}")), "{said}");
    let ruling = fs::read(&master).expect("a key");
    assert!(ruling != before && ruling != first && !next.exists());
    let aside = old_keys(&keys).into_iter().find(|path| fs::read(path).expect("a key") == before).expect("kept aside");
    assert!(said.contains("backups made before today") && said.contains(&*aside.to_string_lossy()), "{said}");
    assert_eq!(opens(&data), counted);
    fs::write(&master, &before).expect("written");
    let (done, said) = diwan(&["keys", "check", "--data", &data]);
    assert!(!done && said.contains("another one rules"), "{said}");

    // Cut after the database was changed, before the files were, and between the two: the next command finishes.
    fs::write(&next, &ruling).expect("written");
    assert_eq!(opens(&data), counted);
    assert_eq!(fs::read(&master).expect("a key"), ruling);
    fs::rename(&master, &next).expect("moved");
    assert_eq!(opens(&data), counted);
    assert!(fs::read(&master).expect("a key") == ruling && !next.exists());

    // Cut before the database was changed: the key that was made waits, and the one in force opens.
    fs::write(&next, [3; 32]).expect("written");
    assert_eq!(opens(&data), counted);
    assert_eq!(fs::read(&master).expect("a key"), ruling);
    // One that was cut while it was written locks nothing, and is made anew.
    fs::write(&next, [3; 5]).expect("written");
    let (done, said) = diwan(&["keys", "rotate", "--data", &data]);
    assert!(done, "{said}");
    assert_eq!(opens(&data), counted);

    // The backup of before opens with its own key.
    let restored = folder.0.join("restored").to_string_lossy().into_owned();
    let (done, said) = diwan(&["restore", "--data", &restored, &backup.to_string_lossy()]);
    assert!(done, "{said}");
    assert_eq!(opens(&restored), counted);
}
