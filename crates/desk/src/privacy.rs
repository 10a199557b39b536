//! What people may ask about their data (law 09-08): a copy of it, its correction, that it be used no more; and what
//! is kept how long. Erasing is in `erasure`, who read what in `readings`.
//!
//! A copy is made when it is asked for, from what is kept at that moment, and stored nowhere. Correction and
//! opposition wait for an institution's administrator, under a clock of the law table; the answer has a motive.

use crate::erasure::kept_until;
use crate::{Denial, Desk, Error, Result, Who, people, readings};
use civic::{Mistake, Place, Role, identity};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::HashMap;
use store::people::Account;
pub use store::privacy::{Answered, Hold, Request};
use store::{Tx, documents, dossiers, privacy};
use uuid::Uuid;

/// The kinds of request that an institution answers.
pub const KINDS: [&str; 2] = ["rectification", "opposition"];
/// What may be corrected by itself; anything else is said in words.
pub const FIELDS: [&str; 4] = ["name-ar", "name-fr", "cnie", "other"];
/// The service that notices of this file name.
pub const NOTICE: &str = "privacy";
/// The value of the law that gives the time to answer.
pub const DELAY: &str = "data-access-answer";

const LETTERS_MOST: usize = 2_000;
const VALUE_MOST: usize = 120;
const LISTED_MOST: i64 = 200;
/// How many of their own files a copy holds.
const FILES_MOST: i64 = 500;

/// What is asked.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Said {
    /// What is to be corrected, and how it should read.
    pub field: String,
    pub value: String,
    pub reason: String,
}

/// What somebody asks is their own: this goes to logs.
impl std::fmt::Debug for Said {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Said({}…)", self.field)
    }
}

/// What a request says, as it was asked.
pub fn said(request: &Request) -> Said {
    serde_json::from_str(&request.said).unwrap_or_default()
}

fn judge(kind: &str, said: &Said) -> Result<Said> {
    let mut mistakes = Vec::new();
    if !KINDS.contains(&kind) {
        mistakes.push(Mistake::new("kind", "unknown-choice"));
    }
    let reason = said.reason.trim().to_owned();
    if reason.is_empty() {
        mistakes.push(Mistake::new("reason", "required"));
    } else if LETTERS_MOST < reason.chars().count() || identity::has_control(&reason) {
        mistakes.push(Mistake::beyond("reason", "too-long", LETTERS_MOST as i64));
    }
    let (mut field, mut value) = (String::new(), String::new());
    if kind == "rectification" {
        field = said.field.clone();
        value = identity::tidy_line(&said.value);
        if !FIELDS.contains(&field.as_str()) {
            mistakes.push(Mistake::new("field", "unknown-choice"));
        }
        if value.is_empty() {
            mistakes.push(Mistake::new("value", "required"));
        } else if VALUE_MOST < value.chars().count() || identity::has_control(&value) {
            mistakes.push(Mistake::beyond("value", "too-long", VALUE_MOST as i64));
        } else if field == "cnie" {
            match identity::cnie(&value) {
                Some(card) => value = card,
                None => mistakes.push(Mistake::new("value", "cnie")),
            }
        }
    }
    if mistakes.is_empty() { Ok(Said { field, value, reason }) } else { Err(Error::Mistakes(mistakes)) }
}

/// The institutions that somebody may ask: those that have a file of theirs, and the service itself.
pub async fn institutions(desk: &Desk, who: &Who) -> Result<Vec<Place>> {
    let person = who.account.id;
    let lines = desk.db.read(move |tx| -> Result<_> { Ok(dossiers::mine_page(tx, person, None, FILES_MOST)?) }).await?;
    let mut places: Vec<Place> = lines.iter().map(|line| line.commune).collect();
    places.sort_unstable();
    places.dedup();
    places.push(Place::KINGDOM);
    Ok(places)
}

