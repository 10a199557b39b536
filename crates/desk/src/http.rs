//! What is asked of others over the network: of an identity provider a page or a form, of an authority the time
//! or its revocation list.
//! For a short time, never much.

use crate::provider::Distrust;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper::{Method, Request, Uri, header};
use hyper_util::rt::TokioIo;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{self, ClientConfig, RootCertStore};

const WAIT: Duration = Duration::from_secs(10);
/// The largest answer, in bytes; a revocation list may be larger.
const ANSWER_BYTES_MOST: usize = 256 * 1024;

pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

/// A query or a form.
pub fn form(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// What is asked, and of whom.
struct Ask<'a> {
    method: Method,
    url: &'a str,
    kind: &'static str,
    accept: &'static str,
    body: Vec<u8>,
    basic: Option<(&'a str, &'a str)>,
    /// Over an open line too: what is sent is nobody's secret, and the answer is signed.
    in_the_clear: bool,
    bytes_most: usize,
    /// The authorities (DER) that are believed to name the other side; none: those that browsers believe.
    roots: &'a [Vec<u8>],
}

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

impl<'a> Ask<'a> {
    /// What most are: a form, to whom browsers believe, never over an open line.
    fn of(method: Method, url: &'a str) -> Ask<'a> {
        Ask {
            method,
            url,
            kind: FORM,
            accept: JSON,
            body: Vec::new(),
            basic: None,
            in_the_clear: false,
            bytes_most: ANSWER_BYTES_MOST,
            roots: &[],
        }
    }
}

pub async fn get(url: &str, roots: &[Vec<u8>]) -> Result<Answer, Distrust> {
    let answer = ask(Ask { roots, ..Ask::of(Method::GET, url) }).await?;
    if answer.status == 200 { Ok(answer) } else { Err(Distrust::Away) }
}

pub async fn post(url: &str, body: &str, basic: Option<(&str, &str)>, roots: &[Vec<u8>]) -> Result<Answer, Distrust> {
    let body = body.as_bytes().to_vec();
    ask(Ask { body, basic, roots, ..Ask::of(Method::POST, url) }).await
}

/// A question to a time-stamping authority (RFC 3161, 3.4).
pub async fn time(url: &str, query: Vec<u8>) -> Result<Answer, Distrust> {
    let (kind, accept) = ("application/timestamp-query", "application/timestamp-reply");
    ask(Ask { kind, accept, body: query, in_the_clear: true, ..Ask::of(Method::POST, url) }).await
}

/// A revocation list of another authority (RFC 5280, 4.2.1.13), which is signed.
pub async fn list(url: &str, bytes_most: usize) -> Result<Answer, Distrust> {
    let accept = "application/pkix-crl";
    ask(Ask { accept, in_the_clear: true, bytes_most, ..Ask::of(Method::GET, url) }).await
}

async fn ask(asked: Ask<'_>) -> Result<Answer, Distrust> {
    let Ask { method, url, kind, accept, body, basic, in_the_clear, bytes_most, roots } = asked;
    let away = |what: &str, e: &dyn std::fmt::Display| {
        // The address alone: a query may hold what is nobody's business.
        tracing::warn!(what, error = %e, "an address outside does not answer");
        Distrust::Away
    };
    let uri: Uri = url.parse().map_err(|e| away("address", &e))?;
    let host = uri.host().ok_or(Distrust::Away)?.to_owned();
    let encrypted = match uri.scheme_str() {
        Some("https") => true,
        Some("http") if in_the_clear => false,
        // In the clear on one's own machine alone.
        Some("http") if matches!(host.as_str(), "127.0.0.1" | "localhost" | "[::1]") => false,
        _ => return Err(Distrust::Away),
    };
    let port = uri.port_u16().unwrap_or(if encrypted { 443 } else { 80 });
    let path = uri.path_and_query().map_or("/", |p| p.as_str()).to_owned();
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, uri.authority().map_or(host.as_str(), |a| a.as_str()))
        .header(header::ACCEPT, accept)
        .header(header::USER_AGENT, "diwan");
    if !body.is_empty() {
        request = request.header(header::CONTENT_TYPE, kind);
    }
    if let Some((name, secret)) = basic {
        // Each is encoded as in a form before they are joined (RFC 6749, 2.3.1).
        let encoded = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        let joined = format!("{}:{}", encoded(name), encoded(secret));
        let value = format!("Basic {}", data_encoding::BASE64.encode(joined.as_bytes()));
        request = request.header(header::AUTHORIZATION, value);
    }
    let request = request.body(Full::new(Bytes::from(body))).map_err(|e| away("request", &e))?;
    let asked = async {
        let stream =
            TcpStream::connect((host.trim_matches(['[', ']']), port)).await.map_err(|e| away("connect", &e))?;
        match encrypted {
            false => exchange(TokioIo::new(stream), request, bytes_most).await,
            true => {
                let name = ServerName::try_from(host.clone()).map_err(|e| away("name", &e))?;
                let connector = connector(roots).map_err(|e| away("roots", &e))?;
                let stream = connector.connect(name, stream).await.map_err(|e| away("tls", &e))?;
                exchange(TokioIo::new(stream), request, bytes_most).await
            }
        }
    };
    tokio::time::timeout(WAIT, asked).await.map_err(|e| away("late", &e))?
}

/// Given authorities, those alone are believed.
fn connector(own: &[Vec<u8>]) -> Result<TlsConnector, rustls::Error> {
    let mut roots = RootCertStore::empty();
    match own {
        [] => roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
        own => own.iter().try_for_each(|der| roots.add(CertificateDer::from(der.as_slice()).into_owned()))?,
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}

async fn exchange<S>(stream: S, request: Request<Full<Bytes>>, bytes_most: usize) -> Result<Answer, Distrust>
where
    S: hyper::rt::Read + hyper::rt::Write + Unpin + Send + 'static,
{
    let (mut sender, connection) = hyper::client::conn::http1::handshake(stream).await.map_err(|_| Distrust::Away)?;
    let pump = tokio::spawn(connection);
    let answer = async {
        let response = sender.send_request(request).await.map_err(|_| Distrust::Away)?;
        let status = response.status().as_u16();
        let body = Limited::new(response.into_body(), bytes_most).collect().await.map_err(|_| Distrust::Away)?;
        Ok(Answer { status, body: body.to_bytes().to_vec() })
    }
    .await;
    pump.abort();
    answer
}
