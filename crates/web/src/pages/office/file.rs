//! One file on the desk of an officer: everything that is known of it, and the doors that are theirs to pass.

use super::doors::{self, Tried, concludes, doors};
use super::outline::Picture;
use super::said::{self, Wrong};
use super::shape::{self, conclusion_tone, reserves, sitting_clock, tally};
use super::to_sign;
use crate::answer::{Answer, Oops};
use crate::form::Posted;
use crate::server::App;
use crate::view::{self, short_number, word};
use crate::visitor::Visitor;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse};
use civic::dossier::Dossier;
use civic::form::Answer as Written;
use civic::procedure::DoorKind;
use civic::{Body, Mistake, Place, Role};
use desk::counter::{self, NewAct, Shown, commune_of};
use desk::{Denial, Error, Who};
use minijinja::{Value, context};
use std::collections::HashMap;
use uuid::Uuid;

/// How many other files of the same land are named.
const RELATED_MOST: i64 = 6;

pub async fn show(State(app): State<App>, visitor: Visitor, Path(number): Path<String>) -> Answer {
    let who = visitor.who()?;
    let shown = open(&app, who, &number).await?;
    page(&app, &visitor, who, &shown, StatusCode::OK, &Tried::default(), None).await
}

/// A file that concerns one of the officer's seats. Applicants have a page of their own.
pub(super) async fn open(app: &App, who: &Who, number: &str) -> Result<Shown, Oops> {
    if !who.viewer.is_officer() {
        return Err(Denial::NotYours.into());
    }
    let commune = commune_of(number).ok_or_else(Oops::not_found)?;
    Ok(counter::show(&app.desk, &who.viewer, commune, number).await?)
}

/// An act of the officer. What the rules refuse is shown beside what was written.
pub async fn act(
    State(app): State<App>,
    visitor: Visitor,
    Path((number, name)): Path<(String, String)>,
    posted: Posted,
) -> Answer {
    let who = visitor.who()?;
    let shown = open(&app, who, &number).await?;
    // The commission's conclusions are one form: the act is the answer to its question.
    let chosen = if name == "conclude" { posted.get("act") } else { name.as_str() };
    let tried = |wrong: Wrong| Tried { act: name.clone(), said: said::values(&posted), wrong, ..Tried::default() };
    let Some(door) = shown.procedure.door(chosen).cloned() else {
        let missing = Error::Mistakes(vec![Mistake::new("act", "required")]);
        let wrong = said::wrong(&app, &visitor, &missing).unwrap_or_default();
        return page(&app, &visitor, who, &shown, StatusCode::UNPROCESSABLE_ENTITY, &tried(wrong), None).await;
    };
    if door.kind == DoorKind::Answer {
        return super::answer::act(&app, &visitor, &shown, &posted).await;
    }
    let (body, mistakes) = match doors::body(&door, &posted) {
        Ok(body) => (body, Vec::new()),
        Err(mistakes) => (Body::default(), mistakes),
    };
    // A signature has two steps: the paper as it will be, then the hand under it.
    if door.kind == DoorKind::Sign && body.seen.is_none() {
        let asking = to_sign::Asking { app: &app, visitor: &visitor, who, shown: &shown, posted: &posted, door: &door };
        return asking.to_sign(tried(Wrong::new()), &Error::Mistakes(mistakes)).await;
    }
    if !mistakes.is_empty() {
        let wrong = said::wrong(&app, &visitor, &Error::Mistakes(mistakes)).unwrap_or_default();
        return page(&app, &visitor, who, &shown, StatusCode::UNPROCESSABLE_ENTITY, &tried(wrong), None).await;
    }
    let read = posted.get("version").parse::<u32>().ok();
    // A message changes nothing that another act could be mistaken about.
    let expects = read.filter(|_| door.kind != DoorKind::Message);
    let key = Some(posted.get("key").to_owned()).filter(|k| !k.is_empty());
    let role = Role::parse(posted.get("role"));
    let new = NewAct {
        commune: shown.dossier.commune,
        number: number.clone(),
        name: door.act.clone(),
        role,
        body,
        expects,
        key,
    };
    match counter::act(&app.desk, who, new).await {
        Ok(_) => app.go(&visitor, &format!("/office/files/{number}"), "success", &format!("done-{}", door.act)),
        Err(Error::Denied(Denial::Stale { .. })) => {
            let now = open(&app, who, &number).await?;
            page(&app, &visitor, who, &now, StatusCode::CONFLICT, &tried(Wrong::new()), read).await
        }
        Err(error @ Error::Denied(Denial::PaperChanged)) => {
            let asking =
                to_sign::Asking { app: &app, visitor: &visitor, who, shown: &shown, posted: &posted, door: &door };
            asking.to_sign(tried(Wrong::new()), &error).await
        }
        Err(error) => match said::wrong(&app, &visitor, &error) {
            Some(wrong) => page(&app, &visitor, who, &shown, crate::answer::status(&error), &tried(wrong), None).await,
            None => Err(error.into()),
        },
    }
}

