//! People of the town, each with a browser of their own.

use crate::page::{self, Page};
use crate::{TAROUDANNT, Town};
use axum::body::Body;
use axum::http::{Method, Request, header};
use civic::{Office, Place, Role, Seat};
use jiff::civil::date;
use std::sync::Mutex;
use store::people::{self, Account};
use tower::ServiceExt;
use uuid::Uuid;

/// What every telephone of the town's officers holds: the secret of RFC 6238's own examples.
pub const TELEPHONE: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

/// Somebody of the town, at a browser.
pub struct Neighbour<'t> {
    town: &'t Town,
    /// The secret in the telephone of those who have one: an officer's second factor.
    telephone: Option<&'static str>,
    pub account: Option<Account>,
    cookies: Mutex<Vec<(String, String)>>,
    csrf: Mutex<String>,
}

impl Town {
    /// Somebody who has not signed in.
    pub fn stranger(&self) -> Neighbour<'_> {
        Neighbour { town: self, telephone: None, account: None, cookies: Mutex::default(), csrf: Mutex::default() }
    }

    /// A citizen with an account, signed in.
    pub async fn citizen(&self, name_fr: &str, cnie: &str) -> Neighbour<'_> {
        self.someone("citizen", name_fr, Some(cnie)).await
    }

    /// An architect or another professional, signed in.
    pub async fn professional(&self, name_fr: &str, cnie: &str) -> Neighbour<'_> {
        self.someone("professional", name_fr, Some(cnie)).await
    }

    /// An officer who holds a seat where it sits for Taroudannt.
    pub async fn officer(&self, role: Role) -> Neighbour<'_> {
        let officer = self.someone("officer", &format!("Agent {}", role.as_str()), None).await;
        self.seat(&officer, role, role.seat(TAROUDANNT, TAROUDANNT), None).await;
        officer
    }

    /// Gives a seat, until a day when one is named.
    pub async fn seat(&self, officer: &Neighbour<'_>, role: Role, place: Place, until: Option<jiff::civil::Date>) {
        let now = self.desk.clock.now();
        let holder = officer.account.as_ref().expect("an officer has an account").id;
        let office = Office {
            id: self.desk.chance.id(now),
            holder,
            seat: Seat { role, place },
            from: date(2026, 1, 1),
            until,
            delegated_by: None,
            decision: "DEC-2026-7".into(),
            scope: Default::default(),
        };
        self.desk.db.write(move |tx| people::add_office(tx, &office, now)).await.expect("a seat");
    }

    async fn someone(&self, kind: &str, name_fr: &str, cnie: Option<&str>) -> Neighbour<'_> {
        let now = self.desk.clock.now();
        let id = self.desk.chance.id(now);
        let account = Account {
            id,
            kind: kind.into(),
            name_ar: format!("{name_fr} ع"),
            name_fr: name_fr.into(),
            cnie: cnie.map(str::to_owned),
            ice: None,
            phone: None,
            email: Some(format!("{id}@town.test")),
            lang: "fr".into(),
            password: None,
            made_at: now,
            failed: 0,
            locked_until: 0,
            closed: false,
        };
        let kept = account.clone();
        self.desk.db.write(move |tx| people::add(tx, &kept)).await.expect("an account");
        let telephone = (kind == "officer").then_some(TELEPHONE);
        if let Some(secret) = telephone {
            desk::who::give_totp(&self.desk, id, secret).await.expect("a telephone");
        }
        let secret = desk::who::open(&self.desk, &account, "story").await.expect("a sign-in");
        let cookies = Mutex::new(vec![("diwan".to_owned(), secret), ("lang".to_owned(), "fr".to_owned())]);
        Neighbour { town: self, telephone, account: Some(account), cookies, csrf: Mutex::default() }
    }
}

impl Town {
    /// The same person at another browser, signed in by their password alone.
    pub async fn returns(&self, whom: &Neighbour<'_>) -> Neighbour<'_> {
        let account = whom.account.clone().expect("somebody with an account");
        let secret = desk::who::open(&self.desk, &account, "another").await.expect("a sign-in");
        let cookies = Mutex::new(vec![("diwan".to_owned(), secret), ("lang".to_owned(), "fr".to_owned())]);
        Neighbour { town: self, telephone: whom.telephone, account: Some(account), cookies, csrf: Mutex::default() }
    }
}

impl Neighbour<'_> {
    /// Opens a page.
    pub async fn opens(&self, path: &str) -> Page {
        self.asks(Request::builder().method(Method::GET).uri(path), Body::empty()).await
    }

