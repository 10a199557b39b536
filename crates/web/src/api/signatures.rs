//! Signing as the screens do it: what will be signed is shown with its number and the digest of the very
//! bytes, and the act or the signature that follows names that digest. For one who decides, and for a member
//! whose hand a paper awaits beside others'.

use super::key::{Key, Made, once};
use super::sent::{Fields, Sent};
use super::table::{Operation, get, post};
use super::{Machine, shape};
use crate::answer::{Answer, Oops};
use crate::server::App;
use axum::Json;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use civic::{Body, Mistake, Place, Role};
use desk::counter::{NewAct, commune_of};
use desk::{Who, hands};
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// How many papers are shown at once.
const SHOWN_MOST: usize = 60;

pub fn operations() -> Vec<Operation> {
    vec![
        post(
            "/v1/signatures",
            "showSignatures",
            "Show what acts would sign: the number of each paper and the digest that doAct then names",
            show,
        )
        .scope("sign")
        .heads(&[])
        .takes("SignaturesAsked")
        .gives("Signatures"),
        get("/v1/signatures/{number}/{id}", "readSignature", "Read the very bytes that are to be signed", read)
            .scope("sign")
            .gives_file("application/pdf"),
        get("/v1/hands", "listHands", "List the papers that await the hand of a seat one holds, beside others'", mine)
            .scope("read")
            .gives("Hands"),
        post("/v1/hands/{place}/{id}/shown", "showHand", "Show a paper as it stands with one's signature to be", look)
            .scope("sign")
            .heads(&[])
            .gives("Signature"),
        get("/v1/hands/{place}/{id}/shown", "readHand", "Read the very bytes that are to be signed", bytes)
            .scope("sign")
            .gives_file("application/pdf"),
        post("/v1/hands/{place}/{id}/signature", "signHand", "Sign a paper that was shown, naming its digest", sign)
            .scope("sign")
            .takes("HandSeen")
            .makes("HandSigned"),
        post("/v1/hands/{place}/{id}/refusal", "refuseHand", "Refuse to sign, and say why", refuse)
            .scope("sign")
            .takes("HandReason")
            .makes("HandSaid"),
        post(
            "/v1/hands/{place}/{id}/absence",
            "setHandAside",
            "Close a paper without a member, and say why: for who signs last, once the time to sign is over",
            aside,
        )
        .scope("sign")
        .takes("HandAbsence")
        .makes("HandSaid"),
    ]
}

async fn show(State(app): State<App>, Machine(who): Machine, Sent(mut sent): Sent) -> Answer {
    let list: Vec<Map<String, Value>> = sent.need("acts");
    if list.is_empty() || SHOWN_MOST < list.len() {
        sent.wrong(Mistake::beyond("acts", "too-large", SHOWN_MOST as i64));
    }
    let mut acts = Vec::new();
    for (place, one) in list.into_iter().enumerate().take(SHOWN_MOST) {
        let mut one = Fields::new(one).under(&format!("acts.{place}."));
        let (number, name): (String, String) = (one.need("number"), one.need("act"));
        let role: Option<Role> = one.maybe("role");
        let expects = one.maybe::<i64>("expects").and_then(|version| u32::try_from(version).ok());
        let body = Body { motive: one.maybe("motive"), ..Body::default() };
        match commune_of(&number) {
            Some(commune) => acts.push(NewAct { commune, number, name, role, body, expects, key: None }),
            None => one.wrong(Mistake::new("number", "unknown-choice")),
        }
        sent.absorb(one);
    }
    sent.done()?;
    let shown = desk::signing::show(&app.desk, &who, acts).await?;
    let items: Vec<Value> = shown
        .iter()
        .map(|one| {
            json!({
                "file": one.file,
                "number": one.number,
                "id": one.id,
                "sha256": one.digest,
                "until": shape::moment(one.until),
                "paper": format!("/api/v1/signatures/{}/{}", one.number, one.id),
            })
        })
        .collect();
    Ok(Json(json!({ "items": items })).into_response())
}

async fn read(State(app): State<App>, Machine(who): Machine, Path((number, id)): Path<(String, String)>) -> Answer {
    let commune = commune_of(&number).ok_or_else(Oops::not_found)?;
    let pdf = desk::signing::read(&app.desk, &who, commune, super::sent::id(&id)?).await?;
    Ok(super::files::pdf(&number, pdf))
}

