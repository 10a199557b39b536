//! The analyser of search: what people type and what is written become the same words.
//!
//! Done here and not in the engine, so that both engines find the same things. A word becomes its
//! folded form (no vowels, one alef, one ya, no accents, small letters, Western digits) and its
//! stem in Arabic or French. The engines only compare the results, letter for letter.

use civic::identity;
use rust_stemmers::{Algorithm, Stemmer};
use std::collections::BTreeSet;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

const WORD_LETTERS_MOST: usize = 64;
const QUERY_WORDS_MOST: usize = 12;
const ENTRY_WORDS_MOST: usize = 4_000;

static ARABIC: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::Arabic));
static FRENCH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::French));

/// What somebody looks for: every word, in one of its forms.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    words: Vec<Sought>,
    /// Numbers and addresses of persons that the whole text may be: found whole or not at all.
    exact: Vec<(&'static str, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sought {
    /// Words that would do.
    pub whole: Vec<String>,
    /// Beginnings that would do: the last word may not be finished.
    pub beginning: Vec<String>,
    /// Numbers of persons that the word may be.
    pub exact: Vec<(&'static str, String)>,
}

impl Query {
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    pub(crate) fn words(&self) -> &[Sought] {
        &self.words
    }

    pub(crate) fn exact(&self) -> &[(&'static str, String)] {
        &self.exact
    }
}

/// The words of a text as they are indexed, each once. Stemming takes longer than writing them, so what
/// is known before a transaction is best analysed before it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words(BTreeSet<String>);

impl Words {
    pub fn of(text: &str) -> Words {
        let mut words = Words::default();
        words.add(text);
        words
    }

    /// Adds the words of another text.
    pub fn add(&mut self, text: &str) {
        for word in fold(text).split(' ').filter(|word| !word.is_empty()) {
            if ENTRY_WORDS_MOST <= self.0.len() {
                return;
            }
            self.0.extend(other_forms(word));
            self.0.insert(word.to_owned());
        }
    }

    /// Separated by spaces.
    pub fn joined(&self) -> String {
        self.0.iter().map(String::as_str).collect::<Vec<_>>().join(" ")
    }
}

/// What a person typed in the search box.
pub fn query(text: &str) -> Query {
    let is_finished = text.ends_with(char::is_whitespace);
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).take(QUERY_WORDS_MOST).collect();
    let last = words.len().saturating_sub(1);
    let sought = words.iter().enumerate().map(|(i, word)| {
        let mut whole = other_forms(word);
        if i == last && !is_finished {
            Sought { whole, beginning: vec![(*word).to_owned()], exact: persons(word) }
        } else {
            whole.push((*word).to_owned());
            Sought { whole, beginning: Vec::new(), exact: persons(word) }
        }
    });
    Query { words: sought.collect(), exact: persons(text) }
}

/// The card number, the telephone, the address that a text is, as they are kept; nothing for most texts.
fn persons(text: &str) -> Vec<(&'static str, String)> {
    let text = text.trim();
    if WORD_LETTERS_MOST * 4 < text.len() {
        return Vec::new();
    }
    let read = [("cnie", identity::cnie(text)), ("phone", identity::phone(text)), ("email", identity::email(text))];
    read.into_iter().filter_map(|(column, value)| Some((column, value?))).collect()
}

/// The text as it is compared: folded letters and digits, single spaces.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = 0;
    // Taken apart (é is e and an accent, أ is ا and a hamza), then without the marks.
    for c in text.nfkd().filter(|c| !is_combining_mark(*c) && *c != 'ـ') {
        for c in letter(c) {
            if !c.is_alphanumeric() {
                letters = 0;
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            } else if letters < WORD_LETTERS_MOST {
                letters += 1;
                out.push(c);
            }
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// One letter for those that people write one for the other.
fn letter(c: char) -> impl Iterator<Item = char> {
    let (one, two) = match c {
        'ٱ' => ('ا', None),
        'ى' | 'ی' | 'ې' => ('ي', None),
        'ة' | 'ۀ' | 'ہ' | 'ە' => ('ه', None),
        'ک' => ('ك', None),
        'ڭ' | 'گ' | 'ݣ' => ('ك', None),
        'ڤ' => ('ف', None),
        'پ' => ('ب', None),
        '٠'..='٩' => (digit(c, '٠'), None),
        '۰'..='۹' => (digit(c, '۰'), None),
        'œ' | 'Œ' => ('o', Some('e')),
        'æ' | 'Æ' => ('a', Some('e')),
        'ß' => ('s', Some('s')),
        'ø' | 'Ø' => ('o', None),
        'ł' | 'Ł' => ('l', None),
        // Zero-width joiners and the marks of direction divide nothing.
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' => ('\0', None),
        _ => (c, None),
    };
    let small: Vec<char> =
        std::iter::once(one).chain(two).filter(|c| *c != '\0').flat_map(char::to_lowercase).collect();
    small.into_iter()
}

fn digit(c: char, zero: char) -> char {
    char::from_digit((c as u32).saturating_sub(zero as u32), 10).unwrap_or(c)
}

/// Other words under which a folded word is found.
fn other_forms(word: &str) -> Vec<String> {
    let mut forms = BTreeSet::new();
    if word.chars().all(|c| c.is_ascii_digit()) {
        number_forms(word, &mut forms);
    } else if word.chars().all(is_arabic) {
        // Both spellings of the last letter (جماعة, جماعه) have one stem: that of the first.
        let whole = word.strip_suffix('ه').map(|start| format!("{start}ة"));
        forms.insert(fold(&ARABIC.stem(whole.as_deref().unwrap_or(word))));
    } else if word.chars().all(|c| c.is_ascii_alphabetic()) {
        forms.insert(FRENCH.stem(word).into_owned());
    }
    forms.retain(|form| !form.is_empty() && form != word && !form.contains(' '));
    forms.into_iter().collect()
}

/// `000123` is also 123, and +212 6… is also 06….
fn number_forms(word: &str, forms: &mut BTreeSet<String>) {
    forms.insert(word.trim_start_matches('0').to_owned());
    if let Some(rest) = word.strip_prefix("212").filter(|rest| rest.len() == 9) {
        forms.insert(format!("0{rest}"));
        forms.insert(rest.to_owned());
    }
}

fn is_arabic(c: char) -> bool {
    ('\u{0620}'..='\u{06FF}').contains(&c)
}
