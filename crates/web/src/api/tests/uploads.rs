//! Pieces on their way in: cut, resumed, too large, of a wrong kind, somebody else's.

use super::{ALL, PDF, Town, upload};
use axum::body::{Body, Bytes};
use axum::http::Method;
use http_body_util::channel::Channel;
use serde_json::json;
use std::io;

/// A body that ends before its time.
fn cut(part: &'static [u8]) -> Body {
    let (mut sender, body) = Channel::<Bytes, io::Error>::new(2);
    tokio::spawn(async move {
        sender.send_data(Bytes::from_static(part)).await.expect("somebody reads");
        sender.abort(io::ErrorKind::ConnectionReset.into());
    });
    Body::new(body)
}

#[tokio::test]
async fn a_piece_that_was_cut_goes_on_where_it_stopped() {
    let town = Town::new().await;
    let salma = town.citizen().await;
    let target = town.desk.chance.id(0);
    let announced = town.post(&salma, "/v1/uploads", upload(target, "plan", PDF.len())).await.json();
    let id = announced["id"].as_str().unwrap();
    let broken = town.part(Method::PUT, &salma, id, 0, cut(&PDF[..10])).await;
    assert_eq!(broken.line(), "400 cut");
    // What had arrived is kept, as soon as it is on the disk.
    let mut next = town.part(Method::PATCH, &salma, id, 10, Body::from(&PDF[10..20])).await;
    for _ in 0..10_000 {
        if next.status.is_success() {
            break;
        }
        next = town.part(Method::PATCH, &salma, id, 10, Body::from(&PDF[10..20])).await;
    }
    assert_eq!((next.line().as_str(), next.json()["complete"].clone()), ("200", json!(false)));
    assert_eq!(town.get(&salma, &format!("/v1/uploads/{id}")).await.header("upload-offset"), "20");
    let elsewhere = town.part(Method::PATCH, &salma, id, 4, Body::from(&PDF[4..])).await;
    assert_eq!((elsewhere.line().as_str(), elsewhere.header("upload-offset")), ("409 stale", "20"));
    let unfinished =
        json!({ "commune": "095410113", "procedure": "fence", "answers": {}, "pieces": [id], "declared": true });
    let told = town.post(&salma, "/v1/files", unfinished).await.line();
    assert!(told.starts_with("422 pieces.0 "), "{told}");
    let last = town.part(Method::PATCH, &salma, id, 20, Body::from(&PDF[20..])).await.json();
    assert_eq!((last["complete"].clone(), last["media"].clone()), (json!(true), json!("application/pdf")));
}

#[tokio::test]
async fn what_is_too_large_or_is_not_what_it_says_is_refused() {
    let town = Town::new().await;
    let salma = town.citizen().await;
    let target = town.desk.chance.id(0);
    let announce = |piece: &'static str, bytes: usize| {
        let (town, salma) = (&town, &salma);
        async move { town.post(salma, "/v1/uploads", upload(target, piece, bytes)).await }
    };
    assert_eq!(announce("plan", 2 * 1024 * 1024).await.line(), "422 piece piece-too-large");
    assert_eq!(announce("plan", 0).await.line(), "422 piece piece-empty");
    assert_eq!(announce("deed", 10).await.line(), "422 piece piece-not-listed");
    let id = announce("plan", 10).await.json()["id"].as_str().unwrap().to_owned();
    // More than was announced, and more than a part may be.
    assert_eq!(town.part(Method::PUT, &salma, &id, 0, Body::from(PDF)).await.line(), "413 too-large");
    let huge = Body::from(vec![0; 8 * 1024 * 1024 + 1]);
    assert_eq!(town.part(Method::PUT, &salma, &id, 0, huge).await.line(), "413 too-large");
    assert_eq!(town.get(&salma, &format!("/v1/uploads/{id}")).await.header("upload-offset"), "0");
    let text = town.part(Method::PUT, &salma, &id, 0, Body::from("only words")).await;
    assert_eq!(text.line(), "422 piece piece-type");
    assert_eq!(town.get(&salma, &format!("/v1/uploads/{id}")).await.line(), "404 not-found");
    let short = announce("plan", 20).await.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(town.part(Method::PUT, &salma, &short, 0, Body::from(&PDF[..20])).await.line(), "422 piece piece-cut");
    let bare = town.send(Method::PUT, &salma, &format!("/v1/uploads/{short}"), &[], Body::from(PDF)).await;
    assert_eq!(bare.line(), "422 Upload-Offset required");
}

#[tokio::test]
async fn a_piece_belongs_to_whoever_sent_it() {
    let town = Town::new().await;
    let salma = town.citizen().await;
    let (_, nadia) = town.someone("citizen", "Nadia Berrada", Some("JB100201"), &ALL).await;
    let plan = town.piece(&salma, "plan", PDF).await;
    let path = format!("/v1/uploads/{plan}");
    assert_eq!(town.get(&nadia, &path).await.line(), "404 not-found");
    assert_eq!(town.part(Method::PATCH, &nadia, &plan, 0, Body::from(PDF)).await.line(), "404 not-found");
    assert_eq!(town.ask(Method::DELETE, &nadia, &path, &[], None).await.line(), "404 not-found");
    let stolen = town.post(&nadia, "/v1/files", super::fence(&plan)).await.line();
    assert_eq!(stolen, "422 pieces.0 no-such-upload");
    // An announcement with a key is one upload.
    let target = town.desk.chance.id(0);
    let announce = || {
        town.ask(Method::POST, &salma, "/v1/uploads", &[("idempotency-key", "u1")], Some(upload(target, "plan", 40)))
    };
    assert_eq!(announce().await.json(), announce().await.json());
    let kept = town.get(&salma, &format!("/v1/uploads?target={target}")).await.json();
    assert_eq!(kept["items"].as_array().unwrap().len(), 1);
    assert_eq!(town.ask(Method::DELETE, &salma, &path, &[], None).await.line(), "204");
    assert_eq!(town.get(&salma, &path).await.line(), "404 not-found");
}
