//! The router: every route of the program, grouped by who calls it, and what stands before them all.

use crate::api::table::Operation;
use crate::limits::Limits;
use crate::render::Pages;
use crate::theme::Theme;
use crate::visitor;
use crate::{api, assets, gauge, pages, theme};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use desk::Desk;
use std::sync::Arc;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};

/// What a house brings to the web: its pages and routes.
#[derive(Clone, Copy)]
pub struct House {
    pub name: &'static str,
    /// Its templates, named `<house>/<file>.html`.
    pub templates: fn() -> Vec<(String, String)>,
    pub routes: fn() -> Router<App>,
    /// What machines may ask of it, under `/api/v1`: said once, as the kit says its own.
    pub api: fn() -> Vec<Operation>,
    /// The schemas that these operations name, as JSON.
    pub schemas: &'static [&'static str],
}

/// The open house: everything a handler needs. Cheap to clone.
#[derive(Clone)]
pub struct App {
    pub desk: Desk,
    pub pages: Arc<Pages>,
    pub limits: Arc<Limits>,
    /// True when a proxy of ours stands before and says whom it speaks for.
    pub behind_proxy: bool,
    /// The look of the commune that this Diwan serves, when it has one of its own.
    pub theme: Option<Arc<Theme>>,
    /// The document of the interface, of the kit and of every house.
    pub document: Arc<str>,
}

impl App {
    /// Reads the templates; an error names the template and the line.
    pub fn new(desk: Desk, houses: &[House], behind_proxy: bool) -> Result<App, String> {
        let more = houses.iter().flat_map(|house| (house.templates)()).collect();
        let pages = Pages::new(desk.words.clone(), more).map_err(|e| format!("templates: {e:#}"))?;
        let document = api::document(houses).to_string().into();
        let limits = Arc::new(Limits::default());
        Ok(App { desk, pages: Arc::new(pages), limits, behind_proxy, theme: None, document })
    }

    /// The same, with the look of a commune.
    pub fn with_theme(self, theme: Theme) -> App {
        App { theme: Some(Arc::new(theme)), ..self }
    }
}

/// Every route.
pub fn router(app: App, houses: &[House]) -> Router {
    let screens = houses.iter().fold(pages::routes(), |screens, house| screens.merge((house.routes)()));
    let machines = api::routes(houses);
    let screens = screens
        .fallback(pages::nowhere)
        .layer(middleware::from_fn(way_back))
        .layer(DefaultBodyLimit::max(crate::form::FORM_BYTES_MOST))
        .layer(middleware::from_fn_with_state(app.clone(), visitor::arrive));
    let machines = machines
        .layer(DefaultBodyLimit::max(api::BODY_BYTES_MOST))
        .layer(middleware::from_fn_with_state(app.clone(), api::arrive));
    Router::new()
        .route("/health", get(gauge::health))
        .route("/ready", get(gauge::ready))
        .route("/metrics", get(gauge::show))
        .route("/static/{*path}", get(assets::serve))
        .route("/theme.css", get(theme::css))
        .route("/theme/crest.svg", get(theme::crest))
        .nest("/api", machines)
        .merge(screens)
        .layer(middleware::from_fn(gauge::measure))
        .layer(middleware::from_fn(guard))
        .layer(CompressionLayer::new().compress_when(texts_only()))
        .with_state(app)
}

/// Under these a form acts on the page that stands before them.
const ACTED_UNDER: [&str; 4] = ["/acts/", "/pieces/", "/uploads", "/tokens"];

/// Whoever reloads the page that answered a form, or turns its language, is led to the page that the form
/// stands on: the address of the form itself shows nothing.
async fn way_back(request: Request, next: Next) -> Response {
    let asked = (request.method() == Method::GET).then(|| request.uri().path().to_owned());
    let response = next.run(request).await;
    match asked {
        Some(path) if response.status() == StatusCode::METHOD_NOT_ALLOWED => {
            Redirect::to(stood_on(&path)).into_response()
        }
        _ => response,
    }
}

/// The page that holds the form sent to `path`.
fn stood_on(path: &str) -> &str {
    let under = ACTED_UNDER.iter().find_map(|mark| path.find(mark));
    match under.or(path.rfind('/')) {
        Some(at) if 0 < at => &path[..at],
        _ => "/",
    }
}

/// What is worth compressing: pieces and papers are compressed already, and are read in ranges.
fn texts_only() -> impl Predicate {
    DefaultPredicate::new()
        .and(NotForContentType::const_new("application/pdf"))
        .and(NotForContentType::const_new("application/octet-stream"))
        .and(NotForContentType::const_new("font/"))
}

/// What every answer carries: nothing from elsewhere runs, frames or guesses.
async fn guard(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(
        header::CONTENT_SECURITY_POLICY,
        "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'self'",
    );
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "same-origin");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=(self)");
    set(header::CACHE_CONTROL, "no-store");
    response
}
