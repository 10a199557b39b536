//! Accounts and seats: who registers, who is filed for, who is appointed, who delegates.

use crate::{Denial, Desk, Error, Result, Who, who};
use civic::{Mistake, Office, Place, Role, Seat, identity};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::people::{self, Account, Entry};
use store::{Tx, Value};
use uuid::Uuid;

/// A person or a company, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Person {
    /// `citizen`, `company`, `professional`, `officer`.
    pub kind: String,
    pub name_ar: String,
    pub name_fr: String,
    pub cnie: String,
    pub ice: String,
    pub phone: String,
    pub email: String,
    pub lang: String,
}

const NAME_MOST: usize = 120;

impl Person {
    /// The account that this makes, or every mistake; fields are named with `prefix` before them.
    pub fn read(&self, prefix: &str, id: Uuid, at: i64) -> Result<Account, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        let field = |name: &str| format!("{prefix}{name}");
        let kind = if self.kind.is_empty() { "citizen" } else { self.kind.as_str() };
        if !["citizen", "company", "professional", "officer"].contains(&kind) {
            mistakes.push(Mistake::new(&field("kind"), "unknown-choice"));
        }
        let mut name = |name: &str, text: &str| {
            let tidy = identity::tidy_line(text);
            if identity::has_control(text) {
                mistakes.push(Mistake::new(&field(name), "control-characters"));
            } else if NAME_MOST < tidy.chars().count() {
                mistakes.push(Mistake::beyond(&field(name), "too-long", NAME_MOST as i64));
            } else if tidy.is_empty() {
                mistakes.push(Mistake::new(&field(name), "required"));
            }
            tidy
        };
        let (name_ar, name_fr) = (name("name-ar", &self.name_ar), name("name-fr", &self.name_fr));
        let mut known = |name: &str, text: &str, required: bool, read: fn(&str) -> Option<String>, code| {
            let given = !text.trim().is_empty();
            let value = read(text);
            if given && value.is_none() {
                mistakes.push(Mistake::new(&field(name), code));
            } else if required && !given {
                mistakes.push(Mistake::new(&field(name), "required"));
            }
            value
        };
        let company = kind == "company";
        let cnie = known("cnie", &self.cnie, !company && kind != "officer", identity::cnie, "cnie");
        let ice = known("ice", &self.ice, company, identity::ice, "ice");
        let phone = known("phone", &self.phone, false, identity::phone, "phone");
        let email = known("email", &self.email, false, identity::email, "email");
        if !mistakes.is_empty() {
            return Err(mistakes);
        }
        Ok(Account {
            id,
            kind: kind.into(),
            name_ar,
            name_fr,
            cnie,
            ice,
            phone,
            email,
            lang: if self.lang == "fr" { "fr".into() } else { "ar".into() },
            password: None,
            made_at: at,
            failed: 0,
            locked_until: 0,
            closed: false,
        })
    }
}

/// Somebody opens an account. Gives the secret of their first sign-in.
pub async fn register(desk: &Desk, person: &Person, password: &str, again: &str, browser: &str) -> Result<(String, Account)> {
    let now = desk.clock.now();
    let mut mistakes = Vec::new();
    let read = person.read("", desk.chance.id(now), now);
    if person.kind == "officer" {
        mistakes.push(Mistake::new("kind", "unknown-choice"));
    }
    if person.email.trim().is_empty() {
        mistakes.push(Mistake::new("email", "required"));
    }
    mistakes.extend(who::judge_password(password));
    if password != again {
        mistakes.push(Mistake::new("password-again", "not-same"));
    }
    let account = match read {
        Ok(account) if mistakes.is_empty() => account,
        Ok(_) => return Err(Error::Mistakes(mistakes)),
        Err(more) => {
            mistakes.extend(more);
            return Err(Error::Mistakes(mistakes));
        }
    };
    let (counter, secret) = (desk.clone(), password.to_owned());
    let hash = tokio::task::spawn_blocking(move || who::hash_password(&counter, &secret))
        .await
        .map_err(|e| Error::Setup(e.to_string()))??;
    let account = Account { password: Some(hash), ..account };
    add(desk, account.clone()).await?;
    let secret = who::open(desk, &account, browser).await?;
    Ok((secret, account))
}

/// Adds an account whose identifiers nobody else has.
async fn add(desk: &Desk, account: Account) -> Result<()> {
    desk.db
        .write(move |tx| -> Result<()> {
            let mistakes = taken(tx, &account)?;
            if !mistakes.is_empty() {
                return Err(Error::Mistakes(mistakes));
            }
            Ok(people::add(tx, &account)?)
        })
        .await
}

fn taken(tx: &mut Tx, account: &Account) -> Result<Vec<Mistake>> {
    let mut mistakes = Vec::new();
    let mut check = |field: &str, found: Option<Account>| {
        if found.is_some_and(|other| other.id != account.id) {
            mistakes.push(Mistake::new(field, "taken"));
        }
    };
    if let Some(email) = &account.email {
        check("email", people::by_email(tx, email)?);
    }
    if let Some(cnie) = &account.cnie {
        check("cnie", people::by_cnie(tx, cnie)?);
    }
    if let Some(ice) = &account.ice {
        check("ice", people::by_ice(tx, ice)?);
    }
    Ok(mistakes)
}

