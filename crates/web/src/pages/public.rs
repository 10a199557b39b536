//! What anyone may see without signing in: the first page, the catalogue, a service.

use crate::answer::{Answer, Oops};
use crate::explain::Explain;
use crate::server::App;
use crate::view::{self, word};
use crate::visitor::Visitor;
use axum::extract::{Path, Query, State};
use civic::procedure::{Procedure, Running, Silence};
use civic::{Place, Role};
use desk::figures::Delays;
use jiff::civil::Date;
use minijinja::{Value, context};
use serde::Deserialize;

/// Fewer answers than this tell of persons, not of an office.
pub const FILES_LEAST: i64 = 5;

pub async fn home(State(app): State<App>, visitor: Visitor) -> Answer {
    let services: Vec<Value> = app.desk.street.catalogue().iter().map(|p| card(&app, &visitor, p)).collect();
    let year = delays(&app, Place::KINGDOM, None).await?;
    let figures = (FILES_LEAST <= year.files).then(|| {
        context! {
            decided => year.files,
            median => year.median,
            unit => "working-days",
            on_time => on_time(&year),
        }
    });
    let mine = match &visitor.who {
        Some(who) if who.account.kind != "officer" => Some(super::files::summary(&app, &visitor, who).await?),
        _ => None,
    };
    app.page(&visitor, "home.html", "home-short", context! { services, figures, mine })
}

/// The share of answers given in time, in percent.
pub fn on_time(of: &Delays) -> i64 {
    if of.files == 0 { 0 } else { (of.files - of.late) * 100 / of.files }
}

/// Delays of the last twelve months.
async fn delays(app: &App, within: Place, procedure: Option<&str>) -> Result<Delays, Oops> {
    let figures = desk::figures::answered(&app.desk, within, &months_ago(app.desk.clock.today(), 11)).await?;
    Ok(Delays::of(figures.iter().filter(|b| procedure.is_none_or(|p| b.procedure == p))))
}

/// The month, as figures are kept by: `2026-08`.
pub fn months_ago(today: Date, months: i32) -> String {
    let count = i32::from(today.year()) * 12 + i32::from(today.month()) - 1 - months;
    format!("{:04}-{:02}", count.div_euclid(12), count.rem_euclid(12) + 1)
}

/// What a card says of a procedure.
fn card(app: &App, visitor: &Visitor, procedure: &Procedure) -> Value {
    let statute = app.desk.statute();
    let today = app.desk.clock.today();
    let limit = statute.law.delay(&procedure.limit, Place::KINGDOM, today);
    let free = procedure.fees.is_empty();
    context! {
        code => procedure.code.as_str(),
        title => word(app, visitor, &format!("procedure-{}", procedure.code)),
        about => word(app, visitor, &format!("procedure-{}-about", procedure.code)),
        href => format!("/services/{}", procedure.code),
        limit => limit.map_or(0, |l| l.count),
        unit => limit.map_or("calendar-days", |l| view::unit_word(l.unit)),
        silence => silence(procedure),
        fee => word(app, visitor, if free { "service-free-short" } else { "service-fee-short" }),
        applicants => applicants(app, visitor, procedure),
        law => view::law_of_value(app, visitor.lang, &procedure.limit, Place::KINGDOM, today),
    }
}

pub fn silence(procedure: &Procedure) -> &'static str {
    match procedure.silence {
        Silence::Approves => "approves",
        Silence::Refuses => "refuses",
        Silence::Nothing => "nothing",
    }
}

fn applicants(app: &App, visitor: &Visitor, procedure: &Procedure) -> Vec<String> {
    procedure.applicants.iter().map(|kind| word(app, visitor, &format!("account-kind-{kind}"))).collect()
}

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
}

pub async fn catalogue(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let sought = store::fold::fold(&asked.q);
    let matches = |p: &Procedure| {
        let said = format!("procedure-{}", p.code);
        let text = store::fold::fold(&format!(
            "{} {}",
            word(&app, &visitor, &said),
            word(&app, &visitor, &format!("{said}-about"))
        ));
        sought.split(' ').all(|part| text.contains(part))
    };
    let all = app.desk.street.catalogue();
    let groups: Vec<Value> = app
        .desk
        .street
        .services
        .iter()
        .filter_map(|service| {
            let procedures: Vec<Value> = all
                .iter()
                .filter(|p| p.service == service.name && matches(p))
                .map(|p| card(&app, &visitor, p))
                .collect();
            (!procedures.is_empty()).then(|| {
                context! {
                    title => word(&app, &visitor, &format!("service-{}", service.name)),
                    about => word(&app, &visitor, &format!("service-{}-about", service.name)),
                    procedures,
                }
            })
        })
        .collect();
    app.page(&visitor, "catalogue.html", "nav-services", context! { query => asked.q, groups })
}

