//! What is true of any file: it says what it is for, keeps to one subject's length, holds nothing
//! that is true of one machine only, and leaves no work for later.

use super::tree::{File, Tree, has_word};

/// How each kind of source opens: with a line of words about itself.
const OPENINGS: &[(&str, &[&str])] = &[
    (".rs", &["//!"]),
    (".html", &["{#", "<!--"]),
    (".txt.jinja", &["{#"]),
    (".ftl", &["#"]),
    (".typ", &["//"]),
    (".sql", &["--"]),
    (".css", &["/*"]),
    (".js", &["//", "/*"]),
    (".mjs", &["//", "/*"]),
    (".py", &["#", "\"\"\""]),
    (".toml", &["#"]),
];

/// Manifests and locks are known to everyone.
const KNOWN_TO_ALL: &[&str] = &["Cargo.toml", "Cargo.lock", "package.json", "package-lock.json", "config.toml"];

pub const LINES_MOST: usize = 500;
/// Files that are longer, each with the most lines it may have. The list only shrinks.
const LONGER: &str = include_str!("long-files.txt");

pub fn purpose(tree: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    for file in tree.files.iter().filter(|file| !file.vendored() && !KNOWN_TO_ALL.contains(&file.name())) {
        let Some((end, openings)) = OPENINGS.iter().find(|(end, _)| file.path.ends_with(end)) else { continue };
        let mut lines = file.text.lines().map(str::trim).skip_while(|line| line.starts_with("#!"));
        let first = lines.next().unwrap_or_default();
        let opening = openings.iter().find(|opening| first.starts_with(**opening));
        // A block may open on one line and speak on the next.
        let said = opening.map_or("", |opening| first[opening.len()..].trim_matches([' ', '!', '*', '-', '=', '#']));
        let next = lines.next().unwrap_or_default().trim_matches([' ', '*', '#', '-', '=']);
        if opening.is_none() || (said.split_whitespace().count() < 2 && next.split_whitespace().count() < 2) {
            faults.push(format!("{}: a {end} file opens with `{}` and what it is for", file.path, openings[0]));
        }
    }
    faults
}

pub fn length(tree: &Tree) -> Vec<String> {
    length_against(tree, LONGER)
}

pub fn length_against(tree: &Tree, longer: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let allowed: Vec<(usize, &str)> = longer
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .filter_map(|line| line.split_once(' ').and_then(|(most, path)| Some((most.parse().ok()?, path))))
        .collect();
    let one_subject = [".rs", ".html", ".css", ".js", ".mjs", ".sql", ".typ", ".py"];
    for file in tree.ending(&one_subject).filter(|file| !file.vendored()) {
        let lines = file.text.lines().count();
        match allowed.iter().find(|(_, path)| *path == file.path) {
            Some((_, path)) if lines <= LINES_MOST => {
                faults.push(format!("{path}: now {lines} lines; take it off crates/xtask/src/tidy/long-files.txt"));
            }
            Some((most, path)) if *most < lines => {
                faults.push(format!("{path}: {lines} lines, was {most}; a long file only shrinks"));
            }
            None if LINES_MOST < lines => {
                faults.push(format!("{}: {lines} lines; give each subject its own file", file.path));
            }
            _ => {}
        }
    }
    for (_, path) in allowed {
        if tree.get(path).is_none() {
            faults.push(format!("{path}: gone; take it off crates/xtask/src/tidy/long-files.txt"));
        }
    }
    faults
}

/// Cut in two, so that this file does not hold what it looks for.
const OF_ONE_MACHINE: &[(&str, &str)] = &[
    (concat!("registry.np", "mjs."), "the address of a registry"),
    (concat!("crates.i", "o/api"), "the address of a registry"),
    (concat!("index.cra", "tes.io"), "the address of a registry"),
    (concat!("static.cra", "tes.io"), "the address of a registry"),
    (concat!("pypi.o", "rg"), "the address of a registry"),
    (concat!("files.pytho", "nhosted"), "the address of a registry"),
    (concat!("deb.deb", "ian.org"), "the address of a registry"),
    (concat!("/ro", "ot/"), "the path of one machine"),
    (concat!("/ho", "me/"), "the path of one machine"),
    (concat!("/Us", "ers/"), "the path of one machine"),
    (concat!("/wo", "rk/main"), "the path of one machine"),
    (concat!("/wo", "rk/shared"), "the path of one machine"),
    (concat!("/tmp/", "diwan/"), "the path of one machine"),
];
const LEFT_FOR_LATER: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];

pub fn of_one_machine(tree: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    for file in tree.files.iter().filter(|file| !file.vendored() && !file.text.is_empty()) {
        if file.name() == "Cargo.lock" {
            continue;
        }
        for (number, line) in file.lines() {
            for (sign, what) in OF_ONE_MACHINE {
                if line.contains(sign) {
                    faults.push(format!("{}:{number}: `{sign}` is {what}", file.path));
                }
            }
            for word in LEFT_FOR_LATER {
                if has_word(line, word) {
                    faults.push(format!("{}:{number}: `{word}`: finish it, or write a decision", file.path));
                }
            }
        }
    }
    faults
}

pub fn clean_lines(tree: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    let text = |file: &&File| !file.vendored() && !file.text.is_empty();
    for file in tree.files.iter().filter(text) {
        if !file.text.ends_with('\n') && !file.ends(&[".svg", ".json"]) {
            faults.push(format!("{}: the last line has no end", file.path));
        }
        if file.text.contains('\r') {
            faults.push(format!("{}: lines end as on Windows", file.path));
        }
        if file.ends(&[".snap", ".svg"]) {
            continue;
        }
        for (number, line) in file.lines() {
            if line.ends_with([' ', '\t']) {
                faults.push(format!("{}:{number}: spaces at the end of the line", file.path));
            }
            if file.ends(&[".rs", ".html", ".ftl", ".toml", ".typ", ".css", ".js", ".mjs"])
                && let Some(hidden) = line.chars().find(|letter| is_hidden_direction(*letter))
            {
                let code = u32::from(hidden);
                faults.push(format!(
                    "{}:{number}: a hidden direction mark, U+{code:04X}: write it as an escape",
                    file.path
                ));
            }
        }
    }
    faults
}

/// Marks that turn the reading order unseen: what one reads would not be what runs.
fn is_hidden_direction(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{061c}')
}
