//! A copy of all that is kept of somebody, to be read and printed: the same copy that programs are given
//! (`privacy`), with the words of the form that asked for it. What only a program reads (identifiers, digests) is in
//! that copy alone.

use super::account::device;
use crate::answer::Answer;
use crate::server::App;
use crate::view::{self, if_said, word};
use crate::visitor::Visitor;
use axum::extract::State;
use civic::form::{Answers, Typed};
use civic::{Place, Procedure, Role};
use minijinja::{Value, context};
use serde_json::Value as Json;
use std::sync::Arc;

/// Where the words of the page come from.
#[derive(Clone, Copy)]
struct In<'a> {
    app: &'a App,
    visitor: &'a Visitor,
}

/// One thing that is kept: a file, a draft, a request. Facts, then groups of facts, then lists.
#[derive(Default)]
struct Block {
    title: String,
    href: String,
    /// Whether its answers are shown at once.
    open: bool,
    facts: Vec<Value>,
    groups: Vec<Value>,
    lists: Vec<Value>,
}

impl Block {
    fn shown(self) -> Value {
        let Block { title, href, open, facts, groups, lists } = self;
        context! { title, href, open, facts, groups, lists }
    }
}

pub async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let copy = desk::privacy::copy(&app.desk, visitor.who()?).await?;
    let words = In { app: &app, visitor: &visitor };
    let each = |part: &str, shown: &dyn Fn(&Json) -> Block| -> Vec<Value> {
        items(&copy[part]).iter().map(|one| shown(one).shown()).collect()
    };
    let part = |name: &str, blocks: Vec<Value>| {
        context! { code => name, title => words.say(&format!("privacy-part-{name}")), blocks }
    };
    let all = items(&copy["requests"]);
    let (taken, asked): (Vec<&Json>, Vec<&Json>) = all.iter().partition(|one| text(&one["kind"]) == "export");
    let mut requests: Vec<Value> = asked.into_iter().map(|one| words.request(one).shown()).collect();
    requests.extend(together(taken.into_iter().map(|one| words.taken(one)).collect()));
    let parts = [
        part("account", vec![words.account(&copy["account"]).shown()]),
        part("files", each("files", &|one| words.file(one, items(&copy["files"]).len() == 1))),
        part("drafts", each("drafts", &|one| words.draft(one))),
        part("requests", requests),
        part("notices", together(items(&copy["notices"]).iter().map(|one| words.notice(one)).collect())),
        part("sign-ins", together(items(&copy["sign_ins"]).iter().map(|one| words.sign_in(one)).collect())),
    ];
    let made_at = moment(&copy["made_at"]);
    app.page(&visitor, "account-data.html", "privacy-data", context! { parts, made_at })
}

/// What is one line each stands in one block; none where there is nothing.
fn together(lines: Vec<Value>) -> Vec<Value> {
    match lines.is_empty() {
        true => Vec::new(),
        false => vec![Block { lists: vec![list(String::new(), lines)], ..Block::default() }.shown()],
    }
}

fn list(title: String, lines: Vec<Value>) -> Value {
    context! { title, lines }
}

fn line(at: Option<i64>, what: String, more: Vec<String>) -> Value {
    let more: Vec<String> = more.into_iter().filter(|text| !text.is_empty()).collect();
    context! { at, what, more }
}

