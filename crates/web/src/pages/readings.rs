//! Who read a file, as its applicant is told: the office and the institution, never the officer's name.
//!
//! A citizen deals with institutions, on this page as in the history of their file; the administrator of the
//! commune sees the names, and answers for them when the person asks (law 09-08).

use crate::answer::Oops;
use crate::server::App;
use crate::view::word;
use crate::visitor::Visitor;
use civic::{Dossier, Role, Seat};
use desk::readings::Reading;
use minijinja::{Value, context};

/// The readings of one office on one day, together.
struct Day {
    seat: Seat,
    at: i64,
    what: Vec<String>,
}

/// The lines of the section, the latest first.
pub async fn of_file(app: &App, visitor: &Visitor, d: &Dossier) -> Result<Vec<Value>, Oops> {
    let readings = desk::readings::list(&app.desk, d).await?;
    Ok(by_day(&readings).iter().map(|day| shown(app, visitor, day)).collect())
}

/// An office's readings of one day are one line: who reads a file for an hour read it once.
fn by_day(readings: &[Reading]) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for one in readings {
        let on = i18n::format::local_date(one.last_at);
        let same = |day: &&mut Day| day.seat == one.look.seat && i18n::format::local_date(day.at) == on;
        match days.iter_mut().find(same) {
            Some(day) if day.what.contains(&one.look.what) => {}
            Some(day) => day.what.push(one.look.what.clone()),
            None => days.push(Day { seat: one.look.seat, at: one.last_at, what: vec![one.look.what.clone()] }),
        }
    }
    days
}

fn shown(app: &App, visitor: &Visitor, day: &Day) -> Value {
    let what: Vec<String> = day.what.iter().map(|what| word(app, visitor, &format!("reading-{what}"))).collect();
    let operator = day.seat.role == Role::System;
    context! {
        office => word(app, visitor, &if operator { "reading-operator".into() } else { format!("role-{}", day.seat.role.as_str()) }),
        place => if operator { String::new() } else { app.place(visitor, day.seat.place) },
        what => what.join(if visitor.arabic() { "، " } else { ", " }),
        at => day.at,
    }
}
