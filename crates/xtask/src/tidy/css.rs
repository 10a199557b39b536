//! Our style sheets speak of start and end, never of left and right: a page in Arabic is the same
//! page, turned. Style sheets of others, kept as they came, are not read.

use super::tree::Tree;

/// What to write instead is the same for all: `inline-start`, `inline-end`.
const PHYSICAL_PROPERTIES: &[&str] = &[
    "left",
    "right",
    "margin-left",
    "margin-right",
    "padding-left",
    "padding-right",
    "border-left",
    "border-right",
    "border-left-width",
    "border-right-width",
    "border-left-color",
    "border-right-color",
    "border-left-style",
    "border-right-style",
    "border-top-left-radius",
    "border-top-right-radius",
    "border-bottom-left-radius",
    "border-bottom-right-radius",
    "scroll-margin-left",
    "scroll-margin-right",
    "scroll-padding-left",
    "scroll-padding-right",
];
const SIDED_PROPERTIES: &[&str] = &["float", "clear", "text-align", "caption-side"];

pub fn logical(tree: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    for file in tree.ending(&[".css"]).filter(|file| !file.vendored()) {
        let bare = without_comments(&file.text);
        for (index, line) in bare.lines().enumerate() {
            for declaration in line.split([';', '{', '}']) {
                let Some((property, value)) = declaration.split_once(':') else { continue };
                let (property, value) = (property.trim(), value.trim().trim_end_matches("!important").trim());
                let sided = SIDED_PROPERTIES.contains(&property) && matches!(value, "left" | "right");
                if PHYSICAL_PROPERTIES.contains(&property) || sided {
                    let place = format!("{}:{}", file.path, index + 1);
                    faults.push(format!("{place}: `{property}: {value}` has a side: say inline-start or inline-end"));
                }
            }
        }
    }
    faults
}

/// The same lines, with the comments blank.
fn without_comments(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find("/*") {
        bare.push_str(&rest[..open]);
        let close = rest[open..].find("*/").map_or(rest.len(), |at| open + at + 2);
        bare.extend(rest[open..close].matches('\n'));
        rest = &rest[close..];
    }
    bare.push_str(rest);
    bare
}
