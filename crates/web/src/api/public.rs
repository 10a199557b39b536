//! What the register says to whoever holds a paper or a receipt: by its number and the code on it.

use super::table::{Operation, get};
use super::{files, shape, spare};
use crate::answer::{Answer, Oops};
use crate::limits;
use crate::server::App;
use axum::Json;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::response::IntoResponse;
use desk::counter::Shown;
use desk::paper::About;
use serde_json::{Value, json};

pub fn operations() -> Vec<Operation> {
    vec![
        get(
            "/v1/papers/{number}/{code}",
            "checkPaper",
            "What the register says of a paper, by its number and the code of its QR",
            paper,
        )
        .gives("PaperChecked"),
        get(
            "/v1/papers/{number}/{code}/proof",
            "provePaper",
            "Where the act of a paper stands in the register's tree, and the proof of it",
            proof,
        )
        .gives("PaperProof"),
        get(
            "/v1/track/{number}/{code}",
            "track",
            "Where a file stands, by its number and the code of its receipt",
            track,
        )
        .gives("Tracked"),
        get(
            "/v1/track/{number}/{code}/documents/{document}",
            "readTrackedDocument",
            "A paper of a file that is tracked, as PDF",
            document,
        )
        .gives_file("application/pdf"),
    ]
}

/// Codes are not to be guessed: an address may try a few times. Whoever comes with a token is known,
/// and has the rate of the token.
struct Tried;

impl FromRequestParts<App> for Tried {
    type Rejection = Oops;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Tried, Oops> {
        spare(app, parts, limits::TRACK).map(|()| Tried)
    }
}

/// A name as it is shown to strangers: the first letter of each word.
fn masked(name: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().into_iter().chain(letters.map(|_| '•')).collect::<String>()
    };
    name.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}

async fn paper(State(app): State<App>, _: Tried, Path((number, code)): Path<(String, String)>) -> Answer {
    let found = desk::paper::public(&app.desk, &number, &code).await?;
    let about = match &found.about {
        About::File { dossier, step, title } => {
            let (ar, fr) = title.split_once('\n').unwrap_or((title, title));
            json!({
                "commune": dossier.commune.to_string(),
                "procedure": dossier.procedure,
                "file": dossier.number,
                "step": step,
                "outcome": dossier.outcome,
                "holder": { "ar": masked(ar), "fr": masked(fr) },
            })
        }
        About::House(matter) => json!({
            "commune": found.document.commune.to_string(),
            "procedure": null,
            "file": matter.number,
            "step": null,
            "outcome": null,
            "holder": null,
        }),
    };
    let mut body = json!({
        "number": found.document.number,
        "name": found.document.name,
        "state": if found.superseded.is_some() { "superseded" } else { "valid" },
        "replaced_by": found.superseded,
        "made_at": shape::moment(found.document.made_at),
        "sha256": found.document.sha256,
        "hands": found.hands.iter().map(|one| shape::hand(one, false)).collect::<Vec<_>>(),
    });
    if let (Some(body), Value::Object(about)) = (body.as_object_mut(), about) {
        body.extend(about);
    }
    Ok(Json(body).into_response())
}

async fn proof(State(app): State<App>, _: Tried, Path((number, code)): Path<(String, String)>) -> Answer {
    let found = desk::paper::public(&app.desk, &number, &code).await?;
    let standing = desk::register::standing(&app.desk, &found.document).await?;
    let told = crate::pages::log::told(&app, &found.document.number, &standing).ok_or_else(Oops::not_found)?;
    Ok(Json(told).into_response())
}

async fn track(State(app): State<App>, _: Tried, Path((number, code)): Path<(String, String)>) -> Answer {
    let shown = desk::counter::track(&app.desk, &number, &code).await?;
    Ok(Json(tracked(&app, &shown)).into_response())
}

/// Nothing of who asks, and nothing of what was written.
fn tracked(app: &App, shown: &Shown) -> Value {
    let (d, procedure) = (&shown.dossier, &shown.procedure);
    let step = procedure.step(d.step);
    json!({
        "number": d.number,
        "commune": d.commune.to_string(),
        "procedure": d.procedure,
        "filed": d.filed,
        "step": step.name,
        "stage": step.stage,
        "holder": step.holder,
        "clock": shape::clock(app, d, procedure),
        "answered": d.answered,
        "outcome": d.outcome,
        "asked": d.asked.iter().map(|one| &one.piece).collect::<Vec<_>>(),
        "history": shown.acts.iter().map(|act| json!({ "day": act.day, "act": act.name, "role": act.role })).collect::<Vec<_>>(),
        "documents": shown.documents.iter().map(|one| json!({ "number": one.number, "name": one.name, "made_at": shape::moment(one.made_at) })).collect::<Vec<_>>(),
    })
}

async fn document(
    State(app): State<App>,
    _: Tried,
    Path((number, code, document)): Path<(String, String, String)>,
) -> Answer {
    let (_, bytes) = desk::paper::read_tracked(&app.desk, &document, &number, &code).await?;
    Ok(files::pdf(&document, bytes))
}