async fn mine(State(app): State<App>, Machine(who): Machine) -> Answer {
    let waiting = hands::mine(&app.desk, &who).await?;
    let items: Vec<Value> = waiting
        .iter()
        .map(|one| {
            let hand = &one.hand;
            json!({
                "place": hand.commune.to_string(),
                "id": hand.document,
                "number": hand.number,
                "name": hand.name,
                "about": one.about,
                "role": hand.seat.role,
                "asked": hand.asked,
                "due": hand.due,
                "last": hand.last,
                "before": one.before,
                "hands": one.hands.iter().map(|told| shape::hand(told, true)).collect::<Vec<_>>(),
            })
        })
        .collect();
    Ok(Json(json!({ "items": items })).into_response())
}

/// The paper that a path names.
fn paper((place, id): &(String, String)) -> Result<(Place, Uuid), Oops> {
    Ok((Place::parse(place).ok_or_else(Oops::not_found)?, super::sent::id(id)?))
}

async fn look(State(app): State<App>, Machine(who): Machine, Path(named): Path<(String, String)>) -> Answer {
    let shown = hands::show(&app.desk, &who, vec![paper(&named)?]).await?;
    let one = shown.first().ok_or_else(Oops::not_found)?;
    Ok(Json(json!({
        "file": null,
        "number": one.number,
        "id": one.document,
        "sha256": one.digest,
        "until": shape::moment(one.until),
        "paper": format!("/api/v1/hands/{}/{}/shown", one.commune, one.document),
    }))
    .into_response())
}

async fn bytes(State(app): State<App>, Machine(who): Machine, Path(named): Path<(String, String)>) -> Answer {
    let (place, id) = paper(&named)?;
    let pdf = hands::read(&app.desk, &who, place, id).await?;
    Ok(super::files::pdf(&id.to_string(), pdf))
}

async fn sign(
    State(app): State<App>,
    Machine(who): Machine,
    Path(named): Path<(String, String)>,
    key: Key,
    Sent(mut sent): Sent,
) -> Answer {
    let seen: String = sent.need("sha256");
    sent.done()?;
    let (place, id) = paper(&named)?;
    once(&app, &who, &key, &format!("hand {place} {id} {seen}"), async {
        let signed = hands::sign(&app.desk, &who, place, id, &seen).await?;
        let body = json!({ "number": signed.number, "role": signed.role, "seen": seen, "sha256": signed.digest });
        Ok(Made::new(format!("/api/v1/hands/{place}/{id}/signature"), body))
    })
    .await
}

async fn refuse(
    State(app): State<App>,
    Machine(who): Machine,
    Path(named): Path<(String, String)>,
    key: Key,
    Sent(mut sent): Sent,
) -> Answer {
    let reason: String = sent.need("reason");
    sent.done()?;
    say(&app, &who, &named, &key, None, reason).await
}

async fn aside(
    State(app): State<App>,
    Machine(who): Machine,
    Path(named): Path<(String, String)>,
    key: Key,
    Sent(mut sent): Sent,
) -> Answer {
    let (role, reason): (Option<Role>, String) = (sent.maybe("role"), sent.need("reason"));
    if role.is_none() {
        sent.wrong(Mistake::new("role", "required"));
    }
    sent.done()?;
    say(&app, &who, &named, &key, role, reason).await
}

/// A refusal, or with a role the absence of that member.
async fn say(app: &App, who: &Who, named: &(String, String), key: &Key, role: Option<Role>, reason: String) -> Answer {
    let (place, id) = paper(named)?;
    let print = format!("hand {place} {id} {role:?} {reason}");
    once(app, who, key, &print, async {
        let what = match role {
            Some(role) => {
                hands::set_aside(&app.desk, who, place, id, role, &reason).await?;
                "absence"
            }
            None => {
                hands::refuse(&app.desk, who, place, id, &reason).await?;
                "refusal"
            }
        };
        let body = json!({ "state": if role.is_some() { "away" } else { "refused" }, "reason": reason.trim() });
        Ok::<_, Oops>(Made::new(format!("/api/v1/hands/{place}/{id}/{what}"), body))
    })
    .await
}
