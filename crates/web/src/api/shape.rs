//! Things as machines read them: codes, never sentences; days as `2026-09-07`, moments in UTC, places
//! in nine digits, amounts in centimes, names in both languages.

use super::page::Asked;
use crate::server::App;
use civic::dossier::{Dossier, FeeLine, Given};
use civic::law;
use civic::{Act, Office, Place, Procedure, Role};
use desk::Who;
use desk::counter::Shown;
use i18n::Lang;
use jiff::Timestamp;
use serde_json::{Value, json};
use store::documents::Document;
use store::dossiers::Line;
use store::people::Account;
use uuid::Uuid;

/// A moment: `2026-09-07T08:00:00Z`.
pub fn moment(micros: i64) -> String {
    Timestamp::from_microsecond(micros).unwrap_or(Timestamp::UNIX_EPOCH).to_string()
}

/// A title kept in two languages, by lines: Arabic, French.
pub fn names(title: &str) -> Value {
    let (ar, fr) = title.split_once('\n').unwrap_or((title, title));
    json!({ "ar": ar, "fr": fr })
}

/// A sentence in both languages; null where there is none.
pub fn words(app: &App, key: &str) -> Value {
    let words = &app.desk.words;
    if !words.has(Lang::Ar, key) || !words.has(Lang::Fr, key) {
        return Value::Null;
    }
    json!({ "ar": words.plain(Lang::Ar, key, &[]), "fr": words.plain(Lang::Fr, key, &[]) })
}

/// What became of a file by an act.
pub fn done(done: &desk::counter::Done) -> Value {
    json!({
        "number": done.number,
        "step": done.step,
        "version": done.version,
        "due": done.due,
        "at": moment(done.at),
    })
}

/// A hand under a paper that several sign; a reason that was written only `inside`.
pub fn hand(told: &desk::hands::Told, inside: bool) -> Value {
    use desk::hands::Reason;
    let hand = &told.hand;
    let (rule, reason) = match &told.reason {
        Reason::Rule(rule) => (Some(rule), None),
        Reason::Written(text) if inside => (None, Some(text)),
        _ => (None, None),
    };
    json!({
        "role": hand.seat.role,
        "place": hand.seat.place.to_string(),
        "state": hand.state.as_str(),
        "last": hand.last,
        "due": hand.due,
        "at": hand.at.map(moment),
        "by": told.holder.as_ref().map(|account| json!({ "ar": account.name_ar, "fr": account.name_fr })),
        "delegation": told.decision,
        "rule": rule,
        "reason": reason,
    })
}

pub fn line(one: &Line) -> Value {
    json!({
        "number": one.number,
        "id": one.id,
        "commune": one.commune.to_string(),
        "procedure": one.procedure,
        "applicant": names(&one.title),
        "step": one.step,
        "filed": one.filed,
        "filed_at": moment(one.filed_at),
        "due": one.due,
        "paused": one.paused,
        "answered": one.answered,
        "outcome": one.outcome,
        "last_at": moment(one.last_at),
    })
}

pub fn lines(page: &Asked<(i64, Uuid)>, rows: Vec<Line>) -> axum::response::Response {
    page.answer(rows, |one| (one.filed_at, one.id), line)
}

pub fn account(one: &Account) -> Value {
    json!({
        "id": one.id,
        "kind": one.kind,
        "names": { "ar": one.name_ar, "fr": one.name_fr },
        "cnie": one.cnie,
        "ice": one.ice,
        "phone": one.phone,
        "email": one.email,
        "lang": one.lang,
        "closed": one.closed,
    })
}

pub fn office(one: &Office) -> Value {
    json!({
        "id": one.id,
        "holder": one.holder,
        "role": one.seat.role,
        "place": one.seat.place.to_string(),
        "from": one.from,
        "until": one.until,
        "delegated_by": one.delegated_by,
        "decision": one.decision,
        "procedures": one.scope.procedures,
        "acts": one.scope.acts,
    })
}

/// A dated value of the law, with its article.
pub fn value(one: &law::Value) -> Value {
    json!({
        "name": one.name,
        "value": one.value,
        "unit": one.unit,
        "text": one.text,
        "article": one.article,
        "from": one.from,
        "to": one.to,
        "verified": one.verified,
        "note": one.note,
        "least": one.least,
        "most": one.most,
        "place": one.place.to_string(),
    })
}

/// A value of the law as it stands on a day.
pub fn value_on(app: &App, name: &str, commune: Place, day: jiff::civil::Date) -> Value {
    app.desk.statute().law.value(name, commune, day).map_or(Value::Null, value)
}

pub fn fees(lines: &[FeeLine]) -> Vec<Value> {
    let line = |one: &FeeLine| json!({ "name": one.name, "centimes": one.centimes, "formula": one.formula, "text": one.text, "article": one.article });
    lines.iter().map(line).collect()
}

pub fn piece(one: &Given) -> Value {
    json!({ "piece": one.piece, "name": one.name, "sha256": one.sha256, "bytes": one.bytes, "media": one.media })
}

pub fn document(app: &App, one: &Document) -> Value {
    json!({
        "number": one.number,
        "name": one.name,
        "act": one.seq,
        "made_at": moment(one.made_at),
        "bytes": one.bytes,
        "sha256": one.sha256,
        "code": one.code,
        "public_page": desk::paper::link(&app.desk, one),
    })
}

