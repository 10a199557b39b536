//! Pages of the commission's sessions: those to come and held, and one of them with its files.

use crate::counter::{self, Attendance, Held, NewSession, Presence};
use crate::rules::{SITTING, Status};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse};
use axum::routing::{get, post};
use civic::procedure::{Door, DoorKind};
use civic::role::Level;
use civic::{Mistake, Place, Role};
use desk::counter::{NewAct, Shown, act};
use desk::{Denial, Error, Who};
use jiff::civil::Date;
use minijinja::{Value, context};
use std::collections::HashMap;
use store::dossiers;
use uuid::Uuid;
use web::answer::{Answer, Oops};
use web::form::Posted;
use web::pages::office::said::{self, Wrong};
use web::pages::office::{chosen, conclusion, doors, seats, shape};
use web::server::App;
use web::view::{self, short_number, word};
use web::visitor::Visitor;

/// How many files may be proposed for an agenda.
const PROPOSED_MOST: i64 = 60;
/// The steps of this house's procedures at which a file may come before the commission.
const READY: [&str; 2] = ["study", "commission"];

pub fn routes() -> Router<App> {
    Router::new()
        .route("/office/sessions", get(list).post(call))
        .route("/office/sessions/{seat}/{id}", get(show))
        .route("/office/sessions/{seat}/{id}/agenda", post(add))
        .route("/office/sessions/{seat}/{id}/members", post(attend))
        .route("/office/sessions/{seat}/{id}/open", post(open))
        .route("/office/sessions/{seat}/{id}/close", post(close))
        .route("/office/sessions/{seat}/{id}/conclude", post(conclude))
        .route("/office/sessions/{seat}/{id}/since/{moment}", get(since))
}

fn address(held: &Held) -> String {
    format!("/office/sessions/{}/{}", held.session.seat, held.session.id)
}

/// The commission that the visitor chairs, if any.
fn chair(visitor: &Visitor) -> Option<Place> {
    seats::choose(visitor, None, None, |role| role == Role::CommissionChair).ok().map(|seat| seat.place)
}

async fn list(State(app): State<App>, visitor: Visitor) -> Answer {
    visitor.who()?;
    sessions(&app, &visitor, StatusCode::OK, None, Wrong::new()).await
}

async fn call(State(app): State<App>, visitor: Visitor, posted: Posted) -> Answer {
    let who = visitor.who()?;
    let seat = chair(&visitor).ok_or(Denial::NotYours)?;
    let new = NewSession {
        day: posted.get("day").parse::<Date>().ok(),
        hour: posted.get("hour").chars().take(5).collect(),
        place: posted.get("place").into(),
        files: chosen(&posted).into_iter().map(|(number, _)| number).collect(),
    };
    match counter::call(&app.desk, who, seat, new).await {
        Ok(id) => app.go(&visitor, &format!("/office/sessions/{seat}/{id}"), "success", "sessions-called"),
        Err(error) => match said::wrong(&app, &visitor, &error) {
            Some(wrong) => sessions(&app, &visitor, StatusCode::UNPROCESSABLE_ENTITY, Some(&posted), wrong).await,
            None => Err(error.into()),
        },
    }
}

async fn sessions(app: &App, visitor: &Visitor, code: StatusCode, posted: Option<&Posted>, wrong: Wrong) -> Answer {
    let who = visitor.who()?;
    if !who.viewer.seats.iter().any(|s| SITTING.contains(&s.role)) {
        return Err(Denial::NotYours.into());
    }
    let all = counter::seen(&app.desk, &who.viewer).await?;
    let (mut coming, past): (Vec<&Held>, Vec<&Held>) = all.iter().partition(|h| h.status() != Status::Closed);
    coming.reverse();
    let mut told = HashMap::new();
    for held in &coming {
        told.insert(held.session.id, concluded(app, who, held).await?.len());
    }
    let one = |held: &&Held| card(app, visitor, held, told.get(&held.session.id).copied().unwrap_or(0));
    let seat = chair(visitor);
    let candidates = match seat {
        Some(seat) => candidates(app, visitor, who, seat, posted).await?,
        None => Vec::new(),
    };
    let tomorrow = app.desk.clock.today().tomorrow().map(|d| d.to_string()).unwrap_or_default();
    let fresh = || context! { day => tomorrow, hour => "10:00" };
    let sessions = context! {
        place => seats::place(app, visitor, seat.or(who.viewer.seats.first().map(|s| s.place)).unwrap_or(Place::KINGDOM)),
        coming => coming.iter().map(one).collect::<Vec<_>>(),
        past => past.iter().map(one).collect::<Vec<_>>(),
        candidates,
        may_open => seat.is_some(),
        form => context! { open => !wrong.is_empty(), values => posted.map(said::values).unwrap_or_else(fresh), mistakes => said::sentences(&wrong) },
        next => Value::from(()),
        key => app.desk.chance.id(app.desk.clock.now()).to_string(),
        law => law(app, visitor),
    };
    app.page_with(visitor, code, "permits/sessions.html", "sessions-title", context! { sessions })
}

