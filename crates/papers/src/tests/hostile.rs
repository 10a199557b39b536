//! What people may write: markup, control characters, every script, very long names. No paper fails for
//! it, and none says anything but what was written.

use expect_test::{Expect, expect};
use serde_json::Value;
use typst::layout::Point;

use super::{NAMES, keep, pages, runs, sample, set};
use crate::clean::clean_text;

/// Where the samples hold what people typed: names first.
const NAMED: [&str; 3] = ["/applicant/name", "/payer", "/signature/name"];
const WRITTEN: [&str; 9] = [
    "/session/place",
    "/missing/0/reason",
    "/motives/0",
    "/reserves/0",
    "/opinions/1/motive",
    "/opinions/1/reserves/0",
    "/pieces/0/document",
    "/lines/0/formula",
    "/project/facts/1/value",
];

fn put(data: &mut Value, places: &[&str], words: &str) {
    for place in places {
        if let Some(value) = data.pointer_mut(place) {
            *value = words.into();
        }
    }
}

fn typed_everywhere(data: &mut Value, words: &str) {
    put(data, &NAMED, words);
    put(data, &WRITTEN, words);
}

const MARKUP: [&str; 6] = [
    "#panic(\"out\")",
    "*gras* _it_ $x^2$ `code` <label> @ref = Titre",
    "\\ \\u{41} \\\" \"; #let a = 1",
    "]#eval(\"1+1\")[ // comment /* more */",
    "{\"name\": \"x\"} ${name} {{ name }} %s",
    "--- ... ~ 'quotes' \"doubles\"",
];

#[test]
fn markup_is_printed_as_it_was_typed() {
    for name in NAMES {
        for words in MARKUP {
            let mut data = sample(name);
            typed_everywhere(&mut data, words);
            set(name, &data, "ar").unwrap_or_else(|why| panic!("{name} {words}: {why}"));
            let flat = |text: &str| text.replace([' ', '\u{a0}'], "");
            let said: String = runs(&pages(name, &data)).into_iter().map(|(text, ..)| text).collect();
            assert!(flat(&said).contains(&flat(words)), "{name} does not say {words}");
        }
    }
}

#[test]
fn no_script_stops_a_paper() {
    let accents = "a\u{301}".repeat(500);
    let towers = format!("Z{}o", "\u{317}\u{336}\u{489}".repeat(300));
    let texts = [
        "",
        " ",
        "\u{0}\u{1}\u{7f}\u{85}\u{feff}",
        "\u{202e}مقلوب\u{202c} \u{2066}\u{2067}\u{2068} \u{200f}\u{200e}\u{61c}",
        "\u{2068}Fatima\u{2069} (فاطمة) \u{2067}12\u{2069}",
        "ⴼⴰⵟⵎⴰ ⵜⴰⵣⵔⵡⴰⵍⵜ",
        "Δημήτρης Дмитрий Nguyễn Żółć ﷺ ﻻ",
        "漢字 한국어 हिन्दी עברית ไทย 👨‍👩‍👧 \u{e000} \u{10ffff}",
        "\u{301}\u{64b}",
        "سطر\nسطر\r\n\r\n\tثالث",
        &accents,
        &towers,
    ];
    // The minutes hold most of what people write.
    for (n, words) in texts.iter().enumerate() {
        let mut data = sample("minutes");
        typed_everywhere(&mut data, words);
        let pdf = set("minutes", &data, "fr").unwrap_or_else(|why| panic!("{words:?}: {why}"));
        keep(&format!("hostile-{n:02}"), &pdf);
    }
}

#[test]
fn no_length_stops_a_paper() {
    for name in NAMES {
        for words in ["ب".repeat(10_000), "W".repeat(10_000), "https://example.ma/".repeat(500)] {
            let mut data = sample(name);
            put(&mut data, &NAMED, &words);
            put(&mut data, &WRITTEN, &words[..600]);
            for list in ["/reserves", "/motives", "/conclusion/reasons", "/appeals", "/follow", "/next"] {
                if let Some(Value::Array(items)) = data.pointer_mut(list) {
                    *items = items.iter().cycle().take(40).cloned().collect();
                }
            }
            let document = pages(name, &data);
            for (text, from, to) in runs(&document) {
                let on_sheet =
                    |point: Point| (0.0..=595.3).contains(&point.x.to_pt()) && (0.0..=841.9).contains(&point.y.to_pt());
                assert!(on_sheet(from) && on_sheet(to), "{name}: «{text}» runs off the sheet, {from:?} to {to:?}");
            }
            keep(&format!("endless-{name}"), &set(name, &data, "ar").unwrap());
        }
    }
}

fn check_clean(typed: &str, printed: Expect) {
    printed.assert_debug_eq(&clean_text(typed).unwrap());
}

#[test]
fn what_cannot_be_printed_is_replaced_in_sight() {
    check_clean(
        "Fatima-Zahra  Oubelaïd",
        expect![[r#"
        "Fatima-Zahra  Oubelaïd"
    "#]],
    );
    check_clean(
        "e\u{301}te\u{301}",
        expect![[r#"
        "été"
    "#]],
    );
    check_clean(
        "شَهَادَةٌ",
        expect![[r#"
        "ش\u{64e}ه\u{64e}اد\u{64e}ة\u{64c}"
    "#]],
    );
    check_clean(
        "漢 Łukasz 👍",
        expect![[r#"
        "� Łukasz �"
    "#]],
    );
    check_clean(
        "Z\u{317}\u{317}\u{317}\u{317}\u{317}",
        expect![[r#"
        "Z"
    "#]],
    );
    check_clean(
        "a\u{0}b\tc\r\nd\u{2028}e\u{202f}f",
        expect![[r#"
        "ab c\nd\ne\u{a0}f"
    "#]],
    );
}

#[test]
fn nothing_turns_the_reading_order() {
    check_clean(
        "\u{202e}evil\u{202c}\u{200f}\u{61c}",
        expect![[r#"
        "evil"
    "#]],
    );
    // Balanced isolates stay: Fluent puts them around names, and they only fence.
    check_clean(
        "السيد \u{2068}Jean (2)\u{2069}،",
        expect![[r#"
        "السيد \u{2068}Jean (2)\u{2069}،"
    "#]],
    );
    check_clean(
        "\u{2067}open \u{2069}\u{2069}",
        expect![[r#"
        "open "
    "#]],
    );
}

#[test]
fn a_word_longer_than_a_line_may_be_broken() {
    check_clean(
        &"x".repeat(60),
        expect![[r#"
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxx\u{200b}xxxxxxxxxxxxxxxxxxxxxxxxxxxx\u{200b}xxxx"
    "#]],
    );
    check_clean(
        "PC-095410113-2026-000123",
        expect![[r#"
        "PC-095410113-2026-000123"
    "#]],
    );
}
