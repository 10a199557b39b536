//! The papers that wait for somebody's own hand beside those of others: a commission's minutes. Read, then
//! signed with the digest of the very bytes, one or many by one confirmation; or refused, with the reason.
//! Whoever signs last says who is not waited for any more, and why.

use super::said::{self, Wrong};
use super::shape::code_label;
use super::signing::parts_of;
use crate::answer::{Answer, Oops, mistake, sentence};
use crate::form::Posted;
use crate::server::App;
use crate::view::{self, in_lang, short_number, word};
use crate::visitor::Visitor;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect};
use civic::{Mistake, Place, Role};
use desk::hands::{self, Shown, Waiting};
use desk::{Denial, Error, Who};
use minijinja::{Value, context};
use uuid::Uuid;

/// What a form names a paper by: `95410113:UUID`.
fn named(text: &str) -> Option<(Place, Uuid)> {
    let (place, id) = text.split_once(':')?;
    Some((Place::parse(place)?, id.parse().ok()?))
}

fn chosen(posted: &Posted) -> Vec<(Place, Uuid)> {
    posted.all("paper").into_iter().take(hands::AT_ONCE_MOST).filter_map(named).collect()
}

pub async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    page(&app, &visitor, StatusCode::OK, Page::default()).await
}

pub async fn back() -> Answer {
    Ok(Redirect::to("/office/hands").into_response())
}

/// What a page says beside the list.
struct Page {
    confirm: Value,
    outcome: Value,
    /// The form that was refused: of which paper, for which member, what was wrong.
    tried: Option<(Uuid, String, String, Wrong)>,
}

impl Default for Page {
    fn default() -> Page {
        Page { confirm: Value::from(()), outcome: Value::from(()), tried: None }
    }
}

/// What was ticked, once more, with the digests that will be signed.
pub async fn review(State(app): State<App>, visitor: Visitor, posted: Posted) -> Answer {
    let papers = chosen(&posted);
    if papers.is_empty() {
        return back().await;
    }
    confirm(&app, &visitor, papers, StatusCode::OK, None).await
}

async fn confirm(
    app: &App,
    visitor: &Visitor,
    papers: Vec<(Place, Uuid)>,
    code: StatusCode,
    wrong: Option<Mistake>,
) -> Answer {
    let who = visitor.who()?;
    let (mut shown, mut refused) = (Vec::new(), Vec::new());
    for paper in papers {
        match hands::show(&app.desk, who, vec![paper]).await {
            Ok(one) => shown.extend(one),
            Err(error @ (Error::Refused(_) | Error::Denied(_))) => refused.push((paper, error)),
            Err(other) => return Err(other.into()),
        }
    }
    let waiting = hands::mine(&app.desk, who).await?;
    let of = |paper: (Place, Uuid)| waiting.iter().find(|w| (w.hand.commune, w.hand.document) == paper);
    let rows: Vec<Value> = shown
        .iter()
        .filter_map(|one| {
            let base = row(app, visitor, of((one.commune, one.document))?, None);
            Some(context! { shown => told_of(one), paper_url => address(one), ..base })
        })
        .collect();
    let refused: Vec<Value> = refused
        .iter()
        .filter_map(|(paper, error)| {
            let waits = of(*paper)?;
            Some(context! { display => waits.hand.number.as_str(), url => waits.url.as_str(), why => sentence(app, visitor.lang, error) })
        })
        .collect();
    let outcome = context! { act => context! { code => "sign", label => "" }, done => Vec::<Value>::new(), refused };
    if rows.is_empty() {
        return page(app, visitor, StatusCode::CONFLICT, Page { outcome, ..Page::default() }).await;
    }
    let mistakes = wrong.map(|m| Value::from_pairs([(m.field.clone(), mistake(app, visitor.lang, &m))]));
    let confirm = context! { rows, mistakes => mistakes.unwrap_or_else(|| context! {}) };
    page(app, visitor, code, Page { confirm, outcome, ..Page::default() }).await
}

/// Where the very bytes that are to be signed are read.
fn address(paper: &Shown) -> String {
    format!("/office/hands/papers/{}/{}", paper.commune, paper.document)
}

fn told_of(paper: &Shown) -> Value {
    context! { number => paper.number.as_str(), digest => parts_of(&paper.digest), seen => paper.digest.as_str(), until => paper.until }
}

/// The very bytes that are to be signed.
pub async fn paper(State(app): State<App>, visitor: Visitor, Path((place, id)): Path<(String, Uuid)>) -> Answer {
    let place = Place::parse(&place).ok_or_else(Oops::not_found)?;
    let pdf = hands::read(&app.desk, visitor.who()?, place, id).await?;
    Ok(([(header::CONTENT_TYPE, "application/pdf"), (header::CONTENT_DISPOSITION, "inline")], pdf).into_response())
}

