//! One's own account: how one is reached, the password, where one is signed in, keys for programs.

use crate::answer::{Answer, Oops};
use crate::form::Posted;
use crate::server::App;
use crate::view::{self, word};
use crate::visitor::{self, Visitor};
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect};
use civic::Mistake;
use desk::people::Person;
use desk::{Error, Who};
use minijinja::{Value, context};
use uuid::Uuid;

/// How long a key for a program is good, in days.
const TOKEN_DAYS: i64 = 180;

pub async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    page(&app, &visitor, StatusCode::OK, None, &Posted::default(), &[]).await
}

async fn page(
    app: &App,
    visitor: &Visitor,
    status: StatusCode,
    fresh: Option<&str>,
    said: &Posted,
    wrong: &[Mistake],
) -> Answer {
    let who = visitor.who()?;
    let sentences = app.mistakes(visitor, wrong);
    let errors = Value::from_pairs(sentences.iter().map(|(field, text)| (field.clone(), text.clone())));
    let (id, now) = (who.account.id, app.desk.clock.now());
    let (sign_ins, tokens) = app
        .desk
        .db
        .read(move |tx| -> desk::Result<_> {
            Ok((store::people::sign_ins(tx, id, now)?, store::people::api_tokens(tx, id)?))
        })
        .await?;
    let sessions: Vec<Value> = sign_ins
        .iter()
        .map(|s| context! { device => device(app, visitor, &s.browser), since => s.made_at, last => s.seen_at, here => s.token == who.sign_in })
        .collect();
    let scope = |name: &str| word(app, visitor, &format!("scope-{name}"));
    let tokens: Vec<Value> = tokens
        .iter()
        .filter(|t| now < t.until)
        .map(|t| {
            let scopes: Vec<String> = t.scopes.split_whitespace().map(scope).collect();
            context! { id => t.id.to_string(), name => t.name.as_str(), scopes, created => t.made_at, until => t.until }
        })
        .collect();
    let offered = desk::who::SCOPES.iter().filter(|s| !["sign", "administer"].contains(*s) || who.viewer.is_officer());
    let scopes: Vec<Value> =
        offered.map(|s| context! { value => *s, label => scope(s), hint => crate::view::if_said(app, visitor, &format!("scope-{s}-hint")) }).collect();
    let values = context! {
        person => told(app, visitor, who, said),
        sessions, tokens, scopes, fresh, errors,
        mistakes => view::summary(app, visitor, &sentences, |field| format!("register-{field}")),
    };
    app.page_with(visitor, status, "account.html", "nav-account", values)
}

fn told(app: &App, visitor: &Visitor, who: &Who, said: &Posted) -> Value {
    let a = &who.account;
    let typed = |name: &str, kept: &Option<String>| {
        if said.has(name) { said.get(name).to_owned() } else { kept.clone().unwrap_or_default() }
    };
    let offices: Vec<Value> = who
        .offices
        .iter()
        .map(|o| {
            context! {
                role => word(app, visitor, &format!("role-{}", o.seat.role.as_str())),
                place => app.place(visitor, o.seat.place),
                until => o.until.map(|d| d.to_string()),
            }
        })
        .collect();
    context! {
        name_ar => a.name_ar.as_str(),
        name_fr => a.name_fr.as_str(),
        kind => word(app, visitor, &format!("account-kind-{}", a.kind)),
        cnie => a.cnie.clone().unwrap_or_default(),
        ice => a.ice.clone().unwrap_or_default(),
        phone => typed("phone", &a.phone),
        email => typed("email", &a.email),
        lang => a.lang.as_str(),
        offices,
    }
}

/// A browser as a person would name it: the browser and the machine, no more.
pub(super) fn device(app: &App, visitor: &Visitor, agent: &str) -> String {
    let first =
        |names: &[(&str, &'static str)]| names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    let browser = first(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let machine = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, machine) {
        (Some(browser), Some(machine)) => format!("{browser} · {machine}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => word(app, visitor, "account-session-unknown"),
    }
}

pub async fn change(State(app): State<App>, visitor: Visitor, posted: Posted) -> Answer {
    let who = visitor.who()?;
    let person = Person {
        name_ar: who.account.name_ar.clone(),
        name_fr: who.account.name_fr.clone(),
        phone: posted.get("phone").to_owned(),
        email: posted.get("email").to_owned(),
        lang: posted.get("lang").to_owned(),
        ..Person::default()
    };
    answered(&app, &visitor, &posted, desk::people::change(&app.desk, who, &person).await, "account-saved").await
}

pub async fn password(State(app): State<App>, visitor: Visitor, posted: Posted) -> Answer {
    app.limits.take(crate::limits::SIGN_IN, &visitor.ip.to_string(), app.desk.clock.now())?;
    let who = visitor.who()?;
    let done = match posted.get("password") == posted.get("password-again") {
        true => desk::who::change_password(&app.desk, who, posted.get("old-password"), posted.get("password")).await,
        false => Err(Error::Mistakes(vec![Mistake::new("password-again", "not-same")])),
    };
    let (done, secret) = match done {
        Ok(secret) => (Ok(()), Some(secret)),
        Err(error) => (Err(error), None),
    };
    let mut response = answered(&app, &visitor, &Posted::default(), done, "account-password-changed").await?;
    if let Some(secret) = secret {
        response.headers_mut().append(header::SET_COOKIE, visitor::signed_in(&app, &secret));
    }
    Ok(response)
}

async fn answered(app: &App, visitor: &Visitor, said: &Posted, done: desk::Result<()>, key: &str) -> Answer {
    match done {
        Ok(()) => app.go(visitor, "/account", "success", key),
        Err(Error::Mistakes(wrong)) => page(app, visitor, StatusCode::UNPROCESSABLE_ENTITY, None, said, &wrong).await,
        Err(other) => Err(Oops(other)),
    }
}

pub async fn sign_out_everywhere(State(app): State<App>, visitor: Visitor, _posted: Posted) -> Answer {
    desk::who::sign_out_everywhere(&app.desk, visitor.who()?.account.id).await?;
    let mut response = app.go(&visitor, "/sign-in", "success", "signed-out-everywhere")?;
    response.headers_mut().append(header::SET_COOKIE, visitor::signed_out(&app));
    Ok(response)
}

/// Makes a key and shows it on this page, once.
pub async fn make_token(State(app): State<App>, visitor: Visitor, posted: Posted) -> Answer {
    let who = visitor.who()?;
    let scopes: Vec<String> = posted.all("scope").into_iter().map(str::to_owned).collect();
    match desk::who::make_token(&app.desk, who, posted.get("name"), &scopes, TOKEN_DAYS).await {
        Ok((secret, _)) => page(&app, &visitor, StatusCode::OK, Some(&secret), &Posted::default(), &[]).await,
        Err(Error::Mistakes(wrong)) => {
            page(&app, &visitor, StatusCode::UNPROCESSABLE_ENTITY, None, &Posted::default(), &wrong).await
        }
        Err(other) => Err(Oops(other)),
    }
}

pub async fn end_token(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>, _posted: Posted) -> Answer {
    let account = visitor.who()?.account.id;
    app.desk.db.write(move |tx| -> desk::Result<_> { Ok(store::people::end_api_token(tx, account, id)?) }).await?;
    Ok(Redirect::to("/account#tokens").into_response())
}
