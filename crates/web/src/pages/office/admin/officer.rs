//! One officer: dated roles, delegations of signature, the account and what was done to it.

use super::users::{Listed, fields, office, seat};
use super::{day, maybe_day, roles_of};
use crate::answer::{Answer, Oops};
use crate::form::Posted;
use crate::pages::office::said::{self, Wrong};
use crate::pages::office::seats;
use crate::server::App;
use crate::view::{self, word};
use crate::visitor::Visitor;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use civic::role::{Level, Scope};
use civic::{Mistake, Office, Place, Role};
use desk::people::{self, Appointment};
use desk::who::{CODE_DAYS, Standing};
use desk::{Denial, Error};
use minijinja::{Value, context};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::people::{Account, Entry};
use store::trust::Recovery;
use uuid::Uuid;

/// How many lines of the journal the page shows.
const LINES_MOST: i64 = 12;

/// An officer as an administrator opens them.
struct Open {
    account: Account,
    /// Every seat held, that was held or will be.
    offices: Vec<Office>,
    /// The place of the visitor's administration in which the officer has a seat.
    place: Place,
    /// Every seat of that place.
    beside: Vec<Office>,
    /// Accounts by identifier: those who hold the seats of the place, and who wrote the journal.
    people: HashMap<Uuid, Account>,
    journal: Vec<Entry>,
    devices: Vec<store::people::SignIn>,
    /// Lasting second factors, and what is asked for when they are lost.
    factors: i64,
    recovery: Option<Recovery>,
    /// The code under which the first factor is added.
    code: Option<store::factors::Code>,
}

/// Which form is shown again, with what was written in it.
#[derive(Default)]
struct Again {
    form: String,
    values: Value,
    wrong: Wrong,
    password: Option<String>,
    /// The link of a recovery, shown once.
    link: Option<String>,
    /// A new code of enrolment, shown once.
    code: Option<String>,
}

impl Again {
    fn nothing() -> Again {
        Again { values: context! {}, ..Again::default() }
    }
}

/// The officer, and the place in which the visitor administers them.
async fn open(app: &App, visitor: &Visitor, id: Uuid) -> Result<Open, Oops> {
    let who = visitor.who()?.clone();
    let now = app.desk.clock.now();
    let open = app
        .desk
        .db
        .read(move |tx| -> desk::Result<Open> {
            let Some(account) = store::people::get(tx, id)?.filter(|a| a.kind == "officer") else {
                return Err(Error::not_found());
            };
            let offices = store::people::offices(tx, id)?;
            let administered =
                offices.iter().map(|o| o.seat.place).find(|place| people::may_administer(&who, *place).is_ok());
            let Some(place) = administered else { return Err(Denial::NotYours.into()) };
            let beside = store::people::offices_in(tx, place)?;
            let journal = store::people::journal_about(tx, place, &id.to_string(), LINES_MOST)?;
            let recovery = store::trust::open_recovery(tx, place, id, now)?;
            let code = store::factors::code_of(tx, id)?;
            let mut people = HashMap::new();
            for id in beside
                .iter()
                .map(|o| o.holder)
                .chain(offices.iter().filter_map(|o| o.delegated_by))
                .chain(journal.iter().map(|e| e.who))
                .chain(recovery.iter().flat_map(|r| [Some(r.asked_by), r.confirmed_by]).flatten())
                .chain(code.as_ref().and_then(|c| c.made_by))
            {
                if !people.contains_key(&id)
                    && let Some(account) = store::people::get(tx, id)?
                {
                    people.insert(id, account);
                }
            }
            let devices = store::people::sign_ins(tx, id, now)?;
            let factors = store::factors::lasting(tx, id)?;
            Ok(Open { account, offices, place, beside, people, journal, devices, factors, recovery, code })
        })
        .await?;
    Ok(open)
}

pub async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Answer {
    let open = open(&app, &visitor, id).await?;
    page(&app, &visitor, &open, StatusCode::OK, Again::nothing())
}

