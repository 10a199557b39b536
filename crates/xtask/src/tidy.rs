//! Tidy: the rules of the house that a program can check, read from the sources as text.
//!
//! Each check takes the tree of files and returns its faults as sentences that say what to do.
//! `cargo xtask tidy` prints them all; `cargo test` runs each as a test of its own, on the real
//! tree and on a small one with a fault planted in it, so that no check falls asleep. What needs
//! a compiler (banned calls, unused code) is clippy's, not ours.

mod css;
mod docs;
mod files;
mod floors;
mod pages;
mod purity;
mod rooms;
mod sql;
mod tree;
mod words;

use tree::Tree;

/// One rule of the house.
struct Check {
    name: &'static str,
    find: fn(&Tree) -> Vec<String>,
}

const CHECKS: &[Check] = &[
    Check { name: "floors lean only downwards", find: floors::lean_downwards },
    Check { name: "each outside crate has its floor", find: floors::outside_crates },
    Check { name: "versions are written once", find: floors::versions_once },
    Check { name: "rules are pure", find: purity::rules },
    Check { name: "every house has the same rooms", find: rooms::same_rooms },
    Check { name: "every file says what it is for", find: files::purpose },
    Check { name: "no file is too long", find: files::length },
    Check { name: "nothing of one machine is committed", find: files::of_one_machine },
    Check { name: "lines are clean", find: files::clean_lines },
    Check { name: "every sentence exists in both languages", find: words::both_languages },
    Check { name: "every sentence that a page asks for exists", find: words::asked_for },
    Check { name: "sides are logical", find: css::logical },
    Check { name: "pages carry no style or script of their own", find: pages::nothing_inline },
    Check { name: "every page has its samples", find: pages::samples },
    Check { name: "one SQL for every engine", find: sql::portable },
    Check { name: "every key begins with the collectivity", find: sql::collectivity_first },
    Check { name: "every document has one title", find: docs::one_title },
    Check { name: "the map names every crate", find: docs::map },
];

/// Prints every fault of the tree.
pub fn command(_words: &[String]) -> Result<(), String> {
    let tree = Tree::read(&crate::sh::root()).map_err(|why| format!("the sources cannot be read: {why}"))?;
    let mut faults = 0;
    for check in CHECKS {
        let found = (check.find)(&tree);
        if found.is_empty() {
            continue;
        }
        println!("{}:", check.name);
        for fault in &found {
            println!("  {fault}");
        }
        faults += found.len();
    }
    match faults {
        0 => {
            println!("tidy: {} checks, no fault", CHECKS.len());
            Ok(())
        }
        1 => Err("tidy: 1 fault".into()),
        more => Err(format!("tidy: {more} faults")),
    }
}

#[cfg(test)]
mod tests;
