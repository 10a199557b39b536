//! The sentences of the ground floor and of every house, said in one language at a time.
//!
//! A key that is missing is a fault of ours: the page shows it between guillemets, and counts it,
//! rather than failing. For HTML, what is put into a sentence is isolated (U+2068…U+2069), so that
//! a Latin name does not turn an Arabic sentence around; papers, mail and CSV are `plain`.

use crate::Lang;
use crate::format;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use unic_langid::LanguageIdentifier;

/// The words of the ground floor: language, name of the file, text.
pub const WORDS: &[(Lang, &str, &str)] = &[
    (Lang::Ar, "i18n/ar.ftl", include_str!("../words/ar.ftl")),
    (Lang::Fr, "i18n/fr.ftl", include_str!("../words/fr.ftl")),
];

/// What a sentence is given: a number, which chooses its plural, or a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    Number(i64),
    Text(String),
}

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
    /// Each key, and the file that says it.
    keys: BTreeMap<String, String>,
}

/// What is wrong in a file of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub file: String,
    pub what: String,
}

impl Words {
    /// The words of the ground floor and these; or every fault in them.
    pub fn new(more: &[(Lang, &str, &str)]) -> Result<Words, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut spoken = |lang| {
            let files = WORDS.iter().chain(more).filter(|(of, _, _)| *of == lang);
            Spoken::new(lang, files.map(|(_, file, text)| (*file, *text)), &mut faults)
        };
        let (ar, fr) = (spoken(Lang::Ar), spoken(Lang::Fr));
        if faults.is_empty() { Ok(Words { ar, fr, missing: AtomicU64::new(0) }) } else { Err(faults) }
    }

    /// The sentence, for HTML.
    pub fn say(&self, lang: Lang, key: &str, args: &[(&str, Arg)]) -> String {
        self.said(&self.of(lang).isolating, key, args)
    }

    /// The sentence without marks of direction: for papers, mail, CSV.
    pub fn plain(&self, lang: Lang, key: &str, args: &[(&str, Arg)]) -> String {
        self.said(&self.of(lang).plain, key, args)
    }

    pub fn has(&self, lang: Lang, key: &str) -> bool {
        self.of(lang).keys.contains_key(key)
    }

    /// Every key, sorted.
    pub fn keys(&self, lang: Lang) -> Vec<&str> {
        self.of(lang).keys.keys().map(String::as_str).collect()
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

    fn said(&self, bundle: &Bundle, key: &str, args: &[(&str, Arg)]) -> String {
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            self.missing.fetch_add(1, Ordering::Relaxed);
            return format!("«{key}»");
        };
        let mut given = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            match arg {
                Arg::Number(number) => given.set(*name, *number),
                Arg::Text(text) => given.set(*name, text.as_str()),
            }
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
    fn new<'a>(lang: Lang, files: impl Iterator<Item = (&'a str, &'a str)>, faults: &mut Vec<Fault>) -> Spoken {
        let mut spoken = Spoken { isolating: bundle(lang, true), plain: bundle(lang, false), keys: BTreeMap::new() };
        for (file, text) in files {
            spoken.add(file, text, faults);
        }
        spoken
    }

    fn add(&mut self, file: &str, text: &str, faults: &mut Vec<Fault>) {
        let mut fault =
            |key: &str, why: &str| faults.push(Fault { file: file.to_owned(), what: format!("`{key}` {why}") });
        let resource = match FluentResource::try_new(text.to_owned()) {
            Ok(resource) => resource,
            Err((_, errors)) => {
                for error in errors {
                    let junk = text.get(error.slice.clone().unwrap_or(error.pos.clone())).unwrap_or("").trim_start();
                    let key = junk.split(|c: char| c == '=' || c.is_whitespace()).next().unwrap_or("");
                    fault(key, &format!("is not written as Fluent wants: {error}"));
                }
                return;
            }
        };
        for key in keys_of(text) {
            if let Some(other) = self.keys.insert(key.clone(), file.to_owned()) {
                fault(&key, &format!("stands in {other} too"));
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

macro_rules! arg_from {
    ($($type:ty => |$v:ident| $arg:expr;)*) => { $(impl From<$type> for Arg { fn from($v: $type) -> Arg { $arg } })* };
}

arg_from! {
    i64 => |v| Arg::Number(v);
    i32 => |v| Arg::Number(v.into());
    usize => |v| Arg::Number(i64::try_from(v).unwrap_or(i64::MAX));
    &str => |v| Arg::Text(v.to_owned());
    String => |v| Arg::Text(v);
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.what)
    }
}

impl std::error::Error for Fault {}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts: BTreeMap<_, _> = Lang::ALL.map(|lang| (lang.tag(), self.of(lang).keys.len())).into();
        f.debug_tuple("Words").field(&counts).finish()
    }
}
