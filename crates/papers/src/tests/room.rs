//! The closed room: what a template may not reach, and how its faults are told.

use expect_test::{Expect, expect};
use jiff::civil::date;
use serde_json::{Value, json};

use super::set_source;
use crate::{Error, Order, typeset};

fn check_fault(source: &str, told: Expect) {
    told.assert_eq(&set_source(source).unwrap_err().to_string());
}

#[test]
fn nothing_outside_can_be_read() {
    check_fault(
        "#read(\"/etc/passwd\")",
        expect!["the template cannot be set: template.typ:1 failed to load file (access denied)"],
    );
    check_fault(
        "#read(\"../../../etc/passwd\")",
        expect![[
            r#"the template cannot be set: template.typ:1 path `"../../../etc/passwd"` would escape the project root; cannot access files outside of the project sandbox; you can adjust the project root with the `--root` argument"#
        ]],
    );
    check_fault(
        "#import \"@preview/cetz:0.3.0\": *",
        expect!["the template cannot be set: template.typ:1 failed to load file (access denied)"],
    );
    check_fault(
        "#import \"/other.typ\": *",
        expect!["the template cannot be set: template.typ:1 failed to load file (access denied)"],
    );
    check_fault(
        "#image(\"/secret.png\")",
        expect!["the template cannot be set: template.typ:1 failed to load file (access denied)"],
    );
}

#[test]
fn the_files_of_the_room_and_the_given_day_are_there() {
    set_source(
        "#import \"/base.typ\": mark
         #assert.eq(mark, 7)
         #assert.eq(json(\"/data.json\").name, \"فاطمة\")
         #assert(read(\"/qr.grey\", encoding: none).len() == calc.pow(json(\"/data.json\").order.qr, 2))
         #assert.eq(datetime.today().display(), \"2026-08-05\")
         #set document(title: [x])
         #set text(font: \"Amiri\", lang: \"ar\")
         ب",
    )
    .unwrap();
}

#[test]
fn faults_of_a_template_are_told_with_their_line() {
    check_fault("\n\n#cat", expect!["the template cannot be set: template.typ:3 unknown variable: cat"]);
    check_fault(
        "#json(\"/data.json\").surname",
        expect![[r#"the template cannot be set: template.typ:1 dictionary does not contain key "surname""#]],
    );
}

#[test]
fn a_font_that_is_not_shipped_is_a_fault() {
    check_fault(
        "#set document(title: [x])\n#text(font: \"Arial\")[b]",
        expect!["the template cannot be set: template.typ:2 unknown font family: arial"],
    );
}

#[test]
fn a_letter_that_no_font_has_is_a_fault_that_names_it() {
    check_fault(
        "#set document(title: [x])\n#set text(font: \"Amiri\")\nالاسم 漢",
        expect![[
            r#"the template cannot be set: template.typ:3 PDF/A-3a, PDF/UA-1 error: the text `"漢"` could not be displayed with font `"Amiri"`; try using a different font"#
        ]],
    );
}

#[test]
fn data_has_limits() {
    let check = |data: &Value, link: &str, told: &str| {
        let order = Order {
            template: "",
            shared: "",
            data,
            lang: "ar",
            title: "",
            link,
            fragment: "",
            proof: None,
            made: date(2026, 8, 5).at(0, 0, 0, 0),
            pace: crate::Pace::AtOnce,
        };
        assert_eq!(typeset(&order).unwrap_err().to_string(), told);
    };
    let many: Vec<_> = (0..20).map(|_| "ب".repeat(10_000)).collect();
    let deep = (0..40).fold(json!("deep"), |inner, _| json!([inner]));
    check(&json!([]), "", "the data of a paper is an object");
    check(&json!({ "names": many }), "", "the data of a paper holds 421555 bytes, at most 262144 are allowed");
    check(&json!({ "deep": deep }), "", "the data of a paper is nested more than 12 deep");
    check(&json!({ "name": "a".repeat(20_001) }), "", "a text of a paper has more than 20000 letters");
    check(&json!({}), &"x".repeat(451), "the public address has 451 bytes, at most 450 are allowed");
}

#[test]
fn pages_have_a_limit() {
    let why = set_source("#for n in range(80) { pagebreak() }").unwrap_err();
    assert!(matches!(why, Error::TooManyPages { pages: 81, most: 60 }), "{why}");
}
