//! What proves somebody beside their password: authenticator applications, passkeys, recovery codes. Each
//! person's own; officers need one to sign and to administer, everyone may have one.

use crate::answer::{Answer, Oops};
use crate::confirm;
use crate::form::Posted;
use crate::server::App;
use crate::visitor::{self, Visitor};
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect};
use civic::Mistake;
use desk::who::Adding;
use desk::{Error, who};
use minijinja::{Value, context};
use uuid::Uuid;

/// What the page shows beside what is there already.
#[derive(Default)]
struct More {
    /// An authenticator or a passkey that is being added.
    totp: Option<Value>,
    passkey: Option<Value>,
    /// New recovery codes, shown once.
    codes: Vec<String>,
    name: String,
    wrong: Vec<Mistake>,
}

pub async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    page(&app, &visitor, StatusCode::OK, More::default()).await
}

/// The address of a form, opened again: there is nothing there but its page.
pub async fn back() -> Answer {
    Ok(Redirect::to("/account/security").into_response())
}

pub async fn back_from(Path(_): Path<Uuid>) -> Answer {
    back().await
}

async fn page(app: &App, visitor: &Visitor, status: StatusCode, more: More) -> Answer {
    let who = visitor.who()?;
    let held = who::held(&app.desk, who.account.id).await?;
    let factors: Vec<Value> = held
        .factors
        .iter()
        .map(|f| {
            context! { id => f.id.to_string(), kind => f.kind.as_str(), name => f.name.as_str(), made => f.made_at, used => f.used_at }
        })
        .collect();
    let sentences = app.mistakes(visitor, &more.wrong);
    let handed = held.factors.is_empty() && who::needs_code(&app.desk, who).await?;
    let security = context! {
        factors,
        codes_left => held.codes_left,
        codes => more.codes,
        totp => more.totp,
        passkey => more.passkey,
        passkeys_possible => who::passkeys_possible(&app.desk),
        name => more.name,
        officer => who.viewer.is_officer(),
        handed,
        errors => Value::from_pairs(sentences.into_iter()),
    };
    app.page_with(visitor, status, "security.html", "security-title", context! { security })
}

/// Whoever has a factor already is asked for it before anything is begun.
fn guarded(app: &App, visitor: &Visitor, held: &who::Held) -> Result<(), Oops> {
    if held.factors.is_empty() { Ok(()) } else { Ok(visitor.who()?.proven(&app.desk)?) }
}

pub async fn begin_totp(State(app): State<App>, visitor: Visitor, _posted: Posted) -> Answer {
    let who = visitor.who()?;
    guarded(&app, &visitor, &who::held(&app.desk, who.account.id).await?)?;
    let totp = Some(confirm::of_enrolment(&who::begin_totp(&app.desk, who).await?));
    page(&app, &visitor, StatusCode::OK, More { totp, ..More::default() }).await
}

pub async fn add_totp(State(app): State<App>, visitor: Visitor, posted: Posted) -> Answer {
    let who = visitor.who()?;
    app.limits.take(crate::limits::PROVE, &who.account.id.to_string(), app.desk.clock.now())?;
    let name = posted.get("name");
    match who::add_totp(&app.desk, who, adding(&posted), posted.get("code")).await {
        Ok(secret) => added(&app, &visitor, &secret),
        Err(Error::Mistakes(wrong)) => {
            let totp = match who::resume(&app.desk, who, posted.get("begun")).await? {
                Some(enrolment) => confirm::of_enrolment(&enrolment),
                None => confirm::of_enrolment(&who::begin_totp(&app.desk, who).await?),
            };
            let more = More { totp: Some(totp), name: name.to_owned(), wrong, ..More::default() };
            page(&app, &visitor, StatusCode::UNPROCESSABLE_ENTITY, more).await
        }
        Err(other) => Err(Oops(other)),
    }
}

fn adding(posted: &Posted) -> Adding<'_> {
    Adding { begun: posted.get("begun"), name: posted.get("name"), enrolment: posted.get("enrolment") }
}

fn added(app: &App, visitor: &Visitor, secret: &str) -> Answer {
    let mut response = app.go(visitor, "/account/security", "success", "security-added")?;
    response.headers_mut().append(header::SET_COOKIE, visitor::signed_in(app, secret));
    Ok(response)
}

pub async fn begin_passkey(State(app): State<App>, visitor: Visitor, _posted: Posted) -> Answer {
    passkey_form(&app, &visitor, "", Vec::new()).await
}

async fn passkey_form(app: &App, visitor: &Visitor, name: &str, wrong: Vec<Mistake>) -> Answer {
    let who = visitor.who()?;
    guarded(app, visitor, &who::held(&app.desk, who.account.id).await?)?;
    let Some(begun) = who::begin_passkey(&app.desk, who).await? else { return back().await };
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let more = More { passkey: Some(confirm::of_passkeys(&begun)), name: name.to_owned(), wrong, ..More::default() };
    page(app, visitor, status, more).await
}

pub async fn add_passkey(State(app): State<App>, visitor: Visitor, posted: Posted) -> Answer {
    let who = visitor.who()?;
    app.limits.take(crate::limits::PROVE, &who.account.id.to_string(), app.desk.clock.now())?;
    let name = posted.get("name");
    match who::add_passkey(&app.desk, who, adding(&posted), posted.get("passkey")).await {
        Ok(secret) => added(&app, &visitor, &secret),
        Err(Error::Mistakes(wrong)) => passkey_form(&app, &visitor, name, wrong).await,
        Err(other) => Err(Oops(other)),
    }
}

/// New recovery codes, shown on this page, once.
pub async fn codes(State(app): State<App>, visitor: Visitor, _posted: Posted) -> Answer {
    let codes = who::renew_codes(&app.desk, visitor.who()?).await?;
    page(&app, &visitor, StatusCode::OK, More { codes, ..More::default() }).await
}

pub async fn remove(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>, _posted: Posted) -> Answer {
    who::remove_factor(&app.desk, visitor.who()?, id).await?;
    app.go(&visitor, "/account/security", "success", "security-removed")
}
