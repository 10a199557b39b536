//! The one door for writes on files: do an act on one, read one. Filing a new one is in `filing`.
//!
//! Each write loads, decides and records in one transaction. Committed means visible at once in
//! every inbox, list, search and figure. What must follow (papers, mails) is in the outbox of the
//! same transaction; `work` does it.

pub use crate::filing::{Filed, NewFile, file, filed_before, judge_piece, judge_pieces};

use crate::figures::tally;
use crate::follow::{Beside, follow, found_by};
use crate::statute::Statute;
use crate::{Denial, Desk, Error, Result, Who, readings};
use civic::dossier::{self, Act, Body, Context, Decided};
use civic::procedure::{Door, DoorKind};
use civic::{Dossier, Place, Procedure, Refusal, Role, Viewer};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::dossiers::{self, Facts};
use store::people::Account;
use store::{Tx, answers, documents, inbox};
use uuid::Uuid;

/// The act that somebody tries.
#[derive(Clone, Debug, Default)]
pub struct NewAct {
    pub commune: Place,
    pub number: String,
    pub name: String,
    /// In which quality; none: the first of one's seats that opens the door.
    pub role: Option<Role>,
    pub body: Body,
    /// The version of the file that the person has read; another is refused with what changed.
    pub expects: Option<u32>,
    pub key: Option<String>,
}

/// What is told of an act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    pub number: String,
    pub step: String,
    pub version: u32,
    pub due: Option<Date>,
    pub at: i64,
}

/// How far a clock may lie behind the last act before the register refuses, in microseconds.
const CLOCK_SLACK: i64 = 2 * 60 * 1_000_000;

/// Runs `work` once for a key: the second time, the first answer is given again.
pub(crate) fn keyed<T>(
    tx: &mut Tx,
    who: Uuid,
    key: Option<&str>,
    print: &str,
    now: i64,
    work: impl Fn(&mut Tx) -> Result<T>,
) -> Result<T>
where
    T: Serialize + for<'de> Deserialize<'de>,
{
    let Some(key) = key else { return work(tx) };
    let digest = crate::who::digest(print);
    let unreadable = |e: serde_json::Error| Error::Setup(format!("a kept answer: {e}"));
    if let Some(kept) = answers::look(tx, 0, who, key)? {
        if kept.digest != digest {
            return Err(Denial::SameKey.into());
        }
        return serde_json::from_slice(&kept.body).map_err(unreadable);
    }
    let answer = work(tx)?;
    let body = serde_json::to_vec(&answer).map_err(unreadable)?;
    answers::keep(tx, 0, who, key, &answers::Answer { digest, status: 200, body }, now)?;
    Ok(answer)
}

/// The commune that a number of a file or of a paper names.
pub fn commune_of(number: &str) -> Option<Place> {
    let mut parts = number.split('-');
    let series = parts.next()?;
    if series.is_empty() || 8 < series.len() {
        return None;
    }
    parts.next().filter(|code| code.len() == 9).and_then(Place::parse)
}

/// What lists and queries need beside the state.
pub fn facts(with: Context, dossier: &Dossier, title: String) -> Facts {
    let due = dossier.due(with);
    let step_due = dossier.step_due(with);
    // Time acts on the file when a door of its own opens: silence at the limit, lapse at the step's end.
    let wakes = with
        .procedure
        .doors_from(dossier.step)
        .filter_map(|door| match door.kind {
            DoorKind::Silence => due,
            DoorKind::Lapse => step_due,
            _ => None,
        })
        .min();
    Facts {
        title,
        roles: dossier.readers(with.procedure),
        step: with.procedure.step(dossier.step).name.clone(),
        due,
        wakes,
        paused: dossier.pause().is_some(),
    }
}

/// What the lines of inboxes say of a file.
pub(crate) fn says<'a>(with: Context, d: &Dossier, facts: &'a Facts) -> inbox::Says<'a> {
    inbox::Says { title: &facts.title, step: &facts.step, file_due: facts.due, summary: d.summary(with.procedure) }
}

/// Does an act on a file, in the quality asked or in the first that opens its door.
pub async fn act(desk: &Desk, who: &Who, new: NewAct) -> Result<Done> {
    who.may("act")?;
    let (desk2, who2, now) = (desk.clone(), who.clone(), desk.clock.now());
    let done = desk
        .db
        .write(move |tx| {
            let print = format!("act {:?}", (&new.commune, &new.number, &new.name, &new.body));
            keyed(tx, who2.account.id, new.key.as_deref(), &print, now, |tx| record(tx, &desk2, &who2, &new, now))
        })
        .await?;
    desk.nudge();
    Ok(done)
}

