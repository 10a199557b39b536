//! The cash desk: a file by its number or its person, what is due and why, the payment; the day's journal.

use super::doors::{METHODS, payment};
use super::said::{self, Wrong};
use super::seats::{choose, place};
use super::shape::{Stands, row_clock, short_clock};
use crate::answer::{Answer, Oops};
use crate::form::Posted;
use crate::limits;
use crate::server::App;
use crate::view::{self, in_lang, short_number};
use crate::visitor::Visitor;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use civic::procedure::{DoorKind, Procedure};
use civic::{Dossier, Place, Role, Seat};
use desk::counter::{self, NewAct};
use desk::{Error, Who};
use i18n::format;
use jiff::civil::Date;
use minijinja::{Value, context};
use serde::Deserialize;
use std::sync::Arc;
use store::deeds::{self, Deed};
use store::dossiers;
use store::inbox::{self, Filter};
use store::people::Account;

const FOUND_MOST: i64 = 5;
const WAITING_MOST: i64 = 40;

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    q: String,
    day: String,
}

fn cashes(role: Role) -> bool {
    role == Role::Cashier
}

pub async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let who = visitor.who()?;
    let seat = choose(&visitor, None, None, cashes)?;
    page(&app, &visitor, who, seat, &asked, StatusCode::OK, None, Value::from(())).await
}

/// A payment of which the cashier holds the receipt.
pub async fn record(State(app): State<App>, visitor: Visitor, posted: Posted) -> Answer {
    let who = visitor.who()?;
    let seat = choose(&visitor, None, None, cashes)?;
    let number = posted.get("file").to_owned();
    let asked = Asked { q: number.clone(), ..Asked::default() };
    let refused = async |error: &Error| match said::wrong(&app, &visitor, error) {
        Some(wrong) => {
            page(
                &app,
                &visitor,
                who,
                seat,
                &asked,
                crate::answer::status(error),
                Some((&posted, wrong)),
                Value::from(()),
            )
            .await
        }
        None => Err(Oops(Error::Setup(error.to_string()))),
    };
    let body = match payment(&posted) {
        Ok(body) => body,
        Err(mistakes) => return refused(&Error::Mistakes(mistakes)).await,
    };
    let Some(file) = find(&app, who, seat, &number).await?.into_iter().find(|f| f.dossier.number == number) else {
        return Err(Oops::not_found());
    };
    let Some(door) = pay_door(&app, &file.procedure, &file.dossier) else {
        return Err(Error::from(civic::Refusal::WrongStep { act: "pay".into(), step: String::new() }).into());
    };
    let key = Some(posted.get("key").to_owned()).filter(|k| !k.is_empty());
    let (amount, receipt) = (body.amount, body.receipt.clone().unwrap_or_default());
    let new = NewAct {
        commune: file.dossier.commune,
        number: number.clone(),
        name: door.to_owned(),
        role: Some(Role::Cashier),
        body,
        expects: posted.get("version").parse().ok(),
        key,
    };
    match counter::act(&app.desk, who, new).await {
        Ok(_) => {
            let shown = counter::show(&app.desk, &who.viewer, file.dossier.commune, &number).await?;
            let paper = shown.documents.last().map(|p| format!("/papers/{}.pdf", p.number)).unwrap_or_default();
            let recorded = context! { display => short_number(&number), url => format!("/office/files/{number}"), amount, receipt, paper_url => paper };
            page(&app, &visitor, who, seat, &Asked::default(), StatusCode::OK, None, recorded).await
        }
        Err(error @ (Error::Mistakes(_) | Error::Refused(_))) => refused(&error).await,
        Err(other) => Err(other.into()),
    }
}

/// The act by which a file is paid where it stands.
fn pay_door<'p>(app: &App, procedure: &'p Procedure, d: &Dossier) -> Option<&'p str> {
    desk::counter::open_to(&app.desk, d, procedure, Role::Cashier)
        .into_iter()
        .find(|door| door.kind == DoorKind::Pay)
        .map(|door| door.act.as_str())
}

/// A file at the cash desk.
struct Due {
    dossier: Dossier,
    procedure: Arc<Procedure>,
    person: Option<Account>,
}

/// Files of the cashier's commune by number, short or whole, or by any word of theirs.
async fn find(app: &App, who: &Who, seat: Seat, words: &str) -> Result<Vec<Due>, Oops> {
    let words = words.trim().to_owned();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let numbers = numbers(app, seat.place, &words);
    let (viewer, street) = (who.viewer.clone(), app.desk.street.clone());
    let found = app
        .desk
        .db
        .read(move |tx| -> desk::Result<Vec<Due>> {
            let mut files = Vec::new();
            for number in &numbers {
                files.extend(dossiers::read(tx, &viewer, seat.place, number)?);
            }
            if files.is_empty() {
                let (seen, args) = store::sight::predicate(&viewer, &store::sight::SEARCH, 1);
                let query = store::fold::query(&words);
                let scope = [store::search::Scope::Commune(seat.place.0)];
                let find = store::search::Find {
                    query: &query,
                    scope: &scope,
                    seen: &seen,
                    args: &args,
                    after: None,
                    limit: FOUND_MOST,
                };
                for hit in if query.is_empty() { Vec::new() } else { store::search::find(tx, &find)? } {
                    if Place(hit.commune) == seat.place {
                        files.extend(dossiers::read(tx, &viewer, seat.place, &hit.detail)?);
                    }
                }
            }
            let mut due = Vec::new();
            for dossier in files {
                let Some(procedure) = street.procedure(&dossier.procedure, dossier.revision) else { continue };
                let person = store::people::get(tx, dossier.applicant)?;
                due.push(Due { dossier, procedure, person });
            }
            Ok(due)
        })
        .await?;
    Ok(found)
}

