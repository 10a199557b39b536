//! The document of the interface, OpenAPI 3.1, made from the table of operations and the schemas
//! beside this file. Nobody writes it by hand, so it says what the router does.

use super::table::{Gives, Operation, Takes};
use crate::server::App;
use axum::extract::State;
use axum::http::{HeaderValue, Method, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

const SCHEMAS: [&str; 6] = [
    include_str!("openapi/common.json"),
    include_str!("openapi/files.json"),
    include_str!("openapi/sending.json"),
    include_str!("openapi/catalogue.json"),
    include_str!("openapi/people.json"),
    include_str!("openapi/signatures.json"),
];
const PARAMETERS: &str = include_str!("openapi/parameters.json");

const ABOUT: &str = "Everything that the screens of Diwan do, for machines. \
A token is sent as `Authorization: Bearer dw_…` and carries scopes. \
Lists are keyset pages: `next` of one page is `after` of the next. \
A write with an `Idempotency-Key` is done once, however often it is sent. \
A refusal is `application/problem+json`: its `code` is stable, its `detail` is in the language of `Accept-Language` (ar, fr), \
and `mistakes` names every field at fault at once. \
Days are those of Morocco, moments are UTC, amounts are in centimes, territories are HCP codes of nine digits.";

/// `GET /api/openapi.json`.
pub async fn show(State(app): State<App>) -> Response {
    let head = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600")),
    ];
    (head, app.document.to_string()).into_response()
}

/// The document of these operations; `more` are the schemas of houses.
pub fn document(operations: &[Operation], more: &[&str]) -> Value {
    let mut paths = Map::new();
    let mut groups: Vec<&str> = Vec::new();
    for one in operations {
        let methods = paths.entry(one.path).or_insert_with(|| json!({}));
        methods[one.method.as_str().to_ascii_lowercase()] = operation(one);
        if !groups.contains(&one.group) {
            groups.push(one.group);
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Diwan",
            "version": env!("CARGO_PKG_VERSION"),
            "description": ABOUT,
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": "/api" }],
        "tags": groups.iter().map(|name| json!({ "name": name })).collect::<Vec<_>>(),
        "paths": paths,
        "components": {
            "schemas": schemas(more),
            "parameters": written(PARAMETERS),
            "responses": refusals(),
            "headers": headers(),
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer", "description": "A token made on the account's page or by makeToken." } },
        },
    })
}

fn schemas(more: &[&str]) -> Value {
    SCHEMAS
        .iter()
        .chain(more)
        .filter_map(|text| written(text).as_object().cloned())
        .flatten()
        .collect::<Map<_, _>>()
        .into()
}

