//! The questions of a procedure in the shape that `components/forms.html` shows.

use crate::explain;
use crate::server::App;
use crate::view::{if_said, word};
use crate::visitor::Visitor;
use civic::form::Typed;
use civic::procedure::{Field, FieldKind};
use civic::{Answers, Place, Procedure};
use minijinja::{Value, context};

/// Whether a question is asked under these answers.
pub fn asked(field: &Field, answers: &Answers) -> bool {
    field.when.as_ref().is_none_or(|when| when.holds(answers))
}

/// What the questions of a form are shown with.
pub struct Filled<'a> {
    pub procedure: &'a Procedure,
    pub commune: Place,
    pub typed: &'a Typed,
    pub answers: &'a Answers,
    /// By field, as sentences.
    pub wrong: &'a [(String, String)],
}

impl Filled<'_> {
    /// The questions of a section.
    pub fn section(&self, app: &App, visitor: &Visitor, section: &str) -> Vec<Value> {
        self.procedure.fields.iter().filter(|f| f.section == section).map(|f| self.field(app, visitor, f)).collect()
    }

    fn field(&self, app: &App, visitor: &Visitor, field: &Field) -> Value {
        let name = field.name.as_str();
        let typed = self.typed.get(name).map(String::as_str).unwrap_or_default();
        let wrong = self.wrong.iter().find(|(f, _)| f == name).map(|(_, said)| said.as_str()).unwrap_or_default();
        let choices: Vec<Value> = field
            .choices
            .iter()
            .map(|choice| {
                let key = format!("choice-{name}-{choice}");
                context! { value => choice, label => word(app, visitor, &key), hint => if_said(app, visitor, &format!("{key}-hint")) }
            })
            .collect();
        let when = field.when.as_ref().and_then(|when| explain::watched(&when.source)).filter(|(other, _)| {
            // Only a question of the same page can be watched by the browser.
            self.procedure.field(other).is_some_and(|f| f.section == field.section)
        });
        context! {
            name,
            kind => field.kind.as_str(),
            label => word(app, visitor, &format!("field-{name}")),
            hint => if_said(app, visitor, &format!("field-{name}-hint")),
            required => field.required,
            value => if field.kind == FieldKind::Point { point(typed) } else { Value::from(typed) },
            error => wrong,
            choices,
            letters_most => field.letters_most,
            shown => asked(field, self.answers),
            when => when.map(|(field, values)| context! { field, values }),
            map => (field.kind == FieldKind::Point).then(|| crate::pages::maps::opening(self.commune)),
        }
    }
}

/// A point as its two fields show it; what cannot be cut in two stays in the first.
fn point(typed: &str) -> Value {
    match typed.split_once(',') {
        Some((lat, lon)) => context! { lat, lon },
        None if typed.is_empty() => Value::from(()),
        None => context! { lat => typed, lon => "" },
    }
}

/// What was typed into the questions of a section: a point is sent as two fields.
pub fn typed(procedure: &Procedure, section: Option<&str>, posted: &Typed) -> Typed {
    let mut typed = Typed::new();
    for field in procedure.fields.iter().filter(|f| section.is_none_or(|s| s == f.section)) {
        if field.kind == FieldKind::Point {
            let part = |axis: &str| posted.get(&format!("{}-{axis}", field.name)).map(|t| t.trim().replace(',', "."));
            if let (Some(lat), Some(lon)) = (part("lat"), part("lon")) {
                let empty = lat.is_empty() && lon.is_empty();
                typed.insert(field.name.clone(), if empty { String::new() } else { format!("{lat},{lon}") });
            }
        } else if let Some(text) = posted.get(&field.name) {
            typed.insert(field.name.clone(), text.clone());
        }
    }
    typed
}