/// The address of a form that was refused, opened again: there is nothing there but its page.
pub async fn back(Path(id): Path<Uuid>) -> Answer {
    Ok(Redirect::to(&format!("/office/admin/users/{id}")).into_response())
}

pub async fn back_from_end(Path((id, _)): Path<(Uuid, Uuid)>) -> Answer {
    Ok(Redirect::to(&format!("/office/admin/users/{id}")).into_response())
}

/// Gives a role in the place.
pub async fn appoint(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>, posted: Posted) -> Answer {
    let open = open(&app, &visitor, id).await?;
    let given = match seat(&app, &posted, open.place) {
        Ok(seat) => people::appoint(&app.desk, visitor.who()?, Appointment { holder: id, ..seat }).await.map(|_| ()),
        Err(wrong) => Err(Error::Mistakes(wrong)),
    };
    answered(&app, &visitor, &open, given, "officer-role-given", "role", &posted)
}

/// Records that somebody delegates their power to the officer.
pub async fn delegate(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>, posted: Posted) -> Answer {
    let open = open(&app, &visitor, id).await?;
    let given = match delegation(&app, &open, &posted) {
        Ok(delegation) => people::appoint(&app.desk, visitor.who()?, delegation).await.map(|_| ()),
        Err(wrong) => Err(Error::Mistakes(wrong)),
    };
    answered(&app, &visitor, &open, given, "officer-delegation-recorded", "delegation", &posted)
}

fn delegation(app: &App, open: &Open, posted: &Posted) -> Result<Appointment, Vec<Mistake>> {
    let mut wrong = Vec::new();
    let signing = signing(app);
    let of = open.beside.iter().find(|o| o.id.to_string() == posted.get("by") && gives(open, &signing, o));
    if of.is_none() {
        wrong.push(Mistake::new("by", if posted.get("by").is_empty() { "required" } else { "unknown-choice" }));
    }
    let from = day("from", posted.get("from")).map_err(|m| wrong.push(m)).ok();
    let until = maybe_day("until", posted.get("to")).map_err(|m| wrong.push(m)).ok();
    let decision = posted.get("decision").to_owned();
    if decision.trim().is_empty() {
        wrong.push(Mistake::new("decision", "required"));
    }
    match (of, from, until) {
        (Some(of), Some(from), Some(until)) if wrong.is_empty() => Ok(Appointment {
            holder: open.account.id,
            role: of.seat.role,
            place: of.seat.place,
            from,
            until,
            decision,
            delegated_by: Some(of.holder),
            scope: Scope { procedures: named(posted, "procedure"), acts: named(posted, "act") },
        }),
        _ => Err(wrong),
    }
}

fn named(posted: &Posted, field: &str) -> Vec<String> {
    posted.all(field).into_iter().map(str::to_owned).collect()
}

/// The roles that sign something in a procedure on offer, with the acts by which they do.
fn signing(app: &App) -> BTreeMap<Role, BTreeSet<String>> {
    let mut roles: BTreeMap<Role, BTreeSet<String>> = BTreeMap::new();
    for procedure in app.desk.street.catalogue() {
        for door in procedure.doors.iter().filter(|door| door.kind.binds()) {
            for role in door.by.iter().filter(|role| role.level() != Level::Nowhere) {
                roles.entry(*role).or_default().insert(door.act.clone());
            }
        }
    }
    roles
}

/// Whether a seat of the place is one whose signature can be delegated to this officer.
fn gives(open: &Open, signing: &BTreeMap<Role, BTreeSet<String>>, o: &Office) -> bool {
    o.delegated_by.is_none() && o.holder != open.account.id && signing.contains_key(&o.seat.role)
}

