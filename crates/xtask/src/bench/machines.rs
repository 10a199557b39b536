//! Machines at the counter: programs with a token that file applications and do acts through the
//! interface, as the document at `/api/openapi.json` says. What they file is one house, invented.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::load::{Client, Turned};
use super::town::{Town, ask, between, form};

/// The town whose clerk we are, and the accounts that its demo tells everyone of.
pub const TOWN: &str = "095410113";
pub const CLERK: &str = "clerk@taroudannt.example";
pub const CITIZEN: &str = "citizen@public.example";
pub const PASSWORD: &str = "taroudannt-2026";

/// The house that is filed; the answers as the procedure names them.
const HOUSE: &str = r#"{"land-status":"titled","land-title":"12345/39","land-right":"owner","in-subdivision":false,
"address":"Hay Lastah, rue 12, Taroudannt","point":"30.4703,-8.877","plot-area":120,"work-kind":"new-building",
"use":"individual-housing","floors":1,"basement":false,"dwellings":1,"sanitation":"public-network","footprint":95,
"covered-area":184,"projections":false,"design-by":"architect","architect-name":"Salma Benaissa",
"architect-number":"2100/2006","engineer-name":"Driss Alaoui"}"#;
const PROCEDURE: &str = "permit-building-small";
const PDF: &[u8] = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";

/// A key is used once in the life of a town: the count goes on from one measure to the next.
static KEYS: AtomicUsize = AtomicUsize::new(0);

/// A token, and what was uploaded under it.
#[derive(Clone)]
pub struct Machine {
    authorization: String,
    pieces: String,
}

impl Machine {
    /// Signs in as a person and makes a token, as anyone does on their account's page.
    pub fn of(town: &Town, identifier: &str, password: &str) -> Result<Machine, String> {
        let cookie = town.sign_in(identifier, password)?;
        let mut client = town.client()?;
        let page = ask(&mut client, "GET", "/account", &cookie, b"")?;
        let csrf =
            between(&page.text(), "name=\"csrf\" value=\"", "\"").ok_or("the account's page carries no token")?;
        let fields = [
            ("csrf", csrf.as_str()),
            ("name", "bench"),
            ("token", "bench"),
            ("scope", "read"),
            ("scope", "file"),
            ("scope", "act"),
        ];
        let headers = format!("{cookie}content-type: application/x-www-form-urlencoded\r\n");
        let answer = ask(&mut client, "POST", "/account/tokens", &headers, form(&fields).as_bytes())?;
        let secret = between(&answer.text(), "dw_", "<")
            .ok_or_else(|| format!("no token for {identifier}: {}", answer.status))?;
        Ok(Machine { authorization: format!("authorization: Bearer dw_{}\r\n", secret.trim()), pieces: String::new() })
    }

    /// Sends the pieces that the procedure asks for. Which they are, the first refusal says.
    pub fn with_pieces(mut self, town: &Town) -> Result<Machine, String> {
        let mut client = town.client()?;
        let refusal = ask(&mut client, "POST", "/api/v1/files", &self.headers(), self.application(TOWN).as_bytes())?;
        let text = refusal.text();
        let names: Vec<&str> = text.split("\"pieces.").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        if names.is_empty() {
            return Err(format!(
                "the application is refused for another reason than its pieces: {} {text}",
                refusal.status
            ));
        }
        let target = "00000000-0000-7000-8000-000000000001";
        let mut ids = Vec::new();
        for name in names {
            let announced = format!(
                r#"{{"target":"{target}","commune":"095410113","procedure":"{PROCEDURE}","piece":"{name}","name":"{name}.pdf","bytes":{}}}"#,
                PDF.len()
            );
            let answer = ask(&mut client, "POST", "/api/v1/uploads", &self.headers(), announced.as_bytes())?;
            let id =
                between(&answer.text(), "\"id\":\"", "\"").ok_or_else(|| format!("no upload: {}", answer.text()))?;
            let headers =
                format!("{}content-type: application/octet-stream\r\nupload-offset: 0\r\n", self.authorization);
            let sent = ask(&mut client, "PUT", &format!("/api/v1/uploads/{id}"), &headers, PDF)?;
            if sent.status != 200 {
                return Err(format!("the piece {name} was refused: {}", sent.text()));
            }
            ids.push(format!("\"{id}\""));
        }
        self.pieces = ids.join(",");
        Ok(self)
    }

    /// Files one application; gives its number.
    pub fn file(&self, client: &mut Client, commune: &str) -> Result<String, String> {
        let answer = ask(client, "POST", "/api/v1/files", &self.headers(), self.application(commune).as_bytes())?;
        match answer.status {
            201 => between(&answer.text(), "\"number\":\"", "\"").ok_or_else(|| "a filing without a number".into()),
            status => Err(format!("refused with {status}: {}", answer.text())),
        }
    }

    /// Does an act that needs no words.
    pub fn act(&self, client: &mut Client, number: &str, act: &str) -> Turned {
        let body = format!(r#"{{"act":"{act}"}}"#);
        let answer = ask(client, "POST", &format!("/api/v1/files/{number}/acts"), &self.headers(), body.as_bytes());
        Turned::when(answer.is_ok_and(|answer| answer.status == 200))
    }

    /// How many bytes an application weighs as it is sent.
    pub fn application_bytes(&self) -> usize {
        self.application(TOWN).len()
    }

    fn application(&self, commune: &str) -> String {
        let pieces = &self.pieces;
        format!(
            r#"{{"commune":"{commune}","procedure":"{PROCEDURE}","declared":true,"answers":{HOUSE},"pieces":[{pieces}]}}"#
        )
    }

    fn headers(&self) -> String {
        let key = KEYS.fetch_add(1, Ordering::Relaxed);
        format!(
            "{}content-type: application/json\r\nidempotency-key: machine-{}-{key}\r\n",
            self.authorization,
            std::process::id()
        )
    }
}
