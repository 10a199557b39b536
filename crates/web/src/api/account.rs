//! Whose token this is: the account, its seats, its notices, its sign-ins, its tokens. A password is
//! changed by the person who knows it, on a page.

use super::key::{Key, Made, once};
use super::page;
use super::sent::{Query, Sent, id};
use super::table::{Operation, delete, get, patch, post};
use super::{Machine, shape, underscored};
use crate::answer::{Answer, Oops};
use crate::server::App;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use civic::Mistake;
use desk::Who;
use desk::people::Person;
use serde_json::{Value, json};
use store::documents::{self, Notice};
use store::people::{ApiToken, SignIn};
use uuid::Uuid;

/// How long a token lasts when nothing is said.
const USUAL_DAYS: i64 = 90;

pub fn operations() -> Vec<Operation> {
    vec![
        get("/v1/me", "showMe", "The account of this token, its seats of today, its notices not yet read", me)
            .scope("read")
            .gives("Me"),
        patch(
            "/v1/me",
            "changeMe",
            "Change your names, telephone, address or language; what is not named stays",
            change,
        )
        .scope("administer")
        .takes("MeChange")
        .gives("Me"),
        get("/v1/me/data", "showMyData", "A copy of everything that is kept of you; stored nowhere", data)
            .scope("read")
            .gives("MyData"),
        get("/v1/me/requests", "listMyRequests", "What you asked about your data, the latest first", requests)
            .scope("read")
            .gives("DataRequests"),
        post("/v1/me/requests", "askAboutMyData", "Ask for a correction, or that data be used no more", ask)
            .scope("file")
            .heads(&[])
            .takes("NewDataRequest")
            .makes("DataRequest"),
        get("/v1/sign-ins", "listSignIns", "The browsers that are signed in to the account", sign_ins)
            .scope("read")
            .gives("SignIns"),
        delete("/v1/sign-ins", "signOutEverywhere", "Sign every browser out; tokens stay", sign_out)
            .scope("administer"),
        get("/v1/notices", "listNotices", "What you were told, the latest first", notices)
            .scope("read")
            .asks(&["after", "limit"])
            .gives_page("Notice"),
        post("/v1/notices/read", "readNotices", "Every notice is read", read).scope("read").heads(&[]),
        get("/v1/tokens", "listTokens", "The tokens of the account", tokens).scope("read").gives("Tokens"),
        post("/v1/tokens", "makeToken", "Make a token, of no wider scope and no longer life than this one", make)
            .scope("administer")
            .takes("NewToken")
            .makes("TokenMade"),
        delete("/v1/tokens/{id}", "endToken", "End a token: whoever holds it is let in no more", end)
            .scope("administer"),
    ]
}

async fn me(State(app): State<App>, Machine(who): Machine) -> Answer {
    let account = who.account.id;
    let unread = app.desk.db.read(move |tx| -> desk::Result<_> { Ok(documents::unread(tx, account)?) }).await?;
    let mut body = shape::account(&who.account);
    body["scopes"] = json!(who.scopes);
    body["seats"] = who.offices.iter().map(shape::office).collect();
    body["unread"] = unread.into();
    Ok(Json(body).into_response())
}

async fn change(State(app): State<App>, Machine(who): Machine, Sent(mut body): Sent) -> Answer {
    let kept = who.account.clone();
    let person = Person {
        kind: kept.kind,
        name_ar: body.maybe("name_ar").unwrap_or(kept.name_ar),
        name_fr: body.maybe("name_fr").unwrap_or(kept.name_fr),
        cnie: String::new(),
        ice: String::new(),
        phone: body.maybe("phone").or(kept.phone).unwrap_or_default(),
        email: body.maybe("email").or(kept.email).unwrap_or_default(),
        lang: body.maybe("lang").unwrap_or(kept.lang),
    };
    if !["ar", "fr"].contains(&person.lang.as_str()) {
        body.wrong(Mistake::new("lang", "unknown-choice"));
    }
    body.done()?;
    desk::people::change(&app.desk, &who, &person).await.map_err(underscored)?;
    let changed = desk::who::by_account(&app.desk, who.account.id).await?.ok_or_else(Oops::not_found)?;
    me(State(app), Machine(Who { scopes: who.scopes, ..changed })).await
}

async fn data(State(app): State<App>, Machine(who): Machine) -> Answer {
    Ok(Json(desk::privacy::copy(&app.desk, &who).await?).into_response())
}

