//! The form: what was typed becomes answers, or every mistake at once, each with its field.

use crate::identity;
use crate::procedure::{Field, FieldKind, Procedure};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What one field holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    Flag(bool),
    Number(i64),
    Text(String),
}

impl Answer {
    /// As it would be typed again; an amount in centimes, which only its field knows to be dirhams.
    pub fn typed(&self) -> String {
        match self {
            Answer::Flag(true) => "yes".into(),
            Answer::Flag(false) => "no".into(),
            Answer::Number(n) => n.to_string(),
            Answer::Text(text) => text.clone(),
        }
    }
}

/// The answers of a form, by field.
pub type Answers = BTreeMap<String, Answer>;

/// What is wrong in one field, as a fact: the sentence is said at the edge, from `code` and `limit`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mistake {
    pub field: String,
    pub code: &'static str,
    /// The bound that was passed, where there is one.
    pub limit: Option<i64>,
}

impl Mistake {
    pub fn new(field: &str, code: &'static str) -> Mistake {
        Mistake { field: field.into(), code, limit: None }
    }

    pub fn beyond(field: &str, code: &'static str, limit: i64) -> Mistake {
        Mistake { field: field.into(), code, limit: Some(limit) }
    }
}

/// The longest text of a field that names no bound of its own, in letters.
pub const TEXT_MOST: usize = 200;
pub const LONG_TEXT_MOST: usize = 4_000;

/// What was typed, by field; fields that the procedure does not know are left out.
pub type Typed = BTreeMap<String, String>;

/// Reads the fields of `section`, or all of them. A field that is not asked under the answers given
/// is dropped. Gives the answers that could be read and every mistake.
pub fn read(procedure: &Procedure, typed: &Typed, section: Option<&str>) -> (Answers, Vec<Mistake>) {
    let mut answers = Answers::new();
    let mut mistakes = Vec::new();
    for field in &procedure.fields {
        // Conditions look back at earlier fields: forms are read in order.
        if field.when.as_ref().is_some_and(|when| !when.holds(&answers)) {
            continue;
        }
        let judged = section.is_none_or(|s| s == field.section);
        let text = typed.get(&field.name).map(String::as_str).unwrap_or_default();
        if text.trim().is_empty() {
            if field.required && judged {
                mistakes.push(Mistake::new(&field.name, "required"));
            }
            continue;
        }
        match answer(field, text) {
            Ok(answer) => {
                answers.insert(field.name.clone(), answer);
            }
            Err(mistake) if judged => mistakes.push(mistake),
            Err(_) => {}
        }
    }
    (answers, mistakes)
}

fn answer(field: &Field, text: &str) -> Result<Answer, Mistake> {
    let wrong = |code| Mistake::new(&field.name, code);
    let known = |found: Option<String>, code| found.map(Answer::Text).ok_or(wrong(code));
    match field.kind {
        FieldKind::Text => line(field, text, TEXT_MOST).map(|t| Answer::Text(identity::tidy_line(&t))),
        FieldKind::LongText => line(field, text, LONG_TEXT_MOST).map(Answer::Text),
        FieldKind::Integer => within(field, whole(text).ok_or(wrong("not-a-number"))?),
        FieldKind::Area => within(field, square_metres(text).ok_or(wrong("not-a-number"))?),
        FieldKind::Money => within(field, centimes(text).ok_or(wrong("not-a-number"))?),
        FieldKind::Choice => known(field.choices.iter().find(|c| *c == text.trim()).cloned(), "unknown-choice"),
        FieldKind::YesNo => match text.trim() {
            "yes" | "true" | "on" | "1" => Ok(Answer::Flag(true)),
            "no" | "false" | "off" | "0" => Ok(Answer::Flag(false)),
            _ => Err(wrong("unknown-choice")),
        },
        FieldKind::Date => known(text.trim().parse::<Date>().ok().map(|d| d.to_string()), "not-a-date"),
        FieldKind::Cnie => known(identity::cnie(text), "cnie"),
        FieldKind::Ice => known(identity::ice(text), "ice"),
        FieldKind::Phone => known(identity::phone(text), "phone"),
        FieldKind::Email => known(identity::email(text), "email"),
        FieldKind::LandTitle => known(identity::land_title(text), "land-title"),
        FieldKind::Point => known(identity::point(text).map(|(lat, lon)| format!("{lat:.6},{lon:.6}")), "point"),
    }
}

fn line(field: &Field, text: &str, usual: usize) -> Result<String, Mistake> {
    let most = field.letters_most.unwrap_or(usual);
    if most < text.chars().count() {
        return Err(Mistake::beyond(&field.name, "too-long", most as i64));
    }
    if identity::has_control(text) {
        return Err(Mistake::new(&field.name, "control-characters"));
    }
    Ok(text.trim().to_owned())
}

fn within(field: &Field, number: i64) -> Result<Answer, Mistake> {
    if let Some(min) = field.min.filter(|min| number < *min) {
        return Err(Mistake::beyond(&field.name, "too-small", min));
    }
    if let Some(max) = field.max.filter(|max| *max < number) {
        return Err(Mistake::beyond(&field.name, "too-large", max));
    }
    Ok(Answer::Number(number))
}

/// A whole number, written with Western or Arabic-Indic digits and any usual spacing.
pub fn whole(text: &str) -> Option<i64> {
    let digits = western(text);
    (!digits.is_empty() && digits.len() <= 15).then(|| digits.parse().ok()).flatten()
}

/// A surface in square metres, of which a fraction counts as a whole one: `120,5` is 121. Three
/// digits after the sign are refused: nobody can tell whether `1.200` means one metre or a thousand.
pub fn square_metres(text: &str) -> Option<i64> {
    let text = western(text);
    let (metres, fraction) = text.split_once([',', '.']).unwrap_or((&text, ""));
    let sound = fraction.len() != 3 && fraction.bytes().all(|b| b.is_ascii_digit());
    let more = i64::from(fraction.bytes().any(|b| b != b'0'));
    whole(metres).filter(|_| sound).map(|metres| metres + more)
}

/// An amount in dirhams, `1 234,50`, `1234.5` or, as it is printed, `1.234,50`, as centimes.
pub fn centimes(text: &str) -> Option<i64> {
    let text = match western(text) {
        both if both.contains('.') && both.contains(',') => both.replace('.', "").replace(',', "."),
        one => one.replace(',', "."),
    };
    let (dirhams, cents) = text.split_once('.').unwrap_or((&text, ""));
    if dirhams.is_empty() || 13 < dirhams.len() || 2 < cents.len() {
        return None;
    }
    let padded = format!("{cents:0<2}");
    if !dirhams.bytes().chain(padded.bytes()).all(|b| b.is_ascii_digit()) {
        return None;
    }
    dirhams.parse::<i64>().ok()?.checked_mul(100)?.checked_add(padded.parse().ok()?)
}

/// Arabic-Indic digits as Western ones, without spaces.
fn western(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{00A0}' | '\u{202F}'))
        .map(|c| match c {
            '٠'..='٩' => char::from(b'0' + (c as u32 - '٠' as u32) as u8),
            '٫' => ',',
            c => c,
        })
        .collect()
}

/// The pieces that these answers call for: those asked, and whether each is required.
pub fn pieces<'p>(procedure: &'p Procedure, answers: &Answers) -> Vec<&'p crate::procedure::Piece> {
    procedure.pieces.iter().filter(|p| p.when.as_ref().is_none_or(|when| when.holds(answers))).collect()
}
