//! Who is visiting, in which language, with which proof against forged forms.

use crate::answer::Oops;
use crate::confirm::{self, Sent};
use crate::server::App;
use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use cookie::{Cookie, SameSite};
use desk::{Denial, Error, Who};
use i18n::Lang;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// Somebody looking at a page.
#[derive(Clone, Debug)]
pub struct Visitor {
    pub who: Option<Who>,
    pub lang: Lang,
    /// What a form must send back to be believed.
    pub csrf: String,
    pub path: String,
    /// A sentence from the page before: kind (`success`, `warning`, `danger`, `info`) and text.
    pub flash: Option<(String, String)>,
    /// Where the request came from, for limits.
    pub ip: IpAddr,
    pub browser: String,
}

impl Visitor {
    /// Whoever is signed in; a denial that leads to the sign-in page otherwise.
    pub fn who(&self) -> Result<&Who, Oops> {
        self.who.as_ref().ok_or_else(|| Denial::SignedOut.into())
    }

    /// The viewer of reads: a stranger when nobody is signed in.
    pub fn viewer(&self) -> civic::Viewer {
        self.who.as_ref().map_or_else(civic::Viewer::stranger, |who| who.viewer.clone())
    }

    pub fn arabic(&self) -> bool {
        self.lang == Lang::Ar
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = Oops;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Visitor, Oops> {
        // Put there by `arrive`, which stands before every page.
        parts.extensions.get::<Visitor>().cloned().ok_or_else(|| Oops::setup("a page without its visitor"))
    }
}

pub const SIGN_IN: &str = "diwan";
/// A sign-in whose second factor is still awaited.
pub const HALF: &str = "half";
const VISIT: &str = "visit";
const LANG: &str = "lang";
const FLASH: &str = "flash";

pub fn cookies(headers: &HeaderMap) -> Vec<Cookie<'static>> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| Cookie::split_parse_encoded(line.to_owned()).flatten())
        .collect()
}

