//! Whose token this is: the account, its seats, its notices, its tokens.

use super::key::{Key, Made, once};
use super::page;
use super::sent::{Query, Sent, id};
use super::table::{Operation, delete, get, post};
use super::{Machine, shape};
use crate::answer::Answer;
use crate::server::App;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde_json::{Value, json};
use store::documents::{self, Notice};
use store::people::ApiToken;
use uuid::Uuid;

/// How long a token lasts when nothing is said.
const USUAL_DAYS: i64 = 90;

pub fn operations() -> Vec<Operation> {
    vec![
        get("/v1/me", "showMe", "The account of this token, its seats of today, its notices not yet read", me)
            .scope("read")
            .gives("Me"),
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
