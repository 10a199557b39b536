//! Where deciding lives, nothing else does: `civic`, `exchange` and every `rules` of a house
//! touch no clock, chance, disk, socket, engine or page.

use super::tree::{File, Tree, code_of, has_word};

/// Words that have no place in a rule, and why.
const NEVER: &[(&str, &str)] = &[
    ("store", "a rule remembers nothing"),
    ("web", "a rule shows nothing"),
    ("desk", "a rule does nothing"),
    ("papers", "a rule prints nothing"),
    ("tokio", "a rule waits for nobody"),
    ("axum", "a rule answers no request"),
    ("rusqlite", "a rule remembers nothing"),
    ("postgres", "a rule remembers nothing"),
    ("tracing", "a rule keeps no log"),
    ("getrandom", "chance is an argument"),
    ("std::fs", "a rule opens no file"),
    ("std::net", "a rule opens no connection"),
    ("std::env", "a rule is told what it needs"),
    ("std::process", "a rule starts nothing"),
    ("std::thread", "a rule starts nothing"),
    ("SystemTime", "time is an argument"),
    ("Instant", "time is an argument"),
    ("Timestamp::now", "time is an argument"),
    ("Zoned::now", "time is an argument"),
    ("now_v7", "chance is an argument"),
    ("new_v4", "chance is an argument"),
    ("println!", "a rule says nothing"),
];

pub fn rules(tree: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    for file in tree.ending(&[".rs"]).filter(|file| is_rule(file) && !file.tests_only()) {
        for (index, line) in code_of(&file.text).lines().enumerate() {
            for (word, why) in NEVER {
                if speaks_of(line, word) {
                    faults.push(format!("{}:{}: no `{word}` here: {why}", file.path, index + 1));
                }
            }
        }
    }
    faults
}

fn is_rule(file: &File) -> bool {
    let path = file.path.as_str();
    path.starts_with("crates/civic/src/")
        || path.starts_with("crates/exchange/src/")
        || (path.starts_with("services/") && (path.ends_with("/src/rules.rs") || path.contains("/src/rules/")))
}

/// A crate is spoken of as a path or in a `use`; its name alone may be an ordinary word.
fn speaks_of(line: &str, word: &str) -> bool {
    let ordinary = word.chars().all(|letter| letter.is_ascii_lowercase());
    if !ordinary {
        return has_word(line, word);
    }
    let path = format!("{word}::");
    line.match_indices(&path).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_' || letter == ':')
    }) || line.trim() == format!("use {word};")
}
