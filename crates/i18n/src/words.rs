//! The sentences of the ground floor and of every house, said in one language at a time.
//!
//! A key that is missing is a fault of ours: the page shows it between guillemets, and counts it,
//! rather than failing. For HTML, what is put into a sentence is isolated (U+2068…U+2069), so that
//! a Latin name does not turn an Arabic sentence around; papers, mail and CSV are `plain`.

use crate::Lang;
use crate::format;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use unic_langid::LanguageIdentifier;

/// The words of the ground floor.
pub const WORDS: &[(Lang, &str)] =
    &[(Lang::Ar, include_str!("../words/ar.ftl")), (Lang::Fr, include_str!("../words/fr.ftl"))];

/// What a sentence is given.
pub type Arg<'a> = FluentValue<'a>;

type Bundle = FluentBundle<Arc<FluentResource>>;

pub struct Words {
    ar: Spoken,
    fr: Spoken,
    missing: AtomicU64,
}

/// The sentences of one language.
struct Spoken {
    isolating: Bundle,
    plain: Bundle,
    keys: BTreeSet<String>,
}

/// Why words cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub lang: Lang,
    pub key: String,
    pub why: &'static str,
}

impl Words {
    /// The words of the ground floor and these; or every fault in them.
    pub fn new(more: &[(Lang, &str)]) -> Result<Words, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut spoken = |lang| {
            let texts = WORDS.iter().chain(more).filter(|(of, _)| *of == lang).map(|(_, text)| *text);
            Spoken::new(lang, texts, &mut faults)
        };
        let (ar, fr) = (spoken(Lang::Ar), spoken(Lang::Fr));
        if faults.is_empty() { Ok(Words { ar, fr, missing: AtomicU64::new(0) }) } else { Err(faults) }
    }

    /// The sentence, for HTML.
    pub fn say(&self, lang: Lang, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.said(&self.of(lang).isolating, key, args)
    }

    /// The sentence without marks of direction: for papers, mail, CSV.
    pub fn plain(&self, lang: Lang, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.said(&self.of(lang).plain, key, args)
    }

    pub fn has(&self, lang: Lang, key: &str) -> bool {
        self.of(lang).keys.contains(key)
    }

    /// Every key, sorted.
    pub fn keys(&self, lang: Lang) -> impl Iterator<Item = &str> {
        self.of(lang).keys.iter().map(String::as_str)
    }

    /// How many times a sentence was not found, or was not given all it needs.
    pub fn missing(&self) -> u64 {
        self.missing.load(Ordering::Relaxed)
    }

    fn of(&self, lang: Lang) -> &Spoken {
        match lang {
            Lang::Ar => &self.ar,
            Lang::Fr => &self.fr,
        }
    }

    fn said(&self, bundle: &Bundle, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            self.missing.fetch_add(1, Ordering::Relaxed);
            return format!("«{key}»");
        };
        let mut given = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            given.set(*name, arg.clone());
        }
        let mut errors = Vec::new();
        let said = bundle.format_pattern(pattern, Some(&given), &mut errors).into_owned();
        if !errors.is_empty() {
            self.missing.fetch_add(1, Ordering::Relaxed);
        }
        said
    }
}

impl Spoken {
    fn new<'a>(lang: Lang, texts: impl Iterator<Item = &'a str>, faults: &mut Vec<Fault>) -> Spoken {
        let mut spoken = Spoken { isolating: bundle(lang, true), plain: bundle(lang, false), keys: BTreeSet::new() };
        for text in texts {
            spoken.add(lang, text, faults);
        }
        spoken
    }

    fn add(&mut self, lang: Lang, text: &str, faults: &mut Vec<Fault>) {
        let resource = match FluentResource::try_new(text.to_owned()) {
            Ok(resource) => resource,
            Err((_, errors)) => {
                faults.extend(errors.iter().map(|error| {
                    let range = error.slice.clone().unwrap_or(error.pos.clone());
                    let junk = text.get(range).unwrap_or("").trim_start();
                    let key = junk.split(|c: char| c == '=' || c.is_whitespace()).next().unwrap_or("");
                    Fault { lang, key: key.to_owned(), why: "it is not written as Fluent wants" }
                }));
                return;
            }
        };
        for key in keys_of(text) {
            if !self.keys.insert(key.clone()) {
                faults.push(Fault { lang, key, why: "it is said twice" });
            }
        }
        let resource = Arc::new(resource);
        // Overriding, because what is said twice was noted already.
        self.isolating.add_resource_overriding(resource.clone());
        self.plain.add_resource_overriding(resource);
    }
}

/// The keys of a text of Fluent: what stands at the beginning of a line before `=`. Terms
/// (`-name`) are not said by themselves.
fn keys_of(text: &str) -> impl Iterator<Item = String> {
    text.lines().filter_map(|line| {
        let (key, _) = line.split_once('=')?;
        let key = key.trim_end();
        let is_key = key.starts_with(|c: char| c.is_ascii_alphabetic())
            && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        is_key.then(|| key.to_owned())
    })
}

fn bundle(lang: Lang, is_isolating: bool) -> Bundle {
    // Both tags are sound; the default would only lose the plural forms.
    let id: LanguageIdentifier = lang.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    bundle.set_use_isolating(is_isolating);
    bundle.set_formatter(Some(match lang {
        Lang::Ar => |value, _| grouped(Lang::Ar, value),
        Lang::Fr => |value, _| grouped(Lang::Fr, value),
    }));
    bundle
}

/// Numbers in sentences are written as elsewhere: 12.345 or 12 345.
fn grouped(lang: Lang, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) if number.value.fract() == 0.0 && number.value.abs() < 9e15 => {
            Some(format::number(lang, number.value as i64))
        }
        _ => None,
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: `{}`: {}", self.lang, self.key, self.why)
    }
}

impl std::error::Error for Fault {}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts: BTreeMap<_, _> = Lang::ALL.map(|lang| (lang.tag(), self.of(lang).keys.len())).into();
        f.debug_tuple("Words").field(&counts).finish()
    }
}
