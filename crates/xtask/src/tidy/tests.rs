//! Each check on the real tree, and on a small one with a fault planted in it. A check without a
//! planted fault does not pass: the last test counts them.

use super::tree::Tree;
use super::{CHECKS, css, docs, files, floors, pages, purity, rooms, sql, words};

#[test]
fn the_real_tree_is_tidy() {
    let tree = Tree::read(&crate::sh::root()).expect("the sources can be read");
    assert!(50 < tree.files.len(), "the tree is nearly empty: it was looked for in the wrong place");
    let mut faults = Vec::new();
    for check in CHECKS {
        faults.extend((check.find)(&tree).into_iter().map(|fault| format!("{}: {fault}", check.name)));
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// The faults of a planted tree, each cut at the end of its first line.
fn faults(find: fn(&Tree) -> Vec<String>, files: &[(&str, &str)]) -> Vec<String> {
    find(&Tree::planted(files))
}

const HOUSE: &str = "[lints]\nworkspace = true\n";

#[test]
fn a_floor_that_leans_upwards_is_seen() {
    let planted = [
        ("crates/civic/Cargo.toml", "[dependencies]\nstore.workspace = true\n"),
        ("crates/web/Cargo.toml", "[dependencies]\ndesk.workspace = true\n"),
        ("services/a/Cargo.toml", "[dependencies]\nb.workspace = true\ntown.workspace = true\n"),
        ("services/b/Cargo.toml", "[dev-dependencies]\ntown.workspace = true\n"),
        ("crates/xtask/Cargo.toml", "[dependencies]\ncivic.workspace = true\n"),
        ("crates/attic/Cargo.toml", "[dependencies]\ncivic.workspace = true\n"),
    ];
    assert_eq!(
        faults(floors::lean_downwards, &planted),
        [
            "`civic` leans on `store`, which is not below it",
            "`a` leans on `b`, which is not below it",
            "`a` leans on `town` outside its tests",
            "`xtask` leans on `civic`: the tools stand apart from the program",
            "`attic` has no floor: give it one in crates/xtask/src/tidy/floors.rs",
        ]
    );
}

#[test]
fn a_second_door_to_the_engine_is_seen() {
    let planted = [
        ("crates/web/Cargo.toml", "[dependencies]\nrusqlite.workspace = true\naxum.workspace = true\n"),
        ("services/a/Cargo.toml", "[dependencies]\ntypst.workspace = true\nminijinja.workspace = true\n"),
    ];
    assert_eq!(
        faults(floors::outside_crates, &planted),
        ["`web` uses `rusqlite`, which belongs to store", "`a` uses `typst`, which belongs to papers"]
    );
}

#[test]
fn a_version_written_twice_is_seen() {
    let planted = [
        ("crates/web/Cargo.toml", "[dependencies]\naxum = \"0.8\"\n[lints]\nworkspace = true\n"),
        ("crates/desk/Cargo.toml", "[features]\nfast = []\n"),
        ("services/a/Cargo.toml", HOUSE),
    ];
    assert_eq!(
        faults(floors::versions_once, &planted),
        [
            "`web` names a version of `axum`: write it in the root manifest",
            "crates/desk/Cargo.toml: say `[lints] workspace = true`",
            "crates/desk/Cargo.toml: no behaviour hides behind features",
        ]
    );
}

#[test]
fn a_rule_that_does_something_is_seen() {
    let rule = "//! Rules of a.\n// store::Db is not ours\nuse store::Db;\nfn late() { let now = Instant::now(); }\n\
                fn restore(web: u8) -> u8 { web }\n#[cfg(test)]\nmod tests {\nuse std::fs;\n}\n";
    let planted = [
        ("services/a/src/rules.rs", rule),
        ("services/a/src/memory.rs", rule),
        ("crates/civic/src/calendar.rs", "//! Days.\nlet page = std::fs::read(\"a\");\n"),
        ("crates/civic/src/calendar/tests.rs", "//! Tests.\nlet page = std::fs::read(\"a\");\n"),
    ];
    assert_eq!(
        faults(purity::rules, &planted),
        [
            "services/a/src/rules.rs:3: no `store` here: a rule remembers nothing",
            "services/a/src/rules.rs:4: no `Instant` here: time is an argument",
            "crates/civic/src/calendar.rs:2: no `std::fs` here: a rule opens no file",
        ]
    );
}

#[test]
fn an_invented_room_is_seen() {
    let planted = [
        ("services/a/Cargo.toml", ""),
        ("services/a/src/lib.rs", ""),
        ("services/a/src/pages/list.rs", ""),
        ("services/a/src/helpers.rs", ""),
        ("services/a/words/ar.ftl", ""),
        ("services/b/attic/old.txt", ""),
    ];
    assert_eq!(
        faults(rooms::same_rooms, &planted),
        [
            "services/a/src/helpers.rs: the rooms of a house are \
             lib, rules, memory, counter, pages, api, papers, stories, tests",
            "services/b/attic/old.txt: a house has procedures, migrations, pages, words, samples, src \
             and Cargo.toml, nothing beside",
            "services/b: a house has a door, src/lib.rs",
        ]
    );
}

#[test]
fn a_file_without_a_purpose_is_seen() {
    let planted = [
        ("crates/a/src/lib.rs", "//! What a is for.\n"),
        ("crates/a/src/b.rs", "fn b() {}\n"),
        ("crates/a/src/c.rs", "//! c\n"),
        ("crates/web/static/app.css", "/*\n * The looks of our own pages.\n */\n"),
        ("crates/web/static/vendor/theirs.css", "a{}"),
        ("crates/web/pages/home.html", "{% extends \"layout.html\" %}\n"),
        ("crates/xtask/tool.py", "#!/usr/bin/env python3\n\"\"\"Reads the list of communes.\"\"\"\n"),
    ];
    assert_eq!(
        faults(files::purpose, &planted),
        [
            "crates/a/src/b.rs: a .rs file opens with `//!` and what it is for",
            "crates/a/src/c.rs: a .rs file opens with `//!` and what it is for",
            "crates/web/pages/home.html: a .html file opens with `{#` and what it is for",
        ]
    );
}

#[test]
fn a_file_that_grows_is_seen() {
    let long = |lines: usize| "x\n".repeat(lines);
    let (grown, shorter, new) = (long(701), long(400), long(501));
    let tree =
        Tree::planted(&[("grown.rs", &grown), ("shorter.rs", &shorter), ("new.rs", &new), ("words.ftl", &grown)]);
    assert_eq!(
        files::length_against(&tree, "# list\n700 grown.rs\n600 shorter.rs\n900 gone.rs\n"),
        [
            "grown.rs: 701 lines, was 700; a long file only shrinks",
            "shorter.rs: now 400 lines; take it off crates/xtask/src/tidy/long-files.txt",
            "new.rs: 501 lines; give each subject its own file",
            "gone.rs: gone; take it off crates/xtask/src/tidy/long-files.txt",
        ]
    );
    let wordy = "//! a\n".repeat(501);
    assert_eq!(
        faults(files::length, &[("crates/a.rs", &wordy)])[0],
        "crates/a.rs: 501 lines; give each subject its own file"
    );
}

#[test]
fn a_trace_of_one_machine_is_seen() {
    let host = concat!("see https://registry.np", "mjs.org/x\n");
    let home = concat!("cd /ho", "me/someone\n");
    let later = concat!("// TO", "DO: tomorrow\nTO", "DOS is a word\n");
    let planted = [("a.md", host), ("b.sh", home), ("c.rs", later), ("Cargo.lock", host)];
    let found = faults(files::of_one_machine, &planted);
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[0].ends_with("is the address of a registry"), "{found:?}");
    assert!(found[1].ends_with("is the path of one machine"), "{found:?}");
    assert!(found[2].starts_with("c.rs:1:"), "{found:?}");
}

#[test]
fn an_unclean_line_is_seen() {
    let planted = [("a.rs", "one \ntwo\n"), ("b.rs", "no end"), ("c.ftl", "a = x\u{202e}y\r\n"), ("d.svg", "fine")];
    assert_eq!(
        faults(files::clean_lines, &planted),
        [
            "a.rs:1: spaces at the end of the line",
            "b.rs: the last line has no end",
            "c.ftl: lines end as on Windows",
            "c.ftl:1: a hidden direction mark, U+202E: write it as an escape",
        ]
    );
}

#[test]
fn a_sentence_in_one_language_is_seen() {
    let arabic =
        "days = { $count ->\n    [one] يوم\n   *[other] { $count } أيام\n}\nboth = نعم\ntwice = ا\ntwice = ب\n";
    let planted = [
        (
            "services/a/words/ar.ftl",
            "days = { $count ->\n    [one] يوم\n   *[other] { NUMBER($count) } أيام\n}\nonly-ar = نعم\n\
             of = من { $name }\n",
        ),
        (
            "services/a/words/fr.ftl",
            "days = { $number } jours\nof = { $vowel ->\n    [yes] d’\n   *[no] de\n}{ $name }\nonly-fr = oui { -name }\n-name = Diwan\n",
        ),
        ("crates/i18n/words/ar.ftl", arabic),
        ("crates/web/words/fr/office.ftl", "only-fr = encore\nbroken\n"),
        ("crates/web/words/fr/lone.ftl", "only-fr = encore\n"),
    ];
    assert_eq!(
        faults(words::both_languages, &planted),
        [
            "services/a/words/ar.ftl: `days` takes $count in one language and $number in the other",
            "services/a/words/fr.ftl: `only-ar` is missing",
            "services/a/words/ar.ftl: `-name` is missing",
            "services/a/words/ar.ftl: `only-fr` is missing",
            "crates/i18n/words/ar.ftl: `twice` is said twice",
            "crates/web/words/fr/office.ftl:2: Expected a token starting with \"=\"",
            "crates/web/words/fr/lone.ftl: `only-fr` is already said in services/a/words/fr.ftl",
            "crates/web/words/fr/lone.ftl: crates/web/words/ar/lone.ftl is missing",
        ]
    );
}

#[test]
fn a_sentence_that_nobody_wrote_is_seen() {
    let page = "{{ t(\"known\") }} {{ t('unknown', n=1) }} {{ t('role-' ~ role) }} {{ format('x') }}\n";
    let planted = [("crates/web/words/fr.ftl", "known = oui\n"), ("crates/web/pages/a.html", page)];
    assert_eq!(faults(words::asked_for, &planted), ["crates/web/pages/a.html:1: nobody says `unknown`"]);
}

#[test]
fn a_physical_side_is_seen() {
    let sheet = "/* left: 0 */\n.a { margin-left: 1rem; inset-inline-start: 0 }\n.b { text-align: right }\n.left { float:left }\n";
    let planted = [("crates/web/static/app.css", sheet), ("crates/web/static/vendor/theirs.css", sheet)];
    assert_eq!(
        faults(css::logical, &planted),
        [
            "crates/web/static/app.css:2: `margin-left: 1rem` has a side: say inline-start or inline-end",
            "crates/web/static/app.css:3: `text-align: right` has a side: say inline-start or inline-end",
            "crates/web/static/app.css:4: `float: left` has a side: say inline-start or inline-end",
        ]
    );
}

#[test]
fn style_and_script_inside_a_page_are_seen() {
    let page = "{# <script> is told of #}\n<p style=\"color: red\">\n<script src=\"/static/a.js\"></script>\n<script>go()</script>\n\
                <button onclick=\"go()\">\n{{ chart_svg | safe }}{{ name|safe }}\n";
    assert_eq!(
        faults(pages::nothing_inline, &[("crates/web/pages/a.html", page), ("crates/web/pages/mail/b.html", page)]),
        [
            "crates/web/pages/a.html:2: a style attribute; give it a class",
            "crates/web/pages/a.html:4: script belongs in a file under static",
            "crates/web/pages/a.html:5: `onclick` is a script; listen from a file under static",
            "crates/web/pages/a.html:6: `safe` lets anything through; only a drawing of ours may pass",
        ]
    );
}

#[test]
fn a_page_without_a_sample_is_seen() {
    let planted = [
        ("services/a/pages/form.html", ""),
        ("services/a/pages/list.html", ""),
        ("services/a/samples/list.json", ""),
        ("crates/web/pages/layout.html", ""),
    ];
    assert_eq!(
        faults(pages::samples, &planted),
        ["services/a/pages/form.html: no sample to draw it from, services/a/samples/form.json"]
    );
}

#[test]
fn sql_for_one_engine_is_seen() {
    let migration = "-- now() is told of\ncreate table a (commune bigint, at text default now(), primary key (commune));\n\
                     -- engine: sqlite\ncreate trigger a_b after insert on a;\n";
    let memory = "//! Memory.\nlet a = db.all(\"select x from a where n ilike $1\");\nlet b = \"SELECT x\";\nlet c = self.serial;\n\
                  const TAKE_POSTGRES: &str = \"select x from a\n for update\";\nconst TAKE: &str = \"select x from a for update\";\n";
    let planted = [
        ("services/a/migrations/0001_a.sql", migration),
        ("services/a/src/memory.rs", memory),
        ("crates/store/src/postgres.rs", memory),
        ("services/a/src/pages.rs", memory),
    ];
    assert_eq!(
        faults(sql::portable, &planted),
        [
            "services/a/migrations/0001_a.sql:2: no `now()`: time is an argument",
            "services/a/src/memory.rs:2: no `ilike`: fold the text before it is stored",
            "services/a/src/memory.rs:3: `SELECT`: SQL is written in lower case",
            "services/a/src/memory.rs:7: no `for update`: use `on conflict … do update … returning`",
        ]
    );
}

#[test]
fn a_key_without_its_collectivity_is_seen() {
    let migration = "create table good (commune bigint, id bytea, primary key (commune, id));\n\
                     create table if not exists bad (id bytea, commune bigint, primary key (id, commune));\n\
                     create table short (id bytea primary key);\ncreate table none (id bytea);\n";
    assert_eq!(
        faults(sql::collectivity_first, &[("services/a/migrations/0001_a.sql", migration)]),
        [
            "services/a/migrations/0001_a.sql: the key of `bad` does not begin with `commune` or `collectivity`",
            "services/a/migrations/0001_a.sql: the key of `short` does not begin with `commune` or `collectivity`",
            "services/a/migrations/0001_a.sql: `none` has no primary key",
        ]
    );
}

#[test]
fn a_document_with_two_titles_is_seen() {
    let planted =
        [("a.md", "# One\n```\n# not a title\n```\n"), ("b.md", "# One\n\n# Two\n"), ("c.md", "text\n# Late\n")];
    assert_eq!(
        faults(docs::one_title, &planted),
        [
            "b.md: a document opens with its one title, `# …`; this has 2",
            "c.md: a document opens with its one title, `# …`; this has 1",
        ]
    );
}

#[test]
fn a_crate_off_the_map_is_seen() {
    let planted = [
        ("ARCHITECTURE.md", "# Map\n`civic` and services/permits\n"),
        ("crates/civic/Cargo.toml", ""),
        ("crates/attic/Cargo.toml", ""),
        ("services/permits/Cargo.toml", ""),
    ];
    assert_eq!(faults(docs::map, &planted), ["ARCHITECTURE.md: `attic` is not on the map"]);
    assert_eq!(faults(docs::map, &planted[1..]), ["ARCHITECTURE.md: the map is missing"]);
}

#[test]
fn every_check_was_tried_against_a_planted_fault() {
    let tried = include_str!("tests.rs");
    let module = include_str!("../tidy.rs");
    for line in module.lines().filter(|line| line.trim_start().starts_with("Check { name:")) {
        let find =
            line.split("find: ").nth(1).and_then(|rest| rest.split(' ').next()).expect("a check has its function");
        assert!(tried.contains(find), "no planted fault for {find}");
    }
}