/// A file, whole, for somebody who may read it.
pub fn file(app: &App, who: &Who, shown: &Shown) -> Value {
    let (d, procedure) = (&shown.dossier, &shown.procedure);
    let statute = app.desk.statute();
    let with = statute.with(procedure);
    let step = procedure.step(d.step);
    let filing = shown.acts.first().and_then(|act| act.body.filing.as_ref());
    let person = |id: &Uuid| shown.people.get(id).map_or(Value::Null, account);
    let opinions: Vec<Value> = d
        .sittings
        .iter()
        .map(|one| json!({ "round": one.round, "role": one.role, "asked": one.asked, "due": d.sitting_due(with, one), "given": one.given.as_ref().map(|said| json!({ "day": said.day, "opinion": said.opinion, "motive": said.motive, "reserves": said.reserves })) }))
        .collect();
    let awaited: Vec<Value> =
        d.awaited(with).iter().map(|one| json!({ "role": one.role, "due": one.due, "from": one.starts })).collect();
    json!({
        "number": d.number,
        "id": d.id,
        "version": d.acts,
        "commune": d.commune.to_string(),
        "examiner": d.examiner.to_string(),
        "procedure": d.procedure,
        "revision": d.revision,
        "applicant": person(&d.applicant),
        "agent": d.agent.as_ref().map(person),
        "mandate": filing.and_then(|f| f.mandate.clone()),
        "assisted": filing.is_some_and(|f| f.assisted),
        // The code of the receipt opens the file to whoever holds it: it is the applicant's.
        "tracking": is_mine(who, d).then_some(&d.tracking),
        "filed": d.filed,
        "filed_at": moment(d.filed_at),
        "last_at": moment(d.last_at),
        "step": step.name,
        "stage": step.stage,
        "holder": step.holder,
        "held_since": d.entered,
        "awaited": awaited,
        "clock": clock(app, d, procedure),
        "answered": d.answered,
        "outcome": d.outcome,
        "answers": d.answers,
        "pieces": d.pieces.iter().map(piece).collect::<Vec<_>>(),
        "asked": d.asked,
        "opinions": opinions,
        "fees": { "lines": fees(&d.fees), "centimes": d.fees.iter().map(|f| f.centimes).sum::<i64>(), "paid": d.paid },
        "history": history(who, shown),
        "documents": shown.documents.iter().map(|one| document(app, one)).collect::<Vec<_>>(),
        "doors": doors(app, who, d, procedure),
    })
}

/// A reading as its subject is told it: the office, not the officer.
pub fn reading(one: &desk::readings::Reading) -> Value {
    let seat = one.look.seat;
    json!({
        "role": seat.role,
        "place": seat.place.to_string(),
        "what": one.look.what,
        "detail": one.look.detail,
        "first_at": moment(one.first_at),
        "last_at": moment(one.last_at),
        "times": one.times,
    })
}

pub fn is_mine(who: &Who, d: &Dossier) -> bool {
    d.applicant == who.account.id || d.agent == Some(who.account.id)
}

/// The file's one clock, as it stands today.
pub fn clock(app: &App, d: &Dossier, procedure: &Procedure) -> Value {
    let (statute, today) = (app.desk.statute(), app.desk.clock.today());
    let with = statute.with(procedure);
    let limit = statute.law.value(&procedure.limit, d.commune, d.filed);
    let unit = limit.and_then(law::Value::delay).map_or(civic::calendar::Unit::CalendarDays, |delay| delay.unit);
    let due = d.limit_day(with);
    let pause = d.pause();
    let seen_on = d.answered.or(pause.map(|p| p.from)).unwrap_or(today);
    let left = due.map(|due| statute.calendar.between(seen_on, due, unit));
    let state = match (d.answered, pause) {
        (Some(_), _) => "stopped",
        (None, Some(_)) => "paused",
        (None, None) if left.is_some_and(|days| days < 0) => "late",
        (None, None) => "running",
    };
    let longest = statute.law.delay(&procedure.longest, d.commune, d.filed);
    json!({
        "state": state,
        "due": due,
        "left": left,
        "limit": limit.map(value),
        "extended_by": d.extended,
        "pauses": d.pauses.iter().map(|p| json!({ "from": p.from, "to": p.to, "cause": p.cause })).collect::<Vec<_>>(),
        "step_due": d.step_due(with),
        "longest": longest.map(|delay| statute.calendar.after(d.filed, delay)),
        "silence": super::procedures::silence(procedure),
    })
}

/// What was done, the first act first. Colleagues are told who acted; others, which office.
fn history(who: &Who, shown: &Shown) -> Vec<Value> {
    let named = |act: &Act| act.role == Role::Applicant || who.viewer.is_officer();
    let told = |(seq, act): (usize, &Act)| {
        let by = shown.people.get(&act.by).filter(|_| named(act));
        let body = civic::Body { filing: None, ..act.body.clone() };
        json!({
            "seq": seq,
            "at": moment(act.at),
            "day": act.day,
            "act": act.name,
            "role": act.role,
            "by": by.map(|a| json!({ "ar": a.name_ar, "fr": a.name_fr })),
            "delegated": act.office.is_some(),
            "said": body,
        })
    };
    shown.acts.iter().enumerate().map(told).collect()
}

/// The acts that this person may try now, each in the quality that opens it.
fn doors(app: &App, who: &Who, d: &Dossier, procedure: &Procedure) -> Vec<Value> {
    let seats = who.viewer.seats.iter().filter(|seat| seat.place == seat.role.seat(d.commune, d.examiner));
    let mut roles: Vec<Role> = seats.map(|seat| seat.role).collect();
    if is_mine(who, d) {
        roles.push(Role::Applicant);
    }
    roles.sort_unstable();
    roles.dedup();
    let open = |role: Role| {
        let doors = desk::counter::open_to(&app.desk, d, procedure, role);
        doors.into_iter().map(move |door| {
            json!({
                "act": door.act,
                "role": role,
                "kind": super::procedures::kind(door.kind),
                "to": door.to,
                "motive": door.motive,
                "text": door.text,
                "article": door.article,
            })
        })
    };
    roles.into_iter().flat_map(open).collect()
}
