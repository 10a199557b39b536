//! Holds what was asked and answered against the document.

use super::{Answer, Town};
use axum::http::Method;
use serde_json::Value;

/// The operation that a request is, its path as the document writes it.
pub fn operation<'d>(document: &'d Value, method: &Method, path: &str) -> Option<&'d Value> {
    let asked: Vec<&str> = path.split('?').next().unwrap_or_default().split('/').collect();
    let fits = |written: &str| {
        let written: Vec<&str> = written.split('/').collect();
        written.len() == asked.len()
            && written.iter().zip(&asked).all(|(w, a)| w == a || (w.starts_with('{') && !a.is_empty()))
    };
    let paths = document["paths"].as_object().expect("paths");
    let (_, methods) = paths.iter().find(|(written, _)| fits(written))?;
    methods.get(method.as_str().to_ascii_lowercase())
}

pub fn hold(town: &Town, method: &Method, path: &str, sent: Option<&Value>, answer: &Answer) {
    let document = &town.document;
    let Some(operation) = operation(document, method, path) else { return };
    let what = format!("{method} {path} -> {}", answer.status);
    let status = answer.status.as_u16().to_string();
    let response = followed(document, &operation["responses"][&status]);
    assert!(response.is_object(), "{what}: the document does not name this status\n{}", answer.json());
    let kind = answer.header("content-type").split(';').next().unwrap_or_default().to_owned();
    let content = response.get("content").cloned().unwrap_or_default();
    if answer.status.is_client_error() || answer.status.is_server_error() {
        assert_eq!(kind, "application/problem+json", "{what}");
    }
    match content.as_object().filter(|c| !c.is_empty()) {
        None => assert!(answer.bytes.is_empty(), "{what}: the document says nothing of a body"),
        Some(content) => {
            let named = content
                .get(&kind)
                .or_else(|| content.get("*/*"))
                .unwrap_or_else(|| panic!("{what}: `{kind}` is not in the document"));
            if let Some(schema) = named.get("schema") {
                told(&what, document, schema, &answer.json());
            }
        }
    }
    if answer.status.is_success() {
        if let Some(sent) = sent {
            told(&what, document, &operation["requestBody"]["content"]["application/json"]["schema"], sent);
        }
        let headers = response["headers"].as_object().cloned().unwrap_or_default();
        for name in headers.keys() {
            assert!(answer.headers.contains_key(name.as_str()), "{what}: no header {name}");
        }
        town.met
            .lock()
            .expect("no test panics here")
            .insert(operation["operationId"].as_str().expect("an id").to_owned());
    }
}

fn told(what: &str, document: &Value, schema: &Value, value: &Value) {
    let mut faults = Vec::new();
    judge(document, schema, value, "", &mut faults);
    assert!(faults.is_empty(), "{what}\n{}\n{value:#}", faults.join("\n"));
}

fn followed<'d>(document: &'d Value, schema: &'d Value) -> &'d Value {
    match schema.get("$ref").and_then(Value::as_str) {
        Some(to) => document.pointer(to.trim_start_matches('#')).unwrap_or_else(|| panic!("{to} leads nowhere")),
        None => schema,
    }
}

fn is_of(kind: &str, value: &Value) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("no such type: {other}"),
    }
}

/// Every way in which a value is not of a schema: as much of JSON Schema as our schemas use.
pub fn judge(document: &Value, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    let schema = followed(document, schema);
    if let Some(choices) = schema.get("oneOf").and_then(Value::as_array) {
        let fits = choices.iter().filter(|choice| {
            let mut faults = Vec::new();
            judge(document, choice, value, at, &mut faults);
            faults.is_empty()
        });
        if fits.count() != 1 {
            faults.push(format!("{at}: {value} is not one of {choices:?}"));
        }
        return;
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    if !kinds.is_empty() && !kinds.iter().any(|kind| is_of(kind, value)) {
        faults.push(format!("{at}: {value} is not {kinds:?}"));
        return;
    }
    if schema.get("enum").and_then(Value::as_array).is_some_and(|all| !all.contains(value)) {
        faults.push(format!("{at}: {value} is not one of {}", schema["enum"]));
    }
    if let (Some(items), Some(list)) = (schema.get("items"), value.as_array()) {
        for (place, one) in list.iter().enumerate() {
            judge(document, items, one, &format!("{at}/{place}"), faults);
        }
    }
    let Some(map) = value.as_object() else { return };
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if !map.contains_key(name) {
            faults.push(format!("{at}: no `{name}`"));
        }
    }
    for (name, one) in map {
        let at = format!("{at}/{name}");
        match (schema["properties"].get(name), schema.get("additionalProperties")) {
            (Some(inner), _) => judge(document, inner, one, &at, faults),
            (None, Some(Value::Bool(false))) => faults.push(format!("{at}: not in the schema")),
            (None, Some(inner @ Value::Object(_))) => judge(document, inner, one, &at, faults),
            (None, _) => {}
        }
    }
}
