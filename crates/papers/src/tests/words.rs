//! The sentences of the papers: both languages hold the same, templates find what they ask for, samples
//! repeat them faithfully.

use std::collections::{BTreeMap, BTreeSet};
use std::{env, fs};

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use serde_json::{Map, Value, json};

use super::{NAMES, house, read, sample, template};

const PREFIX: &str = "paper-text-";

type Words = BTreeMap<String, String>;

/// Key to sentence. One with variables (`say-…`) is formatted with all that any of them takes; the others
/// must need none.
fn words(lang: &str) -> Words {
    let source = read(&format!("words/papers.{lang}.ftl"));
    let resource = FluentResource::try_new(source.clone()).unwrap_or_else(|(_, faults)| panic!("{lang}: {faults:?}"));
    let mut bundle = FluentBundle::new(vec![lang.parse::<unic_langid::LanguageIdentifier>().unwrap()]);
    bundle.add_resource(&resource).unwrap_or_else(|faults| panic!("{lang}: {faults:?}"));

    let mut args = FluentArgs::new();
    for name in VARIABLES {
        args.set(name, "x");
    }
    args.set("days", 15);
    args.set("years", 1);
    args.set("files", 3);

    let mut words = Words::new();
    for key in keys(&source) {
        let message = bundle.get_message(&format!("{PREFIX}{key}")).unwrap();
        let mut faults = Vec::new();
        let bare = bundle.format_pattern(message.value().unwrap(), None, &mut faults).into_owned();
        assert_eq!(key.starts_with("say-"), !faults.is_empty(), "{lang} {key}: say- means variables, and only that");
        faults.clear();
        bundle.format_pattern(message.value().unwrap(), Some(&args), &mut faults);
        assert!(faults.is_empty(), "{lang} {key}: {faults:?}");
        words.insert(key, bare);
    }
    words
}

const VARIABLES: [&str; 15] = [
    "name", "elide", "level", "place", "date", "hour", "from", "number", "article", "text", "clerk", "law", "amount",
    "court", "words",
];

fn keys(source: &str) -> Vec<String> {
    source.lines().filter_map(|line| Some(line.split_once(" =")?.0.strip_prefix(PREFIX)?.to_owned())).collect()
}

/// The keys that a template and what it shares ask for: `w("key")`.
fn asked_by(name: &str) -> BTreeSet<String> {
    let source = template(name) + &template("base");
    source.split("w(\"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect()
}

#[test]
fn both_languages_hold_the_same_sentences() {
    let (ar, fr) = (words("ar"), words("fr"));
    assert!(100 < ar.len());
    assert!(ar.keys().eq(fr.keys()), "{:?}", ar.keys().filter(|key| !fr.contains_key(*key)).collect::<Vec<_>>());
}

/// `UPDATE_SAMPLES=1 cargo test -p papers` writes the words again after a sentence has changed.
#[test]
fn samples_carry_the_words_that_their_paper_asks_for() {
    let (ar, fr) = (words("ar"), words("fr"));
    let pair = |key: &str| json!({ "ar": ar[key], "fr": fr[key] });
    for name in NAMES {
        let asked: Map<String, Value> = asked_by(name).into_iter().map(|key| (key.clone(), pair(&key))).collect();
        let mut data = sample(name);
        if env::var_os("UPDATE_SAMPLES").is_some() {
            data["words"] = Value::Object(asked);
            data["paper"]["title"] = pair(&format!("title-{name}"));
            let path = house().join(format!("procedures/papers/samples/{name}.json"));
            fs::write(path, serde_json::to_string_pretty(&data).unwrap() + "\n").unwrap();
        } else {
            assert_eq!(data["words"], Value::Object(asked), "{name}: run with UPDATE_SAMPLES=1");
            assert_eq!(data["paper"]["title"], pair(&format!("title-{name}")), "{name}: run with UPDATE_SAMPLES=1");
        }
    }
}

#[test]
fn every_sentence_is_used_or_explained() {
    let asked: BTreeSet<String> = NAMES.iter().flat_map(|name| asked_by(name)).collect();
    let readme = read("procedures/papers/README.md");
    let lost: Vec<_> =
        words("ar").into_keys().filter(|key| !asked.contains(key) && !readme.contains(&format!("`{key}`"))).collect();
    assert!(lost.is_empty(), "neither asked for by a template nor named in the README: {lost:?}");
}