/// The whole numbers that `2026/000118` may stand for in a commune.
fn numbers(app: &App, commune: Place, words: &str) -> Vec<String> {
    let Some((year, n)) = words.split_once('/') else { return vec![words.to_uppercase()] };
    let (Ok(year), Ok(n)) = (year.trim().parse::<u32>(), n.trim().parse::<u32>()) else {
        return vec![words.to_owned()];
    };
    let mut series: Vec<String> = app.desk.street.catalogue().iter().map(|p| p.series.clone()).collect();
    series.sort();
    series.dedup();
    series.into_iter().map(|series| format!("{series}-{commune}-{year:04}-{n:06}")).collect()
}

type Again<'a> = Option<(&'a Posted, Wrong)>;

#[expect(clippy::too_many_arguments, reason = "a page is made from all that was asked, refused and done")]
async fn page(
    app: &App,
    visitor: &Visitor,
    who: &Who,
    seat: Seat,
    asked: &Asked,
    code: StatusCode,
    again: Again<'_>,
    recorded: Value,
) -> Answer {
    if !asked.q.trim().is_empty() {
        app.limits.take(limits::SEARCH, &who.account.id.to_string(), app.desk.clock.now())?;
    }
    let found = find(app, who, seat, &asked.q).await?;
    let today = app.desk.clock.today();
    let waiting = waiting(app, visitor, who, seat).await?;
    let day = asked.day.parse::<Date>().ok().filter(|day| *day <= today).unwrap_or(today);
    let cashier = context! {
        place => place(app, visitor, seat.place),
        q => asked.q.trim(),
        asked => !asked.q.trim().is_empty(),
        found => found.iter().map(|due| shown(app, visitor, due, &again)).collect::<Vec<_>>(),
        waiting, recorded,
        methods => METHODS.to_vec(),
        key => app.desk.chance.id(app.desk.clock.now()).to_string(),
        journal => journal(app, visitor, who, seat, day).await?,
    };
    app.page_with(visitor, code, "cashier.html", "cashier-title", context! { cashier })
}

fn shown(app: &App, visitor: &Visitor, due: &Due, again: &Again) -> Value {
    let d = &due.dossier;
    let lines = if d.fees.is_empty() {
        counter::estimate(&app.desk, &due.procedure, d.commune, &d.answers).unwrap_or_default()
    } else {
        d.fees.clone()
    };
    let may_pay = pay_door(app, &due.procedure, d).is_some();
    let state = match d.owed() {
        _ if lines.is_empty() => "none",
        0 if d.paid.is_some() => "paid",
        _ if may_pay => "due",
        _ => "later",
    };
    let mine = again.as_ref().filter(|(posted, _)| posted.get("file") == d.number);
    let paid = d
        .paid
        .as_ref()
        .map(|p| context! { number => p.receipt.as_str(), amount => p.centimes, day => p.day.to_string() });
    context! {
        number => d.number.as_str(),
        display => short_number(&d.number),
        url => format!("/office/files/{}", d.number),
        version => d.acts,
        procedure => super::code_label(app, visitor, "procedure", &d.procedure),
        applicant => due.person.as_ref().map(|p| p.name(visitor.arabic())).unwrap_or_default(),
        identity => due.person.as_ref().and_then(|p| p.cnie.clone().or(p.ice.clone())).unwrap_or_default(),
        place => d.answers.get("address").map(|a| a.typed()).unwrap_or_default(),
        clock => short_clock(app, d, &due.procedure),
        bill => context! {
            lines => view::bill(app, visitor, &due.procedure, &d.answers, d.commune, app.desk.clock.today(), &lines),
            total => lines.iter().map(|l| l.centimes).sum::<i64>(),
            owed => d.owed(),
            state,
        },
        paid, may_pay,
        values => mine.map(|(posted, _)| said::values(posted)).unwrap_or_else(|| context! {}),
        mistakes => mine.map(|(_, wrong)| said::sentences(wrong)).unwrap_or_else(|| context! {}),
    }
}