/// The account of someone who is filed for: the one with their card or company number, or a new one
/// without a password, which the counter can open for them later.
pub(crate) fn find_or_add(tx: &mut Tx, account: &Account) -> Result<Account> {
    let known = match (&account.ice, &account.cnie) {
        (Some(ice), _) => people::by_ice(tx, ice)?,
        (None, Some(cnie)) => people::by_cnie(tx, cnie)?,
        (None, None) => None,
    };
    if let Some(known) = known {
        return Ok(known);
    }
    let email = match &account.email {
        Some(email) if people::by_email(tx, email)?.is_some() => None,
        email => email.clone(),
    };
    let account = Account { email, ..account.clone() };
    people::add(tx, &account)?;
    Ok(account)
}

/// What a person may change of themselves.
pub async fn change(desk: &Desk, who: &Who, person: &Person) -> Result<()> {
    let old = &who.account;
    let asked = Person { kind: old.kind.clone(), cnie: old.cnie.clone().unwrap_or_default(), ice: old.ice.clone().unwrap_or_default(), ..person.clone() };
    let read = asked.read("", old.id, old.made_at).map_err(Error::Mistakes)?;
    let changed = Account { password: old.password.clone(), ..read };
    desk.db
        .write(move |tx| -> Result<()> {
            let mistakes = taken(tx, &changed)?;
            if !mistakes.is_empty() {
                return Err(Error::Mistakes(mistakes));
            }
            Ok(people::change(tx, &changed)?)
        })
        .await
}

/// Says in which language somebody is written to.
pub async fn set_lang(desk: &Desk, who: &Who, lang: i18n::Lang) -> Result<()> {
    let changed = Account { lang: lang.tag().into(), ..who.account.clone() };
    desk.db.write(move |tx| -> Result<()> { Ok(people::change(tx, &changed)?) }).await
}

/// An administrator of the place, or of the province that holds it.
pub fn may_administer(who: &Who, place: Place) -> Result<()> {
    let over = |seat: &Seat| seat.role == Role::Administrator && (seat.place == place || seat.place == place.province());
    match who.viewer.seats.iter().any(over) {
        true => Ok(()),
        false => Err(Denial::NotYours.into()),
    }
}

/// An administrator makes an officer's account; the first password is given, to be changed.
pub async fn add_officer(desk: &Desk, who: &Who, place: Place, person: &Person, password: &str) -> Result<Account> {
    may_administer(who, place)?;
    let now = desk.clock.now();
    let mut mistakes = Vec::new();
    if person.email.trim().is_empty() {
        mistakes.push(Mistake::new("email", "required"));
    }
    mistakes.extend(who::judge_password(password));
    let person = Person { kind: "officer".into(), ..person.clone() };
    let account = match person.read("", desk.chance.id(now), now) {
        Ok(account) if mistakes.is_empty() => account,
        Ok(_) => return Err(Error::Mistakes(mistakes)),
        Err(more) => {
            mistakes.extend(more);
            return Err(Error::Mistakes(mistakes));
        }
    };
    let (counter, secret) = (desk.clone(), password.to_owned());
    let hash = tokio::task::spawn_blocking(move || who::hash_password(&counter, &secret))
        .await
        .map_err(|e| Error::Setup(e.to_string()))??;
    let account = Account { password: Some(hash), ..account };
    add(desk, account.clone()).await?;
    note(desk, who, place, "officer-added", &account.id.to_string()).await?;
    Ok(account)
}

/// A seat to give.
#[derive(Clone, Debug)]
pub struct Appointment {
    pub holder: Uuid,
    pub role: Role,
    pub place: Place,
    pub from: Date,
    pub until: Option<Date>,
    pub decision: String,
    /// Whose power is delegated; none for a seat in its own right.
    pub delegated_by: Option<Uuid>,
}

