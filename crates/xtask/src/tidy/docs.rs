//! What people read: each document has one title, and the map names every crate and house.

use super::tree::{File, Tree};

pub fn one_title(tree: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    for file in tree.ending(&[".md"]).filter(|file| !file.vendored()) {
        let titles = titles(file);
        if titles.len() != 1 || !file.text.starts_with("# ") {
            faults.push(format!(
                "{}: a document opens with its one title, `# …`; this has {}",
                file.path,
                titles.len()
            ));
        }
    }
    faults
}

/// The lines that are titles; a `#` inside a block of code is not one.
fn titles(file: &File) -> Vec<&str> {
    let mut in_code = false;
    let mut titles = Vec::new();
    for line in file.text.lines() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        } else if !in_code && line.starts_with("# ") {
            titles.push(line);
        }
    }
    titles
}

pub fn map(tree: &Tree) -> Vec<String> {
    let Some(map) = tree.get("ARCHITECTURE.md") else {
        return vec!["ARCHITECTURE.md: the map is missing".into()];
    };
    let mut crates = tree.folders("crates");
    crates.extend(tree.folders("services"));
    crates
        .into_iter()
        .filter(|name| !map.text.contains(&format!("`{name}`")) && !map.text.contains(&format!("/{name}")))
        .map(|name| format!("ARCHITECTURE.md: `{name}` is not on the map"))
        .collect()
}