/// The text that rules the commission.
fn law(app: &App, visitor: &Visitor) -> Value {
    view::law(app, visitor.lang, "2-18-577", "", true)
}

fn card(app: &App, visitor: &Visitor, held: &Held, concluded: usize) -> Value {
    let s = &held.session;
    context! {
        url => address(held), number => s.number.as_str(), day => s.day.to_string(), hour => s.hour.as_str(), place => s.place.as_str(),
        state => held.status().as_str(), files => held.agenda.len(), concluded,
        commune => app.place(visitor, s.seat),
    }
}

/// The files of a session that it has concluded.
async fn concluded(app: &App, who: &Who, held: &Held) -> Result<Vec<String>, Oops> {
    let (viewer, items, id) = (who.viewer.clone(), held.agenda.clone(), held.session.id);
    let found = app
        .desk
        .db
        .read(move |tx| -> desk::Result<Vec<String>> {
            let mut done = Vec::new();
            for item in &items {
                let Some(file) = dossiers::read(tx, &viewer, item.commune, &item.number)? else { continue };
                if dossiers::acts(tx, item.commune, file.id)?
                    .iter()
                    .any(|a| a.body.session == Some(id) && a.name.starts_with("conclude"))
                {
                    done.push(item.number.clone());
                }
            }
            Ok(done)
        })
        .await?;
    Ok(found)
}

/// Files that this commission may put on an agenda, the first due first.
async fn candidates(
    app: &App,
    visitor: &Visitor,
    who: &Who,
    seat: Place,
    posted: Option<&Posted>,
) -> Result<Vec<Value>, Oops> {
    let viewer = who.viewer.clone();
    let found = app
        .desk
        .db
        .read(move |tx| -> desk::Result<_> {
            let mut found = Vec::new();
            for line in dossiers::at_steps(tx, &viewer, seat.province(), &READY, PROPOSED_MOST)? {
                let Some(file) =
                    dossiers::read(tx, &viewer, line.commune, &line.number)?.filter(|d| d.examiner == seat)
                else {
                    continue;
                };
                if crate::memory::coming(tx, line.commune, line.id)?.is_none() {
                    found.push((line, file));
                }
            }
            Ok(found)
        })
        .await?;
    let ticked: Vec<String> = posted.map(|p| chosen(p).into_iter().map(|(n, _)| n).collect()).unwrap_or_default();
    Ok(found
        .iter()
        .map(|(line, d)| {
            let round = d.sittings.iter().filter(|s| s.round == d.round);
            context! {
                number => line.number.as_str(), display => short_number(&line.number), version => d.acts,
                applicant => view::in_lang(&line.title, visitor.lang),
                procedure => shape::code_label(app, visitor, "procedure", &line.procedure),
                place => app.place(visitor, line.commune),
                clock => shape::line_clock(app, line),
                given => round.clone().filter(|s| s.given.is_some()).count(),
                members => round.count(),
                checked => ticked.contains(&line.number),
            }
        })
        .collect())
}

type At = Path<(String, Uuid)>;

async fn held(app: &App, visitor: &Visitor, seat: &str, id: Uuid) -> Result<Held, Oops> {
    let seat = Place::parse(seat).ok_or_else(Oops::not_found)?;
    Ok(counter::held(&app.desk, &visitor.who()?.viewer, seat, id).await?)
}

async fn show(State(app): State<App>, visitor: Visitor, Path((seat, id)): At) -> Answer {
    let held = held(&app, &visitor, &seat, id).await?;
    page(&app, &visitor, &held, StatusCode::OK, None).await
}