fn request(one: &desk::privacy::Request) -> Value {
    let said = desk::privacy::said(one);
    json!({
        "id": one.id,
        "kind": one.kind,
        "place": one.place.to_string(),
        "at": shape::moment(one.at),
        "due": one.due,
        "field": said.field,
        "value": said.value,
        "reason": said.reason,
        "answer": one.answered.as_ref().map(|a| json!({ "at": shape::moment(a.at), "accepted": a.accepted, "motive": a.motive })),
    })
}

async fn requests(State(app): State<App>, Machine(who): Machine) -> Answer {
    let all = desk::privacy::mine(&app.desk, &who).await?;
    Ok(Json(json!({ "items": all.iter().map(request).collect::<Vec<_>>() })).into_response())
}

async fn ask(State(app): State<App>, Machine(who): Machine, Sent(mut body): Sent) -> Answer {
    let (kind, place): (String, civic::Place) = (body.need("kind"), body.need("place"));
    let said = desk::privacy::Said {
        field: body.maybe("field").unwrap_or_default(),
        value: body.maybe("value").unwrap_or_default(),
        reason: body.need("reason"),
    };
    body.done()?;
    let asked = desk::privacy::ask(&app.desk, &who, place, &kind, &said).await?;
    let head = [(axum::http::header::LOCATION, "/api/v1/me/requests")];
    Ok((StatusCode::CREATED, head, Json(request(&asked))).into_response())
}

async fn sign_ins(State(app): State<App>, Machine(who): Machine) -> Answer {
    let (account, now) = (who.account.id, app.desk.clock.now());
    let all = app.desk.db.read(move |tx| -> desk::Result<_> { Ok(store::people::sign_ins(tx, account, now)?) }).await?;
    let show = |one: &SignIn| {
        json!({
            "browser": one.browser,
            "made_at": shape::moment(one.made_at),
            "seen_at": shape::moment(one.seen_at),
            "until": shape::moment(one.until),
        })
    };
    Ok(Json(json!({ "items": all.iter().map(show).collect::<Vec<_>>() })).into_response())
}

async fn sign_out(State(app): State<App>, Machine(who): Machine) -> Answer {
    desk::who::sign_out_everywhere(&app.desk, who.account.id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn notices(State(app): State<App>, Machine(who): Machine, Query(mut query): Query) -> Answer {
    let asked = page::asked::<(i64, Uuid)>(&mut query);
    query.done()?;
    let (account, after, most) = (who.account.id, asked.after, asked.most());
    let rows = app
        .desk
        .db
        .read(move |tx| -> desk::Result<_> { Ok(documents::notices_page(tx, account, after, most)?) })
        .await?;
    let show = |one: &Notice| {
        json!({
            "id": one.id,
            "name": one.name,
            "number": one.number,
            "service": one.service,
            "at": shape::moment(one.at),
            "read_at": one.read_at.map(shape::moment),
        })
    };
    Ok(asked.answer(rows, |one| (one.at, one.id), show))
}

async fn read(State(app): State<App>, Machine(who): Machine) -> Answer {
    let (account, now) = (who.account.id, app.desk.clock.now());
    app.desk.db.write(move |tx| -> desk::Result<_> { Ok(documents::mark_read(tx, account, now)?) }).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn token(one: &ApiToken) -> Value {
    json!({
        "id": one.id,
        "name": one.name,
        "scopes": one.scopes.split_whitespace().collect::<Vec<_>>(),
        "made_at": shape::moment(one.made_at),
        "until": shape::moment(one.until),
    })
}

async fn tokens(State(app): State<App>, Machine(who): Machine) -> Answer {
    let all = desk::who::tokens(&app.desk, &who).await?;
    Ok(Json(json!({ "items": all.iter().map(token).collect::<Vec<_>>() })).into_response())
}

async fn make(State(app): State<App>, Machine(who): Machine, key: Key, Sent(mut body): Sent) -> Answer {
    let name: String = body.need("name");
    let scopes: Vec<String> = body.need("scopes");
    let days: i64 = body.maybe("days").unwrap_or(USUAL_DAYS);
    body.done()?;
    let print = format!("token {name} {scopes:?} {days}");
    once(&app, &who, &key, &print, async {
        let (secret, made) = desk::who::make_token(&app.desk, &who, &name, &scopes, days).await?;
        let mut body = token(&made);
        body["secret"] = secret.into();
        Ok(Made::new(format!("/api/v1/tokens/{}", made.id), body).but(&["secret"]))
    })
    .await
}

async fn end(State(app): State<App>, Machine(who): Machine, Path(name): Path<String>) -> Answer {
    desk::who::end_token(&app.desk, &who, id(&name)?).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
