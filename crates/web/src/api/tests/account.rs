//! Tokens, rates, languages, codes.

use super::{ALL, PDF, TAROUDANNT, Town, fence};
use crate::limits;
use axum::body::Body;
use axum::http::Method;
use civic::Role;
use serde_json::json;

#[tokio::test]
async fn a_token_makes_none_that_outgrows_it() {
    let town = Town::new().await;
    let (_, weak) = town.someone("citizen", "Salma Idrissi", Some("JB100200"), &["read", "file", "administer"]).await;
    let make = |scopes: serde_json::Value, days: i64| {
        let (town, weak) = (&town, &weak);
        async move { town.post(weak, "/v1/tokens", json!({ "name": "agence", "scopes": scopes, "days": days })).await }
    };
    assert_eq!(make(json!(["read", "act"]), 3).await.line(), "422 scopes beyond-token");
    assert_eq!(make(json!(["read"]), 300).await.line(), "422 days beyond-token");
    assert_eq!(make(json!(["fly"]), 3).await.line(), "422 scopes unknown-choice, scopes beyond-token");
    let made = make(json!(["read"]), 3).await;
    assert_eq!(made.line(), "201");
    let (secret, id) =
        (made.json()["secret"].as_str().unwrap().to_owned(), made.json()["id"].as_str().unwrap().to_owned());
    assert_eq!(town.get(&secret, "/v1/me").await.json()["scopes"], json!(["read"]));
    let (_, nadia) = town.someone("citizen", "Nadia Berrada", Some("JB100201"), &ALL).await;
    let end = |token: String| {
        let (town, id) = (&town, &id);
        async move { town.ask(Method::DELETE, &token, &format!("/v1/tokens/{id}"), &[], None).await.line() }
    };
    assert_eq!(end(nadia).await, "404 not-found");
    assert_eq!(end(weak.clone()).await, "204");
    assert_eq!(town.get(&secret, "/v1/me").await.line(), "401 signed-out");
    // A secret is told once: sent again with its key, the answer is the same without it.
    let keyed = || {
        town.ask(
            Method::POST,
            &weak,
            "/v1/tokens",
            &[("idempotency-key", "t")],
            Some(json!({ "name": "b", "scopes": ["read"], "days": 1 })),
        )
    };
    let (once, twice) = (keyed().await.json(), keyed().await.json());
    assert_eq!((&once["id"], twice["secret"].is_null(), once["secret"].is_string()), (&twice["id"], true, true));
}

#[tokio::test]
async fn a_token_that_is_over_opens_nothing() {
    let town = Town::new().await;
    let salma = town.citizen().await;
    assert_eq!(town.get(&salma, "/v1/me").await.line(), "200");
    town.minutes_pass(31 * 24 * 60);
    assert_eq!(town.get(&salma, "/v1/me").await.line(), "401 signed-out");
}

#[tokio::test]
async fn rates_are_told_and_kept() {
    let town = Town::new().await;
    let salma = town.citizen().await;
    let me = town.get(&salma, "/v1/me").await;
    assert_eq!(me.header("ratelimit-policy"), "\"token\";q=20000;w=2");
    assert_eq!(me.header("ratelimit"), "\"token\";r=19999;t=2");
    // A stranger's address has a bucket of its own, which refills.
    let most = limits::ANYONE.burst as usize;
    for _ in 0..most {
        town.send(Method::GET, "", "/v1/places/095410113", &[], Body::empty()).await;
    }
    let over = town.get("", "/v1/places/095410113").await;
    assert_eq!(
        (over.line().as_str(), over.header("retry-after"), over.header("ratelimit")),
        ("429 too-many", "1", "\"anyone\";r=0;t=15")
    );
    assert_eq!(town.get(&salma, "/v1/places/095410113").await.line(), "200");
    town.minutes_pass(1);
    assert_eq!(town.get("", "/v1/places/095410113").await.line(), "200");
}

#[tokio::test]
async fn codes_cannot_be_guessed_at_leisure() {
    let town = Town::new().await;
    let salma = town.citizen().await;
    let plan = town.piece(&salma, "plan", PDF).await;
    let filed = town.post(&salma, "/v1/files", fence(&plan)).await.json();
    let (number, code) = (filed["number"].as_str().unwrap(), filed["tracking"].as_str().unwrap());
    let tracked = town.get("", &format!("/v1/track/{number}/{code}")).await;
    assert_eq!(tracked.line(), "200");
    assert!(!tracked.json().to_string().contains("Salma"), "{}", tracked.json());
    let mut told = Vec::new();
    for _ in 0..21 {
        told.push(town.get("", &format!("/v1/track/{number}/AAAAAAAA")).await.line());
    }
    assert_eq!(told.first().map(String::as_str), Some("404 not-found"));
    assert_eq!(told.last().map(String::as_str), Some("429 too-many"));
}

#[tokio::test]
async fn refusals_speak_the_language_asked_for() {
    let town = Town::new().await;
    let salma = town.citizen().await;
    let asked = |lang: &'static str| {
        let (town, salma) = (&town, &salma);
        async move {
            let headers = [("accept-language", lang)];
            let request = axum::http::Request::builder().uri("/api/v1/files/FN-095410113-2026-000009");
            let request = headers
                .iter()
                .fold(request, |r, (n, v)| r.header(*n, *v))
                .header("authorization", format!("Bearer {salma}"));
            let response =
                tower::ServiceExt::oneshot(town.router.clone(), request.body(Body::empty()).unwrap()).await.unwrap();
            let bytes = http_body_util::BodyExt::collect(response.into_body()).await.unwrap().to_bytes();
            serde_json::from_slice::<serde_json::Value>(&bytes).unwrap()["detail"].as_str().unwrap().to_owned()
        }
    };
    assert!(asked("ar").await.contains("لا"), "{}", asked("ar").await);
    assert!(asked("fr-MA,fr;q=0.9").await.contains("rien"));
    // Without a wish, the language of the account.
    assert_eq!(asked("en").await, asked("fr").await);
}

#[tokio::test]
async fn an_administrator_of_one_commune_rules_no_other() {
    let town = Town::new().await;
    let (_, admin) = town.officer(Role::Administrator, TAROUDANNT).await;
    assert_eq!(town.get(&admin, "/v1/officers?place=095410113").await.line(), "200");
    for path in ["/v1/officers?place=095410115", "/v1/offices?place=095410115", "/v1/journal?place=095410115"] {
        assert_eq!(town.get(&admin, path).await.line(), "403 not-yours", "{path}");
    }
    let value = json!({ "commune": "095410115", "value": 2000, "from": "2027-01-01", "decision": "1/2026" });
    assert_eq!(
        town.ask(Method::PUT, &admin, "/v1/law/values/construction-tax-individual", &[], Some(value)).await.line(),
        "403 not-yours"
    );
    let (_, clerk) = town.officer(Role::Clerk, TAROUDANNT).await;
    assert_eq!(town.get(&clerk, "/v1/officers?place=095410113").await.line(), "403 not-yours");
    let day = json!({ "name_ar": "عيد", "name_fr": "Fête" });
    assert_eq!(town.ask(Method::PUT, &clerk, "/v1/calendar/2026-10-01", &[], Some(day)).await.line(), "403 not-yours");
}