async fn add(State(app): State<App>, visitor: Visitor, Path((seat, id)): At, posted: Posted) -> Answer {
    let held = held(&app, &visitor, &seat, id).await?;
    let files = chosen(&posted).into_iter().map(|(number, _)| number).collect();
    counter::add(&app.desk, visitor.who()?, held.session.seat, id, files).await?;
    app.go(&visitor, &address(&held), "success", "session-saved")
}

async fn attend(State(app): State<App>, visitor: Visitor, Path((seat, id)): At, posted: Posted) -> Answer {
    let held = held(&app, &visitor, &seat, id).await?;
    let there = posted.all("present");
    let attendance: Attendance = SITTING
        .iter()
        .map(|role| {
            let by: String =
                civic::identity::tidy_line(posted.get(&format!("by-{}", role.as_str()))).chars().take(120).collect();
            (role.as_str().to_owned(), Presence { present: there.contains(&role.as_str()), by })
        })
        .collect();
    counter::attend(&app.desk, visitor.who()?, held.session.seat, id, attendance).await?;
    app.go(&visitor, &address(&held), "success", "session-saved")
}

async fn open(State(app): State<App>, visitor: Visitor, Path((seat, id)): At, _posted: Posted) -> Answer {
    let held = held(&app, &visitor, &seat, id).await?;
    counter::open(&app.desk, visitor.who()?, held.session.seat, id).await?;
    app.go(&visitor, &address(&held), "success", "session-opened")
}

async fn close(State(app): State<App>, visitor: Visitor, Path((seat, id)): At, _posted: Posted) -> Answer {
    let held = held(&app, &visitor, &seat, id).await?;
    counter::close(&app.desk, visitor.who()?, held.session.seat, id).await?;
    app.go(&visitor, &address(&held), "success", "session-closed-done")
}

/// What the commission says of one file, in this session.
async fn conclude(State(app): State<App>, visitor: Visitor, Path((seat, id)): At, posted: Posted) -> Answer {
    let who = visitor.who()?;
    let held = held(&app, &visitor, &seat, id).await?;
    let number = posted.get("file").to_owned();
    let item = held.agenda.iter().find(|item| item.number == number).ok_or_else(Oops::not_found)?;
    let shown = desk::counter::show(&app.desk, &who.viewer, item.commune, &number).await?;
    let done = match shown.procedure.door(posted.get("act")).filter(|door| door.kind == DoorKind::Conclude) {
        Some(door) => match doors::body(door, &posted) {
            Ok(body) => {
                let body = civic::Body { session: Some(id), ..body };
                let key = Some(posted.get("key").to_owned()).filter(|k| !k.is_empty());
                let (name, role) = (door.act.clone(), Some(Role::CommissionChair));
                let expects = posted.get("version").parse().ok();
                act(
                    &app.desk,
                    who,
                    NewAct { commune: item.commune, number: number.clone(), name, role, body, expects, key },
                )
                .await
                .map(|_| ())
            }
            Err(mistakes) => Err(Error::Mistakes(mistakes)),
        },
        None => Err(Error::Mistakes(vec![Mistake::new("act", "required")])),
    };
    match done {
        Ok(()) => app.go(&visitor, &format!("{}#f-{}", address(&held), item.rank), "success", "session-concluded"),
        Err(error) => match said::wrong(&app, &visitor, &error) {
            Some(wrong) => page(&app, &visitor, &held, web::answer::status(&error), Some((&posted, wrong))).await,
            None => Err(error.into()),
        },
    }
}