/// The files beside this one are part of the program: a test reads them all.
fn written(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

fn schema(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn operation(one: &Operation) -> Value {
    let named = |kind: &str, name: &str| json!({ "$ref": format!("#/components/parameters/{kind}-{name}") });
    let mut parameters: Vec<Value> = one.path_names().map(|name| named("path", name)).collect();
    parameters.extend(one.asks.iter().map(|name| named("query", name)));
    parameters.extend(one.heads.iter().map(|name| named("header", name)));
    let security = one.scope.map_or(json!([]), |scope| json!([{ "token": [scope] }]));
    let mut written = json!({
        "operationId": one.id,
        "summary": one.summary,
        "tags": [one.group],
        "security": security,
        "responses": responses(one),
    });
    if !parameters.is_empty() {
        written["parameters"] = parameters.into();
    }
    if let Some(body) = body(one) {
        written["requestBody"] = body;
    }
    if let Some(scope) = one.scope {
        written["x-scope"] = scope.into();
    }
    written
}

fn body(one: &Operation) -> Option<Value> {
    let content = match one.takes {
        Takes::Nothing => return None,
        Takes::Json(name) => json!({ "application/json": { "schema": schema(name) } }),
        Takes::Bytes => json!({ "application/octet-stream": {} }),
    };
    Some(json!({ "required": true, "content": content }))
}

fn responses(one: &Operation) -> Value {
    let mut done = match one.gives {
        Gives::Nothing => json!({ "description": "Done; nothing to say." }),
        Gives::Json(name) => {
            json!({ "description": name, "content": { "application/json": { "schema": schema(name) } } })
        }
        Gives::Page(name) => {
            json!({ "description": format!("A page of {name}"), "content": { "application/json": { "schema": page(name) } } })
        }
        Gives::File(media) => json!({ "description": "The file", "content": { (media): {} } }),
    };
    let told = one.tells.iter().chain(&["RateLimit", "RateLimit-Policy"]);
    let told: Map<String, Value> =
        told.map(|name| ((*name).to_owned(), json!({ "$ref": format!("#/components/headers/{name}") }))).collect();
    done["headers"] = told.into();
    let mut all = Map::new();
    all.insert(one.status.to_string(), done);
    for status in refused(one) {
        all.insert(status.to_string(), json!({ "$ref": format!("#/components/responses/{status}") }));
    }
    all.into()
}

/// `{items, next}`.
fn page(name: &str) -> Value {
    json!({
        "type": "object",
        "required": ["items", "next"],
        "additionalProperties": false,
        "properties": {
            "items": { "type": "array", "items": schema(name) },
            "next": { "$ref": "#/components/schemas/Next" },
        },
    })
}

/// How an operation can be refused.
fn refused(one: &Operation) -> Vec<u16> {
    // A token that is wrong opens nothing, not even what needs none.
    let mut all = vec![401, 429, 500, 503];
    if one.scope.is_some() {
        all.push(403);
    }
    if one.path_names().next().is_some() {
        all.push(404);
    }
    if one.takes != Takes::Nothing {
        all.extend([400, 413, 422]);
    }
    if matches!(one.takes, Takes::Json(_)) {
        all.push(415);
    }
    if !one.asks.is_empty() || !one.heads.is_empty() {
        all.push(422);
    }
    // What is done to a file, a session or a paper may be refused by its rules, or overtaken.
    let ruled = one.method != Method::GET && one.scope.is_some_and(|scope| ["act", "sign"].contains(&scope));
    if ruled || one.heads.iter().any(|name| ["If-Match", "Upload-Offset"].contains(name)) {
        all.push(409);
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// The refusals that operations share, each with an example.
fn refusals() -> Value {
    let mut all = Map::new();
    for (status, code, when) in [
        (400, "malformed-json", "The body cannot be read, or was cut."),
        (401, "signed-out", "No token, or one that is over."),
        (403, "scope", "The token does not carry the scope, or the account holds no seat that opens this."),
        (404, "not-found", "Nothing by that name that this account may see."),
        (409, "stale", "The rules refuse, or somebody acted meanwhile: `since` says what was done, `refusal` why not."),
        (413, "too-large", "The body is too large."),
        (415, "not-json", "The body is not announced as JSON."),
        (422, "mistakes", "`mistakes` names every field at fault."),
        (429, "too-many", "Too much was asked: `Retry-After` says when to come back."),
        (500, "internal", "Our fault: tell us `reference`."),
        (503, "busy", "Come back after `Retry-After`: nothing was recorded."),
    ] {
        let mut example = json!({
            "type": format!("https://diwan.example.ma/problems/{code}"),
            "title": when,
            "status": status,
            "code": code,
            "detail": when,
        });
        match status {
            409 => example["since"] = json!(["accept"]),
            422 => {
                example["mistakes"] =
                    json!([{ "field": "answers.floors", "code": "too-large", "limit": 3, "detail": "…" }])
            }
            500 => example["reference"] = json!("7KQ2M9XTPA"),
            _ => {}
        }
        let content = json!({ "application/problem+json": { "schema": schema("Problem"), "example": example } });
        all.insert(status.to_string(), json!({ "description": when, "content": content }));
    }
    all.into()
}

fn headers() -> Value {
    let header = |about: &str, kind: &str| json!({ "description": about, "schema": { "type": kind } });
    json!({
        "Location": header("Where what was made is.", "string"),
        "ETag": header("The version, to be sent back as If-Match.", "string"),
        "Upload-Offset": header("How many bytes have arrived.", "integer"),
        "RateLimit": header("How many requests are left: `\"token\";r=19999;t=2`.", "string"),
        "RateLimit-Policy": header("How many requests at once, and in how many seconds they come back.", "string"),
    })
}