/// Files that wait for their payment, the first to lapse first.
async fn waiting(app: &App, visitor: &Visitor, who: &Who, seat: Seat) -> Result<Vec<Value>, Oops> {
    let (viewer, today) = (who.viewer.clone(), app.desk.clock.today());
    let lines = app
        .desk
        .db
        .read(move |tx| -> desk::Result<_> {
            let mut lines = Vec::new();
            for line in inbox::lines(tx, seat, today, &Filter::default(), None, WAITING_MOST)? {
                let owed = dossiers::read(tx, &viewer, line.commune, &line.number)?.map_or(0, |d| d.owed());
                lines.push((line, owed));
            }
            Ok(lines)
        })
        .await?;
    Ok(lines
        .iter()
        .map(|(line, owed)| {
            context! {
                display => short_number(&line.number),
                url => super::seats::link("/office/cashier", &[("q", &line.number)]),
                applicant => in_lang(&line.title, visitor.lang),
                amount => owed,
                clock => row_clock(app, line.due, None, Stands::Runs),
            }
        })
        .collect())
}

/// The payments recorded on a day, with the act of each and the name of who took it.
async fn payments(app: &App, who: &Who, seat: Seat, day: Date) -> Result<Vec<(Deed, Option<String>, Account)>, Oops> {
    let mut acts: Vec<String> = Vec::new();
    for procedure in app.desk.street.catalogue() {
        let doors = procedure.doors.iter().filter(|door| door.kind == DoorKind::Pay);
        acts.extend(doors.map(|door| door.act.clone()).filter(|act| !acts.contains(act)).collect::<Vec<_>>());
    }
    let viewer = who.viewer.clone();
    let from = format::moment_of(day.into());
    let to = format::moment_of(day.tomorrow().unwrap_or(day).into());
    let found = app
        .desk
        .db
        .read(move |tx| -> desk::Result<_> {
            let mut paid = Vec::new();
            for act in &acts {
                for deed in deeds::deeds(tx, &viewer, seat.place, act, from, to)? {
                    let paper = store::documents::of(tx, seat.place, deed.id)?
                        .into_iter()
                        .find(|p| p.seq == deed.seq)
                        .map(|p| p.number);
                    if let Some(by) = store::people::get(tx, deed.by)? {
                        paid.push((deed, paper, by));
                    }
                }
            }
            Ok(paid)
        })
        .await?;
    Ok(found)
}

async fn journal(app: &App, visitor: &Visitor, who: &Who, seat: Seat, day: Date) -> Result<Value, Oops> {
    let paid = payments(app, who, seat, day).await?;
    let amount = |deed: &Deed| deed.body.amount.unwrap_or(0);
    let method = |deed: &Deed| deed.body.method.clone().unwrap_or_else(|| METHODS[0].into());
    let rows: Vec<Value> = paid
        .iter()
        .map(|(deed, paper, by)| {
            context! {
                receipt => deed.body.receipt.as_deref().unwrap_or_default(),
                hour => format::hour(deed.at),
                display => short_number(&deed.number),
                url => format!("/office/files/{}", deed.number),
                payer => in_lang(&deed.title, visitor.lang),
                method => method(deed),
                amount => amount(deed),
                paper_url => paper.as_ref().map(|p| format!("/papers/{p}.pdf")).unwrap_or_default(),
                cashier => by.name(visitor.arabic()),
            }
        })
        .collect();
    let totals: Vec<Value> = METHODS
        .iter()
        .filter_map(|name| {
            let of: Vec<i64> =
                paid.iter().filter(|(deed, ..)| method(deed) == *name).map(|(deed, ..)| amount(deed)).collect();
            (!of.is_empty()).then(|| context! { method => *name, count => of.len(), amount => of.iter().sum::<i64>() })
        })
        .collect();
    let today = app.desk.clock.today();
    Ok(context! {
        day => day.to_string(), rows, totals,
        total => paid.iter().map(|(deed, ..)| amount(deed)).sum::<i64>(),
        previous => day.yesterday().ok().map(|d| d.to_string()),
        following => day.tomorrow().ok().filter(|d| *d <= today).map(|d| d.to_string()),
        csv => format!("/office/cashier/journal.csv?day={day}"),
    })
}

/// The day's journal as a sheet, for the accounts.
pub async fn csv(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let who = visitor.who()?;
    let seat = choose(&visitor, None, None, cashes)?;
    let day = asked.day.parse::<Date>().unwrap_or(app.desk.clock.today());
    let mut sheet = super::sheet(
        &app,
        &visitor,
        &["desk-receipt", "cashier-at", "inbox-file", "sheet-payer", "cashier-method", "sheet-dirhams", "cashier-by"],
    );
    for (deed, _, by) in payments(&app, who, seat, day).await? {
        let method = deed.body.method.as_deref().unwrap_or(METHODS[0]);
        let centimes = deed.body.amount.unwrap_or(0);
        let cells = [
            deed.body.receipt.clone().unwrap_or_default(),
            format::hour(deed.at),
            deed.number.clone(),
            in_lang(&deed.title, visitor.lang).to_owned(),
            view::word(&app, &visitor, &format!("cashier-method-{method}")),
            format!("{}.{:02}", centimes / 100, centimes % 100),
            by.name(visitor.arabic()).to_owned(),
        ];
        super::sheet_line(&mut sheet, &cells);
    }
    Ok((
        [
            (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
            (header::CONTENT_DISPOSITION, "attachment; filename=\"journal.csv\""),
        ],
        sheet,
    )
        .into_response())
}