/// Signs what was shown: each paper by itself, all by one confirmation.
pub async fn sign(State(app): State<App>, visitor: Visitor, posted: Posted) -> Answer {
    let who = visitor.who()?;
    let papers = chosen(&posted);
    if papers.is_empty() {
        return back().await;
    }
    if !posted.ticked("read") {
        let wrong = Some(Mistake::new("read", "required"));
        return confirm(&app, &visitor, papers, StatusCode::UNPROCESSABLE_ENTITY, wrong).await;
    }
    let waiting = hands::mine(&app.desk, who).await?;
    let (mut done, mut refused) = (Vec::new(), Vec::new());
    for (place, id) in papers {
        let waits = waiting.iter().find(|w| (w.hand.commune, w.hand.document) == (place, id));
        let (number, url) = waits.map_or((String::new(), "/office/hands"), |w| (w.hand.number.clone(), w.url.as_str()));
        match hands::sign(&app.desk, who, place, id, posted.get(&format!("seen-{id}"))).await {
            Ok(signed) => {
                let paper_url = format!("/papers/{}.pdf", signed.number);
                done.push(context! { display => short_number(&signed.number), url, paper => signed.number, paper_url });
            }
            Err(error @ Error::Denied(Denial::Unproven | Denial::SignedOut)) => return Err(error.into()),
            Err(error @ (Error::Refused(_) | Error::Denied(_))) => {
                let why = sentence(&app, visitor.lang, &error);
                refused.push(context! { display => short_number(&number), url, why });
            }
            Err(other) => return Err(other.into()),
        }
    }
    let code = if done.is_empty() { StatusCode::CONFLICT } else { StatusCode::OK };
    let act = context! { code => "sign", label => word(&app, &visitor, "signing-do-sign") };
    let outcome = context! { act, done, refused };
    page(&app, &visitor, code, Page { outcome, ..Page::default() }).await
}

/// Refuses to sign, or goes on without a member: both in writing.
pub async fn say(State(app): State<App>, visitor: Visitor, posted: Posted) -> Answer {
    let who = visitor.who()?;
    let (place, id) = named(posted.get("paper")).ok_or_else(Oops::not_found)?;
    let reason = posted.get("reason");
    let (tried, said) = match Role::parse(posted.get("role")) {
        Some(role) => (hands::set_aside(&app.desk, who, place, id, role, reason).await, "hands-aside-done"),
        None => (hands::refuse(&app.desk, who, place, id, reason).await, "hands-refused-done"),
    };
    match tried {
        Ok(()) => app.go(&visitor, "/office/hands", "success", said),
        Err(error) => match said::wrong(&app, &visitor, &error) {
            Some(wrong) => {
                let tried = Some((id, posted.get("role").to_owned(), reason.to_owned(), wrong));
                page(&app, &visitor, crate::answer::status(&error), Page { tried, ..Page::default() }).await
            }
            None => Err(error.into()),
        },
    }
}

async fn page(app: &App, visitor: &Visitor, code: StatusCode, more: Page) -> Answer {
    let who: &Who = visitor.who()?;
    if !who.viewer.is_officer() {
        return Err(Denial::NotYours.into());
    }
    let waiting = hands::mine(&app.desk, who).await?;
    let rows: Vec<Value> = waiting.iter().map(|one| row(app, visitor, one, more.tried.as_ref())).collect();
    let place = who.viewer.seats.first().map_or(Place::KINGDOM, |seat| seat.place);
    let hands = context! {
        place => super::seats::place(app, visitor, place),
        rows,
        ready => waiting.iter().filter(|one| one.before.is_empty()).count(),
        confirm => more.confirm,
        outcome => more.outcome,
        law => view::law(app, visitor.lang, "2-18-577", "", true),
        key => app.desk.chance.id(app.desk.clock.now()).to_string(),
    };
    app.page_with(visitor, code, "hands.html", "hands-title", context! { hands })
}

fn row(app: &App, visitor: &Visitor, one: &Waiting, tried: Option<&(Uuid, String, String, Wrong)>) -> Value {
    let (hand, today) = (&one.hand, app.desk.clock.today());
    let tried = tried.filter(|(id, ..)| *id == hand.document);
    context! {
        paper => format!("{}:{}", hand.commune, hand.document),
        id => hand.document.to_string(),
        number => hand.number.as_str(),
        display => short_number(&hand.number),
        kind => code_label(app, visitor, "paper", &hand.name),
        paper_url => format!("/papers/{}.pdf", hand.number),
        about => one.about.as_str(),
        url => one.url.as_str(),
        applicant => one.title.as_deref().map(|title| in_lang(title, visitor.lang).to_owned()).unwrap_or_default(),
        role => word(app, visitor, &format!("role-{}", hand.seat.role.as_str())),
        place => app.place(visitor, hand.commune),
        due => hand.due.to_string(),
        late => hand.due < today,
        last => hand.last,
        waits => one.before.iter().map(|role| role.as_str()).collect::<Vec<_>>(),
        hands => one.hands.iter().map(|told| view::hand(app, visitor, told, true)).collect::<Vec<_>>(),
        tried => tried.map(|(_, role, reason, wrong)| context! { role, reason, mistakes => said::sentences(wrong) }),
    }
}
