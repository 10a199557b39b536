//! Coming in and going out: sign-in, a new account, sign-out.

use crate::answer::{Answer, Oops, sentence};
use crate::confirm;
use crate::form::{Posted, person};
use crate::limits;
use crate::pages::{local, office};
use crate::server::App;
use crate::view;
use crate::visitor::{self, Visitor};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use civic::Mistake;
use desk::who::{self, Entered};
use desk::{Denial, Error};
use minijinja::{Value, context};
use serde::Deserialize;
use store::people::Account;

#[derive(Deserialize)]
pub struct Next {
    #[serde(default)]
    next: String,
    /// They were signed out here, and may still be at the provider.
    #[serde(default)]
    left: bool,
}

pub async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Next>) -> Answer {
    if visitor.who.is_some() {
        return Ok(Redirect::to(home(&visitor, local(&asked.next, ""))).into_response());
    }
    let left = asked.left.then(|| desk::provider::way_out(&app.desk)).flatten();
    page(&app, &visitor, StatusCode::OK, ("", local(&asked.next, "")), "", left)
}

/// Where somebody who came in without a purpose goes.
fn home<'a>(visitor: &Visitor, next: &'a str) -> &'a str {
    match next {
        "" if visitor.viewer().is_officer() => "/office",
        "" => "/files",
        next => next,
    }
}

pub(super) fn page(
    app: &App,
    visitor: &Visitor,
    status: StatusCode,
    (name, next): (&str, &str),
    wrong: &str,
    left: Option<String>,
) -> Answer {
    let mistakes: Vec<Value> =
        if wrong.is_empty() { Vec::new() } else { vec![context! { field => "identifier", text => wrong }] };
    let values = context! {
        form => context! { identifier => name, next },
        mistakes,
        errors => context! { identifier => wrong, password => "" },
        provider => app.desk.options.provider.as_ref().map(|p| context! {
            name => if visitor.arabic() { p.name_ar.as_str() } else { p.name_fr.as_str() },
            href => office::seats::link("/sign-in/provider", &[("next", next)]),
        }),
        left,
    };
    app.page_with(visitor, status, "sign-in.html", "sign-in", values)
}

pub async fn sign_in(State(app): State<App>, visitor: Visitor, posted: Posted) -> Answer {
    app.limits.take(limits::SIGN_IN, &visitor.ip.to_string(), app.desk.clock.now())?;
    let name = posted.get("identifier");
    let next = local(posted.get("next"), "");
    match desk::who::sign_in(&app.desk, name, posted.get("password"), &visitor.browser).await {
        Ok(way_in) => Ok(let_in(&app, way_in, next)),
        Err(error @ Error::Denied(Denial::BadCredentials | Denial::Locked { .. } | Denial::Closed)) => {
            let status = crate::answer::status(&error);
            page(&app, &visitor, status, (name, next), &sentence(&app, visitor.lang, &error), None)
        }
        Err(other) => Err(Oops(other)),
    }
}

/// In, or half-way in, with the cookie of it.
pub(super) fn let_in(app: &App, way_in: Entered, next: &str) -> Response {
    match way_in {
        Entered::In { secret, account } => entered(app, &secret, towards(&account, next)),
        Entered::Half { secret } => {
            let to = office::seats::link("/sign-in/second", &[("next", next)]);
            let mut response = Redirect::to(&to).into_response();
            response.headers_mut().append(header::SET_COOKIE, visitor::bake(app, visitor::HALF, &secret, Some(10)));
            response
        }
    }
}

/// Where somebody goes who has just come in.
fn towards<'a>(account: &Account, next: &'a str) -> &'a str {
    match next {
        "" if account.kind == "officer" => "/office",
        "" => "/files",
        next => next,
    }
}

/// The second factor of a sign-in, asked for after the right password.
pub async fn second_page(
    State(app): State<App>,
    visitor: Visitor,
    Query(asked): Query<Next>,
    headers: HeaderMap,
) -> Answer {
    second_form(&app, &visitor, &headers, local(&asked.next, ""), None).await
}

async fn second_form(app: &App, visitor: &Visitor, headers: &HeaderMap, next: &str, wrong: Option<&Error>) -> Answer {
    let half = visitor::find(app, &visitor::cookies(headers), visitor::HALF).unwrap_or_default();
    let Some(account) = who::half(&app.desk, &half).await? else {
        return Ok(Redirect::to(&office::seats::link("/sign-in", &[("next", next)])).into_response());
    };
    let asked = who::asked(&app.desk, &account, None).await?;
    // The last factor was removed meanwhile: there is nothing to ask for.
    if matches!(asked, who::Asked::Enrol(_)) {
        return Ok(Redirect::to("/sign-in").into_response());
    }
    let values = context! {
        next,
        confirm => context! { wrong => wrong.and_then(|error| confirm::said(app, visitor, error, "code")), ..confirm::shown(&asked) },
    };
    let status = wrong.map_or(StatusCode::OK, crate::answer::status);
    app.page_with(visitor, status, "sign-in-second.html", "second-title", values)
}