fn record(tx: &mut Tx, desk: &Desk, who: &Who, new: &NewAct, now: i64) -> Result<Done> {
    let Some(id) = dossiers::id_of(tx, new.commune, &new.number)? else { return Err(Error::not_found()) };
    // Whoever may not read a file is told that there is none.
    let Some(seen) = dossiers::read(tx, &who.viewer, new.commune, &new.number)? else {
        return Err(ended(tx, who, desk.clock.today(), new.commune)?.unwrap_or(Denial::NotFound).into());
    };
    let Some((dossier, title)) = dossiers::to_decide(tx, new.commune, id)? else { return Err(Error::not_found()) };
    let Some(procedure) = desk.street.procedure(&seen.procedure, seen.revision) else {
        return Err(Error::Setup(format!("no revision {} of `{}`", seen.revision, seen.procedure)));
    };
    if new.expects.is_some_and(|version| version != dossier.acts) {
        let since = dossiers::acts(tx, new.commune, id)?
            .into_iter()
            .skip(new.expects.unwrap_or(0) as usize)
            .map(|a| a.name)
            .collect();
        return Err(Denial::Stale { since }.into());
    }
    let (role, office) = quality(who, &procedure, &dossier, new)?;
    stands(tx, desk, who, (role, office), &procedure, &dossier, new)?;
    let act = Act {
        at: moment(now, &dossier)?,
        day: i18n::format::local_date(now.max(dossier.last_at)),
        by: who.account.id,
        role,
        office,
        name: new.name.clone(),
        body: given(new),
    };
    let statute = desk.statute();
    let shown = crate::signing::shown_before(tx, who, new, &dossier, now)?;
    let decided = dossier.decide(statute.with(&procedure), act)?;
    // Asked last: nobody is asked to prove themselves for what would be refused anyway.
    if procedure.doors[usize::from(decided.door)].kind.binds() {
        who.signs(desk)?;
    }
    settle(tx, desk, &statute, &procedure, File { dossier, title, shown }, decided)
}

/// A file that an act is done to.
struct File {
    dossier: Dossier,
    title: String,
    /// The paper that the one who acts was shown.
    shown: Option<store::keys::Intent>,
}

/// The body of an act without what only the counter may put there.
fn given(new: &NewAct) -> Body {
    Body { filing: None, fees: Vec::new(), ..new.body.clone() }
}

/// The moment of an act: never before the last one; refused when the clock lies far behind.
fn moment(now: i64, dossier: &Dossier) -> Result<i64> {
    if now + CLOCK_SLACK < dossier.last_at {
        return Err(Denial::ClockBehind.into());
    }
    Ok(now.max(dossier.last_at))
}

/// The seat that ended and would have opened this commune's files, for a clear answer.
fn ended(tx: &mut Tx, who: &Who, today: Date, commune: Place) -> Result<Option<Denial>> {
    if who.account.kind != "officer" {
        return Ok(None);
    }
    let all = store::people::offices(tx, who.account.id)?;
    let was = |o: &&civic::Office| {
        o.until.is_some_and(|u| u < today) && (o.seat.place == commune || o.seat.place == commune.province())
    };
    if let Some(until) = all.iter().find(was).and_then(|o| o.until) {
        return Ok(Some(Denial::DelegationEnded { until }));
    }
    let later = |o: &&civic::Office| today < o.from && (o.seat.place == commune || o.seat.place == commune.province());
    Ok(all.iter().find(later).map(|o| Denial::SeatLater { from: o.from }))
}

/// In which quality somebody acts, and under which delegation.
pub(crate) fn quality(
    who: &Who,
    procedure: &Procedure,
    dossier: &Dossier,
    new: &NewAct,
) -> Result<(Role, Option<Uuid>)> {
    let Some(door) = procedure.door(&new.name) else {
        return Err(
            Refusal::WrongStep { act: new.name.clone(), step: procedure.step(dossier.step).name.clone() }.into()
        );
    };
    let mine = dossier.applicant == who.account.id || dossier.agent == Some(who.account.id);
    let holds = |role: Role| match role {
        Role::Applicant => mine,
        Role::System => false,
        role => who.viewer.holds(role, role.seat(dossier.commune, dossier.examiner)),
    };
    let role = match new.role {
        Some(role) if holds(role) => role,
        Some(role) => return Err(Refusal::NotYours { act: new.name.clone(), owner: vec![role] }.into()),
        None => match door.by.iter().copied().find(|role| holds(*role)) {
            Some(role) => role,
            None => return Err(Refusal::NotYours { act: new.name.clone(), owner: door.by.clone() }.into()),
        },
    };
    let seat = role.seat(dossier.commune, dossier.examiner);
    let held: Vec<_> = who.offices.iter().filter(|o| o.seat.role == role && o.seat.place == seat).collect();
    if held.is_empty() || held.iter().any(|o| o.delegated_by.is_none()) {
        return Ok((role, None));
    }
    // A power that was given is exercised within what was given.
    match held.iter().find(|o| o.scope.covers(&procedure.code, &new.name)) {
        Some(office) => Ok((role, Some(office.id))),
        None => Err(Denial::BeyondDelegation { decision: held[0].decision.clone() }.into()),
    }
}