/// What was done since a version: nothing, or the list that the page shows without being asked.
pub async fn since(State(app): State<App>, visitor: Visitor, Path((number, version)): Path<(String, usize)>) -> Answer {
    let shown = open(&app, visitor.who()?, &number).await?;
    if shown.acts.len() <= version {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let acts = later(&app, &visitor, &shown, version);
    let page = crate::render::frame(&app.desk, &visitor, "");
    let html = app.pages.render_part("components/moved.html", context! { page, acts })?;
    Ok(Html(html).into_response())
}

/// The acts done after a version, the latest first.
fn later(app: &App, visitor: &Visitor, shown: &Shown, version: usize) -> Vec<Value> {
    let mut since = shown.clone();
    let before: std::collections::HashSet<i64> = (0..version as i64).collect();
    since.documents.retain(|d| !before.contains(&d.seq));
    for document in &mut since.documents {
        document.seq -= version as i64;
    }
    since.acts = shown.acts.iter().skip(version).cloned().collect();
    view::history(app, visitor, &since)
}

pub(super) async fn page(
    app: &App,
    visitor: &Visitor,
    who: &Who,
    shown: &Shown,
    code: StatusCode,
    tried: &Tried,
    stale: Option<u32>,
) -> Answer {
    let d = &shown.dossier;
    let delegators = delegators(app, visitor, who).await?;
    let doors = doors(app, visitor, who, shown, tried, &delegators);
    let related = related(app, visitor, who, d).await?;
    let answer = super::answer::shown(app, visitor, who, shown, tried).await?;
    let desk = Desk { app, visitor, shown };
    let answered = shown.procedure.step(d.step).end.is_some();
    let role = doors::roles(who, d).first().map(|r| r.as_str()).unwrap_or_default();
    let file = context! {
        number => d.number.as_str(),
        display => short_number(&d.number),
        url => format!("/office/files/{}", d.number),
        back => super::seats::link("/office", &[("role", role)]),
        procedure => shape::code_label(app, visitor, "procedure", &d.procedure),
        revision => d.revision,
        commune => app.place(visitor, d.commune),
        version => d.acts,
        step => shape::code_label(app, visitor, "step", &shown.procedure.step(d.step).name),
        tone => view::tone(&shown.procedure, d.step),
        ended => answered.then(|| word(app, visitor, &format!("step-{}", shown.procedure.step(d.step).name))),
        clock => view::clock(app, visitor, d, &shown.procedure),
        stages => view::stages(app, visitor, d, &shown.procedure),
        key => app.desk.chance.id(app.desk.clock.now()).to_string(),
        watch => format!("/office/files/{}/since/{}", d.number, d.acts),
        role, related, answer,
        stale => stale.map(|version| context! { acts => later(app, visitor, shown, version as usize) }),
        doors => doors.open,
        closed => doors.closed,
        message => desk.message(who, tried),
        ..desk.matter()
    };
    app.page_with(visitor, code, "file.html", &d.number, context! { file })
}

/// The names of those whose power the officer exercises by delegation.
async fn delegators(app: &App, visitor: &Visitor, who: &Who) -> Result<HashMap<Uuid, String>, Oops> {
    let ids: Vec<Uuid> = who.offices.iter().filter_map(|o| o.delegated_by).collect();
    let arabic = visitor.arabic();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let found = app
        .desk
        .db
        .read(move |tx| -> desk::Result<_> {
            let mut names = HashMap::new();
            for id in &ids {
                if let Some(account) = store::people::get(tx, *id)? {
                    names.insert(*id, account.name(arabic).to_owned());
                }
            }
            Ok(names)
        })
        .await?;
    Ok(found)
}

/// Other files on the same land, if the viewer may see them.
async fn related(app: &App, visitor: &Visitor, who: &Who, d: &Dossier) -> Result<Vec<Value>, Oops> {
    let Some(Written::Text(title)) = d.answers.get("land-title").cloned() else { return Ok(Vec::new()) };
    let (viewer, own) = (who.viewer.clone(), d.id);
    let lines = app
        .desk
        .db
        .read(move |tx| -> desk::Result<_> {
            let (seen, args) = store::sight::predicate(&viewer, &store::sight::SEARCH, 1);
            let query = store::fold::query(&title);
            let find = store::search::Find {
                query: &query,
                scope: &[],
                seen: &seen,
                args: &args,
                after: None,
                limit: RELATED_MOST,
            };
            let mut lines = Vec::new();
            for hit in store::search::find(tx, &find)?.into_iter().filter(|hit| hit.id != own) {
                let Some(other) = store::dossiers::seen_line(tx, &viewer, Place(hit.commune), hit.id)? else {
                    continue;
                };
                let same = store::dossiers::read(tx, &viewer, other.commune, &other.number)?;
                // Found by its words; kept only when the title is its own.
                if same.is_some_and(|f| f.answers.get("land-title").is_some_and(|t| t.typed() == title)) {
                    lines.push(other);
                }
            }
            Ok(lines)
        })
        .await?;
    Ok(lines
        .iter()
        .map(|line| {
            context! {
                display => short_number(&line.number),
                url => format!("/office/files/{}", line.number),
                procedure => word(app, visitor, &format!("procedure-{}", line.procedure)),
                step => word(app, visitor, &format!("step-{}", line.step)),
                filed => line.filed.to_string(),
            }
        })
        .collect())
}

/// What there is to read in a file.
struct Desk<'a> {
    app: &'a App,
    visitor: &'a Visitor,
    shown: &'a Shown,
}

