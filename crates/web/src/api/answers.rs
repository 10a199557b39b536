//! The answers of a form as machines send them: texts as a person would type them, numbers and yes or
//! no as JSON says them. A number is in the unit that the register keeps: centimes, whole square metres.

use super::sent::Fields;
use civic::Mistake;
use civic::form::{self, Typed};
use civic::procedure::{Field, FieldKind, Procedure};
use desk::people::Person;
use serde_json::{Map, Value};

/// What was typed, and every answer that is of a wrong type or of no field.
pub fn typed(procedure: &Procedure, answers: &Map<String, Value>) -> (Typed, Vec<Mistake>) {
    let mut typed = Typed::new();
    let mut mistakes = Vec::new();
    for (name, value) in answers {
        let read = match procedure.field(name) {
            Some(field) => text(field, value),
            None => Err("unknown-field"),
        };
        match read {
            Ok(text) => {
                typed.insert(name.clone(), text);
            }
            Err(code) => mistakes.push(Mistake::new(&format!("answers.{name}"), code)),
        }
    }
    (typed, mistakes)
}

fn text(field: &Field, value: &Value) -> Result<String, &'static str> {
    match (value, field.kind) {
        (Value::Null, _) => Ok(String::new()),
        (Value::String(text), _) => Ok(text.clone()),
        (Value::Bool(yes), FieldKind::YesNo) => Ok(if *yes { "yes" } else { "no" }.into()),
        (Value::Number(number), FieldKind::Integer | FieldKind::Area) => {
            number.as_i64().map(|n| n.to_string()).ok_or("not-a-number")
        }
        (Value::Number(number), FieldKind::Money) => match number.as_i64() {
            Some(centimes) if 0 <= centimes => Ok(format!("{}.{:02}", centimes / 100, centimes % 100)),
            _ => Err("not-a-number"),
        },
        _ => Err("wrong-type"),
    }
}

/// Every mistake of a form, those of its types and those of its rules, each with its place in the body.
pub fn judged(procedure: &Procedure, typed: &Typed, wrong: &[Mistake]) -> Vec<Mistake> {
    let (_, by_rule) = form::read(procedure, typed, None);
    let mut all = wrong.to_vec();
    all.extend(placed(procedure, by_rule).into_iter().filter(|one| !wrong.iter().any(|w| w.field == one.field)));
    all
}

/// Mistakes as the counter names them, with their places in the body of a request.
pub fn placed(procedure: &Procedure, mistakes: Vec<Mistake>) -> Vec<Mistake> {
    mistakes.into_iter().map(|one| Mistake { field: place(procedure, &one.field), ..one }).collect()
}

fn place(procedure: &Procedure, field: &str) -> String {
    if procedure.field(field).is_some() {
        return format!("answers.{field}");
    }
    if let Some(piece) = field.strip_prefix("piece-") {
        return format!("pieces.{piece}");
    }
    match field.strip_prefix("owner-") {
        Some(of_owner) => format!("owner.{}", of_owner.replace('-', "_")),
        None => field.to_owned(),
    }
}

/// The same for a refusal: only mistakes have places.
pub fn placed_error(procedure: &Procedure, error: desk::Error) -> desk::Error {
    match error {
        desk::Error::Mistakes(mistakes) => desk::Error::Mistakes(placed(procedure, mistakes)),
        other => other,
    }
}

/// A person within a body.
pub fn person(body: &mut Fields, name: &str) -> Option<Person> {
    let mut inner = body.within(name)?;
    let mut text = |name: &str| inner.maybe::<String>(name).unwrap_or_default();
    let person = Person {
        kind: text("kind"),
        name_ar: text("name_ar"),
        name_fr: text("name_fr"),
        cnie: text("cnie"),
        ice: text("ice"),
        phone: text("phone"),
        email: text("email"),
        lang: text("lang"),
    };
    body.absorb(inner);
    Some(person)
}
