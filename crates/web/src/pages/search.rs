//! One box over what the visitor may see. The viewer is part of the question, never a filter after it.

use crate::answer::Answer;
use crate::limits;
use crate::server::App;
use crate::view::{in_lang, word};
use crate::visitor::Visitor;
use axum::extract::{Query, State};
use civic::role::Level;
use civic::{Place, Viewer};
use minijinja::{Value, context};
use serde::Deserialize;
use store::search::{Find, Hit, Scope};
use store::sight;
use uuid::Uuid;

const HITS_MOST: i64 = 20;
const QUERY_MOST: usize = 200;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sought {
    q: String,
    /// The last hit of the page before: its moment and its identifier.
    at: Option<i64>,
    id: Option<Uuid>,
}

pub async fn show(State(app): State<App>, visitor: Visitor, Query(sought): Query<Sought>) -> Answer {
    let who = visitor.who()?;
    let q: String = sought.q.chars().take(QUERY_MOST).collect();
    if q.trim().is_empty() {
        return app.page(
            &visitor,
            "search.html",
            "search-title",
            context! { q => "", kinds => (), results => (), previous => (), next => () },
        );
    }
    app.limits.take(limits::SEARCH, &who.account.id.to_string(), app.desk.clock.now())?;
    let after = sought.at.zip(sought.id);
    let hits = find(&app, &who.viewer, &q, after).await?;
    let mut results: Vec<Value> = Vec::new();
    if after.is_none() {
        results.extend(services(&app, &visitor, &q));
    }
    let next = (hits.len() as i64 == HITS_MOST).then(|| hits.last().map(|h| more(&q, h))).flatten();
    for hit in &hits {
        results.push(shown(&app, &visitor, hit));
    }
    app.page(&visitor, "search.html", "search-title", context! { q, kinds => (), results, previous => (), next })
}

fn more(q: &str, last: &Hit) -> String {
    let q: String = form_urlencoded::byte_serialize(q.as_bytes()).collect();
    format!("/search?q={q}&at={}&id={}", last.at, last.id)
}

async fn find(app: &App, viewer: &Viewer, q: &str, after: Option<(i64, Uuid)>) -> desk::Result<Vec<Hit>> {
    let (seen, args) = sight::predicate(viewer, &sight::SEARCH, 1);
    let (query, scope) = (store::fold::query(q), scope(viewer));
    app.desk
        .db
        .read(move |tx| {
            Ok(store::search::find(
                tx,
                &Find { query: &query, scope: &scope, seen: &seen, args: &args, after, limit: HITS_MOST },
            )?)
        })
        .await
}

/// Where the viewer can have anything to see: what makes the search fast in a country.
fn scope(viewer: &Viewer) -> Vec<Scope> {
    let mut scope = vec![Scope::Person(viewer.person)];
    for seat in &viewer.seats {
        match seat.role.level() {
            Level::Province => scope.push(Scope::Province(seat.place.0)),
            Level::Examiner if seat.place.is_province() => scope.push(Scope::Province(seat.place.0)),
            _ => scope.push(Scope::Commune(seat.place.0)),
        }
    }
    scope
}

/// The services whose name or purpose has the words.
fn services(app: &App, visitor: &Visitor, q: &str) -> Vec<Value> {
    let sought = store::fold::fold(q);
    app.desk
        .street
        .catalogue()
        .iter()
        .filter_map(|p| {
            let title = word(app, visitor, &format!("procedure-{}", p.code));
            let about = word(app, visitor, &format!("procedure-{}-about", p.code));
            let text = store::fold::fold(&format!("{title} {about}"));
            sought.split(' ').all(|part| text.contains(part)).then(|| {
                context! { kind => word(app, visitor, "search-kind-service"), title, number => "", text => about, href => format!("/services/{}", p.code), status => () }
            })
        })
        .collect()
}

fn shown(app: &App, visitor: &Visitor, hit: &Hit) -> Value {
    let officer = visitor.viewer().is_officer();
    context! {
        kind => word(app, visitor, "search-kind-file"),
        title => in_lang(&hit.title, visitor.lang),
        number => hit.detail.as_str(),
        text => app.place(visitor, Place(hit.commune)),
        href => if officer { format!("/office/files/{}", hit.detail) } else { format!("/files/{}", hit.detail) },
        status => (),
    }
}
