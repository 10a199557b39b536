//! For whom a form is: oneself, an owner under a mandate, or the person present at the counter.

use super::{BEFORE, Open, kept, lead, open, save as write};
use crate::answer::Answer;
use crate::form::{Posted, person};
use crate::server::App;
use crate::view::{self, word};
use crate::visitor::Visitor;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use civic::Mistake;
use civic::form::Typed;
use desk::draft::ForWhom;
use minijinja::{Value, context};
use uuid::Uuid;

/// How long the reference of a mandate may be.
const MANDATE_MOST: i64 = 200;

/// What is wrong with the person named; the counter judges it again when the form is filed.
pub fn judge(open: &Open) -> Vec<Mistake> {
    let said = &open.draft.for_whom;
    if !said.other {
        return if open.who.account.kind == "officer" {
            vec![Mistake::new("owner-name-ar", "required")]
        } else {
            Vec::new()
        };
    }
    let mut mistakes = said.owner.read("owner-", Uuid::nil(), 0).err().unwrap_or_default();
    if !open.assisted && said.mandate.trim().is_empty() {
        mistakes.push(Mistake::new("mandate", "mandate-missing"));
    }
    mistakes
}

pub async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Answer {
    let open = open(&app, &visitor, id).await?;
    page(&app, &visitor, &open, StatusCode::OK, &[])
}

pub async fn save(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>, posted: Posted) -> Answer {
    let before = open(&app, &visitor, id).await?;
    let open = write(&app, &visitor, id, Typed::new(), Some(read(&before, &posted))).await?;
    if posted.get("go") == "next" {
        let mistakes = judge(&open);
        if !mistakes.is_empty() {
            return page(&app, &visitor, &open, StatusCode::UNPROCESSABLE_ENTITY, &app.mistakes(&visitor, &mistakes));
        }
    }
    lead(&app, &visitor, &open, BEFORE, posted.get("go"))
}

pub async fn keep(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>, posted: Posted) -> Answer {
    let before = open(&app, &visitor, id).await?;
    let open = write(&app, &visitor, id, Typed::new(), Some(read(&before, &posted))).await?;
    Ok(kept(&app, &visitor, &open, BEFORE))
}

fn read(before: &Open, posted: &Posted) -> ForWhom {
    let kept = &before.draft.for_whom;
    let other = before.who.account.kind == "officer" || posted.get("filing-as") == "mandate";
    let owner = person(posted, "owner-");
    // What the counter asked before the form is not asked again here.
    let lang = if posted.has("owner-lang") { owner.lang } else { kept.owner.lang.clone() };
    let mandate = if before.assisted { kept.mandate.clone() } else { posted.get("mandate").to_owned() };
    ForWhom { other, owner: desk::people::Person { lang, ..owner }, mandate, consent: kept.consent }
}

fn page(app: &App, visitor: &Visitor, open: &Open, status: StatusCode, wrong: &[(String, String)]) -> Answer {
    let frame = open.frame(app, visitor, BEFORE);
    let values = context! {
        section => context! { kind => "fields", map => false, ..frame.get_attr("section").unwrap_or_default() },
        fields => fields(app, visitor, open, wrong),
        pieces => Vec::<Value>::new(),
        upload => "",
        mistakes => view::summary(app, visitor, wrong, |field| if field == "mandate" { "owner-mandate".into() } else { field.to_owned() }),
        ..frame
    };
    app.page_with(visitor, status, "form.html", "form-who", values)
}

/// A question of this page: its name, kind, sentence and what it holds.
struct Question<'a> {
    name: &'a str,
    kind: &'a str,
    key: &'a str,
    value: &'a str,
    required: bool,
}

fn fields(app: &App, visitor: &Visitor, open: &Open, wrong: &[(String, String)]) -> Vec<Value> {
    let said = &open.draft.for_whom;
    let officer = open.who.account.kind == "officer";
    let say = |key: &str| word(app, visitor, key);
    let error = |name: &str| wrong.iter().find(|(f, _)| f == name).map(|(_, text)| text.clone()).unwrap_or_default();
    let company = said.owner.kind == "company";
    let one = |q: Question, when: Option<(&'static str, &'static str)>, shown: bool, heading: &str| {
        context! {
            name => q.name, kind => q.kind, label => say(q.key), hint => crate::view::if_said(app, visitor, &format!("{}-hint", q.key)),
            required => q.required, value => q.value, error => error(q.name), choices => Vec::<Value>::new(),
            letters_most => if q.name == "mandate" { Some(MANDATE_MOST) } else { None },
            shown, when => when.map(|(field, value)| context! { field, values => [value] }), heading,
        }
    };
    let mut all = Vec::new();
    let whose = [("self", "filing-as-self"), ("mandate", "filing-as-mandate")].map(|(value, key)| {
        context! { value, label => say(key), hint => crate::view::if_said(app, visitor, &format!("{key}-hint")) }
    });
    if !officer {
        all.push(context! {
            name => "filing-as", kind => "choice", label => say("filing-as"), required => true, choices => whose,
            value => if said.other { "mandate" } else { "self" }, error => "", hint => "", shown => true,
        });
    }
    let whom = (!officer).then_some(("filing-as", "mandate"));
    let shown = officer || said.other;
    let kinds = ["citizen", "company"]
        .map(|kind| context! { value => kind, label => say(&format!("account-kind-{kind}")), hint => "" });
    all.push(context! {
        name => "owner-kind", kind => "choice", label => say("owner-kind"), required => true, choices => kinds, heading => say(if officer { "owner-present" } else { "owner-title" }),
        value => if company { "company" } else { "citizen" }, error => error("owner-kind"), hint => "", shown, when => whom.map(|(field, value)| context! { field, values => [value] }),
    });
    let owner = &said.owner;
    for (name, kind, key, value, required) in [
        ("owner-name-ar", "text", "owner-name-ar", &owner.name_ar, true),
        ("owner-name-fr", "text", "owner-name-fr", &owner.name_fr, true),
        ("owner-cnie", "cnie", "owner-cnie", &owner.cnie, !company),
        ("owner-ice", "ice", "owner-ice", &owner.ice, company),
        ("owner-phone", "phone", "owner-phone", &owner.phone, false),
        ("owner-email", "email", "owner-email", &owner.email, false),
    ] {
        // A company's number is asked of companies only.
        let (when, shown) =
            if name == "owner-ice" { (Some(("owner-kind", "company")), shown && company) } else { (whom, shown) };
        all.push(one(Question { name, kind, key, value, required }, when, shown, ""));
    }
    if !officer {
        all.push(one(
            Question { name: "mandate", kind: "text", key: "owner-mandate", value: &said.mandate, required: true },
            whom,
            shown,
            "",
        ));
    }
    all
}
