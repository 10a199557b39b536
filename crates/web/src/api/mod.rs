//! The programming interface: everything that the screens do, for machines with a token.
//!
//! `Authorization: Bearer dw_…`; refusals are `application/problem+json`; lists are keyset pages; a
//! write carries `Idempotency-Key`. What may be asked is one table (`table`), from which the router,
//! the gate before each handler and the document at `/api/openapi.json` are made. Handlers read with
//! `sent`, call `desk`, and write with `shape`. No rule, no SQL and no sentence here. What a house
//! brings of its own under `/v1` is operations of the same table (`House::api`), with schemas of its own.

mod account;
mod acts;
mod admin;
mod answers;
mod drafts;
mod figures;
mod files;
mod inbox;
pub mod key;
mod openapi;
pub mod page;
mod places;
mod problem;
mod procedures;
mod public;
pub mod sent;
pub mod shape;
mod signatures;
mod statute;
pub mod table;
#[cfg(test)]
mod tests;
mod uploads;

use crate::answer::Oops;
use crate::limits;
use crate::server::{App, House};
use axum::Router;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use civic::Mistake;
use desk::{Denial, Error, Who};
use i18n::Lang;
use table::Operation;

/// The largest body of a request; parts of pieces are smaller, and JSON smaller still.
pub const BODY_BYTES_MOST: usize = 9 * 1024 * 1024;

/// Every route of the kit and of the houses, from the table. The document says the same.
pub fn routes(houses: &[House]) -> Router<App> {
    let document = Router::new().route("/openapi.json", get(openapi::show)).fallback(nowhere);
    whole(houses).into_iter().fold(document, |router, operation| {
        let (path, route) = operation.routed();
        router.route(path, route)
    })
}

/// The document of what the kit and these houses answer.
pub fn document(houses: &[House]) -> serde_json::Value {
    let schemas: Vec<&str> = houses.iter().flat_map(|house| house.schemas.iter().copied()).collect();
    openapi::document(&whole(houses), &schemas)
}

/// What machines may ask of the kit and of the houses.
pub fn whole(houses: &[House]) -> Vec<Operation> {
    let theirs = houses.iter().flat_map(|house| (house.api)().into_iter().map(|one| one.in_group(house.name)));
    table().into_iter().chain(theirs).collect()
}

/// What machines may ask of the kit, by subject.
fn table() -> Vec<Operation> {
    let subjects = [
        ("files", files::operations()),
        ("files", acts::operations()),
        ("signatures", signatures::operations()),
        ("uploads", uploads::operations()),
        ("drafts", drafts::operations()),
        ("offices", inbox::operations()),
        ("account", account::operations()),
        ("procedures", procedures::operations()),
        ("territory", places::operations()),
        ("law", statute::operations()),
        ("administration", admin::operations()),
        ("public", public::operations()),
        ("public", figures::operations()),
    ];
    subjects.into_iter().flat_map(|(group, all)| all.into_iter().map(move |one| one.in_group(group))).collect()
}

async fn nowhere() -> Result<Response, Oops> {
    Err(Oops::not_found())
}

/// A machine that came with a sound token.
pub struct Machine(pub Who);

impl<S: Send + Sync> FromRequestParts<S> for Machine {
    type Rejection = Oops;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Machine, Oops> {
        parts.extensions.get::<Who>().cloned().map(Machine).ok_or_else(|| Denial::SignedOut.into())
    }
}

/// Meets every request of a machine: whose token, how much is left of its rate; dresses refusals.
pub async fn arrive(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let asked = asked_lang(request.headers());
    let known = match bearer(request.headers()) {
        Some(secret) => known(&app, secret).await.map(Some),
        None => Ok(None),
    };
    let (who, denied) = match known {
        Ok(who) => (who, None),
        Err(oops) => (None, Some(oops)),
    };
    let lang = asked.or_else(|| who.as_ref().map(Who::lang)).unwrap_or_default();
    let (rate, whom) = match &who {
        Some(who) => (limits::TOKEN, data_encoding::HEXLOWER.encode(&who.sign_in)),
        None => (limits::ANYONE, crate::visitor::address(&app, request.extensions(), request.headers()).to_string()),
    };
    let left = match app.limits.spend(rate, &whom, app.desk.clock.now()) {
        Ok(left) => left,
        Err(denial) => return told(problem::dress(&app, lang, Oops::from(denial).into_response()), rate, 0),
    };
    let response = match denied {
        Some(oops) => oops.into_response(),
        None => {
            if let Some(who) = who {
                request.extensions_mut().insert(who);
            }
            next.run(request).await
        }
    };
    told(problem::dress(&app, lang, response), rate, left)
}

/// Takes one from the bucket of a stranger's address; whoever came with a token has the token's own.
fn spare(app: &App, parts: &Parts, rate: limits::Rate) -> Result<(), Oops> {
    if parts.extensions.get::<Who>().is_some() {
        return Ok(());
    }
    let ip = crate::visitor::address(app, &parts.extensions, &parts.headers).to_string();
    Ok(app.limits.take(rate, &ip, app.desk.clock.now())?)
}

/// Mistakes as the counter names them, under the names of a body: `delegated_by`.
fn underscored(error: Error) -> Error {
    match error {
        Error::Mistakes(all) => {
            Error::Mistakes(all.into_iter().map(|one| Mistake { field: one.field.replace('-', "_"), ..one }).collect())
        }
        other => other,
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (kind, secret) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    kind.eq_ignore_ascii_case("bearer").then(|| secret.trim())
}

async fn known(app: &App, secret: &str) -> Result<Who, Oops> {
    match desk::who::by_token(&app.desk, secret).await? {
        Some(who) => Ok(who),
        None => Err(Denial::SignedOut.into()),
    }
}

fn asked_lang(headers: &HeaderMap) -> Option<Lang> {
    Lang::parse(headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?.get(..2)?)
}

/// Says how much is left, in the words of the IETF's RateLimit header fields.
fn told(mut response: Response, rate: limits::Rate, left: u64) -> Response {
    let window = (rate.burst / rate.per_second).ceil();
    let mut set = |name: &'static str, text: String| {
        if let Ok(value) = HeaderValue::from_str(&text) {
            response.headers_mut().insert(HeaderName::from_static(name), value);
        }
    };
    set("ratelimit-policy", format!("\"{}\";q={};w={window}", rate.name, rate.burst));
    set("ratelimit", format!("\"{}\";r={left};t={window}", rate.name));
    response
}
