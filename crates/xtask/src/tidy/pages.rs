//! Page templates: they carry no style, script or handler of their own (the browser is told to
//! refuse them), and each page has samples from which the tests draw it.

use super::tree::{File, Tree};

pub fn nothing_inline(tree: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    for file in templates(tree) {
        let bare = without_comments(&file.text);
        for (index, line) in bare.lines().enumerate() {
            let place = format!("{}:{}", file.path, index + 1);
            if line.contains("<style") {
                faults.push(format!("{place}: style belongs in a style sheet"));
            }
            if line.contains(" style=") {
                faults.push(format!("{place}: a style attribute; give it a class"));
            }
            for (at, _) in line.match_indices("<script") {
                let tag = line[at..].split('>').next().unwrap_or_default();
                if !tag.contains("src=") && !tag.contains("application/json") {
                    faults.push(format!("{place}: script belongs in a file under static"));
                }
            }
            if let Some(handler) = handler_in(line) {
                faults.push(format!("{place}: `{handler}` is a script; listen from a file under static"));
            }
            if line.contains("javascript:") {
                faults.push(format!("{place}: an address that is a script"));
            }
            for (at, _) in line.match_indices("|safe").chain(line.match_indices("| safe")) {
                let before = line[..at].trim_end();
                // A drawing, data for a script, or words written in the template itself.
                if !["svg", "json", "'", "\""].iter().any(|ours| before.ends_with(ours)) {
                    faults.push(format!("{place}: `safe` lets anything through; only a drawing of ours may pass"));
                }
            }
        }
    }
    faults
}

pub fn samples(tree: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    for file in templates(tree) {
        let Some((house, page)) = file.path.split_once("/pages/") else { continue };
        let page = page.trim_end_matches(".html");
        let stem = page.rsplit('/').next().unwrap_or(page);
        if stem == "layout" || stem.starts_with('_') || page.starts_with("parts/") {
            continue;
        }
        let has = |folder: &str, name: &str| tree.get(&format!("{folder}/samples/{name}.json")).is_some();
        let anywhere = [house, "crates/web"].iter().any(|folder| has(folder, page) || has(folder, stem));
        if !anywhere {
            faults.push(format!("{}: no sample to draw it from, {house}/samples/{page}.json", file.path));
        }
    }
    faults
}

/// Pages and components; letters sent by mail may style themselves, as mail readers ask.
fn templates(tree: &Tree) -> impl Iterator<Item = &File> {
    tree.ending(&[".html"]).filter(|file| {
        !file.vendored()
            && (file.path.contains("/pages/") || file.path.contains("/components/"))
            && !file.path.contains("/mail")
    })
}

/// An attribute such as `onclick=`, if the line has one.
fn handler_in(line: &str) -> Option<&str> {
    line.match_indices(" on").find_map(|(at, _)| {
        let word = &line[at + 1..];
        let end = word.find(|letter: char| !letter.is_ascii_lowercase())?;
        (2 < end && word[end..].starts_with("=\"")).then_some(&word[..end])
    })
}

/// The same lines, with `{# … #}` blank.
fn without_comments(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find("{#") {
        bare.push_str(&rest[..open]);
        let close = rest[open..].find("#}").map_or(rest.len(), |at| open + at + 2);
        bare.extend(rest[open..close].matches('\n'));
        rest = &rest[close..];
    }
    bare.push_str(rest);
    bare
}
