//! What was written in an office's form, and what is wrong in it, kept to be shown again.

use crate::answer::{mistake, sentence};
use crate::form::Posted;
use crate::server::App;
use crate::visitor::Visitor;
use civic::Refusal;
use desk::{Denial, Error};
use minijinja::Value;
use std::collections::BTreeMap;

/// Sentences by field; `door` is for what concerns no field.
pub type Wrong = BTreeMap<String, String>;

/// The fields of a form as they were sent, without what the page itself put there.
pub fn values(posted: &Posted) -> Value {
    let kept = posted.0.iter().filter(|(name, _)| !matches!(name.as_str(), "csrf" | "key" | "version"));
    Value::from_pairs(kept.map(|(name, value)| (name.clone(), value.clone())))
}

/// Sentences by field, as templates read them.
pub fn sentences(wrong: &Wrong) -> Value {
    Value::from_pairs(wrong.iter().map(|(field, sentence)| (field.clone(), sentence.clone())))
}

/// Why an act was not done, each sentence beside its field. None when the fault is not of the form.
pub fn wrong(app: &App, visitor: &Visitor, error: &Error) -> Option<Wrong> {
    let say = |error: &Error| sentence(app, visitor.lang, error);
    match error {
        Error::Mistakes(mistakes) if mistakes.iter().any(|m| m.code == "csrf") => None,
        Error::Mistakes(mistakes) => {
            Some(mistakes.iter().map(|m| (m.field.clone(), mistake(app, visitor.lang, m))).collect())
        }
        Error::Refused(refusal) => Some(Wrong::from([(field_of(refusal).to_owned(), say(error))])),
        Error::Denied(Denial::PaperChanged) => Some(Wrong::from([("door".to_owned(), say(error))])),
        _ => None,
    }
}

/// Beside which field a refusal is read.
fn field_of(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::MotiveMissing | Refusal::TextTooLong { .. } | Refusal::ControlCharacters => "motive",
        Refusal::OpinionMissing => "opinion",
        Refusal::ReservesMissing => "reserves",
        Refusal::AmountDiffers { .. } => "amount",
        Refusal::NothingAsked | Refusal::NoSuchPiece { .. } => "pieces",
        Refusal::MemberMissing | Refusal::NotAMember { .. } | Refusal::OpinionGiven { .. } => "member",
        _ => "door",
    }
}
