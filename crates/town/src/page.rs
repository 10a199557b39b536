//! Pages as a person reads them, and files as the register tells them.

use crate::Town;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use http_body_util::BodyExt;
use std::fmt::Write;

/// What came back.
#[derive(Debug)]
pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

pub(crate) async fn read(response: Response) -> Page {
    let (head, body) = response.into_parts();
    let body = body.collect().await.map(|b| b.to_bytes().to_vec()).unwrap_or_default();
    Page { status: head.status, headers: head.headers, body }
}

impl Page {
    pub fn html(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Where the page leads, when it is a redirect.
    pub fn leads_to(&self) -> String {
        self.headers.get(header::LOCATION).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned()
    }

    /// The status and where it leads, in one line.
    pub fn line(&self) -> String {
        match self.leads_to() {
            to if to.is_empty() => format!("{}", self.status),
            to => format!("{} -> {to}", self.status),
        }
    }

    /// The words of the main part of the page, one block a line.
    pub fn text(&self) -> String {
        let html = self.html();
        let main = html.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).unwrap_or(&html);
        let mut text = String::new();
        let mut tag = String::new();
        let mut inside = true;
        for c in main.chars() {
            match c {
                '<' => {
                    inside = true;
                    tag.clear();
                }
                '>' if inside => {
                    inside = false;
                    let name: String =
                        tag.trim_start_matches('/').chars().take_while(|c| c.is_ascii_alphanumeric()).collect();
                    let inline =
                        ["span", "a", "b", "strong", "em", "small", "svg", "path", "use", "time", "bdi", "circle"];
                    text.push(if inline.contains(&name.as_str()) { ' ' } else { '\n' });
                }
                c if inside => tag.push(c),
                c => text.push(c),
            }
        }
        let plain = text
            .replace("&#x27;", "'")
            .replace("&amp;", "&")
            .replace("&quot;", "\"")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&#x2f;", "/");
        let marks = ['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'];
        let lines = plain
            .lines()
            .map(|l| l.split_whitespace().collect::<Vec<_>>().join(" ").replace(marks, ""))
            .filter(|l| !l.is_empty());
        lines.collect::<Vec<_>>().join("\n")
    }

    pub fn says(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    /// What a field of a form on the page holds that nobody typed: a version, a digest.
    pub fn value(&self, field: &str) -> Option<String> {
        let html = self.html();
        let after = html.split(&format!("name=\"{field}\" value=\"")).nth(1)?;
        after.split('"').next().map(str::to_owned)
    }

    pub(crate) fn token(&self) -> Option<String> {
        self.value("csrf")
    }
}

/// A file, whole: where it stands, its clock, its acts, its papers, whom it waits for.
pub(crate) async fn tells(town: &Town, number: &str) -> String {
    let commune = desk::counter::commune_of(number).expect("a number names its commune");
    let (number, desk) = (number.to_owned(), town.desk.clone());
    let told = town
        .desk
        .db
        .read(move |tx| -> desk::Result<String> {
            let id = store::dossiers::id_of(tx, commune, &number)?.expect("the file exists");
            let (d, _) = store::dossiers::to_decide(tx, commune, id)?.expect("the file exists");
            let procedure = desk.street.procedure(&d.procedure, d.revision).expect("its revision");
            let statute = desk.statute();
            let with = statute.with(&procedure);
            let mut page = String::new();
            let day = |d: Option<jiff::civil::Date>| d.map_or("none".into(), |d| d.to_string());
            let _ = writeln!(
                page,
                "{} at {}, due {}, {} acts",
                d.number,
                procedure.step(d.step).name,
                day(d.due(with)),
                d.acts
            );
            if let Some(pause) = d.pause() {
                let _ = writeln!(page, "  paused since {} ({})", pause.from, pause.cause);
            }
            for act in store::dossiers::acts(tx, commune, id)? {
                let _ = writeln!(page, "  {} {} {}", act.day, act.role.as_str(), act.name);
            }
            for (role, due) in store::inbox::awaited(tx, commune, id)? {
                let _ = writeln!(page, "  awaits {role} until {}", day(due));
            }
            for paper in store::documents::of(tx, commune, id)? {
                let made = if paper.sha256.is_some() { "made" } else { "to be made" };
                let _ = writeln!(page, "  paper {} {} ({made})", paper.name, paper.number);
            }
            Ok(page)
        })
        .await;
    told.expect("the register tells")
}
