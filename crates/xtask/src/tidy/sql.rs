//! One SQL for every engine: no construct that SQLite and PostgreSQL read differently, lowercase,
//! no clock, and every key begins with the collectivity that owns the row, so that a country's
//! rows can be spread over machines. What is named for one engine may speak its own tongue: a file,
//! a part of a migration after `-- engine: sqlite`, a constant whose name ends in `_POSTGRES`.

use super::tree::{File, Tree, code_of, has_word};

/// What one engine lacks, or reads otherwise; and what both agree on.
const NEVER: &[(&str, &str)] = &[
    ("now()", "time is an argument"),
    ("current_timestamp", "time is an argument"),
    ("current_date", "time is an argument"),
    ("datetime(", "time is an argument"),
    ("strftime(", "time is an argument"),
    ("for update", "use `on conflict … do update … returning`"),
    ("ilike", "fold the text before it is stored"),
    ("= any(", "use `in (…)`"),
    ("= any (", "use `in (…)`"),
    ("group_concat", "use `string_agg(x, ',' order by y)`"),
    ("greatest(", "use `case`"),
    ("least(", "use `case`"),
    ("autoincrement", "ids are made by the program"),
    ("serial", "ids are made by the program"),
    ("bigserial", "ids are made by the program"),
    ("create trigger", "what follows an act is said by the act"),
    ("insert or ", "use `on conflict`"),
    ("interval '", "days are counted by the calendar"),
];

/// Words of SQL that show a statement written in capitals.
const SHOUTED: &[&str] = &["SELECT ", "INSERT INTO ", "DELETE FROM ", "CREATE TABLE ", " WHERE ", " ORDER BY "];

/// Tables whose key begins otherwise, each with its reason.
const OTHER_KEYS: &[(&str, &str)] = &[];

pub fn portable(tree: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    for file in tree.ending(&[".sql", ".rs"]).filter(|file| speaks_sql(file)) {
        let rust = file.path.ends_with(".rs");
        let text = if rust { for_all_engines_in_rust(&code_of(&file.text)) } else { for_all_engines(&file.text) };
        for (index, line) in text.lines().enumerate() {
            let place = format!("{}:{}", file.path, index + 1);
            for (banned, instead) in NEVER {
                let found = if banned.ends_with(|letter: char| letter.is_ascii_alphabetic()) {
                    has_word(line, banned)
                } else {
                    line.contains(banned)
                };
                // Rust has its own words: SQL is looked for where a statement may stand.
                if found && !(rust && is_rust_call(line, banned)) {
                    faults.push(format!("{place}: no `{}`: {instead}", banned.trim()));
                }
            }
            if let Some(shout) = SHOUTED.iter().find(|shout| line.contains(**shout)) {
                faults.push(format!("{place}: `{}`: SQL is written in lower case", shout.trim()));
            }
        }
    }
    faults
}

pub fn collectivity_first(tree: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    for file in tree.ending(&[".sql"]).filter(|file| speaks_sql(file)) {
        let text = for_all_engines(&file.text);
        for table in text.split("create table ").skip(1) {
            let body = table.split(';').next().unwrap_or_default();
            let head = body.split('(').next().unwrap_or_default().replace("if not exists ", "");
            let name = head.trim();
            if OTHER_KEYS.iter().any(|(other, _)| *other == name) {
                continue;
            }
            let Some((_, after)) = body.split_once("primary key") else {
                faults.push(format!("{}: `{name}` has no primary key", file.path));
                continue;
            };
            let first = after.trim_start().strip_prefix('(').and_then(|columns| columns.split([',', ')']).next());
            if !matches!(first.map(str::trim), Some("commune" | "collectivity")) {
                faults.push(format!(
                    "{}: the key of `{name}` does not begin with `commune` or `collectivity`",
                    file.path
                ));
            }
        }
    }
    faults
}

fn speaks_sql(file: &File) -> bool {
    let one_engine = ["citus", "sqlite", "postgres", "lite.rs", "pg.rs"]
        .iter()
        .any(|engine| file.path.rsplit_once("/src/").map_or(file.path.as_str(), |(_, inside)| inside).contains(engine));
    let sql = file.path.ends_with(".sql");
    let remembers = file.path.starts_with("crates/store/src/") || file.path.contains("/src/memory");
    !file.tests_only() && !one_engine && (sql || remembers)
}

fn is_rust_call(line: &str, banned: &str) -> bool {
    line.contains(&format!(".{banned}"))
        || line.contains(&format!("::{banned}"))
        || line.contains(&format!("fn {banned}"))
}

/// The same lines, without what follows `--` and without what is said to one engine only.
fn for_all_engines(text: &str) -> String {
    let mut for_all = true;
    let mut kept = String::with_capacity(text.len());
    for line in text.lines() {
        if let Some(engine) = line.strip_prefix("-- engine:") {
            for_all = engine.trim() == "all";
        }
        if for_all {
            kept.push_str(line.split("--").next().unwrap_or_default());
        }
        kept.push('\n');
    }
    kept
}

/// The same lines, without the constants that are named for one engine.
fn for_all_engines_in_rust(code: &str) -> String {
    let mut for_one = false;
    let mut kept = String::with_capacity(code.len());
    for line in code.lines() {
        for_one |= line.contains("const ") && ["_POSTGRES:", "_SQLITE:"].iter().any(|engine| line.contains(engine));
        if !for_one {
            kept.push_str(line);
        }
        kept.push('\n');
        for_one &= !line.trim_end().ends_with(';');
    }
    kept
}