/// Ends a role or a delegation on a day.
pub async fn end(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, held)): Path<(Uuid, Uuid)>,
    posted: Posted,
) -> Answer {
    let open = open(&app, &visitor, id).await?;
    let Some(of) = open.offices.iter().find(|o| o.id == held) else { return Err(Oops::not_found()) };
    let ended = match day("until", posted.get("to")) {
        Ok(until) => people::end_office(&app.desk, visitor.who()?, of.seat.place, held, until).await,
        Err(wrong) => Err(Error::Mistakes(vec![wrong])),
    };
    answered(&app, &visitor, &open, ended, "officer-seat-ended", &held.to_string(), &posted)
}

pub async fn lock(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>, posted: Posted) -> Answer {
    let open = open(&app, &visitor, id).await?;
    let done = people::close(&app.desk, visitor.who()?, open.place, id, true).await;
    answered(&app, &visitor, &open, done, "officer-locked", "", &posted)
}

pub async fn unlock(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>, posted: Posted) -> Answer {
    let open = open(&app, &visitor, id).await?;
    let done = people::close(&app.desk, visitor.who()?, open.place, id, false).await;
    answered(&app, &visitor, &open, done, "officer-unlocked", "", &posted)
}

/// A new password, shown on this page, once.
pub async fn reset(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>, _posted: Posted) -> Answer {
    let before = open(&app, &visitor, id).await?;
    let password = people::first_password(&app.desk);
    people::reset_password(&app.desk, visitor.who()?, before.place, id, &password).await?;
    let after = open(&app, &visitor, id).await?;
    page(&app, &visitor, &after, StatusCode::OK, Again { password: Some(password), ..Again::nothing() })
}

pub async fn sign_out(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>, posted: Posted) -> Answer {
    let open = open(&app, &visitor, id).await?;
    let done = people::sign_out(&app.desk, visitor.who()?, open.place, id).await;
    answered(&app, &visitor, &open, done, "officer-signed-out", "", &posted)
}

/// Another code for an officer without a second factor, shown on this page, once.
pub async fn renew_code(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>, posted: Posted) -> Answer {
    let before = open(&app, &visitor, id).await?;
    match desk::who::renew_code(&app.desk, visitor.who()?, before.place, id).await {
        Ok(code) => {
            let after = open(&app, &visitor, id).await?;
            page(&app, &visitor, &after, StatusCode::OK, Again { code: Some(code), ..Again::nothing() })
        }
        Err(error) => answered(&app, &visitor, &before, Err(error), "", "enrolment", &posted),
    }
}

/// Asks that an officer who lost every second factor may begin again; another administrator confirms.
pub async fn ask_recovery(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>, posted: Posted) -> Answer {
    let open = open(&app, &visitor, id).await?;
    let done = people::ask_recovery(&app.desk, visitor.who()?, open.place, id, posted.get("reason")).await;
    answered(&app, &visitor, &open, done, "recovery-was-asked", "recovery", &posted)
}

/// Confirms what another asked. The link is shown on this page, once.
pub async fn confirm_recovery(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    _posted: Posted,
) -> Answer {
    let before = open(&app, &visitor, id).await?;
    let secret = people::confirm_recovery(&app.desk, visitor.who()?, before.place, id).await?;
    let link = format!("{}/recover/{secret}", app.desk.options.address);
    let after = open(&app, &visitor, id).await?;
    page(&app, &visitor, &after, StatusCode::OK, Again { link: Some(link), ..Again::nothing() })
}

pub async fn end_recovery(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>, posted: Posted) -> Answer {
    let open = open(&app, &visitor, id).await?;
    let done = people::end_recovery(&app.desk, visitor.who()?, open.place, id).await;
    answered(&app, &visitor, &open, done, "recovery-was-withdrawn", "", &posted)
}

