//! Filing, reading, acting: what is given twice, what is refused, who sees what.

use super::{ALL, PDF, TAROUDANNT, Town, fence};
use axum::body::Body;
use axum::http::Method;
use civic::Role;
use expect_test::expect;
use serde_json::{Value, json};

#[tokio::test]
async fn an_application_with_a_key_is_filed_once() {
    let town = Town::new().await;
    let salma = town.citizen().await;
    let plan = town.piece(&salma, "plan", PDF).await;
    let keyed = |body: Value| {
        let (town, salma) = (&town, &salma);
        async move { town.ask(Method::POST, salma, "/v1/files", &[("idempotency-key", "first")], Some(body)).await }
    };
    let once = keyed(fence(&plan)).await;
    town.minutes_pass(5);
    let twice = keyed(fence(&plan)).await;
    assert_eq!(once.line(), "201");
    assert_eq!(once.json(), twice.json());
    assert_eq!(once.header("location"), "/api/v1/files/FN-095410113-2026-000001");
    assert_eq!(once.header("location"), twice.header("location"));
    let mut other = fence(&plan);
    other["answers"]["metres"] = json!(13);
    assert_eq!(keyed(other).await.line(), "422 same-key");
    // Without the key it is another file; the piece was not used up.
    assert_eq!(town.post(&salma, "/v1/files", fence(&plan)).await.json()["number"], "FN-095410113-2026-000002");
    // A key is its owner's: the same one of somebody else is another.
    let (_, nadia) = town.someone("citizen", "Nadia Berrada", Some("JB100201"), &ALL).await;
    let hers = town.piece(&nadia, "plan", PDF).await;
    let filed = town.ask(Method::POST, &nadia, "/v1/files", &[("idempotency-key", "first")], Some(fence(&hers))).await;
    assert_eq!(filed.json()["number"], "FN-095410113-2026-000003");
}

#[tokio::test]
async fn every_mistake_is_told_at_once_with_its_place() {
    let town = Town::new().await;
    let salma = town.citizen().await;
    let plan = town.piece(&salma, "plan", PDF).await;
    let tried = |change: fn(&mut Value)| {
        let (town, salma, mut body) = (&town, &salma, fence(&plan));
        change(&mut body);
        async move { town.post(salma, "/v1/files", body).await.line() }
    };
    expect!["422 commune wrong-type, declared wrong-type, colour unknown-field"].assert_eq(
        &tried(|b| {
            b["commune"] = json!(95_410_113);
            b["declared"] = json!("yes");
            b["colour"] = json!("green");
        })
        .await,
    );
    expect!["422 answers.corner wrong-type, answers.height unknown-field, answers.purpose unknown-choice, answers.metres too-large"].assert_eq(
        &tried(|b| b["answers"] = json!({ "purpose": "moat", "metres": 600, "corner": [], "height": 2 })).await,
    );
    expect!["422 answers.metres not-a-number, answers.purpose required, answers.corner required"]
        .assert_eq(&tried(|b| b["answers"] = json!({ "metres": 1.5 })).await);
    expect!["422 answers.corner-note required, pieces.plan piece-missing"].assert_eq(
        &tried(|b| {
            b["answers"]["corner"] = json!(true);
            b["pieces"] = json!([]);
        })
        .await,
    );
    expect!["422 pieces.0 no-such-upload"]
        .assert_eq(&tried(|b| b["pieces"] = json!(["01990e2a-7c00-7d4e-8f2b-3a5c9d1e0f42"])).await);
    expect!["422 pieces not-an-id"].assert_eq(&tried(|b| b["pieces"] = json!(["plan.pdf"])).await);
    expect!["422 declared required, mandate mandate-missing, owner.name_ar required, owner.name_fr required, owner.cnie cnie"].assert_eq(
        &tried(|b| {
            b["declared"] = json!(false);
            b["owner"] = json!({ "cnie": "12" });
        })
        .await,
    );
    expect!["422 owner.nom unknown-field"].assert_eq(&tried(|b| b["owner"] = json!({ "nom": "X" })).await);
    expect!["422 procedure unknown-choice"].assert_eq(&tried(|b| b["procedure"] = json!("moat")).await);
    expect!["422 commune unknown-choice"].assert_eq(&tried(|b| b["commune"] = json!("095410000")).await);
    expect!["422 commune not-a-place"].assert_eq(&tried(|b| b["commune"] = json!("Taroudannt")).await);
}

