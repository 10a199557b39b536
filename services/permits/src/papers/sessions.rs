//! What the minutes of a whole session say: who sat, what each file was told, how it closed.
//!
//! A closed session does not change, and a file is shown as it was when this session concluded it: the
//! minutes say the same whenever they are typeset.

use super::{conclusion, day, fixed, named_in, say, word_of};
use crate::memory::{self, Item, Session};
use crate::rules::{SITTING, attendance};
use civic::role::Level;
use civic::{Dossier, Place, Role};
use desk::Desk;
use i18n::{Arg, format};
use serde_json::{Value, json};
use store::documents::Document;
use store::people::{self, Account};
use store::{Error, Result, Tx, dossiers};

pub fn compose(desk: &Desk, tx: &mut Tx, document: &Document) -> Result<Value> {
    let lost = || Error::Corrupt(format!("the session of {}", document.number));
    let session = memory::session(tx, document.commune, document.dossier)?.ok_or_else(lost)?;
    let agenda = memory::agenda(tx, session.seat, session.id)?;
    let chair = people::get(tx, session.made_by)?;
    let mut files = Vec::new();
    for item in &agenda {
        files.push(file(desk, tx, &session, item)?);
    }
    let members = members(desk, tx, &session, document)?;
    let made = i18n::format::local_date(document.made_at);
    let window = session.seat.is_commune();
    let statement = if window { "say-session-window" } else { "say-session-committee" };
    let mut authority = vec![say(desk, "say-province", |lang| named_in(desk, lang, session.seat.province()))];
    if window {
        authority.push(say(desk, "say-commune", |lang| named_in(desk, lang, session.seat)));
    }
    let statute = desk.statute();
    let texts: Vec<Value> = ["12-90", "2-18-577"]
        .iter()
        .filter_map(|code| statute.law.text(code))
        .map(|text| json!({ "ar": text.ar, "fr": text.fr }))
        .collect();
    let name = name_of(chair.as_ref());
    Ok(json!({
        "paper": {
            "title": say(desk, "title-session-minutes", |_| Vec::new()),
            "number": document.number,
            "date": day(made),
        },
        "authority": authority,
        "texts": texts,
        "theme": { "accent": "#0F5C4D" },
        "statement": say(desk, statement, |lang| named_in(desk, lang, session.seat)),
        "session": {
            "number": session.number,
            "date": day(session.day),
            "hour": session.hour,
            "place": session.place,
            "chair": name,
        },
        "members": members,
        "files": files,
        "closed": say(desk, "say-session-closed", |lang| vec![
            ("date", Arg::from(format::short_day(lang, made))),
            ("hour", Arg::from(format::hour(document.made_at))),
            ("files", Arg::from(agenda.len() as i64)),
        ]),
        "signature": {
            "capacity": word_of(desk, "role-commission-chair"),
            "name": name,
            "made": say(desk, "say-made", |lang| vec![
                ("place", Arg::from(web::render::place_name(desk, lang, session.seat))),
                ("date", Arg::from(format::short_day(lang, made))),
            ]),
        },
        "words": fixed(desk),
    }))
}

fn name_of(account: Option<&Account>) -> Value {
    account.map_or(json!(""), |account| json!({ "ar": account.name_ar, "fr": account.name_fr }))
}

/// Those who sit, who held each seat on that day, and whether they were there.
fn members(desk: &Desk, tx: &mut Tx, session: &Session, document: &Document) -> Result<Vec<Value>> {
    let attendance = attendance(&session.attendance);
    let on = i18n::format::local_date(document.made_at);
    let mut all = Vec::new();
    for role in SITTING {
        let there = attendance.get(role.as_str()).cloned();
        // The chair holds the session: there is none without.
        let Some(there) = there.or_else(|| (role == Role::CommissionChair).then(Default::default)) else { continue };
        let place = if role.level() == Level::Province { session.seat.province() } else { session.seat };
        let holder = held_on(tx, role, place, on)?;
        let present = there.present || role == Role::CommissionChair;
        let key = match (present, there.by.is_empty()) {
            (true, _) => "member-present",
            (false, false) => "say-member-represented",
            (false, true) => "member-excused",
        };
        let presence = say(desk, key, |_| vec![("name", Arg::from(there.by.as_str()))]);
        all.push(json!({
            "member": word_of(desk, &format!("role-{}", role.as_str())),
            "person": name_of(holder.as_ref()),
            "presence": presence,
        }));
    }
    Ok(all)
}

