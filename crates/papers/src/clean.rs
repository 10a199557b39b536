//! What people wrote, made fit for print: nothing in it can hide, reorder or fail a paper.
//!
//! Markup needs no care here: text reaches a template as a value of `data.json`, never as source.
//! What remains is Unicode: control characters, marks that reverse the reading order, letters that no
//! shipped font has, towers of accents, words longer than a line.

use serde_json::{Map, Value};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

use crate::fonts;
use crate::typeset::Error;

/// Limits on the data of one paper.
const DEPTH_MOST: usize = 12;
const TEXT_LETTERS_MOST: usize = 20_000;

/// A word longer than this may be broken anywhere.
const WORD_LETTERS_MOST: usize = 28;
/// Arabic needs three marks on a letter (shadda, vowel, Quranic sign); more is mischief.
const MARKS_MOST: usize = 3;

const UNKNOWN: char = '\u{fffd}';
const BREAK_HERE: char = '\u{200b}';

/// The same data with every text cleaned.
pub(crate) fn clean(value: &Value) -> Result<Value, Error> {
    clean_at(value, 0)
}

fn clean_at(value: &Value, depth: usize) -> Result<Value, Error> {
    if depth > DEPTH_MOST {
        return Err(Error::TooDeep { most: DEPTH_MOST });
    }
    Ok(match value {
        Value::String(text) => Value::String(clean_text(text)?),
        Value::Array(items) => {
            let items: Result<Vec<_>, _> = items.iter().map(|item| clean_at(item, depth + 1)).collect();
            Value::Array(items?)
        }
        Value::Object(fields) => {
            let mut cleaned = Map::new();
            for (name, field) in fields {
                cleaned.insert(name.clone(), clean_at(field, depth + 1)?);
            }
            Value::Object(cleaned)
        }
        plain => plain.clone(),
    })
}

/// One text, cleaned. Composed first (NFC), so that «é» typed as two characters finds its glyph.
pub(crate) fn clean_text(text: &str) -> Result<String, Error> {
    if text.len() > TEXT_LETTERS_MOST && text.chars().count() > TEXT_LETTERS_MOST {
        return Err(Error::TextTooLong { most: TEXT_LETTERS_MOST });
    }
    let isolates = isolates_are_balanced(text);
    let visible = text.replace("\r\n", "\n");
    let visible = visible.nfc().filter_map(|letter| printable(letter, isolates));
    Ok(break_long_words(drawable(visible)))
}

/// Spaces of every width become one of two; what cannot be seen goes.
fn printable(letter: char, isolates: bool) -> Option<char> {
    match letter {
        '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\u{a0}' | '\u{2007}' | '\u{202f}' => Some('\u{a0}'),
        '\t' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{205f}' | '\u{3000}' => Some(' '),
        // Isolates only fence a text off from its neighbours, and Fluent puts them around names.
        // Embeddings, overrides and stray marks can make a sentence read as another: they go.
        '\u{2066}'..='\u{2069}' => isolates.then_some(letter),
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{feff}' => None,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => None,
        '\u{fe00}'..='\u{fe0f}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}' => None,
        // PDF/A forbids letters without a public meaning.
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' => Some(UNKNOWN),
        _ if letter.is_control() => None,
        _ => Some(letter),
    }
}

fn isolates_are_balanced(text: &str) -> bool {
    let mut open = 0i32;
    for letter in text.chars() {
        match letter {
            '\u{2066}'..='\u{2068}' => open += 1,
            '\u{2069}' => open -= 1,
            '\n' if open != 0 => return false,
            _ => {}
        }
        if open < 0 {
            return false;
        }
    }
    open == 0
}

/// Replaces letters that no font has, drops marks that cannot sit on their letter.
fn drawable(letters: impl Iterator<Item = char>) -> String {
    let mut text = String::new();
    let mut base = None;
    let mut marks = 0;
    for letter in letters {
        if is_combining_mark(letter) || canonical_combining_class(letter) != 0 {
            let sits = base.is_some_and(|base| fonts::draws(base, Some(letter)));
            if sits && marks < MARKS_MOST {
                text.push(letter);
                marks += 1;
            }
            continue;
        }
        let plain = matches!(letter, '\n' | '\u{2066}'..='\u{2069}') || fonts::draws(letter, None);
        text.push(if plain { letter } else { UNKNOWN });
        base = plain.then_some(letter);
        marks = 0;
    }
    text
}

/// Lets a word longer than a line be broken: otherwise it would run off the page.
fn break_long_words(text: String) -> String {
    if text.split_whitespace().all(|word| word.chars().count() <= WORD_LETTERS_MOST) {
        return text;
    }
    let mut broken = String::with_capacity(text.len() + text.len() / 8);
    let mut length = 0;
    for letter in text.chars() {
        length = if letter.is_whitespace() { 0 } else { length + 1 };
        if length > WORD_LETTERS_MOST && !is_combining_mark(letter) {
            broken.push(BREAK_HERE);
            length = 1;
        }
        broken.push(letter);
    }
    broken
}