pub async fn second(State(app): State<App>, visitor: Visitor, headers: HeaderMap, posted: Posted) -> Answer {
    app.limits.take(limits::SIGN_IN, &visitor.ip.to_string(), app.desk.clock.now())?;
    let next = local(posted.get("next"), "");
    let half = visitor::find(&app, &visitor::cookies(&headers), visitor::HALF).unwrap_or_default();
    let attempt =
        confirm::attempt(posted.get("confirm-begun"), posted.get("confirm-passkey"), posted.get("confirm-code"));
    match who::complete(&app.desk, &half, attempt, &visitor.browser).await {
        Ok((secret, account)) => {
            let mut response = entered(&app, &secret, towards(&account, next));
            response.headers_mut().append(header::SET_COOKIE, visitor::bake(&app, visitor::HALF, "", Some(-1)));
            Ok(response)
        }
        Err(error) if confirm::mendable(&error) => second_form(&app, &visitor, &headers, next, Some(&error)).await,
        Err(other) => Err(Oops(other)),
    }
}

fn entered(app: &App, secret: &str, to: &str) -> Response {
    let mut response = Redirect::to(to).into_response();
    response.headers_mut().append(header::SET_COOKIE, visitor::signed_in(app, secret));
    response
}

pub async fn sign_out(State(app): State<App>, visitor: Visitor, _posted: Posted) -> Answer {
    if let Some(who) = &visitor.who {
        desk::who::sign_out(&app.desk, who).await?;
    }
    // The provider may still know them: its own way out is offered, never taken for them.
    let through = visitor.who.as_ref().is_some_and(|who| who.way == who::PROVIDER);
    let to = if through { "/sign-in?left=true" } else { "/" };
    let mut response = app.go(&visitor, to, "info", "signed-out")?;
    response.headers_mut().append(header::SET_COOKIE, visitor::signed_out(&app));
    Ok(response)
}

/// The fields of a new account, as they are shown again after a mistake.
const FIELDS: [&str; 7] = ["kind", "name-ar", "name-fr", "ice", "cnie", "phone", "email"];

pub async fn register_page(State(app): State<App>, visitor: Visitor) -> Answer {
    register_form(&app, &visitor, StatusCode::OK, &Posted::default(), &[])
}

fn register_form(app: &App, visitor: &Visitor, status: StatusCode, said: &Posted, wrong: &[Mistake]) -> Answer {
    let sentences = app.mistakes(visitor, wrong);
    let form = Value::from_pairs(
        FIELDS.iter().map(|name| (*name, said.get(name).to_owned())).chain([("lang", visitor.lang.tag().to_owned())]),
    );
    let errors = Value::from_pairs(sentences.iter().map(|(field, text)| (field.clone(), text.clone())));
    let mistakes = view::summary(app, visitor, &sentences, |field| format!("register-{field}"));
    app.page_with(visitor, status, "register.html", "register", context! { form, errors, mistakes })
}

pub async fn register(State(app): State<App>, visitor: Visitor, posted: Posted) -> Answer {
    app.limits.take(limits::REGISTER, &visitor.ip.to_string(), app.desk.clock.now())?;
    let asked = person(&posted, "");
    let consent = (!posted.ticked("privacy")).then(|| Mistake::new("privacy", "required"));
    let kind = asked.kind.is_empty().then(|| Mistake::new("kind", "required"));
    let mut wrong: Vec<Mistake> = kind.into_iter().chain(consent).collect();
    if wrong.is_empty() {
        match desk::people::register(
            &app.desk,
            &asked,
            posted.get("password"),
            posted.get("password-again"),
            &visitor.browser,
        )
        .await
        {
            Ok((secret, _)) => {
                let mut response = app.go(&visitor, "/files", "success", "registered")?;
                response.headers_mut().append(header::SET_COOKIE, visitor::signed_in(&app, &secret));
                return Ok(response);
            }
            Err(Error::Mistakes(mistakes)) => wrong = mistakes,
            Err(other) => return Err(Oops(other)),
        }
    } else if let Err(more) = asked.read("", uuid::Uuid::nil(), 0) {
        // Every mistake at once, so that nobody corrects the same form twice.
        wrong.extend(more);
    }
    register_form(&app, &visitor, StatusCode::UNPROCESSABLE_ENTITY, &posted, &wrong)
}
