//! A signed PDF, judged for whoever holds it: who signed, when, whether it was altered, and what the
//! register says of it today. The file is judged in memory and forgotten; the sentences are in `judged`.

use crate::answer::{Answer, Oops};
use crate::form::believed;
use crate::judged;
use crate::limits;
use crate::server::App;
use crate::visitor::Visitor;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use civic::Mistake;
use minijinja::value::Serde;
use minijinja::{Value, context};

/// The largest file that is judged, in bytes.
pub const FILE_BYTES_MOST: usize = 32 * 1024 * 1024;

pub async fn ask(State(app): State<App>, visitor: Visitor) -> Answer {
    page(&app, &visitor, StatusCode::OK, Value::from(()), "")
}

fn page(app: &App, visitor: &Visitor, status: StatusCode, found: Value, wrong: &str) -> Answer {
    let values = context! { found, wrong, root => context! { url => "/pki/root.pem" } };
    app.page_with(visitor, status, "judge.html", "judge-title", values)
}

pub async fn judge(State(app): State<App>, visitor: Visitor, sent: Multipart) -> Answer {
    app.limits.take(limits::PROOF, &visitor.ip.to_string(), app.desk.clock.now())?;
    let (name, bytes) = match read(&visitor, sent).await {
        Ok(read) => read,
        Err(Oops(desk::Error::Mistakes(mistakes))) if mistakes.iter().all(|m| m.field == "file") => {
            let said: Vec<String> = app.mistakes(&visitor, &mistakes).into_iter().map(|(_, text)| text).collect();
            return page(&app, &visitor, StatusCode::UNPROCESSABLE_ENTITY, Value::from(()), &said.join(" "));
        }
        Err(other) => return Err(other),
    };
    let judged = desk::signing::judge(&app.desk, bytes).await?;
    let register = match &judged.paper {
        Some(paper) => {
            let url = format!("/v/{}/{}", paper.document.number, paper.document.code);
            context! { url, ..super::track::told(&app, &visitor, paper) }
        }
        None => Value::from(()),
    };
    let words = app.desk.words.clone();
    let shown = judged::told(visitor.lang, &|key, args| words.say(visitor.lang, key, args), &judged.judgement);
    let found = context! { name, register, ..Value::from(Serde(&shown)) };
    page(&app, &visitor, StatusCode::OK, found, "")
}

async fn read(visitor: &Visitor, mut sent: Multipart) -> Result<(String, Vec<u8>), Oops> {
    let mistake = |code: &'static str| Oops(desk::Error::Mistakes(vec![Mistake::new("file", code)]));
    let mut proven = false;
    while let Some(field) = sent.next_field().await.map_err(|_| mistake("piece-cut"))? {
        match field.name().unwrap_or_default() {
            "csrf" => {
                believed(visitor, &field.text().await.map_err(|_| mistake("piece-cut"))?)?;
                proven = true;
            }
            "file" if proven => {
                let name = field.file_name().unwrap_or_default().chars().take(120).collect::<String>();
                let bytes = field.bytes().await.map_err(|_| mistake("piece-cut"))?;
                if name.is_empty() || bytes.is_empty() {
                    return Err(mistake("piece-missing"));
                }
                if !bytes.starts_with(b"%PDF-") {
                    return Err(mistake("not-a-pdf"));
                }
                return Ok((civic::identity::tidy_line(&name), bytes.to_vec()));
            }
            _ => {}
        }
    }
    Err(mistake("piece-missing"))
}
