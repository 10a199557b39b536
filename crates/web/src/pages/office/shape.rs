//! Shapes that several of the offices' templates read: a clock in a list, a code with its name, a tally.

use crate::server::App;
use crate::view::{unit_word, word};
use crate::visitor::Visitor;
use civic::calendar::{Delay, Unit};
use civic::dossier::{Dossier, Opinion, Sitting};
use civic::procedure::{Door, DoorKind, Procedure};
use civic::{Place, Role};
use jiff::civil::Date;
use minijinja::{Value, context};
use store::dossiers::Line;

/// `{code, label}`: a word of a procedure and its name in the visitor's language.
pub fn code_label(app: &App, visitor: &Visitor, prefix: &str, code: &str) -> Value {
    context! { code, label => word(app, visitor, &format!("{prefix}-{code}")) }
}

/// A day to keep, for `clock.line`: what is left of a delay, in its unit.
pub fn row_clock(app: &App, due: Option<Date>, limit: Option<Delay>, state: Stands) -> Value {
    let statute = app.desk.statute();
    let today = app.desk.clock.today();
    let unit =
        limit.map_or(Unit::WorkingDays, |l| if l.unit == Unit::WorkingDays { l.unit } else { Unit::CalendarDays });
    let left = due.map_or(0, |due| statute.calendar.between(today, due, unit));
    let late = due.is_some_and(|due| due < today);
    let state = match state {
        Stands::Answered => "answered",
        Stands::Paused => "paused",
        Stands::Runs if due.is_none() => "ended",
        Stands::Runs if late => "overdue",
        Stands::Runs => "running",
    };
    context! {
        state,
        left => left.max(0),
        late => if late { (-left).max(1) } else { 0 },
        limit => limit.map_or(0, |l| i64::from(l.count).max(i64::from(left.max(0)))),
        unit => unit_word(unit),
        due => due.map(|d| d.to_string()),
    }
}

/// What a clock in a list does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stands {
    Runs,
    Paused,
    Answered,
}

/// The clock of a file, from its line alone.
pub fn line_clock(app: &App, line: &Line) -> Value {
    let stands = match line.answered {
        Some(_) => Stands::Answered,
        None if line.paused => Stands::Paused,
        None => Stands::Runs,
    };
    row_clock(app, line.due, limit_of(app, &line.procedure, line.commune, line.filed), stands)
}

/// The delay of the file's one clock.
pub fn limit_of(app: &App, procedure: &str, commune: Place, filed: Date) -> Option<Delay> {
    let procedure = app.desk.street.latest(procedure)?;
    app.desk.statute().law.delay(&procedure.limit, commune, filed)
}

/// The clock of a file whose state is at hand, in one line.
pub fn short_clock(app: &App, d: &Dossier, procedure: &Procedure) -> Value {
    let statute = app.desk.statute();
    let with = statute.with(procedure);
    let stands = match d.answered {
        Some(_) => Stands::Answered,
        None if d.pause().is_some() => Stands::Paused,
        None => Stands::Runs,
    };
    row_clock(app, d.due(with), statute.law.delay(&procedure.limit, d.commune, d.filed), stands)
}

/// A member's own clock.
pub fn sitting_clock(app: &App, d: &Dossier, procedure: &Procedure, sitting: &Sitting) -> Value {
    let statute = app.desk.statute();
    let limit = procedure.member(sitting.role).and_then(|m| statute.law.delay(&m.within, d.commune, sitting.asked));
    row_clock(app, d.sitting_due(statute.with(procedure), sitting), limit, Stands::Runs)
}

pub fn opinion(app: &App, visitor: &Visitor, opinion: Opinion) -> Value {
    code_label(app, visitor, "opinion", opinion.as_str())
}

/// The opinions of the round that runs, member by member.
pub fn tally(app: &App, visitor: &Visitor, d: &Dossier, procedure: &Procedure) -> Vec<Value> {
    let statute = app.desk.statute();
    let today = app.desk.clock.today();
    let round = d.sittings.iter().filter(|s| s.round == d.round);
    round
        .map(|s| {
            let late = s.given.is_none() && d.sitting_due(statute.with(procedure), s).is_some_and(|due| due < today);
            context! { role => s.role.as_str(), value => s.given.as_ref().map(|g| opinion(app, visitor, g.opinion)), late }
        })
        .collect()
}

/// A text of several reserves, one a line.
pub fn reserves(text: Option<&str>) -> Vec<String> {
    text.unwrap_or_default().lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// What a role may be called to do at a step: the doors that are its part, without those that wait for no one.
pub fn expected(procedure: &Procedure, step: u8, role: Role) -> impl Iterator<Item = &Door> {
    let members = procedure.step(step).holder == "members";
    procedure.doors_from(step).filter(move |door| {
        door.by.contains(&role)
            && match door.kind {
                DoorKind::Message | DoorKind::Withdraw | DoorKind::Extend | DoorKind::Invite | DoorKind::Answer => {
                    false
                }
                DoorKind::Pass => !members,
                _ => true,
            }
    })
}

/// Doors that need no word written: they may be passed for several files at once.
pub fn together(door: &Door, members: bool) -> bool {
    door.kind == DoorKind::Pass && !door.motive && !door.once && !members
}

/// The colour of what a commission concluded: by where it leads.
pub fn conclusion_tone(procedure: &Procedure, door: &Door) -> &'static str {
    let Some(to) = door.to_step else { return "neutral" };
    match procedure.step(to).holder.as_str() {
        _ if procedure.doors_from(to).any(|next| next.kind == DoorKind::Pay) => "success",
        "applicant" => "info",
        _ => "danger",
    }
}

/// The texts of a list in a row.
pub fn texts(row: &Value, name: &str) -> Vec<String> {
    let list = row.get_attr(name).ok().and_then(|list| list.try_iter().ok());
    list.map(|list| list.filter_map(|one| one.as_str().map(str::to_owned)).collect()).unwrap_or_default()
}

/// What a list says of the project, in the order that the procedure wants.
pub fn project(app: &App, visitor: &Visitor, procedure: &Procedure, answers: &civic::Answers) -> Vec<Value> {
    let shown = procedure.summary.iter().filter_map(|name| Some((name, answers.get(name)?)));
    shown.map(|(name, said)| crate::view::answer(app, visitor, procedure, name, said)).collect()
}