fn items(json: &Json) -> &[Json] {
    json.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text(json: &Json) -> &str {
    json.as_str().unwrap_or_default()
}

/// A moment as it stands in the copy, in microseconds.
fn moment(json: &Json) -> Option<i64> {
    json.as_str()?.parse::<jiff::Timestamp>().ok().map(|at| at.as_microsecond())
}

impl In<'_> {
    fn say(self, key: &str) -> String {
        word(self.app, self.visitor, key)
    }

    fn place(self, json: &Json) -> String {
        Place::parse(text(json)).map(|place| self.app.place(self.visitor, place)).unwrap_or_default()
    }

    fn fact(self, key: &str, value: impl Into<Value>, kind: &str) -> Value {
        context! { name => self.say(key), value => value.into(), kind }
    }

    /// Facts that are there: what was never given is not listed.
    fn facts(self, all: &[(&str, String, &str)]) -> Vec<Value> {
        all.iter()
            .filter(|(_, value, _)| !value.is_empty())
            .map(|(k, v, kind)| self.fact(k, v.as_str(), kind))
            .collect()
    }

    fn procedure(self, json: &Json) -> Option<Arc<Procedure>> {
        self.app.desk.street.latest(text(json))
    }

    fn account(self, a: &Json) -> Block {
        let lang = i18n::Lang::parse(text(&a["lang"])).unwrap_or_default();
        let mut facts = self.facts(&[
            ("account-kind", self.say(&format!("account-kind-{}", text(&a["kind"]))), "text"),
            ("register-name-ar", text(&a["name_ar"]).into(), "text"),
            ("register-name-fr", text(&a["name_fr"]).into(), "text"),
            ("register-cnie", text(&a["cnie"]).into(), "number"),
            ("register-ice", text(&a["ice"]).into(), "number"),
            ("register-phone", text(&a["phone"]).into(), "number"),
            ("register-email", text(&a["email"]).into(), "number"),
            ("register-lang", self.say(&format!("privacy-lang-{}", lang.tag())), "text"),
        ]);
        facts.push(self.fact("privacy-item-opened", moment(&a["made_at"]), "moment"));
        Block { facts, ..Block::default() }
    }

    fn file(self, f: &Json, alone: bool) -> Block {
        let procedure = self.procedure(&f["procedure"]);
        let answers: Answers = serde_json::from_value(f["answers"].clone()).unwrap_or_default();
        let step = match text(&f["outcome"]) {
            "" => if_said(self.app, self.visitor, &format!("step-{}", text(&f["step"]))),
            outcome => match if_said(self.app, self.visitor, &format!("end-{outcome}")) {
                said if said.is_empty() => if_said(self.app, self.visitor, &format!("step-{outcome}")),
                said => said,
            },
        };
        let facts = self.facts(&[
            ("privacy-number", text(&f["number"]).into(), "number"),
            ("files-place", self.place(&f["commune"]), "text"),
            ("privacy-item-filed", text(&f["filed"]).into(), "date"),
            ("privacy-item-state", step, "text"),
            ("privacy-kept-until", text(&f["kept_until"]).into(), "date"),
        ]);
        let pieces = items(&f["pieces"]).iter().map(|p| {
            let size = view::size(self.visitor.lang, p["bytes"].as_i64().unwrap_or_default());
            line(None, self.say(&format!("piece-{}", text(&p["piece"]))), vec![text(&p["name"]).into(), size])
        });
        let acts = items(&f["acts"]).iter().map(|a| {
            let opinion = match text(&a["opinion"]) {
                "" => String::new(),
                opinion => self.say(&format!("opinion-{opinion}")),
            };
            let more = vec![self.office(&a["role"]), opinion, text(&a["motive"]).into()];
            line(moment(&a["at"]), self.say(&format!("done-{}", text(&a["act"]))), more)
        });
        let papers = items(&f["papers"])
            .iter()
            .map(|p| line(None, self.say(&format!("paper-{}", text(&p["name"]))), vec![text(&p["number"]).into()]));
        let readings = items(&f["readings"]).iter().map(|r| {
            let times = [("times", i18n::Arg::from(r["times"].as_i64().unwrap_or(1)))];
            let times = self.app.desk.words.say(self.visitor.lang, "privacy-times", &times);
            let what = self.say(&format!("reading-{}", text(&r["what"])));
            let place = if text(&r["role"]) == Role::System.as_str() { String::new() } else { self.place(&r["place"]) };
            line(moment(&r["last_at"]), self.reader(&r["role"]), vec![place, what, times])
        });
        let lists = [
            ("privacy-item-pieces", pieces.collect::<Vec<_>>()),
            ("file-papers", papers.collect()),
            ("file-history", acts.collect()),
            ("readings-title", readings.collect()),
        ];
        Block {
            title: self.say(&format!("procedure-{}", text(&f["procedure"]))),
            open: alone,
            href: format!("/files/{}", text(&f["number"])),
            facts,
            groups: procedure.map(|p| self.answers(&p, &answers, &Typed::new())).unwrap_or_default(),
            lists: lists
                .into_iter()
                .filter(|(_, lines)| !lines.is_empty())
                .map(|(title, lines)| list(self.say(title), lines))
                .collect(),
        }
    }

    /// Answers under the titles of the form's sections; then those that no section asks for now, and what was
    /// typed and could not be read.
    fn answers(self, procedure: &Procedure, answers: &Answers, typed: &Typed) -> Vec<Value> {
        let mut groups = view::sections(self.app, self.visitor, procedure, answers);
        let mut rest: Vec<Value> = answers
            .iter()
            .filter(|(name, _)| procedure.field(name).is_none())
            .map(|(name, answer)| view::answer(self.app, self.visitor, procedure, name, answer))
            .collect();
        rest.extend(
            typed
                .iter()
                .filter(|(name, value)| !answers.contains_key(*name) && !value.trim().is_empty())
                .map(|(name, value)| self.fact(&format!("field-{name}"), value.as_str(), "text")),
        );
        if !rest.is_empty() {
            groups.push(context! { code => "other", title => self.say("privacy-item-other"), facts => rest });
        }
        groups
    }

    fn draft(self, d: &Json) -> Block {
        let typed: Typed = serde_json::from_value(d["typed"].clone()).unwrap_or_default();
        let mut facts = self.facts(&[("files-place", self.place(&d["commune"]), "text")]);
        facts.push(self.fact("privacy-item-saved", moment(&d["updated_at"]), "moment"));
        let groups = self.procedure(&d["procedure"]).map(|p| {
            let (answers, _) = civic::form::read(&p, &typed, None);
            self.answers(&p, &answers, &typed)
        });
        Block {
            title: self.say(&format!("procedure-{}", text(&d["procedure"]))),
            facts,
            groups: groups.unwrap_or_default(),
            ..Block::default()
        }
    }

    fn request(self, r: &Json) -> Block {
        let (said, answer) = (&r["said"], &r["answer"]);
        let field = match text(&said["field"]) {
            "" => String::new(),
            field => self.say(&format!("privacy-field-{field}")),
        };
        let state = match answer["accepted"].as_bool() {
            Some(true) => "accepted",
            Some(false) => "refused",
            None => "waiting",
        };
        let mut facts = vec![
            self.fact("privacy-item-asked", moment(&r["at"]), "moment"),
            self.fact("privacy-item-due", text(&r["due"]), "date"),
        ];
        facts.extend(self.facts(&[
            ("privacy-field", field, "text"),
            ("privacy-value", text(&said["value"]).into(), "text"),
            ("privacy-reason", text(&said["reason"]).into(), "text"),
            ("privacy-answer", self.say(&format!("privacy-state-{state}")), "text"),
        ]));
        if let Some(at) = moment(&answer["at"]) {
            facts.push(self.fact("privacy-item-answered", at, "moment"));
        }
        facts.extend(self.facts(&[("privacy-item-motive", text(&answer["motive"]).into(), "text")]));
        Block { title: self.say(&format!("privacy-kind-{}", text(&r["kind"]))), facts, ..Block::default() }
    }

    /// A copy is given on the spot: it has neither delay nor reasons.
    fn taken(self, r: &Json) -> Value {
        let what = self.say(&format!("privacy-kind-{}", text(&r["kind"])));
        let given = self.say("privacy-state-given");
        line(moment(&r["at"]), what, vec![given])
    }

    fn notice(self, n: &Json) -> Value {
        let what = self.say(&format!("notice-{}", text(&n["name"])));
        line(moment(&n["at"]), what, vec![text(&n["number"]).into()])
    }

    fn sign_in(self, s: &Json) -> Value {
        let seen = moment(&s["seen_at"]).map(|at| i18n::format::moment(self.visitor.lang, at)).unwrap_or_default();
        let last = self.app.desk.words.say(self.visitor.lang, "account-session-last", &[("at", seen.as_str().into())]);
        let what = device(self.app, self.visitor, text(&s["browser"]));
        line(moment(&s["made_at"]), what, vec![last])
    }

    /// Who acted: an office, or oneself.
    fn office(self, role: &Json) -> String {
        self.say(&format!("role-{}", text(role)))
    }

    /// Who read: an office, or who runs the service.
    fn reader(self, role: &Json) -> String {
        if text(role) == Role::System.as_str() { self.say("reading-operator") } else { self.office(role) }
    }
}
