//! Sentences, plurals, dates and digits in Arabic and French.
//!
//! Sentences are Fluent messages, read from the floor's own files and from those of the houses; a
//! person's language chooses which. Dates, numbers and amounts are in `format`. No sentence is here.

pub mod format;
mod words;

#[cfg(test)]
mod tests;

pub use words::{Arg, Fault, Words};

use std::fmt;
use std::str::FromStr;

/// A language that people are served in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    #[default]
    Ar,
    Fr,
}

impl Lang {
    pub const ALL: [Lang; 2] = [Lang::Ar, Lang::Fr];

    pub fn tag(self) -> &'static str {
        match self {
            Lang::Ar => "ar",
            Lang::Fr => "fr",
        }
    }

    /// The direction of writing, as HTML names it.
    pub fn dir(self) -> &'static str {
        match self {
            Lang::Ar => "rtl",
            Lang::Fr => "ltr",
        }
    }

    /// Reads `ar`, `fr`, and with a region, `ar-MA`.
    pub fn parse(tag: &str) -> Option<Lang> {
        match tag.get(..2)? {
            "ar" if tag.len() == 2 || tag.as_bytes()[2] == b'-' => Some(Lang::Ar),
            "fr" if tag.len() == 2 || tag.as_bytes()[2] == b'-' => Some(Lang::Fr),
            _ => None,
        }
    }

    pub fn other(self) -> Lang {
        match self {
            Lang::Ar => Lang::Fr,
            Lang::Fr => Lang::Ar,
        }
    }

    /// The language's own name.
    pub fn name(self) -> &'static str {
        match self {
            Lang::Ar => "العربية",
            Lang::Fr => "Français",
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Lang {
    type Err = String;

    fn from_str(tag: &str) -> Result<Lang, String> {
        Lang::parse(tag).ok_or_else(|| format!("no language `{tag}`: the languages are ar and fr"))
    }
}

/// The ground floor's own sentences.
pub const WORDS: &[(Lang, &str, &str)] = &[
    (Lang::Ar, "i18n/ar.ftl", include_str!("../words/ar.ftl")),
    (Lang::Fr, "i18n/fr.ftl", include_str!("../words/fr.ftl")),
];
