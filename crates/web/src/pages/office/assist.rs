//! The counter begins a file for someone without a device: who they are, their consent, the service;
//! then the common form, under the clerk's own name.

use super::said::{self, Wrong};
use super::seats::{choose, place};
use crate::answer::{Answer, Oops};
use crate::form::Posted;
use crate::server::App;
use crate::view::{law, word};
use crate::visitor::Visitor;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use civic::form::Typed;
use civic::{Mistake, Place, Role, identity};
use desk::draft::{self, ForWhom};
use desk::people::Person;
use desk::{Error, Who};
use minijinja::{Value, context};
use serde::Deserialize;
use store::people::Account;
use uuid::Uuid;

/// How a person consents to be filed for; kept in the filing as its mandate.
pub const CONSENTS: [&str; 3] = ["signed", "thumbprint", "proxy"];
const KINDS: [&str; 2] = ["citizen", "company"];

pub fn routes() -> Router<App> {
    Router::new().route("/office/assist", get(show).post(begin)).route("/office/assist/consent", get(consent))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// The card or company number of somebody the counter knows.
    number: String,
}

/// Somebody whom the files of the commune know, and how many of them are open.
struct Known {
    account: Account,
    open: usize,
}

impl Known {
    fn number(&self) -> String {
        self.account.ice.clone().or(self.account.cnie.clone()).unwrap_or_default()
    }
}

/// The commune at whose counter the visitor sits.
fn counter(visitor: &Visitor) -> Result<Place, Oops> {
    Ok(choose(visitor, None, None, |role| role == Role::Clerk)?.place)
}

async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let place = counter(&visitor)?;
    let known = known(&app, visitor.who()?, place, &asked.number).await?;
    let kind = known.as_ref().map_or(KINDS[0], |k| if k.account.ice.is_some() { KINDS[1] } else { KINDS[0] });
    let lang = known.as_ref().map_or("ar", |k| k.account.lang.as_str());
    let values = context! { kind, lang, number => asked.number.as_str() };
    page(&app, &visitor, place, StatusCode::OK, values, Wrong::new(), known).await
}

/// The form of consent, to be printed and signed by hand.
async fn consent(State(app): State<App>, visitor: Visitor) -> Answer {
    let at = counter(&visitor)?;
    let consent = context! {
        place => place(&app, &visitor, at),
        today => app.desk.clock.today().to_string(),
        law => law(&app, visitor.lang, "09-08", "4", true),
    };
    app.page(&visitor, "assist-consent.html", "assist-consent", context! { consent })
}

/// Begins the draft of another person's file.
async fn begin(State(app): State<App>, visitor: Visitor, posted: Posted) -> Answer {
    let who = visitor.who()?;
    let place = counter(&visitor)?;
    let known = known(&app, who, place, posted.get("number")).await?;
    let seen = known.as_ref().is_none_or(|k| k.number() == posted.get("known"));
    let owner = owner(&posted, known.as_ref());
    // Who it is is judged once the clerk has seen that the counter knows them.
    let person = if seen { judge_person(&owner) } else { Vec::new() };
    let mistakes = [person, judge(&app, &posted)].concat();
    if !mistakes.is_empty() || !seen {
        let status = if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        let wrong = said::wrong(&app, &visitor, &Error::Mistakes(mistakes)).unwrap_or_default();
        return page(&app, &visitor, place, status, said::values(&posted), wrong, known).await;
    }
    let for_whom = ForWhom { other: true, owner, mandate: posted.get("consent_how").to_owned(), consent: true };
    let draft = draft::begin(&app.desk, who, place, posted.get("procedure"), Typed::new(), for_whom).await?;
    Ok(Redirect::to(&format!("/drafts/{}", draft.id)).into_response())
}

/// Whom the commune's files know by this number. What was looked for is not noted: the person is at the counter.
async fn known(app: &App, who: &Who, place: Place, number: &str) -> Result<Option<Known>, Oops> {
    let (cnie, ice) = (identity::cnie(number), identity::ice(number));
    let viewer = who.viewer.clone();
    let found = app
        .desk
        .db
        .read(move |tx| -> desk::Result<Option<Known>> {
            let account = match (&cnie, &ice) {
                (Some(cnie), _) => store::people::by_cnie(tx, cnie)?,
                (None, Some(ice)) => store::people::by_ice(tx, ice)?,
                (None, None) => None,
            };
            let Some(account) = account.filter(|a| a.kind != "officer") else { return Ok(None) };
            let files = store::dossiers::of_person(tx, &viewer, place, account.id, 100)?;
            let open = files.iter().filter(|l| l.answered.is_none() && l.outcome.is_none()).count();
            Ok((!files.is_empty()).then_some(Known { account, open }))
        })
        .await?;
    Ok(found)
}