/// A president whose absence was recorded, and whom somebody replaces, binds nobody until it ends: two hands
/// would hold one power.
pub(crate) fn stands(
    tx: &mut Tx,
    desk: &Desk,
    who: &Who,
    (role, office): (Role, Option<Uuid>),
    procedure: &Procedure,
    dossier: &Dossier,
    new: &NewAct,
) -> Result<()> {
    let binds = procedure.door(&new.name).is_some_and(|door| door.kind.binds());
    if role != Role::President || office.is_some() || !binds {
        return Ok(());
    }
    let seat = role.seat(dossier.commune, dossier.examiner);
    match crate::people::deputies::replaced(tx, seat, who.account.id, desk.clock.today())? {
        Some(absence) => Err(Denial::StoodInFor { decision: absence.decision }.into()),
        None => Ok(()),
    }
}

/// Records a decided act: the state, the rows, what must follow.
fn settle(
    tx: &mut Tx,
    desk: &Desk,
    statute: &Statute,
    procedure: &Procedure,
    file: File,
    decided: Decided,
) -> Result<Done> {
    let File { mut dossier, title, shown } = file;
    let with = statute.with(procedure);
    let act = decided.act;
    let was_answered = dossier.answered;
    dossier.apply(procedure, &act);
    let facts = facts(with, &dossier, title);
    if !dossiers::advance(tx, &dossier, &facts, &act, &|written| desk.register.seal(&desk.chance, written))? {
        return Err(Denial::Stale { since: Vec::new() }.into());
    }
    let kind = procedure.doors[usize::from(decided.door)].kind;
    if kind != DoorKind::Message {
        inbox::set(tx, &dossier, &says(with, &dossier, &facts), &dossier.awaited(with))?;
    }
    if matches!(kind, DoorKind::Invite | DoorKind::Answer | DoorKind::Pass)
        && let Some(applicant) = store::people::get(tx, dossier.applicant)?
    {
        found_by(tx, procedure, &dossier, &facts, &applicant)?;
    }
    if let (None, Some(day)) = (was_answered, dossier.answered) {
        tally::answered(tx, with, &dossier, day)?;
    }
    if kind == DoorKind::Opinion {
        tally::opined(tx, with, &dossier, act.role)?;
    }
    // A person is not told of what they did themselves, except that it was received.
    let author = (kind == DoorKind::Message).then_some(act.by);
    let hands_due = hands_due(statute, procedure, &dossier, &act);
    follow(tx, &desk.chance, procedure, &dossier, &act, Beside { author, shown, hands_due })?;
    Ok(Done { number: dossier.number.clone(), step: facts.step, version: dossier.acts, due: facts.due, at: act.at })
}

/// The last day on which members sign the paper that an act makes. The start has asked that the table holds it.
fn hands_due(statute: &Statute, procedure: &Procedure, d: &Dossier, act: &Act) -> Option<Date> {
    let papers = procedure.door(&act.name)?.papers.iter();
    let within = papers.filter_map(|name| procedure.paper(name)?.within.as_deref()).next()?;
    let delay = statute.law.delay(within, d.commune, act.day)?;
    Some(statute.calendar.after(act.day, delay))
}

/// What time does: the first door of the system that is open today. Nothing when none is.
pub(crate) fn time_acts(tx: &mut Tx, desk: &Desk, commune: Place, id: Uuid) -> Result<Option<Done>> {
    let Some((dossier, title)) = dossiers::to_decide(tx, commune, id)? else { return Ok(None) };
    let Some(procedure) = desk.street.procedure(&dossier.procedure, dossier.revision) else { return Ok(None) };
    let statute = desk.statute();
    let at = moment(desk.clock.now(), &dossier)?;
    let doors: Vec<String> = dossier.open_to(&procedure, Role::System).into_iter().map(|d| d.act.clone()).collect();
    for name in doors {
        let act = Act {
            at,
            day: i18n::format::local_date(at),
            by: Uuid::nil(),
            role: Role::System,
            office: None,
            name,
            body: Body::default(),
        };
        if let Ok(decided) = dossier.decide(statute.with(&procedure), act) {
            return settle(tx, desk, &statute, &procedure, File { dossier, title, shown: None }, decided).map(Some);
        }
    }
    // Nothing opened: the dates on the row were of an older calendar or law.
    let facts = facts(statute.with(&procedure), &dossier, title);
    dossiers::redate(tx, &dossier, &facts)?;
    Ok(None)
}

