//! The checker: reads a procedure as a careful colleague would, before a citizen meets it.
//!
//! It looks for what `Procedure::read` cannot see: steps where a file waits for ever, doors that
//! nobody passes, values that the law table lacks, sentences that a language lacks. Each fault is a
//! sentence; [`Report`] prints them with who may do what and the longest legal path. It judges the
//! procedure alone: whether templates and pages exist is for those who hold them.

mod form;
mod path;
mod print;
mod statute;
mod ways;
mod words;

use crate::calendar::Calendar;
use crate::law::{Law, Value};
use crate::procedure::Procedure;
use jiff::civil::Date;
pub use path::{Path, Share, Wait};
pub use statute::{lacking, rests_on};
pub use ways::{Move, moves};

/// What the checker has to say of one procedure.
#[derive(Clone, Debug)]
pub struct Report {
    pub code: String,
    pub revision: u32,
    pub service: String,
    pub series: String,
    /// The texts it rests on: the number people know each by, and its name.
    pub texts: Vec<(String, String)>,
    /// What is wrong. Nothing here, nothing to mend.
    pub findings: Vec<Finding>,
    pub steps: Vec<Stand>,
    /// Acts that stay open everywhere, said once instead of at each step.
    pub everywhere: Vec<Act>,
    pub path: Path,
    /// Values it uses that nobody has yet compared with the text: a notice, not a fault.
    pub unverified: Vec<Value>,
    /// How many values of the law it uses.
    pub values: usize,
}

/// One fault: a stable name, and the sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub code: &'static str,
    pub says: String,
}

impl Finding {
    fn new(code: &'static str, says: String) -> Finding {
        Finding { code, says }
    }
}

/// A step, and what may be done there.
#[derive(Clone, Debug)]
pub struct Stand {
    pub name: String,
    pub holder: String,
    pub clock: crate::procedure::Running,
    pub limit: Option<Share>,
    /// Each role that may act here, with its acts.
    pub roles: Vec<(String, Vec<Act>)>,
}

/// An act as the table shows it.
#[derive(Clone, Debug)]
pub struct Act {
    pub name: String,
    pub by: Vec<String>,
    pub to: Option<String>,
    pub once: bool,
}

/// Reads `procedure` under the law of `today`. `missing_words` gives the languages that lack the
/// sentence of a key.
pub fn check(
    procedure: &Procedure,
    law: &Law,
    calendar: &Calendar,
    today: Date,
    missing_words: &dyn Fn(&str) -> Vec<&'static str>,
) -> Report {
    let path = path::longest(procedure, law, calendar, today);
    let mut findings = Vec::new();
    ways::faults(procedure, &mut findings);
    form::faults(procedure, &mut findings);
    statute::faults(procedure, law, today, &mut findings);
    path::faults(&path, &mut findings);
    words::faults(procedure, missing_words, &mut findings);
    let used = statute::used(procedure, law, today);
    Report {
        code: procedure.code.clone(),
        revision: procedure.revision,
        service: procedure.service.clone(),
        series: procedure.series.clone(),
        texts: procedure
            .texts
            .iter()
            .map(|code| (code.clone(), law.text(code).map(|t| t.fr.clone()).unwrap_or_default()))
            .collect(),
        findings,
        steps: stands(procedure, law, today),
        everywhere: everywhere(procedure).map(|door| shown(door, None, None)).collect(),
        path,
        values: used.len(),
        unverified: used.into_iter().filter(|v| !v.verified).cloned().collect(),
    }
}

/// Doors open at every step that move nothing.
fn everywhere(procedure: &Procedure) -> impl Iterator<Item = &crate::procedure::Door> {
    procedure.doors.iter().filter(|d| d.to.is_none() && d.from_steps.len() == procedure.steps.len())
}

fn stands(procedure: &Procedure, law: &Law, today: Date) -> Vec<Stand> {
    let said_once: Vec<&str> = everywhere(procedure).map(|door| door.act.as_str()).collect();
    let stand = |(at, step): (usize, &crate::procedure::Step)| {
        let mut roles: Vec<(String, Vec<Act>)> = Vec::new();
        for door in procedure.doors_from(at as u8).filter(|door| !said_once.contains(&door.act.as_str())) {
            for role in &door.by {
                let act = shown(door, Some(&step.name), step.then.as_deref());
                match roles.iter_mut().find(|(name, _)| name == role.as_str()) {
                    Some((_, acts)) => acts.push(act),
                    None => roles.push((role.as_str().into(), vec![act])),
                }
            }
        }
        Stand {
            name: step.name.clone(),
            holder: step.holder.clone(),
            clock: step.clock,
            limit: path::share_of(procedure, step, law, today),
            roles,
        }
    };
    procedure.steps.iter().enumerate().map(stand).collect()
}

fn shown(door: &crate::procedure::Door, at: Option<&str>, then: Option<&str>) -> Act {
    let opinion = door.kind == crate::procedure::DoorKind::Opinion;
    let to = door.to.clone().filter(|to| at != Some(to.as_str()));
    Act {
        name: door.act.clone(),
        by: door.by.iter().map(|role| role.as_str().to_owned()).collect(),
        to: to.or(then.filter(|_| opinion).map(str::to_owned)),
        once: door.once,
    }
}
