//! The interface met as machines meet it: the real router, a store of its own, tokens.
//!
//! Whatever is asked here is held against the document: the status must be one that it names, the body
//! must be what its schema says, and so must the body that was sent when it was accepted.

mod account;
mod document;
mod drafts;
mod files;
mod inbox;
mod schema;
mod tour;
mod uploads;

use super::openapi;
use crate::server::{App, router};
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use civic::{Office, Place, Role, Seat};
use desk::paper::house::Matter;
use desk::street::HousePaper;
use desk::{Chance, Clock, Desk, Service, Street};
use http_body_util::BodyExt;
use jiff::civil::date;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use store::people::{self, Account};
use store::testing::TestDb;
use store::{Files, Migration};
use tower::ServiceExt;
use uuid::Uuid;

const TAROUDANNT: Place = Place(95_410_113);
const PROVINCE: Place = Place(95_410_000);
const ALL: [&str; 5] = ["read", "file", "act", "sign", "administer"];
const PDF: &[u8] = b"%PDF-1.7\nnot much of a plan\n%%EOF\n";

const FENCES: Service = Service {
    name: "fences",
    procedures: &[include_str!("tests/fence.toml")],
    migrations: &[],
    words: &[],
    papers: &[("receipt.typ", "#set document(title: \"receipt\")\n= #json(\"/data.json\").number"), ("base.typ", "")],
    compose: |with, _| Ok(json!({ "number": with.dossier.number })),
    house_papers: &[HousePaper {
        name: MINUTES,
        template: "receipt.typ",
        series: "PVF",
        within: "minutes-signature",
        compose: |_, _, document| Ok(json!({ "number": document.number })),
        sees: |_, _, viewer, _| Ok(viewer.is_officer()),
        matter: |_, _| Ok(Some(Matter { number: "SF-1".into(), url: "/".into() })),
    }],
};

/// A paper that several sign.
const MINUTES: &str = "fence-minutes";

/// A town with an interface.
struct Town {
    desk: Desk,
    router: Router,
    document: Value,
    now: Arc<AtomicI64>,
    /// The operations that were answered as they should be, by identifier.
    met: Mutex<BTreeSet<String>>,
    /// Last, so that the database is there until nobody asks it any more.
    _db: TestDb,
}

/// What came back.
#[derive(Debug)]
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    bytes: Vec<u8>,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_default()
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }

    /// The status and, when it was refused, why: `409 stale`, `422 answers.metres too-large`.
    fn line(&self) -> String {
        let (body, status) = (self.json(), self.status.as_u16());
        let Some(code) = body["code"].as_str().filter(|_| !self.status.is_success()) else { return status.to_string() };
        let mistakes = body["mistakes"].as_array().cloned().unwrap_or_default();
        let told = mistakes
            .iter()
            .map(|one| format!("{} {}", one["field"].as_str().unwrap_or("?"), one["code"].as_str().unwrap_or("?")));
        match told.collect::<Vec<_>>().join(", ") {
            told if told.is_empty() => format!("{status} {code}"),
            told => format!("{status} {told}"),
        }
    }
}

impl Town {
    async fn new() -> Town {
        Town::on(store::testing::sqlite).await
    }

    /// Opened elsewhere: opening waits, and the runtime's own threads must not.
    async fn on(engine: fn(&[&[Migration]]) -> TestDb) -> Town {
        tokio::task::spawn_blocking(move || Town::open(engine)).await.expect("a town")
    }

    fn open(engine: fn(&[&[Migration]]) -> TestDb) -> Town {
        let street = || Street::shipped(&[FENCES], crate::WORDS).expect("the street");
        let mut db = engine(&street().migrations());
        let now = Arc::new(AtomicI64::new(i18n::format::moment_of(date(2026, 9, 7).at(9, 0, 0, 0))));
        let hands = now.clone();
        let clock = Clock::new(move || hands.load(Ordering::SeqCst));
        let files = Files::open(&db.folder().join("files")).expect("a folder for files");
        let options = desk::Options { address: "http://town.test".into(), ..desk::Options::default() };
        let desk = Desk::open(db.clone(), files, clock, seeded(), street(), options).expect("the counter opens");
        let app = App::new(desk.clone(), &[], false).expect("the templates are sound");
        let document = openapi::document(&super::table(), &[]);
        Town { desk, router: router(app, &[]), document, now, met: Mutex::default(), _db: db }
    }

    fn minutes_pass(&self, minutes: i64) {
        self.now.fetch_add(minutes * 60 * 1_000_000, Ordering::SeqCst);
    }

    /// An account, and a token of these scopes.
    async fn someone(&self, kind: &str, name: &str, cnie: Option<&str>, scopes: &[&str]) -> (Account, String) {
        let now = self.desk.clock.now();
        let account = Account {
            id: self.desk.chance.id(now),
            kind: kind.into(),
            name_ar: name.into(),
            name_fr: name.into(),
            cnie: cnie.map(str::to_owned),
            ice: None,
            phone: None,
            email: None,
            lang: "fr".into(),
            password: None,
            made_at: now,
            failed: 0,
            locked_until: 0,
            closed: false,
        };
        let kept = account.clone();
        self.desk.db.write(move |tx| people::add(tx, &kept)).await.expect("an account");
        let token = self.token(&account, scopes).await;
        (account, token)
    }

