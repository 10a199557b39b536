//! What the procedure takes from the law table: texts and values, each there, in force, of the right unit.

use super::Finding;
use crate::law::{Law, Value};
use crate::procedure::Procedure;
use crate::territory::Place;
use jiff::civil::Date;

/// A value that the procedure names, and where.
struct Need {
    name: String,
    place: String,
    /// A length of time, or else an amount.
    time: bool,
}

fn needs(procedure: &Procedure) -> Vec<Need> {
    let need = |name: &str, place: String, time| Need { name: name.into(), place, time };
    let mut all = vec![
        need(&procedure.limit, "the clock".into(), true),
        need(&procedure.longest, "the longest path".into(), true),
    ];
    for step in &procedure.steps {
        all.extend(step.within.iter().map(|name| need(name, format!("the step `{}`", step.name), true)));
    }
    for member in &procedure.members {
        all.push(need(&member.within, format!("the member `{}`", member.role.as_str()), true));
    }
    for door in &procedure.doors {
        all.extend(door.adds.iter().map(|name| need(name, format!("the door `{}`", door.act), true)));
    }
    for paper in &procedure.papers {
        all.extend(
            paper.within.iter().chain(&paper.law).map(|name| need(name, format!("the paper `{}`", paper.name), true)),
        );
    }
    for fee in &procedure.fees {
        for name in fee.formula.names().iter().filter_map(|n| n.strip_prefix("law_")) {
            all.push(need(&name.replace('_', "-"), format!("the fee `{}`", fee.name), false));
        }
    }
    all
}

/// Whether a procedure rests on a value.
pub fn rests_on(procedure: &Procedure, name: &str) -> bool {
    needs(procedure).iter().any(|need| need.name == name)
}

/// What it rests on and the law table does not hold on a day: a sentence for each.
pub fn lacking(procedure: &Procedure, law: &Law, today: Date) -> Vec<String> {
    let missing = needs(procedure).into_iter().filter(|need| law.value(&need.name, Place::KINGDOM, today).is_none());
    missing.map(|need| not_held(&need, today)).collect()
}

fn not_held(need: &Need, today: Date) -> String {
    format!("{} rests on `{}`, which the law table does not hold on {today}", need.place, need.name)
}

/// The values in force that it uses, each once.
pub fn used<'l>(procedure: &Procedure, law: &'l Law, today: Date) -> Vec<&'l Value> {
    let mut names: Vec<String> = needs(procedure).into_iter().map(|need| need.name).collect();
    names.sort();
    names.dedup();
    names.iter().filter_map(|name| law.value(name, Place::KINGDOM, today)).collect()
}

pub fn faults(procedure: &Procedure, law: &Law, today: Date, found: &mut Vec<Finding>) {
    for need in needs(procedure) {
        let Need { name, place, time } = &need;
        let time = *time;
        match law.value(name, Place::KINGDOM, today) {
            None => found.push(Finding::new("no-such-value", not_held(&need, today))),
            Some(value) if time != value.delay().is_some() => {
                let wanted = if time { "a length of time" } else { "an amount" };
                found.push(Finding::new("unit", format!("{place} wants {wanted}; `{name}` is in {}", value.unit)));
            }
            Some(value) if value.value <= 0 && time => {
                found.push(Finding::new("unit", format!("{place} rests on `{name}`, which is {}", value.value)));
            }
            Some(value) if law.text(&value.text).is_none() => {
                let says = format!("`{name}` cites `{}`, a text that the law table does not hold", value.text);
                found.push(Finding::new("no-such-text", says));
            }
            Some(_) => {}
        }
    }
    texts(procedure, law, found);
}

fn texts(procedure: &Procedure, law: &Law, found: &mut Vec<Finding>) {
    if procedure.texts.is_empty() {
        found.push(Finding::new("no-such-text", "it rests on no text of law".into()));
    }
    for text in procedure.texts.iter().filter(|text| law.text(text).is_none()) {
        found.push(Finding::new(
            "no-such-text",
            format!("it rests on `{text}`, a text that the law table does not hold"),
        ));
    }
    let fields = procedure.fields.iter().filter_map(|f| Some((format!("the field `{}`", f.name), f.law.as_ref()?)));
    let pieces = procedure.pieces.iter().filter_map(|p| Some((format!("the piece `{}`", p.name), p.law.as_ref()?)));
    let fees = procedure.fees.iter().map(|f| (format!("the fee `{}`", f.name), &f.text));
    let doors = procedure.doors.iter().filter_map(|d| Some((format!("the door `{}`", d.act), d.text.as_ref()?)));
    for (place, text) in fields.chain(pieces).chain(fees).chain(doors) {
        if !procedure.texts.contains(text) {
            found.push(Finding::new("text-unlisted", format!("{place} cites `{text}`, which `texts` does not list")));
        }
    }
}