/// Back to the page when it was done; the form again, each sentence beside its field, when it was not.
fn answered(
    app: &App,
    visitor: &Visitor,
    open: &Open,
    done: desk::Result<()>,
    key: &str,
    form: &str,
    posted: &Posted,
) -> Answer {
    match done {
        Ok(()) => app.go(visitor, &format!("/office/admin/users/{}", open.account.id), "success", key),
        Err(error) => {
            let Some(wrong) = said::wrong(app, visitor, &error) else { return Err(Oops(error)) };
            let again =
                Again { form: form.into(), values: said::values(posted), wrong: fields(wrong), ..Again::default() };
            page(app, visitor, open, StatusCode::UNPROCESSABLE_ENTITY, again)
        }
    }
}

fn page(app: &App, visitor: &Visitor, open: &Open, status: StatusCode, again: Again) -> Answer {
    let account = &open.account;
    let listed = Listed {
        account: account.clone(),
        offices: open.offices.clone(),
        seen: open.devices.first().map(|d| d.seen_at),
    };
    let own = visitor.who()?.account.id == account.id;
    let state = listed.state(app.desk.clock.now(), app.desk.clock.today());
    let closed = open.journal.iter().find(|e| e.what == "account-closed").map(|e| e.at);
    let shown = |o: &Office| -> Value {
        let here = again.form == o.id.to_string();
        let mine = visitor.who().is_ok_and(|who| people::may_administer(who, o.seat.place).is_ok());
        context! {
            may_end => mine && !own,
            wrong => if here { again.wrong.get("to").cloned() } else { None },
            typed => if here { again.values.get_attr("to").ok() } else { None },
            covers => covers(app, visitor, o),
            ..office(app, visitor, o)
        }
    };
    let officer = context! {
        id => account.id.to_string(),
        name => account.name(visitor.arabic()),
        login => account.email.clone().or(account.cnie.clone()).unwrap_or_default(),
        phone => account.phone.clone(),
        state,
        why_locked => if account.closed { "administrator" } else { "attempts" },
        locked_at => if account.closed { closed } else { Some(account.locked_until) },
        seen => listed.seen,
        signins => open.devices.len(),
        created => account.made_at,
        own,
        roles => open.offices.iter().filter(|o| o.delegated_by.is_none()).map(shown).collect::<Vec<_>>(),
        delegations => delegations(visitor, open, &shown),
        history => open.journal.iter().map(|e| line(app, visitor, open, e)).collect::<Vec<_>>(),
        form => form(app, visitor, open, &again),
        made => again.password.as_ref().map(|password| context! { password }),
        law => view::law(app, visitor.lang, "113-14", "103", true),
        recovery => recovery(visitor, open, &again)?,
        enrolment => enrolment(app, visitor, open, &again),
    };
    app.page_with(visitor, status, "admin-user.html", account.name(visitor.arabic()), context! { officer })
}

/// What the page says of lost second factors, and who may do what about it.
fn recovery(visitor: &Visitor, open: &Open, again: &Again) -> Result<Value, Oops> {
    let me = visitor.who()?.account.id;
    let named = |id: Uuid| open.people.get(&id).map(|a| a.name(visitor.arabic()).to_owned()).unwrap_or_default();
    let asked = open.recovery.as_ref().map(|r| {
        context! {
            by => named(r.asked_by),
            at => r.asked_at,
            reason => r.reason.as_str(),
            confirmed_by => r.confirmed_by.map(named),
            until => r.until,
            may_confirm => r.confirmed_by.is_none() && r.asked_by != me && open.account.id != me,
            mine => r.asked_by == me,
        }
    });
    let here = again.form == "recovery";
    Ok(context! {
        factors => open.factors,
        asked,
        link => again.link.clone(),
        minutes => people::LINK_MINUTES,
        reason => if here { again.values.get_attr("reason").ok() } else { None },
        wrong => if here { again.wrong.get("reason").cloned() } else { None },
    })
}

