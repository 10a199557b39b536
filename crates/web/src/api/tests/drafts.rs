//! Drafts: saved in pieces, on two devices, filed once.

use super::{ALL, PDF, Town, upload};
use axum::body::Body;
use axum::http::Method;
use serde_json::json;
use uuid::Uuid;

#[tokio::test]
async fn a_draft_is_saved_judged_and_filed_once() {
    let town = Town::new().await;
    let salma = town.citizen().await;
    let begun = town
        .post(&salma, "/v1/drafts", json!({ "commune": "095410113", "procedure": "fence", "answers": { "metres": 3 } }))
        .await;
    assert_eq!(begun.line(), "201");
    let id = begun.json()["id"].as_str().unwrap().to_owned();
    let path = format!("/v1/drafts/{id}");
    let saved = town
        .ask(
            Method::PATCH,
            &salma,
            &path,
            &[("if-match", "\"1\"")],
            Some(json!({ "answers": { "corner": true, "purpose": "garden" } })),
        )
        .await;
    assert_eq!((saved.line().as_str(), saved.header("etag")), ("200", "\"2\""));
    let stale = town.ask(Method::PATCH, &salma, &path, &[], Some(json!({ "version": 1, "answers": {} }))).await;
    assert_eq!(stale.line(), "409 stale");
    let wrong = town
        .ask(Method::PATCH, &salma, &path, &[], Some(json!({ "answers": { "colour": "red", "metres": true } })))
        .await;
    assert_eq!(wrong.line(), "422 answers.colour unknown-field, answers.metres wrong-type");
    let judged = town.get(&salma, &path).await.json();
    let mistakes: Vec<&str> =
        judged["mistakes"].as_array().unwrap().iter().map(|m| m["field"].as_str().unwrap()).collect();
    assert_eq!(mistakes, ["answers.corner-note", "pieces.plan"]);
    let early = town.post(&salma, &format!("{path}/file"), json!({ "declared": true })).await;
    assert_eq!(early.line(), "422 answers.corner-note required, pieces.plan piece-missing");

    let note = json!({ "answers": { "corner-note": "au coin" } });
    assert_eq!(town.ask(Method::PATCH, &salma, &path, &[], Some(note)).await.line(), "200");
    let sent = town.post(&salma, "/v1/uploads", upload(id.parse::<Uuid>().unwrap(), "plan", PDF.len())).await.json();
    town.part(Method::PUT, &salma, sent["id"].as_str().unwrap(), 0, Body::from(PDF)).await;
    let filed = town.post(&salma, &format!("{path}/file"), json!({ "declared": true })).await;
    assert_eq!(filed.line(), "201", "{}", filed.json());
    let twice = town.post(&salma, &format!("{path}/file"), json!({ "declared": true })).await;
    assert_eq!((twice.line().as_str(), twice.json()), ("201", filed.json()));
    assert_eq!(town.get(&salma, &path).await.line(), "404 not-found");
}

#[tokio::test]
async fn a_draft_for_somebody_else_keeps_for_whom() {
    let town = Town::new().await;
    let salma = town.citizen().await;
    let owner = json!({ "name_ar": "نادية برادة", "name_fr": "Nadia Berrada", "cnie": "JB100201" });
    let body = json!({ "commune": "095410113", "procedure": "fence", "owner": owner, "mandate": "M 12/2026" });
    let begin = || town.ask(Method::POST, &salma, "/v1/drafts", &[("idempotency-key", "d1")], Some(body.clone()));
    let (begun, again) = (begin().await.json(), begin().await.json());
    assert_eq!(begun, again);
    let path = format!("/v1/drafts/{}", begun["id"].as_str().unwrap());
    let kept = town.ask(Method::PATCH, &salma, &path, &[], Some(json!({ "mandate": "M 13/2026" }))).await.json();
    assert_eq!((&kept["owner"]["cnie"], &kept["mandate"]), (&json!("JB100201"), &json!("M 13/2026")));
    let mine = town.ask(Method::PATCH, &salma, &path, &[], Some(json!({ "owner": null }))).await.json();
    assert_eq!(mine["owner"], json!(null));
    let (_, nadia) = town.someone("citizen", "Nadia Berrada", None, &ALL).await;
    assert_eq!(town.get(&nadia, &path).await.line(), "404 not-found");
    assert_eq!(town.ask(Method::DELETE, &nadia, &path, &[], None).await.line(), "404 not-found");
    assert_eq!(town.ask(Method::DELETE, &salma, &path, &[], None).await.line(), "204");
    assert_eq!(town.get(&salma, "/v1/drafts").await.json()["items"], json!([]));
}