#[tokio::test]
async fn what_cannot_be_read_is_told_so() {
    let town = Town::new().await;
    let salma = town.citizen().await;
    let json = ("content-type", "application/json");
    let sent = |headers: Vec<(&'static str, &'static str)>, body: Vec<u8>| {
        let (town, salma) = (&town, &salma);
        async move { town.send(Method::POST, salma, "/v1/files", &headers, Body::from(body)).await }
    };
    let broken = sent(vec![json], b"{\"commune\": \"095410113\",\n \"answers\": }".to_vec()).await;
    assert_eq!(broken.line(), "400 malformed-json");
    assert_eq!((&broken.json()["line"], &broken.json()["column"]), (&json!(2), &json!(13)));
    assert_eq!(sent(vec![json], b"[]".to_vec()).await.line(), "422 body wrong-type");
    assert_eq!(sent(vec![], b"{}".to_vec()).await.line(), "415 not-json");
    assert_eq!(sent(vec![json], vec![b' '; 10 * 1024 * 1024]).await.line(), "413 form too-large");
    let nested = format!("{{\"answers\": {}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(sent(vec![json], nested.into_bytes()).await.line(), "400 malformed-json");
    let key = vec![json, ("idempotency-key", "")];
    assert_eq!(sent(key, b"{}".to_vec()).await.line(), "422 Idempotency-Key too-long");
    assert_eq!(town.get(&salma, "/v1/files?limit=0&after=x").await.line(), "422 limit too-small, after not-a-cursor");
    assert_eq!(town.get(&salma, "/v1/files?page=2").await.line(), "422 page unknown-field");
}

#[tokio::test]
async fn a_long_text_is_refused_with_its_bound() {
    let town = Town::new().await;
    let salma = town.citizen().await;
    let plan = town.piece(&salma, "plan", PDF).await;
    let mut body = fence(&plan);
    body["answers"]["corner"] = json!(true);
    body["answers"]["corner-note"] = json!("a".repeat(500_000));
    let told = town.post(&salma, "/v1/files", body).await;
    assert_eq!(told.line(), "422 answers.corner-note too-long");
    assert_eq!(told.json()["mistakes"][0]["limit"], 40);
    assert!(
        told.json()["mistakes"][0]["detail"].as_str().is_some_and(|detail| detail.contains("40")),
        "{}",
        told.json()
    );
}

#[tokio::test]
async fn a_stranger_is_told_that_there_is_none() {
    let town = Town::new().await;
    let salma = town.citizen().await;
    let number = town.filed(&salma).await;
    let (_, nadia) = town.someone("citizen", "Nadia Berrada", Some("JB100201"), &ALL).await;
    let elsewhere = town.officer(Role::Clerk, civic::Place(95_410_115)).await.1;
    let file = town.get(&salma, &format!("/v1/files/{number}")).await.json();
    let receipt = file["documents"][0]["number"].as_str().unwrap().to_owned();
    let plan = file["pieces"][0]["sha256"].as_str().unwrap().to_owned();
    for stranger in [&nadia, &elsewhere] {
        for path in ["", &format!("/documents/{receipt}"), &format!("/pieces/{plan}")] {
            let seen = town.get(stranger, &format!("/v1/files/{number}{path}")).await;
            assert_eq!(seen.line(), "404 not-found", "{path}");
        }
        let acted = town.post(stranger, &format!("/v1/files/{number}/acts"), json!({ "act": "accept" })).await;
        assert_eq!(acted.line(), "404 not-found");
        assert_eq!(town.get(stranger, "/v1/files").await.json()["items"], json!([]));
        assert_eq!(town.get(stranger, "/v1/search?q=Salma").await.json()["items"], json!([]));
        assert_eq!(town.get(stranger, "/v1/register?within=095410113").await.json()["items"], json!([]));
    }
    let clerk = town.officer(Role::Clerk, TAROUDANNT).await.1;
    assert_eq!(town.get(&clerk, &format!("/v1/files/{number}")).await.line(), "200");
    assert_eq!(town.get(&clerk, "/v1/search?q=salm").await.json()["items"][0]["number"], json!(number));
}

#[tokio::test]
async fn a_stale_act_is_refused_with_what_changed() {
    let town = Town::new().await;
    let salma = town.citizen().await;
    let clerk = town.officer(Role::Clerk, TAROUDANNT).await.1;
    let number = town.filed(&salma).await;
    let acts = format!("/v1/files/{number}/acts");
    assert_eq!(town.get(&clerk, &format!("/v1/files/{number}")).await.header("etag"), "\"1\"");
    let spoken = town.post(&salma, &acts, json!({ "act": "message", "motive": "Quand passerez-vous ?" })).await;
    assert_eq!((spoken.line().as_str(), spoken.header("etag")), ("200", "\"2\""));
    let late = town.post(&clerk, &acts, json!({ "act": "accept", "expects": 1 })).await;
    assert_eq!(late.line(), "409 stale");
    assert_eq!(late.json()["since"], json!(["message"]));
    let matched =
        town.ask(Method::POST, &clerk, &acts, &[("if-match", "\"1\"")], Some(json!({ "act": "accept" }))).await;
    assert_eq!(matched.line(), "409 stale");
    let accept = || {
        town.ask(
            Method::POST,
            &clerk,
            &acts,
            &[("if-match", "\"2\""), ("idempotency-key", "a")],
            Some(json!({ "act": "accept" })),
        )
    };
    let (once, twice) = (accept().await, accept().await);
    assert_eq!((once.line().as_str(), once.json()), ("200", twice.json()));
    assert_eq!(once.json()["step"], "study");
    // The rules refuse with their facts.
    let again = town.post(&clerk, &acts, json!({ "act": "accept" })).await;
    assert_eq!(again.line(), "409 wrong-step");
    assert_eq!(again.json()["refusal"], json!({ "code": "wrong-step", "act": "accept", "step": "study" }));
    let not_hers =
        town.post(&salma, &acts, json!({ "act": "give-opinion", "opinion": "favourable", "motive": "oui" })).await;
    assert_eq!(not_hers.line(), "403 not-yours");
    let wrong = town
        .post(
            &clerk,
            &acts,
            json!({ "act": "accept", "role": "king", "expects": -1, "opinion": 3, "asked": [{ "piece": "plan" }] }),
        )
        .await;
    expect!["422 role unknown-choice, opinion wrong-type, asked.0.reason required, expects not-a-number"]
        .assert_eq(&wrong.line());
}

#[tokio::test]
async fn an_applicant_answers_what_was_asked() {
    let town = Town::new().await;
    let salma = town.citizen().await;
    let clerk = town.officer(Role::Clerk, TAROUDANNT).await.1;
    let number = town.filed(&salma).await;
    let acts = format!("/v1/files/{number}/acts");
    let ask = json!({ "act": "request-completion", "asked": [{ "piece": "plan", "reason": "Illisible." }] });
    assert_eq!(town.post(&clerk, &acts, ask).await.line(), "200");
    let file = town.get(&salma, &format!("/v1/files/{number}")).await.json();
    assert_eq!((&file["step"], &file["clock"]["state"]), (&json!("awaiting-completion"), &json!("paused")));
    assert_eq!(
        file["doors"].as_array().unwrap().iter().map(|d| &d["act"]).collect::<Vec<_>>(),
        ["complete", "message"]
    );
    assert_eq!(town.post(&salma, &acts, json!({ "act": "complete" })).await.line(), "409 pieces-missing");
    let photo = town.piece(&salma, "photo", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").await;
    let plan = town.piece(&salma, "plan", b"%PDF-1.7\nanother\n%%EOF\n").await;
    let amend = json!({ "act": "complete", "pieces": [plan, photo], "answers": { "metres": 700 } });
    assert_eq!(town.post(&salma, &acts, amend).await.line(), "422 answers.metres too-large");
    let amend = json!({ "act": "complete", "pieces": [plan, photo], "answers": { "metres": 20 } });
    let done = town.post(&salma, &acts, amend).await;
    assert_eq!(done.line(), "200", "{}", done.json());
    let after = town.get(&salma, &format!("/v1/files/{number}")).await.json();
    // What was not named stays, centimes and all; what was replaced is still read by the act that gave it.
    assert_eq!(after["answers"], json!({ "purpose": "garden", "metres": 20, "corner": false, "cost": 150_050 }));
    assert_eq!(after["pieces"].as_array().unwrap().len(), 2);
    let first = file["pieces"][0]["sha256"].as_str().unwrap();
    assert_eq!(town.get(&salma, &format!("/v1/files/{number}/pieces/{first}")).await.bytes, PDF);
}

#[tokio::test]
async fn pages_are_whole_on_each_engine() {
    for engine in [store::testing::sqlite, store::testing::postgres] {
        pages_are_whole(Town::on(engine).await).await;
    }
}

async fn pages_are_whole(town: Town) {
    let salma = town.citizen().await;
    let plan = town.piece(&salma, "plan", PDF).await;
    let mut numbers = Vec::new();
    // All filed at the same moment: a page must not lose those that share it.
    for _ in 0..7 {
        let filed = town.post(&salma, "/v1/files", fence(&plan)).await;
        numbers.push(filed.json()["number"].as_str().unwrap().to_owned());
    }
    let clerk = town.officer(Role::Clerk, TAROUDANNT).await.1;
    for (token, path) in [
        (&salma, "/v1/files?"),
        (&clerk, "/v1/register?within=095410113&"),
        (&clerk, "/v1/inbox?"),
        (&clerk, "/v1/search?q=Idrissi&"),
        (&salma, "/v1/notices?"),
    ] {
        let (mut seen, mut pages, mut after) = (Vec::new(), 0, String::new());
        loop {
            let page = town.get(token, &format!("{path}limit=3{after}")).await.json();
            seen.extend(page["items"].as_array().unwrap().iter().map(|one| one["number"].as_str().unwrap().to_owned()));
            pages += 1;
            let Some(next) = page["next"].as_str() else { break };
            after = format!("&after={next}");
        }
        seen.sort();
        assert_eq!((seen, pages), (numbers.clone(), 3), "{path}");
    }
}