fn held_on(tx: &mut Tx, role: Role, place: Place, on: jiff::civil::Date) -> Result<Option<Account>> {
    let office = people::offices_in(tx, place)?.into_iter().find(|o| o.seat.role == role && o.holds_on(on));
    match office {
        Some(office) => people::get(tx, office.holder),
        None => Ok(None),
    }
}

/// A file of the agenda, as this session left it.
fn file(desk: &Desk, tx: &mut Tx, session: &Session, item: &Item) -> Result<Value> {
    let lost = || Error::Corrupt(format!("the file {} of a session", item.number));
    let acts = dossiers::acts(tx, item.commune, item.dossier)?;
    let concluded =
        acts.iter().rposition(|act| act.body.session == Some(session.id) && act.name.starts_with("conclude"));
    let upto = concluded.map_or(acts.len(), |at| at + 1);
    let filing = acts.first().and_then(|act| act.body.filing.as_ref()).ok_or_else(lost)?;
    let procedure = desk.street.procedure(&filing.procedure, filing.revision).ok_or_else(lost)?;
    let d = civic::dossier::replay(&procedure, item.commune, item.dossier, &acts[..upto]).ok_or_else(lost)?;
    let applicant = people::get(tx, d.applicant)?;
    let outcome = match concluded {
        Some(at) => conclusion(desk, &d, &acts[at]),
        None => json!({ "code": "waits", "statement": say(desk, "session-waits", |_| Vec::new()), "reasons": [] }),
    };
    let mut shown = json!({
        "number": d.number,
        "procedure": word_of(desk, &format!("procedure-{}", d.procedure)),
        "applicant": name_of(applicant.as_ref()),
        "address": d.answers.get("address").map(|answer| answer.typed()).unwrap_or_default(),
        "opinions": opinions(desk, tx, &d)?,
        "outcome": outcome,
    });
    if let Some(minutes) = concluded.map(|at| minutes_of(tx, item, at)).transpose()?.flatten() {
        shown["minutes"] = json!(minutes);
    }
    Ok(shown)
}

/// The number of the file's own minutes.
fn minutes_of(tx: &mut Tx, item: &Item, seq: usize) -> Result<Option<String>> {
    let papers = store::documents::of(tx, item.commune, item.dossier)?;
    Ok(papers.into_iter().find(|paper| paper.name == "minutes" && paper.seq == seq as i64).map(|paper| paper.number))
}

fn opinions(desk: &Desk, tx: &mut Tx, d: &Dossier) -> Result<Vec<Value>> {
    let round = d.sittings.iter().map(|s| s.round).max().unwrap_or(0);
    let mut all = Vec::new();
    for sitting in d.sittings.iter().filter(|s| s.round == round) {
        let given = sitting.given.as_ref();
        let said = match given {
            Some(said) => word_of(desk, &format!("opinion-{}", said.opinion.as_str())),
            None => say(desk, "no-opinion", |_| Vec::new()),
        };
        let person = match given {
            Some(said) => people::get(tx, said.by)?,
            None => None,
        };
        all.push(json!({
            "member": word_of(desk, &format!("role-{}", sitting.role.as_str())),
            "person": name_of(person.as_ref()),
            "opinion": said,
            "given": given.is_some(),
        }));
    }
    Ok(all)
}
