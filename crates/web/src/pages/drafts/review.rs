//! Everything once more before it is filed: answers, pieces, what it will cost, the declaration.

use super::{BEFORE, Open, PIECES, REVIEW, open, title};
use crate::answer::{Answer, Oops, mistake};
use crate::form::Posted;
use crate::server::App;
use crate::view::{self, word};
use crate::visitor::Visitor;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use civic::Mistake;
use civic::form::Typed;
use i18n::Arg;
use minijinja::{Value, context};
use uuid::Uuid;

pub async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Answer {
    let open = open(&app, &visitor, id).await?;
    page(&app, &visitor, &open, StatusCode::OK, &[])
}

/// Files it. What is wrong is said on the same page, and nothing is filed.
pub async fn file(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>, posted: Posted) -> Answer {
    let who = visitor.who()?;
    let mut open = open(&app, &visitor, id).await?;
    if open.assisted {
        let for_whom = desk::draft::ForWhom { consent: posted.ticked("consent"), ..open.draft.for_whom.clone() };
        open = super::save(&app, &visitor, id, Typed::new(), Some(for_whom)).await?;
    }
    match desk::draft::file(&app.desk, who, id, posted.ticked("declaration")).await {
        Ok(filed) if open.assisted => Ok(Redirect::to(&format!("/office/files/{}", filed.number)).into_response()),
        Ok(filed) => app.go(&visitor, &format!("/files/{}", filed.number), "success", "filed-done"),
        Err(desk::Error::Mistakes(mistakes)) => {
            page(&app, &visitor, &open, StatusCode::UNPROCESSABLE_ENTITY, &mistakes)
        }
        Err(other) => Err(Oops(other)),
    }
}

fn page(app: &App, visitor: &Visitor, open: &Open, status: StatusCode, refused: &[Mistake]) -> Answer {
    let frame = open.frame(app, visitor, REVIEW);
    let answers = &open.answers;
    let mut parts = vec![whose(app, visitor, open)];
    parts.extend(view::sections(app, visitor, &open.procedure, answers).into_iter().map(|part| {
        let code = part.get_attr("code").map(|c| c.to_string()).unwrap_or_default();
        context! { href => open.path(&code), wrong => false, ..part }
    }));
    let (commune, today) = (open.draft.commune, app.desk.clock.today());
    // A form that is not whole yet cannot be counted.
    let lines = desk::counter::estimate(&app.desk, &open.procedure, commune, answers).unwrap_or_default();
    let total: i64 = lines.iter().map(|line| line.centimes).sum();
    let bill = (0 < total).then(|| {
        context! { lines => view::bill(app, visitor, &open.procedure, answers, commune, today, &lines), total }
    });
    let statute = app.desk.statute();
    let limit = statute.law.delay(&open.procedure.limit, commune, today);
    let said = |field: &str| {
        refused.iter().find(|m| m.field == field).map(|m| match field {
            "declared" => word(app, visitor, "review-declaration-missing"),
            _ => mistake(app, visitor.lang, m),
        })
    };
    let (declared, consented) = (said("declared"), said("consent"));
    let summary: Vec<Value> = [("declaration", &declared), ("consent", &consented)]
        .into_iter()
        .filter_map(|(field, text)| text.as_ref().map(|text| context! { field, text }))
        .collect();
    let values = context! {
        parts,
        pieces => pieces(app, visitor, open),
        pieces_href => open.path(PIECES),
        bill,
        missing => missing(app, visitor, open),
        promise => context! {
            limit => limit.map_or(0, |l| l.count),
            unit => limit.map_or("calendar-days", |l| view::unit_word(l.unit)),
            law => view::law_of_value(app, visitor.lang, &open.procedure.limit, commune, today),
        },
        errors => context! { declaration => declared.unwrap_or_default(), consent => consented.unwrap_or_default() },
        mistakes => summary,
        consent => if open.assisted { consent(app, visitor, open) } else { String::new() },
        ..frame
    };
    app.page_with(visitor, status, "form-review.html", "review-title", values)
}

fn consent(app: &App, visitor: &Visitor, open: &Open) -> String {
    let owner = &open.draft.for_whom.owner;
    let name = if visitor.arabic() { &owner.name_ar } else { &owner.name_fr };
    app.desk.words.say(visitor.lang, "review-consent", &[("name", Arg::from(name.as_str()))])
}

/// Every mistake of every page, with the page and the question where it is mended.
fn missing(app: &App, visitor: &Visitor, open: &Open) -> Vec<Value> {
    open.pages()
        .iter()
        .filter(|page| *page != REVIEW)
        .flat_map(|page| open.mistakes(app, page).into_iter().map(move |m| (page, m)))
        .map(|(page, m)| {
            let label = match page.as_str() {
                BEFORE => view::if_said(app, visitor, m.field.as_str()),
                PIECES => word(app, visitor, &m.field),
                _ => word(app, visitor, &format!("field-{}", m.field)),
            };
            let label = if label.is_empty() { title(app, visitor, page) } else { label };
            let anchor = m.field.strip_prefix("piece-").unwrap_or(&m.field);
            let args = [("label", Arg::from(label)), ("mistake", Arg::from(mistake(app, visitor.lang, &m)))];
            context! { text => app.desk.words.say(visitor.lang, "mistake-line", &args), href => format!("{}#{anchor}", open.path(page)) }
        })
        .collect()
}

/// Who asks, and where.
fn whose(app: &App, visitor: &Visitor, open: &Open) -> Value {
    let say = |key: &str| word(app, visitor, key);
    let fact = |key: &str, value: &str, kind: &str| context! { name => say(key), value, kind };
    let mut facts = vec![fact("files-place", &app.place(visitor, open.draft.commune), "text")];
    if open.draft.for_whom.other {
        let owner = &open.draft.for_whom.owner;
        facts.push(fact("file-owner", if visitor.arabic() { &owner.name_ar } else { &owner.name_fr }, "text"));
        for (key, value) in [("owner-cnie", &owner.cnie), ("owner-ice", &owner.ice), ("owner-phone", &owner.phone)] {
            if !value.is_empty() {
                facts.push(fact(key, value, "number"));
            }
        }
        let mandate = open.draft.for_whom.mandate.as_str();
        if open.assisted && !mandate.is_empty() {
            facts.push(fact("assist-consent", &say(&format!("assist-consent-{mandate}")), "text"));
        } else if !mandate.is_empty() {
            facts.push(fact("owner-mandate", mandate, "text"));
        }
        if !open.assisted {
            facts.push(fact("file-mandatary", open.who.account.name(visitor.arabic()), "text"));
        }
    } else {
        facts.push(fact("file-owner", open.who.account.name(visitor.arabic()), "text"));
        if let Some(cnie) = &open.who.account.cnie {
            facts.push(fact("owner-cnie", cnie, "number"));
        }
    }
    context! { title => title(app, visitor, BEFORE), href => open.path(BEFORE), wrong => false, facts }
}

fn pieces(app: &App, visitor: &Visitor, open: &Open) -> Vec<Value> {
    let base = open.path(PIECES);
    civic::form::pieces(&open.procedure, &open.answers)
        .into_iter()
        .map(|piece| super::pieces::asked(app, visitor, piece, &open.uploads, &base, String::new(), ""))
        .collect()
}
