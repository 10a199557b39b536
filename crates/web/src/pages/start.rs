//! Before a form: in which commune. Then a draft is begun there, which the person alone can read.

use crate::answer::{Answer, Oops};
use crate::form::Posted;
use crate::server::App;
use crate::view::word;
use crate::visitor::Visitor;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect};
use civic::form::Typed;
use civic::territory::Known;
use civic::{Place, Role};
use desk::draft::ForWhom;
use minijinja::{Value, context};
use serde::Deserialize;

/// More answers than this help nobody to choose.
const FOUND_MOST: usize = 24;

#[derive(Deserialize)]
pub struct Where {
    #[serde(default)]
    q: String,
    #[serde(default)]
    province: String,
}

/// The communes that are looked for by name, or those of a province; first those already dealt with.
pub async fn choose(
    State(app): State<App>,
    visitor: Visitor,
    Path(code): Path<String>,
    Query(asked): Query<Where>,
) -> Answer {
    let who = visitor.who()?;
    if app.desk.street.latest(&code).is_none() {
        return Err(Oops::not_found());
    }
    let territory = &app.desk.street.territory;
    let arabic = visitor.arabic();
    let sought = spelled(&asked.q);
    let province = Place::parse(&asked.province).filter(|p| p.is_province());
    let mut found: Vec<&Known> = match province {
        _ if !sought.is_empty() => {
            let named = |k: &&Known| spelled(&k.name_ar).contains(&sought) || spelled(&k.name_fr).contains(&sought);
            territory.communes(Place::KINGDOM).filter(named).take(FOUND_MOST).collect()
        }
        Some(province) => territory.communes(province).collect(),
        None => Vec::new(),
    };
    found.sort_by(|a, b| a.name(arabic).cmp(b.name(arabic)));
    let mut provinces: Vec<Value> =
        territory.provinces().map(|p| context! { value => p.place.to_string(), label => p.name(arabic) }).collect();
    provinces.sort_by_key(|p| p.get_attr("label").map(|l| l.to_string()).unwrap_or_default());
    let line = |k: &Known| {
        context! { code => k.place.to_string(), name => k.name(arabic), province => territory.get(k.place.province()).map(|p| p.name(arabic)) }
    };
    let known: Vec<Value> =
        before(&app, who).await?.into_iter().filter_map(|place| territory.get(place)).map(line).collect();
    let values = context! {
        procedure => context! { title => word(&app, &visitor, &format!("procedure-{code}")), href => format!("/services/{code}"), code => code.as_str() },
        query => asked.q,
        province => province.map(|p| p.to_string()).unwrap_or_default(),
        provinces,
        known,
        found => found.into_iter().map(line).collect::<Vec<_>>(),
        asked => !sought.is_empty() || province.is_some(),
    };
    app.page(&visitor, "start.html", "start-title", values)
}

/// A name as people spell it: Taroudant for Taroudannt, Ait Melloul for Aït-Melloul.
fn spelled(name: &str) -> String {
    let mut letters: Vec<char> = store::fold::fold(name).chars().filter(|c| *c != ' ').collect();
    letters.dedup();
    letters.into_iter().collect()
}

/// Where this person has filed before, or holds the counter.
async fn before(app: &App, who: &desk::Who) -> Result<Vec<Place>, Oops> {
    let mut places: Vec<Place> =
        who.viewer.seats.iter().filter(|s| s.role == Role::Clerk && s.place.is_commune()).map(|s| s.place).collect();
    let person = who.account.id;
    let lines = app
        .desk
        .db
        .read(move |tx| -> desk::Result<_> { Ok(store::dossiers::mine_page(tx, person, None, 20)?) })
        .await?;
    let drafts = desk::draft::mine(&app.desk, who).await?;
    for place in drafts.iter().map(|d| d.commune).chain(lines.iter().map(|l| l.commune)) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places.truncate(4);
    Ok(places)
}

/// Begins the draft, from nothing or from the answers of a file of one's own (`from`).
pub async fn begin(State(app): State<App>, visitor: Visitor, Path(code): Path<String>, posted: Posted) -> Answer {
    let who = visitor.who()?;
    let Some(commune) = Place::parse(posted.get("commune")) else { return Err(Oops::not_found()) };
    let typed = match posted.get("from") {
        "" => Typed::new(),
        number => answers_of(&app, &visitor, &code, number).await?,
    };
    let for_whom =
        ForWhom { other: who.account.kind == "officer" || who.account.kind == "professional", ..ForWhom::default() };
    let draft = desk::draft::begin(&app.desk, who, commune, &code, typed, for_whom).await?;
    Ok(Redirect::to(&format!("/drafts/{}/who", draft.id)).into_response())
}

async fn answers_of(app: &App, visitor: &Visitor, code: &str, number: &str) -> Result<Typed, Oops> {
    let Some(commune) = desk::counter::commune_of(number) else { return Err(Oops::not_found()) };
    let shown = desk::counter::show(&app.desk, &visitor.viewer(), commune, number).await?;
    if shown.procedure.code != code {
        return Err(Oops::not_found());
    }
    Ok(shown
        .dossier
        .answers
        .iter()
        .map(|(name, answer)| (name.clone(), retyped(&shown.procedure, name, answer)))
        .collect())
}

/// An answer as it would be typed again: amounts in dirhams.
pub fn retyped(procedure: &civic::Procedure, name: &str, answer: &civic::form::Answer) -> String {
    use civic::form::Answer::Number;
    match (procedure.field(name).map(|f| f.kind), answer) {
        (Some(civic::procedure::FieldKind::Money), Number(centimes)) => match centimes % 100 {
            0 => (centimes / 100).to_string(),
            rest => format!("{}.{rest:02}", centimes / 100),
        },
        (_, answer) => answer.typed(),
    }
}