/// A cookie of ours by its plain name.
pub fn find(app: &App, cookies: &[Cookie<'static>], name: &str) -> Option<String> {
    let full = full_name(app, name);
    cookies.iter().find(|c| c.name() == full).map(|c| c.value().to_owned())
}

fn encrypted(app: &App) -> bool {
    app.desk.options.address.starts_with("https://")
}

/// Under https the browser itself holds a cookie to this very host, to https and to the whole site:
/// another host of the same domain can neither read it nor put one in its place.
fn full_name(app: &App, name: &str) -> String {
    if encrypted(app) { format!("__Host-{name}") } else { name.to_owned() }
}

/// A cookie of ours: never read by scripts, never sent from other sites.
pub fn bake(app: &App, name: &str, value: &str, minutes: Option<i64>) -> HeaderValue {
    let mut cookie = Cookie::build((full_name(app, name), value.to_owned()))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .build();
    if encrypted(app) {
        cookie.set_secure(true);
    }
    if let Some(minutes) = minutes {
        cookie.set_max_age(cookie::time::Duration::minutes(minutes));
    }
    HeaderValue::from_str(&cookie.encoded().to_string()).unwrap_or_else(|_| HeaderValue::from_static(""))
}

/// The cookies of a fresh sign-in.
pub fn signed_in(app: &App, secret: &str) -> HeaderValue {
    bake(app, SIGN_IN, secret, None)
}

pub fn signed_out(app: &App) -> HeaderValue {
    bake(app, SIGN_IN, "", Some(-1))
}

/// A sentence for the next page.
pub fn flash(app: &App, kind: &str, text: &str) -> HeaderValue {
    bake(app, FLASH, &format!("{kind}|{text}"), Some(2))
}

/// Meets every request for a page: who it is, in which language; dresses refusals afterwards. A form that
/// carries a second factor is judged here, and goes on as it was first sent.
pub async fn arrive(State(app): State<App>, request: Request, next: Next) -> Response {
    let jar = cookies(request.headers());
    let ip = address(&app, request.extensions(), request.headers());
    let who = match find(&app, &jar, SIGN_IN).filter(|s| !s.is_empty()) {
        Some(secret) => match desk::who::by_cookie(&app.desk, &secret).await {
            Ok(who) => who,
            Err(error) => return crate::answer::dress(&app, &stranger(&request, ip), Oops(error)),
        },
        None => None,
    };
    let visit = find(&app, &jar, VISIT).filter(|v| 20 < v.len() && v.len() < 100);
    let fresh = visit.is_none().then(|| app.desk.chance.secret());
    let asked = asked_lang(&request);
    let lang = asked
        .or_else(|| find(&app, &jar, LANG).and_then(|l| Lang::parse(&l)))
        .or_else(|| who.as_ref().map(Who::lang))
        .or_else(|| accepted(request.headers()))
        .unwrap_or_default();
    let flash =
        find(&app, &jar, FLASH).and_then(|f| f.split_once('|').map(|(kind, text)| (kind.to_owned(), text.to_owned())));
    let root = match &who {
        Some(who) => data_encoding::HEXLOWER.encode(&who.root),
        None => visit.or(fresh.clone()).unwrap_or_default(),
    };
    let visitor = Visitor { who, lang, csrf: csrf(&root), flash: flash.clone(), ..stranger(&request, ip) };
    let mut response = match visitor.who {
        Some(_) => known(&app, &visitor, request, next).await,
        None => pass(&app, &visitor, request, next, None).await,
    };
    let html =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let mut set = |value: HeaderValue| {
        response.headers_mut().append(header::SET_COOKIE, value);
    };
    if let Some(fresh) = fresh {
        set(bake(&app, VISIT, &fresh, None));
    }
    if let Some(lang) = asked {
        set(bake(&app, LANG, lang.tag(), Some(60 * 24 * 365)));
    }
    if flash.is_some() && html {
        set(bake(&app, FLASH, "", Some(-1)));
    }
    response
}

/// Somebody who is signed in: a proof in their form is judged before the form is read.
async fn known(app: &App, visitor: &Visitor, request: Request, next: Next) -> Response {
    let (request, sent) = match confirm::keep(request).await {
        Ok(kept) => kept,
        Err(oops) => return crate::answer::dress(app, visitor, oops),
    };
    let Some(proof) = sent.as_ref().filter(|sent| sent.proves()) else {
        return pass(app, visitor, request, next, sent).await;
    };
    let (secret, request) = match confirm::prove(app, visitor, request, proof).await {
        Ok(proved) => proved,
        Err(oops) if confirm::mendable(&oops.0) => {
            return match confirm::page(app, visitor, sent, Some(&oops.0)).await {
                Ok(page) => page,
                Err(oops) => crate::answer::dress(app, visitor, oops),
            };
        }
        Err(oops) => return crate::answer::dress(app, visitor, oops),
    };
    let visitor = match desk::who::by_cookie(&app.desk, &secret).await {
        Ok(who) => Visitor { who, ..visitor.clone() },
        Err(error) => return crate::answer::dress(app, visitor, Oops(error)),
    };
    let mut response = pass(app, &visitor, request, next, sent).await;
    // What was done may have changed the cookie once more: then that one holds.
    let mine = format!("{}=", full_name(app, SIGN_IN));
    let set = response.headers().get_all(header::SET_COOKIE);
    if !set.iter().any(|value| value.as_bytes().starts_with(mine.as_bytes())) {
        response.headers_mut().append(header::SET_COOKIE, signed_in(app, &secret));
    }
    response
}

/// On to the page, and back with what it answered; a refusal is dressed.
async fn pass(app: &App, visitor: &Visitor, mut request: Request, next: Next, sent: Option<Sent>) -> Response {
    request.extensions_mut().insert(visitor.clone());
    let mut response = next.run(request).await;
    match response.extensions_mut().remove::<Oops>() {
        Some(Oops(Error::Denied(Denial::Unproven))) if visitor.who.is_some() => {
            confirm::instead(app, visitor, sent).await
        }
        Some(oops) => crate::answer::dress(app, visitor, oops),
        None => response,
    }
}

fn stranger(request: &Request, ip: IpAddr) -> Visitor {
    let browser = request.headers().get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default();
    Visitor {
        who: None,
        lang: asked_lang(request).or_else(|| accepted(request.headers())).unwrap_or_default(),
        csrf: String::new(),
        path: request.uri().path().to_owned(),
        flash: None,
        ip,
        browser: browser.chars().take(200).collect(),
    }
}

/// `?lang=fr`.
fn asked_lang(request: &Request) -> Option<Lang> {
    let query = request.uri().query()?;
    form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "lang").and_then(|(_, value)| Lang::parse(&value))
}

fn accepted(headers: &HeaderMap) -> Option<Lang> {
    let line = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    line.split(',').find_map(|part| Lang::parse(part.split([';', '-']).next()?.trim()))
}

/// What a form must send back: bound to the cookie, useless elsewhere.
fn csrf(root: &str) -> String {
    use sha2::Digest;
    data_encoding::BASE64URL_NOPAD.encode(&sha2::Sha256::digest(format!("form:{root}").as_bytes())[..18])
}

/// Where a request came from.
pub(crate) fn address(app: &App, extensions: &Extensions, headers: &HeaderMap) -> IpAddr {
    let peer = extensions.get::<ConnectInfo<SocketAddr>>().map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |c| c.0.ip());
    if !app.behind_proxy {
        return peer;
    }
    let line = headers.get("x-forwarded-for").and_then(|v| v.to_str().ok());
    line.and_then(|line| line.rsplit(',').next()?.trim().parse().ok()).unwrap_or(peer)
}