/// How it stands with the code of an officer who has no second factor; nothing of who has one.
fn enrolment(app: &App, visitor: &Visitor, open: &Open, again: &Again) -> Option<Value> {
    let kept = open.code.as_ref();
    let by = kept.and_then(|c| c.made_by).and_then(|id| open.people.get(&id));
    let wrong = if again.form == "enrolment" { again.wrong.get("enrolment").cloned() } else { None };
    (open.factors == 0 || wrong.is_some()).then(|| {
        context! {
            standing => Standing::of(kept, app.desk.clock.now()).code(),
            at => kept.map(|c| c.made_at),
            until => kept.map(|c| c.until),
            by => by.map(|a| a.name(visitor.arabic()).to_owned()),
            code => again.code.clone(),
            days => CODE_DAYS,
            wrong,
        }
    })
}

/// What a delegation covers, in words; nothing when it is everything.
fn covers(app: &App, visitor: &Visitor, o: &Office) -> Vec<String> {
    let procedures = o.scope.procedures.iter().map(|code| word(app, visitor, &format!("procedure-{code}")));
    procedures.chain(o.scope.acts.iter().map(|act| word(app, visitor, &format!("act-{act}")))).collect()
}

/// Powers received from others and given to others.
fn delegations(visitor: &Visitor, open: &Open, shown: &dyn Fn(&Office) -> Value) -> Vec<Value> {
    let named = |id: Uuid| open.people.get(&id).map(|a| a.name(visitor.arabic()).to_owned()).unwrap_or_default();
    let received = open.offices.iter().filter_map(|o| Some((o, o.delegated_by?, "received")));
    let given = open.beside.iter().filter(|o| o.delegated_by == Some(open.account.id)).map(|o| (o, o.holder, "given"));
    received
        .chain(given)
        .map(|(o, other, direction)| context! { direction, other => named(other), ..shown(o) })
        .collect()
}

/// A line of the journal about this officer.
fn line(app: &App, visitor: &Visitor, open: &Open, entry: &Entry) -> Value {
    let role = entry.detail.split(' ').next().filter(|word| civic::Role::parse(word).is_some());
    context! {
        at => entry.at,
        what => super::audit::what(app, visitor, &entry.what),
        detail => role.map(|role| word(app, visitor, &format!("role-{role}"))),
        by => open.people.get(&entry.who).map(|a| a.name(visitor.arabic()).to_owned()),
    }
}

fn form(app: &App, visitor: &Visitor, open: &Open, again: &Again) -> Value {
    let today = app.desk.clock.today();
    let signing = signing(app);
    let own = |o: &&Office| gives(open, &signing, o) && o.until.is_none_or(|until| today <= until);
    let colleagues: Vec<Value> = open
        .beside
        .iter()
        .filter(own)
        .filter_map(|o| {
            let name = open.people.get(&o.holder)?.name(visitor.arabic());
            Some(context! { id => o.id.to_string(), name, role => o.seat.role.as_str() })
        })
        .collect();
    let coded = |key: &str, code: &str| context! { code, label => word(app, visitor, &format!("{key}-{code}")) };
    let procedures: Vec<Value> = app.desk.street.catalogue().iter().map(|p| coded("procedure", &p.code)).collect();
    // Of the seats on the form alone: nobody is offered an act that none of them does.
    let offered = open.beside.iter().filter(own).filter_map(|o| signing.get(&o.seat.role));
    let acts: BTreeSet<&String> = offered.flatten().collect();
    let acts: Vec<Value> = acts.into_iter().map(|act| coded("act", act)).collect();
    let said = |form: &str| {
        if again.form == form {
            again.values.clone()
        } else {
            context! {}
        }
    };
    let wrong = |form: &str| if again.form == form { again.wrong.clone() } else { Wrong::new() };
    let whole = |name: &str| {
        context! {
            open => again.form == name,
            values => said(name),
            mistakes => wrong(name),
            roles => roles_of(app, open.place),
            places => [seats::place(app, visitor, open.place)],
            today => today.to_string(),
            colleagues => colleagues.clone(),
            procedures => procedures.clone(),
            acts => acts.clone(),
        }
    };
    context! { role => whole("role"), delegation => whole("delegation"), today => today.to_string() }
}
