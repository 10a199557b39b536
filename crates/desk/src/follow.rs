//! What follows an act, in the act's own transaction: numbers, papers to be made, notices, what search finds.

use crate::{Chance, Denial, Result, hands, paper};
use civic::dossier::Act;
use civic::procedure::Signature;
use civic::{Dossier, Place, Procedure, Seat};
use jiff::civil::Date;
use store::dossiers::Facts;
use store::fold::Words;
use store::people::Account;
use store::{Tx, documents, outbox, registers, search};
use uuid::Uuid;

/// The next number of a series, without gaps: `PC-095410113-2026-000123`.
pub(crate) fn number(tx: &mut Tx, commune: Place, series: &str, day: Date) -> Result<String> {
    let n = registers::take(tx, commune.0, series, i64::from(day.year()))?;
    Ok(format!("{series}-{commune}-{:04}-{n:06}", day.year()))
}

/// What the one box of search finds a file by.
///
/// Its words stand in the open in the database, so they are those that lists show: the applicant's name, the number,
/// and what the procedure says of the project in a list. Numbers of persons are found whole, by blind index.
pub(crate) fn found_by(
    tx: &mut Tx,
    procedure: &Procedure,
    d: &Dossier,
    facts: &Facts,
    applicant: &Account,
) -> Result<()> {
    let mut words = Words::of(applicant.ice.as_deref().unwrap_or_default());
    let persons = [("cnie", &applicant.cnie), ("phone", &applicant.phone), ("email", &applicant.email)];
    let exact: Vec<(&str, &str)> =
        persons.iter().filter_map(|(column, value)| Some((*column, value.as_deref()?))).collect();
    for answer in d.summary(procedure).values() {
        if let civic::form::Answer::Text(text) = answer {
            words.add(text);
        }
    }
    search::index(
        tx,
        &search::Entry {
            commune: d.commune.0,
            kind: "dossier",
            id: d.id,
            roles: facts.roles,
            province: d.commune.province().0,
            examiner: d.examiner.0,
            person_a: Some(d.applicant),
            person_b: d.agent,
            title: &facts.title,
            detail: &d.number,
            at: d.filed_at,
            words,
            exact: &exact,
        },
    )?;
    Ok(())
}

/// What is known beside an act of what follows it.
#[derive(Default)]
pub(crate) struct Beside {
    /// Who is not told of what they did themselves.
    pub author: Option<Uuid>,
    /// The paper as its signer was shown it.
    pub shown: Option<store::keys::Intent>,
    /// The last day on which members sign what this act makes.
    pub hands_due: Option<Date>,
}

/// Puts what must follow an act into the same transaction: papers with their numbers, notices, mails.
/// Gives the number of the first paper.
pub(crate) fn follow(
    tx: &mut Tx,
    chance: &Chance,
    procedure: &Procedure,
    d: &Dossier,
    act: &Act,
    beside: Beside,
) -> Result<Option<String>> {
    let Some(door) = procedure.door(&act.name) else { return Ok(None) };
    let Beside { author, mut shown, hands_due } = beside;
    let mut first = None;
    for name in &door.papers {
        let Some(kind) = procedure.paper(name) else { continue };
        let number = number(tx, d.commune, &kind.series, act.day)?;
        let (id, code, made_at) = match shown.take() {
            // Another paper was given that number meanwhile: the signer looks at the new one.
            Some(shown) if shown.number != number => return Err(Denial::PaperChanged.into()),
            Some(shown) => (shown.id, shown.code, shown.at),
            None => (chance.id(act.at), chance.code(12), act.at),
        };
        let document = documents::Document {
            commune: d.commune,
            id,
            dossier: d.id,
            seq: i64::from(d.acts) - 1,
            name: name.clone(),
            number,
            code,
            made_at,
            sha256: None,
            bytes: None,
        };
        documents::add(tx, &document)?;
        if let (Signature::Members, Some(due)) = (kind.signature, hands_due) {
            let last = Seat { role: act.role, place: act.role.seat(d.commune, d.examiner) };
            hands::ask_members(tx, d, &document, last, (act.day, due))?;
        }
        outbox::put(
            tx,
            &outbox::New {
                commune: d.commune.0,
                id: document.id,
                kind: paper::JOB,
                subject: &document.number,
                payload: "",
                due: act.at,
            },
        )?;
        first.get_or_insert(document.number);
    }
    for name in &door.notices {
        for account in [Some(d.applicant), d.agent].into_iter().flatten().filter(|a| Some(*a) != author) {
            let id = chance.id(act.at);
            documents::tell(
                tx,
                &documents::Notice {
                    id,
                    account,
                    at: act.at,
                    name: name.clone(),
                    number: d.number.clone(),
                    service: procedure.service.clone(),
                    read_at: None,
                },
            )?;
            outbox::put(
                tx,
                &outbox::New {
                    commune: d.commune.0,
                    id,
                    kind: crate::mail::JOB,
                    subject: &d.number,
                    payload: "",
                    due: act.at,
                },
            )?;
        }
    }
    Ok(first)
}
