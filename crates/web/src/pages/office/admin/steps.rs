//! Who may do what at each step of a procedure, and where it leads.

use super::procedures::amount;
use crate::pages::office::shape::code_label;
use crate::server::App;
use crate::view::{law, word};
use crate::visitor::Visitor;
use civic::procedure::{Door, DoorKind, Procedure, Running, Step};
use minijinja::{Value, context};

/// A step with its doors; those that are open everywhere and move nothing are said once, apart.
pub fn table(app: &App, visitor: &Visitor, procedure: &Procedure) -> Vec<Value> {
    let steps = procedure.steps.iter().enumerate();
    steps
        .map(|(at, step)| {
            let here = procedure.doors_from(at as u8).filter(|door| !open_everywhere(procedure, door));
            let clock = match step.clock {
                Running::Runs => "runs",
                Running::Pauses => "pauses",
                Running::Stopped => "stopped",
            };
            context! {
                name => step.name.as_str(),
                label => word(app, visitor, &format!("step-{}", step.name)),
                holder => step.holder.as_str(),
                clock,
                within => step.within.as_ref().map(|name| amount(app, name)),
                doors => here.map(|door| shown(app, visitor, step, door)).collect::<Vec<_>>(),
            }
        })
        .collect()
}

/// The doors that are open at every step.
pub fn everywhere(app: &App, visitor: &Visitor, procedure: &Procedure) -> Vec<Value> {
    let Some(first) = procedure.steps.first() else { return Vec::new() };
    procedure
        .doors
        .iter()
        .filter(|door| open_everywhere(procedure, door))
        .map(|door| shown(app, visitor, first, door))
        .collect()
}

fn open_everywhere(procedure: &Procedure, door: &Door) -> bool {
    door.to.is_none() && door.from_steps.len() == procedure.steps.len()
}

fn shown(app: &App, visitor: &Visitor, step: &Step, door: &Door) -> Value {
    // The last opinion moves the file by itself.
    let to = door.to.as_ref().or(step.then.as_ref().filter(|_| door.kind == DoorKind::Opinion));
    let to = to.filter(|to| **to != step.name);
    context! {
        act => code_label(app, visitor, "act", &door.act),
        by => door.by.iter().map(|role| role.as_str()).collect::<Vec<_>>(),
        to => to.map(|to| code_label(app, visitor, "step", to)),
        law => door.text.as_ref().map(|text| law(app, visitor.lang, text, door.article.as_deref().unwrap_or_default(), true)),
        once => door.once,
        motive => door.motive,
        papers => door.papers.iter().map(|paper| word(app, visitor, &format!("paper-{paper}"))).collect::<Vec<_>>(),
    }
}