pub async fn service(State(app): State<App>, visitor: Visitor, Path(code): Path<String>) -> Answer {
    let Some(procedure) = app.desk.street.latest(&code) else { return Err(Oops::not_found()) };
    let year = delays(&app, Place::KINGDOM, Some(&code)).await?;
    let real = (FILES_LEAST <= year.files)
        .then(|| context! { median => year.median, p90 => year.p90, decided => year.files, unit => "working-days" });
    let draft = match &visitor.who {
        Some(who) => desk::draft::mine(&app.desk, who)
            .await?
            .into_iter()
            .find(|d| d.procedure == code)
            .map(|d| format!("/drafts/{}", d.id)),
        None => None,
    };
    let title = format!("procedure-{code}");
    let values = context! {
        procedure => told(&app, &visitor, &procedure),
        pieces => pieces(&app, &visitor, &procedure),
        fees => fees(&app, &visitor, &procedure),
        steps => steps(&app, &visitor, &procedure),
        real,
        draft,
    };
    app.page(&visitor, "service.html", &title, values)
}

fn told(app: &App, visitor: &Visitor, procedure: &Procedure) -> Value {
    let statute = app.desk.statute();
    let today = app.desk.clock.today();
    let longest = statute.law.delay(&procedure.longest, Place::KINGDOM, today);
    let arabic = visitor.arabic();
    let texts: Vec<String> = procedure
        .texts
        .iter()
        .filter_map(|code| statute.law.text(code))
        .map(|t| if arabic { t.ar.clone() } else { t.fr.clone() })
        .collect();
    context! {
        group => word(app, visitor, &format!("service-{}", procedure.service)),
        start => format!("/services/{}/start", procedure.code),
        longest => longest.map_or(0, |l| l.count),
        longest_unit => longest.map_or("calendar-days", |l| view::unit_word(l.unit)),
        longest_law => view::law_of_value(app, visitor.lang, &procedure.longest, Place::KINGDOM, today),
        texts,
        ..card(app, visitor, procedure)
    }
}

/// Explains this procedure to this visitor by the Kingdom's law of today.
fn explain<'a>(app: &'a App, visitor: &Visitor, procedure: &'a Procedure) -> Explain<'a> {
    Explain { app, lang: visitor.lang, procedure, commune: Place::KINGDOM, day: app.desk.clock.today(), answers: None }
}

fn pieces(app: &App, visitor: &Visitor, procedure: &Procedure) -> Vec<Value> {
    let explain = explain(app, visitor, procedure);
    procedure
        .pieces
        .iter()
        .map(|piece| {
            context! {
                label => word(app, visitor, &format!("piece-{}", piece.name)),
                hint => view::if_said(app, visitor, &format!("piece-{}-hint", piece.name)),
                required => piece.required,
                condition => piece.when.as_ref().map(|when| explain.condition(&when.source)).unwrap_or_default(),
                conditional => piece.when.is_some(),
                formats => view::formats(app, visitor, piece),
                law => piece.law.as_deref().map(|code| view::law(app, visitor.lang, code, piece.article.as_deref().unwrap_or_default(), true)),
            }
        })
        .collect()
}

fn fees(app: &App, visitor: &Visitor, procedure: &Procedure) -> Vec<Value> {
    let explain = explain(app, visitor, procedure);
    procedure
        .fees
        .iter()
        .map(|fee| {
            context! {
                name => word(app, visitor, &format!("fee-{}", fee.name)),
                formula => explain.formula(&fee.formula.source),
                condition => fee.when.as_ref().map(|when| explain.condition(&when.source)).unwrap_or_default(),
                law => view::law(app, visitor.lang, &fee.text, &fee.article, true),
            }
        })
        .collect()
}

/// The way of a file as it usually goes; what happens only sometimes stands aside.
fn steps(app: &App, visitor: &Visitor, procedure: &Procedure) -> Vec<Value> {
    let statute = app.desk.statute();
    let today = app.desk.clock.today();
    let separator = if visitor.arabic() { "، " } else { ", " };
    procedure
        .steps
        .iter()
        .filter(|step| step.holder != "nobody" && !matches!(step.name.as_str(), "refusal" | "silent"))
        .map(|step| {
            let within = step.within.as_deref().and_then(|name| statute.law.delay(name, Place::KINGDOM, today));
            let seats: Vec<Role> = procedure.members.iter().filter(|m| !m.occasional).map(|m| m.role).collect();
            let holder = match step.holder.as_str() {
                "members" => seats
                    .iter()
                    .map(|r| word(app, visitor, &format!("role-{}", r.as_str())))
                    .collect::<Vec<_>>()
                    .join(separator),
                role => word(app, visitor, &format!("role-{role}")),
            };
            let pauses = step.clock == Running::Pauses;
            context! {
                title => word(app, visitor, &format!("step-{}", step.name)),
                holder,
                within => within.map(|l| l.count),
                unit => within.map_or("calendar-days", |l| view::unit_word(l.unit)),
                about => if pauses { word(app, visitor, "service-step-paused") } else { String::new() },
                side => pauses && step.stage == "completing",
            }
        })
        .collect()
}
