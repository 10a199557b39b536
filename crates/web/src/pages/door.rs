//! Coming in and going out: sign-in, a new account, sign-out.

use crate::answer::{Answer, Oops, sentence};
use crate::form::{Posted, person};
use crate::limits;
use crate::server::App;
use crate::view;
use crate::visitor::{self, Visitor};
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use civic::Mistake;
use desk::{Denial, Error};
use minijinja::{Value, context};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Next {
    #[serde(default)]
    next: String,
}

/// A page of ours to go on to; nothing that leads elsewhere.
fn local(next: &str) -> &str {
    let sound =
        next.starts_with('/') && !next.starts_with("//") && !next.contains('\\') && !next.contains(char::is_control);
    if sound { next } else { "" }
}

pub async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Next>) -> Answer {
    if visitor.who.is_some() {
        return Ok(Redirect::to(home(&visitor, local(&asked.next))).into_response());
    }
    page(&app, &visitor, StatusCode::OK, "", local(&asked.next), "")
}

/// Where somebody who came in without a purpose goes.
fn home<'a>(visitor: &Visitor, next: &'a str) -> &'a str {
    match next {
        "" if visitor.viewer().is_officer() => "/office",
        "" => "/files",
        next => next,
    }
}

fn page(app: &App, visitor: &Visitor, status: StatusCode, name: &str, next: &str, wrong: &str) -> Answer {
    let mistakes: Vec<Value> =
        if wrong.is_empty() { Vec::new() } else { vec![context! { field => "identifier", text => wrong }] };
    let values = context! {
        form => context! { identifier => name, next },
        mistakes,
        errors => context! { identifier => wrong, password => "" },
    };
    app.page_with(visitor, status, "sign-in.html", "sign-in", values)
}

pub async fn sign_in(State(app): State<App>, visitor: Visitor, posted: Posted) -> Answer {
    app.limits.take(limits::SIGN_IN, &visitor.ip.to_string(), app.desk.clock.now())?;
    let name = posted.get("identifier");
    let next = local(posted.get("next"));
    match desk::who::sign_in(&app.desk, name, posted.get("password"), &visitor.browser).await {
        Ok((secret, account)) => {
            let to = match next {
                "" if account.kind == "officer" => "/office",
                "" => "/files",
                next => next,
            };
            Ok(entered(&app, &secret, to))
        }
        Err(error @ Error::Denied(Denial::BadCredentials | Denial::Locked { .. } | Denial::Closed)) => {
            let status = crate::answer::status(&error);
            page(&app, &visitor, status, name, next, &sentence(&app, visitor.lang, &error))
        }
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
    let mut response = app.go(&visitor, "/", "info", "signed-out")?;
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
