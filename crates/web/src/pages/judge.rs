//! A signed PDF, judged for whoever holds it: who signed, when, whether it was altered, and what the
//! register says of it today. The file is judged in memory and forgotten.

use crate::answer::{Answer, Oops};
use crate::form::believed;
use crate::limits;
use crate::server::App;
use crate::view::word;
use crate::visitor::Visitor;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use civic::Mistake;
use i18n::Arg;
use minijinja::{Value, context};
use proof::pdf::{Altered, Fault, Judgement, Level, Role, Signature};

/// The largest file that is judged, in bytes.
pub const FILE_BYTES_MOST: usize = 32 * 1024 * 1024;
/// Reasons that are told of one signature; a file altered everywhere has thousands.
const REASONS_MOST: usize = 12;

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
    let shown = shown(&app, &visitor, &judged.judgement);
    let found = context! { name, register, ..shown };
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

fn shown(app: &App, visitor: &Visitor, judgement: &Judgement) -> Value {
    let signatures: Vec<Value> = judgement.signatures.iter().map(|one| signature(app, visitor, one)).collect();
    context! {
        accepted => judgement.accepted(),
        faults => reasons(app, visitor, &judgement.faults),
        signatures,
        bytes => judgement.bytes,
    }
}

fn signature(app: &App, visitor: &Visitor, one: &Signature) -> Value {
    let subject = one.signer.as_ref().map(|signer| signer.certificate.subject());
    let part = |of: fn(&proof::certificate::Identity) -> &Option<String>| subject.and_then(|s| of(s).clone());
    let kind = match (one.role, part(|s| &s.given_name)) {
        (Role::TimeStamp, _) => "stamp",
        (_, Some(_)) => "person",
        _ => "seal",
    };
    let later: Vec<String> =
        one.after.iter().map(|change| word(app, visitor, &format!("judge-{}", change.code()))).collect();
    context! {
        kind,
        accepted => one.faults.is_empty(),
        name => part(|s| &s.common_name).unwrap_or_else(|| one.name.clone()),
        title => part(|s| &s.title),
        organisation => part(|s| &s.organisation),
        issuer => one.signer.as_ref().and_then(|signer| signer.certificate.issuer().common_name.clone()),
        reason => one.reason.as_str(),
        proven_at => one.proven_at.map(|at| at.as_microsecond()),
        claimed_at => one.claimed_at.map(|at| at.as_microsecond()),
        level => match one.level {
            Some(Level::B) => "b",
            Some(Level::T) => "t",
            Some(Level::Lt) => "lt",
            Some(Level::Lta) => "lta",
            None => "",
        },
        whole => one.coverage.as_ref().is_some_and(|coverage| coverage.whole),
        later,
        faults => reasons(app, visitor, &one.faults),
    }
}

fn reasons(app: &App, visitor: &Visitor, faults: &[Fault]) -> Vec<String> {
    let mut said: Vec<String> = faults.iter().map(|fault| reason(app, visitor, fault)).collect();
    said.dedup();
    said.truncate(REASONS_MOST);
    said
}

fn reason(app: &App, visitor: &Visitor, fault: &Fault) -> String {
    let mut args: Vec<(&str, Arg)> = Vec::new();
    let mut code = fault.code();
    match fault {
        Fault::Altered { what, .. } => {
            code = altered(what);
            if let Some(page) = page_of(what) {
                args.push(("page", Arg::from(page as i64)));
            }
        }
        Fault::SignatureRemoved { field } => args.push(("field", Arg::from(field.as_str()))),
        Fault::TooLarge { most, .. } => args.push(("megabytes", Arg::from((most >> 20) as i64))),
        Fault::Signature(inner) => {
            code = inner.code();
            args.extend(about(visitor, inner));
        }
        _ => {}
    }
    app.desk.words.say(visitor.lang, &format!("judge-{code}"), &args)
}

/// What a person is told of a change: that of the page where they can see it, the rest in one sentence.
fn altered(what: &Altered) -> &'static str {
    match what {
        Altered::Content { .. } => "pdf-altered-content",
        Altered::Page { .. } => "pdf-altered-page",
        Altered::Pages => "pdf-altered-pages",
        Altered::Annotation { .. } => "pdf-altered-annotation",
        Altered::Visible { .. } => "pdf-altered-visible",
        Altered::Font { .. } => "pdf-altered-font",
        Altered::Image { .. } => "pdf-altered-image",
        _ => "pdf-altered-other",
    }
}

fn page_of(what: &Altered) -> Option<usize> {
    match what {
        Altered::Content { page }
        | Altered::Page { page, .. }
        | Altered::Annotation { page, .. }
        | Altered::Font { page }
        | Altered::Image { page } => Some(*page),
        _ => None,
    }
}

/// Whose certificate, and when: what a sentence about a certificate needs.
fn about(visitor: &Visitor, fault: &proof::fault::Fault) -> Vec<(&'static str, Arg)> {
    use proof::fault::Fault as F;
    let day = |at: &jiff::Timestamp| Arg::from(i18n::format::moment(visitor.lang, at.as_microsecond()));
    match fault {
        F::NotYetValid { certificate, from, .. } => vec![("name", Arg::from(certificate.clone())), ("date", day(from))],
        F::Expired { certificate, until, .. } => vec![("name", Arg::from(certificate.clone())), ("date", day(until))],
        F::Revoked { certificate, revocation, .. } => {
            vec![("name", Arg::from(certificate.clone())), ("date", day(&revocation.at))]
        }
        F::UnknownIssuer { certificate, issuer } => {
            vec![("name", Arg::from(certificate.clone())), ("issuer", Arg::from(issuer.clone()))]
        }
        F::RevocationUnknown { certificate }
        | F::RevocationEvidence { certificate, .. }
        | F::WrongUsage { certificate, .. }
        | F::PathTooLong { certificate }
        | F::UnknownRule { certificate, .. }
        | F::NotTheCertificate { certificate } => vec![("name", Arg::from(certificate.clone()))],
        F::BadSignature { by } | F::Weak { by, .. } | F::UnknownAlgorithm { by, .. } => {
            vec![("name", Arg::from(by.clone()))]
        }
        F::Stamp(inner) => about(visitor, inner),
        F::StampFromTheFuture { at } => vec![("date", day(at))],
        _ => Vec::new(),
    }
}