/// Asks an institution for something, under the law's clock.
pub async fn ask(desk: &Desk, who: &Who, place: Place, kind: &str, said: &Said) -> Result<Request> {
    who.may("file")?;
    let said = judge(kind, said)?;
    if !institutions(desk, who).await?.contains(&place) {
        return Err(Error::Mistakes(vec![Mistake::new("place", "unknown-choice")]));
    }
    let (statute, today) = (desk.statute(), desk.clock.today());
    let delay = statute.law.delay(DELAY, place, today);
    let delay = delay.ok_or_else(|| Error::Setup(format!("add `{DELAY}` to `law/`")))?;
    let now = desk.clock.now();
    let request = Request {
        place,
        id: desk.chance.id(now),
        account: who.account.id,
        kind: kind.to_owned(),
        at: now,
        due: statute.calendar.after(today, delay),
        said: serde_json::to_string(&said).map_err(|e| Error::Setup(e.to_string()))?,
        answered: None,
    };
    let kept = request.clone();
    desk.db.write(move |tx| -> Result<()> { Ok(privacy::ask(tx, &kept)?) }).await?;
    people::note(desk, who, place, &format!("privacy-{kind}"), &request.id.to_string()).await?;
    Ok(request)
}

/// What somebody asked so far, the latest first.
pub async fn mine(desk: &Desk, who: &Who) -> Result<Vec<Request>> {
    let account = who.account.id;
    desk.db.read(move |tx| -> Result<_> { Ok(privacy::of(tx, account, LISTED_MOST)?) }).await
}

fn answers_for(who: &Who, place: Place) -> Result<()> {
    if who.viewer.holds(Role::Administrator, place) { Ok(()) } else { Err(Denial::NotYours.into()) }
}

/// What an institution is asked, each with who asks; that they were looked at is written down.
pub async fn waiting(desk: &Desk, who: &Who, place: Place) -> Result<Vec<(Request, Option<Account>)>> {
    answers_for(who, place)?;
    let found = desk
        .db
        .read(move |tx| -> Result<_> {
            let mut found = Vec::new();
            for request in privacy::to_answer(tx, place, LISTED_MOST)? {
                let account = store::people::get(tx, request.account)?;
                found.push((request, account));
            }
            Ok(found)
        })
        .await?;
    let mut persons: Vec<Account> = Vec::new();
    for account in found.iter().filter_map(|(_, account)| account.as_ref()) {
        if !persons.iter().any(|known| known.id == account.id) {
            persons.push(account.clone());
        }
    }
    let seat = civic::Seat { role: Role::Administrator, place };
    readings::of_persons(desk, who, seat, &persons).await?;
    Ok(found)
}

/// Answers a request. A correction of a name or a card number that is accepted is made in the same transaction.
pub async fn answer(desk: &Desk, who: &Who, place: Place, id: Uuid, accepted: bool, motive: &str) -> Result<()> {
    answers_for(who, place)?;
    let motive = motive.trim().to_owned();
    if motive.is_empty() {
        return Err(Error::Mistakes(vec![Mistake::new("motive", "required")]));
    }
    if LETTERS_MOST < motive.chars().count() || identity::has_control(&motive) {
        return Err(Error::Mistakes(vec![Mistake::beyond("motive", "too-long", LETTERS_MOST as i64)]));
    }
    who.administers(desk)?;
    let (counter, by, now) = (desk.clone(), who.account.id, desk.clock.now());
    let kind = desk
        .db
        .write(move |tx| -> Result<String> {
            let request = privacy::get(tx, place, id)?.ok_or(Denial::NotFound)?;
            let answered = Answered { at: now, by, accepted, motive: motive.clone() };
            if !privacy::answer(tx, &request, &answered)? {
                return Err(Denial::Stale { since: Vec::new() }.into());
            }
            if accepted && request.kind == "rectification" {
                correct(tx, &request)?;
            }
            tell(tx, &counter, &request, if accepted { "privacy-accepted" } else { "privacy-refused" })?;
            Ok(request.kind)
        })
        .await?;
    people::note(desk, who, place, &format!("privacy-{kind}-answered"), &id.to_string()).await?;
    desk.nudge();
    Ok(())
}