/// What was done to the files of the agenda since a moment: nothing, or the list that the page shows unasked.
async fn since(
    State(app): State<App>,
    visitor: Visitor,
    Path((seat, id, moment)): Path<(String, Uuid, i64)>,
) -> Answer {
    let who = visitor.who()?;
    let held = held(&app, &visitor, &seat, id).await?;
    let mut acts: Vec<Value> = Vec::new();
    for file in files(&app, who, &held).await? {
        for act in file.acts.iter().filter(|a| moment < a.at && a.by != who.account.id) {
            let what = format!(
                "{} — {}",
                short_number(&file.dossier.number),
                word(&app, &visitor, &format!("done-{}", act.name))
            );
            let empty = Value::from(());
            acts.push(context! { at => act.at, what, who => view::doer(&app, &visitor, &file, act), motive => "", kind => "act", paper => empty.clone(), law => empty });
        }
    }
    if acts.is_empty() {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let page = web::render::frame(&app.desk, &visitor, "");
    let html = app.pages.render_part("components/moved.html", context! { page, acts })?;
    Ok(Html(html).into_response())
}

/// The files of the agenda that the viewer may see, in its order.
async fn files(app: &App, who: &Who, held: &Held) -> Result<Vec<Shown>, Oops> {
    let mut files = Vec::new();
    for item in &held.agenda {
        match desk::counter::show(&app.desk, &who.viewer, item.commune, &item.number).await {
            Ok(shown) => files.push(shown),
            Err(Error::Denied(Denial::NotFound)) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Ok(files)
}

type Again<'a> = Option<(&'a Posted, Wrong)>;

async fn page(app: &App, visitor: &Visitor, held: &Held, code: StatusCode, again: Again<'_>) -> Answer {
    let who = visitor.who()?;
    let s = &held.session;
    let may_run = who.viewer.holds(Role::CommissionChair, s.seat);
    let files = files(app, who, held).await?;
    let one = Line { app, visitor, who, held, may_run, again: &again };
    let agenda: Vec<Value> = files.iter().enumerate().map(|(i, file)| one.shown(i, file)).collect();
    let left = files.iter().filter(|file| one.concluded(file).is_none()).count();
    let candidates = if may_run && held.status() != Status::Closed {
        candidates(app, visitor, who, s.seat, None).await?
    } else {
        Vec::new()
    };
    let last = files.iter().map(|f| f.dossier.last_at).max().unwrap_or(0).max(app.desk.clock.now());
    let session = context! {
        url => address(held),
        number => s.number.as_str(), day => s.day.to_string(), hour => s.hour.as_str(), place => s.place.as_str(),
        state => held.status().as_str(),
        commune => seats::place(app, visitor, s.seat),
        agenda, left, candidates, may_run,
        may_close => may_run && left == 0,
        members => members(app, visitor, held).await?,
        minutes => minutes(app, visitor, held).await?,
        watch => format!("{}/since/{last}", address(held)),
        version => s.version,
        key => app.desk.chance.id(app.desk.clock.now()).to_string(),
        law => law(app, visitor),
    };
    let day = i18n::format::short_day(visitor.lang, s.day);
    let title = app.desk.words.say(visitor.lang, "session-title", &[("date", i18n::Arg::from(day))]);
    app.page_with(visitor, code, "permits/session.html", &title, context! { session })
}

/// The minutes of a closed session, with the hands that they bear or await.
async fn minutes(app: &App, visitor: &Visitor, held: &Held) -> Result<Value, Oops> {
    let session = held.session.clone();
    let found = app
        .desk
        .db
        .read(move |tx| -> desk::Result<_> {
            let Some(paper) = counter::minutes(tx, &session)? else { return Ok(None) };
            let hands = desk::hands::told(tx, paper.commune, paper.id)?;
            Ok(Some((paper, hands)))
        })
        .await?;
    let Some((paper, hands)) = found else { return Ok(Value::from(())) };
    let awaited = hands.iter().any(|told| {
        told.hand.state == civic::hands::State::Awaited
            && visitor.who.as_ref().is_some_and(|who| who.viewer.seats.contains(&told.hand.seat))
    });
    let hands = hands.iter().map(|told| view::hand(app, visitor, told, true)).collect::<Vec<_>>();
    Ok(context! { hands, awaited, ..view::paper_line(app, visitor, &paper) })
}

/// Those who sit, with the officer of each seat and whether they are there.
async fn members(app: &App, visitor: &Visitor, held: &Held) -> Result<Vec<Value>, Oops> {
    let (seat, today, arabic) = (held.session.seat, app.desk.clock.today(), visitor.arabic());
    let names = app
        .desk
        .db
        .read(move |tx| -> desk::Result<HashMap<Role, String>> {
            let mut names = HashMap::new();
            for role in SITTING {
                let place = if role.level() == Level::Province { seat.province() } else { seat };
                let office = store::people::offices_in(tx, place)?
                    .into_iter()
                    .find(|o| o.seat.role == role && o.holds_on(today));
                if let Some(account) = office.map(|o| store::people::get(tx, o.holder)).transpose()?.flatten() {
                    names.insert(role, account.name(arabic).to_owned());
                }
            }
            Ok(names)
        })
        .await?;
    let attendance = held.attendance();
    Ok(SITTING
        .iter()
        .map(|role| {
            let there = attendance.get(role.as_str()).cloned().unwrap_or_default();
            context! { role => role.as_str(), name => names.get(role), present => there.present, by => there.by, chair => *role == Role::CommissionChair }
        })
        .collect())
}

/// How a file of the agenda is shown.
struct Line<'a> {
    app: &'a App,
    visitor: &'a Visitor,
    who: &'a Who,
    held: &'a Held,
    may_run: bool,
    again: &'a Again<'a>,
}

impl Line<'_> {
    /// The conclusion given in this session, with its place among the acts.
    fn concluded<'f>(&self, file: &'f Shown) -> Option<(usize, &'f civic::Act)> {
        let acts = file.acts.iter().enumerate().rev();
        acts.into_iter()
            .find(|(_, a)| a.body.session == Some(self.held.session.id) && doors::concludes(&file.procedure, &a.name))
    }

    fn shown(&self, at: usize, file: &Shown) -> Value {
        let d = &file.dossier;
        let order =
            self.held.agenda.iter().find(|item| item.number == d.number).map_or(at as i64 + 1, |item| item.rank);
        let desk = &self.app.desk;
        let open: Vec<&Door> = desk::counter::open_to(desk, d, &file.procedure, Role::CommissionChair)
            .into_iter()
            .filter(|door| door.kind == DoorKind::Conclude)
            .collect();
        let may_conclude = self.may_run && self.held.status() == Status::Open && !open.is_empty();
        let (choices, reserves) = conclusion(self.app, self.visitor, file, &open);
        let opines = |role: &Role| {
            desk::counter::open_to(desk, d, &file.procedure, *role).iter().any(|door| door.kind == DoorKind::Opinion)
        };
        let pending = d.sittings.iter().filter(|s| s.round == d.round && s.given.is_none());
        let mine = self.again.as_ref().filter(|(posted, _)| posted.get("file") == d.number);
        let text = |field: &str| d.answers.get(field).map(|a| a.typed()).unwrap_or_default();
        context! {
            order, number => d.number.as_str(), display => short_number(&d.number),
            url => format!("/office/files/{}", d.number), version => d.acts,
            applicant => file.people.get(&d.applicant).map(|a| a.name(self.visitor.arabic())).unwrap_or_default(),
            procedure => shape::code_label(self.app, self.visitor, "procedure", &d.procedure),
            place => text("address"), parcel => text("land-title"),
            clock => shape::short_clock(self.app, d, &file.procedure),
            opinions => self.opinions(file),
            concluded => self.told(file),
            may_conclude, choices, reserves,
            may_opine => doors::roles(self.who, d).iter().any(opines),
            waits => pending.map(|s| s.role.as_str()).collect::<Vec<_>>(),
            values => mine.map(|(posted, _)| said::values(posted)).unwrap_or_else(|| context! {}),
            mistakes => mine.map(|(_, wrong)| said::sentences(wrong)).unwrap_or_else(|| context! {}),
        }
    }

    fn opinions(&self, file: &Shown) -> Vec<Value> {
        let d = &file.dossier;
        let statute = self.app.desk.statute();
        let today = self.app.desk.clock.today();
        d.sittings
            .iter()
            .filter(|s| s.round == d.round)
            .map(|s| {
                let given = s.given.as_ref();
                let late =
                    given.is_none() && d.sitting_due(statute.with(&file.procedure), s).is_some_and(|due| due < today);
                context! {
                    role => s.role.as_str(),
                    name => given.and_then(|g| file.people.get(&g.by)).map(|a| a.name(self.visitor.arabic())),
                    value => given.map(|g| shape::opinion(self.app, self.visitor, g.opinion)),
                    motive => given.map(|g| g.motive.as_str()),
                    late,
                }
            })
            .collect()
    }

    fn told(&self, file: &Shown) -> Value {
        let Some((seq, act)) = self.concluded(file) else { return Value::from(()) };
        let Some(door) = file.procedure.door(&act.name) else { return Value::from(()) };
        let minutes = file.documents.iter().find(|p| p.seq == seq as i64);
        context! {
            act => shape::code_label(self.app, self.visitor, "act", &act.name),
            tone => shape::conclusion_tone(&file.procedure, door),
            motive => act.body.motive.as_deref(),
            at => act.at,
            minutes => minutes.map(|p| context! { number => p.number.as_str(), url => format!("/papers/{}.pdf", p.number) }),
        }
    }
}