/// Gives a seat. A delegation needs its own end, and a delegator who holds the seat in their own right.
pub async fn appoint(desk: &Desk, who: &Who, a: Appointment) -> Result<Office> {
    may_administer(who, a.place)?;
    let mut mistakes = Vec::new();
    if a.decision.trim().is_empty() {
        mistakes.push(Mistake::new("decision", "required"));
    }
    if identity::has_control(&a.decision) {
        mistakes.push(Mistake::new("decision", "control-characters"));
    }
    if a.until.is_some_and(|until| until < a.from) {
        mistakes.push(Mistake::new("until", "not-a-date"));
    }
    if a.delegated_by.is_some() && a.until.is_none() {
        mistakes.push(Mistake::new("until", "required"));
    }
    if matches!(a.role, Role::Applicant | Role::System) {
        mistakes.push(Mistake::new("role", "unknown-choice"));
    }
    if !mistakes.is_empty() {
        return Err(Error::Mistakes(mistakes));
    }
    let now = desk.clock.now();
    let office = Office {
        id: desk.chance.id(now),
        holder: a.holder,
        seat: Seat { role: a.role, place: a.place },
        from: a.from,
        until: a.until,
        delegated_by: a.delegated_by,
        decision: identity::tidy_line(&a.decision),
    };
    let given = office.clone();
    desk.db
        .write(move |tx| -> Result<()> {
            if people::get(tx, given.holder)?.is_none_or(|h| h.kind != "officer") {
                return Err(Error::Mistakes(vec![Mistake::new("holder", "unknown-choice")]));
            }
            if let Some(delegator) = given.delegated_by {
                let own = people::offices(tx, delegator)?;
                if !own.iter().any(|o| o.seat == given.seat && o.delegated_by.is_none() && o.holds_on(given.from)) {
                    return Err(Error::Mistakes(vec![Mistake::new("delegated-by", "unknown-choice")]));
                }
            }
            Ok(people::add_office(tx, &given, now)?)
        })
        .await?;
    note(desk, who, a.place, "office-given", &format!("{} {}", a.role.as_str(), a.holder)).await?;
    Ok(office)
}

/// Ends a seat on a day, the last included.
pub async fn end_office(desk: &Desk, who: &Who, place: Place, id: Uuid, until: Date) -> Result<()> {
    may_administer(who, place)?;
    let ended = desk.db.write(move |tx| -> Result<bool> { Ok(people::end_office(tx, place, id, until)?) }).await?;
    if !ended {
        return Err(Error::not_found());
    }
    note(desk, who, place, "office-ended", &id.to_string()).await
}

/// Closes or opens an officer's account; closing signs out everywhere.
pub async fn close(desk: &Desk, who: &Who, place: Place, id: Uuid, closed: bool) -> Result<()> {
    may_administer(who, place)?;
    officer_of(desk, place, id).await?;
    desk.db
        .write(move |tx| -> Result<()> {
            people::close(tx, id, closed)?;
            if closed {
                people::close_all_sign_ins(tx, id)?;
            }
            Ok(())
        })
        .await?;
    note(desk, who, place, if closed { "account-closed" } else { "account-opened" }, &id.to_string()).await
}

/// An administrator gives an officer a new password, and signs them out everywhere.
pub async fn reset_password(desk: &Desk, who: &Who, place: Place, id: Uuid, password: &str) -> Result<()> {
    may_administer(who, place)?;
    if let Some(mistake) = who::judge_password(password) {
        return Err(Error::Mistakes(vec![mistake]));
    }
    let account = officer_of(desk, place, id).await?;
    who::set_password(desk, &account, password).await?;
    note(desk, who, place, "password-reset", &id.to_string()).await
}

/// An officer who holds or held a seat in the place.
pub async fn officer_of(desk: &Desk, place: Place, id: Uuid) -> Result<Account> {
    desk.db
        .read(move |tx| -> Result<Account> {
            let held = people::offices(tx, id)?.iter().any(|o| o.seat.place == place);
            match people::get(tx, id)? {
                // One that was just made holds nothing yet.
                Some(account) if account.kind == "officer" && (held || people::offices(tx, id)?.is_empty()) => Ok(account),
                _ => Err(Error::not_found()),
            }
        })
        .await
}

/// Writes a line of the journal of administration.
pub async fn note(desk: &Desk, who: &Who, place: Place, what: &str, detail: &str) -> Result<()> {
    let entry = Entry { at: desk.clock.now(), who: who.account.id, what: what.into(), detail: detail.into() };
    let id = desk.chance.id(entry.at);
    desk.db.write(move |tx| -> Result<()> { Ok(people::note(tx, place, id, &entry)?) }).await
}

/// Persons whom the files of a commune concern, by name or number, for the clerk at the counter.
pub async fn search(desk: &Desk, who: &Who, place: Place, text: &str) -> Result<Vec<Account>> {
    if !who.viewer.holds(Role::Clerk, place) {
        return Err(Denial::NotYours.into());
    }
    let text = text.trim().to_owned();
    desk.db
        .read(move |tx| -> Result<Vec<Account>> {
            if let Some(cnie) = identity::cnie(&text) {
                return Ok(people::by_cnie(tx, &cnie)?.into_iter().collect());
            }
            if let Some(ice) = identity::ice(&text) {
                return Ok(people::by_ice(tx, &ice)?.into_iter().collect());
            }
            let found = store::search::find(
                tx,
                &store::search::Find {
                    query: &store::fold::query(&text),
                    scope: &[store::search::Scope::Commune(place.0)],
                    seen: "kind = 'dossier' and commune = $1",
                    args: &[Value::from(place.0)],
                    after: None,
                    limit: 50,
                },
            )?;
            let mut people_found: Vec<Account> = Vec::new();
            for hit in found {
                if let Some((dossier, _)) = store::dossiers::to_decide(tx, place, hit.id)?
                    && let Some(account) = people::get(tx, dossier.applicant)?
                    && !people_found.iter().any(|a| a.id == account.id)
                {
                    people_found.push(account);
                }
            }
            Ok(people_found)
        })
        .await
}
