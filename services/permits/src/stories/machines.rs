//! A commission's own software holds its sessions through the interface, as its pages would.

use super::people::*;
use super::story;
use crate::HOUSE;
use axum::http::Method;
use civic::dossier::Opinion;
use serde_json::{Value, json};
use town::{Neighbour, Town};

/// A token of somebody, for these scopes.
async fn token(town: &Town, who: &Neighbour<'_>, scopes: &[&str]) -> String {
    let scopes: Vec<String> = scopes.iter().map(|scope| (*scope).to_owned()).collect();
    desk::who::make_token(&town.desk, &who.who().await, "logiciel", &scopes, 30).await.expect("a token").0
}

#[test]
fn a_session_is_called_held_and_closed_by_a_machine() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let halls = Officers::of(town).await;
        let n = files(town, &fatima, SMALL, house()).await.number;
        does(town, &halls.clerk, &n, "accept", Default::default()).await.expect("accepted");
        for member in [&halls.planning, &halls.agency, &halls.province] {
            does(town, member, &n, "give-opinion", says(Opinion::Favourable, "Conforme")).await.expect("said");
        }
        let chair = token(town, &halls.chair, &["read", "act", "sign"]).await;
        let new =
            json!({ "place": "095410113", "day": "2026-09-10", "hour": "10:00", "where": "Salle A", "files": [n] });

        // Everything that is wrong at once, in the body's own words; and only whoever chairs may call.
        let wrong = json!({ "place": "095410113", "day": "2026-09-01", "hour": "25:00", "where": "", "files": [] });
        let (status, told) = town.machine(&chair, Method::POST, "/sessions", "", wrong).await;
        let mut fields: Vec<_> = told["mistakes"].as_array().expect("all of them").iter().collect();
        fields.sort_by_key(|one| one["field"].to_string());
        let fields: Vec<_> = fields.iter().map(|one| one["field"].as_str().unwrap_or_default()).collect();
        assert_eq!((status, fields), (422, vec!["day", "files", "hour", "where"]), "{told}");
        let agency = token(town, &halls.agency, &["read", "act"]).await;
        assert_eq!(town.machine(&agency, Method::POST, "/sessions", "", new.clone()).await.0, 403);
        let reader = token(town, &halls.chair, &["read"]).await;
        assert_eq!(town.machine(&reader, Method::POST, "/sessions", "", new.clone()).await.1["code"], "scope");

        // Sent twice under one key, it is called once.
        let (status, called) = town.machine(&chair, Method::POST, "/sessions", "call-1", new.clone()).await;
        assert_eq!((status, &called["state"]), (201, &json!("called")), "{called}");
        let again = town.machine(&chair, Method::POST, "/sessions", "call-1", new).await.1;
        assert_eq!(again["id"], called["id"]);
        let list = town.machine(&agency, Method::GET, "/sessions?limit=1", "", Value::Null).await.1;
        assert_eq!((list["items"].as_array().map(Vec::len), &list["next"]), (Some(1), &Value::Null), "{list}");
        let cashier = token(town, &halls.cashier, &["read"]).await;
        assert_eq!(town.machine(&cashier, Method::GET, "/sessions", "", Value::Null).await.0, 403);

        let at = format!("/sessions/095410113/{}", called["id"].as_str().expect("an identifier"));
        assert_eq!(town.machine(&chair, Method::POST, &format!("{at}/opening"), "", Value::Null).await.0, 201);
        let twice = town.machine(&chair, Method::POST, &format!("{at}/opening"), "", Value::Null).await;
        assert_eq!((twice.0, &twice.1["code"]), (409, &json!("stale")));
        let members = json!({ "members": [
            { "role": "urban-planning", "present": true }, { "role": "urban-agency", "present": true },
            { "role": "province", "present": false },
        ] });
        let (status, attended) = town.machine(&chair, Method::PUT, &format!("{at}/members"), "", members).await;
        assert_eq!((status, attended["members"].as_array().map(Vec::len)), (200, Some(3)), "{attended}");
        let conclusion = json!({ "file": n, "act": "conclude-favourable" });
        let (status, done) =
            town.machine(&chair, Method::POST, &format!("{at}/conclusions"), "end-1", conclusion.clone()).await;
        assert_eq!((status, &done["step"]), (200, &json!("payment")), "{done}");
        let (status, kept) =
            town.machine(&chair, Method::POST, &format!("{at}/conclusions"), "end-1", conclusion).await;
        assert_eq!((status, kept), (200, done), "the same key, the same answer");

        let (status, closed) = town.machine(&chair, Method::POST, &format!("{at}/closing"), "", Value::Null).await;
        assert_eq!((status, &closed["state"]), (201, &json!("closed")), "{closed}");
        assert_eq!(closed["minutes"]["number"], "PVS-095410113-2026-000001");
        let states: Vec<_> = closed["minutes"]["hands"]
            .as_array()
            .expect("hands")
            .iter()
            .map(|hand| format!("{} {}", hand["role"].as_str().unwrap_or("?"), hand["state"].as_str().unwrap_or("?")))
            .collect();
        let expected = ["urban-planning awaited", "urban-agency awaited", "province away", "commission-chair awaited"];
        assert_eq!(states, expected);
        let seen = town.machine(&agency, Method::GET, &at, "", Value::Null).await.1;
        assert_eq!(seen["agenda"][0]["concluded"]["act"], "conclude-favourable");
        // The same hand is given by the interface: the agency's folder has it.
        let waiting = town.machine(&agency, Method::GET, "/hands", "", Value::Null).await.1;
        assert_eq!(waiting["items"].as_array().map(Vec::len), Some(2), "{waiting}");
    });
}

#[test]
fn sessions_come_a_page_at_a_time() {
    story(async |town| {
        let halls = Officers::of(town).await;
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let n = files(town, &fatima, SMALL, house()).await.number;
        let chair = token(town, &halls.chair, &["read", "act"]).await;
        for day in ["2026-09-10", "2026-09-11", "2026-09-11", "2026-09-14"] {
            let new = json!({ "place": "095410113", "day": day, "hour": "10:00", "where": "Salle A", "files": [n] });
            assert_eq!(town.machine(&chair, Method::POST, "/sessions", "", new).await.0, 201);
        }
        let (mut days, mut after) = (Vec::new(), String::new());
        for _ in 0..5 {
            let page = town.machine(&chair, Method::GET, &format!("/sessions?limit=3{after}"), "", Value::Null).await.1;
            let items = page["items"].as_array().expect("a page").clone();
            days.extend(items.iter().map(|one| one["day"].as_str().unwrap_or_default().to_owned()));
            match page["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => break,
            }
        }
        assert_eq!(days, ["2026-09-14", "2026-09-11", "2026-09-11", "2026-09-10"]);
    });
}

#[test]
fn the_document_names_every_operation_of_the_house_and_all_that_it_refers_to() {
    let document = web::api::document(&[HOUSE]);
    for path in ["/v1/sessions", "/v1/sessions/{place}/{id}/conclusions", "/v1/files"] {
        assert!(document["paths"][path].is_object(), "{path}");
    }
    let text = document.to_string();
    let mut referred = 0;
    for part in text.split("\"$ref\":\"#/").skip(1) {
        let name = part.split('"').next().unwrap_or_default();
        let found = document.pointer(&format!("/{name}"));
        assert!(found.is_some_and(Value::is_object), "{name} is referred to and not there");
        referred += 1;
    }
    assert!(300 < referred, "{referred}");
    let operation = &document["paths"]["/v1/sessions"]["post"];
    assert_eq!((&operation["x-scope"], &operation["tags"][0]), (&json!("act"), &json!("permits")));
}
