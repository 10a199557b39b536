//! What the offices told this person.

use super::turning::{Turned, turned};
use crate::answer::Answer;
use crate::form::Posted;
use crate::server::App;
use crate::view::word;
use crate::visitor::Visitor;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect};
use minijinja::{Value, context};

const NOTICES_MOST: i64 = 30;

pub async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Turned>) -> Answer {
    let who = visitor.who()?;
    let (id, after) = (who.account.id, asked.after());
    let found = app
        .desk
        .db
        .read(move |tx| -> desk::Result<_> { Ok(store::documents::notices_page(tx, id, after, NOTICES_MOST)?) })
        .await?;
    let last = found.last().filter(|_| found.len() as i64 == NOTICES_MOST);
    let next = last.map(|n| format!("/notices?after={}", turned(n.at, n.id)));
    let notices: Vec<Value> = found
        .iter()
        .map(|n| {
            context! {
                id => n.id.to_string(),
                at => n.at,
                title => word(&app, &visitor, &format!("notice-{}", n.name)),
                body => word(&app, &visitor, &format!("notice-{}-body", n.name)),
                number => n.number.as_str(),
                href => match n.service.as_str() {
                    desk::people::NOTICE => "/account/security".to_owned(),
                    desk::privacy::NOTICE => "/account/privacy".to_owned(),
                    _ => format!("/files/{}", n.number),
                },
                read => n.read_at.is_some(),
            }
        })
        .collect();
    let previous = asked.after().map(|_| "/notices");
    app.page(&visitor, "notices.html", "notices-title", context! { notices, previous, next, unread => who.unread })
}

pub async fn read(State(app): State<App>, visitor: Visitor, _posted: Posted) -> Answer {
    let id = visitor.who()?.account.id;
    let now = app.desk.clock.now();
    app.desk.db.write(move |tx| -> desk::Result<_> { Ok(store::documents::mark_read(tx, id, now)?) }).await?;
    Ok(Redirect::to("/notices").into_response())
}