fn correct(tx: &mut Tx, request: &Request) -> Result<()> {
    let said = said(request);
    if said.field == "cnie"
        && let Some(other) = store::people::by_cnie(tx, &said.value)?
        && other.id != request.account
    {
        return Err(Error::Mistakes(vec![Mistake::new("cnie", "taken")]));
    }
    Ok(privacy::rectify(tx, request.account, &said.field, &said.value)?)
}

fn tell(tx: &mut Tx, desk: &Desk, request: &Request, name: &str) -> Result<()> {
    let now = desk.clock.now();
    let id = desk.chance.id(now);
    let notice = documents::Notice {
        id,
        account: request.account,
        at: now,
        name: name.to_owned(),
        number: String::new(),
        service: NOTICE.to_owned(),
        read_at: None,
    };
    documents::tell(tx, &notice)?;
    let job =
        store::outbox::New { commune: request.place.0, id, kind: crate::mail::JOB, subject: "", payload: "", due: now };
    Ok(store::outbox::put(tx, &job)?)
}

/// Everything that is kept of somebody, as it is kept: for themselves. That they took it is written down.
pub async fn copy(desk: &Desk, who: &Who) -> Result<Value> {
    let (now, today) = (desk.clock.now(), desk.clock.today());
    readings::flush(desk).await?;
    let (account, counter) = (who.account.clone(), desk.clone());
    let taken = desk.chance.id(now);
    desk.db
        .write(move |tx| -> Result<Value> {
            let taken = Request {
                place: Place::KINGDOM,
                id: taken,
                account: account.id,
                kind: "export".into(),
                at: now,
                due: today,
                said: String::new(),
                answered: None,
            };
            privacy::ask(tx, &taken)?;
            let answered = Answered { at: now, by: account.id, accepted: true, motive: String::new() };
            privacy::answer(tx, &taken, &answered)?;
            let lines = dossiers::mine_page(tx, account.id, None, FILES_MOST)?;
            let files = lines.iter().map(|line| file(tx, &counter, line)).collect::<Result<Vec<_>>>()?;
            let requests = privacy::of(tx, account.id, LISTED_MOST)?;
            let sign_ins = store::people::sign_ins(tx, account.id, now)?;
            let drafts = store::drafts::of(tx, account.id, LISTED_MOST)?;
            Ok(json!({
                "made_at": moment(now),
                "account": {
                    "id": account.id, "kind": account.kind, "name_ar": account.name_ar, "name_fr": account.name_fr,
                    "cnie": account.cnie, "ice": account.ice, "phone": account.phone, "email": account.email,
                    "lang": account.lang, "made_at": moment(account.made_at),
                },
                "files": files,
                "drafts": drafts.iter().map(|d| json!({
                    "procedure": d.procedure, "commune": d.commune.to_string(), "updated_at": moment(d.updated_at), "typed": parsed(&d.typed),
                })).collect::<Vec<_>>(),
                "requests": requests.iter().map(|r| json!({
                    "kind": r.kind, "at": moment(r.at), "due": r.due, "said": parsed(&r.said),
                    "answer": r.answered.as_ref().map(|a| json!({ "at": moment(a.at), "accepted": a.accepted, "motive": a.motive })),
                })).collect::<Vec<_>>(),
                "notices": documents::notices_page(tx, account.id, None, LISTED_MOST)?.iter().map(|n| json!({
                    "at": moment(n.at), "name": n.name, "number": n.number,
                })).collect::<Vec<_>>(),
                "sign_ins": sign_ins.iter().map(|s| json!({
                    "made_at": moment(s.made_at), "seen_at": moment(s.seen_at), "browser": s.browser,
                })).collect::<Vec<_>>(),
            }))
        })
        .await
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

fn moment(micros: i64) -> String {
    jiff::Timestamp::from_microsecond(micros).unwrap_or(jiff::Timestamp::UNIX_EPOCH).to_string()
}

/// A file of theirs: what they said, what was done, who read it. Officers by their office.
fn file(tx: &mut Tx, desk: &Desk, line: &dossiers::Line) -> Result<Value> {
    let Some((d, _)) = dossiers::to_decide(tx, line.commune, line.id)? else { return Ok(Value::Null) };
    let acts = dossiers::acts(tx, line.commune, line.id)?;
    let read = store::readings::of(tx, line.commune, line.id, LISTED_MOST)?;
    let kept = kept_until(desk, line.commune, d.last_at).filter(|_| d.outcome.is_some());
    Ok(json!({
        "number": d.number, "commune": d.commune.to_string(), "procedure": d.procedure, "filed": d.filed, "step": line.step,
        "outcome": d.outcome, "answers": d.answers,
        "pieces": d.pieces.iter().map(|p| json!({ "piece": p.piece, "name": p.name, "bytes": p.bytes, "sha256": p.sha256 })).collect::<Vec<_>>(),
        "acts": acts.iter().map(|a| json!({
            "at": moment(a.at), "act": a.name, "role": a.role, "motive": a.body.motive, "opinion": a.body.opinion,
        })).collect::<Vec<_>>(),
        "papers": documents::of(tx, line.commune, line.id)?.iter().map(|p| json!({ "name": p.name, "number": p.number })).collect::<Vec<_>>(),
        "readings": read.iter().map(|r| json!({
            "role": r.look.seat.role, "place": r.look.seat.place.to_string(), "what": r.look.what, "last_at": moment(r.last_at), "times": r.times,
        })).collect::<Vec<_>>(),
        "kept_until": kept,
    }))
}

/// A file whose time is over, and the hold that keeps it when there is one.
#[derive(Clone, Debug)]
pub struct Due {
    pub number: String,
    pub procedure: String,
    pub ended: Date,
    pub until: Date,
    pub hold: Option<Hold>,
}

/// Before which moment a file must have ended to be past its time. The calendar alone knows how long that is: asked
/// for a day on which it was kept until today.
fn ended_before(desk: &Desk) -> i64 {
    let statute = desk.statute();
    let today = desk.clock.today();
    let years = statute.law.delay("file-retention", Place::KINGDOM, today).map_or(100, |delay| delay.count);
    let day = today.saturating_sub(jiff::Span::new().years(years.clamp(0, 500)));
    i18n::format::moment_of(day.at(0, 0, 0, 0))
}

/// The files of a commune that are due for erasure, and those that a hold keeps.
pub async fn due(desk: &Desk, who: &Who, place: Place) -> Result<(Vec<Due>, Vec<Hold>)> {
    answers_for(who, place)?;
    let (before, today) = (ended_before(desk), desk.clock.today());
    let (ended, holds) = desk
        .db
        .read(move |tx| -> Result<_> {
            Ok((privacy::ended_before(tx, place, before, LISTED_MOST)?, privacy::holds(tx, place, LISTED_MOST)?))
        })
        .await?;
    let mut due = Vec::new();
    for one in ended.into_iter().filter(|one| is_over(desk, &one.procedure, &one.step)) {
        let Some(until) = kept_until(desk, place, one.last_at).filter(|until| *until < today) else { continue };
        let hold = holds.iter().find(|hold| hold.dossier == one.id && hold.on(today)).cloned();
        let ended = i18n::format::local_date(one.last_at);
        due.push(Due { number: one.number, procedure: one.procedure, ended, until, hold });
    }
    Ok((due, holds))
}

/// A step keeps its name from one revision to the next.
fn is_over(desk: &Desk, procedure: &str, step: &str) -> bool {
    let latest = desk.street.latest(procedure);
    latest.is_some_and(|p| p.step_at(step).is_some_and(|at| p.step(at).holder == "nobody"))
}

/// Keeps a file in spite of its age, for a reason and a time.
pub async fn hold(desk: &Desk, who: &Who, number: &str, basis: &str, from: Date, until: Option<Date>) -> Result<()> {
    let place = crate::counter::commune_of(number).ok_or(Denial::NotFound)?;
    answers_for(who, place)?;
    let basis = identity::tidy_line(basis);
    let mut mistakes = Vec::new();
    if basis.is_empty() {
        mistakes.push(Mistake::new("basis", "required"));
    } else if VALUE_MOST < basis.chars().count() || identity::has_control(&basis) {
        mistakes.push(Mistake::beyond("basis", "too-long", VALUE_MOST as i64));
    }
    if until.is_some_and(|until| until < from) {
        mistakes.push(Mistake::new("until", "before-first-day"));
    }
    if !mistakes.is_empty() {
        return Err(Error::Mistakes(mistakes));
    }
    who.administers(desk)?;
    let (by, now, id, text) = (who.account.id, desk.clock.now(), desk.chance.id(desk.clock.now()), number.to_owned());
    desk.db
        .write(move |tx| -> Result<()> {
            let missing = || Error::Mistakes(vec![Mistake::new("number", "unknown-choice")]);
            let dossier = dossiers::id_of(tx, place, &text)?.ok_or_else(missing)?;
            if store::vault::destroyed(tx, place.0, dossier)?.is_some() {
                return Err(missing());
            }
            let hold = Hold {
                commune: place,
                id,
                dossier,
                number: text.clone(),
                basis: basis.clone(),
                from,
                until,
                made_by: by,
                made_at: now,
                lifted_at: None,
            };
            Ok(privacy::add_hold(tx, &hold)?)
        })
        .await?;
    people::note(desk, who, place, "hold-made", number).await
}

/// Lets a file go again.
pub async fn lift(desk: &Desk, who: &Who, place: Place, id: Uuid) -> Result<()> {
    answers_for(who, place)?;
    who.administers(desk)?;
    let (by, now) = (who.account.id, desk.clock.now());
    let lifted = desk.db.write(move |tx| -> Result<_> { Ok(privacy::lift_hold(tx, place, id, by, now)?) }).await?;
    if !lifted {
        return Err(Error::not_found());
    }
    people::note(desk, who, place, "hold-lifted", &id.to_string()).await
}

/// The nightly round: what the program itself may forget, it forgets; of files whose time is over it writes to the
/// journal of their commune how many wait for its administrator, who alone erases them.
pub(crate) async fn nightly(desk: &Desk) -> Result<()> {
    let (now, today, statute) = (desk.clock.now(), desk.clock.today(), desk.statute());
    let since = |name: &str| {
        let delay = statute.law.delay(name, Place::KINGDOM, today)?;
        let months = match delay.unit {
            civic::calendar::Unit::Years => delay.count.checked_mul(12)?,
            civic::calendar::Unit::Months => delay.count,
            _ => return None,
        };
        let day = today.saturating_sub(jiff::Span::new().months(months.clamp(0, 6_000)));
        Some(i18n::format::moment_of(day.at(0, 0, 0, 0)))
    };
    let (drafts, logs, before) = (since("draft-retention"), since("log-retention"), ended_before(desk));
    let counted = desk
        .db
        .write(move |tx| -> Result<_> {
            if let Some(drafts) = drafts {
                privacy::sweep_drafts(tx, drafts)?;
            }
            if let Some(logs) = logs {
                store::readings::forget(tx, logs)?;
            }
            Ok(privacy::ended_by_commune(tx, before)?)
        })
        .await?;
    let mut waiting: HashMap<Place, i64> = HashMap::new();
    for (commune, procedure, step, files) in counted {
        if is_over(desk, &procedure, &step) {
            *waiting.entry(commune).or_default() += files;
        }
    }
    for (commune, files) in waiting {
        let entry =
            store::people::Entry { at: now, who: Uuid::nil(), what: "retention-due".into(), detail: files.to_string() };
        let id = desk.chance.id(now);
        desk.db.write(move |tx| -> Result<()> { Ok(store::people::note(tx, commune, id, &entry)?) }).await?;
    }
    Ok(())
}
