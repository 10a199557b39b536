//! The offices' side: whose inbox, which filter, which seat.

use super::{ALL, PDF, PROVINCE, TAROUDANNT, Town, fence};
use civic::Role;
use serde_json::json;

#[tokio::test]
async fn an_inbox_is_its_seats() {
    let town = Town::new().await;
    let salma = town.citizen().await;
    let plan = town.piece(&salma, "plan", PDF).await;
    for _ in 0..2 {
        town.post(&salma, "/v1/files", fence(&plan)).await;
    }
    let (account, clerk) = town.officer(Role::Clerk, TAROUDANNT).await;
    let inbox = town.get(&clerk, "/v1/inbox").await.json();
    assert_eq!(
        (&inbox["role"], &inbox["place"], &inbox["counts"]["all"]),
        (&json!("clerk"), &json!("095410113"), &json!(2))
    );
    assert_eq!(town.get(&clerk, "/v1/inbox?step=study").await.json()["counts"]["all"], 0);
    assert_eq!(town.get(&clerk, "/v1/inbox?paused=true").await.json()["counts"]["all"], 0);
    assert_eq!(town.get(&clerk, "/v1/inbox?procedure=fence&due_from=2026-09-01").await.json()["counts"]["all"], 2);
    assert_eq!(town.get(&clerk, "/v1/inbox?due_before=soon").await.line(), "422 due_before not-a-date");
    assert_eq!(town.get(&clerk, "/v1/inbox?role=president").await.line(), "403 not-yours");
    assert_eq!(town.get(&salma, "/v1/inbox").await.line(), "403 not-yours");
    // With a second seat, one must say which.
    town.seat(&account, Role::Cashier, TAROUDANNT).await;
    assert_eq!(town.get(&clerk, "/v1/inbox").await.line(), "422 role seat-needed");
    assert_eq!(town.get(&clerk, "/v1/inbox?role=clerk").await.json()["counts"]["all"], 2);
    assert_eq!(town.get(&clerk, "/v1/inbox?role=cashier").await.json()["counts"]["all"], 0);

    let first = inbox["items"][0]["number"].as_str().unwrap();
    assert_eq!(town.post(&clerk, &format!("/v1/files/{first}/acts"), json!({ "act": "accept" })).await.line(), "200");
    assert_eq!(town.get(&clerk, "/v1/inbox?role=clerk").await.json()["counts"]["all"], 1);
    let agency = town.officer(Role::UrbanAgency, PROVINCE).await.1;
    assert_eq!(town.get(&agency, "/v1/inbox").await.json()["items"][0]["number"], json!(first));
}

#[tokio::test]
async fn persons_are_found_by_their_clerk_only() {
    let town = Town::new().await;
    let salma = town.citizen().await;
    town.filed(&salma).await;
    let clerk = town.officer(Role::Clerk, TAROUDANNT).await.1;
    let found = town.get(&clerk, "/v1/people?place=095410113&q=idrissi").await.json();
    assert_eq!(found["items"][0]["cnie"], "JB100200");
    let president = town.officer(Role::President, TAROUDANNT).await.1;
    assert_eq!(town.get(&president, "/v1/people?place=095410113&q=idrissi").await.line(), "403 not-yours");
    assert_eq!(town.get(&clerk, "/v1/people?place=095410113").await.line(), "422 q required");
}

#[tokio::test]
async fn a_clerk_files_for_somebody_without_a_device() {
    let town = Town::new().await;
    let (_, clerk) = town.officer(Role::Clerk, TAROUDANNT).await;
    let plan = town.piece(&clerk, "plan", PDF).await;
    let mut body = fence(&plan);
    assert_eq!(town.post(&clerk, "/v1/files", body.clone()).await.line(), "403 not-yours");
    body["owner"] = json!({ "name_ar": "نادية برادة", "name_fr": "Nadia Berrada", "cnie": "JB100201" });
    assert_eq!(town.post(&clerk, "/v1/files", body.clone()).await.line(), "422 consent consent-missing");
    body["consent"] = json!(true);
    let filed = town.post(&clerk, "/v1/files", body).await.json();
    let file = town.get(&clerk, &format!("/v1/files/{}", filed["number"].as_str().unwrap())).await.json();
    assert_eq!((&file["assisted"], &file["applicant"]["cnie"]), (&json!(true), &json!("JB100201")));
    assert_eq!(file["tracking"], json!(null), "the code is the applicant's");
    assert_eq!(file["history"][0]["by"]["fr"], "clerk");
    let (_, other) = town.someone("citizen", "Nadia Berrada", None, &ALL).await;
    assert_eq!(town.get(&other, "/v1/files").await.json()["items"], json!([]));
}
