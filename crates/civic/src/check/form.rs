//! The form and the pieces: sections, fields, choices, and the names that conditions read.

use super::Finding;
use crate::expr::Expr;
use crate::form::{Answer, Answers};
use crate::procedure::{Field, FieldKind, Procedure};

const MEDIA: [&str; 3] = ["pdf", "image", "plan"];

pub fn faults(procedure: &Procedure, found: &mut Vec<Finding>) {
    sections(procedure, found);
    for name in procedure.summary.iter().filter(|name| procedure.field(name).is_none()) {
        found.push(Finding::new("unknown-field", format!("lists are to show `{name}`, a field that does not exist")));
    }
    for (at, field) in procedure.fields.iter().enumerate() {
        field_faults(field, found);
        if let Some(when) = &field.when {
            let place = format!("the field `{}`", field.name);
            names(procedure, &procedure.fields[..at], when, &place, found);
        }
    }
    for piece in &procedure.pieces {
        let place = format!("the piece `{}`", piece.name);
        if piece.media.is_empty() || piece.megabytes_most == 0 {
            found.push(Finding::new("piece", format!("{place} accepts nothing: `media` or `megabytes_most` is empty")));
        }
        for media in piece.media.iter().filter(|m| !MEDIA.contains(&m.as_str())) {
            found.push(Finding::new("piece", format!("{place} accepts `{media}`; the words are {}", MEDIA.join(", "))));
        }
        if piece.law.is_none() {
            found.push(Finding::new("piece-without-law", format!("{place} is asked without a text that allows it")));
        }
        piece.when.iter().for_each(|when| names(procedure, &procedure.fields, when, &place, found));
    }
    for member in &procedure.members {
        let place = format!("the member `{}`", member.role.as_str());
        member.when.iter().for_each(|when| names(procedure, &procedure.fields, when, &place, found));
        if member.when.is_some() && !member.occasional {
            found.push(Finding::new(
                "members",
                format!("{place} has a condition, but always sits: `occasional` is missing"),
            ));
        }
    }
    for door in &procedure.doors {
        let place = format!("the door `{}`", door.act);
        door.when.iter().for_each(|when| names(procedure, &procedure.fields, when, &place, found));
    }
    fees(procedure, found);
}

fn sections(procedure: &Procedure, found: &mut Vec<Finding>) {
    for section in &procedure.sections {
        if !procedure.fields.iter().any(|f| f.section == section.name) {
            found.push(Finding::new("section", format!("the section `{}` has no field", section.name)));
        }
    }
    for field in &procedure.fields {
        if !procedure.sections.iter().any(|s| s.name == field.section) {
            let says =
                format!("the field `{}` stands in `{}`, a section that does not exist", field.name, field.section);
            found.push(Finding::new("section", says));
        }
    }
}

fn field_faults(field: &Field, found: &mut Vec<Finding>) {
    let name = &field.name;
    let mut say = |says| found.push(Finding::new("field", says));
    match (field.kind, field.choices.len()) {
        (FieldKind::Choice, 0 | 1) => say(format!("the field `{name}` is a choice without choices")),
        (FieldKind::Choice, _) | (_, 0) => {}
        _ => say(format!("the field `{name}` lists choices, but is no choice")),
    }
    let number = matches!(field.kind, FieldKind::Integer | FieldKind::Area | FieldKind::Money);
    if !number && (field.min.is_some() || field.max.is_some()) {
        say(format!("the field `{name}` has bounds, but is no number"));
    }
    if let (Some(min), Some(max)) = (field.min, field.max)
        && max < min
    {
        say(format!("nothing fits in the field `{name}`: at least {min}, at most {max}"));
    }
    if field.letters_most.is_some() && !matches!(field.kind, FieldKind::Text | FieldKind::LongText) {
        say(format!("the field `{name}` bounds its letters, but is no text"));
    }
}

/// A condition reads fields that were asked before it, and compares a choice with a choice it has.
fn names(procedure: &Procedure, before: &[Field], when: &Expr, place: &str, found: &mut Vec<Finding>) {
    for name in when.names() {
        let dashed = name.replace('_', "-");
        if before.iter().any(|f| f.name == dashed) {
            continue;
        }
        let says = match procedure.field(&dashed) {
            Some(_) => format!("{place} depends on `{dashed}`, which is asked after it"),
            None => format!("{place} depends on `{dashed}`, which is no field"),
        };
        found.push(Finding::new("no-such-field", says));
    }
    choices(procedure, when, place, found);
}

fn choices(procedure: &Procedure, expr: &Expr, place: &str, found: &mut Vec<Finding>) {
    for (name, word) in compared(&expr.source) {
        let Some(field) = procedure.field(&name.replace('_', "-")).filter(|f| f.kind == FieldKind::Choice) else {
            continue;
        };
        if !field.choices.iter().any(|c| c == word) {
            let says = format!("{place} waits for `{word}`, which is no choice of `{}`", field.name);
            found.push(Finding::new("no-such-choice", says));
        }
    }
}

/// Each `name == 'word'` or `name != 'word'` of an expression.
fn compared(source: &str) -> Vec<(&str, &str)> {
    let mut pairs = Vec::new();
    for sign in ["==", "!="] {
        for (at, _) in source.match_indices(sign) {
            let left = source[..at].trim_end();
            let name = &left[left.rfind(|c: char| !c.is_ascii_alphanumeric() && c != '_').map_or(0, |i| i + 1)..];
            let right = source[at + sign.len()..].trim_start();
            let Some(quote) = right.chars().next().filter(|c| matches!(c, '\'' | '"')) else { continue };
            if let Some((word, _)) = right[1..].split_once(quote) {
                pairs.push((name, word));
            }
        }
    }
    pairs
}

fn fees(procedure: &Procedure, found: &mut Vec<Finding>) {
    for fee in &procedure.fees {
        let place = format!("the fee `{}`", fee.name);
        fee.when.iter().for_each(|when| names(procedure, &procedure.fields, when, &place, found));
        choices(procedure, &fee.formula, &place, found);
        for name in fee.formula.names().iter().filter(|n| !n.starts_with("law_")) {
            let dashed = name.replace('_', "-");
            match procedure.field(&dashed) {
                None => found
                    .push(Finding::new("no-such-field", format!("{place} depends on `{dashed}`, which is no field"))),
                Some(field) if !field.required || (field.when.is_some() && fee.when.is_none()) => {
                    let says = format!("{place} cannot be counted when `{dashed}` is left without an answer");
                    found.push(Finding::new("fee", says));
                }
                Some(_) => {}
            }
        }
        let known = |name: &String| name.starts_with("law_") || procedure.field(&name.replace('_', "-")).is_some();
        if !fee.formula.names().iter().all(known) {
            continue;
        }
        if let Err(why) = fee.formula.number(&largest(procedure), &|_| Some(i64::from(i32::MAX))) {
            found.push(Finding::new("fee", format!("{place} does not give a whole number: {why}")));
        }
    }
}

/// A form in which every field has an answer, the numbers as large as they may be.
fn largest(procedure: &Procedure) -> Answers {
    let answer = |field: &Field| match field.kind {
        FieldKind::Integer | FieldKind::Area | FieldKind::Money => Answer::Number(field.max.unwrap_or(1)),
        FieldKind::YesNo => Answer::Flag(true),
        FieldKind::Choice => Answer::Text(field.choices.first().cloned().unwrap_or_default()),
        _ => Answer::Text(String::new()),
    };
    procedure.fields.iter().map(|field| (field.name.clone(), answer(field))).collect()
}
