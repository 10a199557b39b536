//! What other people's programs ask of the local authorities: certificates, revocation lists, whether a
//! certificate holds (RFC 6960), and the time (RFC 3161). Signed by itself, so served to anyone.

use crate::answer::{Answer, Oops};
use crate::limits;
use crate::server::App;
use crate::visitor::Visitor;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use data_encoding::BASE64_MIME_PERMISSIVE;

/// The largest question that is read, in bytes.
pub const QUESTION_BYTES_MOST: usize = 8 * 1024;

fn sent(kind: &'static str, bytes: Vec<u8>) -> Response {
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=600")], bytes).into_response()
}

/// A certificate of an authority, a revocation list, or the root as text for other tools.
pub async fn file(State(app): State<App>, Path(name): Path<String>) -> Answer {
    let authorities = desk::keys::at_hand(&app.desk).await?;
    Ok(match name.as_str() {
        "root.cer" => sent("application/pkix-cert", authorities.root.der().to_vec()),
        "issuing.cer" => sent("application/pkix-cert", authorities.issuing.certificate().der().to_vec()),
        "root.pem" => sent("application/x-pem-file", pem(authorities.root.der())),
        "issuing.pem" => sent("application/x-pem-file", pem(authorities.issuing.certificate().der())),
        "root.crl" => sent("application/pkix-crl", desk::keys::root_list(&app.desk).await?),
        "issuing.crl" => sent("application/pkix-crl", desk::keys::list(&app.desk).await?),
        _ => return Err(Oops::not_found()),
    })
}

fn pem(der: &[u8]) -> Vec<u8> {
    proof::pem::write(proof::pem::CERTIFICATE, der).into_bytes()
}

/// Whether a certificate holds, asked in the body.
pub async fn ocsp(State(app): State<App>, visitor: Visitor, question: Bytes) -> Answer {
    answer_ocsp(&app, &visitor, &question).await
}

/// The same, asked in the address (RFC 6960, appendix A.1).
pub async fn ocsp_in_address(State(app): State<App>, visitor: Visitor, Path(question): Path<String>) -> Answer {
    let read = BASE64_MIME_PERMISSIVE.decode(question.as_bytes()).map_err(|_| Oops::not_found())?;
    answer_ocsp(&app, &visitor, &read).await
}

async fn answer_ocsp(app: &App, visitor: &Visitor, question: &[u8]) -> Answer {
    app.limits.take(limits::PROOF, &visitor.ip.to_string(), app.desk.clock.now())?;
    let answer = desk::keys::answer_ocsp(&app.desk, question).await?;
    Ok(([(header::CONTENT_TYPE, "application/ocsp-response")], answer).into_response())
}

/// The time, for a digest.
pub async fn stamp(State(app): State<App>, visitor: Visitor, question: Bytes) -> Answer {
    app.limits.take(limits::PROOF, &visitor.ip.to_string(), app.desk.clock.now())?;
    let answer = desk::keys::answer_stamp(&app.desk, &question).await?;
    Ok(([(header::CONTENT_TYPE, "application/timestamp-reply")], answer).into_response())
}
