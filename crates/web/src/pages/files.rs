//! A person's own files: what waits for them, what runs, what ended, and the drafts.

use super::drafts;
use super::turning::{Turned, turned};
use crate::answer::{Answer, Oops};
use crate::server::App;
use crate::view::{self, in_lang, word};
use crate::visitor::Visitor;
use axum::extract::{Query, State};
use civic::procedure::Procedure;
use desk::Who;
use minijinja::{Value, context};
use std::sync::Arc;
use store::dossiers::Line;
use uuid::Uuid;

/// How many files a page shows, and how many the first page of Diwan counts.
const LINES_MOST: i64 = 30;
const COUNTED_MOST: i64 = 60;

async fn lines(app: &App, who: &Who, after: Option<(i64, Uuid)>, most: i64) -> Result<Vec<Line>, Oops> {
    let person = who.account.id;
    Ok(app
        .desk
        .db
        .read(move |tx| -> desk::Result<_> { Ok(store::dossiers::mine_page(tx, person, after, most)?) })
        .await?)
}

pub async fn mine(State(app): State<App>, visitor: Visitor, Query(asked): Query<Turned>) -> Answer {
    let who = visitor.who()?;
    let all = lines(&app, who, asked.after(), LINES_MOST).await?;
    let (mut waiting, mut running, mut ended) = (Vec::new(), Vec::new(), Vec::new());
    for line in &all {
        let Some(seen) = Seen::of(&app, line) else { continue };
        let shown = seen.shown(&app, &visitor, line);
        match seen.stands() {
            Stands::WithMe => waiting.push(shown),
            Stands::Running => running.push(shown),
            Stands::Over => ended.push(shown),
        }
    }
    let last = all.last().filter(|_| all.len() as i64 == LINES_MOST);
    let next = last.map(|l| format!("/files?after={}", turned(l.filed_at, l.id)));
    let first = asked.after().is_none();
    let drafts = if first { drafts_of(&app, &visitor, who).await? } else { Vec::new() };
    let previous = (!first).then_some("/files");
    app.page(&visitor, "my-files.html", "nav-files", context! { waiting, running, ended, drafts, previous, next })
}

async fn drafts_of(app: &App, visitor: &Visitor, who: &Who) -> Result<Vec<Value>, Oops> {
    let mut shown = Vec::new();
    for draft in desk::draft::mine(&app.desk, who).await? {
        let open = drafts::open(app, visitor, draft.id).await?;
        let (done, of) = open.progress(app);
        shown.push(context! {
            title => word(app, visitor, &format!("procedure-{}", draft.procedure)),
            place => app.place(visitor, draft.commune),
            saved_at => draft.updated_at,
            done, of,
            href => format!("/drafts/{}", draft.id),
            remove => format!("/drafts/{}/remove", draft.id),
        });
    }
    Ok(shown)
}

/// For the first page: what waits for this person, how many run, how many are drafts.
pub async fn summary(app: &App, visitor: &Visitor, who: &Who) -> Result<Value, Oops> {
    let all = lines(app, who, None, COUNTED_MOST).await?;
    let mut waiting = Vec::new();
    let mut running = 0;
    for line in &all {
        let Some(seen) = Seen::of(app, line) else { continue };
        match seen.stands() {
            Stands::WithMe => {
                running += 1;
                waiting.push(seen.shown(app, visitor, line));
            }
            Stands::Running => running += 1,
            Stands::Over => {}
        }
    }
    let drafts = desk::draft::mine(&app.desk, who).await?.len();
    Ok(context! { waiting, running, drafts })
}

/// Where a file stands for the person it belongs to.
enum Stands {
    WithMe,
    Running,
    Over,
}

/// A line with its procedure.
struct Seen {
    procedure: Arc<Procedure>,
    step: u8,
}

impl Seen {
    fn of(app: &App, line: &Line) -> Option<Seen> {
        // A step keeps its name from one revision to the next; a line does not say which it has.
        let procedure = app.desk.street.latest(&line.procedure)?;
        let step = procedure.step_at(&line.step)?;
        Some(Seen { procedure, step })
    }

    fn stands(&self) -> Stands {
        let step = self.procedure.step(self.step);
        match step.holder.as_str() {
            "applicant" => Stands::WithMe,
            "nobody" => Stands::Over,
            _ => Stands::Running,
        }
    }

    fn shown(&self, app: &App, visitor: &Visitor, line: &Line) -> Value {
        let step = self.procedure.step(self.step);
        let what = match step.holder.as_str() {
            "applicant" => word(app, visitor, &format!("todo-{}", todo(&self.procedure, self.step))),
            _ => String::new(),
        };
        let mine = visitor.who.as_ref().is_some_and(|who| line.title.contains(&who.account.name_fr));
        context! {
            number => line.number.as_str(),
            title => word(app, visitor, &format!("procedure-{}", line.procedure)),
            place => app.place(visitor, line.commune),
            href => format!("/files/{}", line.number),
            status => status(app, visitor, &self.procedure, self.step),
            clock => view::line_clock(app, line.due, line.paused, line.answered),
            what,
            owner => if mine { "" } else { in_lang(&line.title, visitor.lang) },
            on => line.answered.unwrap_or(line.filed).to_string(),
        }
    }
}

/// The step as a coloured word.
pub fn status(app: &App, visitor: &Visitor, procedure: &Procedure, step: u8) -> Value {
    context! { label => word(app, visitor, &format!("step-{}", procedure.step(step).name)), tone => view::tone(procedure, step) }
}

/// What a step held by the applicant asks of them: `pay`, `complete` or `amend`.
pub fn todo(procedure: &Procedure, step: u8) -> &'static str {
    use civic::procedure::DoorKind;
    let doors: Vec<_> = procedure.doors_from(step).collect();
    if doors.iter().any(|d| d.kind == DoorKind::Pay) {
        return "pay";
    }
    // The answer to a request is for pieces; the answer to the commission is for the whole project.
    match doors.iter().find(|d| d.kind == DoorKind::Answer).and_then(|d| d.to.as_deref()) {
        Some(to) if procedure.steps.iter().any(|s| s.name == to && s.holder == "members") => "amend",
        _ => "complete",
    }
}