    async fn token(&self, account: &Account, scopes: &[&str]) -> String {
        let who = desk::who::inside(&self.desk, account.id).await.expect("read").expect("the account");
        let scopes: Vec<String> = scopes.iter().map(|s| (*s).to_owned()).collect();
        desk::who::make_token(&self.desk, &who, "test", &scopes, 30).await.expect("a token").0
    }

    async fn citizen(&self) -> String {
        self.someone("citizen", "Salma Idrissi", Some("JB100200"), &ALL).await.1
    }

    /// An officer who holds a seat.
    async fn officer(&self, role: Role, place: Place) -> (Account, String) {
        let (account, token) = self.someone("officer", role.as_str(), None, &ALL).await;
        self.seat(&account, role, place).await;
        (account, token)
    }

    async fn seat(&self, account: &Account, role: Role, place: Place) {
        let office = Office {
            id: self.desk.chance.id(self.desk.clock.now()),
            holder: account.id,
            seat: Seat { role, place },
            from: date(2026, 1, 1),
            until: None,
            delegated_by: None,
            decision: "1/2026".into(),
            scope: Default::default(),
        };
        self.desk.db.write(move |tx| people::add_office(tx, &office, 0)).await.expect("a seat");
    }

    async fn get(&self, token: &str, path: &str) -> Answer {
        self.ask(Method::GET, token, path, &[], None).await
    }

    async fn post(&self, token: &str, path: &str, body: Value) -> Answer {
        self.ask(Method::POST, token, path, &[], Some(body)).await
    }

    /// Asks with JSON, and holds the question and the answer against the document.
    async fn ask(
        &self,
        method: Method,
        token: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<Value>,
    ) -> Answer {
        let mut all: Vec<(&str, &str)> = headers.to_vec();
        let bytes = body.as_ref().map(|body| body.to_string().into_bytes()).unwrap_or_default();
        if body.is_some() {
            all.push(("content-type", "application/json"));
        }
        let answer = self.send(method.clone(), token, path, &all, Body::from(bytes)).await;
        schema::hold(self, &method, path, body.as_ref(), &answer);
        answer
    }

    /// Sends these very bytes.
    async fn send(&self, method: Method, token: &str, path: &str, headers: &[(&str, &str)], body: Body) -> Answer {
        let mut request = Request::builder().method(method).uri(format!("/api{path}")).header("accept-language", "fr");
        if !token.is_empty() {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = self.router.clone().oneshot(request.body(body).expect("a request")).await.expect("an answer");
        let (head, body) = response.into_parts();
        let bytes = body.collect().await.map(|b| b.to_bytes().to_vec()).unwrap_or_default();
        Answer { status: head.status, headers: head.headers, bytes }
    }

    /// A piece that has arrived whole; gives its upload.
    async fn piece(&self, token: &str, piece: &str, bytes: &[u8]) -> String {
        let target = self.desk.chance.id(self.desk.clock.now());
        let announced = self.post(token, "/v1/uploads", upload(target, piece, bytes.len())).await;
        assert_eq!(announced.line(), "201");
        let id = announced.json()["id"].as_str().expect("an id").to_owned();
        let sent = self.part(Method::PUT, token, &id, 0, Body::from(bytes.to_vec())).await;
        assert_eq!(sent.line(), "200");
        id
    }

    /// Sends a part of a piece.
    async fn part(&self, method: Method, token: &str, upload: &str, offset: usize, part: Body) -> Answer {
        let path = format!("/v1/uploads/{upload}");
        let answer = self.send(method.clone(), token, &path, &[("upload-offset", &offset.to_string())], part).await;
        schema::hold(self, &method, &path, None, &answer);
        answer
    }

    /// A file that was filed; gives its number.
    async fn filed(&self, token: &str) -> String {
        let plan = self.piece(token, "plan", PDF).await;
        let filed = self.post(token, "/v1/files", fence(&plan)).await;
        assert_eq!(filed.line(), "201", "{}", filed.json());
        filed.json()["number"].as_str().expect("a number").to_owned()
    }
}

/// An application that is sound.
fn fence(plan: &str) -> Value {
    json!({
        "commune": "095410113",
        "procedure": "fence",
        "answers": { "purpose": "garden", "metres": 12, "corner": false, "cost": 150_050 },
        "pieces": [plan],
        "declared": true,
    })
}

fn upload(target: Uuid, piece: &str, bytes: usize) -> Value {
    json!({ "target": target, "commune": "095410113", "procedure": "fence", "piece": piece, "name": "plan.pdf", "bytes": bytes })
}

/// Chance from a seed: the same town twice.
fn seeded() -> Chance {
    let state = AtomicU64::new(0x5eed);
    Chance::new(move |bytes| {
        for byte in bytes {
            // A linear congruential step (Knuth's MMIX constants): enough for identifiers in a test.
            let before = state.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |x| {
                Some(x.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407))
            });
            *byte = (before.unwrap_or_default() >> 33) as u8;
        }
    })
}
