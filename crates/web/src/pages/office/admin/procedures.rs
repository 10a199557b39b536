//! The procedures offered, as the checker and the officers read them: drawing, findings, longest
//! path, who may do what at each step, pieces, members, fees, papers.

use super::law::name_of;
use super::{ground, steps};
use crate::answer::{Answer, Oops};
use crate::explain::Explain;
use crate::pages::office::seats;
use crate::pages::public;
use crate::server::App;
use crate::view::{law, unit_word, word};
use crate::visitor::Visitor;
use axum::extract::{Path, State};
use civic::calendar::{Delay, Unit};
use civic::check::{self, Report, Share};
use civic::procedure::Procedure;
use civic::{Place, draw};
use i18n::{Arg, Lang};
use minijinja::{Value, context};

/// The checker's report under the law of today.
fn report(app: &App, procedure: &Procedure) -> Report {
    let statute = app.desk.statute();
    let words = &app.desk.words;
    let lacking =
        |key: &str| [Lang::Ar, Lang::Fr].into_iter().filter(|lang| !words.has(*lang, key)).map(Lang::tag).collect();
    check::check(procedure, &statute.law, &statute.calendar, app.desk.clock.today(), &lacking)
}

pub async fn all(State(app): State<App>, visitor: Visitor) -> Answer {
    let place = ground(&visitor, "")?;
    let today = app.desk.clock.today();
    let stock = app
        .desk
        .db
        .read(move |tx| -> desk::Result<_> { Ok(store::figures::standing(tx, place, today, today)?) })
        .await?;
    let rows: Vec<Value> = app
        .desk
        .street
        .catalogue()
        .iter()
        .map(|p| {
            let open: i64 = stock.iter().filter(|s| s.procedure == p.code).map(|s| s.open).sum();
            let report = report(&app, p);
            context! { pieces => p.pieces.len(), steps => p.steps.len(), open_files => open, ..head(&app, &visitor, p, &report) }
        })
        .collect();
    let procedures = context! { rows, place => seats::place(&app, &visitor, place) };
    app.page(&visitor, "admin-procedures.html", "procs-title", context! { procedures })
}

/// What the list and the page of one say alike.
fn head(app: &App, visitor: &Visitor, procedure: &Procedure, report: &Report) -> Value {
    context! {
        code => procedure.code.as_str(),
        label => word(app, visitor, &format!("procedure-{}", procedure.code)),
        revision => procedure.revision,
        series => procedure.series.as_str(),
        url => format!("/office/admin/procedures/{}", procedure.code),
        limit => amount(app, &procedure.limit),
        longest => longest(app, report),
        silence => public::silence(procedure),
        texts => procedure.texts.iter().map(|text| law(app, visitor.lang, text, "", true)).collect::<Vec<_>>(),
        verdict => context! { errors => report.findings.len(), warnings => report.unverified.len() },
    }
}

/// A value of the law as the Kingdom has it today: `{value, unit}`; none when the table lacks it.
pub(super) fn amount(app: &App, name: &str) -> Value {
    let statute = app.desk.statute();
    let found = statute.law.delay(name, Place::KINGDOM, app.desk.clock.today());
    found.map_or(Value::from(()), |delay| context! { value => delay.count, unit => unit_word(delay.unit) })
}

/// Clock and extension together, and the most that the law allows: in their own unit when they share
/// it, else in calendar days from today.
fn longest(app: &App, report: &Report) -> Value {
    let path = &report.path;
    let spans: Vec<Delay> = [&path.limit, &path.extension].into_iter().flatten().map(|s| s.delay).collect();
    let most = path.longest.as_ref().map(|s| s.delay);
    let (statute, today) = (app.desk.statute(), app.desk.clock.today());
    let (days, most, unit) = match most {
        Some(most) if spans.iter().all(|s| s.unit == most.unit) => {
            (spans.iter().map(|s| s.count).sum(), most.count, most.unit)
        }
        most => {
            let end = spans.iter().fold(today, |day, span| statute.calendar.after(day, *span));
            let days = |until| statute.calendar.between(today, until, Unit::CalendarDays);
            (days(end), most.map_or(0, |most| days(statute.calendar.after(today, most))), Unit::CalendarDays)
        }
    };
    context! { days, most, unit => unit_word(unit) }
}