/// A file as it is shown: its state, what was done, what was printed, who is awaited.
#[derive(Clone, Debug)]
pub struct Shown {
    pub dossier: Dossier,
    pub procedure: Arc<Procedure>,
    pub acts: Vec<Act>,
    pub documents: Vec<documents::Document>,
    /// The hands of those papers that several sign, by paper.
    pub hands: std::collections::HashMap<Uuid, Vec<crate::hands::Told>>,
    /// Accounts of everyone who is named in it.
    pub people: std::collections::HashMap<Uuid, Account>,
}

/// The doors that a role may try on a file now. Where time has passed, what only the worker has still to
/// write down, nothing is offered that would be refused.
pub fn open_to<'p>(desk: &Desk, d: &Dossier, procedure: &'p Procedure, role: Role) -> Vec<&'p Door> {
    let overtaken = d.overtaken(desk.statute().with(procedure), desk.clock.today()).is_some();
    let mut open = d.open_to(procedure, role);
    open.retain(|door| !overtaken || door.kind == DoorKind::Message);
    open
}

/// A file by its number, if the viewer may see it. That they looked is written down.
pub async fn show(desk: &Desk, viewer: &Viewer, commune: Place, number: &str) -> Result<Shown> {
    let (sight, number, counter) = (viewer.clone(), number.to_owned(), desk.clone());
    let shown = desk
        .db
        .read(move |tx| -> Result<Shown> {
            let Some(dossier) = dossiers::read(tx, &sight, commune, &number)? else {
                return Err(crate::erasure::denial(tx, &counter, commune, &number)?.into());
            };
            shown(tx, &counter.street, dossier)
        })
        .await?;
    readings::of_file(desk, viewer, &shown.dossier, "file", "").await?;
    Ok(shown)
}

/// A file by its number for whoever runs this installation: no viewer is asked.
pub(crate) async fn show_whole(desk: &Desk, commune: Place, number: &str) -> Result<Shown> {
    let (number, street) = (number.to_owned(), desk.street.clone());
    desk.db
        .read(move |tx| -> Result<Shown> {
            let id = dossiers::id_of(tx, commune, &number)?.ok_or(Denial::NotFound)?;
            let (dossier, _) = dossiers::to_decide(tx, commune, id)?.ok_or(Denial::NotFound)?;
            shown(tx, &street, dossier)
        })
        .await
}

/// A file by its number and the code printed on its receipt.
pub async fn track(desk: &Desk, number: &str, code: &str) -> Result<Shown> {
    let Some(commune) = commune_of(number) else { return Err(Error::not_found()) };
    let (number, code, street) = (number.to_owned(), code.trim().to_uppercase(), desk.street.clone());
    desk.db
        .read(move |tx| -> Result<Shown> {
            let Some(dossier) = dossiers::track(tx, commune, &number, &code)? else { return Err(Error::not_found()) };
            shown(tx, &street, dossier)
        })
        .await
}

fn shown(tx: &mut Tx, street: &crate::Street, dossier: Dossier) -> Result<Shown> {
    let Some(procedure) = street.procedure(&dossier.procedure, dossier.revision) else {
        return Err(Error::Setup(format!("no revision {} of `{}`", dossier.revision, dossier.procedure)));
    };
    let acts = dossiers::acts(tx, dossier.commune, dossier.id)?;
    let documents = documents::of(tx, dossier.commune, dossier.id)?;
    let people = named(tx, &dossier, &acts)?;
    let mut hands = std::collections::HashMap::new();
    for paper in &documents {
        let signature = procedure.paper(&paper.name).map(|kind| kind.signature);
        if signature == Some(civic::procedure::Signature::Members) {
            hands.insert(paper.id, crate::hands::told(tx, paper.commune, paper.id)?);
        }
    }
    Ok(Shown { dossier, procedure, acts, documents, hands, people })
}

/// The accounts of everyone whom a file names.
pub(crate) fn named(tx: &mut Tx, d: &Dossier, acts: &[Act]) -> Result<std::collections::HashMap<Uuid, Account>> {
    let mut people = std::collections::HashMap::new();
    for id in [d.applicant].into_iter().chain(d.agent).chain(acts.iter().map(|a| a.by)).filter(|id| !id.is_nil()) {
        if !people.contains_key(&id)
            && let Some(account) = store::people::get(tx, id)?
        {
            people.insert(id, account);
        }
    }
    Ok(people)
}

/// What a file would cost under these answers by today's law; an error when a formula cannot be counted.
pub fn estimate(
    desk: &Desk,
    procedure: &Procedure,
    commune: Place,
    answers: &civic::Answers,
) -> Result<Vec<dossier::FeeLine>> {
    Ok(dossier::fees(desk.statute().with(procedure), commune, desk.clock.today(), answers)?)
}