/// The person that the form names; one whom the counter knows is named as they are known.
fn owner(posted: &Posted, known: Option<&Known>) -> Person {
    let get = |name: &str| posted.get(name).trim().to_owned();
    if let Some(Known { account, .. }) = known {
        return Person {
            kind: account.kind.clone(),
            name_ar: account.name_ar.clone(),
            name_fr: account.name_fr.clone(),
            cnie: account.cnie.clone().unwrap_or_default(),
            ice: account.ice.clone().unwrap_or_default(),
            phone: account.phone.clone().unwrap_or_default(),
            email: account.email.clone().unwrap_or_default(),
            lang: get("lang"),
        };
    }
    let company = get("kind") == KINDS[1];
    let (cnie, ice) = if company { (String::new(), get("number")) } else { (get("number"), String::new()) };
    Person {
        kind: get("kind"),
        name_ar: get("name_ar"),
        name_fr: get("name_fr"),
        cnie,
        ice,
        phone: get("phone"),
        email: String::new(),
        lang: get("lang"),
    }
}

/// What is wrong about the person, under the names that this form gives its fields.
fn judge_person(owner: &Person) -> Vec<Mistake> {
    let mistakes = owner.read("", Uuid::nil(), 0).err().unwrap_or_default();
    let here = |one: Mistake| {
        let field = match one.field.as_str() {
            // The card and the company number are one field here.
            "cnie" | "ice" => "number".to_owned(),
            field => field.replace('-', "_"),
        };
        Mistake { field, ..one }
    };
    mistakes.into_iter().map(here).collect()
}

/// What is wrong beside the person.
fn judge(app: &App, posted: &Posted) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    if !CONSENTS.contains(&posted.get("consent_how")) {
        mistakes.push(Mistake::new("consent_how", "required"));
    }
    if !posted.ticked("consent") {
        mistakes.push(Mistake::new("consent", "consent-missing"));
    }
    if app.desk.street.latest(posted.get("procedure")).is_none() {
        mistakes.push(Mistake::new("procedure", "unknown-choice"));
    }
    mistakes
}

async fn page(
    app: &App,
    visitor: &Visitor,
    at: Place,
    status: StatusCode,
    values: Value,
    wrong: Wrong,
    known: Option<Known>,
) -> Answer {
    let catalogue = app.desk.street.catalogue();
    let services = catalogue.iter().map(|p| {
        context! {
            value => p.code.as_str(),
            label => word(app, visitor, &format!("procedure-{}", p.code)),
            hint => crate::view::if_said(app, visitor, &format!("procedure-{}-about", p.code)),
        }
    });
    let assist = context! {
        place => place(app, visitor, at),
        values,
        mistakes => wrong,
        known => known.as_ref().map(|k| context! {
            name => k.account.name(visitor.arabic()),
            number => k.number(),
            phone => k.account.phone.as_deref(),
            open => k.open,
        }),
        consents => CONSENTS,
        kinds => KINDS,
        services => services.collect::<Vec<_>>(),
        drafts => drafts(app, visitor).await?,
        form_url => "/office/assist/consent",
        law => law(app, visitor.lang, "09-08", "4", true),
    };
    app.page_with(visitor, status, "assist.html", "assist-title", context! { assist })
}

/// The files that this clerk has begun for others and not yet filed.
async fn drafts(app: &App, visitor: &Visitor) -> Result<Vec<Value>, Oops> {
    let mine = draft::mine(&app.desk, visitor.who()?).await?;
    let others = mine.iter().filter(|d| d.for_whom.other);
    Ok(others
        .map(|d| {
            let owner = &d.for_whom.owner;
            context! {
                name => if visitor.arabic() { owner.name_ar.as_str() } else { owner.name_fr.as_str() },
                url => format!("/drafts/{}", d.id),
                procedure => word(app, visitor, &format!("procedure-{}", d.procedure)),
                at => d.updated_at,
            }
        })
        .collect())
}
