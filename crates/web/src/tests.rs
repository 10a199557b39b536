//! What must hold of every page, whatever it shows: each is rendered from its samples, strictly, in
//! both languages. A sample is a list of contexts with a name; `{"ar": …, "fr": …}` stands for its text.

use crate::render::Pages;
use i18n::{Lang, Words};
use minijinja::Value;
use minijinja::value::Serde;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeSet;
use std::sync::Arc;

fn samples() -> Vec<(String, Vec<Json>)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/samples");
    let mut all: Vec<(String, Vec<Json>)> = std::fs::read_dir(folder)
        .expect("samples")
        .map(|entry| {
            let path = entry.expect("a file").path();
            let page = path.file_stem().expect("a name").to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).expect("a text");
            (page.clone(), serde_json::from_str(&text).unwrap_or_else(|e| panic!("samples/{page}.json: {e}")))
        })
        .collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

/// The sample as somebody of this language sees it.
fn spoken(value: &Json, lang: Lang) -> Json {
    match value {
        Json::Object(map) if map.len() == 2 && map.contains_key("ar") && map.contains_key("fr") => {
            spoken(&map[lang.tag()], lang)
        }
        Json::Object(map) => Json::Object(map.iter().map(|(k, v)| (k.clone(), spoken(v, lang))).collect()),
        Json::Array(list) => Json::Array(list.iter().map(|v| spoken(v, lang)).collect()),
        other => other.clone(),
    }
}

/// The context of a sample with its frame.
fn framed(sample: &Json, lang: Lang) -> Map<String, Json> {
    let Json::Object(mut context) = spoken(sample, lang) else { panic!("a sample is an object") };
    let mut page = json!({
        "lang": lang.tag(), "dir": lang.dir(), "other_lang": lang.other().tag(), "csrf": "token",
        "user": null, "flash": null, "demo": true, "path": "/", "title": "",
    });
    if let (Some(Json::Object(more)), Json::Object(page)) = (context.remove("page"), &mut page) {
        page.extend(more);
    }
    context.insert("page".into(), page);
    context
}

/// Every page × sample × language: its name and its HTML, or why there is none.
fn rendered() -> Vec<(String, Lang, Result<String, String>)> {
    let words = Words::new(crate::WORDS).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let pages = Pages::new(Arc::new(words), Vec::new()).unwrap_or_else(|e| panic!("{e:#}"));
    let mut all = Vec::new();
    for (page, list) in samples() {
        for sample in &list {
            for lang in [Lang::Ar, Lang::Fr] {
                let name = format!("{page} · {} · {}", sample["name"].as_str().unwrap_or("?"), lang.tag());
                let html = pages
                    .render(&format!("{page}.html"), Value::from(Serde(framed(sample, lang))))
                    .map_err(|e| e.to_string());
                all.push((name, lang, html));
            }
        }
    }
    all
}

/// What stands in `name="…"` of any element.
fn attributes<'h>(html: &'h str, name: &str) -> Vec<&'h str> {
    let mark = format!(" {name}=\"");
    html.split(mark.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_page_has_a_sample() {
    let shown: BTreeSet<String> = samples().into_iter().map(|(page, _)| format!("{page}.html")).collect();
    let pages: Vec<String> = crate::assets::templates()
        .into_iter()
        .map(|(name, _)| name)
        .filter(|name| !name.contains('/') && name != "layout.html" && !shown.contains(name))
        .collect();
    assert!(pages.is_empty(), "without a sample: {pages:?}");
}

#[test]
fn every_page_speaks_both_languages_and_keeps_the_rules_of_pages() {
    let mut faults = Vec::new();
    for (name, lang, html) in rendered() {
        let html = match html {
            Ok(html) => html,
            Err(why) => {
                faults.push(format!("{name}: {why}"));
                continue;
            }
        };
        let mut must = |holds: bool, what: &str| {
            if !holds {
                faults.push(format!("{name}: {what}"));
            }
        };
        must(
            html.contains(&format!("<html lang=\"{}\" dir=\"{}\">", lang.tag(), lang.dir())),
            "says its language and direction",
        );
        must(html.matches("<h1").count() == 1, "one title of the first rank");
        must(!html.contains('«') || !html.contains("-«"), "no missing sentence");
        // The content security policy refuses whatever is written into the page itself.
        must(attributes(&html, "style").is_empty(), "no style attribute");
        must(!html.contains("<style"), "no style element");
        must(
            html.match_indices("<script").all(|(at, _)| html[at..].starts_with("<script src=\"/static/")),
            "scripts come from files",
        );
        must(
            !["onclick", "onsubmit", "onchange", "onload", "oninput"]
                .iter()
                .any(|on| html.contains(&format!(" {on}="))),
            "no handler in an attribute",
        );
        let posts = html
            .split("<form")
            .skip(1)
            .filter(|form| form.split('>').next().is_some_and(|head| head.contains("method=\"post\"")));
        for form in posts {
            let body = form.split("</form>").next().unwrap_or_default();
            must(body.contains("name=\"csrf\" value=\"token\""), "each form that posts proves whose it is");
        }
        let ids = attributes(&html, "id");
        let known: BTreeSet<&str> = ids.iter().copied().collect();
        must(known.len() == ids.len(), "each id once");
        for (attribute, what) in [("for", "label"), ("aria-describedby", "description"), ("aria-labelledby", "title")] {
            for names in attributes(&html, attribute) {
                for one in names.split_whitespace() {
                    must(known.contains(one), &format!("the {what} `{one}` points at something"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_mistake_is_tied_to_its_field_and_listed_first() {
    let found =
        rendered().into_iter().find(|(name, ..)| name == "form · mistakes · fr").and_then(|(_, _, html)| html.ok());
    let html = found.expect("the sample of a form with mistakes");
    let summary = html.find("id=\"mistakes\"").expect("a summary of mistakes");
    let field = html.find("id=\"covered-area\"").expect("the field");
    assert!(summary < field, "the summary stands before the form");
    assert!(html.contains("href=\"#covered-area\""), "the summary leads to the field");
    assert!(
        html.contains("aria-describedby=\"covered-area-hint covered-area-error\" aria-invalid=\"true\""),
        "the field says it is wrong, and why"
    );
}
