//! The document and the router say the same.

use super::schema::judge;
use super::{ALL, Town};
use crate::api::table;
use axum::body::Body;
use axum::http::{Method, StatusCode};
use expect_test::expect_file;
use serde_json::Value;
use std::collections::BTreeSet;

/// A path as somebody would ask for it: nothing is there by that name.
fn asked(path: &str) -> String {
    path.split('/')
        .map(|part| if part.starts_with('{') { "01990e2a-7c00-7d4e-8f2b-3a5c9d1e0f42" } else { part })
        .collect::<Vec<_>>()
        .join("/")
}

#[tokio::test]
async fn every_route_is_in_the_document_and_nothing_else() {
    let town = Town::new().await;
    let served = town.get("", "/openapi.json").await;
    assert_eq!(served.json(), town.document, "what is served is what the table says");
    for (path, methods) in town.document["paths"].as_object().unwrap() {
        let methods: BTreeSet<&str> = methods.as_object().unwrap().keys().map(String::as_str).collect();
        for method in ["get", "post", "put", "patch", "delete"] {
            let asked = town.send(method.to_uppercase().parse().unwrap(), "", &asked(path), &[], Body::empty()).await;
            let there = asked.status != StatusCode::METHOD_NOT_ALLOWED;
            assert_eq!(there, methods.contains(method), "{method} {path}: {}", asked.line());
        }
    }
    assert_eq!(town.get("", "/v1/elsewhere").await.line(), "404 not-found");
}

#[tokio::test]
async fn nobody_passes_without_the_scope() {
    let town = Town::new().await;
    let weak: Vec<(&str, String)> = {
        let mut all = Vec::new();
        for scope in ALL {
            let others: Vec<&str> = ALL.into_iter().filter(|s| *s != scope).collect();
            all.push((scope, town.someone("citizen", scope, None, &others).await.1));
        }
        all
    };
    for one in table().into_iter().filter(|one| one.scope.is_some()) {
        let (scope, path) = (one.scope.unwrap(), asked(one.path));
        let stranger = town.send(one.method.clone(), "", &path, &[], Body::empty()).await;
        assert_eq!(stranger.line(), "401 signed-out", "{}", one.id);
        assert!(stranger.header("www-authenticate").starts_with("Bearer"), "{}", one.id);
        let forged = town.send(one.method.clone(), "dw_forged", &path, &[], Body::empty()).await;
        assert_eq!(forged.line(), "401 signed-out", "{}", one.id);
        let token = &weak.iter().find(|(s, _)| *s == scope).unwrap().1;
        let without = town.send(one.method.clone(), token, &path, &[], Body::empty()).await;
        assert_eq!(without.line(), "403 scope", "{}", one.id);
    }
    // A token that is wrong opens nothing, not even what needs none.
    assert_eq!(town.get("dw_forged", "/v1/procedures").await.line(), "401 signed-out");
    assert_eq!(town.get("", "/v1/procedures").await.line(), "200");
}

#[test]
fn the_list_of_operations_is_kept() {
    let mut list = String::new();
    for one in table() {
        let asks: String = one.asks.iter().map(|name| format!(" ?{name}")).collect();
        let heads: String = one.heads.iter().map(|name| format!(" {name}:")).collect();
        let scope = one.scope.unwrap_or("anyone");
        list += &format!(
            "{:<8}{} {:?} -> {} {:?} [{scope}]{asks}{heads}\n",
            one.method.as_str(),
            one.path,
            one.takes,
            one.status,
            one.gives
        );
    }
    expect_file!["operations.txt"].assert_eq(&list);
}

#[test]
fn the_document_is_sound() {
    let document = crate::api::openapi::document(&table(), &[]);
    assert_eq!(document["openapi"], "3.1.0");
    let mut ids = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, one) in methods.as_object().unwrap() {
            let what = format!("{method} {path}");
            assert!(ids.insert(one["operationId"].as_str().unwrap()), "{what}: its id is taken");
            assert!(!one["summary"].as_str().unwrap().is_empty(), "{what}");
            let named: Vec<&str> = one["parameters"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|p| document.pointer(p["$ref"].as_str().unwrap().trim_start_matches('#')))
                .map(|p| p.unwrap_or_else(|| panic!("{what}: a parameter is not said")))
                .filter(|p| p["in"] == "path")
                .filter_map(|p| p["name"].as_str())
                .collect();
            let in_path: Vec<&str> = path.split('/').filter_map(|p| p.strip_prefix('{')?.strip_suffix('}')).collect();
            assert_eq!(named, in_path, "{what}");
        }
    }
    let mut used = BTreeSet::new();
    refs(&document, &document, &mut used);
    for kind in ["schemas", "parameters", "headers"] {
        for name in document["components"][kind].as_object().unwrap().keys() {
            assert!(used.contains(&format!("#/components/{kind}/{name}")), "{kind}/{name} is not used");
        }
    }
}

/// Every reference leads somewhere.
fn refs(document: &Value, value: &Value, used: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            if let Some(to) = map.get("$ref").and_then(Value::as_str) {
                assert!(document.pointer(to.trim_start_matches('#')).is_some(), "{to} leads nowhere");
                used.insert(to.to_owned());
            }
            map.values().for_each(|inner| refs(document, inner, used));
        }
        Value::Array(list) => list.iter().for_each(|inner| refs(document, inner, used)),
        _ => {}
    }
}

#[test]
fn every_example_is_what_its_schema_says() {
    let document = crate::api::openapi::document(&table(), &[]);
    let mut seen = 0;
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let of_refusals = document["components"]["responses"].as_object().unwrap().iter().map(|(name, one)| {
        let content = &one["content"]["application/problem+json"];
        (name, &content["schema"], vec![content["example"].clone()])
    });
    let of_schemas =
        schemas.iter().map(|(name, one)| (name, one, one["examples"].as_array().cloned().unwrap_or_default()));
    for (name, schema, examples) in of_schemas.chain(of_refusals) {
        for example in examples {
            let mut faults = Vec::new();
            judge(&document, schema, &example, name, &mut faults);
            assert!(faults.is_empty(), "{}", faults.join("\n"));
            seen += 1;
        }
    }
    assert!(30 < seen, "only {seen} examples");
}

#[tokio::test]
async fn a_method_that_is_not_there_says_which_are() {
    let town = Town::new().await;
    let asked = town.send(Method::DELETE, "", "/v1/places", &[], Body::empty()).await;
    assert_eq!(asked.line(), "405 no-such-method");
    assert!(asked.header("allow").contains("GET"));
}
