//! The languages of the screens and papers.

use std::fmt;
use std::str::FromStr;

/// A language. Arabic first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    #[default]
    Ar,
    Fr,
}

/// A word that names no language we speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownLang;

impl Lang {
    pub const ALL: [Lang; 2] = [Lang::Ar, Lang::Fr];

    /// As in `lang="…"`, in addresses and in the store.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Ar => "ar",
            Lang::Fr => "fr",
        }
    }

    /// As in `dir="…"`.
    pub fn dir(self) -> &'static str {
        match self {
            Lang::Ar => "rtl",
            Lang::Fr => "ltr",
        }
    }

    pub fn other(self) -> Lang {
        match self {
            Lang::Ar => Lang::Fr,
            Lang::Fr => Lang::Ar,
        }
    }

    /// Its name in itself.
    pub fn name(self) -> &'static str {
        match self {
            Lang::Ar => "العربية",
            Lang::Fr => "Français",
        }
    }

    /// From a tag such as `ar`, `fr` or `ar-MA`.
    pub fn parse(tag: &str) -> Option<Lang> {
        let language = tag.trim().split(['-', '_']).next().unwrap_or("");
        Lang::ALL.into_iter().find(|lang| lang.tag().eq_ignore_ascii_case(language))
    }

    /// The one that a browser prefers, from its `Accept-Language`.
    pub fn preferred(header: &str) -> Option<Lang> {
        let wishes = header.split(',').filter_map(|wish| {
            let (tag, weight) = wish.split_once(";q=").unwrap_or((wish, "1"));
            let weight: f64 = weight.trim().parse().ok().filter(|weight| *weight > 0.0)?;
            Some((Lang::parse(tag)?, weight))
        });
        // The first of the most wished for: `max_by` would give the last.
        wishes.reduce(|best, wish| if wish.1 > best.1 { wish } else { best }).map(|(lang, _)| lang)
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Lang {
    type Err = UnknownLang;

    fn from_str(tag: &str) -> Result<Lang, UnknownLang> {
        Lang::parse(tag).ok_or(UnknownLang)
    }
}

impl fmt::Display for UnknownLang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the languages are ar and fr")
    }
}

impl std::error::Error for UnknownLang {}
