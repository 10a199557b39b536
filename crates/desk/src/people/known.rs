//! Whom the counter of a commune knows: the persons of its files, found by number or name; and the
//! first password of those who had none. Every search is written down.

use super::{note, taken};
use crate::{Denial, Desk, Error, Result, Who, readings, who};
use civic::{Mistake, Place, Role, Seat, identity};
use store::people::{self, Account};
use store::{Tx, Value};
use uuid::Uuid;

const FOUND_MOST: i64 = 50;
/// How much of a question the journal keeps.
const NOTED_MOST: usize = 80;

/// Persons whom the files of a commune concern, by name or number, for the clerk at the counter.
pub async fn search(desk: &Desk, who: &Who, place: Place, text: &str) -> Result<Vec<Account>> {
    clerk(who, place)?;
    note_search(desk, who, place, text).await?;
    let text = text.trim().to_owned();
    let found = desk.db.read(move |tx| find(tx, place, &text)).await?;
    readings::of_persons(desk, who, Seat { role: Role::Clerk, place }, &found).await?;
    Ok(found)
}

/// Writes down who looked for whom: personal data is not to be leafed through.
pub async fn note_search(desk: &Desk, who: &Who, place: Place, text: &str) -> Result<()> {
    let noted: String = masked(text).chars().filter(|c| !c.is_control()).take(NOTED_MOST).collect();
    note(desk, who, place, "person-searched", &noted).await
}

/// A question without the numbers of persons: the journal is no place to read them. Who was found is written down.
fn masked(text: &str) -> String {
    let is_personal = |text: &str| {
        identity::cnie(text).is_some() || identity::phone(text).is_some() || identity::email(text).is_some()
    };
    let mask = |text: &str| text.chars().take(2).chain("…".chars()).collect::<String>();
    let tidy = identity::tidy_line(text);
    match is_personal(&tidy) {
        true => mask(&tidy),
        false => {
            let each = tidy.split(' ').map(|word| if is_personal(word) { mask(word) } else { word.to_owned() });
            each.collect::<Vec<_>>().join(" ")
        }
    }
}

fn clerk(who: &Who, place: Place) -> Result<()> {
    if who.viewer.holds(Role::Clerk, place) { Ok(()) } else { Err(Denial::NotYours.into()) }
}

fn find(tx: &mut Tx, place: Place, text: &str) -> Result<Vec<Account>> {
    let numbered = match (identity::cnie(text), identity::ice(text)) {
        (Some(cnie), _) => people::by_cnie(tx, &cnie)?,
        (None, Some(ice)) => people::by_ice(tx, &ice)?,
        (None, None) => return named(tx, place, text),
    };
    match numbered {
        Some(account) if concerned(tx, place, &account)? => Ok(vec![account]),
        _ => Ok(Vec::new()),
    }
}

fn named(tx: &mut Tx, place: Place, text: &str) -> Result<Vec<Account>> {
    let found = store::search::find(
        tx,
        &store::search::Find {
            query: &store::fold::query(text),
            scope: &[store::search::Scope::Commune(place.0)],
            seen: "kind = 'dossier' and commune = $1",
            args: &[Value::from(place.0)],
            after: None,
            limit: FOUND_MOST,
        },
    )?;
    let mut persons: Vec<Account> = Vec::new();
    for hit in found {
        if let Some((dossier, _)) = store::dossiers::to_decide(tx, place, hit.id)?
            && let Some(account) = people::get(tx, dossier.applicant)?
            && !persons.iter().any(|a| a.id == account.id)
        {
            persons.push(account);
        }
    }
    Ok(persons)
}

/// Whether a person has a file in the commune. Officers are found among officers, not here.
fn concerned(tx: &mut Tx, place: Place, account: &Account) -> Result<bool> {
    Ok(account.kind != "officer" && store::dossiers::concerns(tx, place, account.id)?)
}

/// One person of the commune's files, for its clerk.
pub async fn one(desk: &Desk, who: &Who, place: Place, id: Uuid) -> Result<Account> {
    clerk(who, place)?;
    desk.db
        .read(move |tx| -> Result<Account> {
            match people::get(tx, id)? {
                Some(account) if concerned(tx, place, &account)? => Ok(account),
                _ => Err(Error::not_found()),
            }
        })
        .await
}

/// Gives somebody who was filed for at the counter a way in: a first password, and the address under
/// which they sign in when they have no card number. Never to an account that already has a password.
pub async fn give_access(
    desk: &Desk,
    who: &Who,
    place: Place,
    id: Uuid,
    email: Option<&str>,
    password: &str,
) -> Result<Account> {
    let account = one(desk, who, place, id).await?;
    if account.password.is_some() {
        return Err(Denial::NotYours.into());
    }
    let typed = email.map(str::trim).filter(|text| !text.is_empty());
    let read = typed.and_then(identity::email);
    let mut mistakes: Vec<Mistake> = who::judge_password(password).into_iter().collect();
    if typed.is_some() && read.is_none() {
        mistakes.push(Mistake::new("email", "email"));
    } else if account.cnie.is_none() && account.email.is_none() && read.is_none() {
        mistakes.push(Mistake::new("email", "required"));
    }
    if !mistakes.is_empty() {
        return Err(Error::Mistakes(mistakes));
    }
    let (counter, secret) = (desk.clone(), password.to_owned());
    let hash = tokio::task::spawn_blocking(move || who::hash_password(&counter, &secret))
        .await
        .map_err(|e| Error::Setup(e.to_string()))??;
    let opened = Account { email: read.or(account.email.clone()), password: Some(hash), ..account };
    let kept = opened.clone();
    desk.db
        .write(move |tx| -> Result<()> {
            // Somebody else may have opened it meanwhile.
            if people::get(tx, kept.id)?.is_none_or(|now| now.password.is_some()) {
                return Err(Denial::NotYours.into());
            }
            let mistakes = taken(tx, &kept)?;
            if !mistakes.is_empty() {
                return Err(Error::Mistakes(mistakes));
            }
            Ok(people::change(tx, &kept)?)
        })
        .await?;
    note(desk, who, place, "access-given", &id.to_string()).await?;
    Ok(opened)
}