pub async fn one(State(app): State<App>, visitor: Visitor, Path(code): Path<String>) -> Answer {
    let place = ground(&visitor, "")?;
    let Some(procedure) = app.desk.street.latest(&code) else { return Err(Oops::not_found()) };
    let revisions =
        app.desk.db.read(move |tx| -> desk::Result<_> { Ok(store::figures::revisions(tx, place, &code)?) }).await?;
    let report = report(&app, &procedure);
    let p = &*procedure;
    let say = |key: &str| app.desk.words.plain(visitor.lang, key, &[]);
    let now = |revision: &i64| *revision == i64::from(p.revision);
    let papers: Vec<String> =
        p.papers.iter().map(|paper| word(&app, &visitor, &format!("paper-{}", paper.name))).collect();
    let shown = context! {
        findings => findings(&app, &visitor, &report),
        drawing_svg => draw::draw(p, visitor.arabic(), &say),
        path => path(&app, &visitor, &report),
        steps => steps::table(&app, &visitor, p),
        everywhere => steps::everywhere(&app, &visitor, p),
        pieces => pieces(&app, &visitor, p),
        members => members(&app, &visitor, p),
        fees => fees(&app, &visitor, p),
        papers,
        running => context! {
            now => revisions.iter().filter(|(r, _)| now(r)).map(|(_, files)| files).sum::<i64>(),
            other_revisions => revisions.iter().filter(|(r, _)| !now(r)).map(|(revision, files)| context! { revision, files }).collect::<Vec<_>>(),
        },
        ..head(&app, &visitor, p, &report)
    };
    app.page(&visitor, "admin-procedure.html", &format!("procedure-{}", p.code), context! { procedure => shown })
}

/// What is wrong, and what has still to be compared with the text.
fn findings(app: &App, visitor: &Visitor, report: &Report) -> Vec<Value> {
    let wrong = report.findings.iter().map(|one| {
        context! { severity => "error", text => word(app, visitor, &format!("finding-{}", one.code)), detail => one.says.as_str() }
    });
    let names: Vec<String> = report.unverified.iter().map(|one| name_of(app, visitor, &one.name)).collect();
    let doubtful = (!names.is_empty()).then(|| {
        let args = [("names", Arg::from(names.join(" · "))), ("count", Arg::from(names.len() as i64))];
        context! { severity => "warning", text => app.desk.words.say(visitor.lang, "finding-unverified", &args), detail => "" }
    });
    wrong.chain(doubtful).collect()
}

fn path(app: &App, visitor: &Visitor, report: &Report) -> Value {
    let share = |of: &Share| context! { days => of.delay.count, unit => unit_word(of.delay.unit) };
    let steps = report
        .path
        .shares
        .iter()
        .map(|(step, of)| context! { label => word(app, visitor, &format!("step-{step}")), ..share(of) });
    context! {
        law => report.path.longest.as_ref().map(|s| law(app, visitor.lang, &s.text, &s.article, true)),
        steps => steps.collect::<Vec<_>>(),
        extension => report.path.extension.as_ref().map(share),
        ..longest(app, report)
    }
}

fn explain<'a>(app: &'a App, visitor: &Visitor, procedure: &'a Procedure) -> Explain<'a> {
    Explain { app, lang: visitor.lang, procedure, commune: Place::KINGDOM, day: app.desk.clock.today(), answers: None }
}

/// A condition as written, and in words where its shape is known.
fn when(explain: &Explain, source: Option<&civic::expr::Expr>) -> Value {
    source.map_or(
        Value::from(()),
        |when| context! { source => when.source.as_str(), says => explain.condition(&when.source) },
    )
}

fn pieces(app: &App, visitor: &Visitor, procedure: &Procedure) -> Vec<Value> {
    let explain = explain(app, visitor, procedure);
    let pieces = procedure.pieces.iter();
    pieces
        .map(|piece| {
            context! {
                label => word(app, visitor, &format!("piece-{}", piece.name)),
                required => piece.required,
                when => when(&explain, piece.when.as_ref()),
                law => piece.law.as_ref().map(|text| law(app, visitor.lang, text, piece.article.as_deref().unwrap_or_default(), true)),
            }
        })
        .collect()
}

fn members(app: &App, visitor: &Visitor, procedure: &Procedure) -> Vec<Value> {
    let explain = explain(app, visitor, procedure);
    let members = procedure.members.iter();
    members
        .map(|one| {
            context! {
                role => one.role.as_str(),
                occasional => one.occasional,
                within => amount(app, &one.within),
                when => when(&explain, one.when.as_ref()),
            }
        })
        .collect()
}

fn fees(app: &App, visitor: &Visitor, procedure: &Procedure) -> Vec<Value> {
    let explain = explain(app, visitor, procedure);
    let fees = procedure.fees.iter();
    fees.map(|fee| {
        context! {
            label => word(app, visitor, &format!("fee-{}", fee.name)),
            formula => fee.formula.source.as_str(),
            says => explain.formula(&fee.formula.source),
            when => when(&explain, fee.when.as_ref()),
            law => law(app, visitor.lang, &fee.text, &fee.article, true),
        }
    })
    .collect()
}
