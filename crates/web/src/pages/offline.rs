//! One page that verifies a paper without any network: its style, script, sentences and keys are inside it. It
//! can be kept as a file and opened years later; what it cannot know is what happened to the paper since.

use crate::answer::Answer;
use crate::server::App;
use crate::visitor::Visitor;
use axum::Json;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::IntoResponse;
use data_encoding::{BASE64, HEXLOWER};
use i18n::Lang;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

const PAGE: &str = include_str!("../../offline/offline.html");
const STYLE: &str = include_str!("../../offline/offline.css");
const SCRIPT: &str = include_str!("../../offline/offline.js");

/// The sentences that the page says itself.
const SAID: &[&str] = &[
    "offline-title",
    "offline-lead",
    "offline-text",
    "offline-go",
    "offline-photo",
    "offline-keys",
    "offline-keys-text",
    "offline-limits",
    "offline-good",
    "offline-bad",
    "offline-good-text",
    "offline-unreadable-text",
    "offline-unknown-key-text",
    "offline-forged-text",
    "offline-other-paper-text",
    "offline-no-code-text",
    "verify-number",
    "verify-kind",
    "verify-place",
    "verify-issued",
    "verify-file",
    "verify-step",
];

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    download: bool,
}

pub async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let policy = policy();
    let data = data(&app).to_string().replace('<', "\\u003c");
    let page = PAGE
        .replace("@LANG@", visitor.lang.tag())
        .replace("@DIR@", visitor.lang.dir())
        .replace("@POLICY@", &policy)
        .replace("@STYLE@", STYLE)
        .replace("@SCRIPT@", SCRIPT)
        .replace("@DATA@", &data);
    let place = if asked.download { "attachment; filename=\"diwan-verify.html\"" } else { "inline" };
    let head = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::CONTENT_DISPOSITION, place.to_owned()),
    ];
    Ok((head, page).into_response())
}

/// The keys of statements, as a JWK set.
pub async fn keys(State(app): State<App>) -> Answer {
    let key = app.desk.register.keys.statement.verifier.jwk();
    Ok(Json(json!({ "keys": [key] })).into_response())
}

/// Nothing is loaded, and only this style and this script are applied.
fn policy() -> String {
    let hash = |text: &str| {
        let digest = store::Digest::of(text.as_bytes()).to_string();
        BASE64.encode(&HEXLOWER.decode(digest.as_bytes()).unwrap_or_default())
    };
    format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; img-src blob: data:; base-uri 'none'; form-action 'none'",
        hash(SCRIPT),
        hash(STYLE)
    )
}

fn data(app: &App) -> Value {
    let mut names: BTreeSet<String> = SAID.iter().map(|key| (*key).to_owned()).collect();
    for procedure in app.desk.street.catalogue() {
        names.extend(procedure.papers.iter().map(|paper| format!("paper-{}", paper.name)));
        names.extend(procedure.steps.iter().map(|step| format!("step-{}", step.name)));
    }
    let said = |lang: Lang| -> Map<String, Value> {
        names.iter().map(|key| (key.clone(), app.desk.words.plain(lang, key, &[]).into())).collect()
    };
    let territory = &app.desk.street.territory;
    let places: Map<String, Value> = territory
        .provinces()
        .flat_map(|province| territory.communes(province.place))
        .map(|known| (known.place.to_string(), json!([known.name(true), known.name(false)])))
        .collect();
    let key = &app.desk.register.keys.statement.verifier;
    let mut jwk = key.jwk();
    jwk["fingerprint"] = key.fingerprint().into();
    json!({
        "words": { "ar": said(Lang::Ar), "fr": said(Lang::Fr) },
        "keys": [jwk],
        "places": places,
    })
}
