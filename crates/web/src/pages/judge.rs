//! A signed PDF, or the evidence of a file, judged for whoever holds it: who signed, when, whether it was
//! altered, and what the register says of it today. The file is judged in memory and forgotten; the
//! sentences are in `judged`.

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
use tokio::sync::Semaphore;

/// The largest file that is judged, in bytes; also the most that a container unpacks to.
pub const FILE_BYTES_MOST: usize = 64 << 20;
const MEGABYTES_MOST: i64 = 64;
/// The form around the file.
pub const FORM_BYTES_MOST: usize = FILE_BYTES_MOST + (64 << 10);
/// Files that are judged at once: each may take some hundred megabytes of memory while it is.
const AT_ONCE: usize = 4;
static JUDGING: Semaphore = Semaphore::const_new(AT_ONCE);

/// How an archive begins.
const CONTAINER: &[u8] = b"PK";

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
    let _turn = JUDGING.acquire().await.map_err(|e| Oops::setup(&e.to_string()))?;
    let words = app.desk.words.clone();
    let say = |key: &str, args: &[(&str, i18n::Arg)]| words.say(visitor.lang, key, args);
    if bytes.starts_with(CONTAINER) {
        let judged = desk::evidence::judge_here(&app.desk, bytes, FILE_BYTES_MOST).await?;
        let shown = judged::evidence(visitor.lang, &words, &say, &judged);
        let found = context! { name, evidence => Value::from(Serde(&shown)) };
        return page(&app, &visitor, StatusCode::OK, found, "");
    }
    let judged = desk::signing::judge(&app.desk, bytes).await?;
    let register = match &judged.paper {
        Some(paper) => {
            let url = format!("/v/{}/{}", paper.document.number, paper.document.code);
            context! { url, ..super::track::told(&app, &visitor, paper) }
        }
        None => Value::from(()),
    };
    let shown = judged::told(visitor.lang, &say, &judged.judgement);
    let carried = judged.carried.map(|proven| match proven {
        Some(proven) => context! { place => proven.index + 1, size => proven.size, at => proven.at },
        None => context! { place => () },
    });
    let found = context! { name, register, carried, evidence => (), ..Value::from(Serde(&shown)) };
    page(&app, &visitor, StatusCode::OK, found, "")
}

async fn read(visitor: &Visitor, mut sent: Multipart) -> Result<(String, Vec<u8>), Oops> {
    let mistake = |code: &'static str| Oops(desk::Error::Mistakes(vec![Mistake::new("file", code)]));
    let too_large = || Oops(desk::Error::Mistakes(vec![Mistake::beyond("file", "piece-too-large", MEGABYTES_MOST)]));
    let mut proven = false;
    while let Some(field) = sent.next_field().await.map_err(|_| mistake("piece-cut"))? {
        match field.name().unwrap_or_default() {
            "csrf" => {
                believed(visitor, &field.text().await.map_err(|_| mistake("piece-cut"))?)?;
                proven = true;
            }
            "file" if proven => {
                let name = field.file_name().unwrap_or_default().chars().take(120).collect::<String>();
                let bytes = field.bytes().await.map_err(|why| match why.status() {
                    StatusCode::PAYLOAD_TOO_LARGE => too_large(),
                    _ => mistake("piece-cut"),
                })?;
                if FILE_BYTES_MOST < bytes.len() {
                    return Err(too_large());
                }
                if name.is_empty() || bytes.is_empty() {
                    return Err(mistake("piece-missing"));
                }
                if !bytes.starts_with(b"%PDF-") && !bytes.starts_with(CONTAINER) {
                    return Err(mistake("not-signed-file"));
                }
                return Ok((civic::identity::tidy_line(&name), bytes.to_vec()));
            }
            _ => {}
        }
    }
    Err(mistake("piece-missing"))
}
