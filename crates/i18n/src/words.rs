//! Sentences by key, with their arguments, in the person's language.

use crate::{Lang, WORDS};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use unic_langid::LanguageIdentifier;

/// What a sentence is given: a number, which chooses its plural, or a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    Number(i64),
    Text(String),
}

impl From<i64> for Arg {
    fn from(number: i64) -> Arg {
        Arg::Number(number)
    }
}

impl From<i32> for Arg {
    fn from(number: i32) -> Arg {
        Arg::Number(number.into())
    }
}

impl From<usize> for Arg {
    fn from(number: usize) -> Arg {
        Arg::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Arg {
        Arg::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Arg {
        Arg::Text(text)
    }
}

/// What is wrong in a file of sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub file: String,
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.what)
    }
}

/// Every sentence of the program.
pub struct Words {
    tongues: [Tongue; 2],
    missing: AtomicU64,
}

struct Tongue {
    /// For screens: arguments are isolated, so that a Latin name in an Arabic sentence turns nothing.
    screens: FluentBundle<FluentResource>,
    /// For papers, mails and tables.
    plain: FluentBundle<FluentResource>,
    keys: BTreeMap<String, String>,
}

impl Words {
    /// Merges the floor's sentences and `more`: language, the file's name, its text. Gives every
    /// syntax error and every key that stands twice.
    pub fn new(more: &[(Lang, &'static str, &'static str)]) -> Result<Words, Vec<Fault>> {
        let mut faults = Vec::new();
        let tongues = Lang::ALL.map(|lang| {
            let files = WORDS.iter().chain(more).filter(|(l, _, _)| *l == lang);
            Tongue::read(lang, files.map(|(_, name, text)| (*name, *text)), &mut faults)
        });
        if faults.is_empty() { Ok(Words { tongues, missing: AtomicU64::new(0) }) } else { Err(faults) }
    }

    fn tongue(&self, lang: Lang) -> &Tongue {
        &self.tongues[lang as usize]
    }

    /// The sentence, for a screen. A key that is missing is shown in guillemets and counted.
    pub fn say(&self, lang: Lang, key: &str, args: &[(&str, Arg)]) -> String {
        self.speak(&self.tongue(lang).screens, key, args)
    }

    /// The sentence without invisible marks, for papers, mails and tables.
    pub fn plain(&self, lang: Lang, key: &str, args: &[(&str, Arg)]) -> String {
        self.speak(&self.tongue(lang).plain, key, args)
    }

    fn speak(&self, bundle: &FluentBundle<FluentResource>, key: &str, args: &[(&str, Arg)]) -> String {
        let Some(pattern) = bundle.get_message(key).and_then(|m| m.value()) else {
            self.missing.fetch_add(1, Ordering::Relaxed);
            return format!("«{key}»");
        };
        let mut given = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            match arg {
                Arg::Number(number) => given.set(*name, FluentValue::from(*number)),
                Arg::Text(text) => given.set(*name, FluentValue::from(text.clone())),
            }
        }
        let mut errors = Vec::new();
        let said = bundle.format_pattern(pattern, Some(&given), &mut errors).into_owned();
        if !errors.is_empty() {
            self.missing.fetch_add(1, Ordering::Relaxed);
        }
        said
    }

    pub fn has(&self, lang: Lang, key: &str) -> bool {
        self.tongue(lang).keys.contains_key(key)
    }

    /// Every key of a language, sorted.
    pub fn keys(&self, lang: Lang) -> Vec<&str> {
        self.tongue(lang).keys.keys().map(String::as_str).collect()
    }

    /// How often a sentence or one of its arguments was missing.
    pub fn missing(&self) -> u64 {
        self.missing.load(Ordering::Relaxed)
    }
}

impl Tongue {
    fn read<'a>(lang: Lang, files: impl Iterator<Item = (&'a str, &'a str)>, faults: &mut Vec<Fault>) -> Tongue {
        // Digits are Western in both languages (facts §16): Moroccan Arabic, not plain Arabic.
        let tag: LanguageIdentifier = match lang {
            Lang::Ar => unic_langid::langid!("ar-MA"),
            Lang::Fr => unic_langid::langid!("fr-MA"),
        };
        let mut screens = FluentBundle::new_concurrent(vec![tag.clone()]);
        let mut plain = FluentBundle::new_concurrent(vec![tag]);
        plain.set_use_isolating(false);
        let mut keys: BTreeMap<String, String> = BTreeMap::new();
        for (file, text) in files {
            let resource = |faults: &mut Vec<Fault>| match FluentResource::try_new(text.to_owned()) {
                Ok(resource) => resource,
                Err((resource, errors)) => {
                    faults.extend(errors.into_iter().map(|e| Fault { file: file.into(), what: format!("at byte {}: {e}", e.pos.start) }));
                    resource
                }
            };
            for key in message_keys(text) {
                if let Some(other) = keys.insert(key.clone(), file.to_owned()) {
                    faults.push(Fault { file: file.into(), what: format!("`{key}` stands in {other} too") });
                }
            }
            // Doubles are told above, once.
            let _ = screens.add_resource(resource(faults));
            let _ = plain.add_resource(resource(&mut Vec::new()));
        }
        Tongue { screens, plain, keys }
    }
}

/// The keys of the messages of a file: what stands at the beginning of a line before `=`.
fn message_keys(text: &str) -> impl Iterator<Item = String> {
    text.lines().filter_map(|line| {
        let (key, _) = line.split_once('=')?;
        let key = key.trim_end();
        let begins = key.starts_with(|c: char| c.is_ascii_alphabetic());
        (begins && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')).then(|| key.to_owned())
    })
}
