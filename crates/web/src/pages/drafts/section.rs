//! One section of the form: shown, saved by hand, saved by itself.

use super::fields::{Filled, typed};
use super::{Open, kept, lead, open, save as write};
use crate::answer::{Answer, Oops};
use crate::form::Posted;
use crate::server::App;
use crate::view;
use crate::visitor::Visitor;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use civic::procedure::FieldKind;
use minijinja::{Value, context};
use uuid::Uuid;

pub async fn show(State(app): State<App>, visitor: Visitor, Path((id, section)): Path<(Uuid, String)>) -> Answer {
    let open = open(&app, &visitor, id).await?;
    known(&open, &section)?;
    // A page that was filled in and is wrong says so when one comes back to it.
    let mistakes = if open.begun(&section) { open.mistakes(&app, &section) } else { Vec::new() };
    let asked = mistakes
        .into_iter()
        .filter(|m| open.draft.typed.get(&m.field).is_some_and(|t| !t.is_empty()))
        .collect::<Vec<_>>();
    page(&app, &visitor, &open, &section, StatusCode::OK, &app.mistakes(&visitor, &asked))
}

pub async fn save(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, section)): Path<(Uuid, String)>,
    posted: Posted,
) -> Answer {
    let before = open(&app, &visitor, id).await?;
    known(&before, &section)?;
    let open = write(&app, &visitor, id, typed(&before.procedure, Some(&section), &posted.typed()), None).await?;
    if posted.get("go") == "next" {
        let mistakes = open.mistakes(&app, &section);
        if !mistakes.is_empty() {
            return page(
                &app,
                &visitor,
                &open,
                &section,
                StatusCode::UNPROCESSABLE_ENTITY,
                &app.mistakes(&visitor, &mistakes),
            );
        }
    }
    lead(&app, &visitor, &open, &section, posted.get("go"))
}

pub async fn keep(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, section)): Path<(Uuid, String)>,
    posted: Posted,
) -> Answer {
    let before = open(&app, &visitor, id).await?;
    known(&before, &section)?;
    let open = write(&app, &visitor, id, typed(&before.procedure, Some(&section), &posted.typed()), None).await?;
    Ok(kept(&app, &visitor, &open, &section))
}

fn known(open: &Open, section: &str) -> Result<(), Oops> {
    if open.procedure.sections.iter().any(|s| s.name == section) { Ok(()) } else { Err(Oops::not_found()) }
}

fn page(
    app: &App,
    visitor: &Visitor,
    open: &Open,
    section: &str,
    status: StatusCode,
    wrong: &[(String, String)],
) -> Answer {
    let filled = Filled {
        procedure: &open.procedure,
        commune: open.draft.commune,
        typed: &open.draft.typed,
        answers: &open.answers,
        wrong,
    };
    let frame = open.frame(app, visitor, section);
    let map = open.procedure.fields.iter().any(|f| f.section == section && f.kind == FieldKind::Point);
    let values = context! {
        section => context! { kind => "fields", map, ..frame.get_attr("section").unwrap_or_default() },
        fields => filled.section(app, visitor, section),
        pieces => Vec::<Value>::new(),
        upload => "",
        mistakes => view::summary(app, visitor, wrong, |field| format!("field-{field}")),
        ..frame
    };
    app.page_with(visitor, status, "form.html", &format!("section-{section}"), values)
}