impl Desk<'_> {
    fn say(&self, key: &str) -> String {
        word(self.app, self.visitor, key)
    }

    fn name(&self, id: Uuid) -> String {
        self.shown.people.get(&id).map(|a| a.name(self.visitor.arabic()).to_owned()).unwrap_or_default()
    }

    fn text(&self, field: &str) -> Option<String> {
        self.shown.dossier.answers.get(field).map(Written::typed)
    }

    fn matter(&self) -> Value {
        let (app, visitor, shown) = (self.app, self.visitor, self.shown);
        let d = &shown.dossier;
        let filing = shown.acts.first().and_then(|a| a.body.filing.as_ref());
        context! {
            applicant => self.applicant(),
            mandatary => d.agent.map(|id| context! { name => self.name(id), what => filing.and_then(|f| f.mandate.clone()).unwrap_or_default() }),
            assisted => self.assisted(),
            place => self.text("address").unwrap_or_default(),
            parcel => self.text("land-title"),
            map => self.map(),
            sections => view::sections(app, visitor, &shown.procedure, &d.answers),
            pieces => self.pieces(),
            opinions => self.opinions(d.round),
            rounds => self.rounds(),
            bill => self.bill(),
            papers => self.papers(),
            messages => view::messages(app, visitor, shown),
            history => view::history(app, visitor, shown),
            conclusion => self.conclusion(),
            session => Value::from(()),
        }
    }

    /// The papers, each with the hands that it bears or awaits.
    fn papers(&self) -> Vec<Value> {
        let (app, visitor) = (self.app, self.visitor);
        let hands = |paper: &store::documents::Document| -> Vec<Value> {
            let told = self.shown.hands.get(&paper.id).into_iter().flatten();
            told.map(|one| view::hand(app, visitor, one, true)).collect()
        };
        let line = |paper| context! { hands => hands(paper), ..view::paper_line(app, visitor, paper) };
        self.shown.documents.iter().map(line).collect()
    }

    fn applicant(&self) -> Value {
        let account = self.shown.people.get(&self.shown.dossier.applicant);
        let number = account.and_then(|a| a.cnie.clone().map(|n| ("cnie", n)).or(a.ice.clone().map(|n| ("ice", n))));
        context! {
            name => self.name(self.shown.dossier.applicant),
            url => number.as_ref().map(|(_, n)| super::seats::link("/office/people", &[("q", n)])).unwrap_or_default(),
            identity => number.map(|(kind, number)| context! { kind, number }),
            phone => account.and_then(|a| a.phone.clone()),
            email => account.and_then(|a| a.email.clone()),
        }
    }

    /// By whom the file was brought to the counter, and how the person consented.
    fn assisted(&self) -> Value {
        let Some(first) = self.shown.acts.first() else { return Value::from(()) };
        match first.body.filing.as_ref().filter(|f| f.assisted) {
            Some(filing) => {
                let how = filing
                    .mandate
                    .as_deref()
                    .filter(|m| super::assist::CONSENTS.contains(m))
                    .unwrap_or(super::assist::CONSENTS[0]);
                context! { by => self.name(first.by), at => first.at, how }
            }
            None => Value::from(()),
        }
    }

    /// Where the land lies in its province.
    fn map(&self) -> Value {
        let d = &self.shown.dossier;
        let point = self.text("point").and_then(|p| civic::identity::point(&p));
        let (Some((lat, lon)), Some(picture)) = (point, Picture::of(d.commune.province())) else {
            return Value::from(());
        };
        let (x, y) = picture.at(lat, lon);
        context! { view => picture.view, outline => picture.path, x, y }
    }

    fn pieces(&self) -> Vec<Value> {
        let (app, visitor, d) = (self.app, self.visitor, &self.shown.dossier);
        let listed = civic::form::pieces(&self.shown.procedure, &d.answers);
        let asked = |name: &str| {
            d.asked.iter().chain(self.shown.acts.iter().flat_map(|a| &a.body.asked)).find(|a| a.piece == name)
        };
        self.shown
            .procedure
            .pieces
            .iter()
            .map(|piece| {
                let wanted = listed.iter().any(|p| p.name == piece.name);
                let files = self.files(&piece.name);
                let state = match (d.pieces.iter().any(|g| g.piece == piece.name), wanted, piece.required) {
                    _ if d.asked.iter().any(|a| a.piece == piece.name) => "requested",
                    (true, ..) => "given",
                    (false, true, true) => "missing",
                    (false, true, false) => "optional",
                    _ => "not-required",
                };
                context! {
                    code => piece.name.as_str(),
                    label => self.say(&format!("piece-{}", piece.name)),
                    required => piece.required,
                    state, files,
                    law => piece.law.as_deref().map(|t| view::law(app, visitor.lang, t, piece.article.as_deref().unwrap_or_default(), true)),
                    remark => asked(&piece.name).map(|a| a.reason.clone()),
                }
            })
            .collect()
    }

    /// The files of a piece, those that were replaced after those that stand.
    fn files(&self, piece: &str) -> Vec<Value> {
        let d = &self.shown.dossier;
        let mut files: Vec<(bool, Value)> = Vec::new();
        for act in &self.shown.acts {
            for given in act.body.pieces.iter().filter(|g| g.piece == piece) {
                let stands = d.pieces.iter().any(|kept| kept.piece == given.piece && kept.sha256 == given.sha256);
                let href = format!("/pieces/{}/{}", d.number, given.sha256);
                let media = match given.media.as_str() {
                    "application/pdf" => "pdf",
                    "image/png" | "image/jpeg" | "image/webp" => "image",
                    _ => "plan",
                };
                files.push((
                    !stands,
                    context! {
                        name => given.name.as_str(), media, at => act.at, replaced => !stands,
                        size => view::size(self.visitor.lang, given.bytes),
                        download => format!("{href}?download"), href,
                    },
                ));
            }
        }
        files.sort_by_key(|(replaced, _)| *replaced);
        files.into_iter().map(|(_, file)| file).collect()
    }

    fn opinions(&self, round: u8) -> Vec<Value> {
        let (d, procedure) = (&self.shown.dossier, &self.shown.procedure);
        d.sittings
            .iter()
            .filter(|s| s.round == round)
            .map(|s| {
                let said = s.given.as_ref();
                context! {
                    role => s.role.as_str(),
                    name => said.map(|g| self.name(g.by)),
                    occasional => procedure.member(s.role).is_some_and(|m| m.occasional),
                    clock => sitting_clock(self.app, d, procedure, s),
                    value => said.map(|g| shape::opinion(self.app, self.visitor, g.opinion)),
                    motive => said.map(|g| g.motive.as_str()),
                    reserves => reserves(said.and_then(|g| g.reserves.as_deref())),
                    day => said.map(|g| g.day.to_string()),
                }
            })
            .collect()
    }

    /// The rounds before the one that runs, the latest first.
    fn rounds(&self) -> Vec<Value> {
        let before = (1..self.shown.dossier.round).rev();
        before.map(|n| context! { n, opinions => self.opinions(n) }).collect()
    }

    fn bill(&self) -> Value {
        let (app, visitor, d) = (self.app, self.visitor, &self.shown.dossier);
        let counted = !d.fees.is_empty();
        // Before the commission has agreed: what it would cost by the law of today.
        let estimate = counter::estimate(&app.desk, &self.shown.procedure, d.commune, &d.answers).unwrap_or_default();
        let lines = if counted { d.fees.clone() } else { estimate };
        let day = app.desk.clock.today();
        let state = match (counted, d.owed()) {
            _ if lines.is_empty() => "none",
            (true, 0) => "paid",
            (true, _) if self.shown.procedure.doors_from(d.step).any(|door| door.kind == DoorKind::Pay) => "due",
            _ => "later",
        };
        context! {
            lines => view::bill(app, visitor, &self.shown.procedure, &d.answers, d.commune, day, &lines),
            total => lines.iter().map(|l| l.centimes).sum::<i64>(),
            owed => d.owed(),
            state,
            payments => self.payments(),
        }
    }

    fn payments(&self) -> Vec<Value> {
        let acts = self.shown.acts.iter().enumerate();
        acts.filter(|(_, act)| act.body.amount.is_some())
            .map(|(seq, act)| {
                let paper = self.shown.documents.iter().find(|p| p.seq == seq as i64);
                context! {
                    number => act.body.receipt.as_deref().unwrap_or_default(),
                    method => act.body.method.as_deref().unwrap_or(doors::METHODS[0]),
                    amount => act.body.amount,
                    at => act.at,
                    name => self.name(act.by),
                    href => paper.map(|p| format!("/papers/{}.pdf", p.number)).unwrap_or_default(),
                }
            })
            .collect()
    }

    /// The last word of the commission.
    fn conclusion(&self) -> Value {
        let last = self.shown.acts.iter().rev().find(|a| concludes(&self.shown.procedure, &a.name));
        let Some((act, door)) = last.and_then(|a| Some((a, self.shown.procedure.door(&a.name)?))) else {
            return Value::from(());
        };
        context! {
            value => shape::code_label(self.app, self.visitor, "act", &act.name),
            tone => conclusion_tone(&self.shown.procedure, door),
            at => act.at,
            name => self.name(act.by),
            motive => act.body.motive.as_deref(),
            reserves => reserves(act.body.reserves.as_deref()),
            tally => tally(self.app, self.visitor, &self.shown.dossier, &self.shown.procedure),
        }
    }

    fn message(&self, who: &Who, tried: &Tried) -> Value {
        let d = &self.shown.dossier;
        let may = doors::roles(who, d).into_iter().find(|role| {
            counter::open_to(&self.app.desk, d, &self.shown.procedure, *role)
                .iter()
                .any(|door| door.kind == DoorKind::Message)
        });
        let again = tried.act == "message";
        let said = tried.said.get_attr("motive").ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default();
        context! {
            may => may.is_some(),
            role => may.map(|r| r.as_str()).unwrap_or_default(),
            value => if again { said } else { String::new() },
            error => if again { tried.wrong.values().next().cloned().unwrap_or_default() } else { String::new() },
        }
    }
}
