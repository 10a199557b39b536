//! The rooms of a house: each public service is laid out like every other, so that who knows one
//! knows all. A house may lack a room; it may not invent one.

use super::tree::Tree;

/// Folders of a house, beside `src`.
const FOLDERS: &[&str] = &["procedures", "migrations", "pages", "words", "samples", "src"];

/// What a room of `src` is for. A room that outgrows its file becomes a folder of the same name.
const ROOMS: &[&str] = &["lib", "rules", "memory", "counter", "pages", "api", "papers", "stories", "tests"];

pub fn same_rooms(tree: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    for house in tree.folders("services") {
        let prefix = format!("services/{house}/");
        for file in &tree.files {
            let Some(inside) = file.path.strip_prefix(&prefix) else { continue };
            let (first, rest) = inside.split_once('/').unwrap_or((inside, ""));
            if first == "Cargo.toml" && rest.is_empty() {
                continue;
            }
            if rest.is_empty() || !FOLDERS.contains(&first) {
                faults.push(format!(
                    "{}: a house has {} and Cargo.toml, nothing beside",
                    file.path,
                    FOLDERS.join(", ")
                ));
                continue;
            }
            if first != "src" {
                continue;
            }
            let room = rest.split_once('/').map_or_else(|| rest.trim_end_matches(".rs"), |(room, _)| room);
            if !ROOMS.contains(&room) {
                faults.push(format!("{}: the rooms of a house are {}", file.path, ROOMS.join(", ")));
            }
        }
        if tree.get(&format!("{prefix}src/lib.rs")).is_none() {
            faults.push(format!("services/{house}: a house has a door, src/lib.rs"));
        }
    }
    faults
}
