//! One's own data (law 09-08): what is said to everyone of it, what one may ask, and a copy of all of it.

use crate::answer::{Answer, Oops};
use crate::form::Posted;
use crate::server::App;
use crate::view::{self, word};
use crate::visitor::Visitor;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use civic::Place;
use desk::Error;
use desk::privacy::{self, DELAY, FIELDS, KINDS, Request, Said};
use i18n::Arg;
use minijinja::{Value, context};

/// What is kept how long, by the name of its value in the law table.
const CLASSES: [&str; 3] = ["file-retention", "draft-retention", "log-retention"];

/// The notice that the law asks for: who, why, how long, which rights.
pub async fn notice(State(app): State<App>, visitor: Visitor) -> Answer {
    let (statute, today) = (app.desk.statute(), app.desk.clock.today());
    let span = |name: &str| {
        let value = statute.law.value(name, Place::KINGDOM, today)?;
        let args = [("count", Arg::from(value.value)), ("unit", Arg::from(value.unit.as_str()))];
        Some((app.desk.words.say(visitor.lang, "office-span", &args), value))
    };
    let classes: Vec<Value> = CLASSES
        .iter()
        .filter_map(|name| {
            let (span, value) = span(name)?;
            let law = view::law(&app, visitor.lang, &value.text, &value.article, value.verified);
            Some(context! { what => word(&app, &visitor, &format!("privacy-class-{name}")), span, law })
        })
        .collect();
    let values = context! {
        classes,
        answer => span(DELAY).map(|(span, _)| span).unwrap_or_default(),
        declaration => app.desk.options.declaration.as_str(),
        law => view::law(&app, visitor.lang, "09-08", "5", false),
    };
    app.page(&visitor, "privacy.html", "privacy-title", values)
}

pub async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    page(&app, &visitor, StatusCode::OK, &Posted::default(), &[]).await
}

/// Asks for a correction, or that data be used no more.
pub async fn ask(State(app): State<App>, visitor: Visitor, posted: Posted) -> Answer {
    let who = visitor.who()?;
    let said = Said {
        field: posted.get("field").to_owned(),
        value: posted.get("value").to_owned(),
        reason: posted.get("reason").to_owned(),
    };
    let place = Place::parse(posted.get("place")).unwrap_or(Place(-1));
    match privacy::ask(&app.desk, who, place, posted.get("kind"), &said).await {
        Ok(_) => app.go(&visitor, "/account/privacy", "success", "privacy-asked"),
        Err(Error::Mistakes(wrong)) => {
            let sentences = app.mistakes(&visitor, &wrong);
            page(&app, &visitor, StatusCode::UNPROCESSABLE_ENTITY, &posted, &sentences).await
        }
        Err(other) => Err(Oops(other)),
    }
}

async fn page(app: &App, visitor: &Visitor, status: StatusCode, said: &Posted, wrong: &[(String, String)]) -> Answer {
    let who = visitor.who()?;
    let requests = privacy::mine(&app.desk, who).await?;
    let places = privacy::institutions(&app.desk, who).await?;
    let option = |value: &str, key: String| context! { value, label => word(app, visitor, &key) };
    let values = context! {
        requests => requests.iter().map(|r| shown(app, visitor, r)).collect::<Vec<_>>(),
        institutions => places.iter().map(|place| context! { value => place.to_string(), label => institution(app, visitor, *place) }).collect::<Vec<_>>(),
        kinds => KINDS.iter().map(|kind| option(kind, format!("privacy-kind-{kind}"))).collect::<Vec<_>>(),
        fields => FIELDS.iter().map(|field| option(field, format!("privacy-field-{field}"))).collect::<Vec<_>>(),
        said => context! { kind => said.get("kind"), place => said.get("place"), field => said.get("field"), value => said.get("value"), reason => said.get("reason") },
        errors => Value::from_pairs(wrong.iter().map(|(field, text)| (field.clone(), text.clone()))),
        mistakes => view::summary(app, visitor, wrong, |field| format!("privacy-{field}")),
    };
    app.page_with(visitor, status, "account-privacy.html", "privacy-mine", values)
}

/// The institution that is asked: a commune, or the service itself.
pub fn institution(app: &App, visitor: &Visitor, place: Place) -> String {
    if place == Place::KINGDOM { word(app, visitor, "privacy-service") } else { app.place(visitor, place) }
}

/// A request with its clock.
pub fn shown(app: &App, visitor: &Visitor, r: &Request) -> Value {
    let (said, today) = (privacy::said(r), app.desk.clock.today());
    let (state, tone) = match &r.answered {
        Some(_) if r.kind == "export" => ("given", "success"),
        Some(a) if a.accepted => ("accepted", "success"),
        Some(_) => ("refused", "danger"),
        None if r.due < today => ("late", "warning"),
        None => ("waiting", "info"),
    };
    let left = i64::from(app.desk.statute().calendar.between(today, r.due, civic::calendar::Unit::CalendarDays));
    context! {
        id => r.id.to_string(),
        kind => word(app, visitor, &format!("privacy-kind-{}", r.kind)),
        place => institution(app, visitor, r.place),
        at => r.at,
        due => r.due.to_string(),
        left => left.max(0),
        open => r.answered.is_none(),
        state => word(app, visitor, &format!("privacy-state-{state}")),
        tone,
        field => if said.field.is_empty() { String::new() } else { word(app, visitor, &format!("privacy-field-{}", said.field)) },
        value => said.value,
        reason => said.reason,
        answered_at => r.answered.as_ref().map(|a| a.at),
        motive => r.answered.as_ref().map(|a| a.motive.clone()).unwrap_or_default(),
    }
}

/// A copy of all that is kept of somebody, for programs.
pub async fn data(State(app): State<App>, visitor: Visitor) -> Answer {
    let copy = privacy::copy(&app.desk, visitor.who()?).await?;
    let text = serde_json::to_string_pretty(&copy).map_err(|e| Oops::setup(&e.to_string()))?;
    let mut response = text.into_response();
    let head = response.headers_mut();
    head.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    head.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"diwan-data.json\""));
    Ok(response)
}