    /// Sends a form, with the token of the last page that was seen. Who is asked for a second factor
    /// takes their telephone out.
    pub async fn sends(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let page = self.sends_only(path, fields).await;
        if self.telephone.is_none() || !page.html().contains("name=\"confirm-way\" value=\"given\"") {
            return page;
        }
        let code = self.code();
        let proof = [("confirm-way", "given"), ("confirm-code", code.as_str())];
        self.sends_only(path, &[fields, &proof].concat()).await
    }

    /// What the telephone shows now.
    pub fn code(&self) -> String {
        desk::who::code_at(TELEPHONE, self.town.desk.clock.now()).expect("a telephone shows a code")
    }

    /// Sends a form, and leaves the telephone where it is.
    pub async fn sends_only(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let token = self.token().await;
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.append_pair("csrf", &token).extend_pairs(fields);
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.asks(request, Body::from(body.finish())).await
    }

    /// Sends a text, as a program does.
    pub async fn posts(&self, path: &str, text: &str) -> Page {
        self.asks(Request::builder().method(Method::POST).uri(path), Body::from(text.to_owned())).await
    }

    /// Sends whatever bytes as whatever they are said to be, with a token of the API or none; nothing when
    /// no server would take such an address.
    pub async fn throws(&self, method: Method, path: &str, kind: &str, token: &str, bytes: Vec<u8>) -> Option<Page> {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in [(header::CONTENT_TYPE, kind.to_owned()), (header::AUTHORIZATION, token.to_owned())] {
            if !value.is_empty() {
                request = request.header(name, value);
            }
        }
        request.uri_ref()?;
        Some(self.asks(request, Body::from(bytes)).await)
    }

    /// Sends JSON with a token of the interface, as a program does.
    pub async fn posts_json(&self, path: &str, json: &str, token: &str) -> Page {
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::AUTHORIZATION, format!("Bearer {token}"));
        self.asks(request, Body::from(json.to_owned())).await
    }

    /// Sends a form without its token, as another site would.
    pub async fn is_tricked_into(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.asks(request, Body::from(body)).await
    }

    /// Sends a file with a plain form, as a browser without scripts does.
    pub async fn attaches(&self, path: &str, piece: &str, name: &str, bytes: &[u8]) -> Page {
        let token = self.token().await;
        let mut body = Vec::new();
        for (field, value) in [("csrf", token.as_str()), ("piece", piece)] {
            body.extend_from_slice(
                format!("--town\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").as_bytes(),
            );
        }
        let head = format!("--town\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--town--\r\n");
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=town");
        self.asks(request, Body::from(body)).await
    }

    /// Gives a piece to a draft or a file, through the counter.
    pub async fn gives(
        &self,
        procedure: &str,
        target: Uuid,
        piece: &str,
        name: &str,
        bytes: &[u8],
    ) -> desk::Result<()> {
        let who = self.who().await;
        let desk = &self.town.desk;
        let upload =
            desk::upload::begin(desk, &who, TAROUDANNT, procedure, target, piece, name, bytes.len() as i64).await?;
        desk::upload::append(desk, &who, upload.id, 0, bytes.to_vec()).await.map(|_| ())
    }

    /// This person as the counter knows them today.
    pub async fn who(&self) -> desk::Who {
        let id = self.account.as_ref().expect("somebody with an account").id;
        desk::who::inside(&self.town.desk, id).await.expect("the store answers").expect("the account is open")
    }

    /// The secret of a cookie of this browser.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let cookies = self.cookies.lock().expect("one story at a time");
        cookies.iter().find(|(n, _)| n == name).map(|(_, value)| value.clone())
    }

    async fn token(&self) -> String {
        let known = self.csrf.lock().expect("one story at a time").clone();
        if known.is_empty() {
            self.opens(if self.account.is_some() { "/account" } else { "/sign-in" }).await;
        }
        self.csrf.lock().expect("one story at a time").clone()
    }

    async fn asks(&self, request: axum::http::request::Builder, body: Body) -> Page {
        let line: Vec<String> = self
            .cookies
            .lock()
            .expect("one story at a time")
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = request.header(header::COOKIE, line.join("; ")).body(body).expect("a request");
        let response = self.town.router.clone().oneshot(request).await.expect("the router always answers");
        for value in response.headers().get_all(header::SET_COOKIE) {
            self.keep(value.to_str().unwrap_or_default());
        }
        let page = page::read(response).await;
        if let Some(token) = page.token() {
            *self.csrf.lock().expect("one story at a time") = token;
        }
        page
    }

    fn keep(&self, set: &str) {
        let Some((name, value)) = set.split(';').next().and_then(|pair| pair.split_once('=')) else { return };
        let mut cookies = self.cookies.lock().expect("one story at a time");
        cookies.retain(|(n, _)| n != name);
        if !value.is_empty() {
            cookies.push((name.to_owned(), value.to_owned()));
        }
    }
}
